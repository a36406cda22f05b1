// SPDX-License-Identifier: MIT
//
// A part at a machine in one lane, with everything that may happen there: the same order of things
// at one instant as in the event engine. Repairs and calendar first, then completions, then moves,
// then failures, then starts.

#include "line/state.h"

#define MICRO_STOP_S 300.0 // stops under 5 min are counted apart, as in plant/breakdown.c

typedef enum stage { EMPTY, LOADED, WORK, OUT, GONE } stage;

typedef struct visit {
    gm_lines *lines;
    gm_line_machine *machine;
    const gm_station_def *def;
    const gm_calendar *calendar; // NULL: always on
    gm_run *run;
    gm_machine *m;
    gm_station *st;
    gm_line_rest *rest;
    int op_i;
    int lane;
    double come_s;  // to the place before the machine, or to its door
    double room_s;  // when the part may leave
    double work_s;  // drawn
    double left_s;  // of it, as of begun_s
    double begun_s; // since when it runs
    double take_s;
    double done_s;
    stage stage;
    bool is_on;
    bool runs;
    bool fails_next; // before its work ends, if it runs on
} visit;

static double *field(const visit *v, gm_line_field f)
{
    return gm_line_at(v->lines, v->machine, f, v->lane);
}

static gm_age *age_of(const visit *v, int32_t i)
{
    return &v->run->ages[v->m->first_age + i];
}

static bool is_down(const visit *v)
{
    return v->m->failing != GM_NONE;
}

// ---- failures

static bool is_by_calendar(const visit *v, int32_t i)
{
    return v->def->failures[i].by == GM_BY_CALENDAR;
}

static double work_to_failure(const visit *v)
{
    double least = (double)INFINITY;
    for (int32_t i = 0; i < v->def->n_failures; i++) {
        double left = is_by_calendar(v, i) ? (double)INFINITY : age_of(v, i)->left;
        least = left < least ? left : least;
    }
    return least;
}

static double calendar_failure_s(const visit *v)
{
    double least = (double)INFINITY;
    for (int32_t i = 0; i < v->def->n_failures && !is_down(v); i++) {
        double due_s = age_of(v, i)->since_s + age_of(v, i)->left;
        least = is_by_calendar(v, i) && due_s < least ? due_s : least;
    }
    return least;
}

static void age_work(const visit *v, double ran_s)
{
    for (int32_t i = 0; i < v->def->n_failures; i++) {
        gm_age *age = age_of(v, i);
        if (!is_by_calendar(v, i)) {
            age->left = age->left > ran_s ? age->left - ran_s : 0.0;
        }
    }
}

// Ages by calendar stand still while the machine is down.
static void freeze(const visit *v, bool freezes)
{
    for (int32_t i = 0; i < v->def->n_failures; i++) {
        gm_age *age = age_of(v, i);
        if (is_by_calendar(v, i)) {
            age->left -= freezes ? v->run->now_s - age->since_s : 0.0;
            age->since_s = v->run->now_s;
        }
    }
}

static void pause_work(visit *v)
{
    if (v->runs) {
        double ran_s = v->run->now_s - v->begun_s;
        v->left_s = v->left_s > ran_s ? v->left_s - ran_s : 0.0;
        v->runs = false;
        age_work(v, ran_s);
    }
}

static void fail(visit *v, int32_t i)
{
    pause_work(v);
    freeze(v, true);
    v->m->failing = i;
    if (v->stage == WORK && v->def->failures[i].part == GM_PART_RESTART) {
        v->left_s = v->work_s;
    }
    gm_machine_hold(v->run, v->m, GM_HOLD_DOWN, 0);
    v->st->n_failures += 1.0;
    v->m->down_began_s = v->run->now_s;
    v->m->down_before_s = v->m->state_s[GM_STATE_DOWN];
    v->rest->repair_end_s = v->run->now_s + gm_sampler_next(&v->st->fail_repair[i]);
}

static void repair(visit *v)
{
    int32_t i = v->m->failing;
    v->m->failing = GM_NONE;
    gm_machine_hold(v->run, v->m, 0, GM_HOLD_DOWN);
    if (v->run->now_s - v->m->down_began_s < MICRO_STOP_S) {
        v->st->n_micro_stops += 1.0;
        v->st->micro_stop_s += v->m->state_s[GM_STATE_DOWN] - v->m->down_before_s;
    }
    freeze(v, false);
    *age_of(v, i) =
        (gm_age){.left = gm_sampler_next(&v->st->fail_after[i]), .since_s = v->run->now_s};
}

// The first that is due now, by work before by calendar.
static int32_t due_failure(const visit *v)
{
    int32_t first = GM_NONE;
    for (int32_t i = 0; i < v->def->n_failures && v->runs && v->fails_next; i++) {
        bool is_due = !is_by_calendar(v, i) && v->begun_s + age_of(v, i)->left <= v->run->now_s;
        bool is_first =
            is_due && (first == GM_NONE || age_of(v, i)->left < age_of(v, first)->left);
        first = is_first ? i : first;
    }
    for (int32_t i = 0; i < v->def->n_failures && first == GM_NONE; i++) {
        bool is_due =
            is_by_calendar(v, i) && age_of(v, i)->since_s + age_of(v, i)->left <= v->run->now_s;
        first = is_due ? i : first;
    }
    return first;
}

// ---- one instant

static void finish_work(visit *v)
{
    // As the clock of the event engine was set: at the end of what was left.
    if (v->runs && !v->fails_next && v->begun_s + v->left_s <= v->run->now_s) {
        age_work(v, v->run->now_s - v->begun_s);
        v->runs = false;
        v->stage = OUT;
        v->done_s = v->run->now_s;
    }
}

static void take(visit *v)
{
    double wait_s = v->run->now_s - v->come_s;
    v->stage = LOADED;
    v->take_s = v->run->now_s;
    v->left_s = v->work_s;
    v->rest->empty_s += v->run->now_s - *field(v, GM_LINE_LEFT);
    *field(v, GM_LINE_WAIT) += wait_s;
    *field(v, GM_LINE_WAITED) += wait_s > 0.0 ? 1.0 : 0.0;
    double *most_s = field(v, GM_LINE_WAIT_MAX);
    *most_s = wait_s > *most_s ? wait_s : *most_s;
}

static void move(visit *v)
{
    if (v->stage == OUT && v->room_s <= v->run->now_s) {
        v->stage = GONE;
    }
    if (v->stage == EMPTY && v->come_s <= v->run->now_s && v->is_on) {
        take(v);
    }
}

static void start(visit *v)
{
    bool may = v->is_on && !is_down(v);
    if (may && (v->stage == LOADED || (v->stage == WORK && !v->runs))) {
        v->stage = WORK;
        v->runs = true;
        v->begun_s = v->run->now_s;
        v->fails_next = work_to_failure(v) < v->left_s; // both may round to one moment
    }
}

static uint32_t hold_of(const visit *v)
{
    uint32_t hold = GM_HOLD_NOTHING;
    hold |= v->is_on ? 0 : GM_HOLD_OFF;
    hold |= is_down(v) ? GM_HOLD_DOWN : 0;
    hold |= v->stage == OUT ? GM_HOLD_BLOCKED : 0;
    hold |= v->stage == EMPTY || v->stage == GONE ? GM_HOLD_STARVED : 0;
    return hold;
}

static void mark(visit *v)
{
    uint32_t hold = hold_of(v);
    if (hold != v->m->hold) {
        gm_machine_mark(v->run, v->m, hold);
    }
}

static void settle_instant(visit *v)
{
    double now_s = v->run->now_s;
    if (is_down(v) && v->rest->repair_end_s <= now_s) {
        repair(v);
    }
    v->is_on = !v->calendar || gm_calendar_is_on(v->calendar, now_s, &v->rest->hint);
    finish_work(v);
    if (!v->is_on) {
        pause_work(v);
    }
    move(v);
    int32_t failure_i = is_down(v) || v->stage == GONE ? GM_NONE : due_failure(v);
    if (failure_i != GM_NONE) {
        mark(v);
        fail(v, failure_i);
    }
    start(v);
    mark(v);
}

// ---- from instant to instant

static double next_instant(const visit *v)
{
    double now_s = v->run->now_s;
    double next_s = is_down(v) ? v->rest->repair_end_s : calendar_failure_s(v);
    double own_s = (double)INFINITY;
    if (v->stage == EMPTY && v->is_on) {
        own_s = v->come_s;
    } else if (v->stage == OUT) {
        own_s = v->room_s;
    } else if (v->runs) {
        own_s = v->begun_s + (v->fails_next ? work_to_failure(v) : v->left_s);
    }
    next_s = own_s < next_s ? own_s : next_s;
    if (v->calendar) {
        double change_s = gm_calendar_next_change(v->calendar, now_s, &v->rest->hint);
        next_s = change_s < next_s ? change_s : next_s;
    }
    return next_s > now_s ? next_s : now_s;
}

// The row of the point that comes now.
static void record(visit *v)
{
    gm_line_row *row = gm_line_row_of(v->lines, v->lane, v->rest->point, v->op_i);
    gm_machine *m = v->m;
    gm_machine_mark(v->run, m, m->hold);
    for (int s = 0; s < GM_N_STATES; s++) {
        row->state_s[s] = m->state_s[s];
    }
    row->state_s[GM_STATE_WORKING] += *field(v, GM_LINE_WORK);
    row->state_s[GM_STATE_BLOCKED] += *field(v, GM_LINE_BLOCKED);
    row->state_s[GM_STATE_STARVED] += *field(v, GM_LINE_STARVED);
    row->n_waits = m->n_waits + *field(v, GM_LINE_WAITS);
    row->hold = m->hold;
    row->has_waited = m->has_waited;
    double n = (double)v->lines->n;
    row->is_empty = v->stage == EMPTY;
    row->n_taken = n + (v->stage == EMPTY ? 0.0 : 1.0);
    row->n_done = n + (v->stage == OUT ? 1.0 : 0.0);
    row->n_left = n;
    row->n_failures = v->st->n_failures;
    row->n_micro_stops = v->st->n_micro_stops;
    row->micro_stop_s = v->st->micro_stop_s;
    row->empty_s = v->rest->empty_s + *field(v, GM_LINE_STARVED) +
                   (row->is_empty ? v->run->now_s - *field(v, GM_LINE_LEFT) : 0.0);
    row->wait_s = *field(v, GM_LINE_WAIT);
    row->n_waited = *field(v, GM_LINE_WAITED);
    row->wait_max_s = *field(v, GM_LINE_WAIT_MAX);
    *field(v, GM_LINE_WAIT_MAX) = 0.0;
}

// Looks at the points before the next instant.
static void pass_points(visit *v, double next_s)
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

static bool is_over(const visit *v)
{
    return v->rest->point >= v->lines->ask.n_points;
}

// ---- a visit

// Takes the machine up where the lanes left it; what holds it is as after the last slow visit.
static void enter(visit *v)
{
    gm_machine *m = v->m;
    double left_s = *field(v, GM_LINE_LEFT);
    v->run->now_s = left_s;
    m->since_s = left_s;
    m->wait_began_s = *field(v, GM_LINE_WAITING);
    m->has_waited = m->wait_began_s < left_s;
    v->is_on = !v->calendar || gm_calendar_is_on(v->calendar, left_s, &v->rest->hint);
    for (int32_t i = 0, f = 0; f < v->machine->n_ages; i++) {
        if (!is_by_calendar(v, i)) {
            age_of(v, i)->left = *field(v, (gm_line_field)(GM_LINE_AGE + f++));
        }
    }
}

static double quiet_until(const visit *v)
{
    bool lags = v->machine->op->places > 0 && v->rest->place_point < v->rest->point;
    if (is_down(v) || !v->is_on || lags) {
        return -(double)INFINITY;
    }
    double quiet_s = calendar_failure_s(v);
    double point_s =
        is_over(v) ? (double)INFINITY : gm_line_point_s(v->lines, v->lane, v->rest->point);
    quiet_s = point_s < quiet_s ? point_s : quiet_s;
    if (v->calendar) {
        double change_s = gm_calendar_next_change(v->calendar, v->run->now_s, &v->rest->hint);
        // At that very moment work does not begin any more.
        quiet_s = change_s < quiet_s ? change_s : quiet_s;
    }
    return quiet_s;
}

static void leave(visit *v)
{
    gm_machine *m = v->m;
    double now_s = v->run->now_s;
    *field(v, GM_LINE_LEFT) = now_s;
    *field(v, GM_LINE_WAITING) = m->has_waited ? m->wait_began_s : now_s;
    for (int32_t i = 0, f = 0; f < v->machine->n_ages; i++) {
        if (!is_by_calendar(v, i)) {
            *field(v, (gm_line_field)(GM_LINE_AGE + f++)) = age_of(v, i)->left;
        }
    }
    *field(v, GM_LINE_QUIET) = quiet_until(v);
}

// All points are behind: what still happens is of no interest.
static void end(visit *v)
{
    v->take_s = v->stage == EMPTY ? (double)INFINITY : v->take_s;
    *field(v, GM_LINE_LEFT) = (double)INFINITY;
    *field(v, GM_LINE_WAITING) = (double)INFINITY;
    for (int f = 0; f < v->machine->n_ages; f++) {
        *field(v, (gm_line_field)(GM_LINE_AGE + f)) = (double)INFINITY;
    }
    bool lags = v->machine->op->places > 0 && v->rest->place_point < v->rest->point;
    *field(v, GM_LINE_QUIET) = lags ? -(double)INFINITY : (double)INFINITY;
}

static void walk(visit *v)
{
    enter(v);
    for (;;) {
        settle_instant(v);
        if (v->stage == GONE) {
            leave(v);
            return;
        }
        double next_s = next_instant(v);
        pass_points(v, next_s);
        if (is_over(v)) {
            end(v);
            return;
        }
        v->run->now_s = next_s;
    }
}

// ---- the place before the machine

// The part is in the place at the points between.
static void count_here(visit *v)
{
    bool has_place = v->machine->op->places > 0;
    for (int32_t i = v->rest->place_point; has_place && i < v->lines->ask.n_points; i++) {
        double at_s = gm_line_point_s(v->lines, v->lane, i);
        if (at_s >= v->take_s) {
            break;
        }
        if (!v->lines->ask.points[i].is_thin) {
            gm_line_row *row = gm_line_row_of(v->lines, v->lane, i, v->op_i);
            row->level += 1;
            row->here_s += at_s - v->come_s;
        }
    }
}

// No part comes to the place any more before the points that are behind it now.
static void close_place(visit *v)
{
    while (v->rest->place_point < v->lines->ask.n_points) {
        double at_s = gm_line_point_s(v->lines, v->lane, v->rest->place_point);
        if (v->come_s <= at_s) {
            break;
        }
        if (!v->lines->ask.points[v->rest->place_point].is_thin) {
            gm_line_row *row = gm_line_row_of(v->lines, v->lane, v->rest->place_point, v->op_i);
            gm_line_level_at(v->lines, v->machine, v->lane, at_s, row);
        }
        v->rest->place_point += 1;
    }
}

static double room_s(const gm_lines *lines, const gm_line_machine *m, int lane)
{
    uint64_t at = (lines->n - m->room_back) & m->room_mask;
    return m->room[at * (uint64_t)lines->width + (uint64_t)lane];
}

static bool was_blocked(const gm_lines *lines, int op_i, int lane)
{
    const gm_line_machine *before = &lines->machines[op_i > 0 ? op_i - 1 : 0];
    return op_i > 0 && *gm_line_at(lines, before, GM_LINE_WAITING, lane) <
                           *gm_line_at(lines, before, GM_LINE_LEFT, lane);
}

void gm_line_visit(gm_lines *lines, int32_t op_i, int lane, double come_s, double *take_s,
                   double *leave_s)
{
    const gm_plan *plan = lines->program->plan;
    gm_line_machine *m = &lines->machines[op_i];
    uint64_t width = (uint64_t)lines->width;
    uint64_t k = lines->n % GM_LINE_CHUNK;
    visit v = {.lines = lines,
               .machine = m,
               .def = plan->stations[m->op->station_i].def,
               .calendar = m->op->calendar_i < 0 ? NULL : &plan->calendars[m->op->calendar_i],
               .run = lines->runs[lane],
               .m = &lines->runs[lane]->machines[m->op->machine_i],
               .st = &lines->runs[lane]->stations[m->op->station_i],
               .rest = &m->rest[lane],
               .op_i = op_i,
               .lane = lane,
               .come_s = come_s,
               .room_s = room_s(lines, m, lane),
               .work_s = m->draws[k * width + (uint64_t)lane],
               .take_s = (double)INFINITY};
    close_place(&v);
    if (m->op->places > 0) {
        gm_line_level_in(lines, m, lane, come_s, was_blocked(lines, op_i, lane));
        m->is_open |= gm_line_level_is_open(m, lane);
    }
    if (is_over(&v)) {
        end(&v);
    } else {
        walk(&v);
    }
    count_here(&v);
    *take_s = v.take_s;
    *leave_s = *gm_line_at(lines, m, GM_LINE_LEFT, lane);
    m->takes[(lines->n & m->mask) * width + (uint64_t)lane] = v.take_s;
    if (lane == 0 && lines->observer && *leave_s < (double)INFINITY) {
        lines->observer(lines->observer_user, m->op->step_i, (uint32_t)lines->n + 1, *leave_s);
    }
}
