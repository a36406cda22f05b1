// SPDX-License-Identifier: MIT

#include "plant/audit.h"

#include "plant/conveyor.h"
#include "plant/fleet.h"
#include "plant/flow.h"
#include "plant/moving.h"
#include "plant/rack.h"

static double count_alive(const gm_run *run)
{
    double n = 0.0;
    for (uint32_t i = 1; i < run->n_parts; i++) {
        n += run->parts[i].identity != 0 ? 1.0 : 0.0;
    }
    for (int32_t i = 0; i < run->plan->n_limits; i++) {
        n -= gm_list_count(run, run->limits[i].returning.head); // cards, no parts
    }
    return n;
}

static double count_offered(const gm_run *run, int32_t offerer)
{
    return run->offerers[offerer].store_i != GM_NONE ? 1.0 : 0.0;
}

static double count_at_station(const gm_run *run, int32_t station_i)
{
    const gm_station_plan *plan = &run->plan->stations[station_i];
    double n = plan->is_unlimited ? (double)run->stations[station_i].delay.n : 0.0;
    for (int32_t k = 0; k < plan->n_machines; k++) {
        const gm_machine *m = &run->machines[plan->first_machine + k];
        bool gives = m->stage == GM_STAGE_OUT || plan->is_unlimited;
        n += gm_list_count(run, gives ? m->out : m->part);
        n += count_offered(run, plan->first_machine + k);
    }
    return n;
}

// What a step holds beside the stores before it.
static double count_at_step(const gm_run *run, int32_t step_i)
{
    const gm_step *step = &run->plan->steps[step_i];
    int32_t own_i = step->own_i;
    switch (step->kind) {
    case GM_STEP_SOURCE: // what it offers
        return count_offered(run, run->plan->n_machines + step_i);
    case GM_STEP_STATION:
        return count_at_station(run, own_i);
    case GM_STEP_CONVEYOR:
        return run->conveyors[own_i].n;
    case GM_STEP_MOVING:
        return run->movings[own_i].n_cars;
    case GM_STEP_RACK:
        return run->racks[own_i].n_stored + run->racks[own_i].n_stand;
    case GM_STEP_TRANSPORT: // with the vehicles
    case GM_STEP_PASS:      // offers what is still in its store
    case GM_STEP_BUFFER:
    case GM_STEP_SINK:
        break;
    }
    return 0.0;
}

static double count_placed(const gm_run *run)
{
    double n = 0.0;
    for (int32_t i = 0; i < run->plan->n_stores; i++) {
        n += run->stores[i].level;
    }
    for (int32_t i = 0; i < run->plan->n_steps; i++) {
        n += count_at_step(run, i);
    }
    for (int32_t i = 0; i < run->plan->n_vehicles; i++) {
        n += run->vehicles[i].n_parts;
    }
    return n;
}

gm_audit gm_run_audit(const gm_run *run)
{
    gm_audit audit = {
        .n_in = run->n_came_in,
        .n_ended = run->n_ended,
        .n_scrap = run->sinks[gm_sink_scrap(run->plan)].n - run->n_never_parts,
        .n_alive = count_alive(run),
        .n_placed = count_placed(run),
        .n_counted = run->wip,
    };
    for (int32_t i = 0; i <= run->plan->n_sinks; i++) {
        audit.n_out += run->sinks[i].n;
    }
    return audit;
}

bool gm_audit_is_balanced(const gm_audit *a)
{
    return a->n_in == a->n_out + a->n_scrap + a->n_ended + a->n_alive &&
           a->n_alive == a->n_placed && a->n_alive == a->n_counted;
}
