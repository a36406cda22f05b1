// SPDX-License-Identifier: MIT
//
// The least takt for so many people: halving the interval between what cannot do and what does.

#include "balance/balance.h"

#define EVEN_TURNS 7 // to within 1 % of the room there is

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

// The share of the capacities that the people fill on average, of the fullest dim.
static double mean_fill(const gm_balance_problem *problem, int32_t n_posts)
{
    double most = 0.0;
    for (int32_t d = 0; d < problem->n_dims; d++) {
        double sum = 0.0;
        for (int32_t i = 0; i < problem->n_tasks; i++) {
            int32_t people = problem->people ? problem->people[i] : 1;
            sum += (double)problem->ticks[(ptrdiff_t)i * problem->n_dims + d] * people;
        }
        double fill = sum / n_posts / (double)gm_balance_capacity(problem, d);
        most = fill > most ? fill : most;
    }
    return most;
}

gm_balance gm_balance_even(const gm_balance_problem *problem, const gm_balance *balance,
                           gm_arena *arena)
{
    int64_t effort = problem->effort > 0 ? problem->effort : GM_BALANCE_EFFORT;
    gm_balance best = *balance;
    gm_balance_problem at = *problem;
    at.effort = effort / EVEN_TURNS + 1;
    double low = mean_fill(problem, balance->n_posts);
    double high = 1.0;
    for (int turn = 0; turn < EVEN_TURNS && low < high; turn++) {
        double share = low + (high - low) / 2.0;
        at.takt = (int64_t)((double)problem->takt * share);
        if (at.takt < 1 || gm_balance_check(&at).fault != GM_BALANCE_SOUND) {
            low = share;
            continue;
        }
        gm_balance tried = gm_balance_solve(&at, arena);
        best.trials += tried.trials;
        if (tried.n_posts > balance->n_posts || tried.n_stations > balance->n_stations) {
            low = share;
            continue;
        }
        high = share;
        tried.least_posts = balance->least_posts;
        tried.least_stations = balance->least_stations;
        tried.trials = best.trials;
        best = tried;
    }
    return best;
}
