// SPDX-License-Identifier: MIT

#include "battery/session.h"

#include "cell/spme.h"

#define MODEL_V 5e-4 // the tolerance that models have of their own

static gm_cell_model create(const gm_cell *cell, const gm_session_ask *ask, gm_arena *arena)
{
    static const gm_cell_grid fine = {20, 20, 20, 20};
    static const gm_cell_grid coarse = {10, 5, 10, 20};
    gm_cell_grid grid = ask->model == GM_MODEL_DFN ? fine : coarse;
    grid.shells = ask->grid.shells > 0 ? ask->grid.shells : grid.shells;
    if (ask->grid.negative > 0) {
        grid = (gm_cell_grid){ask->grid.negative, ask->grid.separator, ask->grid.positive,
                              grid.shells};
    }
    if (ask->model == GM_MODEL_DFN) {
        return gm_dfn_model(gm_dfn_create(cell, &grid, arena));
    }
    gm_spme_kind kind =
        ask->model == GM_MODEL_SPME ? GM_SPME_WITH_ELECTROLYTE : GM_SPME_PARTICLES_ONLY;
    return gm_spme_model(gm_spme_create(cell, kind, &grid, arena));
}

gm_march gm_session_begin(const gm_cell *cell, const gm_cell_balance *balance,
                          const gm_session_ask *ask, gm_arena *arena)
{
    double x[2 * GM_CELL_PARTICLES];
    gm_cell_thermal thermal = ask->is_isothermal ? (gm_cell_thermal){0} : cell->thermal;
    gm_cell_balance_at(cell, balance, ask->soc, x);
    gm_march march = gm_march_begin(create(cell, ask, arena), &thermal, x, ask->temperature_k);
    march.capacity = balance->charge;
    march.soc_begin = ask->soc;
    march.tolerance = ask->tolerance_v > 0.0 ? ask->tolerance_v / MODEL_V : 1.0;
    march.low_k = cell->low_k;
    march.high_k = cell->high_k > 0.0 ? cell->high_k : march.high_k;
    return march;
}
