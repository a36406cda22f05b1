// SPDX-License-Identifier: MIT
//
// Moments as logs write them: one form for a column, found out over all of it.

#ifndef GM_TABLES_FLOOR_TIME_H
#define GM_TABLES_FLOOR_TIME_H

#include "core/records.h"

// Which of day and month comes first where a date is written with slashes, as 3/4/2027.
typedef enum gm_date_order {
    GM_DATE_ORDER_UNKNOWN, // found out, by a number above 12
    GM_DATE_ORDER_DAY,
    GM_DATE_ORDER_MONTH
} gm_date_order;

typedef enum gm_moment_form {
    GM_MOMENT_TIME,     // since some start: `52` in a unit, `52 s`, `0:00:52`
    GM_MOMENT_EPOCH_S,  // 1764460800: seconds since 1970
    GM_MOMENT_EPOCH_MS, // 1764460800123
    GM_MOMENT_YMD,      // 2027-08-02 06:00:12.5, 2027-08-02T06:00:12Z, ..+08:00, 2027/08/02 ..
    GM_MOMENT_DMY_DOTS, // 2.8.2027 06:00:12
    GM_MOMENT_DMY,      // 2/8/2027 06:00:12
    GM_MOMENT_MDY,      // 8/2/2027 06:00:12 or 6:00:12 AM
    GM_MOMENT_N_FORMS
} gm_moment_form;

// How a column writes its moments.
typedef struct gm_moments {
    gm_moment_form form;
    bool has_zone;  // with `Z` or `+08:00`: then all are, and seconds are those of UTC
    double unit_si; // of plain numbers, 0: none is known
    int32_t n;      // cells that have one
} gm_moments;

// Finds the form of a column of moments: the one that most of its cells have. unit_si as in
// gm_moments. Dates with slashes are GM_MOMENT_DMY or .._MDY by asked, or else by what stands in
// either place; *is_open then says that no cell tells which, and *first is the first of them.
gm_moments gm_moments_find(const gm_records *records, int32_t column, double unit_si,
                           gm_date_order asked, bool *is_open, const gm_record_cell **first);

// Seconds of a cell, since 1970-01-01 or since whatever start the log has. NULL, or what is wrong
// with it, in the arena: also a moment of another form than that of its column.
const char *gm_moment_read(const gm_records *records, const gm_record_cell *cell,
                           const gm_moments *moments, gm_arena *arena, double *seconds);

// Whether both count from the same start: what one column has may be taken from the other.
bool gm_moments_agree(const gm_moments *a, const gm_moments *b);

// The form in words: "day.month.year h:m:s".
const char *gm_moments_text(const gm_moments *moments);

#endif
