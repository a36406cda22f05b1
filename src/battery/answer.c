// SPDX-License-Identifier: MIT

#include "battery/answer.h"

#define WINDOW_PIECES 200 // of the open-circuit curve, by Simpson's rule

// Of a cell from full to empty at no current: U over charge.
static double energy_of(const gm_cell *cell, const gm_cell_balance *balance)
{
    double sum = 0.0;
    for (int i = 0; i <= WINDOW_PIECES; i++) {
        double x[2 * GM_CELL_PARTICLES];
        double slope;
        double negative = 0.0;
        gm_cell_balance_at(cell, balance, (double)i / WINDOW_PIECES, x);
        int32_t first = cell->electrodes[0].n;
        if (!cell->metal.is_there) {
            negative = gm_curve_at(&cell->electrodes[0].particles[0].potential, x[0], &slope);
        }
        double volts =
            gm_curve_at(&cell->electrodes[1].particles[0].potential, x[first], &slope) -
            negative;
        sum += volts * (i == 0 || i == WINDOW_PIECES ? 1.0 : i % 2 ? 4.0 : 2.0);
    }
    return sum / (3.0 * WINDOW_PIECES) * balance->charge * cell->area_m2;
}

static gm_status find_window(const gm_cell_def *def, gm_diag *diag, gm_cell_answer *out)
{
    double x[2 * GM_CELL_PARTICLES];
    gm_cell_def_stoichiometries(def, x);
    const gm_electrode *e = out->cell.electrodes;
    double state[2] = {e[0].n > 0 ? gm_electrode_lithium(&e[0], x) : 0.0,
                       gm_electrode_lithium(&e[1], x + e[0].n)};
    if (gm_cell_balance_find(&out->cell, state, &out->balance) == GM_CELL_BALANCED) {
        return GM_OK;
    }
    gm_diag_error(diag, def->voltage_v.src,
                  "the cell cannot be used between %.3g and %.3g V: %s", def->voltage_v.least,
                  def->voltage_v.most, out->balance.why);
    gm_diag_hint(
        diag, "the lithium of the cell follows from the `stoichiometry:` of its particles and "
              "their volumes: an electrode that is made thicker brings lithium of its own, so "
              "change both, or give the stoichiometries of the empty cell");
    return GM_ERR_MODEL;
}

// A cell that says how it is cooled but not what it stores has the heat capacity of its design.
static gm_status take_heat(const gm_cell_def *def, gm_diag *diag, gm_cell_answer *out)
{
    if (!def->thermal || def->thermal->heat.is_given) {
        return GM_OK;
    }
    out->cell.thermal.stack_j_m2k = out->design->design.stack_j_m2k;
    if (out->cell.thermal.stack_j_m2k > 0.0) {
        return GM_OK;
    }
    gm_diag_error(
        diag, def->thermal->src,
        "thermal: `heat-capacity:` is missing, and it does not follow from the design, "
        "where some `heat-capacity:` of what is in the stack is missing too");
    return GM_ERR_MODEL;
}

gm_status gm_cell_open(const gm_cell_ask *def, gm_arena *arena, gm_diag *diag,
                       gm_cell_answer *out)
{
    return gm_cell_open_again(def, NULL, arena, diag, out);
}

gm_status gm_cell_open_again(const gm_cell_ask *def, gm_curve_store *store, gm_arena *arena,
                             gm_diag *diag, gm_cell_answer *out)
{
    *out = (gm_cell_answer){.def = def};
    GM_TRY(gm_cell_of_def_again(def->cell, store, arena, diag, &out->cell));
    GM_TRY(find_window(def->cell, diag, out));
    out->energy_j = energy_of(&out->cell, &out->balance);
    if (def->cell->design) {
        gm_design_answer *design = GM_NEW(arena, gm_design_answer, 1);
        out->design = design;
        GM_TRY(gm_design_answer_of(def->cell, &out->cell, &out->balance, arena, diag, design));
    }
    return take_heat(def->cell, diag, out);
}

// ---- what is asked

// A file that asks for nothing is discharged at 1C, which every cell can be.
static gm_experiment default_experiment(const gm_cell_answer *a, gm_arena *arena)
{
    gm_experiment_step *step = GM_NEW(arena, gm_experiment_step, 1);
    *step = (gm_experiment_step){.text = "discharge 1C until empty",
                                 .src = a->def->cell->src,
                                 .leg = {.kind = GM_LEG_HOLD,
                                         .of = GM_CELL_CURRENT,
                                         .value = a->balance.charge / 3600.0,
                                         .n_ends = 1,
                                         .ends = {{GM_CELL_VOLTAGE, true, a->cell.low_v}},
                                         .coolant_k = GM_CELL_T_REF_K}};
    return (gm_experiment){.name = GM_CELL_DEFAULT_NAME,
                           .src = a->def->cell->src,
                           .start = {.soc = 1.0,
                                     .temperature_k = GM_CELL_T_REF_K,
                                     .is_isothermal = a->cell.thermal.stack_j_m2k <= 0.0},
                           .n = 1,
                           .steps = step};
}

static bool is_solid(const gm_cell_answer *a)
{
    return a->design ? a->design->build.electrolyte_is_solid
                     : a->cell.electrolyte.transference >= 1.0;
}

gm_cells_pack gm_charge_pack_of(const gm_cell_answer *a, const gm_charge *charge)
{
    return gm_cells_pack_of(a->design, a->energy_j, charge->series * charge->parallel);
}

static gm_status answer_life(gm_cell_answer *a, gm_arena *arena, gm_diag *diag)
{
    const gm_life_def *def = a->def->cell->life;
    if (!def) {
        return GM_OK;
    }
    gm_life_answer *life = GM_NEW(arena, gm_life_answer, 1);
    a->life = life;
    return gm_life_answer_of(def, is_solid(a), arena, diag, life);
}

gm_status gm_cell_answer_cost(gm_cell_answer *a, gm_arena *arena, gm_diag *diag)
{
    const gm_cost_def *def = a->def->cell->cost;
    if (!def) {
        return GM_OK;
    }
    gm_cost_answer *cost = GM_NEW(arena, gm_cost_answer, 1);
    a->cost = cost;
    return gm_cost_answer_of(def, a->design, arena, diag, cost);
}

static gm_status make_all(gm_cell_answer *a, gm_arena *arena, gm_diag *diag)
{
    const gm_cell_ask *def = a->def;
    gm_status status = answer_life(a, arena, diag);
    gm_status of_cost = gm_cell_answer_cost(a, arena, diag);
    status = of_cost != GM_OK ? of_cost : status;
    a->is_default = def->n_charges == 0 && def->n_experiments == 0;
    a->n_charges = def->n_charges;
    a->n_experiments = a->is_default ? 1 : def->n_experiments;
    a->charges = GM_NEW(arena, gm_charge_answer, a->n_charges);
    a->experiments = GM_NEW(arena, gm_experiment_answer, a->n_experiments);
    for (int32_t i = 0; i < def->n_charges; i++) {
        a->charges[i].def = &def->charges[i];
        gm_status s = gm_charge_of_def(&def->charges[i], &a->cell, &a->balance, diag,
                                       &a->charges[i].charge);
        a->charges[i].pack = gm_charge_pack_of(a, &a->charges[i].charge);
        status = s != GM_OK ? s : status;
    }
    for (int32_t i = 0; i < def->n_experiments; i++) {
        gm_status s = gm_experiment_of_def(&def->experiments[i], &a->cell, &a->balance, arena,
                                           diag, &a->experiments[i].experiment);
        status = s != GM_OK ? s : status;
    }
    if (a->is_default) {
        a->experiments[0].experiment = default_experiment(a, arena);
    }
    return status;
}

gm_status gm_cell_ask_check(const gm_cell_ask *ask, gm_arena *arena, gm_diag *diag)
{
    gm_cell_answer answer;
    GM_TRY(gm_cell_open(ask, arena, diag, &answer));
    return make_all(&answer, arena, diag);
}

gm_status gm_cell_answer_make(const gm_cell_ask *def, gm_arena *arena, gm_diag *diag,
                              gm_cell_answer *out)
{
    GM_TRY(gm_cell_open(def, arena, diag, out));
    return make_all(out, arena, diag);
}

gm_status gm_cell_answer_all(const gm_cell_ask *def, gm_arena *arena, gm_diag *diag,
                             gm_cell_answer *out)
{
    GM_TRY(gm_cell_answer_make(def, arena, diag, out));
    for (int32_t i = 0; i < out->n_charges; i++) {
        gm_charge_run(&out->cell, &out->balance, &out->charges[i].charge, arena,
                      &out->charges[i].result);
    }
    for (int32_t i = 0; i < out->n_experiments; i++) {
        gm_experiment_run(&out->cell, &out->balance, &out->experiments[i].experiment, arena,
                          &out->experiments[i].result);
    }
    return GM_OK;
}
