// SPDX-License-Identifier: MIT

#include "study/cell_futures.h"

#include "core/assert.h"
#include "num/elementary.h"
#include "twin/cell_draw.h"

#include <string.h>

// Of what moves charges and experiments, or of anything that is said of the cell.
static bool has_ranges(const gm_model *model, bool of_all)
{
    bool has = false;
    for (int32_t i = 0; i < model->n_inputs; i++) {
        const gm_model_input *in = &model->inputs[i];
        bool counts = of_all ? gm_input_is_of_cell(in) : gm_input_moves_cell(model, in);
        has = has || (in->has_range && in->lo < in->hi && counts);
    }
    return has;
}

void gm_cell_futures_init(gm_cell_futures *set, const gm_model *model, uint32_t seed)
{
    GM_REQUIRE(model->cell);
    *set = (gm_cell_futures){.model = model, .seed = seed, .is_one = !has_ranges(model, false)};
    set->charges = GM_NEW(&set->arena, bool, model->cell_ask.n_charges + 1);
    set->experiments = GM_NEW(&set->arena, bool, model->cell_ask.n_experiments + 1);
}

void gm_cell_futures_fini(gm_cell_futures *set)
{
    gm_arena_fini(&set->arena);
    *set = (gm_cell_futures){0};
}

void gm_cell_futures_want(gm_cell_futures *set, const gm_metric *metric)
{
    GM_REQUIRE(set->n == 0);
    if (metric->of == GM_METRIC_CHARGE) {
        set->charges[metric->i] = true;
    } else if (metric->of == GM_METRIC_EXPERIMENT) {
        set->experiments[metric->i] = true;
    }
    if (metric->row && metric->row->is_still) {
        set->is_one = set->is_one && !has_ranges(set->model, true);
    }
}

static void fill(const void *user, int32_t case_i, gm_cell_case *out)
{
    const gm_futures *futures = user;
    const gm_model *model = futures->model;
    for (int32_t i = 0; i < model->n_inputs; i++) {
        if (gm_input_is_of_cell(&model->inputs[i])) {
            out->values[i] = gm_futures_value(futures, case_i, i);
        }
    }
}

static void as_written(const void *user, int32_t case_i, gm_cell_case *out)
{
    (void)user;
    (void)case_i;
    (void)out;
}

static void grow(gm_cell_futures *set, int32_t n)
{
    if (n > set->n) {
        gm_case_outcome *items = gm_case_outcomes_create(set->model, n, &set->arena);
        if (set->n > 0) {
            memcpy(items, set->items, (size_t)set->n * sizeof *items);
        }
        set->items = items;
        set->n = n;
    }
}

gm_status gm_cell_futures_run(gm_cell_futures *set, int32_t n,
                              const gm_cell_run_options *options)
{
    grow(set, set->is_one ? 1 : n);
    gm_arena arena = {0};
    gm_futures futures = gm_futures_create(set->model, set->seed, set->n, &arena);
    gm_cell_cases cases = {.model = set->model,
                           .charges = set->charges,
                           .experiments = set->experiments,
                           .fill = set->is_one ? as_written : fill,
                           .user = &futures,
                           .n = set->n,
                           .out = set->items};
    gm_status status = gm_cell_cases_run(&cases, options);
    gm_arena_fini(&arena);
    return status;
}

int32_t gm_cell_futures_done(const gm_cell_futures *set)
{
    int32_t n = 0;
    for (int32_t i = 0; i < set->n; i++) {
        n += set->items[i].state != GM_CASE_MISSING ? 1 : 0;
    }
    return n;
}

double gm_cell_futures_value(const gm_cell_futures *set, const gm_metric *metric,
                             int32_t future_i)
{
    int32_t i = set->is_one ? 0 : future_i;
    return i < set->n ? gm_case_value(&set->items[i], metric) : GM_NAN;
}
