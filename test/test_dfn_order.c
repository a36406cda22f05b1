// SPDX-License-Identifier: MIT
//
// O2: the order of the scheme, in space and in time. Of a quantity v(h) = v + C h^p the differences of
// v(h), v(h/2), v(h/4) fall by 2^p each time, so that the limit need not be known.

#include "check_main.h"
#include "dfn_drive.h"
#include "marquis_cell.h"
#include "told.h"

#include "cell/dfn.h"

#include <stdio.h>

static gm_arena arena;
static gm_cell cell;

static void setup(void)
{
    gm_arena_init(&arena, 0);
    cell = marquis_cell(&arena);
}

static void teardown(void)
{
    gm_arena_fini(&arena);
}

static double order_of(const double v[3])
{
    return log2(fabs((v[1] - v[0]) / (v[2] - v[1])));
}

static void advance(gm_dfn *dfn, double current, double step_s)
{
    double error;
    ck_assert(gm_dfn_step(dfn, (gm_cell_control){GM_HOLD_CURRENT, current}, step_s, &error));
    gm_dfn_accept(dfn);
}

// ---- space

#define GRIDS 4 // 10, 20, 40, 80

// V at a time of a discharge at 1C. All grids go through the same steps, so that the error in time is the
// same and drops out.
static double voltage_on(gm_cell_grid grid, double until_s)
{
    gm_dfn *dfn = gm_dfn_create(&cell, &grid, &arena);
    gm_dfn_begin(dfn, marquis_full, GM_CELL_T_REF_K);
    ck_assert(gm_dfn_settle(dfn, (gm_cell_control){GM_HOLD_CURRENT, MARQUIS_1C}));
    double h = 1e-3;
    while (gm_dfn_now(dfn)->time_s < until_s * (1.0 - 1e-12)) {
        double left_s = until_s - gm_dfn_now(dfn)->time_s;
        advance(dfn, MARQUIS_1C, h < left_s ? h : left_s);
        h = 1.1 * h < 5.0 ? 1.1 * h : 5.0;
    }
    return gm_dfn_now(dfn)->voltage_v;
}

// Through the thickness, through the particles, through both; at a third and two thirds of the discharge.
START_TEST(the_error_in_space_falls_with_the_square_of_the_width)
{
    static const struct {
        bool cells;
        bool shells;
        double until_s;
    } cases[] = {{true, false, 1200.0}, {true, false, 2400.0}, {false, true, 1200.0},
                 {false, true, 2400.0}, {true, true, 1200.0},  {true, true, 2400.0}};
    double v[GRIDS];
    for (int i = 0; i < GRIDS; i++) {
        int32_t n = 10 << i;
        int32_t cells = cases[_i].cells ? n : 20;
        gm_cell_grid grid = {cells, cells, cells, cases[_i].shells ? n : 20};
        v[i] = voltage_on(grid, cases[_i].until_s);
    }
    ck_assert_double_eq_tol(order_of(&v[0]), 2.0, 0.1);
    gm_told_le("order of the error in space", "2", fabs(order_of(&v[1]) - 2.0), 0.05, "");
    // What 20 leave, by the limit of the row: less than 0.1 mV.
    double limit = v[3] + (v[3] - v[2]) / 3.0;
    gm_told_le("voltage on 20 cells and shells, 1C", "the limit of fine grids",
               1e3 * fabs(v[1] - limit), 0.1, "mV");
}
END_TEST

// ---- the limit

// V every minute, from the second row on.
static double apart_from(const char *table, gm_cell_grid grid, double most)
{
    char path[400];
    char line[200];
    (void)snprintf(path, sizeof path, "%s/test/cell/%s", GM_SOURCE_DIR, table);
    FILE *in = fopen(path, "r");
    ck_assert_ptr_nonnull(in);
    gm_dfn *dfn = gm_dfn_create(&cell, &grid, &arena);
    gm_dfn_begin(dfn, marquis_full, GM_CELL_T_REF_K);
    gm_cell_control control = {GM_HOLD_CURRENT, MARQUIS_1C};
    ck_assert(gm_dfn_settle(dfn, control));
    double h = 1e-3;
    double apart = 0.0;
    int n = 0;
    while (fgets(line, sizeof line, in)) {
        double t_s, v;
        if (sscanf(line, "%lf,%lf", &t_s, &v) == 2 && t_s > 0.0) {
            while (gm_dfn_now(dfn)->time_s < t_s * (1.0 - 1e-12)) {
                drive_on(dfn, control, t_s, most, &h);
            }
            apart = fmax(apart, fabs(gm_dfn_now(dfn)->voltage_v - v));
            n++;
        }
    }
    (void)fclose(in);
    ck_assert_int_eq(n, 60);
    return apart;
}

// PyBaMM's voltage on 80 and on 160 cells, extrapolated (its error falls with the width, bench/pybamm_dfn.py):
// two solvers that share nothing but the equations and the parameters. 3 uV were measured.
START_TEST(the_limit_of_fine_grids_is_that_of_pybamm)
{
    double apart = apart_from("pybamm_1C_limit.csv", (gm_cell_grid){120, 120, 120, 120}, 1e-3);
    gm_told_le("voltage on 120 cells and shells, 1C", "PyBaMM, limit of fine grids",
               1e3 * apart, 0.01, "mV");
}
END_TEST

// ---- time

#define STEPS 4 // 20, 10, 5, 2.5 s

// V at the end of a current that rises with the cube of time: its first two steps, which are of order one,
// meet a state that hardly moves.
static double voltage_after(double rate, double step_s, bool is_even)
{
    const double until_s = 960.0;
    const gm_cell_grid grid = {20, 20, 20, 20};
    gm_dfn *dfn = gm_dfn_create(&cell, &grid, &arena);
    gm_dfn_begin(dfn, marquis_full, GM_CELL_T_REF_K);
    ck_assert(gm_dfn_settle(dfn, (gm_cell_control){GM_HOLD_CURRENT, 0.0}));
    for (int n = 0; gm_dfn_now(dfn)->time_s < until_s * (1.0 - 1e-12); n++) {
        double h = is_even ? step_s : n % 2 ? 4.0 / 3.0 * step_s : 2.0 / 3.0 * step_s;
        double share = (gm_dfn_now(dfn)->time_s + h) / until_s;
        advance(dfn, MARQUIS_1C * rate * share * share * share, h);
    }
    return gm_dfn_now(dfn)->voltage_v;
}

// Even steps, and steps of which each is twice or half the one before it.
START_TEST(the_error_in_time_falls_with_the_square_of_the_step)
{
    static const struct {
        double rate;
        bool is_even;
    } cases[] = {{1.0, true}, {3.0, true}, {1.0, false}, {3.0, false}};
    double v[STEPS];
    for (int i = 0; i < STEPS; i++) {
        v[i] = voltage_after(cases[_i].rate, 20.0 / (1 << i), cases[_i].is_even);
    }
    ck_assert_double_eq_tol(order_of(&v[0]), 2.0, 0.1);
    gm_told_le("order of the error in time", "2", fabs(order_of(&v[1]) - 2.0), 0.05, "");
}
END_TEST

int main(void)
{
    TCase *tc = tcase_create("dfn_order");
    tcase_add_checked_fixture(tc, setup, teardown);
    tcase_add_loop_test(tc, the_error_in_space_falls_with_the_square_of_the_width, 0, 6);
    tcase_add_test(tc, the_limit_of_fine_grids_is_that_of_pybamm);
    tcase_add_loop_test(tc, the_error_in_time_falls_with_the_square_of_the_step, 0, 4);
    return gm_check_main("cell/dfn_order", tc);
}
