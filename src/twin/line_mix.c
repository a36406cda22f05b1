// SPDX-License-Identifier: MIT
//
// The variants that a line tells apart, their shares, and how long its tasks take on each.

#include "twin/line_balance.h"
#include "twin/model.h"

#include <string.h>

static bool names_rows(const gm_task_def *task, int32_t variant)
{
    for (int32_t i = 0; i < task->time.n_rows; i++) {
        if (task->time.rows[i].variant.i == variant) {
            return true;
        }
    }
    return false;
}

// Share of a row of a mix that is that of a variant.
static double share_in_row(const gm_mix_row_def *row, const gm_kind_def *kind, int32_t v,
                           int32_t flat)
{
    const gm_variant_def *variant = kind->n_variants > 0 ? &kind->variants[v] : NULL;
    if (variant && variant->base) {
        return strcmp(row->variant.name, variant->base) == 0 ? row->share * variant->base_share
                                                             : 0.0;
    }
    return row->variant.i == flat ? row->share : 0.0;
}

// Shares as a source makes them, else as the kind declares them.
static double share_of(const gm_plant_def *plant, int32_t kind_i, int32_t v, int32_t flat)
{
    const gm_kind_def *kind = &plant->kinds[kind_i];
    for (int32_t s = 0; s < plant->n_steps; s++) {
        const gm_step_def *step = &plant->steps[s];
        bool makes = step->kind == GM_STEP_SOURCE && step->source->kind.i == kind_i;
        double sum = 0.0;
        double own = 0.0;
        for (int32_t i = 0; makes && i < step->source->n_mix; i++) {
            sum += step->source->mix[i].share;
            own += share_in_row(&step->source->mix[i], kind, v, flat);
        }
        if (sum > 0.0) {
            return own / sum;
        }
    }
    return kind->n_variants > 0 ? kind->variants[v].share : 1.0;
}

void gm_line_mix_set(gm_line_balance *balance, const gm_plant_def *plant, gm_arena *arena)
{
    const gm_moving_def *line = balance->line;
    int32_t n_flat = gm_plant_first_variant(plant, plant->n_kinds);
    gm_mix_share *variants = GM_NEW(arena, gm_mix_share, n_flat);
    double sum = 0.0;
    for (int32_t k = 0; k < plant->n_kinds; k++) {
        const gm_kind_def *kind = &plant->kinds[k];
        int32_t first = gm_plant_first_variant(plant, k);
        int32_t end = gm_plant_first_variant(plant, k + 1);
        bool is_named = false;
        for (int32_t t = 0; t < line->n_tasks; t++) {
            for (int32_t flat = first; flat < end; flat++) {
                is_named |= names_rows(&line->tasks[t], flat);
            }
        }
        for (int32_t flat = first; is_named && flat < end; flat++) {
            double share = share_of(plant, k, flat - first, flat);
            const char *name =
                kind->n_variants > 0 ? kind->variants[flat - first].name : kind->name;
            variants[balance->n_variants++] = (gm_mix_share){flat, name, share};
            sum += share;
        }
    }
    for (int32_t i = 0; i < balance->n_variants && sum > 0.0; i++) {
        variants[i].share /= sum;
    }
    balance->variants = variants;
}

// ---- times

const gm_dist *gm_task_law(const gm_task_def *task, int32_t variant)
{
    const gm_dist *rest = task->time.n_rows == 0 ? &task->time.all : NULL;
    for (int32_t i = 0; i < task->time.n_rows; i++) {
        const gm_variant_time *row = &task->time.rows[i];
        if (row->variant.i == variant) {
            return &row->dist;
        }
        rest = row->variant.i < 0 ? &row->dist : rest;
    }
    return rest;
}

static double time_s(const gm_task_def *task, int32_t variant)
{
    const gm_dist *law = gm_task_law(task, variant);
    return law ? gm_dist_mean(law) : 0.0;
}

const double *gm_task_times(const gm_line_balance *balance, const gm_task_def *task,
                            gm_arena *arena)
{
    double *times = GM_NEW(arena, double, gm_line_balance_dims(balance));
    if (balance->n_variants == 0) {
        times[0] = time_s(task, -1);
    }
    for (int32_t v = 0; v < balance->n_variants; v++) {
        times[1 + v] = time_s(task, balance->variants[v].variant);
        times[0] += balance->variants[v].share * times[1 + v];
    }
    return times;
}
