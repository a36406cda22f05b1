// SPDX-License-Identifier: MIT

#include "study/turning.h"

static double waits(const gm_turning_state *s)
{
    return s->blocked + s->starved;
}

// Neighbours that work all wait more than the step, and for the right reason. n counts them.
static bool turns(const gm_turning_state *states, int32_t step_i, gm_steps list, bool is_behind,
                  int32_t *n)
{
    for (int32_t k = 0; k < list.n; k++) {
        const gm_turning_state *s = &states[list.items[k]];
        if (!s->works) {
            continue;
        }
        *n += 1;
        double excess = is_behind ? s->starved - s->blocked : s->blocked - s->starved;
        if (excess <= 0.0 || waits(s) <= waits(&states[step_i])) {
            return false;
        }
    }
    return true;
}

// At the ends of the plant the step itself takes the place of the neighbour that is missing.
static bool is_turning(const gm_net *net, const gm_turning_state *states, int32_t step_i,
                       gm_arena *scratch)
{
    const gm_turning_state *s = &states[step_i];
    int32_t n_before = 0;
    int32_t n_behind = 0;
    if (!turns(states, step_i, gm_net_before(net, step_i, false, scratch), false, &n_before) ||
        !turns(states, step_i, gm_net_behind(net, step_i, scratch), true, &n_behind)) {
        return false;
    }
    if (n_before == 0) {
        return n_behind > 0 && s->blocked >= s->starved;
    }
    return n_behind > 0 || s->starved >= s->blocked;
}

int32_t gm_turning_point(const gm_net *net, const gm_turning_state *states, gm_arena *scratch,
                         const char **why)
{
    int32_t best = GM_NONE;
    int32_t n_work = 0;
    for (int32_t i = 0; i < net->plan->n_steps; i++) {
        gm_mark mark = gm_arena_mark(scratch);
        n_work += states[i].works ? 1 : 0;
        if (states[i].works && is_turning(net, states, i, scratch) &&
            (best == GM_NONE || waits(&states[i]) < waits(&states[best]))) {
            best = i;
        }
        gm_arena_rewind(scratch, mark);
    }
    if (best == GM_NONE) {
        *why = n_work < 2 ? "it takes two stations in a row"
                          : "blocking turns into starving nowhere";
    }
    return best;
}
