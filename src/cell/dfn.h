// SPDX-License-Identifier: MIT
//
// The Doyle-Fuller-Newman model of a cell (Doyle, Fuller, Newman 1993; eqs. (1)-(6) of
// docs/theory/cell.md), finite volumes in space, BDF2 with variable steps in time.
//
// Of the two potentials only their difference psi = phi_s - phi_e is solved for. Through each face of an
// electrode flow i_s + i_e = i, so that
//
//   i_e = (d psi + i/G_s + (2RT/F)(1 - t+) tdf d ln c_e) / (1/G_s + 1/G_e)
//
// with d the difference of neighbours and G conductances of the way between their centres; the separator
// carries i. Charge is kept by d i_e = a j h in every cell, and the terminal voltage is the sum of the
// drops. That leaves two unknowns in a cell of an electrode (c_e, psi), one in the separator.
//
// Particles are eliminated first: with the diffusivity of the step their surface concentration is linear
// in their own j. What is left is a block-tridiagonal Newton; one more right-hand side gives its
// derivative by the current, so that any condition on voltage, power, plating or heat closes it.

#ifndef GM_CELL_DFN_H
#define GM_CELL_DFN_H

#include "cell/cell.h"
#include "cell/model.h"
#include "core/arena.h"

typedef struct gm_dfn gm_dfn;

// The cell is borrowed; memory is the arena's.
gm_dfn *gm_dfn_create(const gm_cell *cell, const gm_cell_grid *grid, gm_arena *arena);

// At rest, with these stoichiometries of each population: negative then positive.
void gm_dfn_begin(gm_dfn *dfn, const double *stoichiometry, double temperature_k);

// The state under a new control, at once: concentrations stay, potentials and current jump. False: no
// current does it.
bool gm_dfn_settle(gm_dfn *dfn, gm_cell_control control);

// The temperature of the steps to come.
void gm_dfn_warm(gm_dfn *dfn, double temperature_k);

// One step under a control. error: the local error in units of the tolerances; the step is taken by
// gm_dfn_accept() or forgotten. False: Newton found nothing.
bool gm_dfn_step(gm_dfn *dfn, gm_cell_control control, double step_s, double *error);
void gm_dfn_accept(gm_dfn *dfn);

// As it stands, or as the step that is not taken yet would leave it.
const gm_cell_view *gm_dfn_now(const gm_dfn *dfn);
const gm_cell_view *gm_dfn_tried(const gm_dfn *dfn);
void gm_dfn_edges(const gm_dfn *dfn, gm_cell_edges *out);

// What has grown in the negative electrode; all 0 for a cell that does not age.
gm_cell_aged gm_dfn_aged(const gm_dfn *dfn);

// The state at the centre of a cell; phi_s is 0 at x = 0.
typedef struct gm_dfn_point {
    double x_m;
    double salt_mol_m3;
    double phi_e_v;
    bool has_solid; // false in the separator: what follows is 0 there
    double phi_s_v;
    double surface_mol_m3; // of the first population
} gm_dfn_point;

// As it stands, by x, once a current has been settled. out: a point for each cell there is; an electrode
// of metal has none.
void gm_dfn_fields(const gm_dfn *dfn, gm_dfn_point *out);

// As a model among others.
gm_cell_model gm_dfn_model(gm_dfn *dfn);

#endif
