// SPDX-License-Identifier: MIT
//
// The cell of Chen, Brosa Planella, O'Regan, Gastol, Widanage, Kendrick 2020 (10.1149/1945-7111/ab9050):
// LG M50 21700, 5 Ah, of one pair of electrodes of 0.065 m x 1.58 m. Activation energies are those that
// O'Kane et al. 2022 (10.1039/d2cp00417h) take for it.

#ifndef GM_TEST_CHEN_CELL_H
#define GM_TEST_CHEN_CELL_H

#include "cell_curves.h"

#include "cell/cell.h"

#include <math.h>

#define CHEN_AREA_M2 (0.065 * 1.58)
#define CHEN_1C      (5.0 / CHEN_AREA_M2) // A/m2

// As the paper starts it, not quite full.
static const double chen_start[2] = {29866.0 / 33133.0, 17038.0 / 63104.0};

static inline gm_particles chen_negative(gm_arena *arena)
{
    return (gm_particles){
        .name = "graphite and silicon oxide",
        .share = 0.75,
        .radius_m = 5.86e-6,
        .most_mol_m3 = 33133.0,
        .potential =
            cell_curve("1.9793*exp(-39.3631*x) + 0.2482 - 0.0909*tanh(29.8538*(x-0.1234))"
                       " - 0.04478*tanh(14.9159*(x-0.2769))"
                       " - 0.0205*tanh(30.4444*(x-0.6103))",
                       1.0, arena),
        .hysteresis = cell_value(0.0, arena),
        .entropy = cell_value(0.0, arena),
        .diffusivity = cell_value(3.3e-14, arena),
        .is_even = true,
        .diffusivity_e_j_mol = 30300.0,
        .rate = 6.48e-7,
        .rate_e_j_mol = 35000.0};
}

static inline gm_particles chen_positive(gm_arena *arena)
{
    return (gm_particles){.name = "NMC811",
                          .share = 0.665,
                          .radius_m = 5.22e-6,
                          .most_mol_m3 = 63104.0,
                          .potential =
                              cell_curve("-0.8090*x + 4.4875 - 0.0428*tanh(18.5138*(x-0.5542))"
                                         " - 17.7326*tanh(15.7890*(x-0.3117))"
                                         " + 17.5842*tanh(15.9308*(x-0.3120))",
                                         1.0, arena),
                          .hysteresis = cell_value(0.0, arena),
                          .entropy = cell_value(0.0, arena),
                          .diffusivity = cell_value(4e-15, arena),
                          .is_even = true,
                          .diffusivity_e_j_mol = 25000.0,
                          .rate = 3.42e-6,
                          .rate_e_j_mol = 17800.0};
}

static inline gm_cell chen_cell(gm_arena *arena)
{
    gm_cell cell = {.separator_m = 12e-6,
                    .separator_porosity = 0.47,
                    .separator_transport = pow(0.47, 1.5),
                    .area_m2 = CHEN_AREA_M2,
                    .low_v = 2.5,
                    .high_v = 4.2,
                    .low_k = 263.15,
                    .high_k = 333.15};
    cell.electrodes[0] = (gm_electrode){.thickness_m = 85.2e-6,
                                        .porosity = 0.25,
                                        .transport = pow(0.25, 1.5),
                                        .conductivity = 215.0,
                                        .contact = 1.0,
                                        .n = 1,
                                        .particles[0] = chen_negative(arena)};
    cell.electrodes[1] = (gm_electrode){.thickness_m = 75.6e-6,
                                        .porosity = 0.335,
                                        .transport = pow(0.335, 1.5),
                                        .conductivity = 0.18,
                                        .contact = 1.0,
                                        .n = 1,
                                        .particles[0] = chen_positive(arena)};
    // Nyman, Behm, Lindbergh 2008, of LiPF6 in EC:EMC 3:7.
    cell.electrolyte = (gm_electrolyte){
        .salt_mol_m3 = 1000.0,
        .transference = 0.2594,
        .factor = 1.0,
        .diffusivity = cell_curve("8.794e-17*x**2 - 3.972e-13*x + 4.862e-10", 4000.0, arena),
        .diffusivity_e_j_mol = 17000.0,
        .conductivity =
            cell_curve("0.1297e-9*x**3 - 2.51*(x/1000)**1.5 + 3.329e-3*x", 4000.0, arena),
        .conductivity_e_j_mol = 17000.0};
    return cell;
}

#endif
