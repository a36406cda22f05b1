// SPDX-License-Identifier: MIT
//
// Snapshots of everything a run counts, and what lies between two of them.
//
// A snapshot is one flat array of sums since time 0, so that a window is a difference. Maxima do
// not subtract: each snapshot holds those since the one before. Layout: see gm_stats_layout.

#ifndef GM_PLANT_STATS_H
#define GM_PLANT_STATS_H

#include "num/histogram.h"
#include "plant/engine.h"
#include "plant/stats_times.h"

// Rows of a station: the nine states come first.
typedef enum gm_station_stat {
    GM_STAT_GOOD = GM_N_STATES,
    GM_STAT_SCRAP,
    GM_STAT_WARM_UP, // of the scrap, what changeovers make
    GM_STAT_REJECTED,
    GM_STAT_REJECT_SCRAP, // of them, those that went to scrap from here
    GM_STAT_FIRST,        // visits of parts that came for the first time
    GM_STAT_FIRST_PASS,   // of them, those that were good
    GM_STAT_PLANNED_S,    // planned cycles of the good parts
    GM_STAT_FAILURES,
    GM_STAT_MICRO_STOP_S,
    GM_STAT_MICRO_STOPS,
    GM_STAT_CHANGES,
    GM_STAT_UNLIKE,     // of them, those between unlike parts
    GM_STAT_CHANGE_CNY, // what they cost
    GM_STAT_CHANGE_M3,  // and lost
    GM_STAT_WAITS,      // times that a machine waited and does no more
    GM_STAT_ACTIVE,     // machines that do not wait now, not a sum
    GM_STAT_IN_WORK,    // part seconds on its machines
    GM_STAT_CYCLES,     // of its machines, that are over
    GM_N_STATION_STATS,
} gm_station_stat;

typedef enum gm_store_stat {
    GM_STAT_AREA,
    GM_STAT_IN,
    GM_STAT_OUT,
    GM_STAT_WAIT_S,
    GM_STAT_WAITED,
    GM_STAT_LOST,
    GM_STAT_EXPIRED, // of those that went out
    GM_STAT_LEVEL,   // now, not a sum
    GM_N_STORE_STATS,
} gm_store_stat;

typedef enum gm_sink_stat {
    GM_STAT_N,
    GM_STAT_TIME_S,
    GM_STAT_TIME_SQ,
    GM_STAT_REWORKED,
    GM_STAT_DEFECTIVE,
    GM_STAT_DUE, // parts that had a due date
    GM_STAT_LATE,
    GM_STAT_LATENESS_S,
    GM_STAT_TARDINESS_S,
    GM_N_SINK_STATS, // then n and time by variant
} gm_sink_stat;

typedef enum gm_crew_stat {
    GM_STAT_PRESENT_S,
    GM_STAT_BUSY_S,
    GM_STAT_MISSING_S,
    GM_N_CREW_STATS,
} gm_crew_stat;

typedef enum gm_source_stat {
    GM_STAT_MADE,
    GM_STAT_MADE_LOST,
    GM_STAT_OUTSIDE_AREA,
    GM_STAT_OUTSIDE, // now, not a sum
    GM_N_SOURCE_STATS,
} gm_source_stat;

typedef enum gm_plant_stat {
    GM_STAT_PLANT_AREA,
    GM_STAT_PLANT_WIP, // now, not a sum
    GM_N_PLANT_STATS,
} gm_plant_stat;

typedef enum gm_line_stat {
    GM_STAT_LINE_AREA,
    GM_STAT_LINE_HEAT_S,
    GM_N_LINE_STATS,
} gm_line_stat;

// Rows of a conveyor or moving line: the nine states, then these.
typedef enum gm_band_stat {
    GM_STAT_BAND_COUNT = GM_N_STATES,
    GM_STAT_BAND_AREA,
    GM_STAT_BAND_FAILURES,
    GM_STAT_BAND_STOPS,
    GM_STAT_BAND_TOWED,
    GM_STAT_BAND_GAPS,
    GM_STAT_BAND_VISITS,
    GM_STAT_BAND_MICRO_STOPS,
    GM_STAT_BAND_MICRO_STOP_S, // in state down
    GM_STAT_BAND_WAITS,        // times that it began to wait, blocked or starved
    GM_STAT_BAND_ACTIVE,       // 1: it does not wait now, not a sum
    GM_STAT_BAND_RUN_S,        // of a conveyor: it moves and carries something
    GM_STAT_BAND_STOP_S,       // of a moving line, see gm_moving_loss: mean over its stations
    GM_STAT_BAND_RESTART_S,
    GM_STAT_BAND_SHORT_S,
    GM_STAT_BAND_DEAD_CAR_S,
    GM_STAT_BAND_BREAKDOWN_S,
    GM_STAT_BAND_MISSING_S,
    GM_STAT_BAND_GAP_S,
    GM_STAT_BAND_TOWED_S,
    GM_N_BAND_STATS,
} gm_band_stat;

// Rows of a station that goes out of control: sums over its machines.
typedef enum gm_drift_stat {
    GM_STAT_DRIFT_JUDGED, // parts completed, scrap too
    GM_STAT_DRIFT_OUT,    // of them, while out of control
    GM_STAT_DRIFT_SHIFTS, // times that a machine went out of control, as its parts showed
    GM_STAT_DRIFT_SAMPLES,
    GM_STAT_DRIFT_ALARMS,
    GM_STAT_DRIFT_FALSE_ALARMS,
    GM_STAT_DRIFT_HELD,   // suspects sent to quarantine
    GM_STAT_DRIFT_MISSED, // those that were gone
    GM_N_DRIFT_STATS,
} gm_drift_stat;
// Rows of a point where the sequence is watched, then of each of its rules those below.
typedef enum gm_point_stat {
    GM_STAT_POINT_N,
    GM_STAT_POINT_IN_SEQUENCE,
    GM_STAT_POINT_LATE,
    GM_STAT_POINT_OFF,
    GM_STAT_POINT_CHANGES,
    GM_N_POINT_STATS,
} gm_point_stat;

typedef enum gm_rule_stat {
    GM_STAT_RULE_WINDOWS,
    GM_STAT_RULE_EXCESS,
    GM_STAT_RULE_CARS,
    GM_N_RULE_STATS,
} gm_rule_stat;

// Rows of a material, kg, and of the scrap of a step.
typedef enum gm_material_stat {
    GM_STAT_MATTER_IN,
    GM_STAT_MATTER_OUT,
    GM_STAT_MATTER_SCRAP,
    GM_STAT_MATTER_LOST,
    GM_N_MATTER_STATS,
} gm_material_stat;

typedef enum gm_scrap_stat {
    GM_STAT_SCRAP_KG,
    GM_STAT_SCRAP_CNY,
    GM_STAT_SCRAP_RECYCLED_CNY,
    GM_N_SCRAP_STATS,
} gm_scrap_stat;

// Where each object's rows begin in a snapshot.
typedef struct gm_stats_layout {
    const gm_plan *plan;
    uint32_t plant; // wip area, wip now
    uint32_t counters;
    uint32_t stations;
    uint32_t stores;
    uint32_t sources;
    uint32_t sinks;
    uint32_t sink_rows; // rows of one sink
    uint32_t lines;
    uint32_t crews;
    uint32_t limits;
    uint32_t conveyors;
    uint32_t movings;
    uint32_t drifts; // by gm_station_plan.drift_i
    uint32_t fleets; // rows: fleet_stats.h
    uint32_t transports;
    uint32_t racks;
    uint32_t webs; // rows: web.h, by gm_station_plan.web_i
    uint32_t materials;
    uint32_t scraps;  // by step; none without materials
    uint32_t recipes; // rows: recipe.h
    uint32_t grids;
    uint32_t withins;          // rows: within.h
    uint32_t grades;           // grader x (grades of the plan, then below)
    const uint32_t *points_of; // point -> its rows
    uint32_t n_sums;           // length without the bins
    uint32_t wip_bins;
    uint32_t bins;           // of all stores, one after the other
    const uint32_t *bins_of; // store -> first bin
    uint32_t n;              // length with the bins
    // Maxima: plant, then stores (level, wait), sources, sinks, lines, conveyors, moving lines,
    // transports, racks, grids.
    uint32_t max_stores;
    uint32_t max_sources;
    uint32_t max_sinks;
    uint32_t max_lines;
    uint32_t max_conveyors;
    uint32_t max_movings;
    uint32_t max_transports;
    uint32_t max_racks;
    uint32_t max_grids;
    uint32_t max_withins;
    uint32_t max_points; // late, early, displacement
    uint32_t n_max;
} gm_stats_layout;

// One snapshot. Arrays are the caller's; hist may be NULL when percentiles are not wanted.
typedef struct gm_snapshot {
    double time_s;
    double *sum;                  // layout.n, or n_sums when without bins
    double *max;                  // layout.n_max
    gm_loghist *hist;             // by sink, n_sinks + 2
    gm_times_hist *variant_times; // gm_plan.n_variant_times; NULL: none, or not wanted
    bool has_bins;
} gm_snapshot;

gm_stats_layout gm_stats_layout_of(const gm_plan *plan, gm_arena *arena);

// Memory of a snapshot from the arena.
gm_snapshot gm_snapshot_create(const gm_stats_layout *layout, gm_arena *arena, bool full);

// Copies all sums at the run's time, and the maxima since the last take; starts new maxima.
void gm_snapshot_take(const gm_stats_layout *layout, gm_run *run, gm_snapshot *out);

// Since when a station of one machine has been blocked or starved, INFINITY: it is neither now.
double gm_run_waits_since(const gm_run *run, int32_t station_i);

// A span of a run between two snapshots of a series.
typedef struct gm_stats_window {
    const gm_stats_layout *layout;
    const gm_snapshot *series; // in order of time
    int32_t from;              // the window is (series[from], series[to]]
    int32_t to;
} gm_stats_window;

static inline double gm_window_length_s(const gm_stats_window *w)
{
    return w->series[w->to].time_s - w->series[w->from].time_s;
}

static inline double gm_window_sum(const gm_stats_window *w, uint32_t row)
{
    return w->series[w->to].sum[row] - w->series[w->from].sum[row];
}

// The largest of a maximum over the window.
double gm_window_max(const gm_stats_window *w, uint32_t row);

#endif
