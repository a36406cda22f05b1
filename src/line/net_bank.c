// SPDX-License-Identifier: MIT
//
// A bank: several machines of one station behind one place. The part that came first goes to the
// idle machine of the lowest number; parts leave in the order in which they are done.
//
// What happens there is played one thing after the other, in the order of the event engine at one
// moment: work ends, parts that wait leave, parts are taken. A bank stands while something is not
// known that may come before the next of these: the next part, where a machine is idle, or the room
// for the first part that waits to leave. Where it hangs on the order within a moment that is not
// known here which machine takes a part, the run is left to the event engine.

#include "line/net.h"

#include "plant/flow.h"
#include "plant/machine.h"

struct gm_line_bank {
    int32_t op_i; // of the place; the machines are behind it
    int32_t n;
    double end_s;
    double now_s;   // how far it is played
    double *done_s; // by machine: when its work ends, INFINITY: it does not work
    int32_t
        *waiting; // machines whose parts wait to leave, in the order in which they were done
    int32_t n_waiting;
    uint64_t idle;    // machines, as bits
    gm_station *st;   // by machine: what is counted of it, and its draws
    bool has_left;    // a part, in what was played last
    bool goes_on;     // what is next is played, see gm_line_banks_go_on()
    double guessed_s; // a part was taken then, and one that waits may have left just before
    double late_s;    // parts left then, and others may have been taken just before
    uint64_t late;    // the machines that they left
};

// What happens next; at one moment in this order.
typedef enum thing_kind {
    WORK_ENDS,   // of machine i
    PART_LEAVES, // that of the i-th machine of those that wait
    PART_TAKEN
} thing_kind;

typedef struct thing {
    double at_s; // INFINITY: nothing
    double room_s;
    thing_kind kind;
    int32_t i;
} thing;

// ---- memory, and time 0

gm_line_bank *gm_line_bank_create(gm_lines *lines, int32_t op_i)
{
    int32_t n = lines->program->ops[op_i].n_machines;
    gm_line_bank *bank = GM_NEW(&lines->arena, gm_line_bank, 1);
    *bank = (gm_line_bank){.op_i = op_i,
                           .n = n,
                           .done_s = GM_NEW(&lines->arena, double, n),
                           .waiting = GM_NEW(&lines->arena, int32_t, n),
                           .st = GM_NEW(&lines->arena, gm_station, n)};
    return bank;
}

void gm_line_bank_begin(gm_lines *lines, gm_line_bank *bank)
{
    const gm_line_op *op = &lines->program->ops[bank->op_i];
    const gm_station_def *def = lines->program->plan->stations[op->station_i].def;
    const gm_station *st = &lines->runs[0]->stations[op->station_i];
    bank->end_s = gm_line_point_s(lines, 0, lines->ask.n_points - 1);
    bank->now_s = 0.0;
    bank->n_waiting = 0;
    bank->idle = UINT64_MAX >> (64 - bank->n);
    bank->goes_on = false;
    bank->guessed_s = bank->late_s = -1.0;
    for (int32_t k = 0; k < bank->n; k++) {
        ptrdiff_t first = (ptrdiff_t)k * def->n_failures;
        bank->done_s[k] = (double)INFINITY;
        bank->st[k] = (gm_station){.fail_after = st->fail_after + first,
                                   .fail_repair = st->fail_repair + first,
                                   .learning = st->learning};
    }
}

static int32_t machine_op(const gm_line_bank *bank, int32_t k)
{
    return bank->op_i + 1 + k;
}

static gm_line_net_op *machine_of(const gm_lines *lines, const gm_line_bank *bank, int32_t k)
{
    return &lines->net->ops[machine_op(bank, k)];
}

// ---- visits

static gm_line_visit visit_of(gm_lines *lines, const gm_line_bank *bank, int32_t k,
                              double ready_s)
{
    const gm_line_net_op *op = machine_of(lines, bank, k);
    gm_line_visit v =
        gm_line_visit_of(lines, machine_op(bank, k), 0, ready_s, ready_s, op->work_s);
    v.n = op->n;
    v.st = &bank->st[k];
    v.is_counted = true;
    v.m->part = lines->part[0];
    return v;
}

// Nothing but work, as far as its end?
static bool is_short(const gm_lines *lines, const gm_line_bank *bank, int32_t k)
{
    const gm_line_net_op *op = machine_of(lines, bank, k);
    const gm_line_machine *m = &lines->machines[machine_op(bank, k)];
    bool is = op->done_s <= m->v[GM_LINE_QUIET];
    for (int f = 0; f < m->n_ages; f++) {
        is &= op->work_s <= m->v[GM_LINE_AGE + f];
    }
    return is;
}

// A machine begins to work on the part in hand, all that comes before the end of its work is played.
static void begin_visit(gm_lines *lines, gm_line_bank *bank, int32_t k)
{
    gm_line_net_op *op = machine_of(lines, bank, k);
    op->done_s = op->take_s + op->work_s;
    op->n_taken = op->n_hand = 1;
    op->next = 0;
    if (is_short(lines, bank, k)) {
        op->stage = GM_LINE_NET_SHORT;
    } else {
        op->stage = GM_LINE_NET_LONG;
        op->visit = visit_of(lines, bank, k, op->take_s);
        bool is_over = gm_line_visit_go(&op->visit);
        op->done_s = is_over ? (double)INFINITY : op->visit.done_s;
    }
    bank->done_s[k] = op->done_s;
    if (op->done_s == op->take_s) {
        lines->error[0] = GM_RUN_STUCK; // of two things at one moment either could be first
    }
}

// Its part leaves it; INFINITY: not before the end.
static void end_visit(gm_lines *lines, gm_line_bank *bank, int32_t k, double left_s)
{
    gm_line_net_op *op = machine_of(lines, bank, k);
    gm_line_machine *m = &lines->machines[machine_op(bank, k)];
    if (op->stage == GM_LINE_NET_SHORT && left_s <= m->v[GM_LINE_QUIET]) {
        gm_line_net_count(m, op->take_s, op->work_s, op->done_s, left_s);
    } else {
        if (op->stage == GM_LINE_NET_SHORT) {
            op->visit = visit_of(lines, bank, k, op->take_s);
        }
        op->visit.room_s = left_s;
        op->visit.has_room = true;
        (void)gm_line_visit_go(&op->visit);
    }
    op->stage = GM_LINE_NET_IDLE;
    op->n += 1;
    bank->has_left = true;
    if (m->rest[0].point < lines->ask.n_points) {
        bank->idle |= (uint64_t)1 << k;
    }
}

// ---- what happens next

static thing first_done(const gm_line_bank *bank)
{
    thing next = {.at_s = bank->done_s[0], .kind = WORK_ENDS};
    for (int32_t k = 1; k < bank->n; k++) {
        if (bank->done_s[k] < next.at_s) {
            next.at_s = bank->done_s[k];
            next.i = k;
        }
    }
    return next;
}

// When there is room for a part that waits; false: that is not known yet.
static bool find_room(gm_lines *lines, const gm_line_bank *bank, int32_t k, double *room_s)
{
    gm_line_net_op *op = machine_of(lines, bank, k);
    if (lines->program->ops[op->to_op].places > 0) {
        return gm_line_net_room(lines, op->to_op, room_s);
    }
    if (!op->is_offered) {
        gm_line_net_item item = op->hand[0];
        item.at_s = op->done_s;
        item.is_moved = false;
        op->is_offered = true;
        gm_line_net_put(lines, op->to_op, &item);
    }
    const gm_line_net_place *p = &lines->net->places[op->to_op];
    *room_s = gm_line_net_last_take(lines, op->to_op);
    return p->n_out == p->n_in;
}

// Of the parts that wait those go first that wait for one place longest.
static bool is_first_there(const gm_lines *lines, const gm_line_bank *bank, int32_t i)
{
    int32_t to = machine_of(lines, bank, bank->waiting[i])->to_op;
    for (int32_t before = 0; before < i; before++) {
        if (machine_of(lines, bank, bank->waiting[before])->to_op == to) {
            return false;
        }
    }
    return true;
}

static bool find_leaving(gm_lines *lines, const gm_line_bank *bank, thing *next)
{
    bool is_known = true;
    for (int32_t i = 0; i < bank->n_waiting; i++) {
        double room_s;
        if (!is_first_there(lines, bank, i)) {
            continue;
        }
        if (!find_room(lines, bank, bank->waiting[i], &room_s)) {
            is_known = false;
            continue;
        }
        double at_s = room_s > bank->now_s ? room_s : bank->now_s;
        if (at_s < next->at_s) {
            *next = (thing){at_s, room_s, PART_LEAVES, i};
        }
    }
    return is_known;
}

// Since when a part may be taken; false: that is not known yet.
static bool find_first(gm_lines *lines, const gm_line_bank *bank, double *ready_s)
{
    const gm_line_net_place *p = &lines->net->places[bank->op_i];
    if (p->n_in == p->n_out || lines->net->ops[bank->op_i].is_endless) {
        return gm_line_net_is_ready(lines, bank->op_i, ready_s);
    }
    *ready_s = p->items[p->n_out & p->mask].at_s + lines->program->ops[bank->op_i].delay_s;
    return true;
}

// False: not all is known that may come before it.
static bool find_next(gm_lines *lines, const gm_line_bank *bank, thing *next)
{
    *next = first_done(bank);
    bool is_known = find_leaving(lines, bank, next);
    double ready_s;
    if (bank->idle == 0) {
        return is_known;
    }
    if (!find_first(lines, bank, &ready_s)) {
        return false;
    }
    double at_s = ready_s > bank->now_s ? ready_s : bank->now_s;
    if (at_s < next->at_s) {
        *next = (thing){.at_s = at_s, .kind = PART_TAKEN};
    }
    return is_known;
}

// ---- what happens

// A part leaves a machine, which is idle then.
static void leave(gm_lines *lines, gm_line_bank *bank, int32_t k)
{
    gm_line_net_op *op = machine_of(lines, bank, k);
    if (lines->net->ops[bank->op_i].has_one_way) {
        gm_line_net_give(lines, bank->op_i, &op->hand[0], op->done_s, bank->now_s);
    } else {
        gm_line_net_send(lines, bank->op_i, &op->hand[0], op->to[0], bank->now_s,
                         bank->now_s > op->done_s);
    }
    op->is_offered = false;
    end_visit(lines, bank, k, bank->now_s);
    op->n_left += 1.0;
}

static void choose_way(gm_lines *lines, const gm_line_bank *bank, gm_line_net_op *op)
{
    const gm_line_net_op *place = &lines->net->ops[bank->op_i];
    if (place->has_one_way) {
        op->to_op = place->to_op;
        return;
    }
    int32_t step_i = lines->program->ops[bank->op_i].step_i;
    const gm_step *step = &lines->program->plan->steps[step_i];
    gm_run *run = lines->runs[0];
    run->parts[lines->part[0]].variant = op->hand[0].variant;
    op->to[0] = gm_route_choose(run, step_i, &step->to, lines->part[0], &run->routes[step_i]);
    op->to_op = gm_line_net_op_to(lines, op->to[0], &op->hand[0]);
}

static bool may_leave_at_once(gm_lines *lines, const gm_line_bank *bank, int32_t k)
{
    double room_s;
    return machine_of(lines, bank, k)->to_op == GM_NONE ||
           (bank->n_waiting == 0 && find_room(lines, bank, k, &room_s) && room_s < bank->now_s);
}

static void end_work(gm_lines *lines, gm_line_bank *bank, int32_t k)
{
    const gm_line_op *of = &lines->program->ops[bank->op_i];
    const gm_station_plan *plan = &lines->program->plan->stations[of->station_i];
    gm_line_net_op *op = machine_of(lines, bank, k);
    bank->done_s[k] = (double)INFINITY;
    bank->st[k].n_done += 1.0;
    lines->net->ops[bank->op_i].is_at_once = true;
    if (gm_line_net_scraps(lines, of->station_i)) {
        bank->st[k].n_scrap += 1.0;
        gm_line_net_out(lines, bank->op_i, &op->hand[0], gm_sink_scrap(lines->program->plan),
                        bank->now_s);
        end_visit(lines, bank, k, bank->now_s);
        return;
    }
    bank->st[k].n_good += 1.0;
    bank->st[k].planned_s += plan->cycle_of ? plan->cycle_of[op->hand[0].variant] : 0.0;
    choose_way(lines, bank, op);
    if (may_leave_at_once(lines, bank, k)) {
        leave(lines, bank, k);
    } else {
        bank->waiting[bank->n_waiting++] = k;
    }
}

// What is behind moves first, but an assembly may have to wait for something else that is moved to it
// at the same moment: then parts may have been taken here before the machine came free.
static void note_late(gm_lines *lines, gm_line_bank *bank, int32_t k)
{
    if (bank->now_s == bank->guessed_s) {
        lines->error[0] = GM_RUN_STUCK;
    }
    if (gm_line_net_was_met(lines, machine_of(lines, bank, k)->to_op)) {
        bank->late = bank->late_s == bank->now_s ? bank->late : 0;
        bank->late |= (uint64_t)1 << k;
        bank->late_s = bank->now_s;
    }
}

static void end_wait(gm_lines *lines, gm_line_bank *bank, const thing *next)
{
    int32_t k = bank->waiting[next->i];
    const gm_line_net_op *op = machine_of(lines, bank, k);
    bank->n_waiting -= 1;
    for (int32_t i = next->i; i < bank->n_waiting; i++) {
        bank->waiting[i] = bank->waiting[i + 1];
    }
    bool is_at_once = next->room_s < op->done_s && bank->now_s == op->done_s;
    lines->net->ops[bank->op_i].is_at_once = is_at_once;
    if (!is_at_once) {
        note_late(lines, bank, k);
    }
    leave(lines, bank, k);
}

// The idle machine that takes the next part.
static int32_t choose(gm_lines *lines, const gm_line_bank *bank)
{
    int32_t k = __builtin_ctzll(bank->idle);
    if (bank->now_s == bank->late_s && bank->late >> k & 1 && (bank->idle & ~bank->late)) {
        lines->error[0] = GM_RUN_STUCK;
    }
    return k;
}

// The next part leaves its place.
static void take_first(gm_lines *lines, gm_line_bank *bank, gm_line_net_item *item)
{
    const gm_line_rest *rest = &lines->machines[bank->op_i].rest[0];
    if (bank->now_s <= gm_line_point_s(lines, 0, rest->place_point)) {
        gm_line_net_take_quietly(lines, bank->op_i, item, bank->now_s);
    } else {
        gm_line_net_gather(lines, bank->op_i);
        gm_line_net_begin_work(lines, bank->op_i, bank->now_s);
        *item = lines->net->ops[bank->op_i].taken[0];
    }
}

static void take(gm_lines *lines, gm_line_bank *bank)
{
    int32_t step_i = lines->program->ops[bank->op_i].step_i;
    int32_t k = choose(lines, bank);
    gm_line_net_op *op = machine_of(lines, bank, k);
    bank->idle &= ~((uint64_t)1 << k);
    take_first(lines, bank, &op->hand[0]);
    op->work_s = gm_station_draw_work(lines->runs[0], step_i, op->hand[0].variant);
    op->take_s = bank->now_s;
    begin_visit(lines, bank, k);
}

// All points are behind: what still happens is of no interest.
static void end(gm_lines *lines, gm_line_bank *bank)
{
    gm_line_net_op *place = &lines->net->ops[bank->op_i];
    place->is_dry &= bank->idle == UINT64_MAX >> (64 - bank->n);
    for (int32_t i = 0; i < bank->n_waiting; i++) {
        end_visit(lines, bank, bank->waiting[i], (double)INFINITY);
    }
    for (int32_t k = 0; k < bank->n; k++) {
        if (bank->idle >> k & 1) {
            gm_line_visit v = visit_of(lines, bank, k, (double)INFINITY);
            (void)gm_line_visit_go(&v);
        }
    }
    gm_line_net_record_until(lines, bank->op_i, (double)INFINITY);
    gm_line_net_be_over(lines, bank->op_i);
}

static void play(gm_lines *lines, gm_line_bank *bank, const thing *next)
{
    if (next->at_s > gm_line_point_s(lines, 0, lines->machines[bank->op_i].rest[0].point)) {
        gm_line_net_record_until(lines, bank->op_i, next->at_s);
    }
    bank->now_s = lines->net->ops[bank->op_i].left_s = next->at_s;
    bank->has_left = false;
    switch (next->kind) {
    case WORK_ENDS:
        end_work(lines, bank, next->i);
        break;
    case PART_LEAVES:
        end_wait(lines, bank, next);
        break;
    case PART_TAKEN:
        take(lines, bank);
        break;
    }
}

// ---- steps

bool gm_line_bank_step(gm_lines *lines, gm_line_bank *bank)
{
    bool moves = false;
    bank->has_left = false;
    while (!bank->has_left && lines->error[0] == GM_RUN_OK) {
        thing next;
        bool is_known = find_next(lines, bank, &next);
        if (!is_known && !bank->goes_on) {
            break;
        }
        moves = true;
        bank->goes_on = false;
        if (next.at_s > bank->end_s) {
            end(lines, bank);
            break;
        }
        if (!is_known && next.kind == PART_TAKEN) {
            bank->guessed_s = next.at_s;
        }
        play(lines, bank, &next);
    }
    return moves;
}

bool gm_line_banks_go_on(gm_lines *lines)
{
    gm_line_bank *first = NULL;
    double least_s = (double)INFINITY;
    for (int32_t i = 0; i < lines->program->n_ops; i++) {
        gm_line_bank *bank = lines->net->ops[i].bank;
        thing next;
        if (!bank || lines->net->ops[i].stage == GM_LINE_NET_OVER) {
            continue;
        }
        (void)find_next(lines, bank, &next);
        if (next.at_s < least_s) {
            first = bank;
            least_s = next.at_s;
        }
    }
    if (first) {
        first->goes_on = true;
        (void)gm_line_bank_step(lines, first);
    }
    return first != NULL;
}
