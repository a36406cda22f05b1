// SPDX-License-Identifier: MIT

#include "line/hold.h"

#include "line/state.h"

// ---- memory

static uint64_t ring_mask(int32_t at_most)
{
    uint64_t size = 1;
    while (size < (uint64_t)at_most + 1) {
        size *= 2;
    }
    return size - 1;
}

static void create_hold(gm_lines *lines, gm_line_hold *hold, const gm_line_limit *limit)
{
    gm_arena *arena = &lines->arena;
    size_t width = (size_t)lines->width;
    *hold = (gm_line_hold){.limit = limit, .mask = ring_mask(limit->at_most)};
    hold->backs = gm_arena_alloc_n(arena, (size_t)(hold->mask + 1) * width, sizeof(double), 64);
    hold->v = gm_arena_alloc_n(arena, GM_LINE_HOLD_N_FIELDS * width, sizeof(double), 64);
    hold->rest = GM_NEW(arena, gm_line_hold_rest, lines->width);
    for (int lane = 0; lane < lines->width; lane++) {
        hold->rest[lane].totals = GM_NEW(arena, gm_line_hold_total, lines->ask.n_points);
    }
}

// Where the parts wait for a card of the limit: on the machine before the stretch, or before the
// machine in which it begins, or as they are made or come.
static gm_line_gate *gate_of(gm_lines *lines, const gm_line_limit *limit)
{
    if (limit->from == GM_LINE_AT_BIRTH) {
        return &lines->birth_gate;
    }
    if (limit->from == GM_LINE_AT_MACHINE) {
        return &lines->machines[limit->from_op].ready_gate;
    }
    return limit->from_op == 0 ? &lines->door_gate
                               : &lines->machines[limit->from_op - 1].room_gate;
}

void gm_line_holds_create(gm_lines *lines)
{
    const gm_line_program *p = lines->program;
    lines->holds = GM_NEW(&lines->arena, gm_line_hold, p->n_limits);
    for (int32_t i = 0; i < p->n_limits; i++) {
        gm_line_hold *hold = &lines->holds[i];
        create_hold(lines, hold, &p->limits[i]);
        gm_line_gate *gate = gate_of(lines, hold->limit);
        gm_line_room *rooms = GM_NEW(&lines->arena, gm_line_room, gate->n + 1);
        for (int32_t k = 0; k < gate->n; k++) {
            rooms[k] = gate->rooms[k];
        }
        rooms[gate->n] =
            (gm_line_room){hold->backs, (uint64_t)hold->limit->at_most, hold->mask};
        *gate = (gm_line_gate){gate->n + 1, rooms};
    }
    for (int32_t i = 0; i < p->n_ops; i++) {
        gm_line_machine *m = &lines->machines[i];
        m->is_odd |= m->ready_gate.n > 0 || m->room_gate.n > 0;
    }
}

static double *field_of(const gm_lines *lines, const gm_line_hold *hold,
                        gm_line_hold_field field, int lane)
{
    return &hold->v[(int)field * lines->width + lane];
}

void gm_line_holds_begin(gm_lines *lines, int lane)
{
    for (int32_t i = 0; i < lines->program->n_limits; i++) {
        gm_line_hold *hold = &lines->holds[i];
        gm_line_hold_rest *rest = &hold->rest[lane];
        size_t n = (size_t)lines->ask.n_points;
        memset(rest->totals, 0, n * sizeof *rest->totals);
        *rest = (gm_line_hold_rest){.totals = rest->totals};
        for (uint64_t k = 0; k <= hold->mask; k++) {
            hold->backs[k * (uint64_t)lines->width + (uint64_t)lane] =
                -1.0; // there from the start
        }
        *field_of(lines, hold, GM_LINE_HOLD_TIME, lane) = 0.0;
    }
    gm_line_holds_look(lines, lane);
}

// ---- a part

// Cards of parts before the one in hand that are not back at a point. As a rule there are none when
// it is passed; but a point by count is known only when the count is reached.
static void note_out(const gm_lines *lines, const gm_line_hold *hold, int lane, double at_s,
                     gm_line_hold_total *total)
{
    uint64_t n = lines->n;
    uint64_t most = (uint64_t)hold->limit->at_most < n ? (uint64_t)hold->limit->at_most : n;
    total->time_s = *field_of(lines, hold, GM_LINE_HOLD_TIME, lane);
    total->n_out = (double)n;
    for (uint64_t k = 1; k <= most; k++) {
        uint64_t row = ((n - k) & hold->mask) * (uint64_t)lines->width;
        double back_s = hold->backs[row + (uint64_t)lane];
        if (back_s <= at_s) {
            break;
        }
        total->n_out -= 1.0;
        total->time_s -= back_s - at_s;
    }
}

static void count_here(const gm_lines *lines, const gm_line_hold_rest *rest, int lane,
                       double in_s, double back_s)
{
    for (int32_t k = lines->row_at[rest->in_point]; k < lines->n_row_points; k++) {
        double at_s = gm_line_point_s(lines, lane, lines->row_points[k]);
        if (at_s >= back_s) {
            break;
        }
        rest->totals[lines->row_points[k]].here_s += at_s - in_s;
    }
}

void gm_line_hold_pass(gm_lines *lines, const gm_line_hold *hold, int lane, double in_s,
                       double back_s)
{
    gm_line_hold_rest *rest = &hold->rest[lane];
    for (; rest->in_point < lines->ask.n_points; rest->in_point++) {
        if (in_s <= gm_line_point_s(lines, lane, rest->in_point)) {
            break;
        }
        rest->totals[rest->in_point].n_in = (double)lines->n;
    }
    for (; rest->out_point < lines->ask.n_points; rest->out_point++) {
        double at_s = gm_line_point_s(lines, lane, rest->out_point);
        if (back_s <= at_s) {
            break;
        }
        note_out(lines, hold, lane, at_s, &rest->totals[rest->out_point]);
    }
    count_here(lines, rest, lane, in_s, back_s);
    if (back_s < (double)INFINITY) {
        *field_of(lines, hold, GM_LINE_HOLD_TIME, lane) += back_s - in_s;
    }
    *field_of(lines, hold, GM_LINE_HOLD_QUIET_IN, lane) =
        gm_line_point_s(lines, lane, rest->in_point);
    *field_of(lines, hold, GM_LINE_HOLD_QUIET_OUT, lane) =
        rest->in_point < rest->out_point ? -(double)INFINITY
                                         : gm_line_point_s(lines, lane, rest->out_point);
}

void gm_line_holds_look(gm_lines *lines, int lane)
{
    for (int32_t i = 0; i < lines->program->n_limits; i++) {
        const gm_line_hold *hold = &lines->holds[i];
        *field_of(lines, hold, GM_LINE_HOLD_QUIET_IN, lane) = -(double)INFINITY;
        *field_of(lines, hold, GM_LINE_HOLD_QUIET_OUT, lane) = -(double)INFINITY;
    }
}

bool gm_line_holds_done(const gm_lines *lines, int lane)
{
    bool is = true;
    for (int32_t i = 0; i < lines->program->n_limits; i++) {
        const gm_line_hold_rest *rest = &lines->holds[i].rest[lane];
        is &= rest->in_point >= lines->ask.n_points && rest->out_point >= lines->ask.n_points;
    }
    return is;
}

double gm_line_gate_s(const gm_lines *lines, const gm_line_gate *gate, int lane)
{
    double at_s = -1.0;
    for (int32_t i = 0; i < gate->n; i++) {
        double card_s = gm_line_room_s(lines, &gate->rooms[i], lane);
        at_s = card_s > at_s ? card_s : at_s;
    }
    return at_s;
}
