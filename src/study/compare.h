// SPDX-License-Identifier: MIT
//
// A scenario beside the model as written, or two models side by side, replication by replication.
//
// Replication r of both draws from the same streams (common random numbers), so that the paired
// difference has less noise than two means side by side. What only one of them has is listed, too:
// with its own value and no difference.

#ifndef GM_STUDY_COMPARE_H
#define GM_STUDY_COMPARE_H

#include "study/answer.h"

typedef enum gm_compare_side {
    GM_IN_BOTH,
    GM_IN_BASE_ONLY,
    GM_IN_SCENARIO_ONLY
} gm_compare_side;

typedef struct gm_compare_row {
    const char *label;         // what the claim says, or NULL
    const char *measure;       // "out.count"
    const gm_claim_def *claim; // how its values are written, or NULL: by unit
    gm_figure_unit unit;
    gm_compare_side in;
    double base;            // median over the pairs, or the number of the model itself; NaN
    double scenario;        // the same; of one side only: over its own replications
    gm_interval difference; // mean of scenario - base over the pairs; NaN without
    int32_t n;              // pairs; 0: a number of the model itself, or of one side only
    const char *why;        // why something is not known, or NULL
} gm_compare_row;

typedef struct gm_compare_list {
    int32_t n;
    const gm_compare_row *rows;
} gm_compare_list;

// A claim and how it is answered; NULL where it is not claimed.
typedef struct gm_compare_verdict {
    const gm_claim_answer *base;
    const gm_claim_answer *scenario;
} gm_compare_verdict;

typedef struct gm_compare {
    int32_t n;
    const gm_compare_row *rows; // claims in the order of the scenario's file, then figures
    int32_t n_pairs;            // replications that both have done
    int32_t n_verdicts;
    const gm_compare_verdict *verdicts; // of every claim, those of the base alone last
    gm_compare_list stations; // parts, OEE, blocked and starved of every step that works
    gm_compare_list
        people; // crews, then heads by row of the roster and by basis on the last day
} gm_compare;

// Every claim that a run or the model answers, each counter and the parts in the plant; every
// verdict, station, crew and row of the roster. Both sets are of one seed. In the arena; borrows
// texts of both models.
gm_compare gm_compare_create(const gm_replications *base, const gm_replications *scenario,
                             gm_arena *arena);

#endif
