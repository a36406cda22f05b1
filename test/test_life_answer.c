// SPDX-License-Identifier: MIT
//
// Uses of a file and what is left of the cell. Faults stand in test/bad/cell-life*.

#include "cell_json.h"

#include <math.h>

static gm_arena arena;
static gm_diag diag;

static void free_all(void)
{
    gm_diag_fini(&diag);
    gm_arena_fini(&arena);
}

static gm_cell_answer ask(const char *base, const char *life)
{
    const char *text = gm_arena_printf(&arena, "cell:\n  life:\n%s", life);
    return cell_answer(cell_text(base, text, &arena, &diag), &arena, &diag);
}

#define ALL_MODELS "    model: [NMC-75Ah-A, NMC-50Ah-B1, NMC-50Ah-B2, LFP-250Ah, NCA-3Ah]\n"

static const char *const model_names[] = {"NMC-75Ah A", "NMC-50Ah B1", "NMC-50Ah B2",
                                          "LFP-250Ah", "NCA-3Ah"};

// Losses of one step from new in ten years of 365 days at 25 degC, from the formulas of BLAST-Lite alone (a
// table of other making): by time at 50 %, by use of 1000 full cycles of a depth of 80 % at C/2.
static const double by_time[] = {0.01569, 0.13721, 0.08857, 0.03699, 0.12394};
static const double by_use[] = {0.04457, 0.06531, 0.05443, 0.06619, 0.03587};

START_TEST(storage_loses_what_the_formulas_say)
{
    gm_cell_answer a = ask("chen-2020", ALL_MODELS
                           "    uses:\n      stored:\n        points:\n"
                           "          - {at: 0 h, soc: 50 %, temperature: 25 degC}\n"
                           "          - {at: 12 h, soc: 50 %, temperature: 25 degC}\n");
    for (int k = 0; k < 5; k++) {
        const gm_life *life = &a.life->uses[0].lives[k];
        gm_life_loss loss = gm_life_after(life, 10.0 * GM_YEAR_S);
        ck_assert_str_eq(life->model->name, model_names[k]);
        ck_assert_double_eq_tol(loss.time, by_time[k], 1e-5);
        ck_assert_double_eq(loss.use, 0.0);
    }
}
END_TEST

// 1000 full cycles in 3650 days are 1000 / 0.8 / 3650 cycles a day.
START_TEST(cycles_lose_what_the_formulas_say)
{
    gm_cell_answer a =
        ask("chen-2020", ALL_MODELS
            "    uses: {cycled: {cycles: {from: 10 %, to: 90 %, charge: C/2, discharge: 0.5 C, "
            "per-day: 0.342465753424657}}}\n");
    for (int k = 0; k < 5; k++) {
        const gm_life *life = &a.life->uses[0].lives[k];
        gm_life_loss loss = gm_life_after(life, 10.0 * GM_YEAR_S);
        ck_assert_double_eq_tol(loss.use, by_use[k], 1e-5);
        ck_assert_double_eq_tol(10.0 * GM_YEAR_S / life->period_s * life->efc, 1000.0, 1e-6);
    }
}
END_TEST

// A cycle of the very depth and rates of the tests lies within them; 4C, 70 % and 50 degC do not.
START_TEST(what_lies_outside_of_the_tests_is_told)
{
    gm_cell_answer a =
        ask("chen-2020",
            "    model: [NMC-75Ah-A]\n    uses:\n"
            "      at-the-limits: {cycles: {charge: 2C, discharge: 2C, temperature: 45 degC}}\n"
            "      beyond: {cycles: {to: 80 %, charge: 4C, discharge: C/3, temperature: 25 "
            "degC, charge-temperature: 50 degC}}\n");
    const gm_life *within = &a.life->uses[0].lives[0];
    const gm_life *beyond = &a.life->uses[1].lives[0];
    ck_assert_int_eq(within->n_outside, 0);
    ck_assert_int_eq(beyond->n_outside, 3);
    ck_assert_str_eq(gm_life_excess_text(&beyond->outside[0], &arena), "charge 4C > 2C");
    ck_assert_str_eq(gm_life_excess_text(&beyond->outside[1], &arena), "50.0 degC > 45.0 degC");
    ck_assert_str_eq(gm_life_excess_text(&beyond->outside[2], &arena),
                     "deepest cycle 70.0 % < 80.0 %");
}
END_TEST

START_TEST(no_model_knows_a_solid_electrolyte)
{
    gm_cell_answer a =
        ask("assb-g1", "    model: NMC-75Ah-A\n"
                       "    uses: {slow: {cycles: {charge: C/3, discharge: C/3}}}\n");
    const gm_life *life = &a.life->uses[0].lives[0];
    ck_assert_int_eq(life->n_outside, 1);
    ck_assert_int_eq(life->outside[0].what, GM_LIFE_SOLID);
}
END_TEST

// Standing charged for 2 h of 24, at 90 %: mean of the charge over the day. 1.6 h up and down at C/2, 2 h at
// 90 %, the rest at 10 %: (2 x 1.6 x 0.5 + 2 x 0.9 + 18.8 x 0.1) / 24.
START_TEST(a_cycle_stands_charged_as_long_as_it_says)
{
    gm_cell_answer a =
        ask("chen-2020", "    model: NMC-75Ah-A\n    uses: {day: {cycles: {charge: C/2, "
                         "discharge: C/2, full-for: 2 h}}}\n");
    double mean = (2.0 * 1.6 * 0.5 + 2.0 * 0.9 + 18.8 * 0.1) / 24.0;
    ck_assert_double_eq_tol(a.life->uses[0].lives[0].mean_soc, mean, 2e-5); // 2 s of turning
}
END_TEST

// q = 1 - k_t x^p - k_c x^p' is 0.8 at the time that is told.
START_TEST(years_to_a_share_are_those_at_which_it_is_left)
{
    gm_cell_answer a =
        ask("chen-2020", "    model: NMC-50Ah-B1\n    until: 70 %\n"
                         "    uses: {day: {cycles: {charge: C/2, discharge: C/2}}}\n");
    const gm_life *life = &a.life->uses[0].lives[0];
    double until_s = gm_life_until_s(life, 0.7);
    ck_assert_double_eq_tol(gm_life_after(life, until_s).capacity, 0.7, 1e-7);
    const char *json = cell_json(&a, &arena);
    ck_assert_double_eq_tol(JSON_NUMBER(json, "\"life\": ", "\"until\": "), 0.7, 1e-12);
    ck_assert_double_eq(JSON_NUMBER(json, "\"uses\": ", "\"until_s\": "), until_s);
    ck_assert_ptr_nonnull(strstr(json, "\"valid\": true"));
}
END_TEST

int main(void)
{
    TCase *c = tcase_create("life_answer");
    tcase_add_checked_fixture(c, NULL, free_all);
    tcase_add_test(c, storage_loses_what_the_formulas_say);
    tcase_add_test(c, cycles_lose_what_the_formulas_say);
    tcase_add_test(c, what_lies_outside_of_the_tests_is_told);
    tcase_add_test(c, no_model_knows_a_solid_electrolyte);
    tcase_add_test(c, a_cycle_stands_charged_as_long_as_it_says);
    tcase_add_test(c, years_to_a_share_are_those_at_which_it_is_left);
    return gm_check_main("battery/life_answer", c);
}
