// SPDX-License-Identifier: MIT
//
// The cell of Marquis with a second population in its negative electrode: a quarter of the particles are
// finer and of another potential.

#ifndef GM_TEST_BLEND_CELL_H
#define GM_TEST_BLEND_CELL_H

#include "marquis_cell.h"

#include "cell/balance.h"

static inline gm_cell blend_cell(gm_arena *arena)
{
    gm_cell cell = marquis_cell(arena);
    gm_electrode *e = &cell.electrodes[0];
    e->n = 2;
    e->particles[1] = e->particles[0];
    e->particles[0].share = 0.45;
    e->particles[1].share = 0.15;
    e->particles[1].radius_m = 3e-6;
    e->particles[1].rate = 4e-6;
    e->particles[1].potential = cell_curve("0.5 - 0.45*x + 0.6*exp(-30*x)", 1.0, arena);
    return cell;
}

// At rest with so much lithium in the negative electrode, the positive one as Marquis begins.
static inline void blend_at(const gm_cell *blend, double lithium, double x[3])
{
    gm_electrode_spread(&blend->electrodes[0], lithium, x);
    x[2] = marquis_full[1];
}

#endif
