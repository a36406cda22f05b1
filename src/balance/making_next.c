// SPDX-License-Identifier: MIT
//
// Task by task: the one that matters most of those that may begin first, on whoever is free first.

#include "balance/making.h"

#include <string.h>

// The first of people next to each other who can begin a task first; when, by dim. False: none of
// them would be done in time.
static bool find_people(const gm_making *make, int32_t task, int32_t *post, int64_t *begin)
{
    const gm_precedence *net = make->net;
    int32_t people = gm_task_people(net, task);
    bool any = false;
    for (int32_t p = 0; p + people <= make->most_people; p++) {
        int64_t *at = make->path_end;
        bool fits = true;
        for (int32_t d = 0; d < net->n_dims; d++) {
            at[d] = make->ready[(ptrdiff_t)task * net->n_dims + d];
            for (int32_t q = p; q < p + people; q++) {
                at[d] = gm_later(at[d], make->end[(ptrdiff_t)q * net->n_dims + d]);
            }
            fits &= at[d] + net->ticks[(ptrdiff_t)task * net->n_dims + d] <= net->capacity[d];
        }
        if (fits && (!any || at[0] < begin[0])) {
            any = true;
            *post = p;
            memcpy(begin, at, (size_t)net->n_dims * sizeof *begin);
        }
    }
    return any;
}

// Places the task that matters most of those that can begin first; false when none fits.
bool gm_making_next(gm_making *make)
{
    int64_t *begin = make->path_begin;
    int64_t *best_begin = make->best_begin;
    int32_t best = -1;
    int32_t best_post = 0;
    gm_making_sort(make);
    for (int32_t i = 0; i < make->n_list; i++) {
        int32_t task = make->list[i];
        int32_t post = 0;
        make->trials += 1;
        if (gm_making_bars(make, task) || !find_people(make, task, &post, begin)) {
            continue;
        }
        if (best < 0 || begin[0] < best_begin[0] ||
            (begin[0] == best_begin[0] && make->worth[task] > make->worth[best])) {
            best = task;
            best_post = post;
            memcpy(best_begin, begin, (size_t)make->net->n_dims * sizeof *begin);
        }
    }
    if (best >= 0) {
        gm_making_settle(make, best, best_post, best_begin);
    }
    return best >= 0;
}
