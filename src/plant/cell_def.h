// SPDX-License-Identifier: MIT
//
// Cell making in real units: what a model file says of materials and of webs.

#ifndef GM_PLANT_CELL_DEF_H
#define GM_PLANT_CELL_DEF_H

#include "plant/common_def.h"

// What parts are made of. Kilograms.
typedef struct gm_material_def {
    const char *name;
    gm_src src;
    double price_cny_kg;
    double recycle_cny_kg; // what its scrap brings
} gm_material_def;

// So much of a material: kg, or kg/m2 where it says so.
typedef struct gm_amount_def {
    gm_ref material;
    double amount;
} gm_amount_def;

typedef struct gm_amounts_def {
    int32_t n;
    const gm_amount_def *items;
} gm_amounts_def;

// A station through which rolls run as a web: its parts have a length.
typedef struct gm_web_def {
    gm_src src;
    bool is_given;
    double speed_m_s;
    double width_m;       // as it comes
    double coated_m;      // of that width
    gm_amounts_def coats; // kg/m2 of it
    double trim_m;        // cut off at each edge
    int32_t lanes;        // that it is slit into
    double splice_s;      // to join a roll to the one before
    double splice_m;      // lost with it
    double start_m;       // lost whenever the web has stood
    double defects_per_m;
    double defect_m; // cut out with each
    bool winds;      // rolls, or pieces, of another kind leave; else the one that came
    double wound_m;  // length of each, 0: as long as what came
} gm_web_def;

#endif
