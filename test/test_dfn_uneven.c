// SPDX-License-Identifier: MIT
//
// Diffusivities that change with stoichiometry by tenfold: the cell of Ecker et al. 2015 (data/cells) at 5C,
// isothermal at 25 degC, against PyBaMM 26.10.1 with its parameter set Ecker2015, from the stoichiometries of
// that set. Its voltages are those of 20 cells and 400 shells (IDAKLU, rtol 1e-7) less what 20 more cells
// change by once more (0.2 mV, its error falls with the width of a cell), good to 0.3 mV until 650 s and to 1
// mV at 700 s, where V falls by 8 mV/s.

#include "battery/cell_def.h"
#include "check_main.h"

#include "cell/dfn.h"
#include "cell/march.h"
#include "cell/spme.h"
#include "twin/model.h"

#include <math.h>

#define CURRENT_A 0.78125
#define SHELLS    120

static gm_arena arena;
static gm_diag diag;

static void free_all(void)
{
    gm_diag_fini(&diag);
    gm_arena_fini(&arena);
}

static gm_cell read_cell(double *stoichiometry)
{
    gm_model *model = NULL;
    gm_cell cell;
    gm_status status =
        gm_model_load(GM_SOURCE_DIR "/data/cells/ecker-2015.yaml", NULL, &arena, &diag, &model);
    ck_assert_int_eq(status, GM_OK);
    ck_assert_int_eq(gm_cell_of_def(model->cell, &arena, &diag, &cell), GM_OK);
    ck_assert_int_eq(gm_cell_def_stoichiometries(model->cell, stoichiometry), 2);
    return cell;
}

// The voltage after a time, in steps of its own choice or of at most most_s.
static double voltage_at(const gm_cell *cell, gm_cell_model model, const double *x,
                         double time_s, double most_s)
{
    const gm_cell_thermal none = {0};
    gm_march march = gm_march_begin(model, &none, x, 298.15);
    gm_cell_leg leg = {.kind = GM_LEG_HOLD,
                       .of = GM_CELL_CURRENT,
                       .value = CURRENT_A / cell->area_m2,
                       .n_ends = 1,
                       .ends = {{GM_CELL_TIME, false, time_s}},
                       .most_step_s = most_s,
                       .coolant_k = 298.15};
    ck_assert_int_eq(gm_march_run(&march, &leg, 0).why, GM_MARCH_MET);
    return march.point.view.voltage_v;
}

static gm_cell_model dfn_of(const gm_cell *cell)
{
    return gm_dfn_model(gm_dfn_create(cell, &(gm_cell_grid){20, 20, 20, SHELLS}, &arena));
}

START_TEST(a_discharge_at_5C_is_that_of_pybamm)
{
    static const struct {
        double time_s;
        double voltage_v;
        double tolerance_v;
    } rows[] = {{100.0, 3.75108, 1e-3}, {300.0, 3.52283, 1e-3}, {500.0, 3.38828, 2e-3},
                {600.0, 3.19546, 2e-3}, {650.0, 3.01762, 3e-3}, {700.0, 2.65948, 10e-3}};
    double x[2 * GM_CELL_PARTICLES];
    gm_cell cell = read_cell(x);
    double got = voltage_at(&cell, dfn_of(&cell), x, rows[_i].time_s, 0.0);
    ck_assert_double_eq_tol(got, rows[_i].voltage_v, rows[_i].tolerance_v);
}
END_TEST

// The last 100 s are the steepest: an error of 1 s there is 6 mV.
START_TEST(its_own_steps_are_short_enough)
{
    double x[2 * GM_CELL_PARTICLES];
    gm_cell cell = read_cell(x);
    gm_cell_model model =
        _i == 0 ? dfn_of(&cell)
                : gm_spme_model(gm_spme_create(&cell, GM_SPME_WITH_ELECTROLYTE,
                                               &(gm_cell_grid){20, 20, 20, SHELLS}, &arena));
    for (int i = 0; i < 5; i++) {
        double time_s = 620.0 + 20.0 * i;
        double own = voltage_at(&cell, model, x, time_s, 0.0);
        double fine = voltage_at(&cell, model, x, time_s, 1.0);
        ck_assert_double_eq_tol(own, fine, 10e-3);
    }
}
END_TEST

int main(void)
{
    TCase *tc = tcase_create("dfn_uneven");
    tcase_add_checked_fixture(tc, NULL, free_all);
    tcase_add_loop_test(tc, a_discharge_at_5C_is_that_of_pybamm, 0, 6);
    tcase_add_loop_test(tc, its_own_steps_are_short_enough, 0, 2);
    return gm_check_main("cell/dfn_uneven", tc);
}
