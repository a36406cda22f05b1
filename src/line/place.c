// SPDX-License-Identifier: MIT
//
// A part in one lane comes to an operation: to the place before it, then through its machine, or
// on through a pass.

#include "line/state.h"

void gm_line_count_here(gm_lines *lines, gm_line_machine *m, int lane, int32_t from_point,
                        double come_s, double take_s)
{
    for (int32_t k = lines->row_at[from_point]; k < lines->n_row_points; k++) {
        double at_s = gm_line_point_s(lines, lane, lines->row_points[k]);
        if (at_s >= take_s) {
            break;
        }
        gm_line_row *row = gm_line_row_of(lines, lane, lines->row_points[k], m->op_i);
        row->level += 1;
        row->here_s += at_s - come_s;
    }
}

void gm_line_close_place(gm_lines *lines, gm_line_machine *m, int lane, double come_s)
{
    gm_line_rest *rest = &m->rest[lane];
    while (rest->place_point < lines->ask.n_points) {
        double at_s = gm_line_point_s(lines, lane, rest->place_point);
        if (come_s <= at_s) {
            break;
        }
        if (!lines->ask.points[rest->place_point].is_thin) {
            gm_line_row *row = gm_line_row_of(lines, lane, rest->place_point, m->op_i);
            gm_line_level_at(lines, m, lane, at_s, row);
        }
        rest->place_point += 1;
    }
}

void gm_line_record_place(gm_lines *lines, const gm_line_machine *m, int lane, gm_line_row *row)
{
    double *most_s = gm_line_at(lines, m, GM_LINE_WAIT_MAX, lane);
    row->wait_s = *gm_line_at(lines, m, GM_LINE_WAIT, lane);
    row->n_waited = gm_line_count_at(lines, m, GM_LINE_WAITED, lane);
    row->wait_max_s = *most_s;
    *most_s = 0.0;
}

bool gm_line_comes_behind(const gm_lines *lines, int32_t op_i, int lane)
{
    if (op_i == 0) {
        return !gm_line_comes_by_itself(lines, lane);
    }
    const gm_line_machine *before = &lines->machines[op_i - 1];
    double come_s = *gm_line_tile_at(lines, lines->at, lane);
    if (before->room_gate.n > 0 && gm_line_gate_s(lines, &before->room_gate, lane) >= come_s) {
        return true; // cards are given out when all machines have given their parts
    }
    return before->op->machine_i == GM_NONE ||
           *gm_line_tile_at(lines, lines->done, lane) < come_s;
}

// ---- passes

static void record_pass(gm_lines *lines, gm_line_machine *m, int lane, double until_s)
{
    gm_line_rest *rest = &m->rest[lane];
    for (; rest->point < lines->ask.n_points; rest->point++) {
        if (gm_line_point_s(lines, lane, rest->point) >= until_s) {
            break;
        }
        if (!lines->ask.points[rest->point].is_thin) {
            gm_line_row *row = gm_line_row_of(lines, lane, rest->point, m->op_i);
            row->n_taken = row->n_left = (double)lines->n;
            gm_line_record_place(lines, m, lane, row);
        }
    }
}

// When the part in hand goes on; until then the points are looked at.
static double go_on(gm_lines *lines, gm_line_machine *m, int lane, double come_s)
{
    gm_line_rest *rest = &m->rest[lane];
    double room_s = gm_line_room_s(lines, &m->room, lane);
    double card_s = gm_line_gate_s(lines, &m->room_gate, lane);
    double take_s = come_s + m->op->delay_s;
    take_s = take_s > room_s ? take_s : room_s;
    take_s = take_s > card_s ? take_s : card_s;
    if (gm_line_is_lost(lines, lane, come_s)) {
        lines->error[lane] = GM_RUN_STUCK;
    }
    record_pass(lines, m, lane, take_s);
    if (rest->point >= lines->ask.n_points) {
        take_s = (double)INFINITY;
    } else {
        double wait_s = take_s - come_s;
        double *most_s = gm_line_at(lines, m, GM_LINE_WAIT_MAX, lane);
        *gm_line_at(lines, m, GM_LINE_WAIT, lane) += wait_s;
        *gm_line_at(lines, m, GM_LINE_WAITED, lane) += wait_s > 0.0 ? 1.0 : 0.0;
        *most_s = wait_s > *most_s ? wait_s : *most_s;
    }
    bool lags = rest->place_point < rest->point;
    *gm_line_at(lines, m, GM_LINE_LEFT, lane) = take_s;
    *gm_line_at(lines, m, GM_LINE_QUIET, lane) =
        lags ? -(double)INFINITY : gm_line_point_s(lines, lane, rest->point);
    return take_s;
}

// ---- what comes

static void note_by_count(const gm_lines *lines, gm_line_machine *m)
{
    m->by_count = (double)INFINITY;
    for (int lane = 0; lane < lines->width; lane++) {
        double at = m->rest[lane].by_count;
        m->by_count = at < m->by_count ? at : m->by_count;
    }
}

// The part in hand has left a machine.
static void leave(gm_lines *lines, gm_line_machine *m, int lane, double take_s)
{
    double leave_s = *gm_line_at(lines, m, GM_LINE_LEFT, lane);
    bool was_blocked = gm_line_was_blocked(lines, m, lane);
    m->takes[(lines->n & m->mask) * (uint64_t)lines->width + (uint64_t)lane] = take_s;
    if (m->leaves) {
        uint64_t row = (lines->n & m->leaves_mask) * (uint64_t)lines->width;
        m->leaves[row + (uint64_t)lane] = leave_s;
    }
    *gm_line_tile_at(lines, lines->at, lane) = leave_s;
    *gm_line_tile_at(lines, lines->done, lane) = was_blocked ? -(double)INFINITY : leave_s;
    if (lane == 0 && lines->observer && m->op->machine_i != GM_NONE &&
        leave_s < (double)INFINITY) {
        lines->observer(lines->observer_user, m->op->step_i, (uint32_t)lines->n + 1, leave_s);
    }
}

// Whatever happens there. Returns when the part is taken.
static double come_apart(gm_lines *lines, int32_t op_i, int lane, double come_s)
{
    gm_line_machine *m = &lines->machines[op_i];
    bool has_place = m->op->places > 0;
    double take_s;
    gm_line_close_place(lines, m, lane, come_s);
    if (has_place) {
        gm_line_level_in(lines, m, lane, come_s, gm_line_comes_behind(lines, op_i, lane));
        m->is_open |= gm_line_level_is_open(m, lane);
    }
    if (m->op->machine_i == GM_NONE) {
        take_s = go_on(lines, m, lane, come_s);
    } else {
        gm_line_go_through(lines, op_i, lane, come_s, &take_s);
        if (m->counts) {
            note_by_count(lines, m);
        }
    }
    if (has_place) {
        gm_line_count_here(lines, m, lane, m->rest[lane].place_point, come_s, take_s);
    }
    return take_s;
}

void gm_line_come_to(gm_lines *lines, int32_t op_i, int lane)
{
    double come_s = *gm_line_tile_at(lines, lines->at, lane);
    double take_s;
    if (!gm_line_stop_once(lines, op_i, lane, come_s, &take_s)) {
        take_s = come_apart(lines, op_i, lane, come_s);
    }
    leave(lines, &lines->machines[op_i], lane, take_s);
}
