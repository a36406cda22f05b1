// SPDX-License-Identifier: MIT
//
// Quantities as people write them, to SI doubles and back, from one table of units.
//
// d = 24 h, wk = 7 d, mo = 365/12 d, yr = 365 d. `C` is a charge rate (1/h), not coulomb. `%` is
// 0.01. Counted things (cars, cells, people ..) share one dimension; their noun is kept. Money
// is one dimension per currency: nothing converts between them.
//
// `25 degC` alone is a temperature, 298.15 K; inside an expression (`W/degC`) and for differences a degree
// is a kelvin. A difference is written in K: 10 degC is never one.

#ifndef GM_CORE_UNITS_H
#define GM_CORE_UNITS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef enum gm_axis {
    GM_AXIS_TIME,        // s
    GM_AXIS_LENGTH,      // m
    GM_AXIS_MASS,        // kg
    GM_AXIS_CURRENT,     // A
    GM_AXIS_TEMPERATURE, // K
    GM_AXIS_AMOUNT,      // mol
    GM_AXIS_COUNT,       // things
    GM_AXIS_CNY,
    GM_AXIS_USD,
    GM_AXIS_EUR,
    GM_AXIS_JPY,
    GM_AXIS_COUNT_OF
} gm_axis;

// Exponents over the axes; zero is a pure number. A rate constant of a cell has halves, A m2.5/mol1.5:
// its power is power[i] and, where bit i of halves is set, a half more.
typedef struct gm_dim {
    int8_t power[GM_AXIS_COUNT_OF];
    uint16_t halves;
} gm_dim;

typedef struct gm_quantity {
    double value; // SI
    gm_dim dim;
    bool bare;            // a number without any unit
    const char *noun;     // counted thing above the line, plural, static; or NULL
    const char *per_noun; // counted thing below the line; or NULL
    char unit[48];        // unit as written, cut when longer
} gm_quantity;

#define GM_UNIT_ERROR_BYTES 256

// Reads "52 s", "12 kWh/100 km", "25 degC", "0.5". False with a sentence in error that says
// what is wrong and how to write it.
bool gm_quantity_parse(const char *text, gm_quantity *out, char error[GM_UNIT_ERROR_BYTES]);

// The same, and the dimension must be that of the unit expression `like` ("s", "cars/yr"; ""
// for a pure number). A bare number passes where things are counted ("5" for "5 cars", "60 /h"
// for "60 cars/h").
bool gm_quantity_parse_as(const char *text, const char *like, gm_quantity *out,
                          char error[GM_UNIT_ERROR_BYTES]);

// The SI value of one of a unit expression and its dimension; false when it is not known.
// Offsets (degC) do not count here.
bool gm_unit_find(const char *unit, double *si, gm_dim *dim);

bool gm_dim_equal(gm_dim a, gm_dim b);
bool gm_dim_is_number(gm_dim dim);

// "a time", "an energy", "a number", or "a quantity in kg m2/s3" into buf when it has no name.
// like is a unit of it or NULL: it tells an energy per length from a force.
const char *gm_dim_text(gm_dim dim, const char *like, char *buf, size_t size);

// How to write such a quantity: "`52 s`, `4 h`"; from the unit when the dimension is not common.
const char *gm_dim_examples(gm_dim dim, const char *like, char *buf, size_t size);

// Formats an SI value with its unit to at most 6 figures: "90 s", "4 h", "12.5 kWh". unit NULL
// chooses a readable one for the dimension; else it is a unit expression of that dimension.
const char *gm_quantity_format(double si, gm_dim dim, const char *unit, char *buf, size_t size);

#endif
