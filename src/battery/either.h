// SPDX-License-Identifier: MIT
//
// Numbers whose unit says which of several things they are: a rate constant in A/m2 or mol/m2/s, a heat
// capacity of the cell or of a kilogram.

#ifndef GM_BATTERY_EITHER_H
#define GM_BATTERY_EITHER_H

#include "battery/cell_def.h"

// Readers of a gm_either, for the rows of tables.
extern const gm_custom gm_custom_rate;    // units by gm_rate_unit
extern const gm_custom gm_custom_heat;    // by gm_heat_unit
extern const gm_custom gm_custom_cooling; // by gm_cooling_unit

#endif
