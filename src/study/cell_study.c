// SPDX-License-Identifier: MIT

#include "study/cell_study.h"

#include "num/elementary.h"
#include "study/answer_cell.h"

// All charges, and what claims are about.
static void want(const gm_twin *twin, gm_cell_futures *set)
{
    for (int32_t i = 0; i < twin->model->cell_ask.n_charges; i++) {
        gm_cell_futures_want(set, &(gm_metric){.of = GM_METRIC_CHARGE, .i = i});
    }
    for (int32_t i = 0; i < twin->n_claims; i++) {
        if (twin->claims[i].by == GM_ANSWER_CELL) {
            gm_cell_futures_want(set, &twin->claims[i].metric);
        }
    }
}

static bool has_questions(const gm_twin *twin)
{
    bool has = twin->model->cell_ask.n_charges > 0;
    for (int32_t i = 0; i < twin->n_claims; i++) {
        has = has || twin->claims[i].by == GM_ANSWER_CELL;
    }
    return has;
}

static gm_claim_answer answer(const gm_cell_claim *claim, gm_arena *arena)
{
    gm_claim_answer a = {.plan = claim->plan,
                         .median = GM_NAN,
                         .p5 = GM_NAN,
                         .p95 = GM_NAN,
                         .short_by = GM_NAN,
                         .mean = {GM_NAN, GM_NAN, GM_NAN, 0}};
    gm_answer_by_cell(claim, &a, arena);
    return a;
}

// Claims that do not hold are answered once more, with where they would.
static gm_status answer_claims(gm_cell_study *s, const gm_cell_run_options *options,
                               gm_arena *arena)
{
    gm_status status = GM_OK;
    gm_claim_answer *answers = GM_NEW(arena, gm_claim_answer, s->twin->n_claims + 1);
    for (int32_t i = 0; i < s->twin->n_claims; i++) {
        const gm_claim_plan *plan = &s->twin->claims[i];
        if (plan->by != GM_ANSWER_CELL) {
            continue;
        }
        gm_warmth warmth = {0};
        gm_cell_claim claim = {plan, &s->futures, &warmth};
        gm_claim_answer *a = &answers[s->n_claims++];
        *a = answer(&claim, arena);
        bool misses = a->verdict == GM_VERDICT_FAILS || a->verdict == GM_VERDICT_OPEN;
        if (misses && !plan->metric.row->is_still && status == GM_OK) {
            status = gm_warmth_find(&s->futures, &plan->metric, plan->def, options, &warmth);
            *a = answer(&claim, arena);
        }
    }
    s->claims = answers;
    return status;
}

static void spread(gm_cell_study *s, gm_arena *arena)
{
    int32_t n = s->twin->model->cell_ask.n_charges;
    gm_charge_spread *spreads = GM_NEW(arena, gm_charge_spread, n + 1);
    for (int32_t i = 0; i < n; i++) {
        spreads[i] = gm_charge_spread_of(&s->futures, i, arena);
    }
    s->spreads = spreads;
}

static gm_status run(gm_cell_study *s, int32_t n_futures, const gm_cell_run_options *options,
                     gm_arena *arena)
{
    const gm_model *model = s->twin->model;
    if (!s->futures.is_one) {
        gm_cell_effects *effects;
        gm_status status = gm_cell_effects_create(model, options, arena, &effects);
        s->effects = effects;
        GM_TRY(status);
    }
    if (n_futures == 0 || !has_questions(s->twin)) {
        return GM_OK;
    }
    gm_status status = gm_cell_futures_run(&s->futures, n_futures, options);
    if (!s->futures.is_one) {
        spread(s, arena);
    }
    gm_status of_claims = status == GM_OK ? answer_claims(s, options, arena) : status;
    return of_claims;
}

gm_status gm_cell_study_run(const gm_twin *twin, int32_t n_futures,
                            const gm_cell_run_options *options, gm_arena *arena,
                            gm_cell_study *out)
{
    *out = (gm_cell_study){.twin = twin};
    gm_cell_futures_init(&out->futures, twin->model, (uint32_t)twin->model->clock.seed);
    want(twin, &out->futures);
    gm_status status = run(out, n_futures, options, arena);
    out->is_interrupted = status == GM_ERR_INTERRUPTED;
    return status;
}

void gm_cell_study_fini(gm_cell_study *study)
{
    gm_cell_futures_fini(&study->futures);
}
