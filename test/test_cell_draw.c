// SPDX-License-Identifier: MIT

#include "check_main.h"

#include "twin/cell_draw.h"

#include <string.h>

#define N_SETS 6

static const char diffusivity[] = "cell.negative.particles.graphite-SiOx.diffusivity="
                                  "{value: 3e-14 m2/s, range: [1e-14 m2/s, 9e-14 m2/s]}";

static const char *const sets[N_SETS] = {
    "cell.negative.thickness={value: 85 um, range: [80 um, 90 um]}",
    diffusivity,
    "cell.electrolyte.concentration={value: 1000 mol/m3, range: [800 mol/m3, 1300 mol/m3]}",
    "cell.negative.particles.graphite-SiOx.share={value: 70 %, range: [60 %, 80 %]}",
    "charges.fast={from: {value: 10 %, range: [5 %, 20 %]}, to: 80 %, current: 2C}",
    "charges.other={temperature: {value: 25 degC, range: [10 degC, 40 degC]}, current: 3 A}",
};

static gm_arena arena;
static gm_diag diag;

static void free_all(void)
{
    gm_diag_fini(&diag);
    gm_arena_fini(&arena);
}

static const gm_model *load(void)
{
    gm_model *model = NULL;
    gm_model_options options = {.sets = sets, .n_sets = N_SETS};
    gm_status status = gm_model_load(GM_SOURCE_DIR "/data/cells/chen-2020.yaml", &options,
                                     &arena, &diag, &model);
    ck_assert_msg(status == GM_OK, "%s", gm_diag_line(&diag, 0));
    return model;
}

static int32_t find(const gm_model *model, const char *path)
{
    int32_t i = 0;
    while (i < model->n_inputs && strcmp(model->inputs[i].path, path) != 0) {
        i++;
    }
    ck_assert_msg(i < model->n_inputs, "%s", path);
    return i;
}

// All inputs at a share of their ranges.
static double *values_at(const gm_model *model, double share)
{
    double *values = GM_NEW(&arena, double, model->n_inputs);
    for (int32_t i = 0; i < model->n_inputs; i++) {
        const gm_model_input *in = &model->inputs[i];
        values[i] = in->has_range ? in->lo + share * (in->hi - in->lo) : in->value;
    }
    return values;
}

static double minutes(const gm_cell_answer *a, const gm_cell_ask *ask, int32_t charge_i)
{
    gm_charge charge;
    gm_charge_result r;
    ck_assert_int_eq(
        gm_charge_of_def(&ask->charges[charge_i], &a->cell, &a->balance, &diag, &charge),
        GM_OK);
    gm_charge_run(&a->cell, &a->balance, &charge, &arena, &r);
    ck_assert_int_eq(r.verdict, GM_CHARGE_DONE);
    return r.time_s / 60.0;
}

// The same bits as by reading the whole again, in whatever order draws come.
START_TEST(a_draw_in_place_is_the_model_read_again)
{
    static const double shares[] = {0.9, 0.1, 0.6, 0.9};
    const gm_model *model = load();
    gm_cell_draw *draw = gm_cell_draw_create(model, &arena);
    for (int i = 0; i < 4; i++) {
        double *values = values_at(model, shares[i]);
        values[find(model, "cell.negative.particles.graphite-SiOx.share")] = 0.7;
        gm_model *again = NULL;
        gm_cell_answer whole;
        gm_cell_answer one;
        ck_assert_int_eq(gm_model_draw(model, values, &arena, &diag, &again), GM_OK);
        ck_assert_int_eq(gm_cell_open(&again->cell_ask, &arena, &diag, &whole), GM_OK);
        gm_cell_draw_put(draw, values);
        ck_assert_int_eq(gm_cell_draw_open(draw, &arena, &diag, &one), GM_OK);
        ck_assert_double_eq(one.balance.charge, whole.balance.charge);
        ck_assert_double_eq(one.energy_j, whole.energy_j);
        for (int32_t c = 0; c < 2; c++) {
            ck_assert_double_eq(minutes(&one, &draw->ask, c),
                                minutes(&whole, &again->cell_ask, c));
        }
    }
}
END_TEST

// Chen 2020 has 25 % of electrolyte: with 80 % of particles the electrode is over-full. The next values
// are a cell again.
START_TEST(what_contradicts_itself_is_no_cell_and_leaves_no_trace)
{
    const gm_model *model = load();
    gm_cell_draw *draw = gm_cell_draw_create(model, &arena);
    double *values = values_at(model, 0.5);
    gm_cell_answer first;
    gm_cell_answer answer;
    gm_cell_draw_put(draw, values);
    ck_assert_int_eq(gm_cell_draw_open(draw, &arena, &diag, &first), GM_OK);
    int32_t share = find(model, "cell.negative.particles.graphite-SiOx.share");
    values[share] = 0.8;
    gm_cell_draw_put(draw, values);
    ck_assert_int_eq(gm_cell_draw_open(draw, &arena, &diag, &answer), GM_ERR_MODEL);
    values[share] = 0.7;
    gm_cell_draw_put(draw, values);
    ck_assert_int_eq(gm_cell_draw_open(draw, &arena, &diag, &answer), GM_OK);
    ck_assert_double_eq(answer.balance.charge, first.balance.charge);
}
END_TEST

// Two potentials, and two functions of the electrolyte.
START_TEST(curves_are_made_once)
{
    const gm_model *model = load();
    gm_cell_draw *draw = gm_cell_draw_create(model, &arena);
    double *values = values_at(model, 0.5);
    gm_cell_answer answer;
    gm_cell_draw_put(draw, values);
    ck_assert_int_eq(gm_cell_draw_open(draw, &arena, &diag, &answer), GM_OK);
    int32_t n = draw->store.n;
    ck_assert_int_eq(n, 4);
    const gm_cubic *pieces = answer.cell.electrodes[0].particles[0].potential.pieces;
    values[find(model, "cell.negative.thickness")] = 81e-6;
    gm_cell_draw_put(draw, values);
    ck_assert_int_eq(gm_cell_draw_open(draw, &arena, &diag, &answer), GM_OK);
    ck_assert_int_eq(draw->store.n, n);
    ck_assert_ptr_eq(answer.cell.electrodes[0].particles[0].potential.pieces, pieces);
}
END_TEST

START_TEST(inputs_are_of_the_cell_of_a_charge_or_of_neither)
{
    gm_model_input in = {.path = "cell.negative.thickness"};
    ck_assert(gm_input_is_of_cell(&in) && gm_input_is_of_charge(&in, "fast"));
    in.path = "charges.fast.from";
    ck_assert(gm_input_is_of_cell(&in) && gm_input_is_of_charge(&in, "fast"));
    ck_assert(!gm_input_is_of_charge(&in, "other") && !gm_input_is_of_charge(&in, "fas"));
    in.path = "experiments.life.soc";
    ck_assert(gm_input_is_of_cell(&in) && !gm_input_is_of_charge(&in, "fast"));
    in.path = "plant.cell.weld.time";
    ck_assert(!gm_input_is_of_cell(&in) && !gm_input_is_of_charge(&in, "fast"));
    in.path = "cells.x";
    ck_assert(!gm_input_is_of_cell(&in));
}
END_TEST

// Masses move no charge; heat capacities do where the design gives that of the cell.
START_TEST(what_a_cell_weighs_and_costs_moves_nothing_that_it_does)
{
    gm_thermal_def thermal = {.heat = {.is_given = true}};
    const gm_cell_def cell = {.thermal = &thermal};
    const gm_model model = {.cell = &cell};
    gm_model_input in = {.path = "cell.design.tabs"};
    ck_assert(gm_input_is_of_cell(&in) && !gm_input_moves_cell(&model, &in));
    in.path = "cell.cost.output";
    ck_assert(!gm_input_moves_cell(&model, &in));
    in.path = "cell.negative.thickness";
    ck_assert(gm_input_moves_cell(&model, &in));
    thermal.heat.is_given = false;
    in.path = "cell.design.electrolyte.heat-capacity";
    ck_assert(gm_input_moves_cell(&model, &in));
    in.path = "cell.life.until";
    ck_assert(!gm_input_moves_cell(&model, &in));
}
END_TEST

int main(void)
{
    TCase *c = tcase_create("cell_draw");
    tcase_add_checked_fixture(c, NULL, free_all);
    tcase_add_test(c, a_draw_in_place_is_the_model_read_again);
    tcase_add_test(c, what_contradicts_itself_is_no_cell_and_leaves_no_trace);
    tcase_add_test(c, curves_are_made_once);
    tcase_add_test(c, inputs_are_of_the_cell_of_a_charge_or_of_neither);
    tcase_add_test(c, what_a_cell_weighs_and_costs_moves_nothing_that_it_does);
    return gm_check_main("twin/cell_draw", c);
}
