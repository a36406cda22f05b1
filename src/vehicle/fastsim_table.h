// SPDX-License-Identifier: MIT
//
// Cars from a table of vehicles of FASTSim 2: its columns by their names, a car a row.

#ifndef GM_VEHICLE_FASTSIM_TABLE_H
#define GM_VEHICLE_FASTSIM_TABLE_H

#include "car/fastsim.h"
#include "core/records.h"

typedef struct gm_fastsim_row {
    const char *name;   // "Scenario name"
    const char *number; // "selection"
    int year;           // "veh_year"; 0: not said
    gm_fastsim_car car;
} gm_fastsim_row;

typedef struct gm_fastsim_table {
    int32_t n;
    const gm_fastsim_row *rows;
    int32_t n_others; // vehicles that do not drive by battery alone, left out
} gm_fastsim_table;

// False after faults with their places: columns that are missing, what is no number, what no car can be.
// Everything lives in the arena.
bool gm_fastsim_table_read(const gm_records *records, gm_arena *arena, gm_diag *diag,
                           gm_fastsim_table *out);

#endif
