// SPDX-License-Identifier: MIT
//
// A car made of what a file says.

#ifndef GM_VEHICLE_CAR_OF_DEF_H
#define GM_VEHICLE_CAR_OF_DEF_H

#include "battery/answer.h"
#include "vehicle/car_def.h"

#include "car/drive.h"

// Whether a car can be made of it, in a file with a cell or without. GM_ERR_MODEL after faults, which are in the
// diag.
GM_MUST_USE gm_status gm_car_def_check(const gm_car_def *def, bool has_cell, gm_diag *diag);

// Of a def that was checked. cell: of the file where its pack has cells. Tables are the arena's.
gm_car gm_car_of_def(const gm_car_def *def, const gm_cell_answer *cell, gm_arena *arena);

// A pack of cells: at each charge and temperature their open-circuit voltage, their resistance over ten seconds
// of 1C, what they may give down to their lower voltage, and what they take at the end of ten seconds within
// their upper voltage and without plating lithium; all by the full model on a coarse grid. A cell that says its
// heat capacity gives the pack its own.
gm_pack gm_pack_of_cell(const gm_cell_answer *cell, const gm_car_pack_def *def,
                        gm_arena *arena);

#endif
