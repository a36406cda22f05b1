// SPDX-License-Identifier: MIT

#include "study/rests.h"

#include "study/net.h"

#include <math.h>
#include <string.h>

// Which paths count.
typedef struct scope {
    const gm_twin *twin;
    const bool *leads; // by step: to what is measured; NULL: every step does
    bool has_plant;
    bool has_headcount;
    bool has_cell;
    const char *section; // "charges" or "experiments", and
    const char *asked;   // that of it alone; NULL: none
    const char *fact;    // that alone, or NULL
} scope;

// The n-th word of a path, from 0.
static gm_slice word_of(const char *path, int n)
{
    gm_slice rest = gm_slice_of(path);
    gm_slice word = {0};
    for (int i = 0; i <= n; i++) {
        if (!gm_slice_cut(&rest, '.', &word)) {
            return (gm_slice){0};
        }
    }
    return word;
}

// plant.<line>.<step>..
static bool leads(const scope *s, const char *path)
{
    const gm_plan *plan = s->twin->plan;
    gm_slice name = word_of(path, 2);
    for (int32_t i = 0; i < plan->n_steps && s->leads; i++) {
        if (gm_slice_equal(name, plan->steps[i].name)) {
            return s->leads[i];
        }
    }
    return true; // of the line itself
}

static bool is_in(const scope *s, const char *path)
{
    gm_slice section = word_of(path, 0);
    if (gm_slice_equal(section, "facts")) {
        return s->fact && gm_slice_equal(word_of(path, 1), s->fact);
    }
    if (gm_slice_equal(section, "plant")) {
        return s->has_plant && leads(s, path);
    }
    if (gm_slice_equal(section, "headcount")) {
        return s->has_headcount;
    }
    if (gm_slice_equal(section, "cell")) {
        return s->has_cell;
    }
    if (gm_slice_equal(section, "charges") || gm_slice_equal(section, "experiments")) {
        return s->asked && gm_slice_equal(section, s->section) &&
               gm_slice_equal(word_of(path, 1), s->asked);
    }
    return gm_slice_equal(section, "crews") ? s->has_plant || s->has_headcount : s->has_plant;
}

static scope scope_of(const gm_twin *twin, const gm_claim_plan *claim, gm_arena *scratch)
{
    scope s = {.twin = twin};
    const gm_measure *m = &claim->def->measure;
    bool is_fact = m->path && strcmp(m->path, "facts") == 0;
    s.fact = is_fact ? m->figure : NULL;
    s.has_headcount = claim->is_hours || claim->is_heads;
    s.has_plant = claim->by == GM_ANSWER_RUN;
    s.has_cell = claim->by == GM_ANSWER_CELL;
    s.section = s.has_cell ? m->path : NULL;
    s.asked = s.has_cell && claim->metric.of != GM_METRIC_CELL ? m->figure : NULL;
    if (s.has_plant) {
        const char *path = twin->figures.items[claim->figure_i].path;
        int32_t step_i = gm_plan_find(twin->plan, path);
        if (step_i != GM_NONE) {
            gm_net net = gm_net_create(twin->plan, scratch);
            s.leads = gm_net_leads_to(&net, step_i, scratch);
        }
    }
    return s;
}

// Weakest first.
static int strength(gm_input_confidence confidence)
{
    switch (confidence) {
    case GM_INPUT_NOT_SAID:
        return 0;
    case GM_INPUT_UNVERIFIED:
        return 1;
    case GM_INPUT_ESTIMATE:
        return 2;
    case GM_INPUT_ANNOUNCED:
        return 3;
    case GM_INPUT_MEASURED:
    case GM_INPUT_N_CONFIDENCES:
        break;
    }
    return 4;
}

static double width_of(const gm_model_input *input)
{
    return input->has_range && input->value != 0.0
               ? (input->hi - input->lo) / fabs(input->value)
               : 0.0;
}

gm_rests gm_rests_of(const gm_twin *twin, const gm_stated *stated, int32_t claim_i,
                     gm_arena *scratch)
{
    gm_mark mark = gm_arena_mark(scratch);
    const gm_model *model = twin->model;
    scope s = scope_of(twin, &twin->claims[claim_i], scratch);
    gm_rests out = {.weakest = GM_NONE};
    for (int32_t i = 0; i < model->n_inputs; i++) {
        const gm_model_input *input = &model->inputs[i];
        if (!is_in(&s, input->path)) {
            continue;
        }
        out.n += 1;
        const gm_model_input *weakest =
            out.weakest == GM_NONE ? NULL : &model->inputs[out.weakest];
        int more = weakest ? strength(weakest->confidence) - strength(input->confidence) : 1;
        out.n_weak = more > 0 ? 1 : out.n_weak + (more == 0 ? 1 : 0);
        if (more > 0 || (more == 0 && width_of(input) > width_of(weakest))) {
            out.weakest = i;
        }
    }
    for (int32_t i = 0; i < stated->n_unstated; i++) {
        out.n_unstated += is_in(&s, stated->unstated[i].path) ? 1 : 0;
    }
    gm_arena_rewind(scratch, mark);
    return out;
}
