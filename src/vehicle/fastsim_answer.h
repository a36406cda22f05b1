// SPDX-License-Identifier: MIT
//
// Cars of a table of FASTSim on all cycles that gemba knows, as FASTSim 2 drives them.

#ifndef GM_VEHICLE_FASTSIM_ANSWER_H
#define GM_VEHICLE_FASTSIM_ANSWER_H

#include "vehicle/fastsim_table.h"

typedef struct gm_fastsim_car_answer {
    const gm_fastsim_row *row;
    gm_fastsim_result *results; // one each cycle, in the order of gm_cycle_known_name()
    gm_fastsim_label label;     // of the grid; rules of 2017 where the table says no year
} gm_fastsim_car_answer;

typedef struct gm_fastsim_answer {
    const gm_fastsim_table *table;
    int32_t n_cycles;
    const char *const *cycles;
    gm_fastsim_car_answer *cars; // table->n
} gm_fastsim_answer;

// In the arena; the table is borrowed.
gm_fastsim_answer gm_fastsim_answer_of(const gm_fastsim_table *table, gm_arena *arena);

#endif
