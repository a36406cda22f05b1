// SPDX-License-Identifier: MIT
//
// The commonest visit of a net: one part, taken from its place, worked on, and given on to a place
// that has room, all of it known and nothing else in between. Whatever is not so goes the long way
// of net_op.c, which does the same.

#include "line/net.h"

#include "plant/flow.h"
#include "plant/machine.h"

// Nothing but work and waits until the part has left?
static inline bool is_quiet(const gm_lines *lines, const gm_line_net_op *op,
                            const gm_line_machine *m, double work_s, double left_s,
                            int16_t variant)
{
    bool is = left_s <= m->v[GM_LINE_QUIET];
    is &= !m->counts || m->rest[0].by_count > (double)op->n;
    is &= !m->changes || lines->runs[0]->machines[m->op->machine_i].last_variant == variant;
    for (int f = 0; f < m->n_ages; f++) {
        is &= work_s <= m->v[GM_LINE_AGE + f];
    }
    return is;
}

static inline void take(gm_lines *lines, int32_t op_i, gm_line_net_item *item, double take_s)
{
    gm_line_net_op *op = &lines->net->ops[op_i];
    gm_line_net_place *p = &lines->net->places[op_i];
    gm_line_machine *m = &lines->machines[op_i];
    op->is_at_once = false;
    if (op->is_endless) {
        gm_line_net_be_born(lines, op_i, item, m->op->source_i, take_s);
    } else {
        if (gm_line_level_is_open(m, 0)) {
            m->n_come = p->n_out;
            gm_line_level_in(lines, m, 0, item->at_s, item->is_behind);
        }
        gm_line_net_count_wait(m, take_s - item->at_s);
    }
    m->takes[p->n_out & m->mask] = take_s;
    p->n_out += 1;
    gm_line_net_cross(lines, op_i, item, op->line_i, take_s);
}

void gm_line_net_take_quietly(gm_lines *lines, int32_t op_i, gm_line_net_item *item,
                              double take_s)
{
    const gm_line_net_place *p = &lines->net->places[op_i];
    *item = p->items[p->n_out & p->mask];
    take(lines, op_i, item, take_s);
}

void gm_line_net_give(gm_lines *lines, int32_t op_i, gm_line_net_item *item, double done_s,
                      double left_s)
{
    const gm_line_net_op *op = &lines->net->ops[op_i];
    if (lines->observer) {
        lines->observer(lines->observer_user, lines->program->ops[op_i].step_i, item->number,
                        left_s);
    }
    if (op->to_op == GM_NONE) {
        gm_line_net_out(lines, op_i, item, op->sink_i, left_s);
        return;
    }
    gm_line_net_cross(lines, op_i, item, op->to_line_i, left_s);
    item->at_s = left_s;
    item->is_behind = left_s > done_s;
    item->is_moved = !op->is_at_once;
    gm_line_net_put(lines, op->to_op, item);
}

// The part in hand and its work are known, and when there is room for it.
static bool work_on(gm_lines *lines, int32_t op_i, double room_s)
{
    gm_line_net_op *op = &lines->net->ops[op_i];
    const gm_line_net_place *p = &lines->net->places[op_i];
    gm_line_machine *m = &lines->machines[op_i];
    gm_line_net_item item = p->items[p->n_out & p->mask];
    gm_station *st = &lines->runs[0]->stations[m->op->station_i];
    double ready_s = item.at_s + m->op->delay_s;
    double take_s = ready_s > m->v[GM_LINE_LEFT] ? ready_s : m->v[GM_LINE_LEFT];
    double done_s = take_s + op->work_s;
    double left_s = done_s > room_s ? done_s : room_s;
    if (!is_quiet(lines, op, m, op->work_s, left_s, item.variant)) {
        return false;
    }
    op->is_drawn = false;
    take(lines, op_i, &item, take_s);
    bool is_scrap = gm_line_net_scraps(lines, m->op->station_i);
    op->is_at_once = is_scrap || room_s < done_s;
    if (is_scrap) {
        left_s = done_s;
        st->n_scrap += 1.0;
        gm_line_net_out(lines, op_i, &item, gm_sink_scrap(lines->program->plan), done_s);
    } else {
        st->n_good += 1.0;
        op->n_left += 1.0;
        gm_line_net_give(lines, op_i, &item, done_s, left_s);
    }
    gm_line_net_count(m, take_s, op->work_s, done_s, left_s);
    st->n_done += 1.0;
    op->n += 1;
    op->left_s = left_s;
    return true;
}

bool gm_line_net_short(gm_lines *lines, int32_t op_i)
{
    gm_line_net_op *op = &lines->net->ops[op_i];
    const gm_line_net_place *p = &lines->net->places[op_i];
    const gm_line_machine *m = &lines->machines[op_i];
    double room_s = -1.0;
    if ((op->is_endless && !gm_line_net_make_for(lines, op_i)) || p->n_out == p->n_in ||
        (op->to_op != GM_NONE && !gm_line_net_room(lines, op->to_op, &room_s))) {
        return false;
    }
    if (!op->is_drawn) {
        int32_t variant_i = p->items[p->n_out & p->mask].variant;
        op->work_s = gm_station_draw_work(lines->runs[0], m->op->step_i, variant_i);
        op->is_drawn = true;
    }
    return work_on(lines, op_i, room_s);
}
