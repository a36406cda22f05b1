// SPDX-License-Identifier: MIT
//
// What a model file says about how a cell is built: `cell.design:`.
//
// SI throughout. 0 of a number that is not written: by default, or not known.

#ifndef GM_BATTERY_DESIGN_DEF_H
#define GM_BATTERY_DESIGN_DEF_H

#include "battery/cell_def.h"

#include "cell/build.h"
#include "cell/making.h"
#include "core/schema.h"

// A density and a specific heat, each with its place.
typedef struct gm_stuff_def {
    double kg_m3;
    gm_src kg_m3_src;
    double j_kgk;
} gm_stuff_def;

// The material of particles, by their name.
typedef struct gm_active_def {
    const char *name;
    gm_src src;
    gm_stuff_def stuff;
} gm_active_def;

typedef struct gm_binder_def {
    double share; // of the volume of the electrode
    gm_src share_src;
    bool has_share; // else what is left
    gm_stuff_def stuff;
} gm_binder_def;

typedef struct gm_foil_def {
    double thickness_m;
    gm_src thickness_src;
    gm_stuff_def stuff;
    double bare_share;
    gm_src bare_src;
} gm_foil_def;

typedef struct gm_coating_def {
    gm_src src;
    GM_LIST(gm_active_def) active;
    gm_src active_src;
    gm_binder_def binder;
    double void_share;
    gm_src void_src;
    double swing;
    gm_src swing_src;
    gm_foil_def foil;
} gm_coating_def;

typedef struct gm_lithium_def {
    gm_src src;
    double thickness_m;
    gm_stuff_def stuff;
} gm_lithium_def;

typedef struct gm_filling_def { // the electrolyte
    gm_stuff_def stuff;
    double spare;
    gm_src spare_src;
    bool is_solid;
    bool has_solid; // else as its transference number says
} gm_filling_def;

typedef struct gm_between_def { // the separator
    gm_stuff_def stuff;
    double spare;
    gm_src spare_src;
} gm_between_def;

typedef struct gm_sheets_def {
    gm_src src;
    bool is_wound;
    double width_m;
    double length_m;
    int32_t pairs;
    gm_src pairs_src;
    int32_t sides;
    double overhang_m;
    bool outer_coating;
} gm_sheets_def;

typedef struct gm_housing_def {
    gm_src src;
    int shape; // gm_housing_shape
    double width_m;
    gm_src width_src;
    double depth_m;
    double height_m;
    double wall_m;
    gm_stuff_def wall;
    double mass_kg;
    double mass_share;
    gm_src mass_share_src;
    double fill;
    gm_src fill_src;
} gm_housing_def;

typedef struct gm_pack_def {
    gm_src src;
    double mass_share;
    double volume_share;
    double usable;
    double frame_kg_m2;
    double frame_m;
    double frame_at_pa; // the pressure for which they are so; 0: any
} gm_pack_def;

typedef struct gm_formation_step_def {
    gm_src src;
    double charge;    // share of the capacity
    double discharge; // or that
    double per_s;     // C-rate
    double rest_s;
} gm_formation_step_def;

typedef struct gm_formation_def {
    gm_src src;
    GM_LIST(gm_formation_step_def) steps;
    double in;   // efficiency of a channel
    double back; // of what is discharged, to the grid
} gm_formation_def;

// What a step of making takes, J for each J that the cell holds.
typedef struct gm_making_def {
    double likely;
    double low;
    double high;
} gm_making_def;

typedef struct gm_named_making {
    const char *name;
    gm_src src;
    gm_making_def value;
} gm_named_making;

typedef struct gm_design_def {
    gm_src src;
    gm_coating_def coatings[2];
    gm_lithium_def *lithium; // NULL: none
    gm_filling_def electrolyte;
    gm_between_def separator;
    gm_sheets_def sheets;
    gm_housing_def housing;
    double tabs_kg;
    gm_src tabs_src;
    gm_pack_def *pack; // NULL: none is asked for
    double mean_v;     // 0: of the open-circuit curves
    gm_formation_def *formation;
    GM_LIST(gm_named_making) making; // n = 0: gm_making_default()
} gm_design_def;

extern const gm_table gm_table_cell_design;
extern const gm_table gm_table_cell_coating;
extern const gm_table gm_table_cell_filling;
extern const gm_table gm_table_cell_between;
extern const gm_table gm_table_cell_lithium;
extern const gm_table gm_table_cell_formation;
extern const gm_custom gm_custom_making;

// The build of a cell whose window is known. GM_ERR_MODEL after faults, which are in the diag at the place of
// the key that is to blame.
GM_MUST_USE gm_status gm_build_of_def(const gm_cell_def *def, const gm_cell *cell,
                                      const gm_cell_balance *balance, gm_diag *diag,
                                      gm_cell_build *out);

// A fault of the build at its place.
void gm_design_tell(const gm_cell *cell, const gm_design_def *def, const gm_build_fault *fault,
                    gm_diag *diag);

#endif
