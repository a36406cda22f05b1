// SPDX-License-Identifier: MIT
//
// What a model file says under `clock`: when t = 0 is, how long a run is, how many there are.

#ifndef GM_TWIN_CLOCK_DEF_H
#define GM_TWIN_CLOCK_DEF_H

#include "core/diag.h"
#include "sim/civil.h"

#include <stdbool.h>
#include <stdint.h>

typedef enum gm_horizon { GM_HORIZON_STEADY, GM_HORIZON_TERMINATING } gm_horizon;

// How long a run lasts.
typedef enum gm_run_until {
    GM_RUN_FOR_TIME,  // run_s
    GM_RUN_FOR_PARTS, // run_parts at `counter`
} gm_run_until;

typedef enum gm_warm_up {
    GM_WARM_UP_NONE,
    GM_WARM_UP_AUTO, // found from the series of each run
    GM_WARM_UP_TIME, // warm_up_s
    GM_WARM_UP_PARTS // warm_up_parts at `counter`
} gm_warm_up;

#define GM_SERIES_MOST 5000 // intervals of a series

// The interval of the series in the results.
typedef enum gm_series {
    GM_SERIES_NONE,
    GM_SERIES_MONTH,
    GM_SERIES_DAY,
    GM_SERIES_TIME // series_s
} gm_series;

typedef struct gm_clock_def {
    gm_src src;
    bool has_start;
    gm_date start; // of t = 0; none without start
    gm_civil civil;

    gm_run_until run_until;
    double run_s;        // GM_RUN_FOR_TIME, > 0
    int64_t run_parts;   // GM_RUN_FOR_PARTS, >= 1
    const char *counter; // sink or named counter that counts; NULL: the only sink
    gm_src run_src;      // of `run` or `until`

    gm_horizon horizon;
    gm_warm_up warm_up;
    double warm_up_s;
    int64_t warm_up_parts;

    int32_t replications; // >= 1
    int32_t most;         // >= replications: as many may a verdict take
    int64_t seed;         // >= 0
    gm_series series;
    double series_s; // > 0
} gm_clock_def;

#endif
