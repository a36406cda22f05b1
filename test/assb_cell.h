// SPDX-License-Identifier: MIT
//
// A solid-state cell: graphite, argyrodite (Li6PS5Cl), NMC811. Potentials of Chen 2020, concentrations of
// O'Regan 2022; what is in neither is of the order of the literature. 3 mAh/cm2 are 78.7 and 65.0 um.

#ifndef GM_TEST_ASSB_CELL_H
#define GM_TEST_ASSB_CELL_H

#include "chen_cell.h"

// An areal capacity (mAh/cm2), the conductivity of the electrolyte at 25 degC (mS/cm).
static inline gm_cell assb_cell(double areal, double conductivity, gm_arena *arena)
{
    gm_cell cell = chen_cell(arena);
    double share = areal / 3.0;
    double thickness_m[2] = {78.7e-6 * share, 65.0e-6 * share};
    double solid[2] = {0.58, 0.52};
    double pores[2] = {0.34, 0.38};
    for (int e = 0; e < 2; e++) {
        gm_electrode *of = &cell.electrodes[e];
        of->thickness_m = thickness_m[e];
        of->porosity = pores[e];
        of->transport = pores[e] * pores[e];
        of->conductivity = e ? 10.0 : 100.0;
        of->contact = 0.7;
        of->particles[0].share = solid[e];
        of->particles[0].radius_m = e ? 3e-6 : 5e-6;
        of->particles[0].most_mol_m3 = e ? 51765.0 : 29583.0;
        of->particles[0].diffusivity = cell_value(e ? 2e-14 : 5e-14, arena);
    }
    cell.separator_m = 30e-6;
    cell.separator_porosity = 1.0;
    cell.separator_transport = 1.0;
    cell.electrolyte.transference = 1.0;
    cell.electrolyte.conductivity = cell_value(0.1 * conductivity, arena);
    cell.electrolyte.conductivity_e_j_mol = 30000.0;
    return cell;
}

#endif
