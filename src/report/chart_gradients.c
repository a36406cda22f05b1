// SPDX-License-Identifier: MIT
//
// What one percent gives: a bar of each change with its interval, the largest first.

#include "report/gradient_report.h"
#include "report/rank.h"
#include "report/sheet.h"
#include "report/words.h"

#include <math.h>
#include <stdlib.h>

#define STEP     24.0
#define LEFT     300.0
#define WIDE     560.0
#define TOP      20.0
#define BELOW    44.0
#define MOST     15
#define MOST_OFF 34 // letters of a label

static const char *label_of(const gm_sheet *sheet, const gm_gradient *item)
{
    return gm_arena_printf(sheet->arena, "%s: %s", sheet->twin->plan->steps[item->step_i].name,
                           item->of == GM_CHANGE_ARRIVALS ? "1 % more often"
                                                          : gm_gradient_words(item->of));
}

static gm_interval percent_of(const gm_gradients *g, int32_t i)
{
    return gm_gradient_percent(&g->items[i], gm_gradient_shown(g, &g->items[i]));
}

// Those that are known, with the largest effect first.
static const gm_ranked *rank(const gm_sheet *sheet, int *n)
{
    const gm_gradients *g = sheet->report->gradients;
    gm_ranked *order = GM_NEW(sheet->arena, gm_ranked, g->n + 1);
    *n = 0;
    for (int32_t i = 0; i < g->n; i++) {
        double mean = percent_of(g, i).mean;
        if (!isnan(mean)) {
            order[(*n)++] = (gm_ranked){i, fabs(mean)};
        }
    }
    qsort(order, (size_t)*n, sizeof *order, gm_by_key);
    return order;
}

static double half_of(gm_interval x)
{
    return isnan(x.half_width) ? 0.0 : x.half_width;
}

static void draw_row(gm_sheet *sheet, const gm_gradient *item, gm_interval x, int i,
                     const gm_scale *scale)
{
    gm_html *h = &sheet->html;
    double y = TOP + STEP * i;
    double zero = gm_scale_at(scale, 0.0);
    double end = gm_scale_at(scale, x.mean);
    gm_svg_text(h, "label", LEFT - 10.0, y + 16.0, GM_ANCHOR_END,
                gm_svg_cut(h, label_of(sheet, item), MOST_OFF));
    gm_svg_mark_begin(h, i, -1);
    gm_svg_rect(h, "s-working",
                (gm_box){fmin(zero, end), y + 4.0, fmax(fabs(end - zero), 1.0), STEP - 8.0});
    double low = gm_scale_at(scale, x.mean - half_of(x));
    double high = gm_scale_at(scale, x.mean + half_of(x));
    double middle = y + STEP / 2.0;
    gm_svg_line(h, "axis", low, middle, high, middle);
    gm_svg_line(h, "axis", low, middle - 4.0, low, middle + 4.0);
    gm_svg_line(h, "axis", high, middle - 4.0, high, middle + 4.0);
    gm_svg_mark_end(h);
}

static void write_table(gm_sheet *sheet, const gm_ranked *order, int n, const char *of)
{
    const gm_gradients *g = sheet->report->gradients;
    const char *heads[] = {"change", gm_arena_printf(sheet->arena, ">%% of the %s", of), "by",
                           NULL};
    gm_html_table_begin(&sheet->html, "What one percent, or one place more, gives", heads);
    for (int i = 0; i < n; i++) {
        const gm_gradient *item = &g->items[order[i].row_i];
        char word[GM_WORD_BYTES];
        const char *cells[] = {
            label_of(sheet, item),
            gm_word_interval(percent_of(g, order[i].row_i), GM_UNIT_NUMBER, word),
            g->source_i == GM_NONE ? gm_gradient_by_words(item->by) : "paired differences"};
        gm_html_table_row(&sheet->html, cells);
    }
    gm_html_table_end(&sheet->html);
}

static void write_nothing(gm_sheet *sheet)
{
    const gm_gradients *g = sheet->report->gradients;
    const char *why = g->why               ? g->why
                      : g->differences_why ? g->differences_why
                                           : "no replication has a value";
    gm_html_put(&sheet->html, "<p class=\"note\">");
    gm_html_sayf(&sheet->html, "What one percent gives cannot be said: %s.", why);
    gm_html_put(&sheet->html, "</p>\n");
}

static gm_scale scale_of(const gm_gradients *g, const gm_ranked *order, int n)
{
    double lo = 0.0;
    double hi = 0.0;
    for (int i = 0; i < n; i++) {
        gm_interval x = percent_of(g, order[i].row_i);
        lo = fmin(lo, x.mean - half_of(x));
        hi = fmax(hi, x.mean + half_of(x));
    }
    return gm_scale_nice(lo, hi, 6, LEFT, LEFT + WIDE);
}

void gm_chart_gradients(gm_sheet *sheet)
{
    const gm_gradients *g = sheet->report->gradients;
    if (!g) {
        return;
    }
    int n_known;
    const gm_ranked *order = rank(sheet, &n_known);
    if (n_known == 0) {
        write_nothing(sheet);
        return;
    }
    int n = n_known < MOST ? n_known : MOST;
    const char *of = g->source_i == GM_NONE ? "throughput" : "parts in the plant";
    const char *says = gm_arena_printf(
        sheet->arena,
        "%sPercent of the %s for one percent of each, or for one place more; the lines are 95 "
        "%% "
        "intervals over %d replications.",
        g->source_i == GM_NONE ? "" : "The source binds, so nothing makes more. ", of,
        (int)gm_replications_good(sheet->set));
    gm_chart_begin(&sheet->html, &(gm_chart){"gradients", "What one percent gives", says,
                                             "marks", 960.0, TOP + STEP * n + BELOW});
    gm_scale scale = scale_of(g, order, n);
    gm_svg_x_axis(&sheet->html, (gm_box){LEFT, TOP, WIDE, STEP * n}, &scale, " %");
    for (int i = 0; i < n; i++) {
        const gm_gradient *item = &g->items[order[i].row_i];
        draw_row(sheet, item, percent_of(g, order[i].row_i), i, &scale);
    }
    gm_chart_table(&sheet->html);
    write_table(sheet, order, n, of);
    gm_chart_end(
        &sheet->html,
        n < n_known ? gm_arena_printf(sheet->arena, "The %d of most effect, of %d.", n, n_known)
                    : NULL);
}
