// SPDX-License-Identifier: MIT
//
// A cell as the solvers see it: porous electrodes and what is between them, per m2 of one pair of
// electrodes.
//
// Built once and const from then on; any number of solvers may share it. SI throughout; x = 0 at the
// current collector of the negative electrode. Functions of concentration are at 298.15 K and take their
// temperature from an activation energy E by exp(E/R (1/298.15 - 1/T)).

#ifndef GM_CELL_CELL_H
#define GM_CELL_CELL_H

#include "cell/aging.h"
#include "num/curve.h"

#include <stdbool.h>
#include <stdint.h>

#define GM_FARADAY        96485.33212 // C/mol, CODATA 2018
#define GM_GAS            8.314462618 // J/(mol K)
#define GM_CELL_T_REF_K   298.15
#define GM_CELL_PARTICLES 3 // populations of an electrode at most

// Particles of one material and size in an electrode.
typedef struct gm_particles {
    const char *name;
    double share; // of the volume of the electrode
    double radius_m;
    double most_mol_m3;  // of lithium
    gm_curve potential;  // open-circuit, V against Li, over stoichiometry; mean of its branches
    gm_curve hysteresis; // half of what it is higher while lithium leaves, V; >= 0
    double
        hysteresis_rate; // its state nears a branch as exp(-rate x stoichiometry passed); 0: none
    gm_curve entropy;    // dU/dT, V/K
    gm_curve diffusivity;       // m2/s
    bool is_even;               // the same at every stoichiometry
    double diffusivity_e_j_mol; // activation energy
    double rate;                // m of j0 = m sqrt(c_e c_s (c_max - c_s)), A/m2 (m3/mol)^1.5
    double rate_e_j_mol;
} gm_particles;

typedef struct gm_electrode {
    double thickness_m;
    double porosity;     // share of the electrolyte
    double transport;    // its conductivity there in that of the bulk: porosity^b
    double conductivity; // of the solid, effective, S/m
    double film_ohm_m2;  // on the particles
    double contact;      // share of their surface that reacts; their mass is there all the same
    int32_t n;
    gm_particles particles[GM_CELL_PARTICLES];
} gm_electrode;

// A negative electrode of lithium metal: a plane whose current is
//   i = i0 (exp(s F eta/RT) - exp(-(1 - s) F eta/RT)),  eta = phi_s - phi_e - i R_layer
typedef struct gm_metal {
    bool is_there; // then electrodes[0] has no populations and no thickness
    double exchange_a_m2;
    double exchange_e_j_mol;
    double symmetry;     // s
    double layer_ohm_m2; // what has grown between metal and electrolyte
    double layer_e_j_mol;
    double critical_a_m2; // above it dendrites short the cell; 0: not known
    double critical_e_j_mol;
} gm_metal;

// Two nodes, per m2 of the pair: the stack, and what is around it (can, plate). Without a shell the stack
// itself gives its heat to the coolant.
typedef struct gm_cell_thermal {
    double stack_j_m2k; // 0: the temperature is what it is told to be
    double shell_j_m2k; // 0: none
    double inner_w_m2k; // from the stack to the shell
    double outer_w_m2k; // from the outermost to the coolant
} gm_cell_thermal;

typedef struct gm_electrolyte {
    double salt_mol_m3;   // at rest
    double transference;  // t+ of the cation; 1: a single-ion conductor, c_e stays
    double factor;        // thermodynamic
    gm_curve diffusivity; // m2/s over mol/m3
    double diffusivity_e_j_mol;
    gm_curve conductivity; // S/m over mol/m3
    double conductivity_e_j_mol;
} gm_electrolyte;

typedef struct gm_cell {
    gm_electrode electrodes[2]; // negative, positive
    gm_metal metal;
    gm_cell_aging aging; // of the negative electrode
    double separator_m;
    double separator_porosity;
    double separator_transport;
    gm_electrolyte electrolyte;
    double contact_ohm_m2; // of foils and tabs, per area of the pair
    double area_m2;        // of all pairs of a cell
    gm_cell_thermal thermal;
    double low_v; // empty and full
    double high_v;
    double low_k; // temperatures that its data know
    double high_k;
} gm_cell;

#endif
