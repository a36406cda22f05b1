// SPDX-License-Identifier: MIT

#include "sequence/orders.h"

#include "sequence/level.h"

#include <math.h>
#include <string.h>

#define SAME 1e-9 // distances that differ by less are the same

// What is left to lay out, and what has been.
typedef struct laying {
    const gm_orders *orders;
    gm_orders_past *past;
    const int32_t *count; // by class, of all
    int32_t *left;        // by class
    int32_t *need;        // by rule: cars left with its option
    int32_t *total;       // by property, of all
    int32_t *used;        // by property
    int32_t n;            // cars of all
    int32_t k;            // laid out
} laying;

size_t gm_orders_work_size(const gm_orders *orders)
{
    size_t ints =
        (size_t)orders->n_classes + (size_t)orders->n_rules + 2 * (size_t)orders->n_properties;
    return ints * sizeof(int32_t);
}

static bool class_has(const gm_orders *orders, int32_t class_i, const gm_spacing *rule)
{
    return orders->has[class_i] >> rule->property & 1;
}

static laying begin(const gm_orders *orders, const int32_t *count, int32_t n,
                    gm_orders_past *past, void *work)
{
    int32_t *ints = work;
    laying l = {.orders = orders, .past = past, .count = count, .n = n};
    memset(ints, 0, gm_orders_work_size(orders));
    l.left = ints;
    l.need = l.left + orders->n_classes;
    l.total = l.need + orders->n_rules;
    l.used = l.total + orders->n_properties;
    for (int32_t c = 0; c < orders->n_classes; c++) {
        l.left[c] = count[c];
        for (int32_t r = 0; r < orders->n_rules; r++) {
            l.need[r] += class_has(orders, c, &orders->rules[r]) ? count[c] : 0;
        }
        for (int32_t p = 0; p < orders->n_properties; p++) {
            l.total[p] += (int32_t)(orders->has[c] >> p & 1) * count[c];
        }
    }
    return l;
}

// ---- what a car of a class would cost as the next one

static double new_windows(const laying *l, int32_t class_i)
{
    double n = 0.0;
    for (int32_t r = 0; r < l->orders->n_rules; r++) {
        const gm_spacing *rule = &l->orders->rules[r];
        bool has = class_has(l->orders, class_i, rule);
        n += gm_spacing_over(rule, l->past->spacing[r], has) > 0 ? 1.0 : 0.0;
    }
    return n;
}

static bool others_wait(const laying *l, int32_t colour)
{
    for (int32_t c = 0; c < l->orders->n_classes; c++) {
        if (l->left[c] > 0 && l->orders->colour[c] != colour) {
            return true;
        }
    }
    return false;
}

static int32_t waiting(const laying *l, int32_t colour)
{
    int32_t n = 0;
    for (int32_t c = 0; c < l->orders->n_classes; c++) {
        n += l->orders->colour[c] == colour ? l->left[c] : 0;
    }
    return n;
}

// 0 for a car that goes on with the block; else a new colour, that of the most cars first.
static double block_cost(const laying *l, int32_t class_i)
{
    const gm_orders *orders = l->orders;
    if (!orders->colour) {
        return 0.0;
    }
    int32_t colour = orders->colour[class_i];
    bool same = colour == l->past->colour;
    bool is_full = l->past->block >= orders->most_block;
    if (same && !(is_full && others_wait(l, colour))) {
        return 0.0;
    }
    return same ? 2.0 + l->n : 2.0 - (double)waiting(l, colour) / (l->n + 1.0);
}

static double cost_by(const laying *l, gm_goal goal, int32_t class_i)
{
    switch (goal) {
    case GM_GOAL_SPACING:
        return new_windows(l, class_i);
    case GM_GOAL_LEVEL:
        return gm_level_distance(l->orders->n_properties, l->total, l->used,
                                 l->orders->has[class_i], l->k + 1.0, l->n);
    case GM_GOAL_EVEN:
        return gm_level_due(l->count[class_i] - l->left[class_i], l->count[class_i], l->n);
    case GM_GOAL_BLOCKS:
        return block_cost(l, class_i);
    }
    return 0.0;
}

// Dynamic sum of utilisation rates (Gottlieb, Puchta and Solnon 2003): how much the places left
// are filled by the cars left, over the options of the class. The most needed goes first.
static double utilisation(const laying *l, int32_t class_i)
{
    double sum = 0.0;
    for (int32_t r = 0; r < l->orders->n_rules; r++) {
        const gm_spacing *rule = &l->orders->rules[r];
        if (class_has(l->orders, class_i, rule) && rule->at_most > 0) {
            sum += (double)l->need[r] * rule->in / ((double)rule->at_most * (l->n - l->k));
        }
    }
    return sum;
}

// < 0: class a goes before b.
static double compare(const laying *l, int32_t a, int32_t b)
{
    for (int32_t g = 0; g < l->orders->n_goals; g++) {
        double by = cost_by(l, l->orders->goals[g], a) - cost_by(l, l->orders->goals[g], b);
        if (fabs(by) > SAME) {
            return by;
        }
    }
    double by = utilisation(l, b) - utilisation(l, a);
    return fabs(by) > SAME ? by : (double)(l->left[b] - l->left[a]);
}

static void put(laying *l, int32_t class_i)
{
    const gm_orders *orders = l->orders;
    for (int32_t r = 0; r < orders->n_rules; r++) {
        bool has = class_has(orders, class_i, &orders->rules[r]);
        l->past->spacing[r] = l->past->spacing[r] << 1 | (has ? 1 : 0);
        l->need[r] -= has ? 1 : 0;
    }
    for (int32_t p = 0; p < orders->n_properties; p++) {
        l->used[p] += (int32_t)(orders->has[class_i] >> p & 1);
    }
    if (orders->colour) {
        bool same = orders->colour[class_i] == l->past->colour;
        l->past->block = same ? l->past->block + 1 : 1;
        l->past->colour = orders->colour[class_i];
    }
    l->left[class_i] -= 1;
    l->k += 1;
}

static bool has_goal(const gm_orders *orders, gm_goal goal)
{
    for (int32_t g = 0; g < orders->n_goals; g++) {
        if (orders->goals[g] == goal) {
            return true;
        }
    }
    return false;
}

// The past behind a sequence that was changed.
static void follow(const gm_orders *orders, gm_orders_past *past, const int32_t *sequence,
                   int32_t n)
{
    for (int32_t k = 0; k < n; k++) {
        for (int32_t r = 0; r < orders->n_rules; r++) {
            bool has = class_has(orders, sequence[k], &orders->rules[r]);
            past->spacing[r] = past->spacing[r] << 1 | (has ? 1 : 0);
        }
        if (orders->colour) {
            bool same = orders->colour[sequence[k]] == past->colour;
            past->block = same ? past->block + 1 : 1;
            past->colour = orders->colour[sequence[k]];
        }
    }
}

static int32_t next_class(const laying *l)
{
    int32_t best = -1;
    for (int32_t c = 0; c < l->orders->n_classes; c++) {
        if (l->left[c] > 0 && (best < 0 || compare(l, c, best) < 0.0)) {
            best = c;
        }
    }
    return best;
}

void gm_orders_lay(const gm_orders *orders, const int32_t *count, int32_t n,
                   gm_orders_past *past, void *work, int32_t *sequence)
{
    uint64_t before[GM_MOST_RULES] = {0};
    gm_orders_past start = {before, past->colour, past->block, past->stream};
    memcpy(before, past->spacing, (size_t)orders->n_rules * sizeof *before);
    laying l = begin(orders, count, n, past, work);
    for (int32_t k = 0; k < n; k++) {
        sequence[k] = next_class(&l);
        put(&l, sequence[k]);
    }
    bool first = orders->n_goals > 0 && orders->goals[0] == GM_GOAL_SPACING;
    if (first && orders->trials > 0) {
        bool levels = has_goal(orders, GM_GOAL_LEVEL) || has_goal(orders, GM_GOAL_EVEN);
        gm_orders_improve(orders, &start, levels, sequence, n);
        memcpy(past->spacing, before, (size_t)orders->n_rules * sizeof *before);
        past->colour = start.colour;
        past->block = start.block;
        follow(orders, past, sequence, n);
    }
}

gm_orders_cost gm_orders_cost_of(const gm_orders *orders, const gm_orders_past *past,
                                 const int32_t *sequence, int32_t n)
{
    gm_orders_cost cost = {0};
    for (int32_t r = 0; r < orders->n_rules; r++) {
        uint64_t seen = past->spacing[r];
        for (int32_t k = 0; k < n; k++) {
            bool has = class_has(orders, sequence[k], &orders->rules[r]);
            cost.windows += gm_spacing_over(&orders->rules[r], seen, has) > 0;
            seen = seen << 1 | (has ? 1 : 0);
        }
    }
    for (int32_t k = 0; k < n && orders->colour; k++) {
        int32_t before = k > 0 ? orders->colour[sequence[k - 1]] : past->colour;
        cost.changes += before >= 0 && before != orders->colour[sequence[k]];
    }
    return cost;
}
