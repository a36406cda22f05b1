// SPDX-License-Identifier: MIT
//
// Figures over a window of a run, for tests that hold them against sums by hand.

#ifndef GM_TEST_FIGURE_WINDOW_H
#define GM_TEST_FIGURE_WINDOW_H

#include "model_plant.h"

#include <stdio.h>

#define HEAD      "gemba: 1\nclock: {run: 3 d, horizon: terminating}\n"
#define SNAPSHOTS 4

static model_plant plant;
static gm_snapshot series[SNAPSHOTS];
static gm_stats_window window;

// Runs a model and takes a snapshot at each of these times, at 0 before anything has happened;
// the window is from the first to the last.
static inline void run(const char *text, const double *times_s, int32_t n)
{
    model_start(&plant, text);
    for (int32_t i = 0; i < n; i++) {
        if (times_s[i] > 0.0) {
            model_run_to(&plant, times_s[i]);
        }
        series[i] = gm_snapshot_create(&plant.twin->layout, &plant.arena, true);
        gm_snapshot_take(&plant.twin->layout, plant.run, &series[i]);
    }
    window = (gm_stats_window){&plant.twin->layout, series, 0, n - 1};
}

static inline double value(const char *path, const char *figure, const char *stat,
                           double argument)
{
    int32_t i = gm_figures_find(&plant.twin->figures, path, figure, stat);
    ck_assert_msg(i != GM_NONE, "there is no %s.%s", path, figure);
    return gm_figure_value(&plant.twin->figures.items[i], &window, argument);
}

static inline void check(const char *path, const char *figure, const char *stat,
                         double expected)
{
    double got = value(path, figure, stat, 0.0);
    ck_assert_msg(fabs(got - expected) <= 1e-12 * (1.0 + fabs(expected)),
                  "%s.%s%s%s is %.15g, not %.15g", path, figure, stat ? "." : "",
                  stat ? stat : "", got, expected);
}

// a works 6 s and fails after every 10 s of work for 4 s; b takes 2 s. Over 0-40 a works
// 0-10, 14-24, 28-38 and is down 10-14, 24-28, 38-40: parts at 6, 16, 22, 32, 38 (age 10 at 38,

// Parts at 1, 2, 3 and 4 s of work.
#define THREE                                                                                  \
    HEAD                                                                                       \
        "plant: {line: [{source: in, every: 1 s, limit: 3}, {buffer: r, holds: 5}, {station: " \
        "s, time: 4 s}, {sink: out}]}"

#endif
