// SPDX-License-Identifier: MIT
//
// What a model file says about a cell: plain numbers and curves with their places, before a gm_cell is
// made of them.
//
// SI throughout. Zeroed is empty. Lives in the arena of its reader. What a number may be is asked when
// it is read; what numbers may be together, by gm_cell_def_check().

#ifndef GM_BATTERY_CELL_DEF_H
#define GM_BATTERY_CELL_DEF_H

#include "battery/curve_def.h"

#include "cell/cell.h"

#include <stdbool.h>
#include <stdint.h>

// A number whose unit says which of several things it is.
typedef struct gm_either {
    gm_src src;
    bool is_given;
    int32_t unit; // index into the units of its reader
    double value; // SI of that unit
} gm_either;

// Units of `rate`, in this order.
typedef enum gm_rate_unit {
    GM_RATE_CONSTANT, // m: A/m2 (m3/mol)^1.5
    GM_RATE_EXCHANGE, // j0 at half of the lithium and the salt at rest: A/m2
    GM_RATE_FLUX,     // K of Battery Parameter eXchange: mol/m2/s
    GM_RATE_SPEED,    // k of j0 = F k sqrt(c_e c_s (c_max - c_s)): m2.5/mol0.5/s
} gm_rate_unit;

typedef enum gm_heat_unit { GM_HEAT_CELL, GM_HEAT_MASS, GM_HEAT_PAIR } gm_heat_unit;
typedef enum gm_cooling_unit { GM_COOLING_CELL, GM_COOLING_SURFACE } gm_cooling_unit;

// Particles of one material and size.
typedef struct gm_particles_def {
    const char *name;
    gm_src src;
    bool is_sound; // read without a fault
    double share;  // of the volume of the electrode
    gm_src share_src;
    double radius_m;
    double maximum_mol_m3;
    double stoichiometry; // in the state from which the lithium of the cell follows
    gm_src stoichiometry_src;
    gm_potential_def ocp;
    gm_curve_def entropy;
    gm_curve_def diffusivity;
    double diffusivity_e_j_mol;
    gm_either rate;
    double rate_e_j_mol;
} gm_particles_def;

// Share of the surface that reacts: as it is, or as it is at a pressure.
typedef struct gm_contact_def {
    double share;
    double at_pa; // 0: at any
} gm_contact_def;

typedef struct gm_metal_def {
    gm_src src;
    double exchange_a_m2;
    double exchange_e_j_mol;
    double symmetry;
    double layer_ohm_m2;
    double layer_e_j_mol;
    double critical_a_m2; // 0: not known
    double critical_e_j_mol;
    double critical_at_pa; // 0: at any pressure
    double critical_exponent;
} gm_metal_def;

// What electrolyte fills, and how well it conducts there: one of the two is given, or none.
typedef struct gm_pores_def {
    double porosity;
    gm_src porosity_src;
    bool has_porosity;
    double bruggeman;
    bool has_bruggeman;
    double transport;
    bool has_transport;
    gm_src transport_src;
} gm_pores_def;

typedef struct gm_electrode_def {
    gm_src src;
    bool is_sound;
    double thickness_m;
    bool has_thickness;
    gm_pores_def pores;
    double conductivity;
    bool has_conductivity;
    double solid_bruggeman; // 0: the conductivity is that of the electrode
    double film_ohm_m2;
    gm_contact_def contact;
    GM_LIST(gm_particles_def) particles;
    gm_src particles_src;
    gm_metal_def *metal; // instead of all the others; NULL: none
} gm_electrode_def;

typedef struct gm_separator_def {
    gm_src src;
    bool is_sound;
    double thickness_m;
    gm_pores_def pores;
} gm_separator_def;

typedef struct gm_electrolyte_def {
    gm_src src;
    bool is_sound;
    double salt_mol_m3;
    bool has_salt;
    double transference;
    double factor;
    gm_curve_def diffusivity;
    double diffusivity_e_j_mol;
    gm_curve_def conductivity;
    double conductivity_e_j_mol;
} gm_electrolyte_def;

typedef struct gm_span_def {
    gm_src src;
    double least;
    double most;
} gm_span_def;

typedef struct gm_shell_def {
    gm_src src;
    double heat_j_k;
    double conductance_w_k; // from the stack
} gm_shell_def;

typedef struct gm_thermal_def {
    gm_src src;
    gm_either heat;
    double mass_kg; // 0: not said
    gm_either cooling;
    double surface_m2;   // 0: not said
    gm_shell_def *shell; // NULL: none
} gm_thermal_def;

typedef struct gm_cell_def {
    gm_src src;
    bool is_sound;         // every part was read without a fault
    const char *chemistry; // or NULL
    gm_electrode_def electrodes[2];
    gm_separator_def separator;
    gm_electrolyte_def electrolyte;
    double contact_ohm_m2;
    double pressure_pa; // on the stack
    bool has_pressure;
    double area_m2; // of all pairs
    gm_span_def voltage_v;
    gm_span_def temperature_k;
    gm_thermal_def *thermal;      // NULL: the temperature is what it is told to be
    struct gm_aging_def *aging;   // NULL: nothing ages
    struct gm_design_def *design; // NULL: none
    struct gm_life_def *life;     // NULL: none
    struct gm_cost_def *cost;     // NULL: none
} gm_cell_def;

// The section `cell:` of a model file.
extern const gm_table gm_table_battery_cell;

// What stands against what else in a def that was read: every fault at its place, in what was read
// without one. False after a fault.
bool gm_cell_def_check(const gm_cell_def *def, gm_diag *diag);

// The cell of a def that was read without a fault. GM_ERR_MODEL after a fault, which is in the diag: the
// checks above, and what only the curves show. The cell is borrowed from the arena. A heat capacity that
// is left to the design is 0 still: gm_cell_open() knows it.
GM_MUST_USE gm_status gm_cell_of_def(const gm_cell_def *def, gm_arena *arena, gm_diag *diag,
                                     gm_cell *out);

// The same of a def that stays where it is while its numbers change: curves that formulas and tables give
// are kept in the store, which may be NULL. Same bits.
GM_MUST_USE gm_status gm_cell_of_def_again(const gm_cell_def *def, gm_curve_store *store,
                                           gm_arena *arena, gm_diag *diag, gm_cell *out);

// The stoichiometries of the state from which the lithium follows, of each population: negative, then
// positive, as gm_cell_ops.begin takes them. Returns how many, at most 2 GM_CELL_PARTICLES.
int32_t gm_cell_def_stoichiometries(const gm_cell_def *def, double *out);

#endif
