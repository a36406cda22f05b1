// SPDX-License-Identifier: MIT
//
// Lines of the plant that parts cross, in one lane: how many are in each, and how long.

#include "line/state.h"

#define RING_AT_FIRST 64

static gm_line_shop *shop_of(const gm_lines *lines, int32_t span_i, int lane)
{
    return &lines->shops[span_i * lines->width + lane];
}

void gm_line_shops_create(gm_lines *lines)
{
    int32_t n = lines->program->n_spans * lines->width;
    lines->shops = GM_NEW(&lines->arena, gm_line_shop, n);
    for (int32_t i = 0; i < n; i++) {
        lines->shops[i].outs = GM_NEW(&lines->arena, double, RING_AT_FIRST);
        lines->shops[i].mask = RING_AT_FIRST - 1;
        lines->shops[i].totals = GM_NEW(&lines->arena, gm_line_shop_total, lines->ask.n_points);
    }
}

void gm_line_shops_begin(gm_lines *lines, int lane)
{
    for (int32_t i = 0; i < lines->program->n_spans; i++) {
        gm_line_shop *shop = shop_of(lines, i, lane);
        size_t n = (size_t)lines->ask.n_points;
        memset(shop->totals, 0, n * sizeof *shop->totals);
        *shop = (gm_line_shop){.outs = shop->outs, .mask = shop->mask, .totals = shop->totals};
    }
}

// ---- a part

static double moment(const gm_lines *lines, gm_line_moment at, int32_t op_i, int lane,
                     double born_s)
{
    const gm_line_machine *m = &lines->machines[op_i];
    uint64_t width = (uint64_t)lines->width;
    switch (at) {
    case GM_LINE_AT_BIRTH:
        return born_s;
    case GM_LINE_AT_PLACE:
        if (op_i > 0) {
            return *gm_line_at(lines, m - 1, GM_LINE_LEFT, lane);
        }
        return lines->program->is_plain ? born_s : lines->sources[lane].door_s;
    case GM_LINE_AT_MACHINE:
        return m->takes[(lines->n & m->mask) * width + (uint64_t)lane];
    case GM_LINE_AT_EXIT:
        break;
    }
    m = &lines->machines[lines->program->n_ops - 1];
    return *gm_line_at(lines, m, GM_LINE_LEFT, lane);
}

// It ends where its source gives: one part is made when the one before has gone in.
static bool is_door(const gm_lines *lines, const gm_line_span *span)
{
    return span->from == GM_LINE_AT_BIRTH && span->to_op == 0 &&
           (span->to == GM_LINE_AT_PLACE ||
            (span->to == GM_LINE_AT_MACHINE && lines->machines[0].op->places == 0));
}

static gm_line_outs outs_of(const gm_lines *lines, const gm_line_span *span, gm_line_shop *shop)
{
    bool may = span->from <= GM_LINE_AT_PLACE && !is_door(lines, span);
    int32_t together = may ? gm_line_together(lines->program, span->from_op) : 0;
    return (gm_line_outs){&shop->outs, &shop->mask, 1, 0, GM_UNLIMITED, together, lines->n, 0};
}

static void close_in(gm_lines *lines, gm_line_shop *shop, const gm_line_outs *outs, int lane,
                     double in_s)
{
    for (; shop->in_point < lines->ask.n_points; shop->in_point++) {
        double at_s = gm_line_point_s(lines, lane, shop->in_point);
        if (in_s <= at_s) {
            break;
        }
        gm_line_shop_total *total = &shop->totals[shop->in_point];
        total->n_in = (double)lines->n;
        if (!lines->ask.points[shop->in_point].is_thin) {
            total->wip_max = gm_line_level_close(&shop->level, outs, at_s);
        }
    }
}

static void close_out(gm_lines *lines, gm_line_shop *shop, int lane, double out_s)
{
    for (; shop->out_point < lines->ask.n_points; shop->out_point++) {
        if (out_s <= gm_line_point_s(lines, lane, shop->out_point)) {
            break;
        }
        shop->totals[shop->out_point].n_out = shop->n_out;
        shop->totals[shop->out_point].time_s = shop->time_s;
    }
}

static void count_inside(gm_lines *lines, gm_line_shop *shop, int lane, double in_s,
                         double out_s)
{
    for (int32_t k = lines->row_at[shop->in_point]; k < lines->n_row_points; k++) {
        double at_s = gm_line_point_s(lines, lane, lines->row_points[k]);
        if (at_s >= out_s) {
            break;
        }
        shop->totals[lines->row_points[k]].inside_s += at_s - in_s;
    }
}

// At one moment, what moves on because of room downstream has gone before; what its own machine
// gives has not.
static bool is_after(const gm_lines *lines, const gm_line_span *span, int lane)
{
    if (span->from == GM_LINE_AT_BIRTH) {
        bool is_by_itself = lines->program->is_filled ? gm_line_comes_by_itself(lines, lane)
                                                      : gm_line_is_made_by_itself(lines, lane);
        return !is_door(lines, span) && is_by_itself;
    }
    if (span->from != GM_LINE_AT_PLACE) {
        return false;
    }
    if (span->from_op == 0) {
        return gm_line_comes_by_itself(lines, lane);
    }
    const gm_line_machine *before = &lines->machines[span->from_op - 1];
    return before->op->machine_i != GM_NONE && !gm_line_was_blocked(lines, before, lane);
}

void gm_line_shops_pass(gm_lines *lines, int lane, double born_s)
{
    for (int32_t i = 0; i < lines->program->n_spans; i++) {
        const gm_line_span *span = &lines->program->spans[i];
        gm_line_shop *shop = shop_of(lines, i, lane);
        double in_s = moment(lines, span->from, span->from_op, lane, born_s);
        double out_s = moment(lines, span->to, span->to_op, lane, born_s);
        gm_line_outs outs = outs_of(lines, span, shop);
        close_in(lines, shop, &outs, lane, in_s);
        close_out(lines, shop, lane, out_s);
        count_inside(lines, shop, lane, in_s, out_s);
        gm_line_level_come(lines, &shop->level, &outs, in_s, is_after(lines, span, lane));
        shop->outs[lines->n & shop->mask] = out_s;
        if (out_s < (double)INFINITY) {
            shop->n_out += 1.0;
            shop->time_s += out_s - in_s;
        }
    }
}

bool gm_line_shops_done(const gm_lines *lines, int lane)
{
    bool is = true;
    for (int32_t i = 0; i < lines->program->n_spans; i++) {
        const gm_line_shop *shop = shop_of(lines, i, lane);
        is &= shop->in_point >= lines->ask.n_points && shop->out_point >= lines->ask.n_points;
    }
    return is;
}
