// SPDX-License-Identifier: MIT
//
// What stops a moving line: failures, repairs, tows.
//
// drive: conveyor. A failure stops all cars for the repair. Its age by work is the time that
// cars move, its age by calendar the time that the conveyor is up.
//
// drive: self-propelled. There is one clock for each failure and line, in car-seconds: of cars
// that move (by work), or of cars on the line that are not dead (by calendar). With exponential
// times that is the same as one clock for each car; other laws are those of the line's total.
// A failure takes one of these cars, each with the same chance. It and those behind it stand
// until it is repaired or towed; those ahead drive on. So the line falls into sections, each
// with its own beginning of the step. An andon stop, a blocked exit, and missing people stop all.

#include "plant/flow.h"
#include "plant/moving_parts.h"
#include "plant/offer.h"
#include "plant/rules.h"
#include "plant/store.h"

#include <string.h>

// ---- failures

static bool is_self_propelled(const gm_run *run, int32_t moving_i)
{
    return run->plan->movings[moving_i].def->drive == GM_DRIVE_SELF_PROPELLED;
}

static int32_t n_moving_cars(const gm_moving *m)
{
    int32_t n = 0;
    int32_t n_driving = gm_moving_runs(m) ? gm_moving_n_driving(m) : 0;
    for (int32_t s = 0; s < n_driving; s++) {
        n += m->sections[s].n_cars;
    }
    return n;
}

// Cars that can fail by calendar: a dead one cannot, nor one that waits at the exit.
static int32_t n_live_cars(const gm_moving *m)
{
    return m->n_cars - m->n_dead - (m->is_blocked ? 1 : 0);
}

gm_wear_rate gm_moving_wear_rate(const gm_run *run, int32_t moving_i)
{
    const gm_moving *m = &run->movings[moving_i];
    int32_t n_moving = n_moving_cars(m);
    if (is_self_propelled(run, moving_i)) {
        return (gm_wear_rate){.by_work = n_moving, .by_calendar = n_live_cars(m)};
    }
    return (gm_wear_rate){
        .by_work = n_moving > 0 ? 1.0 : 0.0,
        .by_calendar = m->failing == GM_NONE ? 1.0 : 0.0,
    };
}

// Station of the car number i (from the entrance) among those of a section that can fail.
static int32_t find_car(const gm_moving *m, int32_t section_i, int32_t n_stations, int32_t *i)
{
    const gm_section *section = &m->sections[section_i];
    for (int32_t k = gm_section_low(m, section_i); k <= section->head; k++) {
        bool can_fail = m->cars[k] && !(section->is_dead && k == section->head) &&
                        !(m->is_blocked && k == n_stations - 1);
        if (can_fail && (*i)-- == 0) {
            return k;
        }
    }
    return GM_NONE;
}

static int32_t count_cars(const gm_moving *m, int32_t low, int32_t end)
{
    int32_t n = 0;
    for (int32_t k = low; k < end; k++) {
        n += m->cars[k] ? 1 : 0;
    }
    return n;
}

// The car at a station dies: it becomes the first of a section of its own. The section's index.
static int32_t split(gm_moving *m, int32_t section_i, int32_t station_i)
{
    gm_section *ahead = &m->sections[section_i];
    int32_t n_behind = count_cars(m, gm_section_low(m, section_i), station_i + 1);
    if (n_behind == ahead->n_cars) {
        ahead->head = station_i;
        return section_i;
    }
    memmove(ahead + 1, ahead, (size_t)(m->n_sections - section_i) * sizeof *ahead);
    m->n_sections += 1;
    ahead->n_cars -= n_behind;
    ahead[1].n_cars = n_behind;
    ahead[1].head = station_i;
    ahead[1].is_dead = false;
    return section_i + 1;
}

// Every car has a grant for its repair, and so has the conveyor: one is free.
static gm_repair begin_repair(gm_run *run, int32_t moving_i, int32_t failure_i)
{
    const gm_moving_plan *plan = &run->plan->movings[moving_i];
    uint32_t grant = plan->first_repair;
    while (run->grants[grant].call) {
        grant++;
    }
    GM_ASSERT(grant < plan->first_repair + (uint32_t)plan->n_repairs);
    return gm_repair_begin(run, gm_wear_repair(&run->movings[moving_i].wear, failure_i), grant,
                           &plan->fail_crew[failure_i]);
}

static void fail_car(gm_run *run, int32_t moving_i, int32_t failure_i)
{
    gm_moving *m = &run->movings[moving_i];
    int32_t n_stations = run->plan->movings[moving_i].n_stations;
    bool any = m->wear.defs[failure_i].by == GM_BY_CALENDAR;
    int32_t n = any ? n_live_cars(m) : n_moving_cars(m);
    int32_t i = (int32_t)(gm_stream_u01(&m->pick) * n);
    int32_t s = any ? m->n_sections : gm_moving_n_driving(m);
    int32_t station_i = GM_NONE;
    while (station_i == GM_NONE) {
        GM_REQUIRE(s > 0);
        station_i = find_car(m, --s, n_stations, &i);
    }
    gm_section *section = &m->sections[split(m, s, station_i)];
    section->is_dead = true;
    section->repair = begin_repair(run, moving_i, failure_i);
    m->n_dead += 1;
    gm_wear_renew(&m->wear, failure_i, m->learning.failures);
}

void gm_moving_fail(gm_run *run, int32_t moving_i)
{
    gm_moving *m = &run->movings[moving_i];
    gm_wear_rate rate = gm_moving_wear_rate(run, moving_i);
    int32_t failure_i = gm_wear_due(&m->wear, rate, run->now_s);
    if (failure_i == GM_NONE) {
        return;
    }
    m->n_failures += 1.0;
    if (is_self_propelled(run, moving_i)) {
        fail_car(run, moving_i, failure_i);
    } else {
        m->failing = failure_i;
        m->repair = begin_repair(run, moving_i, failure_i);
    }
}

// ---- repairs and tows

// A towed car finds a place also where there is none free.
static void deliver(gm_run *run, int32_t step_i, uint32_t part, gm_target target)
{
    uint32_t cards = run->plan->steps[step_i].limits_out & run->parts[part].limits;
    if (cards) {
        gm_flow_give_cards(run, part, cards);
    }
    gm_run_tell(run, GM_PART_LEFT, part, step_i);
    if (run->visits) {
        gm_visits_leave(run, part);
    }
    int32_t store_i = gm_target_store(run, target, part);
    if (store_i != GM_NONE) {
        gm_store_put(run, store_i, part);
    } else if (target.kind == GM_TO_SCRAP) {
        gm_flow_scrap(run, part, step_i);
    } else if (target.kind == GM_TO_OUT) {
        gm_flow_out(run, part, gm_sink_out(run->plan));
    } else {
        gm_flow_out(run, part, run->plan->steps[target.i].own_i);
    }
}

// Time in which the first car of a section has moved on the line.
static double worked_s(const gm_moving_plan *plan, const gm_section *section)
{
    double left_s = section->goal == GM_SECTION_AT_END    ? 0.0
                    : section->goal == GM_SECTION_TO_STOP ? section->left_s + section->after_s
                                                          : section->left_s;
    return (section->head + 1) * plan->takt_s - left_s;
}

static void tow(gm_run *run, int32_t moving_i, int32_t section_i)
{
    gm_moving *m = &run->movings[moving_i];
    gm_section *section = &m->sections[section_i];
    uint32_t part = m->cars[section->head];
    m->lost_s[GM_LOST_TOWED] += worked_s(&run->plan->movings[moving_i], section);
    m->cars[section->head] = 0;
    gm_moving_lose_place(m, section->head);
    m->n_cars -= 1;
    gm_rules_tell_step(run, run->plan->movings[moving_i].step_i);
    m->n_towed += 1.0;
    section->n_cars -= 1;
    if (section->n_cars == 0) {
        gm_section_drop(m, section_i);
    }
    deliver(run, run->plan->movings[moving_i].step_i, part, m->towed);
}

static bool is_due(const gm_run *run, double at_s)
{
    return at_s <= run->now_s;
}

void gm_moving_repair(gm_run *run, int32_t moving_i)
{
    gm_moving *m = &run->movings[moving_i];
    if (m->failing != GM_NONE && is_due(run, m->repair.up_s)) {
        gm_moving_count_repair(m, &m->repair, run->now_s);
        gm_repair_end(run, &m->repair);
        gm_wear_renew(&m->wear, m->failing, m->learning.failures);
        m->failing = GM_NONE;
    }
    for (int32_t s = m->n_sections; s-- > 0 && m->n_dead > 0;) {
        if (m->sections[s].is_dead && is_due(run, m->sections[s].repair.up_s)) {
            gm_moving_count_repair(m, &m->sections[s].repair, run->now_s);
            gm_repair_end(run, &m->sections[s].repair);
            m->sections[s].is_dead = false;
            m->n_dead -= 1;
            if (m->tows) {
                tow(run, moving_i, s);
            }
        }
    }
}

gm_repair *gm_moving_repair_of(gm_moving *m, uint32_t grant_i)
{
    if (m->failing != GM_NONE && m->repair.grant == grant_i) {
        return &m->repair;
    }
    for (int32_t s = 0; s < m->n_sections; s++) {
        if (m->sections[s].is_dead && m->sections[s].repair.grant == grant_i) {
            return &m->sections[s].repair;
        }
    }
    return NULL;
}
