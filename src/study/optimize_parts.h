// SPDX-License-Identifier: MIT
//
// What the files of the optimizer share: points that are run, and the three stages.

#ifndef GM_STUDY_OPTIMIZE_PARTS_H
#define GM_STUDY_OPTIMIZE_PARTS_H

#include "core/array.h"
#include "study/optimize.h"

// Replications of a point under one seed.
typedef struct gm_look {
    int32_t n;
    const double *x; // more is better
    double mean;
    const char *remark; // see gm_remark_words()
    bool is_stuck;
} gm_look;

typedef struct gm_candidate {
    const int32_t *at;
    double cost;
    bool keeps_budget; // else only its neighbours want to know
    gm_look search;
    gm_look first; // of the screening
    gm_look last;  // of the selection
    bool is_kept;
    gm_reaching reaches;
} gm_candidate;

typedef struct gm_optimizer {
    const gm_optimize_problem *problem;
    const gm_optimize_how *how;
    gm_arena *arena;
    gm_diag *diag;
    gm_optimum *out;
    GM_ARRAY(gm_candidate *) all;
} gm_optimizer;

// Runs a point (NULL: the model as written) under a seed.
GM_MUST_USE gm_status gm_optimizer_look(gm_optimizer *o, const int32_t *at, uint32_t seed,
                                        int32_t n, gm_look *look);

// What the estimate says of a point that has been run.
gm_line_estimate gm_optimizer_estimate(gm_optimizer *o, const int32_t *at);

// What the model as written costs; NaN: it has a value that is none of its choice.
double gm_optimizer_cost_written(gm_optimizer *o);

double gm_optimizer_cost(const gm_optimizer *o, const int32_t *at);
bool gm_optimizer_keeps_budget(const gm_optimizer *o, const int32_t *at);

// A point among all, added when it is new.
gm_candidate *gm_optimizer_point(gm_optimizer *o, const int32_t *at);

void gm_optimizer_tell(const gm_optimizer *o, const char *stage, int32_t done, int32_t of);

// The seeds of the stages: numbers of one do not come again in another.
typedef enum gm_optimize_stage {
    GM_STAGE_SEARCH,
    GM_STAGE_FIRST,
    GM_STAGE_LAST
} gm_optimize_stage;
uint32_t gm_optimizer_seed(const gm_optimizer *o, gm_optimize_stage stage);

// Whether one look is better than another: more, or with a target cheaper among those that reach
// it.
bool gm_optimizer_is_better(const gm_optimizer *o, double mean_a, double cost_a, double mean_b,
                            double cost_b);

// optimize_search.c: candidates by climbing, best first and at most `most`.
GM_MUST_USE gm_status gm_optimize_search(gm_optimizer *o, int32_t most,
                                         gm_candidate **candidates, int32_t *n);

// optimize_pick.c: compares candidates and orders them, best first.
GM_MUST_USE gm_status gm_optimize_pick(gm_optimizer *o, gm_candidate **candidates, int32_t n);

#endif
