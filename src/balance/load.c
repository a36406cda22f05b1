// SPDX-License-Identifier: MIT

#include "balance/load.h"

#include <string.h>

// ---- order of trial

// Tasks that hold up the most work come first, equals in the order of the file.
static const int32_t *rank_tasks(const gm_precedence *net, gm_arena *arena)
{
    int32_t *rank = GM_NEW(arena, int32_t, net->n);
    for (int32_t i = 0; i < net->n; i++) {
        int32_t k = i;
        while (k > 0 && net->tail[rank[k - 1]] < net->tail[i]) {
            rank[k] = rank[k - 1];
            k--;
        }
        rank[k] = i;
    }
    return rank;
}

gm_loads gm_loads_of(const gm_precedence *net, gm_arena *arena)
{
    return (gm_loads){
        .net = net,
        .rank = rank_tasks(net, arena),
        .most = INT64_MAX,
        .tasks = GM_NEW(arena, int32_t, net->n),
        .in_load = GM_NEW(arena, uint64_t, net->n_words),
        .room = GM_NEW(arena, int64_t, net->n_dims),
        .n_open = GM_NEW(arena, int32_t, net->n),
        .list = GM_NEW(arena, int32_t, net->n),
    };
}

// ---- one task more or less

static const int64_t *ticks_of(const gm_loads *loads, int32_t task)
{
    return &loads->net->ticks[(ptrdiff_t)task * loads->net->n_dims];
}

static bool meets(const gm_precedence *net, int32_t task, const uint64_t *set)
{
    const uint64_t *apart = &net->apart[(ptrdiff_t)task * net->n_words];
    for (int32_t w = 0; w < net->n_words; w++) {
        if (apart[w] & set[w]) {
            return true;
        }
    }
    return false;
}

static bool fits(const gm_loads *loads, int32_t task)
{
    const int64_t *ticks = ticks_of(loads, task);
    for (int32_t d = 0; d < loads->net->n_dims; d++) {
        if (ticks[d] > loads->room[d]) {
            return false;
        }
    }
    return !loads->net->apart || !meets(loads->net, task, loads->in_load);
}

static void put(gm_loads *loads, int32_t task)
{
    const gm_precedence *net = loads->net;
    const int64_t *ticks = ticks_of(loads, task);
    for (int32_t d = 0; d < net->n_dims; d++) {
        loads->room[d] -= ticks[d];
    }
    loads->tasks[loads->n_tasks++] = task;
    gm_tasks_add(loads->in_load, task);
    for (int32_t i = net->next_at[task]; i < net->next_at[task + 1]; i++) {
        if (--loads->n_open[net->next[i]] == 0) {
            loads->list[loads->n_list++] = net->next[i];
        }
    }
}

static void take_back(gm_loads *loads, int32_t task, int32_t n_list)
{
    const gm_precedence *net = loads->net;
    const int64_t *ticks = ticks_of(loads, task);
    for (int32_t d = 0; d < net->n_dims; d++) {
        loads->room[d] += ticks[d];
    }
    loads->n_tasks -= 1;
    gm_tasks_drop(loads->in_load, task);
    for (int32_t i = net->next_at[task]; i < net->next_at[task + 1]; i++) {
        loads->n_open[net->next[i]] += 1;
    }
    loads->n_list = n_list;
}

// ---- the search

// Nothing that was passed over before `from` fits any more.
static bool is_full(const gm_loads *loads, int32_t from)
{
    for (int32_t i = 0; i < from; i++) {
        int32_t task = loads->list[i];
        if (!gm_tasks_has(loads->in_load, task) && fits(loads, task)) {
            return false;
        }
    }
    return true;
}

// Adds tasks from this place of the list on. Every set has one order of its own: that of the list.
static bool extend(gm_loads *loads, int32_t from)
{
    bool any = false;
    for (int32_t i = from; i < loads->n_list; i++) {
        int32_t task = loads->list[i];
        if (!fits(loads, task)) {
            continue;
        }
        if (loads->trials >= loads->most) {
            return false;
        }
        any = true;
        loads->trials += 1;
        int32_t n_list = loads->n_list;
        put(loads, task);
        if (!extend(loads, i + 1)) {
            return false;
        }
        take_back(loads, task, n_list);
    }
    return any || !is_full(loads, from) || loads->found(loads, loads->user);
}

bool gm_loads_each(gm_loads *loads, const uint64_t *done)
{
    const gm_precedence *net = loads->net;
    loads->n_tasks = 0;
    loads->n_list = 0;
    memset(loads->in_load, 0, (size_t)net->n_words * sizeof *loads->in_load);
    memcpy(loads->room, net->capacity, (size_t)net->n_dims * sizeof *loads->room);
    memcpy(loads->n_open, net->n_before, (size_t)net->n * sizeof *loads->n_open);
    for (int32_t task = 0; task < net->n; task++) {
        for (int32_t i = net->next_at[task]; i < net->next_at[task + 1]; i++) {
            loads->n_open[net->next[i]] -= gm_tasks_has(done, task) ? 1 : 0;
        }
    }
    for (int32_t k = 0; k < net->n; k++) {
        int32_t task = loads->rank[k];
        if (!gm_tasks_has(done, task) && loads->n_open[task] == 0) {
            loads->list[loads->n_list++] = task;
        }
    }
    return extend(loads, 0);
}

// ---- dominance

// Whether a task of the load could be given up without its followers in the load.
static bool is_last(const gm_loads *loads, int32_t task)
{
    const gm_precedence *net = loads->net;
    for (int32_t i = net->next_at[task]; i < net->next_at[task + 1]; i++) {
        if (gm_tasks_has(loads->in_load, net->next[i])) {
            return false;
        }
    }
    return true;
}

// A task outside of the load is no shorter than one inside, fits in its place, and all that
// waits for the one inside waits for it too. Of equals the earlier in the file counts.
static bool may_replace(const gm_loads *loads, int32_t outside, int32_t inside)
{
    const gm_precedence *net = loads->net;
    const uint64_t *after_in = &net->after[(ptrdiff_t)inside * net->n_words];
    const uint64_t *after_out = &net->after[(ptrdiff_t)outside * net->n_words];
    bool is_more = outside < inside;
    for (int32_t d = 0; d < net->n_dims; d++) {
        int64_t in = ticks_of(loads, inside)[d];
        int64_t out = ticks_of(loads, outside)[d];
        if (out < in || out > in + loads->room[d]) {
            return false;
        }
        is_more |= out > in;
    }
    for (int32_t w = 0; w < net->n_words; w++) {
        if (after_in[w] & ~after_out[w]) {
            return false;
        }
        is_more |= (after_out[w] & ~after_in[w]) != 0;
    }
    return is_more && !gm_tasks_has(after_in, outside);
}

static bool has_apart(const gm_precedence *net, int32_t task)
{
    for (int32_t w = 0; net->apart && w < net->n_words; w++) {
        if (net->apart[(ptrdiff_t)task * net->n_words + w]) {
            return true;
        }
    }
    return false;
}

bool gm_load_is_dominated(const gm_loads *loads)
{
    for (int32_t k = 0; k < loads->n_tasks; k++) {
        int32_t inside = loads->tasks[k];
        if (!is_last(loads, inside) || has_apart(loads->net, inside)) {
            continue;
        }
        for (int32_t i = 0; i < loads->n_list; i++) {
            int32_t outside = loads->list[i];
            if (!gm_tasks_has(loads->in_load, outside) && !has_apart(loads->net, outside) &&
                may_replace(loads, outside, inside)) {
                return true;
            }
        }
    }
    return false;
}
