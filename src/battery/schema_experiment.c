// SPDX-License-Identifier: MIT
//
// The tables of experiments: what a cell is put through, step by step.

#include "battery/amount.h"
#include "battery/experiment_def.h"
#include "battery/follow.h"

static const char *const model_words[] = {"DFN", "SPMe", "SPM", NULL};

#define UNTIL_ROW(type)                                                                        \
    {                                                                                          \
        "until", GM_TYPE_LIST, GM_INTO(type, until),                                           \
            .item = GM_TYPE_CUSTOM, .custom = &gm_custom_until, .required = true,              \
            .example = "4.2 V", .doc = "When the step is over: at the first of these."         \
    }

// ---- steps

static const gm_field discharge_fields[] = {
    {"discharge", GM_TYPE_CUSTOM, GM_INTO(gm_drive_def, amount), .custom = &gm_custom_flow,
     .required = true, .example = "1C", .doc = "How fast."},
    UNTIL_ROW(gm_drive_def),
};

static const gm_table gm_table_discharge = {
    .name = "discharge",
    .doc = "A constant current or power out of the cell.",
    GM_FIELDS(discharge_fields),
    .size = sizeof(gm_drive_def),
    .src_at = GM_AT(gm_drive_def, src),
};

static const gm_field charge_step_fields[] = {
    {"charge", GM_TYPE_CUSTOM, GM_INTO(gm_drive_def, amount), .custom = &gm_custom_flow,
     .required = true, .example = "C/3", .doc = "How fast."},
    UNTIL_ROW(gm_drive_def),
};

static const gm_table gm_table_charge_step = {
    .name = "charge step",
    .doc = "A constant current or power into the cell.",
    GM_FIELDS(charge_step_fields),
    .size = sizeof(gm_drive_def),
    .src_at = GM_AT(gm_drive_def, src),
};

static const gm_field rest_fields[] = {
    {"rest", GM_TYPE_QUANTITY, GM_INTO(gm_rest_def, time_s), .unit = "s", .required = true,
     .bounds = GM_POSITIVE, .example = "1 h", .doc = "How long no current flows."},
};

static const gm_table gm_table_rest = {
    .name = "rest",
    .doc = "No current.",
    GM_FIELDS(rest_fields),
    .size = sizeof(gm_rest_def),
    .src_at = GM_AT(gm_rest_def, src),
};

static const gm_field hold_fields[] = {
    {"hold", GM_TYPE_CUSTOM, GM_INTO(gm_drive_def, amount), .custom = &gm_custom_held,
     .required = true, .example = "4.2 V", .doc = "What stays as it is said."},
    UNTIL_ROW(gm_drive_def),
};

static const gm_table gm_table_hold = {
    .name = "hold",
    .doc =
        "A voltage, a temperature or its rise that is held by the current; a temperature is "
        "held by charging, behind a discharge by discharging, until the voltage passes 0 V or "
        "twice that of a full cell. Its ends may be currents on the "
        "way down, whichever way they flow.",
    GM_FIELDS(hold_fields),
    .size = sizeof(gm_drive_def),
    .src_at = GM_AT(gm_drive_def, src),
};

static const gm_field hold_plating_fields[] = {
    {"hold-plating", GM_TYPE_QUANTITY, GM_INTO(gm_hold_plating_def, volts), .unit = "V",
     .required = true, .example = "5 mV",
     .doc = "The least potential against lithium in the negative electrode."},
    UNTIL_ROW(gm_hold_plating_def),
};

static const gm_table gm_table_hold_plating = {
    .name = "hold-plating",
    .doc = "A charge at a constant margin to the plating of lithium.",
    GM_FIELDS(hold_plating_fields),
    .size = sizeof(gm_hold_plating_def),
    .src_at = GM_AT(gm_hold_plating_def, src),
};

static const gm_field fast_fields[] = {
    {"fast-charge", GM_TYPE_LIST, GM_INTO(gm_fast_def, within), .item = GM_TYPE_CUSTOM,
     .custom = &gm_custom_within, .required = true, .example = "[6C, 4.2 V, 55 degC]",
     .doc = "What it may not pass; at each instant the tightest of these holds."},
    {"plating-margin", GM_TYPE_QUANTITY, GM_INTO(gm_fast_def, margin_v), .unit = "V",
     .given_at = GM_AT(gm_fast_def, has_margin), .example = "10 mV",
     .doc = "The least potential against lithium in the negative electrode that it keeps."},
    UNTIL_ROW(gm_fast_def),
};

static const gm_table gm_table_fast = {
    .name = "fast-charge",
    .doc = "The fastest charge within limits.",
    GM_FIELDS(fast_fields),
    .size = sizeof(gm_fast_def),
    .src_at = GM_AT(gm_fast_def, src),
};

static const gm_field repeat_fields[] = {
    {"repeat", GM_TYPE_INT, GM_INTO(gm_repeat_def, times), .required = true,
     .bounds = GM_BETWEEN, .lo = 1.0, .hi = 10000.0, .example = "3", .doc = "How many times."},
    {"steps", GM_TYPE_LIST, GM_INTO(gm_repeat_def, steps), .item = GM_TYPE_UNION,
     .cases = &gm_union_experiment_step, .required = true,
     .example = "[{discharge: 1C, until: 3 V}, {charge: C/3, until: 4.2 V}]",
     .doc = "What is repeated."},
};

static const gm_table gm_table_repeat = {
    .name = "repeat",
    .doc = "Steps that come again.",
    GM_FIELDS(repeat_fields),
    .size = sizeof(gm_repeat_def),
    .src_at = GM_AT(gm_repeat_def, src),
};

static const gm_union_case step_cases[] = {
    [GM_EXPERIMENT_DISCHARGE] = {"discharge", &gm_table_discharge},
    [GM_EXPERIMENT_CHARGE] = {"charge", &gm_table_charge_step},
    [GM_EXPERIMENT_REST] = {"rest", &gm_table_rest},
    [GM_EXPERIMENT_HOLD] = {"hold", &gm_table_hold},
    [GM_EXPERIMENT_HOLD_PLATING] = {"hold-plating", &gm_table_hold_plating},
    [GM_EXPERIMENT_FAST] = {"fast-charge", &gm_table_fast},
    [GM_EXPERIMENT_FOLLOW] = {"follow", &gm_table_follow},
    [GM_EXPERIMENT_REPEAT] = {"repeat", &gm_table_repeat},
};

const gm_union gm_union_experiment_step = {
    .name = "step of an experiment",
    .doc = "A step of an experiment; its first key says which.",
    .cases = step_cases,
    .n_cases = (int)(sizeof step_cases / sizeof *step_cases),
};

// ---- experiments

static const gm_field experiment_fields[] = {
    {"start", GM_TYPE_QUANTITY, GM_INTO(gm_experiment_def, soc), .preset = "100 %",
     .bounds = GM_BETWEEN, .lo = 0.0, .hi = 1.0, .example = "100 %",
     .doc = "State of charge at rest, 0 and 100 % at the voltages of the cell."},
    {"temperature", GM_TYPE_QUANTITY, GM_INTO(gm_experiment_def, temperature_k), .unit = "degC",
     .preset = "25 degC", .bounds = GM_POSITIVE, .example = "25 degC",
     .doc = "Of the cell as it starts."},
    {"coolant", GM_TYPE_QUANTITY, GM_INTO(gm_experiment_def, coolant_k), .unit = "degC",
     .given_at = GM_AT(gm_experiment_def, has_coolant), .bounds = GM_POSITIVE,
     .example = "25 degC", .doc = "Around the cell; by default as the cell starts."},
    {"isothermal", GM_TYPE_BOOL, GM_INTO(gm_experiment_def, is_isothermal), .example = "yes",
     .doc =
         "The temperature stays, whatever heat there is. A cell without `thermal:` is always "
         "so."},
    {"model", GM_TYPE_ENUM, GM_INTO(gm_experiment_def, model), .words = model_words,
     .preset = "DFN", .example = "SPMe",
     .doc =
         "Doyle-Fuller-Newman, single particles with electrolyte, or single particles alone."},
    {"cells", GM_TYPE_INT, GM_INTO(gm_experiment_def, cells), .bounds = GM_BETWEEN, .lo = 2.0,
     .hi = 128.0, .example = "20",
     .doc =
         "Of the grid in each electrode and the separator; by default 20, of single particles "
         "10, 5 and 10."},
    {"tolerance", GM_TYPE_QUANTITY, GM_INTO(gm_experiment_def, tolerance_v), .unit = "V",
     .preset = "0.5 mV", .bounds = GM_BETWEEN, .lo = 1e-6, .hi = 0.1, .example = "0.1 mV",
     .doc =
         "What a step may be wrong by in the voltage; errors of concentration and temperature "
         "go with it."},
    {"shells", GM_TYPE_INT, GM_INTO(gm_experiment_def, shells), .preset = "20",
     .bounds = GM_BETWEEN, .lo = 3.0, .hi = 128.0, .example = "20", .doc = "Of each particle."},
    {"steps", GM_TYPE_LIST, GM_INTO(gm_experiment_def, steps), .item = GM_TYPE_UNION,
     .cases = &gm_union_experiment_step, .required = true,
     .example = "[{discharge: 1C, until: 3 V}]", .doc = "One after the other."},
};

const gm_table gm_table_experiment = {
    .name = "experiment",
    .doc =
        "What a cell is put through.\n\n"
        "```yaml\nexperiments:\n  capacity:\n    steps:\n      - discharge: C/3\n"
        "        until: 2.5 V\n      - rest: 1 h\n      - charge: C/3\n        until: 4.2 V\n"
        "      - hold: 4.2 V\n        until: C/20\n```",
    GM_FIELDS(experiment_fields),
    .size = sizeof(gm_experiment_def),
    .src_at = GM_AT(gm_experiment_def, src),
    .name_at = GM_AT(gm_experiment_def, name),
};
