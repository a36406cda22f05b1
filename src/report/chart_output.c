// SPDX-License-Identifier: MIT
//
// Output and work in process over the run, against what is claimed and what came.

#include "report/sheet.h"
#include "report/words.h"

#include <math.h>
#include <string.h>

#define MOST_COUNTERS 4
#define LEAST_TARGET  1.0 // parts an interval: less is no target for an interval

// ---- what is claimed

typedef struct span {
    double from_s;
    double to_s;
} span;

static span span_of(const gm_schedule *s, const gm_window_points *w)
{
    return (span){s->points[w->from].time_s, s->points[w->to].time_s};
}

static double overlap_s(span a, span b)
{
    double from = fmax(a.from_s, b.from_s);
    double to = fmin(a.to_s, b.to_s);
    return to > from ? to - from : 0.0;
}

// A year or month of the calendar has so many seconds wherever it lies; here on the mean.
static double window_s(const gm_claim_plan *claim, span window)
{
    switch (claim->def->in.kind) {
    case GM_WINDOW_ANY_YEAR:
        return 365.25 * GM_DAY_S;
    case GM_WINDOW_ANY_MONTH:
        return 365.25 / 12.0 * GM_DAY_S;
    case GM_WINDOW_RUN:
    case GM_WINDOW_DATES:
        break;
    }
    return window.to_s - window.from_s;
}

// What one interval has to bring, spread evenly over the window of the claim. `any year` may be
// any: then it stands over the whole run.
static double share_of(const gm_sheet *sheet, const gm_claim_plan *claim, double value,
                       span interval)
{
    const gm_schedule *s = &sheet->twin->schedule;
    const gm_window_points *first = &claim->windows[0];
    bool is_any =
        claim->def->in.kind == GM_WINDOW_ANY_YEAR || claim->def->in.kind == GM_WINDOW_ANY_MONTH;
    double length_s = interval.to_s - interval.from_s;
    if (claim->is_rate) {
        return value * length_s;
    }
    if (claim->def->measure.per) { // a number by the unit of time
        return value * length_s / claim->def->measure.per_si;
    }
    span window = first->from >= 0
                      ? span_of(s, first)
                      : (span){s->points[sheet->set->from].time_s, s->points[s->n - 1].time_s};
    bool is_month = sheet->twin->model->clock.series == GM_SERIES_MONTH;
    double any_s =
        is_month ? 365.25 / 12.0 * GM_DAY_S : length_s; // all months alike: a flat line
    double over_s = is_any ? any_s : overlap_s(window, interval);
    double all_s = window_s(claim, window);
    return over_s > 0.5 * length_s && all_s > 0.0 ? value * over_s / all_s : (double)NAN;
}

static bool is_of(const gm_twin *twin, const gm_claim_plan *claim, int32_t figure_i)
{
    return claim->by == GM_ANSWER_RUN && claim->figure_i == figure_i && claim->n_windows > 0 &&
           !claim->is_hours && twin->figures.items[figure_i].is_flow;
}

static const double *values_of(const gm_sheet *sheet, const gm_claim_plan *claim, double value)
{
    const gm_schedule *s = &sheet->twin->schedule;
    double *out = GM_NEW(sheet->arena, double, s->n_intervals + 1);
    for (int32_t i = 0; i < s->n_intervals; i++) {
        double x = share_of(sheet, claim, value, span_of(s, &s->intervals[i]));
        out[i] = x >= LEAST_TARGET ? x : (double)NAN;
    }
    return out;
}

static bool has_any(const double *values, int32_t n)
{
    for (int32_t i = 0; i < n; i++) {
        if (!isnan(values[i])) {
            return true;
        }
    }
    return false;
}

// What came of several claims stands once, in the first of them that says it.
static void add_came(const gm_sheet *sheet, int32_t figure_i, gm_series_chart *c,
                     gm_series_extra *extras)
{
    const gm_twin *twin = sheet->twin;
    int32_t n = twin->schedule.n_intervals;
    double *exact = GM_NEW(sheet->arena, double, n + 1);
    double *least = GM_NEW(sheet->arena, double, n + 1);
    for (int32_t i = 0; i < n; i++) {
        exact[i] = least[i] = (double)NAN;
    }
    for (int32_t k = 0; k < twin->n_claims; k++) {
        const gm_claim_plan *claim = &twin->claims[k];
        if (!is_of(twin, claim, figure_i) || isnan(claim->def->came)) {
            continue;
        }
        const double *values = values_of(sheet, claim, claim->def->came);
        double *into = claim->def->came_at_least ? least : exact;
        for (int32_t i = 0; i < n; i++) {
            into[i] = isnan(into[i]) ? values[i] : into[i];
        }
    }
    if (has_any(exact, n)) {
        extras[c->n_extras++] = (gm_series_extra){"what came", exact, true, false};
    }
    if (has_any(least, n)) {
        extras[c->n_extras++] = (gm_series_extra){"what came, at least", least, true, true};
    }
}

static void add_targets(const gm_sheet *sheet, int32_t figure_i, gm_series_chart *c,
                        gm_series_extra *extras)
{
    const gm_twin *twin = sheet->twin;
    for (int32_t k = 0; k < twin->n_claims && c->n_extras < GM_MOST_EXTRAS - 2; k++) {
        const gm_claim_plan *claim = &twin->claims[k];
        if (!is_of(twin, claim, figure_i) || !isnan(claim->def->came)) {
            continue; // a bound around what came is no target
        }
        const double *values = values_of(sheet, claim, claim->def->value);
        if (has_any(values, twin->schedule.n_intervals)) {
            const char *word = gm_arena_printf(sheet->arena, "target: %s", claim->def->says);
            extras[c->n_extras++] = (gm_series_extra){word, values, false, false};
        }
    }
}

// ---- which counters

static const char *interval_word(const gm_model *model)
{
    switch (model->clock.series) {
    case GM_SERIES_MONTH:
        return "month";
    case GM_SERIES_DAY:
        return "day";
    case GM_SERIES_TIME:
    case GM_SERIES_NONE:
        break;
    }
    return "interval";
}

static void draw_counter(gm_sheet *sheet, int32_t figure_i, int number)
{
    const gm_figure *f = &sheet->twin->figures.items[figure_i];
    gm_series_extra extras[GM_MOST_EXTRAS];
    const char *word = interval_word(sheet->twin->model);
    gm_series_chart c = {
        .id = gm_arena_printf(sheet->arena, number == 0 ? "output" : "output-%d", number + 1),
        .title = gm_arena_printf(sheet->arena, "Output of %s by %s", f->path, word),
        .unit = gm_arena_printf(sheet->arena, "parts a %s", word),
        .series_i = gm_series_find(sheet->set, figure_i),
        .counts = true,
        .extras = extras,
    };
    add_targets(sheet, figure_i, &c, extras);
    bool has_target = c.n_extras > 0;
    add_came(sheet, figure_i, &c, extras);
    bool has_came = c.n_extras > (has_target ? 1 : 0);
    c.says = gm_arena_printf(
        sheet->arena,
        "The median of %d replications and the bands in which the middle half and the middle "
        "90 %% of them lie%s%s.",
        (int)gm_replications_good(sheet->set),
        has_target
            ? ", against what the claims ask for, spread evenly over all days, days off too"
            : "",
        has_came ? "; brown: what came in reality, evenly over time where only the sum of "
                   "several is known"
                 : "");
    if (c.series_i >= 0) {
        gm_chart_series(sheet, &c);
    }
}

static int32_t last_sink(const gm_twin *twin)
{
    const gm_plan *plan = twin->plan;
    const char *path =
        plan->n_sinks > 0 ? plan->steps[plan->sink_steps[plan->n_sinks - 1]].name : "plant";
    return gm_figures_find(&twin->figures, path, plan->n_sinks > 0 ? "count" : "out", NULL);
}

// Those that claims measure; else the last sink.
static int counters_of(const gm_twin *twin, int32_t found[MOST_COUNTERS])
{
    int n = 0;
    for (int32_t k = 0; k < twin->n_claims && n < MOST_COUNTERS; k++) {
        const gm_claim_plan *claim = &twin->claims[k];
        if (claim->by != GM_ANSWER_RUN || !is_of(twin, claim, claim->figure_i) ||
            twin->figures.items[claim->figure_i].unit != GM_UNIT_PARTS) {
            continue;
        }
        bool is_new = true;
        for (int i = 0; i < n; i++) {
            is_new &= found[i] != claim->figure_i;
        }
        if (is_new) {
            found[n++] = claim->figure_i;
        }
    }
    if (n == 0) {
        found[n++] = last_sink(twin);
    }
    return n;
}

void gm_chart_output(gm_sheet *sheet)
{
    if (sheet->twin->schedule.n_intervals == 0) {
        gm_html_put(&sheet->html, "<p class=\"note\">Output over time: cannot say. A run of so "
                                  "many parts has no days or months.</p>\n");
        return;
    }
    int32_t found[MOST_COUNTERS];
    int n = counters_of(sheet->twin, found);
    for (int i = 0; i < n; i++) {
        draw_counter(sheet, found[i], i);
    }
}

// ---- work in process

#define BAR_STEP 30.0
#define BAR_X    220.0
#define BAR_W    560.0

typedef struct place {
    const char *name;
    gm_interval mean;
    int32_t n;
} place;

// The mean of every line, those with most first.
static int list_lines(const gm_sheet *sheet, place *places)
{
    const gm_twin *twin = sheet->twin;
    const gm_plan *plan = twin->plan;
    int n = 0;
    for (int32_t i = 0; i < plan->def->n_lines; i++) {
        const char *name = plan->def->lines[i].name;
        int32_t figure_i = gm_figures_find(&twin->figures, name, "wip", "mean");
        place p = {.name = name};
        if (figure_i != GM_NONE && plan->def->n_lines <= GM_PAGE_BARS) {
            p.mean = gm_answer_figure(sheet->set, figure_i, &p.n, sheet->arena);
        }
        if (p.n > 0 && p.mean.mean > 0.0) {
            places[n++] = p;
        }
    }
    return n;
}

static void draw_lines(gm_sheet *sheet, const place *places, int n)
{
    gm_html *h = &sheet->html;
    double most = 0.0;
    for (int i = 0; i < n; i++) {
        most = fmax(most, places[i].mean.mean);
    }
    gm_box box = {BAR_X, 16.0, BAR_W, BAR_STEP * n};
    gm_scale x = gm_scale_nice(0.0, most, 8, box.x, box.x + box.width);
    gm_chart_begin(h, &(gm_chart){"wip-by-shop", "Where the parts are",
                                  "Parts in each shop, mean over the time that is counted.",
                                  "marks", 960.0, box.y + box.height + 36.0});
    gm_svg_x_axis(h, box, &x, "");
    for (int i = 0; i < n; i++) {
        char value[GM_WORD_BYTES];
        double y = box.y + BAR_STEP * i;
        double end = gm_scale_at(&x, places[i].mean.mean);
        gm_svg_mark_begin(h, i, -1);
        gm_svg_text(h, "label", BAR_X - 10.0, y + 20.0, GM_ANCHOR_END,
                    gm_svg_cut(h, places[i].name, 26));
        gm_svg_rect(h, "bar", (gm_box){BAR_X, y + 6.0, end - BAR_X, 18.0});
        gm_svg_text(h, "value", end + 8.0, y + 20.0, GM_ANCHOR_START,
                    gm_word_interval(places[i].mean, GM_UNIT_PARTS, value));
        gm_svg_mark_end(h);
    }
    gm_chart_table(h);
    static const char *const heads[] = {"shop", ">parts, mean ± half-width (95 %)", NULL};
    gm_html_table_begin(h, "Parts in each shop, mean of the time counted", heads);
    for (int i = 0; i < n; i++) {
        char value[GM_WORD_BYTES];
        const char *cells[] = {places[i].name,
                               gm_word_interval(places[i].mean, GM_UNIT_PARTS, value)};
        gm_html_table_row(h, cells);
    }
    gm_html_table_end(h);
    gm_chart_end(h, NULL);
}

void gm_chart_wip(gm_sheet *sheet)
{
    int32_t figure_i = gm_figures_find(&sheet->twin->figures, "plant", "wip", "mean");
    const char *word = interval_word(sheet->twin->model);
    gm_series_chart c = {
        .id = "wip",
        .title = "Work in process",
        .says = gm_arena_printf(sheet->arena,
                                "Parts in the plant, mean of each %s: the median of the "
                                "replications and where most of them lie.",
                                word),
        .unit = "parts",
        .series_i = gm_series_find(sheet->set, figure_i),
    };
    if (c.series_i >= 0) {
        gm_chart_series(sheet, &c);
    }
    place *places = GM_NEW(sheet->arena, place, sheet->twin->plan->def->n_lines + 1);
    int n = list_lines(sheet, places);
    if (n > 1) {
        draw_lines(sheet, places, n);
    }
}
