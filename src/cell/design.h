// SPDX-License-Identifier: MIT
//
// What a cell holds and weighs: capacity, energy, masses and volumes by part, areas, heat capacity.
//
// Plain sums over a cell (cell/cell.h) and its build (cell/build.h), as in BatPaC (Argonne, ANL/CSE-19/2)
// from the masses of the materials up. SI: 1 mAh/cm2 = 36000 C/m2, 1 Wh = 3600 J.

#ifndef GM_CELL_DESIGN_H
#define GM_CELL_DESIGN_H

#include "cell/build.h"

#define GM_C_M2_PER_MAH_CM2 36000.0
#define GM_C_PER_AH         3600.0
#define GM_J_PER_WH         3600.0

typedef enum gm_cell_part {
    GM_PART_NEGATIVE_ACTIVE,
    GM_PART_NEGATIVE_INACTIVE,
    GM_PART_NEGATIVE_FOIL,
    GM_PART_POSITIVE_ACTIVE,
    GM_PART_POSITIVE_INACTIVE,
    GM_PART_POSITIVE_FOIL,
    GM_PART_LITHIUM,     // metal; by mass what is there when empty, by volume when full
    GM_PART_SEPARATOR,   // its solid
    GM_PART_ELECTROLYTE, // with its spare
    GM_PART_HOUSING,
    GM_PART_TABS,
    GM_PARTS
} gm_cell_part;

// "foil of the negative electrode"
const char *gm_cell_part_name(gm_cell_part part);

typedef struct gm_cell_design {
    // Charge.
    double
        host_c_m2[2]; // from no lithium to every site taken; of metal what is there when empty
    double swing_c_m2[2]; // what the electrode gives for good
    double cell_c_m2;     // what the window takes, the smaller of both electrodes
    double n_to_p;        // negative by positive, of swing_c_m2
    double charge_c;      // of the cell
    double mean_v;
    double energy_j;

    // Sheets.
    int32_t sheets[2];   // foils; of a wound cell strips
    double sheet_m2[2];  // coated area of one face
    double coated_m2[2]; // all faces
    double strip_m[2];   // electrode as it runs off the coater, in the width of a sheet
    double foil_m2[2];   // with what is bare
    double separator_m2;
    double pore_m3;          // that electrolyte fills
    double coating_kg_m2[2]; // dry, of one face; with a solid electrolyte
    double pair_m; // thickness of a pair when full: coatings, separator, its share of the foils

    // Masses and volumes.
    double mass_kg[GM_PARTS];
    double total_kg;
    double part_m3[GM_PARTS]; // of the matter itself; of the tabs 0
    double void_m3;           // pores that stay empty
    double stack_m3;          // matter, pores and voids of the stack, without spare electrolyte
    double cell_m3;           // outside
    double fill; // stack and spare electrolyte in the room that the housing has for them

    // Densities; 0: not asked for.
    double cell_j_kg;
    double cell_j_m3;
    double pack_j_kg;
    double pack_j_m3;

    double
        stack_j_m2k; // heat capacity per m2 of a pair, as gm_cell_thermal; 0: some specific heat is not
                     // known
} gm_cell_design;

// The build must be sound.
gm_cell_design gm_cell_design_of(const gm_cell *cell, const gm_cell_build *build);

#endif
