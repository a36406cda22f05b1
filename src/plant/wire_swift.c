// SPDX-License-Identifier: MIT
//
// Which stations may go the short way (swift.h), and where it leads.

#include "plant/wire.h"

// Nobody is needed, or people of one crew for all of the work.
static bool has_simple_crew(const gm_wire *w, const gm_station_plan *plan)
{
    const gm_crew_call *call = &plan->crew;
    if (call->n == 0) {
        return true;
    }
    const gm_skill_plan *skill = &w->plan->skills[call->skills[0]];
    return call->n == 1 && skill->n_crews == 1 && w->plan->crew_readers[skill->crews[0]] == 0;
}

// A station whose work is all that happens there, one part at a time. A shop that runs empty
// turns its stations off as the last part leaves.
static bool works_only(const gm_wire *w, const gm_station_plan *plan)
{
    const gm_station_def *def = plan->def;
    return plan->n_loads == 0 && def->n_changeovers == 0 && def->n_maintenances == 0 &&
           def->blocking == GM_BLOCKING_AFTER && has_simple_crew(w, plan) &&
           plan->n_machines == 1 && !plan->is_unlimited && !plan->has_outcome &&
           !plan->is_family && def->needs.n == 0 && def->n_learns == 0 &&
           !def->recipe.is_given && !w->def->lines[w->steps[plan->step_i].line_i].runs_empty;
}

static bool ages_by_work(const gm_station_def *def)
{
    return def->n_failures == 1 && def->failures[0].by == GM_BY_WORK &&
           def->failures[0].part != GM_PART_SCRAP;
}

// First in, first out, for one taker; no clock, no cards, nobody who watches or counts.
static bool is_simple(const gm_wire *w, const gm_store_plan *s)
{
    const gm_step *step = &w->steps[s->step_i];
    bool leaves = s->is_buffer && (step->counter_i != GM_NONE || step->limits_out != 0 ||
                                   step->within_from != 0);
    return s->order == GM_QUEUE_FIFO && s->n_classes == 1 && !gm_store_is_timed(s) &&
           s->limits_in == 0 && s->n_watchers == 0 && !leaves && s->n_consumers == 1 &&
           s->readers == 0 && s->endless_source == GM_NONE && !s->is_kin && !s->reorders &&
           s->point_in == GM_NONE;
}

static bool is_held_back(const gm_wire *w, int32_t step_i)
{
    return w->sources[w->steps[step_i].own_i].release_i != GM_NONE;
}

// Fed by a simple store, or straight by a source that never runs dry.
static bool is_fed_simply(const gm_wire *w, const gm_step *step)
{
    if (step->n_inputs != 1 || step->inputs[0].limits != 0) {
        return false;
    }
    const gm_store_plan *s = &w->stores[step->inputs[0].store_i];
    return is_simple(w, s) ||
           (s->endless_source != GM_NONE && s->capacity == 0 &&
            !is_held_back(w, s->endless_source) && s->limits_in == 0 && s->n_consumers == 1);
}

int32_t gm_wire_only_store(const gm_wire *w, const gm_route *route)
{
    if (route->mode != GM_ROUTE_SINGLE) {
        return GM_NONE;
    }
    gm_target target = route->targets[0];
    if (target.kind == GM_TO_STORE) {
        return target.i;
    }
    if (target.kind != GM_TO_STEP || w->steps[target.i].kind == GM_STEP_SINK) {
        return GM_NONE;
    }
    const gm_step *step = &w->steps[target.i];
    return step->kind == GM_STEP_BUFFER ? step->own_i : step->needs[0].own_store;
}

static bool gives_simply(const gm_wire *w, const gm_step *step)
{
    if (step->to.mode != GM_ROUTE_SINGLE || step->limits_out != 0) {
        return false;
    }
    gm_target to = step->to.targets[0];
    bool joins = to.kind == GM_TO_STEP && w->steps[to.i].n_needs > 1;
    int32_t store_i = gm_wire_only_store(w, &step->to);
    bool loses = store_i != GM_NONE && w->stores[store_i].when_full == GM_FULL_LOSE;
    return !joins && !loses && to.kind != GM_TO_SCRAP;
}

static int32_t sink_of(const gm_wire *w, gm_target to)
{
    if (to.kind == GM_TO_OUT) {
        return w->plan->n_sinks; // the implicit way out
    }
    return to.kind == GM_TO_STEP ? w->steps[to.i].own_i : GM_NONE;
}

// Where parts of a step go.
static void lead_on(const gm_wire *w, const gm_step *step, gm_swift_way *way)
{
    way->to = gm_wire_only_store(w, &step->to);
    way->next = GM_NONE;
    way->sink = sink_of(w, step->to.targets[0]);
    if (way->to != GM_NONE) {
        const gm_store_plan *to = &w->stores[way->to];
        way->to_places = is_simple(w, to) ? to->capacity : 0;
        way->to_step = to->step_i;
        way->taker = to->n_consumers > 0 ? to->consumers[0] : GM_NONE;
        way->crosses |= w->steps[to->step_i].line_i != step->line_i;
    }
}

static gm_swift_way way_of(const gm_wire *w, const gm_station_plan *plan)
{
    const gm_step *step = &w->steps[plan->step_i];
    const gm_store_plan *from = &w->stores[step->inputs[0].store_i];
    gm_swift_way way = {
        .is_on = true,
        .ages_by_work = ages_by_work(plan->def),
        .is_counted = step->counter_i != GM_NONE,
        .crosses = w->steps[from->step_i].line_i != step->line_i,
        .step_i = plan->step_i,
        .station_i = step->own_i,
        .from = step->inputs[0].store_i,
        .from_places = from->capacity,
        .crew_i = GM_NONE,
        .time_of = plan->time_of,
        .cycle_of = plan->cycle_of,
    };
    if (plan->crew.n > 0) {
        way.crew_i = w->plan->skills[plan->crew.skills[0]].crews[0];
        way.people = plan->crew.people[0];
    }
    lead_on(w, step, &way);
    return way;
}

// Parts that arrive by a law, one at a time, and never wait outside.
static gm_swift_way way_of_arrivals(const gm_wire *w, const gm_source_plan *plan)
{
    const gm_step *step = &w->steps[plan->step_i];
    const gm_source_def *def = plan->def;
    gm_swift_way way = {.step_i = plan->step_i, .crew_i = GM_NONE};
    if (def->has_every && !def->has_batch && def->n_plan == 0 && plan->calendar_i < 0 &&
        step->limits_in == 0 && plan->release_i == GM_NONE && gives_simply(w, step)) {
        lead_on(w, step, &way);
        way.is_on = way.to != GM_NONE && way.to_places >= GM_UNLIMITED;
    }
    return way;
}

static bool is_swift(const gm_wire *w, const gm_station_plan *plan)
{
    const gm_step *step = &w->steps[plan->step_i];
    return works_only(w, plan) && step->point_i == GM_NONE && !step->is_entrance &&
           step->within_from == 0 && step->within_to == 0 && step->n_claimants == 0 &&
           !plan->is_watched && step->readers == 0 && is_fed_simply(w, step) &&
           gives_simply(w, step) && (plan->def->n_failures == 0 || ages_by_work(plan->def));
}

// The swift machine behind the simple store that a way leads to.
static int32_t next_machine(const gm_wire *w, const gm_swift_way *ways, const gm_swift_way *way)
{
    if (way->to_places == 0 || w->steps[way->taker].kind != GM_STEP_STATION) {
        return GM_NONE;
    }
    int32_t next_i = w->stations[w->steps[way->taker].own_i].first_machine;
    return ways[next_i].is_on ? next_i : GM_NONE;
}

void gm_wire_swift(gm_wire *w)
{
    gm_swift_way *ways = GM_NEW(w->arena, gm_swift_way, w->plan->n_machines);
    bool may =
        !gm_wire_has_routes(w) && w->plan->n_quarantines == 0; // nobody looks for suspects
    for (int32_t i = 0; i < w->plan->n_stations && may; i++) {
        const gm_station_plan *plan = &w->stations[i];
        if (is_swift(w, plan)) {
            ways[plan->first_machine] = way_of(w, plan);
        }
    }
    for (int32_t i = 0; i < w->plan->n_machines; i++) {
        if (ways[i].is_on) {
            ways[i].next = next_machine(w, ways, &ways[i]);
        }
    }
    for (int32_t i = 0; i < w->plan->n_sources && may; i++) {
        gm_source_plan *plan = &w->sources[i];
        plan->way = way_of_arrivals(w, plan);
        if (plan->way.is_on) {
            plan->way.next = next_machine(w, ways, &plan->way);
        }
    }
    w->plan->ways = ways;
}
