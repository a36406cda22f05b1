// SPDX-License-Identifier: MIT
//
// The columns of states: in the order in which people read them, under the glossary's words.

#ifndef GM_REPORT_STATES_TEXT_H
#define GM_REPORT_STATES_TEXT_H

#include "num/stats.h"
#include "report/table.h"
#include "twin/twin.h"

// The state of a column, 0 .. GM_N_STATES - 1, its head, and how wide it may get.
gm_state gm_state_shown(int column);
const char *gm_state_head(int column);
int gm_state_columns(int column);

// Writes a cell for each state, in percent, and one with the largest half-width of them all and
// of `other`. In the arena.
void gm_state_cells(const gm_interval states[GM_N_STATES], gm_interval other,
                    const char **cells, gm_arena *arena);

#endif
