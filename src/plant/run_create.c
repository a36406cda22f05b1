// SPDX-License-Identifier: MIT
//
// Memory of a run.

#include "plant/conveyor.h"
#include "plant/drift.h"
#include "plant/fleet.h"
#include "plant/kin.h"
#include "plant/machine.h"
#include "plant/made.h"
#include "plant/matter.h"
#include "plant/moving.h"
#include "plant/passage.h"
#include "plant/rack.h"
#include "plant/recipe.h"
#include "plant/release.h"
#include "plant/rules.h"
#include "plant/shares.h"
#include "plant/store.h"
#include "plant/suspects.h"
#include "plant/web.h"
#include "plant/within.h"

#define PARTS_AT_FIRST 1024 // the pool then grows by doubling
#define HEAP_AT_FIRST  1024 // and so do these

// ---- slots, in the order of the file

typedef struct slot_maker {
    gm_slot *slots;
    uint32_t n;
} slot_maker;

static uint32_t add_slot(slot_maker *maker, gm_slot_kind kind, int32_t i)
{
    if (maker->slots) {
        maker->slots[maker->n] = (gm_slot){kind, i};
    }
    return maker->n++;
}

static void add_station_slots(gm_run *run, slot_maker *maker, int32_t station_i)
{
    const gm_station_plan *plan = &run->plan->stations[station_i];
    run->stations[station_i].slot = UINT32_MAX;
    if (plan->is_unlimited || plan->is_batch) {
        run->stations[station_i].slot = add_slot(maker, GM_SLOT_STATION, station_i);
    }
    for (int32_t k = 0; k < plan->n_machines; k++) {
        gm_machine *m = &run->machines[plan->first_machine + k];
        m->slot = add_slot(maker, GM_SLOT_MACHINE, plan->first_machine + k);
        m->fail_slot = plan->fails_by_calendar || plan->has_slots
                           ? add_slot(maker, GM_SLOT_FAILURE, plan->first_machine + k)
                           : UINT32_MAX;
        if (plan->def->drifts.is_given) {
            (void)add_slot(maker, GM_SLOT_DRIFT, plan->first_machine + k);
        }
    }
}

static void add_step_slots(gm_run *run, slot_maker *maker, int32_t step_i)
{
    const gm_step *step = &run->plan->steps[step_i];
    switch (step->kind) {
    case GM_STEP_SOURCE:
        run->sources[step->own_i].slot = UINT32_MAX;
        if (gm_source_is_timed(run->plan->sources[step->own_i].def)) {
            run->sources[step->own_i].slot = add_slot(maker, GM_SLOT_SOURCE, step->own_i);
        }
        break;
    case GM_STEP_STATION:
        add_station_slots(run, maker, step->own_i);
        break;
    case GM_STEP_BUFFER:
        run->stores[step->own_i].slot = UINT32_MAX;
        if (gm_store_is_timed(&run->plan->stores[step->own_i])) {
            run->stores[step->own_i].slot = add_slot(maker, GM_SLOT_STORE, step->own_i);
        }
        break;
    case GM_STEP_CONVEYOR:
        add_slot(maker, GM_SLOT_CONVEYOR, step->own_i);
        break;
    case GM_STEP_MOVING:
        add_slot(maker, GM_SLOT_MOVING, step->own_i);
        break;
    case GM_STEP_RACK:
        add_slot(maker, GM_SLOT_RACK, step->own_i);
        break;
    case GM_STEP_TRANSPORT: // its vehicles come after all steps
    case GM_STEP_SINK:
    case GM_STEP_PASS:
        break;
    }
}

// Calendars come first: slot i is calendar i.
static uint32_t make_slots(gm_run *run, gm_slot *slots)
{
    slot_maker maker = {slots, 0};
    for (int32_t i = 0; i < run->plan->n_calendars; i++) {
        add_slot(&maker, GM_SLOT_CALENDAR, i);
    }
    for (int32_t i = 0; i < run->plan->def->n_lines; i++) {
        if (run->plan->def->lines[i].runs_empty) {
            run->lines[i].slot = add_slot(&maker, GM_SLOT_LINE, i);
        }
    }
    for (int32_t i = 0; i < run->plan->n_limits; i++) {
        run->limits[i].slot = add_slot(&maker, GM_SLOT_LIMIT, i);
    }
    for (int32_t i = 0; i < run->plan->n_steps; i++) {
        add_step_slots(run, &maker, i);
    }
    for (int32_t i = 0; i < run->plan->n_vehicles; i++) {
        add_slot(&maker, GM_SLOT_VEHICLE, i);
    }
    return maker.n;
}

// The slot of a conveyor or moving line: looked up once, when the run is made.
uint32_t gm_run_slot_of(const gm_run *run, gm_slot_kind kind, int32_t i)
{
    for (uint32_t s = 0; s < run->n_slots; s++) {
        if (run->slots[s].kind == kind && run->slots[s].i == i) {
            return s;
        }
    }
    return UINT32_MAX;
}

// ---- memory

static void create_store(gm_run *run, int32_t i)
{
    const gm_store_plan *plan = &run->plan->stores[i];
    gm_store *s = &run->stores[i];
    s->lists = GM_NEW(&run->arena, gm_list, plan->n_classes);
    s->n_of = plan->reorders ? GM_NEW(&run->arena, int32_t, plan->n_classes) : NULL;
    s->bins = GM_NEW(&run->arena, double, plan->n_bins);
    s->delay_sampler = plan->delay ? GM_NEW(&run->arena, gm_sampler, 1) : NULL;
    s->least_sampler = plan->least ? GM_NEW(&run->arena, gm_sampler, 1) : NULL;
}

// Returns the block that it lies in.
static void *create_heap(gm_heap *heap)
{
    char *memory = gm_hook_alloc(gm_heap_size(HEAP_AT_FIRST) + GM_HEAP_ALIGN);
    gm_heap_init(heap, memory + (GM_HEAP_ALIGN - (uintptr_t)memory % GM_HEAP_ALIGN),
                 HEAP_AT_FIRST);
    return memory;
}

static void create_station(gm_run *run, int32_t i)
{
    const gm_station_plan *plan = &run->plan->stations[i];
    const gm_station_def *def = plan->def;
    gm_station *st = &run->stations[i];
    st->n_words = (plan->n_machines + 63) / 64;
    st->idle = GM_NEW(&run->arena, uint64_t, st->n_words);
    st->times = GM_NEW(&run->arena, gm_sampler, plan->n_times);
    st->loads = GM_NEW(&run->arena, gm_sampler, plan->n_loads);
    gm_made_create(run, i);
    st->n_of_grade =
        def->grades.is_given ? GM_NEW(&run->arena, double, run->plan->n_grades + 1) : NULL;
    int32_t n = plan->n_machines;
    st->fail_after = GM_NEW(&run->arena, gm_sampler, n * def->n_failures);
    st->fail_repair = GM_NEW(&run->arena, gm_sampler, n * def->n_failures);
    st->maintain_every = GM_NEW(&run->arena, gm_sampler, n * def->n_maintenances);
    st->maintain_takes = GM_NEW(&run->arena, gm_sampler, def->n_maintenances);
    st->change_takes = GM_NEW(&run->arena, gm_sampler, plan->n_change_laws);
    if (plan->is_unlimited) {
        st->delay_memory = create_heap(&st->delay);
    }
    if (def->same != GM_SAME_NOTHING) {
        st->families_memory = create_heap(&st->families);
    }
    for (int32_t k = 0; k < n; k++) {
        run->machines[plan->first_machine + k].station_i = i;
    }
}

static void create_sinks(gm_run *run)
{
    const gm_plan *plan = run->plan;
    int32_t n = plan->n_sinks + 2;
    run->sinks = GM_NEW(&run->arena, gm_sink, n);
    for (int32_t i = 0; i < n; i++) {
        run->sinks[i].hist = GM_NEW(&run->arena, gm_loghist, 1);
        run->sinks[i].n_of = GM_NEW(&run->arena, double, plan->n_variants);
        run->sinks[i].time_of_s = GM_NEW(&run->arena, double, plan->n_variants);
    }
    if (plan->n_variant_times > 0) {
        run->variant_times = GM_NEW(&run->arena, gm_times_hist, plan->n_variant_times);
    }
}

static void create_arrays(gm_run *run)
{
    const gm_plan *plan = run->plan;
    gm_arena *arena = &run->arena;
    int32_t n_offerers = gm_plan_offerers(plan);
    run->n_losing_words = ((uint32_t)n_offerers + 63) / 64;
    run->losing = GM_NEW(arena, uint64_t, run->n_losing_words);
    run->n_words = (plan->n_steps + 63) / 64;
    run->moves = GM_NEW(arena, uint64_t, run->n_words);
    run->starts = GM_NEW(arena, uint64_t, run->n_words);
    run->stores = GM_NEW(arena, gm_store, plan->n_stores);
    run->offerers = GM_NEW(arena, gm_offerer, n_offerers);
    run->machines = gm_arena_alloc_n(arena, (size_t)plan->n_machines, sizeof(gm_machine), 64);
    run->ages = GM_NEW(arena, gm_age, plan->n_ages);
    run->stations = GM_NEW(arena, gm_station, plan->n_stations);
    run->sources = GM_NEW(arena, gm_source, plan->n_sources);
    run->grants = GM_NEW(arena, gm_grant, plan->n_grants);
    run->crews = GM_NEW(arena, gm_crew, plan->n_crews);
    run->lines = GM_NEW(arena, gm_line, plan->def->n_lines);
    run->limits = GM_NEW(arena, gm_limit, plan->n_limits);
    run->routes = GM_NEW(arena, gm_stream, plan->n_steps);
    run->rejects = GM_NEW(arena, gm_stream, plan->n_steps);
    run->calendar_hint = GM_NEW(arena, uint32_t, plan->n_calendars);
    run->calendar_on = GM_NEW(arena, bool, plan->n_calendars);
    run->counters = GM_NEW(arena, double, plan->n_counters);
    run->wip_bins = GM_NEW(arena, double, GM_WIP_BINS);
    for (int32_t i = 0; i < plan->n_sources; i++) {
        run->sources[i].made_of = GM_NEW(arena, double, plan->sources[i].n_variants);
        run->sources[i].made_of_set = GM_NEW(arena, double, plan->sources[i].n_in_sets);
        gm_release_create(run, i);
    }
}

gm_run *gm_run_create(const gm_plan *plan)
{
    gm_run *run = gm_hook_alloc(sizeof *run);
    *run = (gm_run){.plan = plan};
    gm_arena_init(&run->arena, 0);
    create_arrays(run);
    for (int32_t i = 0; i < plan->n_stores; i++) {
        create_store(run, i);
    }
    for (int32_t i = 0; i < plan->n_stations; i++) {
        create_station(run, i);
    }
    create_sinks(run);
    gm_slot *slots = GM_NEW(&run->arena, gm_slot, make_slots(run, NULL));
    run->n_slots = make_slots(run, slots);
    run->slots = slots;
    uint32_t n_clocks = run->n_slots > 0 ? run->n_slots : 1;
    run->clock_memory = gm_arena_alloc_n(&run->arena, gm_clocks_size(n_clocks), 1, 64);
    for (int32_t i = 0; i < plan->n_stations; i++) {
        gm_drifts_create(run, i);
        gm_webs_create(run, i);
    }
    gm_conveyors_create(run);
    gm_movings_create(run);
    gm_fleets_create(run);
    gm_racks_create(run);
    gm_matter_create(run);
    gm_recipes_create(run);
    gm_withins_create(run);
    run->n_been_words = ((uint32_t)plan->n_returns + 63) / 64;
    gm_points_create(run);
    gm_rules_create(run);
    run->reads_machines = plan->reads_machines;
    int64_t most = plan->def->most_parts;
    gm_parts_reserve(run, most < PARTS_AT_FIRST ? (uint32_t)most + 1 : PARTS_AT_FIRST);
    return run;
}

void gm_run_destroy(gm_run *run)
{
    if (!run) {
        return;
    }
    for (int32_t i = 0; i < run->plan->n_stations; i++) {
        gm_hook_free(run->stations[i].delay_memory);
        gm_hook_free(run->stations[i].families_memory);
    }
    gm_kin_fini(run);
    gm_hook_free(run->parts);
    gm_hook_free(run->been);
    gm_suspects_fini(run);
    gm_hook_free(run->due_s);
    gm_lengths_fini(run);
    gm_withins_fini(run);
    gm_matter_fini(run);
    gm_points_fini(run);
    gm_shares_fini(run);
    gm_arena_fini(&run->arena);
    gm_hook_free(run);
}
