// SPDX-License-Identifier: MIT
//
// A sweep: one model at many points, each run as often as the others, into one file.
//
// Replication r of every point draws from the streams of r (common random numbers): what differs
// between points is what their values do. A point is what `gemba run` does with the same `--set`,
// seed and replications; the same bits for any number of threads.

#ifndef GM_STUDY_SWEEP_H
#define GM_STUDY_SWEEP_H

#include "study/design.h"
#include "study/sweep_measure.h"
#include "twin/variant.h"

// The value of a parameter `scenario` that stands for the model as written.
#define GM_SWEEP_NO_SCENARIO "none"

typedef struct gm_sweep {
    const gm_variant_source *source; // with what holds at all points
    gm_design design;
    gm_sweep_measures measures;
    const char *command;  // as given, for who reads the file
    int32_t replications; // of every point; 0: as its model says
    int64_t seed;         // -1: as its model says
    gm_engine engine;
    const uint64_t *hashes; // of the model at every point, from gm_sweep_check()
    uint64_t hash;          // over all of them
} gm_sweep;

typedef struct gm_sweep_options {
    int32_t n_threads;                          // >= 1
    const volatile sig_atomic_t *stop;          // set: stops within a slice; may be NULL
    void (*progress)(void *user, double share); // from time to time; may be NULL
    void *user;
} gm_sweep_options;

// The model at a point. GM_OK or a status with the faults in out->diag: those of the model, and a
// line engine that is asked for and cannot run it. Close it in any case. Any thread.
GM_MUST_USE gm_status gm_sweep_open(const gm_sweep *sweep, int32_t point_i, gm_variant *out);

// Opens the model at every point, before any is run. GM_OK, GM_ERR_INTERRUPTED, or GM_ERR_MODEL
// with the faults of the first points that have some in the diag, each told once. The hashes live
// in the arena.
GM_MUST_USE gm_status gm_sweep_check(gm_sweep *sweep, const gm_sweep_options *options,
                                     gm_arena *arena, gm_diag *diag);

typedef struct gm_sweep_store gm_sweep_store;

// Runs every point that the store lacks and saves each when it is done. GM_OK; GM_ERR_RUN when a
// point failed, which its row tells; GM_ERR_INTERRUPTED; GM_ERR_IO when the file cannot be
// written. What was saved stays in any case.
GM_MUST_USE gm_status gm_sweep_run(const gm_sweep *sweep, gm_sweep_store *store,
                                   const gm_sweep_options *options);

#endif
