// SPDX-License-Identifier: MIT
//
// Aging that a file asks for, followed by its experiments. Faults stand in test/bad/cell-aging*.

#include "battery/aging_def.h"
#include "cell_json.h"

#include <math.h>

static gm_arena arena;
static gm_diag diag;

static void free_all(void)
{
    gm_diag_fini(&diag);
    gm_arena_fini(&arena);
}

#define LAYER                                                                                  \
    "    layer: {kind: solvent, thickness: 5 nm, diffusivity: 2.5e-22 m2/s, concentration: "   \
    "2636 mol/m3, molar-volume: 9.585e-5 m3/mol, resistivity: 2e5 Ohm m}\n"
#define PLATING "    plating: {kind: reversible, rate: 1e-9 m/s, death: 1e-6 /s}\n"

static gm_cell_answer ask(const char *aging, const char *experiments)
{
    const char *text =
        gm_arena_printf(&arena, "cell:\n  aging:\n%sexperiments:\n%s", aging, experiments);
    return cell_answer(cell_text("chen-2020", text, &arena, &diag), &arena, &diag);
}

static const gm_experiment_step_result *last_of(const gm_cell_answer *a)
{
    const gm_experiment_result *r = &a->experiments[0].result;
    ck_assert(r->is_whole && r->ages);
    return &r->steps[r->n - 1];
}

START_TEST(values_of_a_file_arrive_in_si)
{
    gm_cell_answer a = ask(LAYER PLATING, "  rest: {steps: [{rest: 1 s}]}\n");
    const gm_cell_aging *g = &a.cell.aging;
    ck_assert_int_eq(g->layer, GM_LAYER_SOLVENT);
    ck_assert_double_eq_tol(g->layer_first_m, 5e-9, 1e-22);
    ck_assert_double_eq_tol(g->layer_flux, 2.5e-22 * 2636.0, 1e-30);
    ck_assert_double_eq_tol(g->layer_electrons, 2.0, 1e-15);
    ck_assert_int_eq(g->plating, GM_PLATING_REVERSIBLE);
    ck_assert_double_eq_tol(g->plating_symmetry, 0.35, 1e-15);
    ck_assert_double_eq_tol(g->plating_per_s, 1e-6, 1e-20);
}
END_TEST

START_TEST(a_layer_may_resist_and_stay)
{
    gm_cell_answer a =
        ask("    layer: {kind: still, thickness: 5 nm, resistivity: 2e5 Ohm m}\n",
            "  use: {isothermal: yes, steps: [{discharge: 1C, until: 10 min}]}\n");
    ck_assert_int_eq(a.cell.aging.layer, GM_LAYER_NONE);
    ck_assert_double_eq_tol(last_of(&a)->aged.layer_m, 5e-9, 1e-20);
    ck_assert_double_eq(last_of(&a)->aged.layer_mol_m2, 0.0);
}
END_TEST

// dL/dt = D c V / (z L): L^2 = L0^2 + 2 D c V / z t. Its lithium is z (L - L0) / V on the surface of the particles,
// 3 x 0.75 / 5.86 um x 85.2 um x 0.1027 m2.
START_TEST(a_layer_of_solvent_grows_as_the_root_of_time)
{
    gm_cell_answer a =
        ask(LAYER, "  shelf: {start: 50 %, isothermal: yes, steps: [{rest: 1000 h}]}\n");
    const gm_cell_aged *aged = &last_of(&a)->aged;
    double flux = 2.5e-22 * 2636.0;
    double want_m = sqrt(25e-18 + 2.0 * flux * 9.585e-5 / 2.0 * 3.6e6);
    double surface_m2 = 3.0 * 0.75 / 5.86e-6 * 85.2e-6 * 0.1027;
    double want_c = 96485.33212 * 2.0 * (want_m - 5e-9) / 9.585e-5 * surface_m2;
    ck_assert_double_eq_tol(aged->layer_m / want_m, 1.0, 2e-3);
    ck_assert_double_eq_tol(gm_experiment_lost_c(&a.cell, aged) / want_c, 1.0, 2e-3);
    const char *json = cell_json(&a, &arena);
    ck_assert_double_eq(JSON_NUMBER(json, "\"experiments\": ", "\"lithium_lost_c\": "),
                        gm_experiment_lost_c(&a.cell, aged));
}
END_TEST

// Cells of this kind hold what lithium they have left. What a discharge to 2.5 V has lost by the last cycle
// is near the lithium that was lost since the first one: not all of it, as the electrodes slip.
START_TEST(cycles_fade_by_the_lithium_that_is_lost)
{
    gm_cell_answer a =
        ask(LAYER, "  fade:\n    start: 0 %\n    isothermal: yes\n    temperature: 45 degC\n"
                   "    cells: 10\n    steps:\n      - repeat: 5\n        steps:\n"
                   "          - {charge: C/3, until: 4.2 V}\n"
                   "          - {hold: 4.2 V, until: C/20}\n"
                   "          - {rest: 200 h}\n"
                   "          - {discharge: C/10, until: 2.5 V}\n");
    const gm_experiment_result *r = &a.experiments[0].result;
    ck_assert(r->is_whole);
    ck_assert_int_eq(r->n, 20);
    double lost_c = gm_experiment_lost_c(&a.cell, &r->steps[19].aged) -
                    gm_experiment_lost_c(&a.cell, &r->steps[3].aged);
    double faded_c = r->steps[3].charge_c - r->steps[19].charge_c;
    ck_assert_double_gt(lost_c, 0.0);
    ck_assert_double_gt(faded_c / lost_c, 0.7);
    ck_assert_double_lt(faded_c / lost_c, 1.05);
    for (int i = 1; i < r->n; i++) {
        ck_assert_double_ge(r->steps[i].aged.layer_m, r->steps[i - 1].aged.layer_m);
    }
    ck_assert_int_eq(a.experiments[0].experiment.steps[19].cycle, 5);
}
END_TEST

// A charge of 2C at 0 degC plates lithium; slowly again at rest it comes off or dies.
START_TEST(plated_lithium_comes_off_or_dies)
{
    gm_cell_answer a =
        ask(PLATING, "  cold:\n    start: 20 %\n    isothermal: yes\n"
                     "    temperature: 0 degC\n    steps:\n"
                     "      - {charge: 2C, until: 4.2 V}\n      - {rest: 5 h}\n");
    const gm_experiment_result *r = &a.experiments[0].result;
    ck_assert(r->is_whole);
    ck_assert_double_gt(r->steps[0].aged.plated_mol_m2, 0.0);
    ck_assert_double_lt(r->steps[1].aged.plated_mol_m2, r->steps[0].aged.plated_mol_m2);
    ck_assert_double_gt(r->steps[1].aged.dead_mol_m2, r->steps[0].aged.dead_mol_m2);
}
END_TEST

START_TEST(a_cell_that_does_not_age_says_nothing_of_it)
{
    gm_cell_answer a =
        cell_answer(cell_file("chen-2020", NULL, 0, &arena, &diag), &arena, &diag);
    ck_assert(!a.experiments[0].result.ages);
    ck_assert_ptr_null(strstr(cell_json(&a, &arena), "lithium_lost_c"));
}
END_TEST

int main(void)
{
    TCase *c = tcase_create("aging_of_def");
    tcase_add_checked_fixture(c, NULL, free_all);
    tcase_add_test(c, values_of_a_file_arrive_in_si);
    tcase_add_test(c, a_layer_may_resist_and_stay);
    tcase_add_test(c, a_layer_of_solvent_grows_as_the_root_of_time);
    tcase_add_test(c, cycles_fade_by_the_lithium_that_is_lost);
    tcase_add_test(c, plated_lithium_comes_off_or_dies);
    tcase_add_test(c, a_cell_that_does_not_age_says_nothing_of_it);
    return gm_check_main("battery/aging_of_def", c);
}
