// SPDX-License-Identifier: MIT

#include "report/cell_life_report.h"

#include "core/text.h"
#include "report/cell_lines.h"

#include <math.h>

#define LEAST_AH 1e-9 // less is nothing
#define ZERO_C_K 273.15
#define C_PER_AH 3600.0
#define DAY_S    86400.0

static const double years[] = {1.0, 2.0, 5.0, 8.0, 10.0, 15.0};
#define N_YEARS ((int)(sizeof years / sizeof *years))

// ---- text

static const char *left_after(const gm_cell_lines *l, const gm_life *life, double year)
{
    return gm_cell_lines_percent(l, gm_life_after(life, year * GM_YEAR_S).capacity);
}

static const char *until_text(const gm_cell_lines *l, const gm_life *life, double share)
{
    double s = gm_life_until_s(life, share);
    return isfinite(s) ? gm_arena_printf(l->arena, "%.1f yr", s / GM_YEAR_S) : "> 1000 yr";
}

static void write_outside(const gm_cell_lines *l, const gm_life *life)
{
    if (life->n_outside == 0) {
        return;
    }
    gm_text text = gm_text_init(l->arena);
    for (int32_t i = 0; i < life->n_outside; i++) {
        gm_text_addf(&text, "%s%s", i > 0 ? ", " : "",
                     gm_life_excess_text(&life->outside[i], l->arena));
    }
    gm_cell_lines_say(l, "  %s: outside what the model was measured at: %s", life->model->name,
                      text.at);
}

static void write_use(const gm_cell_lines *l, const gm_life_answer *a,
                      const gm_life_use_answer *u)
{
    const char *heads[] = {
        "model",  gm_arena_printf(l->arena, ">to %.3g %%", 100.0 * a->def->until),
        ">1 yr",  ">2 yr",
        ">5 yr",  ">8 yr",
        ">10 yr", ">15 yr",
        NULL};
    const gm_life *first = &u->lives[0];
    gm_cell_lines_say(
        l,
        "life in use %s: %.3g full cycles a day, deepest %s, at %.1f degC and %s in the mean",
        u->def->name, first->efc * DAY_S / first->period_s,
        gm_cell_lines_percent(l, first->deepest), first->mean_k - ZERO_C_K,
        gm_cell_lines_percent(l, first->mean_soc));
    gm_text_table table = gm_text_table_of(l->arena, l->page, heads);
    for (int32_t k = 0; k < a->n_models; k++) {
        const gm_life *life = &u->lives[k];
        const char *cells[2 + N_YEARS] = {life->model->name,
                                          until_text(l, life, a->def->until)};
        for (int i = 0; i < N_YEARS; i++) {
            cells[2 + i] = left_after(l, life, years[i]);
        }
        gm_text_table_row(&table, cells, 2 + N_YEARS);
    }
    gm_text_table_print(&table, l->out);
    for (int32_t k = 0; k < a->n_models; k++) {
        write_outside(l, &u->lives[k]);
    }
    fputc('\n', l->out);
}

void gm_cell_life_text(const gm_cell_answer *answer, gm_page page, FILE *out)
{
    gm_arena arena = {0};
    const gm_cell_lines l = {page, out, &arena};
    for (int32_t i = 0; answer->life && i < answer->life->n_uses; i++) {
        write_use(&l, answer->life, &answer->life->uses[i]);
    }
    gm_arena_fini(&arena);
}

// ---- what experiments have cost

// Charge that the discharges of a cycle gave; NAN: the cycle is not whole, or was none.
static double given_c(const gm_experiment_answer *e, int32_t cycle)
{
    double sum = 0.0;
    for (int32_t i = 0; i < e->result.n; i++) {
        const gm_experiment_step_result *r = &e->result.steps[i];
        if (e->experiment.steps[i].cycle == cycle) {
            sum += fmax(0.0, r->charge_c);
            if (!gm_experiment_step_is_met(r)) {
                return (double)NAN;
            }
        }
    }
    return sum > 0.0 ? sum : (double)NAN;
}

// The last cycle of the only repeat; 0: there is none, or several.
static int32_t last_cycle(const gm_experiment_answer *e)
{
    int32_t last = 0;
    for (int32_t i = 0; i < e->result.n; i++) {
        int32_t cycle = e->experiment.steps[i].cycle;
        if (cycle > 0 && cycle < last) {
            return 0;
        }
        last = cycle > last ? cycle : last;
    }
    return last;
}

static void write_fade(const gm_experiment_answer *e, FILE *out)
{
    int32_t last = last_cycle(e);
    double first_c = given_c(e, 1);
    double last_c = given_c(e, last);
    if (last < 2 || isnan(first_c) || isnan(last_c)) {
        return;
    }
    fprintf(out, "  cycle 1 gave %.4f Ah, cycle %d %.4f Ah: %.3f %%\n", first_c / C_PER_AH,
            (int)last, last_c / C_PER_AH, 100.0 * last_c / first_c);
}

void gm_cell_fade_text(const gm_cell *cell, const gm_experiment_answer *e, gm_page page,
                       FILE *out)
{
    if (!e->result.ages || e->result.n == 0) {
        return;
    }
    gm_arena arena = {0};
    const gm_cell_lines l = {page, out, &arena};
    const gm_cell_aged *aged = &e->result.steps[e->result.n - 1].aged;
    double ah = GM_FARADAY * cell->area_m2 / C_PER_AH; // of a mole for each m2
    double plated = ah * aged->plated_mol_m2;
    plated = plated > LEAST_AH ? plated : 0.0;
    gm_cell_lines_say(&l,
                      "  lithium lost: %.4g Ah, %.4g in a layer of %.4g nm and %.4g dead; "
                      "plated and not lost "
                      "%.4g Ah",
                      gm_experiment_lost_c(cell, aged) / C_PER_AH, ah * aged->layer_mol_m2,
                      1e9 * aged->layer_m, ah * aged->dead_mol_m2, plated);
    write_fade(e, out);
    gm_arena_fini(&arena);
}

// ---- JSON

static void put_life(const gm_life *life, double until, gm_arena *arena, gm_json *j)
{
    double until_s = gm_life_until_s(life, until);
    gm_json_begin_object(j);
    gm_json_put_text(j, "model", life->model->name);
    gm_json_put_text(j, "source", life->model->source);
    gm_json_put_number(j, "until_s", until_s); // null: not within 1000 years
    gm_json_put_number(j, "until_yr", until_s / GM_YEAR_S);
    gm_json_key(j, "capacity");
    gm_json_begin_array(j);
    for (int i = 0; i < N_YEARS; i++) {
        gm_life_loss loss = gm_life_after(life, years[i] * GM_YEAR_S);
        gm_json_begin_object(j);
        gm_json_put_number(j, "years", years[i]);
        gm_json_put_number(j, "capacity", loss.capacity);
        gm_json_put_number(j, "lost_by_time", loss.time);
        gm_json_put_number(j, "lost_by_use", loss.use);
        gm_json_end(j);
    }
    gm_json_end(j);
    gm_json_put_bool(j, "valid", life->n_outside == 0);
    gm_json_key(j, "outside");
    gm_json_begin_array(j);
    for (int32_t i = 0; i < life->n_outside; i++) {
        const gm_life_excess *x = &life->outside[i];
        gm_json_begin_object(j);
        gm_json_put_text(j, "what", gm_life_stressor_name(x->what));
        gm_json_put_number(j, "value", x->value);
        gm_json_put_number(j, "limit", x->limit);
        gm_json_put_text(j, "text", gm_life_excess_text(x, arena));
        gm_json_end(j);
    }
    gm_json_end(j);
    gm_json_end(j);
}

static void put_use(const gm_life_answer *a, const gm_life_use_answer *u, gm_arena *arena,
                    gm_json *j)
{
    const gm_life *first = &u->lives[0];
    gm_json_begin_object(j);
    gm_json_put_text(j, "name", u->def->name);
    gm_json_put_number(j, "period_s", first->period_s);
    gm_json_put_number(j, "full_cycles_per_day", first->efc * DAY_S / first->period_s);
    gm_json_put_number(j, "deepest", first->deepest);
    gm_json_put_number(j, "mean_k", first->mean_k);
    gm_json_put_number(j, "mean_soc", first->mean_soc);
    gm_json_key(j, "models");
    gm_json_begin_array(j);
    for (int32_t k = 0; k < a->n_models; k++) {
        put_life(&u->lives[k], a->def->until, arena, j);
    }
    gm_json_end(j);
    gm_json_end(j);
}

void gm_cell_life_json(const gm_cell_answer *answer, gm_json *j)
{
    const gm_life_answer *a = answer->life;
    gm_arena arena = {0};
    gm_json_key(j, "life");
    if (!a) {
        gm_json_null(j);
        return;
    }
    gm_json_begin_object(j);
    gm_json_put_number(j, "until", a->def->until);
    gm_json_key(j, "uses");
    gm_json_begin_array(j);
    for (int32_t i = 0; i < a->n_uses; i++) {
        put_use(a, &a->uses[i], &arena, j);
    }
    gm_json_end(j);
    gm_json_end(j);
    gm_arena_fini(&arena);
}

void gm_cell_aged_json(const gm_cell *cell, const gm_cell_aged *aged, gm_json *j)
{
    double c = GM_FARADAY * cell->area_m2; // of a mole for each m2
    gm_json_put_number(j, "lithium_lost_c", gm_experiment_lost_c(cell, aged));
    gm_json_put_number(j, "layer_c", c * aged->layer_mol_m2);
    gm_json_put_number(j, "dead_c", c * aged->dead_mol_m2);
    gm_json_put_number(j, "plated_c", c * aged->plated_mol_m2);
    gm_json_put_number(j, "layer_m", aged->layer_m);
}
