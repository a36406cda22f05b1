// SPDX-License-Identifier: MIT
//
// An electric machine with its inverter: what torque it has at a speed, and what it loses.

#ifndef GM_CAR_MOTOR_H
#define GM_CAR_MOTOR_H

#include "num/mesh.h"

#include <math.h>

typedef struct gm_motor {
    double most_nm;
    double most_w; // mechanical
    double most_rad_s;
    gm_mesh
        loss_w; // over speed in rad/s and torque in Nm, which drives above 0 and brakes below
} gm_motor;

// What it has at a speed >= 0, either way.
static inline double gm_motor_most_nm(const gm_motor *m, double rad_s)
{
    if (rad_s > m->most_rad_s) {
        return 0.0;
    }
    return rad_s * m->most_nm > m->most_w ? m->most_w / rad_s : m->most_nm;
}

// Losses by what makes them, as Larminie and Lowry (Electric Vehicle Technology Explained, 2012, section 7.1)
// give them: copper by torque squared, iron by speed, air by speed cubed, and what is always lost.
typedef struct gm_motor_losses {
    double copper_w_nm2;
    double iron_w_s; // per rad/s
    double air_w_s3; // per (rad/s)^3
    double fixed_w;
} gm_motor_losses;

// Of a machine whose best efficiency is given and lies at a share of its torque and of its speed: of the
// losses there the copper's half, and so much of the rest that the efficiency falls off from there
// (d loss/d speed = loss/speed at the best point); none is fixed.
gm_motor_losses gm_motor_losses_of_best(const gm_motor *machine, double efficiency,
                                        double torque_share, double speed_share);

void gm_motor_set_losses(gm_motor *machine, const gm_motor_losses *losses, gm_arena *arena);

// The same efficiency everywhere, > 0 and <= 1.
void gm_motor_set_efficiency(gm_motor *machine, double efficiency, gm_arena *arena);

// From a map on points of speed (rad/s) and torque (Nm); one that has no torque below 0 holds for braking
// too. z: losses in W.
void gm_motor_set_map(gm_motor *machine, const gm_mesh_table *loss_w, gm_arena *arena);

#endif
