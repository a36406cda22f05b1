// SPDX-License-Identifier: MIT
//
// The least takt for so many people: halving the interval between what cannot do and what does.

#include "balance/balance.h"

typedef enum gm_verdict { GM_CANNOT, GM_MAY, GM_DOES } gm_verdict;

static gm_verdict try_takt(const gm_balance_problem *problem, gm_balance_goal goal,
                           int64_t takt)
{
    gm_balance_problem at = *problem;
    at.takt = takt;
    if (gm_balance_check(&at).fault == GM_BALANCE_TOO_LONG) {
        return GM_CANNOT;
    }
    gm_arena arena;
    gm_arena_init(&arena, 0);
    gm_balance balance = gm_balance_solve(&at, &arena);
    gm_verdict verdict = GM_MAY;
    if ((goal.posts > 0 && balance.least_posts > goal.posts) ||
        (goal.stations > 0 && balance.least_stations > goal.stations)) {
        verdict = GM_CANNOT;
    } else if ((goal.posts == 0 || balance.n_posts <= goal.posts) &&
               (goal.stations == 0 || balance.n_stations <= goal.stations)) {
        verdict = GM_DOES;
    }
    gm_arena_fini(&arena);
    return verdict;
}

gm_pace gm_balance_pace(const gm_balance_problem *problem, gm_balance_goal goal)
{
    gm_pace pace = {.takt = problem->takt, .least_takt = 1};
    pace.is_met = try_takt(problem, goal, pace.takt) == GM_DOES;
    // A takt that is neither excluded nor met parts the two ends: first from above, as if it were
    // excluded, then what is really excluded from below.
    int64_t low = 0;
    while (pace.is_met && low + 1 < pace.takt) {
        int64_t takt = low + (pace.takt - low) / 2;
        if (try_takt(problem, goal, takt) == GM_DOES) {
            pace.takt = takt;
        } else {
            low = takt;
        }
    }
    int64_t high = pace.takt;
    while (pace.least_takt < high) {
        int64_t takt = pace.least_takt + (high - pace.least_takt) / 2;
        if (try_takt(problem, goal, takt) == GM_CANNOT) {
            pace.least_takt = takt + 1;
        } else {
            high = takt;
        }
    }
    return pace;
}
