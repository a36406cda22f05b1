// SPDX-License-Identifier: MIT

#include "study/replicate_cell.h"

#include "study/answer_cell.h"

void gm_replications_want_metric(gm_replications *set, const gm_metric *metric)
{
    if (!set->cell) {
        set->cell = GM_NEW(&set->arena, gm_cell_futures, 1);
        set->warmth = GM_NEW(&set->arena, gm_warmth, set->twin->n_claims);
        gm_cell_futures_init(set->cell, set->twin->model, set->seed);
    }
    gm_cell_futures_want(set->cell, metric);
}

void gm_replications_want_cell(gm_replications *set)
{
    for (int32_t i = 0; i < set->twin->n_claims; i++) {
        if (set->twin->claims[i].by == GM_ANSWER_CELL) {
            gm_replications_want_metric(set, &set->twin->claims[i].metric);
        }
    }
}

static bool holds_or_cannot(const gm_cell_claim *claim)
{
    gm_arena arena = {0};
    gm_claim_answer a = {.plan = claim->plan};
    gm_answer_by_cell(claim, &a, &arena);
    gm_arena_fini(&arena);
    return a.verdict == GM_VERDICT_HOLDS || a.verdict == GM_VERDICT_CANNOT;
}

static gm_status find_warmth(gm_replications *set, const gm_cell_run_options *how)
{
    for (int32_t i = 0; i < set->twin->n_claims; i++) {
        const gm_claim_plan *plan = &set->twin->claims[i];
        gm_cell_claim claim = {plan, set->cell, NULL};
        if (plan->by != GM_ANSWER_CELL || set->warmth[i].is_known || holds_or_cannot(&claim)) {
            continue;
        }
        GM_TRY(gm_warmth_find(set->cell, &plan->metric, plan->def, how, &set->warmth[i]));
    }
    return GM_OK;
}

gm_status gm_replicate_cell(gm_replications *set, int32_t n,
                            const gm_replicate_options *options)
{
    if (!set->cell || options->cell_futures == GM_NO_CELL_FUTURES) {
        return GM_OK;
    }
    // What takes longest is told: the plant, where there is one.
    bool has_plant = set->twin->model->plant.n_steps > 0;
    gm_cell_run_options how = {.n_threads = options->n_threads,
                               .stop = options->stop,
                               .progress = has_plant ? NULL : options->progress,
                               .user = options->user};
    int32_t wanted = n > options->cell_futures ? n : options->cell_futures;
    GM_TRY(gm_cell_futures_run(set->cell, wanted, &how));
    return options->cell_futures > 0 ? find_warmth(set, &how) : GM_OK;
}
