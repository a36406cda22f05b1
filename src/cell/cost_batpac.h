// SPDX-License-Identifier: MIT
//
// BatPaC's plant for 6 GWh of cells a year, as in BattModels/BatteryCost (MIT; src/default_constructors.jl
// of commit 0229817): estimates of 2020, labour at 18 USD/h. Its equipment is cheap against what plants have
// announced since.

#ifndef GM_CELL_COST_BATPAC_H
#define GM_CELL_COST_BATPAC_H

#include "cell/cost.h"

#define GM_BATPAC_STEPS  22
#define GM_BATPAC_LOSSES 24

// per_usd: money for one US dollar.
void gm_cost_batpac_steps(double per_usd, gm_cost_step out[GM_BATPAC_STEPS]);
gm_cost_rates gm_cost_batpac_rates(double per_usd);

// Its rates. DRY_ROOM is left 0: its own 6100 m2 hold more than the steps of cells have (3000 m2), so that
// the plant would not be itself at its base.
void gm_cost_batpac_base(double base[GM_COST_MEASURES]);

// Its yields for the materials of gm_cost_bill() in these steps: electrodes 92.2 %, foils 90.2 %, separator 98
// %, electrolyte 94 %. Cells 95 % stand with the steps.
void gm_cost_batpac_losses(gm_cost_loss out[GM_BATPAC_LOSSES]);

#endif
