// SPDX-License-Identifier: MIT

#include "balance/needs.h"

#include "balance/making.h"

#include "core/assert.h"

#include <string.h>

#define MOST_KNOWN       (1 << 20)
#define TRIALS_OF_A_LOAD 200000

typedef struct known {
    uint64_t load; // 0: free
    gm_need need;
} known;

struct gm_needs {
    const gm_small_net *small;
    const gm_bound *bound;
    gm_roster *roster;
    gm_arena *arena;
    int32_t most_people;
    int64_t most_trials;
    int64_t trials;
    known *slots;    // hash table
    int32_t n_slots; // a power of two
    int32_t n_known;
    int64_t *sums;
};

gm_needs *gm_needs_create(const gm_small_net *small, const gm_bound *bound, int64_t most_trials,
                          gm_arena *arena)
{
    gm_needs *needs = GM_NEW(arena, gm_needs, 1);
    int32_t most = small->net->problem->most_people;
    *needs = (gm_needs){
        .small = small,
        .bound = bound,
        .roster = gm_roster_create(small, most, arena),
        .arena = arena,
        .most_people = most,
        .most_trials = most_trials,
        .n_slots = 1024,
        .slots = GM_NEW(arena, known, 1024),
        .sums = GM_NEW(arena, int64_t, (size_t)(most + 1) * (size_t)bound->n),
    };
    return needs;
}

// ---- memory

static known *slot_of(const gm_needs *needs, uint64_t load)
{
    uint64_t mask = (uint64_t)needs->n_slots - 1;
    uint64_t at = gm_small_hash(load) & mask;
    while (needs->slots[at].load && needs->slots[at].load != load) {
        at = (at + 1) & mask;
    }
    return &needs->slots[at];
}

static void grow(gm_needs *needs)
{
    known *old = needs->slots;
    int32_t n_old = needs->n_slots;
    needs->n_slots *= 2;
    needs->slots = GM_NEW(needs->arena, known, needs->n_slots);
    for (int32_t i = 0; i < n_old; i++) {
        if (old[i].load) {
            *slot_of(needs, old[i].load) = old[i];
        }
    }
}

static void remember(gm_needs *needs, uint64_t load, gm_need need)
{
    if (needs->n_known == MOST_KNOWN) {
        needs->trials = needs->most_trials;
        return;
    }
    if (2 * needs->n_known >= needs->n_slots) {
        grow(needs);
    }
    *slot_of(needs, load) = (known){load, need};
    needs->n_known += 1;
}

// ---- one load

// Rows of `sums`: 0 all work, q = 1 .. the tasks of q people and more. Returns the largest team.
static int32_t add_up(const gm_needs *needs, uint64_t load)
{
    const gm_bound *bound = needs->bound;
    int32_t largest = 1;
    memset(needs->sums, 0,
           (size_t)(needs->most_people + 1) * (size_t)bound->n * sizeof *needs->sums);
    for (uint64_t left = load; left; left &= left - 1) {
        int32_t task = gm_small_first(left);
        int32_t people = needs->small->people[task];
        const int64_t *weight = &bound->weight[(ptrdiff_t)task * bound->n];
        largest = people > largest ? people : largest;
        for (int32_t f = 0; f < bound->n; f++) {
            needs->sums[f] += people * weight[f];
        }
        for (int32_t q = 1; q <= people; q++) {
            for (int32_t f = 0; f < bound->n; f++) {
                needs->sums[(ptrdiff_t)q * bound->n + f] += weight[f];
            }
        }
    }
    return largest;
}

// By the work, and by what may be done side by side: of tasks for q people and more as many as
// there are q people for.
static int32_t bound_of(const gm_needs *needs, uint64_t load)
{
    const gm_bound *bound = needs->bound;
    for (uint64_t left = load; left; left &= left - 1) {
        if (needs->small->apart[gm_small_first(left)] & load) {
            return needs->most_people + 1;
        }
    }
    int32_t largest = add_up(needs, load);
    int32_t least = gm_bound_stations(bound, needs->sums);
    for (int32_t q = 1; q <= largest; q++) {
        int32_t tracks = gm_bound_stations(bound, &needs->sums[(ptrdiff_t)q * bound->n]);
        int32_t people = q * (tracks > 1 ? tracks : 1);
        least = people > least ? people : least;
    }
    return least;
}

gm_need gm_needs_of(gm_needs *needs, uint64_t load, int32_t at_least)
{
    const known *slot = slot_of(needs, load);
    if (slot->load) {
        return slot->need;
    }
    int32_t none = needs->most_people + 1;
    int32_t least = bound_of(needs, load);
    gm_need need = {.least = at_least > least ? at_least : least, .enough = none};
    need.least = need.least > none ? none : need.least;
    for (int32_t people = need.least; people < none; people++) {
        int64_t most = gm_needs_left(needs);
        gm_roster_answer answer =
            gm_roster_seek(needs->roster, load, people,
                           most < TRIALS_OF_A_LOAD ? most : TRIALS_OF_A_LOAD, &needs->trials);
        if (answer == GM_ROSTER_FOUND) {
            need.enough = people;
            break;
        }
        need.least += answer == GM_ROSTER_NONE && need.least == people ? 1 : 0;
    }
    remember(needs, load, need);
    return need;
}

int64_t gm_needs_left(const gm_needs *needs)
{
    return gm_later(needs->most_trials - needs->trials, 0);
}

void gm_needs_spend(gm_needs *needs)
{
    needs->trials += 1;
}

void gm_needs_read(gm_needs *needs, uint64_t load, int32_t people, int32_t *post,
                   int64_t *begin)
{
    int64_t trials = 0;
    gm_roster_answer answer =
        gm_roster_seek(needs->roster, load, people, TRIALS_OF_A_LOAD, &trials);
    GM_REQUIRE(answer == GM_ROSTER_FOUND); // it was, with no more trials
    gm_roster_read(needs->roster, post, begin);
}
