// SPDX-License-Identifier: MIT
//
// A log of a shop floor, read: who was where, in which state, from when to when.
//
// Columns by their name, in any order: part, station, time in, time out; and, where there are,
// state, machine, variant. A row with a part is a stretch of its visit, one without a stop of the
// station. Rows that cannot be used are warned of and left out, and their parts are known.

#ifndef GM_TABLES_FLOOR_H
#define GM_TABLES_FLOOR_H

#include "tables/floor_time.h"

#define GM_FLOOR_SLACK_S 1e-3 // clocks of a log are not finer

#include "core/records.h"

typedef enum gm_floor_state {
    GM_FLOOR_WORK,
    GM_FLOOR_BLOCKED,
    GM_FLOOR_DOWN,
    GM_FLOOR_SETUP,
    GM_FLOOR_MAINTENANCE,
    GM_FLOOR_WAITING, // unmanned and the like, with or without a part
    GM_FLOOR_IDLE,    // starved: says nothing
    GM_FLOOR_OFF,     // shift: neither work nor a stop, with or without a part
    GM_FLOOR_SCRAPPED,
    GM_FLOOR_JOINED, // the part goes on in another one
    GM_FLOOR_SPLIT,  // it goes on in its pieces
    GM_FLOOR_N_STATES
} gm_floor_state;

typedef struct gm_floor_row {
    int32_t part; // -1: none
    int32_t station;
    int32_t machine; // of the station, from 0; -1: not said
    int32_t variant; // -1: not said
    gm_floor_state state;
    bool is_open; // the log ended before it did
    double in_s;  // in working time of the log, from 0
    double out_s;
    const gm_record_cell *cell; // of time in
} gm_floor_row;

// Time off: nothing happens, or some are off and nobody works. In seconds as the log has them from its begin.
typedef struct gm_floor_gap {
    double from_s;
    double to_s;
} gm_floor_gap;

typedef struct gm_floor {
    const gm_records *records;
    bool has_states;
    bool has_machines;
    int32_t n_stations;
    const char *const *stations;
    const int32_t *n_machines; // by station, 0 where the log does not say
    int32_t n_variants;
    const char *const *variants;
    int32_t n_parts;
    const char *const *parts;
    int32_t n_rows;
    const gm_floor_row *rows; // by part, then time in; those without a part behind
    double span_s;            // working time of the log
    int32_t n_gaps;
    const gm_floor_gap *gaps; // taken out of it
    int32_t n_left_out;       // rows
    // By part: the line of the first of its rows that was left out, 0: none was. What is known of
    // such a part has a hole: it says nothing of the ways of parts.
    const int32_t *hole_line;
    int32_t n_holed; // parts
    gm_moments in;   // how the columns write their moments
    gm_moments out;
} gm_floor;

// Reads a log. dates says what a date with slashes means where the log itself does not. False after
// faults in the diag: a column is missing, nobody can tell day from month, more than a tenth of the
// rows cannot be used, or no part is without a hole. Everything lives in the arena.
bool gm_floor_read(const gm_records *records, gm_date_order dates, gm_arena *arena,
                   gm_diag *diag, gm_floor *out);

#endif
