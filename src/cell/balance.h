// SPDX-License-Identifier: MIT
//
// How the stoichiometries of a cell's electrodes belong together: where it is full and where it is empty,
// with the lithium that it has.
//
// At rest all populations of an electrode have one open-circuit potential, so its state is one number:
// its lithium as a share of what it could hold. Potentials are those at 298.15 K, between the branches of
// a hysteresis; stoichiometries go from 0 to 1. No memory but the stack, and no solve that can hang.

#ifndef GM_CELL_BALANCE_H
#define GM_CELL_BALANCE_H

#include "cell/cell.h"

#include <stdbool.h>

typedef enum gm_cell_balance_fault {
    GM_CELL_BALANCED,
    GM_CELL_NO_SUCH_STATE, // the known state is not between 0 and 1
    GM_CELL_NEVER_FULL,    // no stoichiometries give high_v with this lithium
    GM_CELL_NEVER_EMPTY,   // nor low_v
    GM_CELL_NO_CHARGE,     // nothing lies between them
} gm_cell_balance_fault;

// Negative and positive electrode; of a metal electrode all is 0.
typedef struct gm_cell_balance {
    double empty[2]; // lithium as a share of what the electrode could hold
    double full[2];
    double holds[2]; // that, C/m2 of the pair
    double charge;   // from full to empty, C/m2 of the pair
    const char *why; // of a fault, in words; NULL
} gm_cell_balance;

// The window between cell->low_v and cell->high_v of a cell that has as much lithium as in the state
// given (lithium of each electrode as a share of what it could hold; [0] of a metal electrode does not
// matter). A metal negative electrode has the potential 0 and never an end.
gm_cell_balance_fault gm_cell_balance_find(const gm_cell *cell, const double state[2],
                                           gm_cell_balance *out);

// Stoichiometries of each population, negative then positive, at a state of charge: 0 empty, 1 full,
// linear in charge; beyond them as far as the electrodes go.
void gm_cell_balance_at(const gm_cell *cell, const gm_cell_balance *balance, double soc,
                        double *stoichiometry);

// Lithium of an electrode as a share of what it could hold, and what its populations have of it at rest.
double gm_electrode_lithium(const gm_electrode *electrode, const double *stoichiometry);
void gm_electrode_spread(const gm_electrode *electrode, double lithium, double *stoichiometry);

#endif
