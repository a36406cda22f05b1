// SPDX-License-Identifier: MIT
//
// A takt does, or was not found to do: the interval between the two is halved. Where the balance in
// between was not proven, a takt there may do too.

#include "twin/line_pace.h"

#include <math.h>

#define TENTH_S         0.1
#define SHARE_OF_TRIALS 4 // a takt that is only tried gets this part of the effort

// People that a takt needs; INT32_MAX: it is too short for a task.
static int32_t posts_at(const gm_plant_def *plant, const gm_moving_def *line, double takt_s)
{
    gm_arena arena;
    gm_arena_init(&arena, 0);
    gm_diag diag = {0};
    gm_moving_def tried = *line;
    tried.balance.trials = (line->balance.trials + SHARE_OF_TRIALS - 1) / SHARE_OF_TRIALS;
    const gm_line_balance *balance = gm_line_balance_try(plant, &tried, takt_s, &arena, &diag);
    int32_t posts = balance ? gm_line_balance_totals(balance).posts : INT32_MAX;
    gm_diag_fini(&diag);
    gm_arena_fini(&arena);
    return posts;
}

// Person seconds by dim over the share of the takt that may be filled; the largest.
static double work_s(const gm_line_balance *balance)
{
    double most_s = 0.0;
    for (int32_t d = 0; d < gm_line_balance_dims(balance); d++) {
        const gm_balance_def *rules = &balance->line->balance;
        double sum_s = 0.0;
        for (int32_t z = 0; z < balance->n_zones; z++) {
            for (int32_t i = 0; i < balance->zones[z].n_tasks; i++) {
                const gm_placed_task *placed = &balance->zones[z].tasks[i];
                sum_s += placed->time_s[d] * placed->task->people;
            }
        }
        sum_s /= d == 0 ? rules->load : rules->peak;
        most_s = sum_s > most_s ? sum_s : most_s;
    }
    return most_s;
}

// A takt in which each zone could be one station: all of its tasks one after the other.
static double longest_takt_s(const gm_plant_def *plant, const gm_moving_def *line, double *work)
{
    gm_arena arena;
    gm_arena_init(&arena, 0);
    gm_diag diag = {0};
    double takt_s = 0.0;
    for (int32_t t = 0; t < line->n_tasks; t++) {
        const gm_task_def *task = &line->tasks[t];
        double most_s = task->time.n_rows == 0 ? gm_dist_mean(&task->time.all) : 0.0;
        for (int32_t i = 0; i < task->time.n_rows; i++) {
            most_s = fmax(most_s, gm_dist_mean(&task->time.rows[i].dist));
        }
        takt_s += most_s * task->count;
    }
    takt_s = fmin(takt_s / fmin(line->balance.load, line->balance.peak) + 1.0,
                  GM_BALANCED_TAKT_MAX_S);
    gm_moving_def tried = *line;
    tried.balance.trials = 1;
    const gm_line_balance *balance = gm_line_balance_try(plant, &tried, takt_s, &arena, &diag);
    *work = balance ? work_s(balance) : 0.0;
    gm_diag_fini(&diag);
    gm_arena_fini(&arena);
    return takt_s;
}

gm_line_pace gm_line_pace_of(const gm_plant_def *plant, const gm_moving_def *line,
                             int32_t people)
{
    double work = 0.0;
    double long_s = longest_takt_s(plant, line, &work);
    gm_line_pace pace = {.takt_s = long_s, .least_takt_s = work / people};
    pace.least_posts = posts_at(plant, line, long_s);
    pace.is_met = pace.least_posts <= people;
    int64_t low = (int64_t)floor(pace.least_takt_s / TENTH_S) - 1;
    low = low > 0 ? low : 0;
    int64_t high = (int64_t)ceil(long_s / TENTH_S);
    while (pace.is_met && low + 1 < high) {
        int64_t mid = low + (high - low) / 2;
        if (posts_at(plant, line, (double)mid * TENTH_S) <= people) {
            high = mid;
            pace.takt_s = (double)mid * TENTH_S;
        } else {
            low = mid;
        }
    }
    return pace;
}
