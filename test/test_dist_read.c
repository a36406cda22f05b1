// SPDX-License-Identifier: MIT

#include "check_main.h"

#include "twin/dist_read.h"

#include <string.h>

// A reading of one text. The arena and diag are freed by fini().
typedef struct reading {
    gm_arena arena;
    gm_diag diag;
    gm_dist dist;
    bool is_count;
    bool ok;
} reading;

static void read_as(reading *r, const char *text, gm_dist_of of)
{
    *r = (reading){0};
    gm_reader reader = gm_reader_init(&r->arena, &r->diag);
    gm_src src = {.file = "m.yaml", .line = 3, .col = 11};
    gm_node *node = gm_node_scalar(&r->arena, src, text);
    r->ok = gm_dist_read(&reader, node, of, &r->dist, &r->is_count);
    ck_assert_int_eq(r->ok, r->diag.count == 0);
}

static void fini(reading *r)
{
    gm_diag_fini(&r->diag);
    gm_arena_fini(&r->arena);
}

typedef struct law_case {
    const char *text;
    gm_dist_kind kind;
    double mean; // by the closed form in the comment of its row
    double a, b, c;
} law_case;

static const law_case cases[] = {
    {"60 s", GM_DIST_CONSTANT, 60.0, 60.0, 0.0, 0.0},
    {"  1.5 min ", GM_DIST_CONSTANT, 90.0, 90.0, 0.0, 0.0},
    {"exponential(2 min)", GM_DIST_EXPONENTIAL, 120.0, 120.0, 0.0, 0.0},
    {"lognormal(60 s, cv 0.5)", GM_DIST_LOGNORMAL, 60.0, 60.0, 0.5, 0.0},
    {"lognormal(60 s, 30 s)", GM_DIST_LOGNORMAL, 60.0, 60.0, 0.5, 0.0},
    {"lognormal(1 min, cv 50 %)", GM_DIST_LOGNORMAL, 60.0, 60.0, 0.5, 0.0},
    {"gamma(60 s, cv 0.5)", GM_DIST_GAMMA, 60.0, 60.0, 0.5, 0.0},
    {"uniform(50 s, 70 s)", GM_DIST_UNIFORM, 60.0, 50.0, 70.0, 0.0}, // (50 + 70) / 2
    // (50 + 60 + 91) / 3
    {"triangular(50 s, 60 s, 91 s)", GM_DIST_TRIANGULAR, 67.0, 50.0, 60.0, 91.0},
    // (50 + 4 * 60 + 70) / 6
    {"pert(50 s, 60 s, 70 s)", GM_DIST_PERT, 60.0, 50.0, 60.0, 70.0},
    {"erlang(4, 60 s)", GM_DIST_ERLANG, 60.0, 4.0, 60.0, 0.0},
    // scale * gamma(1 + 1 / shape) with shape 1
    {"weibull(1, 68 s)", GM_DIST_WEIBULL, 68.0, 1.0, 68.0, 0.0},
    {"hyperexponential(60 s, scv 9)", GM_DIST_HYPEREXPONENTIAL, 60.0, 60.0, 9.0, 0.0},
    {"geometric(0.1, 1 s)", GM_DIST_GEOMETRIC, 10.0, 0.1, 0.0, 0.0}, // 1 / 0.1
    // 0.9 * 1 + 0.1 * 10
    {"mix(90 %: exponential(1 s), 10 %: exponential(10 s))", GM_DIST_MIXTURE, 1.9, 0, 0, 0},
    // 0.2 * 10 + 0.8 * 12
    {"table(10 s: 20 %, 12 s: 80 %)", GM_DIST_EMPIRICAL, 11.6, 0, 0, 0},
    {"table(10 s = 20 %, 12 s = 80 %)", GM_DIST_EMPIRICAL, 11.6, 0, 0, 0},
    {"list(3 s, 1 s, 5 s)", GM_DIST_REPLAY, 3.0, 0, 0, 0}, // 9 / 3
};

START_TEST(a_law_has_the_parameters_that_its_text_says)
{
    const law_case *c = &cases[_i];
    reading r;
    read_as(&r, c->text, GM_DIST_OF_TIME);
    ck_assert_msg(r.ok, "%s: %s", c->text, gm_diag_line(&r.diag, 0));
    ck_assert_int_eq(r.dist.kind, c->kind);
    ck_assert_double_eq_tol(gm_dist_mean(&r.dist), c->mean, 1e-9 * c->mean);
    ck_assert_double_eq_tol(r.dist.a, c->a, 1e-12);
    ck_assert_double_eq_tol(r.dist.b, c->b, 1e-12);
    ck_assert_double_eq_tol(r.dist.c, c->c, 1e-12);
    fini(&r);
}
END_TEST

START_TEST(a_coefficient_of_variation_of_a_normal_becomes_its_deviation)
{
    reading r;
    read_as(&r, "normal(60 s, cv 0.1)", GM_DIST_OF_TIME);
    ck_assert_double_eq_tol(r.dist.b, 6.0, 1e-12);
    fini(&r);
}
END_TEST

START_TEST(once_ends_a_list_and_is_no_value_of_it)
{
    reading r;
    read_as(&r, "list(3 s, 1 s, once)", GM_DIST_OF_TIME);
    ck_assert(r.dist.once);
    ck_assert_uint_eq(r.dist.n, 2);
    ck_assert_double_eq(r.dist.values[1], 1.0);
    fini(&r);
}
END_TEST

START_TEST(an_interval_is_a_count_when_its_values_are_counted)
{
    static const char *const counts[] = {"500 parts", "exponential(500)", "geometric(0.001)",
                                         "table(5: 50 %, 6: 50 %)"};
    static const char *const times[] = {"4 h", "exponential(4 h)", "weibull(2, 4 h)",
                                        "geometric(0.1, 1 s)"};
    for (int i = 0; i < 4; i++) {
        reading r;
        read_as(&r, counts[i], GM_DIST_OF_EITHER);
        ck_assert_msg(r.ok && r.is_count, "%s", counts[i]);
        fini(&r);
        read_as(&r, times[i], GM_DIST_OF_EITHER);
        ck_assert_msg(r.ok && !r.is_count, "%s", times[i]);
        fini(&r);
    }
}
END_TEST

// The text starts in column 11. In "triangular(50 s, sixty, 90 s)" `sixty` is its 18th
// character; in the second the é is one character though two bytes.
START_TEST(a_fault_inside_a_call_has_the_column_of_its_piece)
{
    reading r;
    read_as(&r, "triangular(50 s, sixty, 90 s)", GM_DIST_OF_TIME);
    ck_assert(strstr(gm_diag_line(&r.diag, 0), "m.yaml:3:28: error: ") != NULL);
    fini(&r);
    read_as(&r, "uniform(5 é, 7 m)", GM_DIST_OF_TIME);
    ck_assert_int_eq(r.diag.count, 2);
    ck_assert(strstr(gm_diag_line(&r.diag, 0), "m.yaml:3:19: error: ") != NULL);
    ck_assert(strstr(gm_diag_line(&r.diag, 1), "m.yaml:3:24: error: ") != NULL);
    fini(&r);
}
END_TEST

START_TEST(a_fault_inside_quotes_is_one_column_further)
{
    reading r = {0};
    gm_reader reader = gm_reader_init(&r.arena, &r.diag);
    gm_src src = {.file = "m.yaml", .line = 3, .col = 11};
    gm_node *node = gm_node_scalar(&r.arena, src, "uniform(5 m, 7 s)");
    node->quoted = true;
    ck_assert(!gm_dist_read(&reader, node, GM_DIST_OF_TIME, &r.dist, NULL));
    ck_assert(strstr(gm_diag_line(&r.diag, 0), "m.yaml:3:20: error: ") != NULL);
    fini(&r);
}
END_TEST

START_TEST(no_text_of_parentheses_and_commas_is_a_law)
{
    static const char *const texts[] = {
        "",
        "(",
        ")",
        "()",
        "a(",
        "mix()",
        "mix(,)",
        "mix(:)",
        "mix(=)",
        "table(:,:)",
        "list(",
        "list((1 s)",
        "normal(,)",
        "cv 0.5",
        "60 s)",
        "mix(1: mix(1: 3 s))",
        "erlang(2.5, 3 s)",
        "exponential(60 s)x",
    };
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        reading r;
        read_as(&r, texts[i], GM_DIST_OF_TIME);
        ck_assert_msg(!r.ok, "%s", texts[i]);
        ck_assert_int_eq(r.dist.kind, GM_DIST_CONSTANT);
        fini(&r);
    }
}
END_TEST

START_TEST(a_plain_value_may_be_an_input_with_its_range)
{
    reading r = {0};
    gm_reader reader = gm_reader_init(&r.arena, &r.diag);
    gm_src src = {.file = "m.yaml", .line = 3, .col = 11};
    gm_node *map = gm_node_map(&r.arena, src);
    gm_node_set(&r.arena, map, "value", gm_node_scalar(&r.arena, src, "52 s"));
    gm_node *range = gm_node_seq(&r.arena, src);
    gm_node_push(&r.arena, range, gm_node_scalar(&r.arena, src, "48 s"));
    gm_node_push(&r.arena, range, gm_node_scalar(&r.arena, src, "1 min"));
    gm_node_set(&r.arena, map, "range", range);
    ck_assert(gm_dist_read(&reader, map, GM_DIST_OF_TIME, &r.dist, NULL));
    ck_assert_int_eq(reader.inputs.n, 1);
    ck_assert_double_eq(reader.inputs.items[0].hi, 60.0);
    ck_assert_ptr_eq(reader.inputs.items[0].target, &r.dist.a);
    fini(&r);
}
END_TEST

// A map like {value: text, source: log}.
static gm_node *input_of(gm_arena *arena, const char *text)
{
    gm_src src = {.file = "m.yaml", .line = 3, .col = 11};
    gm_node *map = gm_node_map(arena, src);
    gm_node_set(arena, map, "value", gm_node_scalar(arena, src, text));
    gm_node_set(arena, map, "source", gm_node_scalar(arena, src, "log"));
    return map;
}

// The input stands for the mean, in the unit of the first value of the law: 0.9 min is 54 s.
START_TEST(a_law_may_be_an_input_with_its_source)
{
    reading r = {0};
    gm_reader reader = gm_reader_init(&r.arena, &r.diag);
    gm_node *map = input_of(&r.arena, "lognormal(0.9 min, cv 0.5)");
    ck_assert(gm_dist_read(&reader, map, GM_DIST_OF_TIME, &r.dist, NULL));
    ck_assert_int_eq(r.dist.kind, GM_DIST_LOGNORMAL);
    ck_assert_double_eq(r.dist.b, 0.5);
    ck_assert_int_eq(reader.inputs.n, 1);
    const gm_input *input = &reader.inputs.items[0];
    ck_assert_double_eq(input->value, 54.0);
    ck_assert_str_eq(input->unit, "min");
    ck_assert_str_eq(input->source, "log");
    ck_assert(!input->has_range);
    ck_assert_int_eq(input->dim.power[GM_AXIS_TIME], 1);
    ck_assert_ptr_eq(input->target, &r.dist);
    fini(&r);
}
END_TEST

START_TEST(a_law_of_cycles_may_be_an_input)
{
    reading r = {0};
    gm_reader reader = gm_reader_init(&r.arena, &r.diag);
    bool is_count = false;
    gm_node *map = input_of(&r.arena, "geometric(0.01)");
    ck_assert(gm_dist_read(&reader, map, GM_DIST_OF_EITHER, &r.dist, &is_count));
    ck_assert(is_count);
    ck_assert_double_eq(reader.inputs.items[0].value, 100.0);
    ck_assert_int_eq(reader.inputs.items[0].dim.power[GM_AXIS_COUNT], 1);
    fini(&r);
}
END_TEST

int main(void)
{
    TCase *c = tcase_create("dist_read");
    tcase_add_loop_test(c, a_law_has_the_parameters_that_its_text_says, 0,
                        (int)(sizeof cases / sizeof cases[0]));
    tcase_add_test(c, a_coefficient_of_variation_of_a_normal_becomes_its_deviation);
    tcase_add_test(c, once_ends_a_list_and_is_no_value_of_it);
    tcase_add_test(c, an_interval_is_a_count_when_its_values_are_counted);
    tcase_add_test(c, a_fault_inside_a_call_has_the_column_of_its_piece);
    tcase_add_test(c, a_fault_inside_quotes_is_one_column_further);
    tcase_add_test(c, no_text_of_parentheses_and_commas_is_a_law);
    tcase_add_test(c, a_plain_value_may_be_an_input_with_its_range);
    tcase_add_test(c, a_law_may_be_an_input_with_its_source);
    tcase_add_test(c, a_law_of_cycles_may_be_an_input);
    return gm_check_main("twin/dist_read", c);
}
