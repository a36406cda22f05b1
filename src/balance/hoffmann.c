// SPDX-License-Identifier: MIT
//
// Hoffmann (1963): fill the first station as well as possible, then the next. What is best is
// weighed in several ways (Sewell and Jacobson 2012): by how full the station is, and by how much
// work, or how many tasks, wait for what is done in it; each way is tried in turn.

#include "balance/hoffmann.h"

#include <float.h>
#include <string.h>

#define TRIALS_OF_A_STATION 2000

// What a task is worth: size + by_tail tail + by_count followers - each.
typedef struct gm_worth {
    double by_tail;
    double by_count;
    double each;
} gm_worth;

#define N_TAILS  5
#define N_COUNTS 5
#define N_EACHES 4

// The weights of Sewell and Jacobson, whose times are whole numbers of which about a hundred fill
// a station: sizes here are shares.
static gm_worth worth_of(int turn)
{
    int count = turn / N_TAILS % N_COUNTS;
    int each = turn / N_TAILS / N_COUNTS;
    return (gm_worth){
        .by_tail = 0.005 * (turn % N_TAILS),
        .by_count = 0.005 / 100.0 * count,
        .each = 0.01 / 100.0 * each,
    };
}

typedef struct gm_filling {
    gm_loads loads;
    uint64_t *done;
    double *worth; // by task
    int32_t *station;
    int32_t n_stations;
    double best;
    int32_t *tasks; // the best load so far
    int32_t n_tasks;
} gm_filling;

static bool keep_best(gm_loads *loads, void *user)
{
    gm_filling *filling = user;
    double worth = 0.0;
    for (int32_t i = 0; i < loads->n_tasks; i++) {
        worth += filling->worth[loads->tasks[i]];
    }
    if (worth > filling->best) {
        filling->best = worth;
        filling->n_tasks = loads->n_tasks;
        memcpy(filling->tasks, loads->tasks, (size_t)loads->n_tasks * sizeof *filling->tasks);
    }
    return true;
}

static void value_tasks(const gm_precedence *net, gm_worth worth, double *values)
{
    for (int32_t i = 0; i < net->n; i++) {
        int n_after = 0;
        for (int32_t k = 0; k < net->n_words; k++) {
            n_after += __builtin_popcountll(net->after[(ptrdiff_t)i * net->n_words + k]);
        }
        values[i] =
            net->size[i] + worth.by_tail * net->tail[i] + worth.by_count * n_after - worth.each;
    }
}

// Fills station after station; false when `limit` are not enough.
static bool fill_line(gm_filling *filling, int32_t limit)
{
    const gm_precedence *net = filling->loads.net;
    int32_t n_done = 0;
    memset(filling->done, 0, (size_t)net->n_words * sizeof *filling->done);
    for (int32_t s = 0; n_done < net->n; s++) {
        if (s == limit) {
            return false;
        }
        filling->best = -DBL_MAX;
        // As many as one load may take, and those that look for better ones.
        filling->loads.most = filling->loads.trials + net->n + TRIALS_OF_A_STATION;
        gm_loads_each(&filling->loads, filling->done);
        for (int32_t i = 0; i < filling->n_tasks; i++) {
            gm_tasks_add(filling->done, filling->tasks[i]);
            filling->station[filling->tasks[i]] = s;
        }
        n_done += filling->n_tasks;
        filling->n_stations = s + 1;
    }
    return true;
}

int64_t gm_hoffmann_improve(const gm_precedence *net, int32_t least, int64_t most_trials,
                            gm_plain_balance *best)
{
    gm_arena arena;
    gm_arena_init(&arena, 0);
    gm_filling filling = {
        .loads = gm_loads_of(net, &arena),
        .done = GM_NEW(&arena, uint64_t, net->n_words),
        .worth = GM_NEW(&arena, double, net->n),
        .station = GM_NEW(&arena, int32_t, net->n),
        .tasks = GM_NEW(&arena, int32_t, net->n),
    };
    filling.loads.found = keep_best;
    filling.loads.user = &filling;
    for (int turn = 0; turn < N_TAILS * N_COUNTS * N_EACHES; turn++) {
        if (best->n_stations <= least || (turn > 0 && filling.loads.trials >= most_trials)) {
            break; // one line is filled whatever it costs
        }
        value_tasks(net, worth_of(turn), filling.worth);
        if (fill_line(&filling, best->n_stations - 1)) {
            best->n_stations = filling.n_stations;
            memcpy(best->station, filling.station, (size_t)net->n * sizeof *best->station);
        }
    }
    int64_t trials = filling.loads.trials;
    gm_arena_fini(&arena);
    return trials;
}
