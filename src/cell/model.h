// SPDX-License-Identifier: MIT
//
// What every model of a cell can do, so that one march drives them all.
//
// A model has a state and tries steps: a step is taken by accept() or forgotten by the next one. The
// temperature is given to it from outside.

#ifndef GM_CELL_MODEL_H
#define GM_CELL_MODEL_H

#include "cell/aging.h"

#include <stdbool.h>
#include <stdint.h>

// How fine a model is in space.
typedef struct gm_cell_grid {
    int32_t negative; // cells, each 2 .. 128; of an electrode of metal none are made
    int32_t separator;
    int32_t positive;
    int32_t shells; // of a particle, 3 .. 128
} gm_cell_grid;

// What closes a step.
typedef enum gm_cell_hold {
    GM_HOLD_CURRENT, // A/m2, discharge > 0
    GM_HOLD_VOLTAGE, // V
    GM_HOLD_POWER,   // W/m2, delivered > 0
    GM_HOLD_PLATING, // V: the least potential against lithium in the negative electrode
    GM_HOLD_HEAT,    // W/m2 that comes free
} gm_cell_hold;

typedef struct gm_cell_control {
    gm_cell_hold hold;
    double value;
} gm_cell_control;

// What is seen of the state.
typedef struct gm_cell_view {
    double time_s;
    double current; // A/m2
    double voltage_v;
    double plating_v; // at the separator's face of the negative electrode
    double temperature_k;
    double charge; // C/m2 delivered so far
    double heat;   // W/m2
} gm_cell_view;

// How near the state is to what no cell can pass.
typedef struct gm_cell_edges {
    double least_salt; // mol/m3, anywhere in the electrolyte
    int32_t salt_in;   // the electrode where, -1: between them
    double least[2];   // stoichiometry at the surface of a particle, by electrode
    double most[2];
} gm_cell_edges;

typedef struct gm_cell_ops {
    const char *name; // "DFN"
    // At rest, with these stoichiometries of each population: negative then positive.
    void (*begin)(void *self, const double *stoichiometry, double temperature_k);
    // The state under a new control, at once: concentrations stay, potentials and current jump. False: no
    // current does it, and nothing has changed.
    bool (*settle)(void *self, gm_cell_control control);
    // The temperature of the steps to come.
    void (*warm)(void *self, double temperature_k);
    // One step under a control. error: the local error in units of the tolerances. False: nothing found.
    bool (*step)(void *self, gm_cell_control control, double step_s, double *error);
    void (*accept)(void *self);
    // As it stands, or as the step that is not taken yet would leave it.
    const gm_cell_view *(*now)(const void *self);
    const gm_cell_view *(*tried)(const void *self);
    void (*edges)(const void *self, gm_cell_edges *out); // of now
    // What has grown since the beginning. NULL: the model does not follow gm_cell.aging.
    void (*aged)(const void *self, gm_cell_aged *out);
} gm_cell_ops;

typedef struct gm_cell_model {
    const gm_cell_ops *ops;
    void *self;
} gm_cell_model;

#endif
