// SPDX-License-Identifier: MIT
//
// What a model file says about fits: which values of its cell vary between which bounds, and what was
// measured.
//
// SI throughout. Lives in the arena of its reader.

#ifndef GM_BATTERY_FIT_DEF_H
#define GM_BATTERY_FIT_DEF_H

#include "battery/experiment_def.h"

// `1e-15 .. 1e-13 m2/s`.
typedef struct gm_fit_range {
    gm_src src;
    double least;     // SI
    double most;      // > least
    const char *unit; // as written; "" of a pure number
    gm_dim dim;
} gm_fit_range;

typedef enum gm_fit_scale { GM_FIT_LOG, GM_FIT_LINEAR } gm_fit_scale;

// A text with its place.
typedef struct gm_fit_path {
    gm_src src;
    const char *path;
} gm_fit_path;

// A number that varies. Where it says no paths, its name is one, which it replaces.
typedef struct gm_fit_parameter_def {
    const char *name;
    gm_src src;
    gm_fit_range range;
    int scale; // gm_fit_scale
    bool has_scale;
    GM_LIST(gm_fit_path) at;    // what is at these paths becomes the number
    GM_LIST(gm_fit_path) times; // what is written at these is multiplied by it
    GM_LIST(gm_fit_path) over;  // or divided
} gm_fit_parameter_def;

// Which way the numbers of a column of currents go.
typedef enum gm_fit_positive { GM_FIT_DISCHARGE, GM_FIT_CHARGE } gm_fit_positive;

// A measured curve: voltage over time, with the current that flowed.
typedef struct gm_fit_curve_def {
    gm_src src;
    const char *file; // as written
    gm_src file_src;
    const char *time; // columns
    gm_src time_src;
    const char *voltage;
    gm_src voltage_src;
    double begin_s; // in the column of times: rows before are left out, times count from there
    bool has_begin; // else from the first row
    double end_s;   // rows behind are left out
    bool has_end;
    const char *current; // NULL: constant
    gm_src current_src;
    int positive;        // gm_fit_positive
    double scale;        // of the currents
    gm_amount discharge; // constant
    bool has_discharge;
    gm_amount charge;
    bool has_charge;
    gm_amount start; // state of charge, or voltage at rest
    bool has_start;
    double temperature_k;
    double coolant_k;
    bool has_coolant;
    bool is_isothermal;
    double tolerance_v; // what a difference of one is worth
} gm_fit_curve_def;

typedef enum gm_fit_is { GM_FIT_EQUAL, GM_FIT_AT_LEAST, GM_FIT_AT_MOST } gm_fit_is;

// What was seen of a charge: a power at a state of charge (or the greatest), or a time or an energy between
// two.
typedef struct gm_fit_point_def {
    gm_src src;
    double at;
    bool has_at;
    double from;
    bool has_from;
    double to;
    bool has_to;
    double power_w; // of the charger, all cells
    double time_s;
    double energy_j;  // of the charger
    int is;           // gm_fit_is
    double tolerance; // a share of the value; 0: that of its kind
} gm_fit_point_def;

// A charge as it was seen from outside.
typedef struct gm_fit_session_def {
    gm_src src;
    const char *charge; // a name of `charges:`
    gm_src charge_src;
    GM_LIST(gm_fit_point_def) points;
} gm_fit_session_def;

typedef enum gm_fit_data_kind { GM_FIT_DATA_CURVE, GM_FIT_DATA_SESSION } gm_fit_data_kind;

typedef struct gm_fit_def {
    const char *name;
    gm_src src;
    GM_LIST(gm_fit_parameter_def) parameters;
    gm_src parameters_src;
    GM_LIST(gm_union_item) data; // gm_fit_data_kind
    gm_src data_src;
    int model;     // gm_cell_model_kind, of curves; a charge has its own
    int32_t cells; // 0: as the model is by default
    int32_t shells;
    int32_t search; // runs over all of the ranges; 0: chosen
    bool has_search;
} gm_fit_def;

extern const gm_table gm_table_fit;

#endif
