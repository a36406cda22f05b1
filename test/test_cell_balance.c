// SPDX-License-Identifier: MIT

#include "check_main.h"
#include "chen_cell.h"
#include "marquis_cell.h"
#include "told.h"

#include "cell/balance.h"

static gm_arena arena;

static void setup(void)
{
    gm_arena_init(&arena, 0);
}

static void teardown(void)
{
    gm_arena_fini(&arena);
}

// Electrodes of 96485 C/m2 per population whose potentials are given; positive first falls from 4 V.
static gm_particles plain(const char *potential)
{
    return (gm_particles){.share = 0.5,
                          .radius_m = 1e-6,
                          .most_mol_m3 = 20000.0,
                          .potential = cell_curve(potential, 1.0, &arena)};
}

static gm_cell plain_cell(const char *negative, const char *positive)
{
    gm_cell cell = {.low_v = 2.5, .high_v = 3.3};
    for (int e = 0; e < 2; e++) {
        cell.electrodes[e] = (gm_electrode){.thickness_m = 1e-4, .contact = 1.0, .n = 1};
        cell.electrodes[e].particles[0] = plain(e == 0 ? negative : positive);
    }
    return cell;
}

static double open_circuit_v(const gm_cell *cell, const double *x)
{
    double slope;
    double u = gm_curve_at(&cell->electrodes[1].particles[0].potential,
                           x[cell->metal.is_there ? 0 : cell->electrodes[0].n], &slope);
    return cell->metal.is_there
               ? u
               : u - gm_curve_at(&cell->electrodes[0].particles[0].potential, x[0], &slope);
}

// ---- published

// The window of Chen2020 between 2.5 and 4.2 V, as the electrode balance of PyBaMM (ElectrodeSOHSolver)
// gives it: Q = 5.1532 Ah.
START_TEST(the_window_of_chen_2020_is_the_published_one)
{
    gm_cell cell = chen_cell(&arena);
    gm_cell_balance b;
    ck_assert_int_eq(gm_cell_balance_find(&cell, chen_start, &b), GM_CELL_BALANCED);
    const char *with = "PyBaMM's balance, to its digits";
    gm_told_le("capacity, Chen 2020", with, fabs(b.charge * cell.area_m2 / 3600.0 - 5.1532),
               5e-5, "Ah");
    const char *what = "stoichiometries full and empty, Chen 2020";
    gm_told_le(what, with, fabs(b.empty[0] - 0.02635), 5e-6, "");
    gm_told_le(what, with, fabs(b.full[0] - 0.91062), 5e-6, "");
    gm_told_le(what, with, fabs(b.empty[1] - 0.85397), 5e-6, "");
    gm_told_le(what, with, fabs(b.full[1] - 0.26385), 5e-6, "");
}
END_TEST

// What has to hold of any window: the voltages at its ends, the lithium, and that it is the same from
// wherever in it the cell is known.
static void check_window(const gm_cell *cell, const double state[2])
{
    gm_cell_balance b;
    ck_assert_int_eq(gm_cell_balance_find(cell, state, &b), GM_CELL_BALANCED);
    double lithium = state[0] * b.holds[0] + state[1] * b.holds[1];
    for (int i = 0; i <= 10; i++) {
        double x[2];
        gm_cell_balance_at(cell, &b, 0.1 * i, x);
        ck_assert_double_eq_tol((x[0] * b.holds[0] + x[1] * b.holds[1]) / lithium, 1.0, 1e-13);
        gm_cell_balance again;
        ck_assert_int_eq(gm_cell_balance_find(cell, x, &again), GM_CELL_BALANCED);
        ck_assert_double_eq_tol(again.charge / b.charge, 1.0, 1e-9);
        ck_assert_double_eq_tol((x[0] - b.empty[0]) * b.holds[0], 0.1 * i * b.charge,
                                1e-9 * b.charge);
    }
    double x[2];
    gm_cell_balance_at(cell, &b, 1.0, x);
    ck_assert_double_eq_tol(open_circuit_v(cell, x), cell->high_v, 1e-11);
    gm_cell_balance_at(cell, &b, 0.0, x);
    ck_assert_double_eq_tol(open_circuit_v(cell, x), cell->low_v, 1e-11);
}

START_TEST(the_ends_have_their_voltages_and_lithium_is_kept)
{
    gm_cell chen = chen_cell(&arena);
    check_window(&chen, chen_start);
    gm_cell marquis = marquis_cell(&arena);
    marquis.high_v = 3.9;
    check_window(&marquis, marquis_full);
    // Lithium iron phosphate against graphite: the plateau falls by 20 mV (formula of Afshar 2017).
    gm_cell iron = chen;
    iron.electrodes[1].particles[0].potential =
        cell_curve("3.4077 - 0.020269*x + 0.5*exp(-150*x) - 0.9*exp(-30*(1-x))", 1.0, &arena);
    iron.low_v = 2.5;
    iron.high_v = 3.6;
    check_window(&iron, (double[]){0.3, 0.3});
}
END_TEST

// ---- by hand

// V = 3.4 - (1 - x): 2.5 V at x = 0.1, 3.3 V at 0.9, whatever y is on a plateau without a slope.
START_TEST(a_plateau_without_a_slope_has_its_window)
{
    gm_cell cell = plain_cell("1 - x", "3.4");
    gm_cell_balance b;
    ck_assert_int_eq(gm_cell_balance_find(&cell, (double[]){0.5, 0.5}, &b), GM_CELL_BALANCED);
    ck_assert_double_eq_tol(b.empty[0], 0.1, 1e-12);
    ck_assert_double_eq_tol(b.full[0], 0.9, 1e-12);
    ck_assert_double_eq_tol(b.empty[1], 0.9, 1e-12);
    ck_assert_double_eq_tol(b.full[1], 0.1, 1e-12);
    ck_assert_double_eq_tol(b.charge, 0.8 * 96485.33212, 1e-6);
}
END_TEST

// U = 1 - x and 1.5 - x: a difference of 0.5 while neither is full or empty. Shares of 2 in all.
START_TEST(populations_share_lithium_at_one_potential)
{
    static const double lithium[] = {0.0, 0.1, 0.5, 0.9, 1.0};
    static const double want[][2] = {
        {0.0, 0.0}, {0.0, 0.2}, {0.25, 0.75}, {0.8, 1.0}, {1.0, 1.0}};
    gm_electrode e = {.thickness_m = 1e-4, .n = 2};
    e.particles[0] = plain("1 - x");
    e.particles[1] = plain("1.5 - x");
    double x[2];
    gm_electrode_spread(&e, lithium[_i], x);
    ck_assert_double_eq_tol(x[0], want[_i][0], 1e-12);
    ck_assert_double_eq_tol(x[1], want[_i][1], 1e-12);
    ck_assert_double_eq_tol(gm_electrode_lithium(&e, x), lithium[_i], 1e-13);
}
END_TEST

// At 0.3 V the second holds 0.7; of 1.2 the first has 0.5 on its plateau.
START_TEST(a_population_on_a_plateau_takes_the_rest)
{
    gm_electrode e = {.thickness_m = 1e-4, .n = 2};
    e.particles[0] = plain("0.3");
    e.particles[1] = plain("1 - x");
    double x[2];
    gm_electrode_spread(&e, 0.6, x);
    ck_assert_double_eq_tol(x[0], 0.5, 1e-12);
    ck_assert_double_eq_tol(x[1], 0.7, 1e-12);
}
END_TEST

// Negative 1 - x and 1.5 - x, positive 4 - y of twice the volume; lithium for two of four. At 3.3 V the second
// is full: (1 - u) + 1 + 2 (4 - u - 3.3) = 2, u = 1.4/3 < 0.5. At 2.5 V none is:
// (1 - u) + (1.5 - u) + 2 (4 - u - 2.5) = 2, u = 0.875.
START_TEST(a_blend_has_the_window_of_the_hand)
{
    gm_cell cell = plain_cell("1 - x", "4 - x");
    cell.electrodes[0].n = 2;
    cell.electrodes[0].particles[1] = plain("1.5 - x");
    cell.electrodes[1].particles[0].share = 1.0;
    gm_cell_balance b;
    ck_assert_int_eq(gm_cell_balance_find(&cell, (double[]){0.5, 0.5}, &b), GM_CELL_BALANCED);
    ck_assert_double_eq_tol(b.full[0], (1.0 - 1.4 / 3.0 + 1.0) / 2.0, 1e-12);
    ck_assert_double_eq_tol(b.full[1], 0.7 - 1.4 / 3.0, 1e-12);
    ck_assert_double_eq_tol(b.empty[0], (0.125 + 0.625) / 2.0, 1e-12);
    ck_assert_double_eq_tol(b.empty[1], 0.625, 1e-12);
}
END_TEST

// V = 4 - y: 3.3 V at 0.7, 2.5 V would need 1.5.
START_TEST(a_metal_electrode_leaves_the_positive_one)
{
    gm_cell cell = plain_cell("1 - x", "4 - x");
    cell.metal.is_there = true;
    cell.electrodes[0].n = 0;
    cell.high_v = 3.8;
    cell.low_v = 3.1;
    gm_cell_balance b;
    ck_assert_int_eq(gm_cell_balance_find(&cell, (double[]){0.0, 0.5}, &b), GM_CELL_BALANCED);
    ck_assert_double_eq_tol(b.full[1], 0.2, 1e-12);
    ck_assert_double_eq_tol(b.empty[1], 0.9, 1e-12);
    ck_assert_double_eq_tol(b.charge, 0.7 * 96485.33212, 1e-6);
    double y;
    gm_cell_balance_at(&cell, &b, 0.5, &y);
    ck_assert_double_eq_tol(y, 0.55, 1e-12);
    cell.low_v = 2.5;
    ck_assert_int_eq(gm_cell_balance_find(&cell, (double[]){0.0, 0.5}, &b),
                     GM_CELL_NEVER_EMPTY);
    ck_assert_str_eq(b.why, "the positive electrode is full of lithium before that");
}
END_TEST

// ---- what is no window

START_TEST(a_voltage_out_of_reach_says_which_electrode_ends)
{
    gm_cell cell = chen_cell(&arena);
    gm_cell_balance b;
    cell.low_v = 0.5; // at x = 0 the negative electrode has 2.29 V
    ck_assert_int_eq(gm_cell_balance_find(&cell, chen_start, &b), GM_CELL_NEVER_EMPTY);
    ck_assert_str_eq(b.why, "the negative electrode has no lithium left before that");
    cell.low_v = 2.5;
    cell.high_v =
        4.6; // the positive one has 4.5 V at y = 0; there is lithium for more than x = 1
    ck_assert_int_eq(gm_cell_balance_find(&cell, chen_start, &b), GM_CELL_NEVER_FULL);
    ck_assert_str_eq(b.why, "the negative electrode is full of lithium before that");
    ck_assert_int_eq(gm_cell_balance_find(&cell, (double[]){0.1, 0.3}, &b), GM_CELL_NEVER_FULL);
    ck_assert_str_eq(b.why, "the positive electrode has no lithium left before that");
}
END_TEST

START_TEST(what_is_no_state_is_refused)
{
    static const double states[][2] = {{-0.1, 0.5}, {0.5, 1.1}, {NAN, 0.5}};
    gm_cell cell = chen_cell(&arena);
    gm_cell_balance b;
    ck_assert_int_eq(gm_cell_balance_find(&cell, states[_i], &b), GM_CELL_NO_SUCH_STATE);
    ck_assert_ptr_nonnull(b.why);
}
END_TEST

START_TEST(a_window_upside_down_is_none)
{
    gm_cell cell = chen_cell(&arena);
    cell.low_v = 4.2;
    cell.high_v = 2.5;
    gm_cell_balance b;
    ck_assert_int_eq(gm_cell_balance_find(&cell, chen_start, &b), GM_CELL_NO_CHARGE);
}
END_TEST

// Between the spinodals of a curve that rises no potential is right; lithium is.
START_TEST(a_potential_that_rises_keeps_lithium)
{
    gm_electrode e = {.thickness_m = 1e-4, .n = 2};
    e.particles[0] = plain("1 - x + 0.3*tanh((x - 0.5)/0.05)");
    e.particles[1] = plain("1 - x");
    for (int i = 0; i <= 50; i++) {
        double x[2];
        gm_electrode_spread(&e, i / 50.0, x);
        ck_assert_double_eq_tol(gm_electrode_lithium(&e, x), i / 50.0, 1e-13);
    }
}
END_TEST

int main(void)
{
    TCase *tc = tcase_create("balance");
    tcase_add_checked_fixture(tc, setup, teardown);
    tcase_add_test(tc, the_window_of_chen_2020_is_the_published_one);
    tcase_add_test(tc, the_ends_have_their_voltages_and_lithium_is_kept);
    tcase_add_test(tc, a_plateau_without_a_slope_has_its_window);
    tcase_add_loop_test(tc, populations_share_lithium_at_one_potential, 0, 5);
    tcase_add_test(tc, a_population_on_a_plateau_takes_the_rest);
    tcase_add_test(tc, a_blend_has_the_window_of_the_hand);
    tcase_add_test(tc, a_metal_electrode_leaves_the_positive_one);
    tcase_add_test(tc, a_voltage_out_of_reach_says_which_electrode_ends);
    tcase_add_loop_test(tc, what_is_no_state_is_refused, 0, 3);
    tcase_add_test(tc, a_window_upside_down_is_none);
    tcase_add_test(tc, a_potential_that_rises_keeps_lithium);
    return gm_check_main("cell/balance", tc);
}
