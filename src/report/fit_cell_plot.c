// SPDX-License-Identifier: MIT
//
// The picture of a fit: measured, written and fitted curves, and the differences.

#include "report/chart.h"
#include "report/fit_cell_report.h"
#include "report/panel.h"

#include <math.h>

#define WIDTH  960.0
#define LEFT   72.0
#define RIGHT  40.0
#define PANEL  190.0 // height
#define SMALL  90.0
#define GAP    42.0
#define HEAD   64.0
#define FOOT   56.0
#define DOTS   250 // at most, of a curve
#define HOUR_S 3600.0

typedef struct plot {
    gm_html h;
    gm_arena *arena;
    double top;
} plot;

static void range_of(const double *values, int32_t n, double *lo, double *hi)
{
    for (int32_t i = 0; i < n; i++) {
        *lo = fmin(*lo, values[i]);
        *hi = fmax(*hi, values[i]);
    }
}

static void draw_dots(plot *p, const gm_panel *panel, const gm_panel_axis *y,
                      const double *values)
{
    int32_t step = panel->n / DOTS + 1;
    for (int32_t i = 0; i < panel->n; i += step) {
        double x = gm_scale_at(panel->x, panel->at[i]);
        double at = gm_scale_at(&y->scale, values[i]);
        gm_svg_rect(&p->h, "b-charge", (gm_box){x - 2.5, at - 2.5, 5.0, 5.0});
    }
    gm_html_put(&p->h, "\n");
}

static void heading(plot *p, const char *text, const char *says)
{
    gm_svg_text(&p->h, "strong", LEFT, p->top + 14.0, GM_ANCHOR_START, text);
    gm_svg_text(&p->h, "sub", LEFT, p->top + 34.0, GM_ANCHOR_START, says);
    p->top += HEAD;
}

static void legend(plot *p, double top, const char *dots)
{
    double x = WIDTH - 430.0;
    x = gm_chart_legend(&p->h, x, top, "b-charge", dots);
    x = gm_chart_legend(&p->h, x, top, "second-key", "as written");
    (void)gm_chart_legend(&p->h, x, top, "trace-key", "fitted");
}

static gm_panel panel_of(plot *p, const gm_scale *x, double height, int32_t n, const double *at)
{
    gm_box box = {LEFT, p->top, WIDTH - LEFT - RIGHT, height};
    p->top += height + GAP;
    return (gm_panel){box, x, n, at};
}

// ---- curves

static void draw_differences(plot *p, const gm_scale *x, const gm_fit_datum *d,
                             const double *at)
{
    double *off = GM_NEW(p->arena, double, d->n);
    double lo = 0.0;
    double hi = 0.0;
    for (int32_t i = 0; i < d->n; i++) {
        off[i] = 1e3 * (d->best[i] - d->measured[i]);
    }
    range_of(off, d->n, &lo, &hi);
    gm_panel panel = panel_of(p, x, SMALL, d->n, at);
    gm_panel_axis y = gm_panel_axis_around(panel.box, lo, hi);
    gm_panel_frame(&p->h, &panel, &y, "fitted less measured, mV");
    gm_panel_curve(&p->h, &panel, &y, "trace", off);
}

static void draw_curve(plot *p, const gm_fit_datum *d)
{
    double last_s = d->series->time_s[d->n - 1];
    bool is_long = last_s > 4.0 * HOUR_S;
    double unit_s = is_long ? HOUR_S : 60.0;
    double lo = HUGE_VAL;
    double hi = -HUGE_VAL;
    double *at = GM_NEW(p->arena, double, d->n);
    for (int32_t i = 0; i < d->n; i++) {
        at[i] = d->series->time_s[i] / unit_s;
    }
    gm_scale x = {0.0, last_s / unit_s, LEFT, WIDTH - RIGHT};
    range_of(d->measured, d->n, &lo, &hi);
    range_of(d->best, d->n, &lo, &hi);
    heading(p, d->name,
            gm_arena_printf(p->arena, "%.3g mV RMS as written, %.3g mV fitted, %.3g mV at most",
                            1e3 * d->rms_written, 1e3 * d->rms, 1e3 * fabs(d->worst)));
    legend(p, p->top - 22.0, "measured");
    gm_panel panel = panel_of(p, &x, PANEL, d->n, at);
    gm_panel_axis y = gm_panel_axis_around(panel.box, lo, hi);
    gm_panel_frame(&p->h, &panel, &y, "voltage, V");
    gm_panel_curve(&p->h, &panel, &y, "trace second", d->written);
    gm_panel_curve(&p->h, &panel, &y, "trace", d->best);
    draw_dots(p, &panel, &y, d->measured);
    draw_differences(p, &x, d, at);
    gm_svg_x_axis(&p->h, (gm_box){LEFT, p->top - GAP, WIDTH - LEFT - RIGHT, 4.0}, &x, "");
    gm_svg_text(&p->h, "unit", LEFT - 24.0, p->top - GAP + 22.0, GM_ANCHOR_END,
                is_long ? "h" : "min");
    p->top += FOOT;
}

// ---- sessions

// Where a greatest power stands that was seen somewhere: where the model has its own.
static double peak_at(const gm_panel *panel, const double *power)
{
    int32_t most = 0;
    for (int32_t i = 1; i < panel->n; i++) {
        most = power[i] > power[most] ? i : most;
    }
    return panel->at[most];
}

static void draw_points(plot *p, const gm_panel *panel, const gm_panel_axis *y,
                        const gm_fit_datum *d, const double *power)
{
    for (int32_t k = 0; k < d->n; k++) {
        const gm_fit_point_def *point = &d->session->points.items[k];
        if (point->power_w > 0.0 && (point->has_at || panel->n > 0)) {
            double soc = point->has_at ? 100.0 * point->at : peak_at(panel, power);
            double x = gm_scale_at(panel->x, soc);
            double at = gm_scale_at(&y->scale, point->power_w / 1e3);
            double reach =
                gm_scale_at(&y->scale, 0.0) -
                gm_scale_at(&y->scale, gm_fit_point_tolerance(point) * point->power_w / 1e3);
            gm_svg_line(&p->h, "whisker", x, at - reach, x, at + reach);
            gm_svg_rect(&p->h, "b-charge", (gm_box){x - 3.5, at - 3.5, 7.0, 7.0});
        }
    }
}

static void draw_session(plot *p, const gm_fit_datum *d)
{
    const gm_trace *t = &d->result.trace;
    int32_t n = d->is_there ? t->n : 0;
    double *soc = GM_NEW(p->arena, double, n + 1);
    double *power = GM_NEW(p->arena, double, n + 1);
    double hi = 0.0;
    for (int32_t i = 0; i < n; i++) {
        soc[i] = 100.0 * gm_fit_session_soc(&d->charge, &t->points[i]);
        power[i] = gm_fit_session_power(d->area_m2, &d->charge, &t->points[i]) / 1e3;
    }
    for (int32_t k = 0; k < d->n; k++) {
        const gm_fit_point_def *point = &d->session->points.items[k];
        hi = fmax(hi, point->power_w / 1e3);
    }
    range_of(power, n, &(double){0.0}, &hi);
    gm_scale x = {100.0 * d->charge.from, 100.0 * d->charge.to, LEFT, WIDTH - RIGHT};
    heading(p, gm_arena_printf(p->arena, "session %s", d->name),
            gm_arena_printf(p->arena, "%.3g %% RMS as written, %.3g %% fitted",
                            100.0 * d->rms_written, 100.0 * d->rms));
    gm_panel panel = panel_of(p, &x, PANEL, n, soc);
    gm_panel_axis y = gm_panel_axis_around(panel.box, 0.0, 1.05 * hi);
    gm_panel_frame(&p->h, &panel, &y,
                   "power of the charger, kW; what was seen, with its tolerance");
    gm_panel_curve(&p->h, &panel, &y, "trace", power);
    draw_points(p, &panel, &y, d, power);
    gm_svg_x_axis(&p->h, (gm_box){LEFT, p->top - GAP, WIDTH - LEFT - RIGHT, 4.0}, &x, " %");
    p->top += FOOT;
}

const char *gm_fit_cell_svg(const gm_fit_cell_answer *answers, int32_t n, const char *title,
                            gm_arena *arena)
{
    plot p = {.h = gm_html_init(arena), .arena = arena, .top = 52.0};
    for (int32_t i = 0; i < n; i++) {
        for (int32_t k = 0; k < answers[i].result.n_data; k++) {
            const gm_fit_datum *d = &answers[i].result.data[k];
            (d->kind == GM_FIT_DATA_CURVE ? draw_curve : draw_session)(&p, d);
        }
    }
    gm_chart frame = {
        .id = "fit",
        .title = title,
        .says = "What was measured of a cell, with the curves of its model as written and as "
                "fitted, and the differences.",
        .kind = "marks",
        .width = WIDTH,
        .height = p.top - 16.0,
    };
    gm_html h = gm_html_init(arena);
    gm_chart_begin(&h, &frame);
    gm_svg_text(&h, "strong", LEFT, 28.0, GM_ANCHOR_START, title);
    gm_html_put(&h, p.h.text.at);
    gm_chart_table(&h);
    gm_chart_end(&h, NULL);
    return gm_chart_alone(&h, "fit");
}
