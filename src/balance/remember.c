// SPDX-License-Identifier: MIT
//
// Branch, bound and remember (Sewell and Jacobson 2012; Morrison, Sewell and Jacobson 2014).
//
// A state is a set of tasks that are done, with the stations it took; what follows from it does
// not depend on how it was reached. So every state is remembered, and one that comes again with
// no fewer stations is dropped. A state is expanded by all full loads of the next station. The
// next to be expanded is the best of its level, and levels (stations used) take turns: that finds
// good balances early and still proves in the end.
//
// The best of a level leaves least idle time a station and has many tasks to go (small ones,
// which fill gaps later): idle / stations - 0.02 tasks to go, idle in hundredths of a station.

#include "balance/remember.h"

#include "core/array.h"

#include <string.h>

#define BY_TASK     0.02
#define MOST_STATES 500000 // some 100 bytes each

typedef struct gm_state {
    int32_t parent; // -1: nothing is done
    int32_t n_stations;
} gm_state;

typedef struct gm_candidate {
    double key;
    int32_t state;
} gm_candidate;

// The states of one level that wait to be expanded: a heap, least key first.
typedef GM_ARRAY(gm_candidate) gm_level;

typedef struct gm_search {
    const gm_precedence *net;
    const gm_bound *bound;
    const int32_t *by_needs; // tasks, those that need the most stations first
    gm_arena *arena;
    gm_loads loads;
    gm_plain_balance *best;

    GM_ARRAY(gm_state) states;
    GM_ARRAY(uint64_t) sets; // of each state
    int32_t *slots;          // hash table of states; 0: free, else state + 1
    int32_t n_slots;         // a power of two
    gm_level *levels;        // by stations used

    int32_t from;     // the state in hand
    bool may_be_dull; // of which all loads have tasks without followers only
    int64_t *left;    // its sums
    int64_t *child;   // the sums of a child
    uint64_t *set;    // and its tasks
} gm_search;

static uint64_t *set_of(const gm_search *search, int32_t state)
{
    return &search->sets.items[(ptrdiff_t)state * search->net->n_words];
}

// ---- a level

static void push(gm_search *search, gm_level *level, gm_candidate item)
{
    GM_ARRAY_PUSH(search->arena, level, item);
    int i = level->n - 1;
    while (i > 0 && level->items[(i - 1) / 2].key > item.key) {
        level->items[i] = level->items[(i - 1) / 2];
        i = (i - 1) / 2;
    }
    level->items[i] = item;
}

static int32_t pop(gm_level *level)
{
    int32_t state = level->items[0].state;
    gm_candidate last = level->items[--level->n];
    int i = 0;
    for (int k = 1; k < level->n; k = 2 * i + 1) {
        k += k + 1 < level->n && level->items[k + 1].key < level->items[k].key;
        if (last.key <= level->items[k].key) {
            break;
        }
        level->items[i] = level->items[k];
        i = k;
    }
    level->items[i] = last;
    return state;
}

// ---- memory

static uint64_t hash_of(const uint64_t *set, int32_t n_words)
{
    uint64_t hash = UINT64_C(0x9e3779b97f4a7c15);
    for (int32_t w = 0; w < n_words; w++) {
        hash = (hash ^ set[w]) * UINT64_C(0xff51afd7ed558ccd);
        hash ^= hash >> 32;
    }
    return hash;
}

// The slot of a set: where it stands or would stand.
static int32_t *slot_of(const gm_search *search, const uint64_t *set)
{
    size_t bytes = (size_t)search->net->n_words * sizeof *set;
    uint64_t mask = (uint64_t)search->n_slots - 1;
    uint64_t at = hash_of(set, search->net->n_words) & mask;
    while (search->slots[at] &&
           memcmp(set_of(search, search->slots[at] - 1), set, bytes) != 0) {
        at = (at + 1) & mask;
    }
    return &search->slots[at];
}

static void grow_slots(gm_search *search)
{
    search->n_slots = search->n_slots ? 2 * search->n_slots : 1024;
    search->slots = GM_NEW(search->arena, int32_t, search->n_slots);
    for (int32_t i = 0; i < search->states.n; i++) {
        // The latest state of a set is its best.
        *slot_of(search, set_of(search, i)) = i + 1;
    }
}

static bool is_known(const gm_search *search, const uint64_t *set, int32_t n_stations)
{
    int32_t slot = *slot_of(search, set);
    return slot && search->states.items[slot - 1].n_stations <= n_stations;
}

static int32_t remember(gm_search *search, const uint64_t *set, gm_state state)
{
    if (2 * search->states.n >= search->n_slots) {
        grow_slots(search);
    }
    *slot_of(search, set) = search->states.n + 1;
    for (int32_t w = 0; w < search->net->n_words; w++) {
        GM_ARRAY_PUSH(search->arena, &search->sets, set[w]);
    }
    GM_ARRAY_PUSH(search->arena, &search->states, state);
    return search->states.n - 1;
}

// ---- a child

// Stations that a state with these tasks done needs in all, at least.
static int32_t needs_in_all(const gm_search *search, const uint64_t *set, const int64_t *sums,
                            int32_t n_stations)
{
    int32_t needs = gm_bound_stations(search->bound, sums);
    for (int32_t k = 0; k < search->net->n; k++) {
        int32_t task = search->by_needs[k];
        if (!gm_tasks_has(set, task)) {
            needs = search->bound->needs[task] > needs ? search->bound->needs[task] : needs;
            break;
        }
    }
    return n_stations + needs;
}

static double key_of(const gm_search *search, const int64_t *sums, int32_t n_stations)
{
    const gm_precedence *net = search->net;
    int64_t all = 0;
    int32_t n_left = net->n;
    for (int32_t i = 0; i < net->n; i++) {
        all += net->ticks[(ptrdiff_t)i * net->n_dims];
        n_left -= gm_tasks_has(search->set, i) ? 1 : 0;
    }
    double idle = n_stations - (double)(all - sums[0]) / (double)net->capacity[0];
    return 100.0 * idle / n_stations - BY_TASK * n_left;
}

static bool has_follower(const gm_precedence *net, int32_t task)
{
    return net->next_at[task] < net->next_at[task + 1];
}

// A load of tasks that nothing waits for may as well come last, when there are others.
static bool is_dull(const gm_search *search, const gm_loads *loads)
{
    for (int32_t i = 0; i < loads->n_tasks && !search->may_be_dull; i++) {
        if (has_follower(search->net, loads->tasks[i])) {
            return false;
        }
    }
    return !search->may_be_dull;
}

// The balance that ends with the load in hand.
static void keep(gm_search *search, const gm_loads *loads, int32_t n_stations)
{
    const gm_precedence *net = search->net;
    search->best->n_stations = n_stations;
    for (int32_t i = 0; i < loads->n_tasks; i++) {
        search->best->station[loads->tasks[i]] = n_stations - 1;
    }
    for (int32_t state = search->from; state > 0;) {
        int32_t parent = search->states.items[state].parent;
        const uint64_t *set = set_of(search, state);
        const uint64_t *before = set_of(search, parent);
        for (int32_t i = 0; i < net->n; i++) {
            if (gm_tasks_has(set, i) && !gm_tasks_has(before, i)) {
                search->best->station[i] = search->states.items[state].n_stations - 1;
            }
        }
        state = parent;
    }
}

static bool add_child(gm_loads *loads, void *user)
{
    gm_search *search = user;
    const gm_bound *bound = search->bound;
    int32_t n_stations = search->states.items[search->from].n_stations + 1;
    if (is_dull(search, loads) || gm_load_is_dominated(loads)) {
        return true;
    }
    memcpy(search->child, search->left, (size_t)bound->n * sizeof *search->child);
    const uint64_t *from = set_of(search, search->from);
    for (int32_t w = 0; w < search->net->n_words; w++) {
        search->set[w] = from[w] | loads->in_load[w];
    }
    int32_t n_done = 0;
    for (int32_t w = 0; w < search->net->n_words; w++) {
        n_done += __builtin_popcountll(search->set[w]);
    }
    if (n_done == search->net->n) {
        keep(search, loads, n_stations);
        return false; // no child of this state is better
    }
    for (int32_t i = 0; i < loads->n_tasks; i++) {
        const int64_t *weight = &bound->weight[(ptrdiff_t)loads->tasks[i] * bound->n];
        for (int32_t f = 0; f < bound->n; f++) {
            search->child[f] -= weight[f];
        }
    }
    if (needs_in_all(search, search->set, search->child, n_stations) >=
            search->best->n_stations ||
        is_known(search, search->set, n_stations)) {
        return true;
    }
    if (search->states.n == MOST_STATES) {
        loads->most = 0;
        return false;
    }
    int32_t state = remember(search, search->set, (gm_state){search->from, n_stations});
    push(search, &search->levels[n_stations],
         (gm_candidate){key_of(search, search->child, n_stations), state});
    return true;
}

// ---- the search

static void expand(gm_search *search, int32_t state)
{
    const gm_precedence *net = search->net;
    const gm_bound *bound = search->bound;
    const uint64_t *set = set_of(search, state);
    search->from = state;
    search->may_be_dull = true;
    memset(search->left, 0, (size_t)bound->n * sizeof *search->left);
    for (int32_t i = 0; i < net->n; i++) {
        const int64_t *weight = &bound->weight[(ptrdiff_t)i * bound->n];
        if (gm_tasks_has(set, i)) {
            continue;
        }
        search->may_be_dull &= !has_follower(net, i);
        for (int32_t f = 0; f < bound->n; f++) {
            search->left[f] += weight[f];
        }
    }
    int32_t n_stations = search->states.items[state].n_stations;
    if (needs_in_all(search, set, search->left, n_stations) < search->best->n_stations) {
        gm_loads_each(&search->loads, set);
    }
}

// One turn through the levels; false when nothing is left to expand.
static bool take_turn(gm_search *search)
{
    bool any = false;
    for (int32_t s = 0; s < search->best->n_stations; s++) {
        gm_level *level = &search->levels[s];
        if (level->n == 0 || search->loads.trials >= search->loads.most) {
            continue;
        }
        any = true;
        int32_t state = pop(level);
        // A later one of the same set took fewer stations.
        if (*slot_of(search, set_of(search, state)) == state + 1) {
            expand(search, state);
        }
    }
    return any;
}

static const int32_t *rank_by_needs(const gm_bound *bound, int32_t n, gm_arena *arena)
{
    int32_t *rank = GM_NEW(arena, int32_t, n);
    for (int32_t i = 0; i < n; i++) {
        int32_t k = i;
        while (k > 0 && bound->needs[rank[k - 1]] < bound->needs[i]) {
            rank[k] = rank[k - 1];
            k--;
        }
        rank[k] = i;
    }
    return rank;
}

bool gm_remember_improve(const gm_precedence *net, const gm_bound *bound, int32_t least,
                         int64_t most_trials, gm_plain_balance *best, int64_t *trials)
{
    gm_arena arena;
    gm_arena_init(&arena, 0);
    gm_search search = {
        .net = net,
        .bound = bound,
        .by_needs = rank_by_needs(bound, net->n, &arena),
        .arena = &arena,
        .loads = gm_loads_of(net, &arena),
        .best = best,
        .levels = GM_NEW(&arena, gm_level, best->n_stations + 1),
        .left = GM_NEW(&arena, int64_t, bound->n),
        .child = GM_NEW(&arena, int64_t, bound->n),
        .set = GM_NEW(&arena, uint64_t, net->n_words),
    };
    search.loads.most = most_trials;
    search.loads.found = add_child;
    search.loads.user = &search;
    int32_t root = remember(&search, search.set, (gm_state){-1, 0});
    push(&search, &search.levels[0], (gm_candidate){0.0, root});
    while (best->n_stations > least && take_turn(&search)) {
    }
    bool is_proven = best->n_stations <= least || search.loads.trials < search.loads.most;
    *trials += search.loads.trials;
    gm_arena_fini(&arena);
    return is_proven;
}
