// SPDX-License-Identifier: MIT
//
// The time from the start of a part's work to its end, repairs included, and the flow machine that
// stands for it.
//
// Stops are taken to come as a Poisson process over the time of work. Then three cumulants of the
// completion time follow from the moments of work and repairs, and a machine whose parts flow at a
// speed between exponential stops can have the same three: its speed, failures and repairs
// (the completion-time approximation of Gershwin 1987, with a third moment beside mean and
// variance). A machine with a constant time of work and exponential times to failure and of repair
// is found exactly.

#ifndef GM_ESTIMATE_COMPLETION_H
#define GM_ESTIMATE_COMPLETION_H

#include "estimate/fluid_pair.h"

#include "num/dist.h"

// Cumulants of the completion time.
typedef struct gm_completion {
    double mean;     // s, > 0
    double variance; // s2
    double third;    // s3
    double noise;    // share of the variance that comes from the work itself, 0 .. 1
} gm_completion;

// How a machine stops.
typedef struct gm_stops {
    double each;   // mean work per second of work and repair, 1 without stops
    double second; // rate of stops times the second moment of a repair, s
    double third;  // the same of the third moment, s2
} gm_stops;

gm_stops gm_stops_none(void);

// Adds what fails after so much work and takes a repair. Of the third moment the law is taken to
// be as skew as a gamma law of its mean and variance.
void gm_stops_add(gm_stops *stops, const gm_dist *after, const gm_dist *repair);

// Work of mean > 0; skew as above.
gm_completion gm_completion_of(const gm_dist *work, const gm_stops *stops);

// The flow machine with these three cumulants.
gm_fluid_machine gm_fluid_machine_of(const gm_completion *completion);

// The flow machine with its mean and variance at a given speed, at least 1 / mean.
gm_fluid_machine gm_fluid_machine_at(const gm_completion *completion, double speed);

// Places of the continuous buffer that stands for so many places: parts that wait in machines
// count in part when work varies. Two equal exponential machines without failures come out exact.
double gm_fluid_places(double places, const gm_completion *before, const gm_completion *behind);

#endif
