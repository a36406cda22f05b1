// SPDX-License-Identifier: MIT

#include "plant/swift.h"

#include "plant/crew.h"
#include "plant/flow.h"
#include "plant/machine.h"
#include "plant/offer.h"
#include "plant/store.h"

// Time is an argument here: through the run it would be read anew after every store of a double.

// ---- simple stores: first in, first out, no clock, no cards

static inline void put(gm_run *run, gm_store *s, uint32_t part, double now_s)
{
    run->parts[part].since_s = now_s;
    gm_store_change_level(s, now_s, +1);
    s->n_in += 1.0;
    s->n_ready += 1;
    gm_list_push(run, &s->lists[0], part);
}

static inline uint32_t take(gm_run *run, gm_store *s, double now_s)
{
    uint32_t part = gm_list_pop(run, &s->lists[0]);
    s->n_ready -= 1;
    gm_store_change_level(s, now_s, -1);
    gm_store_count_wait(s, now_s, run->parts[part].since_s);
    return part;
}

// Into an empty store and out again at once.
static inline void pass_through(gm_run *run, gm_store *s, uint32_t part, double now_s)
{
    run->parts[part].since_s = now_s;
    s->bins[0] += now_s - s->since_s;
    s->since_s = now_s;
    s->level_max = s->level_max > 0 ? s->level_max : 1;
    s->n_in += 1.0;
    s->n_out += 1.0;
}

static inline void observe_take(gm_run *run, uint32_t part, int32_t store_i)
{
    if (__builtin_expect(run->observer != NULL, 0) && run->plan->stores[store_i].is_buffer) {
        gm_flow_leave_step(run, part, run->plan->stores[store_i].step_i);
    }
}

// A part leaves its station.
static inline void leave(gm_run *run, const gm_swift_way *way, uint32_t part)
{
    if (__builtin_expect(way->is_counted || run->observer != NULL, 0)) {
        gm_flow_leave_step(run, part, way->step_i);
    }
}

// ---- machines

// What the machine did until now was work, more often than not.
static inline void close_state(gm_run *run, gm_machine *m, double now_s, uint32_t hold)
{
    if (m->hold != GM_HOLD_NOTHING) {
        gm_machine_mark(run, m, hold);
        return;
    }
    m->state_s[GM_STATE_WORKING] += now_s - m->since_s;
    m->since_s = now_s;
    m->hold = hold;
}

// May it load, and begin to work at this instant, the short way?
static inline bool may_begin(const gm_run *run, int32_t machine_i)
{
    return gm_swift_may_end(run, machine_i) && !(run->machines[machine_i].hold & GM_HOLD_OFF);
}

// Its people come: there are enough.
static void seize_people(gm_run *run, gm_machine *m, const gm_swift_way *way)
{
    gm_grant *grant = &run->grants[gm_grant_of_work((int32_t)(m - run->machines))];
    grant->call = &run->plan->stations[way->station_i].crew;
    grant->crew[0] = way->crew_i;
    grant->is_waiting = false;
    grant->n_away = 0;
    gm_crew_settle(run, way->crew_i);
    run->crews[way->crew_i].busy += way->people;
    m->has_crew = true;
}

static void release_people(gm_run *run, gm_machine *m, const gm_swift_way *way)
{
    run->grants[gm_grant_of_work((int32_t)(m - run->machines))].call = NULL;
    gm_crew_settle(run, way->crew_i);
    run->crews[way->crew_i].busy -= way->people;
    run->crews_changed |= run->grant_queue.head != 0;
    m->has_crew = false;
}

static inline void begin_work(gm_run *run, gm_machine *m, const gm_swift_way *way,
                              uint32_t part, double now_s)
{
    gm_sampler *times = run->stations[way->station_i].times;
    if (__builtin_expect(way->time_of != NULL, 0)) {
        times += way->time_of[run->parts[part].variant];
    }
    double work_s = gm_sampler_next(times);
    close_state(run, m, now_s, GM_HOLD_NOTHING);
    if (way->crew_i != GM_NONE) {
        seize_people(run, m, way);
    }
    m->part = part;
    m->stage = GM_STAGE_WORK;
    m->left_s = work_s;
    m->work_full_s = work_s;
    m->begun_s = now_s;
    m->is_active = true;
    m->is_running = true;
    m->fails_next = false;
    gm_event_class class = GM_CLASS_DONE;
    if (way->ages_by_work && run->ages[m->first_age].left < work_s) {
        work_s = run->ages[m->first_age].left;
        class = GM_CLASS_FAIL;
        m->fails_next = true;
    }
    gm_clocks_set(&run->clocks, m->slot, now_s + work_s, class);
}

// The machine is done with its part and has no activity.
static inline void end_work(gm_machine *m, gm_stage stage)
{
    m->left_s = 0.0;
    m->is_running = false;
    m->is_active = false;
    m->stage = (uint8_t)stage;
    m->part = 0;
}

static void go_idle(gm_run *run, int32_t machine_i, const gm_swift_way *way)
{
    gm_machine *m = &run->machines[machine_i];
    end_work(m, GM_STAGE_EMPTY);
    gm_station_change_empty(&run->stations[way->station_i], run->now_s, +1);
    close_state(run, m, run->now_s, GM_HOLD_STARVED | GM_HOLD_NOTHING);
    gm_machine_set_idle(run, machine_i, true);
}

static void load_another(gm_run *run, int32_t machine_i, const gm_swift_way *way);

// The place that became free goes to who has waited for it longest.
static void take_offers(gm_run *run, gm_store *s, const gm_swift_way *way)
{
    while (s->n_offers > 0 && s->level < way->from_places) {
        uint32_t offerer = s->offers.head - 1;
        if (offerer >= (uint32_t)run->plan->n_machines || !may_begin(run, (int32_t)offerer)) {
            gm_store_refill(run, way->from);
            return;
        }
        const gm_swift_way *other = &run->plan->ways[offerer];
        uint32_t part = run->offerers[gm_offer_pop(run, way->from)].part;
        leave(run, other, part);
        if (__builtin_expect(other->crosses, 0)) {
            gm_flow_enter(run, part, other->to_step);
        }
        put(run, s, part, run->now_s);
        load_another(run, (int32_t)offerer, other);
    }
}

static inline void load(gm_run *run, int32_t machine_i, const gm_swift_way *way, uint32_t part)
{
    if (__builtin_expect(way->crosses, 0)) {
        gm_flow_enter(run, part, way->step_i);
    }
    begin_work(run, &run->machines[machine_i], way, part, run->now_s);
}

// The machine of a swift station, done with its part, loads the next one or goes idle.
__attribute__((always_inline)) static inline void load_next(gm_run *run, int32_t machine_i,
                                                            const gm_swift_way *way)
{
    gm_store *s = &run->stores[way->from];
    uint32_t part = 0;
    if (s->n_ready > 0) {
        part = take(run, s, run->now_s);
        observe_take(run, part, way->from);
    } else if (way->from_places == 0 && gm_store_available(run, way->from) > 0) {
        part = gm_store_take(run, way->from, GM_NONE, GM_SAME_LINE);
    }
    if (!part) {
        go_idle(run, machine_i, way);
        return;
    }
    load(run, machine_i, way, part);
    if (s->n_offers > 0) {
        take_offers(run, s, way);
    }
}

__attribute__((noinline)) static void load_another(gm_run *run, int32_t machine_i,
                                                   const gm_swift_way *way)
{
    load_next(run, machine_i, way);
}

// The idle machine behind a simple store takes the part that would go in.
static void load_idle(gm_run *run, gm_store *s, const gm_swift_way *way, uint32_t part)
{
    const gm_swift_way *next = &run->plan->ways[way->next];
    GM_ASSERT(s->level == 0);
    pass_through(run, s, part, run->now_s);
    observe_take(run, part, way->to);
    gm_machine_set_idle(run, way->next, false);
    gm_station_change_empty(&run->stations[next->station_i], run->now_s, -1);
    load(run, way->next, next, part);
}

// Into a simple store that has room.
static inline void give(gm_run *run, const gm_swift_way *way, uint32_t part)
{
    gm_store *s = &run->stores[way->to];
    GM_ASSERT(s->n_offers == 0);
    if (__builtin_expect(way->crosses, 0)) {
        gm_flow_enter(run, part, way->to_step);
    }
    bool may_take = way->next == GM_NONE || run->machines[way->next].is_idle;
    if (may_take && way->next != GM_NONE && may_begin(run, way->next)) {
        load_idle(run, s, way, part);
        return;
    }
    put(run, s, part, run->now_s);
    if (may_take) {
        gm_moves_add(run, way->taker);
    }
}

// Gives a part of a machine on. False when it has to wait where it is.
static inline bool offer(gm_run *run, int32_t machine_i, const gm_swift_way *way, uint32_t part)
{
    if (way->to == GM_NONE) {
        leave(run, way, part);
        gm_flow_out(run, part, way->sink);
        return true;
    }
    if (way->to_places == 0) {
        return gm_offer_swift(run, machine_i, part, way);
    }
    if (run->stores[way->to].level >= way->to_places) {
        gm_offer_wait(run, (uint32_t)machine_i, part, way->to);
        return false;
    }
    leave(run, way, part);
    give(run, way, part);
    return true;
}

void gm_swift_end(gm_run *run, int32_t machine_i)
{
    const gm_swift_way *way = &run->plan->ways[machine_i];
    gm_machine *m = &run->machines[machine_i];
    gm_station *st = &run->stations[way->station_i];
    if (way->ages_by_work) {
        gm_age *age = &run->ages[m->first_age];
        double left_s = age->left - (run->now_s - m->begun_s);
        age->left = left_s > 0.0 ? left_s : 0.0;
    }
    if (way->crew_i != GM_NONE) {
        release_people(run, m, way);
    }
    uint32_t part = m->part;
    st->n_done += 1.0;
    st->n_good += 1.0;
    if (__builtin_expect(way->cycle_of != NULL, 0)) {
        st->planned_s += way->cycle_of[run->parts[part].variant];
    }
    if (!offer(run, machine_i, way, part)) {
        end_work(m, GM_STAGE_OUT);
        close_state(run, m, run->now_s, m->hold | GM_HOLD_BLOCKED);
    } else if (__builtin_expect(run->any_moves, 0)) {
        // What comes behind moves the general way, and before this machine.
        end_work(m, GM_STAGE_OUT);
        gm_machine_emptied(run, machine_i);
    } else {
        load_next(run, machine_i, way);
    }
}

void gm_swift_arrive(gm_run *run, int32_t source_i)
{
    gm_source *src = &run->sources[source_i];
    const gm_source_plan *plan = &run->plan->sources[source_i];
    double left = (double)plan->def->limit - src->n_made;
    if (left > 1.0) {
        double at_s = run->now_s + gm_sampler_next(&src->every);
        gm_clocks_set(&run->clocks, src->slot, at_s, GM_CLASS_DONE);
    } else {
        gm_clocks_stop(&run->clocks, src->slot);
    }
    uint32_t part = left > 0.0 ? gm_flow_create(run, source_i) : 0;
    if (part) {
        give(run, &plan->way, part);
    }
}
