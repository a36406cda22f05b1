// SPDX-License-Identifier: MIT
//
// The picture of a charge.

#include "report/cell_plot_parts.h"
#include "report/chart.h"

#include <math.h>

#define ZERO_C_K   273.15
#define SECONDS_1C 3600.0
#define SOC_ROOM   46.0 // between two numbers
#define NEAR       1e-6 // of a state of charge

static const char *const models[] = {"DFN", "SPMe", "SPM"};

static const char *const classes[GM_BINDS_COUNT] = {
    [GM_BINDS_NOTHING] = "b-nothing",
    [GM_BINDS_CURRENT] = "b-current",
    [GM_BINDS_CRITICAL] = "b-critical",
    [GM_BINDS_CHARGER_CURRENT] = "b-charger-current",
    [GM_BINDS_CHARGER_POWER] = "b-charger-power",
    [GM_BINDS_CHARGER_VOLTAGE] = "b-charger-voltage",
    [GM_BINDS_VOLTAGE] = "b-voltage",
    [GM_BINDS_PLATING] = "b-plating",
    [GM_BINDS_TEMPERATURE] = "b-temperature",
    [GM_BINDS_WARMING] = "b-warming",
};

// ---- texts

static const char *title_of(const gm_charge_answer *c, gm_arena *arena)
{
    const gm_charge *q = &c->charge;
    const gm_charge_result *r = &c->result;
    const char *span = gm_arena_printf(arena, "charge %s: %.4g to %.4g %%", c->def->name,
                                       100.0 * q->from, 100.0 * q->to);
    switch (r->verdict) {
    case GM_CHARGE_DONE:
        return gm_arena_printf(arena, "%s in %s, mean %.2fC", span,
                               gm_strip_time(arena, r->time_s), r->mean_rate * SECONDS_1C);
    case GM_CHARGE_LATE:
        return gm_arena_printf(arena, "%s not within %s", span,
                               gm_strip_time(arena, q->most_s));
    case GM_CHARGE_NO_HEAT:
        return gm_arena_printf(arena, "%s cannot be done: the cell has no `thermal:`", span);
    case GM_CHARGE_SHORT:
        break;
    }
    return gm_arena_printf(arena, "%s cannot be done: %s", span, gm_charge_end_text(r, arena));
}

static const char *says_of(const gm_charge_answer *c, gm_arena *arena)
{
    const gm_charge *q = &c->charge;
    gm_text text = gm_text_init(arena);
    gm_text_addf(&text, "cell at %.4g °C", q->start_k - ZERO_C_K);
    if (q->preheat_k > q->start_k) {
        gm_text_addf(&text, ", preheated to %.4g °C", q->preheat_k - ZERO_C_K);
    }
    if (q->is_isothermal) {
        gm_text_add(&text, ", kept there (isothermal)");
    } else {
        gm_text_addf(&text, ", coolant at %.4g °C", q->coolant_k - ZERO_C_K);
    }
    gm_text_addf(&text, " · %s", models[q->model]);
    return text.at;
}

static bool has_worst(const gm_charge *q)
{
    return q->colder_k > 0.0 || q->more_load > 0.0;
}

// Of the pack, NULL where a cell is charged alone.
static const char *pack_of(const gm_charge *q, gm_arena *arena)
{
    if (q->series * q->parallel == 1 && !has_worst(q)) {
        return NULL;
    }
    const char *pack = gm_arena_printf(arena, "pack of %d cells in series, %d in parallel",
                                       (int)q->series, (int)q->parallel);
    return !has_worst(q) ? pack
                         : gm_arena_printf(arena,
                                           "%s · shown is its worst cell: %.3g K colder, %.3g "
                                           "%% more load",
                                           pack, q->colder_k, 100.0 * q->more_load);
}

// ---- current and power

static double rate(const gm_strip *s, const gm_march_point *p)
{
    return -p->view.current * SECONDS_1C / s->answer->balance.charge;
}

static double power_w_m2(const gm_strip *s, const gm_march_point *p)
{
    (void)s;
    return -p->view.current * p->view.voltage_v;
}

static void draw_flow(gm_strip *s, const gm_charge *q)
{
    double lo;
    double hi;
    double hi_power;
    gm_arena *arena = s->h->arena;
    double cells = (double)q->series * q->parallel;
    bool is_pack = cells > 1.0;
    double watts = s->answer->cell.area_m2 / (1.0 + q->more_load) * cells;
    gm_panel panel = gm_strip_panel(s);
    const double *rates = gm_strip_values(s, rate);
    double *power = (double *)gm_strip_values(s, power_w_m2);
    for (int32_t i = 0; i < s->n; i++) {
        power[i] *= is_pack ? 1e-3 * watts : watts;
    }
    gm_strip_range(s, rates, &lo, &hi);
    gm_strip_range(s, power, &lo, &hi_power);
    const char *peak = gm_strip_cut_peak(s, rates, &hi);
    const char *peak_power = gm_strip_cut_peak(s, power, &hi_power);
    gm_panel_axis y = gm_panel_axis_around(panel.box, 0.0, hi);
    gm_panel_axis right = gm_panel_axis_beside(panel.box, &y, hi_power);
    gm_strip_frame(s, &panel, &y, NULL);
    gm_panel_right(s->h, &panel, &right);
    double x = panel.box.x;
    const char *whose = has_worst(q) ? " of the worst cell" : "";
    gm_chart_legend(s->h, x, panel.box.y - 8.0, "trace-key",
                    gm_arena_printf(arena, "current%s, C%s", whose, peak));
    const char *word = gm_arena_printf(arena, "power of the %s%s",
                                       is_pack ? "pack, kW" : "cell, W", peak_power);
    x = panel.box.x + panel.box.width - gm_svg_width(word) - 18.0;
    gm_chart_legend(s->h, x, panel.box.y - 8.0, "second-key", word);
    gm_panel_curve(s->h, &panel, &right, "trace second", power);
    gm_panel_curve(s->h, &panel, &y, "trace", rates);
}

// ---- what binds

static gm_strip_span *spans_of(const gm_strip *s, const gm_charge_result *r)
{
    gm_strip_span *spans = GM_NEW(s->h->arena, gm_strip_span, r->n_spans + 1);
    for (int32_t i = 0; i < r->n_spans; i++) {
        const gm_charge_span *span = &r->spans[i];
        const char *text = gm_charge_binds_text(span->binds);
        spans[i] = (gm_strip_span){span->from_s / s->unit_s, span->to_s / s->unit_s,
                                   classes[span->binds], text, text};
    }
    return spans;
}

static void set_guides(gm_strip *s, const gm_strip_span *spans, int32_t n)
{
    s->guides = GM_NEW(s->h->arena, double, n + 1);
    for (int32_t i = 1; i < n; i++) {
        s->guides[s->n_guides++] = spans[i].from;
    }
}

// When the pack has a state of charge, between the points i - 1 and i, in the unit of the strip.
static double time_of(const gm_strip *s, int32_t i, double before, double after, double soc)
{
    double share = i > 0 && after > before ? (soc - before) / (after - before) : 1.0;
    return i > 0 ? s->at[i - 1] + share * (s->at[i] - s->at[i - 1]) : s->at[i];
}

static void draw_soc(gm_strip *s, double x, double soc)
{
    gm_svg_line(s->h, "axis", x, s->top + 4.0, x, s->top + 10.0);
    gm_svg_text(s->h, "tick", x, s->top + 24.0, GM_ANCHOR_MIDDLE,
                gm_arena_printf(s->h->arena, "%.0f %%", 100.0 * soc));
}

// Below the numbers of the time: where the pack has each ten percent, as far as there is room.
static void draw_socs(gm_strip *s, const gm_charge *q)
{
    double last_x = -SOC_ROOM;
    double next = ceil(q->from * 10.0 - NEAR) / 10.0;
    double before = q->from;
    for (int32_t i = 0; i < s->n; i++) {
        double soc = q->from + (s->points[i].soc - q->from) / (1.0 + q->more_load);
        while (soc >= next - NEAR) {
            double x = gm_scale_at(&s->x, time_of(s, i, before, soc, next));
            if (x - last_x >= SOC_ROOM) {
                draw_soc(s, x, next);
                last_x = x;
            }
            next += 0.1;
        }
        before = soc;
    }
    gm_svg_text(s->h, "unit", GM_STRIP_LEFT - 24.0, s->top + 24.0, GM_ANCHOR_END, "charge");
    s->top += 24.0;
}

// What may not be passed, with its limit.
static void draw_limited(gm_strip *s, const gm_charge *q)
{
    gm_arena *arena = s->h->arena;
    double most_v = q->most_v > 0.0 ? q->most_v : s->answer->cell.high_v;
    most_v = q->charger_v > 0.0 ? fmin(most_v, q->charger_v / q->series) : most_v;
    gm_strip_mark most = {most_v, gm_arena_printf(arena, "≤ %.4g V", most_v), true};
    gm_strip_voltage(s, &most, 1);
    if (!q->is_isothermal) {
        gm_strip_temperature(s, q->most_k);
    }
    if (!s->answer->cell.metal.is_there) {
        double margin_v = q->has_margin ? q->margin_v : 0.0;
        const char *text = gm_arena_printf(arena, "≥ %.4g mV", 1e3 * margin_v);
        gm_strip_plating(s, (gm_strip_mark){margin_v, text, true});
    }
}

double gm_strip_of_charge(gm_html *h, const gm_cell_answer *answer,
                          const gm_charge_answer *charge, double top)
{
    const gm_charge *q = &charge->charge;
    const gm_charge_result *r = &charge->result;
    gm_strip s = gm_strip_begin(h, answer, &r->trace, true, top);
    gm_strip_title(&s, title_of(charge, h->arena), says_of(charge, h->arena),
                   pack_of(q, h->arena));
    if (s.n == 0) {
        return s.top;
    }
    const gm_strip_span *spans = spans_of(&s, r);
    set_guides(&s, spans, r->n_spans);
    draw_flow(&s, q);
    draw_limited(&s, q);
    gm_strip_band(&s, "what binds", spans, r->n_spans);
    gm_strip_foot(&s);
    draw_socs(&s, q);
    return s.top;
}
