// SPDX-License-Identifier: MIT
//
// Parts that come into the plant and leave it, and what the plant had done at every point.

#include "line/state.h"

#include <string.h>

#define POINTS_ONE_BY_ONE 4

static gm_line_total *total_of(const gm_lines *lines, int lane, int32_t point)
{
    return &lines->totals[lane * lines->ask.n_points + point];
}

// What came in before the next point is known when something comes in behind it.
static void close_in(gm_lines *lines, int lane, double born_s)
{
    gm_line_plant *plant = &lines->plant[lane];
    while (plant->in_point < lines->ask.n_points) {
        double at_s = gm_line_point_s(lines, lane, plant->in_point);
        if (born_s <= at_s) {
            break;
        }
        gm_line_total *total = total_of(lines, lane, plant->in_point);
        total->n_in = (double)lines->n;
        if (!lines->ask.points[plant->in_point].is_thin) {
            gm_line_wip_at(lines, lane, at_s, total); // from where the next maximum begins
        }
        plant->in_point += 1;
    }
}

static void close_out(gm_lines *lines, int lane, double left_s)
{
    gm_line_plant *plant = &lines->plant[lane];
    while (plant->out_point < lines->ask.n_points &&
           left_s > gm_line_point_s(lines, lane, plant->out_point)) {
        gm_line_total *total = total_of(lines, lane, plant->out_point);
        total->n_out = *gm_line_sum_at(lines, GM_LINE_OUT, lane);
        total->time_s = *gm_line_sum_at(lines, GM_LINE_TIME, lane);
        total->time_sq_s2 = *gm_line_sum_at(lines, GM_LINE_TIME_SQ, lane);
        total->time_max_s = *gm_line_sum_at(lines, GM_LINE_TIME_MAX, lane);
        total->departures = lines->departures[lane];
        if (total->of_variant) {
            memcpy(total->of_variant, plant->of_variant, gm_line_variant_bytes(lines));
        }
        if (total->times) {
            size_t n = (size_t)lines->program->plan->n_variant_times;
            memcpy(total->times, plant->times, n * sizeof *total->times);
        }
        if (total->hist) {
            *total->hist = *plant->hist;
        }
        if (!lines->ask.points[plant->out_point].is_thin) {
            *gm_line_sum_at(lines, GM_LINE_TIME_MAX, lane) = 0.0;
        }
        plant->out_point += 1;
    }
}

// The first point that is not before a moment; n_points: none.
static int32_t point_from(const gm_lines *lines, int lane, double at_s)
{
    int32_t low = 0;
    int32_t high = lines->ask.n_points;
    while (low < high) {
        int32_t mid = (low + high) / 2;
        bool is_before = gm_line_point_s(lines, lane, mid) < at_s;
        low = is_before ? mid + 1 : low;
        high = is_before ? high : mid;
    }
    return low;
}

// The part is inside at the points between; at many of them, only where that begins and ends is
// noted: parts that wait for good would else be looked at point by point each.
static void count_inside(gm_lines *lines, int lane, double born_s, double left_s)
{
    int32_t from = lines->plant[lane].in_point;
    for (int32_t i = from; i < lines->ask.n_points; i++) {
        double at_s = gm_line_point_s(lines, lane, i);
        if (at_s >= left_s) {
            break;
        }
        if (i == from + POINTS_ONE_BY_ONE) {
            int32_t end = point_from(lines, lane, left_s);
            total_of(lines, lane, i)->stays.n_begun += 1.0;
            total_of(lines, lane, i)->stays.begun_s += at_s - born_s;
            if (end < lines->ask.n_points) {
                gm_line_stays *stays = &total_of(lines, lane, end)->stays;
                stays->n_ended += 1.0;
                stays->ended_s += gm_line_point_s(lines, lane, end - 1) - born_s;
            }
            break;
        }
        total_of(lines, lane, i)->inside_s += at_s - born_s;
    }
}

void gm_line_close_stays(gm_lines *lines, int lane)
{
    double n = 0.0;
    double inside_s = 0.0;
    double last_s = 0.0;
    for (int32_t i = 0; i < lines->ask.n_points; i++) {
        gm_line_total *total = total_of(lines, lane, i);
        double at_s = gm_line_point_s(lines, lane, i);
        n -= total->stays.n_ended;
        inside_s = n > 0.0 ? inside_s - total->stays.ended_s + n * (at_s - last_s) : 0.0;
        n += total->stays.n_begun;
        inside_s += total->stays.begun_s;
        total->inside_s += inside_s;
        last_s = at_s;
    }
}

// The count of the next point is reached: now it is known when that is. Nothing is behind it yet.
static void reach_count(gm_lines *lines, int lane, double left_s)
{
    gm_line_plant *plant = &lines->plant[lane];
    for (int32_t i = plant->out_point; i < lines->ask.n_points; i++) {
        const gm_line_point *point = &lines->ask.points[i];
        double *at_s = &lines->point_s[lane * (lines->ask.n_points + 1) + i];
        if (point->count > *gm_line_sum_at(lines, GM_LINE_OUT, lane) ||
            *at_s < (double)INFINITY) {
            break;
        }
        *at_s = left_s;
        for (int32_t k = 0; k < lines->program->n_ops; k++) {
            double *quiet_s = gm_line_at(lines, &lines->machines[k], GM_LINE_QUIET, lane);
            *quiet_s = left_s < *quiet_s ? left_s : *quiet_s;
        }
        gm_line_holds_look(lines, lane);
        *gm_line_sum_at(lines, GM_LINE_NEXT_COUNT, lane) =
            i + 1 < lines->ask.n_points ? point[1].count : (double)INFINITY;
    }
}

static void set_quiet(gm_lines *lines, int lane)
{
    gm_line_plant *plant = &lines->plant[lane];
    bool lags = plant->in_point < plant->out_point;
    *gm_line_sum_at(lines, GM_LINE_QUIET_IN, lane) =
        gm_line_point_s(lines, lane, plant->in_point);
    *gm_line_sum_at(lines, GM_LINE_QUIET_OUT, lane) =
        lags ? -(double)INFINITY : gm_line_point_s(lines, lane, plant->out_point);
}

void gm_line_count_variant(gm_lines *lines, int lane, double time_s)
{
    const gm_plan *plan = lines->program->plan;
    gm_line_plant *plant = &lines->plant[lane];
    int32_t variant_i = gm_line_variant_of(lines, lane);
    plant->of_variant[variant_i] += 1.0;
    plant->of_variant[plan->n_variants + variant_i] += time_s;
    if (plant->times) {
        int32_t of_i =
            plan->variant_times[lines->program->sink_i * plan->n_variants + variant_i];
        if (of_i != GM_NONE) {
            gm_times_hist_add(&plant->times[of_i], time_s);
        }
    }
}

static void add_part(gm_lines *lines, int lane, double born_s, double left_s)
{
    gm_line_plant *plant = &lines->plant[lane];
    double time_s = left_s - born_s;
    double *most_s = gm_line_sum_at(lines, GM_LINE_TIME_MAX, lane);
    *gm_line_sum_at(lines, GM_LINE_OUT, lane) += 1.0;
    *gm_line_sum_at(lines, GM_LINE_TIME, lane) += time_s;
    *gm_line_sum_at(lines, GM_LINE_TIME_SQ, lane) += time_s * time_s;
    *most_s = time_s > *most_s ? time_s : *most_s;
    gm_loghist_add(plant->hist, time_s);
    if (plant->of_variant) {
        gm_line_count_variant(lines, lane, time_s);
    }
    lines->departures[lane] = gm_line_hash(lines->departures[lane], left_s,
                                           (uint32_t)lines->n + 1, lines->program->sink_i);
    if (*gm_line_sum_at(lines, GM_LINE_OUT, lane) >=
        *gm_line_sum_at(lines, GM_LINE_NEXT_COUNT, lane)) {
        reach_count(lines, lane, left_s);
    }
}

void gm_line_pass(gm_lines *lines, int lane, double born_s, double left_s)
{
    if (born_s > *gm_line_sum_at(lines, GM_LINE_QUIET_IN, lane)) {
        close_in(lines, lane, born_s);
    }
    if (left_s > *gm_line_sum_at(lines, GM_LINE_QUIET_OUT, lane)) {
        close_out(lines, lane, left_s);
        count_inside(lines, lane, born_s, left_s);
    }
    gm_line_wip_in(lines, lane, born_s);
    if (lines->plant[lane].level.max > lines->program->plan->def->most_parts) {
        lines->error[lane] = GM_RUN_TOO_MANY_PARTS;
    }
    lines->exits[(lines->n & lines->exit_mask) * (uint64_t)lines->width + (uint64_t)lane] =
        left_s;
    if (left_s < (double)INFINITY) { // else behind the last point
        add_part(lines, lane, born_s, left_s);
    }
    set_quiet(lines, lane);
}
