// SPDX-License-Identifier: MIT
//
// How many parts are in a place, from the moments at which they came and left, in one lane.
//
// Parts leave in the order in which they came. When part n comes, all moments at which parts before
// it left are known. Without bins only the maximum is followed: the level reaches m + 1 when the
// part m before the one that comes has not left yet.

#include "line/state.h"

#include <string.h>

typedef gm_line_outs outs;

static double out_s(const outs *o, uint64_t k)
{
    return (*o->ring)[(k & *o->mask) * o->width + o->lane];
}

// Twice as long. Part n may be written in some of the lanes.
static void grow(gm_lines *lines, const outs *o, uint64_t n)
{
    uint64_t old_mask = *o->mask;
    uint64_t mask = 2 * old_mask + 1;
    size_t row = (size_t)o->width * sizeof(double);
    double *ring =
        gm_arena_alloc_n(&lines->arena, (size_t)(mask + 1) * o->width, sizeof(double), 64);
    for (uint64_t k = n < old_mask ? 0 : n - old_mask; k <= n; k++) {
        memcpy(&ring[(k & mask) * o->width], &(*o->ring)[(k & old_mask) * o->width], row);
    }
    *o->ring = ring;
    *o->mask = mask;
}

static void hold(gm_line_level *level, double until_s, int32_t last_bin)
{
    int32_t bin = level->level < last_bin ? level->level : last_bin;
    level->bins[bin] += until_s - level->since_s;
    level->since_s = until_s;
}

// Lets go those of the first n parts that have left until then.
static void pass_outs(gm_line_level *level, const outs *o, uint64_t n, double until_s,
                      bool is_after, int32_t last_bin)
{
    while (level->n_out < n) {
        double at_s = out_s(o, level->n_out);
        if (at_s > until_s || (is_after && at_s >= until_s)) {
            break;
        }
        hold(level, at_s, last_bin);
        level->level -= 1;
        level->n_out += 1;
    }
    hold(level, until_s, last_bin);
}

static void come_in(gm_lines *lines, gm_line_level *level, const outs *o, double at_s,
                    bool is_after, int32_t last_bin)
{
    uint64_t n = o->n;
    if (o->places >= GM_UNLIMITED && (uint64_t)level->max + 2 > *o->mask) {
        grow(lines, o, n);
    }
    bool is_with = at_s == level->came_s;
    level->n_came = is_with ? level->n_came + 1 : 0;
    level->came_s = at_s;
    // What comes at one moment comes before any of it goes on.
    uint64_t n_with =
        level->n_came < (uint64_t)o->together ? level->n_came : (uint64_t)o->together;
    uint64_t n_before = n - (n_with < n ? n_with : n);
    if (n_with > 0 && o->batch > 1) {
        n_before -= n_before % (uint64_t)o->batch; // it goes when the last of it has come
    }
    if (level->bins) {
        pass_outs(level, o, n_before, at_s, is_after, last_bin);
        if (level->level >= o->places) {
            pass_outs(level, o, n, at_s, false, last_bin); // the place that it takes
        }
        level->level += 1;
        level->max = level->level > level->max ? level->level : level->max;
        return;
    }
    level->max = level->max > 0 ? level->max : 1;
    while (level->max < o->places && (uint64_t)level->max <= n) {
        uint64_t before = n - (uint64_t)level->max;
        double before_s = out_s(o, before);
        if (before_s < at_s || (!is_after && before < n_before && before_s <= at_s)) {
            break;
        }
        level->max += 1;
    }
}

// Returns the level at that moment, from where the next maximum begins.
static int32_t look(gm_line_level *level, const outs *o, double at_s, int32_t last_bin)
{
    uint64_t n = o->n;
    int32_t here = 0;
    while ((uint64_t)here < n && here < o->places && out_s(o, n - 1 - (uint64_t)here) > at_s) {
        here += 1;
    }
    if (level->bins) {
        pass_outs(level, o, n, at_s, false, last_bin);
    }
    level->max = here;
    return here;
}

void gm_line_level_come(gm_lines *lines, gm_line_level *level, const gm_line_outs *o,
                        double at_s, bool is_after)
{
    come_in(lines, level, o, at_s, is_after, 0);
}

int32_t gm_line_level_close(gm_line_level *level, const gm_line_outs *o, double at_s)
{
    int32_t max = level->max;
    (void)look(level, o, at_s, 0);
    return max;
}

// ---- places

static outs outs_of(const gm_lines *lines, gm_line_machine *m, int lane)
{
    uint64_t n = lines->net ? m->n_come : lines->n;
    return (outs){&m->takes,
                  &m->mask,
                  (uint64_t)lines->width,
                  (uint64_t)lane,
                  m->op->places,
                  gm_line_together(lines->program, m->op_i),
                  n,
                  m->op->n_takes};
}

static int32_t last_bin_of(const gm_lines *lines, const gm_line_machine *m)
{
    return lines->program->plan->stores[m->op->from].n_bins - 1;
}

void gm_line_level_in(gm_lines *lines, gm_line_machine *m, int lane, double at_s,
                      bool was_blocked)
{
    outs o = outs_of(lines, m, lane);
    come_in(lines, &m->rest[lane].level, &o, at_s, !was_blocked, last_bin_of(lines, m));
}

void gm_line_level_at(gm_lines *lines, gm_line_machine *m, int lane, double at_s,
                      gm_line_row *row)
{
    if (m->op->places == 0) {
        return;
    }
    gm_line_level *level = &m->rest[lane].level;
    outs o = outs_of(lines, m, lane);
    row->level_max = level->max;
    (void)look(level, &o, at_s, last_bin_of(lines, m));
    if (row->bins && level->bins) {
        size_t n = (size_t)lines->program->plan->stores[m->op->from].n_bins;
        memcpy(row->bins, level->bins, n * sizeof *row->bins);
    }
}

// ---- the plant

static outs exits_of(gm_lines *lines, int lane)
{
    return (outs){&lines->exits,
                  &lines->exit_mask,
                  (uint64_t)lines->width,
                  (uint64_t)lane,
                  GM_UNLIMITED,
                  0,
                  lines->n,
                  0};
}

void gm_line_wip_in(gm_lines *lines, int lane, double at_s)
{
    outs o = exits_of(lines, lane);
    come_in(lines, &lines->plant[lane].level, &o, at_s, gm_line_is_made_by_itself(lines, lane),
            GM_WIP_BINS - 1);
}

void gm_line_wip_at(gm_lines *lines, int lane, double at_s, gm_line_total *total)
{
    gm_line_level *level = &lines->plant[lane].level;
    outs o = exits_of(lines, lane);
    total->wip_max = level->max;
    (void)look(level, &o, at_s, GM_WIP_BINS - 1);
    if (total->wip_bins && level->bins) {
        memcpy(total->wip_bins, level->bins, GM_WIP_BINS * sizeof *total->wip_bins);
    }
}
