// SPDX-License-Identifier: MIT
//
// The orders of a source: what they leave open, and how they are laid out.

#include "plant/wire.h"

#include <string.h>

static double sum_of(const double *x, int32_t n)
{
    double sum = 0.0;
    for (int32_t i = 0; i < n; i++) {
        sum += x[i];
    }
    return sum;
}

// By the mix of the source; of variants that it does not make by the shares of their options.
static gm_order_set set_of(gm_wire *w, const gm_source_plan *source, const gm_kind_def *kind,
                           const gm_order_set_def *def)
{
    double *shares = GM_NEW(w->arena, double, def->n);
    double *values = GM_NEW(w->arena, double, def->n);
    double *cumulative = GM_NEW(w->arena, double, def->n);
    for (int32_t i = 0; i < def->n; i++) {
        values[i] = i;
        shares[i] = source->shares[def->variants[i]];
    }
    bool is_made = sum_of(shares, def->n) > 0.0;
    for (int32_t i = 0; i < def->n && !is_made; i++) {
        shares[i] = kind->variants[def->variants[i]].base_share;
    }
    double sum = sum_of(shares, def->n);
    for (int32_t i = 0; i < def->n; i++) {
        shares[i] /= sum;
        cumulative[i] = shares[i];
    }
    gm_dist_cumulate(cumulative, (size_t)def->n);
    return (gm_order_set){
        .n = def->n,
        .variants = def->variants,
        .shares = shares,
        .mix = gm_dist_empirical(values, cumulative, (uint32_t)def->n),
    };
}

static void set_sets(gm_wire *w, gm_source_plan *source, const gm_kind_def *kind)
{
    const gm_source_def *def = source->def;
    gm_order_set *sets = GM_NEW(w->arena, gm_order_set, def->n_sets);
    for (int32_t i = 0; i < def->n_sets; i++) {
        sets[i] = set_of(w, source, kind, &def->sets[i]);
        sets[i].first = source->n_in_sets;
        source->n_in_sets += sets[i].n;
    }
    source->sets = sets;
}

// Those of `over:`, or of the period of a plan that has the most.
static int32_t most_together(const gm_source_def *def)
{
    int64_t most = 0;
    int64_t n = 0;
    for (int32_t i = 0; i < def->n_plan && gm_source_has_orders(def); i++) {
        n = (def->plan[i].begins ? 0 : n) + def->plan[i].count;
        most = n > most ? n : most;
    }
    // What is more was told, and is never run.
    most = most < INT32_MAX ? most : INT32_MAX;
    return gm_source_has_orders(def) ? (int32_t)most : def->sequence.over;
}

static void set_laying(gm_wire *w, gm_source_plan *source, const gm_kind_def *kind)
{
    const gm_sequence_def *def = &source->def->sequence;
    gm_orders *orders = GM_NEW(w->arena, gm_orders, 1);
    uint64_t *has = GM_NEW(w->arena, uint64_t, kind->n_variants);
    int32_t *colour = GM_NEW(w->arena, int32_t, kind->n_variants);
    gm_spacing *rules = GM_NEW(w->arena, gm_spacing, def->n_rules);
    for (int32_t v = 0; v < kind->n_variants; v++) {
        has[v] = kind->variants[v].has;
        colour[v] = w->plan->variants[source->first_variant + v].family_i;
    }
    for (int32_t r = 0; r < def->n_rules; r++) {
        rules[r] =
            (gm_spacing){def->rules[r].option.i, def->rules[r].at_most, def->rules[r].in};
    }
    *orders = (gm_orders){
        .n_classes = kind->n_variants,
        .n_properties = kind->n_properties,
        .has = has,
        .colour = colour,
        .n_rules = def->n_rules,
        .rules = rules,
        .n_goals = def->n_goals,
        .most_block = def->most_block,
        .trials = def->trials,
    };
    memcpy(orders->goals, def->goals, (size_t)def->n_goals * sizeof *def->goals);
    source->orders = orders;
    source->most_orders = most_together(source->def);
}

void gm_wire_orders(gm_wire *w, gm_source_plan *source)
{
    const gm_kind_def *kind = &w->def->kinds[gm_wire_kind(w, source->def->kind)];
    const gm_sequence_def *sequence = &source->def->sequence;
    if (source->n_variants == 1) {
        return;
    }
    set_sets(w, source, kind);
    if (sequence->is_given && sequence->n_goals > 0) {
        set_laying(w, source, kind);
    }
}
