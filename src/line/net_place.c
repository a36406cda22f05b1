// SPDX-License-Identifier: MIT
//
// Places of a net. What is counted of a place is counted in the order in which its parts are taken:
// then all that came before them have left.

#include "line/net.h"

#define RING_AT_FIRST 64

static gm_line_net_item *item_at(const gm_line_net_place *p, uint64_t k)
{
    return &p->items[k & p->mask];
}

static void grow(gm_lines *lines, gm_line_net_place *p)
{
    uint64_t mask = 2 * p->mask + 1;
    gm_line_net_item *items = GM_NEW(&lines->arena, gm_line_net_item, mask + 1);
    for (uint64_t k = p->n_out; k < p->n_in; k++) {
        items[k & mask] = *item_at(p, k);
    }
    p->items = items;
    p->mask = mask;
}

static double *take_of(gm_line_machine *m, uint64_t k)
{
    return &m->takes[k & m->mask];
}

// ---- coming

static gm_line_net_op *owner_of(const gm_lines *lines, int32_t op_i)
{
    return &lines->net->ops[lines->program->ops[op_i].owner];
}

// Part k comes to the place before the machine.
static void come(gm_lines *lines, int32_t op_i, uint64_t k)
{
    gm_line_machine *m = &lines->machines[op_i];
    gm_line_net_item *item = item_at(&lines->net->places[op_i], k);
    m->n_come = k;
    if (m->op->places > 0) {
        gm_line_close_place(lines, m, 0, item->at_s);
        gm_line_level_in(lines, m, 0, item->at_s, item->is_behind);
    }
    item->point = m->rest[0].place_point;
    *take_of(m, k) = (double)INFINITY;
}

void gm_line_net_put(gm_lines *lines, int32_t op_i, const gm_line_net_item *item)
{
    gm_line_net_place *p = &lines->net->places[op_i];
    if (p->n_in - p->n_out > p->mask) {
        grow(lines, p);
    }
    *item_at(p, p->n_in) = *item;
    p->n_in += 1;
    if (owner_of(lines, op_i)->stage == GM_LINE_NET_OVER) {
        gm_line_net_close(lines, op_i);
    }
}

bool gm_line_net_room(const gm_lines *lines, int32_t op_i, double *room_s)
{
    const gm_line_net_place *p = &lines->net->places[op_i];
    gm_line_machine *m = &lines->machines[op_i];
    uint64_t places = (uint64_t)m->op->places;
    *room_s = -1.0;
    if (m->op->places >= GM_UNLIMITED || p->n_in < places) {
        return true;
    }
    if (p->n_out + places <= p->n_in) {
        return false;
    }
    *room_s = *take_of(m, p->n_in - places);
    return true;
}

bool gm_line_net_was_met(const gm_lines *lines, int32_t op_i)
{
    const gm_line_net_place *p = &lines->net->places[op_i];
    const gm_line_machine *m = &lines->machines[op_i];
    uint64_t places = m->op->places > 0 ? (uint64_t)m->op->places : 1;
    return p->is_met && p->is_met[(p->n_in - places) & m->mask];
}

// ---- going

static void come_all(gm_lines *lines, int32_t op_i)
{
    const gm_line_net_place *p = &lines->net->places[op_i];
    for (int32_t k = 0; k < lines->program->ops[op_i].n_takes; k++) {
        come(lines, op_i, p->n_out + (uint64_t)k);
    }
}

void gm_line_net_gather(gm_lines *lines, int32_t op_i)
{
    gm_line_net_op *op = &lines->net->ops[op_i];
    op->n_taken = 0;
    for (int32_t i = op_i; i <= op_i + lines->program->ops[op_i].n_further; i++) {
        const gm_line_net_place *p = &lines->net->places[i];
        come_all(lines, i);
        for (int32_t k = 0; k < lines->program->ops[i].n_takes; k++) {
            op->taken[op->n_taken++] = *item_at(p, p->n_out + (uint64_t)k);
        }
    }
}

// The first part of a place leaves it.
static void go(gm_lines *lines, int32_t op_i, double take_s)
{
    gm_line_machine *m = &lines->machines[op_i];
    gm_line_net_place *p = &lines->net->places[op_i];
    const gm_line_net_item *item = item_at(p, p->n_out);
    if (m->op->places > 0) {
        gm_line_count_here(lines, m, 0, item->point, item->at_s, take_s);
        if (take_s < (double)INFINITY) {
            gm_line_net_count_wait(m, take_s - item->at_s);
        }
    }
    *take_of(m, p->n_out) = take_s;
    if (p->is_met) {
        p->is_met[p->n_out & m->mask] = owner_of(lines, op_i)->is_met;
    }
    p->n_out += 1;
}

static bool is_met(const gm_line_net_op *op, double take_s)
{
    bool is = false;
    for (int32_t k = 0; k < op->n_taken; k++) {
        is |= op->taken[k].is_moved && op->taken[k].at_s == take_s;
    }
    return is;
}

void gm_line_net_take(gm_lines *lines, int32_t op_i, double take_s)
{
    lines->net->ops[op_i].is_met = is_met(&lines->net->ops[op_i], take_s);
    for (int32_t i = op_i; i <= op_i + lines->program->ops[op_i].n_further; i++) {
        for (int32_t k = 0; k < lines->program->ops[i].n_takes; k++) {
            go(lines, i, take_s);
        }
    }
}

void gm_line_net_close(gm_lines *lines, int32_t op_i)
{
    gm_line_machine *m = &lines->machines[op_i];
    gm_line_net_place *p = &lines->net->places[op_i];
    if (p->n_out < p->n_in && owner_of(lines, op_i)->is_dry) {
        lines->error[0] = GM_RUN_STUCK;
    }
    while (p->n_out < p->n_in) {
        come(lines, op_i, p->n_out);
        go(lines, op_i, (double)INFINITY);
    }
    if (p->is_ended && !p->is_closed) {
        p->is_closed = true;
        m->n_come = p->n_in;
        gm_line_close_place(lines, m, 0, (double)INFINITY);
    }
}
