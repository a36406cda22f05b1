// SPDX-License-Identifier: MIT

#include "plant/fleet_stats.h"

#include "plant/rack.h"

#include <string.h>

void gm_fleet_stats(const gm_run *run, int32_t fleet_i, double *row)
{
    const gm_fleet_plan *plan = &run->plan->fleets[fleet_i];
    memset(row, 0, GM_N_FLEET_STATS * sizeof *row);
    for (int32_t k = 0; k < plan->n_vehicles; k++) {
        const gm_vehicle *v = &run->vehicles[plan->first_vehicle + k];
        for (int s = 0; s < GM_N_VEHICLE_STATES; s++) {
            row[s] += v->state_s[s];
        }
        row[v->state] += run->now_s - v->account_s;
        row[GM_STAT_EMPTY_M] += v->empty_m;
        row[GM_STAT_LOADED_M] += v->loaded_m;
        row[GM_STAT_JOBS] += v->n_jobs;
        row[GM_STAT_CHARGES] += v->n_charges;
        row[GM_STAT_FLAT] += v->n_flat;
        row[GM_STAT_FLEET_FAILURES] += v->n_failures;
    }
}

void gm_transport_stats(const gm_run *run, int32_t transport_i, double *row)
{
    const gm_transport *t = &run->transports[transport_i];
    bool lacks = t->lack_since_s < run->now_s;
    row[GM_STAT_CARRIED] = t->n_out;
    row[GM_STAT_TAKEN] = t->n_in;
    row[GM_STAT_LOADS] = t->n_loads;
    row[GM_STAT_VAIN] = t->n_vain;
    row[GM_STAT_PICK_UP_WAIT_S] = t->wait_s;
    row[GM_STAT_LACK_S] = t->lack_s + (lacks ? run->now_s - t->lack_since_s : 0.0);
    double unplaced_s = t->n_unplaced > 0 ? run->now_s - t->unplaced_since_s : 0.0;
    row[GM_STAT_UNPLACED_PART_S] = t->unplaced_part_s + (double)t->n_unplaced * unplaced_s;
    row[GM_STAT_KEPT_S] = t->kept_s + (t->is_kept ? unplaced_s : 0.0);
    row[GM_STAT_CARRIED_AREA] = t->area_part_s + t->n_carried * (run->now_s - t->since_s);
}

void gm_rack_stats(const gm_run *run, int32_t rack_i, double *row)
{
    const gm_rack *r = &run->racks[rack_i];
    double dt_s = run->now_s - r->account_s;
    for (int s = 0; s < GM_N_STATES; s++) {
        row[s] = r->state_s[s];
    }
    row[r->state] += dt_s;
    row[GM_STAT_RACK_OUT] = r->n_out;
    row[GM_STAT_RACK_IN] = r->n_in;
    row[GM_STAT_RACK_AREA] = r->area_part_s + (r->n_stored + r->n_stand) * dt_s;
    row[GM_STAT_RACK_CYCLES] = r->n_cycles;
    row[GM_STAT_RACK_DUAL] = r->n_dual;
    row[GM_STAT_RACK_CYCLE_S] = r->cycle_s;
    row[GM_STAT_RACK_FAILURES] = r->n_failures;
}

double gm_transport_take_max(gm_run *run, int32_t transport_i)
{
    double max_s = run->transports[transport_i].wait_max_s;
    run->transports[transport_i].wait_max_s = 0.0;
    return max_s;
}

double gm_rack_take_max(gm_run *run, int32_t rack_i)
{
    gm_rack *r = &run->racks[rack_i];
    double most = r->n_max;
    r->n_max = r->n_stored + r->n_stand;
    return most;
}
