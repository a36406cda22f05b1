// SPDX-License-Identifier: MIT
//
// What a cell is built of, beside what its model (cell/cell.h) needs: densities, foils, sheets, housing,
// and what a pack adds.
//
// Start from gm_cell_build_default() and overwrite. Of each electrode the active shares, the porosity (what
// the electrolyte fills, liquid or solid), the inactive and the void share are all of its volume.

#ifndef GM_CELL_BUILD_H
#define GM_CELL_BUILD_H

#include "cell/balance.h"
#include "cell/cell.h"

typedef struct gm_stuff {
    double kg_m3;
    double j_kgk; // specific heat; 0: not known, and then neither is the stack's
} gm_stuff;

typedef struct gm_coating {
    gm_stuff active[GM_CELL_PARTICLES]; // of each population, the material itself without pores
    gm_stuff inactive;                  // binder, carbon
    double inactive_share;              // of the volume
    double void_share;                  // of the volume: pores that stay empty
    double
        swing; // of stoichiometry, what the electrode gives for good; 0: negative 1 less that of the
               // empty cell, positive what the window takes
    gm_stuff foil;
    double foil_m;
    double bare_share; // of the foil's area, 0 .. < 1: edges and flags without coating
} gm_coating;

// Stoichiometries of each population when the cell is empty and when it is full.
typedef struct gm_cell_window {
    double empty[2][GM_CELL_PARTICLES]; // negative, positive
    double full[2][GM_CELL_PARTICLES];
} gm_cell_window;

// Sheets lie on each other, or one strip of each electrode is wound up.
typedef struct gm_sheets {
    bool is_wound;
    double width_m;    // coated, of a sheet or strip of the positive electrode
    double length_m;   // coated, of a sheet; of a strip when it is unwound
    int32_t pairs;     // faces of the positive electrode: of a strip coated on both sides 2
    int32_t sides;     // of a foil that are coated: 2 or 1
    double overhang_m; // by which the negative sheet is larger, at each edge
    bool
        outer_coating; // the two outermost sheets of a stack are coated outside too, for nothing
    double separator_spare; // its area beyond that of the negative faces, share of that
} gm_sheets;

typedef enum gm_housing_shape {
    GM_HOUSING_BOX,      // prismatic or pouch
    GM_HOUSING_CYLINDER, // width_m is the diameter
} gm_housing_shape;

// The mass is the first that is given: mass_kg, the wall's, mass_share.
typedef struct gm_housing {
    gm_housing_shape shape;
    double width_m; // outside; 0: the size is not known, then `fill`
    double depth_m; // of a box
    double height_m;
    double wall_m;
    gm_stuff wall;
    double mass_kg;    // with its lid; 0: from the wall
    double mass_share; // of the cell's mass
    double
        fill; // stack and spare electrolyte in the volume of the cell, where no size is given
} gm_housing;

// What is around the cells in a car.
typedef struct gm_cell_pack {
    double mass_share;   // cells in the mass of a pack; 0: no pack is asked for
    double volume_share; // cells in its volume
    double
        frame_kg_m2; // what keeps a stack under pressure, per m2 of the face of each cell, beyond that
    double frame_m; // and its thickness
} gm_cell_pack;

typedef struct gm_cell_build {
    gm_coating
        coatings[2]; // negative, positive; of lithium metal only the foil of the negative
    gm_stuff lithium;
    double lithium_m; // of metal that is there when the cell is empty; 0: none, or anode-free
    gm_stuff electrolyte;
    bool electrolyte_is_solid; // then it is coated with the electrodes
    double electrolyte_spare;  // beyond what fills the pores, share of that
    gm_stuff separator;        // its solid, without pores
    gm_sheets sheets;
    gm_housing housing;
    double tabs_kg; // both, with terminals
    gm_cell_pack pack;
    gm_cell_window window;
    double mean_v; // of a discharge; 0: of the open-circuit curves over the window
} gm_cell_build;

// Foils of copper (8960 kg/m3, 385 J/(kg K)) and aluminium (2700, 897), lithium (534, 3582): CRC Handbook of
// Chemistry and Physics; electrolyte 1200 kg/m3 (1 M LiPF6 in carbonates, as in BatPaC); coated on both
// sides; cell to pack by mass 0.72 (NIO's 150 kWh pack: 260 of 360 Wh/kg) and by volume 0.72 (CATL's Qilin
// pack, announced). All else is zero and must be given.
gm_cell_build gm_cell_build_default(void);

// The window of a balance that was found.
gm_cell_window gm_cell_window_of(const gm_cell *cell, const gm_cell_balance *balance);

// ---- faults

typedef enum gm_build_quantity {
    GM_BUILD_AREA,         // m2, of gm_cell against pairs x width x length
    GM_BUILD_THICKNESS,    // m
    GM_BUILD_SHARES,       // sum of those of an electrode's volume
    GM_BUILD_INACTIVE,     // share
    GM_BUILD_VOID,         // share
    GM_BUILD_ACTIVE_KG_M3, // of a population
    GM_BUILD_INACTIVE_KG_M3,
    GM_BUILD_FOIL, // m
    GM_BUILD_FOIL_KG_M3,
    GM_BUILD_BARE,    // share
    GM_BUILD_EMPTY,   // stoichiometry of a population
    GM_BUILD_FULL,    // stoichiometry of a population
    GM_BUILD_BALANCE, // charge of the negative window by that of the positive one
    GM_BUILD_N_TO_P,
    GM_BUILD_LITHIUM, // m
    GM_BUILD_ELECTROLYTE_KG_M3,
    GM_BUILD_ELECTROLYTE_SPARE,
    GM_BUILD_SEPARATOR_KG_M3,
    GM_BUILD_SEPARATOR_SPARE,
    GM_BUILD_WIDTH,  // m, of a sheet
    GM_BUILD_LENGTH, // m, of a sheet
    GM_BUILD_PAIRS,
    GM_BUILD_SIDES,
    GM_BUILD_OVERHANG,     // m
    GM_BUILD_HOUSING_SIZE, // m, the smallest inside
    GM_BUILD_HOUSING_KG_M3,
    GM_BUILD_HOUSING_SHARE, // of the mass
    GM_BUILD_HOUSING_FILL,  // share of what the housing has room for
    GM_BUILD_TABS,          // kg
    GM_BUILD_PACK_MASS,     // share
    GM_BUILD_PACK_VOLUME,   // share
    GM_BUILD_FRAME,         // kg/m2
    GM_BUILD_MEAN_V,
    GM_BUILD_QUANTITIES
} gm_build_quantity;

// "share of binder and carbon"
const char *gm_build_quantity_name(gm_build_quantity q);

typedef struct gm_build_fault {
    gm_build_quantity quantity;
    int32_t electrode;  // 0 negative, 1 positive, -1: of the cell
    int32_t population; // -1: of the electrode or the cell
    double value;
    double low;    // what is allowed, both ends with it ..
    double high;   // .. inf: no bound
    bool low_open; // .. but the value must be above `low`
    bool
        is_doubt; // there are masses and sizes all the same: a stack that its housing has no room for,
                  // a negative electrode that takes less than the positive one gives
} gm_build_fault;

// Can masses and sizes be worked out? Then it has doubts at most.
bool gm_cell_build_is_sound(const gm_cell *cell, const gm_cell_build *build);

// All faults and doubts; the first `room` of them are in out. 0: there are none.
int32_t gm_cell_build_check(const gm_cell *cell, const gm_cell_build *build,
                            gm_build_fault *out, int32_t room);

#endif
