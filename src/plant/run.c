// SPDX-License-Identifier: MIT

#include "plant/conveyor.h"
#include "plant/crew.h"
#include "plant/drift.h"
#include "plant/engine.h"
#include "plant/fleet.h"
#include "plant/flow.h"
#include "plant/machine.h"
#include "plant/moving.h"
#include "plant/offer.h"
#include "plant/rack.h"
#include "plant/recipe.h"
#include "plant/shop.h"
#include "plant/step.h"
#include "plant/store.h"
#include "plant/swift.h"

#include <math.h>
#include <string.h>

#define MOST_IN_A_ROW       1000000
#define MOST_EVENTS_AT_ONCE 10000000

const char *gm_state_word(gm_state state)
{
    static const char *const words[] = {
#define GM_STATE_WORD(name, word) [name] = (word),
        GM_STATE_LIST(GM_STATE_WORD)
#undef GM_STATE_WORD
    };
    GM_REQUIRE(state < GM_N_STATES);
    return words[state];
}

gm_run_fault gm_run_fault_of(const gm_run *run)
{
    return run->fault;
}

double gm_run_now(const gm_run *run)
{
    return run->now_s;
}

bool gm_run_is_waiting(const gm_run *run, int32_t station_i)
{
    const gm_station_plan *plan = &run->plan->stations[station_i];
    bool waits = true;
    for (int32_t i = 0; i < plan->n_machines; i++) {
        gm_state state = gm_hold_state(run->machines[plan->first_machine + i].hold);
        waits &= state == GM_STATE_BLOCKED || state == GM_STATE_STARVED;
    }
    return waits;
}

gm_run_totals gm_run_totals_now(const gm_run *run)
{
    gm_run_totals totals = {
        .wip_area_part_s = run->wip_area + run->wip * (run->now_s - run->wip_since_s),
    };
    for (int32_t i = 0; i <= run->plan->n_sinks; i++) {
        totals.n_out += run->sinks[i].n;
    }
    return totals;
}

uint64_t gm_run_hash(const gm_run *run)
{
    return run->departures;
}

void gm_run_observe(gm_run *run, gm_departure_fn *observer, void *user)
{
    run->observer = observer;
    run->observer_user = user;
}

void gm_run_watch_waits(gm_run *run, gm_wait_fn *on_wait, void *user)
{
    run->on_wait = on_wait;
    run->wait_user = user;
}

// ---- one event

static void dispatch(gm_run *run, uint32_t slot)
{
    gm_slot owner = run->slots[slot];
    switch (owner.kind) {
    case GM_SLOT_MACHINE:
        gm_machine_ring(run, owner.i);
        break;
    case GM_SLOT_FAILURE:
        gm_machine_ring_failure(run, owner.i);
        break;
    case GM_SLOT_SOURCE:
        gm_source_ring(run, owner.i);
        break;
    case GM_SLOT_STORE:
        gm_store_ring(run, owner.i);
        break;
    case GM_SLOT_STATION:
        gm_station_ring(run, owner.i);
        break;
    case GM_SLOT_MOVING:
        gm_moving_ring(run, owner.i);
        break;
    case GM_SLOT_CONVEYOR:
        gm_conveyor_ring(run, owner.i);
        break;
    case GM_SLOT_CALENDAR:
        gm_calendar_ring(run, owner.i);
        break;
    case GM_SLOT_LINE:
        gm_shop_ring(run, owner.i);
        break;
    case GM_SLOT_LIMIT:
        gm_limit_ring(run, owner.i);
        break;
    case GM_SLOT_DRIFT:
        gm_drift_ring(run, owner.i);
        break;
    case GM_SLOT_VEHICLE:
        gm_vehicle_ring(run, owner.i);
        break;
    case GM_SLOT_RACK:
        gm_rack_ring(run, owner.i);
        break;
    }
}

// Moves, downstream first. False when there was nothing to move.
static bool do_moves(gm_run *run)
{
    if (!run->any_moves) {
        return false;
    }
    bool any = false;
    int32_t w = run->n_words - 1;
    while (w >= 0) {
        if (!run->moves[w]) {
            w--;
            continue;
        }
        int bit = 63 - __builtin_clzll(run->moves[w]);
        run->moves[w] &= ~((uint64_t)1 << bit);
        int32_t step_i = run->plan->step_by_rank[w * 64 + bit];
        gm_step_move(run, step_i);
        if (__builtin_expect(run->freed_limits != 0, 0)) {
            gm_flow_give_out_cards(run, step_i);
        }
        any = true;
        // What moved may have made room further down: look there again.
        w = run->n_words - 1;
    }
    run->any_moves = false;
    return any;
}

// Starts, in the order of the file. False when there was nothing to start.
static bool do_starts(gm_run *run)
{
    if (!run->any_starts && !run->crews_changed && !run->grids_changed) {
        return false;
    }
    run->any_starts = false;
    bool any = run->crews_changed || run->grids_changed;
    if (run->crews_changed) {
        gm_crew_serve(run);
    }
    if (run->grids_changed) {
        gm_recipe_serve(run);
    }
    for (int32_t w = 0; w < run->n_words; w++) {
        while (run->starts[w]) {
            int bit = __builtin_ctzll(run->starts[w]);
            run->starts[w] &= run->starts[w] - 1;
            gm_step_start(run, w * 64 + bit);
            any = true;
        }
    }
    return any;
}

static bool is_at_count(const gm_run *run, const gm_run_end *end)
{
    return end->counter != GM_NONE && run->counters[end->counter] >= end->count;
}

// Work ends at a swift station or a part arrives from a swift source, and no other clock rings at
// that instant: the short way. False when it is not so.
static inline bool take_short_way(gm_run *run, gm_clock first)
{
    gm_slot owner = run->slots[first.slot];
    if (first.class != GM_CLASS_DONE || run->visits) {
        return false;
    }
    if (owner.kind == GM_SLOT_MACHINE && gm_swift_may_end(run, owner.i)) {
        if (!gm_clocks_ring_alone(&run->clocks, first)) {
            return false;
        }
        run->now_s = first.time_s;
        gm_swift_end(run, owner.i);
        return true;
    }
    if (owner.kind == GM_SLOT_SOURCE && gm_swift_may_arrive(run, owner.i)) {
        if (!gm_clocks_ring_alone(&run->clocks, first)) {
            return false;
        }
        run->now_s = first.time_s;
        gm_swift_arrive(run, owner.i);
        return true;
    }
    return false;
}

// Short ways one after the other while nothing else is to do, but for so many, after which it is
// looked whether the run is to stop. False when there was none.
static bool go_short_ways(gm_run *run, const gm_run_end *end)
{
    bool any = false;
    for (int n = 0; n < MOST_IN_A_ROW; n++) {
        gm_clock first = gm_clocks_any_first(&run->clocks);
        if (first.time_s <= run->now_s || first.time_s > end->time_s ||
            !take_short_way(run, first)) {
            return any;
        }
        any = true;
        if (run->any_moves || run->any_starts || run->crews_changed || run->grids_changed ||
            run->error || is_at_count(run, end)) {
            return any;
        }
    }
    return any;
}

// The next event after all of an instant is done. False at the end of the advance.
static bool step_on(gm_run *run, double at_s, const gm_run_end *end)
{
    if (at_s > end->time_s) {
        run->now_s = end->time_s;
        return false;
    }
    if (isinf(at_s)) {
        run->error = GM_RUN_STUCK;
        return false;
    }
    run->now_s = at_s;
    return true;
}

// One thing of this instant in the order of science, or the step to the next instant. False at
// the end of the advance. *at_once counts what happens at one instant.
static bool do_next(gm_run *run, const gm_run_end *end, int64_t *at_once)
{
    gm_clock first = gm_clocks_any_first(&run->clocks);
    bool is_now = first.time_s <= run->now_s;
    *at_once += 1;
    if (is_now) {
        // One that rings alone need not be ranked among others; its clock has stopped then.
        bool is_alone =
            first.class != GM_CLASS_FAIL && gm_clocks_ring_alone(&run->clocks, first);
        first = is_alone ? first : gm_clocks_top(&run->clocks);
        if (first.class != GM_CLASS_FAIL) {
            dispatch(run, first.slot);
            return true;
        }
    }
    if (do_moves(run)) {
        return true;
    }
    if (is_now) {
        dispatch(run, first.slot);
        return true;
    }
    if (do_starts(run)) {
        return true;
    }
    if (run->any_losing && gm_offers_lose_one(run)) {
        return true;
    }
    *at_once = 0;
    if (is_at_count(run, end)) {
        return false; // all of the instant in which it was reached is done
    }
    if (go_short_ways(run, end)) {
        return true;
    }
    return step_on(run, first.time_s, end);
}

void gm_run_stop_at(gm_run *run, const volatile sig_atomic_t *stop)
{
    run->stop = stop;
}

// All that happens at one instant and the step to the next, until the end.
gm_run_error gm_run_advance(gm_run *run, gm_run_end end)
{
    int64_t at_once = 0;
    if (is_at_count(run, &end)) {
        return run->error;
    }
    while (!run->error && !(run->stop && *run->stop) && do_next(run, &end, &at_once)) {
        if (at_once > MOST_EVENTS_AT_ONCE) {
            run->error = GM_RUN_NO_PROGRESS;
        }
    }
    return run->error;
}
