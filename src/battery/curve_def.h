// SPDX-License-Identifier: MIT
//
// A quantity of a cell that may depend on a stoichiometry or a concentration, as a file writes it: a
// number, a formula or a table.
//
// Everything that was read lives in the reader's arena. Values are SI.

#ifndef GM_BATTERY_CURVE_DEF_H
#define GM_BATTERY_CURVE_DEF_H

#include "battery/curve_store.h"

#include "cell/formula.h"
#include "core/schema.h"
#include "num/curve.h"

typedef enum gm_curve_form {
    GM_CURVE_NONE, // not said
    GM_CURVE_NUMBER,
    GM_CURVE_FORMULA,
    GM_CURVE_POINTS,
} gm_curve_form;

typedef struct gm_curve_def {
    gm_src src;
    gm_curve_form form;
    double value;     // NUMBER
    const char *text; // FORMULA: as written
    gm_formula formula;
    double x_si; // FORMULA: what one of its x, and one of its value, is in SI
    double y_si;
    int32_t n;       // POINTS, >= 2
    const double *x; // rising
    const double *y;
    const char *source; // of a formula or table; or NULL
    const char *note;
} gm_curve_def;

// An open-circuit potential: one curve, or one for each way.
typedef struct gm_potential_def {
    gm_src src;
    bool has_branches;
    gm_curve_def mean;       // without branches
    gm_curve_def lithiation; // with them
    gm_curve_def delithiation;
    double hysteresis_rate; // by stoichiometry passed
} gm_potential_def;

// What a curve is made for.
typedef struct gm_curve_use {
    const char *what; // "negative: graphite: diffusivity"
    const char *of;   // its variable in messages: "x" or "c"
    gm_curve_span span;
    bool
        may_begin_later; // a formula may have no value at the very start of the span, as a root has not
    gm_arena *arena;
    gm_diag *diag;
    gm_curve_store *store; // or NULL: what was made before is taken from it
} gm_curve_use;

// The smooth curve of a def. False after a fault: no finite value somewhere in the span.
bool gm_curve_of_def(const gm_curve_def *def, const gm_curve_use *use, gm_curve *out);

// Mean of the branches, and half of what the one of delithiation is above the other. False after a fault:
// no finite value, or branches the wrong way round.
bool gm_curve_of_potential(const gm_potential_def *def, const gm_curve_use *use, gm_curve *mean,
                           gm_curve *half);

// Readers of such quantities, for the rows of tables.
extern const gm_custom gm_custom_potential;         // gm_potential_def, V over stoichiometry
extern const gm_custom gm_custom_entropy;           // gm_curve_def, V/K
extern const gm_custom gm_custom_solid_diffusivity; // gm_curve_def, m2/s
extern const gm_custom gm_custom_salt_diffusivity;  // gm_curve_def, m2/s over mol/m3
extern const gm_custom gm_custom_salt_conductivity; // gm_curve_def, S/m over mol/m3

#endif
