// SPDX-License-Identifier: MIT

#include "plant/swift.h"

#include "plant/flow.h"
#include "plant/machine.h"
#include "plant/store.h"

// ---- simple stores: first in, first out, no clock, no cards

static inline void change_level(const gm_run *run, gm_store *s, const gm_store_plan *plan,
                                int32_t by)
{
    double dt = run->now_s - s->since_s;
    int32_t bin = s->level < plan->n_bins ? s->level : plan->n_bins - 1;
    s->bins[bin] += dt;
    s->area_part_s += s->level * dt;
    s->since_s = run->now_s;
    s->level += by;
    s->level_max = s->level > s->level_max ? s->level : s->level_max;
}

static inline void put(gm_run *run, gm_store *s, const gm_store_plan *plan, uint32_t part)
{
    run->parts[part].since_s = run->now_s;
    gm_flow_enter(run, part, plan->step_i);
    change_level(run, s, plan, +1);
    s->n_in += 1.0;
    s->n_ready += 1;
    gm_list_push(run, &s->lists[0], part);
}

static inline uint32_t take(gm_run *run, gm_store *s, const gm_store_plan *plan)
{
    uint32_t part = gm_list_pop(run, &s->lists[0]);
    double wait_s = run->now_s - run->parts[part].since_s;
    s->n_ready -= 1;
    change_level(run, s, plan, -1);
    s->n_out += 1.0;
    s->wait_s += wait_s;
    s->n_waited += wait_s > 0.0 ? 1.0 : 0.0;
    s->wait_max_s = wait_s > s->wait_max_s ? wait_s : s->wait_max_s;
    if (run->observer && plan->is_buffer) {
        gm_flow_leave_step(run, part, plan->step_i);
    }
    return part;
}

// ---- machines

static inline void begin_work(gm_run *run, gm_machine *m, const gm_station_plan *plan,
                              uint32_t part)
{
    gm_part *p = &run->parts[part];
    gm_sampler *times = run->stations[m->station_i].times;
    double work_s = gm_sampler_next(&times[plan->time_of ? plan->time_of[p->variant] : 0]);
    m->part = part;
    m->stage = GM_STAGE_WORK;
    m->left_s = work_s;
    m->work_full_s = work_s;
    m->begun_s = run->now_s;
    m->is_active = true;
    m->is_running = true;
    m->fails_next = false;
    gm_event_class class = GM_CLASS_DONE;
    if (plan->has_one_age && run->ages[m->first_age].left < work_s) {
        work_s = run->ages[m->first_age].left;
        class = GM_CLASS_FAIL;
        m->fails_next = true;
    }
    gm_clocks_set(&run->clocks, m->slot, run->now_s + work_s, class);
    run->rung = run->rung == m->slot ? UINT32_MAX : run->rung;
}

static bool give(gm_run *run, int32_t machine_i, const gm_station_plan *plan, uint32_t part);

// The machine of a swift station, done with its part, loads the next one or goes idle.
static void load_next(gm_run *run, int32_t machine_i, const gm_station_plan *plan)
{
    gm_machine *m = &run->machines[machine_i];
    const gm_inlet *inlet = &run->plan->steps[plan->step_i].inputs[0];
    gm_store *s = &run->stores[inlet->store_i];
    const gm_store_plan *from = &run->plan->stores[inlet->store_i];
    uint32_t part = 0;
    if (s->n_ready > 0) {
        part = take(run, s, from);
    } else if (gm_store_available(run, inlet->store_i) > 0) {
        part = gm_store_take(run, inlet->store_i, GM_NONE);
    }
    if (!part) {
        m->stage = GM_STAGE_EMPTY;
        m->part = 0;
        run->stations[m->station_i].n_empty += 1;
        gm_machine_mark(run, m, GM_HOLD_STARVED | GM_HOLD_NOTHING);
        gm_machine_set_idle(run, machine_i, true);
        return;
    }
    gm_flow_enter(run, part, plan->step_i);
    gm_machine_mark(run, m, GM_HOLD_NOTHING);
    begin_work(run, m, plan, part);
    // The place that became free goes to who has waited for it longest.
    while (s->n_offers > 0 && s->level < from->capacity) {
        uint32_t offerer = s->offers.head - 1;
        if (offerer >= (uint32_t)run->plan->n_machines ||
            !run->plan->stations[run->machines[offerer].station_i].is_swift) {
            gm_store_refill(run, inlet->store_i);
            return;
        }
        uint32_t waiting = gm_store_pop_offer(run, inlet->store_i);
        put(run, s, from, waiting);
        load_next(run, (int32_t)offerer,
                  &run->plan->stations[run->machines[offerer].station_i]);
    }
}

// The station behind a store has an idle machine that is swift: it loads what has come.
static void load_idle(gm_run *run, const gm_store_plan *to)
{
    const gm_step *step = &run->plan->steps[to->consumers[0]];
    const gm_station_plan *plan = &run->plan->stations[step->own_i];
    gm_machine_set_idle(run, plan->first_machine, false);
    run->stations[step->own_i].n_empty -= 1;
    load_next(run, plan->first_machine, plan);
}

// Gives a part on. False when it has to wait where it is.
static bool give(gm_run *run, int32_t machine_i, const gm_station_plan *plan, uint32_t part)
{
    if (plan->swift_store == GM_NONE) {
        return gm_offer_swift(run, machine_i, part, plan);
    }
    gm_store *s = &run->stores[plan->swift_store];
    const gm_store_plan *to = &run->plan->stores[plan->swift_store];
    if (!to->is_simple || s->n_offers > 0 || s->level >= to->capacity) {
        return gm_offer_swift(run, machine_i, part, plan);
    }
    if (plan->is_counted || run->observer) {
        gm_flow_leave_step(run, part, plan->step_i);
    }
    put(run, s, to, part);
    const gm_step *next = &run->plan->steps[to->consumers[0]];
    if (next->kind != GM_STEP_STATION || !run->plan->stations[next->own_i].is_swift) {
        gm_moves_add(run, to->consumers[0]);
    } else if (run->stations[next->own_i].n_idle > 0) {
        load_idle(run, to);
    }
    return true;
}

void gm_swift_end(gm_run *run, int32_t machine_i)
{
    gm_machine *m = &run->machines[machine_i];
    const gm_station_plan *plan = &run->plan->stations[m->station_i];
    gm_station *st = &run->stations[m->station_i];
    if (plan->has_one_age) {
        double left_s = run->ages[m->first_age].left - (run->now_s - m->begun_s);
        run->ages[m->first_age].left = left_s > 0.0 ? left_s : 0.0;
    }
    m->left_s = 0.0;
    m->is_running = false;
    m->is_active = false;
    uint32_t part = m->part;
    st->n_done += 1.0;
    st->n_good += 1.0;
    st->n_first_pass += run->parts[part].flags & GM_PART_REWORKED ? 0.0 : 1.0;
    m->stage = GM_STAGE_OUT;
    m->part = 0;
    if (!give(run, machine_i, plan, part)) {
        gm_machine_mark(run, m, m->hold | GM_HOLD_BLOCKED);
    } else if (run->any_moves) {
        // What comes behind moves the general way, and before this machine.
        gm_machine_emptied(run, machine_i);
    } else {
        load_next(run, machine_i, plan);
    }
}
