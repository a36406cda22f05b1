// SPDX-License-Identifier: MIT

#include "plant/conveyor.h"
#include "plant/crew.h"
#include "plant/engine.h"
#include "plant/flow.h"
#include "plant/machine.h"
#include "plant/moving.h"
#include "plant/shop.h"
#include "plant/step.h"
#include "plant/store.h"

#include <math.h>
#include <string.h>

#define MOST_EVENTS_AT_ONCE 10000000

const char *gm_state_word(gm_state state)
{
    static const char *const words[] = {
#define GM_STATE_WORD(name, word) [name] = word,
        GM_STATE_LIST(GM_STATE_WORD)
#undef GM_STATE_WORD
    };
    GM_REQUIRE(state < GM_N_STATES);
    return words[state];
}

double gm_run_now(const gm_run *run)
{
    return run->now_s;
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
    }
}

// Moves, downstream first. False when there was nothing to move.
static bool do_moves(gm_run *run)
{
    bool any = false;
    for (int32_t w = run->n_words - 1; w >= 0; w--) {
        while (run->moves[w]) {
            int bit = 63 - __builtin_clzll(run->moves[w]);
            run->moves[w] &= ~((uint64_t)1 << bit);
            gm_step_move(run, run->plan->step_by_rank[w * 64 + bit]);
            any = true;
            // What moved may have made room further down: begin again from there.
            for (int32_t v = run->n_words - 1; v > w; v--) {
                if (run->moves[v]) {
                    w = v;
                    break;
                }
            }
        }
    }
    return any;
}

// Starts, in the order of the file. False when there was nothing to start.
static bool do_starts(gm_run *run)
{
    bool any = run->crews_changed;
    if (run->crews_changed) {
        gm_crew_serve(run);
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

// All that happens at one instant and the step to the next, until the end.
gm_run_error gm_run_advance(gm_run *run, gm_run_end end)
{
    int64_t at_once = 0;
    while (!run->error) {
        gm_clock top = gm_clocks_top(&run->clocks);
        double at_s = gm_clock_time(top);
        if (at_s <= run->now_s && gm_clock_class(top) != GM_CLASS_FAIL) {
            dispatch(run, gm_clock_slot(top));
            if (is_at_count(run, &end)) {
                return run->error;
            }
            if (++at_once > MOST_EVENTS_AT_ONCE) {
                run->error = GM_RUN_NO_PROGRESS;
            }
            continue;
        }
        if (do_moves(run)) {
            continue;
        }
        if (at_s <= run->now_s) {
            dispatch(run, gm_clock_slot(top));
            continue;
        }
        if (do_starts(run)) {
            if (++at_once > MOST_EVENTS_AT_ONCE) {
                run->error = GM_RUN_NO_PROGRESS;
            }
            continue;
        }
        if (at_s > end.time_s) {
            run->now_s = end.time_s;
            return run->error;
        }
        if (isinf(at_s)) {
            run->error = GM_RUN_STUCK;
        }
        run->now_s = at_s;
        at_once = 0;
    }
    return run->error;
}
