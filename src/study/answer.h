// SPDX-License-Identifier: MIT
//
// From replications to answers: figures with their intervals, and the verdict of every claim.

#ifndef GM_STUDY_ANSWER_H
#define GM_STUDY_ANSWER_H

#include "num/stats.h"
#include "study/replicate.h"

// Fewer replications give no verdict: even if all agree, the Wilson interval of the share in
// which a claim holds begins at 72 % with 10 of them, at 57 % with 5 and at 21 % with a single
// one. A plant without chance, whose replications are all the same, needs two.
#define GM_VERDICT_LEAST_N 10

typedef enum gm_verdict {
    GM_VERDICT_HOLDS,  // in at least 95 % of the replications
    GM_VERDICT_FAILS,  // in at least 95 % of them it does not
    GM_VERDICT_OPEN,   // neither, or too few of them
    GM_VERDICT_CANNOT, // a part of the model is missing
} gm_verdict;

typedef struct gm_claim_answer {
    const gm_claim_plan *plan;
    gm_verdict verdict;
    const char *why;      // CANNOT: the reason
    const char *note;     // what to know of the verdict, or NULL
    int32_t n_holds;      // replications, of a claim about the cell futures, in which it holds
    int32_t n;            // that are done; those in which it has no value do not hold
    gm_proportion wilson; // of the share in which it holds
    double median;        // of the measure, best window of each replication
    double p5;
    double p95;
    gm_interval mean;   // with its half-width, over those with a value
    double short_by;    // at the median, > 0 when it misses; NaN when it does not
    const char *binds;  // what limits it, in words, or NULL
    const char *change; // the smallest that would make it hold, in words, or NULL
    const char *when;   // the window; of several the one that is best most often
} gm_claim_answer;

// Answers all claims from the replications done so far. In the arena.
const gm_claim_answer *gm_answer_claims(const gm_replications *set, gm_arena *arena);

// What a claim that runs or futures decide measures in one replication, in its best window, or in the
// future of that number. NaN: no value.
double gm_answer_claim_value(const gm_replications *set, int32_t claim_i,
                             int32_t replication_i);

// True when every verdict that replications decide is clear: holds or fails.
bool gm_answers_are_clear(const gm_claim_answer *answers, int32_t n);

// That more replications were done than the clock asks for, in words; NULL: they were not. In the
// arena.
const char *gm_answer_more_words(const gm_replications *set, gm_arena *arena);

// Mean and half-width of a figure over the replications; n counts those in which it has a value.
gm_interval gm_answer_figure(const gm_replications *set, int32_t figure_i, int32_t *n,
                             gm_arena *scratch);

// The same for a figure of the series (index into series_of) in an interval.
gm_interval gm_answer_series(const gm_replications *set, int32_t interval_i, int32_t series_i,
                             int32_t *n, gm_arena *scratch);

const char *gm_verdict_text(gm_verdict verdict);

// Of n in which a claim holds or fails; is_certain: without chance, so that few are enough.
gm_verdict gm_verdict_of(int32_t n_holds, int32_t n_fails, int32_t n, bool is_certain);

// One hash over the departures of all replications.
uint64_t gm_answer_hash(const gm_replications *set);

#endif
