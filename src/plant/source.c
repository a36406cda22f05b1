// SPDX-License-Identifier: MIT
//
// Sources: arrivals by a law or by a production plan, one offer at a time.

#include "plant/flow.h"
#include "plant/machine.h"
#include "plant/offer.h"
#include "plant/rules.h"
#include "plant/step.h"
#include "plant/store.h"

#include <math.h>

static uint32_t offerer_of(const gm_run *run, int32_t source_i)
{
    return (uint32_t)(run->plan->n_machines + run->plan->sources[source_i].step_i);
}

int64_t gm_source_left(const gm_run *run, int32_t step_i)
{
    const gm_step *step = &run->plan->steps[step_i];
    int64_t cards = gm_limits_left(run, step->limits_in);
    const gm_source_plan *plan = &run->plan->sources[step->own_i];
    int64_t parts = plan->def->limit - (int64_t)run->sources[step->own_i].n_made;
    parts = parts < cards ? parts : cards;
    // One after the other: each changes what the rule reads.
    bool is_ruled = plan->release_i != GM_NONE && parts > 0;
    return !is_ruled ? parts : gm_rules_value(run, plan->release_i, 0) != 0.0 ? 1 : 0;
}

// ---- when

static double in_hours(const gm_run *run, const gm_source_plan *plan, double from_s,
                       double work_s)
{
    if (plan->calendar_i < 0) {
        return from_s + work_s;
    }
    return gm_calendar_add_work(&run->plan->calendars[plan->calendar_i], from_s, work_s, NULL);
}

static void enter_row(gm_source *src, const gm_source_def *def, int32_t row_i)
{
    src->plan_i = row_i;
    src->plan_from_s = def->plan[row_i].from_s;
    src->plan_late_s = 0.0;
    src->plan_done = 0.0;
}

// The next release of a production plan: evenly over the working time of its row.
static double next_release(gm_run *run, gm_source *src, const gm_source_plan *plan)
{
    const gm_source_def *def = plan->def;
    for (;;) {
        const gm_plan_row_def *row = &def->plan[src->plan_i];
        bool is_last = src->plan_i + 1 == def->n_plan;
        double until_s = is_last ? (double)INFINITY : def->plan[src->plan_i + 1].from_s;
        double at_s = (double)INFINITY;
        if (row->rate_per_s > 0.0) {
            double work_s = (src->plan_done + 1.0) / row->rate_per_s + src->plan_late_s;
            at_s = in_hours(run, plan, src->plan_from_s, work_s);
        }
        if (at_s < until_s || is_last) {
            src->plan_done += 1.0;
            return at_s;
        }
        enter_row(src, def, src->plan_i + 1);
    }
}

// When the next parts come, INFINITY: none do.
static double next_ring(gm_run *run, gm_source *src, const gm_source_plan *plan)
{
    double at_s = (double)INFINITY;
    if (src->n_made + src->due >= (double)plan->def->limit) {
        at_s = (double)INFINITY;
    } else if (gm_source_has_orders(plan->def)) {
        bool is_over = src->plan_i == plan->def->n_plan;
        at_s = is_over ? (double)INFINITY : plan->def->plan[src->plan_i].from_s;
    } else if (plan->def->n_plan > 0) {
        at_s = next_release(run, src, plan);
    } else if (plan->def->has_every) {
        at_s = in_hours(run, plan, run->now_s, gm_sampler_next(&src->every));
    }
    return at_s;
}

// ---- pausing: the clock to the next arrival stands still while the next place is full
//
// What stands still is working time. A row of a plan that was paused goes on where it was: its
// releases come later by the pause, and those that its last date cuts off are not made up for.
// A row whose date comes in a pause begins when the pause ends.

static bool next_is_full(const gm_run *run, const gm_source_plan *plan)
{
    int32_t store_i = plan->pause_store;
    return !gm_store_has_room(run, store_i) && !gm_store_would_pass(run, store_i);
}

static void pause_if_full(gm_run *run, gm_source *src, const gm_source_plan *plan)
{
    double at_s = gm_clocks_at(&run->clocks, src->slot);
    if (src->is_paused || at_s == (double)INFINITY || !next_is_full(run, plan)) {
        return;
    }
    double from_s = run->now_s > src->plan_from_s ? run->now_s : src->plan_from_s;
    src->is_paused = true;
    src->left_s = at_s - from_s;
    if (plan->calendar_i >= 0) {
        const gm_calendar *cal = &run->plan->calendars[plan->calendar_i];
        src->left_s = gm_calendar_work_between(cal, from_s, at_s, NULL);
    }
    gm_clocks_stop(&run->clocks, src->slot);
}

// The release of a plan that was paused.
static double go_on(gm_run *run, gm_source *src, const gm_source_plan *plan)
{
    const gm_source_def *def = plan->def;
    int32_t row_i = src->plan_i;
    while (row_i + 1 < def->n_plan && def->plan[row_i + 1].from_s <= run->now_s) {
        row_i++;
    }
    bool is_new = row_i != src->plan_i;
    if (is_new) {
        enter_row(src, def, row_i);
    }
    if (run->now_s > src->plan_from_s) {
        src->plan_from_s = run->now_s;
        src->plan_late_s = is_new ? 0.0 : src->left_s - 1.0 / def->plan[row_i].rate_per_s;
    }
    src->plan_done = 0.0;
    return next_release(run, src, plan);
}

static void resume_if_room(gm_run *run, gm_source *src, const gm_source_plan *plan)
{
    if (!src->is_paused || next_is_full(run, plan)) {
        return;
    }
    src->is_paused = false;
    double at_s = plan->def->n_plan > 0 ? go_on(run, src, plan)
                                        : in_hours(run, plan, run->now_s, src->left_s);
    gm_clocks_set(&run->clocks, src->slot, at_s, GM_CLASS_DONE);
}

// ---- giving

// Counts those that wait outside, when all that could enter did.
static void count_outside(const gm_run *run, gm_source *src)
{
    if (src->outside == src->due) {
        return;
    }
    if (run->now_s > src->outside_since_s) {
        src->outside_max = fmax(src->outside_max, src->outside);
    }
    src->outside_area += src->outside * (run->now_s - src->outside_since_s);
    src->outside_since_s = run->now_s;
    src->outside = src->due;
}

// A source that loses what the next place has no room for, when all of the instant is done.
static bool loses(const gm_run *run, const gm_source_plan *plan, int32_t store_i)
{
    return plan->def->when_full == GM_FULL_LOSE && store_i != GM_NONE &&
           !gm_store_has_room(run, store_i);
}

// False: the part waits at the door.
static bool give(gm_run *run, int32_t source_i, uint32_t part, gm_target target)
{
    int32_t store_i = gm_target_store(run, target, part);
    if (loses(run, &run->plan->sources[source_i], store_i)) {
        gm_offer_wait_or_lose(run, offerer_of(run, source_i), part, store_i);
        return false;
    }
    return gm_offer(run, offerer_of(run, source_i), part, target);
}

void gm_source_lost(gm_run *run, int32_t source_i)
{
    if (run->plan->sources[source_i].def->when_full == GM_FULL_LOSE) {
        run->sources[source_i].n_lost += 1.0;
    }
}

// What its release rule reads has changed.
static void wake_endless(gm_run *run, int32_t step_i)
{
    for (int32_t i = 0; i < run->plan->n_stores; i++) {
        if (run->plan->stores[i].endless_source == step_i) {
            gm_store_wake(run, i);
        }
    }
}

void gm_source_move(gm_run *run, int32_t source_i)
{
    gm_source *src = &run->sources[source_i];
    const gm_source_plan *plan = &run->plan->sources[source_i];
    uint32_t offerer = offerer_of(run, source_i);
    if (plan->release_i != GM_NONE && !gm_source_is_timed(plan->def)) {
        wake_endless(run, plan->step_i);
        return;
    }
    while (src->due > 0.0 && run->offerers[offerer].store_i == GM_NONE &&
           gm_source_has_more(run, plan->step_i)) {
        uint32_t part = gm_flow_create(run, source_i);
        if (!part) {
            break;
        }
        src->due -= 1.0;
        gm_target target =
            gm_route_choose(run, plan->step_i, &run->plan->steps[plan->step_i].to, part,
                            &run->routes[plan->step_i]);
        if (!give(run, source_i, part, target)) {
            break;
        }
    }
    count_outside(run, src);
    if (plan->def->when_full == GM_FULL_PAUSE && plan->pause_store != GM_NONE) {
        resume_if_room(run, src, plan);
        pause_if_full(run, src, plan);
    }
}

void gm_source_gone(gm_run *run, int32_t source_i)
{
    gm_moves_add(run, run->plan->sources[source_i].step_i);
}

double gm_source_rung(gm_run *run, int32_t source_i, double *next_s)
{
    gm_source *src = &run->sources[source_i];
    const gm_source_plan *plan = &run->plan->sources[source_i];
    double n = 1.0;
    if (gm_source_has_orders(plan->def)) {
        n = plan->def->plan[src->plan_i].count;
        src->plan_i += 1;
    } else if (plan->def->has_batch) {
        n = floor(gm_sampler_next(&src->batch) + 0.5);
    }
    double room = (double)plan->def->limit - src->n_made - src->due;
    n = n < room ? n : room;
    src->due += n;
    *next_s = next_ring(run, src, plan);
    return n;
}

void gm_source_ring(gm_run *run, int32_t source_i)
{
    double next_s;
    (void)gm_source_rung(run, source_i, &next_s);
    gm_clocks_set(&run->clocks, run->sources[source_i].slot, next_s, GM_CLASS_DONE);
    gm_source_move(run, source_i);
}

void gm_source_begin(gm_run *run, int32_t source_i)
{
    gm_source *src = &run->sources[source_i];
    const gm_source_plan *plan = &run->plan->sources[source_i];
    const gm_source_def *def = plan->def;
    if (!gm_source_is_timed(def)) {
        return;
    }
    src->order_i = 0;
    src->n_ordered = 0;
    if (def->n_plan > 0) {
        enter_row(src, def, 0);
    }
    if (def->has_every && def->first_s >= 0.0 && def->n_plan == 0) {
        gm_clocks_set(&run->clocks, src->slot, in_hours(run, plan, def->first_s, 0.0),
                      GM_CLASS_DONE);
    } else {
        gm_clocks_set(&run->clocks, src->slot, next_ring(run, src, plan), GM_CLASS_DONE);
    }
}
