// SPDX-License-Identifier: MIT

#include "cell_model.h"
#include "check_main.h"

#include "num/stats.h"
#include "study/cell_study.h"

#include <math.h>
#include <stdio.h>

#define GRID "isothermal: yes, cells: 6, shells: 10"

static const gm_cell_run_options alone = {.n_threads = 1};

static gm_cell_study study_of(cell_model *m, int32_t n_futures, int32_t n_threads)
{
    gm_cell_study s;
    gm_cell_run_options how = {.n_threads = n_threads};
    ck_assert_int_eq(gm_cell_study_run(m->twin, n_futures, &how, &m->arena, &s), GM_OK);
    return s;
}

// ---- sensitivities

#define N_RANGES 4

static const char *const paths[N_RANGES] = {
    "cell.negative.particles.graphite-SiOx.radius",
    "cell.negative.thickness",
    "cell.electrolyte.transference-number",
    "charges.fast.temperature",
};
static const char *const ends[N_RANGES][2] = {
    {"5 um", "7 um"}, {"80 um", "90 um"}, {"0.2", "0.4"}, {"20 degC", "30 degC"}};
static const char *const middles[N_RANGES] = {"5.86 um", "85.2 um", "0.2594", "25 degC"};

static void ranges(cell_model *m, const char *sets[N_RANGES])
{
    for (int i = 0; i < N_RANGES; i++) {
        sets[i] = gm_arena_printf(&m->arena, "%s={value: %s, range: [%s, %s]}", paths[i],
                                  middles[i], ends[i][0], ends[i][1]);
    }
}

static double seconds_with(int range_i, int end)
{
    cell_model m;
    char set[200];
    snprintf(set, sizeof set, "%s=%s", paths[range_i], ends[range_i][end]);
    const char *const sets[] = {set};
    cell_model_open(&m, "charges: {fast: {" GRID "}, other: {" GRID ", current: 1C}}\n", sets,
                    1);
    double seconds = cell_model_charge(&m, 0).time_s;
    cell_model_close(&m);
    return seconds;
}

// The model read anew with each end, by hand.
START_TEST(each_end_of_a_range_is_the_model_with_that_value)
{
    cell_model m;
    cell_model texts = {0};
    const char *sets[N_RANGES];
    ranges(&texts, sets);
    cell_model_open(&m, "charges: {fast: {" GRID "}, other: {" GRID ", current: 1C}}\n", sets,
                    N_RANGES);
    gm_cell_study s = study_of(&m, 0, 1);
    ck_assert_int_eq(s.effects[0].n, N_RANGES);
    ck_assert_int_eq(s.effects[1].n, N_RANGES - 1); // not that of the other charge
    ck_assert_ptr_null(s.claims);
    double before = INFINITY;
    for (int32_t k = 0; k < N_RANGES; k++) {
        const gm_cell_effect *e = &s.effects[0].items[k];
        int i = 0;
        while (strcmp(paths[i], m.model->inputs[e->input_i].path) != 0) {
            i++;
        }
        double lo = seconds_with(i, 0);
        double hi = seconds_with(i, 1);
        ck_assert_double_eq(e->lo.charge.is.time_s, lo);
        ck_assert_double_eq(e->hi.charge.is.time_s, hi);
        ck_assert_double_eq(e->change_s, hi - lo);
        ck_assert_double_le(fabs(e->change_s), before);
        before = fabs(e->change_s);
    }
    gm_cell_study_fini(&s);
    cell_model_close(&m);
    cell_model_close(&texts);
}
END_TEST

// With 300 mV against lithium nothing flows; what cannot be charged at an end ranks before any number.
START_TEST(an_end_at_which_the_charge_is_not_done_comes_first)
{
    static const char text[] =
        "charges:\n"
        "  fast: {temperature: {value: 25 degC, range: [10 degC, 40 degC]}, " GRID ", "
        "plating-margin: {value: 10 mV, range: [0 mV, 300 mV]}}\n";
    cell_model m;
    cell_model_open(&m, text, NULL, 0);
    gm_cell_study s = study_of(&m, 0, 1);
    const gm_cell_effect *first = &s.effects[0].items[0];
    ck_assert_str_eq(m.model->inputs[first->input_i].path, "charges.fast.plating-margin");
    ck_assert(isnan(first->change_s));
    ck_assert_int_eq(first->lo.charge.is.verdict, GM_CHARGE_DONE);
    ck_assert_int_eq(first->hi.charge.is.verdict, GM_CHARGE_SHORT);
    gm_cell_study_fini(&s);
    cell_model_close(&m);
}
END_TEST

// Chen 2020 has 25 % of electrolyte: 80 % of particles are too many.
START_TEST(an_end_that_is_no_cell_says_why)
{
    static const char *const sets[] = {
        "cell.negative.particles.graphite-SiOx.share={value: 75 %, range: [70 %, 80 %]}"};
    cell_model m;
    cell_model_open(&m, "charges: {fast: {model: SPM, " GRID "}}\n", sets, 1);
    gm_cell_study s = study_of(&m, 0, 1);
    const gm_cell_effect *e = &s.effects[0].items[0];
    ck_assert_int_eq(e->hi.state, GM_CASE_NO_CELL);
    ck_assert_ptr_nonnull(strstr(e->hi.why, "are 105 % of the electrode"));
    ck_assert_int_eq(e->lo.state, GM_CASE_DONE);
    gm_cell_study_fini(&s);
    cell_model_close(&m);
}
END_TEST

// ---- futures

// At 0.5C nothing but the current binds, so the time is (to - 10 %)/0.5C = 2 h (to - 0.1): linear. `to` is
// uniform from 60 to 80 %: median 1.2 h, 5 % 1.02 h, 95 % 1.38 h. A hypercube has one future in each
// percent of the range, which is 0.2 % of charge, 14.4 s.
START_TEST(an_interval_of_a_linear_case_is_that_of_its_input)
{
    static const char text[] =
        "charges:\n  slow: {to: {value: 70 %, range: [60 %, 80 %], shape: uniform}, "
        "current: C/2, model: SPM, " GRID "}\n"
        "claims: [{says: x, measure: charges.slow.time, at most: 70 min}]\n";
    cell_model m;
    cell_model_open(&m, text, NULL, 0);
    gm_cell_study s = study_of(&m, 200, 1);
    const gm_charge_spread *spread = &s.spreads[0];
    ck_assert_int_eq(spread->n, 200);
    ck_assert_int_eq(spread->n_done, 200);
    ck_assert_double_eq_tol(spread->median_s, 4320.0, 14.4);
    ck_assert_double_eq_tol(spread->p5_s, 3672.0, 14.4);
    ck_assert_double_eq_tol(spread->p95_s, 4968.0, 14.4);
    ck_assert_int_eq(gm_charge_spread_binds(spread), GM_BINDS_CURRENT);
    ck_assert_int_eq(spread->longest[GM_BINDS_CURRENT], 200);
    // 70 min are 68.33 %: 41.67 % of the futures, 83.3 of 200; each hundred may be one off.
    int32_t within = gm_charge_spread_within(&s.futures, 0, 4200.0);
    ck_assert_int_ge(within, 82);
    ck_assert_int_le(within, 85);
    ck_assert_int_eq(s.claims[0].n_holds, within);
    gm_cell_study_fini(&s);
    cell_model_close(&m);
}
END_TEST

static const char *const hard_sets[] = {
    "cell.negative.particles.graphite-SiOx.share={value: 74 %, range: [70 %, 78 %]}",
    "cell.negative.particles.graphite-SiOx.diffusivity={value: 3.3e-14 m2/s, range: [1e-14 "
    "m2/s, "
    "6e-14 m2/s]}",
    "cell.electrolyte.concentration={value: 1000 mol/m3, range: [800 mol/m3, 1300 mol/m3]}"};

static void check_same(const gm_case_outcome *a, const gm_case_outcome *b)
{
    const gm_charge_outcome *x = &a->charges[0].is;
    const gm_charge_outcome *y = &b->charges[0].is;
    ck_assert_int_eq(a->charges[0].is_made, b->charges[0].is_made);
    ck_assert_double_eq(a->cell.energy_j, b->cell.energy_j);
    ck_assert_int_eq(x->longest, y->longest);
    ck_assert_double_eq(x->time_s, y->time_s);
    ck_assert_double_eq(x->energy_j, y->energy_j);
    ck_assert_double_eq(x->heat_j, y->heat_j);
    ck_assert_double_eq(x->least_plating_v, y->least_plating_v);
}

START_TEST(threads_do_not_change_a_bit)
{
    static const char text[] = "charges: {fast: {" GRID "}}\n";
    cell_model m[3];
    gm_cell_study s[3];
    for (int i = 0; i < 3; i++) {
        cell_model_open(&m[i], text, hard_sets, 3);
        s[i] = study_of(&m[i], 60, i + 1);
        for (int32_t k = 0; k < 60; k++) {
            const gm_case_outcome *a = &s[0].futures.items[k];
            const gm_case_outcome *b = &s[i].futures.items[k];
            ck_assert_int_eq(a->state, b->state);
            check_same(a, b);
            ck_assert_str_eq(a->why, b->why);
        }
        // The first has an end that is no cell.
        ck_assert_double_eq(s[0].effects[0].items[1].change_s,
                            s[i].effects[0].items[1].change_s);
    }
    ck_assert_int_gt(s[0].spreads[0].n_none, 0); // some are over-full: they are left out
    ck_assert_int_lt(s[0].spreads[0].n_none, 60);
    for (int i = 0; i < 3; i++) {
        gm_cell_study_fini(&s[i]);
        cell_model_close(&m[i]);
    }
}
END_TEST

// Future f of a set of 5 is future f of one of 12: by a draw of the whole model, from the same values.
START_TEST(a_future_is_the_model_drawn_with_its_values_and_a_set_grows)
{
    cell_model m;
    gm_cell_futures set;
    cell_model_open(&m, "charges: {fast: {" GRID "}}\n", hard_sets + 1, 2);
    gm_metric time = {.of = GM_METRIC_CHARGE,
                      .row = &gm_metric_rows(GM_METRIC_CHARGE, &(int32_t){0})[0]};
    gm_cell_futures_init(&set, m.model, 1);
    gm_cell_futures_want(&set, &time);
    ck_assert_int_eq(gm_cell_futures_run(&set, 5, &alone), GM_OK);
    double third = gm_cell_futures_value(&set, &time, 3);
    ck_assert_int_eq(gm_cell_futures_run(&set, 12, &alone), GM_OK);
    ck_assert_int_eq(gm_cell_futures_done(&set), 12);
    ck_assert_double_eq(gm_cell_futures_value(&set, &time, 3), third);
    gm_futures inputs = gm_futures_create(m.model, 1, 12, &m.arena);
    for (int32_t f = 3; f < 12; f += 8) {
        double *values = GM_NEW(&m.arena, double, m.model->n_inputs);
        for (int32_t i = 0; i < m.model->n_inputs; i++) {
            values[i] = gm_futures_value(&inputs, f, i);
        }
        gm_model *base = m.model;
        ck_assert_int_eq(gm_model_draw(base, values, &m.arena, &m.diag, &m.model), GM_OK);
        ck_assert_double_eq(gm_cell_futures_value(&set, &time, f),
                            cell_model_charge(&m, 0).time_s);
        m.model = base;
    }
    gm_cell_futures_fini(&set);
    cell_model_close(&m);
}
END_TEST

START_TEST(interrupted_keeps_what_was_done)
{
    cell_model m;
    gm_cell_study s;
    volatile sig_atomic_t stop = 1;
    gm_cell_run_options how = {.n_threads = 2, .stop = &stop};
    cell_model_open(&m, "charges: {fast: {" GRID "}}\n", hard_sets, 3);
    ck_assert_int_eq(gm_cell_study_run(m.twin, 10, &how, &m.arena, &s), GM_ERR_INTERRUPTED);
    ck_assert(s.is_interrupted);
    gm_cell_study_fini(&s);
    cell_model_close(&m);
}
END_TEST

START_TEST(without_ranges_all_futures_are_one)
{
    cell_model m;
    cell_model_open(&m,
                    "charges: {fast: {model: SPM, " GRID "}}\n"
                    "claims: [{says: x, measure: charges.fast.time, at most: 10 h}]\n",
                    NULL, 0);
    gm_cell_study s = study_of(&m, 400, 1);
    ck_assert_ptr_null(s.effects);
    ck_assert_ptr_null(s.spreads);
    ck_assert_int_eq(s.claims[0].n, 1);
    ck_assert_int_eq(s.claims[0].verdict, GM_VERDICT_HOLDS);
    gm_cell_study_fini(&s);
    cell_model_close(&m);
}
END_TEST

int main(void)
{
    TCase *c = tcase_create("cell_study");
    tcase_add_test(c, each_end_of_a_range_is_the_model_with_that_value);
    tcase_add_test(c, an_end_at_which_the_charge_is_not_done_comes_first);
    tcase_add_test(c, an_end_that_is_no_cell_says_why);
    tcase_add_test(c, an_interval_of_a_linear_case_is_that_of_its_input);
    tcase_add_test(c, threads_do_not_change_a_bit);
    tcase_add_test(c, a_future_is_the_model_drawn_with_its_values_and_a_set_grows);
    tcase_add_test(c, interrupted_keeps_what_was_done);
    tcase_add_test(c, without_ranges_all_futures_are_one);
    return gm_check_main("study/cell_study", c);
}
