// SPDX-License-Identifier: MIT

#include "report/cell_plot_parts.h"
#include "report/chart.h"

#include <math.h>

#define ZERO_C_K   273.15
#define PANEL      104.0 // height
#define GAP        38.0  // between panels
#define HEAD       78.0  // title of a strip, and what is above its first panel
#define ROW        19.0  // of a text
#define NAME       52.0  // of the model
#define FOOT       64.0  // between strips
#define LAST       20.0  // below the last
#define EARLY      0.02  // of the time: what is higher before is a peak
#define PEAK       1.6   // times all that comes later
#define ABOVE      1.2   // of that is shown
#define PLATING_MV 200.0 // more of the potential against lithium tells nothing
#define TEXT_AIR   12.0
#define DENSE      4.0 // spans that are narrower on the mean have no edges

static const struct {
    double most_s; // up to which it is used
    double si;
    const char *word;
} units[] = {
    {180.0, 1.0, "s"},
    {4.0 * 3600.0, 60.0, "min"},
    {96.0 * 3600.0, 3600.0, "h"},
    {HUGE_VAL, 86400.0, "d"},
};

const char *gm_strip_time(gm_arena *arena, double seconds)
{
    int i = 0;
    while (seconds > units[i].most_s) {
        i++;
    }
    return gm_arena_printf(arena, "%.1f %s", seconds / units[i].si, units[i].word);
}

// ---- strips

gm_strip gm_strip_begin(gm_html *h, const gm_cell_answer *answer, const gm_trace *trace,
                        bool by_leg, double top)
{
    gm_strip s = {.h = h, .answer = answer, .top = top, .n = trace->n, .points = trace->points};
    s.at = GM_NEW(h->arena, double, s.n > 0 ? s.n : 1);
    for (int32_t i = 0; i < s.n; i++) {
        s.at[i] = by_leg ? s.points[i].leg_s : s.points[i].view.time_s;
    }
    double last_s = s.n > 0 ? s.at[s.n - 1] : 0.0;
    int unit = 0;
    while (last_s > units[unit].most_s) {
        unit++;
    }
    s.unit = units[unit].word;
    s.unit_s = units[unit].si;
    for (int32_t i = 0; i < s.n; i++) {
        s.at[i] /= s.unit_s;
    }
    double last = last_s > 0.0 ? last_s / s.unit_s : 1.0;
    s.x = (gm_scale){0.0, last, GM_STRIP_LEFT, GM_STRIP_WIDTH - GM_STRIP_RIGHT};
    return s;
}

void gm_strip_title(gm_strip *s, const char *title, const char *says, const char *more)
{
    gm_svg_text(s->h, "strong", GM_STRIP_LEFT, s->top + 14.0, GM_ANCHOR_START, title);
    gm_svg_text(s->h, "sub", GM_STRIP_LEFT, s->top + 34.0, GM_ANCHOR_START, says);
    if (more) {
        gm_svg_text(s->h, "sub", GM_STRIP_LEFT, s->top + 34.0 + ROW, GM_ANCHOR_START, more);
        s->top += ROW;
    }
    s->top += HEAD;
}

gm_panel gm_strip_panel(gm_strip *s)
{
    gm_box box = {s->x.from, s->top, s->x.to - s->x.from, PANEL};
    s->top += PANEL + GAP;
    return (gm_panel){box, &s->x, s->n, s->at};
}

const double *gm_strip_values(const gm_strip *s, gm_strip_value *of)
{
    double *values = GM_NEW(s->h->arena, double, s->n > 0 ? s->n : 1);
    for (int32_t i = 0; i < s->n; i++) {
        values[i] = of(s, &s->points[i]);
    }
    return values;
}

void gm_strip_range(const gm_strip *s, const double *values, double *lo, double *hi)
{
    *lo = HUGE_VAL;
    *hi = -HUGE_VAL;
    for (int32_t i = 0; i < s->n; i++) {
        *lo = fmin(*lo, values[i]);
        *hi = fmax(*hi, values[i]);
    }
}

const char *gm_strip_cut_peak(const gm_strip *s, const double *values, double *hi)
{
    double later = 0.0;
    for (int32_t i = 0; i < s->n; i++) {
        bool is_early = s->at[i] < s->x.lo + EARLY * (s->x.hi - s->x.lo);
        later = is_early ? later : fmax(later, values[i]);
    }
    if (later <= 0.0 || *hi <= PEAK * later) {
        return "";
    }
    const char *says = gm_arena_printf(s->h->arena, " (begins at %.3g)", *hi);
    *hi = ABOVE * later;
    return says;
}

void gm_strip_frame(gm_strip *s, const gm_panel *panel, const gm_panel_axis *y,
                    const char *title)
{
    gm_panel_frame(s->h, panel, y, title);
    for (int32_t i = 0; i < s->n_guides; i++) {
        double x = gm_scale_at(&s->x, s->guides[i]);
        gm_svg_line(s->h, "guide", x, panel->box.y, x, panel->box.y + panel->box.height);
    }
}

// ---- panels that charges and experiments have in common

static double voltage(const gm_strip *s, const gm_march_point *p)
{
    (void)s;
    return p->view.voltage_v;
}

static double stack_c(const gm_strip *s, const gm_march_point *p)
{
    (void)s;
    return p->view.temperature_k - ZERO_C_K;
}

static double shell_c(const gm_strip *s, const gm_march_point *p)
{
    (void)s;
    return p->shell_k - ZERO_C_K;
}

static double plating_mv(const gm_strip *s, const gm_march_point *p)
{
    (void)s;
    return 1e3 * p->view.plating_v;
}

void gm_strip_voltage(gm_strip *s, const gm_strip_mark *marks, int32_t n)
{
    double lo;
    double hi;
    gm_panel panel = gm_strip_panel(s);
    const double *values = gm_strip_values(s, voltage);
    gm_strip_range(s, values, &lo, &hi);
    double near_v = 0.5 * (hi - lo);
    double lowest = lo - near_v;
    double highest = hi + near_v;
    for (int32_t i = 0; i < n; i++) {
        bool is_near = marks[i].value >= lowest && marks[i].value <= highest;
        lo = is_near || marks[i].is_needed ? fmin(lo, marks[i].value) : lo;
        hi = is_near || marks[i].is_needed ? fmax(hi, marks[i].value) : hi;
    }
    gm_panel_axis y = gm_panel_axis_around(panel.box, lo, hi);
    gm_strip_frame(s, &panel, &y, "voltage, V");
    for (int32_t i = 0; i < n; i++) {
        gm_panel_limit(s->h, &panel, &y, marks[i].value, marks[i].text);
    }
    gm_panel_curve(s->h, &panel, &y, "trace", values);
}

static void draw_shell(gm_strip *s, const gm_panel *panel, const gm_panel_axis *y,
                       const double *shell)
{
    double right = panel->box.x + panel->box.width;
    double row = panel->box.y - 8.0;
    double x = gm_chart_legend(s->h, right - 118.0, row, "trace-key", "stack");
    gm_chart_legend(s->h, x, row, "second-key", "shell");
    gm_panel_curve(s->h, panel, y, "trace second", shell);
}

void gm_strip_temperature(gm_strip *s, double most_k)
{
    double lo;
    double hi;
    double shell_lo;
    double shell_hi;
    gm_panel panel = gm_strip_panel(s);
    const double *stack = gm_strip_values(s, stack_c);
    const double *shell = gm_strip_values(s, shell_c);
    gm_strip_range(s, stack, &lo, &hi);
    gm_strip_range(s, shell, &shell_lo, &shell_hi);
    double most_c = most_k - ZERO_C_K;
    bool is_near = most_k > 0.0 && most_c < hi + 0.5 * fmax(hi - lo, 10.0);
    gm_panel_axis y = gm_panel_axis_around(panel.box, fmin(lo, shell_lo),
                                           is_near ? fmax(hi, most_c) : fmax(hi, shell_hi));
    gm_strip_frame(s, &panel, &y, "temperature, °C");
    if (is_near) {
        gm_panel_limit(s->h, &panel, &y, most_c,
                       gm_arena_printf(s->h->arena, "≤ %.4g °C", most_c));
    }
    if (s->answer->cell.thermal.shell_j_m2k > 0.0) {
        draw_shell(s, &panel, &y, shell);
    }
    gm_panel_curve(s->h, &panel, &y, "trace", stack);
}

void gm_strip_plating(gm_strip *s, gm_strip_mark least)
{
    double lo;
    double hi;
    gm_panel panel = gm_strip_panel(s);
    const double *values = gm_strip_values(s, plating_mv);
    gm_strip_range(s, values, &lo, &hi);
    gm_panel_axis y =
        gm_panel_axis_around(panel.box, fmin(lo, 0.0), fmin(hi, fmax(PLATING_MV, 2.0 * lo)));
    const char *cut = hi > y.scale.hi + 0.5
                          ? gm_arena_printf(s->h->arena, " (cut: it goes up to %.0f)", hi)
                          : "";
    gm_strip_frame(s, &panel, &y,
                   gm_arena_printf(s->h->arena, "least potential against lithium, mV%s", cut));
    gm_panel_limit(s->h, &panel, &y, 1e3 * least.value, least.text);
    gm_panel_curve(s->h, &panel, &y, "trace", values);
}

// ---- bands

static bool is_new(const gm_strip_span *spans, int32_t i)
{
    for (int32_t k = 0; k < i; k++) {
        if (spans[k].class == spans[i].class) {
            return false;
        }
    }
    return true;
}

// In as many rows as it takes.
static void draw_legend(gm_strip *s, double x, const gm_strip_span *spans, int32_t n)
{
    double begin = x;
    for (int32_t i = 0; i < n; i++) {
        if (!is_new(spans, i)) {
            continue;
        }
        if (x > begin && x + 18.0 + gm_svg_width(spans[i].kind) > GM_STRIP_WIDTH) {
            x = begin;
            s->top += ROW;
        }
        x = gm_chart_legend(s->h, x, s->top - 8.0, spans[i].class, spans[i].kind);
    }
}

static void draw_span(gm_strip *s, const gm_strip_span *span)
{
    double from = gm_scale_at(&s->x, span->from);
    double width = gm_scale_at(&s->x, span->to) - from;
    gm_html_put(s->h, "<g><title>");
    gm_html_sayf(s->h, "%s, %.4g to %.4g %s", span->text, span->from, span->to, s->unit);
    gm_html_put(s->h, "</title>");
    gm_svg_rect(s->h, span->class, (gm_box){from, s->top, width, GM_STRIP_BAND});
    bool is_wide = gm_svg_width(span->text) + TEXT_AIR < width;
    if (is_wide || gm_svg_width(span->kind) + TEXT_AIR < width) {
        gm_svg_text(s->h, gm_arena_printf(s->h->arena, "on %s-ink", span->class),
                    from + width / 2.0, s->top + 16.5, GM_ANCHOR_MIDDLE,
                    is_wide ? span->text : span->kind);
    }
    gm_html_put(s->h, "</g>\n");
}

void gm_strip_band(gm_strip *s, const char *title, const gm_strip_span *spans, int32_t n)
{
    gm_svg_text(s->h, "unit", GM_STRIP_LEFT, s->top - 8.0, GM_ANCHOR_START, title);
    draw_legend(s, GM_STRIP_LEFT + gm_svg_width(title) + 24.0, spans, n);
    bool is_dense = (s->x.to - s->x.from) / (n > 0 ? n : 1) < DENSE;
    gm_html_put(s->h, is_dense ? "<g class=\"dense\">" : "<g>");
    for (int32_t i = 0; i < n; i++) {
        draw_span(s, &spans[i]);
    }
    gm_html_put(s->h, "</g>");
    s->top += GM_STRIP_BAND;
}

void gm_strip_foot(gm_strip *s)
{
    gm_svg_x_axis(s->h, (gm_box){s->x.from, s->top, s->x.to - s->x.from, 4.0}, &s->x, "");
    gm_svg_text(s->h, "unit", GM_STRIP_LEFT - 24.0, s->top + 22.0, GM_ANCHOR_END, s->unit);
    s->top += 22.0;
}

// ---- the whole

const char *gm_cell_svg(const gm_cell_answer *answer, const char *title, gm_arena *arena)
{
    gm_html body = gm_html_init(arena);
    double top = NAME;
    for (int32_t i = 0; i < answer->n_charges; i++) {
        top = gm_strip_of_charge(&body, answer, &answer->charges[i], top) + FOOT;
    }
    for (int32_t i = 0; i < answer->n_experiments; i++) {
        top = gm_strip_of_experiment(&body, answer, &answer->experiments[i], top) + FOOT;
    }
    const char *chemistry = answer->def->cell->chemistry;
    gm_chart frame = {
        .id = "cell",
        .title = title,
        .says =
            "Charges and experiments of a cell over time: current, power, voltage, "
            "temperature, the potential against lithium, and what binds or which step it is.",
        .kind = "marks",
        .width = GM_STRIP_WIDTH,
        .height = top - FOOT + LAST,
    };
    gm_html h = gm_html_init(arena);
    gm_chart_begin(&h, &frame);
    gm_svg_text(&h, "strong", GM_STRIP_LEFT, 28.0, GM_ANCHOR_START,
                chemistry ? gm_arena_printf(arena, "%s · %s", title, chemistry) : title);
    gm_html_put(&h, body.text.at);
    gm_chart_table(&h);
    gm_chart_end(&h, NULL);
    return gm_chart_alone(&h, "cell");
}
