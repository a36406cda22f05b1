// SPDX-License-Identifier: MIT
//
// The work table on which a definition is wired into a plan. Internal to plant/wire*.c.

#ifndef GM_PLANT_WIRE_H
#define GM_PLANT_WIRE_H

#include "core/array.h"
#include "core/assert.h"
#include "plant/plan.h"

// Where the parts of a step go, with targets as steps of the file.
typedef struct gm_way {
    gm_src src;
    const gm_rule_def *choose; // NULL: not by a rule
    bool to_first;
    bool by_variant;
    int32_t n;
    gm_target *targets;
    double *shares;
    const gm_route_row_def *rows; // NULL: the default way
} gm_way;

typedef struct gm_wire {
    const gm_plant_def *def;
    gm_arena *arena;
    gm_diag *diag;
    gm_plan *plan;
    gm_step *steps;
    int32_t n_file; // steps of the file; passes follow
    int32_t n_steps;
    gm_store_plan *stores;
    int32_t n_stores;
    gm_station_plan *stations;
    gm_source_plan *sources;
    gm_conveyor_plan *conveyors;
    gm_moving_plan *movings;
    gm_transport_plan *transports;
    gm_rack_plan *racks;
    gm_fleet_plan *fleets;
    gm_way *ways;      // by step of the file
    gm_inlet *inputs;  // all inputs found so far, unsorted
    int32_t *input_of; // the step of each
    int32_t n_inputs;
    int32_t most_inputs;
    int32_t *shared;     // step -> shared store in front of its targets, or GM_NONE
    bool *from_arrivals; // step -> a source with arrivals gives to it directly
    uint64_t *kinds_in;  // step -> kinds that come in, as bits
    GM_ARRAY(gm_rule_plan) rules;
} gm_wire;

// wire_parts.c: variants, priorities, families, calendars.
void gm_wire_parts(gm_wire *w);
void gm_wire_calendars(gm_wire *w);
int32_t gm_wire_kind(const gm_wire *w, gm_ref ref);
bool gm_wire_has_routes(const gm_wire *w); // some variant has one of its own
bool gm_wire_names_variant(const gm_wire *w, const gm_ref *row, int32_t variant_i);

// wire_people.c: skills, calls for people, the order of grants (crew.h).
void gm_wire_skills(gm_wire *w);
gm_crew_call gm_wire_call(gm_wire *w, const gm_crew_needs_def *needs);
void gm_wire_grants(gm_wire *w);

// How many people each crew needs for all who may ask it, once all else is published.
void gm_wire_demand(gm_wire *w);

// wire_ways.c: routes, and what reaches what.
void gm_wire_ways(gm_wire *w);
gm_route gm_wire_route(gm_wire *w, const gm_way *way, int32_t from_step);
gm_way gm_wire_way_of(gm_wire *w, const gm_route_def *route, int32_t step_i);
void gm_wire_kinds(gm_wire *w);

// Kinds of the parts that leave a step, as bits.
uint64_t gm_wire_kinds_out(const gm_wire *w, int32_t step_i);

// Where parts of a step go that do not go by its `to`: side way k = 0, 1 .., NULL after the last.
// One that is not given is skipped.
const gm_route_def *gm_wire_side(const gm_wire *w, int32_t step_i, int32_t k);
void gm_wire_rank(gm_wire *w);

// wire_reach.c: circles in no time, parts that leave in no time, limits written backwards.
void gm_wire_check_loops(gm_wire *w);
void gm_wire_check_rush(gm_wire *w);
void gm_wire_check_stretches(gm_wire *w);

// wire_stores.c: places and passes.
void gm_wire_stores(gm_wire *w);

// wire_inputs.c: who takes from where, limits.
void gm_wire_inputs(gm_wire *w);
void gm_wire_limits(gm_wire *w);

// wire_gather.c: stations that could never begin, after all of these.
void gm_wire_check_gathering(gm_wire *w);

// Who looks again when a place becomes free.
void gm_wire_watchers(gm_wire *w);

// wire_measure.c: what the figures need to know beforehand, once all else is published.
void gm_wire_measures(gm_wire *w);

// wire_change.c: what changeovers take between what and what.
void gm_wire_changeovers(gm_wire *w, gm_station_plan *plan);

// wire_points.c: where sequences are looked at, and the orders of sources, once all else is
// published.
void gm_wire_points(gm_wire *w);

// wire_orders.c: what orders of a source leave open, and how they are laid out.
void gm_wire_orders(gm_wire *w, gm_source_plan *source);

// wire_rules.c: a rule of the plan, GM_NONE for none; whether what it gives for a part does not
// change while the part waits; rules that hold parts back, and who wakes them.
int32_t gm_wire_rule(gm_wire *w, const gm_rule_def *def);
bool gm_wire_is_fixed(const gm_rule_def *def);
void gm_wire_releases(gm_wire *w);

// Orders by the work of a part: whose work is known.
void gm_wire_check_orders(gm_wire *w);

// wire_swift.c: where the short way goes, once all else is published.
void gm_wire_swift(gm_wire *w);

// ---- wire_slots.c: what machines with slots cannot have beside them
void gm_wire_check_slots(gm_wire *w);

// The one store that a route leads to; GM_NONE: several, a sink or the way out.
int32_t gm_wire_only_store(const gm_wire *w, const gm_route *route);

// wire_steps.c, wire_belts.c: what stations and sources, conveyors and moving lines add to their
// definitions.
void gm_wire_own(gm_wire *w);
void gm_wire_conveyor(gm_wire *w, int32_t step_i);
void gm_wire_moving(gm_wire *w, int32_t step_i);

// wire_duties.c: of a moving line whose stations are counted.
void gm_wire_duties(gm_wire *w, gm_moving_plan *plan);

// wire_fleets.c, wire_racks.c: networks, fleets and their transports, once stores and routes are
// there; automated racks.
void gm_wire_fleets(gm_wire *w, int32_t n_transports);
void gm_wire_rack(gm_wire *w, int32_t step_i);

// wire_cell.c: webs need a length; recipes.
void gm_wire_check_webs(gm_wire *w);

// How materials lie on webs.
void gm_wire_coatings(gm_wire *w);

void gm_wire_check_withins(gm_wire *w);

// The names of grades, and which bin of a station is which.
void gm_wire_grades(gm_wire *w);

// Recipes of stations and racks with their clients, once machines and slots are numbered.
void gm_wire_recipes(gm_wire *w);

// Law of each variant; NULL when one serves all. The laws are the rows in order.
const int32_t *gm_wire_laws(gm_wire *w, const gm_times_def *def, int32_t step_i,
                            uint64_t kinds);

// Hours of a step: its own, else those of its line (unless that runs empty), else its crew's.
int32_t gm_wire_hours(const gm_wire *w, int32_t step_i, gm_ref own,
                      const gm_crew_needs_def *crew);

static inline bool gm_step_works(gm_step_kind kind)
{
    return kind == GM_STEP_STATION || kind == GM_STEP_CONVEYOR || kind == GM_STEP_MOVING ||
           kind == GM_STEP_TRANSPORT || kind == GM_STEP_RACK;
}

static inline const gm_step_def *gm_wire_def(const gm_wire *w, int32_t step_i)
{
    return &w->def->steps[w->steps[step_i].file_i];
}

#endif
