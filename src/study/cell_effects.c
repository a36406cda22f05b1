// SPDX-License-Identifier: MIT

#include "study/cell_effects.h"

#include "num/elementary.h"
#include "twin/cell_draw.h"

#include <math.h>

// An input at an end of its range, for a charge.
typedef struct ask {
    int32_t input_i;
    int32_t charge_i;
    double value;
} ask;

typedef struct asks {
    int32_t n;
    ask *items;
} asks;

static void fill(const void *user, int32_t case_i, gm_cell_case *out)
{
    const asks *all = user;
    const ask *of = &all->items[case_i];
    out->charge_i = of->charge_i;
    out->values[of->input_i] = of->value;
}

static bool moves(const gm_model *model, int32_t input_i, int32_t charge_i)
{
    const gm_model_input *in = &model->inputs[input_i];
    return in->has_range && in->lo < in->hi && gm_input_moves_cell(model, in) &&
           gm_input_is_of_charge(in, model->cell_ask.charges[charge_i].name);
}

// Two for each: at the least, then at the greatest value.
static asks lay_out(const gm_model *model, gm_arena *arena)
{
    int32_t most = 2 * model->n_inputs * model->cell_ask.n_charges;
    asks all = {.items = GM_NEW(arena, ask, most + 1)};
    for (int32_t c = 0; c < model->cell_ask.n_charges; c++) {
        for (int32_t i = 0; i < model->n_inputs; i++) {
            if (moves(model, i, c)) {
                all.items[all.n++] = (ask){i, c, model->inputs[i].lo};
                all.items[all.n++] = (ask){i, c, model->inputs[i].hi};
            }
        }
    }
    return all;
}

static gm_cell_end end_of(const ask *of, const gm_case_outcome *o, gm_arena *arena)
{
    return (gm_cell_end){
        .value = of->value,
        .state = o->state,
        .charge = o->charges[of->charge_i],
        .why = o->why[0] ? gm_arena_strdup(arena, o->why) : NULL,
    };
}

static bool is_done(const gm_cell_end *end)
{
    return end->charge.is_made && end->charge.is.verdict == GM_CHARGE_DONE;
}

// What cannot be charged at an end moves more than any number.
static double rank_of(const gm_cell_effect *e)
{
    return isnan(e->change_s) ? GM_INFINITY : fabs(e->change_s);
}

// Into its place among those that are ranked already.
static void insert(gm_cell_effect *items, int32_t n, const gm_cell_effect *effect)
{
    int32_t at = n;
    while (at > 0 && rank_of(&items[at - 1]) < rank_of(effect)) {
        items[at] = items[at - 1];
        at--;
    }
    items[at] = *effect;
}

static void collect(const gm_model *model, const asks *all, const gm_case_outcome *outcomes,
                    gm_arena *arena, gm_cell_effects *out)
{
    gm_cell_effect *items = GM_NEW(arena, gm_cell_effect, all->n / 2 + 1);
    int32_t k = 0;
    for (int32_t c = 0; c < model->cell_ask.n_charges; c++) {
        out[c] = (gm_cell_effects){.items = items};
        for (; k < all->n && all->items[k].charge_i == c; k += 2) {
            gm_cell_effect e = {.input_i = all->items[k].input_i,
                                .lo = end_of(&all->items[k], &outcomes[k], arena),
                                .hi = end_of(&all->items[k + 1], &outcomes[k + 1], arena)};
            if (e.lo.state == GM_CASE_MISSING || e.hi.state == GM_CASE_MISSING) {
                continue;
            }
            e.change_s = is_done(&e.lo) && is_done(&e.hi)
                             ? e.hi.charge.is.time_s - e.lo.charge.is.time_s
                             : GM_NAN;
            insert(items, out[c].n++, &e);
        }
        items += out[c].n;
    }
}

gm_status gm_cell_effects_create(const gm_model *model, const gm_cell_run_options *options,
                                 gm_arena *arena, gm_cell_effects **out)
{
    gm_arena scratch = {0};
    asks all = lay_out(model, &scratch);
    bool *wanted = GM_NEW(&scratch, bool, model->cell_ask.n_charges + 1);
    *out = GM_NEW(arena, gm_cell_effects, model->cell_ask.n_charges + 1);
    gm_cell_cases cases = {.model = model,
                           .charges = wanted, // each case names its own
                           .fill = fill,
                           .user = &all,
                           .n = all.n,
                           .out = gm_case_outcomes_create(model, all.n, &scratch)};
    gm_status status = gm_cell_cases_run(&cases, options);
    collect(model, &all, cases.out, arena, *out);
    gm_arena_fini(&scratch);
    return status;
}
