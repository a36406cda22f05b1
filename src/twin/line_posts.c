// SPDX-License-Identifier: MIT
//
// What a balance means for the run: the law of the work of each person.
//
// A person does the tasks of a post one after the other, and waits for others as planned. The
// tasks scatter independently, so their variances add up; their sum is taken as normal, or as
// lognormal where it scatters by more than 30 %. A post of one task keeps the law of the task.

#include "twin/line_balance.h"

#include <math.h>

#define NORMAL_UP_TO                                                                           \
    0.3 // cv: a normal law below 0 is cut off, from here on by more than 0.04 %

// The tasks of one post of a station for one dim.
typedef struct post_sum {
    int32_t n;
    double end_s;
    double busy_s;
    double variance_s2;
    const gm_dist *only; // the law of its task when there is one
} post_sum;

static double variance_of(const gm_dist *law, double scatter)
{
    double mean_s = gm_dist_mean(law);
    return gm_dist_is_constant(law) ? scatter * scatter * mean_s * mean_s
                                    : gm_dist_variance(law);
}

double gm_line_post_end_s(const gm_zone_balance *zone, int32_t station, int32_t post,
                          int32_t dim)
{
    double end_s = 0.0;
    for (int32_t i = 0; i < zone->n_tasks; i++) {
        const gm_placed_task *placed = &zone->tasks[i];
        bool takes_time = placed->time_s[dim] > 0.0 && gm_placed_is_at(placed, station, post);
        double own_s = takes_time ? placed->begin_s[dim] + placed->time_s[dim] : 0.0;
        end_s = own_s > end_s ? own_s : end_s;
    }
    return end_s;
}

static post_sum sum_post(const gm_line_balance *balance, const gm_zone_balance *zone,
                         int32_t station, int32_t post, int32_t dim)
{
    int32_t variant = dim > 0 ? balance->variants[dim - 1].variant : -1;
    post_sum sum = {.end_s = gm_line_post_end_s(zone, station, post, dim)};
    for (int32_t i = 0; i < zone->n_tasks; i++) {
        const gm_placed_task *placed = &zone->tasks[i];
        const gm_dist *law = gm_task_law(placed->task, variant);
        if (!law || !gm_placed_is_at(placed, station, post)) {
            continue;
        }
        sum.busy_s += placed->time_s[dim];
        sum.variance_s2 += variance_of(law, balance->line->balance.scatter);
        sum.only = law;
        sum.n++;
    }
    return sum;
}

static gm_dist law_of_sum(const post_sum *sum)
{
    double sd_s = sqrt(sum->variance_s2);
    bool waits = sum->end_s > sum->busy_s * (1.0 + 1e-9);
    if (sum->n == 1 && !waits && !gm_dist_is_constant(sum->only)) {
        return *sum->only;
    }
    if (sd_s <= 0.0 || sum->end_s <= 0.0) {
        return gm_dist_constant(sum->end_s);
    }
    double cv = sd_s / sum->end_s;
    return cv > NORMAL_UP_TO ? gm_dist_lognormal(sum->end_s, cv)
                             : gm_dist_normal(sum->end_s, sd_s);
}

static gm_times_def work_of(const gm_line_balance *balance, const gm_zone_balance *zone,
                            int32_t station, int32_t post, gm_arena *arena)
{
    gm_times_def work = {.src = zone->zone->src, .is_given = true};
    if (balance->n_variants == 0) {
        post_sum sum = sum_post(balance, zone, station, post, 0);
        work.all = law_of_sum(&sum);
        return work;
    }
    gm_variant_time *rows = GM_NEW(arena, gm_variant_time, balance->n_variants);
    for (int32_t v = 0; v < balance->n_variants; v++) {
        post_sum sum = sum_post(balance, zone, station, post, 1 + v);
        rows[v].variant =
            (gm_ref){balance->variants[v].name, zone->zone->src, balance->variants[v].variant};
        rows[v].dist = law_of_sum(&sum);
    }
    work.n_rows = balance->n_variants;
    work.rows = rows;
    return work;
}

const gm_zone_def *gm_line_balance_zones(const gm_line_balance *balance, gm_arena *arena)
{
    gm_zone_def *zones = GM_NEW(arena, gm_zone_def, balance->n_zones);
    for (int32_t z = 0; z < balance->n_zones; z++) {
        const gm_zone_balance *from = &balance->zones[z];
        gm_post_def *posts = GM_NEW(arena, gm_post_def, from->n_posts);
        int32_t n = 0;
        for (int32_t s = 0; s < from->n_stations; s++) {
            for (int32_t p = 0; p < from->people[s]; p++) {
                posts[n++] = (gm_post_def){s, work_of(balance, from, s, p, arena)};
            }
        }
        zones[z] = *from->zone;
        zones[z].stations = from->n_stations;
        zones[z].n_posts = n;
        zones[z].posts = posts;
    }
    return zones;
}
