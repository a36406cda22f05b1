// SPDX-License-Identifier: MIT
//
// Tables in SQLite databases, which may come from anybody: nothing but a reading SELECT is run,
// for a bounded time, and nothing in the schema of the file is trusted.

#ifndef GM_CORE_SQLITE_H
#define GM_CORE_SQLITE_H

#include "core/records.h"
#include "core/status.h"

// Reads a table or what a SELECT gives. GM_OK; GM_ERR_IO when there is no such file; GM_ERR_MODEL.
// Faults are in the diag at the place of the ask.
GM_MUST_USE gm_status gm_sqlite_read(const gm_records_ask *ask, gm_arena *arena, gm_diag *diag,
                                     gm_records *out);

#endif
