// SPDX-License-Identifier: MIT

#include "check_main.h"

#include "core/schema.h"
#include "core/yaml.h"

#include <string.h>

typedef struct fails_def {
    double after_s;
    double repair_s;
} fails_def;

typedef struct station_def {
    const char *name;
    gm_src src;
    double time_s;
    gm_src time_src;
    bool time_given;
    double yield;
    int rule;
    fails_def fails;
    GM_LIST(gm_named_int) crew;
    gm_ref to;
} station_def;

typedef struct buffer_def {
    const char *name;
    int32_t holds;
} buffer_def;

typedef struct shift_def {
    const char *name;
    gm_src src;
    int32_t people;
} shift_def;

typedef struct model_def {
    const char *title;
    int64_t seed;
    bool warm;
    GM_LIST(gm_union_item) line;
    GM_LIST(shift_def) crews;
    GM_LIST(double) marks_s;
    fails_def *spare;
    int twice;
    const gm_node *rest;
    GM_LIST(gm_named_quantity) shares;
} model_def;

static const char *const rules[] = {"fifo", "lifo", "nearest", NULL};

static const gm_field fails_fields[] = {
    {.key = "after",
     .type = GM_TYPE_QUANTITY,
     .unit = "s",
     GM_INTO(fails_def, after_s),
     .preset = "4 h",
     .bounds = GM_POSITIVE,
     .doc = "Mean time between failures."},
    {.key = "repair",
     .type = GM_TYPE_QUANTITY,
     .unit = "s",
     GM_INTO(fails_def, repair_s),
     .preset = "10 min",
     .doc = "Mean time to repair."},
};
static const gm_table fails_table = {.name = "fails",
                                     .doc = "Failures.",
                                     GM_FIELDS(fails_fields),
                                     .size = sizeof(fails_def),
                                     .short_key = "after"};

static const gm_field station_fields[] = {
    {.key = "time",
     .type = GM_TYPE_QUANTITY,
     .unit = "s",
     GM_INTO(station_def, time_s),
     .required = true,
     .bounds = GM_POSITIVE,
     .src_at = GM_AT(station_def, time_src),
     .given_at = GM_AT(station_def, time_given),
     .doc = "Time of one cycle.",
     .example = "52 s"},
    {.key = "yield",
     .type = GM_TYPE_QUANTITY,
     GM_INTO(station_def, yield),
     .preset = "100 %",
     .bounds = GM_MORE_THAN | GM_AT_MOST,
     .hi = 1.0,
     .doc = "Good share."},
    {.key = "rule",
     .type = GM_TYPE_ENUM,
     .words = rules,
     GM_INTO(station_def, rule),
     .preset = "fifo",
     .doc = "Which part is next."},
    {.key = "fails",
     .type = GM_TYPE_STRUCT,
     .table = &fails_table,
     GM_INTO(station_def, fails),
     .doc = "How it fails."},
    {.key = "crew",
     .type = GM_TYPE_MAP,
     .item = GM_TYPE_INT,
     .bounds = GM_NOT_NEGATIVE,
     GM_INTO(station_def, crew),
     .doc = "Who is needed."},
    {.key = "to", .type = GM_TYPE_REF, GM_INTO(station_def, to), .doc = "Where parts go."},
};
static const gm_table station_table = {.name = "station",
                                       .doc = "Works on parts.",
                                       GM_FIELDS(station_fields),
                                       .size = sizeof(station_def),
                                       .name_at = GM_AT(station_def, name),
                                       .src_at = GM_AT(station_def, src)};

static const gm_field buffer_fields[] = {
    {.key = "holds",
     .type = GM_TYPE_INT,
     GM_INTO(buffer_def, holds),
     .required = true,
     .bounds = GM_POSITIVE,
     .doc = "Parts that fit."},
};
static const gm_table buffer_table = {.name = "buffer",
                                      .doc = "Holds parts.",
                                      GM_FIELDS(buffer_fields),
                                      .size = sizeof(buffer_def),
                                      .name_at = GM_AT(buffer_def, name)};
static const gm_table sink_table = {.name = "sink",
                                    .doc = "Takes parts.",
                                    .size = sizeof(buffer_def),
                                    .name_at = GM_AT(buffer_def, name),
                                    .name_optional = true};

static const gm_union_case cases[] = {
    {"station", &station_table}, {"buffer", &buffer_table}, {"sink", &sink_table}};
static const gm_union steps = {
    .name = "step", .doc = "One step.", .cases = cases, .n_cases = 3};

static const gm_field shift_fields[] = {
    {.key = "people", .type = GM_TYPE_INT, GM_INTO(shift_def, people), .doc = "People."},
};
static const gm_table shift_table = {.name = "crew",
                                     .doc = "A crew.",
                                     GM_FIELDS(shift_fields),
                                     .size = sizeof(shift_def),
                                     .name_at = GM_AT(shift_def, name),
                                     .src_at = GM_AT(shift_def, src)};

// Twice the number that is written.
static bool read_twice(gm_reader *reader, const gm_node *node, void *dst)
{
    double value = 0.0;
    if (!gm_read_quantity(reader, node, "", &value)) {
        return false;
    }
    *(int *)dst = 2 * (int)value;
    return true;
}

static const gm_custom twice = {.name = "twice",
                                .doc = "A number that counts twice.",
                                .json = "{\"type\": \"number\"}",
                                .size = sizeof(int),
                                .read = read_twice};

static const gm_field model_fields[] = {
    {.key = "name", .type = GM_TYPE_TEXT, GM_INTO(model_def, title), .doc = "Title."},
    {.key = "seed", .type = GM_TYPE_INT64, GM_INTO(model_def, seed), .preset = "1"},
    {.key = "warm", .type = GM_TYPE_BOOL, GM_INTO(model_def, warm), .preset = "yes"},
    {.key = "line",
     .type = GM_TYPE_LIST,
     .item = GM_TYPE_UNION,
     .cases = &steps,
     .flat = true,
     GM_INTO(model_def, line),
     .doc = "Steps | in order."},
    {.key = "crews",
     .type = GM_TYPE_MAP,
     .item = GM_TYPE_STRUCT,
     .table = &shift_table,
     GM_INTO(model_def, crews)},
    {.key = "marks",
     .type = GM_TYPE_LIST,
     .item = GM_TYPE_QUANTITY,
     .unit = "s",
     .preset = "[1 s, 2 min]",
     GM_INTO(model_def, marks_s)},
    {.key = "spare",
     .type = GM_TYPE_OPTIONAL,
     .table = &fails_table,
     GM_INTO(model_def, spare)},
    {.key = "twice", .type = GM_TYPE_CUSTOM, .custom = &twice, GM_INTO(model_def, twice)},
    {.key = "rest", .type = GM_TYPE_ANY, GM_INTO(model_def, rest)},
    {.key = "shares",
     .type = GM_TYPE_MAP,
     .item = GM_TYPE_QUANTITY,
     GM_INTO(model_def, shares)},
};
static const gm_table model_table = {
    .name = "model", .doc = "The model.", GM_FIELDS(model_fields), .size = sizeof(model_def)};

static gm_arena arena;
static gm_diag diag;
static gm_reader reader;

static void set_up(void)
{
    arena = (gm_arena){0};
    diag = (gm_diag){0};
    reader = gm_reader_init(&arena, &diag);
}

static void tear_down(void)
{
    gm_arena_fini(&arena);
    gm_diag_fini(&diag);
}

static model_def model_of(const char *text, gm_status expected)
{
    gm_node *node = NULL;
    model_def model;
    ck_assert_int_eq(gm_yaml_read_text("m", gm_slice_of(text), &arena, &diag, &node), GM_OK);
    gm_status status = gm_schema_read(&reader, &model_table, node, &model);
    ck_assert_msg(status == expected, "%s", gm_diag_line(&diag, 0));
    return model;
}

START_TEST(a_file_becomes_structs_in_si)
{
    model_def m = model_of("name: Two\nline:\n"
                           "  - station: weld\n    time: 1 min\n    yield: 95 %\n"
                           "    rule: lifo\n    crew: {welders: 2, carriers: 1 person}\n"
                           "    to: rack\n"
                           "  - {buffer: rack, holds: 5 parts}\n  - sink\n"
                           "crews: {a: {people: 3}, b: }\n"
                           "twice: 21\nrest: [x]\nshares: {seal: 95 %, repair: 0.05}\n",
                           GM_OK);
    ck_assert_str_eq(m.title, "Two");
    ck_assert_int_eq(m.line.n, 3);
    const station_def *weld = m.line.items[0].item;
    ck_assert_int_eq(m.line.items[0].kind, 0);
    ck_assert_str_eq(weld->name, "weld");
    ck_assert_int_eq(weld->src.line, 3);
    ck_assert_double_eq(weld->time_s, 60.0);
    ck_assert_int_eq(weld->time_src.line, 4);
    ck_assert(weld->time_given);
    ck_assert_double_eq(weld->yield, 0.95);
    ck_assert_int_eq(weld->rule, 1);
    ck_assert_int_eq(weld->crew.n, 2);
    ck_assert_str_eq(weld->crew.items[1].name, "carriers");
    ck_assert_int_eq(weld->crew.items[1].value, 1);
    ck_assert_str_eq(weld->to.name, "rack");
    const buffer_def *rack = m.line.items[1].item;
    ck_assert_int_eq(rack->holds, 5);
    ck_assert_int_eq(m.line.items[2].kind, 2);
    ck_assert_ptr_null(m.line.items[2].name);
    ck_assert_int_eq(m.crews.n, 2);
    ck_assert_str_eq(m.crews.items[0].name, "a");
    ck_assert_int_eq(m.crews.items[0].people, 3);
    ck_assert_int_eq(m.twice, 42);
    ck_assert_int_eq(m.rest->kind, GM_NODE_SEQ);
    ck_assert_double_eq(m.shares.items[1].value, 0.05);
}
END_TEST

START_TEST(missing_keys_take_their_presets)
{
    model_def m = model_of("line: {station: a, time: 5 s}\n", GM_OK);
    ck_assert_int_eq(m.line.n, 1);
    const station_def *a = m.line.items[0].item;
    ck_assert_double_eq(a->yield, 1.0);
    ck_assert_double_eq(a->fails.after_s, 14400.0);
    ck_assert_double_eq(a->fails.repair_s, 600.0);
    ck_assert_int_eq(m.seed, 1);
    ck_assert(m.warm);
    ck_assert_int_eq(m.marks_s.n, 2);
    ck_assert_double_eq(m.marks_s.items[1], 120.0);
    ck_assert_ptr_null(m.spare);
    ck_assert_int_eq(reader.inputs.n, 0);
}
END_TEST

START_TEST(a_value_alone_stands_for_the_short_key)
{
    model_def m = model_of("spare: 2 h\n", GM_OK);
    ck_assert_double_eq(m.spare->after_s, 7200.0);
    ck_assert_double_eq(m.spare->repair_s, 600.0);
}
END_TEST

START_TEST(every_fault_is_reported_with_its_place)
{
    model_of("naem: x\nline:\n"
             "  - station: weld\n    time: -5 s\n    yield: 1.5\n    rule: filo\n    tme: 3\n"
             "  - buffer: rack\n    holds: 2.5\n"
             "  - buffer: b c\n    holds: 1\n"
             "  - statoin: x\n"
             "  - station: y\n"
             "warm: maybe\nmarks: [1 s, 2]\ncrews: 5\n",
             GM_ERR_MODEL);
    static const char *const lines[] = {
        "m:1:1: error: model: unknown key 'naem'; did you mean 'name'?",
        "m:7:5: error: station 'weld': unknown key 'tme'; did you mean 'time'?",
        "m:4:11: error: station 'weld': time must be > 0 s, got -5 s",
        "m:5:12: error: station 'weld': yield must be > 0 and <= 1, got 1.5",
        "m:6:11: error: unknown rule 'filo'; did you mean 'fifo'?",
        "m:9:12: error: buffer 'rack': holds must be a whole number, got 2.5",
        ("m:10:13: error: 'b c' is not a name; a name has letters, digits, `-` and `_`, "
         "at most 64"),
        "m:12:5: error: unknown step 'statoin'; did you mean 'station'?",
        "m:13:5: error: station 'y': `time:` is missing; write it like `time: 52 s`",
    };
    // The order of arrival is that of the rows of the table.
    for (size_t i = 0; i < sizeof lines / sizeof lines[0]; i++) {
        bool found = false;
        for (int j = 0; j < diag.n; j++) {
            found = found || strcmp(gm_diag_line(&diag, j), lines[i]) == 0;
        }
        ck_assert_msg(found, "not reported: %s", lines[i]);
    }
    ck_assert_int_eq(diag.count, 12);
}
END_TEST

static bool is_said(const char *line)
{
    for (int i = 0; i < diag.n; i++) {
        if (strcmp(gm_diag_line(&diag, i), line) == 0) {
            return true;
        }
    }
    return false;
}

// Were it meant by the other key, that one would be unknown.
START_TEST(a_key_is_missing_although_another_of_the_table_is_like_it)
{
    static const gm_field rows[] = {
        {"lower edge", GM_TYPE_QUANTITY, .offset = 0, .unit = ""},
        {"upper edge", GM_TYPE_QUANTITY, .offset = sizeof(double), .unit = "",
         .required = true},
    };
    static const gm_table table = {
        .name = "edges", GM_FIELDS(rows), .size = 2 * sizeof(double)};
    static const char *const texts[] = {"lower edge: 1\n", "lower edge: 1\nuper edge: 2\n"};
    static const char *const says[] = {"m:1:1: error: edges: `upper edge:` is missing",
                                       "m:2:1: error: edges: unknown key 'uper edge'; did you "
                                       "mean 'upper edge'?"};
    for (int i = 0; i < 2; i++) {
        gm_node *node = NULL;
        double edges[2];
        gm_diag_fini(&diag);
        reader = gm_reader_init(&arena, &diag);
        ck_assert_int_eq(gm_yaml_read_text("m", gm_slice_of(texts[i]), &arena, &diag, &node),
                         GM_OK);
        ck_assert_int_eq(gm_schema_read(&reader, &table, node, edges), GM_ERR_MODEL);
        ck_assert_int_eq(diag.count, 1);
        ck_assert_str_eq(gm_diag_line(&diag, 0), says[i]);
    }
}
END_TEST

START_TEST(a_word_of_another_tool_gets_the_one_that_is_used_here)
{
    model_of("line:\n  - station: weld\n    time: 5 s\n    cycle-time: 5 s\n"
             "  - buffer: rack\n    holds: 1\n    capacity: 3\n"
             "  - machine: x\n",
             GM_ERR_MODEL);
    ck_assert(is_said("m:4:5: error: station 'weld': unknown key 'cycle-time'; here: `time`"));
    ck_assert(is_said("m:7:5: error: buffer 'rack': unknown key 'capacity'; here: `holds`"));
    ck_assert(is_said("m:8:5: error: unknown step 'machine'; here: `station`"));
}
END_TEST

START_TEST(a_count_with_three_decimals_of_zeros_is_warned_of)
{
    static const char *const clean[] = {"1", "1.0", "1000", "1e3", "0.000", "1000.000"};
    for (size_t i = 0; i < sizeof clean / sizeof clean[0]; i++) {
        char text[100];
        snprintf(text, sizeof text, "line: [{buffer: rack, holds: %s}]\n", clean[i]);
        model_of(text, strcmp(clean[i], "0.000") == 0 ? GM_ERR_MODEL : GM_OK);
        ck_assert_int_eq(diag.warnings, 0);
        tear_down();
        set_up();
    }
    model_of("line: [{buffer: rack, holds: 20.000}, {station: a, time: 1.000 s}]\n", GM_OK);
    ck_assert_int_eq(diag.warnings, 1);
    ck_assert_str_eq(gm_diag_line(&diag, 0), "m:1:30: warning: buffer 'rack': `20.000` is read "
                                             "as 20; write 20, or 20000 for thousands");
}
END_TEST

START_TEST(a_number_with_range_and_source_becomes_an_input)
{
    model_def m = model_of("line:\n"
                           "  - station: weld\n"
                           "    time: {value: 52 s, range: [50 s, 1 min], shape: uniform,\n"
                           "      source: a report, confidence: announced, year: 2026}\n",
                           GM_OK);
    const station_def *weld = m.line.items[0].item;
    ck_assert_double_eq(weld->time_s, 52.0);
    ck_assert_int_eq(reader.inputs.n, 1);
    const gm_input *input = &reader.inputs.items[0];
    ck_assert_str_eq(input->path, "weld.time");
    ck_assert_double_eq(input->lo, 50.0);
    ck_assert_double_eq(input->hi, 60.0);
    ck_assert_int_eq(input->shape, GM_SHAPE_UNIFORM);
    ck_assert_str_eq(input->source, "a report");
    ck_assert_int_eq(input->confidence, GM_CONFIDENCE_ANNOUNCED);
    ck_assert_int_eq(input->year, 2026);
    ck_assert_str_eq(input->unit, "s");
    ck_assert_ptr_eq(input->target, &weld->time_s);
}
END_TEST

START_TEST(a_range_that_misses_its_value_is_a_fault)
{
    model_of("line: {station: a, time: {value: 5 s, range: [6 s, 7 s]}}\n"
             "shares: {x: {value: 0.5, range: 3, surce: me}, y: {range: [0, 1]}}\n",
             GM_ERR_MODEL);
    ck_assert_int_eq(diag.count, 4);
    ck_assert_str_eq(gm_diag_line(&diag, 0),
                     "m:1:46: error: the range [6 s, 7 s] does not hold the value");
    ck_assert_str_eq(gm_diag_line(&diag, 2),
                     "m:2:36: error: unknown key 'surce'; did you mean 'source'?");
}
END_TEST

START_TEST(no_tree_shape_crashes_a_reader)
{
    static const char *const texts[] = {
        "5",
        "[]",
        "line: [[[]]]",
        "line: [~, 5, [], {}]",
        "crews: [a]",
        "crews: {a: 5, b: [1]}",
        "spare: [1]",
        "line: {station: {}, time: []}",
        "twice: {value: {}}",
        "marks: {value: 5 s, range: {}}",
        "shares: {x: {value: 1, range: [[], {}], year: x, note: [], shape: 1}}",
    };
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        model_of(texts[i], GM_ERR_MODEL);
    }
}
END_TEST

// What a writer of the schema prints.
static const char *written(bool json)
{
    static char buf[20000];
    FILE *file = tmpfile();
    ck_assert_ptr_nonnull(file);
    if (json) {
        gm_schema_write_json(&model_table, "gemba", file);
    } else {
        gm_schema_write_markdown(&model_table, file);
    }
    rewind(file);
    size_t n = fread(buf, 1, sizeof buf - 1, file);
    buf[n] = '\0';
    fclose(file);
    return buf;
}

START_TEST(the_json_schema_names_every_table_and_closes_maps)
{
    const char *text = written(true);
    static const char *const parts[] = {
        "\"$schema\": \"https://json-schema.org/draft/2020-12/schema\"",
        "\"$ref\": \"#/$defs/model\"",
        "\"additionalProperties\": false",
        "\"default\": \"4 h\"",
        "\"enum\": [\n",
        "\"description\": \"Time of one cycle. a time like `52 s`, `4 h`, > 0 s.\"",
        "\"const\": \"sink\"",
    };
    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++) {
        ck_assert_msg(strstr(text, parts[i]) != NULL, "no %s in %s", parts[i], text);
    }
    // JSON is a part of YAML: our own reader must find it well formed.
    gm_node *node = NULL;
    ck_assert_int_eq(gm_yaml_read_text("s", gm_slice_of(text), &arena, &diag, &node), GM_OK);
    const gm_node *defs = gm_node_get(node, "$defs");
    static const char *const names[] = {"model", "station", "buffer", "sink",
                                        "crew",  "fails",   "step",   "twice"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        ck_assert_msg(gm_node_get(defs, names[i]) != NULL, "no %s", names[i]);
    }
}
END_TEST

START_TEST(the_reference_has_a_row_per_key)
{
    const char *text = written(false);
    static const char *const parts[] = {
        "## station\n\nWorks on parts.\n",
        ("| `time` | a time like `52 s`, `4 h`, > 0 s | required | Time of one cycle. "
         "`time: 52 s` |\n"),
        "| `line` | list of [step](#step) |  | Steps \\| in order. |\n",
        "| `rule` | `fifo`, `lifo`, `nearest` | `fifo` | Which part is next. |\n",
        "| `station:` | [station](#station) |\n",
    };
    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++) {
        ck_assert_msg(strstr(text, parts[i]) != NULL, "no %s in %s", parts[i], text);
    }
}
END_TEST

int main(void)
{
    TCase *c = tcase_create("schema");
    tcase_add_checked_fixture(c, set_up, tear_down);
    tcase_add_test(c, a_file_becomes_structs_in_si);
    tcase_add_test(c, missing_keys_take_their_presets);
    tcase_add_test(c, a_value_alone_stands_for_the_short_key);
    tcase_add_test(c, every_fault_is_reported_with_its_place);
    tcase_add_test(c, a_key_is_missing_although_another_of_the_table_is_like_it);
    tcase_add_test(c, a_word_of_another_tool_gets_the_one_that_is_used_here);
    tcase_add_test(c, a_count_with_three_decimals_of_zeros_is_warned_of);
    tcase_add_test(c, a_number_with_range_and_source_becomes_an_input);
    tcase_add_test(c, a_range_that_misses_its_value_is_a_fault);
    tcase_add_test(c, no_tree_shape_crashes_a_reader);
    tcase_add_test(c, the_json_schema_names_every_table_and_closes_maps);
    tcase_add_test(c, the_reference_has_a_row_per_key);
    return gm_check_main("core/schema", c);
}
