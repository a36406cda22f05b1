// SPDX-License-Identifier: MIT

#include "plant/intake.h"

#include "plant/flow.h"
#include "plant/passage.h"
#include "plant/shop.h"
#include "plant/store.h"
#include "plant/within.h"

bool gm_intake_can_take(const gm_run *run, const gm_inlet *inlet)
{
    return gm_store_has_any(run, inlet->store_i) &&
           (inlet->limits == 0 || gm_limits_allow(run, inlet->limits));
}

// Since when the first part of a store has waited.
static double waits_since_s(const gm_run *run, int32_t store_i)
{
    uint32_t first = gm_store_peek(run, store_i, GM_NONE);
    if (first) {
        return run->parts[first].since_s;
    }
    const gm_store *s = &run->stores[store_i];
    return s->n_offers > 0 ? run->offerers[s->offers.head - 1].since_s : (double)INFINITY;
}

const gm_inlet *gm_intake_choose(const gm_run *run, const gm_step *step, int32_t need_i)
{
    if (step->n_inputs == 1) {
        bool is_it = step->inputs[0].need_i == need_i;
        return is_it && gm_intake_can_take(run, &step->inputs[0]) ? &step->inputs[0] : NULL;
    }
    const gm_inlet *best = NULL;
    double best_s = (double)INFINITY;
    for (int32_t i = 0; i < step->n_inputs; i++) {
        const gm_inlet *inlet = &step->inputs[i];
        if (inlet->need_i != need_i || !gm_intake_can_take(run, inlet)) {
            continue;
        }
        double since_s = waits_since_s(run, inlet->store_i);
        if (!best || since_s < best_s) {
            best = inlet;
            best_s = since_s;
        }
    }
    return best;
}

void gm_intake_arrive(gm_run *run, uint32_t part, int32_t step_i, uint32_t limits)
{
    const gm_step *step = &run->plan->steps[step_i];
    if (limits) {
        gm_flow_take_cards(run, part, limits);
    }
    gm_flow_enter(run, part, step_i);
    if (step->is_entrance) {
        gm_shop_enter(run, part, step->line_i);
    }
    if (step->point_i != GM_NONE) {
        gm_point_pass(run, step->point_i, part);
    }
}

static bool is_closed(const gm_run *run, const gm_step *step)
{
    return step->is_entrance && gm_line_is_closed(run, step->line_i);
}

// Work before the step waits for its entrance: blocking before service.
static bool is_asked_for(const gm_run *run, const gm_step *step)
{
    bool is = false;
    for (int32_t i = 0; i < step->n_inputs; i++) {
        is |= run->stores[step->inputs[i].store_i].is_asked_for;
    }
    return is;
}

bool gm_intake_waits(const gm_run *run, int32_t step_i)
{
    const gm_step *step = &run->plan->steps[step_i];
    return !is_closed(run, step) &&
           (gm_intake_choose(run, step, 0) != NULL || is_asked_for(run, step));
}

int64_t gm_intake_count(const gm_run *run, int32_t step_i)
{
    const gm_step *step = &run->plan->steps[step_i];
    int64_t n = 0;
    for (int32_t i = 0; i < step->n_inputs && !is_closed(run, step); i++) {
        int64_t there = gm_store_available(run, step->inputs[i].store_i);
        int64_t cards = gm_limits_left(run, step->inputs[i].limits);
        n += there < cards ? there : cards;
    }
    return n;
}

// Of one store; INFINITY when it has no more than `skip` parts.
static double since_in_store_s(const gm_run *run, int32_t store_i, int32_t skip)
{
    const gm_store_plan *plan = &run->plan->stores[store_i];
    const gm_store *s = &run->stores[store_i];
    if (plan->is_sorted || skip == 0) {
        uint32_t part = gm_store_peek(run, store_i, GM_NONE);
        if (part) {
            return gm_store_ready_since(run, store_i, part);
        }
    }
    for (int32_t c = 0; c < plan->n_classes && skip < s->n_ready; c++) {
        for (uint32_t at = s->lists[c].head; at; at = run->parts[at].next) {
            if (skip-- == 0) {
                return gm_store_ready_since(run, store_i, at);
            }
        }
    }
    skip -= skip >= s->n_ready ? s->n_ready : 0;
    uint32_t at = s->offers.head;
    while (at && skip-- > 0) {
        at = run->offerers[at - 1].next;
    }
    return at ? run->offerers[at - 1].since_s : (double)INFINITY;
}

double gm_intake_since_s(const gm_run *run, int32_t step_i, int32_t skip)
{
    const gm_step *step = &run->plan->steps[step_i];
    double least_s = run->now_s;
    for (int32_t i = 0; i < step->n_inputs; i++) {
        // Which of several places those who come will take from is not known.
        int32_t behind = step->n_inputs == 1 ? skip : 0;
        double since_s = since_in_store_s(run, step->inputs[i].store_i, behind);
        least_s = since_s < least_s ? since_s : least_s;
    }
    return least_s;
}

uint32_t gm_intake_take(gm_run *run, int32_t step_i)
{
    const gm_step *step = &run->plan->steps[step_i];
    const gm_inlet *inlet = is_closed(run, step) ? NULL : gm_intake_choose(run, step, 0);
    while (inlet) {
        uint32_t part = gm_store_take(run, inlet->store_i, GM_NONE, step->line_i);
        if (!part) {
            return 0;
        }
        gm_intake_arrive(run, part, step_i, inlet->limits);
        if (!step->within_to || !gm_within_ends(run, part, step_i)) {
            return part;
        }
        inlet = gm_intake_choose(run, step, 0); // it was sent aside: the next one
    }
    return 0;
}
