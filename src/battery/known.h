// SPDX-License-Identifier: MIT
//
// Temperatures that the data of a cell know.

#ifndef GM_BATTERY_KNOWN_H
#define GM_BATTERY_KNOWN_H

#include "cell/cell.h"
#include "core/diag.h"

// What a temperature is that a question names.
typedef struct gm_known_ask {
    gm_src src;
    const char *of;   // "charge"
    const char *name; // of the question
    const char *key;  // "temperature"
    double kelvin;    // 0: none
} gm_known_ask;

// False: outside, which is told as an error.
bool gm_known_check(const gm_cell *cell, const gm_known_ask *ask, gm_diag *diag);

#endif
