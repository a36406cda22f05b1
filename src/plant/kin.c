// SPDX-License-Identifier: MIT

#include "plant/kin.h"

#include "plant/machine.h"

#include <string.h>

#define CHAINS_AT_FIRST 1024

// ---- chains by identity and store: open addressing, at most half full

// Knuth 1998, section 6.4: the factor is 2^64 divided by the golden ratio.
static uint32_t home_of(const gm_kin *kin, uint32_t identity, int32_t store_i)
{
    uint64_t key = (uint64_t)identity << 32 | (uint32_t)store_i;
    return (uint32_t)(key * UINT64_C(0x9e3779b97f4a7c15) >> 32) & (kin->capacity - 1);
}

// The place of a chain, or the free place where it would be.
static gm_kin_chain *place_of(const gm_kin *kin, uint32_t identity, int32_t store_i)
{
    uint32_t i = home_of(kin, identity, store_i);
    while (kin->chains[i].identity &&
           (kin->chains[i].identity != identity || kin->chains[i].store_i != store_i)) {
        i = (i + 1) & (kin->capacity - 1);
    }
    return &kin->chains[i];
}

static const gm_kin_chain *find(const gm_run *run, uint32_t identity, int32_t store_i)
{
    if (run->kin.capacity == 0) {
        return NULL;
    }
    const gm_kin_chain *chain = place_of(&run->kin, identity, store_i);
    return chain->identity ? chain : NULL;
}

static void grow(gm_kin *kin)
{
    gm_kin old = *kin;
    kin->capacity = old.capacity > 0 ? 2 * old.capacity : CHAINS_AT_FIRST;
    size_t bytes = (size_t)kin->capacity * sizeof *kin->chains;
    kin->chains = gm_hook_alloc(bytes);
    memset(kin->chains, 0, bytes);
    for (uint32_t i = 0; i < old.capacity; i++) {
        if (old.chains[i].identity) {
            *place_of(kin, old.chains[i].identity, old.chains[i].store_i) = old.chains[i];
        }
    }
    gm_hook_free(old.chains);
}

// Frees the place of a chain. Those behind it that are not at home move up.
static void drop(gm_kin *kin, gm_kin_chain *chain)
{
    uint32_t mask = kin->capacity - 1;
    uint32_t hole = (uint32_t)(chain - kin->chains);
    uint32_t i = hole;
    for (;;) {
        i = (i + 1) & mask;
        const gm_kin_chain *at = &kin->chains[i];
        if (!at->identity) {
            break;
        }
        uint32_t home = home_of(kin, at->identity, at->store_i);
        if (((i - home) & mask) >= ((i - hole) & mask)) {
            kin->chains[hole] = *at;
            hole = i;
        }
    }
    kin->chains[hole] = (gm_kin_chain){0};
    kin->n -= 1;
}

// What the parts of a chain in a store have in common; never 0.
static uint32_t key_of(const gm_run *run, int32_t store_i, uint32_t part)
{
    const gm_part *p = &run->parts[part];
    switch (run->plan->stores[store_i].same) {
    case GM_SAME_VARIANT:
        return (uint32_t)run->plan->variants[p->variant].name_i + 1;
    case GM_SAME_GRADE:
        return (uint32_t)p->grade + 1;
    case GM_SAME_PARENT:
    case GM_SAME_NOTHING:
        break;
    }
    return p->identity;
}

void gm_kin_clear(gm_run *run)
{
    if (run->kin.n > 0) {
        memset(run->kin.chains, 0, (size_t)run->kin.capacity * sizeof *run->kin.chains);
    }
    run->kin.n = 0;
}

void gm_kin_fini(gm_run *run)
{
    gm_hook_free(run->kin.chains);
}

uint32_t gm_kin_first(const gm_run *run, int32_t store_i, uint32_t identity)
{
    const gm_kin_chain *chain = find(run, identity, store_i);
    return chain ? chain->head : 0;
}

// ---- families

static bool is_complete(const gm_run *run, const gm_step *step, uint32_t identity)
{
    for (int32_t k = 0; k < step->n_needs; k++) {
        int32_t n = 0;
        for (int32_t i = 0; i < step->n_inputs; i++) {
            const gm_kin_chain *chain = step->inputs[i].need_i == k
                                            ? find(run, identity, step->inputs[i].store_i)
                                            : NULL;
            n += chain ? chain->n : 0;
        }
        if (n < step->needs[k].count) {
            return false;
        }
    }
    return true;
}

// Since when the first part for the first need has waited.
static double waits_since_s(const gm_run *run, const gm_step *step, uint32_t identity)
{
    double least_s = (double)INFINITY;
    for (int32_t i = 0; i < step->n_inputs; i++) {
        const gm_inlet *input = &step->inputs[i];
        uint32_t first = input->need_i == 0 ? gm_kin_first(run, input->store_i, identity) : 0;
        if (first && run->parts[first].since_s < least_s) {
            least_s = run->parts[first].since_s;
        }
    }
    return least_s;
}

// Once for every part that finds its family complete: at least as often as it can be taken.
static void push_family(gm_run *run, const gm_step *step, uint32_t identity)
{
    gm_station *st = &run->stations[step->own_i];
    if (gm_heap_is_full(&st->families)) {
        gm_station_grow_heap(&st->families, &st->families_memory);
    }
    gm_heap_push(&st->families, waits_since_s(run, step, identity), identity, identity);
}

uint32_t gm_kin_pop(gm_run *run, int32_t step_i)
{
    const gm_step *step = &run->plan->steps[step_i];
    gm_heap *families = &run->stations[step->own_i].families;
    while (!gm_heap_is_empty(families)) {
        gm_heap_entry top = *gm_heap_top(families);
        uint32_t identity = gm_heap_entry_item(&top);
        bool is_true = is_complete(run, step, identity);
        double since_s = is_true ? waits_since_s(run, step, identity) : top.key;
        if (since_s > top.key) { // its first part has left: others may have waited longer
            gm_heap_replace_top(families, since_s, identity, identity);
            continue;
        }
        gm_heap_pop(families);
        if (is_true) {
            return identity;
        }
    }
    return 0;
}

// ---- parts

void gm_kin_add(gm_run *run, int32_t store_i, uint32_t part)
{
    gm_part *p = &run->parts[part];
    gm_kin *kin = &run->kin;
    GM_ASSERT(run->stores[store_i].lists[0].tail == part);
    if (2 * (kin->n + 1) > kin->capacity) {
        grow(kin);
    }
    uint32_t key = key_of(run, store_i, part);
    gm_kin_chain *chain = place_of(kin, key, store_i);
    if (!chain->identity) {
        *chain = (gm_kin_chain){.identity = key, .store_i = store_i, .head = part};
        kin->n += 1;
    } else {
        run->parts[chain->tail].sibling = part;
    }
    chain->tail = part;
    chain->n += 1;
    p->sibling = 0;
    const gm_store_plan *plan = &run->plan->stores[store_i];
    for (int32_t i = 0; i < plan->n_consumers; i++) {
        const gm_step *step = &run->plan->steps[plan->consumers[i]];
        if (gm_step_joins_kin(run->plan, step) && is_complete(run, step, key)) {
            push_family(run, step, key);
        }
    }
}

static void take_from_chain(gm_run *run, int32_t store_i, uint32_t part)
{
    gm_kin_chain *chain = place_of(&run->kin, key_of(run, store_i, part), store_i);
    GM_ASSERT(chain->n > 0);
    uint32_t before = 0;
    uint32_t at = chain->head;
    while (at != part) {
        before = at;
        at = run->parts[at].sibling;
    }
    if (before) {
        run->parts[before].sibling = run->parts[part].sibling;
    } else {
        chain->head = run->parts[part].sibling;
    }
    chain->tail = chain->tail == part ? before : chain->tail;
    chain->n -= 1;
    if (chain->n == 0) {
        drop(&run->kin, chain);
    }
}

void gm_kin_take(gm_run *run, int32_t store_i, uint32_t part)
{
    take_from_chain(run, store_i, part);
    gm_list *list = &run->stores[store_i].lists[0];
    gm_part *p = &run->parts[part];
    if (p->before) {
        run->parts[p->before].next = p->next;
    } else {
        list->head = p->next;
    }
    if (p->next) {
        run->parts[p->next].before = p->before;
    } else {
        list->tail = p->before;
    }
    p->next = 0;
}

// ---- orphans

// How many parts of an identity are alive in the plant, and how many of them wait before a join.
typedef struct family_count {
    uint32_t identity;
    int32_t n_alive;
    int32_t n_waiting;
} family_count;

static family_count *count_of(family_count *counts, uint32_t mask, uint32_t identity)
{
    uint32_t i = identity * 2654435769u & mask; // as in home_of(), of 32 bits
    while (counts[i].identity && counts[i].identity != identity) {
        i = (i + 1) & mask;
    }
    counts[i].identity = identity;
    return &counts[i];
}

int32_t gm_run_orphans(const gm_run *run, int32_t station_i, gm_arena *scratch)
{
    const gm_step *step = &run->plan->steps[run->plan->stations[station_i].step_i];
    if (run->plan->stations[station_i].def->same != GM_SAME_PARENT) {
        return 0;
    }
    uint32_t size = 64;
    while (size < 2 * run->n_alive) {
        size *= 2;
    }
    gm_mark mark = gm_arena_mark(scratch);
    family_count *counts = GM_NEW(scratch, family_count, size);
    for (uint32_t i = 1; i < run->n_parts; i++) {
        if (run->parts[i].identity) {
            count_of(counts, size - 1, run->parts[i].identity)->n_alive += 1;
        }
    }
    for (uint32_t i = 0; i < run->kin.capacity; i++) {
        const gm_kin_chain *chain = &run->kin.chains[i];
        bool is_here = false;
        for (int32_t k = 0; k < step->n_inputs && chain->n > 0; k++) {
            is_here |= step->inputs[k].store_i == chain->store_i;
        }
        if (is_here) {
            count_of(counts, size - 1, chain->identity)->n_waiting += chain->n;
        }
    }
    int32_t n = 0;
    for (uint32_t i = 0; i < size; i++) {
        bool all_wait = counts[i].n_waiting > 0 && counts[i].n_waiting == counts[i].n_alive;
        n += all_wait && !is_complete(run, step, counts[i].identity) ? counts[i].n_waiting : 0;
    }
    gm_arena_rewind(scratch, mark);
    return n;
}
