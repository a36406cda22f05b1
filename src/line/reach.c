// SPDX-License-Identifier: MIT

#include "line/reach.h"

#include "line/givers.h"

#include "core/text.h"

#include <string.h>

typedef struct reach {
    const gm_plan *plan;
    bool is_net; // parts may come together, part and be scrapped
    gm_arena *arena;
    gm_line_refusal *why;
    const int32_t *givers; // by store
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
                                      : NULL;
}

static const char *of_care(const gm_station_plan *plan)
{
    const char *what = NULL;
    for (int32_t i = 0; i < plan->def->n_maintenances; i++) {
        what = plan->maintain_crew[i].n > 0 ? "needs people for its maintenance" : what;
    }
    for (int32_t i = 0; i < plan->def->n_changeovers; i++) {
        what = plan->change_crew[i].n > 0                    ? "needs people to change over"
               : plan->def->changeovers[i].warm_up_parts > 0 ? "scraps parts as it warms up"
                                                             : what;
    }
    return what;
}

// Ages by work that lanes follow.
static int32_t n_by_work(const gm_station_def *def)
{
    int32_t n = 0;
    for (int32_t i = 0; i < def->n_failures; i++) {
        n += def->failures[i].by == GM_BY_WORK ? 1 : 0;
    }
    for (int32_t i = 0; i < def->n_maintenances; i++) {
        n += def->maintenances[i].by == GM_BY_WORK ? 1 : 0;
    }
    return n;
}

// Other outcomes of work than a share that is scrapped, and pieces.
static bool has_odd_outcome(const gm_station_def *def)
{
    return def->defects > 0.0 || def->mends > 0.0 || def->inspects.is_given ||
           def->drifts.is_given || def->adds.n > 0 || def->grades.is_given;
}

// What parts that come together, part or are scrapped forbid beyond, of a net.
static const char *of_gathering(const reach *r, const gm_station_plan *s)
{
    const gm_plan *plan = r->plan;
    const gm_station_def *def = s->def;
    const gm_step *step = &plan->steps[s->step_i];
    bool takes_full = def->batch.least == def->batch.most;
    if (def->blocking == GM_BLOCKING_BEFORE) {
        return "claims a place before its work, where parts part or come together";
    }
    if (has_odd_outcome(def)) {
        return "inspects or mends parts, or puts something in";
    }
    if (s->is_batch && (!takes_full || def->batch.wait_s < (double)INFINITY)) {
        return "starts with less than a full batch";
    }
    if (s->is_batch && def->n_learns > 0) {
        return "takes batches and learns";
    }
    if (def->same != GM_SAME_NOTHING) {
        return "joins what has something in common";
    }
    for (int32_t k = 0; k < step->n_needs; k++) {
        int32_t inlet = gm_line_inlet(step, k, r->givers);
        if (inlet == GM_SEVERAL) {
            return "takes from several places";
        }
        int32_t n = s->is_batch ? def->batch.most : step->needs[k].count;
        int32_t places = plan->stores[step->inputs[inlet].store_i].capacity;
        if (n > (places > 0 ? places : 1)) {
            return "takes more parts at once than there are places for";
        }
    }
    return NULL;
}

// What several machines forbid beyond, of a net: which of them is idle would hang on more than parts
// that come and go.
static const char *of_bank(const gm_station_plan *s)
{
    const gm_station_def *def = s->def;
    if (s->n_machines == 1) {
        return NULL;
    }
    for (int32_t i = 0; i < def->n_failures; i++) {
        if (def->failures[i].by != GM_BY_WORK) {
            return "has several machines that fail by calendar or by parts";
        }
    }
    return s->n_machines > GM_LINE_MOST_MACHINES ? "has more machines than are followed"
           : def->needs.n > 0                    ? "has several machines that join parts"
           : def->splits.n > 0                   ? "has several machines that split parts"
           : s->is_batch                         ? "has several machines that take batches"
           : def->n_learns > 0                   ? "has several machines that learn"
           : def->n_changeovers > 0              ? "has several machines that change over"
           : def->n_maintenances > 0             ? "has several machines that are maintained"
           : s->calendar_i >= 0                  ? "has several machines with hours"
                                                 : NULL;
}

static const char *of_chain(const gm_plan *plan, const gm_station_plan *s)
{
    const gm_station_def *def = s->def;
    return s->n_machines > 1                      ? "has several machines"
           : def->needs.n > 0                     ? "joins parts"
           : def->splits.n > 0                    ? "splits parts"
           : s->is_batch                          ? "takes batches"
           : s->has_outcome                       ? "scraps, inspects or mends parts"
           : plan->steps[s->step_i].n_inputs != 1 ? "takes from several places"
                                                  : NULL;
}

static const char *of_station(const gm_station_plan *s)
{
    const gm_station_def *def = s->def;
    const struct {
        bool has;
        const char *what;
    } rows[] = {
        {s->crew.n > 0 || s->load_crew.n > 0, "needs people"},
        {s->is_unlimited, "has a machine for every part"},
        {s->has_slots, "works in slots"},
        {s->web_i != GM_NONE, "has a web"},
        {def->recipe.is_given, "has a recipe"},
        {s->n_loads > 0, "loads parts"},
        {s->drift_i != GM_NONE, "goes out of control"},
        {s->quarantine_i != GM_NONE, "has a quarantine"},
        {s->is_family, "serves families in turn"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        if (rows[i].has) {
            return rows[i].what;
        }
    }
    if (n_by_work(def) > GM_LINE_MOST_FAILURES) {
        return "fails and is maintained in too many ways";
    }
    for (int32_t i = 0; i < def->n_failures; i++) {
        const char *what = of_failure(s, i);
        if (what) {
            return what;
        }
    }
    return of_care(s);
}

static bool refuses_stations(const reach *r)
{
    for (int32_t i = 0; i < r->plan->n_stations; i++) {
        const gm_station_plan *s = &r->plan->stations[i];
        const char *what = of_station(s);
        if (!what) {
            what = r->is_net ? of_gathering(r, s) : of_chain(r->plan, s);
        }
        if (!what && r->is_net) {
            what = of_bank(s);
        }
        if (refuse(r, s->def->src, "station", s->def->name, what)) {
            return true;
        }
    }
    return false;
}

// ---- places

static bool is_constant(const gm_dist *law)
{
    return !law || law->kind == GM_DIST_CONSTANT;
}

static const char *of_store(const gm_store_plan *s, bool is_merge)
{
    return s->order != GM_QUEUE_FIFO ? "does not give parts in the order they came"
           : s->n_consumers != 1     ? "gives to several"
           : is_merge                ? "gets parts from several places"
           : s->longest_s < (double)INFINITY || s->waits_s > 0.0
               ? "lets parts go after a longest time"
           : s->delay && (!is_constant(s->delay) || !is_constant(s->least))
               ? "keeps parts for times that differ"
           : s->delay && s->capacity == 0  ? "keeps parts for a time and has no places"
           : s->when_full == GM_FULL_LOSE  ? "loses parts when it is full"
           : s->when_full != GM_FULL_BLOCK ? "lets its source pause when it is full"
           : s->reorders || s->is_kin      ? "reorders parts"
           : s->initial > 0                ? "has parts at the start"
           : s->capacity > GM_LINE_MOST_PLACES && s->capacity < GM_UNLIMITED
               ? "has more places than are remembered one by one"
           : s->is_paused_for ? "lets its source pause"
                              : NULL;
}

static bool refuses_stores(const reach *r)
{
    for (int32_t i = 0; i < r->plan->n_stores; i++) {
        const gm_store_plan *s = &r->plan->stores[i];
        const gm_step_def *def = &r->plan->def->steps[r->plan->steps[s->step_i].file_i];
        const char *kind = s->is_buffer ? "buffer" : "the queue of station";
        bool is_merge = r->is_net && r->givers[i] == GM_SEVERAL;
        if (refuse(r, def->src, kind, s->name, of_store(s, is_merge))) {
            return true;
        }
    }
    return false;
}

// ---- sources

static const char *of_source(const gm_plan *plan, const gm_source_plan *s, bool is_net)
{
    const gm_source_def *def = s->def;
    return s->release_i != GM_NONE ? "holds parts back by a rule"
           : def->has_due          ? "gives due dates"
           : s->points != 0        ? "has its sequence watched"
           : def->when_full != GM_FULL_BLOCK
               ? "pauses or loses parts while the first place is full"
           : plan->n_sources > 1 && !is_net ? "is not the only one"
                                            : NULL;
}

static bool refuses_sources(const reach *r)
{
    for (int32_t i = 0; i < r->plan->n_sources; i++) {
        const gm_source_plan *s = &r->plan->sources[i];
        if (refuse(r, s->def->src, "source", s->def->name, of_source(r->plan, s, r->is_net))) {
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
    case GM_STEP_SOURCE:
    case GM_STEP_STATION:
    case GM_STEP_BUFFER:
    case GM_STEP_SINK:
        break;
    }
    return NULL;
}

// Parts of a station of a net go where their variant or chance says: that hangs on no state.
static bool has_one_way(const gm_step *step, bool is_net)
{
    gm_route_mode mode = step->to.mode;
    bool is_told =
        mode == GM_ROUTE_SINGLE || mode == GM_ROUTE_SHARES || mode == GM_ROUTE_BY_VARIANT;
    return mode == GM_ROUTE_SINGLE || step->kind == GM_STEP_SINK ||
           step->kind == GM_STEP_BUFFER || (is_net && step->kind == GM_STEP_STATION && is_told);
}

static bool has_several_givers(const reach *r, const gm_step *step)
{
    return step->kind == GM_STEP_BUFFER && r->givers[step->own_i] == GM_SEVERAL;
}

// A net gives out no cards.
static bool is_limited(const reach *r, const gm_step *step)
{
    bool is_in = step->limits_in != 0 || step->limits_out != 0;
    is_in |= step->kind == GM_STEP_STATION &&
             r->plan->stores[step->inputs[0].store_i].limits_in != 0;
    return r->is_net && is_in;
}

static const char *of_step(const reach *r, const gm_step *step)
{
    return kind_word(step->kind)           ? "is neither a station nor a buffer"
           : !has_one_way(step, r->is_net) ? "gives parts to several places"
           : is_limited(r, step)
               ? "is within a limit, of parts that part, meet, overtake or are scrapped"
           : step->within_from || step->within_to ? "is within a longest time"
           : step->point_i != GM_NONE             ? "has its sequence watched"
           : has_several_givers(r, step)          ? "gets parts from several places"
                                                  : NULL;
}

static bool refuses_steps(const reach *r)
{
    const gm_plan *plan = r->plan;
    for (int32_t i = 0; i < plan->n_steps; i++) {
        const gm_step *step = &plan->steps[i];
        const char *kind = kind_word(step->kind);
        if (refuse(r, plan->def->steps[step->file_i].src, kind ? kind : "step", step->name,
                   of_step(r, step))) {
            return true;
        }
    }
    return false;
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
                       : plan->n_withins > 0        ? "has longest times"
                       : plan->def->n_materials > 0 ? "follows materials"
                       : plan->def->n_grids > 0     ? "has grids"
                       : plan->n_rules > 0          ? "has rules"
                       : plan->has_routes           ? "has variants with ways of their own"
                                                    : NULL;
    return refuse(r, src, "the", "plant", what);
}

bool gm_line_reaches(const gm_plan *plan, bool is_net, gm_arena *arena, gm_line_refusal *why)
{
    reach r = {plan, is_net, arena, why, gm_line_givers(plan, arena)};
    return !refuses_steps(&r) && !refuses_stations(&r) && !refuses_stores(&r) &&
           !refuses_sources(&r) && !refuses_plant(&r);
}

// A station without a place before it, behind others, takes from the one before when both can: its
// hours and its maintenance would hold that one up too.
static const char *of_door(const gm_line_op *op, const gm_station_def *def, int32_t i)
{
    bool has_no_place = i > 0 && op->places == 0;
    return has_no_place && op->calendar_i >= 0 ? "has hours and no place before it"
           : has_no_place && def->n_maintenances > 0
               ? "is maintained and has no place before it"
               : NULL;
}

// Parts come back to a line that they have left.
static int32_t comes_back(const gm_line_program *p)
{
    for (int32_t i = 0; i < p->n_spans; i++) {
        for (int32_t k = i + 1; k < p->n_spans; k++) {
            if (p->spans[i].line_i == p->spans[k].line_i) {
                return p->spans[i].line_i;
            }
        }
    }
    return GM_NONE;
}

static bool refuses_source(const reach *r, const gm_line_program *p)
{
    const gm_source_def *source = p->plan->sources[p->source_i].def;
    int32_t n = 0;
    for (int32_t i = 0; i < p->n_ops; i++) {
        n += p->ops[i].station_i != GM_NONE ? 1 : 0;
    }
    return refuse(r, source->src, "source", source->name,
                  n == 0                    ? "leads to no station"
                  : n < p->plan->n_stations ? "does not lead to all stations"
                                            : NULL);
}

bool gm_line_follows(const gm_line_program *p, gm_arena *arena, gm_line_refusal *why)
{
    reach r = {.plan = p->plan, .arena = arena, .why = why};
    if (refuses_source(&r, p)) {
        return false;
    }
    for (int32_t i = 0; i < p->n_ops; i++) {
        if (p->ops[i].station_i == GM_NONE) {
            continue;
        }
        const gm_station_def *def = p->plan->stations[p->ops[i].station_i].def;
        if (refuse(&r, def->src, "station", def->name, of_door(&p->ops[i], def, i))) {
            return false;
        }
    }
    int32_t line_i = comes_back(p);
    const gm_line_def *line = line_i == GM_NONE ? NULL : &p->plan->def->lines[line_i];
    return !line || !refuse(&r, line->src, "line", line->name, "gets its parts back again");
}
