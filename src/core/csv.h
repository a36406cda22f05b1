// SPDX-License-Identifier: MIT
//
// Tables in text files: RFC 4180 and what spreadsheets make of it.
//
// The first row names the columns. Cells are parted by `,`, `;` or a tab, whichever the first row
// has; cells in quotes may hold anything, `""` is a quote. Line ends are LF or CRLF, a byte order
// mark may stand in front, empty lines are passed over. Where cells are not parted by `,` a comma
// may be the decimal point.

#ifndef GM_CORE_CSV_H
#define GM_CORE_CSV_H

#include "core/records.h"
#include "core/status.h"
#include "core/text.h"

#define GM_CSV_BYTES_MAX ((size_t)512 * 1024 * 1024)

// Reads a text under a name. GM_OK, or GM_ERR_MODEL with the faults in the diag: rows with more
// or fewer cells than the first, quotes that do not close, bytes that are no UTF-8, names that
// stand twice. Texts are copied. origin (may be NULL) says in messages why the table is read.
GM_MUST_USE gm_status gm_csv_read_text(const char *name, const char *origin, gm_slice text,
                                       gm_arena *arena, gm_diag *diag, gm_records *out);

// The same, but rows with more or fewer cells than the first, or whose text cannot be read, are
// warned of, left out, and listed as lost; the next line begins a row.
GM_MUST_USE gm_status gm_csv_read_usable(const char *name, const char *origin, gm_slice text,
                                         gm_arena *arena, gm_diag *diag, gm_records *out);

#endif
