// SPDX-License-Identifier: MIT

#include "twin/line_balance.h"

#include "core/text.h"
#include "twin/zone_problem.h"

// ---- from the balance back to tasks

// By station and time, so that the tasks of each person are in the order in which they are done.
static bool comes_before(const gm_placed_task *a, const gm_placed_task *b)
{
    if (a->station != b->station) {
        return a->station < b->station;
    }
    if (a->begin_s[0] != b->begin_s[0]) {
        return a->begin_s[0] < b->begin_s[0];
    }
    return a->time_s[0] < b->time_s[0]; // one that takes no time first
}

static void sort_in(gm_zone_balance *out, gm_placed_task *tasks, gm_placed_task placed)
{
    int32_t k = out->n_tasks++;
    for (; k > 0 && comes_before(&placed, &tasks[k - 1]); k--) {
        tasks[k] = tasks[k - 1];
    }
    tasks[k] = placed;
}

// The tasks of an item follow each other in the order of the file.
static void place_tasks(const gm_zone_work *work, const gm_balance *balance,
                        gm_zone_balance *out)
{
    const gm_moving_def *line = work->of->line;
    ptrdiff_t n_dims = work->n_dims;
    double *begun_s = GM_NEW(work->arena, double, work->n_items *n_dims); // within an item
    gm_placed_task *tasks = GM_NEW(work->arena, gm_placed_task, work->n_items + line->n_tasks);
    for (int32_t t = 0; t < line->n_tasks; t++) {
        const double *times = gm_task_times(work->of, &line->tasks[t], work->arena);
        for (int32_t copy = 0; copy < line->tasks[t].count && work->item_of[t] >= 0; copy++) {
            int32_t i = work->item_of[t] + copy;
            double *begin_s = GM_NEW(work->arena, double, n_dims);
            for (ptrdiff_t d = 0; d < n_dims; d++) {
                begin_s[d] = (double)balance->begin[i * n_dims + d] / GM_TICKS_OF_S +
                             begun_s[i * n_dims + d];
                begun_s[i * n_dims + d] += times[d];
            }
            sort_in(out, tasks,
                    (gm_placed_task){
                        .task = &line->tasks[t],
                        .copy = copy + 1,
                        .station = balance->station[i],
                        .post = balance->post[i],
                        .begin_s = begin_s,
                        .time_s = times,
                    });
            out->work_s += times[0] * line->tasks[t].people;
        }
    }
    out->tasks = tasks;
}

static bool has_room(const gm_zone_work *work, const gm_balance *balance)
{
    if (work->zone->stations == 0 || balance->n_stations <= work->zone->stations) {
        return true;
    }
    char takt[GM_NUMBER_BYTES];
    gm_diag_error(work->diag, work->zone->src,
                  "'%s': zone '%s' needs %d stations at a takt of %s s, but has %d (no balance "
                  "has fewer than %d)",
                  work->of->line->name, work->zone->name, balance->n_stations,
                  gm_text_of_rounded(work->of->takt_s, 6, takt), work->zone->stations,
                  balance->least_stations);
    return false;
}

static bool balance_zone(gm_zone_work *work, gm_zone_balance *out)
{
    out->zone = work->zone;
    if (!gm_zone_problem_set(work)) {
        return false;
    }
    gm_balance balance =
        gm_solved_balance(work->solved, &work->problem, work->is_even, work->arena);
    out->n_stations = balance.n_stations;
    out->n_posts = balance.n_posts;
    out->least_stations = balance.least_stations;
    out->least_posts = balance.least_posts;
    out->people = balance.people;
    double *end_s = GM_NEW(work->arena, double, balance.n_stations * work->n_dims);
    for (int32_t i = 0; i < balance.n_stations * work->n_dims; i++) {
        end_s[i] = (double)balance.end[i] / GM_TICKS_OF_S;
    }
    out->end_s = end_s;
    place_tasks(work, &balance, out);
    return has_room(work, &balance);
}

// `how` says what all zones have in common.
static const gm_line_balance *create(const gm_plant_def *plant, const gm_moving_def *line,
                                     double takt_s, const gm_zone_work *how)
{
    gm_line_balance *balance = GM_NEW(how->arena, gm_line_balance, 1);
    gm_zone_balance *zones = GM_NEW(how->arena, gm_zone_balance, line->n_zones);
    *balance = (gm_line_balance){
        .line = line, .takt_s = takt_s, .n_zones = line->n_zones, .zones = zones};
    gm_line_mix_set(balance, plant, how->arena);
    bool ok = true;
    for (int32_t z = 0; z < line->n_zones; z++) {
        gm_zone_work work = *how;
        work.of = balance;
        work.zone = &line->zones[z];
        work.zone_i = z;
        work.n_dims = gm_line_balance_dims(balance);
        ok &= balance_zone(&work, &zones[z]);
    }
    return ok ? balance : NULL;
}

const gm_line_balance *gm_line_balance_create(const gm_plant_def *plant,
                                              const gm_moving_def *line, double takt_s,
                                              gm_solved *solved, gm_arena *arena, gm_diag *diag)
{
    gm_zone_work how = {.is_even = true, .solved = solved, .arena = arena, .diag = diag};
    return create(plant, line, takt_s, &how);
}

const gm_line_balance *gm_line_balance_try(const gm_plant_def *plant, const gm_moving_def *line,
                                           double takt_s, gm_arena *arena, gm_diag *diag)
{
    gm_zone_work how = {.arena = arena, .diag = diag};
    return create(plant, line, takt_s, &how);
}

const gm_line_balance *gm_line_balance_none(const gm_moving_def *line, double takt_s,
                                            gm_arena *arena)
{
    gm_line_balance *balance = GM_NEW(arena, gm_line_balance, 1);
    *balance = (gm_line_balance){.line = line, .takt_s = takt_s};
    return balance;
}

gm_balance_totals gm_line_balance_totals(const gm_line_balance *balance)
{
    gm_balance_totals sum = {0};
    for (int32_t z = 0; z < balance->n_zones; z++) {
        const gm_zone_balance *zone = &balance->zones[z];
        sum.posts += zone->n_posts;
        sum.stations += zone->n_stations;
        sum.least_posts += zone->least_posts;
        sum.least_stations += zone->least_stations;
        sum.work_s += zone->work_s;
    }
    return sum;
}
