// SPDX-License-Identifier: MIT
//
// Tables by the name of their file: text, or a database of SQLite.

#ifndef GM_TABLES_OPEN_H
#define GM_TABLES_OPEN_H

#include "core/records.h"
#include "core/status.h"

// Whether a file has the name of a table: .csv, .tsv, .txt, .db, .sqlite, .sqlite3.
bool gm_table_is_name(const char *path);

// Reads a table. Faults of the table have their place in it, what is wrong about its name is told
// where it is asked for. GM_OK, GM_ERR_IO, GM_ERR_MODEL.
GM_MUST_USE gm_status gm_table_open(const gm_records_ask *ask, gm_arena *arena, gm_diag *diag,
                                    gm_records *out);

#endif
