// SPDX-License-Identifier: MIT
//
// A moving line for tests: source, line, perhaps a station, sink. Unless said otherwise the takt
// is 60 s (pitch 6 m, 0.1 m/s) and the supply of cars is unlimited. States are in station seconds.

#ifndef GM_TEST_MOVING_PLANT_H
#define GM_TEST_MOVING_PLANT_H

#include "small_plant.h"

#include "plant/moving.h"

#define IN   0 // indices of the steps
#define LINE 1

static const gm_sink_def sink = {.name = "out"};
static small_plant plant;
static gm_zone_def zones[2];
static gm_moving_def def;

// A line of one zone.
static inline void line_of(int32_t stations, gm_dist work)
{
    zones[0] = (gm_zone_def){.name = "trim", .stations = stations, .work = small_time(work)};
    def = (gm_moving_def){.name = "final",
                          .n_zones = 1,
                          .zones = zones,
                          .pitch_m = 6.0,
                          .speed_m_s = 0.1,
                          .calendar = small_none};
}

static inline void begin(void)
{
    plant = (small_plant){0};
}

static inline void start(const gm_source_def *source, const gm_station_def *station)
{
    small_add_source(&plant, source);
    small_add_moving(&plant, &def);
    if (station) {
        small_add_station(&plant, station);
    }
    small_add_sink(&plant, &sink);
    small_start(&plant);
}

static inline void start_endless(void)
{
    static gm_source_def source;
    source = small_endless();
    begin();
    start(&source, NULL);
}

static inline gm_moving *line(void)
{
    gm_moving_settle(plant.run, 0);
    return &plant.run->movings[0];
}

static inline void check_state(gm_state state, double station_s)
{
    ck_assert_double_eq_tol(line()->state_s[state], station_s, 1e-6);
}

static inline void check_lost(gm_moving_loss loss, double station_s)
{
    ck_assert_double_eq_tol(line()->lost_s[loss], station_s, 1e-6);
}

// Seconds that the cars on the line have moved.
static inline double moved_s(const gm_moving *m, double takt_s)
{
    double sum_s = 0.0;
    for (int32_t s = 0; s < m->n_sections; s++) {
        const gm_section *section = &m->sections[s];
        double left_s = section->goal == GM_SECTION_AT_END ? 0.0
                        : section->goal == GM_SECTION_TO_STOP
                            ? section->left_s + section->after_s
                            : section->left_s;
        int32_t low = s + 1 < m->n_sections ? m->sections[s + 1].head + 1 : 0;
        for (int32_t k = low; k <= section->head; k++) {
            sum_s += m->cars[k] ? (k + 1) * takt_s - left_s : 0.0;
        }
    }
    return sum_s;
}

// Every station is in one state at any time, each loss belongs to a state, and a car that goes
// through works for one takt in each station.
static inline void check_states_add_up(void)
{
    double now_s = gm_run_now(plant.run);
    const gm_moving *m = line();
    const double *lost_s = m->lost_s;
    double n = plant.plan->movings[0].n_stations;
    double tol = 1e-9 * n * now_s;
    ck_assert_double_eq_tol(small_sum(m->state_s, GM_N_STATES), n * now_s, tol);
    ck_assert_double_eq_tol(
        m->state_s[GM_STATE_DOWN] + m->state_s[GM_STATE_REPAIR_WAIT],
        lost_s[GM_LOST_STOP] + lost_s[GM_LOST_DEAD_CAR] + lost_s[GM_LOST_BREAKDOWN], tol);
    ck_assert_double_eq_tol(m->state_s[GM_STATE_STARVED],
                            lost_s[GM_LOST_MISSING] + lost_s[GM_LOST_GAP], tol);
    ck_assert_double_ge(m->state_s[GM_STATE_DOWN] + 1e-9, m->micro_stop_s);
    double takt_s = plant.plan->movings[0].takt_s;
    double since_s = now_s - m->since_s; // the sections are as they were then
    double moving_s = m->now.in[GM_STATE_WORKING] * since_s;
    ck_assert_double_eq_tol(m->state_s[GM_STATE_WORKING] - moving_s,
                            m->n_out * n * takt_s + lost_s[GM_LOST_TOWED] + moved_s(m, takt_s),
                            1e-7 * n * now_s);
}

// Cars drive themselves; one fails when all have moved for 150 s together, for 30 s, once.
static inline void self_propelled(gm_failure_def *failure)
{
    static const double once_s[] = {150.0};
    *failure = (gm_failure_def){.name = "drive",
                                .after = gm_dist_replay(once_s, 1, true),
                                .by = GM_BY_WORK,
                                .repair = gm_dist_constant(30.0)};
    def.n_failures = 1;
    def.failures = failure;
}

#endif
