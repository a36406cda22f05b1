// SPDX-License-Identifier: MIT
//
// What a model file says about experiments and charges of its cell.

#ifndef GM_BATTERY_EXPERIMENT_DEF_H
#define GM_BATTERY_EXPERIMENT_DEF_H

#include "battery/cell_def.h"
#include "battery/charge.h"
#include "battery/experiment.h"

#include "core/schema.h"

// Units of what a step holds, in this order.
typedef enum gm_amount_unit {
    GM_AMOUNT_RATE,    // C: of the capacity between the voltages of the cell
    GM_AMOUNT_CURRENT, // A of a cell
    GM_AMOUNT_DENSITY, // A/m2 of the pair
    GM_AMOUNT_POWER,   // W of a cell
    GM_AMOUNT_VOLTAGE, // V
    GM_AMOUNT_TEMPERATURE,
    GM_AMOUNT_WARMING, // K/s
    GM_AMOUNT_TIME,
    GM_AMOUNT_SOC,
    GM_AMOUNT_FULL, // the most and the least voltage of the cell: no number
    GM_AMOUNT_EMPTY,
} gm_amount_unit;

typedef struct gm_amount {
    gm_src src;
    gm_amount_unit unit;
    double value; // SI; a rate in 1/s
} gm_amount;

// discharge, charge, hold.
typedef struct gm_drive_def {
    gm_src src;
    gm_amount amount;
    GM_LIST(gm_amount) until;
} gm_drive_def;

typedef struct gm_rest_def {
    gm_src src;
    double time_s;
} gm_rest_def;

typedef struct gm_hold_plating_def {
    gm_src src;
    double volts;
    GM_LIST(gm_amount) until;
} gm_hold_plating_def;

// As fast as the limits allow.
typedef struct gm_fast_def {
    gm_src src;
    GM_LIST(gm_amount) until;
    GM_LIST(gm_amount) within; // current or power, voltage, temperature, rise of it
    double margin_v;
    bool has_margin;
} gm_fast_def;

// Current or power over time, from a table.
typedef struct gm_follow_def {
    gm_src src;
    gm_amount_unit unit; // A, A/m2, W or C
    double scale;
    int32_t n;
    const double *time_s;
    const double *value;      // SI, discharge > 0
    GM_LIST(gm_amount) until; // before its end
} gm_follow_def;

typedef struct gm_repeat_def {
    gm_src src;
    int32_t times;
    GM_LIST(gm_union_item) steps;
} gm_repeat_def;

typedef enum gm_experiment_step_kind {
    GM_EXPERIMENT_DISCHARGE,
    GM_EXPERIMENT_CHARGE,
    GM_EXPERIMENT_REST,
    GM_EXPERIMENT_HOLD,
    GM_EXPERIMENT_HOLD_PLATING,
    GM_EXPERIMENT_FAST,
    GM_EXPERIMENT_FOLLOW,
    GM_EXPERIMENT_REPEAT,
} gm_experiment_step_kind;

typedef struct gm_experiment_def {
    const char *name;
    gm_src src;
    int model;     // gm_cell_model_kind
    int32_t cells; // 0: as the model is by default
    int32_t shells;
    double tolerance_v;
    double soc;
    double temperature_k;
    double coolant_k;
    bool has_coolant;
    bool is_isothermal;
    GM_LIST(gm_union_item) steps; // gm_experiment_step_kind
} gm_experiment_def;

typedef struct gm_charger_def {
    double power_w;
    double current_a;
    double voltage_v;
    double efficiency;
} gm_charger_def;

typedef struct gm_charge_pack_def {
    int32_t series;
    int32_t parallel;
    double colder_k;
    double more_load;
} gm_charge_pack_def;

typedef struct gm_charge_def {
    const char *name;
    gm_src src;
    int model;
    int32_t cells; // 0: as the model is by default
    int32_t shells;
    double tolerance_v;
    double from;
    double to;
    double temperature_k;
    double coolant_k;
    bool has_coolant;
    bool is_isothermal;
    double preheat_k;
    double heater_w;
    gm_amount current; // of a cell
    bool has_current;
    gm_charger_def *charger;
    gm_charge_pack_def *pack;
    double most_v;
    double margin_v;
    double most_k;
    double warming_k_s;
    double most_s;
} gm_charge_def;

extern const gm_table gm_table_experiment;
extern const gm_table gm_table_charge;
extern const gm_union gm_union_experiment_step; // cases in the order of gm_experiment_step_kind

// An experiment and a charge of a cell, SI per area. Faults (a step that needs what the cell has not) are
// in the diag, at their place.
GM_MUST_USE gm_status gm_experiment_of_def(const gm_experiment_def *def, const gm_cell *cell,
                                           const gm_cell_balance *balance, gm_arena *arena,
                                           gm_diag *diag, gm_experiment *out);
GM_MUST_USE gm_status gm_charge_of_def(const gm_charge_def *def, const gm_cell *cell,
                                       const gm_cell_balance *balance, gm_diag *diag,
                                       gm_charge *out);

#endif
