// SPDX-License-Identifier: MIT
//
// Whether a part that came into a store of no places would be taken from it at once.

#include "plant/machine.h"
#include "plant/offer.h"
#include "plant/shop.h"
#include "plant/store.h"

static int64_t n_passing(const gm_run *run, int32_t store_i);

// Parts that a taker of a store of no places would take from it now.
static int64_t n_taking(const gm_run *run, const gm_step *step)
{
    bool closed = step->is_entrance && gm_line_is_closed(run, step->line_i);
    switch (step->kind) {
    case GM_STEP_CONVEYOR:
    case GM_STEP_MOVING:
        return closed ? 0 : 1; // one may wait at the entrance
    case GM_STEP_STATION:
        return closed ? 0
               : run->plan->stations[step->own_i].is_unlimited
                   ? GM_UNLIMITED
                   : run->stations[step->own_i].n_idle;
    case GM_STEP_PASS: {
        int32_t to = gm_target_store(run, step->to.targets[0], 0);
        bool has_room = to == GM_NONE || gm_store_has_room(run, to);
        return has_room ? 1 : n_passing(run, to) > 0;
    }
    case GM_STEP_TRANSPORT: // a vehicle comes later
    case GM_STEP_RACK:
    case GM_STEP_SOURCE:
    case GM_STEP_BUFFER:
    case GM_STEP_SINK:
        break;
    }
    return 0;
}

static int64_t n_passing(const gm_run *run, int32_t store_i)
{
    const gm_store_plan *store = &run->plan->stores[store_i];
    int64_t n = -run->stores[store_i].n_offers - run->stores[store_i].n_ready;
    for (int32_t i = 0; i < store->n_consumers && store->capacity == 0; i++) {
        n += n_taking(run, &run->plan->steps[store->consumers[i]]);
    }
    return n;
}

bool gm_store_would_pass(const gm_run *run, int32_t store_i)
{
    return n_passing(run, store_i) > 0;
}
