// SPDX-License-Identifier: MIT
//
// How many people a base needs: posts, shifts, absence, reliefs and team leaders, row by row.
//
// A row's heads are its people over all shifts, with reliefs, divided by the share of paid time
// that they attend (1 - absence - leave), rounded up; its team leaders likewise.

#ifndef GM_TWIN_HEADCOUNT_H
#define GM_TWIN_HEADCOUNT_H

#include "plant/plant_def.h"

typedef enum gm_staff_kind {
    GM_STAFF_DIRECT, // builds the product
    GM_STAFF_INDIRECT,
    GM_STAFF_LOGISTICS,
    GM_STAFF_MAINTENANCE,
    GM_STAFF_QUALITY,
    GM_STAFF_RESEARCH,
    GM_STAFF_ADMINISTRATION,
    GM_STAFF_N_KINDS
} gm_staff_kind;

// Three ways to count the same base; each holds the one before it.
typedef enum gm_staff_basis {
    GM_BASIS_DIRECT, // direct people without team leaders
    GM_BASIS_PLANT,  // and leaders, indirect, logistics, maintenance, quality
    GM_BASIS_SITE,   // and research and administration
    GM_N_BASES
} gm_staff_basis;

typedef struct gm_staff_row_def {
    const char *shop;
    gm_src src;
    gm_ref crew;    // takes the people by shift of this crew of the plant
    int64_t heads;  // as they are given: no posts, no absence
    double posts;   // in each shift
    double people;  // at each post
    double shifts;  // teams that share a post
    double absence; // share of paid time
    double leave;   // share of paid time, besides absence
    double reliefs; // people on top of the posts, a share of them
    gm_staff_kind kind;
    int32_t leader_per; // one team leader for so many people of a shift; 0: none
    gm_date from;       // none: from the start
    gm_date until;      // inclusive; none: to the end
    bool has_heads;
    bool has_posts;
    bool has_shifts;  // false with crew: those of its calendar
    bool has_absence; // false with crew: that of the crew
    bool has_leave;
} gm_staff_row_def;

// Share of paid time that people must attend at least: heads are divided by it.
#define GM_ATTENDS_LEAST 1e-6

typedef struct gm_headcount_def {
    gm_src src;
    bool is_given;
    double paid_s;  // a year and person
    double absence; // of rows that do not say
    double leave;
    int32_t n_rows;
    const gm_staff_row_def *rows;
} gm_headcount_def;

typedef struct gm_headcount_row {
    const gm_staff_row_def *def;
    double present; // people at their posts and reliefs, over all shifts
    double leaders_present;
    int64_t workers; // heads on the pay roll without leaders
    int64_t leaders;
    double attends; // share of paid time, 0 .. 1
} gm_headcount_row;

typedef struct gm_headcount {
    int32_t n_rows;
    const gm_headcount_row *rows; // those that hold on the date
    int64_t heads[GM_N_BASES];
    int64_t by_kind[GM_STAFF_N_KINDS]; // with their leaders
    double attended_s[GM_N_BASES];     // attended time in a year
} gm_headcount;

// A stretch of a run.
typedef struct gm_headcount_span {
    gm_civil civil;
    bool has_dates;
    double from_s;
    double to_s;
} gm_headcount_span;

const char *gm_staff_kind_text(gm_staff_kind kind);
const char *gm_staff_basis_text(gm_staff_basis basis);

// The roster on a date; a none date takes the rows without `from`. Rows live in the arena. def
// and plant are those of a loaded model.
gm_headcount gm_headcount_at(const gm_headcount_def *def, const gm_plant_def *plant,
                             gm_date date, gm_arena *arena);

// The heads of a row that count on a basis.
int64_t gm_headcount_row_heads(const gm_headcount_row *row, gm_staff_basis basis);

// Attended time of a basis between two instants of a run, s: that of a year, spread evenly over
// the days of each calendar year. Without dates the rows without `from`, in years of 365 d.
double gm_headcount_attended_s(const gm_headcount_def *def, const gm_plant_def *plant,
                               gm_staff_basis basis, const gm_headcount_span *span);

// Attended hours for each unit at so many units a year, > 0.
double gm_headcount_hours_per_unit(const gm_headcount *headcount, gm_staff_basis basis,
                                   double units_per_year);

#endif
