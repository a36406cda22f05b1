// SPDX-License-Identifier: MIT
//
// What one percent gives: elasticities of the throughput, and of the parts in the plant.
//
// Two methods, each where it is right. Along the critical path (line/critical.h) where departures
// are continuous in what is scaled; elsewhere by paired differences under common random numbers, of
// one run with a little more and one with a little less. By both: scaling work and times to failure
// together moves no failure to another part and has a path; with the difference for the latter it is
// work alone. Each replication gives one value, the interval is Student's over them.

#ifndef GM_STUDY_GRADIENT_H
#define GM_STUDY_GRADIENT_H

#include "study/answer.h"
#include "twin/change.h"

typedef enum gm_gradient_by {
    GM_GRADIENT_NONE, // cannot say, see why
    GM_GRADIENT_PATH,
    GM_GRADIENT_DIFFERENCES,
    GM_GRADIENT_BOTH,
} gm_gradient_by;

// Gains are relative, for a change that should help, by 1: 0.4 is 0.4 % for 1 %. Of places: for one
// more, as a share.
typedef struct gm_gradient {
    int32_t step_i; // of the plan
    gm_change_of of;
    gm_gradient_by by;
    double step;      // of differences: times by exp(+-step), rates of failure by 1 +- step, or
                      // so many places; 0: none were made
    gm_interval gain; // of the throughput
    gm_interval inside; // growth of the parts in the plant; n 0: not known
    gm_interval
        loss;        // with a kink: what as much worse takes; n 0: no kink, the gain is of both
    const char *why; // NONE
} gm_gradient;

// Where the critical path spends its time, of all of it.
typedef struct gm_gradient_share {
    int32_t step_i; // of a station or source
    gm_interval work;
    gm_interval repair;
} gm_gradient_share;

typedef struct gm_gradients {
    gm_interval rate; // the throughput: what leaves the plant, 1/s
    int32_t n;
    const gm_gradient *items; // in the order of the file
    int32_t n_shares;         // 0: the path does not tell
    const gm_gradient_share *shares;
    const char *path_why;        // why it does not, or NULL
    const char *differences_why; // why there are none though some are missing, or NULL
    const char *why;             // why there is nothing at all, or NULL
    int32_t n_runs;              // made for differences, each of all replications
    int32_t n_left_out;          // steps that are active less than those that stand here
    int32_t source_i;            // step of the source that binds, GM_NONE: none does
} gm_gradients;

typedef struct gm_gradient_options {
    gm_replicate_options run; // engine, threads, stop and progress
    bool is_asked;            // differences are made whatever they cost
} gm_gradient_options;

// From replications that are done, over their main window. GM_OK, or GM_ERR_INTERRUPTED: rows that
// are not done say so. In the arena; borrows texts of the twin.
GM_MUST_USE gm_status gm_gradients_create(const gm_replications *set,
                                          const gm_gradient_options *options, gm_arena *arena,
                                          gm_gradients *out);

// Nothing, for a reason.
gm_gradients gm_gradients_none(const char *why);

// "1 % faster", as said of a step.
const char *gm_gradient_words(gm_change_of of);
// "time", as a key.
const char *gm_gradient_key(gm_change_of of);
// "critical path", ..
const char *gm_gradient_by_words(gm_gradient_by by);

#endif
