// SPDX-License-Identifier: MIT

#include "study/growth.h"

#include "num/stats.h"
#include "study/answer.h"
#include "study/net.h"
#include "study/trend.h"

#include <math.h>

#define DAY_S       86400.0
#define LEAST_SHARE 0.02 // of what enters at a source

const char *gm_growth_name(const gm_plan *plan, int32_t store_i, gm_arena *arena)
{
    const gm_store_plan *store = &plan->stores[store_i];
    const char *name = plan->steps[store->step_i].name;
    return store->is_buffer ? name : gm_arena_printf(arena, "the queue of %s", name);
}

// What a row of levels, or of sums, gains a day in one replication from half of the run to its end.
static double gain(const gm_replications *set, const gm_replication *r, uint32_t row)
{
    const gm_schedule *s = &set->twin->schedule;
    const gm_snapshot *half = &r->kept[s->cuts[s->n_cuts - 1].point];
    const gm_snapshot *end = &r->kept[s->main.to];
    double days = (end->time_s - half->time_s) / DAY_S;
    return days > 0.0 ? (end->sum[row] - half->sum[row]) / days : 0.0;
}

// Mean over the replications, 0 when chance may have made it.
static double mean_gain(const gm_replications *set, uint32_t row, double *values)
{
    size_t n = 0;
    for (int32_t i = 0; i < set->n; i++) {
        const gm_replication *r = &set->items[i];
        if (r->is_done && !r->error && r->kept) {
            values[n++] = gain(set, r, row);
        }
    }
    if (n == 0) {
        return 0.0;
    }
    gm_interval x = gm_mean_interval(values, n, GM_CONFIDENCE);
    return n > 1 && x.mean - x.half_width <= 0.0 ? 0.0 : x.mean;
}

// Parts a day that a level gains and that are not chance. Its warm-up was found: from what it is now
// and then; was given: from its time integral.
static double growth_of(const gm_replications *set, uint32_t level, uint32_t area, double steps,
                        double *values)
{
    return set->twin->schedule.has_thirds ? gm_trend_per_day(set, area, steps, values)
                                          : mean_gain(set, level, values);
}

// Parts a day that a row of sums counts.
static double pace_of(const gm_replications *set, uint32_t row, double *values)
{
    return set->twin->schedule.has_thirds ? gm_trend_pace(set, row)
                                          : mean_gain(set, row, values);
}

// A store with places only fills up.
static gm_growth most_inside(const gm_replications *set, double *values)
{
    gm_growth most = {GM_NONE, GM_NONE, 0.0};
    for (int32_t i = 0; i < set->twin->plan->n_stores; i++) {
        if (set->twin->plan->stores[i].capacity < GM_UNLIMITED) {
            continue;
        }
        uint32_t row = set->twin->layout.stores + (uint32_t)i * GM_N_STORE_STATS;
        double steps =
            gm_trend_sum(set, row + GM_STAT_IN) + gm_trend_sum(set, row + GM_STAT_OUT);
        double per_day = growth_of(set, row + GM_STAT_LEVEL, row + GM_STAT_AREA, steps, values);
        if (per_day > most.per_day) {
            most = (gm_growth){i, GM_NONE, per_day};
        }
    }
    return most;
}

static gm_growth most_outside(const gm_replications *set, double *values)
{
    gm_growth most = {GM_NONE, GM_NONE, 0.0};
    for (int32_t i = 0; i < set->twin->plan->n_sources; i++) {
        uint32_t row = set->twin->layout.sources + (uint32_t)i * GM_N_SOURCE_STATS;
        double steps = 2.0 * gm_trend_sum(set, row + GM_STAT_MADE); // each comes, and enters
        double per_day =
            growth_of(set, row + GM_STAT_OUTSIDE, row + GM_STAT_OUTSIDE_AREA, steps, values);
        double least = LEAST_SHARE * pace_of(set, row + GM_STAT_MADE, values);
        if (per_day > most.per_day && per_day > least) {
            most = (gm_growth){GM_NONE, i, per_day};
        }
    }
    return most;
}

static gm_growth find(const gm_replications *set, bool with_inside)
{
    gm_growth none = {GM_NONE, GM_NONE, 0.0};
    if (set->twin->model->clock.horizon != GM_HORIZON_STEADY) {
        return none; // what grows in a run that is a piece of history need not be amiss
    }
    double *values = gm_hook_alloc((size_t)set->n * sizeof *values + 1);
    gm_growth inside = with_inside ? most_inside(set, values) : none;
    gm_growth outside = most_outside(set, values);
    gm_hook_free(values);
    return outside.per_day > inside.per_day ? outside : inside;
}

gm_growth gm_growth_find(const gm_replications *set)
{
    return find(set, true);
}

gm_growth gm_growth_outside(const gm_replications *set)
{
    return find(set, false);
}

// ---- in words

// The one step that a list of neighbours holds, or GM_NONE.
static int32_t only(gm_steps list)
{
    return list.n == 1 ? list.items[0] : GM_NONE;
}

// Parts a day to three figures, large numbers without an exponent.
static const char *rate_text(double per_day, gm_arena *arena)
{
    return gm_arena_printf(arena, per_day < 100.0 ? "%.3g" : "%.0f", per_day);
}

static const char *outside_words(const gm_plan *plan, gm_growth g, gm_arena *arena)
{
    const gm_source_plan *source = &plan->sources[g.source_i];
    return gm_arena_printf(arena,
                           "what waits outside of %s grows by %s parts a day: the plant cannot "
                           "keep up with what arrives%s",
                           plan->steps[source->step_i].name, rate_text(g.per_day, arena),
                           source->release_i == GM_NONE ? ""
                                                        : ", or its `release:` holds it back");
}

// A figure of a source; NaN: it has none, or no replication is good.
static double figure_of(const gm_replications *set, const char *path, const char *figure,
                        const char *stat, gm_arena *arena)
{
    int32_t n = 0;
    int32_t i = gm_figures_find(&set->twin->figures, path, figure, stat);
    double mean = i == GM_NONE ? (double)NAN : gm_answer_figure(set, i, &n, arena).mean;
    return n > 0 ? mean : (double)NAN;
}

// A source at which nothing came in though its release rule alone may hold parts back. NULL: none.
static const char *shut_words(const gm_replications *set, gm_arena *arena)
{
    const gm_plan *plan = set->twin->plan;
    for (int32_t i = 0; i < plan->n_sources; i++) {
        const gm_source_plan *source = &plan->sources[i];
        const char *name = plan->steps[source->step_i].name;
        bool is_timed = gm_source_is_timed(source->def);
        if (source->release_i == GM_NONE || figure_of(set, name, "count", NULL, arena) != 0.0 ||
            (is_timed && !(figure_of(set, name, "outside", "end", arena) > 0.0))) {
            continue;
        }
        return gm_arena_printf(
            arena,
            "nothing came in at %s: its `release:` was never true when there "
            "was room",
            name);
    }
    return NULL;
}

const char *gm_growth_outside_words(const gm_replications *set, gm_arena *arena)
{
    const char *shut = shut_words(set, arena);
    gm_growth g = gm_growth_outside(set);
    return shut                    ? shut
           : g.source_i == GM_NONE ? NULL
                                   : outside_words(set->twin->plan, g, arena);
}

// Parts that the whole plant gains though no place of it grows without end. NULL: none.
static const char *filling_words(const gm_replications *set, gm_arena *arena)
{
    if (set->twin->model->clock.horizon != GM_HORIZON_STEADY) {
        return NULL;
    }
    double *values = GM_NEW(arena, double, set->n);
    const gm_stats_layout *l = &set->twin->layout;
    double made = 0.0;
    double steps = 0.0;
    for (int32_t i = 0; i < set->twin->plan->n_sources; i++) {
        uint32_t row = l->sources + (uint32_t)i * GM_N_SOURCE_STATS;
        made += pace_of(set, row + GM_STAT_MADE, values);
        steps += 2.0 * gm_trend_sum(set, row + GM_STAT_MADE); // each comes, and leaves
    }
    double per_day = growth_of(set, l->plant + GM_STAT_PLANT_WIP, l->plant + GM_STAT_PLANT_AREA,
                               steps, values);
    return per_day > LEAST_SHARE * made
               ? gm_arena_printf(arena,
                                 "the plant still fills up, by %s parts a day: run "
                                 "it longer",
                                 rate_text(per_day, arena))
               : NULL;
}

const char *gm_growth_words(const gm_replications *set, gm_arena *arena)
{
    gm_growth g = gm_growth_find(set);
    const gm_plan *plan = set->twin->plan;
    const char *shut = shut_words(set, arena);
    if (shut) {
        return shut;
    }
    if (g.source_i != GM_NONE) {
        return outside_words(plan, g, arena);
    }
    if (g.store_i == GM_NONE) {
        return filling_words(set, arena);
    }
    const gm_store_plan *store = &plan->stores[g.store_i];
    const char *text =
        gm_arena_printf(arena, "%s grows by %s parts a day",
                        gm_growth_name(plan, g.store_i, arena), rate_text(g.per_day, arena));
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

const char *gm_growth_warning(const gm_replications *set, gm_arena *arena)
{
    if (set->has_no_cut) {
        return NULL;
    }
    const char *outside = gm_growth_outside_words(set, arena);
    if (outside || !set->twin->schedule.has_thirds) {
        return outside;
    }
    const char *growth = gm_growth_words(set, arena);
    return growth ? gm_arena_printf(arena,
                                    "never steady: %s; figures and verdicts are of what the "
                                    "given warm-up leaves",
                                    growth)
                  : NULL;
}
