// SPDX-License-Identifier: MIT
//
// The inputs of a model: numbers that carry a range, a source or a confidence.

#ifndef GM_TWIN_INPUT_H
#define GM_TWIN_INPUT_H

#include "core/diag.h"
#include "core/units.h"

#include <stdbool.h>

// How a value lies between lo and hi.
typedef enum gm_input_shape {
    GM_INPUT_PERT, // beta-PERT around value, the default
    GM_INPUT_UNIFORM,
    GM_INPUT_TRIANGULAR,
    GM_INPUT_NORMAL,
    GM_INPUT_LOGNORMAL
} gm_input_shape;

typedef enum gm_input_confidence {
    GM_INPUT_NOT_SAID,
    GM_INPUT_MEASURED,
    GM_INPUT_ANNOUNCED,
    GM_INPUT_ESTIMATE,
    GM_INPUT_UNVERIFIED,
    GM_INPUT_N_CONFIDENCES
} gm_input_confidence;

typedef struct gm_model_input {
    const char *path; // "plant.line.weld.time"; --set and scenarios take it
    gm_src src;
    double value; // SI
    bool has_range;
    double lo; // SI, lo <= value <= hi
    double hi;
    gm_input_shape shape;
    gm_dim dim;
    bool is_whole;      // values are rounded to whole numbers
    const char *unit;   // as written, "" for a pure number
    const char *source; // or NULL
    const char *note;   // or NULL
    gm_input_confidence confidence;
    int year; // 0: not said
} gm_model_input;

const char *gm_input_shape_text(gm_input_shape shape);
const char *gm_input_confidence_text(gm_input_confidence confidence); // "" for not said

#endif
