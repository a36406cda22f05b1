// SPDX-License-Identifier: MIT
//
// Fast charges at the active constraint against a table that a prototype of other making gave: from 10 to
// 80 %, at one temperature, at most 6C, at most 4.2 V, no lithium plated. It looked for plating at the
// centre of the last cell, which is some 1 % optimistic; gemba looks at the face. The greatest difference
// is 4.6 % (2 mAh/cm2, 10 mS/cm, 25 degC), where graphite binds; what the table took for 10 and 80 % of
// the solid cell is not said, here it is of the window between 2.5 and 4.2 V.

#include "assb_cell.h"
#include "check_main.h"
#include "told.h"

#include "cell/balance.h"
#include "cell/dfn.h"
#include "cell/march.h"

static gm_arena arena;

static void setup(void)
{
    gm_arena_init(&arena, 0);
}

static void teardown(void)
{
    gm_arena_fini(&arena);
}

typedef struct worst {
    double over_v;
    double over_share;
    double one_c;
} worst;

static void look(void *user, const gm_march_point *p)
{
    worst *w = user;
    w->over_v = fmax(w->over_v, fmax(p->view.voltage_v - 4.2, -p->view.plating_v));
    w->over_share = fmax(w->over_share, -p->view.current / (6.0 * w->one_c) - 1.0);
}

static double minutes(const gm_cell *cell, const double *stoichiometry, double one_c,
                      double temperature_k, int32_t cells)
{
    const gm_cell_grid grid = {cells, cells, cells, 20};
    gm_dfn *dfn = gm_dfn_create(cell, &grid, &arena);
    gm_march m =
        gm_march_begin(gm_dfn_model(dfn), &cell->thermal, stoichiometry, temperature_k);
    m.capacity = one_c * 3600.0;
    m.soc_begin = 0.1;
    worst w = {.one_c = one_c};
    m.watch = look;
    m.user = &w;
    gm_cell_leg leg = {.kind = GM_LEG_WITHIN,
                       .n_bounds = 3,
                       .bounds = {{GM_CELL_CURRENT, true, -6.0 * one_c},
                                  {GM_CELL_VOLTAGE, false, 4.2},
                                  {GM_CELL_PLATING, true, 0.0}},
                       .n_ends = 1,
                       .ends = {{GM_CELL_SOC, false, 0.8}},
                       .coolant_k = temperature_k};
    gm_march_end end = gm_march_run(&m, &leg, 0);
    ck_assert_int_eq(end.why, GM_MARCH_MET);
    gm_told_le("voltage and plating margin in a charge", "their limits", 1e3 * w.over_v, 0.1,
               "mV");
    ck_assert_double_le(w.over_share, 1e-6);
    return m.point.leg_s / 60.0;
}

START_TEST(a_cell_of_high_energy_charges_in_the_time_of_the_table)
{
    static const struct {
        double temperature_c;
        double minutes;
        int32_t cells;
    } charges[] = {{25.0, 39.4, 60}, {60.0, 15.5, 60}, {25.0, 39.0, 20}, {0.0, 93.0, 20},
                   {10.0, 64.0, 20}, {35.0, 29.1, 20}, {45.0, 22.2, 20}};
    gm_cell cell = chen_cell(&arena);
    gm_cell_balance balance;
    ck_assert_int_eq(gm_cell_balance_find(&cell, chen_start, &balance), GM_CELL_BALANCED);
    double begin[2];
    gm_cell_balance_at(&cell, &balance, 0.1, begin);
    double took = minutes(&cell, begin, balance.charge / 3600.0,
                          charges[_i].temperature_c + 273.15, charges[_i].cells);
    gm_told_le("10 to 80 % at 0 to 60 degC, LG M50", "a prototype in Python",
               100.0 * fabs(took / charges[_i].minutes - 1.0), 3.0, "%");
}
END_TEST

START_TEST(a_solid_cell_charges_in_the_time_of_the_table)
{
    static const double areal[3] = {2.0, 3.0, 4.0};
    static const double conductivity[4] = {1.0, 3.0, 5.0, 10.0};
    static const double at_25[3][4] = {
        {32.0, 23.7, 21.7, 20.0}, {44.7, 29.1, 25.3, 22.1}, {60.6, 35.6, 29.7, 24.6}};
    static const double at_60[3][4] = {
        {9.6, 8.05, 7.9, 7.7}, {12.7, 9.0, 8.3, 7.9}, {17.0, 10.5, 9.1, 8.2}};
    static const double full[2] = {0.86, 0.27};
    double begin[2];
    for (int k = 0; k < 4; k++) {
        gm_cell cell = assb_cell(areal[_i], conductivity[k], &arena);
        gm_cell_balance balance;
        ck_assert_int_eq(gm_cell_balance_find(&cell, full, &balance), GM_CELL_BALANCED);
        gm_cell_balance_at(&cell, &balance, 0.1, begin);
        double cold = minutes(&cell, begin, balance.charge / 3600.0, 298.15, 20);
        double hot = minutes(&cell, begin, balance.charge / 3600.0, 333.15, 20);
        gm_told_le("10 to 80 % at 25 degC, solid state", "a prototype in Python",
                   100.0 * fabs(cold / at_25[_i][k] - 1.0), 5.0, "%");
        gm_told_le("10 to 80 % at 60 degC, solid state", "a prototype in Python",
                   100.0 * fabs(hot / at_60[_i][k] - 1.0), 2.0, "%");
    }
}
END_TEST

// Small particles at the separator are full before the others; their reaction stops, that of the others
// goes on, and the time is that of any grid. 3 um instead of 5.86 um, 60 degC.
START_TEST(particles_that_are_full_do_not_end_a_charge)
{
    gm_cell cell = chen_cell(&arena);
    cell.electrodes[0].particles[0].radius_m = 3e-6;
    gm_cell_balance balance;
    ck_assert_int_eq(gm_cell_balance_find(&cell, chen_start, &balance), GM_CELL_BALANCED);
    double begin[2];
    gm_cell_balance_at(&cell, &balance, 0.1, begin);
    double took[2];
    for (int i = 0; i < 2; i++) {
        took[i] = minutes(&cell, begin, balance.charge / 3600.0, 333.15, 20 << i);
    }
    gm_told_le("10 to 80 % where particles fill up, 20 cells", "40 cells",
               100.0 * fabs(took[0] / took[1] - 1.0), 0.5, "%");
}
END_TEST

int main(void)
{
    TCase *tc = tcase_create("cell_charge");
    tcase_add_checked_fixture(tc, setup, teardown);
    tcase_add_loop_test(tc, a_cell_of_high_energy_charges_in_the_time_of_the_table, 0, 7);
    tcase_add_loop_test(tc, a_solid_cell_charges_in_the_time_of_the_table, 0, 3);
    tcase_add_test(tc, particles_that_are_full_do_not_end_a_charge);
    return gm_check_main("cell/charge", tc);
}
