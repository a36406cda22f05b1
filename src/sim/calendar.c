// SPDX-License-Identifier: MIT

#include "sim/calendar.h"

#include "core/assert.h"

#include <math.h>
#include <stddef.h>

static const double never = (double)INFINITY;

// Work left at the end of a span that is smaller than this share of the time itself is
// rounding: 4 to 8 units in the last place of a double, a tenth of a microsecond after three
// years.
static const double rounding = 0x1p-50;

// ---- questions

// True if exactly i spans have begun at t.
static bool have_begun(const gm_calendar *cal, uint32_t i, double t_s)
{
    return (i == 0 || cal->spans[i - 1].start_s <= t_s) &&
           (i == cal->n_spans || t_s < cal->spans[i].start_s);
}

// How many spans have begun at t.
static uint32_t begun_at(const gm_calendar *cal, double t_s, uint32_t *hint)
{
    GM_REQUIRE(t_s >= 0.0);
    if (hint && *hint <= cal->n_spans) {
        if (have_begun(cal, *hint, t_s)) {
            return *hint;
        }
        if (*hint < cal->n_spans && have_begun(cal, *hint + 1, t_s)) {
            *hint += 1;
            return *hint;
        }
    }
    uint32_t low = 0;
    uint32_t high = cal->n_spans;
    while (low < high) {
        uint32_t mid = low + (high - low) / 2;
        if (cal->spans[mid].start_s <= t_s) {
            low = mid + 1;
        } else {
            high = mid;
        }
    }
    if (hint) {
        *hint = low;
    }
    return low;
}

// The span that works at t, or NULL. *next is the first that begins after t, maybe n_spans.
static const gm_span *span_at(const gm_calendar *cal, double t_s, uint32_t *hint,
                              uint32_t *next)
{
    *next = begun_at(cal, t_s, hint);
    if (*next == 0 || t_s >= cal->spans[*next - 1].end_s) {
        return NULL;
    }
    return &cal->spans[*next - 1];
}

bool gm_calendar_is_on(const gm_calendar *cal, double t_s, uint32_t *hint)
{
    uint32_t next;
    return cal->is_always || span_at(cal, t_s, hint, &next);
}

double gm_calendar_next_change(const gm_calendar *cal, double t_s, uint32_t *hint)
{
    if (cal->is_always) {
        return never;
    }
    uint32_t next;
    const gm_span *span = span_at(cal, t_s, hint, &next);
    if (span) {
        return cal->spans[span->on_end_i].end_s;
    }
    return next < cal->n_spans ? cal->spans[next].start_s : never;
}

int32_t gm_calendar_shift_at(const gm_calendar *cal, double t_s, uint32_t *hint)
{
    if (cal->is_always) {
        return GM_SHIFT_ALL_DAY;
    }
    uint32_t next;
    const gm_span *span = span_at(cal, t_s, hint, &next);
    return span ? span->shift_i : GM_SHIFT_OFF;
}

double gm_calendar_next_shift_change(const gm_calendar *cal, double t_s, uint32_t *hint)
{
    if (cal->is_always) {
        return never;
    }
    uint32_t next;
    const gm_span *span = span_at(cal, t_s, hint, &next);
    if (span) {
        return cal->spans[span->shift_end_i].end_s;
    }
    return next < cal->n_spans ? cal->spans[next].start_s : never;
}

double gm_calendar_work_between(const gm_calendar *cal, double t0_s, double t1_s,
                                uint32_t *hint)
{
    GM_REQUIRE(0.0 <= t0_s && t0_s <= t1_s);
    if (cal->is_always) {
        return t1_s - t0_s;
    }
    uint32_t next;
    const gm_span *span = span_at(cal, t0_s, hint, &next);
    if (span && t1_s <= span->end_s) {
        return t1_s - t0_s;
    }
    double work_s = span ? span->end_s - t0_s : 0.0;

    // The spans from `next` on: whole ones before the last that has begun at t1, and that one.
    uint32_t begun = begun_at(cal, t1_s, NULL);
    if (begun <= next) {
        return work_s;
    }
    const gm_span *last = &cal->spans[begun - 1];
    return work_s + (last->worked_s - cal->spans[next].worked_s) +
           (fmin(t1_s, last->end_s) - last->start_s);
}

// True if work fits into the time up to the end of a span.
static bool fits(double work_s, double left_s, double end_s)
{
    return work_s <= left_s + rounding * end_s;
}

// Working time from the start of span `first` to the end of span i.
static double work_through(const gm_calendar *cal, uint32_t first, uint32_t i)
{
    const gm_span *span = &cal->spans[i];
    return span->worked_s - cal->spans[first].worked_s + (span->end_s - span->start_s);
}

// When work that starts with span `first` is done.
static double finish_from(const gm_calendar *cal, uint32_t first, double work_s)
{
    // The first span by whose end the work fits: mostly the very first.
    uint32_t low = first;
    uint32_t high = cal->n_spans;
    uint32_t mid = first;
    while (low < high) {
        if (fits(work_s, work_through(cal, first, mid), cal->spans[mid].end_s)) {
            high = mid;
        } else {
            low = mid + 1;
        }
        mid = low + (high - low) / 2;
    }
    if (low == cal->n_spans) {
        return never;
    }
    const gm_span *span = &cal->spans[low];
    double before_s = span->worked_s - cal->spans[first].worked_s;
    return fmin(span->start_s + (work_s - before_s), span->end_s);
}

double gm_calendar_add_work(const gm_calendar *cal, double t_s, double work_s, uint32_t *hint)
{
    GM_REQUIRE(work_s >= 0.0);
    if (cal->is_always || work_s == 0.0) {
        return t_s + work_s;
    }
    uint32_t next;
    const gm_span *span = span_at(cal, t_s, hint, &next);
    if (!span) {
        return finish_from(cal, next, work_s);
    }
    double left_s = span->end_s - t_s;
    if (fits(work_s, left_s, span->end_s)) {
        return fmin(t_s + work_s, span->end_s);
    }
    return finish_from(cal, next, work_s - left_s);
}

// ---- planned time

static double work_within_horizon_s(const gm_calendar *cal, double from_s, double to_s)
{
    from_s = fmin(fmax(from_s, 0.0), cal->horizon_s);
    to_s = fmin(fmax(to_s, 0.0), cal->horizon_s);
    return gm_calendar_work_between(cal, from_s, to_s, NULL);
}

double gm_calendar_month_work_s(const gm_calendar *cal, int32_t month_i)
{
    return work_within_horizon_s(cal, gm_civil_month_start_s(cal->civil, month_i),
                                 gm_civil_month_start_s(cal->civil, month_i + 1));
}

double gm_calendar_year_work_s(const gm_calendar *cal, int32_t year_i)
{
    return work_within_horizon_s(cal, gm_civil_year_start_s(cal->civil, year_i),
                                 gm_civil_year_start_s(cal->civil, year_i + 1));
}

// Days of [first, last] in the run, for a calendar without spans.
static int32_t days_in_run(const gm_calendar *cal, int32_t first, int32_t last)
{
    first = first < cal->civil.start_day ? cal->civil.start_day : first;
    if (gm_civil_day_start_s(cal->civil, last) >= cal->horizon_s) {
        last = gm_civil_day(cal->civil, cal->horizon_s);
        last -= gm_civil_day_start_s(cal->civil, last) >= cal->horizon_s ? 1 : 0;
    }
    return last < first ? 0 : last - first + 1;
}

int32_t gm_calendar_work_days(const gm_calendar *cal, int32_t first_day, int32_t last_day)
{
    if (cal->is_always) {
        return days_in_run(cal, first_day, last_day);
    }

    // Spans are in order of their day: skip to the first, then count changes of day.
    uint32_t i = 0;
    for (uint32_t high = cal->n_spans; i < high;) {
        uint32_t mid = i + (high - i) / 2;
        if (cal->spans[mid].day < first_day) {
            i = mid + 1;
        } else {
            high = mid;
        }
    }
    int32_t count = 0;
    int32_t counted = first_day - 1;
    for (; i < cal->n_spans && cal->spans[i].day <= last_day; i += 1) {
        if (cal->spans[i].day > counted && cal->spans[i].start_s < cal->horizon_s) {
            counted = cal->spans[i].day;
            count += 1;
        }
    }
    return count;
}

int32_t gm_calendar_year_work_days(const gm_calendar *cal, int32_t year_i)
{
    int32_t first = gm_date_to_day(gm_civil_year_date(cal->civil, year_i));
    int32_t next = gm_date_to_day(gm_civil_year_date(cal->civil, year_i + 1));
    return gm_calendar_work_days(cal, first, next - 1);
}
