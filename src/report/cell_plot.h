// SPDX-License-Identifier: MIT
//
// The picture of what was asked about a cell.
//
// Charges and experiments one below the other, each with panels over one time: of a charge current and
// power, voltage, temperature, plating, and what binds when; of an experiment voltage, current,
// temperature, plating, and its steps. Where a pack was charged all is that of its worst cell but the power.

#ifndef GM_REPORT_CELL_PLOT_H
#define GM_REPORT_CELL_PLOT_H

#include "battery/answer.h"

// An SVG file, in the arena. title: of the model.
const char *gm_cell_svg(const gm_cell_answer *answer, const char *title, gm_arena *arena);

#endif
