// SPDX-License-Identifier: MIT
//
// The figures of fleets, transports and automated racks. Rows of an object begin at i.

#include "plant/figures_parts.h"
#include "plant/fleet_stats.h"

// ---- fleets: k is the fleet, or a state where it says so

static double row(const gm_stats_window *w, int32_t i, int32_t k)
{
    return gm_row_sum(w, i + k, 0, 0.0);
}

static double all_s(const gm_stats_window *w, int32_t i)
{
    double s = 0.0;
    for (int k = 0; k < GM_N_VEHICLE_STATES; k++) {
        s += row(w, i, k);
    }
    return s;
}

static double state_share(const gm_stats_window *w, int32_t i, int32_t k, double a)
{
    (void)a;
    return gm_figure_ratio(row(w, i, k), all_s(w, i));
}

// Time on a job, or on the way, of the time on shift.
static double utilisation(const gm_stats_window *w, int32_t i, int32_t k, double a)
{
    (void)k;
    (void)a;
    double on_s = all_s(w, i) - row(w, i, GM_VEHICLE_OFF);
    double not_s = row(w, i, GM_VEHICLE_IDLE) + row(w, i, GM_VEHICLE_CHARGING) +
                   row(w, i, GM_VEHICLE_CHARGER_WAIT) + row(w, i, GM_VEHICLE_DOWN) +
                   row(w, i, GM_VEHICLE_REPAIR_WAIT);
    return gm_figure_ratio(on_s - not_s, on_s);
}

// Of the time on shift, that in which a vehicle could be sent: up and not at a charger.
static double availability(const gm_stats_window *w, int32_t i, int32_t k, double a)
{
    (void)k;
    (void)a;
    double on_s = all_s(w, i) - row(w, i, GM_VEHICLE_OFF);
    double not_s = row(w, i, GM_VEHICLE_CHARGING) + row(w, i, GM_VEHICLE_CHARGER_WAIT) +
                   row(w, i, GM_VEHICLE_DOWN) + row(w, i, GM_VEHICLE_REPAIR_WAIT);
    return gm_figure_ratio(on_s - not_s, on_s);
}

static double empty_share(const gm_stats_window *w, int32_t i, int32_t k, double a)
{
    (void)k;
    (void)a;
    double empty_s = row(w, i, GM_VEHICLE_EMPTY);
    return gm_figure_ratio(empty_s, empty_s + row(w, i, GM_VEHICLE_LOADED));
}

// Loading and unloading.
static double handling(const gm_stats_window *w, int32_t i, int32_t k, double a)
{
    (void)k;
    return state_share(w, i, GM_VEHICLE_LOADING, a) +
           state_share(w, i, GM_VEHICLE_UNLOADING, a);
}

static double distance(const gm_stats_window *w, int32_t i, int32_t k, double a)
{
    (void)k;
    (void)a;
    return row(w, i, GM_STAT_EMPTY_M) + row(w, i, GM_STAT_LOADED_M);
}

void gm_figure_list_fleet(gm_figure_lister *at, int32_t fleet_i)
{
    uint32_t first = at->l.fleets + (uint32_t)fleet_i * GM_N_FLEET_STATS;
    at->path = at->plan->fleets[fleet_i].def->name;
    at->i = (int32_t)first;
    gm_figure_add(at, "utilisation", NULL, GM_UNIT_SHARE, utilisation)->is_series = true;
    gm_figure_add(at, "availability", NULL, GM_UNIT_SHARE, availability);
    gm_figure_add(at, "empty-share", NULL, GM_UNIT_SHARE, empty_share);
    gm_figure_add(at, "handling", NULL, GM_UNIT_SHARE, handling);
    for (int s = 0; s < GM_N_VEHICLE_STATES; s++) {
        gm_figure_add_k(at, gm_vehicle_state_word((gm_vehicle_state)s), NULL, GM_UNIT_SHARE,
                        state_share, s);
    }
    gm_figure_add_flow(at, "distance", GM_UNIT_LENGTH, distance, 0);
    gm_figure_add_row(at, "jobs", NULL, GM_UNIT_NUMBER, gm_row_sum, first + GM_STAT_JOBS);
    gm_figure_add_row(at, "failures", NULL, GM_UNIT_NUMBER, gm_row_sum,
                      first + GM_STAT_FLEET_FAILURES);
    gm_figure_add_row(at, "charges", NULL, GM_UNIT_NUMBER, gm_row_sum, first + GM_STAT_CHARGES);
    gm_figure_add_row(at, "ran-flat", NULL, GM_UNIT_NUMBER, gm_row_sum, first + GM_STAT_FLAT);
}

// ---- transports

// Mean time from when a part could be taken, and had a place behind where that is reserved, until a
// vehicle took it. `i` is the row of all waits at the pick-up, `k` that of the parts taken.
static double wait_for_vehicle(const gm_stats_window *w, int32_t i, int32_t k, double a)
{
    int32_t unplaced = i + (GM_STAT_UNPLACED_PART_S - GM_STAT_PICK_UP_WAIT_S);
    double wait_s = gm_row_sum(w, i, 0, a) - gm_row_sum(w, unplaced, 0, a);
    return gm_figure_ratio(wait_s > 0.0 ? wait_s : 0.0, gm_row_sum(w, k, 0, a));
}

void gm_figure_list_transport(gm_figure_lister *at, int32_t step_i)
{
    int32_t i = at->plan->steps[step_i].own_i;
    uint32_t first = at->l.transports + (uint32_t)i * GM_N_TRANSPORT_STATS;
    gm_figure_add_row(at, "count", NULL, GM_UNIT_PARTS, gm_row_sum, first + GM_STAT_CARRIED);
    gm_figure_add_row(at, "loads", NULL, GM_UNIT_NUMBER, gm_row_sum, first + GM_STAT_LOADS);
    gm_figure_add_row(at, "in-vain", NULL, GM_UNIT_NUMBER, gm_row_sum, first + GM_STAT_VAIN);
    at->i = (int32_t)(first + GM_STAT_TAKEN);
    gm_figure_add_k(at, "load", "mean", GM_UNIT_PARTS, gm_row_ratio,
                    (int32_t)(first + GM_STAT_LOADS));
    at->i = (int32_t)(first + GM_STAT_PICK_UP_WAIT_S);
    gm_figure_add_k(at, "wait-for-vehicle", "mean", GM_UNIT_TIME, wait_for_vehicle,
                    (int32_t)(first + GM_STAT_TAKEN));
    gm_figure_add_row(at, "wait-for-vehicle", "max", GM_UNIT_TIME, gm_row_max,
                      at->l.max_transports + (uint32_t)i);
    if (at->plan->transports[i].place_i != GM_NONE) {
        at->i = (int32_t)(first + GM_STAT_UNPLACED_PART_S);
        gm_figure_add_k(at, "wait-for-place", "mean", GM_UNIT_TIME, gm_row_ratio,
                        (int32_t)(first + GM_STAT_TAKEN));
    }
    gm_figure_add_row(at, "no-vehicle-share", NULL, GM_UNIT_SHARE, gm_row_mean,
                      first + GM_STAT_LACK_S);
    gm_figure_add_row(at, "content", "mean", GM_UNIT_PARTS, gm_row_mean,
                      first + GM_STAT_CARRIED_AREA);
}

// ---- racks

static double rack_share(const gm_stats_window *w, int32_t i, int32_t k, double a)
{
    return gm_figure_ratio(gm_row_sum(w, i + k, 0, a), gm_window_length_s(w));
}

double gm_figure_rack_energy(const gm_stats_window *w, int32_t i, int32_t k, double a)
{
    (void)a;
    const gm_rack_plan *plan = &w->layout->plan->racks[k];
    double heat_s = gm_figure_heat_s(w, plan->step_i, plan->calendar_i);
    return gm_figure_power(w, (uint32_t)i, &plan->def->power, heat_s) +
           gm_figure_recipe_energy(w, plan->recipe_i);
}

void gm_figure_list_rack(gm_figure_lister *at, int32_t step_i)
{
    int32_t i = at->plan->steps[step_i].own_i;
    gm_figure_list_recipe(at, at->plan->racks[i].recipe_i);
    uint32_t first = at->l.racks + (uint32_t)i * GM_N_RACK_STATS;
    gm_figure_add_row(at, "count", NULL, GM_UNIT_PARTS, gm_row_sum, first + GM_STAT_RACK_OUT);
    gm_figure_add_row(at, "stored", NULL, GM_UNIT_PARTS, gm_row_sum, first + GM_STAT_RACK_IN);
    at->i = (int32_t)first;
    gm_figure_add_states(at, rack_share);
    gm_figure_add_row(at, "level", "mean", GM_UNIT_PARTS, gm_row_mean,
                      first + GM_STAT_RACK_AREA);
    gm_figure_add_row(at, "level", "max", GM_UNIT_PARTS, gm_row_max,
                      at->l.max_racks + (uint32_t)i);
    gm_figure_add_row(at, "cycles", NULL, GM_UNIT_NUMBER, gm_row_sum,
                      first + GM_STAT_RACK_CYCLES);
    at->i = (int32_t)(first + GM_STAT_RACK_CYCLE_S);
    gm_figure_add_k(at, "cycle", "mean", GM_UNIT_TIME, gm_row_ratio,
                    (int32_t)(first + GM_STAT_RACK_CYCLES));
    at->i = (int32_t)(first + GM_STAT_RACK_DUAL);
    gm_figure_add_k(at, "dual-share", NULL, GM_UNIT_SHARE, gm_row_ratio,
                    (int32_t)(first + GM_STAT_RACK_CYCLES));
    at->i = (int32_t)first;
    gm_figure_add_flow(at, "energy", GM_UNIT_ENERGY, gm_figure_rack_energy, i);
    gm_figure_add_row(at, "failures", NULL, GM_UNIT_NUMBER, gm_row_sum,
                      first + GM_STAT_RACK_FAILURES);
}
