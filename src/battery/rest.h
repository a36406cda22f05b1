// SPDX-License-Identifier: MIT
//
// The voltage of a cell at rest, over its state of charge.

#ifndef GM_BATTERY_REST_H
#define GM_BATTERY_REST_H

#include "cell/balance.h"

// At 298.15 K, between the branches of a hysteresis. soc may be beyond 0 and 1 as far as electrodes go.
double gm_rest_voltage(const gm_cell *cell, const gm_cell_balance *balance, double soc);

// The state of charge at which the cell rests at a voltage, to 1e-9. False: there is none from -10 to 110 %.
bool gm_rest_soc(const gm_cell *cell, const gm_cell_balance *balance, double voltage_v,
                 double *soc);

#endif
