// SPDX-License-Identifier: MIT
//
// What a cell holds, weighs and takes to make, as its file says it is built; and what packs of it weigh.

#ifndef GM_BATTERY_DESIGN_ANSWER_H
#define GM_BATTERY_DESIGN_ANSWER_H

#include "battery/design_def.h"

#include "cell/design.h"
#include "core/arena.h"

typedef struct gm_design_answer {
    const gm_design_def *def; // borrowed
    gm_cell_build build;
    gm_cell_design design;
    bool has_formation;
    gm_formation formation; // of one cell
    int32_t n_making;
    const gm_making_step *making; // J for each J that the cell holds
    gm_making_step making_total;
    bool is_published; // they are gm_making_default(), not the file's
} gm_design_answer;

// GM_ERR_MODEL after faults of the design, which are in the diag. Memory is the arena's.
GM_MUST_USE gm_status gm_design_answer_of(const gm_cell_def *def, const gm_cell *cell,
                                          const gm_cell_balance *balance, gm_arena *arena,
                                          gm_diag *diag, gm_design_answer *out);

// What one good cell needs of a shop that makes it: what its steps are sized by. SI; of electrodes negative,
// positive. What is lost on the way is the shop's and not in it.
typedef struct gm_cell_making_need {
    double energy_j; // that it holds, and its charge
    double charge_c;
    double mass_kg;
    int32_t sides;         // of a foil that are coated
    double coated_m2[2];   // all faces
    double strip_m[2];     // electrode as it runs off a coater, in the width of a sheet
    double width_m[2];     // of that
    int32_t sheets[2];     // to be cut and laid; of a wound cell strips
    double foil_m2[2];     // with what is bare
    double coating_kg[2];  // dry, with a solid electrolyte
    double separator_m2;   // 0 where the electrolyte is the separator
    double electrolyte_kg; // that is filled in; 0 of a solid one
    bool is_wound;
    bool has_formation;
    double formation_s; // in a channel, rests and aging counted
    double drawn_j;     // by that channel, and what it gives back
    double returned_j;
    double making_j[3]; // of all steps together: low, likely, high
} gm_cell_making_need;

gm_cell_making_need gm_cell_making_need_of(const gm_cell *cell, const gm_design_answer *answer);

// So many cells together. 0 of a mass or volume: the design does not say it.
typedef struct gm_cells_pack {
    int32_t cells;
    double energy_j; // gross, from full to empty
    double usable_j; // what a car may take of it
    double cells_kg;
    double pack_kg; // with what the pack adds
    double pack_m3;
} gm_cells_pack;

// answer may be NULL: then each cell has energy_j and no mass.
gm_cells_pack gm_cells_pack_of(const gm_design_answer *answer, double energy_j, int32_t cells);

#endif
