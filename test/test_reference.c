// SPDX-License-Identifier: MIT
//
// The reference and the schema are made from the tables; here the tables answer for them.

#include "check_main.h"

#include "twin/model.h"
#include "twin/source_text.h"
#include "twin/tables.h"

#include <stdio.h>
#include <string.h>

#define TEXT_BYTES 400000
#define TABLES_MAX 200

static gm_arena arena;
static char text[TEXT_BYTES];

// Every table that a model can use, each once.
static const gm_table *tables[TABLES_MAX];
static int n_tables;

static void visit(const gm_table *table)
{
    for (int i = 0; i < n_tables; i++) {
        if (tables[i] == table) {
            return;
        }
    }
    ck_assert_int_lt(n_tables, TABLES_MAX);
    tables[n_tables++] = table;
    for (int i = 0; i < table->n_fields; i++) {
        const gm_field *row = &table->fields[i];
        if (row->table) {
            visit(row->table);
        }
        for (int k = 0; row->cases && k < row->cases->n_cases; k++) {
            visit(row->cases->cases[k].table);
        }
    }
}

static void visit_all(void)
{
    n_tables = 0;
    visit(&gm_table_model);
}

static void free_all(void)
{
    gm_arena_fini(&arena);
}

static void write_into_text(void (*write)(FILE *))
{
    FILE *file = tmpfile();
    ck_assert_ptr_nonnull(file);
    write(file);
    rewind(file);
    size_t n = fread(text, 1, sizeof text - 1, file);
    text[n] = '\0';
    fclose(file);
}

START_TEST(the_reference_has_a_section_for_every_table)
{
    write_into_text(gm_model_write_reference);
    for (int i = 0; i < n_tables; i++) {
        const char *heading = gm_arena_printf(&arena, "\n## %s\n", tables[i]->name);
        ck_assert_msg(strstr(text, heading) != NULL, "no section%s", heading);
    }
}
END_TEST

START_TEST(the_first_model_of_the_reference_is_one_that_is_tested)
{
    write_into_text(gm_model_write_reference);
    static char model[10000];
    FILE *file = fopen(GM_SOURCE_DIR "/test/models/two-stations.yaml", "rb");
    ck_assert_ptr_nonnull(file);
    size_t n = fread(model, 1, sizeof model - 1, file);
    model[n] = '\0';
    fclose(file);
    ck_assert(strstr(text, model) != NULL);
}
END_TEST

START_TEST(every_row_says_what_it_means)
{
    for (int i = 0; i < n_tables; i++) {
        for (int k = 0; k < tables[i]->n_fields; k++) {
            const gm_field *row = &tables[i]->fields[k];
            ck_assert_msg(row->doc && strlen(row->doc) > 3, "%s.%s", tables[i]->name, row->key);
            size_t len = strlen(row->doc);
            ck_assert_msg(row->doc[len - 1] == '.', "%s.%s", tables[i]->name, row->key);
        }
    }
}
END_TEST

// Reads the text of a row as a model would.
static void check_row(const gm_table *table, const gm_field *row, const char *value)
{
    gm_diag diag = {0};
    gm_node *node = NULL;
    gm_status status = gm_source_read_text("row", gm_slice_of(value), &arena, &diag, &node);
    ck_assert_msg(status == GM_OK, "%s.%s: %s", table->name, row->key, gm_diag_line(&diag, 0));
    gm_reader reader = gm_reader_init(&arena, &diag);
    void *dst = gm_arena_alloc(&arena, table->size, 16);
    bool ok = gm_read_field(&reader, row, node, (char *)dst + row->offset);
    ck_assert_msg(ok, "%s.%s: %s", table->name, row->key, gm_diag_line(&diag, 0));
    gm_diag_fini(&diag);
}

START_TEST(every_example_and_every_default_is_read_without_a_fault)
{
    int n = 0;
    for (int i = 0; i < n_tables; i++) {
        for (int k = 0; k < tables[i]->n_fields; k++) {
            const gm_field *row = &tables[i]->fields[k];
            // Two dots stand for what an example leaves out.
            if (row->example && !strstr(row->example, "{..}")) {
                check_row(tables[i], row, row->example);
                n += 1;
            }
            if (row->preset) {
                check_row(tables[i], row, row->preset);
            }
        }
    }
    ck_assert_int_gt(n, 60);
}
END_TEST

// Gives the next fenced block of YAML in the reference, or NULL; *at moves on.
static char *next_block(char **at)
{
    char *begin = strstr(*at, "```yaml\n");
    if (!begin) {
        return NULL;
    }
    begin += strlen("```yaml\n");
    char *end = strstr(begin, "```");
    *end = '\0';
    *at = end + 1;
    return begin;
}

START_TEST(every_block_of_the_reference_is_yaml)
{
    write_into_text(gm_model_write_reference);
    char *at = text;
    int n = 0;
    for (char *block = next_block(&at); block; block = next_block(&at), n++) {
        gm_diag diag = {0};
        gm_node *node = NULL;
        gm_status status =
            gm_source_read_text("block", gm_slice_of(block), &arena, &diag, &node);
        ck_assert_msg(status == GM_OK, "%s\n%s", block, gm_diag_line(&diag, 0));
        gm_diag_fini(&diag);
    }
    ck_assert_int_ge(n, 20);
}
END_TEST

START_TEST(the_schema_names_every_table)
{
    write_into_text(gm_model_write_schema);
    ck_assert(text[0] == '{');
    for (int i = 1; i < n_tables; i++) {
        const char *name = gm_arena_printf(&arena, "\"%s\"", tables[i]->name);
        ck_assert_msg(strstr(text, name) != NULL, "no %s", name);
    }
}
END_TEST

int main(void)
{
    TCase *c = tcase_create("reference");
    tcase_add_checked_fixture(c, visit_all, free_all);
    tcase_add_test(c, the_reference_has_a_section_for_every_table);
    tcase_add_test(c, the_first_model_of_the_reference_is_one_that_is_tested);
    tcase_add_test(c, every_row_says_what_it_means);
    tcase_add_test(c, every_example_and_every_default_is_read_without_a_fault);
    tcase_add_test(c, every_block_of_the_reference_is_yaml);
    tcase_add_test(c, the_schema_names_every_table);
    return gm_check_main("twin/reference", c);
}
