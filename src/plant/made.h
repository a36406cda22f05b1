// SPDX-License-Identifier: MIT
//
// Which variant a part has that a station makes: the one with the name of what came, else by the
// shares of its kind, levelled.

#ifndef GM_PLANT_MADE_H
#define GM_PLANT_MADE_H

#include "plant/run.h"

// The variant that lags its share most, of n: goal chasing with one part at a time. made_of counts
// the variants of n_made parts.
int32_t gm_levelled(const double *shares, int32_t n, const double *made_of, double n_made);

// Takes memory for what the stations have made, and begins at nothing.
void gm_made_create(gm_run *run, int32_t station_i);
void gm_made_clear(gm_run *run, int32_t station_i);

// The variant of the next part of a kind made from one of a variant: kind `made_i` of the splits,
// or behind these the one that is made of needs.
int32_t gm_made_variant(gm_run *run, int32_t station_i, int32_t made_i, int32_t from_variant);

#endif
