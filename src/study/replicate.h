// SPDX-License-Identifier: MIT
//
// Replications of one twin over threads: the same bits for any number of threads.
//
// A run is looked at in slices of a thousandth: there it may be stopped, its progress is told, and
// the samples are taken from which MSER-5 finds the warm-up, on the mean over the replications.
// Each thread has a run of its own; replication r always draws from the streams of r. A set grows:
// asking for more replications keeps those that are done.

#ifndef GM_STUDY_REPLICATE_H
#define GM_STUDY_REPLICATE_H

#include "core/status.h"
#include "study/cell_warmth.h"
#include "study/tally.h"

#include <signal.h>

typedef struct gm_replication {
    bool is_done;
    bool by_line; // run by the line engine
    bool is_left; // by the line engine to the event engine: parts wait for ever, or too many
    gm_run_error error;
    gm_audit audit;    // of all parts at the end
    uint64_t hash;     // over departures in event order
    double end_s;      // simulated time at the end
    double window_s;   // length of the main window; NaN: none
    double *figures;   // by figure, over the main window
    double *series;    // interval by interval, each all figures that stand in the series
    double *claims;    // value of each window of each claim, see claim_at
    gm_tally *tallies; // of the main window, then as tally_of says
    gm_tally *thirds;  // of what is counted, GM_N_THIRDS; NULL: the schedule has none
    int32_t fullest;   // TOO_MANY_PARTS: the store with most parts, GM_NONE: none has any
    double fullest_level;
    gm_run_fault fault; // RULE
    gm_stuck stuck;     // who waits for ever at the end
    gm_arena arena;
    gm_snapshot *kept; // at every point, while the warm-up is still to be found
    double *wip;       // by sample: time integral of the parts in the plant so far
    double *out;       // departures so far
    double *sample_s;  // and when
} gm_replication;

typedef struct gm_replications {
    const gm_twin *twin;
    uint32_t seed;
    int32_t n;
    gm_replication *items;
    int32_t n_series;         // figures that stand in the series
    const int32_t *series_of; // their indices
    const int32_t *claim_at;  // claim -> first of its values
    int32_t n_claim_values;
    const int32_t
        *tally_of; // claim -> tally of its window, of several the best; 0: the main one
    int32_t n_tallies;
    int32_t from;          // point at which the main window begins, -1: not found yet
    double cut;            // fraction of the run that is cut
    bool is_by_event;      // the event engine was asked for
    bool has_no_cut;       // the warm-up did not end within half of the run
    double busy_s;         // wall time spent
    gm_cell_futures *cell; // for claims about it; NULL: there are none
    gm_warmth *warmth;     // by claim
    gm_arena arena;
} gm_replications;

// Looks over the shoulder of the first replication, which stays bit by bit what it is. All may be
// called from any thread, by one at a time; borrowed.
typedef struct gm_overseer {
    void *user;
    void (*begin)(void *user, gm_run *run);                           // at time 0
    gm_run_error (*advance)(void *user, gm_run *run, gm_run_end end); // for gm_run_advance()
    void (*end)(void *user, gm_run *run); // stops what begin has begun
} gm_overseer;

// Which engine runs replications. Both give the same departures, bit by bit.
typedef enum gm_engine {
    GM_ENGINE_AUTO, // the line engine where it can
    GM_ENGINE_EVENT,
    GM_ENGINE_LINE, // the twin has a line
} gm_engine;

#define GM_NO_CELL_FUTURES (-1)

typedef struct gm_replicate_options {
    gm_engine engine;
    // No figure like `level.above(2)` is wanted but those of claims: the line engine is some times
    // faster without.
    bool skips_levels;
    // At least so many futures of the cell for claims about it, and where they would hold is looked for;
    // 0: as many as replications, for their values alone; GM_NO_CELL_FUTURES: no claim is asked for.
    int32_t cell_futures;
    int32_t n_threads;                          // >= 1
    const volatile sig_atomic_t *stop;          // set: stops within a slice; may be NULL
    void (*progress)(void *user, double share); // from time to time; may be NULL
    void *user;
    const gm_overseer *overseer; // may be NULL
} gm_replicate_options;

// An empty set. The twin is borrowed.
void gm_replications_init(gm_replications *set, const gm_twin *twin, uint32_t seed);
void gm_replications_fini(gm_replications *set);

// Runs what is missing up to n replications. GM_OK; GM_ERR_RUN when one failed (its error says
// why); GM_ERR_INTERRUPTED when stopped: what is done is kept. One that fills up with parts is the
// last of the set.
GM_MUST_USE gm_status gm_replicate(gm_replications *set, int32_t n,
                                   const gm_replicate_options *options);

// Two sets whose warm-ups were found, each by itself, are counted from the later of both on.
void gm_replications_align(gm_replications *a, gm_replications *b);

// How many are done without error.
int32_t gm_replications_good(const gm_replications *set);

// "line engine", "event engine"; or "line engine, 1 of 20 by the event engine", in the arena.
const char *gm_replications_engine(const gm_replications *set, gm_arena *arena);

// What kept the line engine from some or all of them, with its place if it has one, in the arena; NULL:
// nothing, or the choice of who ran them.
const char *gm_replications_no_line(const gm_replications *set, gm_arena *arena);

const char *gm_run_error_text(gm_run_error error);

// Why a replication failed, with what it is about. In the arena.
const char *gm_replication_error_words(const gm_replications *set, int32_t replication_i,
                                       gm_arena *arena);

#endif
