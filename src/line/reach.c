// SPDX-License-Identifier: MIT

#include "line/reach.h"

#include "core/text.h"

#include <string.h>

#define MOST_PLACES 65536 // with an end: a ring remembers when each was left

typedef struct reach {
    const gm_plan *plan;
    gm_arena *arena;
    gm_line_refusal *why;
} reach;

// What somebody has that is out of reach; NULL text: nothing.
static bool refuse(const reach *r, gm_src src, const char *kind, const char *name,
                   const char *what)
{
    if (what) {
        *r->why =
            (gm_line_refusal){gm_arena_printf(r->arena, "%s '%s' %s", kind, name, what), src};
    }
    return what != NULL;
}

// ---- stations

static const char *of_failure(const gm_station_plan *plan, int32_t i)
{
    const gm_failure_def *f = &plan->def->failures[i];
    return plan->fail_crew[i].n > 0   ? "needs people for its repairs"
           : f->part == GM_PART_SCRAP ? "scraps the part in work when it fails"
           : f->by == GM_BY_PARTS     ? "fails by parts"
                                      : NULL;
}

static const char *of_station(const gm_plan *plan, const gm_station_plan *s)
{
    const gm_station_def *def = s->def;
    const gm_step *step = &plan->steps[s->step_i];
    const struct {
        bool has;
        const char *what;
    } rows[] = {
        {s->crew.n > 0 || s->load_crew.n > 0, "needs people"},
        {s->is_unlimited, "has a machine for every part"},
        {s->n_machines > 1, "has several machines"},
        {def->needs.n > 0, "joins parts"},
        {def->splits.n > 0, "splits parts"},
        {s->is_batch, "takes batches"},
        {s->has_slots, "works in slots"},
        {s->web_i != GM_NONE, "has a web"},
        {def->recipe.is_given, "has a recipe"},
        {def->n_changeovers > 0, "has changeovers"},
        {def->n_maintenances > 0, "is maintained"},
        {s->n_loads > 0, "loads parts"},
        {def->n_learns > 0, "learns"},
        {s->has_outcome, "scraps, inspects or mends parts"},
        {s->drift_i != GM_NONE, "goes out of control"},
        {s->quarantine_i != GM_NONE, "has a quarantine"},
        {def->blocking == GM_BLOCKING_BEFORE, "is blocked before its work"},
        {s->time_of != NULL, "works by variant"},
        {s->is_family, "serves families in turn"},
        {step->n_inputs != 1, "takes from several places"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        if (rows[i].has) {
            return rows[i].what;
        }
    }
    if (def->n_failures > GM_LINE_MOST_FAILURES) {
        return "fails in too many ways";
    }
    for (int32_t i = 0; i < def->n_failures; i++) {
        const char *what = of_failure(s, i);
        if (what) {
            return what;
        }
    }
    return NULL;
}

static bool refuses_stations(const reach *r)
{
    for (int32_t i = 0; i < r->plan->n_stations; i++) {
        const gm_station_plan *s = &r->plan->stations[i];
        if (refuse(r, s->def->src, "station", s->def->name, of_station(r->plan, s))) {
            return true;
        }
    }
    return false;
}

// ---- places

static const char *of_store(const gm_store_plan *s)
{
    return s->order != GM_QUEUE_FIFO       ? "does not give parts in the order they came"
           : s->n_consumers != 1           ? "gives to several"
           : gm_store_is_timed(s)          ? "keeps parts for a time"
           : s->when_full != GM_FULL_BLOCK ? "loses parts or lets its source pause"
           : s->reorders || s->is_kin      ? "reorders parts"
           : s->initial > 0                ? "has parts at the start"
           : s->capacity > MOST_PLACES && s->capacity < GM_UNLIMITED
               ? "has more places than are remembered one by one"
           : s->is_filled && s->capacity > 0 ? "is filled by a source that never runs dry"
           : s->is_paused_for                ? "lets its source pause"
                                             : NULL;
}

static bool refuses_stores(const reach *r)
{
    for (int32_t i = 0; i < r->plan->n_stores; i++) {
        const gm_store_plan *s = &r->plan->stores[i];
        const gm_step_def *def = &r->plan->def->steps[r->plan->steps[s->step_i].file_i];
        const char *kind = s->is_buffer ? "buffer" : "the queue of station";
        if (refuse(r, def->src, kind, s->name, of_store(s))) {
            return true;
        }
    }
    return false;
}

// ---- sources

static const char *of_source(const gm_plan *plan, const gm_source_plan *s)
{
    const gm_source_def *def = s->def;
    return def->n_plan > 0           ? "releases by a plan"
           : def->has_batch          ? "brings several parts at a time"
           : s->calendar_i >= 0      ? "has hours of its own"
           : s->release_i != GM_NONE ? "holds parts back by a rule"
           : def->has_due            ? "gives due dates"
           : s->n_variants > 1       ? "brings several variants"
           : s->points != 0          ? "has its sequence watched"
           : def->limit < INT64_MAX  ? "ends"
           : plan->n_sources > 1     ? "is not the only one"
                                     : NULL;
}

static bool refuses_sources(const reach *r)
{
    for (int32_t i = 0; i < r->plan->n_sources; i++) {
        const gm_source_plan *s = &r->plan->sources[i];
        if (refuse(r, s->def->src, "source", s->def->name, of_source(r->plan, s))) {
            return true;
        }
    }
    return r->plan->n_sources == 0;
}

// ---- steps

static const char *kind_word(gm_step_kind kind)
{
    switch (kind) {
    case GM_STEP_CONVEYOR:
        return "conveyor";
    case GM_STEP_MOVING:
        return "moving line";
    case GM_STEP_TRANSPORT:
        return "transport";
    case GM_STEP_RACK:
        return "rack";
    case GM_STEP_PASS:
        return "buffer";
    case GM_STEP_SOURCE:
    case GM_STEP_STATION:
    case GM_STEP_BUFFER:
    case GM_STEP_SINK:
        break;
    }
    return NULL;
}

static const char *of_step(const gm_plan *plan, const gm_step *step, const int32_t *n_givers)
{
    bool is_end = step->kind == GM_STEP_SINK || step->kind == GM_STEP_BUFFER;
    bool takes = step->kind == GM_STEP_STATION || step->kind == GM_STEP_BUFFER;
    return kind_word(step->kind)                         ? "is no station that works"
           : !is_end && step->to.mode != GM_ROUTE_SINGLE ? "gives parts to several places"
           : step->limits_in || step->limits_out         ? "is within a limit of parts"
           : step->within_from || step->within_to        ? "is within a longest time"
           : step->point_i != GM_NONE                    ? "has its sequence watched"
           : takes && n_givers[step->own_i] > 1 && step->kind == GM_STEP_BUFFER
               ? "gets parts from several places"
           : step->kind == GM_STEP_STATION && plan->stores[step->inputs[0].store_i].limits_in
               ? "is within a limit of parts"
               : NULL;
}

static void count_givers(const gm_plan *plan, int32_t *n_givers)
{
    for (int32_t i = 0; i < plan->n_steps; i++) {
        const gm_step *step = &plan->steps[i];
        for (int32_t k = 0; k < step->to.n; k++) {
            gm_target to = step->to.targets[k];
            int32_t store_i = to.kind == GM_TO_STORE ? to.i : GM_NONE;
            if (to.kind == GM_TO_STEP && plan->steps[to.i].kind == GM_STEP_BUFFER) {
                store_i = plan->steps[to.i].own_i;
            } else if (to.kind == GM_TO_STEP && plan->steps[to.i].kind == GM_STEP_STATION) {
                store_i = plan->steps[to.i].needs[0].own_store;
            }
            if (store_i != GM_NONE) {
                n_givers[store_i] += 1;
            }
        }
    }
}

static bool refuses_steps(const reach *r)
{
    const gm_plan *plan = r->plan;
    gm_mark mark = gm_arena_mark(r->arena);
    int32_t *n_givers = GM_NEW(r->arena, int32_t, plan->n_stores + 1);
    count_givers(plan, n_givers);
    int32_t found = GM_NONE;
    const char *what = NULL;
    for (int32_t i = 0; i < plan->n_steps && !what; i++) {
        what = of_step(plan, &plan->steps[i], n_givers);
        found = i;
    }
    gm_arena_rewind(r->arena, mark);
    if (!what) {
        return false;
    }
    const gm_step *step = &plan->steps[found];
    const char *kind = kind_word(step->kind);
    return refuse(r, plan->def->steps[step->file_i].src, kind ? kind : "step", step->name,
                  what);
}

// ---- the whole

static bool refuses_plant(const reach *r)
{
    const gm_plan *plan = r->plan;
    gm_src src = {0};
    for (int32_t i = 0; i < plan->def->n_lines; i++) {
        if (plan->def->lines[i].runs_empty) {
            return refuse(r, plan->def->lines[i].src, "line", plan->def->lines[i].name,
                          "runs empty at the end of a shift");
        }
    }
    const char *what = plan->n_crews > 0            ? "has crews"
                       : plan->n_fleets > 0         ? "has vehicles"
                       : plan->n_limits > 0         ? "has limits of parts"
                       : plan->n_withins > 0        ? "has longest times"
                       : plan->def->n_materials > 0 ? "follows materials"
                       : plan->def->n_grids > 0     ? "has grids"
                       : plan->n_rules > 0          ? "has rules"
                       : plan->has_routes           ? "has variants with ways of their own"
                                                    : NULL;
    return refuse(r, src, "the", "plant", what);
}

bool gm_line_reaches(const gm_plan *plan, gm_arena *arena, gm_line_refusal *why)
{
    reach r = {plan, arena, why};
    return !refuses_steps(&r) && !refuses_stations(&r) && !refuses_stores(&r) &&
           !refuses_sources(&r) && !refuses_plant(&r);
}

// A station without a place before it, behind others, takes from the one before when both can: its
// hours would hold that one up too.
static bool has_hours_within(const gm_line_op *op, int32_t i)
{
    return i > 0 && op->places == 0 && op->calendar_i >= 0;
}

bool gm_line_follows(const gm_line_program *p, gm_arena *arena, gm_line_refusal *why)
{
    reach r = {p->plan, arena, why};
    const gm_source_def *source = p->plan->sources[p->source_i].def;
    if (p->n_ops == 0) {
        return !refuse(&r, source->src, "source", source->name, "leads to no station");
    }
    if (!p->is_endless && p->ops[0].places < GM_UNLIMITED) {
        return !refuse(&r, source->src, "source", source->name,
                       "may find its first place full");
    }
    if (p->n_ops < p->plan->n_stations) {
        return !refuse(&r, source->src, "source", source->name,
                       "does not lead to all stations");
    }
    int32_t line_i = p->plan->steps[p->plan->sources[p->source_i].step_i].line_i;
    for (int32_t i = 0; i < p->n_ops; i++) {
        const gm_station_def *def = p->plan->stations[p->ops[i].station_i].def;
        bool crosses = p->ops[i].line_i != line_i || p->ops[i].from_line_i != line_i;
        const char *what = has_hours_within(&p->ops[i], i) ? "has hours and no place before it"
                           : crosses ? "is in another line than the source leads to"
                                     : NULL;
        if (refuse(&r, def->src, "station", def->name, what)) {
            return false;
        }
    }
    return true;
}
