// SPDX-License-Identifier: MIT
//
// What rules may read: things of the plant, and the figures that each of them has.

#ifndef GM_TWIN_RULE_THINGS_H
#define GM_TWIN_RULE_THINGS_H

#include "twin/rule_scope.h"

typedef struct gm_rule_figure {
    const char *word;
    const char *unit;
    gm_reading_of of;
    unsigned steps; // kinds of steps that have it, as bits; 0 where it is of no step
    unsigned uses;  // rules that may read it, as bits; 0: all
} gm_rule_figure;

// A thing that rules may read.
typedef struct gm_rule_thing {
    const gm_rule_figure *figures;
    int n_figures;
    int32_t i;
    const gm_step_def *step; // NULL: it is none
} gm_rule_thing;

// The thing of a name, `part` and `plant` among them. False: there is none.
bool gm_rule_find_thing(const gm_rule_place_of *place, const char *name, gm_rule_thing *out);

// A figure of a thing; one that stands alone (`now`). NULL: there is none.
const gm_rule_figure *gm_rule_figure_of(const gm_rule_thing *t, const char *word);
const gm_rule_figure *gm_rule_bare_figure(const char *word);

// Some step has a figure of this name.
bool gm_rule_is_step_figure(const char *word);

// The thing is `part`, and that is one of its words: what `is` asks for.
bool gm_rule_is_part_word(const gm_rule_thing *t, const char *word);

// Where the rule stands, may it read this? A fault if not.
bool gm_rule_may_read(const gm_rule_place_of *place, gm_src src, const gm_rule_figure *f);

// Faults, with what there is. All return false.
bool gm_rule_scope_fault(const gm_rule_place_of *place, gm_src src, const char *text);
bool gm_rule_unknown_thing(const gm_rule_place_of *place, gm_src src, const char *name);
bool gm_rule_unknown_figure(const gm_rule_place_of *place, gm_src src, const gm_rule_thing *t,
                            const char *object, const char *word);

#endif
