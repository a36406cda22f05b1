// SPDX-License-Identifier: MIT

#include "study/cell_warmth.h"

#include "study/bound.h"
#include "twin/cell_draw.h"

#include <math.h>

#define ZERO_C_K 273.15
#define STEP_K   5.0
#define MOST     64 // temperatures at most, 5 K apart

typedef struct search {
    const gm_cell_futures *set;
    const gm_metric *metric;
    const gm_claim_def *claim;
    const gm_cell_run_options *options;
    gm_futures inputs;
    int32_t n_futures;
    int32_t n; // temperatures of a run
    double at_k[MOST];
    int32_t holds[MOST]; // futures in which the claim holds there
} search;

static void fill(const void *user, int32_t case_i, gm_cell_case *out)
{
    const search *s = user;
    const gm_model *model = s->set->model;
    int32_t future_i = case_i % s->n_futures;
    out->charge_i = s->metric->i;
    out->begin_k = s->at_k[case_i / s->n_futures];
    for (int32_t i = 0; i < model->n_inputs; i++) {
        if (gm_input_is_of_cell(&model->inputs[i])) {
            out->values[i] = gm_futures_value(&s->inputs, future_i, i);
        }
    }
}

// Counts where the claim holds at each temperature.
static gm_status count(search *s)
{
    gm_arena arena = {0};
    int32_t n = s->n * s->n_futures;
    gm_cell_cases cases = {.model = s->set->model,
                           .charges = s->set->charges,
                           .fill = fill,
                           .user = s,
                           .n = n,
                           .out = gm_case_outcomes_create(s->set->model, n, &arena)};
    gm_status status = gm_cell_cases_run(&cases, s->options);
    for (int32_t k = 0; k < s->n; k++) {
        s->holds[k] = 0;
        for (int32_t f = 0; f < s->n_futures; f++) {
            double value = gm_case_value(&cases.out[k * s->n_futures + f], s->metric);
            s->holds[k] += !isnan(value) && gm_bound_is_met(s->claim, value) ? 1 : 0;
        }
    }
    gm_arena_fini(&arena);
    return status;
}

static bool is_enough(const search *s, int32_t holds)
{
    return holds >= GM_WARMTH_SHARE * s->n_futures;
}

// Every five degrees between two temperatures, beyond `from`; upwards or downwards.
static void lay_out(search *s, double from_k, double to_k)
{
    double sign = to_k > from_k ? 1.0 : -1.0;
    double c = from_k - ZERO_C_K;
    double next =
        sign > 0.0 ? (floor(c / STEP_K) + 1.0) * STEP_K : (ceil(c / STEP_K) - 1.0) * STEP_K;
    s->n = 0;
    for (; s->n < MOST - 1 && sign * (to_k - ZERO_C_K - next) > 0.0; next += sign * STEP_K) {
        s->at_k[s->n++] = next + ZERO_C_K;
    }
    s->at_k[s->n++] = to_k;
}

static void note_best(const search *s, gm_warmth *out)
{
    for (int32_t k = 0; k < s->n; k++) {
        if (s->holds[k] > out->best_n) {
            out->best_n = s->holds[k];
            out->best_k = s->at_k[k];
        }
    }
}

// By whole degrees: the nearest to `bad` between it and `good` at which the claim still holds. Nothing
// where they are the same.
static gm_status refine(search *s, double bad_k, double *good_k)
{
    double sign = *good_k > bad_k ? 1.0 : -1.0;
    double bad = floor(sign * (bad_k - ZERO_C_K) + 1e-6);
    double good = ceil(sign * (*good_k - ZERO_C_K) - 1e-6);
    while (good - bad > 1.5) {
        double middle = floor(0.5 * (good + bad));
        s->n = 1;
        s->at_k[0] = sign * middle + ZERO_C_K;
        GM_TRY(count(s));
        if (is_enough(s, s->holds[0])) {
            good = middle;
            *good_k = s->at_k[0];
        } else {
            bad = middle;
        }
    }
    return GM_OK;
}

// From one side of what is asked to an end of the data: the first span at which the claim holds.
static gm_status look(search *s, double end_k, gm_warmth *out)
{
    lay_out(s, out->begin_k, end_k);
    GM_TRY(count(s));
    note_best(s, out);
    int32_t first = 0;
    while (first < s->n && !is_enough(s, s->holds[first])) {
        first++;
    }
    int32_t last = first;
    while (last + 1 < s->n && is_enough(s, s->holds[last + 1])) {
        last++;
    }
    if (first == s->n) {
        return GM_OK;
    }
    double near_k = s->at_k[first];
    double far_k = s->at_k[last];
    double before_k = first > 0 ? s->at_k[first - 1] : out->begin_k;
    double behind_k = last + 1 < s->n ? s->at_k[last + 1] : far_k;
    GM_TRY(refine(s, before_k, &near_k));
    GM_TRY(refine(s, behind_k, &far_k));
    out->is_found = true;
    out->least_k = fmin(near_k, far_k);
    out->most_k = fmax(near_k, far_k);
    return GM_OK;
}

// Where the charge begins as asked, and what the data know; false: they leave nothing to look at.
static bool find_span(const gm_cell_futures *set, int32_t charge_i, gm_warmth *out)
{
    const gm_cell_def *cell = set->model->cell;
    const gm_charge_def *def = &set->model->cell_ask.charges[charge_i];
    double colder_k = def->pack ? def->pack->colder_k : 0.0;
    double most_k = cell->temperature_k.most;
    if (def->most_k > 0.0 && !def->is_isothermal) {
        most_k = fmin(most_k, def->most_k);
    }
    out->begin_k = fmax(def->temperature_k, def->preheat_k);
    out->low_k = cell->temperature_k.least + colder_k;
    out->high_k = most_k;
    return out->low_k < out->high_k;
}

gm_status gm_warmth_find(const gm_cell_futures *set, const gm_metric *metric,
                         const gm_claim_def *claim, const gm_cell_run_options *options,
                         gm_warmth *out)
{
    *out = (gm_warmth){0};
    if (metric->of != GM_METRIC_CHARGE || !find_span(set, metric->i, out)) {
        return GM_OK;
    }
    gm_arena arena = {0};
    search s = {.set = set, .metric = metric, .claim = claim, .options = options};
    s.n_futures = set->is_one ? 1 : GM_FUTURES_BLOCK;
    s.inputs = gm_futures_create(set->model, set->seed, s.n_futures, &arena);
    out->n_futures = s.n_futures;
    gm_status status = GM_OK;
    if (out->high_k > out->begin_k) {
        status = look(&s, out->high_k, out);
    }
    if (status == GM_OK && !out->is_found && out->low_k < out->begin_k) {
        status = look(&s, out->low_k, out);
    }
    out->is_known = status == GM_OK;
    gm_arena_fini(&arena);
    return status;
}

// In how many futures at the best of them.
static const char *best_words(const gm_warmth *w, gm_arena *arena)
{
    return w->n_futures > 1 && w->best_n > 0
               ? gm_arena_printf(arena, "; at %.0f degC in %d of %d", w->best_k - ZERO_C_K,
                                 (int)w->best_n, (int)w->n_futures)
               : "";
}

const char *gm_warmth_words(const gm_warmth *w, gm_arena *arena)
{
    double least = w->least_k - ZERO_C_K;
    double most = w->most_k - ZERO_C_K;
    if (!w->is_known) {
        return NULL;
    }
    if (!w->is_found) {
        return gm_arena_printf(
            arena, "would hold at no temperature that its data know, %.0f to %.0f degC%s",
            w->low_k - ZERO_C_K, w->high_k - ZERO_C_K, best_words(w, arena));
    }
    if (w->most_k == w->high_k && w->least_k > w->begin_k) {
        return gm_arena_printf(arena, "would hold from %.0f degC on", least);
    }
    if (w->least_k == w->low_k && w->most_k < w->begin_k) {
        return gm_arena_printf(arena, "would hold up to %.0f degC", most);
    }
    return gm_arena_printf(arena, "would hold from %.0f to %.0f degC", least, most);
}
