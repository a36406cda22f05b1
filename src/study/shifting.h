// SPDX-License-Identifier: MIT
//
// The shifting bottleneck of one watched replication (Roser, Nakano and Tanaka 2002).
//
// A station is active while it is neither blocked nor starved: also when it is down, set up or off
// shift, as all of these hold up the others.

#ifndef GM_STUDY_SHIFTING_H
#define GM_STUDY_SHIFTING_H

#include "twin/twin.h"

typedef struct gm_shifting {
    const double *sole;     // by station: share of the watched time; NaN: several machines
    const double *shifting; // by station
    bool is_cut;            // more waits than are kept: the rest of the run was not watched
} gm_shifting;

// Active periods of one station: [from, to] without a wait.
typedef struct gm_period {
    double from_s;
    double to_s;
    int32_t station_i;
} gm_period;

// Runs replication 0 and watches its waits from a point of the schedule on. In the arena.
gm_shifting gm_shifting_watch(const gm_twin *twin, uint32_t seed, int32_t from,
                              gm_arena *arena);

// Shares of a window, from and to, in which each station is the sole or a shifting bottleneck.
// Periods need not be sorted and are sorted in place. sole and shifting: n_stations, set here.
void gm_shifting_of(gm_period *periods, int32_t n, const double window_s[2], int32_t n_stations,
                    double *sole, double *shifting);

#endif
