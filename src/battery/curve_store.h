// SPDX-License-Identifier: MIT
//
// Curves that were made once, for whoever makes a cell of the same def again and again with other numbers
// in it: what a formula or a table says does not change then, and costs more than a charge.

#ifndef GM_BATTERY_CURVE_STORE_H
#define GM_BATTERY_CURVE_STORE_H

#include "num/curve.h"

#define GM_CURVES_KEPT                                                                         \
    40 // two electrodes of three populations with six curves, and an electrolyte

typedef struct gm_curve_kept {
    const void *of; // def
    gm_curve_span span;
    gm_curve curve;
} gm_curve_kept;

// Of one thread. A store with its arena and nothing else is empty.
typedef struct gm_curve_store {
    gm_arena *arena; // borrowed: the curves are in it, and it outlives the cells made of them
    int32_t n;
    gm_curve_kept items[GM_CURVES_KEPT];
} gm_curve_store;

// NULL: there is none of this def over this span. store may be NULL.
const gm_curve *gm_curve_store_find(const gm_curve_store *store, const void *of,
                                    gm_curve_span span);

// Whether a curve of this def is to be kept: it is the first, so that the store does not grow where spans
// change. store may be NULL.
bool gm_curve_store_wants(const gm_curve_store *store, const void *of);

// Keeps a curve whose pieces are in the arena of the store, of a def that it wants.
void gm_curve_store_add(gm_curve_store *store, const void *of, gm_curve_span span,
                        const gm_curve *curve);

#endif
