// SPDX-License-Identifier: MIT
//
// Cell making in real units: what a model file says of materials, webs, recipes and grids.

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

// A stretch of a recipe. It begins when its channels are free and the grid has its power.
typedef struct gm_recipe_phase_def {
    const char *name;
    gm_src src;
    gm_dist time;
    double power_w; // drawn while it runs
    double gives_w; // fed back while it runs
    int32_t channels;
} gm_recipe_phase_def;

// What a part goes through on a machine, or in a slot of a rack.
typedef struct gm_recipe_def {
    gm_src src;
    bool is_given;
    bool is_work; // its one phase is the work of a station, whose energy is that of its states
    int32_t n_phases;
    const gm_recipe_phase_def *phases;
    int32_t channels; // that all machines or slots share; GM_UNLIMITED
    gm_ref grid;      // no name: none
} gm_recipe_def;

// At most so long from leaving one step until another takes the part.
typedef struct gm_within_def {
    const char *name;
    gm_src src;
    gm_ref from;
    gm_ref to;
    double most_s;
    gm_route_def then; // where overdue parts go; not given: scrap, `next`: on
} gm_within_def;

#define GM_MOST_WITHINS 32
#define GM_GRADE_MOST   200 // names of bins in a plant

// A bin of a measured quantity.
typedef struct gm_grade_def {
    const char *name;
    gm_src src;
    double least; // the lowest value in it
} gm_grade_def;

// A quantity measured of each part at the end of the work: normal, and sorted into bins.
typedef struct gm_grades_def {
    gm_src src;
    bool is_given;
    double mean;
    double sd;
    int32_t n_bins;
    const gm_grade_def *bins; // the highest first
    gm_route_def below;       // where parts below all bins go; not given: scrap
} gm_grades_def;

// What the parts that a station joins must have in common.
typedef enum gm_same {
    GM_SAME_NOTHING,
    GM_SAME_PARENT,
    GM_SAME_VARIANT,
    GM_SAME_GRADE
} gm_same;

// A room of dry air. Its power without people is that of moving the air and of drying the share
// of it that is fresh; people add the moisture they give off.
typedef struct gm_dry_room_def {
    const char *name;
    gm_src src;
    int32_t n_crews;
    const gm_ref *crews; // who is in it while on duty
    double base_w;
    double moisture_kg_s; // that a person gives off
    double drying_j_kg;   // to take a kilogram of water out of the air
} gm_dry_room_def;

// A limit of power that recipes and stations share.
typedef struct gm_grid_def {
    const char *name;
    gm_src src;
    double most_w;
} gm_grid_def;

#endif
