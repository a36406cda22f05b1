// SPDX-License-Identifier: MIT

#include "report/cell_study_report.h"

#include "report/claims_json.h"
#include "report/claims_text.h"
#include "report/words.h"

#include <inttypes.h>
#include <math.h>
#include <string.h>

#define SHOWN     8    // inputs of a charge in the text; all are in the JSON
#define NO_CHANGE 1e-3 // of the time: less is not worth a row
#define PATH_MOST 44

typedef struct writer {
    const gm_cell_study *s;
    const gm_model *model;
    gm_page page;
    FILE *out;
    gm_arena arena;
} writer;

// ---- words

static const char *time_text(writer *w, double seconds)
{
    if (isnan(seconds)) {
        return "-";
    }
    if (fabs(seconds) < 120.0) {
        return gm_arena_printf(&w->arena, "%.1f s", seconds);
    }
    return fabs(seconds) < 7200.0 ? gm_arena_printf(&w->arena, "%.2f min", seconds / 60.0)
                                  : gm_arena_printf(&w->arena, "%.2f h", seconds / 3600.0);
}

static const char *short_path(const char *path)
{
    return strncmp(path, "cell.", 5) == 0 ? path + 5 : path;
}

// To a tenth of a minute.
static const char *short_time(writer *w, double seconds)
{
    bool is_minutes = fabs(seconds) >= 120.0 && fabs(seconds) < 7200.0;
    return is_minutes ? gm_arena_printf(&w->arena, "%.1f min", seconds / 60.0)
                      : time_text(w, seconds);
}

static const char *value_text(writer *w, const gm_model_input *in, double value)
{
    char text[GM_WORD_BYTES];
    return gm_arena_strdup(&w->arena,
                           gm_quantity_format(value, in->dim, in->unit, text, sizeof text));
}

// "3 um · 24.3 min".
static const char *end_text(writer *w, const gm_model_input *in, const gm_cell_end *end)
{
    const char *value = value_text(w, in, end->value);
    if (!end->charge.is_made) {
        return gm_arena_printf(&w->arena, "%s · %s", value,
                               end->state == GM_CASE_NO_CELL ? "no cell" : "no charge");
    }
    const char *came = end->charge.is.verdict == GM_CHARGE_DONE
                           ? short_time(w, end->charge.is.time_s)
                       : end->charge.is.verdict == GM_CHARGE_LATE ? "too late"
                                                                  : "not done";
    return gm_arena_printf(&w->arena, "%s · %s", value, came);
}

// ---- sensitivities

static void add_effect(writer *w, gm_text_table *table, const gm_cell_effect *e)
{
    const gm_model_input *in = &w->model->inputs[e->input_i];
    const char *change = isnan(e->change_s)
                             ? "-"
                             : gm_arena_printf(&w->arena, "%s%s", e->change_s > 0.0 ? "+" : "",
                                               short_time(w, e->change_s));
    const char *cells[] = {short_path(in->path), end_text(w, in, &e->lo),
                           end_text(w, in, &e->hi), change};
    gm_text_table_row(table, cells, 4);
}

// Of those that are not shown: how many, and how much they move it at most.
static void write_rest(writer *w, const gm_cell_effects *effects, int32_t shown)
{
    if (shown == effects->n) {
        return;
    }
    double most_s = shown < effects->n ? fabs(effects->items[shown].change_s) : 0.0;
    fprintf(w->out, "  %" PRId32 " more move it by at most %s; all are in `--json`\n",
            effects->n - shown, time_text(w, most_s));
}

static int32_t count_shown(const gm_cell_effects *effects)
{
    int32_t n = 0;
    while (n < effects->n && (n < SHOWN || isnan(effects->items[n].change_s))) {
        const gm_cell_effect *e = &effects->items[n];
        double least_s = NO_CHANGE * e->lo.charge.is.time_s;
        if (!isnan(e->change_s) && fabs(e->change_s) <= least_s) {
            break;
        }
        n++;
    }
    return n;
}

static void write_effects(writer *w, const char *charge, const gm_cell_effects *effects)
{
    static const char *const heads[] = {"input", ">at its least", ">at its most", ">change",
                                        NULL};
    if (effects->n == 0) {
        return;
    }
    fprintf(w->out,
            "charge %s: what moves its time most, over its range (`cell.` is left out)\n",
            charge);
    gm_text_table table = gm_text_table_of(&w->arena, w->page, heads);
    table.most[0] = PATH_MOST;
    int32_t shown = count_shown(effects);
    for (int32_t i = 0; i < shown; i++) {
        add_effect(w, &table, &effects->items[i]);
    }
    gm_text_table_print(&table, w->out);
    write_rest(w, effects, shown);
    fputc('\n', w->out);
}

// ---- futures

static void write_longest(writer *w, const gm_charge_spread *s)
{
    const char *all = NULL;
    for (int b = 0; b < GM_BINDS_COUNT; b++) {
        if (s->longest[b] > 0) {
            const char *one =
                gm_arena_printf(&w->arena, "%s in %" PRId32,
                                gm_charge_binds_text((gm_charge_binds)b), s->longest[b]);
            all = all ? gm_arena_printf(&w->arena, "%s, %s", all, one) : one;
        }
    }
    if (all) {
        fprintf(w->out, "  binds longest: %s\n", all);
    }
}

static void write_not_done(writer *w, const gm_charge_spread *s)
{
    if (s->n_short > 0) {
        fprintf(w->out, "  not done in %" PRId32 ": %s\n", s->n_short, s->why);
    }
    if (s->n_late > 0) {
        fprintf(w->out, "  given up in %" PRId32 ", as it is not done `within:` its time\n",
                s->n_late);
    }
    if (s->n_none > 0) {
        fprintf(w->out, "  left out %" PRId32 " that contradict themselves%s%s\n", s->n_none,
                s->why ? ": " : "", s->why ? s->why : "");
    }
}

// Within the time of each claim about it.
static void write_within(writer *w, int32_t charge_i)
{
    for (int32_t i = 0; i < w->s->n_claims; i++) {
        const gm_claim_plan *plan = w->s->claims[i].plan;
        bool is_of = plan->metric.of == GM_METRIC_CHARGE && plan->metric.i == charge_i &&
                     plan->def->bound == GM_BOUND_AT_MOST &&
                     plan->metric.row->at == offsetof(gm_charge_outcome, time_s);
        if (is_of) {
            fprintf(w->out, "  done within %s in %" PRId32 "\n", time_text(w, plan->def->value),
                    gm_charge_spread_within(&w->s->futures, charge_i, plan->def->value));
        }
    }
}

static void write_spread(writer *w, const char *charge, int32_t charge_i)
{
    const gm_charge_spread *s = &w->s->spreads[charge_i];
    fprintf(w->out, "charge %s in %" PRId32 " futures: done in %" PRId32, charge, s->n,
            s->n_done);
    if (s->n_done > 0) {
        fprintf(w->out, ", median %s, 5 to 95 %%: %s to %s", time_text(w, s->median_s),
                time_text(w, s->p5_s), time_text(w, s->p95_s));
    }
    fputc('\n', w->out);
    write_longest(w, s);
    write_not_done(w, s);
    write_within(w, charge_i);
    fputc('\n', w->out);
}

void gm_cell_study_text(const gm_cell_study *study, gm_page page, FILE *out)
{
    writer w = {.s = study, .model = study->twin->model, .page = page, .out = out};
    for (int32_t i = 0; i < w.model->cell_ask.n_charges; i++) {
        const char *name = w.model->cell_ask.charges[i].name;
        if (study->effects) {
            write_effects(&w, name, &study->effects[i]);
        }
        if (study->spreads) {
            write_spread(&w, name, i);
        }
    }
    if (study->n_claims > 0) {
        gm_claims_text(study->claims, study->n_claims, page, out);
    }
    gm_arena_fini(&w.arena);
}

// ---- JSON

static void put_end(const char *key, const gm_cell_end *end, gm_json *j)
{
    static const char *const verdicts[] = {"done", "short", "no heat", "late"};
    gm_json_key(j, key);
    gm_json_begin_object(j);
    gm_json_put_number(j, "value", end->value);
    gm_json_put_text(j, "verdict",
                     end->charge.is_made ? verdicts[end->charge.is.verdict] : "none");
    bool is_done = end->charge.is_made && end->charge.is.verdict == GM_CHARGE_DONE;
    gm_json_put_number(j, "time_s", is_done ? end->charge.is.time_s : (double)NAN);
    gm_json_put_text(j, "why", end->why);
    gm_json_end(j);
}

static void put_effects(const gm_model *model, const char *charge,
                        const gm_cell_effects *effects, gm_json *j)
{
    gm_json_begin_object(j);
    gm_json_put_text(j, "charge", charge);
    gm_json_key(j, "inputs");
    gm_json_begin_array(j);
    for (int32_t i = 0; i < effects->n; i++) {
        const gm_cell_effect *e = &effects->items[i];
        gm_json_begin_object(j);
        gm_json_put_text(j, "input", model->inputs[e->input_i].path);
        put_end("lo", &e->lo, j);
        put_end("hi", &e->hi, j);
        gm_json_put_number(j, "change_s", e->change_s);
        gm_json_end(j);
    }
    gm_json_end(j);
    gm_json_end(j);
}

static void put_spread(const char *charge, const gm_charge_spread *s, gm_json *j)
{
    gm_json_begin_object(j);
    gm_json_put_text(j, "charge", charge);
    gm_json_put_int(j, "n", s->n);
    gm_json_put_int(j, "done", s->n_done);
    gm_json_put_int(j, "short", s->n_short);
    gm_json_put_int(j, "late", s->n_late);
    gm_json_put_int(j, "contradict", s->n_none);
    gm_json_put_number(j, "median_s", s->median_s);
    gm_json_put_number(j, "p5_s", s->p5_s);
    gm_json_put_number(j, "p95_s", s->p95_s);
    gm_json_put_text(j, "why", s->why);
    gm_json_key(j, "binds_longest");
    gm_json_begin_object(j);
    for (int b = 0; b < GM_BINDS_COUNT; b++) {
        if (s->longest[b] > 0) {
            gm_json_put_int(j, gm_charge_binds_text((gm_charge_binds)b), s->longest[b]);
        }
    }
    gm_json_end(j);
    gm_json_end(j);
}

void gm_cell_study_json(const gm_cell_study *study, gm_json *j)
{
    const gm_model *model = study->twin->model;
    const gm_cell_ask *ask = &model->cell_ask;
    gm_json_key(j, "sensitivities");
    gm_json_begin_array(j);
    for (int32_t i = 0; study->effects && i < ask->n_charges; i++) {
        put_effects(model, ask->charges[i].name, &study->effects[i], j);
    }
    gm_json_end(j);
    gm_json_key(j, "futures");
    gm_json_begin_array(j);
    for (int32_t i = 0; study->spreads && i < ask->n_charges; i++) {
        put_spread(ask->charges[i].name, &study->spreads[i], j);
    }
    gm_json_end(j);
    gm_json_key(j, "claims");
    gm_json_begin_array(j);
    for (int32_t i = 0; i < study->n_claims; i++) {
        gm_claim_json(&study->claims[i], j);
    }
    gm_json_end(j);
    gm_json_put_bool(j, "interrupted", study->is_interrupted);
}
