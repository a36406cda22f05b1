// SPDX-License-Identifier: MIT
//
// A quantity over another one as a file writes it: a number, or pairs with the first rising, straight between.

#ifndef GM_VEHICLE_PAIRS_H
#define GM_VEHICLE_PAIRS_H

#include "core/schema.h"

typedef struct gm_pairs {
    gm_src src;
    int32_t n; // 0: not said; 1: the same everywhere
    const double *x;
    const double *y;
} gm_pairs;

// Its value at x; that of its end beyond it. n > 0.
double gm_pairs_at(const gm_pairs *pairs, double x);

extern const gm_custom gm_custom_voltage_by_charge;     // V over state of charge
extern const gm_custom gm_custom_resistance_by_degrees; // ohm over K
extern const gm_custom gm_custom_heat_by_degrees;       // a number over K

#endif
