// SPDX-License-Identifier: MIT
//
// The orders of a source laid out on paper: as many of each variant as its shares ask for, in the
// sequence that the source would give them, held against what can be had at best.

#ifndef GM_TWIN_LAID_ORDERS_H
#define GM_TWIN_LAID_ORDERS_H

#include "sequence/level.h"
#include "sequence/prove.h"

#include "plant/plan.h"

typedef struct gm_laid_rule {
    const char *name;
    gm_spacing rule;
    int64_t n;     // orders with the option
    int64_t room;  // so many fit without a breach
    int64_t least; // windows that must break, by this rule alone
    gm_spacing_tally tally;
} gm_laid_rule;

typedef struct gm_laid_orders {
    const char *source;
    const gm_orders *orders;
    int32_t n;
    int32_t n_variants;
    const char *const *names; // by variant
    const int32_t *count;
    const int32_t *sequence; // variants
    int32_t n_rules;
    const gm_laid_rule *rules;
    gm_proof proof;    // whether every rule can be kept at once
    bool keeps_blocks; // parts have families, and blocks of them are a goal
    int64_t changes;   // of family
    int64_t least_changes;
    gm_level_measure even; // of variants
    gm_level_measure most_even;
} gm_laid_orders;

// Whether a source lays orders out.
bool gm_source_lays_out(const gm_plan *plan, int32_t source_i);

// Of such a source. nodes: effort of the proof. Everything is in the arena, names are the plan's.
gm_laid_orders gm_laid_orders_of(const gm_plan *plan, int32_t source_i, uint32_t seed,
                                 int64_t nodes, gm_arena *arena);

#endif
