// SPDX-License-Identifier: MIT
//
// From the rows of a point to a run that stands there: what a snapshot looks at, no more.

#include "line/state.h"

#include <string.h>

static void settle_machine(gm_run *run, const gm_line_op *op, const gm_line_row *row)
{
    gm_machine *m = &run->machines[op->machine_i];
    gm_station *st = &run->stations[op->station_i];
    memcpy(m->state_s, row->state_s, sizeof m->state_s);
    m->since_s = run->now_s;
    m->hold = row->hold;
    m->n_waits = row->n_waits;
    m->has_waited = row->has_waited;
    st->n_done = row->n_done;
    st->n_good = row->n_done;
    st->n_failures = row->n_failures;
    st->n_micro_stops = row->n_micro_stops;
    st->micro_stop_s = row->micro_stop_s;
    st->n_empty = row->is_empty ? 1 : 0;
    st->empty_s = row->empty_s;
    st->empty_since_s = run->now_s;
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

static void count(gm_run *run, int32_t step_i, double n)
{
    if (step_i != GM_NONE && run->plan->steps[step_i].counter_i >= 0) {
        run->counters[run->plan->steps[step_i].counter_i] += n;
    }
}

static void settle_sink(gm_run *run, int32_t sink_i, const gm_line_total *total)
{
    gm_sink *sink = &run->sinks[sink_i];
    sink->n = total->n_out;
    sink->time_s = total->time_s;
    sink->time_sq_s2 = total->time_sq_s2;
    sink->time_max_s = total->time_max_s;
    sink->n_of[0] = total->n_out;
    sink->time_of_s[0] = total->time_s;
    if (total->hist) {
        *sink->hist = *total->hist;
    }
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
    gm_line *line = &run->lines[source->line_i];
    line->wip = run->wip;
    line->wip_max = run->wip_max;
    line->since_s = run->now_s;
    line->area_part_s = run->wip_area;
    if (total->wip_bins) {
        memcpy(run->wip_bins, total->wip_bins, GM_WIP_BINS * sizeof *run->wip_bins);
    }
}

gm_run *gm_lines_run_at(gm_lines *lines, int32_t lane, int32_t point)
{
    const gm_line_program *program = lines->program;
    gm_run *run = lines->runs[lane];
    const gm_line_total *total = &lines->totals[lane * lines->ask.n_points + point];
    run->now_s = gm_line_point_s(lines, lane, point);
    settle_plant(run, program, total);
    settle_sink(run, program->sink_i, total);
    if (lines->ask.points[point].is_thin) {
        return run;
    }
    memset(run->counters, 0, (size_t)run->plan->n_counters * sizeof *run->counters);
    count(run, run->plan->sources[program->source_i].step_i, total->n_in);
    for (int32_t i = 0; i < program->n_ops; i++) {
        const gm_line_op *op = &program->ops[i];
        const gm_line_row *row = gm_line_row_of(lines, lane, point, i);
        settle_machine(run, op, row);
        settle_place(run, op, row);
        count(run, op->step_i, row->n_left);
        if (run->plan->stores[op->from].is_buffer) {
            count(run, run->plan->stores[op->from].step_i, row->n_taken);
        }
    }
    count(run, program->sink_step_i, total->n_out);
    return run;
}

gm_audit gm_lines_audit(const gm_lines *lines, int32_t lane)
{
    int32_t last = lines->ask.n_points - 1;
    const gm_line_total *total = &lines->totals[lane * lines->ask.n_points + last];
    double placed = 0.0;
    for (int32_t i = 0; i < lines->program->n_ops; i++) {
        const gm_line_row *row = gm_line_row_of(lines, lane, last, i);
        placed += row->level + (row->n_taken - row->n_left);
    }
    double alive = total->n_in - total->n_out;
    return (gm_audit){.n_in = total->n_in,
                      .n_out = total->n_out,
                      .n_alive = alive,
                      .n_placed = placed,
                      .n_counted = alive};
}
