// SPDX-License-Identifier: MIT
//
// The commonest odd part in one lane: its work stops once, at the only failure of its machine, by
// work, and goes on after the repair; nothing else happens while it is there. The same draws and
// sums in the same order as in visit.c, without looking from instant to instant: on the reference
// line some 330 instructions instead of 2,050.

#include "line/state.h"

#define MICRO_STOP_S 300.0 // as in ages.c

// Of a part that comes, stops and goes on.
typedef struct stop {
    double come_s;
    double take_s;
    double fail_s;
    double repaired_s;
    double done_s;
    double leave_s;
    double age_s; // work up to the next failure, when it is done
} stop;

// False: it does not fail, or once more in the same part.
static bool follow(const gm_lines *lines, gm_line_machine *m, int lane, stop *s)
{
    gm_station *st = &lines->runs[lane]->stations[m->op->station_i];
    double left_s = *gm_line_at(lines, m, GM_LINE_LEFT, lane);
    double age_s = *gm_line_at(lines, m, GM_LINE_AGE, lane);
    double room_s = gm_line_room_s(lines, &m->room, lane);
    double work_s = *gm_line_draw_at(lines, m, lane);
    if (age_s >= work_s) {
        return false;
    }
    s->take_s = s->come_s > left_s ? s->come_s : left_s;
    s->fail_s = s->take_s + age_s;
    s->repaired_s = s->fail_s + gm_sampler_peek(&st->fail_repair[0]);
    double ran_s = m->restarts ? 0.0 : s->fail_s - s->take_s;
    double rest_s = work_s > ran_s ? work_s - ran_s : 0.0;
    s->done_s = s->repaired_s + rest_s;
    s->leave_s = s->done_s > room_s ? s->done_s : room_s;
    ran_s = s->done_s - s->repaired_s;
    age_s = gm_sampler_peek(&st->fail_after[0]) / st->learning.failures;
    s->age_s = age_s > ran_s ? age_s - ran_s : 0.0;
    return age_s >= rest_s;
}

static void count_states(const gm_lines *lines, gm_line_machine *m, int lane, const stop *s)
{
    gm_run *run = lines->runs[lane];
    gm_machine *machine = &run->machines[m->op->machine_i];
    gm_station *st = &run->stations[m->op->station_i];
    double left_s = *gm_line_at(lines, m, GM_LINE_LEFT, lane);
    bool has_waited = *gm_line_at(lines, m, GM_LINE_WAITING, lane) < s->take_s;
    double *state_s = machine->state_s;
    double down_before_s = state_s[GM_STATE_DOWN];
    state_s[GM_STATE_STARVED] += s->take_s - left_s;
    state_s[GM_STATE_WORKING] += s->fail_s - s->take_s;
    state_s[GM_STATE_DOWN] += s->repaired_s - s->fail_s;
    state_s[GM_STATE_WORKING] += s->done_s - s->repaired_s;
    state_s[GM_STATE_BLOCKED] += s->leave_s - s->done_s;
    machine->n_waits += has_waited ? 1.0 : 0.0;
    st->n_failures += 1.0;
    if (s->repaired_s - s->fail_s < MICRO_STOP_S) {
        st->n_micro_stops += 1.0;
        st->micro_stop_s += state_s[GM_STATE_DOWN] - down_before_s;
    }
    m->rest[lane].empty_s += s->take_s - left_s;
}

static void count_wait(const gm_lines *lines, gm_line_machine *m, int lane, const stop *s)
{
    double wait_s = s->take_s - s->come_s;
    double *most_s = gm_line_at(lines, m, GM_LINE_WAIT_MAX, lane);
    *gm_line_at(lines, m, GM_LINE_WAIT, lane) += wait_s;
    *gm_line_at(lines, m, GM_LINE_WAITED, lane) += wait_s > 0.0 ? 1.0 : 0.0;
    *most_s = wait_s > *most_s ? wait_s : *most_s;
}

bool gm_line_stop_once(gm_lines *lines, int32_t op_i, int lane, double come_s, double *take_s)
{
    gm_line_machine *m = &lines->machines[op_i];
    double quiet_s = *gm_line_at(lines, m, GM_LINE_QUIET, lane);
    bool is_plain = m->stops && !m->is_odd && lines->error[lane] == GM_RUN_OK &&
                    !gm_line_level_is_open(m, lane) && come_s < quiet_s;
    stop s = {.come_s = come_s};
    if (!is_plain || !follow(lines, m, lane, &s) || !(s.leave_s < quiet_s)) {
        return false;
    }
    gm_station *st = &lines->runs[lane]->stations[m->op->station_i];
    (void)gm_sampler_next(&st->fail_after[0]);
    (void)gm_sampler_next(&st->fail_repair[0]);
    count_states(lines, m, lane, &s);
    count_wait(lines, m, lane, &s);
    if (s.done_s < s.leave_s) {
        m->rest[lane].blocked_s = s.leave_s;
    }
    *gm_line_at(lines, m, GM_LINE_LEFT, lane) = s.leave_s;
    *gm_line_at(lines, m, GM_LINE_WAITING, lane) = s.done_s;
    *gm_line_at(lines, m, GM_LINE_AGE, lane) = s.age_s;
    *take_s = s.take_s;
    return true;
}
