// SPDX-License-Identifier: MIT
//
// What grows on the particles of a negative electrode: the layer that solvent leaves there (SEI), and
// lithium that is plated.
//
//   layer, j < 0 (A/m2 of surface), L its thickness:
//     solvent       j = -F D_sol c_sol / L
//     reaction      j = -j_0 exp(-F (psi - R j - U_0) / 2RT)
//     interstitial  j = -(F D_li c_li / L) exp(-F (psi - R j) / RT)
//     dL/dt = -j V / (z F),  R = L rho
//   (Marquis 2020, thesis, Oxford, ch. 6; Single, Latz, Horstmann 2018, 10.1002/cssc.201800077)
//
//   plated lithium, c_li (mol/m3 of the electrode):
//     j = F k (c_li exp(s F eta/RT) - c_e exp(-(1 - s) F eta/RT)),  eta = psi - R j
//     dc_li/dt = -a j/F - gamma c_li, dead: dc/dt = gamma c_li, gamma = gamma_0 L_0 / L
//   (O'Kane et al. 2022, 10.1039/d2cp00417h); irreversible: only its second term, dead at once.
//
// psi = phi_s - phi_e. Temperature by exp(E/R (1/298.15 - 1/T)).

#ifndef GM_CELL_AGING_H
#define GM_CELL_AGING_H

#include <stdbool.h>

typedef enum gm_layer_kind {
    GM_LAYER_NONE,
    GM_LAYER_SOLVENT,
    GM_LAYER_REACTION,
    GM_LAYER_INTERSTITIAL,
} gm_layer_kind;

typedef enum gm_plating_kind {
    GM_PLATING_NONE,
    GM_PLATING_IRREVERSIBLE,
    GM_PLATING_REVERSIBLE, // what is plated comes off again, or dies
} gm_plating_kind;

typedef struct gm_cell_aging {
    gm_layer_kind layer;
    double layer_first_m;     // L at the beginning
    double layer_flux;        // D c: mol/(m s); of SOLVENT and INTERSTITIAL
    double layer_exchange;    // j_0, A/m2; of REACTION
    double layer_potential_v; // U_0, V
    double layer_m3_mol;      // V
    double layer_electrons;   // z: lithium in a mole of it
    double layer_ohm_m;       // rho; also of a layer that does not grow
    double layer_e_j_mol;
    gm_plating_kind plating;
    double plating_m_s;      // k
    double plating_symmetry; // s
    double plating_per_s;    // gamma_0
    double plating_e_j_mol;
} gm_cell_aging;

// What has come of it, per m2 of the pair.
typedef struct gm_cell_aged {
    double layer_m;       // mean thickness
    double layer_mol_m2;  // lithium that is in what has grown of it
    double plated_mol_m2; // lithium that may come off again
    double dead_mol_m2;   // and that may not
} gm_cell_aged;

#endif
