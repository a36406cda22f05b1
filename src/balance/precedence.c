// SPDX-License-Identifier: MIT

#include "balance/precedence.h"

#include <string.h>

// Direct followers of each task, as one row of lists.
static void link_tasks(gm_precedence *net, const gm_balance_problem *problem, gm_arena *arena)
{
    net->n_before = GM_NEW(arena, int32_t, net->n);
    net->next_at = GM_NEW(arena, int32_t, net->n + 1);
    net->next = GM_NEW(arena, int32_t, problem->n_before + 1);
    int32_t *fill = GM_NEW(arena, int32_t, net->n);
    for (int32_t i = 0; i < problem->n_before; i++) {
        gm_task_pair pair = problem->before[i];
        net->next_at[(net->is_reversed ? pair.b : pair.a) + 1] += 1;
        net->n_before[net->is_reversed ? pair.a : pair.b] += 1;
    }
    for (int32_t i = 0; i < net->n; i++) {
        net->next_at[i + 1] += net->next_at[i];
        fill[i] = net->next_at[i];
    }
    for (int32_t i = 0; i < problem->n_before; i++) {
        gm_task_pair pair = problem->before[i];
        int32_t from = net->is_reversed ? pair.b : pair.a;
        net->next[fill[from]++] = net->is_reversed ? pair.a : pair.b;
    }
}

// Predecessors first, the earlier in the file first of those that may come. The number of tasks
// that found a place: fewer than n on a cycle.
static int32_t sort_tasks(gm_precedence *net, gm_arena *arena)
{
    int32_t *left = GM_NEW(arena, int32_t, net->n);
    int32_t n = 0;
    net->order = GM_NEW(arena, int32_t, net->n);
    memcpy(left, net->n_before, (size_t)net->n * sizeof *left);
    for (int32_t i = 0; i < net->n; i++) {
        if (left[i] == 0) {
            net->order[n++] = i;
        }
    }
    for (int32_t k = 0; k < n; k++) {
        int32_t task = net->order[k];
        for (int32_t i = net->next_at[task]; i < net->next_at[task + 1]; i++) {
            if (--left[net->next[i]] == 0) {
                net->order[n++] = net->next[i];
            }
        }
    }
    return n;
}

static void close_after(gm_precedence *net, gm_arena *arena)
{
    size_t words = (size_t)net->n_words;
    net->after = GM_NEW(arena, uint64_t, (size_t)net->n * words);
    for (int32_t k = net->n; k-- > 0;) {
        int32_t task = net->order[k];
        uint64_t *set = &net->after[(size_t)task * words];
        for (int32_t i = net->next_at[task]; i < net->next_at[task + 1]; i++) {
            const uint64_t *more = &net->after[(size_t)net->next[i] * words];
            gm_tasks_add(set, net->next[i]);
            for (size_t w = 0; w < words; w++) {
                set[w] |= more[w];
            }
        }
    }
}

static const uint64_t *apart_of(const gm_balance_problem *problem, int32_t n_words,
                                gm_arena *arena)
{
    if (problem->n_apart == 0) {
        return NULL;
    }
    uint64_t *apart = GM_NEW(arena, uint64_t, (size_t)problem->n_tasks * (size_t)n_words);
    for (int32_t i = 0; i < problem->n_apart; i++) {
        gm_task_pair pair = problem->apart[i];
        gm_tasks_add(&apart[(ptrdiff_t)pair.a * n_words], pair.b);
        gm_tasks_add(&apart[(ptrdiff_t)pair.b * n_words], pair.a);
    }
    return apart;
}

static void weigh_tasks(gm_precedence *net, gm_arena *arena)
{
    net->size = GM_NEW(arena, double, net->n);
    net->tail = GM_NEW(arena, double, net->n);
    for (int32_t i = 0; i < net->n; i++) {
        for (int32_t d = 0; d < net->n_dims; d++) {
            double share =
                (double)net->ticks[(ptrdiff_t)i * net->n_dims + d] / (double)net->capacity[d];
            net->size[i] = share > net->size[i] ? share : net->size[i];
        }
    }
    for (int32_t i = 0; i < net->n; i++) {
        const uint64_t *after = &net->after[(ptrdiff_t)i * net->n_words];
        net->tail[i] = net->size[i];
        for (int32_t k = 0; k < net->n; k++) {
            net->tail[i] += gm_tasks_has(after, k) ? net->size[k] : 0.0;
        }
    }
}

gm_precedence gm_precedence_of(const gm_balance_problem *problem, bool is_reversed,
                               gm_arena *arena)
{
    gm_precedence net = {
        .problem = problem,
        .is_reversed = is_reversed,
        .n = problem->n_tasks,
        .n_dims = problem->n_dims,
        .n_words = (problem->n_tasks + 63) / 64,
        .ticks = problem->ticks,
    };
    int64_t *capacity = GM_NEW(arena, int64_t, net.n_dims);
    for (int32_t d = 0; d < net.n_dims; d++) {
        capacity[d] = gm_balance_capacity(problem, d);
    }
    net.capacity = capacity;
    link_tasks(&net, problem, arena);
    sort_tasks(&net, arena);
    close_after(&net, arena);
    net.apart = apart_of(problem, net.n_words, arena);
    weigh_tasks(&net, arena);
    return net;
}

int32_t gm_precedence_cycle(const gm_balance_problem *problem, gm_arena *arena)
{
    gm_precedence net = {.n = problem->n_tasks};
    link_tasks(&net, problem, arena);
    int32_t n = sort_tasks(&net, arena);
    if (n == net.n) {
        return -1;
    }
    // Of the tasks without a place some only follow the cycle. Backwards from any of them one
    // comes onto it, after n steps for certain.
    bool *has_place = GM_NEW(arena, bool, net.n);
    for (int32_t i = 0; i < n; i++) {
        has_place[net.order[i]] = true;
    }
    int32_t task = 0;
    while (has_place[task]) {
        task++;
    }
    for (int32_t step = 0; step < net.n; step++) {
        for (int32_t i = 0; i < problem->n_before; i++) {
            if (problem->before[i].b == task && !has_place[problem->before[i].a]) {
                task = problem->before[i].a;
                break;
            }
        }
    }
    return task;
}
