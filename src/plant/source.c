// SPDX-License-Identifier: MIT
//
// Sources: arrivals by a law or by a production plan, one offer at a time.

#include "plant/flow.h"
#include "plant/machine.h"
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
    int64_t parts =
        run->plan->sources[step->own_i].def->limit - (int64_t)run->sources[step->own_i].n_made;
    return parts < cards ? parts : cards;
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

// The next release of a production plan: evenly over the working time of its row.
static double next_release(gm_run *run, gm_source *src, const gm_source_plan *plan)
{
    const gm_source_def *def = plan->def;
    while (src->plan_i < def->n_plan) {
        const gm_plan_row_def *row = &def->plan[src->plan_i];
        bool is_last = src->plan_i + 1 == def->n_plan;
        double until_s = is_last ? (double)INFINITY : def->plan[src->plan_i + 1].from_s;
        double at_s = (double)INFINITY;
        if (row->rate_per_s > 0.0) {
            at_s = in_hours(run, plan, row->from_s, (src->plan_done + 1.0) / row->rate_per_s);
        }
        if (at_s < until_s || is_last) {
            src->plan_done += 1.0;
            return at_s;
        }
        src->plan_i += 1;
        src->plan_done = 0.0;
    }
    return (double)INFINITY;
}

static void set_next(gm_run *run, gm_source *src, const gm_source_plan *plan)
{
    double at_s = (double)INFINITY;
    if (src->n_made + src->due >= (double)plan->def->limit) {
        at_s = (double)INFINITY;
    } else if (plan->def->n_plan > 0) {
        at_s = next_release(run, src, plan);
    } else if (plan->def->has_every) {
        at_s = in_hours(run, plan, run->now_s, gm_sampler_next(&src->every));
    }
    gm_clocks_set(&run->clocks, src->slot, at_s, GM_CLASS_DONE);
}

// ---- pausing: the clock to the next arrival stands still while the next place is full

static bool next_is_full(const gm_run *run, const gm_source_plan *plan)
{
    int32_t store_i = plan->pause_store;
    return !gm_store_has_room(run, store_i) && !gm_store_would_pass(run, store_i);
}

static void pause_if_full(gm_run *run, gm_source *src, const gm_source_plan *plan)
{
    if (src->paused_s < 0.0 && next_is_full(run, plan)) {
        double at_s = gm_clocks_at(&run->clocks, src->slot);
        src->paused_s = at_s - run->now_s;
        gm_clocks_stop(&run->clocks, src->slot);
    }
}

static void resume_if_room(gm_run *run, gm_source *src, const gm_source_plan *plan)
{
    if (src->paused_s >= 0.0 && !next_is_full(run, plan)) {
        gm_clocks_set(&run->clocks, src->slot, run->now_s + src->paused_s, GM_CLASS_DONE);
        src->paused_s = -1.0;
    }
}

// ---- giving

// The place where a part goes has no room: it is lost. False when it is not.
static bool lose(gm_run *run, const gm_source_plan *plan, gm_target target, uint32_t part)
{
    int32_t store_i = gm_target_store(run, target, part);
    if (plan->def->when_full != GM_FULL_LOSE || store_i == GM_NONE ||
        gm_store_has_room(run, store_i) || gm_store_would_pass(run, store_i)) {
        return false;
    }
    run->stores[store_i].n_lost += 1.0;
    gm_flow_end(run, part);
    return true;
}

void gm_source_move(gm_run *run, int32_t source_i)
{
    gm_source *src = &run->sources[source_i];
    const gm_source_plan *plan = &run->plan->sources[source_i];
    uint32_t offerer = offerer_of(run, source_i);
    while (src->due > 0.0 && run->offerers[offerer].store_i == GM_NONE &&
           gm_source_has_more(run, plan->step_i)) {
        uint32_t part = gm_flow_create(run, source_i);
        if (!part) {
            return;
        }
        src->due -= 1.0;
        gm_target target =
            gm_route_choose(run, plan->step_i, &run->plan->steps[plan->step_i].to, part,
                            &run->routes[plan->step_i]);
        if (!lose(run, plan, target, part) && !gm_offer(run, offerer, part, target)) {
            break;
        }
    }
    if (plan->def->when_full == GM_FULL_PAUSE && plan->pause_store != GM_NONE) {
        resume_if_room(run, src, plan);
        pause_if_full(run, src, plan);
    }
}

void gm_source_gone(gm_run *run, int32_t source_i)
{
    gm_moves_add(run, run->plan->sources[source_i].step_i);
}

void gm_source_ring(gm_run *run, int32_t source_i)
{
    gm_source *src = &run->sources[source_i];
    const gm_source_plan *plan = &run->plan->sources[source_i];
    double n = plan->def->has_batch ? floor(gm_sampler_next(&src->batch) + 0.5) : 1.0;
    double room = (double)plan->def->limit - src->n_made - src->due;
    src->due += n < room ? n : room;
    set_next(run, src, plan);
    gm_source_move(run, source_i);
}

void gm_source_begin(gm_run *run, int32_t source_i)
{
    gm_source *src = &run->sources[source_i];
    const gm_source_plan *plan = &run->plan->sources[source_i];
    const gm_source_def *def = plan->def;
    src->paused_s = -1.0;
    if (!gm_source_is_timed(def)) {
        return;
    }
    if (def->has_every && def->first_s >= 0.0 && def->n_plan == 0) {
        gm_clocks_set(&run->clocks, src->slot, in_hours(run, plan, def->first_s, 0.0),
                      GM_CLASS_DONE);
    } else {
        set_next(run, src, plan);
    }
}
