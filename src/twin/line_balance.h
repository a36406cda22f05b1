// SPDX-License-Identifier: MIT
//
// The tasks of a moving line, balanced: which of its people does what, at which station.
//
// Each zone is balanced by itself, as its tasks are done there. What is held against the takt is
// the work on the mean car of the mix (`load:`) and on each variant (`peak:`); times are the means
// of their laws, in whole microseconds.

#ifndef GM_TWIN_LINE_BALANCE_H
#define GM_TWIN_LINE_BALANCE_H

#include "core/diag.h"
#include "plant/plant_def.h"
#include "twin/solved.h"

// Longest takt and most tasks of a zone, copies counted, that are balanced: sums stay in 64 bits
// and the answer comes in seconds.
#define GM_BALANCED_TAKT_MAX_S    1e6
#define GM_BALANCED_TASKS_OF_ZONE 2000

// A variant that a line tells apart, and its share of the cars.
typedef struct gm_mix_share {
    int32_t variant; // flat index
    const char *name;
    double share;
} gm_mix_share;

// A task, or one of several alike, in its place. By dim: the mean car, then each variant.
typedef struct gm_placed_task {
    const gm_task_def *task;
    int32_t copy;          // 1 .. count
    int32_t station;       // of the zone, from 0
    int32_t post;          // the first of its people at the station, from 0
    const double *begin_s; // by dim, from the start of the work at the station
    const double *time_s;  // by dim
} gm_placed_task;

typedef struct gm_zone_balance {
    const gm_zone_def *zone;
    int32_t n_stations;
    int32_t n_posts;
    int32_t least_stations; // no balance has fewer, with so few people
    int32_t least_posts;    // no balance has fewer
    const int32_t *people;  // by station
    double work_s;          // person seconds on the mean car
    int32_t n_tasks;
    const gm_placed_task *tasks; // by station and time
    const double *end_s;         // station x dim: when its work is done as planned
} gm_zone_balance;

typedef struct gm_line_balance {
    const gm_moving_def *line;
    double takt_s;
    int32_t n_variants; // 0: cars are alike, one dim
    const gm_mix_share *variants;
    int32_t n_zones;
    const gm_zone_balance *zones;
} gm_line_balance;

static inline int32_t gm_line_balance_dims(const gm_line_balance *balance)
{
    return balance->n_variants > 0 ? 1 + balance->n_variants : 1;
}

// The law of a task's time for a variant (-1: when there are none); NULL: it does not need it.
const gm_dist *gm_task_law(const gm_task_def *task, int32_t variant);

// When a person at a station is done as planned, from the start of the station's work.
double gm_line_post_end_s(const gm_zone_balance *zone, int32_t station, int32_t post,
                          int32_t dim);

// The same for the variant that has the most work for the person.
double gm_line_post_worst_s(const gm_line_balance *balance, const gm_zone_balance *zone,
                            int32_t station, int32_t post);

// Is a placed task one of those of a person?
static inline bool gm_placed_is_at(const gm_placed_task *placed, int32_t station, int32_t post)
{
    return placed->station == station && post >= placed->post &&
           post < placed->post + placed->task->people;
}

// Over all zones.
typedef struct gm_balance_totals {
    int32_t posts;
    int32_t stations;
    int32_t least_posts;    // no balance has fewer
    int32_t least_stations; // with so few people
    double work_s;          // person seconds on the mean car
} gm_balance_totals;

gm_balance_totals gm_line_balance_totals(const gm_line_balance *balance);

// How long a task takes, by dim. In the arena.
const double *gm_task_times(const gm_line_balance *balance, const gm_task_def *task,
                            gm_arena *arena);

// Sets the variants of all kinds of which a task names one, with their shares of the cars.
void gm_line_mix_set(gm_line_balance *balance, const gm_plant_def *plant, gm_arena *arena);

// Balances a line whose names are resolved at a takt. NULL after faults: tasks that are too long,
// that wait for themselves or for a later zone, zones that need more stations than they have.
// solved: what was balanced before, may be NULL.
const gm_line_balance *gm_line_balance_create(const gm_plant_def *plant,
                                              const gm_moving_def *line, double takt_s,
                                              gm_solved *solved, gm_arena *arena,
                                              gm_diag *diag);

// The same people and stations, found sooner: the load is not spread.
const gm_line_balance *gm_line_balance_try(const gm_plant_def *plant, const gm_moving_def *line,
                                           double takt_s, gm_arena *arena, gm_diag *diag);

// A line that is not balanced yet: no zones.
const gm_line_balance *gm_line_balance_none(const gm_moving_def *line, double takt_s,
                                            gm_arena *arena);

// The zones of the line as the plant runs them: stations, and a post for each person.
const gm_zone_def *gm_line_balance_zones(const gm_line_balance *balance, gm_arena *arena);

#endif
