// SPDX-License-Identifier: MIT

#include "study/growth.h"

#include "num/stats.h"
#include "study/net.h"

#include <math.h>

#define DAY_S 86400.0

const char *gm_growth_name(const gm_plan *plan, int32_t store_i, gm_arena *arena)
{
    const gm_store_plan *store = &plan->stores[store_i];
    const char *name = plan->steps[store->step_i].name;
    return store->is_buffer ? name : gm_arena_printf(arena, "the queue of %s", name);
}

// Parts a day that a store gains in one replication from half of the run to its end.
static double gain(const gm_replications *set, const gm_replication *r, int32_t store_i)
{
    const gm_schedule *s = &set->twin->schedule;
    const gm_snapshot *half = &r->kept[s->cuts[s->n_cuts - 1].point];
    const gm_snapshot *end = &r->kept[s->main.to];
    uint32_t row = set->twin->layout.stores + (uint32_t)store_i * GM_N_STORE_STATS;
    double days = (end->time_s - half->time_s) / DAY_S;
    double parts = end->sum[row + GM_STAT_LEVEL] - half->sum[row + GM_STAT_LEVEL];
    return days > 0.0 ? parts / days : 0.0;
}

// Mean over the replications, 0 when chance may have made it.
static double mean_gain(const gm_replications *set, int32_t store_i, double *values)
{
    size_t n = 0;
    for (int32_t i = 0; i < set->n; i++) {
        const gm_replication *r = &set->items[i];
        if (r->is_done && !r->error && r->kept) {
            values[n++] = gain(set, r, store_i);
        }
    }
    if (n == 0) {
        return 0.0;
    }
    gm_interval x = gm_mean_interval(values, n, GM_CONFIDENCE);
    return n > 1 && x.mean - x.half_width <= 0.0 ? 0.0 : x.mean;
}

gm_growth gm_growth_find(const gm_replications *set)
{
    gm_growth most = {.store_i = GM_NONE};
    if (set->twin->schedule.n_cuts == 0) {
        return most;
    }
    double *values = gm_hook_alloc((size_t)set->n * sizeof *values + 1);
    for (int32_t i = 0; i < set->twin->plan->n_stores; i++) {
        double per_day = mean_gain(set, i, values);
        if (per_day > most.per_day) {
            most = (gm_growth){i, per_day};
        }
    }
    gm_hook_free(values);
    return most;
}

// The one step that a list of neighbours holds, or GM_NONE.
static int32_t only(gm_steps list)
{
    return list.n == 1 ? list.items[0] : GM_NONE;
}

const char *gm_growth_words(const gm_replications *set, gm_arena *arena)
{
    gm_growth g = gm_growth_find(set);
    if (g.store_i == GM_NONE) {
        return NULL;
    }
    const gm_plan *plan = set->twin->plan;
    const gm_store_plan *store = &plan->stores[g.store_i];
    const char *text = gm_arena_printf(arena, "%s grows by %.3g parts a day",
                                       gm_growth_name(plan, g.store_i, arena), g.per_day);
    int32_t taker = store->n_consumers == 1 ? store->consumers[0] : GM_NONE;
    if (taker == GM_NONE || plan->steps[taker].kind != GM_STEP_STATION) {
        return text;
    }
    gm_net net = gm_net_create(plan, arena);
    int32_t giver = only(gm_net_before(&net, store->step_i, true, arena));
    const char *name = plan->steps[taker].name;
    if (giver == GM_NONE) {
        return gm_arena_printf(arena, "%s: %s cannot keep up with what comes", text, name);
    }
    return gm_arena_printf(arena, "%s: %s cannot keep up with %s", text, name,
                           plan->steps[giver].name);
}
