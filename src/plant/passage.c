// SPDX-License-Identifier: MIT

#include "plant/passage.h"

#include "plant/store.h"

#include <string.h>

#define NOT_EXPECTED UINT32_MAX // in place of how many overtook it

// ---- memory

void gm_points_create(gm_run *run)
{
    const gm_plan *plan = run->plan;
    run->points = GM_NEW(&run->arena, gm_passage, plan->n_points);
    for (int32_t i = 0; i < plan->n_points; i++) {
        run->points[i].tallies = GM_NEW(&run->arena, gm_spacing_tally, plan->points[i].n_rules);
    }
}

void gm_points_reserve(gm_run *run, uint32_t n)
{
    size_t each = (size_t)run->plan->n_points;
    if (each == 0) {
        return;
    }
    gm_passage_link *links = gm_hook_alloc(n * each * sizeof *links);
    if (run->n_parts > 0) {
        memcpy(links, run->links, run->n_parts * each * sizeof *links);
    }
    for (size_t i = run->n_parts * each; i < n * each; i++) {
        links[i] = (gm_passage_link){.n_before = NOT_EXPECTED};
    }
    gm_hook_free(run->links);
    run->links = links;
}

void gm_points_fini(gm_run *run)
{
    gm_hook_free(run->links);
}

void gm_points_begin(gm_run *run)
{
    const gm_plan *plan = run->plan;
    for (int32_t i = 0; i < plan->n_points; i++) {
        gm_spacing_tally *tallies = run->points[i].tallies;
        memset(tallies, 0, (size_t)plan->points[i].n_rules * sizeof *tallies);
        run->points[i] = (gm_passage){.tallies = tallies, .family = GM_NONE};
    }
    size_t n = run->n_parts * (size_t)plan->n_points;
    for (size_t i = 0; i < n; i++) {
        run->links[i] = (gm_passage_link){.n_before = NOT_EXPECTED};
    }
}

// ---- parts that are expected, in the order in which they were made

void gm_points_expect(gm_run *run, uint32_t part, uint32_t points)
{
    while (points) {
        int32_t i = __builtin_ctz(points);
        points &= points - 1;
        gm_passage *point = &run->points[i];
        *gm_point_link_of(run, i, part) = (gm_passage_link){.before = point->last};
        if (point->last) {
            gm_point_link_of(run, i, point->last)->after = part;
        }
        point->last = part;
        point->due = point->due ? point->due : part;
    }
}

static void unlink_part(gm_run *run, int32_t point_i, uint32_t part)
{
    gm_passage *point = &run->points[point_i];
    gm_passage_link *link = gm_point_link_of(run, point_i, part);
    if (link->before) {
        gm_point_link_of(run, point_i, link->before)->after = link->after;
    }
    if (link->after) {
        gm_point_link_of(run, point_i, link->after)->before = link->before;
    } else {
        point->last = link->before;
    }
    if (point->due == part) {
        point->due = link->after;
    }
    *link = (gm_passage_link){.n_before = NOT_EXPECTED};
}

// ---- passing

// Counts the part for all that stand before it, which it has overtaken. How many.
static uint32_t overtake(gm_run *run, int32_t point_i, uint32_t part)
{
    uint32_t n = 0;
    uint32_t at = gm_point_link_of(run, point_i, part)->before;
    while (at) {
        gm_passage_link *link = gm_point_link_of(run, point_i, at);
        link->n_before += 1;
        at = link->before;
        n += 1;
    }
    return n;
}

static void count(gm_passage *point, double late, double early)
{
    double off = late > early ? late - early : early - late;
    point->n += 1.0;
    point->n_in_sequence += late > 0.0 ? 0.0 : 1.0;
    point->late += late;
    point->off += off;
    point->late_max = late > point->late_max ? late : point->late_max;
    point->early_max = early > point->early_max ? early : point->early_max;
    point->off_max = off > point->off_max ? off : point->off_max;
}

// What follows what: families, and options by the rules of spacing.
static void follow(gm_run *run, int32_t point_i, uint32_t part)
{
    const gm_passage_plan *plan = &run->plan->points[point_i];
    gm_passage *point = &run->points[point_i];
    int32_t variant_i = run->parts[part].variant;
    int32_t family = run->plan->variants[variant_i].family_i;
    point->n_changes += point->family != GM_NONE && point->family != family ? 1.0 : 0.0;
    point->family = family;
    for (int32_t r = 0; r < plan->n_rules; r++) {
        gm_spacing_pass(&plan->rules[r], &point->tallies[r], plan->has[variant_i] >> r & 1);
    }
}

void gm_point_pass(gm_run *run, int32_t point_i, uint32_t part)
{
    gm_passage *point = &run->points[point_i];
    const gm_passage_link *link = gm_point_link_of(run, point_i, part);
    if (link->n_before == NOT_EXPECTED) {
        return;
    }
    uint32_t late = link->n_before;
    uint32_t early = overtake(run, point_i, part);
    // All before it are overtaken now: what is due is the first behind those that were passed by.
    point->due = late == 0 ? link->after : point->due;
    count(point, late, early);
    follow(run, point_i, part);
    unlink_part(run, point_i, part);
}

void gm_points_forget(gm_run *run, uint32_t part)
{
    for (int32_t i = 0; i < run->plan->n_points; i++) {
        if (gm_point_link_of(run, i, part)->n_before == NOT_EXPECTED) {
            continue;
        }
        bool was_due = run->points[i].due == part;
        unlink_part(run, i, part);
        int32_t store_i = run->plan->points[i].store_i;
        if (was_due && store_i != GM_NONE) {
            gm_store_notify(run, store_i); // nobody waits for it any more
        }
    }
}
