// SPDX-License-Identifier: MIT

#include "twin/laid_orders.h"

#include <math.h>
#include <string.h>

bool gm_source_lays_out(const gm_plan *plan, int32_t source_i)
{
    return plan->sources[source_i].orders != NULL;
}

// n orders by shares, rounded by largest remainder (Hamilton).
static int32_t *counts_of(const double *shares, int32_t n_variants, int32_t n, gm_arena *arena)
{
    int32_t *count = GM_NEW(arena, int32_t, n_variants);
    double *rest = GM_NEW(arena, double, n_variants);
    int32_t left = n;
    for (int32_t v = 0; v < n_variants; v++) {
        count[v] = (int32_t)floor(shares[v] * n + 1e-9);
        rest[v] = shares[v] * n - count[v];
        left -= count[v];
    }
    for (; left > 0; left--) {
        int32_t best = 0;
        for (int32_t v = 1; v < n_variants; v++) {
            best = rest[v] > rest[best] + 1e-12 ? v : best;
        }
        count[best] += 1;
        rest[best] = -1.0;
    }
    return count;
}

static const char *const *names_of(const gm_plan *plan, const gm_source_plan *source,
                                   gm_arena *arena)
{
    const char **names = GM_NEW(arena, const char *, source->n_variants);
    for (int32_t v = 0; v < source->n_variants; v++) {
        names[v] = plan->variants[source->first_variant + v].name;
    }
    return names;
}

static const gm_laid_rule *rules_of(const gm_laid_orders *laid, const gm_source_def *def,
                                    gm_arena *arena)
{
    const gm_orders *orders = laid->orders;
    gm_laid_rule *rules = GM_NEW(arena, gm_laid_rule, orders->n_rules);
    for (int32_t r = 0; r < orders->n_rules; r++) {
        rules[r].rule = orders->rules[r];
        rules[r].name = def->sequence.rules[r].option.name;
        for (int32_t k = 0; k < laid->n; k++) {
            bool has = orders->has[laid->sequence[k]] >> orders->rules[r].property & 1;
            rules[r].n += has;
            gm_spacing_pass(&orders->rules[r], &rules[r].tally, has);
        }
        rules[r].room = gm_spacing_room(&orders->rules[r], laid->n);
        rules[r].least = gm_spacing_least(&orders->rules[r], laid->n, rules[r].n);
    }
    return rules;
}

// Every family comes, the first without a change.
static int64_t least_changes(const gm_laid_orders *laid, gm_arena *arena)
{
    const gm_orders *orders = laid->orders;
    int32_t n_colours = 0;
    for (int32_t v = 0; v < orders->n_classes; v++) {
        n_colours = orders->colour[v] >= n_colours ? orders->colour[v] + 1 : n_colours;
    }
    int64_t *cars = GM_NEW(arena, int64_t, n_colours);
    for (int32_t v = 0; v < orders->n_classes; v++) {
        cars[orders->colour[v]] += laid->count[v];
    }
    int64_t blocks = 0;
    for (int32_t c = 0; c < n_colours; c++) {
        blocks += cars[c] > 0 ? 1 : 0;
    }
    return blocks > 0 ? blocks - 1 : 0;
}

static void measure(gm_laid_orders *laid, int64_t nodes, gm_arena *arena)
{
    const gm_orders *orders = laid->orders;
    int32_t *used = GM_NEW(arena, int32_t, laid->n_variants);
    int32_t *other = GM_NEW(arena, int32_t, laid->n);
    uint64_t none[GM_MOST_RULES] = {0};
    gm_orders_past past = {none, -1, 0, NULL};
    laid->changes = gm_orders_cost_of(orders, &past, laid->sequence, laid->n).changes;
    laid->least_changes = least_changes(laid, arena);
    laid->even =
        gm_level_measure_of(laid->n_variants, laid->count, laid->n, laid->sequence, used);
    gm_level_by_due(laid->n_variants, laid->count, laid->n, used, other);
    laid->most_even = gm_level_measure_of(laid->n_variants, laid->count, laid->n, other, used);
    void *work = gm_arena_alloc(arena, gm_orders_proof_size(orders, laid->n), 8);
    laid->proof = gm_orders_prove(orders, laid->count, laid->n, nodes, work, other);
}

gm_laid_orders gm_laid_orders_of(const gm_plan *plan, int32_t source_i, uint32_t seed,
                                 int64_t nodes, gm_arena *arena)
{
    const gm_source_plan *source = &plan->sources[source_i];
    const gm_orders *orders = source->orders;
    gm_laid_orders laid = {.source = source->def->name,
                           .orders = orders,
                           .n = source->def->sequence.over,
                           .n_variants = source->n_variants,
                           .names = names_of(plan, source, arena),
                           .n_rules = orders->n_rules};
    laid.count = counts_of(source->shares, source->n_variants, laid.n, arena);
    int32_t *sequence = GM_NEW(arena, int32_t, laid.n);
    uint64_t none[GM_MOST_RULES] = {0};
    gm_stream stream;
    gm_orders_past past = {none, -1, 0, &stream};
    gm_stream_init(&stream, seed, 0, source->def->name, "sequence");
    void *work = gm_arena_alloc(arena, gm_orders_work_size(orders), 8);
    gm_orders_lay(orders, laid.count, laid.n, &past, work, sequence);
    laid.sequence = sequence;
    for (int32_t g = 0; g < orders->n_goals; g++) {
        laid.keeps_blocks |= orders->goals[g] == GM_GOAL_BLOCKS;
    }
    laid.rules = rules_of(&laid, source->def, arena);
    measure(&laid, nodes, arena);
    return laid;
}
