// SPDX-License-Identifier: MIT
//
// What the figures need to know of a plant before it runs: planned cycles, the stations to which
// parts come back, and the variants whose times in system are kept apart.

#include "plant/wire.h"

// Histograms of times by variant, 2 KB each: 64 KB in every snapshot that has them.
#define MOST_VARIANT_TIMES 32

// ---- planned cycles

static double mean_of(const gm_dist *laws, const int32_t *law_of, int32_t variant_i)
{
    return gm_dist_mean(&laws[law_of && law_of[variant_i] >= 0 ? law_of[variant_i] : 0]);
}

// Load and work of a variant by the means of their laws, the work as learning leaves it in the
// end; of a batch machine for each part of a full batch.
static double planned_cycle_s(const gm_station_plan *plan, int32_t variant_i)
{
    const gm_station_def *def = plan->def;
    double learned = 1.0;
    for (int32_t i = 0; i < def->n_learns; i++) {
        learned = def->learns[i].time ? def->learns[i].floor : learned;
    }
    double cycle_s = learned * mean_of(plan->times, plan->time_of, variant_i);
    for (int32_t i = 0; i < def->recipe.n_phases; i++) {
        cycle_s += gm_dist_mean(&def->recipe.phases[i].time);
    }
    if (plan->n_loads > 0) {
        cycle_s += mean_of(plan->loads, plan->load_of, variant_i);
    }
    return plan->is_batch ? cycle_s / def->batch.most : cycle_s;
}

static void plan_cycles(gm_wire *w, gm_station_plan *plan)
{
    plan->cycle_s = planned_cycle_s(plan, 0);
    if (plan->n_times <= 1 && plan->n_loads <= 1) {
        return;
    }
    double *cycle_of = GM_NEW(w->arena, double, w->plan->n_variants);
    for (int32_t v = 0; v < w->plan->n_variants; v++) {
        cycle_of[v] = planned_cycle_s(plan, v);
    }
    plan->cycle_of = cycle_of;
}

// ---- parts that come back
//
// A loop goes up in rank and back down at least once. So all of its steps lie in the stretch
// from the end to the beginning of a way that leads back, or of several together.

// stretch: by rank, how many stretches begin less how many have ended before it.
static void add_way_back(const gm_wire *w, int32_t *stretch, int32_t from, gm_target target)
{
    if (target.kind == GM_TO_STEP && w->steps[target.i].rank <= w->steps[from].rank) {
        stretch[w->steps[target.i].rank] += 1;
        stretch[w->steps[from].rank + 1] -= 1;
    }
}

static void add_ways_back(gm_wire *w, int32_t *stretch, int32_t from, const gm_route_def *route)
{
    gm_way way = route ? gm_wire_way_of(w, route, from) : w->ways[from];
    for (int32_t i = 0; i < way.n; i++) {
        add_way_back(w, stretch, from, way.targets[i]);
    }
}

static void add_step(gm_wire *w, int32_t *stretch, int32_t step_i)
{
    add_ways_back(w, stretch, step_i, NULL);
    const gm_route_def *side;
    for (int32_t k = 0; (side = gm_wire_side(w, step_i, k)) != NULL; k++) {
        add_ways_back(w, stretch, step_i, side);
    }
}

static void add_routes(const gm_wire *w, int32_t *stretch)
{
    for (int32_t v = 0; v < w->plan->n_variants; v++) {
        const gm_variant_plan *variant = &w->plan->variants[v];
        for (int32_t i = 1; i < variant->n_route; i++) {
            add_way_back(w, stretch, variant->route[i - 1],
                         (gm_target){GM_TO_STEP, variant->route[i]});
        }
    }
}

// Where every part passes, first visits need no count.
static bool may_fail_a_part(const gm_station_plan *plan)
{
    bool may = plan->has_outcome;
    for (int32_t i = 0; i < plan->def->n_failures; i++) {
        may |= plan->def->failures[i].part == GM_PART_SCRAP;
    }
    return may;
}

static void find_returns(gm_wire *w)
{
    int32_t *stretch = GM_NEW(w->arena, int32_t, w->n_steps + 1);
    for (int32_t i = 0; i < w->n_file; i++) {
        add_step(w, stretch, i);
    }
    add_routes(w, stretch);
    int32_t depth = 0;
    for (int32_t rank = 0; rank < w->n_steps; rank++) {
        depth += stretch[rank];
        const gm_step *step = &w->steps[w->plan->step_by_rank[rank]];
        if (step->kind == GM_STEP_STATION) {
            gm_station_plan *plan = &w->stations[step->own_i];
            bool counts = depth > 0 && may_fail_a_part(plan);
            plan->return_i = counts ? w->plan->n_returns++ : GM_NONE;
        }
    }
}

// ---- ways of parts that nothing has rejected

static void walk_on(gm_wire *w, bool *is_seen, int32_t *ahead, int32_t *n, gm_target to)
{
    if (to.kind == GM_TO_STEP && to.i < w->n_file && !is_seen[to.i]) {
        is_seen[to.i] = true;
        ahead[(*n)++] = to.i;
    }
}

// From the sources and from what is there at time 0, by `to` and by the routes of variants.
static void find_ways(gm_wire *w)
{
    bool *is_seen = GM_NEW(w->arena, bool, w->n_file);
    int32_t *ahead = GM_NEW(w->arena, int32_t, w->n_file);
    int32_t n = 0;
    for (int32_t i = 0; i < w->n_file; i++) {
        const gm_step_def *def = gm_wire_def(w, i);
        if (def->kind == GM_STEP_SOURCE ||
            (def->kind == GM_STEP_BUFFER && def->buffer->initial > 0)) {
            walk_on(w, is_seen, ahead, &n, (gm_target){GM_TO_STEP, i});
        }
    }
    for (int32_t v = 0; v < w->plan->n_variants; v++) {
        for (int32_t i = 0; i < w->plan->variants[v].n_route; i++) {
            walk_on(w, is_seen, ahead, &n,
                    (gm_target){GM_TO_STEP, w->plan->variants[v].route[i]});
        }
    }
    while (n > 0) {
        const gm_way *way = &w->ways[ahead[--n]];
        for (int32_t i = 0; i < way->n; i++) {
            walk_on(w, is_seen, ahead, &n, way->targets[i]);
        }
    }
    for (int32_t i = 0; i < w->plan->n_stations; i++) {
        w->stations[i].is_on_way = is_seen[w->stations[i].step_i];
    }
}

// ---- times by variant

static void keep_times(gm_wire *w)
{
    gm_plan *plan = w->plan;
    int32_t *hist_of = GM_NEW(w->arena, int32_t, (plan->n_sinks + 2) * plan->n_variants);
    for (int32_t s = 0; s < plan->n_sinks + 2; s++) {
        uint64_t kinds = s < plan->n_sinks ? w->kinds_in[plan->sink_steps[s]] : 0;
        for (int32_t v = 0; v < plan->n_variants; v++) {
            const gm_variant_plan *variant = &plan->variants[v];
            bool keeps = *variant->name && (kinds >> variant->kind_i & 1) &&
                         plan->n_variant_times < MOST_VARIANT_TIMES;
            hist_of[s * plan->n_variants + v] = keeps ? plan->n_variant_times++ : GM_NONE;
        }
    }
    plan->variant_times = hist_of;
}

void gm_wire_measures(gm_wire *w)
{
    for (int32_t i = 0; i < w->plan->n_stations; i++) {
        plan_cycles(w, &w->stations[i]);
    }
    find_returns(w);
    find_ways(w);
    keep_times(w);
}
