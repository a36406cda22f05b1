// SPDX-License-Identifier: MIT

#include "sequence/prove.h"

#include <string.h>

typedef struct proving {
    const gm_orders *orders;
    int32_t n;
    int32_t *left;    // by class
    int32_t *need;    // by rule: cars left with its option
    uint64_t *past;   // place x rule: what stands before the place
    int32_t *tried;   // by place: classes tried there
    int32_t *by_need; // classes, the hardest first
    int32_t *sequence;
} proving;

size_t gm_orders_proof_size(const gm_orders *orders, int32_t n)
{
    size_t rules = (size_t)orders->n_rules;
    return ((size_t)n + 1) * rules * sizeof(uint64_t) +
           (2 * (size_t)orders->n_classes + rules + (size_t)n + 1) * sizeof(int32_t);
}

static bool class_has(const proving *p, int32_t class_i, int32_t rule_i)
{
    return p->orders->has[class_i] >> p->orders->rules[rule_i].property & 1;
}

// How many cars with the option fit into the n places behind the past: set as early as they may.
// No other way holds more, as a later car only takes room from those behind it.
static int32_t fits(const gm_spacing *rule, uint64_t past, int32_t n)
{
    int32_t most = 0;
    for (int32_t k = 0; k < n; k++) {
        if (k >= rule->in && (past & gm_spacing_mask(rule)) != 0 && n - k >= rule->in) {
            // From here on every q places hold p.
            int32_t rounds = (n - k) / rule->in;
            most += rounds * rule->at_most;
            k += rounds * rule->in - 1;
            continue;
        }
        bool may = gm_spacing_over(rule, past, true) <= 0;
        most += may ? 1 : 0;
        past = past << 1 | (may ? 1 : 0);
    }
    return most;
}

// What is left fits behind place k.
static bool may_go_on(const proving *p, int32_t k)
{
    for (int32_t r = 0; r < p->orders->n_rules; r++) {
        uint64_t past = p->past[(ptrdiff_t)k * p->orders->n_rules + r];
        if (p->need[r] > fits(&p->orders->rules[r], past, p->n - k)) {
            return false;
        }
    }
    return true;
}

static bool may_stand(const proving *p, int32_t k, int32_t class_i)
{
    for (int32_t r = 0; r < p->orders->n_rules; r++) {
        uint64_t past = p->past[(ptrdiff_t)k * p->orders->n_rules + r];
        bool has = class_has(p, class_i, r);
        if (has && gm_spacing_over(&p->orders->rules[r], past, has) > 0) {
            return false;
        }
    }
    return true;
}

static void set(proving *p, int32_t k, int32_t class_i)
{
    int32_t n_rules = p->orders->n_rules;
    for (int32_t r = 0; r < n_rules; r++) {
        bool has = class_has(p, class_i, r);
        uint64_t past = p->past[(ptrdiff_t)k * n_rules + r];
        p->past[(ptrdiff_t)(k + 1) * n_rules + r] = past << 1 | (has ? 1 : 0);
        p->need[r] -= has ? 1 : 0;
    }
    p->left[class_i] -= 1;
    p->sequence[k] = class_i;
}

static void unset(proving *p, int32_t k)
{
    int32_t class_i = p->sequence[k];
    for (int32_t r = 0; r < p->orders->n_rules; r++) {
        p->need[r] += class_has(p, class_i, r) ? 1 : 0;
    }
    p->left[class_i] += 1;
}

// The share of the line that the options of a class keep busy at the start.
static double weight(const proving *p, int32_t class_i)
{
    double sum = 0.0;
    for (int32_t r = 0; r < p->orders->n_rules; r++) {
        const gm_spacing *rule = &p->orders->rules[r];
        if (class_has(p, class_i, r) && rule->at_most > 0) {
            sum += (double)p->need[r] * rule->in / rule->at_most;
        }
    }
    return sum;
}

static void sort_classes(proving *p)
{
    for (int32_t c = 0; c < p->orders->n_classes; c++) {
        int32_t at = c;
        while (at > 0 && weight(p, p->by_need[at - 1]) < weight(p, c)) {
            p->by_need[at] = p->by_need[at - 1];
            at -= 1;
        }
        p->by_need[at] = c;
    }
}

static proving begin(const gm_orders *orders, const int32_t *count, int32_t n, void *work,
                     int32_t *sequence)
{
    memset(work, 0, gm_orders_proof_size(orders, n));
    proving p = {.orders = orders, .n = n, .sequence = sequence, .past = work};
    p.left = (int32_t *)(p.past + ((ptrdiff_t)n + 1) * orders->n_rules);
    p.by_need = p.left + orders->n_classes;
    p.need = p.by_need + orders->n_classes;
    p.tried = p.need + orders->n_rules;
    for (int32_t c = 0; c < orders->n_classes; c++) {
        p.left[c] = count[c];
        for (int32_t r = 0; r < orders->n_rules; r++) {
            p.need[r] += class_has(&p, c, r) ? count[c] : 0;
        }
    }
    sort_classes(&p);
    return p;
}

// The next class to try at a place, from `tried` on. -1: none is left.
static int32_t next_try(proving *p, int32_t k)
{
    while (p->tried[k] < p->orders->n_classes) {
        int32_t class_i = p->by_need[p->tried[k]++];
        if (p->left[class_i] > 0 && may_stand(p, k, class_i)) {
            return class_i;
        }
    }
    return -1;
}

gm_proof gm_orders_prove(const gm_orders *orders, const int32_t *count, int32_t n,
                         int64_t nodes, void *work, int32_t *sequence)
{
    proving p = begin(orders, count, n, work, sequence);
    if (!may_go_on(&p, 0)) {
        return GM_PROOF_NONE;
    }
    int32_t k = 0;
    while (k < n) {
        int32_t class_i = next_try(&p, k);
        if (class_i >= 0) {
            if (nodes-- <= 0) {
                return GM_PROOF_NOT_KNOWN;
            }
            set(&p, k, class_i);
            if (may_go_on(&p, k + 1)) {
                k += 1;
                p.tried[k] = 0;
            } else {
                unset(&p, k);
            }
        } else if (k == 0) {
            return GM_PROOF_NONE;
        } else {
            k -= 1;
            unset(&p, k);
        }
    }
    return GM_PROOF_FOUND;
}
