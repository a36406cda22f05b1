// SPDX-License-Identifier: MIT
//
// From the rows of a point to a run that stands there: what a snapshot looks at, no more.

#include "line/net.h"

#include <string.h>

// Before what its machines have done is added up.
static void begin_station(gm_run *run, gm_station *st)
{
    st->n_done = st->n_good = st->n_scrap = st->planned_s = 0.0;
    st->n_changes = st->n_unlike = st->change_cost_cny = st->change_volume_m3 = 0.0;
    st->n_failures = st->n_micro_stops = st->micro_stop_s = 0.0;
    st->n_empty = 0;
    st->empty_s = 0.0;
    st->empty_since_s = run->now_s;
}

static void settle_machine(gm_run *run, const gm_line_op *op, const gm_line_row *row)
{
    gm_machine *m = &run->machines[op->machine_i];
    gm_station *st = &run->stations[op->station_i];
    memcpy(m->state_s, row->state_s, sizeof m->state_s);
    m->since_s = run->now_s;
    m->hold = row->hold;
    m->n_waits = row->n_waits;
    m->has_waited = row->has_waited;
    if (op->machine_i == run->plan->stations[op->station_i].first_machine) {
        begin_station(run, st);
    }
    st->n_done += row->n_done;
    st->n_good += row->n_good;
    st->n_scrap += row->n_scrap;
    st->planned_s += row->planned_s;
    st->n_changes += row->n_changes;
    st->n_unlike += row->n_unlike;
    st->change_cost_cny += row->change_cost_cny;
    st->change_volume_m3 += row->change_volume_m3;
    st->n_failures += row->n_failures;
    st->n_micro_stops += row->n_micro_stops;
    st->micro_stop_s += row->micro_stop_s;
    st->n_empty += row->is_empty ? 1 : 0;
    st->empty_s += row->empty_s;
}

static void settle_place(gm_run *run, const gm_line_op *op, const gm_line_row *row)
{
    gm_store *s = &run->stores[op->from];
    if (op->places == 0) {
        return; // parts go past it
    }
    s->since_s = run->now_s;
    s->level = row->level;
    s->level_max = row->level_max;
    s->area_part_s = row->wait_s + row->here_s;
    s->n_in = row->n_taken + row->level;
    s->n_out = row->n_taken;
    s->n_waited = row->n_waited;
    s->wait_s = row->wait_s;
    s->wait_max_s = row->wait_max_s;
    if (row->bins) {
        memcpy(s->bins, row->bins,
               (size_t)run->plan->stores[op->from].n_bins * sizeof *s->bins);
    }
}

void gm_line_settle_op(gm_run *run, const gm_line_op *op, const gm_line_row *row)
{
    settle_place(run, op, row);
    if (op->machine_i != GM_NONE) {
        settle_machine(run, op, row);
    }
}

void gm_line_count(gm_run *run, int32_t step_i, double n)
{
    if (step_i != GM_NONE && run->plan->steps[step_i].counter_i >= 0) {
        run->counters[run->plan->steps[step_i].counter_i] += n;
    }
}

static void settle_sink(gm_run *run, const gm_line_program *program, const gm_line_total *total)
{
    gm_sink *sink = &run->sinks[program->sink_i];
    int32_t n_variants = run->plan->n_variants;
    sink->n = total->n_out;
    sink->time_s = total->time_s;
    sink->time_sq_s2 = total->time_sq_s2;
    sink->time_max_s = total->time_max_s;
    sink->n_of[program->variant_i] = total->n_out;
    sink->time_of_s[program->variant_i] = total->time_s;
    for (int32_t i = 0; total->of_variant && i < n_variants; i++) {
        sink->n_of[i] = total->of_variant[i];
        sink->time_of_s[i] = total->of_variant[n_variants + i];
    }
    if (total->times) {
        size_t n = (size_t)run->plan->n_variant_times;
        memcpy(run->variant_times, total->times, n * sizeof *total->times);
    }
    if (total->hist) {
        *sink->hist = *total->hist;
    }
}

void gm_line_settle_source(gm_run *run, int32_t source_i, const gm_line_outside *outside)
{
    gm_source *made = &run->sources[source_i];
    made->outside = outside->n;
    made->outside_max = outside->max;
    made->outside_area = outside->time_s;
    made->outside_since_s = run->now_s;
}

static void settle_plant(gm_run *run, const gm_line_program *program,
                         const gm_line_total *total)
{
    const gm_step *source = &run->plan->steps[run->plan->sources[program->source_i].step_i];
    run->wip = (int32_t)(total->n_in - total->n_out);
    run->wip_max = total->wip_max;
    run->wip_since_s = run->now_s;
    run->wip_area = total->time_s + total->inside_s;
    run->n_came_in = total->n_in;
    run->departures = total->departures;
    run->sources[program->source_i].n_made = total->n_in;
    if (program->n_spans == 0) {
        gm_line *line = &run->lines[source->line_i];
        line->wip = run->wip;
        line->wip_max = run->wip_max;
        line->since_s = run->now_s;
        line->area_part_s = run->wip_area;
    }
    if (total->wip_bins) {
        memcpy(run->wip_bins, total->wip_bins, GM_WIP_BINS * sizeof *run->wip_bins);
    }
}

static void settle_shops(const gm_lines *lines, gm_run *run, int32_t lane, int32_t point)
{
    for (int32_t i = 0; i < lines->program->n_spans; i++) {
        const gm_line_shop_total *total = &lines->shops[i * lines->width + lane].totals[point];
        gm_line *line = &run->lines[lines->program->spans[i].line_i];
        line->wip = (int32_t)(total->n_in - total->n_out);
        line->wip_max = total->wip_max;
        line->since_s = run->now_s;
        line->area_part_s = total->time_s + total->inside_s;
    }
}

static void settle_limits(const gm_lines *lines, gm_run *run, int32_t lane, int32_t point)
{
    for (int32_t i = 0; i < lines->program->n_limits; i++) {
        const gm_line_hold_total *total = &lines->holds[i].rest[lane].totals[point];
        gm_limit *limit = &run->limits[i];
        limit->count = (int32_t)(total->n_in - total->n_out);
        limit->since_s = run->now_s;
        limit->area = total->time_s + total->here_s;
    }
}

gm_run *gm_lines_run_at(gm_lines *lines, int32_t lane, int32_t point)
{
    const gm_line_program *program = lines->program;
    gm_run *run = lines->runs[lane];
    if (lines->net) {
        gm_line_net_settle(lines, run, point);
        return run;
    }
    const gm_line_total *total = &lines->totals[lane * lines->ask.n_points + point];
    run->now_s = gm_line_point_s(lines, lane, point);
    settle_plant(run, program, total);
    gm_line_settle_source(run, program->source_i, &lines->sources[lane].outside[point]);
    settle_sink(run, program, total);
    if (lines->ask.points[point].is_thin) {
        return run;
    }
    memset(run->counters, 0, (size_t)run->plan->n_counters * sizeof *run->counters);
    gm_line_count(run, run->plan->sources[program->source_i].step_i, total->n_in);
    for (int32_t i = 0; i < program->n_ops; i++) {
        const gm_line_op *op = &program->ops[i];
        const gm_line_row *row = gm_line_row_of(lines, lane, point, i);
        gm_line_settle_op(run, op, row);
        if (op->machine_i != GM_NONE) {
            gm_line_count(run, op->step_i, row->n_left);
        }
        if (run->plan->stores[op->from].is_buffer) {
            gm_line_count(run, run->plan->stores[op->from].step_i, row->n_taken);
        }
    }
    gm_line_count(run, program->sink_step_i, total->n_out);
    settle_shops(lines, run, lane, point);
    settle_limits(lines, run, lane, point);
    return run;
}

gm_audit gm_lines_audit(const gm_lines *lines, int32_t lane)
{
    if (lines->net) {
        return gm_line_net_audit(lines);
    }
    int32_t last = lines->ask.n_points - 1;
    const gm_line_total *total = &lines->totals[lane * lines->ask.n_points + last];
    double placed = 0.0;
    for (int32_t i = 0; i < lines->program->n_ops; i++) {
        const gm_line_row *row = gm_line_row_of(lines, lane, last, i);
        placed += row->level + (row->n_taken - row->n_left);
    }
    const gm_line_row *first = gm_line_row_of(lines, lane, last, 0);
    double door = total->n_in - first->n_taken - first->level; // it is made and not in yet
    placed += door == 1.0 ? 1.0 : 0.0;
    double alive = total->n_in - total->n_out;
    return (gm_audit){.n_in = total->n_in,
                      .n_out = total->n_out,
                      .n_alive = alive,
                      .n_placed = placed,
                      .n_counted = alive};
}
