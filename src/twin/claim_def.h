// SPDX-License-Identifier: MIT
//
// A claim of a model file: what is said, what is measured, in which window, against what.
//
// A measure is one string, `<path>.<figure>[.<stat>][ per <unit>]`, here cut into its pieces.
// Whether the path and the figure exist is asked when the list of figures is known.

#ifndef GM_TWIN_CLAIM_DEF_H
#define GM_TWIN_CLAIM_DEF_H

#include "core/diag.h"
#include "core/units.h"
#include "sim/civil.h"

#include <stdbool.h>
#include <stdint.h>

typedef struct gm_measure {
    const char *text; // as written
    gm_src src;
    const char *path;   // "weld", "plant", "headcount"
    const char *figure; // "waiting"; NULL: the first figure of the path (`out per day`)
    const char *stat;   // "mean", "p95", "share"; NULL
    bool has_argument;  // `plant.wip.above(5)`
    double argument;    // of the last piece
    const char *per;    // unit after `per` as written, or NULL
    double per_si;      // SI value of one of it, 1 without `per`
    gm_dim per_dim;     // dimension of it
} gm_measure;

typedef enum gm_window_kind {
    GM_WINDOW_RUN,      // the whole run after the warm-up
    GM_WINDOW_DATES,    // from .. to
    GM_WINDOW_ANY_YEAR, // at least one whole year of the run
    GM_WINDOW_ANY_MONTH // at least one whole month of the run
} gm_window_kind;

typedef struct gm_window {
    gm_window_kind kind;
    gm_src src;
    const char *text; // as written, or NULL; and how the run cuts it: "2027 from 08-01"
    gm_date from;     // GM_WINDOW_DATES
    gm_date to;       // inclusive
} gm_window;

typedef enum gm_bound { GM_BOUND_AT_LEAST, GM_BOUND_AT_MOST, GM_BOUND_EXACTLY } gm_bound;

typedef struct gm_claim_def {
    bool is_sound; // read without a fault
    const char *says;
    gm_src src;
    gm_measure measure;
    gm_window in;
    gm_bound bound;
    gm_src value_src;
    double value; // SI
    gm_dim dim;
    bool bare;           // written without a unit
    const char *unit;    // as written, "" for a bare number
    double came;         // in reality, SI; NaN: not said
    bool came_at_least;  // or more: no more is known
    const char *counter; // text that is shown, or NULL
    const char *when;    // text that is shown, or NULL
    const char *needs;   // a module that the claim needs, or NULL
    const char *because; // or NULL
    const char *source;  // or NULL
} gm_claim_def;

// Cuts a measure. False with a sentence in why, and its column (from 0, in bytes) in *at.
bool gm_measure_parse(const char *text, gm_arena *arena, gm_measure *out, char why[256],
                      size_t *at);

// Reads `2029`, `any year`, `2027-08`, `2027-08-15`, `2027-08..2028-07`. False with a sentence
// in why. out->src is left alone.
bool gm_window_parse(const char *text, gm_arena *arena, gm_window *out, char why[256]);

#endif
