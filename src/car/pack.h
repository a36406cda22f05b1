// SPDX-License-Identifier: MIT
//
// A pack as a source of voltage behind a resistance, both by charge and temperature.

#ifndef GM_CAR_PACK_H
#define GM_CAR_PACK_H

#include "num/mesh.h"

#include <math.h>

// Of the whole pack.
typedef struct gm_pack_point {
    double open_v; // without a current
    double ohm;    // of the seconds of a drive
    double most_in_w;
    double most_out_w;
} gm_pack_point;

typedef struct gm_pack {
    double capacity_c; // from empty to full, A s
    double least_soc;  // of what a driver may use
    double most_soc;
    gm_mesh_axis socs;
    gm_mesh_axis kelvins;
    double per_soc; // steps in one unit of them: gm_pack_set_points()
    double per_k;
    const gm_pack_point *points; // socs.n rows of kelvins.n
    double heat_j_k;             // of all of it; 0: its temperature does not move
    double loss_w_k;             // to the air around it
} gm_pack;

// Gives a pack its points, which are borrowed.
void gm_pack_set_points(gm_pack *pack, gm_mesh_axis socs, gm_mesh_axis kelvins,
                        const gm_pack_point *points);

// Straight between its points, at its edge beyond them.
gm_pack_point gm_pack_at(const gm_pack *pack, double soc, double kelvin);

// The current in A of a power in W, out of the pack above 0, where there is one: the open voltage squared
// is at least four times resistance and power.
static inline double gm_pack_current(const gm_pack_point *at, double w)
{
    double root = at->open_v * at->open_v - 4.0 * at->ohm * w;
    return 2.0 * w / (at->open_v + sqrt(root > 0.0 ? root : 0.0));
}

// The most power that there is a current for.
static inline double gm_pack_peak_w(const gm_pack_point *at)
{
    return at->ohm > 0.0 ? 0.25 * at->open_v * at->open_v / at->ohm : (double)INFINITY;
}

// Energy in J at no current between two charges, at a temperature.
double gm_pack_energy(const gm_pack *pack, double from_soc, double to_soc, double kelvin);

#endif
