// SPDX-License-Identifier: MIT
//
// Cells of data/cells against what was measured (data/cells/measured): discharges of Ecker 2015 and Xu 2015, and
// charging sessions of two cars as the press told them. What is asked of a discharge is an RMS of 25 mV and 20 mV;
// as published they miss it, and the tests state by how much. That a fit comes nearer is a fit, no
// prediction.

#include "check_main.h"
#include "told.h"

#include "num/minimise.h"
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

static const gm_model *load(const char *name, const char *const *sets, int n_sets)
{
    gm_model *model = NULL;
    gm_model_options options = {.sets = sets, .n_sets = n_sets};
    const char *path =
        gm_arena_printf(&arena, "%s/data/cells/measured/%s.yaml", GM_SOURCE_DIR, name);
    gm_status status = gm_model_load(path, &options, &arena, &diag, &model);
    ck_assert_msg(status == GM_OK, "%s", gm_diag_line(&diag, 0));
    return model;
}

// A fit of a file by its place in it.
static gm_fit_result fit(const gm_model *model, int32_t fit_i)
{
    gm_fit_space space;
    gm_fit_series *series;
    gm_fit_result r;
    ck_assert_int_eq(gm_fit_space_open(model, fit_i, &arena, &diag, &space), GM_OK);
    ck_assert_int_eq(gm_fit_of_def(space.def, &space.cell, &arena, &diag, &series), GM_OK);
    gm_fit_ask ask = {.def = space.def,
                      .series = series,
                      .open = gm_fit_space_cell,
                      .user = &space,
                      .written = space.written};
    gm_fit_run(&ask, &arena, &r);
    return r;
}

// ---- discharges

// 25 mV are asked. As published: 39.5 and 67.9 mV RMS, of the figures and not of gemba, which is 1 to 6 mV
// from PyBaMM at 5C (test_dfn_uneven.c); by four values less than what is asked, of which one cannot be said.
START_TEST(the_cell_of_ecker_2015_misses_its_discharges_and_four_values_mend_it)
{
    gm_fit_result r = fit(load("ecker-2015", NULL, 0), 0);
    ck_assert_double_eq_tol(1e3 * r.data[0].rms_written, 39.5, 1.0);
    ck_assert_double_eq_tol(1e3 * r.data[1].rms_written, 67.9, 2.0);
    ck_assert_double_lt(r.data[0].rms, 25e-3);
    ck_assert_double_lt(r.data[1].rms, 25e-3);
    ck_assert(!r.values[1].is_known); // diffusivity of the positive electrode
}
END_TEST

// 20 mV are asked. Before its voltage falls: as published 64.3 and 39.8 mV; if it began fuller than the papers
// say, less than what is asked.
START_TEST(the_cell_of_xu_2015_misses_its_discharges_and_began_fuller_than_published)
{
    gm_fit_result r = fit(load("xu-2015", NULL, 0), 1);
    ck_assert_double_eq_tol(1e3 * r.data[0].rms_written, 64.3, 1.0);
    ck_assert_double_eq_tol(1e3 * r.data[1].rms_written, 39.8, 1.0);
    ck_assert_double_lt(r.data[0].rms, 20e-3);
    ck_assert_double_lt(r.data[1].rms, 20e-3);
    ck_assert_double_gt(r.values[0].low, 0.9); // 79.8 % by the papers
}
END_TEST

// ---- sessions

// How far the cell as it is written may be off, in shares: 5 % of a time, 10 % of a power; of an energy
// 5 % too.
static void session_is_met(const gm_fit_cell *cell, const gm_fit_session_def *session)
{
    double modelled[8];
    gm_charge charge;
    gm_charge_result r;
    ck_assert(gm_fit_session_run(cell, session, &arena, modelled, &charge, &r));
    ck_assert_int_eq(r.verdict, GM_CHARGE_DONE);
    for (int k = 0; k < session->points.n; k++) {
        const gm_fit_point_def *p = &session->points.items[k];
        double off = modelled[k] / gm_fit_point_value(p) - 1.0;
        double most = p->power_w > 0.0 ? 0.10 : 0.05;
        bool is_beyond = p->is == GM_FIT_AT_LEAST && off > 0.0;
        char what[100];
        (void)snprintf(what, sizeof what, "%s of a session, %s",
                       p->power_w > 0.0    ? "powers"
                       : p->energy_j > 0.0 ? "energy"
                                           : "time",
                       session->charge);
        gm_told_le(what, "a car, two values fitted", is_beyond ? 0.0 : 100.0 * fabs(off),
                   100.0 * most, "%");
    }
}

START_TEST(fitted_cells_charge_as_the_cars_were_seen_to)
{
    static const char *const files[] = {"mega", "zeekr-7x"};
    static const int n_points[] = {7, 5};
    for (int f = 0; f < 2; f++) {
        gm_fit_space space;
        int n = 0;
        ck_assert_int_eq(gm_fit_space_open(load(files[f], NULL, 0), 0, &arena, &diag, &space),
                         GM_OK);
        for (int i = 0; i < space.def->data.n; i++) {
            const gm_fit_session_def *session = space.def->data.items[i].item;
            session_is_met(&space.cell, session);
            n += session->points.n;
        }
        ck_assert_int_eq(n, n_points[f]);
    }
}
END_TEST

// From electrodes of four fifths of the thickness, at first a factor of 1: the loading of the file is within what the
// fit then finds.
START_TEST(a_fit_that_begins_elsewhere_comes_to_the_cells_of_the_files)
{
    static const char *const mega[] = {"cell.negative.thickness=63.2 um",
                                       "cell.positive.thickness=45.2 um", "cell.area=5.037 m2"};
    static const char *const zeekr[] = {"cell.negative.thickness=52.08 um",
                                        "cell.positive.thickness=60.56 um",
                                        "cell.area=4.7125 m2"};
    gm_fit_result r[2] = {fit(load("mega", mega, 3), 0), fit(load("zeekr-7x", zeekr, 3), 0)};
    for (int f = 0; f < 2; f++) {
        ck_assert_double_lt(r[f].miss, 0.7 * r[f].miss_written);
        ck_assert_double_eq_tol(r[f].values[0].best, 1.25, 0.0125);
        ck_assert_double_eq_tol(r[f].values[1].best, 1.0, 0.01);
        ck_assert_double_lt(r[f].values[0].low, 1.25);
        ck_assert_double_gt(r[f].values[0].high, 1.25);
    }
}
END_TEST

// Two sessions do not know loading, capacity, diffusivity, rate and electrolyte at once.
START_TEST(sessions_of_a_car_do_not_tell_five_values)
{
    gm_fit_result r = fit(load("mega", NULL, 0), 1);
    int32_t n_known = 0;
    ck_assert_int_eq(r.n_parameters, 5);
    for (int32_t i = 0; i < r.n_parameters; i++) {
        n_known += r.values[i].is_known && r.values[i].edge == 0;
    }
    ck_assert_int_le(n_known, 1);
    ck_assert_int_ge(r.n_blurs, 1);
}
END_TEST

int main(void)
{
    TCase *tc = tcase_create("cell_measured");
    tcase_add_checked_fixture(tc, NULL, free_all);
    tcase_add_test(tc, fitted_cells_charge_as_the_cars_were_seen_to);
    if (gm_minimise_is_there()) {
        tcase_add_test(tc,
                       the_cell_of_ecker_2015_misses_its_discharges_and_four_values_mend_it);
        tcase_add_test(
            tc, the_cell_of_xu_2015_misses_its_discharges_and_began_fuller_than_published);
        tcase_add_test(tc, a_fit_that_begins_elsewhere_comes_to_the_cells_of_the_files);
        tcase_add_test(tc, sessions_of_a_car_do_not_tell_five_values);
    }
    return gm_check_main("data/cells/measured", tc);
}
