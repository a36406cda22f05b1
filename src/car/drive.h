// SPDX-License-Identifier: MIT
//
// A car driven through a cycle, backward: from the speed that is asked for to the force at the wheels, through
// machines and pack to the charge that is left. Where it cannot follow it goes as fast as it can.
//
// Between two points of a cycle the speed is straight; forces are those at the mean speed, so that force by
// distance is work and energies balance to rounding.

#ifndef GM_CAR_DRIVE_H
#define GM_CAR_DRIVE_H

#include "car/climate.h"
#include "car/cycle.h"
#include "car/motor.h"
#include "car/pack.h"

// What holds a car back on a level road in still air at 20 degC: a + b v + c v^2.
typedef struct gm_road {
    double a_n;
    double b_n_s_m;
    double c_n_s2_m2; // all of it air
    double mass_kg;
    double turning_kg; // what its turning parts add to the mass that is accelerated
    double cold;       // what a and b grow by for each K below 20 degC
} gm_road;

// Of UN GTR 15, annex 4, which corrects measured forces by it: 8.6e-3 for each K.
#define GM_ROAD_COLD 8.6e-3

// Of drag coefficient, frontal area and rolling resistance, at 20 degC and 100 kPa.
gm_road gm_road_of_drag(double mass_kg, double drag_area_m2, double rolling);

typedef struct gm_axle {
    gm_motor machine;
    double ratio;      // turns of the machine for one of the wheels
    double efficiency; // of the gears
    double share;      // of the force of the car that it has while it can
} gm_axle;

// How much of a deceleration the machines do.
typedef struct gm_regen {
    double most_m_s2; // of the car
    double off_m_s;   // below it nothing
    double full_m_s;  // from there on all; straight between
} gm_regen;

typedef struct gm_car {
    gm_road road;
    double wheel_radius_m;
    int32_t n_axles; // driven: 1 or 2, whose shares are 1 together
    gm_axle axles[2];
    gm_regen regen;
    gm_pack pack;
    gm_climate climate;
    double accessories_w;
} gm_car;

typedef struct gm_surroundings {
    double outside_k;
    double headwind_m_s;
    double pressure_pa; // of the air; 0: 100 kPa
} gm_surroundings;

// What a car is like between two cycles.
typedef struct gm_car_state {
    double speed_m_s;
    double soc;
    double pack_k;
    double cabin_k;
} gm_car_state;

// Energies in J: what left the pack's cells is the sum of where it went.
typedef struct gm_car_energy {
    double air;
    double rolling; // a and b of the road
    double climb;
    double speed; // gained less lost: 0 from rest to rest
    double brakes;
    double gears;
    double machines;
    double pack; // its resistance
    double accessories;
    double climate;
    double cells;    // what left them
    double terminal; // what left the pack
    double regained; // what came back into the pack at its terminals; in the sums above too
} gm_car_energy;

typedef struct gm_car_drive_result {
    double time_s;
    double distance_m;
    gm_car_energy energy;
    int32_t n_missed; // steps in which it could not follow
    int32_t worst;    // index of the point of the most missed speed; 0: none
    double worst_m_s;
    double short_m;    // of the way that was asked for
    int32_t empty_at;  // index of the point before which the pack was empty; 0: it was not
    double most_out_w; // of the pack
    double most_in_w;
} gm_car_drive_result;

// One step, at its end.
typedef struct gm_car_step {
    double time_s;
    double speed_m_s;
    double force_n;    // at the wheels, above 0 while driving
    double brakes_n;   // of the brakes, <= 0
    double machine_w;  // electric, of all machines
    double climate_w;  // electric
    double terminal_w; // out of the pack
    double current_a;
    double soc;
    double pack_k;
    double cabin_k;
} gm_car_step;

// Drives a cycle from a state, which is then that at its end; it begins with the speed of the state. Ends behind
// the step in which the pack becomes empty. steps (or NULL): cycle->n of them; behind the end of an empty pack nothing is written.
gm_car_drive_result gm_car_drive(const gm_car *car, const gm_cycle *cycle,
                                 const gm_surroundings *in, gm_car_state *state,
                                 gm_car_step *steps);

// b added to a, as of one drive behind the other. Points of b are told as they are counted there.
void gm_car_energy_add(gm_car_energy *a, const gm_car_energy *b);

#endif
