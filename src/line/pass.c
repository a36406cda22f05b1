// SPDX-License-Identifier: MIT
//
// Parts that come into the plant and leave it, and what the plant had done at every point.

#include "line/state.h"

#include <string.h>

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
        total->n_out = plant->n_out;
        total->time_s = plant->time_s;
        total->time_sq_s2 = plant->time_sq_s2;
        total->time_max_s = plant->time_max_s;
        total->departures = plant->departures;
        if (total->hist) {
            *total->hist = *plant->hist;
        }
        if (!lines->ask.points[plant->out_point].is_thin) {
            plant->time_max_s = 0.0;
        }
        plant->out_point += 1;
    }
}

// The part is inside at the points between.
static void count_inside(gm_lines *lines, int lane, double born_s, double left_s)
{
    for (int32_t i = lines->plant[lane].in_point; i < lines->ask.n_points; i++) {
        double at_s = gm_line_point_s(lines, lane, i);
        if (at_s >= left_s) {
            break;
        }
        total_of(lines, lane, i)->inside_s += at_s - born_s;
    }
}

// FNV-1a as in plant/flow.c, over the exact times.
static uint64_t hash_of(uint64_t hash, double left_s, uint32_t identity, int32_t sink_i)
{
    uint64_t words[2];
    memcpy(&words[0], &left_s, sizeof words[0]);
    words[1] = (uint64_t)identity << 32 | (uint32_t)sink_i;
    for (int i = 0; i < 2; i++) {
        hash = (hash ^ words[i]) * UINT64_C(0x100000001b3);
        hash ^= hash >> 29;
    }
    return hash;
}

// The count of the next point is reached: now it is known when that is. Nothing is behind it yet.
static void reach_count(gm_lines *lines, int lane, double left_s)
{
    gm_line_plant *plant = &lines->plant[lane];
    for (int32_t i = plant->out_point; i < lines->ask.n_points; i++) {
        const gm_line_point *point = &lines->ask.points[i];
        double *at_s = &lines->point_s[lane * (lines->ask.n_points + 1) + i];
        if (point->count > plant->n_out || *at_s < (double)INFINITY) {
            break;
        }
        *at_s = left_s;
        for (int32_t k = 0; k < lines->program->n_ops; k++) {
            double *quiet_s = gm_line_at(lines, &lines->machines[k], GM_LINE_QUIET, lane);
            *quiet_s = left_s < *quiet_s ? left_s : *quiet_s;
        }
        plant->next_count = i + 1 < lines->ask.n_points ? point[1].count : (double)INFINITY;
    }
}

static void set_quiet(gm_lines *lines, int lane)
{
    gm_line_plant *plant = &lines->plant[lane];
    bool lags = plant->in_point < plant->out_point;
    plant->quiet_in_s = gm_line_point_s(lines, lane, plant->in_point);
    plant->quiet_out_s =
        lags ? -(double)INFINITY : gm_line_point_s(lines, lane, plant->out_point);
}

static void pass_one(gm_lines *lines, int lane, double born_s, double left_s)
{
    gm_line_plant *plant = &lines->plant[lane];
    double time_s = left_s - born_s;
    if (__builtin_expect(born_s > plant->quiet_in_s, 0)) {
        close_in(lines, lane, born_s);
    }
    if (__builtin_expect(left_s > plant->quiet_out_s, 0)) {
        close_out(lines, lane, left_s);
        count_inside(lines, lane, born_s, left_s);
    }
    gm_line_wip_in(lines, lane, born_s);
    if (plant->level.max > lines->program->plan->def->most_parts) {
        lines->error[lane] = GM_RUN_TOO_MANY_PARTS;
    }
    lines->exits[(lines->n & lines->exit_mask) * (uint64_t)lines->width + (uint64_t)lane] =
        left_s;
    if (left_s == (double)INFINITY) {
        set_quiet(lines, lane);
        return; // behind the last point
    }
    plant->n_out += 1.0;
    plant->time_s += time_s;
    plant->time_sq_s2 += time_s * time_s;
    plant->time_max_s = time_s > plant->time_max_s ? time_s : plant->time_max_s;
    gm_loghist_add(plant->hist, time_s);
    plant->departures =
        hash_of(plant->departures, left_s, (uint32_t)lines->n + 1, lines->program->sink_i);
    if (plant->n_out >= plant->next_count) {
        reach_count(lines, lane, left_s);
    }
    set_quiet(lines, lane);
}

void gm_line_pass(gm_lines *lines, const double *born, const double *left)
{
    for (int lane = 0; lane < lines->width; lane++) {
        pass_one(lines, lane, born[lane], left[lane]);
    }
}
