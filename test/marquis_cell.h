// SPDX-License-Identifier: MIT
//
// The cell of Marquis, Sulzer, Timms, Please, Chapman 2019 (10.1149/2.0341915jes), as the COMSOL runs of
// PyBaMM's repository have it: electrodes of 1 m2, 24 A for 1C.

#ifndef GM_TEST_MARQUIS_CELL_H
#define GM_TEST_MARQUIS_CELL_H

#include "cell_curves.h"

#include "cell/cell.h"

#include <math.h>

#define MARQUIS_1C 24.0 // A/m2

static const double marquis_full[2] = {19986.609595075 / 24983.2619938437,
                                       30730.7554385565 / 51217.9257309275};

static inline gm_particles marquis_particles(const char *name, double share, double most,
                                             const char *potential, gm_arena *arena)
{
    return (gm_particles){.name = name,
                          .share = share,
                          .radius_m = 10e-6,
                          .most_mol_m3 = most,
                          .potential = cell_curve(potential, 1.0, arena),
                          .hysteresis = cell_value(0.0, arena),
                          .entropy = cell_value(0.0, arena),
                          .is_even = true};
}

static inline gm_cell marquis_cell(gm_arena *arena)
{
    gm_cell cell = {.separator_m = 25e-6,
                    .separator_porosity = 1.0,
                    .separator_transport = 1.0,
                    .area_m2 = 1.0,
                    .low_v = 3.105,
                    .high_v = 4.1,
                    .low_k = 263.15,
                    .high_k = 333.15};
    double transport = pow(0.3, 1.5);
    double solid = pow(0.7, 1.5);
    cell.electrodes[0] = (gm_electrode){
        .thickness_m = 100e-6, .porosity = 0.3, .transport = transport, .contact = 1.0, .n = 1};
    cell.electrodes[1] = cell.electrodes[0];
    cell.electrodes[0].conductivity = 100.0 * solid;
    cell.electrodes[1].conductivity = 10.0 * solid;
    cell.electrodes[0].particles[0] = marquis_particles(
        "graphite", 0.6, 24983.2619938437,
        "0.194 + 1.5*exp(-120*x) + 0.0351*tanh((x-0.286)/0.083) - 0.0045*tanh((x-0.849)/0.119)"
        " - 0.035*tanh((x-0.9233)/0.05) - 0.0147*tanh((x-0.5)/0.034)"
        " - 0.102*tanh((x-0.194)/0.142) - 0.022*tanh((x-0.9)/0.0164)"
        " - 0.011*tanh((x-0.124)/0.0226) + 0.0155*tanh((x-0.105)/0.029)",
        arena);
    cell.electrodes[1].particles[0] = marquis_particles(
        "lithium cobalt oxide", 0.5, 51217.9257309275,
        "2.16216 + 0.07645*tanh(30.834-57.8583972*x) + 2.1581*tanh(52.294-53.412228*x)"
        " - 0.14169*tanh(11.0923-21.0852666*x) + 0.2051*tanh(1.4684-5.8291056*x)"
        " + 0.2531*tanh((0.56478-1.062*x)/0.1316) - 0.02167*tanh((1.062*x-0.525)/0.006)",
        arena);
    gm_particles *n = &cell.electrodes[0].particles[0];
    gm_particles *p = &cell.electrodes[1].particles[0];
    n->diffusivity = cell_value(3.9e-14, arena);
    n->diffusivity_e_j_mol = 42770.0;
    n->rate = 2e-5;
    n->rate_e_j_mol = 37480.0;
    p->diffusivity = cell_value(1e-13, arena);
    p->diffusivity_e_j_mol = 18550.0;
    p->rate = 6e-7;
    p->rate_e_j_mol = 39570.0;
    cell.electrolyte = (gm_electrolyte){
        .salt_mol_m3 = 1000.0,
        .transference = 0.4,
        .factor = 1.0,
        .diffusivity = cell_curve("5.34e-10*exp(-0.65e-3*x)", 4000.0, arena),
        .diffusivity_e_j_mol = 37040.0,
        .conductivity =
            cell_curve("0.0911 + 1.9101e-3*x - 1.052e-6*x**2 + 0.1554e-9*x**3", 4000.0, arena),
        .conductivity_e_j_mol = 34700.0};
    return cell;
}

#endif
