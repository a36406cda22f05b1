// SPDX-License-Identifier: MIT
//
// The state of a run at time 0.

#include "plant/conveyor.h"
#include "plant/crew.h"
#include "plant/drift.h"
#include "plant/fleet.h"
#include "plant/flow.h"
#include "plant/kin.h"
#include "plant/learning.h"
#include "plant/machine.h"
#include "plant/made.h"
#include "plant/matter.h"
#include "plant/moving.h"
#include "plant/passage.h"
#include "plant/rack.h"
#include "plant/recipe.h"
#include "plant/release.h"
#include "plant/shop.h"
#include "plant/slots.h"
#include "plant/step.h"
#include "plant/store.h"
#include "plant/web.h"
#include "plant/within.h"

#include <stdio.h>
#include <string.h>

#define PATH_BYTES 192

// ---- samplers

static void init_sampler(gm_run *run, gm_sampler *sampler, const gm_dist *dist,
                         const char *path, const char *purpose)
{
    gm_sampler_init(sampler, dist, run->seed, run->replication, path, purpose);
}

static void init_stream(gm_run *run, gm_stream *stream, const char *path, const char *purpose)
{
    gm_stream_init(stream, run->seed, run->replication, path, purpose);
}

// Machine k of a station: its own name for k = 0, then `name#2`, `name#3` ..
static void machine_path(const char *name, int32_t k, char path[PATH_BYTES])
{
    if (k == 0) {
        snprintf(path, PATH_BYTES, "%s", name);
    } else {
        snprintf(path, PATH_BYTES, "%s#%d", name, k + 1);
    }
}

static void begin_failure_samplers(gm_run *run, const gm_station_plan *plan, gm_station *st,
                                   const char *name)
{
    const gm_station_def *def = plan->def;
    char path[PATH_BYTES];
    char purpose[PATH_BYTES];
    for (int32_t k = 0; k < plan->n_machines; k++) {
        machine_path(name, k, path);
        for (int32_t f = 0; f < def->n_failures; f++) {
            int32_t i = k * def->n_failures + f;
            snprintf(purpose, sizeof purpose, "failure %s", def->failures[f].name);
            init_sampler(run, &st->fail_after[i], &def->failures[f].after, path, purpose);
            snprintf(purpose, sizeof purpose, "repair %s", def->failures[f].name);
            init_sampler(run, &st->fail_repair[i], &def->failures[f].repair, path, purpose);
        }
        for (int32_t f = 0; f < def->n_maintenances; f++) {
            snprintf(purpose, sizeof purpose, "maintenance %s", def->maintenances[f].name);
            init_sampler(run, &st->maintain_every[k * def->n_maintenances + f],
                         &def->maintenances[f].every, path, purpose);
        }
    }
}

static void begin_station_samplers(gm_run *run, int32_t station_i)
{
    const gm_station_plan *plan = &run->plan->stations[station_i];
    const gm_station_def *def = plan->def;
    gm_station *st = &run->stations[station_i];
    const char *name = run->plan->steps[plan->step_i].name;
    char purpose[PATH_BYTES];
    for (int32_t i = 0; i < plan->n_times; i++) {
        snprintf(purpose, sizeof purpose, i == 0 ? "work" : "work %d", i);
        init_sampler(run, &st->times[i], &plan->times[i], name, purpose);
    }
    for (int32_t i = 0; i < plan->n_loads; i++) {
        snprintf(purpose, sizeof purpose, i == 0 ? "load" : "load %d", i);
        init_sampler(run, &st->loads[i], &plan->loads[i], name, purpose);
    }
    begin_failure_samplers(run, plan, st, name);
    for (int32_t i = 0; i < def->n_maintenances; i++) {
        snprintf(purpose, sizeof purpose, "maintain %s", def->maintenances[i].name);
        init_sampler(run, &st->maintain_takes[i], &def->maintenances[i].takes, name, purpose);
    }
    for (int32_t i = 0; i < def->n_changeovers; i++) {
        snprintf(purpose, sizeof purpose, "changeover %s", def->changeovers[i].name);
        const gm_changeover_def *change = &def->changeovers[i];
        gm_sampler *laws = &st->change_takes[plan->first_change[i]];
        init_sampler(run, &laws[0], &change->takes, name, purpose);
        for (int32_t k = 0; k < change->n_rows; k++) {
            snprintf(purpose, sizeof purpose, "changeover %s %d", change->name, (int)k + 1);
            init_sampler(run, &laws[1 + k], &change->rows[k].takes, name, purpose);
        }
    }
    init_stream(run, &st->scrap, name, "scrap");
    init_stream(run, &st->defect, name, "defect");
    init_stream(run, &st->inspect, name, "inspect");
    init_stream(run, &st->mend, name, "mend");
    if (st->n_of_grade) {
        init_stream(run, &st->grading, name, "grade");
        memset(st->n_of_grade, 0, (size_t)(run->plan->n_grades + 1) * sizeof(double));
    }
    init_stream(run, &st->up, name, "up");
}

// ---- state

static void begin_machine(gm_run *run, int32_t machine_i, int32_t first_age)
{
    gm_machine *m = &run->machines[machine_i];
    *m = (gm_machine){
        .hold = GM_HOLD_NOTHING | GM_HOLD_STARVED,
        .has_waited = true,
        .station_i = m->station_i,
        .slot = m->slot,
        .fail_slot = m->fail_slot,
        .first_age = first_age,
        .failing = GM_NONE,
        .caring = GM_NONE,
        .claimed_store = GM_NONE,
        .slot_began_s = -1.0,
        .last_variant = GM_NONE,
        .family = GM_NONE,
    };
    gm_machine_set_idle(run, machine_i, true);
    gm_machine_begin_ages(run, machine_i);
    gm_slots_begin(run, machine_i);
}

static void begin_station(gm_run *run, int32_t i, int32_t *first_age)
{
    const gm_station_plan *plan = &run->plan->stations[i];
    gm_station *st = &run->stations[i];
    const gm_station kept = *st;
    *st = (gm_station){
        .idle = kept.idle,
        .n_words = kept.n_words,
        .n_empty = plan->n_machines,
        .times = kept.times,
        .made = kept.made,
        .loads = kept.loads,
        .fail_after = kept.fail_after,
        .fail_repair = kept.fail_repair,
        .maintain_every = kept.maintain_every,
        .maintain_takes = kept.maintain_takes,
        .change_takes = kept.change_takes,
        .delay = kept.delay,
        .delay_memory = kept.delay_memory,
        .families = kept.families,
        .families_memory = kept.families_memory,
        .slot = kept.slot,
        .drifts = kept.drifts,
        .webs = kept.webs,
        .n_of_grade = kept.n_of_grade,
    };
    gm_learning_begin(&st->learning, plan->def->learns, plan->def->n_learns);
    memset(st->idle, 0, (size_t)st->n_words * sizeof *st->idle);
    if (plan->is_unlimited) {
        gm_heap_clear(&st->delay);
    }
    if (plan->def->same != GM_SAME_NOTHING) {
        gm_heap_clear(&st->families);
    }
    gm_made_clear(run, i);
    begin_station_samplers(run, i);
    for (int32_t k = 0; k < plan->n_machines; k++) {
        begin_machine(run, plan->first_machine + k, *first_age);
        *first_age += plan->def->n_failures + plan->def->n_maintenances;
        if (plan->is_family && plan->def->queue.cycles_when_empty) {
            run->machines[plan->first_machine + k].family =
                plan->next_family[plan->n_families - 1];
        }
    }
    gm_drifts_begin(run, i);
    gm_webs_begin(run, i);
    gm_moves_add(run, plan->step_i);
}

static void begin_store(gm_run *run, int32_t i)
{
    const gm_store_plan *plan = &run->plan->stores[i];
    gm_store *s = &run->stores[i];
    const gm_store kept = *s;
    *s = (gm_store){
        .lists = kept.lists,
        .bins = kept.bins,
        .last_bin = plan->n_bins - 1,
        .slot = kept.slot,
        .n_of = kept.n_of,
        .family = GM_NONE,
        .delay_sampler = kept.delay_sampler,
        .least_sampler = kept.least_sampler,
    };
    memset(s->lists, 0, (size_t)plan->n_classes * sizeof *s->lists);
    memset(s->bins, 0, (size_t)plan->n_bins * sizeof *s->bins);
    if (plan->reorders) {
        memset(s->n_of, 0, (size_t)plan->n_classes * sizeof *s->n_of);
    }
    const char *name = run->plan->steps[plan->step_i].name;
    if (plan->delay) {
        init_sampler(run, s->delay_sampler, plan->delay, name, "transfer");
    }
    if (plan->least) {
        init_sampler(run, s->least_sampler, plan->least, name, "least");
    }
}

double gm_store_draw_delay(gm_run *run, int32_t store_i)
{
    gm_store *s = &run->stores[store_i];
    double delay_s = gm_sampler_next(s->delay_sampler);
    return s->least_sampler ? delay_s + gm_sampler_next(s->least_sampler) : delay_s;
}

void gm_source_reset(gm_run *run, int32_t source_i)
{
    const gm_source_plan *plan = &run->plan->sources[source_i];
    const char *name = run->plan->steps[plan->step_i].name;
    gm_source *src = &run->sources[source_i];
    double *made_of = src->made_of;
    memset(made_of, 0, (size_t)plan->n_variants * sizeof *made_of);
    double *made_of_set = src->made_of_set;
    memset(made_of_set, 0, (size_t)plan->n_in_sets * sizeof *made_of_set);
    *src = (gm_source){.slot = src->slot,
                       .made_of = made_of,
                       .made_of_set = made_of_set,
                       .release = src->release};
    gm_release_begin(run, source_i);
    if (plan->def->has_every) {
        init_sampler(run, &src->every, &plan->def->every, name, "every");
    }
    if (plan->def->has_batch) {
        init_sampler(run, &src->batch, &plan->def->batch, name, "batch");
    }
    if (plan->def->has_due) {
        init_sampler(run, &src->due_after, &plan->def->due, name, "due");
    }
    init_stream(run, &src->mix, name, "mix");
    gm_source_begin(run, source_i);
}

static void begin_crews(gm_run *run)
{
    memset(run->grants, 0, run->plan->n_grants * sizeof *run->grants);
    run->grant_queue = (gm_list){0};
    for (int32_t i = 0; i < run->plan->n_crews; i++) {
        const gm_crew_def *def = &run->plan->def->crews[i];
        run->crews[i] = (gm_crew){.shift_i = GM_NONE - 2, .shift_day = INT32_MIN};
        init_stream(run, &run->crews[i].absence, def->name, "absence");
        if (def->calendar.i < 0) {
            run->crews[i].is_on = true;
            run->crews[i].present = gm_crew_people(run->plan, i, GM_SHIFT_ALL_DAY);
            gm_crew_measure(run, i);
        }
    }
}

static void begin_sinks(gm_run *run)
{
    size_t n_variants = (size_t)run->plan->n_variants;
    for (int32_t i = 0; i < run->plan->n_sinks + 2; i++) {
        gm_sink *sink = &run->sinks[i];
        gm_loghist_clear(sink->hist);
        memset(sink->n_of, 0, n_variants * sizeof(double));
        memset(sink->time_of_s, 0, n_variants * sizeof(double));
        *sink = (gm_sink){.hist = sink->hist, .n_of = sink->n_of, .time_of_s = sink->time_of_s};
    }
    for (int32_t i = 0; i < run->plan->n_variant_times; i++) {
        run->variant_times[i] = (gm_times_hist){0};
    }
}

// Parts that buffers start with, and what unlimited sources fill at once.
static void begin_contents(gm_run *run)
{
    for (int32_t i = 0; i < run->plan->n_stores; i++) {
        const gm_store_plan *plan = &run->plan->stores[i];
        for (int32_t k = 0; k < plan->initial; k++) {
            uint32_t part = gm_flow_initial(run, plan->initial_variant, plan->step_i);
            if (part) {
                gm_store_put(run, i, part);
            }
        }
        gm_store_wake(run, i);
    }
    for (int32_t i = 0; i < run->plan->n_racks; i++) {
        gm_rack_fill(run, i);
    }
}

static void begin_scalars(gm_run *run, uint32_t seed, uint32_t replication)
{
    const gm_plan *plan = run->plan;
    run->seed = seed;
    run->replication = replication;
    run->now_s = 0.0;
    run->error = GM_RUN_OK;
    run->crews_changed = false;
    run->wip = 0;
    run->wip_max = 0;
    run->wip_since_s = 0.0;
    run->wip_area = 0.0;
    run->n_came_in = 0.0;
    run->n_ended = 0.0;
    run->n_never_parts = 0.0;
    run->departures = UINT64_C(0xcbf29ce484222325);
    memset(run->wip_bins, 0, GM_WIP_BINS * sizeof(double));
    memset(run->counters, 0, (size_t)plan->n_counters * sizeof(double));
    memset(run->losing, 0, run->n_losing_words * sizeof(uint64_t));
    run->any_losing = false;
    run->freed_limits = 0;
    memset(run->moves, 0, (size_t)run->n_words * sizeof(uint64_t));
    memset(run->starts, 0, (size_t)run->n_words * sizeof(uint64_t));
    for (int32_t i = 0; i < gm_plan_offerers(plan); i++) {
        run->offerers[i] = (gm_offerer){.store_i = GM_NONE};
    }
    for (int32_t i = 0; i < plan->n_limits; i++) {
        run->limits[i] = (gm_limit){.slot = run->limits[i].slot};
    }
    for (int32_t i = 0; i < plan->def->n_lines; i++) {
        run->lines[i] = (gm_line){.slot = run->lines[i].slot};
    }
}

void gm_run_begin(gm_run *run, uint32_t seed, uint32_t replication)
{
    const gm_plan *plan = run->plan;
    begin_scalars(run, seed, replication);
    gm_parts_clear(run);
    gm_matter_begin(run);
    gm_recipes_begin(run);
    gm_withins_begin(run);
    gm_kin_clear(run);
    gm_points_begin(run);
    gm_clocks_init(&run->clocks, run->clock_memory, run->n_slots > 0 ? run->n_slots : 1);
    for (int32_t i = 0; i < plan->n_steps; i++) {
        init_stream(run, &run->routes[i], plan->steps[i].name, "route");
        init_stream(run, &run->rejects[i], plan->steps[i].name, "reject");
    }
    for (int32_t i = 0; i < plan->n_stores; i++) {
        begin_store(run, i);
    }
    begin_crews(run);
    begin_sinks(run);
    int32_t first_age = 0;
    for (int32_t i = 0; i < plan->n_stations; i++) {
        begin_station(run, i, &first_age);
    }
    for (int32_t i = 0; i < plan->n_conveyors; i++) {
        gm_conveyor_begin(run, i);
    }
    for (int32_t i = 0; i < plan->n_movings; i++) {
        gm_moving_begin(run, i);
    }
    gm_fleets_begin(run);
    for (int32_t i = 0; i < plan->n_racks; i++) {
        gm_rack_begin(run, i);
    }
    for (int32_t i = 0; i < plan->n_sources; i++) {
        gm_source_reset(run, i);
    }
    gm_calendars_begin(run);
    begin_contents(run);
}
