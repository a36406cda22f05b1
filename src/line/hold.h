// SPDX-License-Identifier: MIT
//
// Limits of parts while lines run: part n comes into a stretch not before part n - K has left it and
// its card is back. Private to line/.

#ifndef GM_LINE_HOLD_H
#define GM_LINE_HOLD_H

#include "line/program.h"

typedef struct gm_lines gm_lines;

// A moment of a part before the one in hand, by lane: of part n - back.
typedef struct gm_line_room {
    const double *at_s; // a ring
    uint64_t back;
    uint64_t mask;
} gm_line_room;

// Where parts wait for cards, of several limits at once.
typedef struct gm_line_gate {
    int32_t n;
    const gm_line_room *rooms;
} gm_line_gate;

// Of a limit in all lanes.
typedef enum gm_line_hold_field {
    GM_LINE_HOLD_TIME,      // with cards, of the parts so far
    GM_LINE_HOLD_QUIET_IN,  // what comes in up to here passes no point
    GM_LINE_HOLD_QUIET_OUT, // the same of cards that come back
    GM_LINE_HOLD_N_FIELDS
} gm_line_hold_field;

// Cards of a limit at a point.
typedef struct gm_line_hold_total {
    double n_in;
    double n_out;
    double time_s; // of those that are back
    double here_s; // of the others, so far
} gm_line_hold_total;

// The next points of a limit in one lane.
typedef struct gm_line_hold_rest {
    int32_t in_point;
    int32_t out_point;
    gm_line_hold_total *totals; // by point
} gm_line_hold_rest;

typedef struct gm_line_hold {
    const gm_line_limit *limit;
    double *backs; // when cards came back, a ring
    uint64_t mask;
    double *v;               // gm_line_hold_field x lane
    gm_line_hold_rest *rest; // by lane
} gm_line_hold;

// Memory, which operations wait for which cards, and the state at time 0 in one lane.
void gm_line_holds_create(gm_lines *lines);
void gm_line_holds_begin(gm_lines *lines, int lane);

// The part in hand takes a card at in_s, which is back at back_s: it passes a point.
void gm_line_hold_pass(gm_lines *lines, const gm_line_hold *hold, int lane, double in_s,
                       double back_s);

// A point by count is known now: it may be passed.
void gm_line_holds_look(gm_lines *lines, int lane);

bool gm_line_holds_done(const gm_lines *lines, int lane);

// Since when there is a card for the part in hand of each limit of a gate, -1: from the start.
double gm_line_gate_s(const gm_lines *lines, const gm_line_gate *gate, int lane);

#endif
