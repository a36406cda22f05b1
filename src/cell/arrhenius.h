// SPDX-License-Identifier: MIT
//
// How what is given at 298.15 K depends on the temperature. Private to cell/.

#ifndef GM_CELL_ARRHENIUS_H
#define GM_CELL_ARRHENIUS_H

#include "cell/cell.h"
#include "num/elementary.h"

// exp(E/R (1/298.15 K - 1/T)), E in J/mol.
static inline double gm_arrhenius(double energy_j_mol, double temperature_k)
{
    return gm_exp(energy_j_mol / GM_GAS * (1.0 / GM_CELL_T_REF_K - 1.0 / temperature_k));
}

#endif
