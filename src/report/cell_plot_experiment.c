// SPDX-License-Identifier: MIT
//
// The picture of an experiment.

#include "report/cell_plot_parts.h"

#include <math.h>

#define ZERO_C_K   273.15
#define SECONDS_1C 3600.0
#define GUIDE_ROOM                                                                             \
    7.0 // boundaries of steps that stand nearer than this on the mean are not drawn

static const char *const models[] = {"DFN", "SPMe", "SPM"};

static double rate(const gm_strip *s, const gm_march_point *p)
{
    return p->view.current * SECONDS_1C / s->answer->balance.charge;
}

static void draw_current(gm_strip *s)
{
    double lo;
    double hi;
    gm_panel panel = gm_strip_panel(s);
    const double *values = gm_strip_values(s, rate);
    gm_strip_range(s, values, &lo, &hi);
    gm_panel_axis y = gm_panel_axis_around(panel.box, fmin(lo, 0.0), fmax(hi, 0.0));
    gm_strip_frame(s, &panel, &y, "current, C; out of the cell above 0");
    gm_panel_curve(s->h, &panel, &y, "trace", values);
}

// ---- steps

typedef struct kind {
    const char *class;
    const char *word;
} kind;

static kind kind_of(const gm_cell_leg *leg)
{
    static const kind kinds[] = {{"b-discharge", "discharge"}, {"b-charge", "charge"},
                                 {"b-rest", "rest"},           {"b-hold", "hold"},
                                 {"b-fast", "fast charge"},    {"b-follow", "follow"}};
    if (leg->kind != GM_LEG_HOLD) {
        return kinds[leg->kind == GM_LEG_WITHIN ? 4 : 5];
    }
    bool is_flow = leg->of == GM_CELL_CURRENT || leg->of == GM_CELL_POWER;
    return kinds[!is_flow ? 3 : leg->value > 0.0 ? 0 : leg->value < 0.0 ? 1 : 2];
}

static gm_strip_span *spans_of(const gm_strip *s, const gm_experiment_answer *e)
{
    const gm_experiment_result *r = &e->result;
    gm_strip_span *spans = GM_NEW(s->h->arena, gm_strip_span, r->n + 1);
    double from = 0.0;
    for (int32_t i = 0; i < r->n; i++) {
        const gm_experiment_step *step = &e->experiment.steps[i];
        kind k = kind_of(&step->leg);
        double to = from + r->steps[i].time_s / s->unit_s;
        spans[i] = (gm_strip_span){from, to, k.class, k.word, step->text};
        from = to;
    }
    return spans;
}

static void set_guides(gm_strip *s, const gm_strip_span *spans, int32_t n)
{
    if (n < 2 || (s->x.to - s->x.from) / n < GUIDE_ROOM) {
        return;
    }
    s->guides = GM_NEW(s->h->arena, double, n);
    for (int32_t i = 1; i < n; i++) {
        s->guides[s->n_guides++] = spans[i].from;
    }
}

static const char *title_of(const gm_experiment_answer *e, gm_arena *arena)
{
    const gm_experiment_result *r = &e->result;
    const char *name = e->experiment.name;
    if (r->is_whole) {
        return gm_arena_printf(arena, "experiment %s", name);
    }
    return gm_arena_printf(arena, "experiment %s stops in step %d: %s", name, (int)r->n,
                           gm_march_end_text(&r->steps[r->n - 1].end, arena));
}

static const char *says_of(const gm_session_ask *start, gm_arena *arena)
{
    return gm_arena_printf(arena, "from %.4g %% at %.4g °C%s · %s", 100.0 * start->soc,
                           start->temperature_k - ZERO_C_K,
                           start->is_isothermal ? ", kept there (isothermal)" : "",
                           models[start->model]);
}

double gm_strip_of_experiment(gm_html *h, const gm_cell_answer *answer,
                              const gm_experiment_answer *e, double top)
{
    gm_strip s = gm_strip_begin(h, answer, &e->result.trace, false, top);
    gm_strip_title(&s, title_of(e, h->arena), says_of(&e->experiment.start, h->arena), NULL);
    if (s.n == 0) {
        return s.top;
    }
    const gm_strip_span *spans = spans_of(&s, e);
    set_guides(&s, spans, e->result.n);
    gm_strip_mark window[] = {{answer->cell.low_v, "empty", false},
                              {answer->cell.high_v, "full", false}};
    gm_strip_voltage(&s, window, 2);
    draw_current(&s);
    if (!e->experiment.start.is_isothermal) {
        gm_strip_temperature(&s, 0.0);
    }
    if (!answer->cell.metal.is_there) {
        gm_strip_plating(&s, (gm_strip_mark){0.0, "plates below", true});
    }
    gm_strip_band(&s, "step", spans, e->result.n);
    gm_strip_foot(&s);
    return s.top;
}
