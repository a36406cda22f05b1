// SPDX-License-Identifier: MIT
//
// Parameters of a cell out of what was measured: least squares over all curves and sessions at once.
//
// Each curve and each session counts the same, however many rows it has: least is the mean of their mean
// squares, differences in tolerances. First all of the ranges are searched, then the best is improved
// (num/minimise.h), at last by steps of Gauss and Newton (Levenberg 1944, Marquardt 1963). What is known of
// the parameters follows from the derivatives there (docs/theory/cell-fit.md).

#ifndef GM_BATTERY_FIT_H
#define GM_BATTERY_FIT_H

#include "battery/fit_session.h"

#define GM_FIT_PARAMETERS 12
#define GM_FIT_DATA       32
#define GM_FIT_ALIKE      0.95 // |correlation| above it: two parameters cannot be told apart

// Makes the cell with the parameters at these values (SI); NULL: as it is written. False: there is no such
// cell. What it makes is in the arena.
typedef bool gm_fit_open(void *user, const double *values, gm_arena *arena, gm_fit_cell *out);

typedef struct gm_fit_ask {
    const gm_fit_def *def;
    const gm_fit_series
        *series; // one for each of def->data; those of sessions are not looked at
    gm_fit_open *open;
    void *user;
    const double *written;    // value of each parameter as the cell is written; NaN: not known
    bool (*stop)(void *user); // NULL: never
    void (*progress)(void *user, double share); // NULL: none
    void *watcher;                              // user of both
} gm_fit_ask;

typedef struct gm_fit_value {
    const gm_fit_parameter_def *def;
    double written; // NaN: not known
    double best;
    double low; // 95 %, from the derivatives, inside of the range; NaN: not known
    double high;
    double error;  // standard error, as a share of the range
    bool is_known; // the interval is shorter than the range
    int edge;      // -1 the best is the least of its range, 1 the greatest, else 0
} gm_fit_value;

// What came of a curve or a session.
typedef struct gm_fit_datum {
    int kind;               // gm_fit_data_kind
    const char *name;       // its file or charge
    int32_t n;              // rows or points
    const double *measured; // V; of points W, s or J
    const double *written;  // by the cell as it is written
    const double *best;
    double rms_written; // V; of points as a share of what was measured
    double rms;
    double worst; // of the best, with its sign
    int32_t worst_i;
    bool is_whole_written;         // as it is written the cell lasts as long as the curve
    double alike;                  // correlation of differences of rows that follow each other
    const gm_fit_curve_def *curve; // or NULL
    const gm_fit_series *series;
    gm_fit_curve_run run;
    const gm_fit_session_def *session; // or NULL
    double area_m2;                    // of the cell
    gm_charge charge;
    gm_charge_result result;
    bool is_there; // false: as it is best there is no such charge
} gm_fit_datum;

// Parameters that the data do not tell apart, from the strongest.
typedef struct gm_fit_blur {
    int32_t n;
    int32_t of[GM_FIT_PARAMETERS];
    double by[GM_FIT_PARAMETERS]; // of a step of length 1 along which hardly anything changes
    double error;                 // standard error along it, in ranges
} gm_fit_blur;

typedef struct gm_fit_result {
    bool has_cell; // as it is written there is a cell that can be run
    bool is_interrupted;
    int32_t n_runs; // cells that were tried
    int32_t n_parameters;
    gm_fit_value values[GM_FIT_PARAMETERS];
    int32_t n_data;
    gm_fit_datum *data;
    double miss_written; // root of the mean of the mean squares, in tolerances
    double miss;
    double n_told; // rows that tell something of their own: n (1 - alike) / (1 + alike), summed
    double correlations[GM_FIT_PARAMETERS * GM_FIT_PARAMETERS]; // n x n
    int32_t n_blurs;
    gm_fit_blur blurs[GM_FIT_PARAMETERS];
} gm_fit_result;

// What was measured, of the cell as it is written: one series for each of the data, of sessions an empty one.
// GM_ERR_MODEL with every fault in the diag.
GM_MUST_USE gm_status gm_fit_of_def(const gm_fit_def *def, const gm_fit_cell *cell,
                                    gm_arena *arena, gm_diag *diag, gm_fit_series **series);

// Requires gm_minimise_is_there(). Everything is in the arena.
void gm_fit_run(const gm_fit_ask *ask, gm_arena *arena, gm_fit_result *out);

// The value of a parameter at a share of its range, 0 .. 1 and beyond.
double gm_fit_value_at(const gm_fit_parameter_def *def, double share);

#endif
