// SPDX-License-Identifier: MIT
//
// The failures of a thing that is not a machine of a station: how old it is for each of them.
//
// An age falls by exposure: seconds of one belt, or car-seconds of all cars of a moving line.
// Whoever owns the wear says how much of each kind has passed and what rate it passes at now.

#ifndef GM_PLANT_WEAR_H
#define GM_PLANT_WEAR_H

#include "plant/run.h"

// How fast ages fall, exposure for each second.
typedef struct gm_wear_rate {
    double by_work;
    double by_calendar;
} gm_wear_rate;

typedef struct gm_wear {
    const gm_failure_def *defs; // borrowed
    int32_t n;
    double *left; // until the failure, in exposure or cycles
    gm_sampler *after;
    gm_sampler *repair;
} gm_wear;

// Memory for n failures from the arena of the run. The definitions are borrowed.
void gm_wear_create(gm_run *run, gm_wear *wear, int32_t n, const gm_failure_def *defs);

// New at time 0. Streams: path, purposes `failure <name>` and `repair <name>`.
void gm_wear_begin(gm_run *run, gm_wear *wear, const char *path);

// Multiplies the rate of all failures by a factor > 0, for the ages that are running.
void gm_wear_hasten(gm_wear *wear, double factor);

// dt_s seconds pass at a rate.
void gm_wear_pass(gm_wear *wear, gm_wear_rate rate, double dt_s);

// One cycle for the failures by parts.
void gm_wear_cycle(gm_wear *wear);

// Seconds until the first failure when the rate stays; INFINITY: none.
double gm_wear_next(const gm_wear *wear, gm_wear_rate rate);

// The failure that is due, to within rounding, or GM_NONE.
int32_t gm_wear_due(const gm_wear *wear, gm_wear_rate rate, double now_s);

// Starts the age of a failure anew; the failure rate is multiplied by a factor > 0.
void gm_wear_renew(gm_wear *wear, int32_t failure_i, double factor);

// Draws how long the repair takes, seconds.
static inline double gm_wear_repair(gm_wear *wear, int32_t failure_i)
{
    return gm_sampler_next(&wear->repair[failure_i]);
}

// What is left of a span is rounding: less than a nanosecond, or than the clock can tell.
static inline bool gm_is_over(double left_s, double now_s)
{
    return left_s <= 1e-9 || now_s + left_s <= now_s;
}

#endif
