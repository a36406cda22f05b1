// SPDX-License-Identifier: MIT

#include "twin/schedule.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define MOST_INTERVALS GM_SERIES_MOST
#define STEADY_PARTS_S (100.0 * 365.0 * 86400.0) // calendars of runs that end by a count
#define WEEK_S         (7.0 * 86400.0)

static const double cut_fractions[] = GM_CUT_FRACTIONS;

double gm_clock_horizon_s(const gm_clock_def *clock)
{
    return clock->run_until == GM_RUN_FOR_TIME ? clock->run_s : STEADY_PARTS_S;
}

#define SHORT_S    (93.0 * GM_DAY_S) // months show little of it
#define MOST_DAYS  100.0
#define MOST_GIVEN 400.0 // intervals

void gm_clock_give_series(gm_clock_def *clock)
{
    bool is_short = clock->series == GM_SERIES_MONTH && clock->run_s < SHORT_S;
    if ((clock->series != GM_SERIES_NONE && !is_short) || clock->run_until != GM_RUN_FOR_TIME) {
        return;
    }
    static const double nice_s[] = {60.0,    300.0,   900.0,    3600.0,
                                    10800.0, 86400.0, 604800.0, 2592000.0};
    double days = clock->run_s / GM_DAY_S;
    if (days >= 3.0 && days <= MOST_DAYS) {
        clock->series = GM_SERIES_DAY;
        return;
    }
    clock->series = GM_SERIES_TIME;
    clock->series_s = clock->run_s / MOST_GIVEN;
    for (size_t i = 0; i < sizeof nice_s / sizeof nice_s[0]; i++) {
        if (clock->run_s / nice_s[i] <= MOST_DAYS) {
            clock->series_s = nice_s[i];
            return;
        }
    }
}

int32_t gm_clock_counter(const gm_clock_def *clock, const gm_plan *plan, gm_diag *diag)
{
    if (clock->counter) {
        for (int32_t i = 0; i < plan->n_counters; i++) {
            if (strcmp(plan->counters[i], clock->counter) == 0) {
                return i;
            }
        }
        gm_diag_error(diag, clock->run_src, "no step counts under the name '%s'",
                      clock->counter);
        return GM_NONE;
    }
    if (plan->n_sinks == 1 && plan->steps[plan->sink_steps[0]].counter_i != GM_NONE) {
        return plan->steps[plan->sink_steps[0]].counter_i;
    }
    gm_diag_error(diag, clock->run_src,
                  "a run of so many parts needs to know where they are counted");
    gm_diag_hint(diag, "add `counter: <sink>` to the clock");
    return GM_NONE;
}

// ---- points

typedef struct pointer {
    gm_point *items; // NULL: counting
    int32_t n;
} pointer;

static void add_time(pointer *p, double time_s, bool is_full)
{
    if (p->items) {
        p->items[p->n] = (gm_point){.time_s = time_s, .is_full = is_full};
    }
    p->n += 1;
}

static void add_count(pointer *p, double count, bool is_full)
{
    if (p->items) {
        p->items[p->n] =
            (gm_point){.time_s = (double)INFINITY, .count = count, .is_full = is_full};
    }
    p->n += 1;
}

// Beginning of the i-th interval of the series; past the end of the run for the last.
static double interval_start_s(const gm_clock_def *clock, int32_t i)
{
    switch (clock->series) {
    case GM_SERIES_MONTH:
        return gm_civil_month_start_s(clock->civil, i);
    case GM_SERIES_DAY:
        return gm_civil_day_start_s(clock->civil, clock->civil.start_day + i);
    case GM_SERIES_TIME:
        return clock->series_s * i;
    case GM_SERIES_NONE:
        break;
    }
    return (double)INFINITY;
}

static void add_series(pointer *p, const gm_clock_def *clock)
{
    for (int32_t i = 0; i < MOST_INTERVALS; i++) {
        double at_s = interval_start_s(clock, i);
        if (at_s >= clock->run_s) {
            break;
        }
        if (at_s > 0.0) {
            add_time(p, at_s, false);
        }
    }
}

static double date_s(const gm_clock_def *clock, gm_date date, int32_t plus_days)
{
    return gm_civil_day_start_s(clock->civil, gm_date_to_day(date) + plus_days);
}

static void add_inside(pointer *p, const gm_clock_def *clock, double at_s, bool is_full)
{
    if (at_s > 0.0 && at_s < clock->run_s) {
        add_time(p, at_s, is_full);
    }
}

static void add_claim(pointer *p, const gm_clock_def *clock, const gm_window *in)
{
    if (in->kind == GM_WINDOW_DATES) {
        add_inside(p, clock, date_s(clock, in->from, 0), true);
        add_inside(p, clock, date_s(clock, in->to, 1), true);
    }
    for (int32_t i = 0; in->kind == GM_WINDOW_ANY_YEAR && i < MOST_INTERVALS; i++) {
        double at_s = gm_civil_year_start_s(clock->civil, i);
        add_inside(p, clock, at_s, true);
        if (at_s >= clock->run_s) {
            break;
        }
    }
    for (int32_t i = 0; in->kind == GM_WINDOW_ANY_MONTH && i < MOST_INTERVALS; i++) {
        double at_s = gm_civil_month_start_s(clock->civil, i);
        add_inside(p, clock, at_s, true);
        if (at_s >= clock->run_s) {
            break;
        }
    }
}

// When a warm-up of `least` ends: then, or by whole weeks the first time after it from which a
// whole number of weeks is left. The end of the run when there is none.
static double warm_up_end_s(const gm_clock_def *clock, bool by_weeks, double least_s)
{
    if (!by_weeks) {
        return least_s;
    }
    // A part of a week less than 1e-9 is rounding.
    double weeks = floor((clock->run_s - least_s) / WEEK_S + 1e-9);
    return weeks < 1.0 ? clock->run_s : clock->run_s - weeks * WEEK_S;
}

static void add_warm_up(pointer *p, const gm_clock_def *clock, bool by_weeks)
{
    bool by_parts = clock->run_until == GM_RUN_FOR_PARTS;
    if (clock->warm_up == GM_WARM_UP_AUTO) {
        for (int i = 0; i < GM_N_CUTS; i++) {
            double count = floor(cut_fractions[i] * (double)clock->run_parts);
            if (by_parts && count > 0.0) {
                add_count(p, count, true);
            } else if (!by_parts) {
                add_time(p, warm_up_end_s(clock, by_weeks, cut_fractions[i] * clock->run_s),
                         true);
            }
        }
    } else if (clock->warm_up == GM_WARM_UP_TIME) {
        add_time(p, warm_up_end_s(clock, by_weeks, clock->warm_up_s), true);
    } else if (clock->warm_up == GM_WARM_UP_PARTS && by_parts) {
        add_count(p, (double)clock->warm_up_parts, true);
    }
}

static gm_thirds thirds_of(const gm_clock_def *clock, bool by_weeks)
{
    return gm_thirds_of(clock, by_weeks, warm_up_end_s(clock, by_weeks, clock->warm_up_s));
}

// The first third begins with what is counted, but for weeks that are left over.
static void add_thirds(pointer *p, const gm_clock_def *clock, bool by_weeks)
{
    gm_thirds thirds = thirds_of(clock, by_weeks);
    for (int k = by_weeks ? 0 : 1; thirds.length > 0.0 && k < GM_N_THIRDS; k++) {
        if (clock->run_until == GM_RUN_FOR_PARTS) {
            add_count(p, gm_third_start(thirds, k), false);
        } else {
            add_time(p, gm_third_start(thirds, k), false);
        }
    }
}

static void add_points(pointer *p, const gm_clock_def *clock, bool by_weeks, int32_t n_claims,
                       const gm_claim_def *claims)
{
    p->n = 0;
    add_time(p, 0.0, true);
    add_warm_up(p, clock, by_weeks);
    add_thirds(p, clock, by_weeks);
    if (clock->run_until == GM_RUN_FOR_TIME) {
        add_series(p, clock);
        for (int32_t i = 0; i < n_claims; i++) {
            add_claim(p, clock, &claims[i].in);
        }
        add_time(p, clock->run_s, true);
    } else {
        add_count(p, (double)clock->run_parts, true);
    }
}

static int by_time(const void *a, const void *b)
{
    const gm_point *p = a;
    const gm_point *q = b;
    if (p->time_s != q->time_s) {
        return p->time_s < q->time_s ? -1 : 1;
    }
    return p->count < q->count ? -1 : p->count > q->count;
}

static int32_t merge(gm_point *points, int32_t n)
{
    int32_t kept = 0;
    for (int32_t i = 0; i < n; i++) {
        gm_point *last = kept > 0 ? &points[kept - 1] : NULL;
        if (last && last->time_s == points[i].time_s && last->count == points[i].count) {
            last->is_full |= points[i].is_full;
        } else {
            points[kept++] = points[i];
        }
    }
    return kept;
}

static int32_t find_time(const gm_schedule *s, double time_s)
{
    for (int32_t i = 0; i < s->n; i++) {
        if (s->points[i].time_s == time_s) {
            return i;
        }
    }
    return GM_NONE;
}

static int32_t find_count(const gm_schedule *s, double count)
{
    for (int32_t i = 0; i < s->n; i++) {
        if (isinf(s->points[i].time_s) && s->points[i].count == count) {
            return i;
        }
    }
    return 0;
}

// ---- windows

static const char *month_label(const gm_clock_def *clock, int32_t i, gm_arena *arena)
{
    gm_date date = gm_civil_month_date(clock->civil, i);
    return gm_arena_printf(arena, "%04d-%02d", date.year, date.month);
}

static const char *interval_label(const gm_clock_def *clock, int32_t i, gm_arena *arena)
{
    if (clock->series == GM_SERIES_MONTH) {
        return month_label(clock, i, arena);
    }
    if (clock->series == GM_SERIES_DAY && clock->has_start) {
        char text[GM_DATE_TEXT_MAX];
        gm_date_format(gm_date_from_day(clock->civil.start_day + i), text);
        return gm_arena_strdup(arena, text);
    }
    return gm_arena_printf(arena, "%d", i + 1);
}

static void make_intervals(gm_schedule *s, const gm_clock_def *clock, gm_arena *arena)
{
    gm_window_points *intervals = GM_NEW(arena, gm_window_points, MOST_INTERVALS);
    int32_t n = 0;
    for (int32_t i = 0; i < MOST_INTERVALS && clock->run_until == GM_RUN_FOR_TIME; i++) {
        double from_s = interval_start_s(clock, i);
        double to_s = interval_start_s(clock, i + 1);
        if (from_s >= clock->run_s) {
            break;
        }
        int32_t from = find_time(s, from_s > 0.0 ? from_s : 0.0);
        int32_t to = to_s < clock->run_s ? find_time(s, to_s) : s->n - 1;
        if (from != GM_NONE && to != GM_NONE && from < to) {
            intervals[n++] = (gm_window_points){from, to, interval_label(clock, i, arena)};
        }
    }
    s->intervals = intervals;
    s->n_intervals = n;
}

// ---- warm-up

static void add_cut(gm_schedule *s, int32_t point, double share)
{
    if (s->n_cuts == 0 || s->cuts[s->n_cuts - 1].point < point) {
        s->cuts[s->n_cuts++] = (gm_cut){point, share};
    }
}

static void find_cuts(gm_schedule *s, const gm_clock_def *clock)
{
    bool by_parts = clock->run_until == GM_RUN_FOR_PARTS;
    for (int i = 0; i < GM_N_CUTS; i++) {
        if (by_parts) {
            double count = floor(cut_fractions[i] * (double)clock->run_parts);
            add_cut(s, count > 0.0 ? find_count(s, count) : 0,
                    count / (double)clock->run_parts);
        } else {
            double at_s = warm_up_end_s(clock, s->by_weeks, cut_fractions[i] * clock->run_s);
            if (at_s < clock->run_s) {
                add_cut(s, find_time(s, at_s), at_s / clock->run_s);
            }
        }
    }
}

static void set_main(gm_schedule *s, const gm_clock_def *clock, gm_diag *diag)
{
    s->main = (gm_window_points){0, s->n - 1, "run"};
    if (clock->warm_up == GM_WARM_UP_AUTO) {
        s->main.from = -1;
        find_cuts(s, clock);
    } else if (clock->warm_up == GM_WARM_UP_TIME) {
        double at_s = warm_up_end_s(clock, s->by_weeks, clock->warm_up_s);
        s->main.from = find_time(s, at_s);
        s->main_share = clock->run_until == GM_RUN_FOR_TIME ? at_s / clock->run_s : 0.0;
        if (s->main.from >= s->main.to) {
            gm_diag_error(diag, clock->run_src, "no whole week is left after the warm-up");
            gm_diag_hint(diag, "run longer, or write `warm-up: auto`");
        }
    } else if (clock->warm_up == GM_WARM_UP_PARTS) {
        if (clock->run_until == GM_RUN_FOR_TIME) {
            gm_diag_error(diag, clock->run_src,
                          "a warm-up of so many parts needs a run of so many parts");
            gm_diag_hint(diag, "write the warm-up as a time, like `warm-up: 2 d`");
            return;
        }
        s->main.from = find_count(s, (double)clock->warm_up_parts);
        s->main_share = (double)clock->warm_up_parts / (double)clock->run_parts;
    }
}

static void set_thirds(gm_schedule *s, const gm_clock_def *clock)
{
    gm_thirds thirds = thirds_of(clock, s->by_weeks);
    s->has_thirds = thirds.length > 0.0;
    for (int k = 0; k < GM_N_THIRDS && s->has_thirds; k++) {
        double at = gm_third_start(thirds, k);
        s->thirds[k] = k == 0 && !s->by_weeks                 ? s->main.from
                       : clock->run_until == GM_RUN_FOR_PARTS ? find_count(s, at)
                                                              : find_time(s, at);
    }
    s->thirds[GM_N_THIRDS] = s->main.to;
}

static bool has_time_off(const gm_plan *plan)
{
    for (int32_t i = 0; i < plan->n_calendars; i++) {
        if (!plan->calendars[i].is_always) {
            return true;
        }
    }
    return false;
}

// Shifts repeat by the week: a steady mean is one over whole weeks.
static bool counts_weeks(const gm_clock_def *clock, const gm_plan *plan, gm_diag *diag)
{
    if (clock->horizon != GM_HORIZON_STEADY || !has_time_off(plan)) {
        return false;
    }
    bool by_time = clock->run_until == GM_RUN_FOR_TIME;
    bool is_whole = by_time && fabs(remainder(clock->run_s, WEEK_S)) < 1e-6;
    if (by_time && clock->run_s >= WEEK_S && clock->warm_up != GM_WARM_UP_NONE) {
        return true;
    }
    if (!is_whole) {
        gm_diag_warn(diag, clock->run_src,
                     "a steady run with shifts that is no whole number of weeks: its means "
                     "lean to the days it has more of");
        gm_diag_hint(diag, "write it like `run: 8 wk`");
    }
    return false;
}

gm_schedule gm_schedule_create(const gm_clock_def *clock, int32_t n_claims,
                               const gm_claim_def *claims, const gm_plan *plan, gm_arena *arena,
                               gm_diag *diag)
{
    gm_schedule s = {.counter = GM_NONE, .by_weeks = counts_weeks(clock, plan, diag)};
    pointer p = {0};
    add_points(&p, clock, s.by_weeks, n_claims, claims);
    p.items = GM_NEW(arena, gm_point, p.n);
    add_points(&p, clock, s.by_weeks, n_claims, claims);
    qsort(p.items, (size_t)p.n, sizeof *p.items, by_time);
    s.n = merge(p.items, p.n);
    s.points = p.items;
    if (clock->run_until == GM_RUN_FOR_PARTS || clock->warm_up == GM_WARM_UP_PARTS) {
        s.counter = gm_clock_counter(clock, plan, diag);
    }
    set_main(&s, clock, diag);
    set_thirds(&s, clock);
    if (clock->series != GM_SERIES_NONE) {
        make_intervals(&s, clock, arena);
    }
    return s;
}

// Whole years or months inside of the run.
static const gm_window_points *whole(const gm_schedule *s, const gm_clock_def *clock,
                                     bool by_year, int32_t *n, gm_arena *arena)
{
    gm_window_points *windows = GM_NEW(arena, gm_window_points, s->n);
    *n = 0;
    for (int32_t i = 0; i < MOST_INTERVALS; i++) {
        double from_s = by_year ? gm_civil_year_start_s(clock->civil, i)
                                : gm_civil_month_start_s(clock->civil, i);
        double to_s = by_year ? gm_civil_year_start_s(clock->civil, i + 1)
                              : gm_civil_month_start_s(clock->civil, i + 1);
        if (to_s > clock->run_s || *n == s->n) {
            break;
        }
        int32_t from = from_s < 0.0 ? GM_NONE : find_time(s, from_s);
        int32_t to = find_time(s, to_s);
        if (from == GM_NONE || to == GM_NONE) {
            continue;
        }
        const char *label =
            by_year ? gm_arena_printf(arena, "%04d", gm_civil_year_date(clock->civil, i).year)
                    : month_label(clock, i, arena);
        windows[(*n)++] = (gm_window_points){from, to, label};
    }
    return windows;
}

const gm_window_points *gm_schedule_windows(const gm_schedule *s, const gm_clock_def *clock,
                                            const gm_window *in, int32_t *n, gm_arena *arena,
                                            gm_diag *diag)
{
    gm_window_points *one = GM_NEW(arena, gm_window_points, 1);
    *n = 1;
    one[0] = s->main;
    if (in->kind == GM_WINDOW_RUN) {
        return one;
    }
    if (clock->run_until == GM_RUN_FOR_PARTS) {
        gm_diag_error(diag, in->src, "a run of so many parts has no dates to claim for");
        *n = 0;
        return one;
    }
    if (in->kind != GM_WINDOW_DATES) {
        const gm_window_points *windows =
            whole(s, clock, in->kind == GM_WINDOW_ANY_YEAR, n, arena);
        if (*n == 0) {
            gm_diag_error(diag, in->src, "the run has no whole %s",
                          in->kind == GM_WINDOW_ANY_YEAR ? "year" : "month");
        }
        return windows;
    }
    double from_s = date_s(clock, in->from, 0);
    double to_s = fmin(date_s(clock, in->to, 1), clock->run_s); // a last day may be cut short
    if (from_s < 0.0 || !(from_s < to_s)) {
        gm_diag_error(diag, in->src, "the window lies outside of the run");
        *n = 0;
        return one;
    }
    one[0] = (gm_window_points){find_time(s, from_s), find_time(s, to_s), in->text};
    return one;
}
