// SPDX-License-Identifier: MIT
//
// The rows that fleets, transports and racks have in a snapshot.

#ifndef GM_PLANT_FLEET_STATS_H
#define GM_PLANT_FLEET_STATS_H

#include "plant/fleet.h"

// Rows of a fleet, vehicle seconds: the states come first.
typedef enum gm_fleet_stat {
    GM_STAT_EMPTY_M = GM_N_VEHICLE_STATES,
    GM_STAT_LOADED_M,
    GM_STAT_JOBS,
    GM_STAT_CHARGES,
    GM_STAT_FLAT,
    GM_STAT_FLEET_FAILURES,
    GM_N_FLEET_STATS,
} gm_fleet_stat;

typedef enum gm_transport_stat {
    GM_STAT_CARRIED, // parts given on
    GM_STAT_TAKEN,   // parts picked up
    GM_STAT_LOADS,
    GM_STAT_VAIN,
    GM_STAT_PICK_UP_WAIT_S,
    GM_STAT_LACK_S,
    GM_STAT_UNPLACED_PART_S, // waits for a place behind, of the pick-up waits
    GM_STAT_KEPT_S,          // parts wait for a place that is kept for others to come
    GM_STAT_CARRIED_AREA,
    GM_N_TRANSPORT_STATS,
} gm_transport_stat;

// Rows of a rack: the nine states, then these.
typedef enum gm_rack_stat {
    GM_STAT_RACK_OUT = GM_N_STATES,
    GM_STAT_RACK_IN,
    GM_STAT_RACK_AREA,
    GM_STAT_RACK_CYCLES,
    GM_STAT_RACK_DUAL,
    GM_STAT_RACK_CYCLE_S,
    GM_STAT_RACK_FAILURES,
    GM_N_RACK_STATS,
} gm_rack_stat;

// The rows at now; what happens later does not depend on them.
void gm_fleet_stats(const gm_run *run, int32_t fleet_i, double *row);
void gm_transport_stats(const gm_run *run, int32_t transport_i, double *row);
void gm_rack_stats(const gm_run *run, int32_t rack_i, double *row);

// The longest wait for a vehicle, or the most parts, since the last call.
double gm_transport_take_max(gm_run *run, int32_t transport_i);
double gm_rack_take_max(gm_run *run, int32_t rack_i);

#endif
