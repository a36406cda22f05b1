// SPDX-License-Identifier: MIT
//
// A small plant for tests: one line of steps built by hand, run, and its departures in order.

#ifndef GM_TEST_SMALL_PLANT_H
#define GM_TEST_SMALL_PLANT_H

#include "plant/run.h"

#include <check.h>
#include <math.h>

#define SMALL_STEPS      8
#define SMALL_DEPARTURES 4096

typedef struct small_departure {
    int32_t step_i;
    uint32_t identity;
    double time_s;
} small_departure;

typedef struct small_plant {
    gm_arena arena;
    gm_diag diag;
    gm_kind_def kind;
    gm_line_def line;
    gm_step_def steps[SMALL_STEPS];
    gm_named_calendar_def calendars[2];
    gm_crew_def crews[1];
    gm_plant_def def;
    gm_plan *plan;
    gm_run *run;
    int32_t n_departures;
    small_departure departures[SMALL_DEPARTURES]; // the first so many
} small_plant;

static const gm_ref small_none = {.i = -1};

static inline gm_times_def small_time(gm_dist dist)
{
    return (gm_times_def){.is_given = true, .all = dist};
}

static inline void small_add(small_plant *p, gm_step_def step)
{
    ck_assert_int_lt(p->def.n_steps, SMALL_STEPS);
    p->steps[p->def.n_steps++] = step;
}

// A source that never runs dry.
static inline gm_source_def small_endless(void)
{
    return (gm_source_def){.name = "in",
                           .kind = {.name = "part"},
                           .first_s = -1.0,
                           .limit = INT64_MAX,
                           .calendar = small_none};
}

// Parts at 0, every_s, 2 every_s ..
static inline gm_source_def small_every(double every_s)
{
    gm_source_def def = small_endless();
    def.has_every = true;
    def.every = gm_dist_constant(every_s);
    def.first_s = 0.0;
    return def;
}

static inline gm_station_def small_station(gm_dist time)
{
    return (gm_station_def){.name = "station",
                            .machines = 1,
                            .time = small_time(time),
                            .calendar = small_none,
                            .batch = {.least = 1, .most = 1}};
}

static inline void small_add_source(small_plant *p, const gm_source_def *def)
{
    small_add(p, (gm_step_def){.kind = GM_STEP_SOURCE, .name = def->name, .source = def});
}

static inline void small_add_station(small_plant *p, const gm_station_def *def)
{
    small_add(p, (gm_step_def){.kind = GM_STEP_STATION, .name = def->name, .station = def});
}

static inline void small_add_conveyor(small_plant *p, const gm_conveyor_def *def)
{
    small_add(p, (gm_step_def){.kind = GM_STEP_CONVEYOR, .name = def->name, .conveyor = def});
}

static inline void small_add_moving(small_plant *p, const gm_moving_def *def)
{
    small_add(p, (gm_step_def){.kind = GM_STEP_MOVING, .name = def->name, .moving = def});
}

static inline void small_add_sink(small_plant *p, const gm_sink_def *def)
{
    small_add(p, (gm_step_def){.kind = GM_STEP_SINK, .name = def->name, .sink = def});
}

static inline void small_watch(void *user, int32_t step_i, uint32_t identity, double time_s)
{
    small_plant *p = user;
    if (p->n_departures < SMALL_DEPARTURES) {
        p->departures[p->n_departures++] = (small_departure){step_i, identity, time_s};
    }
}

static inline void small_begin(small_plant *p, uint32_t seed)
{
    p->n_departures = 0;
    gm_run_begin(p->run, seed, 0);
    gm_run_observe(p->run, small_watch, p);
}

// Wires the steps and sets the run to time 0 with seed 1.
static inline void small_start(small_plant *p)
{
    p->kind = (gm_kind_def){.name = "part"};
    p->line = (gm_line_def){.name = "line", .calendar = small_none, .n_steps = p->def.n_steps};
    p->def.n_kinds = 1;
    p->def.kinds = &p->kind;
    p->def.n_lines = 1;
    p->def.lines = &p->line;
    p->def.steps = p->steps;
    p->def.calendars = p->calendars;
    p->def.crews = p->crews;
    p->def.most_parts = 100000;
    double horizon_s = p->def.n_calendars > 0 ? 30.0 * 86400.0 : 0.0;
    p->plan = gm_plan_create(&p->def, gm_civil_default(), horizon_s, &p->arena, &p->diag);
    if (!p->plan) {
        gm_diag_print(&p->diag, stderr, false);
        ck_abort_msg("the plan has faults");
    }
    p->run = gm_run_create(p->plan);
    small_begin(p, 1);
}

static inline void small_run_to(small_plant *p, double time_s)
{
    gm_run_end end = {.time_s = time_s, .counter = GM_NONE};
    ck_assert_int_eq(gm_run_advance(p->run, end), GM_RUN_OK);
}

static inline void small_end(small_plant *p)
{
    gm_run_destroy(p->run);
    gm_diag_fini(&p->diag);
    gm_arena_fini(&p->arena);
}

// Time of departure number i (from 0) from a step; NAN: it did not happen.
static inline double small_departure_s(const small_plant *p, int32_t step_i, int32_t i)
{
    for (int32_t k = 0; k < p->n_departures; k++) {
        if (p->departures[k].step_i == step_i && i-- == 0) {
            return p->departures[k].time_s;
        }
    }
    return (double)NAN;
}

// The first departures from a step are at these times.
static inline void small_check_departures(const small_plant *p, int32_t step_i,
                                          const double *times_s, int32_t n)
{
    for (int32_t i = 0; i < n; i++) {
        ck_assert_double_eq_tol(small_departure_s(p, step_i, i), times_s[i], 1e-9);
    }
}

static inline double small_sum(const double *values, int n)
{
    double sum = 0.0;
    for (int i = 0; i < n; i++) {
        sum += values[i];
    }
    return sum;
}

#endif
