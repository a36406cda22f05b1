// SPDX-License-Identifier: MIT
//
// Values of a fit in the tree of a model: at paths, as factors of numbers, formulas and tables, and the
// cells that come of it. The data are not looked at here.

#include "check_main.h"

#include "core/yaml.h"
#include "twin/fit_scale.h"
#include "twin/fit_space.h"

#include <math.h>
#include <string.h>

static gm_arena arena;
static gm_diag diag;

static void free_all(void)
{
    gm_diag_fini(&diag);
    gm_arena_fini(&arena);
}

static gm_fit_space open_space(const char *parameters)
{
    gm_model *model = NULL;
    gm_fit_space space;
    const char *text =
        gm_arena_printf(&arena,
                        "gemba: 1\n"
                        "include: [../data/cells/ecker-2015.yaml]\n"
                        "charges: {dc: {isothermal: yes, temperature: 25 degC}}\n"
                        "fits:\n  f:\n    parameters: %s\n"
                        "    data: [{session: dc, points: [{time: 20 min}]},\n"
                        "           {file: bad/fit-rising.csv, charge: 0.1 A, start: 10 %%}]\n",
                        parameters);
    gm_status status = gm_model_load_text(GM_SOURCE_DIR "/test/x.yaml", gm_slice_of(text), NULL,
                                          &arena, &diag, &model);
    ck_assert_msg(status == GM_OK, "%s", gm_diag_line(&diag, 0));
    ck_assert_int_eq(gm_fit_space_open(model, 0, &arena, &diag, &space), GM_OK);
    return space;
}

static gm_fit_cell cell_at(gm_fit_space *space, double value)
{
    gm_fit_cell cell;
    ck_assert(gm_fit_space_cell(space, &value, &arena, &cell));
    return cell;
}

// ---- where values go

START_TEST(a_number_goes_to_the_path_that_is_its_name)
{
    gm_fit_space s = open_space("{cell.negative.thickness: 40 .. 120 um}");
    ck_assert_double_eq_tol(s.written[0], 74e-6, 1e-18); // as the file says
    ck_assert_double_eq_tol(s.cell.cell.electrodes[0].thickness_m, 74e-6, 1e-18);
    ck_assert_double_eq_tol(cell_at(&s, 60e-6).cell.electrodes[0].thickness_m, 60e-6, 1e-16);
    ck_assert_double_eq_tol(s.cell.cell.electrodes[0].thickness_m, 74e-6, 1e-18);
}
END_TEST

START_TEST(what_is_not_written_may_be_looked_for)
{
    gm_fit_space s = open_space("{cell.contact-resistance: 0 .. 20 Ohm cm2}");
    ck_assert(isnan(s.written[0]));
    ck_assert_double_eq_tol(cell_at(&s, 5e-4).cell.contact_ohm_m2, 5e-4, 1e-16);
}
END_TEST

START_TEST(a_factor_moves_numbers_up_and_down_together)
{
    gm_fit_space s = open_space("{loading: {range: 0.5 .. 2, times: [cell.negative.thickness, "
                                "cell.positive.thickness], over: cell.area}}");
    gm_fit_cell c = cell_at(&s, 1.25);
    ck_assert_double_eq(s.written[0], 1.0);
    ck_assert_double_eq_tol(c.cell.electrodes[0].thickness_m, 1.25 * 74e-6, 1e-16);
    ck_assert_double_eq_tol(c.cell.electrodes[1].thickness_m, 1.25 * 54e-6, 1e-16);
    ck_assert_double_eq_tol(c.cell.area_m2, 0.008585 / 1.25, 1e-13);
}
END_TEST

// The diffusivity of Ecker 2015 is a formula.
START_TEST(a_factor_multiplies_a_formula)
{
    gm_fit_space s = open_space(
        "{d: {range: 0.1 .. 10, times: cell.negative.particles.graphite.diffusivity}}");
    const gm_curve *written = &s.cell.cell.electrodes[0].particles[0].diffusivity;
    gm_fit_cell c = cell_at(&s, 3.0);
    ck_assert_int_eq(s.def->parameters.items[0].scale, GM_FIT_LOG);
    for (int i = 0; i < 10; i++) {
        double x = 0.05 + 0.1 * i;
        double got = gm_curve_value(&c.cell.electrodes[0].particles[0].diffusivity, x);
        ck_assert_double_eq_tol(got / gm_curve_value(written, x), 3.0, 1e-5);
    }
}
END_TEST

START_TEST(a_charge_and_a_start_may_vary_too)
{
    gm_fit_space s = open_space("{charges.dc.temperature: 20 .. 45 degC}");
    ck_assert_double_eq_tol(s.written[0], 298.15, 1e-9);
    ck_assert_double_eq_tol(cell_at(&s, 310.15).charges[0].temperature_k, 310.15, 1e-9);
    gm_fit_space t = open_space("{fits.f.data.1.start: 0 .. 20 %}");
    gm_fit_cell c = cell_at(&t, 0.07);
    const gm_fit_curve_def *curve = c.fit->data.items[1].item;
    ck_assert_double_eq_tol(curve->start.value, 0.07, 1e-12);
    ck_assert_double_eq_tol(t.written[0], 0.1, 1e-12);
}
END_TEST

// Porosity and share of particles leave no room for each other.
START_TEST(a_cell_that_cannot_be_is_none)
{
    gm_fit_cell cell;
    gm_fit_space s = open_space(
        "{cell.negative.porosity: 10 % .. 60 %, cell.negative.particles.graphite.share: "
        "30 % .. 60 %}");
    const double full[2] = {0.6, 0.6};
    const double room[2] = {0.3, 0.38};
    ck_assert(!gm_fit_space_cell(&s, full, &arena, &cell));
    ck_assert(gm_fit_space_cell(&s, room, &arena, &cell));
}
END_TEST

// ---- factors by themselves

static const char *scaled(const char *yaml, double factor)
{
    gm_node *node = NULL;
    ck_assert_int_eq(gm_yaml_read_text("t", gm_slice_of(yaml), &arena, &diag, &node), GM_OK);
    gm_node *out = gm_fit_scaled(node, factor, &arena);
    if (!out) {
        return "cannot";
    }
    gm_text text = gm_text_init(&arena);
    gm_json json = gm_json_to_text(&text, 0);
    gm_node_write_json(out, &json);
    return text.at;
}

START_TEST(numbers_formulas_and_tables_are_multiplied)
{
    static const struct {
        const char *yaml;
        const char *want;
    } rows[] = {
        {"85 um", "\"170 um\""},
        {"25 %", "\"50 %\""},
        {"3", "\"6\""},
        {"{value: 3e-14 m2/s, range: [1e-14 m2/s, 4e-14 m2/s], source: x}", "\"6e-14 m2/s\""},
        {"1 + 0.5*x", "\"(1 + 0.5*x)*2\""},
        {"{formula: exp(x), source: y}", "{\"formula\": \"(exp(x))*2\", \"source\": \"y\"}"},
        {"[[0, 1], [1, 2]]", "[[\"0\", \"2\"], [\"1\", \"4\"]]"},
        {"{points: {x: [0, 1], y: [1 V, 2 V]}}",
         "{\"points\": {\"x\": [\"0\", \"1\"], \"y\": [\"2 V\", \"4 V\"]}}"},
        {"25 degC", "cannot"},
        {"{a: 1}", "cannot"},
        {"[1, 2]", "cannot"},
    };
    const char *got = scaled(rows[_i].yaml, 2.0);
    while (*got == '\n') {
        got++;
    }
    size_t n = strcspn(got, "\n");
    ck_assert_msg(strlen(rows[_i].want) == n && strncmp(got, rows[_i].want, n) == 0,
                  "%s: got %s, not %s", rows[_i].yaml, got, rows[_i].want);
}
END_TEST

// ---- what is written

START_TEST(values_are_written_with_interval_and_source)
{
    int32_t n;
    gm_fit_space s = open_space("{cell.negative.thickness: 40 .. 120 um, "
                                "fits.f.data.1.start: 0 .. 20 %, "
                                "k: {range: 0.5 .. 2, times: cell.positive.thickness, over: "
                                "cell.negative.particles.graphite.diffusivity}}");
    gm_fit_datum data[2] = {{.kind = GM_FIT_DATA_SESSION, .name = "dc", .rms = 0.0123},
                            {.kind = GM_FIT_DATA_CURVE, .name = "a \"b\".csv", .rms = 0.0042}};
    gm_fit_result r = {.n_parameters = 3, .n_data = 2, .data = data};
    const double best[3] = {80e-6, 0.05, 2.0};
    for (int i = 0; i < 3; i++) {
        r.values[i] = (gm_fit_value){.def = &s.def->parameters.items[i],
                                     .best = best[i],
                                     .low = 0.9 * best[i],
                                     .high = 2.0 * best[i],
                                     .is_known = true};
    }
    const gm_fit_text *texts = gm_fit_space_texts(&s, &r, &arena, &n);
    ck_assert_int_eq(n, 4);
    ck_assert_str_eq(texts[0].path, "cell.negative.thickness");
    ck_assert_str_eq(
        texts[0].text,
        "{value: 80 um, range: [72 um, 120 um], source: \"fit f to dc (1.23 % RMS), "
        "a \\\"b\\\".csv (4.2 mV RMS)\", confidence: estimate}");
    ck_assert_str_eq(texts[1].text, "5 %");
    ck_assert_str_eq(texts[2].path, "cell.positive.thickness");
    ck_assert_str_eq(
        texts[2].text,
        "{value: 108 um, source: \"fit f to dc (1.23 % RMS), a \\\"b\\\".csv (4.2 mV "
        "RMS)\", confidence: estimate}");
    ck_assert_ptr_null(texts[3].text); // a formula with a source of its own
}
END_TEST

// ---- what is written

static const char *text_of(const gm_fit_text *texts, int32_t n, const char *path)
{
    for (int32_t i = 0; i < n; i++) {
        if (strcmp(texts[i].path, path) == 0) {
            return texts[i].text;
        }
    }
    return NULL;
}

// 74 um by 1.25; 85.85 cm2 over 1.25, by 1.1: 0.0075548 m2. A formula on its own cannot be replaced.
START_TEST(factors_of_one_path_are_written_as_their_product)
{
    gm_fit_space s =
        open_space("{loading: {range: 0.5 .. 2, times: cell.negative.thickness, "
                   "over: cell.area}, capacity: {range: 0.8 .. 1.2, times: cell.area}, "
                   "d: {range: 0.1 .. 10, "
                   "times: cell.negative.particles.graphite.diffusivity}}");
    const double best[3] = {1.25, 1.1, 2.0};
    int32_t n;
    gm_fit_result r = {.n_parameters = 3};
    for (int i = 0; i < 3; i++) {
        r.values[i] = (gm_fit_value){.def = &s.def->parameters.items[i], .best = best[i]};
    }
    const gm_fit_text *texts = gm_fit_space_texts(&s, &r, &arena, &n);
    ck_assert_int_eq(n, 3);
    ck_assert_ptr_nonnull(
        strstr(text_of(texts, n, "cell.negative.thickness"), "value: 92.5 um,"));
    ck_assert_ptr_nonnull(strstr(text_of(texts, n, "cell.area"), "value: 0.0075548 m2,"));
    ck_assert_ptr_null(text_of(texts, n, "cell.negative.particles.graphite.diffusivity"));
}
END_TEST

int main(void)
{
    TCase *tc = tcase_create("fit_space");
    tcase_add_checked_fixture(tc, NULL, free_all);
    tcase_add_test(tc, a_number_goes_to_the_path_that_is_its_name);
    tcase_add_test(tc, what_is_not_written_may_be_looked_for);
    tcase_add_test(tc, a_factor_moves_numbers_up_and_down_together);
    tcase_add_test(tc, a_factor_multiplies_a_formula);
    tcase_add_test(tc, a_charge_and_a_start_may_vary_too);
    tcase_add_test(tc, a_cell_that_cannot_be_is_none);
    tcase_add_loop_test(tc, numbers_formulas_and_tables_are_multiplied, 0, 11);
    tcase_add_test(tc, values_are_written_with_interval_and_source);
    tcase_add_test(tc, factors_of_one_path_are_written_as_their_product);
    return gm_check_main("twin/fit_space", tc);
}
