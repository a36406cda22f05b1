// SPDX-License-Identifier: MIT

#include "twin/change.h"

// ---- laws

static void scale_values(gm_dist *law, double factor, gm_arena *arena)
{
    double *values = GM_NEW(arena, double, law->n);
    for (uint32_t i = 0; i < law->n; i++) {
        values[i] = factor * law->values[i];
    }
    law->values = values;
}

static bool scale_parts(gm_dist *law, double factor, gm_arena *arena)
{
    gm_dist *parts = GM_NEW(arena, gm_dist, law->n);
    for (uint32_t i = 0; i < law->n; i++) {
        parts[i] = law->parts[i];
        if (!gm_dist_scale(&parts[i], factor, arena)) {
            return false;
        }
    }
    law->parts = parts;
    return true;
}

bool gm_dist_scale(gm_dist *law, double factor, gm_arena *arena)
{
    switch (law->kind) {
    case GM_DIST_TRIANGULAR:
    case GM_DIST_PERT:
        law->c *= factor;
        law->b *= factor;
        law->a *= factor;
        return true;
    case GM_DIST_UNIFORM:
    case GM_DIST_NORMAL:
        law->b *= factor;
        law->a *= factor;
        return true;
    case GM_DIST_CONSTANT:
    case GM_DIST_EXPONENTIAL:
    case GM_DIST_LOGNORMAL:
    case GM_DIST_GAMMA:
    case GM_DIST_HYPEREXPONENTIAL:
        law->a *= factor;
        return true;
    case GM_DIST_ERLANG:
    case GM_DIST_WEIBULL:
        law->b *= factor;
        return true;
    case GM_DIST_EMPIRICAL:
    case GM_DIST_REPLAY:
        scale_values(law, factor, arena);
        return true;
    case GM_DIST_MIXTURE:
        return scale_parts(law, factor, arena);
    case GM_DIST_GEOMETRIC:
    case GM_DIST_N_KINDS:
        break;
    }
    return false;
}

static bool scale_times(gm_times_def *times, double factor, gm_arena *arena)
{
    bool is_scaled = gm_dist_scale(&times->all, factor, arena);
    gm_variant_time *rows = GM_NEW(arena, gm_variant_time, times->n_rows + 1);
    for (int32_t i = 0; i < times->n_rows; i++) {
        rows[i] = times->rows[i];
        is_scaled &= gm_dist_scale(&rows[i].dist, factor, arena);
    }
    times->rows = rows;
    return is_scaled;
}

// ---- failures

static const gm_failure_def *scale_failures(const gm_failure_def *from, int32_t n,
                                            const gm_change *change, gm_arena *arena)
{
    gm_failure_def *to = GM_NEW(arena, gm_failure_def, n);
    for (int32_t i = 0; i < n; i++) {
        to[i] = from[i];
        gm_dist *law = change->of == GM_CHANGE_UP ? &to[i].after : &to[i].repair;
        if (!gm_dist_scale(law, change->factor, arena)) {
            return NULL;
        }
    }
    return to;
}

// What fails of a step. *n: in so many ways.
static const gm_failure_def *failures_of(const gm_step_def *step, int32_t *n)
{
    *n = 0;
    if (step->kind == GM_STEP_STATION) {
        *n = step->station->n_failures;
        return step->station->failures;
    }
    if (step->kind == GM_STEP_CONVEYOR) {
        *n = step->conveyor->n_failures;
        return step->conveyor->failures;
    }
    if (step->kind == GM_STEP_MOVING) {
        *n = step->moving->n_failures;
        return step->moving->failures;
    }
    return NULL;
}

// ---- steps

static bool change_station(gm_step_def *step, const gm_change *change, gm_arena *arena)
{
    gm_station_def *def = GM_NEW(arena, gm_station_def, 1);
    *def = *step->station;
    step->station = def;
    if (change->of == GM_CHANGE_WORK) {
        return scale_times(&def->time, change->factor, arena) &&
               scale_times(&def->load_time, change->factor, arena);
    }
    if (change->of == GM_CHANGE_PLACES) {
        def->queue.holds += (int32_t)change->factor;
        return true;
    }
    def->failures = scale_failures(def->failures, def->n_failures, change, arena);
    return def->failures != NULL;
}

static bool change_conveyor(gm_step_def *step, const gm_change *change, gm_arena *arena)
{
    gm_conveyor_def *def = GM_NEW(arena, gm_conveyor_def, 1);
    *def = *step->conveyor;
    step->conveyor = def;
    if (change->of == GM_CHANGE_WORK) {
        def->speed_m_s /= change->factor;
        return true;
    }
    def->failures = scale_failures(def->failures, def->n_failures, change, arena);
    return def->failures != NULL;
}

static bool scale_zone(gm_zone_def *zone, double factor, gm_arena *arena)
{
    bool is_scaled = scale_times(&zone->work, factor, arena);
    gm_duty_def *duties = GM_NEW(arena, gm_duty_def, zone->n_duties + 1);
    for (int32_t i = 0; i < zone->n_duties; i++) {
        duties[i] = zone->duties[i];
        is_scaled &= scale_times(&duties[i].work, factor, arena);
    }
    zone->duties = duties;
    return is_scaled;
}

// A moving line is faster when it moves faster and all its work takes less.
static bool change_moving(gm_step_def *step, const gm_change *change, gm_arena *arena)
{
    gm_moving_def *def = GM_NEW(arena, gm_moving_def, 1);
    *def = *step->moving;
    step->moving = def;
    if (change->of != GM_CHANGE_WORK) {
        def->failures = scale_failures(def->failures, def->n_failures, change, arena);
        return def->failures != NULL;
    }
    def->speed_m_s /= change->factor;
    gm_zone_def *zones = GM_NEW(arena, gm_zone_def, def->n_zones + 1);
    bool is_scaled = true;
    for (int32_t i = 0; i < def->n_zones; i++) {
        zones[i] = def->zones[i];
        is_scaled &= scale_zone(&zones[i], change->factor, arena);
    }
    def->zones = zones;
    return is_scaled;
}

static bool change_source(gm_step_def *step, const gm_change *change, gm_arena *arena)
{
    gm_source_def *def = GM_NEW(arena, gm_source_def, 1);
    *def = *step->source;
    step->source = def;
    return gm_dist_scale(&def->every, change->factor, arena);
}

static bool change_buffer(gm_step_def *step, const gm_change *change, gm_arena *arena)
{
    gm_buffer_def *def = GM_NEW(arena, gm_buffer_def, 1);
    *def = *step->buffer;
    step->buffer = def;
    def->holds += (int32_t)change->factor;
    return true;
}

static bool change_step(gm_step_def *step, const gm_change *change, gm_arena *arena)
{
    switch (step->kind) {
    case GM_STEP_STATION:
        return change_station(step, change, arena);
    case GM_STEP_CONVEYOR:
        return change_conveyor(step, change, arena);
    case GM_STEP_MOVING:
        return change_moving(step, change, arena);
    case GM_STEP_SOURCE:
        return change_source(step, change, arena);
    case GM_STEP_BUFFER:
        return change_buffer(step, change, arena);
    case GM_STEP_SINK:
    case GM_STEP_TRANSPORT:
    case GM_STEP_RACK:
    case GM_STEP_PASS:
        break;
    }
    return false;
}

// ---- the model

int32_t gm_change_places(const gm_plant_def *plant, int32_t step_i)
{
    const gm_step_def *step = &plant->steps[step_i];
    int32_t n = step->kind == GM_STEP_BUFFER ? step->buffer->holds
                : step->kind == GM_STEP_STATION && step->station->queue.is_given
                    ? step->station->queue.holds
                    : 0;
    return n == GM_UNLIMITED ? 0 : n;
}

bool gm_change_is_of(const gm_plant_def *plant, gm_change_of of, int32_t step_i)
{
    const gm_step_def *step = &plant->steps[step_i];
    int32_t n_failures;
    (void)failures_of(step, &n_failures);
    switch (of) {
    case GM_CHANGE_WORK:
        return step->kind == GM_STEP_STATION || step->kind == GM_STEP_CONVEYOR ||
               step->kind == GM_STEP_MOVING;
    case GM_CHANGE_UP:
    case GM_CHANGE_REPAIR:
        return n_failures > 0;
    case GM_CHANGE_ARRIVALS:
        return step->kind == GM_STEP_SOURCE && step->source->has_every;
    case GM_CHANGE_PLACES:
        return gm_change_places(plant, step_i) > 0;
    case GM_N_CHANGES:
        break;
    }
    return false;
}

gm_model *gm_model_changed(const gm_model *base, const gm_change *change, gm_arena *arena)
{
    gm_model *model = GM_NEW(arena, gm_model, 1);
    *model = *base;
    gm_step_def *steps = GM_NEW(arena, gm_step_def, base->plant.n_steps);
    memcpy(steps, base->plant.steps, (size_t)base->plant.n_steps * sizeof *steps);
    model->plant.steps = steps;
    return change_step(&steps[change->step_i], change, arena) ? model : NULL;
}
