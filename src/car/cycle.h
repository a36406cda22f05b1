// SPDX-License-Identifier: MIT
//
// A driving cycle: the speed that a car is asked for, over time. Speeds are straight between the points.

#ifndef GM_CAR_CYCLE_H
#define GM_CAR_CYCLE_H

#include "core/arena.h"

#include <stdbool.h>
#include <stdint.h>

#define GM_CYCLE_PHASES 8

typedef struct gm_cycle {
    const char *name;
    const char *standard; // that lays it down, or NULL
    int32_t n;            // points, >= 2
    const double *time_s; // rising
    const double *speed_m_s;
    const double
        *grade;       // rise by run, of the way to each point from the one before; NULL: level
    int32_t n_phases; // 1 .. GM_CYCLE_PHASES
    int32_t phase_end[GM_CYCLE_PHASES]; // index of the last point of each
} gm_cycle;

// What the points from first to last (first < last) add up to.
typedef struct gm_cycle_totals {
    double time_s;
    double distance_m; // by trapezoids
    double mean_m_s;
    double most_m_s;
    double standing; // share of the points behind the first at which the car stands
    double most_acceleration_m_s2;
    double most_deceleration_m_s2; // > 0
} gm_cycle_totals;

gm_cycle_totals gm_cycle_sum(const gm_cycle *cycle, int32_t first, int32_t last);

// The cycles that gemba knows by name: "CLTC-P", "WLTC-3b", "UDDS", "HWFET", "US06", "NEDC".
int32_t gm_cycle_known_count(void);
const char *gm_cycle_known_name(int32_t i);

// False: there is none of this name; capitals, blanks and hyphens do not count. Points are in the arena.
bool gm_cycle_find(const char *name, gm_arena *arena, gm_cycle *out);

// One speed for a time, > 0 s, in steps of a second; standing before it and behind it is no part of it.
gm_cycle gm_cycle_steady(double speed_m_s, double time_s, gm_arena *arena);

#endif
