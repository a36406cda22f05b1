// SPDX-License-Identifier: MIT
//
// The temperature at which a claim about a charge would hold: that of the cells as they begin to be
// charged, wherever the heat is from, and of a coolant of which nothing is said; within what the data of
// the cell know.
//
// It is looked for in the first GM_FUTURES_BLOCK futures, where it holds in GM_WARMTH_SHARE of them: at
// every five degrees, the warm side first, then by whole degrees to the ends of the first span.

#ifndef GM_STUDY_CELL_WARMTH_H
#define GM_STUDY_CELL_WARMTH_H

#include "study/cell_futures.h"
#include "twin/claim_def.h"

#define GM_WARMTH_SHARE 0.95

typedef struct gm_warmth {
    bool is_known; // false: it was not looked for, or that was interrupted
    bool is_found; // it would hold from least_k to most_k
    double least_k;
    double most_k;
    double low_k; // what was looked at
    double high_k;
    double begin_k;    // as asked
    double best_k;     // where it holds in most of the futures,
    int32_t best_n;    // in so many
    int32_t n_futures; // of so many
} gm_warmth;

// Of a claim about a charge that does not hold, from a set that has been run. GM_OK, or
// GM_ERR_INTERRUPTED.
GM_MUST_USE gm_status gm_warmth_find(const gm_cell_futures *set, const gm_metric *metric,
                                     const gm_claim_def *claim,
                                     const gm_cell_run_options *options, gm_warmth *out);

// "would hold from 48 degC on"; in the arena. NULL: not known.
const char *gm_warmth_words(const gm_warmth *warmth, gm_arena *arena);

#endif
