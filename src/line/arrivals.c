// SPDX-License-Identifier: MIT
//
// Parts as their source makes them, in one lane: when they arrive, as which variants, and how long
// they wait outside for the first place. By the clocks and draws of plant/source.c.

#include "line/state.h"

#include "plant/release.h"
#include "plant/step.h"

#define RING_AT_FIRST 64

static const gm_source_def *def_of(const gm_lines *lines, const gm_line_source *s)
{
    return lines->program->plan->sources[s->source_i].def;
}

static size_t n_of_chunk(const gm_lines *lines)
{
    return (size_t)GM_LINE_CHUNK * (size_t)lines->width;
}

void gm_line_source_create(gm_lines *lines, gm_line_source *s, int32_t source_i, int lane)
{
    *s = (gm_line_source){.source_i = source_i, .lane = lane, .mask = RING_AT_FIRST - 1};
    s->made = GM_NEW(&lines->arena, double, RING_AT_FIRST);
    s->outside = GM_NEW(&lines->arena, gm_line_outside, lines->ask.n_points);
}

void gm_line_sources_create(gm_lines *lines)
{
    if (lines->program->is_mixed) {
        lines->variants = GM_NEW(&lines->arena, int32_t, n_of_chunk(lines));
    }
    if (!lines->program->is_plain) {
        lines->arrivals = GM_NEW(&lines->arena, double, n_of_chunk(lines));
    }
    for (int lane = 0; lane < lines->width; lane++) {
        gm_line_source_create(lines, &lines->sources[lane], lines->program->source_i, lane);
    }
}

void gm_line_source_begin(gm_lines *lines, gm_line_source *s)
{
    gm_run *run = lines->runs[s->lane];
    gm_source_reset(run, s->source_i); // the run has filled its first place
    bool is_timed = gm_source_is_timed(def_of(lines, s));
    *s = (gm_line_source){
        .source_i = s->source_i,
        .op_i = s->op_i,
        .lane = s->lane,
        .made = s->made,
        .mask = s->mask,
        .outside = s->outside,
        .ring_s = is_timed ? gm_clocks_at(&run->clocks, run->sources[s->source_i].slot) : 0.0};
    memset(s->outside, 0, (size_t)lines->ask.n_points * sizeof *s->outside);
}

// ---- a chunk

double gm_line_next_arrival(gm_lines *lines, gm_line_source *s)
{
    gm_run *run = lines->runs[s->lane];
    while (s->left < 1.0) {
        if (s->ring_s == (double)INFINITY) {
            return (double)INFINITY;
        }
        run->now_s = s->rung_s = s->ring_s;
        s->left = gm_source_rung(run, s->source_i, &s->ring_s);
    }
    s->left -= 1.0;
    return s->rung_s;
}

void gm_line_source_draw(gm_lines *lines)
{
    const gm_source_def *def = def_of(lines, &lines->sources[0]);
    bool is_timed = gm_source_is_timed(def);
    double limit = (double)def->limit;
    for (int lane = 0; lane < lines->width; lane++) {
        for (int k = 0; k < GM_LINE_CHUNK; k++) {
            size_t at = (size_t)k * (size_t)lines->width + (size_t)lane;
            bool is_made = (double)(lines->n + (uint64_t)k) < limit;
            if (lines->arrivals) {
                double idle_s = is_made ? 0.0 : (double)INFINITY;
                lines->arrivals[at] =
                    is_timed ? gm_line_next_arrival(lines, &lines->sources[lane]) : idle_s;
                is_made &= lines->arrivals[at] < (double)INFINITY;
            }
            if (lines->variants) {
                lines->variants[at] =
                    is_made ? gm_release_next(lines->runs[lane], lines->program->source_i)
                            : lines->program->variant_i;
            }
        }
    }
}

// ---- outside

static gm_line_outs outs_of(gm_line_source *s)
{
    return (gm_line_outs){&s->made, &s->mask, 1, 0, GM_UNLIMITED, 0, s->n, 0};
}

// What waited at the points before this arrival is known now.
static void close_points(gm_lines *lines, gm_line_source *s, double arrival_s)
{
    gm_line_outs outs = outs_of(s);
    for (; s->point < lines->ask.n_points; s->point++) {
        double at_s = gm_line_point_s(lines, s->lane, s->point);
        if (arrival_s <= at_s) {
            break;
        }
        gm_line_outside *outside = &s->outside[s->point];
        outside->time_s = s->waited_s - outside->over_s + outside->here_s;
        if (!lines->ask.points[s->point].is_thin) {
            outside->max = gm_line_level_close(&s->level, &outs, at_s);
        }
    }
}

static void wait_outside(gm_lines *lines, gm_line_source *s, double arrival_s, double made_s)
{
    gm_line_outs outs = outs_of(s);
    double waited_s = made_s < (double)INFINITY ? made_s - arrival_s : 0.0;
    gm_line_level_come(lines, &s->level, &outs, arrival_s, false);
    for (int32_t k = lines->row_at[s->point]; k < lines->n_row_points; k++) {
        double at_s = gm_line_point_s(lines, s->lane, lines->row_points[k]);
        if (at_s >= made_s) {
            break;
        }
        gm_line_outside *outside = &s->outside[lines->row_points[k]];
        outside->n += 1;
        outside->here_s += at_s - arrival_s;
        outside->over_s += waited_s;
    }
    s->waited_s += waited_s;
}

// Since when the part before is in, and there is room for this one.
static double door_of(gm_lines *lines, int lane, double *room_s)
{
    const gm_line_machine *first = &lines->machines[0];
    uint64_t width = (uint64_t)lines->width;
    int32_t places = first->op->places;
    const gm_line_room of = {first->takes, (uint64_t)places, first->mask};
    *room_s = places == 0 || places >= GM_UNLIMITED || lines->n < (uint64_t)places
                  ? -1.0
                  : gm_line_room_s(lines, &of, lane);
    bool waits_for_machine = places == 0 && lines->n > 0;
    return waits_for_machine
               ? first->takes[((lines->n - 1) & first->mask) * width + (uint64_t)lane]
               : lines->sources[lane].door_s;
}

void gm_line_come_in(gm_lines *lines, gm_line_source *s, const gm_line_arrival *a,
                     double *born_s, double *come_s)
{
    double arrival_s = a->arrival_s;
    bool is_timed = gm_source_is_timed(def_of(lines, s));
    double made_s = arrival_s > a->door_s ? arrival_s : a->door_s;
    made_s = made_s > a->card_s ? made_s : a->card_s;
    double in_s = made_s > a->room_s ? made_s : a->room_s;
    made_s = is_timed ? made_s : in_s; // made for the place that has come free
    if (is_timed) {
        close_points(lines, s, arrival_s);
        s->made[s->n & s->mask] = made_s;
        if (made_s > arrival_s && arrival_s < (double)INFINITY) {
            wait_outside(lines, s, arrival_s, made_s);
        }
        s->made[s->n & s->mask] = made_s; // the ring may have grown
    }
    // At one moment: what follows one that was held is held too.
    bool has_waited =
        made_s > arrival_s || a->card_s >= arrival_s || (arrival_s == a->door_s && s->was_held);
    s->was_held = has_waited || a->room_s >= in_s;
    s->has_waited = has_waited;
    s->door_s = in_s;
    *born_s = s->born_s = made_s;
    *come_s = in_s;
}

void gm_line_source_close(gm_lines *lines, gm_line_source *s)
{
    close_points(lines, s, (double)INFINITY);
}

void gm_line_arrive(gm_lines *lines, int lane, double *born_s, double *come_s)
{
    gm_line_source *s = &lines->sources[lane];
    uint64_t at = lines->n % GM_LINE_CHUNK * (uint64_t)lines->width + (uint64_t)lane;
    double arrival_s = lines->arrivals[at];
    if (lines->program->is_endless) {
        double left_s = *gm_line_at(lines, &lines->machines[0], GM_LINE_LEFT, lane);
        *come_s = *born_s = arrival_s > left_s ? arrival_s : left_s;
        return;
    }
    gm_line_arrival a = {.arrival_s = arrival_s,
                         .card_s = gm_line_gate_s(lines, &lines->birth_gate, lane)};
    double place_card_s = gm_line_gate_s(lines, &lines->door_gate, lane);
    a.door_s = door_of(lines, lane, &a.room_s);
    a.room_s = a.room_s > place_card_s ? a.room_s : place_card_s;
    s->n = lines->n;
    gm_line_come_in(lines, s, &a, born_s, come_s);
}
