// SPDX-License-Identifier: MIT

#include "study/line_estimate.h"

#include "estimate/completion.h"
#include "estimate/fluid_line.h"

#include <math.h>

#define ENDLESS_PLACES 1e7 // stands for a buffer without an end
// Above the rate of the fastest machine, which varies: it needs some time to stand.
#define MARGIN 1.0001

static gm_line_estimate cannot(const char *why)
{
    return (gm_line_estimate){(double)NAN, why};
}

// What of a machine the flow has no picture of, or NULL.
static const char *of_machine(const gm_line_op *op, const gm_station_def *def, gm_arena *arena)
{
    const char *what = op->calendar_i != GM_NONE ? "has hours"
                       : op->delay_s > 0.0       ? "takes parts that have to stay before it"
                       : op->is_before           ? "is blocked before its work"
                       : def->n_maintenances > 0 ? "is maintained"
                       : def->n_changeovers > 0  ? "changes over"
                       : def->n_learns > 0       ? "learns"
                       : def->time.n_rows > 0    ? "works by variant"
                                                 : NULL;
    for (int32_t i = 0; i < def->n_failures && !what; i++) {
        const gm_failure_def *f = &def->failures[i];
        what = f->by != GM_BY_WORK           ? "fails by other than work"
               : f->part != GM_PART_RESUME   ? "does not go on with the part after a failure"
               : gm_dist_mean(&f->after) > 0 ? NULL
                                             : "fails at once";
    }
    if (!what && !(gm_dist_mean(&def->time.all) > 0.0)) {
        what = "works in no time";
    }
    return what ? gm_arena_printf(arena, "station '%s' %s", def->name, what) : NULL;
}

static gm_completion completion_of(const gm_station_def *def)
{
    gm_stops stops = gm_stops_none();
    for (int32_t i = 0; i < def->n_failures; i++) {
        gm_stops_add(&stops, &def->failures[i].after, &def->failures[i].repair);
    }
    return gm_completion_of(&def->time.all, &stops);
}

// Why a twin is no such line, or NULL.
static const char *refusal(const gm_twin *twin, gm_arena *arena)
{
    const gm_line_program *line = twin->line;
    for (int32_t i = 0; i < twin->plan->n_stations; i++) {
        const gm_station_plan *s = &twin->plan->stations[i];
        if (s->n_machines > 1) {
            return gm_arena_printf(arena, "station '%s' has several machines", s->def->name);
        }
    }
    if (!line) {
        return twin->line_why.text ? twin->line_why.text : "the plant is no serial line";
    }
    if (line->is_net) {
        return "parts do not all go one way from machine to machine";
    }
    if (line->n_limits > 0) {
        return gm_arena_printf(arena, "the limit '%s' holds parts back",
                               twin->plan->limits[0].name);
    }
    bool ends = twin->plan->sources[line->source_i].def->limit < INT64_MAX;
    if (ends || (!line->is_endless && !line->is_filled)) {
        return "its source does not always have parts";
    }
    const char *why = NULL;
    for (int32_t i = 0; i < line->n_ops && !why; i++) {
        const gm_line_op *op = &line->ops[i];
        why = op->station_i == GM_NONE
                  ? "parts go from one place to another"
                  : of_machine(op, twin->plan->stations[op->station_i].def, arena);
    }
    return why;
}

// One speed for all, as the equations of a long line ask for: that of the mean flow time, weighed
// by how much each machine varies; no machine is faster all in all.
static double common_speed(int32_t n, const gm_completion *c, const gm_fluid_machine *machines)
{
    double flow = 0.0;
    double weight = 0.0;
    double fastest = 0.0;
    for (int32_t i = 0; i < n; i++) {
        flow += c[i].variance / machines[i].speed;
        weight += c[i].variance;
        fastest = fmax(fastest, 1.0 / c[i].mean);
    }
    double speed = weight > 0.0 ? weight / flow : fastest;
    return fmax(speed, MARGIN * fastest);
}

gm_line_estimate gm_line_estimate_of(const gm_twin *twin, gm_arena *arena)
{
    const gm_line_program *line = twin->line;
    const char *why = refusal(twin, arena);
    if (why) {
        return cannot(why);
    }
    int32_t n = line->n_ops;
    gm_completion *c = GM_NEW(arena, gm_completion, n);
    gm_fluid_machine *machines = GM_NEW(arena, gm_fluid_machine, n);
    double *places = GM_NEW(arena, double, n);
    for (int32_t i = 0; i < n; i++) {
        c[i] = completion_of(twin->plan->stations[line->ops[i].station_i].def);
        machines[i] = gm_fluid_machine_of(&c[i]);
    }
    for (int32_t i = 1; i < n; i++) {
        int32_t holds = line->ops[i].places;
        places[i - 1] =
            holds == GM_UNLIMITED ? ENDLESS_PLACES : gm_fluid_places(holds, &c[i - 1], &c[i]);
    }
    double speed = common_speed(n, c, machines);
    for (int32_t i = 0; i < n && n > 2; i++) {
        machines[i] = gm_fluid_machine_at(&c[i], speed);
    }
    gm_line_estimate estimate = {0};
    if (!gm_fluid_line_rate(n, machines, places, arena, &estimate.rate_per_s)) {
        return cannot("the equations did not settle");
    }
    return estimate;
}
