// SPDX-License-Identifier: MIT
//
// The file of a sweep: a SQLite database that says what was run and takes each point as it comes.
//
// Tables: sweep (one row), parameters, measures, points, results (a row for each replication),
// means (of each measure at each point); a view `summary` with the values of the parameters beside
// the means. A point and its rows are one transaction: it is there in full or waits. Not for two
// threads at once.

#ifndef GM_STUDY_SWEEP_STORE_H
#define GM_STUDY_SWEEP_STORE_H

#include "core/database.h"
#include "study/sweep.h"

struct gm_sweep_store {
    const gm_sweep *sweep;
    const char *path;
    gm_database database;
    bool is_own;     // this call made the file
    bool is_resumed; // points were there
    bool *has_point;
    int32_t n_left; // points that wait
    gm_query save_point;
    gm_query save_result;
    gm_query save_mean;
    const char *why; // what is wrong, in words for the user; NULL
    gm_arena arena;
};

// Begins a file, or goes on with that of the same sweep. Never touches a file that is there
// unless may_resume, nor then one of another sweep, and nothing that is no file. GM_OK; GM_ERR_USAGE: the file is not for this;
// GM_ERR_IO: it cannot be written. Then store->why says why. Borrows the sweep, which was checked,
// and the path. Close it in any case.
GM_MUST_USE gm_status gm_sweep_store_open(gm_sweep_store *store, const gm_sweep *sweep,
                                          const char *path, bool may_resume);

// Puts the log into the file. GM_OK or GM_ERR_IO.
gm_status gm_sweep_store_close(gm_sweep_store *store);

// A point that has run.
typedef struct gm_sweep_done {
    int32_t point_i;
    const gm_variant *variant;
    const gm_replications *set;
    const double *values; // by measure, then replication
    const char *why;      // why it failed, or what must be known beside its values; or NULL
    bool has_failed;
} gm_sweep_done;

// GM_OK or GM_ERR_IO, after which nothing is saved any more.
GM_MUST_USE gm_status gm_sweep_store_save(gm_sweep_store *store, const gm_sweep_done *done);

// ---- what it has

typedef struct gm_sweep_row {
    bool is_done;
    bool has_failed;
    const char *why;          // as in gm_sweep_done
    const char *const *texts; // by parameter
    const double *si;         // NaN: no quantity
    int32_t replications;
    int64_t seed;             // -1: it waits
    const gm_interval *means; // by measure; NaN without a value; sd is not kept
} gm_sweep_row;

typedef struct gm_sweep_rows {
    int32_t n;
    const gm_sweep_row *items; // by point
    int32_t n_done;
    int32_t n_failed;
} gm_sweep_rows;

// All points. GM_OK or GM_ERR_IO. In the arena.
GM_MUST_USE gm_status gm_sweep_store_read(gm_sweep_store *store, gm_arena *arena,
                                          gm_sweep_rows *out);

#endif
