// SPDX-License-Identifier: MIT
//
// The same people with less in the hands of the busiest: the capacities are lowered, by halving, as
// long as a balance is found that takes no more people and stations.

#include "balance/balance.h"

#define EVEN_TURNS 7 // to within 1 % of the room there is

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
