// SPDX-License-Identifier: MIT
//
// Best first over the sets of tasks that are done (A*, Hart, Nilsson and Raphael 1968; the states
// are those of Held, Karp and Shareshian 1963 and of branch, bound and remember). A station adds a
// load, that is a set of tasks that may come next, and costs the fewest people who can do it, which
// roster.c finds exactly. Only loads matter to which no task can be added without one more person:
// with the task there is less to do, for the same people. What is left costs at least what the
// bounds say. The state with the least of both is expanded next: so when everything is done the
// balance is the best, and when the trials are spent no balance costs less than that state.
//
// People go before stations. Where there are only so many stations, states count them too, and
// those that need more are left out; when nothing else remains, stations go before people.

#include "balance/crewed.h"

#include "balance/making.h"
#include "balance/needs.h"

#include "core/array.h"

#include <string.h>

#define MOST_STATES     300000    // some 100 bytes each
#define OUT_OF_QUESTION (1 << 20) // people

typedef struct cost {
    int32_t posts;
    int32_t stations;
} cost;

typedef struct state {
    uint64_t done;
    cost spent;
    cost ahead;     // at least
    int32_t parent; // -1: nothing is done
} state;

// A state that waits for its turn. One that was reached at less since then is stale.
typedef struct waiting {
    int64_t key; // of all that it costs at least
    cost spent;
    int32_t state;
} waiting;

typedef struct search {
    const gm_small_net *small;
    const gm_manned_bound *bound;
    gm_needs *needs;
    gm_arena *arena;
    gm_balance *best;
    int64_t best_key;      // INT64_MAX: none that counts
    int32_t most_stations; // 0: as many as it takes
    bool by_stations;      // stations go before people

    GM_ARRAY(state) states;
    GM_ARRAY(waiting) heap;
    int32_t *slots; // hash table of states; 0: free, else state + 1
    int32_t n_slots;

    int32_t from;  // the state in hand
    int32_t *list; // tasks that may be in its next load, and those that these open
    int32_t n_list;
    uint64_t listed;
    bool is_full; // no more states are remembered
} search;

bool gm_crewed_may(const gm_precedence *net)
{
    return net->n <= GM_SMALL_SET_MOST;
}

// ---- costs

static int64_t key_of(const search *s, cost a)
{
    return s->by_stations ? ((int64_t)a.stations << 32) + a.posts
                          : ((int64_t)a.posts << 32) + a.stations;
}

static cost add(cost a, cost b)
{
    return (cost){a.posts + b.posts, a.stations + b.stations};
}

static cost ahead_of(const search *s, uint64_t done)
{
    if (done == s->small->all) {
        return (cost){0, 0};
    }
    gm_manned_least least = gm_manned_least_of(s->bound, &done);
    return (cost){least.posts, least.stations};
}

// A balance of that cost would count, and be better than the best.
static bool is_worth(const search *s, cost all)
{
    return key_of(s, all) < s->best_key &&
           (s->most_stations == 0 || all.stations <= s->most_stations);
}

// ---- the heap

static bool goes_first(const search *s, const waiting *a, const waiting *b)
{
    if (a->key != b->key) {
        return a->key < b->key;
    }
    int32_t more = gm_small_count(s->states.items[a->state].done) -
                   gm_small_count(s->states.items[b->state].done);
    return more != 0 ? more > 0 : a->state < b->state;
}

static void push(search *s, waiting item)
{
    GM_ARRAY_PUSH(s->arena, &s->heap, item);
    int i = s->heap.n - 1;
    while (i > 0 && goes_first(s, &item, &s->heap.items[(i - 1) / 2])) {
        s->heap.items[i] = s->heap.items[(i - 1) / 2];
        i = (i - 1) / 2;
    }
    s->heap.items[i] = item;
}

static waiting pop(search *s)
{
    waiting first = s->heap.items[0];
    waiting last = s->heap.items[--s->heap.n];
    int i = 0;
    for (int k = 1; k < s->heap.n; k = 2 * i + 1) {
        k += k + 1 < s->heap.n && goes_first(s, &s->heap.items[k + 1], &s->heap.items[k]);
        if (!goes_first(s, &s->heap.items[k], &last)) {
            break;
        }
        s->heap.items[i] = s->heap.items[k];
        i = k;
    }
    s->heap.items[i] = last;
    return first;
}

// ---- memory

// Where stations are counted, the same tasks done at fewer of them are another state.
static bool is_of(const search *s, const state *a, uint64_t done, int32_t stations)
{
    return a->done == done && (s->most_stations == 0 || a->spent.stations == stations);
}

static int32_t *slot_of(const search *s, uint64_t done, int32_t stations)
{
    uint64_t mask = (uint64_t)s->n_slots - 1;
    uint64_t at = gm_small_hash(done + (s->most_stations > 0 ? (uint64_t)stations : 0)) & mask;
    while (s->slots[at] && !is_of(s, &s->states.items[s->slots[at] - 1], done, stations)) {
        at = (at + 1) & mask;
    }
    return &s->slots[at];
}

static void grow_slots(search *s)
{
    s->n_slots = s->n_slots ? 2 * s->n_slots : 1024;
    s->slots = GM_NEW(s->arena, int32_t, s->n_slots);
    for (int32_t i = 0; i < s->states.n; i++) {
        const state *a = &s->states.items[i];
        *slot_of(s, a->done, a->spent.stations) = i + 1;
    }
}

// Whether a state was not reached at so little yet and may lead to a better balance; sets what is
// ahead of it.
static bool is_news(const search *s, state *reached)
{
    int32_t slot = *slot_of(s, reached->done, reached->spent.stations);
    if (slot) {
        const state *known = &s->states.items[slot - 1];
        if (key_of(s, known->spent) <= key_of(s, reached->spent)) {
            return false;
        }
        reached->ahead = known->ahead;
    } else {
        reached->ahead = ahead_of(s, reached->done);
    }
    return is_worth(s, add(reached->spent, reached->ahead));
}

// A state, new or known, waits for its turn.
static void reach(search *s, state reached)
{
    int32_t *slot = slot_of(s, reached.done, reached.spent.stations);
    if (*slot == 0 && s->states.n == MOST_STATES) {
        s->is_full = true;
        return;
    }
    if (*slot == 0) {
        GM_ARRAY_PUSH(s->arena, &s->states, reached);
        *slot = s->states.n;
    } else {
        s->states.items[*slot - 1] = reached;
    }
    int32_t at = *slot - 1;
    push(s, (waiting){key_of(s, add(reached.spent, reached.ahead)), reached.spent, at});
    if (2 * s->states.n >= s->n_slots) {
        grow_slots(s);
    }
}

// ---- a balance

// The load of the station with which a state was reached.
static uint64_t load_of(const search *s, const state *a)
{
    return a->done & ~s->states.items[a->parent].done;
}

// A station of a load, with enough people and not only the least: out of the question when it is
// not known how many are enough.
static cost cost_of(const search *s, uint64_t load)
{
    int32_t enough = gm_needs_of(s->needs, load, 1).enough;
    return (cost){enough <= s->small->net->problem->most_people ? enough : OUT_OF_QUESTION, 1};
}

static cost cost_of_way(const search *s, int32_t at)
{
    cost all = {0, 0};
    for (const state *a = &s->states.items[at]; a->parent >= 0;
         a = &s->states.items[a->parent]) {
        all = add(all, cost_of(s, load_of(s, a)));
    }
    return all;
}

static void man_station(const search *s, int32_t station, uint64_t load)
{
    gm_balance *best = s->best;
    best->people[station] = gm_needs_of(s->needs, load, 1).enough;
    gm_needs_read(s->needs, load, best->people[station], best->post, best->begin);
    for (uint64_t left = load; left; left &= left - 1) {
        best->station[gm_small_first(left)] = station;
    }
}

// The balance that ends with a load after the state in hand, if it is the best. Returns its cost.
static cost try_balance(search *s, uint64_t load)
{
    cost all = add(cost_of_way(s, s->from), cost_of(s, load));
    if (is_worth(s, all) && all.posts < OUT_OF_QUESTION) {
        s->best_key = key_of(s, all);
        s->best->n_posts = all.posts;
        s->best->n_stations = all.stations;
        int32_t station = all.stations - 1;
        man_station(s, station, load);
        for (const state *a = &s->states.items[s->from]; a->parent >= 0;
             a = &s->states.items[a->parent]) {
            man_station(s, --station, load_of(s, a));
        }
    }
    return all;
}

// ---- loads

// Another task may be added for no more people.
static bool has_room(const search *s, uint64_t load, gm_need need)
{
    uint64_t done = s->states.items[s->from].done | load;
    for (int32_t i = 0; i < s->n_list; i++) {
        uint64_t task = gm_small_of(s->list[i]);
        if (!(load & task) && (s->small->gate[s->list[i]] & ~done) == 0 &&
            gm_needs_of(s->needs, load | task, need.least).enough <= need.least) {
            return true;
        }
    }
    return false;
}

static void add_load(search *s, uint64_t load, gm_need need)
{
    const state *from = &s->states.items[s->from];
    state child = {.done = from->done | load,
                   .spent = add(from->spent, (cost){need.least, 1}),
                   .parent = s->from};
    if (child.done == s->small->all) {
        cost real = try_balance(s, load);
        if (key_of(s, child.spent) < key_of(s, real) && is_news(s, &child)) {
            reach(s, child); // nothing is proven beyond it
        }
    } else if (is_news(s, &child) && !has_room(s, load, need)) {
        reach(s, child);
    }
}

static int32_t open_next(search *s, uint64_t load, int32_t task)
{
    uint64_t done = s->states.items[s->from].done | load;
    int32_t n = s->n_list;
    for (uint64_t next = s->small->opens[task] & ~s->listed; next; next &= next - 1) {
        int32_t opened = gm_small_first(next);
        if ((s->small->gate[opened] & ~done) == 0) {
            s->list[s->n_list++] = opened;
            s->listed |= gm_small_of(opened);
        }
    }
    return n;
}

static void close_last(search *s, int32_t n_list)
{
    while (s->n_list > n_list) {
        s->listed &= ~gm_small_of(s->list[--s->n_list]);
    }
}

// Adds tasks from this place of the list on: every set has one order, that of the list.
static void extend(search *s, uint64_t load, int32_t from, int32_t at_least)
{
    for (int32_t i = from; i < s->n_list; i++) {
        uint64_t more = load | gm_small_of(s->list[i]);
        if (gm_needs_left(s->needs) == 0 || s->is_full) {
            return;
        }
        gm_needs_spend(s->needs);
        gm_need need = gm_needs_of(s->needs, more, at_least);
        if (need.least > s->small->net->problem->most_people) {
            continue; // nor can they with other tasks added
        }
        add_load(s, more, need);
        int32_t n_list = open_next(s, more, s->list[i]);
        extend(s, more, i + 1, need.least);
        close_last(s, n_list);
    }
}

static void expand(search *s, int32_t at)
{
    const gm_small_net *small = s->small;
    uint64_t done = s->states.items[at].done;
    s->from = at;
    s->n_list = 0;
    s->listed = done;
    for (int32_t task = 0; task < small->n; task++) {
        if (!gm_small_has(done, task) && (small->gate[task] & ~done) == 0) {
            s->list[s->n_list++] = task;
            s->listed |= gm_small_of(task);
        }
    }
    extend(s, 0, 0, 1);
}

// ---- the search

static bool is_spent(const search *s)
{
    return s->is_full || gm_needs_left(s->needs) == 0;
}

// True: no balance that counts is better than the best. False: none costs less than *least.
static bool run(search *s, int64_t *least)
{
    state nothing = {.ahead = ahead_of(s, 0), .parent = -1};
    s->states.n = s->heap.n = s->n_slots = 0;
    GM_ARRAY_PUSH(s->arena, &s->states, nothing);
    grow_slots(s);
    if (is_worth(s, nothing.ahead)) {
        push(s, (waiting){key_of(s, nothing.ahead), nothing.spent, 0});
    }
    while (s->heap.n > 0) {
        waiting next = pop(s);
        const state *at = &s->states.items[next.state];
        if (key_of(s, at->spent) < key_of(s, next.spent)) {
            continue; // stale
        }
        *least = next.key > *least ? next.key : *least;
        if (next.key >= s->best_key) {
            return true;
        }
        if (at->done == s->small->all || is_spent(s)) {
            return false;
        }
        expand(s, next.state);
        if (is_spent(s)) {
            return false; // some of what follows from the state is missing
        }
    }
    return true;
}

static search search_of(const gm_small_net *small, const gm_manned_bound *bound,
                        int64_t most_trials, gm_balance *balance, gm_arena *arena)
{
    return (search){
        .small = small,
        .bound = bound,
        .needs = gm_needs_create(small, bound->bound, most_trials, arena),
        .arena = arena,
        .best = balance,
        .list = GM_NEW(arena, int32_t, small->n),
    };
}

// What was proven of a balance that keeps to its stations, short of that it is the best.
static void raise_least(const search *s, int64_t key, gm_manned_least *least)
{
    int32_t first = (int32_t)(key >> 32);
    int32_t second = (int32_t)key;
    int32_t *major = s->by_stations ? &least->stations : &least->posts;
    int32_t *minor = s->by_stations ? &least->posts : &least->stations;
    *major = first > *major ? first : *major;
    if (first == (int32_t)(s->best_key >> 32)) {
        *minor = second > *minor ? second : *minor;
    }
}

bool gm_crewed_improve(const gm_manned_bound *bound, int64_t most_trials,
                       gm_manned_least *least, gm_balance *balance)
{
    gm_arena arena;
    gm_arena_init(&arena, 0);
    gm_small_net small = gm_small_net_of(bound->net, &arena);
    search s = search_of(&small, bound, most_trials, balance, &arena);
    int64_t key = 0;
    s.most_stations = bound->net->problem->most_stations;
    s.best_key = INT64_MAX;
    cost of_balance = {balance->n_posts, balance->n_stations};
    if (is_worth(&s, of_balance)) {
        s.best_key = key_of(&s, of_balance);
    }
    bool is_proven = run(&s, &key);
    if (s.best_key == INT64_MAX && is_proven) {
        s.by_stations = true;
        s.most_stations = 0;
        s.best_key = key_of(&s, of_balance);
        key = 0;
        is_proven = run(&s, &key);
    }
    if (is_proven) {
        *least = (gm_manned_least){balance->n_posts, balance->n_stations};
    } else if (s.best_key < INT64_MAX) {
        raise_least(&s, key, least);
    }
    balance->trials += most_trials - gm_needs_left(s.needs);
    gm_arena_fini(&arena);
    return is_proven;
}
