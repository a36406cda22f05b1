// SPDX-License-Identifier: MIT
//
// What a log of a shop floor lets one guess of the plant behind it.

#ifndef GM_TABLES_FLOOR_GUESS_H
#define GM_TABLES_FLOOR_GUESS_H

#include "tables/fitting.h"
#include "tables/floor.h"

#define GM_FLOOR_OUT       (-1) // in place of a station: out of the plant
#define GM_FLOOR_NO_STORE  0
#define GM_FLOOR_UNLIMITED (-1)
#define GM_FLOOR_STOPS     4 // kinds of stops

// One visit of a part to a station: all its rows there.
typedef struct gm_floor_visit {
    int32_t part;
    int32_t station;
    int32_t variant;
    double in_s;
    double out_s;
    double work_s;
    bool is_open;       // it had not ended when the log did
    bool may_be_longer; // work_s is at most: it may hold time blocked
    bool is_scrapped;
} gm_floor_visit;

typedef struct gm_floor_way {
    int32_t station; // or GM_FLOOR_OUT
    int32_t n;
    double share;
} gm_floor_way;

typedef struct gm_floor_stop {
    gm_floor_state state;
    int32_t n;
    gm_chosen_law after; // of work
    gm_chosen_law takes;
} gm_floor_stop;

typedef struct gm_floor_station {
    const char *name; // as a model may write it
    int32_t n_visits;
    double place; // mean place in the way of a part, 0 first
    int32_t machines;
    gm_chosen_law time;
    int32_t n_by_variant; // 0: the time of all; else one law for each variant
    const gm_chosen_law *by_variant;
    double scrap; // share
    int32_t n_scrapped;
    int32_t n_ways;
    gm_floor_way *ways; // the greatest share first
    int32_t n_stops;
    gm_floor_stop stops[GM_FLOOR_STOPS];
    int32_t holds;     // of the store before it: GM_FLOOR_NO_STORE, .._UNLIMITED, or places
    int32_t queue_max; // seen
    double blocked_s;  // of the stations that lead to it
} gm_floor_station;

typedef struct gm_floor_guess {
    const gm_floor *floor;
    int32_t n_visits;
    gm_floor_visit *visits;     // by part, then time
    gm_floor_station *stations; // by their number in the log
    const int32_t *order;       // stations as parts go through them
    int32_t n_entries;
    gm_floor_way *entries; // where parts begin
    bool has_arrivals;     // the source runs dry at times
    gm_chosen_law arrivals;
    double idle;           // share of time in which the first station had nothing to do
    double *variant_share; // by variant
    int32_t n_out;         // parts that left in good order
    double out_per_h;
} gm_floor_guess;

void gm_floor_guess_make(const gm_floor *floor, gm_arena *arena, gm_floor_guess *out);

// The guesses as a model file that runs, with what they rest on in comments.
const char *gm_floor_model_text(const gm_floor_guess *guess, gm_arena *arena);

// ---- between the files of this part

// Laws of work, stops and arrivals.
void gm_floor_guess_laws(gm_floor_guess *guess, gm_arena *arena);

// Ways, order, queues, entries.
void gm_floor_guess_ways(gm_floor_guess *guess, gm_arena *arena);

#endif
