// SPDX-License-Identifier: MIT
//
// The plot of a fit: histogram and densities at the left, quantiles at the right.

#include "tables/law_text.h"

#include "num/dist_curve.h"
#include "num/elementary.h"
#include "num/stats.h"
#include "report/chart.h"
#include "report/fit_report.h"

#include <math.h>

#define WIDTH      960.0
#define HEIGHT     430.0
#define BARS_MOST  60
#define CURVE_MOST 240 // points of a curve
#define DOTS_MOST  400 // in the plot of quantiles

typedef struct plot {
    gm_html h;
    const gm_fitting *f;
    const gm_dist *law;   // chosen, NULL: none with a density
    const gm_dist *other; // the next best, or NULL
    double lo;            // what is shown, in the unit of the column
    double hi;
    int n_bars;
    double counts[BARS_MOST];
} plot;

static double in_unit(const plot *p, double x)
{
    return x / p->f->column->unit_si;
}

// ---- the histogram

// Width of a bar by Freedman and Diaconis 1981; what lies far above the rest is not shown.
static void make_bars(plot *p)
{
    const gm_sample *s = &p->f->sample;
    double q1 = gm_percentile(s->x, (size_t)s->n, 0.25);
    double q3 = gm_percentile(s->x, (size_t)s->n, 0.75);
    double far = q3 + 6.0 * (q3 - q1);
    double lo = s->x[0];
    double hi = q3 > q1 && s->x[s->n - 1] > far ? far : s->x[s->n - 1];
    double width = 2.0 * (q3 - q1) / cbrt((double)s->n);
    double bars = width > 0.0 ? ceil((hi - lo) / width) : 1.0;
    p->n_bars = bars < 5.0 ? 5 : bars > BARS_MOST ? BARS_MOST : (int)bars;
    lo = lo < 0.3 * hi ? 0.0 : lo;
    hi = hi > lo ? hi : lo + 1.0;
    p->lo = in_unit(p, lo);
    p->hi = in_unit(p, hi);
    for (int32_t i = 0; i < s->n; i++) {
        double at = (in_unit(p, s->x[i]) - p->lo) / (p->hi - p->lo) * p->n_bars;
        int bar = (int)fmin(at, p->n_bars - 1.0);
        p->counts[bar] += at <= p->n_bars + 1e-9 ? 1.0 : 0.0;
    }
}

// Values of a law that are expected in a bar around x.
static double expected(const plot *p, const gm_dist *law, double x)
{
    double si = p->f->column->unit_si;
    double width = (p->hi - p->lo) / p->n_bars;
    double density = gm_exp(gm_dist_log_density(law, x * si)) * si;
    return density * width * p->f->sample.n;
}

static double highest(const plot *p)
{
    double most = 1.0;
    for (int i = 0; i < p->n_bars; i++) {
        most = fmax(most, p->counts[i]);
    }
    return 1.1 * most;
}

static void draw_curve(plot *p, const char *class, const gm_dist *law, const gm_scale *x,
                       const gm_scale *y)
{
    bool is_begun = false;
    gm_svg_path_begin(&p->h, class);
    for (int i = 0; i <= CURVE_MOST; i++) {
        double at = p->lo + (i + 0.5) * (p->hi - p->lo) / (CURVE_MOST + 1);
        double v = fmin(expected(p, law, at), y->hi);
        v = v > 0.0 ? v : 0.0;
        if (is_begun) {
            gm_svg_path_line(&p->h, gm_scale_at(x, at), gm_scale_at(y, v));
        } else {
            gm_svg_path_move(&p->h, gm_scale_at(x, at), gm_scale_at(y, v));
        }
        is_begun = true;
    }
    gm_svg_path_end(&p->h, false);
}

static void draw_histogram(plot *p, gm_box box)
{
    gm_scale x = {p->lo, p->hi, box.x, box.x + box.width};
    gm_scale y = gm_scale_nice(0.0, highest(p), 6, box.y + box.height, box.y);
    gm_svg_y_axis(&p->h, box, &y, "values");
    gm_svg_x_axis(&p->h, box, &x, "");
    for (int i = 0; i < p->n_bars; i++) {
        double left = gm_scale_at(&x, p->lo + i * (p->hi - p->lo) / p->n_bars);
        double right = gm_scale_at(&x, p->lo + (i + 1) * (p->hi - p->lo) / p->n_bars);
        double top = gm_scale_at(&y, p->counts[i]);
        gm_svg_rect(&p->h, "band",
                    (gm_box){left + 0.5, top, right - left - 1.0, box.y + box.height - top});
    }
    if (p->other) {
        draw_curve(p, "target", p->other, &x, &y);
    }
    if (p->law) {
        draw_curve(p, "median", p->law, &x, &y);
    }
}

// ---- quantiles

static void draw_quantiles(plot *p, gm_box box)
{
    const gm_sample *s = &p->f->sample;
    int32_t n = s->n < DOTS_MOST ? s->n : DOTS_MOST;
    double si = p->f->column->unit_si;
    double hi = fmax(p->hi, gm_dist_quantile(p->law, 1.0 - 0.5 / n) / si);
    hi = fmin(hi, 1.5 * p->hi);
    gm_scale x = {p->lo, hi, box.x, box.x + box.width};
    gm_scale y = {p->lo, hi, box.y + box.height, box.y};
    gm_svg_y_axis(&p->h, box, &y, "measured");
    gm_svg_x_axis(&p->h, box, &x, "");
    gm_svg_line(&p->h, "bound", box.x, box.y + box.height, box.x + box.width, box.y);
    for (int32_t i = 0; i < n; i++) {
        double prob = (i + 0.5) / n;
        double of_law = gm_dist_quantile(p->law, prob) / si;
        double of_sample = gm_percentile(s->x, (size_t)s->n, prob) / si;
        if (of_law <= hi && of_sample <= hi && of_law >= p->lo && of_sample >= p->lo) {
            double cx = gm_scale_at(&x, of_law);
            double cy = gm_scale_at(&y, of_sample);
            gm_svg_rect(&p->h, "node", (gm_box){cx - 2.0, cy - 2.0, 4.0, 4.0});
        }
    }
    gm_svg_text(&p->h, "sub", box.x + box.width, box.y + box.height + 38.0, GM_ANCHOR_END,
                "quantiles of the law");
}

// ---- the whole

static void draw_legend(plot *p, gm_arena *arena)
{
    const gm_column *c = p->f->column;
    double x = gm_chart_legend(&p->h, 60.0, 20.0, "band", "measured");
    if (p->law) {
        x = gm_chart_legend(&p->h, x, 20.0, "median-key",
                            gm_law_text(p->law, c->unit, c->unit_si, arena));
    }
    if (p->other) {
        gm_chart_legend(&p->h, x, 20.0, "target-key", gm_dist_word(p->other->kind));
    }
}

static void choose_laws(plot *p, const gm_chosen_law *chosen)
{
    const gm_fitting *f = p->f;
    bool has_density = chosen->is_fitted && chosen->law.kind != GM_DIST_CONSTANT;
    p->law = has_density ? &chosen->law : f->best >= 0 ? &f->fits[f->best].law : NULL;
    int next = -1;
    for (int i = 0; i < GM_FIT_KINDS; i++) {
        const gm_fit *fit = &f->fits[i];
        bool is_other = p->law && !fit->why_not && fit->law.kind != p->law->kind;
        next = is_other && (next < 0 || fit->aicc < f->fits[next].aicc) ? i : next;
    }
    p->other = next >= 0 ? &f->fits[next].law : NULL;
}

const char *gm_fit_svg(const gm_fitting *f, const gm_chosen_law *chosen, gm_arena *arena)
{
    const gm_column *c = f->column;
    plot p = {.h = gm_html_init(arena), .f = f};
    choose_laws(&p, chosen);
    make_bars(&p);
    gm_chart frame = {
        .id = "fit",
        .title = gm_arena_printf(arena, "%s, column %s", c->records->file, c->name),
        .says = "A histogram of the values with the densities of the laws fitted to them, and "
                "the quantiles of the values against those of the law.",
        .kind = "marks",
        .width = WIDTH,
        .height = HEIGHT,
    };
    gm_chart_begin(&p.h, &frame);
    draw_legend(&p, arena);
    draw_histogram(&p, (gm_box){60.0, 62.0, 470.0, 310.0});
    gm_svg_text(&p.h, "sub", 530.0, 410.0, GM_ANCHOR_END,
                gm_arena_printf(arena, "%s in %s", c->name, c->unit));
    if (p.law) {
        draw_quantiles(&p, (gm_box){610.0, 62.0, 310.0, 310.0});
    }
    gm_chart_table(&p.h);
    gm_chart_end(&p.h, NULL);
    return gm_chart_alone(&p.h, "fit");
}
