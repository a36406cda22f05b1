// SPDX-License-Identifier: MIT

#include "study/compare_parts.h"
#include "study/net.h"
#include "twin/headcount.h"

#include <math.h>
#include <string.h>

// ---- stations

static const char *const station_figures[] = {"count", "oee", "blocked", "starved"};
#define N_STATION_FIGURES ((int)(sizeof station_figures / sizeof station_figures[0]))

static bool works_in(const gm_plan *plan, const char *name)
{
    int32_t step_i = gm_plan_find(plan, name);
    return step_i != GM_NONE && gm_step_is_work(plan, step_i);
}

static void add_stations(const gm_compare_both *of, gm_compare_rows *rows, const gm_plan *plan,
                         const gm_plan *but_not)
{
    for (int32_t i = 0; i < plan->n_steps; i++) {
        const char *name = plan->steps[i].name;
        if (!gm_step_is_work(plan, i) || (but_not && works_in(but_not, name))) {
            continue;
        }
        for (int k = 0; k < N_STATION_FIGURES; k++) {
            gm_compare_add_figure(of, rows, name, station_figures[k], NULL);
        }
    }
}

gm_compare_list gm_compare_stations(const gm_compare_both *of)
{
    const gm_plan *base = of->base->twin->plan;
    const gm_plan *scenario = of->scenario->twin->plan;
    int32_t most = (base->n_steps + scenario->n_steps) * N_STATION_FIGURES;
    gm_compare_rows rows = {.items = GM_NEW(of->arena, gm_compare_row, most)};
    add_stations(of, &rows, scenario, NULL);
    add_stations(of, &rows, base, scenario);
    return (gm_compare_list){rows.n, rows.items};
}

// ---- crews

static bool has_crew(const gm_plan *plan, const char *name)
{
    bool has = false;
    for (int32_t i = 0; i < plan->n_crews; i++) {
        has |= strcmp(plan->def->crews[i].name, name) == 0;
    }
    return has;
}

#define N_CREW_FIGURES 3

static void add_crews(const gm_compare_both *of, gm_compare_rows *rows, const gm_plan *plan,
                      const gm_plan *but_not)
{
    for (int32_t i = 0; i < plan->n_crews; i++) {
        const char *name = plan->def->crews[i].name;
        if (!but_not || !has_crew(but_not, name)) {
            gm_compare_add_figure(of, rows, name, "people", "mean");
            gm_compare_add_figure(of, rows, name, "busy-share", NULL);
            gm_compare_add_figure(of, rows, name, "missing", "mean");
        }
    }
}

// ---- the roster on the last day

static gm_headcount roster_of(const gm_model *model, gm_arena *arena)
{
    double last_s = model->clock.run_s > 1.0 ? model->clock.run_s - 1.0 : 0.0;
    gm_date date = gm_date_from_day(gm_civil_day(model->clock.civil, last_s));
    return gm_headcount_at(&model->headcount, &model->plant, date, arena);
}

// Heads of a shop, over all of its rows. NaN: it has no row.
static double heads_of(const gm_headcount *h, const char *shop)
{
    double heads = 0.0;
    bool has = false;
    for (int32_t i = 0; i < h->n_rows; i++) {
        if (strcmp(h->rows[i].def->shop, shop) == 0) {
            heads += (double)(h->rows[i].workers + h->rows[i].leaders);
            has = true;
        }
    }
    return has ? heads : (double)NAN;
}

static void add_heads(const gm_compare_both *of, gm_compare_rows *rows, const char *what,
                      double base, double scenario)
{
    gm_compare_row *row = &rows->items[rows->n++];
    *row = gm_compare_row_of(gm_arena_printf(of->arena, "heads of %s", what),
                             gm_arena_printf(of->arena, "headcount.%s", what));
    row->unit = GM_UNIT_PEOPLE;
    gm_compare_set(row, base, scenario);
}

static bool is_first_of_shop(const gm_headcount *h, int32_t row_i)
{
    bool is = true;
    for (int32_t i = 0; i < row_i; i++) {
        is &= strcmp(h->rows[i].def->shop, h->rows[row_i].def->shop) != 0;
    }
    return is;
}

static void add_roster(const gm_compare_both *of, gm_compare_rows *rows,
                       const gm_headcount *was, const gm_headcount *is)
{
    const gm_headcount *lists[] = {is, was};
    for (int k = 0; k < 2; k++) {
        for (int32_t i = 0; i < lists[k]->n_rows; i++) {
            const char *shop = lists[k]->rows[i].def->shop;
            bool is_told = k == 1 && !isnan(heads_of(is, shop));
            if (!is_told && is_first_of_shop(lists[k], i)) {
                add_heads(of, rows, shop, heads_of(was, shop), heads_of(is, shop));
            }
        }
    }
    bool was_given = of->base->twin->model->headcount.is_given;
    bool is_given = of->scenario->twin->model->headcount.is_given;
    for (int b = 0; b < GM_N_BASES && (was_given || is_given); b++) {
        add_heads(of, rows, gm_staff_basis_text((gm_staff_basis)b),
                  was_given ? (double)was->heads[b] : (double)NAN,
                  is_given ? (double)is->heads[b] : (double)NAN);
    }
}

gm_compare_list gm_compare_people(const gm_compare_both *of)
{
    const gm_plan *base = of->base->twin->plan;
    const gm_plan *scenario = of->scenario->twin->plan;
    gm_headcount was = roster_of(of->base->twin->model, of->arena);
    gm_headcount is = roster_of(of->scenario->twin->model, of->arena);
    int32_t most = (base->n_crews + scenario->n_crews) * N_CREW_FIGURES + was.n_rows +
                   is.n_rows + GM_N_BASES;
    gm_compare_rows rows = {.items = GM_NEW(of->arena, gm_compare_row, most)};
    add_crews(of, &rows, scenario, NULL);
    add_crews(of, &rows, base, scenario);
    add_roster(of, &rows, &was, &is);
    return (gm_compare_list){rows.n, rows.items};
}
