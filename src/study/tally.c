// SPDX-License-Identifier: MIT

#include "study/tally.h"

#include "core/assert.h"

#include <math.h>

gm_tally gm_tally_create(const gm_twin *twin, gm_arena *arena)
{
    return (gm_tally){.length_s = (double)NAN,
                      .sum = GM_NEW(arena, double, twin->layout.n_sums)};
}

void gm_tally_take(const gm_stats_window *window, gm_tally *out)
{
    out->length_s = gm_window_length_s(window);
    for (uint32_t row = 0; row < window->layout->n_sums; row++) {
        out->sum[row] = gm_window_sum(window, row);
    }
}

static uint32_t first_row(const gm_twin *twin, int32_t step_i)
{
    const gm_stats_layout *l = &twin->layout;
    const gm_step *step = &twin->plan->steps[step_i];
    uint32_t i = (uint32_t)step->own_i;
    switch (step->kind) {
    case GM_STEP_STATION:
        return l->stations + i * GM_N_STATION_STATS;
    case GM_STEP_CONVEYOR:
        return l->conveyors + i * GM_N_BAND_STATS;
    case GM_STEP_MOVING:
        return l->movings + i * GM_N_BAND_STATS;
    case GM_STEP_SOURCE:
    case GM_STEP_BUFFER:
    case GM_STEP_SINK:
    case GM_STEP_TRANSPORT:
    case GM_STEP_RACK:
    case GM_STEP_PASS:
        break;
    }
    GM_REQUIRE(false); // it does not work
    return 0;
}

double gm_tally_row(const gm_twin *twin, const gm_tally *tally, int32_t step_i, int32_t k)
{
    return tally->sum[first_row(twin, step_i) + (uint32_t)k];
}

double gm_tally_time_s(const gm_twin *twin, const gm_tally *tally, int32_t step_i)
{
    const gm_step *step = &twin->plan->steps[step_i];
    bool is_station = step->kind == GM_STEP_STATION;
    return tally->length_s * (is_station ? twin->plan->stations[step->own_i].n_machines : 1);
}

double gm_tally_on_share(const gm_twin *twin, const gm_tally *tally, int32_t step_i, int32_t k)
{
    (void)k;
    double all_s = gm_tally_time_s(twin, tally, step_i);
    return all_s > 0.0 ? 1.0 - gm_tally_row(twin, tally, step_i, GM_STATE_OFF) / all_s : 1.0;
}

double gm_tally_active_share(const gm_twin *twin, const gm_tally *tally, int32_t step_i,
                             int32_t k)
{
    (void)k;
    double on_s =
        gm_tally_time_s(twin, tally, step_i) - gm_tally_row(twin, tally, step_i, GM_STATE_OFF);
    double waits_s = gm_tally_row(twin, tally, step_i, GM_STATE_BLOCKED) +
                     gm_tally_row(twin, tally, step_i, GM_STATE_STARVED);
    return on_s > 0.0 ? (on_s - waits_s) / on_s : (double)NAN;
}

double gm_tally_bad(const gm_twin *twin, const gm_tally *tally, int32_t step_i)
{
    return gm_tally_row(twin, tally, step_i, GM_STAT_REJECTED) +
           gm_tally_row(twin, tally, step_i, GM_STAT_SCRAP) -
           gm_tally_row(twin, tally, step_i, GM_STAT_WARM_UP);
}

double gm_tally_cycle_s(const gm_twin *twin, const gm_tally *tally, int32_t step_i)
{
    const gm_station_plan *plan = &twin->plan->stations[twin->plan->steps[step_i].own_i];
    double n_good = gm_tally_row(twin, tally, step_i, GM_STAT_GOOD);
    return n_good > 0.0     ? gm_tally_row(twin, tally, step_i, GM_STAT_PLANNED_S) / n_good
           : plan->cycle_of ? (double)NAN
                            : plan->cycle_s;
}

double gm_tally_empty_s(const gm_twin *twin, const gm_tally *tally, int32_t step_i)
{
    const gm_step *step = &twin->plan->steps[step_i];
    if (step->kind != GM_STEP_STATION || !twin->plan->stations[step->own_i].is_batch) {
        return 0.0;
    }
    double room = gm_tally_row(twin, tally, step_i, GM_STAT_CYCLES) *
                  twin->plan->stations[step->own_i].def->batch.most;
    double n =
        gm_tally_row(twin, tally, step_i, GM_STAT_GOOD) + gm_tally_bad(twin, tally, step_i);
    double empty_s = (room - n) * gm_tally_cycle_s(twin, tally, step_i);
    return empty_s > 0.0 ? empty_s : 0.0;
}

double gm_tally_needed_share(const gm_twin *twin, const gm_tally *tally, int32_t step_i,
                             int32_t k)
{
    double on_s =
        gm_tally_time_s(twin, tally, step_i) - gm_tally_row(twin, tally, step_i, GM_STATE_OFF);
    return gm_tally_active_share(twin, tally, step_i, k) -
           gm_tally_empty_s(twin, tally, step_i) / on_s;
}
