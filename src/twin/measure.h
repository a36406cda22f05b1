// SPDX-License-Identifier: MIT
//
// Measures that a model asks for and the plant does not have: what was meant instead.

#ifndef GM_TWIN_MEASURE_H
#define GM_TWIN_MEASURE_H

#include "plant/figures.h"
#include "twin/claim_def.h"

// Tells the first of path, figure and statistic that is unknown, and what is near it.
void gm_measure_unknown(const gm_figure_list *figures, const gm_measure *measure,
                        gm_arena *arena, gm_diag *diag);

// Whether a figure may be asked per the unit that a measure says, if it says one. False after a
// fault.
bool gm_measure_takes_per(const gm_measure *measure, const gm_figure *figure, gm_diag *diag);

#endif
