// SPDX-License-Identifier: MIT
//
// The tables of a sweep's file: how they are made, and whether they are of a sweep.

#ifndef GM_STUDY_SWEEP_TABLES_H
#define GM_STUDY_SWEEP_TABLES_H

#include "core/database.h"
#include "study/sweep.h"

// PRAGMA application_id: "gmsw".
#define GM_SWEEP_APPLICATION 0x676d7377

// Creates tables and view, and a row for every point, which waits. All or, after an error of the
// database, nothing: then false.
bool gm_sweep_tables_create(const gm_sweep *sweep, gm_database *database);

// In what the file is of another sweep, in words; NULL: it is of this one, or the database has an
// error. In the arena.
const char *gm_sweep_tables_differ(const gm_sweep *sweep, gm_database *database,
                                   gm_arena *arena);

// A row of `results` with so many measures.
const char *gm_sweep_insert_result(int32_t n_measures, gm_arena *arena);

// The command that runs a point again, for a shell.
const char *gm_sweep_repeat(const gm_sweep *sweep, int32_t point_i, uint32_t seed, int32_t n,
                            gm_arena *arena);

#endif
