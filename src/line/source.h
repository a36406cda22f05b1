// SPDX-License-Identifier: MIT
//
// Sources while lines run: when their parts arrive, are made and come to the first place. Private to
// line/.

#ifndef GM_LINE_SOURCE_H
#define GM_LINE_SOURCE_H

#include "line/level.h"

// What waits outside at a point.
typedef struct gm_line_outside {
    double time_s; // of those that wait outside, and waited
    double over_s; // of them, behind the point
    double here_s; // of those that wait then, so far
    int32_t n;
    int32_t max;
} gm_line_outside;

// Arrivals, in one lane, unless they are drawn in lanes.
typedef struct gm_line_source {
    int32_t source_i;
    int32_t op_i;    // whose place they come to
    int lane;        // of the run
    uint64_t n;      // the part in hand
    double ring_s;   // when the next come
    double left;     // of those that come at ring_s
    double rung_s;   // when these came
    double door_s;   // when the one before went in
    double born_s;   // when it was made
    bool has_waited; // the last, before it was made
    bool was_held;   // and before it went in
    double waited_s; // outside, of all so far
    int32_t point;   // the next that arrivals come to
    double *made;    // when parts were made, a ring
    uint64_t mask;
    gm_line_level level;      // of those that wait outside
    gm_line_outside *outside; // by point
} gm_line_source;

// What the part in hand waits for; < 0: it never has to.
typedef struct gm_line_arrival {
    double arrival_s;
    double door_s; // the part before is in
    double room_s; // there is room in the first place
    double card_s; // there is a card to be made with
} gm_line_arrival;

// Memory, and the state at time 0 in one lane.
void gm_line_sources_create(gm_lines *lines);
void gm_line_source_create(gm_lines *lines, gm_line_source *s, int32_t source_i, int lane);
void gm_line_source_begin(gm_lines *lines, gm_line_source *s);

// The arrival of the next part, INFINITY: none comes any more.
double gm_line_next_arrival(gm_lines *lines, gm_line_source *s);

// When is it made, and when does it come to the first place?
void gm_line_come_in(gm_lines *lines, gm_line_source *s, const gm_line_arrival *a,
                     double *born_s, double *come_s);

// No part arrives any more.
void gm_line_source_close(gm_lines *lines, gm_line_source *s);

// Arrivals and variants of the parts of a chunk.
void gm_line_source_draw(gm_lines *lines);

// The part in hand in one lane, of a source whose parts may have to wait outside: when it is made
// and when it comes to the first place.
void gm_line_arrive(gm_lines *lines, int lane, double *born_s, double *come_s);

#endif
