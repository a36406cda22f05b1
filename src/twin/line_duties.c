// SPDX-License-Identifier: MIT
//
// What a balance means for the run: the laws of the work of its people.
//
// A person does his tasks one after the other, and waits for others as planned. What several do
// together is drawn once for all of them. The tasks scatter independently, so their variances add
// up; their sum is taken as normal, or as lognormal where it scatters by more than 30 %. One task
// alone keeps its law.
//
// Kinds that no task names are not in the balance: they get what the tasks say for all, or for
// `other`.

#include "twin/line_balance.h"

#include <math.h>

#define NORMAL_UP_TO                                                                           \
    0.3 // cv: a normal law below 0 is cut off, from here on by more than 0.04 %

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

double gm_line_post_worst_s(const gm_line_balance *balance, const gm_zone_balance *zone,
                            int32_t station, int32_t post)
{
    double most_s = 0.0;
    for (int32_t d = 0; d < gm_line_balance_dims(balance); d++) {
        double end_s = gm_line_post_end_s(zone, station, post, d);
        most_s = end_s > most_s ? end_s : most_s;
    }
    return most_s;
}

// Tasks that the same people of a station do together, for one variant.
typedef struct duty {
    const gm_line_balance *balance;
    const gm_zone_balance *zone;
    int32_t station;
    int32_t first;
    int32_t people;
} duty;

typedef struct duty_sum {
    int32_t n;
    double mean_s;
    double variance_s2;
    const gm_dist *only; // the law of its task when there is one
} duty_sum;

static bool is_of(const duty *d, const gm_placed_task *placed)
{
    return placed->station == d->station && placed->post == d->first &&
           placed->task->people == d->people;
}

static bool has_tasks(const duty *d)
{
    for (int32_t i = 0; i < d->zone->n_tasks; i++) {
        if (is_of(d, &d->zone->tasks[i])) {
            return true;
        }
    }
    return false;
}

static duty_sum sum_duty(const duty *d, int32_t variant)
{
    duty_sum sum = {0};
    for (int32_t i = 0; i < d->zone->n_tasks; i++) {
        const gm_placed_task *placed = &d->zone->tasks[i];
        const gm_dist *law = is_of(d, placed) ? gm_task_law(placed->task, variant) : NULL;
        if (law) {
            sum.mean_s += gm_dist_mean(law);
            sum.variance_s2 += variance_of(law, d->balance->line->balance.scatter);
            sum.only = law;
            sum.n++;
        }
    }
    return sum;
}

// What a person waits for others at the station, as planned for a dim.
static double wait_s(const gm_zone_balance *zone, int32_t station, int32_t person, int32_t dim)
{
    double wait = gm_line_post_end_s(zone, station, person, dim);
    for (int32_t i = 0; i < zone->n_tasks; i++) {
        bool is_theirs = gm_placed_is_at(&zone->tasks[i], station, person);
        wait -= is_theirs ? zone->tasks[i].time_s[dim] : 0.0;
    }
    return wait > 1e-9 ? wait : 0.0;
}

static gm_dist law_of_sum(const duty_sum *sum, double wait)
{
    double sd_s = sqrt(sum->variance_s2);
    double mean_s = sum->mean_s + wait;
    if (sum->n == 1 && wait == 0.0 && !gm_dist_is_constant(sum->only)) {
        return *sum->only;
    }
    if (sd_s <= 0.0 || mean_s <= 0.0) {
        return gm_dist_constant(mean_s);
    }
    return sd_s > NORMAL_UP_TO * mean_s ? gm_dist_lognormal(mean_s, sd_s / mean_s)
                                        : gm_dist_normal(mean_s, sd_s);
}

// Waits are in the work that a person does alone.
static gm_dist law_for(const duty *d, int32_t variant, int32_t dim)
{
    duty_sum sum = sum_duty(d, variant);
    bool waits = d->people == 1 && dim >= 0;
    return law_of_sum(&sum, waits ? wait_s(d->zone, d->station, d->first, dim) : 0.0);
}

static gm_times_def work_of(const duty *d, gm_arena *arena)
{
    const gm_line_balance *balance = d->balance;
    gm_src src = d->zone->zone->src;
    gm_times_def work = {.src = src, .is_given = true};
    if (balance->n_variants == 0) {
        work.all = law_for(d, -1, 0);
        return work;
    }
    gm_variant_time *rows = GM_NEW(arena, gm_variant_time, balance->n_variants + 1);
    for (int32_t v = 0; v < balance->n_variants; v++) {
        const gm_mix_share *variant = &balance->variants[v];
        rows[v].variant = (gm_ref){variant->name, src, variant->variant};
        rows[v].dist = law_for(d, variant->variant, 1 + v);
    }
    rows[balance->n_variants] = (gm_variant_time){{"other", src, -1}, law_for(d, -1, -1)};
    work.n_rows = balance->n_variants + 1;
    work.rows = rows;
    return work;
}

// A person who only waits and helps has a duty of his own too, of the time he waits.
static bool is_needed(const duty *d)
{
    if (has_tasks(d)) {
        return true;
    }
    double most_s = 0.0;
    for (int32_t dim = 0; d->people == 1 && dim < gm_line_balance_dims(d->balance); dim++) {
        most_s = fmax(most_s, wait_s(d->zone, d->station, d->first, dim));
    }
    return most_s > 0.0;
}

// Those of the people from one on: alone, with the next, with the next two ..
static int32_t add_duties_from(duty d, int32_t n_people, gm_duty_def *duties, gm_arena *arena)
{
    int32_t n = 0;
    for (d.people = 1; d.first + d.people <= n_people; d.people++) {
        if (is_needed(&d)) {
            duties[n++] = (gm_duty_def){d.station, d.first, d.people, work_of(&d, arena)};
        }
    }
    return n;
}

static void add_duties(const gm_line_balance *balance, const gm_zone_balance *from,
                       gm_zone_def *zone, gm_arena *arena)
{
    gm_duty_def *duties = GM_NEW(arena, gm_duty_def, from->n_tasks + from->n_posts);
    int32_t n = 0;
    for (int32_t s = 0; s < from->n_stations; s++) {
        for (int32_t first = 0; first < from->people[s]; first++) {
            duty d = {balance, from, s, first, 1};
            n += add_duties_from(d, from->people[s], &duties[n], arena);
        }
    }
    zone->n_duties = n;
    zone->duties = duties;
}

const gm_zone_def *gm_line_balance_zones(const gm_line_balance *balance, gm_arena *arena)
{
    gm_zone_def *zones = GM_NEW(arena, gm_zone_def, balance->n_zones);
    for (int32_t z = 0; z < balance->n_zones; z++) {
        const gm_zone_balance *from = &balance->zones[z];
        zones[z] = *from->zone;
        zones[z].stations = from->n_stations;
        add_duties(balance, from, &zones[z], arena);
    }
    return zones;
}
