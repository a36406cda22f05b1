// SPDX-License-Identifier: MIT
//
// The faults of a calendar definition, all of them, each with its item.

#include "core/assert.h"
#include "sim/calendar.h"

#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>

#define WEEK_S     (7 * GM_DAY_S)
#define SHIFTS_MAX INT16_MAX // what a span can name

typedef struct checker {
    const gm_calendar_def *def;
    gm_calendar_fault_fn *fault;
    void *user;
    gm_calendar_fault at; // the item under check
    int count;
} checker;

// How a shift is called in a text, and its times.
typedef struct shift_text {
    char name[48];
    char from[GM_DAY_TIME_TEXT_MAX];
    char to[GM_DAY_TIME_TEXT_MAX];
} shift_text;

static const char *const weekday_names[] = {"Monday", "Tuesday",  "Wednesday", "Thursday",
                                            "Friday", "Saturday", "Sunday"};

gm_calendar_def gm_calendar_def_default(void)
{
    return (gm_calendar_def){0};
}

gm_phase_def gm_phase_def_default(void)
{
    return (gm_phase_def){.days = GM_DAYS_MON_FRI};
}

const gm_shift_def *gm_calendar_def_shift(const gm_calendar_def *def, int32_t shift_i)
{
    for (int32_t p = 0; shift_i >= 0 && p < def->n_phases; p += 1) {
        if (shift_i < def->phases[p].n_shifts) {
            return &def->phases[p].shifts[shift_i];
        }
        shift_i -= def->phases[p].n_shifts;
    }
    return NULL;
}

uint32_t gm_shift_days(const gm_phase_def *phase, const gm_shift_def *s)
{
    return s->days != 0 ? s->days : phase->days;
}

int32_t gm_shift_length_s(const gm_shift_def *s)
{
    int32_t length_s = s->to_s - s->from_s;
    return length_s < 0 ? length_s + GM_DAY_S : length_s;
}

int32_t gm_break_offset_s(const gm_shift_def *s, const gm_break_def *b)
{
    return (b->at_s - s->from_s + GM_DAY_S) % GM_DAY_S;
}

__attribute__((format(printf, 2, 3))) static void report(checker *c, const char *fmt, ...)
{
    char text[256];
    va_list args;
    va_start(args, fmt);
    vsnprintf(text, sizeof text, fmt, args);
    va_end(args);

    c->count += 1;
    if (c->fault) {
        gm_calendar_fault fault = c->at;
        fault.src = fault.src ? fault.src : c->def->src;
        fault.text = text;
        c->fault(c->user, &fault);
    }
}

// False, with a fault, if a date of the item under check does not exist.
static bool check_date(checker *c, const char *what, gm_date date)
{
    if (gm_date_is_valid(date)) {
        return true;
    }
    report(c, "%s: there is no %04d-%02d-%02d", what, date.year, date.month, date.day);
    return false;
}

static void check_ranges(checker *c, gm_calendar_item item, const char *what,
                         const gm_date_range *ranges, int32_t n)
{
    for (int32_t i = 0; i < n; i += 1) {
        gm_date_range r = ranges[i];
        c->at = (gm_calendar_fault){.item = item, .phase_i = -1, .shift_i = -1, .i = i};
        c->at.src = r.src;
        bool is_from_good = check_date(c, what, r.from);
        if (gm_date_is_none(r.to) || !check_date(c, what, r.to) || !is_from_good) {
            continue;
        }
        if (gm_date_to_day(r.to) < gm_date_to_day(r.from)) {
            char from[GM_DATE_TEXT_MAX];
            char to[GM_DATE_TEXT_MAX];
            gm_date_format(r.from, from);
            gm_date_format(r.to, to);
            report(c, "%s: ends on %s, before it begins on %s", what, to, from);
        }
    }
}

// Both times lie in the day and differ.
static bool is_shift_good(const gm_shift_def *s)
{
    return 0 <= s->from_s && s->from_s < GM_DAY_S && 0 < s->to_s && s->to_s <= GM_DAY_S &&
           s->from_s != s->to_s;
}

static shift_text text_of(const gm_shift_def *s, int32_t shift_i)
{
    shift_text text;
    if (s->name) {
        snprintf(text.name, sizeof text.name, "shift '%.36s'", s->name);
    } else {
        snprintf(text.name, sizeof text.name, "shift %d", shift_i + 1);
    }
    text.from[0] = text.to[0] = '\0';
    if (is_shift_good(s)) {
        gm_day_time_format(s->from_s, text.from);
        gm_day_time_format(s->to_s, text.to);
    }
    return text;
}

static bool is_break_good(const gm_break_def *b)
{
    return 0 <= b->at_s && b->at_s <= GM_DAY_S && 0 < b->for_s && b->for_s <= GM_DAY_S;
}

static bool do_breaks_overlap(const gm_shift_def *s, const gm_break_def *a,
                              const gm_break_def *b)
{
    int32_t a_s = gm_break_offset_s(s, a);
    int32_t b_s = gm_break_offset_s(s, b);
    return a_s < b_s + b->for_s && b_s < a_s + a->for_s;
}

// A good break against its shift and the breaks named before it.
static void check_break_place(checker *c, const gm_shift_def *s, const shift_text *text)
{
    const gm_break_def *b = &s->breaks[c->at.i];
    char at[GM_DAY_TIME_TEXT_MAX];
    gm_day_time_format(b->at_s, at);
    int32_t length_s = gm_shift_length_s(s);
    if (gm_break_offset_s(s, b) + b->for_s > length_s) {
        report(c, "%s: the break at %s for %d s is not within %s to %s", text->name, at,
               b->for_s, text->from, text->to);
    } else if (b->for_s == length_s) {
        report(c, "%s: the break at %s leaves no working time", text->name, at);
    }
    for (int32_t i = 0; i < c->at.i; i += 1) {
        if (is_break_good(&s->breaks[i]) && do_breaks_overlap(s, &s->breaks[i], b)) {
            report(c, "%s: the break at %s overlaps another one", text->name, at);
            return;
        }
    }
}

static void check_breaks(checker *c, const gm_shift_def *s, const shift_text *text)
{
    c->at.item = GM_CALENDAR_BREAK;
    for (int32_t i = 0; i < s->n_breaks; i += 1) {
        const gm_break_def *b = &s->breaks[i];
        c->at.i = i;
        c->at.src = b->src;
        if (!is_break_good(b)) {
            report(c, "%s: a break needs a time of day and a length, got %d s and %d s",
                   text->name, b->at_s, b->for_s);
        } else if (is_shift_good(s)) {
            check_break_place(c, s, text);
        }
    }
}

// The first weekday on which b begins in the time of a, or a in that of b; -1 if none. Both run
// on the circle of a week.
static int32_t overlap_day(const gm_phase_def *phase, const gm_shift_def *a,
                           const gm_shift_def *b)
{
    for (int32_t d = 0; d < 49; d += 1) {
        int32_t a_day = d / 7;
        int32_t b_day = d % 7;
        if ((gm_shift_days(phase, a) >> a_day & 1) == 0 ||
            (gm_shift_days(phase, b) >> b_day & 1) == 0 || (a == b && a_day == b_day)) {
            continue;
        }
        int32_t gap_s = (b_day - a_day) * GM_DAY_S + b->from_s - a->from_s;
        gap_s = (gap_s + WEEK_S) % WEEK_S;
        if (gap_s < gm_shift_length_s(a)) {
            return b_day;
        }
        if (WEEK_S - gap_s < gm_shift_length_s(b)) {
            return a_day;
        }
    }
    return -1;
}

// A good shift against those named before it.
static void check_overlap(checker *c, const gm_phase_def *phase, int32_t shift_i)
{
    const gm_shift_def *s = &phase->shifts[shift_i];
    shift_text text = text_of(s, shift_i);
    for (int32_t i = 0; i < shift_i; i += 1) {
        const gm_shift_def *other = &phase->shifts[i];
        int32_t day = is_shift_good(other) ? overlap_day(phase, other, s) : -1;
        if (day >= 0) {
            shift_text before = text_of(other, i);
            report(c, "%s (%s to %s) overlaps %s (%s to %s) on %s", text.name, text.from,
                   text.to, before.name, before.from, before.to, weekday_names[day]);
        }
    }
}

static void check_shift(checker *c, const gm_phase_def *phase, int32_t shift_i)
{
    const gm_shift_def *s = &phase->shifts[shift_i];
    c->at.item = GM_CALENDAR_SHIFT;
    c->at.shift_i = shift_i;
    c->at.i = shift_i;
    c->at.src = s->src;
    shift_text text = text_of(s, shift_i);
    if ((s->days & ~GM_DAYS_ALL) != 0) {
        report(c, "%s: a week has seven days", text.name);
    } else if (is_shift_good(s)) {
        check_overlap(c, phase, shift_i);
    } else if (s->from_s == s->to_s && 0 <= s->from_s && s->from_s < GM_DAY_S) {
        char at[GM_DAY_TIME_TEXT_MAX];
        gm_day_time_format(s->from_s, at);
        report(c, "%s: begins and ends at %s; a whole day is 00:00 to 24:00", text.name, at);
    } else {
        report(c, "%s: needs times from 00:00 to 24:00, got %d s to %d s", text.name, s->from_s,
               s->to_s);
    }
    check_breaks(c, s, &text);
}

// From when a phase holds, against the phase before.
static void check_phase_start(checker *c, int32_t phase_i)
{
    gm_date from = c->def->phases[phase_i].from;
    if (gm_date_is_none(from)) {
        if (phase_i > 0) {
            report(c, "phase %d: needs the date from which it holds", phase_i + 1);
        }
        return;
    }
    if (!check_date(c, "phase", from) || phase_i == 0) {
        return;
    }
    gm_date before = c->def->phases[phase_i - 1].from;
    if (gm_date_is_valid(before) && gm_date_to_day(from) <= gm_date_to_day(before)) {
        char text[GM_DATE_TEXT_MAX];
        gm_date_format(from, text);
        report(c, "phase %d: from %s is not after the phase before it", phase_i + 1, text);
    }
}

static void check_phase(checker *c, int32_t phase_i)
{
    const gm_phase_def *phase = &c->def->phases[phase_i];
    c->at = (gm_calendar_fault){.item = GM_CALENDAR_PHASE, .phase_i = phase_i, .shift_i = -1};
    c->at.i = phase_i;
    c->at.src = phase->src;
    check_phase_start(c, phase_i);
    if (phase->days == 0) {
        report(c, "phase %d: needs at least one weekday", phase_i + 1);
    } else if ((phase->days & ~GM_DAYS_ALL) != 0) {
        report(c, "phase %d: a week has seven days", phase_i + 1);
    }
    if (phase->n_shifts > SHIFTS_MAX / c->def->n_phases) {
        report(c, "phase %d: too many shifts, %d", phase_i + 1, phase->n_shifts);
        return;
    }
    for (int32_t i = 0; i < phase->n_shifts; i += 1) {
        check_shift(c, phase, i);
    }
}

int gm_calendar_def_check(const gm_calendar_def *def, gm_calendar_fault_fn *fault, void *user)
{
    checker c = {.def = def, .fault = fault, .user = user};
    for (int32_t i = 0; i < def->n_phases; i += 1) {
        check_phase(&c, i);
    }
    check_ranges(&c, GM_CALENDAR_HOLIDAY, "holiday", def->holidays, def->n_holidays);
    check_ranges(&c, GM_CALENDAR_STOP, "stop", def->stops, def->n_stops);
    check_ranges(&c, GM_CALENDAR_EXTRA, "extra day", def->extras, def->n_extras);
    return c.count;
}
