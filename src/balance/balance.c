// SPDX-License-Identifier: MIT

#include "balance/balance.h"

#include "balance/crewed.h"
#include "balance/manned.h"
#include "balance/remember.h"

#include "core/assert.h"

#include <math.h>
#include <string.h>

// Trials of the exact search for several people, which are short, for one of the heuristic.
#define EXACT_TURNS 4

int64_t gm_balance_capacity(const gm_balance_problem *problem, int32_t dim)
{
    // 0.1 of 10 ticks is one tick, though 0.1 is a little more than a tenth and less elsewhere.
    double fill = problem->fill ? problem->fill[dim] : 1.0;
    return (int64_t)floor((double)problem->takt * fill * (1.0 + 1e-12));
}

gm_balance_flaw gm_balance_check(const gm_balance_problem *problem)
{
    for (int32_t d = 0; d < problem->n_dims; d++) {
        if (gm_balance_capacity(problem, d) < 1) {
            return (gm_balance_flaw){GM_BALANCE_TOO_LONG, 0, d}; // whatever it takes
        }
    }
    for (int32_t i = 0; i < problem->n_tasks; i++) {
        if (problem->people && problem->people[i] > problem->most_people) {
            return (gm_balance_flaw){GM_BALANCE_CROWDED, i, 0};
        }
        for (int32_t d = 0; d < problem->n_dims; d++) {
            int64_t ticks = problem->ticks[(ptrdiff_t)i * problem->n_dims + d];
            if (ticks > gm_balance_capacity(problem, d)) {
                return (gm_balance_flaw){GM_BALANCE_TOO_LONG, i, d};
            }
        }
    }
    gm_arena arena;
    gm_arena_init(&arena, 0);
    int32_t task = gm_precedence_cycle(problem, &arena);
    gm_arena_fini(&arena);
    return task < 0 ? (gm_balance_flaw){0} : (gm_balance_flaw){GM_BALANCE_CYCLE, task, 0};
}

// ---- one person at each station

// What the search in one direction found, in the direction of the line.
static void take(gm_balance *balance, const gm_precedence *net, const gm_plain_balance *plain)
{
    balance->n_stations = plain->n_stations;
    for (int32_t i = 0; i < net->n; i++) {
        balance->station[i] =
            net->is_reversed ? plain->n_stations - 1 - plain->station[i] : plain->station[i];
    }
}

static int32_t least_stations(const gm_precedence *net, const gm_precedence *back,
                              const gm_bound *bound, gm_arena *arena)
{
    // A task with all that come before it, and with all that come after: it counts once.
    gm_bound behind = gm_bound_of(back, arena);
    int64_t *sums = GM_NEW(arena, int64_t, bound->n);
    int32_t least = 1;
    for (int32_t i = 0; i < net->n; i++) {
        for (int32_t f = 0; f < bound->n; f++) {
            sums[f] += bound->weight[(ptrdiff_t)i * bound->n + f];
        }
        int32_t n = bound->needs[i] + behind.needs[i] - 1;
        least = n > least ? n : least;
    }
    int32_t n = gm_bound_stations(bound, sums);
    return n > least ? n : least;
}

// Forwards and backwards: a quarter of the effort each for a good balance, then for the proof.
static void solve_plain(const gm_balance_problem *problem, int64_t effort, gm_balance *balance,
                        gm_arena *arena)
{
    gm_precedence nets[2] = {gm_precedence_of(problem, false, arena),
                             gm_precedence_of(problem, true, arena)};
    gm_bound bounds[2] = {gm_bound_of(&nets[0], arena), gm_bound_of(&nets[1], arena)};
    int32_t least = least_stations(&nets[0], &nets[1], &bounds[0], arena);
    balance->n_stations = problem->n_tasks + 1;
    for (int way = 0; way < 4; way++) {
        const gm_precedence *net = &nets[way % 2];
        gm_plain_balance best = {.station = GM_NEW(arena, int32_t, net->n),
                                 .n_stations = balance->n_stations};
        bool is_proven = false;
        if (way < 2) {
            balance->trials += gm_hoffmann_improve(net, least, effort / 8, &best);
        } else {
            is_proven = gm_remember_improve(net, &bounds[way % 2], least, 3 * effort / 8, &best,
                                            &balance->trials);
        }
        if (best.n_stations < balance->n_stations) {
            take(balance, net, &best);
        }
        if (is_proven || balance->n_stations == least) {
            least = balance->n_stations;
            break;
        }
    }
    balance->least_stations = balance->least_posts = least;
    balance->n_posts = balance->n_stations;
}

// Tasks of a station one after the other, those before others first.
static void place_plain(const gm_precedence *net, gm_balance *balance)
{
    for (int32_t s = 0; s < balance->n_stations; s++) {
        balance->people[s] = 1;
    }
    memset(balance->end, 0,
           (size_t)balance->n_stations * (size_t)net->n_dims * sizeof *balance->end);
    for (int32_t k = 0; k < net->n; k++) {
        int32_t task = net->order[k];
        for (int32_t d = 0; d < net->n_dims; d++) {
            int64_t *end = &balance->end[(ptrdiff_t)balance->station[task] * net->n_dims + d];
            balance->begin[(ptrdiff_t)task * net->n_dims + d] = *end;
            *end += net->ticks[(ptrdiff_t)task * net->n_dims + d];
        }
    }
}

// ---- several people

// Few tasks: a balance soon, then the best. Many tasks, or when it takes too long: many starts.
static void solve_manned(const gm_precedence *net, int64_t effort, gm_balance *balance,
                         gm_arena *arena)
{
    gm_bound bound = gm_bound_of(net, arena);
    gm_manned_bound manned = gm_manned_bound_of(net, &bound, arena);
    gm_manned_least least = gm_manned_least_of(&manned, NULL);
    bool is_proven = false;
    if (gm_crewed_may(net)) {
        gm_manned_solve(net, least, effort / 16, balance);
        is_proven = gm_crewed_improve(&manned, EXACT_TURNS * effort, &least, balance);
    }
    if (!is_proven) {
        gm_manned_solve(net, least, effort, balance);
    }
    balance->least_posts = least.posts;
    balance->least_stations = least.stations;
}

static void note_ends(const gm_balance_problem *problem, gm_balance *balance)
{
    int32_t n_dims = problem->n_dims;
    for (int32_t i = 0; i < problem->n_tasks; i++) {
        for (int32_t d = 0; d < n_dims; d++) {
            int64_t done = balance->begin[(ptrdiff_t)i * n_dims + d] +
                           problem->ticks[(ptrdiff_t)i * n_dims + d];
            int64_t *end = &balance->end[(ptrdiff_t)balance->station[i] * n_dims + d];
            *end = done > *end ? done : *end;
        }
    }
}

// ---- the whole

gm_balance gm_balance_solve(const gm_balance_problem *problem, gm_arena *arena)
{
    GM_REQUIRE(gm_balance_check(problem).fault == GM_BALANCE_SOUND);
    size_t n = (size_t)problem->n_tasks;
    size_t n_dims = (size_t)problem->n_dims;
    gm_balance balance = {
        .station = GM_NEW(arena, int32_t, n),
        .post = GM_NEW(arena, int32_t, n),
        .begin = GM_NEW(arena, int64_t, n * n_dims),
        .people = GM_NEW(arena, int32_t, n),
        .end = GM_NEW(arena, int64_t, n * n_dims),
    };
    int64_t effort = problem->effort > 0 ? problem->effort : GM_BALANCE_EFFORT;
    gm_arena scratch;
    gm_arena_init(&scratch, 0);
    gm_precedence net = gm_precedence_of(problem, false, &scratch);
    if (problem->most_people == 1) {
        solve_plain(problem, effort, &balance, &scratch);
        place_plain(&net, &balance);
    } else {
        solve_manned(&net, effort, &balance, &scratch);
        note_ends(problem, &balance);
    }
    gm_arena_fini(&scratch);
    return balance;
}
