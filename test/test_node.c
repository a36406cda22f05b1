// SPDX-License-Identifier: MIT

#include "check_main.h"

#include "core/file.h"
#include "core/node.h"
#include "core/yaml.h"

#include <string.h>

static gm_arena arena;
static gm_diag diag;

static void set_up(void)
{
    arena = (gm_arena){0};
    diag = (gm_diag){0};
}

static void tear_down(void)
{
    gm_arena_fini(&arena);
    gm_diag_fini(&diag);
}

static gm_node *tree_of(const char *text)
{
    gm_node *node = NULL;
    gm_status status = gm_yaml_read_text("m", gm_slice_of(text), &arena, &diag, &node);
    ck_assert_int_eq(status, diag.count == 0 ? GM_OK : GM_ERR_MODEL);
    return node;
}

// The first fault of a text.
static const char *fault_of(const char *text)
{
    gm_node *node = NULL;
    gm_status status = gm_yaml_read_text("m", gm_slice_of(text), &arena, &diag, &node);
    ck_assert_int_eq(status, GM_ERR_MODEL);
    return gm_diag_line(&diag, 0);
}

START_TEST(a_tree_has_the_order_and_places_of_the_file)
{
    const gm_node *root = tree_of("b: 52 s\na:\n  - x\n  - {k: 'v'}\nn:\n");
    ck_assert_int_eq(diag.count, 0);
    ck_assert_int_eq(root->kind, GM_NODE_MAP);
    ck_assert_str_eq(root->entries[0].key, "b");
    ck_assert_str_eq(gm_node_get(root, "b")->text, "52 s");
    ck_assert_int_eq(gm_node_get(root, "b")->src.col, 4);
    const gm_node *list = gm_node_get(root, "a");
    ck_assert_int_eq(list->n, 2);
    ck_assert_int_eq(list->items[1]->src.line, 4);
    ck_assert_int_eq(list->items[1]->src.col, 5);
    ck_assert(gm_node_get(list->items[1], "k")->quoted);
    ck_assert_int_eq(gm_node_get(root, "n")->kind, GM_NODE_NULL);
    ck_assert_ptr_null(gm_node_get(root, "none"));
    ck_assert_ptr_null(gm_node_get(NULL, "none"));
}
END_TEST

START_TEST(a_key_that_stands_twice_names_the_first)
{
    const gm_node *root = tree_of("a: 1\nb: 2\na: 3\n");
    ck_assert_str_eq(gm_diag_line(&diag, 0), "m:3:1: error: key 'a' stands twice in this map; "
                                             "the first is in line 1");
    ck_assert_int_eq(root->n, 2);
    ck_assert_str_eq(gm_node_get(root, "a")->text, "1");
}
END_TEST

START_TEST(twins_are_found_among_many_keys)
{
    gm_text text = gm_text_init(&arena);
    for (int i = 0; i < 1000; i++) {
        gm_text_addf(&text, "k%d: 1\n", i);
    }
    gm_text_add(&text, "k7: 2\nk7: 3\n");
    tree_of(text.at);
    ck_assert_int_eq(diag.count, 2);
    ck_assert_str_eq(gm_diag_line(&diag, 1),
                     "m:1002:1: error: key 'k7' stands twice in this map; "
                     "the first is in line 8");
}
END_TEST

START_TEST(what_model_files_do_not_have_is_refused_in_one_pass)
{
    tree_of("a: &x 1\nb: *x\nc: !!str 1\n<<: {d: 1}\n[1]: 2\n'': 3\n");
    ck_assert_int_eq(diag.count, 6);
    static const char *const parts[] = {"m:1:4: error: anchors",
                                        "m:2:4: error: aliases",
                                        "m:3:4: error: tags",
                                        "m:4:1: error: merge",
                                        "m:5:1: error: a key must be text, got a list",
                                        "m:6:1: error: a key is missing"};
    for (int i = 0; i < 6; i++) {
        ck_assert_msg(gm_text_starts_with(gm_diag_line(&diag, i), parts[i]), "%s",
                      gm_diag_line(&diag, i));
    }
}
END_TEST

START_TEST(a_second_document_is_a_fault)
{
    ck_assert_str_eq(fault_of("a: 1\n---\nb: 2\n"), "m:2:1: error: a second document in one "
                                                    "file; a model file holds one; remove "
                                                    "`---`");
}
END_TEST

START_TEST(an_empty_file_is_a_fault)
{
    ck_assert_str_eq(fault_of(""), "m: error: the file is empty");
    ck_assert_str_eq(fault_of("# only a comment\n"), "m: error: the file is empty");
}
END_TEST

START_TEST(a_syntax_error_has_its_place)
{
    ck_assert_str_eq(fault_of("a: b: c\n"),
                     "m:1:5: error: YAML: mapping values are not allowed in this context; put "
                     "text that holds `: ` in quotes, or check the indentation");
}
END_TEST

START_TEST(a_tab_in_the_indentation_is_named)
{
    ck_assert_str_eq(fault_of("a:\n  \tb: 1\n"),
                     "m:2:3: error: a tab may not indent a line; use spaces");
}
END_TEST

START_TEST(bytes_that_are_no_text_are_named)
{
    ck_assert_str_eq(fault_of("a: \xFF\n"),
                     "m:1:4: error: byte 0xff is not valid UTF-8; save the file as UTF-8");
    gm_diag_fini(&diag);
    ck_assert_str_eq(fault_of("a: \x07\n"),
                     "m:1:4: error: character U+0007 may not stand in a model file");
    gm_diag_fini(&diag);
    ck_assert_str_eq(fault_of("a: \"x\\0y\"\n"),
                     "m:1:4: error: a text may not hold the character NUL");
}
END_TEST

// A program has such bytes in every line.
START_TEST(behind_the_first_unreadable_character_nothing_more_is_said)
{
    fault_of("a: 1\nb: \xFF\nc: \x07\n\td: 1\ne: \xFE\n");
    ck_assert_int_eq(diag.count, 1);
    ck_assert_str_eq(gm_diag_line(&diag, 0),
                     "m:2:4: error: byte 0xff is not valid UTF-8; save the file as UTF-8");
}
END_TEST

// YAML 1.2, 5.2: a stream may begin with U+FEFF. It takes no column.
START_TEST(a_byte_order_mark_at_the_start_is_passed_over)
{
    gm_node *tree = tree_of("\xEF\xBB\xBF"
                            "gemba: 1\n");
    ck_assert_int_eq(diag.count, 0);
    ck_assert_str_eq(gm_node_get(tree, "gemba")->text, "1");
    ck_assert_int_eq(tree->entries[0].key_src.col, 1);
    ck_assert_str_eq(fault_of("a: 1\n\xEF\xBB\xBF"
                              "b: 2\n"),
                     "m:2:1: error: character U+FEFF may not stand in a model file");
    gm_diag_fini(&diag);
    ck_assert_str_eq(fault_of("\xEF\xBB\xBF"), "m: error: the file is empty");
}
END_TEST

START_TEST(depth_is_bounded_at_64)
{
    char text[200] = "";
    memset(text, '[', 64);
    memset(text + 64, ']', 64);
    text[128] = '\0';
    tree_of(text);
    ck_assert_int_eq(diag.count, 0);
    memset(text, '[', 65);
    text[65] = '\0';
    ck_assert_str_eq(fault_of(text), "m:1:65: error: more than 64 levels of nesting");
}
END_TEST

START_TEST(size_and_number_of_values_are_bounded)
{
    static char text[GM_YAML_BYTES_MAX + 2];
    memset(text, ' ', sizeof text - 1);
    ck_assert_str_eq(fault_of(text), "m: error: the file is larger than 16 MB");
    gm_diag_fini(&diag);
    text[0] = '[';
    for (int i = 0; i <= GM_YAML_NODES_MAX; i++) {
        text[1 + 2 * i] = '1';
        text[2 + 2 * i] = ',';
    }
    text[2 * GM_YAML_NODES_MAX + 4] = '\0';
    ck_assert_ptr_nonnull(strstr(fault_of(text), "more than 1000000 values in one file"));
}
END_TEST

START_TEST(a_missing_file_is_not_a_fault_of_the_model)
{
    const char *why = NULL;
    gm_text text = gm_text_init(&arena);
    ck_assert_int_eq(gm_file_read("no/such.yaml", 100, &text, &why), GM_ERR_IO);
    ck_assert_str_eq(why, "there is no such file");
    ck_assert_int_eq(gm_file_read(".", 100, &text, &why), GM_ERR_IO);
    ck_assert_str_eq(why, "this is a folder, not a file");
}
END_TEST

START_TEST(a_tree_is_edited_in_place_and_a_clone_is_not)
{
    gm_node *root = tree_of("a: 1\nb: {c: [2]}\n");
    gm_node *clone = gm_node_clone(&arena, root);
    ck_assert(gm_node_equal(root, clone));
    gm_src set = {.origin = "--set"};
    gm_node_set(&arena, root, "a", gm_node_scalar(&arena, set, "9"));
    gm_node_push(&arena, gm_node_get(gm_node_get(root, "b"), "c"), gm_node_null(&arena, set));
    gm_node_set(&arena, root, "d", gm_node_seq(&arena, set));
    ck_assert_str_eq(gm_node_get(root, "a")->text, "9");
    ck_assert_int_eq(root->n, 3);
    ck_assert(gm_node_remove(root, "a"));
    ck_assert(!gm_node_remove(root, "a"));
    ck_assert_str_eq(gm_node_get(clone, "a")->text, "1");
    ck_assert_int_eq(gm_node_get(gm_node_get(clone, "b"), "c")->n, 1);
}
END_TEST

// What gm_node_print() writes.
static const char *print_of(const gm_node *node, bool origins)
{
    static char buf[4000];
    FILE *file = tmpfile();
    ck_assert_ptr_nonnull(file);
    gm_node_print(node, file, origins);
    rewind(file);
    size_t n = fread(buf, 1, sizeof buf - 1, file);
    buf[n] = '\0';
    fclose(file);
    return buf;
}

START_TEST(a_printed_tree_reads_back_equal)
{
    const gm_node *root =
        tree_of("plain: exponential(60 s)\nquoted: \"a: b # c\"\nempty: ''\nnull word: 'null'\n"
                "nothing: ~\nlist:\n- - 1\n  - [2, -3, '- x', {}]\n- {a: {b: c}, d: []}\n"
                "text: |\n  two\n  lines\t\"x\\\nminus: '-'\ncolon: 'x:'\nhash: '#x'\n"
                "'<<': x\n'a: b': c\nwide: \xE4\xB8\x8A\nnext: \"a\\Nb\"\n");
    ck_assert_int_eq(diag.count, 0);
    const gm_node *again = tree_of(print_of(root, false));
    ck_assert_msg(diag.count == 0, "%s", gm_diag_line(&diag, 0));
    ck_assert(gm_node_equal(root, again));
    ck_assert(gm_node_equal(root, tree_of(print_of(root, true))));
}
END_TEST

START_TEST(origins_stand_at_the_end_of_each_line)
{
    gm_node *root = tree_of("a: 1\nb:\n  - c: 2\n");
    gm_node_set(&arena, root, "a", gm_node_scalar(&arena, (gm_src){.origin = "--set"}, "5 s"));
    ck_assert_str_eq(print_of(root, true), "a: 5 s  # --set\nb:  # m:2\n  - c: 2  # m:3\n");
    ck_assert_str_eq(print_of(root, false), "a: 5 s\nb:\n  - c: 2\n");
}
END_TEST

int main(void)
{
    TCase *c = tcase_create("node");
    tcase_add_checked_fixture(c, set_up, tear_down);
    tcase_set_timeout(c, 60.0);
    tcase_add_test(c, a_tree_has_the_order_and_places_of_the_file);
    tcase_add_test(c, a_key_that_stands_twice_names_the_first);
    tcase_add_test(c, twins_are_found_among_many_keys);
    tcase_add_test(c, what_model_files_do_not_have_is_refused_in_one_pass);
    tcase_add_test(c, a_second_document_is_a_fault);
    tcase_add_test(c, an_empty_file_is_a_fault);
    tcase_add_test(c, a_syntax_error_has_its_place);
    tcase_add_test(c, a_tab_in_the_indentation_is_named);
    tcase_add_test(c, bytes_that_are_no_text_are_named);
    tcase_add_test(c, behind_the_first_unreadable_character_nothing_more_is_said);
    tcase_add_test(c, a_byte_order_mark_at_the_start_is_passed_over);
    tcase_add_test(c, depth_is_bounded_at_64);
    tcase_add_test(c, size_and_number_of_values_are_bounded);
    tcase_add_test(c, a_missing_file_is_not_a_fault_of_the_model);
    tcase_add_test(c, a_tree_is_edited_in_place_and_a_clone_is_not);
    tcase_add_test(c, a_printed_tree_reads_back_equal);
    tcase_add_test(c, origins_stand_at_the_end_of_each_line);
    return gm_check_main("core/node", c);
}
