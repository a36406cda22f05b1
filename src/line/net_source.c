// SPDX-License-Identifier: MIT
//
// Sources of a net: each makes parts when whoever takes them asks.

#include "line/net.h"

#include "plant/release.h"
#include "plant/step.h"

static const gm_source_def *def_of(const gm_lines *lines, int32_t source_i)
{
    return lines->program->plan->sources[source_i].def;
}

void gm_line_net_sources_create(gm_lines *lines)
{
    const gm_line_program *p = lines->program;
    gm_line_net *net = lines->net;
    net->sources = GM_NEW(&lines->arena, gm_line_source, p->plan->n_sources);
    net->is_dry = GM_NEW(&lines->arena, bool, p->plan->n_sources);
    for (int32_t i = 0; i < p->plan->n_sources; i++) {
        gm_line_source_create(lines, &net->sources[i], i, 0);
    }
    for (int32_t i = 0; i < p->n_ops; i++) {
        if (p->ops[i].source_i != GM_NONE) {
            net->sources[p->ops[i].source_i].op_i = i;
        }
    }
}

void gm_line_net_sources_begin(gm_lines *lines)
{
    for (int32_t i = 0; i < lines->program->plan->n_sources; i++) {
        gm_line_source_begin(lines, &lines->net->sources[i]);
        lines->net->is_dry[i] = false;
    }
}

bool gm_line_net_is_endless(const gm_lines *lines, int32_t op_i)
{
    const gm_line_op *op = &lines->program->ops[op_i];
    return op->places == 0 && op->source_i != GM_NONE &&
           !gm_source_is_timed(def_of(lines, op->source_i));
}

// The next part of a source, in the line of its step.
static gm_line_net_item next_item(gm_lines *lines, gm_line_source *s)
{
    const gm_plan *plan = lines->program->plan;
    const gm_step *step = &plan->steps[plan->sources[s->source_i].step_i];
    int32_t variant_i = gm_release_next(lines->runs[0], s->source_i);
    return (gm_line_net_item){.number = (uint32_t)++s->n,
                              .birth = gm_ledger_expect(&lines->net->ledger),
                              .variant = (int16_t)variant_i,
                              .line_i = (int16_t)step->line_i};
}

static void enter_birth(gm_lines *lines, const gm_line_source *s, const gm_line_net_item *item,
                        uint32_t rank)
{
    gm_ledger_entry e = {.at_s = item->born_s,
                         .kind = GM_LEDGER_BORN,
                         .birth = item->birth,
                         .i = s->source_i,
                         .from_line = GM_NONE,
                         .to_line = item->line_i,
                         .rank = rank};
    gm_ledger_add(lines, &lines->net->ledger, lines->program->n_ops + s->source_i, &e);
}

bool gm_line_net_make_for(gm_lines *lines, int32_t op_i)
{
    gm_line_source *s = &lines->net->sources[lines->program->ops[op_i].source_i];
    const gm_line_net_place *p = &lines->net->places[op_i];
    uint64_t n = (uint64_t)lines->program->ops[op_i].n_takes;
    while (p->n_in - p->n_out < n) {
        if ((double)s->n >= (double)def_of(lines, s->source_i)->limit) {
            return false;
        }
        gm_line_net_item item = next_item(lines, s);
        gm_line_net_put(lines, op_i, &item);
    }
    return true;
}

// ---- on their own, or for a place

// has_none: it has made all its parts; else the next comes after the end.
static void dry_up(gm_lines *lines, int32_t source_i, bool has_none)
{
    gm_line_source *s = &lines->net->sources[source_i];
    lines->net->is_dry[source_i] = true;
    lines->net->places[s->op_i].is_ended = true;
    lines->net->places[s->op_i].is_dry = has_none;
    gm_line_source_close(lines, s);
    if (lines->net->ops[lines->program->ops[s->op_i].owner].stage == GM_LINE_NET_OVER) {
        gm_line_net_close(lines, s->op_i);
    }
}

// When the part before is in, and there is room for the next; false: that is not known yet.
static bool door_of(const gm_lines *lines, const gm_line_source *s, double *door_s,
                    double *room_s)
{
    const gm_line_net_place *p = &lines->net->places[s->op_i];
    *door_s = s->door_s;
    if (lines->program->ops[s->op_i].places > 0) {
        return gm_line_net_room(lines, s->op_i, room_s);
    }
    *room_s = -1.0;
    *door_s = p->n_out > 0 ? gm_line_net_last_take(lines, s->op_i) : 0.0;
    return p->n_out == p->n_in;
}

static double arrival_of(gm_lines *lines, gm_line_source *s)
{
    const gm_source_def *def = def_of(lines, s->source_i);
    if ((double)s->n >= (double)def->limit) {
        return (double)INFINITY;
    }
    return gm_source_is_timed(def) ? gm_line_next_arrival(lines, s) : 0.0;
}

// At time 0 a place is filled before anything else.
static bool comes_behind(const gm_lines *lines, const gm_line_source *s)
{
    bool is_timed = gm_source_is_timed(def_of(lines, s->source_i));
    bool at_first = s->n < (uint64_t)lines->program->ops[s->op_i].places;
    return is_timed ? s->was_held : !at_first;
}

// Of a birth that something else brings about at that moment.
static uint32_t rank_of(const gm_lines *lines, const gm_line_source *s, bool is_behind)
{
    const gm_line_op *op = &lines->program->ops[s->op_i];
    return is_behind ? gm_line_net_rank(lines, op->owner, false) : (uint32_t)op->from;
}

bool gm_line_net_make(gm_lines *lines, int32_t source_i)
{
    gm_line_net *net = lines->net;
    gm_line_source *s = &net->sources[source_i];
    const gm_line_op *op = &lines->program->ops[s->op_i];
    const gm_line_net_place *p = &net->places[s->op_i];
    bool is_over = net->ops[op->owner].stage == GM_LINE_NET_OVER;
    bool is_asked = is_over || p->n_in - p->n_out < (uint64_t)op->n_takes;
    gm_line_arrival a = {.card_s = -1.0};
    if (net->is_dry[source_i] || !is_asked || gm_line_net_is_endless(lines, s->op_i) ||
        !door_of(lines, s, &a.door_s, &a.room_s)) {
        return false;
    }
    double end_s = gm_line_point_s(lines, 0, lines->ask.n_points - 1);
    bool is_timed = gm_source_is_timed(def_of(lines, source_i));
    double born_s;
    double come_s;
    a.arrival_s = arrival_of(lines, s);
    gm_line_come_in(lines, s, &a, &born_s, &come_s);
    if (born_s < (double)INFINITY) {
        bool is_behind = comes_behind(lines, s);
        bool by_itself = is_timed && !s->has_waited;
        gm_line_net_item item = next_item(lines, s);
        item.born_s = born_s;
        item.at_s = op->places > 0 ? come_s : born_s;
        item.is_behind = is_behind;
        item.is_moved = is_behind || !by_itself;
        enter_birth(lines, s, &item, by_itself ? 0 : rank_of(lines, s, is_behind));
        if (item.at_s < (double)INFINITY) {
            gm_line_net_put(lines, s->op_i, &item);
        }
    } else {
        s->n += a.arrival_s < (double)INFINITY ? 1 : 0; // it waits outside to the end
    }
    if ((is_timed ? a.arrival_s : born_s) > end_s) {
        dry_up(lines, source_i, a.arrival_s == (double)INFINITY);
    }
    return true;
}
