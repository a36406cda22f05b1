// SPDX-License-Identifier: MIT

#include "num/elementary.h"
#include "study/gradient_parts.h"

#include <math.h>

gm_gradient_values gm_gradient_values_create(int32_t n, gm_arena *arena)
{
    gm_gradient_values v = {GM_NEW(arena, double, n + 1), GM_NEW(arena, double, n + 1)};
    for (int32_t r = 0; r < n; r++) {
        v.rate[r] = GM_NAN;
        v.inside[r] = GM_NAN;
    }
    return v;
}

void gm_gradient_values_take(const gm_replications *set, int32_t n, gm_gradient_values *out)
{
    const gm_figure_list *list = &set->twin->figures;
    int32_t out_i = gm_figures_find(list, "plant", "out", NULL);
    int32_t wip_i = gm_figures_find(list, "plant", "wip", "mean");
    for (int32_t r = 0; r < n && r < set->n; r++) {
        const gm_replication *one = &set->items[r];
        bool is_known = one->is_done && !one->error && !set->has_no_cut;
        if (is_known && out_i != GM_NONE && wip_i != GM_NONE) {
            out->rate[r] = one->figures[out_i] / one->window_s;
            out->inside[r] = one->figures[wip_i];
        }
    }
}

// The window is that of the set, whose warm-up is known by now; no claims, no series.
static void keep_window(const gm_replications *set, gm_model *model)
{
    const gm_point *from = &set->twin->schedule.points[set->from];
    gm_clock_def *clock = &model->clock;
    bool by_count = isinf(from->time_s);
    clock->warm_up = by_count             ? GM_WARM_UP_PARTS
                     : from->time_s > 0.0 ? GM_WARM_UP_TIME
                                          : GM_WARM_UP_NONE;
    clock->warm_up_s = by_count ? 0.0 : from->time_s;
    clock->warm_up_parts = by_count ? (int64_t)from->count : 0;
    clock->series = GM_SERIES_NONE;
    model->n_claims = 0;
}

static void tell(void *user, double share)
{
    const gm_gradient_progress *p = user;
    p->run->progress(p->run->user, (p->done + share) / p->total);
}

static gm_status replicate(const gm_replications *set, const gm_twin *twin,
                           gm_gradient_progress *progress, gm_gradient_values *out)
{
    gm_replicate_options how = *progress->run;
    how.skips_levels = true;
    how.overseer = NULL;
    how.progress = how.progress ? tell : NULL;
    how.user = progress;
    gm_replications changed;
    gm_replications_init(&changed, twin, set->seed);
    gm_status status = gm_replicate(&changed, set->n, &how);
    gm_gradient_values_take(&changed, set->n, out);
    gm_replications_fini(&changed);
    return status == GM_ERR_INTERRUPTED ? status : GM_OK; // a failed replication has no value
}

gm_status gm_gradient_run(const gm_replications *set, const gm_change *change,
                          gm_gradient_progress *progress, gm_gradient_values *out,
                          const char **why)
{
    gm_arena own;
    gm_arena_init(&own, 0);
    gm_diag diag = {0};
    gm_status status = GM_OK;
    *why = NULL;
    gm_model *model = gm_model_changed(set->twin->model, change, &own);
    if (model) {
        keep_window(set, model);
    }
    const gm_twin *twin = model ? gm_twin_create(model, &own, &diag) : NULL;
    if (twin) {
        status = replicate(set, twin, progress, out);
    } else {
        *why = model ? "the changed model has faults" : "a geometric law is not scaled";
    }
    progress->done += 1.0;
    gm_diag_fini(&diag);
    gm_arena_fini(&own);
    return status;
}
