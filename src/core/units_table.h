// SPDX-License-Identifier: MIT
//
// The tables behind core/units: units, counted things, names of dimensions, usual mistakes.

#ifndef GM_CORE_UNITS_TABLE_H
#define GM_CORE_UNITS_TABLE_H

#include "core/units.h"

typedef struct gm_unit {
    const char *name;
    double si; // SI value of one
    gm_dim dim;
} gm_unit;

typedef struct gm_noun {
    const char *one;
    const char *many;
} gm_noun;

typedef struct gm_dim_name {
    gm_dim dim;
    const char *name;     // "a time"
    const char *examples; // "`52 s`, `4 h`"
} gm_dim_name;

// A readable unit for SI magnitudes from `from` on; rows of a dimension stand in rising order.
typedef struct gm_unit_choice {
    gm_dim dim;
    double from;
    const char *unit;
} gm_unit_choice;

typedef struct gm_unit_mistake {
    const char *wrong;
    const char *right;
} gm_unit_mistake;

// What one of a unit expression is worth.
typedef struct gm_unit_value {
    double si;
    gm_dim dim;
    const char *noun;     // of a counted thing above the line, or NULL
    const char *per_noun; // of one below the line, or NULL
} gm_unit_value;

// Reads a whole unit expression; "" is a pure number. False with a sentence in error, which must
// be "" before.
bool gm_unit_parse(const char *unit, gm_unit_value *out, char error[GM_UNIT_ERROR_BYTES]);

// The number at the start of a quantity; *end is where it stopped. False with a sentence in error
// that says how to write it: separators, decimal commas, `1:30`, several numbers.
bool gm_unit_number(const char *text, const char **end, double *value,
                    char error[GM_UNIT_ERROR_BYTES]);

// The unit that was probably meant, of dimension dim unless that is NULL; or NULL.
const char *gm_unit_suggest(const char *name, const gm_dim *dim);

extern const gm_unit gm_units[];
extern const int gm_n_units;
extern const gm_noun gm_nouns[];
extern const int gm_n_nouns;
extern const gm_dim_name gm_dim_names[];
extern const int gm_n_dim_names;
extern const gm_unit_choice gm_unit_choices[];
extern const int gm_n_unit_choices;
extern const gm_unit_mistake gm_unit_mistakes[];
extern const int gm_n_unit_mistakes;

#endif
