// SPDX-License-Identifier: MIT
//
// What the names in a rule mean, by where the rule stands.

#ifndef GM_TWIN_RULE_SCOPE_H
#define GM_TWIN_RULE_SCOPE_H

#include "twin/names.h"

typedef enum gm_rule_use {
    GM_RULE_FOR_ORDER,
    GM_RULE_FOR_CHOICE,
    GM_RULE_FOR_RELEASE,
} gm_rule_use;

typedef struct gm_rule_place {
    const gm_name_sets *names;
    gm_rule_use use;
    const gm_step_def *step;   // in which it stands
    const gm_route_def *route; // with GM_RULE_FOR_CHOICE
    GM_ARRAY(gm_reading) readings;
} gm_rule_place_of;

// The scope of a rule at a place, which gathers what the rule reads. Both live in the arena.
gm_rule_scope gm_rule_scope_create(gm_rule_place_of *place);

// Gives a rule its code and its readings; nothing where none is written. Faults go to the diag.
void gm_rule_resolve(const gm_name_sets *names, gm_rule_use use, const gm_step_def *step,
                     const gm_route_def *route, gm_rule_def *rule);

#endif
