// SPDX-License-Identifier: MIT
//
// Operations of a net, each played on its own: it takes its parts, works, and gives what comes of
// them as there is room.

#include "line/net.h"

#include "plant/flow.h"
#include "plant/machine.h"
#include "plant/made.h"
#include "plant/offer.h"

static const gm_station_plan *plan_of(const gm_lines *lines, int32_t op_i)
{
    return &lines->program->plan->stations[lines->program->ops[op_i].station_i];
}

// ---- points

// Parts in the machine, and the time that they have been there since its work was done.
static double in_hand(const gm_line_net_op *op, double at_s, double *since_done_s)
{
    double n = 0.0;
    *since_done_s = 0.0;
    for (int32_t k = 0; k < op->n_hand; k++) {
        bool has_left = k < op->next && op->hand_s[k] <= at_s;
        n += has_left ? 0.0 : 1.0;
        *since_done_s += (has_left ? op->hand_s[k] : at_s) - op->done_s;
    }
    return n;
}

void gm_line_net_record(const gm_line_visit *v, gm_line_row *row)
{
    gm_lines *lines = v->lines;
    const gm_line_net_op *op = &lines->net->ops[v->op_i];
    double now_s = v->run->now_s;
    double since_done_s = 0.0;
    bool is_done = v->stage == GM_LINE_DONE;
    row->n_taken = (double)lines->net->places[v->op_i].n_out;
    row->n_done = v->st->n_done;
    row->n_good = v->st->n_good;
    row->n_scrap = v->st->n_scrap;
    row->planned_s = v->st->planned_s;
    row->n_here = row->is_empty ? 0.0 : op->n_taken;
    row->n_here = is_done ? in_hand(op, now_s, &since_done_s) : row->n_here;
    row->n_left = op->n_left + (is_done ? op->n_hand - row->n_here : 0.0);
    row->busy_s = op->busy_s + since_done_s;
    row->busy_s += row->is_empty || is_done ? 0.0 : op->n_taken * (now_s - op->take_s);
    for (int32_t i = v->op_i + 1; i <= v->op_i + v->machine->op->n_further; i++) {
        gm_line_row *further = gm_line_row_of(lines, 0, v->rest->point, i);
        gm_line_record_place(lines, &lines->machines[i], 0, further);
        further->n_taken = (double)lines->net->places[i].n_out;
    }
}

// ---- the end of an operation

void gm_line_net_be_over(gm_lines *lines, int32_t op_i)
{
    gm_line_net *net = lines->net;
    net->ops[op_i].stage = GM_LINE_NET_OVER;
    for (int32_t i = op_i; i <= op_i + lines->program->ops[op_i].n_further; i++) {
        gm_line_net_close(lines, i);
    }
    for (int32_t i = 0; i < lines->program->n_ops; i++) {
        if (lines->program->ops[i].giver == op_i) {
            net->places[i].is_ended = true;
            net->places[i].is_dry = net->ops[op_i].is_dry;
            if (net->ops[lines->program->ops[i].owner].stage == GM_LINE_NET_OVER) {
                gm_line_net_close(lines, i);
            }
        }
    }
}

// ---- leaving

static void observe(gm_lines *lines, int32_t op_i, const gm_line_net_item *item, double at_s)
{
    if (lines->observer) {
        lines->observer(lines->observer_user, lines->program->ops[op_i].step_i, item->number,
                        at_s);
    }
}

// When the next part in hand may leave; false: that is not known yet.
static bool may_leave(gm_lines *lines, int32_t op_i, int32_t to, double *room_s)
{
    gm_line_net_op *op = &lines->net->ops[op_i];
    *room_s = -1.0;
    if (to == GM_NONE) {
        return true;
    }
    if (lines->program->ops[to].places > 0) {
        return gm_line_net_room(lines, to, room_s);
    }
    if (!op->is_offered) {
        gm_line_net_item item = op->hand[op->next];
        item.at_s = op->next > 0 ? op->hand_s[op->next - 1] : op->done_s;
        item.is_moved = !op->is_at_once;
        op->is_offered = true;
        gm_line_net_put(lines, to, &item);
    }
    const gm_line_net_place *p = &lines->net->places[to];
    *room_s = gm_line_net_last_take(lines, to);
    return p->n_out == p->n_in;
}

int32_t gm_line_net_op_to(const gm_lines *lines, gm_target target, const gm_line_net_item *item)
{
    int32_t store_i = gm_target_store_of(lines->runs[0], target, item->variant);
    return store_i == GM_NONE ? GM_NONE : lines->program->op_of[store_i];
}

static int32_t sink_of(const gm_plan *plan, gm_target target)
{
    return target.kind == GM_TO_SCRAP ? gm_sink_scrap(plan)
           : target.kind == GM_TO_OUT ? gm_sink_out(plan)
                                      : plan->steps[target.i].own_i;
}

void gm_line_net_send(gm_lines *lines, int32_t op_i, gm_line_net_item *item, gm_target target,
                      double at_s, bool is_behind)
{
    int32_t to = gm_line_net_op_to(lines, target, item);
    if (to == GM_NONE) {
        gm_line_net_out(lines, op_i, item, sink_of(lines->program->plan, target), at_s);
    } else if (lines->program->ops[to].places > 0) {
        const gm_store_plan *store =
            &lines->program->plan->stores[lines->program->ops[to].from];
        int16_t line_i = (int16_t)lines->program->plan->steps[store->step_i].line_i;
        gm_line_net_cross(lines, op_i, item, line_i, at_s);
        item->at_s = at_s;
        item->is_behind = is_behind;
        item->is_moved = !lines->net->ops[op_i].is_at_once;
        gm_line_net_put(lines, to, item);
    }
    observe(lines, op_i, item, at_s);
}

// room_s: since when there is room. What had to wait for something else comes before what leaves the
// place at that very moment.
static void send(gm_lines *lines, int32_t op_i, double room_s, double at_s)
{
    gm_line_net_op *op = &lines->net->ops[op_i];
    bool has_waited = at_s > op->done_s && room_s == at_s;
    bool is_behind = has_waited || lines->program->ops[op_i].machine_i == GM_NONE;
    gm_line_net_send(lines, op_i, &op->hand[op->next], op->to[op->next], at_s, is_behind);
    op->is_offered = false;
    op->next += 1;
}

// What is in hand leaves, one after the other, as far as is known. True: all has, at op->left_s.
static bool give(gm_lines *lines, int32_t op_i)
{
    gm_line_net_op *op = &lines->net->ops[op_i];
    while (op->next < op->n_hand) {
        int32_t to = gm_line_net_op_to(lines, op->to[op->next], &op->hand[op->next]);
        double room_s;
        if (!may_leave(lines, op_i, to, &room_s)) {
            return false;
        }
        double at_s = op->next > 0 ? op->hand_s[op->next - 1] : op->done_s;
        at_s = room_s > at_s ? room_s : at_s;
        if (at_s == (double)INFINITY) {
            op->left_s = at_s;
            return true;
        }
        op->hand_s[op->next] = at_s;
        op->is_at_once &= room_s < op->done_s;
        send(lines, op_i, room_s, at_s);
    }
    op->left_s = op->n_hand > 0 ? op->hand_s[op->n_hand - 1] : op->done_s;
    return true;
}

// ---- visits

static gm_line_visit visit_of(gm_lines *lines, int32_t op_i)
{
    const gm_line_net_op *op = &lines->net->ops[op_i];
    gm_line_visit v = gm_line_visit_of(lines, op_i, 0, op->ready_s, op->ready_s, op->work_s);
    v.n = op->n;
    v.m->part = lines->part[0];
    v.run->parts[v.m->part].variant = op->taken[0].variant;
    return v;
}

static void settle_by_count(gm_lines *lines, int32_t op_i)
{
    gm_line_machine *m = &lines->machines[op_i];
    const gm_line_visit *v = &lines->net->ops[op_i].visit;
    if (m->counts) {
        m->rest[0].by_count =
            gm_line_visit_is_over(v) ? (double)INFINITY : gm_line_next_by_count(v);
    }
}

static void close_visit(gm_lines *lines, int32_t op_i)
{
    gm_line_net_op *op = &lines->net->ops[op_i];
    const gm_station_plan *plan = plan_of(lines, op_i);
    op->stage = GM_LINE_NET_IDLE;
    op->n += 1;
    op->n_left += op->n_hand;
    for (int32_t k = 0; k < op->n_hand && plan->holds_many; k++) {
        op->busy_s += op->hand_s[k] - op->done_s;
    }
    op->n_hand = op->next = 0;
}

// The visit in hand, played on. False: it stands.
static bool go(gm_lines *lines, int32_t op_i)
{
    gm_line_net_op *op = &lines->net->ops[op_i];
    bool is_gone = gm_line_visit_go(&op->visit);
    op->stage = GM_LINE_NET_LONG;
    if (!is_gone) {
        return false;
    }
    if (op->visit.take_s == (double)INFINITY && op->n_taken > 0 && !op->visit.is_counted) {
        gm_line_net_take(lines, op_i, (double)INFINITY);
    }
    settle_by_count(lines, op_i);
    if (gm_line_visit_is_over(&op->visit) || lines->error[0] != GM_RUN_OK) {
        gm_line_net_be_over(lines, op_i);
    } else {
        close_visit(lines, op_i);
    }
    return true;
}

// Lets the visit in hand, done before its room was known, end; a short one is counted, unless more
// than waiting happens until then.
static bool end_visit(gm_lines *lines, int32_t op_i)
{
    gm_line_net_op *op = &lines->net->ops[op_i];
    if (op->stage == GM_LINE_NET_SHORT &&
        op->left_s <= lines->machines[op_i].v[GM_LINE_QUIET]) {
        gm_line_net_count(&lines->machines[op_i], op->take_s, op->work_s, op->done_s,
                          op->left_s);
        close_visit(lines, op_i);
        return true;
    }
    if (op->stage == GM_LINE_NET_SHORT) {
        op->visit = visit_of(lines, op_i);
        op->visit.is_counted = true;
    }
    op->visit.room_s = op->left_s;
    op->visit.has_room = true;
    return go(lines, op_i);
}

// Nothing but work and waits, as far as its end.
static bool is_short(const gm_lines *lines, int32_t op_i)
{
    const gm_line_net_op *op = &lines->net->ops[op_i];
    const gm_line_machine *m = &lines->machines[op_i];
    const gm_machine *machine = &lines->runs[0]->machines[m->op->machine_i];
    const gm_station_def *def = plan_of(lines, op_i)->def;
    bool is = op->done_s <= m->v[GM_LINE_QUIET] && def->n_learns == 0;
    is &= !m->counts || m->rest[0].by_count > (double)op->n;
    is &= !m->changes || machine->last_variant == op->taken[0].variant;
    for (int f = 0; f < m->n_ages; f++) {
        is &= op->work_s <= m->v[GM_LINE_AGE + f];
    }
    return is;
}

static void become(gm_lines *lines, int32_t op_i)
{
    gm_line_net_op *op = &lines->net->ops[op_i];
    const gm_station_plan *plan = plan_of(lines, op_i);
    if (plan->changes_kind) {
        op->taken[0].variant =
            (int16_t)gm_made_variant(lines->runs[0], lines->program->ops[op_i].station_i,
                                     plan->n_made - 1, op->taken[0].variant);
    }
}

static void begin(gm_lines *lines, int32_t op_i, double ready_s)
{
    gm_line_net_op *op = &lines->net->ops[op_i];
    const gm_line_machine *m = &lines->machines[op_i];
    op->ready_s = ready_s;
    op->n_taken = op->n_hand = op->next = 0;
    if (ready_s == (double)INFINITY) {
        op->visit = visit_of(lines, op_i);
        (void)go(lines, op_i);
        return;
    }
    gm_line_net_gather(lines, op_i);
    become(lines, op_i);
    if (!op->is_drawn) {
        op->work_s = gm_station_draw_work(lines->runs[0], m->op->step_i, op->taken[0].variant);
    }
    op->is_drawn = false;
    double left_s = m->v[GM_LINE_LEFT];
    double take_s = ready_s > left_s ? ready_s : left_s;
    op->done_s = take_s + op->work_s;
    if (is_short(lines, op_i)) {
        gm_line_net_begin_work(lines, op_i, take_s);
        gm_line_net_end_work(lines, op_i, op->done_s);
        op->stage = GM_LINE_NET_SHORT;
    } else {
        op->visit = visit_of(lines, op_i);
        (void)go(lines, op_i);
    }
}

// ---- passes

void gm_line_net_record_until(gm_lines *lines, int32_t op_i, double until_s)
{
    gm_line_machine *m = &lines->machines[op_i];
    gm_line_rest *rest = &m->rest[0];
    for (; rest->point < lines->ask.n_points; rest->point++) {
        if (gm_line_point_s(lines, 0, rest->point) >= until_s) {
            break;
        }
        if (!lines->ask.points[rest->point].is_thin) {
            gm_line_row *row = gm_line_row_of(lines, 0, rest->point, op_i);
            row->n_taken = row->n_left = (double)lines->net->places[op_i].n_out;
            gm_line_record_place(lines, m, 0, row);
        }
    }
}

// A part goes on from place to place.
static bool pass(gm_lines *lines, int32_t op_i)
{
    gm_line_net_op *op = &lines->net->ops[op_i];
    double ready_s;
    if (op->stage == GM_LINE_NET_OVER || !gm_line_net_is_ready(lines, op_i, &ready_s)) {
        return false;
    }
    double room_s = -1.0;
    int32_t to = GM_NONE;
    bool comes = ready_s < (double)INFINITY;
    if (comes) {
        const gm_line_net_place *p = &lines->net->places[op_i];
        const gm_step *step = &lines->program->plan->steps[lines->program->ops[op_i].step_i];
        op->hand[0] = p->items[p->n_out & p->mask];
        op->to[0] = step->to.targets[0];
        op->next = 0;
        op->done_s = ready_s;
        to = gm_line_net_op_to(lines, op->to[0], &op->hand[0]);
        if (!may_leave(lines, op_i, to, &room_s)) {
            return false;
        }
    }
    double at_s = room_s > ready_s ? room_s : ready_s;
    gm_line_net_record_until(lines, op_i, at_s);
    if (lines->machines[op_i].rest[0].point >= lines->ask.n_points) {
        gm_line_net_be_over(lines, op_i);
        return true;
    }
    gm_line_net_gather(lines, op_i);
    gm_line_net_take(lines, op_i, at_s);
    send(lines, op_i, room_s, at_s);
    op->left_s = at_s;
    return true;
}

// ---- steps

bool gm_line_net_step(gm_lines *lines, int32_t op_i)
{
    gm_line_net_op *op = &lines->net->ops[op_i];
    const gm_line_op *of = &lines->program->ops[op_i];
    if (of->owner != op_i || op->stage == GM_LINE_NET_OVER) {
        return false;
    }
    if (op->bank) {
        return gm_line_bank_step(lines, op->bank);
    }
    if (of->machine_i == GM_NONE) {
        return pass(lines, op_i);
    }
    if (op->is_plain && op->stage == GM_LINE_NET_IDLE && gm_line_net_short(lines, op_i)) {
        return true;
    }
    bool moves = false;
    double ready_s;
    if (op->stage == GM_LINE_NET_IDLE && gm_line_net_is_ready(lines, op_i, &ready_s)) {
        begin(lines, op_i, ready_s);
        moves = true;
    }
    bool is_done = op->stage == GM_LINE_NET_SHORT || op->stage == GM_LINE_NET_LONG;
    if (is_done && give(lines, op_i)) {
        (void)end_visit(lines, op_i);
        moves = true;
    }
    return moves;
}
