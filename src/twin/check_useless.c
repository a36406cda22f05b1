// SPDX-License-Identifier: MIT
//
// Keys that would do nothing where they stand, and times of which nothing could come: a model that
// is run says what it means.

#include "twin/check.h"

#define MOST_TIMES                                                                             \
    1e10 // that one thing happens in a run: more takes hours, or is a slip of the pen

static void tell(gm_build *build, gm_src src, const char *what, const char *name,
                 const char *useless, const char *hint)
{
    gm_diag_error(build->diag, src, "%s '%s': %s", what, name, useless);
    gm_diag_hint(build->diag, "%s", hint);
}

// Does what happens at such intervals happen too often? A run by count is as long as it takes:
// there only what takes no time at all is.
static bool is_too_often(const gm_build *build, double interval_s)
{
    const gm_clock_def *clock = &build->model->clock;
    double run_s = clock->run_until == GM_RUN_FOR_TIME ? clock->run_s : 0.0;
    return interval_s <= 0.0 || run_s > MOST_TIMES * interval_s;
}

static void check_source(gm_build *build, const gm_source_def *def)
{
    if (def->has_every && def->every.kind != GM_DIST_REPLAY &&
        (double)def->limit > MOST_TIMES && is_too_often(build, gm_dist_mean(&def->every))) {
        tell(build, def->src, "source", def->name,
             "its parts come more than 10,000,000,000 times in the run",
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

static void check_failures(gm_build *build, const char *what, const char *name,
                           const gm_failure_def *failures, int n)
{
    for (int i = 0; i < n; i++) {
        const gm_failure_def *f = &failures[i];
        double after = gm_dist_mean(&f->after);
        double cycle_s = after + gm_dist_mean(&f->repair);
        bool by_parts = f->by == GM_BY_PARTS;
        bool at_once = by_parts ? after < 0.5 : after <= 0.0; // the repair is all it would do
        if (at_once || (!by_parts && is_too_often(build, cycle_s))) {
            tell(build, f->src, what, name,
                 at_once ? "it fails again at once, for ever"
                         : "it fails more than 10,000,000,000 times in the run",
                 "write `after:` as the mean between failures, like `4 h`, or `500 parts` by "
                 "parts");
        }
    }
}

static void check_drifts(gm_build *build, const gm_station_def *def)
{
    const gm_drift_def *drifts = &def->drifts;
    bool is_set_right = drifts->sampled > 0 || drifts->has_lasts;
    for (int i = 0; i < def->n_maintenances; i++) {
        is_set_right |= i != drifts->reset_i && def->maintenances[i].renews;
    }
    if (!is_set_right) {
        tell(build, drifts->src, "station", def->name,
             "once out of control it stays so: nothing finds it out",
             "say how many parts there are to a sample, like `sampled: 50 parts`, or `lasts:`");
    }
    if (drifts->sampled == 0 && drifts->quarantine.is_given) {
        tell(build, drifts->quarantine.src, "station", def->name,
             "`quarantine:` does nothing without samples",
             "say how many parts there are to one, like `sampled: 50 parts`");
    }
    if (drifts->scrap == def->scrap && drifts->defects == def->defects) {
        tell(build, drifts->src, "station", def->name,
             "out of control it makes no more scrap and no more defects than in control",
             "say `defects:` or `scrap:` in `drifts:`");
    }
}

// A station that forgot its time makes all that comes: warned of, as some are meant so.
static void check_has_time(gm_build *build, const gm_station_def *def)
{
    bool has_work = def->time.is_given || def->load_time.is_given || def->web.is_given ||
                    def->recipe.is_given;
    if (!has_work) {
        gm_diag_warn(build->diag, def->src, "station '%s' has no `time:`: its work takes 0 s",
                     def->name);
        gm_diag_hint(build->diag,
                     "say how long, like `time: 52 s`; `time: 0 s` where that is meant");
    }
}

static void check_station(gm_build *build, const gm_station_def *def)
{
    const gm_queue_def *queue = &def->queue;
    check_has_time(build, def);
    bool by_family = queue->is_given && queue->order == GM_QUEUE_FAMILY;
    if (queue->service == GM_FAMILY_GATED && !by_family) {
        tell(build, queue->src, "station", def->name,
             "`service:` does nothing without `order: family`", "add it, or leave both out");
    }
    if (def->makes.name && def->needs.n == 0) {
        tell(build, def->makes.src, "station", def->name,
             "`makes:` does nothing without `needs:`",
             "say of what, like `needs: {coil: 1}`; `splits:` makes several of one");
    }
    if (by_family && def->batch.most > 1) {
        tell(build, queue->src, "station", def->name,
             "families in turn are served one part at a time, not by `batch:`",
             "gather the batches by variant before it, in buffers of their own");
    }
    check_failures(build, "station", def->name, def->failures, def->n_failures);
    if (def->drifts.is_given) {
        check_drifts(build, def);
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
    check_failures(build, "moving line", def->name, def->failures, def->n_failures);
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
            check_failures(build, "conveyor", step->name, step->conveyor->failures,
                           step->conveyor->n_failures);
            break;
        case GM_STEP_RACK:
            check_failures(build, "rack", step->name, step->rack->failures,
                           step->rack->n_failures);
            break;
        case GM_STEP_TRANSPORT:
        case GM_STEP_SINK:
        case GM_STEP_PASS:
            break;
        }
    }
    for (int i = 0; i < plant->n_fleets; i++) {
        check_failures(build, "fleet", plant->fleets[i].name, plant->fleets[i].failures,
                       plant->fleets[i].n_failures);
    }
}
