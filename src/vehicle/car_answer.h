// SPDX-License-Identifier: MIT
//
// What a model file asks of its car, answered.

#ifndef GM_VEHICLE_CAR_ANSWER_H
#define GM_VEHICLE_CAR_ANSWER_H

#include "vehicle/car_of_def.h"

// What a file says; borrowed.
typedef struct gm_car_ask {
    const gm_car_def *car; // NULL: there is none
    const gm_cell_ask
        *cell; // whose cell its pack may have; its cell is NULL where there is none
    int32_t n_drives;
    const gm_drive_ask_def *drives;
} gm_car_ask;

typedef struct gm_drive_answer {
    gm_drive_ask_def def;
    gm_cycle cycle;
    gm_car_state begin;
    gm_car_state end;
    gm_car_drive_result sum; // of all repeats; what was missed is that of the first that missed
    double repeats;          // of the cycle, the last one in part
    double empty_s;          // when the pack was empty; 0: it was not
    gm_procedure_result
        procedure; // where one is driven: then nothing of the others but begin and end
} gm_drive_answer;

typedef struct gm_car_answer {
    const gm_car_ask *def;
    gm_car car;
    double usable_j; // of the pack, at no current and 23 degC
    double gross_j;
    int32_t n_drives;
    gm_drive_answer *drives;
    bool is_default; // the file asks for nothing: each cycle once, and the range on CLTC-P
} gm_car_answer;

// Whether a car can be made of what the file says; every fault is in the diag.
GM_MUST_USE gm_status gm_car_ask_check(const gm_car_ask *ask, gm_diag *diag);

// All that is asked. The answer borrows the ask and lives in the arena.
GM_MUST_USE gm_status gm_car_answer_all(const gm_car_ask *ask, gm_arena *arena, gm_diag *diag,
                                        gm_car_answer *out);

#endif
