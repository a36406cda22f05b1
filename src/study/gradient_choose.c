// SPDX-License-Identifier: MIT

#include "study/gradient_parts.h"
#include "study/losses.h"

#include <math.h>
#include <stdlib.h>

#define MOST_STEPS 12 // of the event engine, those that are active most

static bool works(const gm_plan *plan, int32_t step_i)
{
    return plan->steps[step_i].kind != GM_STEP_PASS &&
           gm_change_is_of(plan->def, GM_CHANGE_WORK, plan->steps[step_i].file_i);
}

typedef struct rank {
    int32_t step_i;
    double share;
} rank;

static int by_share(const void *a, const void *b)
{
    const rank *p = a;
    const rank *q = b;
    return p->share != q->share ? (p->share > q->share ? -1 : 1)
                                : (p->step_i > q->step_i) - (p->step_i < q->step_i);
}

// A buffer before or behind a step that is chosen.
static bool is_beside(const gm_plan *plan, const bool *is_chosen, int32_t step_i)
{
    int32_t file_i = plan->steps[step_i].file_i;
    for (int32_t k = 0; k < plan->n_steps; k++) {
        if (is_chosen[k] && works(plan, k) && abs(plan->steps[k].file_i - file_i) <= 1) {
            return true;
        }
    }
    return false;
}

int32_t gm_gradient_choose(const gm_replications *set, bool all, bool *is_chosen,
                           gm_arena *scratch)
{
    const gm_plan *plan = set->twin->plan;
    rank *ranks = GM_NEW(scratch, rank, plan->n_steps + 1);
    int32_t n = 0;
    for (int32_t i = 0; i < plan->n_steps; i++) {
        if (works(plan, i)) {
            double share = gm_losses_over_all(set, 0, i, 0, gm_tally_needed_share).mean;
            ranks[n++] = (rank){i, isnan(share) ? -1.0 : share};
        }
    }
    qsort(ranks, (size_t)n, sizeof *ranks, by_share);
    int32_t most = all || n < MOST_STEPS ? n : MOST_STEPS;
    for (int32_t k = 0; k < most; k++) {
        is_chosen[ranks[k].step_i] = true;
    }
    for (int32_t i = 0; i < plan->n_steps; i++) {
        gm_step_kind kind = plan->steps[i].kind;
        is_chosen[i] |=
            kind == GM_STEP_SOURCE || (kind == GM_STEP_BUFFER && is_beside(plan, is_chosen, i));
    }
    return n - most;
}
