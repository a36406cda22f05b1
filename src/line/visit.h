// SPDX-License-Identifier: MIT
//
// One part at one machine in one lane, while it is there. Private to visit.c and ages.c.

#ifndef GM_LINE_VISIT_H
#define GM_LINE_VISIT_H

#include "line/state.h"

// In the order in which they come; CARE belongs to the time before the part is taken.
typedef enum gm_line_stage {
    GM_LINE_EMPTY,
    GM_LINE_CARE, // maintenance
    GM_LINE_LOADED,
    GM_LINE_CHANGE, // setup
    GM_LINE_CLAIM,  // for a place behind it, before its work
    GM_LINE_AT_WORK,
    GM_LINE_DONE,
    GM_LINE_GONE
} gm_line_stage;

typedef struct gm_line_visit {
    gm_lines *lines;
    gm_line_machine *machine;
    const gm_station_def *def;
    const gm_calendar *calendar; // NULL: always on
    gm_run *run;
    gm_machine *m;
    gm_station *st;
    gm_line_rest *rest;
    int op_i;
    int lane;
    uint64_t n;     // pieces of work that it has done before
    double now_s;   // how far it is played
    double come_s;  // to the place before the machine, or to its door
    double ready_s; // when it may be taken from there
    double room_s;  // when the part may leave
    double claim_s; // when its work may begin, where a place is claimed before
    double work_s;  // drawn
    double left_s;  // of the activity, as of begun_s
    double begun_s; // since when it runs
    double take_s;
    double done_s;
    gm_line_stage stage;
    bool is_on;
    bool is_active;  // an activity has begun and is not over
    bool runs;       // and its time runs
    bool fails_next; // before its work ends, if it runs on
    bool is_freed;   // the machine has come free, or back, at this instant
    bool has_left;   // it is free because its part left it
    bool waits_for_place;
    bool has_room;   // room_s is known; else the visit stands when its work is done
    bool is_counted; // its parts have been counted as taken before
} gm_line_visit;

gm_line_visit gm_line_visit_of(gm_lines *lines, int32_t op_i, int lane, double come_s,
                               double ready_s, double work_s);

// Plays on until the part is gone, or all points are behind: true; or until it stands.
bool gm_line_visit_go(gm_line_visit *v);

// All points are behind it.
static inline bool gm_line_visit_is_over(const gm_line_visit *v)
{
    return v->rest->point >= v->lines->ask.n_points;
}

static inline double *gm_line_field_of(const gm_line_visit *v, gm_line_field f)
{
    return gm_line_at(v->lines, v->machine, f, v->lane);
}

static inline bool gm_line_is_down(const gm_line_visit *v)
{
    return v->m->failing != GM_NONE;
}

// ---- ages.c: failures and maintenance

// Takes ages, cycles and what was learned up where the lanes left them; and leaves them to the
// lanes again, after the part in hand.
void gm_line_ages_enter(gm_line_visit *v);
void gm_line_ages_leave(gm_line_visit *v);

double gm_line_work_to_failure(const gm_line_visit *v);
void gm_line_age_work(gm_line_visit *v, double ran_s);

// The part is done: counts it.
void gm_line_finish(gm_line_visit *v);

// The next moment at which an age by calendar is over, INFINITY: none.
double gm_line_calendar_due_s(const gm_line_visit *v);

// The failure that is due now: by work before by calendar. GM_NONE: none.
int32_t gm_line_due_failure(const gm_line_visit *v);

// The failure by parts that is due before the next work, GM_NONE: none.
int32_t gm_line_parts_failure(const gm_line_visit *v);

// The maintenance that is due. at_once: what ends at this very moment too.
int32_t gm_line_due_maintenance(const gm_line_visit *v);
bool gm_line_calendar_maintenance_rings(const gm_line_visit *v);

void gm_line_fail(gm_line_visit *v, int32_t failure_i);
void gm_line_repair(gm_line_visit *v);
void gm_line_maintained(gm_line_visit *v);

// The first part, counted from 0, before which something is due by count.
double gm_line_next_by_count(const gm_line_visit *v);

#endif
