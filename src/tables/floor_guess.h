// SPDX-License-Identifier: MIT
//
// What a log of a shop floor lets one guess of the plant behind it.

#ifndef GM_TABLES_FLOOR_GUESS_H
#define GM_TABLES_FLOOR_GUESS_H

#include "tables/fitting.h"
#include "tables/floor.h"

#include "core/array.h"

#define GM_FLOOR_OUT       (-1) // in place of a station: out of the plant
#define GM_FLOOR_GOES_ON   (-2) // in place of a station: in another part, or in its pieces
#define GM_FLOOR_NO_STORE  0
#define GM_FLOOR_UNLIMITED (-1)
#define GM_FLOOR_STOPS     4 // kinds of stops

#define GM_FLOOR_MOST_VARIANTS 100 // more are no variants but names of parts

// One visit of a part to a station: all its rows there.
typedef struct gm_floor_visit {
    int32_t part;
    int32_t station;
    int32_t variant;
    const gm_record_cell *cell; // of time in of its first row
    double in_s;
    double out_s;
    double work_s;
    bool is_open;       // it had not ended when the log did
    bool may_be_longer; // work_s is at most: it may hold time blocked
    bool is_scrapped;
    bool goes_on; // joined to another part here, or split
} gm_floor_visit;

typedef struct gm_floor_way {
    int32_t station; // or GM_FLOOR_OUT, GM_FLOOR_GOES_ON
    int32_t n;
    double share;
} gm_floor_way;

// Where parts begin.
typedef struct gm_floor_entry {
    int32_t station;
    int32_t n;         // parts
    double idle;       // share of time in which the station had nothing to do
    bool has_arrivals; // its source runs dry at times
    bool is_joined;    // its parts end in others, of which nothing holds them back in the model
    gm_chosen_law arrivals;
} gm_floor_entry;

typedef struct gm_floor_stop {
    gm_floor_state state;
    int32_t n;
    gm_chosen_law after; // of work
    gm_chosen_law takes;
} gm_floor_stop;

typedef struct gm_floor_station {
    const char *name; // as a model may write it
    int32_t n_visits;
    double place;    // mean place in the way of a part, 0 first
    bool is_reached; // by parts from where they begin: else it is no part of the model
    int32_t machines;
    int32_t batch_least; // parts that begin together at a machine
    int32_t batch_most;  // 1: they come one by one
    bool is_passed;      // all visits end as they begin
    gm_chosen_law time;
    int32_t n_by_variant; // 0: the time of all; else one law for each variant
    const gm_chosen_law *by_variant;
    double scrap; // share
    int32_t n_scrapped;
    int32_t n_joined; // parts that were joined to others here
    int32_t n_split;
    int32_t n_ways;
    gm_floor_way *ways; // the greatest share first
    int32_t n_stops;
    gm_floor_stop stops[GM_FLOOR_STOPS];
    int32_t holds;     // of the store before it: GM_FLOOR_NO_STORE, .._UNLIMITED, or places
    int32_t queue_max; // seen
    double blocked_s;  // of the stations that lead to it
} gm_floor_station;

#define GM_FLOOR_ODD_TOLD 3 // of a law

// Values of one law that are too far from the others.
typedef struct gm_floor_odd {
    const char *what; // "work at weld"
    int32_t n;
    double x[GM_FLOOR_ODD_TOLD]; // s, the first in the order of the log
    const gm_record_cell *cells[GM_FLOOR_ODD_TOLD];
} gm_floor_odd;

typedef struct gm_floor_guess {
    const gm_floor *floor;
    gm_arena *arena;            // borrowed
    GM_ARRAY(gm_floor_odd) odd; // in the arena
    int32_t n_visits;
    gm_floor_visit *visits;     // by part, then time
    gm_floor_station *stations; // by their number in the log
    int32_t n_order;            // those that are reached
    const int32_t *order;       // stations as parts go through them
    int32_t n_entries;          // the most parts first
    gm_floor_entry *entries;
    int32_t n_slips; // stations where some seem to begin that others come to: rows are missing
    gm_floor_entry *slips;
    int32_t n_variants;          // 0 also where there are too many
    const char *const *variants; // as a model may write them
    double *variant_share;       // by variant
    int32_t n_out;               // parts that left in good order
    double out_per_h;
} gm_floor_guess;

void gm_floor_guess_make(const gm_floor *floor, gm_arena *arena, gm_floor_guess *out);

// The guesses as a model file that runs, with what they rest on in comments.
const char *gm_floor_model_text(const gm_floor_guess *guess, gm_arena *arena);

// Warns of values that are too far from the others, each with its place in the log.
void gm_floor_tell_odd(const gm_floor_guess *guess, gm_diag *diag);

// The stations that a way of few parts from a station passes by, in the order in which most parts
// go through them. list has room for all stations. Returns how many, 0: it passes none by.
int32_t gm_floor_skipped(const gm_floor_guess *guess, int32_t station, const gm_floor_way *way,
                         int32_t *list);

// The same of few parts that begin behind stations at which most do.
int32_t gm_floor_skipped_at_first(const gm_floor_guess *guess, const gm_floor_entry *entry,
                                  int32_t *list);

// ---- between the files of this part

// Laws of work, stops and arrivals.
void gm_floor_guess_laws(gm_floor_guess *guess, gm_arena *arena);

// Ways, entries, order.
void gm_floor_guess_ways(gm_floor_guess *guess, gm_arena *arena);

// Stores before stations, and whether sources run dry.
void gm_floor_guess_stores(gm_floor_guess *guess);

// Parts that came by this entry though no row says so: those not seen at any entry, divided as those
// that were.
double gm_floor_n_unseen(const gm_floor_guess *guess, const gm_floor_entry *entry);

static inline bool gm_floor_is_last(const gm_floor_guess *g, int32_t visit)
{
    return visit + 1 == g->n_visits || g->visits[visit + 1].part != g->visits[visit].part;
}

static inline bool gm_floor_is_first(const gm_floor_guess *g, int32_t visit)
{
    return visit == 0 || g->visits[visit - 1].part != g->visits[visit].part;
}

// No row of its part was left out: what comes before and after it is known.
static inline bool gm_floor_is_whole(const gm_floor_guess *g, int32_t visit)
{
    return g->floor->hole_line[g->visits[visit].part] == 0;
}

#endif
