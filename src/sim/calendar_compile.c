// SPDX-License-Identifier: MIT
//
// Compiling goes day by day, shift by shift in order of their start, so that spans come out
// sorted; the same code with no place to write counts them.

#include "core/assert.h"
#include "sim/calendar.h"

#include <math.h>
#include <stddef.h>

static const gm_phase_def all_day_phase = {.days = GM_DAYS_ALL};

typedef struct builder {
    const gm_calendar_def *def;
    gm_civil civil;
    gm_span *spans; // NULL: count only
    uint32_t n;
    double last_end_s; // nothing may start before it
    double stop_s;     // nothing may end after it
    gm_span of;        // day, shift_i and is_extra of what is built now
} builder;

// ---- the days

// Orders dates as a number.
static int32_t date_order(gm_date d)
{
    return (d.year * 100 + d.month) * 100 + d.day;
}

static bool is_in_ranges(gm_date date, const gm_date_range *ranges, int32_t n)
{
    int32_t at = date_order(date);
    for (int32_t i = 0; i < n; i += 1) {
        int32_t from = date_order(ranges[i].from);
        int32_t to = gm_date_is_none(ranges[i].to) ? from : date_order(ranges[i].to);
        if (from <= at && at <= to) {
            return true;
        }
    }
    return false;
}

// The index of the phase in force; -1 before the first.
static int32_t phase_on(const gm_calendar_def *def, gm_date date)
{
    int32_t p = def->n_phases - 1;
    while (p >= 0 && date_order(def->phases[p].from) > date_order(date)) {
        p -= 1;
    }
    return p;
}

// Weekdays on which anything begins.
static uint32_t phase_days(const gm_phase_def *phase)
{
    uint32_t days = phase->n_shifts == 0 ? phase->days : 0;
    for (int32_t i = 0; i < phase->n_shifts; i += 1) {
        days |= gm_shift_days(phase, &phase->shifts[i]);
    }
    return days;
}

// As which weekday a date works, as a bit; 0 for a holiday and in a stop.
static uint32_t works_as(const gm_calendar_def *def, const gm_phase_def *phase, gm_date date)
{
    if (is_in_ranges(date, def->stops, def->n_stops)) {
        return 0;
    }
    uint32_t own = 1u << gm_day_weekday(gm_date_to_day(date));
    if (is_in_ranges(date, def->extras, def->n_extras)) {
        uint32_t days = phase_days(phase);
        return (days & own) != 0 ? own : days & (~days + 1); // its lowest bit
    }
    return is_in_ranges(date, def->holidays, def->n_holidays) ? 0 : own;
}

// ---- spans

// Adds a span behind all others; what lies before t = 0, in an earlier shift or in a stop is
// cut off.
static void add_span(builder *b, double start_s, double end_s)
{
    start_s = fmax(start_s, b->last_end_s);
    end_s = fmin(end_s, b->stop_s);
    if (start_s >= end_s) {
        return;
    }
    if (b->spans) {
        gm_span span = b->of;
        span.start_s = start_s;
        span.end_s = end_s;
        b->spans[b->n] = span;
    }
    b->n += 1;
    b->last_end_s = end_s;
}

// The break that begins first, at or after an offset from the start of its shift; NULL if none.
static const gm_break_def *next_break(const gm_shift_def *s, int32_t after_s, int32_t *offset_s)
{
    const gm_break_def *next = NULL;
    for (int32_t i = 0; i < s->n_breaks; i += 1) {
        int32_t at_s = gm_break_offset_s(s, &s->breaks[i]);
        if (at_s >= after_s && (!next || at_s < *offset_s)) {
            next = &s->breaks[i];
            *offset_s = at_s;
        }
    }
    return next;
}

static void add_shift(builder *b, const gm_shift_def *s)
{
    double start_s = gm_civil_day_start_s(b->civil, b->of.day) + s->from_s;

    int32_t at_s = 0;
    int32_t break_s = 0;
    for (const gm_break_def *pause = next_break(s, 0, &break_s); pause;
         pause = next_break(s, at_s, &break_s)) {
        add_span(b, start_s + at_s, start_s + break_s);
        at_s = break_s + pause->for_s;
    }
    add_span(b, start_s + at_s, start_s + gm_shift_length_s(s));
}

// The shift that begins next after shift prev (-1: first), equals in order of the definition.
static int32_t next_shift(const gm_phase_def *phase, int32_t prev)
{
    int32_t next = -1;
    for (int32_t i = 0; i < phase->n_shifts; i += 1) {
        int32_t from_s = phase->shifts[i].from_s;
        if (prev >= 0 && (from_s < phase->shifts[prev].from_s ||
                          (from_s == phase->shifts[prev].from_s && i <= prev))) {
            continue;
        }
        if (next < 0 || from_s < phase->shifts[next].from_s) {
            next = i;
        }
    }
    return next;
}

// The shifts of one day, in order of their start; `as` is its weekday, as a bit.
static void add_shifts(builder *b, const gm_phase_def *phase, uint32_t as)
{
    int32_t first_shift_i = 0;
    for (const gm_phase_def *p = b->def->phases; p < phase; p += 1) {
        first_shift_i += p->n_shifts;
    }
    for (int32_t i = next_shift(phase, -1); i >= 0; i = next_shift(phase, i)) {
        const gm_shift_def *s = &phase->shifts[i];
        if ((gm_shift_days(phase, s) & as) != 0) {
            b->of.shift_i = (int16_t)(first_shift_i + i);
            add_shift(b, s);
        }
    }
}

static void add_day(builder *b, int32_t day)
{
    const gm_calendar_def *def = b->def;
    gm_date date = gm_date_from_day(day);
    int32_t phase_i = phase_on(def, date);
    if (phase_i < 0 && def->n_phases > 0) {
        return;
    }
    const gm_phase_def *phase = phase_i < 0 ? &all_day_phase : &def->phases[phase_i];
    uint32_t as = works_as(def, phase, date);

    // A shift is over within 24 hours, so that only a stop of the next day can cut it.
    gm_date tomorrow = gm_date_from_day(day + 1);
    bool is_cut = is_in_ranges(tomorrow, def->stops, def->n_stops);
    b->stop_s = is_cut ? gm_civil_day_start_s(b->civil, day + 1) : (double)INFINITY;
    b->of = (gm_span){.day = day, .shift_i = GM_SHIFT_ALL_DAY};
    b->of.is_extra = is_in_ranges(date, def->extras, def->n_extras);
    if (phase->n_shifts > 0) {
        add_shifts(b, phase, as);
    } else if ((phase->days & as) != 0) {
        double start_s = gm_civil_day_start_s(b->civil, day);
        add_span(b, start_s, start_s + GM_DAY_S);
    }
}

static bool is_always_on(const gm_calendar_def *def)
{
    for (int32_t p = 0; p < def->n_phases; p += 1) {
        const gm_phase_def *phase = &def->phases[p];
        if (phase->n_shifts > 0 || phase->days != GM_DAYS_ALL ||
            (p == 0 && !gm_date_is_none(phase->from))) {
            return false;
        }
    }
    return def->n_holidays == 0 && def->n_stops == 0;
}

// From the day before t = 0, whose night shift may still run, to the day after the horizon.
static void add_days(builder *b, double horizon_s)
{
    if (is_always_on(b->def)) {
        return;
    }
    int32_t last = gm_civil_day(b->civil, horizon_s) + 1;
    for (int32_t day = b->civil.start_day - 1; day <= last; day += 1) {
        add_day(b, day);
    }
}

// Sums up the work and ties together the spans that follow without a gap.
static void link_spans(gm_span *spans, uint32_t n)
{
    for (uint32_t i = 1; i < n; i += 1) {
        spans[i].worked_s = spans[i - 1].worked_s + (spans[i - 1].end_s - spans[i - 1].start_s);
    }
    for (uint32_t i = n; i-- > 0;) {
        bool touches = i + 1 < n && spans[i].end_s == spans[i + 1].start_s;
        bool is_same = touches && spans[i].shift_i == spans[i + 1].shift_i;
        spans[i].on_end_i = touches ? spans[i + 1].on_end_i : i;
        spans[i].shift_end_i = is_same ? spans[i + 1].shift_end_i : i;
    }
}

uint32_t gm_calendar_span_count(const gm_calendar_def *def, gm_civil civil, double horizon_s)
{
    GM_REQUIRE(horizon_s >= 0.0);
    builder b = {.def = def, .civil = civil};
    add_days(&b, horizon_s);
    return b.n;
}

void gm_calendar_init(gm_calendar *cal, const gm_calendar_def *def, gm_civil civil,
                      double horizon_s, gm_span *spans)
{
    GM_REQUIRE(horizon_s >= 0.0);
    builder b = {.def = def, .civil = civil, .spans = spans};
    add_days(&b, horizon_s);
    GM_REQUIRE(spans || b.n == 0);
    link_spans(spans, b.n);
    *cal = (gm_calendar){
        .name = def->name,
        .civil = civil,
        .horizon_s = horizon_s,
        .spans = spans,
        .n_spans = b.n,
        .is_always = is_always_on(def),
    };
}
