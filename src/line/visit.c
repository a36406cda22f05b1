// SPDX-License-Identifier: MIT
//
// A part at a machine in one lane, with everything that may happen there: the same order of things
// at one instant as in the event engine. Repairs and calendar first, then completions, then moves,
// then failures, then starts.

#include "line/net.h"

#include "plant/changeover.h"

#include <math.h>

// ---- activities: work, setup, maintenance

static void begin(gm_line_visit *v, double takes_s)
{
    v->is_active = true;
    v->runs = true;
    v->left_s = takes_s;
    v->begun_s = v->run->now_s;
}

static void pause_activity(gm_line_visit *v)
{
    if (v->runs) {
        double ran_s = v->run->now_s - v->begun_s;
        v->left_s = v->left_s > ran_s ? v->left_s - ran_s : 0.0;
        v->runs = false;
        if (v->stage == GM_LINE_AT_WORK) {
            gm_line_age_work(v, ran_s);
        }
    }
}

static void fail(gm_line_visit *v, int32_t failure_i)
{
    bool in_work = v->stage == GM_LINE_AT_WORK && v->is_active;
    pause_activity(v);
    if (in_work && v->def->failures[failure_i].part == GM_PART_RESTART) {
        v->left_s = v->work_s;
    }
    gm_line_fail(v, failure_i);
}

// ---- one instant

static uint32_t hold_of(const gm_line_visit *v)
{
    uint32_t hold = GM_HOLD_NOTHING;
    hold |= v->is_on ? 0 : GM_HOLD_OFF;
    hold |= gm_line_is_down(v) ? GM_HOLD_DOWN : 0;
    hold |= v->stage == GM_LINE_CARE && v->is_active ? GM_HOLD_MAINTENANCE : 0;
    hold |= v->stage == GM_LINE_CHANGE && v->is_active ? GM_HOLD_SETUP : 0;
    hold |= v->stage == GM_LINE_DONE || v->waits_for_place ? GM_HOLD_BLOCKED : 0;
    hold |= v->stage <= GM_LINE_CARE || v->stage == GM_LINE_GONE ? GM_HOLD_STARVED : 0;
    return hold;
}

static void mark(gm_line_visit *v)
{
    uint32_t hold = hold_of(v);
    if (hold != v->m->hold) {
        gm_machine_mark(v->run, v->m, hold);
    }
}

static void end_activity(gm_line_visit *v)
{
    // As the clock of the event engine was set: at the end of what was left.
    if (!v->runs || v->fails_next || v->begun_s + v->left_s > v->run->now_s) {
        return;
    }
    if (v->stage == GM_LINE_AT_WORK) {
        gm_line_age_work(v, v->run->now_s - v->begun_s);
        gm_line_finish(v);
        v->stage = GM_LINE_DONE;
    } else if (v->stage == GM_LINE_CHANGE) {
        gm_changeover_done(v->run, v->m);
        v->m->caring += 1;
    } else {
        gm_line_maintained(v);
        v->stage = GM_LINE_EMPTY;
        v->is_freed = true;
    }
    v->runs = false;
    v->is_active = false;
    if (v->stage != GM_LINE_DONE) {
        mark(v); // a wait may begin here
    }
}

static void count_wait(gm_line_visit *v, double wait_s)
{
    double *most_s = gm_line_field_of(v, GM_LINE_WAIT_MAX);
    *gm_line_field_of(v, GM_LINE_WAIT) += wait_s;
    *gm_line_field_of(v, GM_LINE_WAITED) += wait_s > 0.0 ? 1.0 : 0.0;
    *most_s = wait_s > *most_s ? wait_s : *most_s;
}

static void take(gm_line_visit *v)
{
    v->stage = GM_LINE_LOADED;
    v->take_s = v->run->now_s;
    v->rest->empty_s += v->run->now_s - *gm_line_field_of(v, GM_LINE_LEFT);
    if (v->lines->net) {
        gm_line_net_taken(v);
    } else {
        count_wait(v, v->run->now_s - v->come_s);
    }
    if (v->machine->op->is_before) {
        mark(v); // the wait is over, though it may be blocked next
    }
}

// Between two parts: what maintenance is due? As a part leaves it is chosen off shift too.
static void look_at_care(gm_line_visit *v)
{
    bool may = v->stage == GM_LINE_EMPTY && (v->is_on || v->has_left);
    int32_t due = may ? gm_line_due_maintenance(v) : GM_NONE;
    if (due != GM_NONE) {
        v->m->caring = due;
        v->stage = GM_LINE_CARE;
    }
    v->is_freed = false;
    v->has_left = false;
}

static void move(gm_line_visit *v)
{
    if (v->stage == GM_LINE_DONE && v->room_s <= v->run->now_s) {
        v->stage = GM_LINE_GONE;
    }
    if (v->is_freed) {
        look_at_care(v);
    }
    if (v->stage == GM_LINE_EMPTY && v->ready_s <= v->run->now_s && v->is_on) {
        take(v);
    }
}

// Failures, and maintenance that becomes due by calendar.
static void look_at_ages(gm_line_visit *v)
{
    if (gm_line_is_down(v) || v->stage == GM_LINE_GONE) {
        return;
    }
    int32_t failure_i = gm_line_due_failure(v);
    if (failure_i != GM_NONE) {
        mark(v);
        fail(v, failure_i);
    } else if (gm_line_calendar_maintenance_rings(v)) {
        look_at_care(v);
    }
}

static void start_work(gm_line_visit *v)
{
    int32_t failure_i = gm_line_parts_failure(v);
    if (failure_i != GM_NONE) {
        mark(v);
        fail(v, failure_i);
    } else {
        begin(v, v->work_s);
    }
}

// From the part on the machine to the start of its work, as far as nothing takes time.
static void prepare(gm_line_visit *v)
{
    if (v->stage == GM_LINE_LOADED) {
        v->stage = GM_LINE_CHANGE;
        v->m->caring = 0;
    }
    if (v->stage == GM_LINE_CHANGE) {
        if (gm_changeover_find(v->run, v->m)) {
            begin(v, gm_changeover_draw(v->run, v->m));
            return;
        }
        gm_changeover_remember(v->run, v->m);
        v->stage = GM_LINE_CLAIM;
    }
    if (v->stage == GM_LINE_CLAIM) {
        v->waits_for_place = v->claim_s > v->run->now_s;
        if (v->waits_for_place) {
            return;
        }
        v->stage = GM_LINE_AT_WORK;
    }
    start_work(v);
}

static void start(gm_line_visit *v)
{
    if (!v->is_on || gm_line_is_down(v) || v->runs) {
        return;
    }
    if (v->is_active) {
        v->runs = true;
        v->begun_s = v->run->now_s;
    } else if (v->stage == GM_LINE_CARE) {
        begin(v, gm_sampler_next(&v->st->maintain_takes[v->m->caring]));
    } else if (v->stage >= GM_LINE_LOADED && v->stage <= GM_LINE_AT_WORK) {
        prepare(v);
    }
    // Both may round to one moment.
    v->fails_next =
        v->runs && v->stage == GM_LINE_AT_WORK && gm_line_work_to_failure(v) < v->left_s;
}

// What ends at this instant.
static void begin_instant(gm_line_visit *v)
{
    double now_s = v->run->now_s;
    if (gm_line_is_down(v) && v->rest->repair_end_s <= now_s) {
        gm_line_repair(v);
        v->is_freed = true;
    }
    bool was_on = v->is_on;
    v->is_on = !v->calendar || gm_calendar_is_on(v->calendar, now_s, &v->rest->hint);
    v->is_freed |= v->is_on && !was_on;
    end_activity(v);
    if (!v->is_on) {
        pause_activity(v);
    }
}

// And what moves, fails and begins.
static void end_instant(gm_line_visit *v)
{
    move(v);
    look_at_ages(v);
    start(v);
    mark(v);
}

// ---- from instant to instant

static double next_instant(const gm_line_visit *v)
{
    double now_s = v->run->now_s;
    double next_s = gm_line_is_down(v) ? v->rest->repair_end_s : gm_line_calendar_due_s(v);
    double own_s = (double)INFINITY;
    if (v->stage == GM_LINE_EMPTY && v->is_on) {
        own_s = v->ready_s;
    } else if (v->stage == GM_LINE_DONE) {
        own_s = v->room_s;
    } else if (v->waits_for_place) {
        own_s = v->claim_s > now_s ? v->claim_s : (double)INFINITY;
    } else if (v->runs) {
        own_s = v->begun_s + (v->fails_next ? gm_line_work_to_failure(v) : v->left_s);
    }
    next_s = own_s < next_s ? own_s : next_s;
    if (v->calendar) {
        double change_s = gm_calendar_next_change(v->calendar, now_s, &v->rest->hint);
        next_s = change_s < next_s ? change_s : next_s;
    }
    return next_s > now_s ? next_s : now_s;
}

// ---- points

static void record(gm_line_visit *v)
{
    gm_line_row *row = gm_line_row_of(v->lines, v->lane, v->rest->point, v->op_i);
    gm_machine *m = v->m;
    gm_machine_mark(v->run, m, m->hold);
    for (int s = 0; s < GM_N_STATES; s++) {
        row->state_s[s] = m->state_s[s];
    }
    row->state_s[GM_STATE_WORKING] += *gm_line_field_of(v, GM_LINE_WORK);
    row->state_s[GM_STATE_BLOCKED] += *gm_line_field_of(v, GM_LINE_BLOCKED);
    row->state_s[GM_STATE_STARVED] += *gm_line_field_of(v, GM_LINE_STARVED);
    row->n_waits = m->n_waits + gm_line_count_at(v->lines, v->machine, GM_LINE_WAITS, v->lane);
    row->hold = m->hold;
    row->has_waited = m->has_waited;
    double n = (double)v->n;
    row->is_empty = v->stage <= GM_LINE_CARE;
    row->n_taken = n + (row->is_empty ? 0.0 : 1.0);
    row->n_done = row->n_good = n + (v->stage == GM_LINE_DONE ? 1.0 : 0.0);
    row->planned_s = v->rest->planned_s;
    row->n_left = n;
    row->n_failures = v->st->n_failures;
    row->n_micro_stops = v->st->n_micro_stops;
    row->micro_stop_s = v->st->micro_stop_s;
    row->n_changes = v->st->n_changes;
    row->n_unlike = v->st->n_unlike;
    row->change_cost_cny = v->st->change_cost_cny;
    row->change_volume_m3 = v->st->change_volume_m3;
    row->empty_s = v->rest->empty_s + *gm_line_field_of(v, GM_LINE_STARVED) +
                   (row->is_empty ? v->run->now_s - *gm_line_field_of(v, GM_LINE_LEFT) : 0.0);
    gm_line_record_place(v->lines, v->machine, v->lane, row);
    if (v->lines->net) {
        gm_line_net_record(v, row);
    }
}

// Looks at the points before the next instant.
static void pass_points(gm_line_visit *v, double next_s)
{
    while (v->rest->point < v->lines->ask.n_points) {
        double at_s = gm_line_point_s(v->lines, v->lane, v->rest->point);
        if (at_s >= next_s) {
            break;
        }
        v->run->now_s = at_s;
        if (!v->lines->ask.points[v->rest->point].is_thin) {
            record(v);
        }
        v->rest->point += 1;
    }
}

// ---- a visit

// Takes the machine up where the lanes left it; what holds it is as after the last slow visit.
static void enter(gm_line_visit *v)
{
    gm_machine *m = v->m;
    double left_s = *gm_line_field_of(v, GM_LINE_LEFT);
    v->run->now_s = left_s;
    m->since_s = left_s;
    m->wait_began_s = *gm_line_field_of(v, GM_LINE_WAITING);
    m->has_waited = m->wait_began_s < left_s;
    v->is_on = !v->calendar || gm_calendar_is_on(v->calendar, left_s, &v->rest->hint);
    v->is_freed = true;
    v->has_left = true;
    gm_line_ages_enter(v);
}

// Is a place before it not yet as far as the machine?
static bool lags(const gm_line_visit *v)
{
    bool is = false;
    for (int32_t i = 0; i <= v->machine->op->n_further; i++) {
        const gm_line_machine *m = v->machine + i;
        is |= m->op->places > 0 && m->rest[v->lane].place_point < v->rest->point;
    }
    return is;
}

static double quiet_until(const gm_line_visit *v)
{
    if (gm_line_is_down(v) || !v->is_on || lags(v) || gm_line_due_maintenance(v) != GM_NONE) {
        return -(double)INFINITY;
    }
    double quiet_s = gm_line_calendar_due_s(v);
    double point_s = gm_line_visit_is_over(v)
                         ? (double)INFINITY
                         : gm_line_point_s(v->lines, v->lane, v->rest->point);
    quiet_s = point_s < quiet_s ? point_s : quiet_s;
    if (v->calendar) {
        double change_s = gm_calendar_next_change(v->calendar, v->run->now_s, &v->rest->hint);
        // At that very moment work does not begin any more.
        quiet_s = change_s < quiet_s ? change_s : quiet_s;
    }
    return quiet_s;
}

static void leave(gm_line_visit *v)
{
    gm_machine *m = v->m;
    double now_s = v->run->now_s;
    *gm_line_field_of(v, GM_LINE_LEFT) = now_s;
    v->rest->blocked_s = v->done_s < now_s ? now_s : v->rest->blocked_s;
    *gm_line_field_of(v, GM_LINE_WAITING) = m->has_waited ? m->wait_began_s : now_s;
    *gm_line_field_of(v, GM_LINE_QUIET) = quiet_until(v);
    gm_line_ages_leave(v);
}

// All points are behind: what still happens is of no interest.
static void end(gm_line_visit *v)
{
    v->take_s = v->stage <= GM_LINE_CARE ? (double)INFINITY : v->take_s;
    *gm_line_field_of(v, GM_LINE_LEFT) = (double)INFINITY;
    *gm_line_field_of(v, GM_LINE_WAITING) = (double)INFINITY;
    for (int f = 0; f < v->machine->n_ages; f++) {
        *gm_line_field_of(v, (gm_line_field)(GM_LINE_AGE + f)) = (double)INFINITY;
    }
    *gm_line_field_of(v, GM_LINE_QUIET) = lags(v) ? -(double)INFINITY : (double)INFINITY;
}

// Off, and never on again, while a count is waited for.
static bool is_off_for_good(const gm_line_visit *v)
{
    return !v->is_on && gm_line_is_by_count(v->lines, v->lane) &&
           gm_calendar_next_change(v->calendar, v->run->now_s, &v->rest->hint) ==
               (double)INFINITY;
}

// What the instant in hand brings, from its beginning or on from where it stood. False: it stands.
static bool play_instant(gm_line_visit *v, bool goes_on)
{
    if (!goes_on) {
        begin_instant(v);
    }
    if (v->stage == GM_LINE_DONE && !v->has_room) {
        v->now_s = v->run->now_s;
        return false;
    }
    end_instant(v);
    return true;
}

// To the next instant. False: there is none any more.
static bool go_to_next(gm_line_visit *v)
{
    double next_s = next_instant(v);
    pass_points(v, next_s);
    if (is_off_for_good(v)) {
        v->lines->error[v->lane] = GM_RUN_STUCK;
    }
    if (gm_line_visit_is_over(v) || v->lines->error[v->lane] != GM_RUN_OK) {
        end(v);
        return false;
    }
    GM_ASSERT(next_s < (double)INFINITY);
    v->run->now_s = next_s;
    return true;
}

bool gm_line_visit_go(gm_line_visit *v)
{
    bool goes_on = v->stage == GM_LINE_DONE;
    if (gm_line_visit_is_over(v) || v->lines->error[v->lane] != GM_RUN_OK) {
        end(v);
        return true;
    }
    if (goes_on) {
        v->run->now_s = v->now_s;
    } else {
        enter(v);
    }
    for (;;) {
        if (!play_instant(v, goes_on)) {
            return false;
        }
        goes_on = false;
        if (v->stage == GM_LINE_GONE) {
            leave(v);
            return true;
        }
        if (!go_to_next(v)) {
            return true;
        }
    }
}

static double later(double a, double b)
{
    return a > b ? a : b;
}

gm_line_visit gm_line_visit_of(gm_lines *lines, int32_t op_i, int lane, double come_s,
                               double ready_s, double work_s)
{
    const gm_plan *plan = lines->program->plan;
    gm_line_machine *m = &lines->machines[op_i];
    gm_run *run = lines->runs[lane];
    return (gm_line_visit){
        .lines = lines,
        .machine = m,
        .def = plan->stations[m->op->station_i].def,
        .calendar = m->op->calendar_i < 0 ? NULL : &plan->calendars[m->op->calendar_i],
        .run = run,
        .m = &run->machines[m->op->machine_i],
        .st = &run->stations[m->op->station_i],
        .rest = &m->rest[lane],
        .op_i = op_i,
        .lane = lane,
        .come_s = come_s,
        .ready_s = ready_s,
        .work_s = work_s,
        .take_s = (double)INFINITY};
}

void gm_line_go_through(gm_lines *lines, int32_t op_i, int lane, double come_s, double *take_s)
{
    gm_line_machine *m = &lines->machines[op_i];
    uint64_t at = lines->n % GM_LINE_CHUNK * (uint64_t)lines->width + (uint64_t)lane;
    double ready_s =
        later(come_s + m->op->delay_s, gm_line_gate_s(lines, &m->ready_gate, lane));
    gm_line_visit v = gm_line_visit_of(lines, op_i, lane, come_s, ready_s, m->draws[at]);
    v.n = lines->n;
    v.has_room = true;
    v.room_s = later(gm_line_room_s(lines, &m->room, lane),
                     gm_line_gate_s(lines, &m->room_gate, lane));
    v.claim_s = m->op->is_before ? gm_line_room_s(lines, &m->claim, lane) : 0.0;
    v.m->part = lines->part[lane];
    v.run->parts[v.m->part].variant = (int16_t)gm_line_variant_of(lines, lane);
    if (gm_line_is_lost(lines, lane, come_s)) {
        lines->error[lane] = GM_RUN_STUCK;
    }
    (void)gm_line_visit_go(&v);
    if (m->counts || gm_line_visit_is_over(&v)) {
        v.rest->by_count =
            gm_line_visit_is_over(&v) ? (double)INFINITY : gm_line_next_by_count(&v);
    }
    *take_s = v.take_s;
}
