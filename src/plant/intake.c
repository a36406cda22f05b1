// SPDX-License-Identifier: MIT

#include "plant/intake.h"

#include "plant/flow.h"
#include "plant/passage.h"
#include "plant/shop.h"
#include "plant/store.h"

bool gm_intake_can_take(const gm_run *run, const gm_inlet *inlet)
{
    return gm_store_available(run, inlet->store_i) > 0 &&
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

uint32_t gm_intake_take(gm_run *run, int32_t step_i)
{
    const gm_step *step = &run->plan->steps[step_i];
    const gm_inlet *inlet = is_closed(run, step) ? NULL : gm_intake_choose(run, step, 0);
    uint32_t part = inlet ? gm_store_take(run, inlet->store_i, GM_NONE) : 0;
    if (!part) {
        return 0;
    }
    gm_intake_arrive(run, part, step_i, inlet->limits);
    return part;
}
