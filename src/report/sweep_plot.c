// SPDX-License-Identifier: MIT
//
// The plot of a sweep over one parameter: a mean with its interval at every value, a panel for
// each of the first measures.

#include "core/assert.h"
#include "num/elementary.h"
#include "report/chart.h"
#include "report/sweep_report.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define WIDTH       960.0
#define PANEL       250.0 // height of a panel with its axis
#define PANELS_MOST 4
#define LEFT        110.0
#define HAT         4.0 // half the width of the ends of a whisker
#define DOT         3.0

typedef struct dot {
    double x;
    int32_t point_i;
} dot;

typedef struct plot {
    gm_html h;
    const gm_sweep_report *r;
    const char *unit; // of the parameter
    int32_t n;
    dot *dots; // by x
} plot;

static int compare_dots(const void *a, const void *b)
{
    const dot *x = a;
    const dot *y = b;
    return x->x < y->x ? -1 : x->x > y->x ? 1 : x->point_i < y->point_i ? -1 : 1;
}

// The number that a value begins with, when all that are drawn have one unit; else in SI.
static bool find_unit(plot *p)
{
    const char *unit = NULL;
    for (int32_t i = 0; i < p->n; i++) {
        const gm_sweep_row *row = &p->r->rows->items[p->dots[i].point_i];
        const char *rest = NULL;
        if (!gm_text_number(row->texts[0], &rest, &p->dots[i].x)) {
            return false;
        }
        rest += strspn(rest, " ");
        if (unit && strcmp(unit, rest) != 0) {
            return false;
        }
        unit = rest;
    }
    p->unit = unit;
    return true;
}

static bool make_dots(plot *p, gm_arena *arena, const char **why)
{
    const gm_sweep_rows *rows = p->r->rows;
    p->dots = GM_NEW(arena, dot, rows->n + 1);
    for (int32_t i = 0; i < rows->n; i++) {
        if (rows->items[i].is_done && isnan(rows->items[i].si[0])) {
            *why = "its values are no quantities";
            return false;
        }
        if (rows->items[i].is_done && !rows->items[i].has_failed) {
            p->dots[p->n++].point_i = i;
        }
    }
    if (p->n == 0) {
        *why = "no point is done";
        return false;
    }
    if (!find_unit(p)) {
        p->unit = "SI";
        for (int32_t i = 0; i < p->n; i++) {
            p->dots[i].x = rows->items[p->dots[i].point_i].si[0];
        }
    }
    qsort(p->dots, (size_t)p->n, sizeof *p->dots, compare_dots);
    return true;
}

static gm_interval mean_at(const plot *p, int32_t i, int32_t measure_i)
{
    return p->r->rows->items[p->dots[i].point_i].means[measure_i];
}

static double half_of(gm_interval x)
{
    return isnan(x.half_width) ? 0.0 : x.half_width;
}

// From the lowest to the highest end of an interval, with some air. NaN: there is no mean.
static gm_scale y_scale(const plot *p, int32_t measure_i, gm_box box)
{
    double lo = GM_NAN;
    double hi = GM_NAN;
    for (int32_t i = 0; i < p->n; i++) {
        gm_interval x = mean_at(p, i, measure_i);
        lo = fmin(lo, x.mean - half_of(x)); // of a number and NaN: the number
        hi = fmax(hi, x.mean + half_of(x));
    }
    double air = hi > lo ? 0.06 * (hi - lo) : fmax(0.05 * fabs(hi), 1e-9);
    return (gm_scale){lo - air, hi + air, box.y + box.height, box.y};
}

static void draw_whisker(plot *p, double x, double low, double high)
{
    gm_svg_line(&p->h, "whisker", x, low, x, high);
    gm_svg_line(&p->h, "whisker", x - HAT, low, x + HAT, low);
    gm_svg_line(&p->h, "whisker", x - HAT, high, x + HAT, high);
}

static void draw_means(plot *p, int32_t measure_i, const gm_scale *x, const gm_scale *y)
{
    bool is_begun = false;
    gm_svg_path_begin(&p->h, "median");
    for (int32_t i = 0; i < p->n; i++) {
        gm_interval mean = mean_at(p, i, measure_i);
        if (!isnan(mean.mean)) {
            (is_begun ? gm_svg_path_line : gm_svg_path_move)(
                &p->h, gm_scale_at(x, p->dots[i].x), gm_scale_at(y, mean.mean));
            is_begun = true;
        }
    }
    gm_svg_path_end(&p->h, false);
    for (int32_t i = 0; i < p->n; i++) {
        gm_interval mean = mean_at(p, i, measure_i);
        if (!isnan(mean.mean)) {
            double cx = gm_scale_at(x, p->dots[i].x);
            double cy = gm_scale_at(y, mean.mean);
            draw_whisker(p, cx, gm_scale_at(y, mean.mean - half_of(mean)),
                         gm_scale_at(y, mean.mean + half_of(mean)));
            gm_svg_rect(&p->h, "node", (gm_box){cx - DOT, cy - DOT, 2.0 * DOT, 2.0 * DOT});
        }
    }
}

static void draw_panel(plot *p, int32_t measure_i)
{
    const gm_sweep_measure *m = &p->r->sweep->measures.items[measure_i];
    gm_box box = {LEFT, 40.0 + measure_i * PANEL, WIDTH - LEFT - 30.0, PANEL - 80.0};
    double lo = p->dots[0].x;
    double hi = p->dots[p->n - 1].x;
    double air = hi > lo ? 0.03 * (hi - lo) : fmax(0.05 * fabs(hi), 1e-9);
    gm_scale x = {lo - air, hi + air, box.x, box.x + box.width};
    gm_scale y = y_scale(p, measure_i, box);
    const char *name =
        m->unit[0] ? gm_arena_printf(p->h.arena, "%s [%s]", m->name, m->unit) : m->name;
    if (isnan(y.lo)) {
        gm_svg_text(&p->h, "sub", box.x, box.y, GM_ANCHOR_START,
                    gm_arena_printf(p->h.arena, "%s: no value at any point", name));
        return;
    }
    gm_svg_y_axis(&p->h, box, &y, name);
    gm_svg_x_axis(&p->h, box, &x, "");
    draw_means(p, measure_i, &x, &y);
}

const char *gm_sweep_svg(const gm_sweep_report *r, gm_arena *arena, const char **why)
{
    const gm_sweep *s = r->sweep;
    plot p = {.h = gm_html_init(arena), .r = r};
    GM_REQUIRE(s->design.n_varies == 1);
    if (!make_dots(&p, arena, why)) {
        return NULL;
    }
    int32_t n_panels = s->measures.n < PANELS_MOST ? s->measures.n : PANELS_MOST;
    gm_chart frame = {
        .id = "sweep",
        .title = gm_arena_printf(arena, "%s over %s", r->model, s->design.varies[0].path),
        .says = "Means of the first measures with their 95 % intervals over the values of the "
                "varied parameter.",
        .kind = "marks",
        .width = WIDTH,
        .height = n_panels * PANEL + 20.0,
    };
    gm_chart_begin(&p.h, &frame);
    for (int32_t m = 0; m < n_panels; m++) {
        draw_panel(&p, m);
    }
    gm_svg_text(&p.h, "sub", WIDTH - 30.0, n_panels * PANEL + 5.0, GM_ANCHOR_END,
                gm_arena_printf(arena, "%s%s%s", s->design.varies[0].path,
                                *p.unit ? " in " : "", p.unit));
    gm_chart_table(&p.h);
    gm_chart_end(&p.h, NULL);
    return gm_chart_alone(&p.h, "sweep");
}
