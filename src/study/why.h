// SPDX-License-Identifier: MIT
//
// Why the plant makes what it makes: bottlenecks by four detectors, and where the hours go.
//
// Active share: the largest share of the time on shift that is neither blocked nor starved.
// Average active period: Roser, Nakano and Tanaka 2001. Shifting bottleneck: the same, 2002; a
// station is the momentary bottleneck while its active period is the longest of all, alone
// (sole) or overlapping with the next one (shifting). Turning point: see turning.h.
//
// A detector that cannot see a station says so when that station is active more than all it can
// see: then the answer is "cannot say", with the reason.

#ifndef GM_STUDY_WHY_H
#define GM_STUDY_WHY_H

#include "study/answer.h"
#include "study/losses.h"

// One station, conveyor or moving line.
typedef struct gm_why_row {
    int32_t step_i;
    gm_interval active_share;    // of the time on shift
    double needed_share;         // the same without the room that batches leave empty
    gm_interval active_period_s; // n 0: not known
    double sole;     // share of the watched time as sole bottleneck, NaN: not watched
    double shifting; // and as shifting bottleneck
    bool is_turning_point;
    gm_interval state[GM_N_STATES]; // shares of all machine time
    const char *why;                // why something of it is not known, or NULL
    int32_t waits_for;              // blocked, mostly while this step is off shift, GM_NONE
} gm_why_row;

typedef enum gm_detector {
    GM_DETECT_SHARE,
    GM_DETECT_PERIOD,
    GM_DETECT_SHIFTING,
    GM_DETECT_TURNING,
    GM_N_DETECTORS
} gm_detector;

typedef struct gm_detected {
    int32_t row_i;   // GM_NONE: cannot say
    const char *why; // then the reason, else NULL
} gm_detected;

typedef struct gm_why {
    int32_t n;
    const gm_why_row *rows; // in the order of the file
    gm_detected by[GM_N_DETECTORS];
    int32_t bottleneck; // row: needed most; GM_NONE: no station
    gm_losses losses;   // of the bottleneck
    const char
        *shared;    // the fleet, grid or rack that binds instead, in a few words; NULL: none
    bool waits_cut; // more waits than are kept: the shifting shares are of the first part
} gm_why;

// From replications that are done, over the main window; with `watches` one of them is run again
// to watch its waits (the shifting bottleneck). In the arena.
gm_why gm_why_create(const gm_replications *set, bool watches, gm_arena *arena);

const char *gm_detector_text(gm_detector detector);

#endif
