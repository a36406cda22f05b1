// SPDX-License-Identifier: MIT
//
// The names of a model, to look them up and to offer the nearest when one is not there.

#ifndef GM_TWIN_NAMES_H
#define GM_TWIN_NAMES_H

#include "twin/build.h"

typedef struct gm_names {
    const char *what; // "station", "crew": for messages
    const char **words;
    int n;
    int n_more; // words behind them that are only offered as help
} gm_names;

typedef struct gm_name_sets {
    gm_build *build;
    gm_names steps;
    gm_names crews;     // crews, then skills
    int n_crews;        // how many of them are crews
    gm_names calendars; // in the order of the plant
    gm_names kinds;
    gm_names variants;       // variants of all kinds, then kinds, then `other`
    const gm_step_def *step; // whose references are resolved now
} gm_name_sets;

// The names of the plant of a model. Kinds and skills that are used without being declared are
// added to it first.
gm_name_sets gm_name_sets_collect(gm_build *build);

// An empty set with room for so many words, and a word into it; borrowed.
gm_names gm_names_make(gm_build *build, const char *what, int room);
void gm_names_add(gm_names *names, const char *word);

// Index of a word, or -1.
int gm_names_find(const gm_names *names, const char *word);

// Sets the index of a reference that has a name; a fault when the name is not known.
bool gm_names_resolve(gm_build *build, const gm_names *names, gm_ref *ref);

// Variants of the orders of a plan, whose kind is resolved: one, or a set of those that fit.
void gm_resolve_plan(const gm_name_sets *names, gm_source_def *def);

// Crews or skills of a piece of work.
void gm_names_resolve_crew(const gm_name_sets *names, const gm_crew_needs_def *needs);

// Rows by variant with one row for each variant that they mean: its own name goes before its
// kind, that before `other`, which stays one row with index -1.
const gm_variant_time *gm_expand_times(const gm_name_sets *names, const gm_variant_time *rows,
                                       int32_t *n);
const gm_route_row_def *gm_expand_routes(const gm_name_sets *names,
                                         const gm_route_row_def *rows, int32_t *n);

#endif
