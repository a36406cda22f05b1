// SPDX-License-Identifier: MIT
//
// The best values of some settings of a model under a budget, found by simulation.
//
// Few points are all compared. Of many a search picks candidates: from the cheapest, or an even
// spread of places, it climbs by the gain of single steps for their cost and by exchanges, on the
// same random numbers everywhere. Fresh replications then screen the candidates and fresh ones
// again select the best of what is left (docs/theory/optimize.md says what that guarantees). With
// a target the cheapest candidate that reaches it is found instead.

#ifndef GM_STUDY_OPTIMIZE_H
#define GM_STUDY_OPTIMIZE_H

#include "num/stats.h"
#include "study/choice.h"
#include "study/line_estimate.h"
#include "study/objective.h"
#include "study/selection.h"
#include "twin/variant.h"

#define GM_OPTIMIZE_WHOLE 200 // so many points are all compared

typedef struct gm_optimize_problem {
    const gm_variant_source *source;
    gm_objective objective;
    int32_t n_choices;
    const gm_choice *choices;
    int32_t places;     // that the choices of places add up to; 0: there are none
    double spend;       // of the costs at most, INFINITY: no bound
    bool has_target;    // then the cheapest point that reaches it is looked for
    double target;      // of the measure, SI
    double delta;       // a difference that does not matter, SI, > 0; NaN: a share of the best
    double delta_share; // > 0
    double confidence;
    int32_t n_first; // replications of a first look, >= 2
    int32_t most;    // of each point in the last look
    uint32_t seed;
} gm_optimize_problem;

typedef struct gm_optimize_how {
    gm_replicate_options run;
    // A point was run: of how many in this stage, 0: not known. May be NULL.
    void (*progress)(void *user, const char *stage, int32_t done, int32_t of);
    void *user;
} gm_optimize_how;

// One point: the value of each choice, and what came out.
typedef struct gm_optimum_row {
    const int32_t *at;   // NULL: the model as written
    double cost;         // NaN: not known of the model as written
    gm_interval measure; // in its last look
    gm_interval behind;  // so much worse than the first row, paired; n 0: the first row itself
    bool is_beside;      // both were last seen in the same look
    bool is_kept;        // not screened out
    gm_reaching reaches; // with a target
    const char *remark;  // what must be known beside its figures (study/remark.h), or NULL
    bool is_stuck;       // it ended in a deadlock
} gm_optimum_row;

typedef struct gm_optimum {
    bool is_interrupted; // the first row is the best so far, nothing is guaranteed
    bool is_whole;       // all points within the budget were compared
    int32_t n_searched;  // points that the search has run
    int32_t n_compared;
    int32_t n_kept;
    bool is_settled;    // as asked: within delta, or the cheapest, with the confidence
    bool is_found;      // with a target: the first row reaches it
    double delta;       // SI
    double width;       // the difference that the replications settle; 0: only one was kept
    int32_t n_first;    // replications of each point in the first look
    int32_t n_last;     // and in the last, 0: there was none
    uint32_t seed_last; // under which they can be run again
    int64_t n_runs;     // replications in all
    int64_t n_line;     // of them by the line engine
    int32_t n_rows;
    const gm_optimum_row *rows; // best first; few of those that were dropped
    gm_optimum_row written;     // over the replications of the first row
    gm_line_estimate estimate;  // of the first row
} gm_optimum;

// GM_OK; GM_ERR_INTERRUPTED with the best so far (n_rows may be 0); GM_ERR_MODEL when values or
// budget do not make a model, GM_ERR_RUN when a point cannot be run: why in the diag. Everything
// lives in the arena. Same bits for any number of threads.
GM_MUST_USE gm_status gm_optimize(const gm_optimize_problem *problem,
                                  const gm_optimize_how *how, gm_arena *arena, gm_diag *diag,
                                  gm_optimum *out);

#endif
