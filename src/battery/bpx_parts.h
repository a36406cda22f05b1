// SPDX-License-Identifier: MIT
//
// A BPX file as its tables read it, and the names of what we add to it.

#ifndef GM_BATTERY_BPX_PARTS_H
#define GM_BATTERY_BPX_PARTS_H

#include "battery/bpx.h"

typedef struct gm_bpx_particle {
    gm_src src;
    double least_x;
    double most_x;
    double maximum_mol_m3;
    double radius_m;
    double surface_per_m; // of an electrode's volume
    gm_curve_def diffusivity;
    double diffusivity_e_j_mol;
    gm_curve_def ocp;
    gm_curve_def lithiation;
    gm_curve_def delithiation;
    double hysteresis_rate;
    gm_curve_def entropy;
    double rate_mol_m2s;
    double rate_e_j_mol;
} gm_bpx_particle;

typedef struct gm_bpx_electrode {
    gm_src src;
    bool is_read; // without a fault
    double thickness_m;
    double porosity;
    double transport;
    double conductivity;
    const gm_node *blend; // map of name to particles; NULL: one material
    int32_t n;
    const char *names[GM_CELL_PARTICLES];
    gm_bpx_particle particles[GM_CELL_PARTICLES];
} gm_bpx_electrode;

typedef struct gm_bpx_cell {
    gm_src src;
    double area_m2; // of a pair
    double surface_m2;
    double volume_m3;
    int32_t pairs;
    double low_v;
    double high_v;
    double capacity_ah;
    double reference_k;
    double density;
    double specific_heat;
    double ambient_k; // 0.x, as the two below
    double initial_k;
    double heat_conductivity;
} gm_bpx_cell;

typedef struct gm_bpx_electrolyte {
    gm_src src;
    double salt_mol_m3; // 0.x; 0: not said
    double transference;
    gm_curve_def diffusivity;
    double diffusivity_e_j_mol;
    gm_curve_def conductivity;
    double conductivity_e_j_mol;
} gm_bpx_electrolyte;

typedef struct gm_bpx_separator {
    gm_src src;
    double thickness_m;
    double porosity;
    double transport;
} gm_bpx_separator;

typedef struct gm_bpx_parameters {
    gm_bpx_cell cell;
    gm_bpx_electrolyte electrolyte;
    gm_bpx_electrode electrodes[2];
    gm_bpx_separator separator;
    const gm_node *own; // user-defined
} gm_bpx_parameters;

typedef struct gm_bpx_state {
    double salt_mol_m3; // 0: not said
    double cooling_w_m2k;
    const gm_node *conditions;
    const gm_node *environment;
    const gm_node *degradation; // not read further
} gm_bpx_state;

typedef struct gm_bpx_header {
    const char *version;
    const char *title;
    const char *description;
    const char *references;
    const char *model;
} gm_bpx_header;

typedef struct gm_bpx_file {
    gm_bpx_header header;
    gm_bpx_parameters parameters;
    gm_bpx_state state;
    const gm_node *validation; // not read further
} gm_bpx_file;

extern const gm_table gm_bpx_table; // of the whole file

// Functions, gm_curve_def.
extern const gm_custom gm_bpx_ocp;
extern const gm_custom gm_bpx_entropy;
extern const gm_custom gm_bpx_solid_diffusivity;
extern const gm_custom gm_bpx_salt_diffusivity;
extern const gm_custom gm_bpx_salt_conductivity;

// What BPX has no words for, in its user-defined section. All are > 0 but the resistances.
typedef enum gm_bpx_own {
    GM_BPX_FACTOR,
    GM_BPX_CONTACT_OHM,
    GM_BPX_FILM_NEGATIVE,
    GM_BPX_FILM_POSITIVE,
    GM_BPX_LEAST_K,
    GM_BPX_MOST_K,
    GM_BPX_HEAT,
    GM_BPX_COOLING,
    GM_BPX_SHELL_HEAT,
    GM_BPX_SHELL_CONDUCTANCE,
    GM_BPX_OWN,
} gm_bpx_own;

extern const char *const gm_bpx_own_keys[GM_BPX_OWN];

#endif
