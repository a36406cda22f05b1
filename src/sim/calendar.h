// SPDX-License-Identifier: MIT
//
// A working calendar: shifts with breaks, on some weekdays, less holidays and planned stops.
//
// The definition is compiled over the horizon of a run into a sorted array of spans of working
// time, which is then const and answers every question of the run in O(log n), or in O(1) with
// a hint. Spans are half open: at its end a span is off, or the next one is on.
//
// Rules, all by the civil day on which a shift begins:
// - a shift that begins on the eve of a holiday runs to its end; none begins on the holiday;
// - an extra day works although it is a holiday or a free weekday: as the weekday it is if the
//   phase knows work on that weekday, otherwise as the first working weekday of the phase;
// - a planned stop is harder: no shift begins in it, extra day or not, and one that still runs
//   at 00:00 of its first day ends there;
// - where two shifts of different phases meet, the one that began earlier runs to its end.

#ifndef GM_SIM_CALENDAR_H
#define GM_SIM_CALENDAR_H

#include "sim/civil.h"

#include <stdbool.h>
#include <stdint.h>

#define GM_DAYS_ALL     0x7fu // bit 0 is Monday, bit 6 Sunday
#define GM_DAYS_MON_FRI 0x1fu

#define GM_SHIFT_OFF     (-1) // nobody works
#define GM_SHIFT_ALL_DAY (-2) // work in a calendar or phase that names no shift

// Every `src` is opaque: the reader's place of the item, handed back with a fault. May be NULL.

typedef struct gm_break_def {
    const void *src;
    int32_t at_s;  // time of day, 0 .. 86400
    int32_t for_s; // length, s, > 0
} gm_break_def;

typedef struct gm_shift_def {
    const char *name; // may be NULL
    const void *src;
    int32_t from_s; // time of day, 0 .. 86399
    int32_t to_s;   // time of day, 1 .. 86400; before from_s: the shift passes midnight
    uint32_t days;  // weekdays on which it begins; 0: those of the phase
    int32_t n_breaks;
    const gm_break_def *breaks;
} gm_shift_def;

typedef struct gm_date_range {
    const void *src;
    gm_date from;
    gm_date to; // inclusive; none: the one day `from`
} gm_date_range;

// How the plant works from a date on, until the next phase.
typedef struct gm_phase_def {
    const void *src;
    gm_date from;               // none: from the start; only the first phase may say so
    uint32_t days;              // weekdays on which shifts begin
    const gm_shift_def *shifts; // none: on all day long on these days
    int32_t n_shifts;
} gm_phase_def;

// What the model file says. Start from gm_calendar_def_default(). All arrays are borrowed until
// the calendar is compiled; the name for as long as the calendar.
typedef struct gm_calendar_def {
    const char *name;
    const void *src;
    const gm_phase_def *phases; // none: on every day; before the first `from`: off
    int32_t n_phases;
    const gm_date_range *holidays;
    int32_t n_holidays;
    const gm_date_range *stops;
    int32_t n_stops;
    const gm_date_range *extras;
    int32_t n_extras;
} gm_calendar_def;

typedef enum gm_calendar_item {
    GM_CALENDAR_PHASE,
    GM_CALENDAR_SHIFT,
    GM_CALENDAR_BREAK,
    GM_CALENDAR_HOLIDAY,
    GM_CALENDAR_STOP,
    GM_CALENDAR_EXTRA
} gm_calendar_item;

// One fault of a definition. The text is gone after the call; it names the item by itself.
typedef struct gm_calendar_fault {
    gm_calendar_item item;
    int32_t phase_i; // of a phase, shift or break; otherwise -1
    int32_t shift_i; // within its phase, of a shift or break; otherwise -1
    int32_t i;       // index of the item in its own array
    const void *src; // of the item; of the calendar if the item has none
    const char *text;
} gm_calendar_fault;

typedef void gm_calendar_fault_fn(void *user, const gm_calendar_fault *fault);

// One unbroken piece of working time of one shift.
typedef struct gm_span {
    double start_s;
    double end_s;
    double worked_s;      // working time from t = 0 to start_s
    uint32_t on_end_i;    // the last span of those that follow without a gap
    uint32_t shift_end_i; // the last of those that are of the same shift, too
    int32_t day;          // day number on which the shift began
    int16_t shift_i;      // over all phases in order, or GM_SHIFT_ALL_DAY
    bool is_extra;        // on an extra day
} gm_span;

// Compiled, const, shared by threads. Plain data.
typedef struct gm_calendar {
    const char *name;
    gm_civil civil;
    double horizon_s;
    const gm_span *spans; // sorted, disjoint, borrowed; the first not before t = 0
    uint32_t n_spans;
    bool is_always; // never off; has no spans
} gm_calendar;

// No name and no phases: always on.
gm_calendar_def gm_calendar_def_default(void);

// A phase from the start, Monday to Friday, without shifts.
gm_phase_def gm_phase_def_default(void);

// Hands every fault of the definition to `fault` and returns how many. `fault` may be NULL.
int gm_calendar_def_check(const gm_calendar_def *def, gm_calendar_fault_fn *fault, void *user);

// The shift of a flat index, as in gm_span. NULL if there is none.
const gm_shift_def *gm_calendar_def_shift(const gm_calendar_def *def, int32_t shift_i);

// The weekdays on which a shift begins: its own, or those of its phase.
uint32_t gm_shift_days(const gm_phase_def *phase, const gm_shift_def *s);

// From its start to its end, breaks included, s.
int32_t gm_shift_length_s(const gm_shift_def *s);

// From the start of the shift to that of the break, s.
int32_t gm_break_offset_s(const gm_shift_def *s, const gm_break_def *b);

// How many spans gm_calendar_init() makes, exactly. The definition has passed its check; the
// run lies within the years 2 .. 9998. The horizon is >= 0 s, infinite only if always on.
uint32_t gm_calendar_span_count(const gm_calendar_def *def, gm_civil civil, double horizon_s);

// Compiles. `spans` has room for gm_calendar_span_count() spans, borrowed as long as the
// calendar; may be NULL if that is 0. Shifts that run at the horizon are compiled to their end.
// Beyond horizon_s the answers hold for one day more; after that it is off for ever (a calendar
// that is_always has no end).
void gm_calendar_init(gm_calendar *cal, const gm_calendar_def *def, gm_civil civil,
                      double horizon_s, gm_span *spans);

// ---- questions of a run. t_s >= 0. `hint` may be NULL; otherwise it starts as 0, belongs to
// one caller and one calendar, and makes questions in order of time O(1).

bool gm_calendar_is_on(const gm_calendar *cal, double t_s, uint32_t *hint);

// The next time strictly after t at which is_on changes; INFINITY if it never does.
double gm_calendar_next_change(const gm_calendar *cal, double t_s, uint32_t *hint);

// The shift that works at t (flat index), GM_SHIFT_ALL_DAY, or GM_SHIFT_OFF, also in a break.
int32_t gm_calendar_shift_at(const gm_calendar *cal, double t_s, uint32_t *hint);

// The next time strictly after t at which shift_at changes; INFINITY if it never does.
double gm_calendar_next_shift_change(const gm_calendar *cal, double t_s, uint32_t *hint);

// Working time within [t0, t1], s. t0 <= t1.
double gm_calendar_work_between(const gm_calendar *cal, double t0_s, double t1_s,
                                uint32_t *hint);

// When work of work_s >= 0 that pauses off shift, begun or resumed at t, is done: the earliest
// time at which work_s of working time has passed. t itself for no work; INFINITY if never.
// Work that ends with its span, to within rounding, ends then, not at the start of the next.
double gm_calendar_add_work(const gm_calendar *cal, double t_s, double work_s, uint32_t *hint);

// ---- planned time, within [0, horizon_s]

// Planned working time of a month or year (index as in sim/civil), s.
double gm_calendar_month_work_s(const gm_calendar *cal, int32_t month_i);
double gm_calendar_year_work_s(const gm_calendar *cal, int32_t year_i);

// Days from first_day to last_day (day numbers, inclusive) on which working time begins that is
// planned; a night shift counts for the day on which it began, only.
int32_t gm_calendar_work_days(const gm_calendar *cal, int32_t first_day, int32_t last_day);

// Working days of a year.
int32_t gm_calendar_year_work_days(const gm_calendar *cal, int32_t year_i);

#endif
