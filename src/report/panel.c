// SPDX-License-Identifier: MIT

#include "report/panel.h"

#include "report/words.h"

#include <math.h>
#include <stdio.h>

#define NUMBERS       6    // within the range of an axis, at most
#define X_TICKS       9    // as gm_svg_x_axis() has
#define AIR           8.0  // between a box and its texts
#define HALF_ROW      4.5  // from the middle of a text to its foot
#define ROUNDING      1e-9 // of a step
#define MOST_DECIMALS 9
#define FLAT          1e-6 // a range of so little is a line

static gm_panel_axis axis_of(gm_box box, double lo, double step, int n_steps)
{
    return (gm_panel_axis){{lo, lo + n_steps * step, box.y + box.height, box.y}, step, n_steps};
}

gm_panel_axis gm_panel_axis_around(gm_box box, double lo, double hi)
{
    if (!isfinite(lo) || !isfinite(hi)) {
        lo = 0.0;
        hi = 1.0;
    }
    if (hi - lo < FLAT * fmax(fmax(fabs(lo), fabs(hi)), 1.0)) {
        double air = fmax(0.01 * fabs(hi), 0.01);
        lo -= air;
        hi += air;
    }
    double step = gm_ticks_within(lo, hi, NUMBERS).step;
    double first = floor(lo / step + ROUNDING);
    double last = ceil(hi / step - ROUNDING);
    return axis_of(box, first * step, step, (int)(last - first));
}

gm_panel_axis gm_panel_axis_beside(gm_box box, const gm_panel_axis *beside, double hi)
{
    static const double rounds[] = {1.0, 2.0, 2.5, 4.0, 5.0};
    double least = hi > 0.0 && isfinite(hi) ? hi / beside->n_steps : 1.0;
    double power = pow(10.0, floor(log10(least) + ROUNDING));
    double step = 10.0 * power;
    for (int i = 4; i >= 0; i--) {
        step = rounds[i] * power >= least * (1.0 - ROUNDING) ? rounds[i] * power : step;
    }
    return axis_of(box, 0.0, step, beside->n_steps);
}

// With as many decimals as all numbers of the axis need.
static const char *number(double value, double step, char buf[GM_WORD_BYTES])
{
    int decimals = 0;
    double rest = step;
    while (decimals < MOST_DECIMALS && fabs(rest - round(rest)) > ROUNDING * rest) {
        rest *= 10.0;
        decimals++;
    }
    double shown = fabs(value) < ROUNDING * step ? 0.0 : value;
    (void)snprintf(buf, GM_WORD_BYTES, "%.*f", decimals, shown);
    return buf;
}

void gm_panel_frame(gm_html *h, const gm_panel *p, const gm_panel_axis *y, const char *title)
{
    gm_box b = p->box;
    gm_ticks down = gm_ticks_within(p->x->lo, p->x->hi, X_TICKS);
    for (int i = 0; i < down.n; i++) {
        double x = gm_scale_at(p->x, down.first + i * down.step);
        gm_svg_line(h, "grid", x, b.y, x, b.y + b.height);
    }
    for (int i = 0; i <= y->n_steps; i++) {
        char buf[GM_WORD_BYTES];
        double value = y->scale.lo + i * y->step;
        double at = gm_scale_at(&y->scale, value);
        gm_svg_line(h, "grid", b.x, at, b.x + b.width, at);
        gm_svg_text(h, "tick", b.x - AIR, at + HALF_ROW, GM_ANCHOR_END,
                    number(value, y->step, buf));
    }
    if (title) {
        gm_svg_text(h, "unit", b.x, b.y - AIR, GM_ANCHOR_START, title);
    }
    gm_html_put(h, "\n");
}

void gm_panel_right(gm_html *h, const gm_panel *p, const gm_panel_axis *y)
{
    double right = p->box.x + p->box.width;
    for (int i = 0; i <= y->n_steps; i++) {
        char buf[GM_WORD_BYTES];
        double value = y->scale.lo + i * y->step;
        gm_svg_text(h, "tick", right + AIR, gm_scale_at(&y->scale, value) + HALF_ROW,
                    GM_ANCHOR_START, number(value, y->step, buf));
    }
    gm_html_put(h, "\n");
}

// ---- curves

// Of the points on one unit of x.
typedef struct column {
    int32_t first;
    int32_t low;
    int32_t high;
    int32_t last;
} column;

static double place(const gm_panel_axis *y, double value)
{
    return gm_scale_at(&y->scale, fmin(fmax(value, y->scale.lo), y->scale.hi));
}

static void draw_column(gm_html *h, const gm_panel *p, const gm_panel_axis *y,
                        const double *values, column c)
{
    int32_t points[] = {c.first, c.low < c.high ? c.low : c.high,
                        c.low < c.high ? c.high : c.low, c.last};
    for (int i = 0; i < 4; i++) {
        if (i == 0 || points[i] != points[i - 1]) {
            (points[i] == 0 ? gm_svg_path_move : gm_svg_path_line)(
                h, gm_scale_at(p->x, p->at[points[i]]), place(y, values[points[i]]));
        }
    }
}

void gm_panel_curve(gm_html *h, const gm_panel *p, const gm_panel_axis *y, const char *class,
                    const double *values)
{
    if (p->n == 0) {
        return;
    }
    column c = {0};
    gm_svg_path_begin(h, class);
    for (int32_t i = 1; i < p->n; i++) {
        if (floor(gm_scale_at(p->x, p->at[i])) > floor(gm_scale_at(p->x, p->at[c.first]))) {
            draw_column(h, p, y, values, c);
            c = (column){i, i, i, i};
        }
        c.low = values[i] < values[c.low] ? i : c.low;
        c.high = values[i] > values[c.high] ? i : c.high;
        c.last = i;
    }
    draw_column(h, p, y, values, c);
    gm_svg_path_end(h, false);
}

void gm_panel_limit(gm_html *h, const gm_panel *p, const gm_panel_axis *y, double value,
                    const char *text)
{
    double right = p->box.x + p->box.width;
    if (!(value >= y->scale.lo && value <= y->scale.hi)) {
        return;
    }
    double at = gm_scale_at(&y->scale, value);
    gm_svg_line(h, "limit", p->box.x, at, right, at);
    gm_svg_text(h, "limit-text", right + AIR, at + HALF_ROW, GM_ANCHOR_START, text);
}
