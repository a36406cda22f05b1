// SPDX-License-Identifier: MIT
//
// Why the plant makes what it makes: bottlenecks by three detectors, and where the hours go.
//
// Average active period: Roser, Nakano and Tanaka 2001. Shifting bottleneck: the same, 2002; a
// station is the momentary bottleneck while its active period is the longest of all, alone
// (sole) or overlapping with the next one (shifting). Turning point: Li, Blumenfeld and Marin
// 2007: before it stations are more blocked than starved, after it more starved than blocked.

#ifndef GM_STUDY_WHY_H
#define GM_STUDY_WHY_H

#include "study/answer.h"

// One station, conveyor or moving line.
typedef struct gm_why_row {
    int32_t step_i;
    gm_interval active_share;    // of the time on shift
    gm_interval active_period_s; // n 0: not known
    double sole;     // share of the watched time as sole bottleneck, NaN: not watched
    double shifting; // and as shifting bottleneck
    bool is_turning_point;
    double state[GM_N_STATES]; // mean shares
} gm_why_row;

// One step of the waterfall from the ideal rate of the bottleneck to its net rate.
typedef struct gm_loss {
    const char *word;
    double share; // of all time
    double parts; // that could have been made in it at the ideal rate, in the window
} gm_loss;

#define GM_N_LOSSES 12

typedef struct gm_why {
    int32_t n;
    const gm_why_row *rows; // in the order of the file
    int32_t bottleneck;     // row: the largest active share; GM_NONE: no station
    int32_t by_period;      // row: the longest active period
    int32_t by_shifting;    // row: most often the momentary bottleneck
    int32_t n_losses;
    gm_loss losses[GM_N_LOSSES];
    double ideal_parts; // at the bottleneck, all hours of the window
    double net_parts;   // good parts
    bool waits_cut;     // more waits than are kept: the shifting shares are of the first part
} gm_why;

// From replications that are done; with `watches` one of them is run again to watch its waits
// (the shifting bottleneck). In the arena.
gm_why gm_why_create(const gm_replications *set, bool watches, gm_arena *arena);

// In a few words what limits the plant: the bottleneck and its largest loss. In the arena.
const char *gm_why_words(const gm_replications *set, const gm_why *why, gm_arena *arena);

// The answers with what binds written into those that do not hold and count parts.
const gm_claim_answer *gm_why_explain(const gm_replications *set,
                                      const gm_claim_answer *answers, gm_arena *arena);

#endif
