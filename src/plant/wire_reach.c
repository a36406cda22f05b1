// SPDX-License-Identifier: MIT
//
// What parts reach from a step: ways that take no time, and the stretches of limits.

#include "plant/wire.h"

typedef bool gm_pass_fn(const gm_wire *w, int32_t step_i);

// ---- steps in which no time passes

static bool takes_no_time(const gm_wire *w, int32_t step_i)
{
    const gm_step *step = &w->steps[step_i];
    if (step->kind == GM_STEP_STATION) {
        const gm_station_def *def = gm_wire_def(w, step_i)->station;
        bool has_phases = def->recipe.is_given && !def->recipe.is_work;
        return !def->web.is_given && !has_phases && def->time.n_rows == 0 &&
               def->time.all.kind == GM_DIST_CONSTANT && def->time.all.a == 0.0 &&
               !def->load_time.is_given;
    }
    if (step->kind == GM_STEP_BUFFER) {
        const gm_buffer_def *def = gm_wire_def(w, step_i)->buffer;
        return !def->has_transfer && !def->has_least;
    }
    return step->kind == GM_STEP_PASS;
}

static bool loops_at_once(const gm_wire *w, int32_t step_i, uint8_t *mark)
{
    if (!takes_no_time(w, step_i) || mark[step_i] == 2) {
        return false;
    }
    if (mark[step_i] == 1) {
        return true;
    }
    mark[step_i] = 1;
    const gm_way *way = &w->ways[step_i];
    bool loops = false;
    for (int32_t i = 0; i < way->n && !loops; i++) {
        loops = way->targets[i].kind == GM_TO_STEP && way->shares[i] > 0.0 &&
                loops_at_once(w, way->targets[i].i, mark);
    }
    mark[step_i] = 2;
    return loops;
}

void gm_wire_check_loops(gm_wire *w)
{
    uint8_t *mark = GM_NEW(w->arena, uint8_t, w->n_file);
    for (int32_t i = 0; i < w->n_file; i++) {
        if (loops_at_once(w, i, mark)) {
            gm_diag_error(w->diag, w->def->steps[i].src,
                          "parts would go in a circle through '%s' in no time",
                          w->def->steps[i].name);
            gm_diag_hint(w->diag, "give a station of the loop a time");
        }
    }
}

// ---- what is reached

// Marks what parts come to from a step, through steps that `passes` lets them go on from. True
// when they leave the plant so.
static bool reach(const gm_wire *w, int32_t step_i, gm_pass_fn *passes, bool *is_reached)
{
    const gm_way *way = &w->ways[step_i];
    bool leaves = false;
    for (int32_t i = 0; i < way->n; i++) {
        gm_target target = way->targets[i];
        if (target.kind != GM_TO_STEP || w->steps[target.i].kind == GM_STEP_SINK) {
            leaves |= way->shares[i] > 0.0;
        } else if (!is_reached[target.i]) {
            is_reached[target.i] = true;
            leaves |= passes(w, target.i) && reach(w, target.i, passes, is_reached);
        }
    }
    return leaves;
}

static bool is_bare(const gm_station_def *def)
{
    return def->n_failures == 0 && def->n_changeovers == 0 && def->n_maintenances == 0 &&
           def->needs.n == 0;
}

static bool passes_at_once(const gm_wire *w, int32_t step_i)
{
    const gm_step_def *def = gm_wire_def(w, step_i);
    return takes_no_time(w, step_i) && (def->kind != GM_STEP_STATION || is_bare(def->station));
}

void gm_wire_check_rush(gm_wire *w)
{
    for (int32_t i = 0; i < w->n_file && w->def->n_limits == 0; i++) {
        const gm_step_def *step = gm_wire_def(w, i);
        const gm_source_def *def = step->kind == GM_STEP_SOURCE ? step->source : NULL;
        bool is_endless = def && !def->has_every && def->n_plan == 0 && def->limit == INT64_MAX;
        const gm_way *way = &w->ways[i];
        bool has_step = way->n == 1 && way->targets[0].kind == GM_TO_STEP &&
                        w->steps[way->targets[0].i].kind != GM_STEP_SINK; // else told elsewhere
        bool *is_reached = GM_NEW(w->arena, bool, w->n_file);
        if (is_endless && has_step && reach(w, i, passes_at_once, is_reached)) {
            gm_diag_error(w->diag, def->src,
                          "'%s' never runs dry, and its parts leave the plant in no time",
                          def->name);
            gm_diag_hint(w->diag,
                         "give a station a `time:`, or say `every:` how often they come");
        }
    }
}

// ---- limits

static bool passes_always(const gm_wire *w, int32_t step_i)
{
    (void)w;
    (void)step_i;
    return true;
}

static bool leads_to(const gm_wire *w, int32_t from, int32_t to)
{
    bool *is_reached = GM_NEW(w->arena, bool, w->n_file);
    reach(w, from, passes_always, is_reached);
    return from == to || is_reached[to];
}

void gm_wire_check_stretches(gm_wire *w)
{
    for (int32_t k = 0; k < w->def->n_limits && !gm_wire_has_routes(w); k++) {
        const gm_limit_def *limit = &w->def->limits[k];
        if (leads_to(w, limit->last.i, limit->first.i) &&
            !leads_to(w, limit->first.i, limit->last.i)) {
            gm_diag_error(w->diag, limit->src,
                          "limit '%s' ends at '%s', which comes before '%s'", limit->name,
                          limit->last.name, limit->first.name);
            gm_diag_hint(w->diag, "write `over: [%s, %s]`", limit->last.name,
                         limit->first.name);
        }
    }
}
