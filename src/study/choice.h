// SPDX-License-Identifier: MIT
//
// What may be chosen in a model: a setting, the values that it may have, and what each costs.

#ifndef GM_STUDY_CHOICE_H
#define GM_STUDY_CHOICE_H

#include "core/arena.h"
#include "core/units.h"
#include "twin/twin.h"

#include <stdbool.h>

#define GM_MOST_VALUES 1000

typedef struct gm_choice {
    const char *path; // as `--set` takes it: "plant.weld.machines"
    int32_t n;
    const char *const
        *values;         // as a model file writes them, in the order in which they are given
    const double *costs; // SI, of each value
    bool is_place;       // a value more is a place more
    int32_t least;       // is_place: places of the first value
} gm_choice;

typedef struct gm_choice_list {
    int32_t n;
    const gm_choice *items;
} gm_choice_list;

// Reads "PATH=VALUES": "1..3", "60 s..50 s step 1 s", "2, 4, 8". Costs are 0. False with a
// sentence in why. In the arena.
bool gm_choice_read(const char *text, gm_arena *arena, gm_choice *out, char why[256]);

// Reads what a choice costs: an amount for each value, or a single one that each value costs more
// than the one before it, the first being free. *unit: "" or as written first; amounts of all
// choices are in one currency, whose dimension is *dim once a unit is known.
bool gm_choice_read_costs(const char *amounts, gm_arena *arena, gm_choice *choice,
                          const char **unit, gm_dim *dim, char why[256]);

// The places of a plant: of every buffer that has an end, and of every queue of a station that says
// how many it holds, but for those that a source without end keeps full and those in lanes; of each
// at least as many as gm_places_least() says. names:
// "rack, store", only these; NULL: all. `places` in all are to be given to them. False with a
// sentence in why.
bool gm_choice_places(const gm_twin *twin, const char *names, int32_t places, gm_arena *arena,
                      gm_choice_list *out, char why[256]);

// Which of its values a model has written, whose tree is root; -1: another one or none. Takes scratch
// from the arena.
int32_t gm_choice_written(const gm_choice *choice, const gm_node *root, gm_arena *arena);

// "plant.weld.machines=2", in the arena.
const char *gm_choice_set(const gm_choice *choice, int32_t value_i, gm_arena *arena);

#endif
