// SPDX-License-Identifier: MIT
//
// The orders of a source laid out on paper: as many of each variant as its shares ask for, or those
// of each period of its plan, in the sequence that the source would give them, held against what
// can be had at best.

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

// Orders that are laid out together.
typedef struct gm_laid_period {
    double from_s; // of a plan: when they come
    int32_t first; // in the sequence
    int32_t n;
    int32_t row; // of the plan: the first, and the end
    int32_t row_end;
    int64_t windows;       // broken, with what lies before
    gm_level_measure even; // of variants
    gm_level_measure most_even;
} gm_laid_period;

// How evenly a property is used, within each period.
typedef struct gm_laid_use {
    const char *name;
    gm_level_use use; // the largest of all periods, and the mean over all orders
} gm_laid_use;

typedef struct gm_laid_orders {
    const char *source;
    const gm_orders *orders;
    int32_t n;
    int32_t n_variants;
    const char *const *names; // by variant
    const int32_t *count;
    const int32_t *sequence; // variants
    bool has_plan;           // its orders come from a plan
    int32_t n_periods;       // 1 without a plan
    const gm_laid_period *periods;
    int32_t n_rules;
    const gm_laid_rule *rules;
    int32_t n_uses; // properties of the kind; those that all or none have left out
    const gm_laid_use *uses;
    gm_proof proof;        // whether every rule can be kept at once; of several periods in each
    bool keeps_blocks;     // parts have families, and blocks of them are a goal
    int64_t changes;       // of family
    int64_t least_changes; // of all orders in any sequence
    gm_level_measure even; // of variants: sums, and the largest deviation, of the periods
    gm_level_measure most_even;
} gm_laid_orders;

// Whether a source lays orders out.
bool gm_source_lays_out(const gm_plan *plan, int32_t source_i);

// Of such a source. nodes: effort of the proof. Everything is in the arena, names are the plan's.
gm_laid_orders gm_laid_orders_of(const gm_plan *plan, int32_t source_i, uint32_t seed,
                                 int64_t nodes, gm_arena *arena);

#endif
