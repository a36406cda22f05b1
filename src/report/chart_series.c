// SPDX-License-Identifier: MIT

#include "report/sheet.h"
#include "report/words.h"

#include <math.h>
#include <string.h>

#define WIDTH  960.0
#define HEIGHT 340.0
static const gm_box plot = {72.0, 52.0, 872.0, 240.0};

#define LABELS 12 // along the axis of time

gm_spread gm_spread_of(double *values, int32_t n)
{
    double none = (double)NAN;
    gm_spread s = {n, none, none, none, none, none, {none, none, none, 0}};
    if (n > 0) {
        size_t size = (size_t)n;
        s.mean = gm_mean_interval(values, size, GM_CONFIDENCE);
        gm_sort(values, size);
        s.p5 = gm_percentile(values, size, 0.05);
        s.p25 = gm_percentile(values, size, 0.25);
        s.median = gm_percentile(values, size, 0.5);
        s.p75 = gm_percentile(values, size, 0.75);
        s.p95 = gm_percentile(values, size, 0.95);
    }
    return s;
}

int32_t gm_series_find(const gm_replications *set, int32_t figure_i)
{
    for (int32_t k = 0; k < set->n_series; k++) {
        if (set->series_of[k] == figure_i) {
            return k;
        }
    }
    return -1;
}

// ---- numbers

#define LEAST_OF_LONGEST 0.9

static double length_s(const gm_schedule *s, int32_t i)
{
    return s->points[s->intervals[i].to].time_s - s->points[s->intervals[i].from].time_s;
}

static const gm_spread *spreads_of(const gm_sheet *sheet, int32_t series_i)
{
    const gm_replications *set = sheet->set;
    int32_t n_intervals = set->twin->schedule.n_intervals;
    gm_spread *out = GM_NEW(sheet->arena, gm_spread, n_intervals + 1);
    double *values = GM_NEW(sheet->arena, double, set->n + 1);
    for (int32_t i = 0; i < n_intervals; i++) {
        int32_t n = 0;
        for (int32_t r = 0; r < set->n; r++) {
            const gm_replication *item = &set->items[r];
            bool is_good = item->is_done && !item->error;
            double x = is_good ? item->series[i * set->n_series + series_i] : (double)NAN;
            if (!isnan(x)) {
                values[n++] = x;
            }
        }
        out[i] = gm_spread_of(values, n);
    }
    return out;
}

// The first and the last interval may be cut short, by the warm-up and the end of the run. Months
// differ by a tenth.
static bool is_cut_short(const gm_schedule *s, int32_t i)
{
    double longest_s = 0.0;
    for (int32_t k = 0; k < s->n_intervals; k++) {
        longest_s = fmax(longest_s, length_s(s, k));
    }
    return length_s(s, i) < LEAST_OF_LONGEST * longest_s;
}

// Those that are drawn: without counts of intervals that are cut short.
static const gm_spread *drawn_of(const gm_sheet *sheet, const gm_series_chart *c,
                                 const gm_spread *spreads)
{
    const gm_schedule *s = &sheet->twin->schedule;
    gm_spread *out = GM_NEW(sheet->arena, gm_spread, s->n_intervals + 1);
    for (int32_t i = 0; i < s->n_intervals; i++) {
        out[i] = spreads[i];
        out[i].n = c->counts && is_cut_short(s, i) ? 0 : out[i].n;
    }
    return out;
}

static double largest(const gm_series_chart *c, const gm_spread *spreads, int32_t n)
{
    double most = 0.0;
    for (int32_t i = 0; i < n; i++) {
        most = spreads[i].n > 0 ? fmax(most, spreads[i].p95) : most;
        for (int k = 0; k < c->n_extras; k++) {
            double x = c->extras[k].values[i];
            most = isnan(x) ? most : fmax(most, x);
        }
    }
    return most;
}

// ---- drawing

typedef struct drawer {
    gm_html *h;
    const gm_spread *spreads;
    int32_t n;
    gm_scale y;    // within the plot
    double step_x; // of an interval
} drawer;

static double middle_x(const drawer *d, int32_t i)
{
    return (i + 0.5) * d->step_x;
}

static double low_of(const gm_spread *s, bool is_wide)
{
    return is_wide ? s->p5 : s->p25;
}

static double high_of(const gm_spread *s, bool is_wide)
{
    return is_wide ? s->p95 : s->p75;
}

// A band over a run of intervals that have values: forth along its top, back along its bottom.
static void draw_band(const drawer *d, int32_t from, int32_t end, bool is_wide)
{
    gm_svg_path_begin(d->h, is_wide ? "band" : "band inner");
    for (int32_t i = from; i < end; i++) {
        double y = gm_scale_at(&d->y, high_of(&d->spreads[i], is_wide));
        if (i == from) {
            gm_svg_path_move(d->h, middle_x(d, i), y);
        } else {
            gm_svg_path_line(d->h, middle_x(d, i), y);
        }
    }
    for (int32_t i = end - 1; i >= from; i--) {
        gm_svg_path_line(d->h, middle_x(d, i),
                         gm_scale_at(&d->y, low_of(&d->spreads[i], is_wide)));
    }
    gm_svg_path_end(d->h, true);
}

static void draw_median(const drawer *d, int32_t from, int32_t end)
{
    gm_svg_path_begin(d->h, "median");
    for (int32_t i = from; i < end; i++) {
        double y = gm_scale_at(&d->y, d->spreads[i].median);
        if (i == from) {
            gm_svg_path_move(d->h, middle_x(d, i), y);
        } else {
            gm_svg_path_line(d->h, middle_x(d, i), y);
        }
    }
    if (end == from + 1) { // one alone is a short stroke
        gm_svg_path_line(d->h, middle_x(d, from) + 4.0,
                         gm_scale_at(&d->y, d->spreads[from].median));
    }
    gm_svg_path_end(d->h, false);
}

static void draw_fan(const drawer *d)
{
    for (int32_t from = 0; from < d->n;) {
        int32_t end = from;
        while (end < d->n && d->spreads[end].n > 0) {
            end++;
        }
        if (end > from) {
            draw_band(d, from, end, true);
            draw_band(d, from, end, false);
            draw_median(d, from, end);
        }
        from = end + 1; // the one at the end has no values
    }
}

static void draw_target(const drawer *d, const gm_series_extra *extra)
{
    gm_svg_path_begin(d->h, "target");
    bool is_down = false;
    for (int32_t i = 0; i < d->n; i++) {
        if (isnan(extra->values[i])) {
            is_down = false;
            continue;
        }
        double y = gm_scale_at(&d->y, extra->values[i]);
        if (is_down) {
            gm_svg_path_line(d->h, i * d->step_x, y);
        } else {
            gm_svg_path_move(d->h, i * d->step_x, y);
        }
        gm_svg_path_line(d->h, (i + 1) * d->step_x, y);
        is_down = true;
    }
    gm_svg_path_end(d->h, false);
}

// Vertical bars where something can be pointed at: the script finds the nearest by its x.
static void draw_hits(const drawer *d)
{
    for (int32_t i = 0; i < d->n; i++) {
        gm_svg_mark_begin(d->h, i, -1);
        gm_svg_rect(d->h, "hit", (gm_box){i * d->step_x, 0.0, d->step_x, plot.height});
        gm_svg_mark_end(d->h);
    }
}

// What came in a longer time, spread evenly over its intervals: a line, no mark of its own.
static bool is_spread(const drawer *d, const gm_series_extra *extra, int32_t i)
{
    return (i > 0 && !isnan(extra->values[i - 1])) ||
           (i + 1 < d->n && !isnan(extra->values[i + 1]));
}

// What came is drawn over the plot, so that zoom does not stretch it. An arrow says: or more.
static void draw_came(const drawer *d, const gm_series_extra *extra)
{
    for (int32_t i = 0; i < d->n; i++) {
        if (isnan(extra->values[i])) {
            continue;
        }
        double x = plot.x + middle_x(d, i);
        double y = plot.y + gm_scale_at(&d->y, extra->values[i]);
        if (is_spread(d, extra, i)) {
            gm_svg_line(d->h, "came-more", x - d->step_x / 2.0, y, x + d->step_x / 2.0, y);
            continue;
        }
        gm_svg_path_begin(d->h, "came");
        gm_svg_path_move(d->h, x, y - 7.0);
        gm_svg_path_line(d->h, x + 7.0, y);
        gm_svg_path_line(d->h, x, y + 7.0);
        gm_svg_path_line(d->h, x - 7.0, y);
        gm_svg_path_end(d->h, true);
        if (extra->is_least) {
            gm_svg_line(d->h, "came-more", x, y - 7.0, x, y - 22.0);
            gm_svg_text(d->h, "came-more", x, y - 20.0, GM_ANCHOR_MIDDLE, "▲");
        }
    }
}

static void draw_labels(const drawer *d, const gm_window_points *intervals)
{
    int32_t each = (d->n + LABELS - 1) / LABELS;
    // Months read best by threes and years.
    static const int32_t nice[] = {1, 2, 3, 6, 12, 24};
    for (size_t k = 0; k < sizeof nice / sizeof nice[0]; k++) {
        if (nice[k] >= each) {
            each = nice[k];
            break;
        }
    }
    gm_html_put(d->h, "<g class=\"ticks-x\">");
    for (int32_t i = 0; i < d->n; i += each) {
        if (plot.x + middle_x(d, i) + gm_svg_width(intervals[i].label) / 2.0 > WIDTH) {
            break; // it would be cut
        }
        gm_svg_text(d->h, "tick", plot.x + middle_x(d, i), plot.y + plot.height + 20.0,
                    GM_ANCHOR_MIDDLE, intervals[i].label);
    }
    gm_html_put(d->h, "</g>\n");
}

static void draw_legend(const drawer *d, const gm_series_chart *c)
{
    double x = plot.x;
    x = gm_chart_legend(d->h, x, 20.0, "median-key", "median");
    x = gm_chart_legend(d->h, x, 20.0, "band inner", "middle half");
    x = gm_chart_legend(d->h, x, 20.0, "band", "5 to 95 %");
    double y = 20.0;
    for (int k = 0; k < c->n_extras && k < 2; k++) {
        const char *word = gm_svg_cut(d->h, c->extras[k].word, 44);
        x = gm_chart_legend(d->h, x, y, c->extras[k].is_mark ? "came" : "target-key", word);
    }
}

// ---- table

static const char *number(gm_arena *arena, double x)
{
    char buf[GM_WORD_BYTES];
    return gm_arena_strdup(arena, gm_word_number(x, 5, buf));
}

static void write_table(gm_sheet *sheet, const gm_series_chart *c, const gm_spread *spreads)
{
    const gm_schedule *schedule = &sheet->twin->schedule;
    const char *heads[8 + GM_MOST_EXTRAS] = {"interval", ">median", ">5 %",  ">25 %",
                                             ">75 %",    ">95 %",   ">mean", ">± (95 %)"};
    for (int k = 0; k < c->n_extras; k++) {
        heads[8 + k] = gm_arena_printf(sheet->arena, ">%s", c->extras[k].word);
    }
    const char *caption =
        gm_arena_printf(sheet->arena, "%s, %s, over %d replications", c->title, c->unit,
                        (int)gm_replications_good(sheet->set));
    gm_html_table_begin(&sheet->html, caption, heads);
    for (int32_t i = 0; i < schedule->n_intervals; i++) {
        const gm_spread *s = &spreads[i];
        const char *cells[8 + GM_MOST_EXTRAS] = {
            c->counts && is_cut_short(schedule, i)
                ? gm_arena_printf(sheet->arena, "%s (cut short)", schedule->intervals[i].label)
                : schedule->intervals[i].label,
            number(sheet->arena, s->median),
            number(sheet->arena, s->p5),
            number(sheet->arena, s->p25),
            number(sheet->arena, s->p75),
            number(sheet->arena, s->p95),
            number(sheet->arena, s->mean.mean),
            number(sheet->arena, s->mean.half_width),
        };
        for (int k = 0; k < c->n_extras; k++) {
            double x = c->extras[k].values[i];
            const char *more = c->extras[k].is_least && !isnan(x) ? "≥ " : "";
            cells[8 + k] = gm_arena_printf(sheet->arena, "%s%s", more, number(sheet->arena, x));
        }
        gm_html_table_row(&sheet->html, cells);
    }
    gm_html_table_end(&sheet->html);
}

void gm_chart_series(gm_sheet *sheet, const gm_series_chart *c)
{
    const gm_schedule *schedule = &sheet->twin->schedule;
    int32_t n = schedule->n_intervals;
    if (n == 0) {
        return;
    }
    gm_html *h = &sheet->html;
    const gm_spread *spreads = spreads_of(sheet, c->series_i);
    const gm_spread *drawn = drawn_of(sheet, c, spreads);
    drawer d = {.h = h, .spreads = drawn, .n = n, .step_x = plot.width / n};
    gm_scale y = gm_scale_nice(0.0, largest(c, drawn, n), 6, plot.y + plot.height, plot.y);
    d.y = (gm_scale){y.lo, y.hi, plot.height, 0.0};
    gm_chart_begin(h, &(gm_chart){c->id, c->title, c->says, "series", WIDTH, HEIGHT});
    draw_legend(&d, c);
    gm_svg_y_axis(h, plot, &y, c->unit);
    gm_chart_plot_begin(h, plot);
    draw_fan(&d);
    for (int k = 0; k < c->n_extras; k++) {
        if (!c->extras[k].is_mark) {
            draw_target(&d, &c->extras[k]);
        }
    }
    draw_hits(&d);
    gm_chart_plot_end(h);
    gm_html_put(h, "<g class=\"over\">");
    for (int k = 0; k < c->n_extras; k++) {
        if (c->extras[k].is_mark) {
            draw_came(&d, &c->extras[k]);
        }
    }
    gm_html_put(h, "</g>\n");
    draw_labels(&d, schedule->intervals);
    gm_svg_line(h, "axis", plot.x, plot.y + plot.height, plot.x + plot.width,
                plot.y + plot.height);
    gm_chart_table(h);
    write_table(sheet, c, spreads);
    gm_chart_end(h, c->note);
}
