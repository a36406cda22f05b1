// SPDX-License-Identifier: MIT

#include "plant/intake.h"

#include "plant/flow.h"
#include "plant/shop.h"
#include "plant/store.h"

static bool can_take(const gm_run *run, const gm_inlet *input)
{
    return gm_store_available(run, input->store_i) > 0 &&
           (input->limits == 0 || gm_limits_allow(run, input->limits));
}

// The input whose first part has waited longest; parts still with their offerers come last.
static const gm_inlet *choose_input(const gm_run *run, const gm_step *step)
{
    const gm_inlet *best = NULL;
    double best_s = (double)INFINITY;
    for (int32_t i = 0; i < step->n_inputs; i++) {
        const gm_inlet *input = &step->inputs[i];
        if (!can_take(run, input)) {
            continue;
        }
        uint32_t first = gm_store_peek(run, input->store_i, GM_NONE);
        double since_s = first ? run->parts[first].since_s : run->now_s;
        if (!best || since_s < best_s) {
            best = input;
            best_s = since_s;
        }
    }
    return best;
}

static bool is_closed(const gm_run *run, const gm_step *step)
{
    return step->is_entrance && gm_line_is_closed(run, step->line_i);
}

bool gm_intake_waits(const gm_run *run, int32_t step_i)
{
    const gm_step *step = &run->plan->steps[step_i];
    return !is_closed(run, step) && choose_input(run, step) != NULL;
}

uint32_t gm_intake_take(gm_run *run, int32_t step_i)
{
    const gm_step *step = &run->plan->steps[step_i];
    const gm_inlet *input = is_closed(run, step) ? NULL : choose_input(run, step);
    uint32_t part = input ? gm_store_take(run, input->store_i, GM_NONE) : 0;
    if (!part) {
        return 0;
    }
    if (input->limits) {
        gm_flow_take_cards(run, part, input->limits);
    }
    gm_flow_enter(run, part, step_i);
    if (step->is_entrance) {
        gm_shop_enter(run, part, step->line_i);
    }
    return part;
}
