// SPDX-License-Identifier: MIT
//
// What keeps cabin and pack warm or cool, and the electricity for it.

#ifndef GM_CAR_CLIMATE_H
#define GM_CAR_CLIMATE_H

#include "num/mesh.h"

#include <stdbool.h>

// The cabin is one heat capacity behind walls and a stream of fresh air.
typedef struct gm_climate {
    double cabin_k;      // what the cabin is held at; 0: climate is off
    double walls_w_k;    // through glass, roof and doors
    double fresh_kg_s;   // air from outside
    double capacity_j_k; // of air, seats, dashboard
    double gains_w;      // people and sun
    double most_heat_w;  // that can be given or taken
    double most_cool_w;
    double fan_w;        // electric, while it runs
    gm_mesh heating_cop; // heat by electricity, over the temperature outside in K (and nothing)
    gm_mesh cooling_cop;
    double pack_least_k; // the pack is heated up to it; 0: not at all
    double pack_most_k;  // and cooled down to it; 0: not at all
    double pack_most_w;  // by so much heat
} gm_climate;

// What of it does not change at one temperature outside.
typedef struct gm_weather {
    double outside_k;
    double heat_per_w; // heat by electricity
    double cool_per_w;
    double leak_w_k; // of the cabin, walls and fresh air
} gm_weather;

gm_weather gm_climate_weather(const gm_climate *climate, double outside_k);

// The heat in W that the cabin needs over a step to be as warm as it is held at, within what there is, and so
// its temperature at the end; cooling is below 0.
double gm_climate_cabin(const gm_climate *climate, const gm_weather *weather, double step_s,
                        double *cabin_k);

// The same for the pack, of which the capacity is given; it is moved by what it is given there alone.
double gm_climate_pack(const gm_climate *climate, double capacity_j_k, double step_s,
                       double pack_k);

// Electricity in W for heats of cabin and pack.
double gm_climate_power(const gm_climate *climate, const gm_weather *weather, double cabin_w,
                        double pack_w);

#endif
