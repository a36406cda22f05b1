// SPDX-License-Identifier: MIT
//
// What becomes of parts at an operation of a net: they are taken and joined, and when the work is
// done scrapped, cut up or given on.

#include "line/net.h"

#include "plant/flow.h"
#include "plant/machine.h"
#include "plant/made.h"

static const gm_station_plan *plan_of(const gm_lines *lines, int32_t op_i)
{
    return &lines->program->plan->stations[lines->program->ops[op_i].station_i];
}

static int16_t line_of(const gm_lines *lines, int32_t op_i)
{
    int32_t step_i = lines->program->ops[op_i].step_i;
    return (int16_t)lines->program->plan->steps[step_i].line_i;
}

// ---- accounts

void gm_line_net_enter(gm_lines *lines, int32_t op_i, gm_ledger_entry e)
{
    e.rank = gm_line_net_rank(lines, op_i, lines->net->ops[op_i].is_at_once);
    gm_ledger_add(lines, &lines->net->ledger, op_i, &e);
}

void gm_line_net_cross(gm_lines *lines, int32_t op_i, gm_line_net_item *item, int16_t line_i,
                       double at_s)
{
    if (item->line_i != line_i) {
        gm_line_net_enter(lines, op_i,
                          (gm_ledger_entry){.at_s = at_s,
                                            .kind = GM_LEDGER_CROSSED,
                                            .from_line = item->line_i,
                                            .to_line = line_i});
        item->line_i = line_i;
    }
}

static void end_part(gm_lines *lines, int32_t op_i, const gm_line_net_item *item, double at_s)
{
    gm_line_net_enter(lines, op_i,
                      (gm_ledger_entry){.at_s = at_s,
                                        .kind = GM_LEDGER_ENDED,
                                        .birth = item->birth,
                                        .from_line = item->line_i,
                                        .to_line = GM_NONE});
}

void gm_line_net_out(gm_lines *lines, int32_t op_i, const gm_line_net_item *item,
                     int32_t sink_i, double at_s)
{
    gm_line_net_enter(lines, op_i,
                      (gm_ledger_entry){.at_s = at_s,
                                        .kind = GM_LEDGER_OUT,
                                        .born_s = item->born_s,
                                        .birth = item->birth,
                                        .variant = item->variant,
                                        .i = sink_i,
                                        .from_line = item->line_i,
                                        .to_line = GM_NONE});
}

// ---- taking

bool gm_line_net_is_ready(gm_lines *lines, int32_t op_i, double *ready_s)
{
    bool is = true;
    bool is_dry = false;
    *ready_s = 0.0;
    for (int32_t i = op_i; i <= op_i + lines->program->ops[op_i].n_further; i++) {
        const gm_line_op *op = &lines->program->ops[i];
        const gm_line_net_place *p = &lines->net->places[i];
        bool is_there = p->n_in - p->n_out >= (uint64_t)op->n_takes;
        if (gm_line_net_is_endless(lines, i)) {
            bool has_made = gm_line_net_make_for(lines, i);
            *ready_s = has_made ? *ready_s : (double)INFINITY;
            is_dry |= !has_made;
        } else if (is_there) {
            uint64_t last = p->n_out + (uint64_t)op->n_takes - 1;
            double at_s = p->items[last & p->mask].at_s + op->delay_s;
            *ready_s = at_s > *ready_s ? at_s : *ready_s;
        } else if (p->is_ended) {
            *ready_s = (double)INFINITY;
            is_dry |= p->is_dry;
        } else {
            is = false;
        }
    }
    lines->net->ops[op_i].is_dry = is_dry;
    return is || *ready_s == (double)INFINITY;
}

void gm_line_net_be_born(gm_lines *lines, int32_t op_i, gm_line_net_item *item,
                         int32_t source_i, double at_s)
{
    item->born_s = at_s;
    gm_line_net_enter(lines, op_i,
                      (gm_ledger_entry){.at_s = at_s,
                                        .kind = GM_LEDGER_BORN,
                                        .birth = item->birth,
                                        .i = source_i,
                                        .from_line = GM_NONE,
                                        .to_line = item->line_i});
}

// Which of the parts that it takes were made for it just then.
static void be_born(gm_lines *lines, int32_t op_i, double at_s)
{
    gm_line_net_op *op = &lines->net->ops[op_i];
    int32_t k = 0;
    for (int32_t i = op_i; i <= op_i + lines->program->ops[op_i].n_further; i++) {
        for (int32_t n = lines->program->ops[i].n_takes; n > 0; n--, k++) {
            if (gm_line_net_is_endless(lines, i)) {
                gm_line_net_be_born(lines, op_i, &op->taken[k], lines->program->ops[i].source_i,
                                    at_s);
            }
        }
    }
}

void gm_line_net_begin_work(gm_lines *lines, int32_t op_i, double take_s)
{
    gm_line_net_op *op = &lines->net->ops[op_i];
    bool joins = plan_of(lines, op_i)->def->needs.n > 0;
    gm_line_net_take(lines, op_i, take_s);
    op->take_s = take_s;
    if (take_s == (double)INFINITY) {
        return;
    }
    op->is_at_once = false;
    be_born(lines, op_i, take_s);
    for (int32_t k = 0; k < op->n_taken; k++) {
        gm_line_net_cross(lines, op_i, &op->taken[k], line_of(lines, op_i), take_s);
        if (joins && k > 0) {
            end_part(lines, op_i, &op->taken[k], take_s);
        }
    }
    op->n_taken = joins ? 1 : op->n_taken;
}

void gm_line_net_taken(gm_line_visit *v)
{
    if (!v->is_counted) {
        gm_line_net_begin_work(v->lines, v->op_i, v->run->now_s);
    }
}

// ---- what comes of it

static void give_out(gm_lines *lines, int32_t op_i, const gm_line_net_item *item)
{
    gm_line_net_op *op = &lines->net->ops[op_i];
    const gm_step *step = &lines->program->plan->steps[lines->program->ops[op_i].step_i];
    gm_run *run = lines->runs[0];
    run->parts[lines->part[0]].variant = item->variant;
    int32_t step_i = lines->program->ops[op_i].step_i;
    op->hand[op->n_hand] = *item;
    op->to[op->n_hand] =
        gm_route_choose(run, step_i, &step->to, lines->part[0], &run->routes[step_i]);
    op->n_hand += 1;
}

static void cut_up(gm_lines *lines, int32_t op_i, const gm_line_net_item *item, double done_s)
{
    const gm_station_plan *plan = plan_of(lines, op_i);
    int32_t station_i = lines->program->ops[op_i].station_i;
    for (int32_t k = 0; k < plan->def->splits.n; k++) {
        for (int32_t n = plan->def->splits.items[k].count; n > 0; n--) {
            gm_line_net_item piece = *item;
            piece.variant =
                (int16_t)gm_made_variant(lines->runs[0], station_i, k, item->variant);
            gm_line_net_enter(lines, op_i,
                              (gm_ledger_entry){.at_s = done_s,
                                                .kind = GM_LEDGER_PIECE,
                                                .birth = item->birth,
                                                .from_line = GM_NONE,
                                                .to_line = item->line_i});
            give_out(lines, op_i, &piece);
        }
    }
    end_part(lines, op_i, item, done_s);
}

bool gm_line_net_scraps(gm_lines *lines, int32_t station_i)
{
    gm_station *st = &lines->runs[0]->stations[station_i];
    double share = lines->program->plan->stations[station_i].def->scrap;
    return share > 0.0 && gm_stream_u01(&st->scrap) < share * st->learning.scrap;
}

void gm_line_net_end_work(gm_lines *lines, int32_t op_i, double done_s)
{
    gm_line_net_op *op = &lines->net->ops[op_i];
    const gm_station_plan *plan = plan_of(lines, op_i);
    int32_t station_i = lines->program->ops[op_i].station_i;
    gm_station *st = &lines->runs[0]->stations[station_i];
    double n_good = 0.0;
    op->done_s = done_s;
    op->n_hand = op->next = 0;
    op->is_at_once = true;
    op->busy_s += op->n_taken * (done_s - op->take_s);
    for (int32_t k = 0; k < op->n_taken; k++) {
        if (gm_line_net_scraps(lines, station_i)) {
            st->n_scrap += 1.0;
            gm_line_net_out(lines, op_i, &op->taken[k], gm_sink_scrap(lines->program->plan),
                            done_s);
            continue;
        }
        n_good += 1.0;
        if (plan->def->splits.n > 0) {
            cut_up(lines, op_i, &op->taken[k], done_s);
        } else {
            give_out(lines, op_i, &op->taken[k]);
        }
    }
    st->n_done += 1.0;
    st->n_good += n_good;
    st->planned_s += plan->cycle_of ? plan->cycle_of[op->taken[0].variant] * n_good : 0.0;
}

void gm_line_net_finish(gm_line_visit *v)
{
    if (!v->is_counted) {
        gm_line_net_end_work(v->lines, v->op_i, v->run->now_s);
    }
}
