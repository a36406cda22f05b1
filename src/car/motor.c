// SPDX-License-Identifier: MIT

#include "car/motor.h"

#include "core/assert.h"

// Of the table. What is quadratic in torque is off by 1/(4 * 48^2) of its most between the points: 0.01 %.
#define SPEEDS  49
#define TORQUES 97

static void set(gm_motor *machine, gm_mesh_fn *f, const void *user, gm_arena *arena)
{
    gm_mesh_axis speeds = {0.0, machine->most_rad_s, SPEEDS};
    gm_mesh_axis torques = {-machine->most_nm, machine->most_nm, TORQUES};
    machine->loss_w = gm_mesh_of_function(arena, speeds, torques, f, user);
}

static double loss_of(const void *user, double rad_s, double nm)
{
    const gm_motor_losses *l = user;
    return l->copper_w_nm2 * nm * nm + l->iron_w_s * rad_s +
           l->air_w_s3 * rad_s * rad_s * rad_s + l->fixed_w;
}

void gm_motor_set_losses(gm_motor *machine, const gm_motor_losses *losses, gm_arena *arena)
{
    set(machine, loss_of, losses, arena);
}

// At the best point: dL/dT = L/T gives 2 copper = L; dL/dw = L/w gives iron + 3 air = L; without what is
// fixed L = copper + iron + air. So copper = 1/2, iron = 1/4, air = 1/4 of L.
gm_motor_losses gm_motor_losses_of_best(const gm_motor *machine, double efficiency,
                                        double torque_share, double speed_share)
{
    GM_REQUIRE(efficiency > 0.0 && efficiency < 1.0 && torque_share > 0.0 && speed_share > 0.0);
    double nm = torque_share * machine->most_nm;
    double rad_s = speed_share * machine->most_rad_s;
    double lost_w = nm * rad_s * (1.0 / efficiency - 1.0);
    return (gm_motor_losses){.copper_w_nm2 = 0.5 * lost_w / (nm * nm),
                             .iron_w_s = 0.25 * lost_w / rad_s,
                             .air_w_s3 = 0.25 * lost_w / (rad_s * rad_s * rad_s)};
}

// Driving, what goes in is out/efficiency; braking, what comes out is in * efficiency.
static double loss_of_efficiency(const void *user, double rad_s, double nm)
{
    double efficiency = *(const double *)user;
    return nm > 0.0 ? nm * rad_s * (1.0 / efficiency - 1.0) : -nm * rad_s * (1.0 - efficiency);
}

void gm_motor_set_efficiency(gm_motor *machine, double efficiency, gm_arena *arena)
{
    GM_REQUIRE(efficiency > 0.0 && efficiency <= 1.0);
    set(machine, loss_of_efficiency, &efficiency, arena);
}

static double loss_of_map(const void *user, double rad_s, double nm)
{
    const gm_mesh_table *map = user;
    bool is_mirrored = map->y[0] >= 0.0 && nm < 0.0;
    return gm_mesh_table_at(map, rad_s, is_mirrored ? -nm : nm);
}

void gm_motor_set_map(gm_motor *machine, const gm_mesh_table *loss_w, gm_arena *arena)
{
    set(machine, loss_of_map, loss_w, arena);
}
