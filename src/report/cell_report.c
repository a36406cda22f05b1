// SPDX-License-Identifier: MIT

#include "report/cell_report.h"

#include "core/text.h"
#include "report/cell_cost_report.h"
#include "report/cell_design_report.h"
#include "report/cell_life_report.h"

#include <math.h>

#define ZERO_C_K 273.15
#define J_PER_WH 3600.0
#define C_PER_AH 3600.0

#define NOTHING    1e-6 // of a whole
#define LEAST_STEP 16   // columns

static const char *const model_names[] = {"DFN", "SPMe", "SPM"};

typedef struct writer {
    const gm_cell_answer *a;
    gm_page page;
    FILE *out;
    gm_arena arena;
} writer;

static const char *number(writer *w, double value, int figures)
{
    char text[GM_NUMBER_BYTES];
    return gm_arena_strdup(&w->arena, gm_text_of_rounded(value, figures, text));
}

// "48 s", "39.1 min", "5.2 h".
static const char *time_text(writer *w, double seconds)
{
    if (seconds < 120.0) {
        return gm_arena_printf(&w->arena, "%.1f s", seconds);
    }
    return seconds < 7200.0 ? gm_arena_printf(&w->arena, "%.2f min", seconds / 60.0)
                            : gm_arena_printf(&w->arena, "%.2f h", seconds / 3600.0);
}

static const char *celsius(writer *w, double kelvin)
{
    return gm_arena_printf(&w->arena, "%.1f degC", kelvin - ZERO_C_K);
}

static const char *percent(writer *w, double share)
{
    return gm_arena_printf(&w->arena, "%.1f %%", 100.0 * share);
}

// ---- the cell

static void write_window(writer *w)
{
    const gm_cell_answer *a = w->a;
    const gm_cell_balance *b = &a->balance;
    double ah = b->charge * a->cell.area_m2 / C_PER_AH;
    fprintf(w->out, "%s Ah and %s Wh between %s and %s V at no current · %s mAh/cm2\n",
            number(w, ah, 4), number(w, a->energy_j / J_PER_WH, 4), number(w, a->cell.low_v, 4),
            number(w, a->cell.high_v, 4), number(w, b->charge / 36000.0, 3));
    if (a->cell.metal.is_there) {
        fprintf(w->out, "stoichiometry full %.4f, empty %.4f of the positive electrode\n\n",
                b->full[1], b->empty[1]);
        return;
    }
    fprintf(w->out, "stoichiometry full %.4f | %.4f, empty %.4f | %.4f\n\n", b->full[0],
            b->full[1], b->empty[0], b->empty[1]);
}

// Where something is asked for: "own.yaml:12:7". NULL: in no file, a discharge by default.
static const char *place(gm_src src, gm_arena *arena)
{
    return src.file ? gm_arena_printf(arena, "%s:%d:%d", src.file, src.line, src.col)
                    : src.origin;
}

static const char *asked_at(gm_src src, gm_arena *arena)
{
    const char *at = place(src, arena);
    return at ? gm_arena_printf(arena, "; asked for at %s", at) : "";
}

// ---- charges

// A line that goes on below where the page ends.
static void write_line(writer *w, const gm_text *line)
{
    gm_text_wrap(line->at, w->page.columns, 2, w->out);
}

static void write_question(writer *w, const gm_charge_answer *c)
{
    const gm_charge *q = &c->charge;
    gm_text line = gm_text_init(&w->arena);
    gm_text_addf(&line, "charge %s: %s to %s, cell at %s", c->def->name, percent(w, q->from),
                 percent(w, q->to), celsius(w, q->start_k));
    if (q->preheat_k > q->start_k) {
        gm_text_addf(&line, ", preheated to %s", celsius(w, q->preheat_k));
    }
    if (q->is_isothermal) {
        gm_text_add(&line, ", kept there (isothermal)");
    } else {
        gm_text_addf(&line, ", coolant at %s", celsius(w, q->coolant_k));
    }
    gm_text_addf(&line, " · %s", model_names[q->model]);
    if (q->colder_k > 0.0 || q->more_load > 0.0) {
        gm_text_addf(&line, " · by its worst cell: %g K colder, %s more load", q->colder_k,
                     percent(w, q->more_load));
    }
    write_line(w, &line);
}

static const char *why_short(writer *w, const gm_charge_answer *c)
{
    const gm_charge_result *r = &c->result;
    if (r->verdict == GM_CHARGE_NO_HEAT) {
        return "the cell has no `thermal:`; a fast charge of one temperature must be asked for "
               "with `isothermal: yes`";
    }
    if (r->verdict == GM_CHARGE_LATE) {
        return gm_arena_printf(&w->arena, "not within %s", time_text(w, c->charge.most_s));
    }
    return gm_charge_end_text(r, &w->arena);
}

static void write_spans(writer *w, const gm_charge_result *r)
{
    static const char *const heads[] = {"what binds", ">from", ">to", ">charge", ">to", NULL};
    gm_text_table table = gm_text_table_of(&w->arena, w->page, heads);
    for (int32_t i = 0; i < r->n_spans; i++) {
        const gm_charge_span *s = &r->spans[i];
        const char *cells[] = {gm_charge_binds_text(s->binds), time_text(w, s->from_s),
                               time_text(w, s->to_s), percent(w, s->from), percent(w, s->to)};
        gm_text_table_row(&table, cells, 5);
    }
    gm_text_table_print(&table, w->out);
}

static void write_preheating(writer *w, const gm_charge_result *r)
{
    const char *wh = number(w, r->preheat_j / J_PER_WH, 3);
    if (r->preheat_s > 0.0) {
        fprintf(w->out, "  before it %s of preheating with %s Wh a cell\n",
                time_text(w, r->preheat_s), wh);
    } else if (r->preheat_j > 0.0) {
        fprintf(w->out, "  it comes preheated, with %s Wh a cell\n", wh);
    }
}

static void write_charge(writer *w, const gm_charge_answer *c)
{
    const gm_charge_result *r = &c->result;
    write_question(w, c);
    if (r->verdict != GM_CHARGE_DONE) {
        fprintf(w->out, "  cannot be done: %s%s\n", why_short(w, c),
                asked_at(c->def->src, &w->arena));
    }
    if (r->trace.n == 0) {
        fputc('\n', w->out);
        return;
    }
    fprintf(w->out, "  %s %s · mean %.2fC, peak %s A a cell · %s Wh a cell\n",
            r->verdict == GM_CHARGE_DONE ? "takes" : "until then", time_text(w, r->time_s),
            r->mean_rate * 3600.0, number(w, r->peak_a, 4),
            number(w, r->energy_j / J_PER_WH, 4));
    fprintf(w->out, "  at most %s, at its end %s\n", celsius(w, r->highest_k),
            celsius(w, r->end_k));
    write_preheating(w, r);
    if (r->ahead_s > 0.0) {
        fprintf(
            w->out,
            "  held back as it nears that: at full rate its particles would pass it even at "
            "rest (%s ahead)\n",
            time_text(w, r->ahead_s));
    }
    if (c->charge.series * c->charge.parallel > 1) {
        fprintf(w->out, "  pack: mean %s kW, peak %s kW\n", number(w, r->mean_w / 1e3, 4),
                number(w, r->peak_w / 1e3, 4));
    }
    gm_cells_pack_text(&c->pack, w->page, w->out);
    write_spans(w, r);
    fputc('\n', w->out);
}

// ---- experiments

// To four figures; what is nothing of the whole is 0.
static const char *part(writer *w, double value, double whole)
{
    return number(w, fabs(value) < NOTHING * whole ? 0.0 : value, 4);
}

static void add_step(writer *w, gm_text_table *table, const char *text,
                     const gm_experiment_step_result *s)
{
    const gm_cell_answer *a = w->a;
    bool has_point = s->highest_k > 0.0; // else it could not begin
    bool has_plating = !a->cell.metal.is_there && isfinite(s->least_plating_v) && has_point;
    double ah = a->balance.charge * a->cell.area_m2 / C_PER_AH;
    const char *cells[] = {
        text,
        time_text(w, s->time_s),
        part(w, s->charge_c / C_PER_AH, ah),
        part(w, s->energy_j / J_PER_WH, a->energy_j / J_PER_WH),
        has_point ? gm_arena_printf(&w->arena, "%.3f", s->begin_v) : "-",
        has_point ? gm_arena_printf(&w->arena, "%.3f", s->end_v) : "-",
        has_point ? percent(w, s->soc) : "-",
        has_point ? gm_arena_printf(&w->arena, "%.1f", s->highest_k - ZERO_C_K) : "-",
        has_plating ? gm_arena_printf(&w->arena, "%.1f mV", 1e3 * s->least_plating_v) : "",
    };
    gm_text_table_row(table, cells, 9);
}

// Steps whose end was met, or passed however short a step, where they began.
static void write_idle(writer *w, const gm_experiment_answer *e)
{
    const gm_experiment_result *r = &e->result;
    for (int32_t i = 0; i < r->n; i++) {
        if (gm_experiment_step_is_met(&r->steps[i]) && r->steps[i].time_s == 0.0) {
            fprintf(w->out, "  '%s' ended in its first instant: nothing flowed\n",
                    e->experiment.steps[i].text);
        }
    }
}

// Where lithium metal is plated faster than dendrites allow.
static void write_critical(writer *w, const gm_experiment_answer *e)
{
    const gm_experiment_result *r = &e->result;
    for (int32_t i = 0; i < r->n; i++) {
        if (r->steps[i].most_critical > 1.0 + 1e-6) {
            fprintf(
                w->out,
                "  '%s' plates at up to %s times the critical current: dendrites would short "
                "the cell\n",
                e->experiment.steps[i].text, number(w, r->steps[i].most_critical, 3));
        }
    }
}

static void write_experiment(writer *w, const gm_experiment_answer *e)
{
    static const char *const heads[] = {"step",  ">time",   ">Ah",   ">Wh",      ">V from",
                                        ">V to", ">charge", ">degC", ">plating", NULL};
    const gm_experiment_result *r = &e->result;
    fprintf(w->out, "experiment %s: from %s at %s%s · %s\n", e->experiment.name,
            percent(w, e->experiment.start.soc), celsius(w, e->experiment.start.temperature_k),
            e->experiment.start.is_isothermal ? ", isothermal" : "",
            model_names[e->experiment.start.model]);
    gm_text_table table = gm_text_table_of(&w->arena, w->page, heads);
    table.least[0] = LEAST_STEP;
    for (int32_t i = 0; i < r->n; i++) {
        add_step(w, &table, e->experiment.steps[i].text, &r->steps[i]);
    }
    gm_text_table_print(&table, w->out);
    write_idle(w, e);
    write_critical(w, e);
    if (!r->is_whole) {
        fprintf(w->out, "  it stops there: %s%s\n",
                gm_march_end_text(&r->steps[r->n - 1].end, &w->arena),
                asked_at(e->experiment.steps[r->n - 1].src, &w->arena));
    }
    gm_cell_fade_text(&w->a->cell, e, w->page, w->out);
    fputc('\n', w->out);
}

void gm_cell_report_text(const gm_cell_answer *answer, const char *title, gm_page page,
                         FILE *out)
{
    writer w = {.a = answer, .page = page, .out = out};
    const char *chemistry = answer->def->cell->chemistry;
    fprintf(out, "%s%s%s\n", title, chemistry ? " · " : "", chemistry ? chemistry : "");
    write_window(&w);
    for (int32_t i = 0; i < answer->n_charges; i++) {
        write_charge(&w, &answer->charges[i]);
    }
    for (int32_t i = 0; i < answer->n_experiments; i++) {
        write_experiment(&w, &answer->experiments[i]);
    }
    gm_arena_fini(&w.arena);
}

void gm_cell_sections_text(const gm_cell_answer *answer, gm_page page, FILE *out)
{
    gm_cell_design_text(answer, page, out);
    gm_cell_life_text(answer, page, out);
    gm_cell_cost_text(answer->cost, page, out);
}

// ---- JSON

static void put_trace(const gm_trace *t, gm_json *j)
{
    static const char *const names[] = {"time_s",  "current_a_m2", "voltage_v", "plating_v",
                                        "stack_k", "shell_k",      "soc",       "heat_w_m2",
                                        "leg",     "held"};
    gm_json_key(j, "trace");
    gm_json_begin_object(j);
    for (int c = 0; c < 10; c++) {
        gm_json_key(j, names[c]);
        gm_json_begin_array(j);
        for (int32_t i = 0; i < t->n; i++) {
            const gm_march_point *p = &t->points[i];
            const double values[] = {p->view.time_s,
                                     p->view.current,
                                     p->view.voltage_v,
                                     p->view.plating_v,
                                     p->view.temperature_k,
                                     p->shell_k,
                                     p->soc,
                                     p->view.heat,
                                     (double)p->leg,
                                     (double)p->held};
            gm_json_number(j, values[c]);
        }
        gm_json_end(j);
    }
    gm_json_end(j);
}

static void put_charge(const gm_charge_answer *c, gm_arena *arena, gm_json *j)
{
    const gm_charge_result *r = &c->result;
    static const char *const verdicts[] = {"done", "short", "no heat", "late"};
    gm_json_begin_object(j);
    gm_json_put_text(j, "name", c->def->name);
    gm_json_put_text(j, "model", model_names[c->charge.model]);
    gm_json_put_text(j, "verdict", verdicts[r->verdict]);
    gm_json_put_text(j, "end",
                     r->verdict != GM_CHARGE_NO_HEAT ? gm_charge_end_text(r, arena) : NULL);
    gm_json_put_text(j, "asked_at", place(c->def->src, arena));
    gm_json_put_number(j, "ahead_s", r->ahead_s);
    gm_json_put_number(j, "time_s", r->time_s);
    gm_json_put_number(j, "preheat_s", r->preheat_s);
    gm_json_put_number(j, "preheat_j", r->preheat_j);
    gm_json_put_number(j, "soc", r->soc);
    gm_json_put_number(j, "energy_j", r->energy_j);
    gm_json_put_number(j, "mean_w", r->mean_w);
    gm_json_put_number(j, "peak_w", r->peak_w);
    gm_json_put_number(j, "mean_c_rate", r->mean_rate * 3600.0);
    gm_json_put_number(j, "peak_a", r->peak_a);
    gm_json_put_number(j, "highest_k", r->highest_k);
    gm_json_put_number(j, "end_k", r->end_k);
    gm_json_put_number(j, "least_plating_v", r->least_plating_v);
    gm_json_put_number(j, "heat_j", r->heat_j);
    gm_cells_pack_json(&c->pack, j);
    gm_json_key(j, "binds");
    gm_json_begin_array(j);
    for (int32_t i = 0; i < r->n_spans; i++) {
        gm_json_begin_object(j);
        gm_json_put_text(j, "what", gm_charge_binds_text(r->spans[i].binds));
        gm_json_put_number(j, "from_s", r->spans[i].from_s);
        gm_json_put_number(j, "to_s", r->spans[i].to_s);
        gm_json_put_number(j, "from_soc", r->spans[i].from);
        gm_json_put_number(j, "to_soc", r->spans[i].to);
        gm_json_end(j);
    }
    gm_json_end(j);
    put_trace(&r->trace, j);
    gm_json_end(j);
}

static void put_step(const gm_cell *cell, const gm_experiment_answer *e, int32_t i,
                     gm_arena *arena, gm_json *j)
{
    const gm_experiment_step *step = &e->experiment.steps[i];
    const gm_experiment_step_result *r = &e->result.steps[i];
    gm_json_begin_object(j);
    gm_json_put_text(j, "step", step->text);
    gm_json_put_int(j, "cycle", step->cycle);
    gm_json_put_bool(j, "met", gm_experiment_step_is_met(r));
    gm_json_put_text(j, "end", gm_march_end_text(&r->end, arena));
    gm_json_put_text(j, "asked_at", place(step->src, arena));
    gm_json_put_number(j, "time_s", r->time_s);
    gm_json_put_number(j, "charge_c", r->charge_c);
    gm_json_put_number(j, "energy_j", r->energy_j);
    gm_json_put_number(j, "heat_j", r->heat_j);
    gm_json_put_number(j, "begin_v", r->begin_v);
    gm_json_put_number(j, "end_v", r->end_v);
    gm_json_put_number(j, "highest_k", r->highest_k);
    gm_json_put_number(j, "least_plating_v", r->least_plating_v);
    if (r->most_critical > 0.0) {
        gm_json_put_number(j, "most_critical", r->most_critical);
    }
    gm_json_put_number(j, "soc", r->soc);
    if (e->result.ages) {
        gm_cell_aged_json(cell, &r->aged, j);
    }
    gm_json_end(j);
}

static void put_experiment(const gm_cell *cell, const gm_experiment_answer *e, gm_arena *arena,
                           gm_json *j)
{
    gm_json_begin_object(j);
    gm_json_put_text(j, "name", e->experiment.name);
    gm_json_put_text(j, "model", model_names[e->experiment.start.model]);
    gm_json_put_bool(j, "whole", e->result.is_whole);
    gm_json_key(j, "steps");
    gm_json_begin_array(j);
    for (int32_t i = 0; i < e->result.n; i++) {
        put_step(cell, e, i, arena, j);
    }
    gm_json_end(j);
    put_trace(&e->result.trace, j);
    gm_json_end(j);
}

static void put_window(const gm_cell_answer *a, gm_json *j)
{
    const gm_cell_balance *b = &a->balance;
    gm_json_key(j, "window");
    gm_json_begin_object(j);
    gm_json_put_number(j, "charge_c", b->charge * a->cell.area_m2);
    gm_json_put_number(j, "energy_j", a->energy_j);
    gm_json_put_number(j, "area_m2", a->cell.area_m2);
    gm_json_put_number(j, "low_v", a->cell.low_v);
    gm_json_put_number(j, "high_v", a->cell.high_v);
    gm_json_put_number(j, "negative_full", b->full[0]);
    gm_json_put_number(j, "negative_empty", b->empty[0]);
    gm_json_put_number(j, "positive_full", b->full[1]);
    gm_json_put_number(j, "positive_empty", b->empty[1]);
    gm_json_end(j);
}

void gm_cell_report_json(const gm_cell_answer *answer, gm_json *j)
{
    gm_arena arena = {0};
    put_window(answer, j);
    gm_cell_design_json(answer, j);
    gm_json_key(j, "charges");
    gm_json_begin_array(j);
    for (int32_t i = 0; i < answer->n_charges; i++) {
        put_charge(&answer->charges[i], &arena, j);
    }
    gm_json_end(j);
    gm_json_key(j, "experiments");
    gm_json_begin_array(j);
    for (int32_t i = 0; i < answer->n_experiments; i++) {
        put_experiment(&answer->cell, &answer->experiments[i], &arena, j);
    }
    gm_json_end(j);
    gm_cell_life_json(answer, j);
    gm_cell_cost_json(answer->cost, j);
    gm_arena_fini(&arena);
}
