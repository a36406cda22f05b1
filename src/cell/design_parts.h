// SPDX-License-Identifier: MIT
//
// What the sources of a cell's design share. Private to cell/.

#ifndef GM_CELL_DESIGN_PARTS_H
#define GM_CELL_DESIGN_PARTS_H

#include "cell/design.h"

// Share of an electrode's volume that is active material.
double gm_design_active(const gm_electrode *e);

// Charge per m2 of an electrode for so much stoichiometry of each population, C/m2.
double gm_design_charge(const gm_electrode *e, const double *from, const double *to);

// Lithium metal, C in a m3.
double gm_design_lithium_c_m3(const gm_cell_build *build);

// Charge of each electrode, the window, N to P.
void gm_design_charges(const gm_cell *cell, const gm_cell_build *build, gm_cell_design *d);

// Sheets, areas, pores.
void gm_design_areas(const gm_cell *cell, const gm_cell_build *build, gm_cell_design *d);

// Masses and volumes by part, the sizes of a pair and of the stack; needs charges and areas.
void gm_design_masses(const gm_cell *cell, const gm_cell_build *build, gm_cell_design *d);

// Inner volume of the housing; 0: its size is not known.
double gm_design_room_m3(const gm_housing *h);

#endif
