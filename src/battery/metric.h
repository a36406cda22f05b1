// SPDX-License-Identifier: MIT
//
// What a claim may read off the answers about a cell: figures of the cell, of a charge, of an experiment,
// each with its name and its unit.
//
// Outcomes are plain numbers, without the traces of the answers: one of each for every future. What a pack
// of several cells takes is the whole pack's.

#ifndef GM_BATTERY_METRIC_H
#define GM_BATTERY_METRIC_H

#include "battery/answer.h"

// 0 of what the file does not say; a claim about it is refused (gm_metric_lacks).
typedef struct gm_cell_outcome {
    double charge_c; // between full and empty
    double energy_j;
    double mass_kg;
    double volume_m3;
    double j_kg;
    double j_m3;
    double n_to_p;
    double pack_j_kg;
    double pack_j_m3;
    double formation_s;
    double making_j;
    double cost; // CNY, of a cell
    double cost_per_j;
    double investment;
} gm_cell_outcome;

typedef struct gm_charge_outcome {
    gm_charge_verdict verdict;
    gm_march_end end;
    gm_charge_binds longest; // what held longest; GM_BINDS_COUNT: nothing held
    double time_s;
    double preheat_s;
    double preheat_j;
    double energy_j;
    double heat_j;
    double mean_w;
    double peak_w;
    double peak_a;
    double mean_rate;
    double highest_k;
    double end_k;
    double least_plating_v;
    gm_cells_pack pack;
} gm_charge_outcome;

typedef struct gm_experiment_outcome {
    bool is_whole;
    gm_march_end end; // of the last step that was begun
    double time_s;
    double discharged_c;
    double charged_c;
    double discharged_j;
    double charged_j;
    double heat_j;
    double highest_k;
    double least_plating_v;
    double lost_c; // lithium that has gone for good by its end
} gm_experiment_outcome;

gm_cell_outcome gm_cell_outcome_of(const gm_cell_answer *answer);
gm_charge_outcome gm_charge_outcome_of(const gm_charge *charge, const gm_charge_result *result,
                                       const gm_cells_pack *pack);
gm_experiment_outcome gm_experiment_outcome_of(const gm_cell *cell,
                                               const gm_experiment_result *result);

typedef enum gm_metric_of {
    GM_METRIC_CELL,
    GM_METRIC_CHARGE,
    GM_METRIC_EXPERIMENT,
    GM_N_METRICS
} gm_metric_of;

// What a file must say of its cell for a figure.
typedef enum gm_metric_needs {
    GM_NEEDS_NOTHING,
    GM_NEEDS_DESIGN,
    GM_NEEDS_PACK,
    GM_NEEDS_FORMATION,
    GM_NEEDS_COST,
    GM_NEEDS_AGING,
} gm_metric_needs;

typedef struct gm_metric_row {
    const char *name; // "time"
    const char *unit; // SI, but "degC" for a temperature in K
    size_t at;        // of the double in its outcome
    const char *doc;
    gm_metric_needs needs;
    bool is_still; // it is how the cell is built, whatever is done with it
} gm_metric_row;

// Word of a path: "cell", "charges", "experiments".
const char *gm_metric_word(gm_metric_of of);

// All of a kind.
const gm_metric_row *gm_metric_rows(gm_metric_of of, int32_t *n);

// "the cell has no `design:`": why a figure of the row is none of a cell; NULL: it is.
const char *gm_metric_lacks(const gm_metric_row *row, const gm_cell_def *cell);

// Which figure of which charge or experiment.
typedef struct gm_metric {
    gm_metric_of of;
    int32_t i; // of the charge or experiment in the file
    const gm_metric_row *row;
} gm_metric;

// NaN: what is not done to its end has no figures.
double gm_metric_of_cell(const gm_metric *metric, const gm_cell_outcome *outcome);
double gm_metric_of_charge(const gm_metric *metric, const gm_charge_outcome *outcome);
double gm_metric_of_experiment(const gm_metric *metric, const gm_experiment_outcome *outcome);

#endif
