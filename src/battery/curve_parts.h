// SPDX-License-Identifier: MIT
//
// What the readers of curves share: a model file and Battery Parameter eXchange write formulas and tables
// alike.

#ifndef GM_BATTERY_CURVE_PARTS_H
#define GM_BATTERY_CURVE_PARTS_H

#include "battery/curve_def.h"

// The quantity that a curve is of.
typedef struct gm_curve_kind {
    const char *unit;
    const char *x_unit;
    double x_most;   // 0: no bound
    unsigned bounds; // of a number, against 0
} gm_curve_kind;

extern const gm_curve_kind gm_curve_of_ocp;
extern const gm_curve_kind gm_curve_of_entropy;
extern const gm_curve_kind gm_curve_of_solid_diffusivity;
extern const gm_curve_kind gm_curve_of_salt_diffusivity;
extern const gm_curve_kind gm_curve_of_salt_conductivity;

// A formula of x, the text of a scalar; x_si and y_si are set already. False after a fault at its place.
bool gm_curve_read_formula(gm_reader *reader, const gm_node *node, gm_curve_def *out);

// Pairs [[x, y], ..] or columns {x: [..], y: [..]}, of numbers in x_si and y_si or with units of their own.
bool gm_curve_read_points(gm_reader *reader, const gm_node *node, const gm_curve_kind *of,
                          gm_curve_def *out);

// Any of them, or a number with its unit, as a model file writes it.
bool gm_curve_read(gm_reader *reader, const gm_node *node, const gm_curve_kind *of,
                   gm_curve_def *out);

#endif
