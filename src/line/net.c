// SPDX-License-Identifier: MIT

#include "line/net.h"

#include "line/givers.h"

#include "plant/flow.h"

#include <math.h>
#include <string.h>

#define RING_AT_FIRST  16
#define SWEEPS_A_LOOK  16
#define SWEEPS_A_WATCH 4096
#define MOST_LOOKS     65536 // without getting on

// ---- memory

static int32_t most_pieces(const gm_station_def *def)
{
    int32_t n = 0;
    for (int32_t k = 0; k < def->splits.n; k++) {
        n += def->splits.items[k].count;
    }
    return n > 0 ? n : 1;
}

static void create_place(gm_lines *lines, int32_t op_i)
{
    gm_line_net_place *p = &lines->net->places[op_i];
    uint64_t size = RING_AT_FIRST;
    while (size < (uint64_t)lines->program->ops[op_i].n_takes + 1) {
        size *= 2;
    }
    p->items = GM_NEW(&lines->arena, gm_line_net_item, size);
    p->mask = size - 1;
    const gm_line_op *op = &lines->program->ops[op_i];
    bool is_of_several = lines->program->ops[op->owner].n_further > 0;
    if (is_of_several && op->places < GM_UNLIMITED) {
        p->is_met = GM_NEW(&lines->arena, bool, lines->machines[op_i].mask + 1);
    }
}

static void create_op(gm_lines *lines, int32_t op_i)
{
    const gm_line_op *of = &lines->program->ops[op_i];
    gm_line_net_op *op = &lines->net->ops[op_i];
    int32_t n = 0;
    for (int32_t i = op_i; i <= op_i + of->n_further; i++) {
        n += lines->program->ops[i].n_takes;
    }
    op->taken = GM_NEW(&lines->arena, gm_line_net_item, n);
    if (of->station_i != GM_NONE) {
        n *= most_pieces(lines->program->plan->stations[of->station_i].def);
    }
    op->hand = GM_NEW(&lines->arena, gm_line_net_item, n);
    op->hand_s = GM_NEW(&lines->arena, double, n);
    op->to = GM_NEW(&lines->arena, gm_target, n);
}

// Where all parts of an operation go, if that is the same place, or way out, for all.
static bool find_way(const gm_lines *lines, gm_line_net_op *op, const gm_step *step)
{
    const gm_plan *plan = lines->program->plan;
    gm_target target = step->to.targets[0];
    int32_t store_i = gm_line_store_of(plan, target, GM_NONE);
    bool has_kinds = target.kind == GM_TO_STEP && plan->steps[target.i].n_needs > 1;
    bool is_one = step->to.mode == GM_ROUTE_SINGLE && !has_kinds;
    op->to_op = store_i == GM_NONE ? GM_NONE : lines->program->op_of[store_i];
    op->sink_i = target.kind == GM_TO_OUT || store_i != GM_NONE ? gm_sink_out(plan)
                 : target.kind == GM_TO_SCRAP                   ? gm_sink_scrap(plan)
                                                                : plan->steps[target.i].own_i;
    if (store_i != GM_NONE) {
        is_one &= plan->stores[store_i].capacity > 0;
        op->to_line_i = (int16_t)plan->steps[plan->stores[store_i].step_i].line_i;
    }
    return is_one;
}

static void look_at_op(gm_lines *lines, int32_t op_i)
{
    const gm_line_op *of = &lines->program->ops[op_i];
    const gm_plan *plan = lines->program->plan;
    gm_line_net_op *op = &lines->net->ops[op_i];
    if (of->station_i == GM_NONE) {
        return;
    }
    const gm_station_plan *s = &plan->stations[of->station_i];
    op->line_i = (int16_t)plan->steps[of->step_i].line_i;
    bool may_scrap = s->has_outcome && (s->is_batch || s->def->splits.n > 0);
    op->is_endless = gm_line_net_is_endless(lines, op_i);
    op->is_plain = of->n_takes == 1 && of->n_further == 0 &&
                   (of->places > 0 || op->is_endless) && !may_scrap && !s->changes_kind &&
                   !s->cycle_of && s->def->n_learns == 0;
    op->has_one_way = find_way(lines, op, &plan->steps[of->step_i]);
    op->is_plain &= op->has_one_way;
    if (of->n_machines > 0) {
        op->is_plain = false;
        op->bank = gm_line_bank_create(lines, op_i);
    }
}

void gm_line_net_create(gm_lines *lines)
{
    int32_t n = lines->program->n_ops;
    gm_line_net *net = GM_NEW(&lines->arena, gm_line_net, 1);
    lines->net = net;
    net->places = GM_NEW(&lines->arena, gm_line_net_place, n);
    net->ops = GM_NEW(&lines->arena, gm_line_net_op, n);
    for (int32_t i = 0; i < n; i++) {
        create_place(lines, i);
        create_op(lines, i);
    }
    gm_line_net_sources_create(lines);
    for (int32_t i = 0; i < n; i++) {
        look_at_op(lines, i);
    }
    gm_ledger_create(lines, &net->ledger, n + lines->program->plan->n_sources);
}

void gm_line_net_destroy(gm_lines *lines)
{
    gm_ledger_destroy(&lines->net->ledger);
}

// ---- time 0

static void begin(gm_lines *lines)
{
    gm_line_net *net = lines->net;
    for (int32_t i = 0; i < lines->program->n_ops; i++) {
        gm_line_net_place *p = &net->places[i];
        *p = (gm_line_net_place){.items = p->items, .mask = p->mask, .is_met = p->is_met};
        p->is_ended = lines->program->ops[i].giver == GM_NONE &&
                      lines->program->ops[i].source_i == GM_NONE;
        gm_line_net_op *op = &net->ops[i];
        *op = (gm_line_net_op){.bank = op->bank,
                               .is_plain = op->is_plain,
                               .is_endless = op->is_endless,
                               .has_one_way = op->has_one_way,
                               .to_op = op->to_op,
                               .sink_i = op->sink_i,
                               .line_i = op->line_i,
                               .to_line_i = op->to_line_i,
                               .taken = op->taken,
                               .hand = op->hand,
                               .hand_s = op->hand_s,
                               .to = op->to};
        if (op->bank) {
            gm_line_bank_begin(lines, op->bank);
        }
    }
    gm_line_net_sources_begin(lines);
    gm_ledger_begin(lines, &net->ledger);
}

// ---- running

// Before that moment everything is known.
static double known_until(const gm_lines *lines)
{
    const gm_line_net *net = lines->net;
    double least_s = (double)INFINITY;
    for (int32_t i = 0; i < lines->program->n_ops; i = gm_line_next_op(lines->program, i)) {
        const gm_line_net_op *op = &net->ops[i];
        double at_s = op->stage == GM_LINE_NET_OVER ? (double)INFINITY : op->left_s;
        least_s = at_s < least_s ? at_s : least_s;
    }
    for (int32_t i = 0; i < lines->program->plan->n_sources; i++) {
        const gm_line_source *s = &net->sources[i];
        bool is_own = !gm_line_net_is_endless(lines, s->op_i) && !net->is_dry[i];
        least_s = is_own && s->born_s < least_s ? s->born_s : least_s;
    }
    return least_s;
}

static bool is_done(const gm_lines *lines)
{
    const gm_line_net *net = lines->net;
    bool is = true;
    for (int32_t i = 0; i < lines->program->n_ops; i = gm_line_next_op(lines->program, i)) {
        is &= net->ops[i].stage == GM_LINE_NET_OVER;
    }
    for (int32_t i = 0; i < lines->program->plan->n_sources; i++) {
        is &= net->is_dry[i] || gm_line_net_is_endless(lines, net->sources[i].op_i);
    }
    return is;
}

static bool sweep(gm_lines *lines)
{
    bool moves = false;
    for (int32_t i = 0; i < lines->program->plan->n_sources; i++) {
        moves |= gm_line_net_make(lines, i);
    }
    // One by one: nobody runs far ahead of those who take from a place without an end.
    for (int32_t i = 0; i < lines->program->n_ops; i = gm_line_next_op(lines->program, i)) {
        moves |= gm_line_net_step(lines, i);
    }
    return moves;
}

bool gm_line_net_run(gm_lines *lines, const gm_line_watch *watch)
{
    gm_ledger *ledger = &lines->net->ledger;
    double end_s = gm_line_point_s(lines, 0, lines->ask.n_points - 1);
    double looked_s = -1.0;
    int n_looks = 0;
    begin(lines);
    for (uint32_t k = 1; !is_done(lines) && lines->error[0] == GM_RUN_OK; k++) {
        if (!sweep(lines) && !gm_line_banks_go_on(lines)) {
            lines->error[0] =
                GM_RUN_STUCK; // each waits for another: for the event engine to tell
        }
        if (k % SWEEPS_A_LOOK == 0) {
            double until_s = known_until(lines);
            gm_ledger_enter(lines, ledger, until_s);
            n_looks = until_s > looked_s ? 0 : n_looks + 1;
            looked_s = until_s;
            if (n_looks > MOST_LOOKS) {
                lines->error[0] = GM_RUN_NO_PROGRESS;
            }
        }
        double share = looked_s < end_s ? looked_s / end_s : 1.0;
        if (watch && k % SWEEPS_A_WATCH == 0 && !watch->go_on(watch->user, share)) {
            return false;
        }
    }
    gm_ledger_enter(lines, ledger, (double)INFINITY);
    return lines->error[0] == GM_RUN_OK;
}

// ---- after it

static void settle_op(gm_lines *lines, gm_run *run, int32_t point, int32_t op_i)
{
    const gm_line_op *op = &lines->program->ops[op_i];
    const gm_line_row *row = gm_line_row_of(lines, 0, point, op_i);
    const gm_store_plan *store = &run->plan->stores[op->from];
    gm_line_settle_op(run, op, row);
    if (op->machine_i != GM_NONE) {
        gm_station *st = &run->stations[op->station_i];
        st->busy_area = row->busy_s;
        st->n_busy = (int32_t)row->n_here;
        st->busy_since_s = run->now_s;
        gm_line_count(run, op->step_i, row->n_left);
    }
    if (store->is_buffer) {
        gm_line_count(run, store->step_i, row->n_taken);
    }
}

static void count_sinks(gm_run *run)
{
    for (int32_t i = 0; i < run->plan->n_sinks; i++) {
        gm_line_count(run, run->plan->sink_steps[i], run->sinks[i].n);
    }
}

void gm_line_net_settle(gm_lines *lines, gm_run *run, int32_t point)
{
    const gm_plan *plan = run->plan;
    run->now_s = gm_line_point_s(lines, 0, point);
    gm_ledger_settle(lines, &lines->net->ledger, run, point);
    if (lines->ask.points[point].is_thin) {
        return;
    }
    memset(run->counters, 0, (size_t)plan->n_counters * sizeof *run->counters);
    for (int32_t i = 0; i < plan->n_sources; i++) {
        gm_line_settle_source(run, i, &lines->net->sources[i].outside[point]);
        gm_line_count(run, plan->sources[i].step_i, run->sources[i].n_made);
    }
    for (int32_t i = 0; i < lines->program->n_ops; i++) {
        settle_op(lines, run, point, i);
    }
    count_sinks(run);
}

gm_audit gm_line_net_audit(const gm_lines *lines)
{
    const gm_plan *plan = lines->program->plan;
    int32_t last = lines->ask.n_points - 1;
    const gm_ledger_page *page = &lines->net->ledger.pages[last];
    gm_audit audit = {.n_in = page->n_came_in,
                      .n_ended = page->n_ended,
                      .n_scrap = page->sinks[gm_sink_scrap(plan)].n,
                      .n_counted = page->wip};
    for (int32_t i = 0; i <= plan->n_sinks; i++) {
        audit.n_out += page->sinks[i].n;
    }
    audit.n_alive = audit.n_in - audit.n_out - audit.n_scrap - audit.n_ended;
    for (int32_t i = 0; i < lines->program->n_ops; i++) {
        const gm_line_row *row = gm_line_row_of(lines, 0, last, i);
        audit.n_placed += row->level + row->n_here;
    }
    for (int32_t i = 0; i < plan->n_sources; i++) {
        const gm_line_source *s = &lines->net->sources[i];
        const gm_line_row *row = gm_line_row_of(lines, 0, last, s->op_i);
        double door = page->n_made[i] - row->n_taken - row->level; // it is made and not in yet
        audit.n_placed += door == 1.0 ? 1.0 : 0.0;
    }
    return audit;
}
