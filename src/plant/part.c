// SPDX-License-Identifier: MIT

#include "plant/part.h"

#include "plant/matter.h"
#include "plant/passage.h"
#include "plant/shares.h"
#include "plant/suspects.h"
#include "plant/web.h"
#include "plant/within.h"

#include <string.h>

static void reserve_been(gm_run *run, uint32_t n)
{
    if (run->n_been_words == 0) {
        return;
    }
    size_t words = run->n_been_words;
    uint64_t *been = gm_hook_alloc(n * words * sizeof *been);
    if (run->n_parts > 0) {
        memcpy(been, run->been, run->n_parts * words * sizeof *been);
    }
    gm_hook_free(run->been);
    run->been = been;
}

static void reserve_dues(gm_run *run, uint32_t n)
{
    if (!run->plan->has_dues) {
        return;
    }
    double *due_s = gm_hook_alloc(n * sizeof *due_s);
    if (run->n_parts > 0) {
        memcpy(due_s, run->due_s, run->n_parts * sizeof *due_s);
    }
    gm_hook_free(run->due_s);
    run->due_s = due_s;
}

void gm_parts_reserve(gm_run *run, uint32_t n)
{
    if (n <= run->n_parts) {
        return;
    }
    gm_part *parts = gm_hook_alloc((size_t)n * sizeof *parts);
    if (run->n_parts > 0) {
        memcpy(parts, run->parts, run->n_parts * sizeof *parts);
    }
    // Free parts chain upwards so that low indices, which share cache lines, are used first.
    uint32_t first = run->n_parts > 0 ? run->n_parts : 1;
    for (uint32_t i = first; i < n; i++) {
        parts[i].next = i + 1 < n ? i + 1 : run->free_part;
        parts[i].identity = 0;
    }
    run->free_part = first;
    gm_hook_free(run->parts);
    run->parts = parts;
    reserve_been(run, n);
    reserve_dues(run, n);
    gm_suspects_reserve(run, n);
    gm_lengths_reserve(run, n);
    gm_matter_reserve(run, n);
    gm_withins_reserve(run, n);
    gm_points_reserve(run, n);
    gm_shares_reserve(run, n);
    run->n_parts = n;
}

void gm_parts_clear(gm_run *run)
{
    for (uint32_t i = 1; i < run->n_parts; i++) {
        run->parts[i].next = i + 1 < run->n_parts ? i + 1 : 0;
        run->parts[i].identity = 0;
    }
    run->free_part = run->n_parts > 1 ? 1 : 0;
    run->n_alive = 0;
    run->next_identity = 1;
    gm_shares_clear(run);
}

static bool grow(gm_run *run)
{
    int64_t most = run->plan->def->most_parts;
    if (run->n_alive >= most) {
        run->error = GM_RUN_TOO_MANY_PARTS;
        return false;
    }
    int64_t n = (int64_t)run->n_parts * 2;
    n = n < 1024 ? 1024 : n;
    n = n > most + 1 ? most + 1 : n;
    gm_parts_reserve(run, (uint32_t)n);
    return true;
}

uint32_t gm_part_new(gm_run *run, int32_t variant_i)
{
    if (!run->free_part && !grow(run)) {
        return 0;
    }
    uint32_t i = run->free_part;
    gm_part *part = &run->parts[i];
    run->free_part = part->next;
    *part = (gm_part){
        .born_s = run->now_s,
        .since_s = run->now_s,
        .work_s = -1.0,
        .identity = run->next_identity++,
        .variant = (int16_t)variant_i,
        .line = GM_NONE,
    };
    if (run->n_been_words > 0) {
        size_t words = run->n_been_words;
        memset(&run->been[i * words], 0, words * sizeof *run->been);
    }
    gm_suspects_clear(run, i);
    if (run->due_s) {
        run->due_s[i] = (double)INFINITY;
    }
    gm_matter_clear(run, i);
    gm_withins_clear(run, i);
    if (run->length_m) {
        run->length_m[i] = 0.0;
    }
    run->n_alive += 1;
    return i;
}

void gm_part_free(gm_run *run, uint32_t part)
{
    GM_ASSERT(part > 0 && part < run->n_parts);
    if (run->visits) {
        gm_visits_leave(run, part);
    }
    if (run->plan->n_points > 0) {
        gm_points_forget(run, part);
    }
    run->parts[part].next = run->free_part;
    run->parts[part].identity = 0;
    run->free_part = part;
    run->n_alive -= 1;
}

bool gm_list_remove(gm_run *run, gm_list *list, uint32_t part)
{
    uint32_t before = 0;
    uint32_t at = list->head;
    while (at && at != part) {
        before = at;
        at = run->parts[at].next;
    }
    if (!at) {
        return false;
    }
    uint32_t after = run->parts[at].next;
    if (before) {
        run->parts[before].next = after;
    } else {
        list->head = after;
    }
    if (list->tail == at) {
        list->tail = before;
    }
    run->parts[at].next = 0;
    return true;
}

// The first of two roots; equal keys: the part that was pushed first.
static uint32_t meld(gm_run *run, uint32_t a, uint32_t b)
{
    if (!a || !b) {
        return a ? a : b;
    }
    const gm_part *pa = &run->parts[a];
    const gm_part *pb = &run->parts[b];
    bool b_first =
        pb->key_s < pa->key_s || (pb->key_s == pa->key_s && pb->since_s < pa->since_s) ||
        (pb->key_s == pa->key_s && pb->since_s == pa->since_s && pb->identity < pa->identity);
    uint32_t first = b_first ? b : a;
    uint32_t last = b_first ? a : b;
    run->parts[last].next = run->parts[first].child;
    run->parts[first].child = last;
    return first;
}

uint32_t gm_sorted_push(gm_run *run, uint32_t root, uint32_t part)
{
    run->parts[part].next = 0;
    run->parts[part].child = 0;
    return meld(run, root, part);
}

uint32_t gm_sorted_pop(gm_run *run, uint32_t root)
{
    GM_ASSERT(root != 0);
    // First pass: meld the children in pairs, from the left, onto a stack.
    uint32_t stack = 0;
    uint32_t child = run->parts[root].child;
    while (child) {
        uint32_t a = child;
        uint32_t b = run->parts[a].next;
        child = b ? run->parts[b].next : 0;
        run->parts[a].next = 0;
        if (b) {
            run->parts[b].next = 0;
        }
        uint32_t pair = meld(run, a, b);
        run->parts[pair].next = stack;
        stack = pair;
    }
    // Second pass: meld them into one, from the right.
    uint32_t left = 0;
    while (stack) {
        uint32_t pair = stack;
        stack = run->parts[pair].next;
        run->parts[pair].next = 0;
        left = meld(run, left, pair);
    }
    run->parts[root].child = 0;
    run->parts[root].next = 0;
    return left;
}
