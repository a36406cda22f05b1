// SPDX-License-Identifier: MIT
//
// Keys that would do nothing where they stand, and times of which nothing could come: a model that
// is run says what it means.

#include "twin/check.h"

#define LEAST_INTERVAL_S 1e-6 // between arrivals, or failures: less is a slip of the pen

static void tell(gm_build *build, gm_src src, const char *what, const char *name,
                 const char *useless, const char *hint)
{
    gm_diag_error(build->diag, src, "%s '%s': %s", what, name, useless);
    gm_diag_hint(build->diag, "%s", hint);
}

static void check_source(gm_build *build, const gm_source_def *def)
{
    if (def->has_every && def->every.kind != GM_DIST_REPLAY &&
        gm_dist_mean(&def->every) < LEAST_INTERVAL_S) {
        tell(build, def->src, "source", def->name, "its parts come in no time",
             "without `every:` it never runs dry");
    }
    if (def->has_every || def->n_plan > 0) {
        return;
    }
    const char *useless = def->first_s >= 0.0               ? "`first:`"
                          : def->has_batch                  ? "`batch:`"
                          : def->calendar.name              ? "`calendar:`"
                          : def->when_full != GM_FULL_BLOCK ? "`when-full:`"
                                                            : NULL;
    if (useless) {
        tell(build, def->src, "source", def->name,
             gm_arena_printf(build->arena, "it never runs dry, so that %s does nothing",
                             useless),
             "say `every:` how often parts come");
    }
}

static void check_station(gm_build *build, const gm_station_def *def)
{
    const gm_queue_def *queue = &def->queue;
    bool by_family = queue->is_given && queue->order == GM_QUEUE_FAMILY;
    if (queue->service == GM_FAMILY_GATED && !by_family) {
        tell(build, queue->src, "station", def->name,
             "`service:` does nothing without `order: family`", "add it, or leave both out");
    }
    if (by_family && def->batch.most > 1) {
        tell(build, queue->src, "station", def->name,
             "families in turn are served one part at a time, not by `batch:`",
             "gather the batches by variant before it, in buffers of their own");
    }
    for (int i = 0; i < def->n_failures; i++) {
        const gm_failure_def *f = &def->failures[i];
        if (gm_dist_mean(&f->after) < (f->by == GM_BY_PARTS ? 0.5 : LEAST_INTERVAL_S)) {
            tell(build, f->src, "station", def->name, "it fails again at once, for ever",
                 "write `after:` as the mean between failures, like `4 h`, or `500 parts` by "
                 "parts");
        }
    }
}

static void check_buffer(gm_build *build, const gm_buffer_def *def)
{
    if (def->has_least && gm_dist_mean(&def->least) > def->longest_s) {
        tell(build, def->src, "buffer", def->name,
             "`least:` is more than `longest:`: every part grows too old",
             "a part may go on between the two");
    }
}

static void check_moving(gm_build *build, const gm_moving_def *def)
{
    if (def->drift_m > 0.0 && def->overrun == GM_OVERRUN_STOP) {
        tell(build, def->src, "moving line", def->name,
             "`drift:` does nothing, as work that overruns stops the line",
             "add `overrun: drift`");
    }
    if (def->drift_m <= 0.0 && def->overrun == GM_OVERRUN_DRIFT) {
        tell(build, def->src, "moving line", def->name,
             "`overrun: drift` needs how far people may follow a car", "add `drift: 2 m`");
    }
    if (def->towed.is_given &&
        (def->n_failures == 0 || def->drive != GM_DRIVE_SELF_PROPELLED)) {
        tell(build, def->src, "moving line", def->name,
             def->n_failures == 0 ? "`towed:` does nothing, as no car fails"
                                  : "`towed:` does nothing, as the conveyor drives the cars",
             "cars that drive themselves are towed when `fails:` strikes them");
    }
}

static void check_line(gm_build *build, const gm_line_def *def)
{
    if (def->heat_up_s > 0.0 && !def->runs_empty) {
        tell(build, def->src, "line", def->name,
             "`heat-up:` does nothing in a line that stops "
             "with its parts in it",
             "add `runs-empty: yes`, or model it as a changeover");
    }
}

void gm_check_useless(gm_build *build)
{
    const gm_plant_def *plant = &build->model->plant;
    for (int i = 0; i < plant->n_lines; i++) {
        check_line(build, &plant->lines[i]);
    }
    for (int i = 0; i < plant->n_steps; i++) {
        const gm_step_def *step = &plant->steps[i];
        switch (step->kind) {
        case GM_STEP_SOURCE:
            check_source(build, step->source);
            break;
        case GM_STEP_STATION:
            check_station(build, step->station);
            break;
        case GM_STEP_BUFFER:
            check_buffer(build, step->buffer);
            break;
        case GM_STEP_MOVING:
            check_moving(build, step->moving);
            break;
        case GM_STEP_CONVEYOR:
        case GM_STEP_SINK:
        case GM_STEP_PASS:
            break;
        }
    }
}
