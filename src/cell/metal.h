// SPDX-License-Identifier: MIT
//
// The plane of a lithium-metal electrode.

#ifndef GM_CELL_METAL_H
#define GM_CELL_METAL_H

#include "cell/cell.h"

// phi_s - phi_e at its plane with a current (A/m2, stripping > 0), V: the overpotential of
//   i = i0 (exp(s F eta/RT) - exp(-(1 - s) F eta/RT))
// and the drop of its layer. *slope by the current, Ohm m2, > 0.
double gm_metal_drop(const gm_metal *metal, double temperature_k, double current,
                     double *slope);

// The current above which dendrites short the cell, A/m2; 0: not known.
double gm_metal_critical(const gm_metal *metal, double temperature_k);

#endif
