// SPDX-License-Identifier: MIT

#include "gemba/live_cell.h"

#include "api/handles.h"

#include "core/assert.h"

#include <math.h>
#include <stdio.h>

#define MOST_CELLS   128
#define LEAST_SHELLS 3
#define WHY_BYTES    160

_Static_assert((int)GM_LIVE_DFN == (int)GM_MODEL_DFN, "same order");
_Static_assert((int)GM_LIVE_SPME == (int)GM_MODEL_SPME, "same order");
_Static_assert((int)GM_LIVE_SPM == (int)GM_MODEL_SPM, "same order");

struct gm_live_cell {
    gm_arena arena; // of the model, and of a text made when something fails
    const gm_cell_file *file;
    gm_march march;
    gm_cell_leg leg; // that was run last
    bool has_begun;
    bool has_turned; // what is around it changed since
    double coolant_k;
    double heater_w;
    char why[WHY_BYTES];
};

static bool is_between(int value, int least, int most)
{
    return value == 0 || (value >= least && value <= most);
}

gm_live_cell *gm_live_cell_create(const gm_cell_file *file, const gm_live_options *options)
{
    static const gm_live_options zeroed = {0};
    const gm_live_options *o = options ? options : &zeroed;
    GM_REQUIRE(file && file->has_cell);
    GM_REQUIRE(is_between(o->cells, 2, MOST_CELLS) &&
               is_between(o->shells, LEAST_SHELLS, MOST_CELLS));
    GM_REQUIRE(o->soc >= 0.0 && o->soc <= 1.0 && o->temperature_k >= 0.0 &&
               o->tolerance_v >= 0.0);
    gm_live_cell *cell = gm_hook_alloc(sizeof *cell);
    gm_arena_init(&cell->arena, 0);
    cell->file = file;
    cell->coolant_k = o->temperature_k > 0.0 ? o->temperature_k : GM_CELL_T_REF_K;
    gm_session_ask ask = {.model = (gm_cell_model_kind)o->model,
                          .grid = {o->cells, o->cells, o->cells, o->shells},
                          .tolerance_v = o->tolerance_v,
                          .soc = o->soc,
                          .temperature_k = cell->coolant_k,
                          .is_isothermal = o->is_isothermal};
    cell->march = gm_session_begin(&file->asked.cell, &file->asked.balance, &ask, &cell->arena);
    const gm_cell_model *model = &cell->march.model;
    bool is_at_rest = model->ops->settle(model->self, (gm_cell_control){GM_HOLD_CURRENT, 0.0});
    GM_ASSERT(is_at_rest);
    (void)is_at_rest;
    return cell;
}

void gm_live_cell_destroy(gm_live_cell *cell)
{
    if (cell) {
        gm_arena_fini(&cell->arena);
        gm_hook_free(cell);
    }
}

void gm_live_cell_set_coolant(gm_live_cell *cell, double coolant_k)
{
    GM_REQUIRE(coolant_k > 0.0);
    cell->has_turned = cell->has_turned || coolant_k != cell->coolant_k;
    cell->coolant_k = coolant_k;
}

void gm_live_cell_set_heater(gm_live_cell *cell, double heater_w)
{
    GM_REQUIRE(heater_w >= 0.0);
    cell->has_turned = cell->has_turned || heater_w != cell->heater_w;
    cell->heater_w = heater_w;
}

// ---- runs

static gm_cell_leg leg_of(const gm_live_cell *cell, gm_live_drive drive, double value,
                          double seconds)
{
    static const gm_cell_measure measures[] = {GM_CELL_CURRENT, GM_CELL_VOLTAGE, GM_CELL_POWER};
    double area = cell->file->asked.cell.area_m2;
    return (gm_cell_leg){.kind = GM_LEG_HOLD,
                         .of = measures[drive],
                         .value = drive == GM_LIVE_VOLTAGE ? value : value / area,
                         .n_ends = 1,
                         .ends = {{GM_CELL_TIME, false, seconds}},
                         .coolant_k = cell->coolant_k,
                         .heater_w_m2 = cell->heater_w / area};
}

static bool goes_on(const gm_live_cell *cell, const gm_cell_leg *leg)
{
    return cell->has_begun && !cell->has_turned && cell->leg.of == leg->of &&
           cell->leg.value == leg->value;
}

gm_status gm_live_cell_run(gm_live_cell *cell, gm_live_drive drive, double value,
                           double seconds)
{
    GM_REQUIRE(drive >= GM_LIVE_CURRENT && drive <= GM_LIVE_POWER);
    GM_REQUIRE(isfinite(value) && seconds > 0.0 && isfinite(seconds));
    gm_cell_leg leg = leg_of(cell, drive, value, seconds);
    leg.goes_on = goes_on(cell, &leg);
    gm_march_end end = gm_march_run(&cell->march, &leg, 0);
    cell->leg = leg;
    cell->has_begun = end.why == GM_MARCH_MET;
    cell->has_turned = false;
    cell->why[0] = '\0';
    if (end.why == GM_MARCH_MET) {
        return GM_OK;
    }
    gm_mark mark = gm_arena_mark(&cell->arena);
    (void)snprintf(cell->why, WHY_BYTES, "%s", gm_march_end_text(&end, &cell->arena));
    gm_arena_rewind(&cell->arena, mark);
    return GM_ERR_RUN;
}

const char *gm_live_cell_why(const gm_live_cell *cell)
{
    return cell->why;
}

gm_live_state gm_live_cell_now(const gm_live_cell *cell)
{
    const gm_march *m = &cell->march;
    const gm_cell_view *view = m->model.ops->now(m->model.self);
    double area = cell->file->asked.cell.area_m2;
    return (gm_live_state){.time_s = view->time_s,
                           .current_a = view->current * area,
                           .voltage_v = view->voltage_v,
                           .plating_v = view->plating_v,
                           .stack_k = m->heat.past[0].stack_k,
                           .shell_k = m->heat.past[0].shell_k,
                           .soc = m->soc_begin - view->charge / m->capacity,
                           .charge_c = view->charge * area,
                           .heat_w = view->heat * area};
}
