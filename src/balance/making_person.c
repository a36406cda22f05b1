// SPDX-License-Identifier: MIT
//
// Person after person: work for several first, then for each the best sequence of tasks that
// bounded search finds. One whose predecessors are with another person at the same station waits
// for them.

#include "balance/making.h"

#include <string.h>

#define TRIALS_OF_A_PERSON 400

// ---- work for several

// Work for several: on the first so many people, after what they do already.
static bool settle_team(gm_making *make, int32_t task)
{
    const gm_precedence *net = make->net;
    int64_t *begin = make->path_begin;
    for (int32_t d = 0; d < net->n_dims; d++) {
        begin[d] = make->ready[(ptrdiff_t)task * net->n_dims + d];
        for (int32_t p = 0; p < gm_task_people(net, task); p++) {
            begin[d] = gm_later(begin[d], make->end[(ptrdiff_t)p * net->n_dims + d]);
        }
        if (begin[d] + net->ticks[(ptrdiff_t)task * net->n_dims + d] > net->capacity[d]) {
            return false;
        }
    }
    gm_making_settle(make, task, 0, begin);
    return true;
}

void gm_making_teams(gm_making *make)
{
    for (int32_t i = 0; i < make->n_list; i++) {
        int32_t task = make->list[i];
        if (!make->is_done[task] && gm_task_people(make->net, task) > 1 &&
            !gm_making_bars(make, task)) {
            settle_team(make, task);
        }
    }
}

// ---- one person

// Adds a task to the path: false when it would not be done in time.
static bool step_on(gm_making *make, int32_t task, const int64_t *end)
{
    const gm_precedence *net = make->net;
    int64_t *begin = &make->path_begin[(ptrdiff_t)make->n_path * net->n_dims];
    for (int32_t d = 0; d < net->n_dims; d++) {
        begin[d] = gm_later(end[d], make->ready[(ptrdiff_t)task * net->n_dims + d]);
        if (begin[d] + net->ticks[(ptrdiff_t)task * net->n_dims + d] > net->capacity[d]) {
            return false;
        }
    }
    make->path[make->n_path++] = task;
    make->path_worth += make->worth[task];
    make->is_done[task] = true;
    make->now.station[task] = make->now.n_stations;
    for (int32_t i = net->next_at[task]; i < net->next_at[task + 1]; i++) {
        if (--make->n_open[net->next[i]] == 0) {
            make->list[make->n_list++] = net->next[i];
        }
    }
    return true;
}

static void step_back(gm_making *make, int32_t n_list)
{
    const gm_precedence *net = make->net;
    int32_t task = make->path[--make->n_path];
    make->path_worth -= make->worth[task];
    make->is_done[task] = false;
    make->n_list = n_list;
    for (int32_t i = net->next_at[task]; i < net->next_at[task + 1]; i++) {
        make->n_open[net->next[i]] += 1;
    }
}

static void keep_path(gm_making *make)
{
    size_t n_dims = (size_t)make->net->n_dims;
    make->best_worth = make->path_worth;
    make->n_best = make->n_path;
    memcpy(make->best, make->path, (size_t)make->n_path * sizeof *make->path);
    memcpy(make->best_begin, make->path_begin,
           (size_t)make->n_path * n_dims * sizeof *make->path_begin);
}

// Remembers how little work is left from each place of the sorted list on.
static void find_least(gm_making *make)
{
    const gm_precedence *net = make->net;
    ptrdiff_t n_dims = net->n_dims;
    make->n_sorted = make->n_list;
    for (int32_t i = make->n_list - 1; i >= 0; i--) {
        int64_t *least = &make->least[i * n_dims];
        const int64_t *ticks = &net->ticks[make->list[i] * n_dims];
        for (int32_t d = 0; d < net->n_dims; d++) {
            bool is_last = i == make->n_list - 1;
            least[d] = is_last || ticks[d] < least[d + n_dims] ? ticks[d] : least[d + n_dims];
        }
    }
}

// The place of the sorted list from which on nothing fits behind this end: most of the list, when
// a person is nearly full.
static int32_t last_that_fits(const gm_making *make, const int64_t *end)
{
    const gm_precedence *net = make->net;
    int32_t last = make->n_sorted;
    for (int32_t d = 0; d < net->n_dims; d++) {
        int64_t room = net->capacity[d] - end[d];
        int32_t low = 0;
        while (low < last) {
            int32_t middle = low + (last - low) / 2;
            bool fits = make->least[(ptrdiff_t)middle * net->n_dims + d] <= room;
            low = fits ? middle + 1 : low;
            last = fits ? last : middle;
        }
    }
    return last;
}

// Extends the path by tasks from this place of the list on.
static void seek(gm_making *make, int32_t from, const int64_t *end)
{
    const gm_precedence *net = make->net;
    int32_t last = last_that_fits(make, end);
    for (int32_t i = from; i < make->n_list && make->left > 0; i++) {
        if (i >= last && i < make->n_sorted) {
            i = make->n_sorted - 1;
            continue;
        }
        int32_t task = make->list[i];
        int32_t n_list = make->n_list;
        if (make->is_done[task] || gm_task_people(net, task) > 1 ||
            gm_making_bars(make, task) || !step_on(make, task, end)) {
            continue;
        }
        make->left -= 1;
        make->trials += 1;
        if (make->path_worth > make->best_worth) {
            keep_path(make);
        }
        int64_t *then = &make->path_end[(ptrdiff_t)make->n_path * net->n_dims];
        const int64_t *begin = &make->path_begin[(ptrdiff_t)(make->n_path - 1) * net->n_dims];
        for (int32_t d = 0; d < net->n_dims; d++) {
            then[d] = begin[d] + net->ticks[(ptrdiff_t)task * net->n_dims + d];
        }
        seek(make, i + 1, then);
        step_back(make, n_list);
    }
}

// How full a person would be with the best path: of the busiest dim.
static double fill_of(const gm_making *make, int32_t person)
{
    const gm_precedence *net = make->net;
    double most = 0.0;
    for (int32_t d = 0; d < net->n_dims; d++) {
        int64_t end = make->end[(ptrdiff_t)person * net->n_dims + d];
        for (int32_t i = 0; i < make->n_best; i++) {
            end += net->ticks[(ptrdiff_t)make->best[i] * net->n_dims + d];
        }
        double fill = (double)end / (double)net->capacity[d];
        most = fill > most ? fill : most;
    }
    return most;
}

// Gives a person the best sequence of tasks; false when it is not worth a person.
bool gm_making_person(gm_making *make, int32_t person, bool may_refuse)
{
    const gm_precedence *net = make->net;
    gm_making_sort(make);
    find_least(make);
    make->left = TRIALS_OF_A_PERSON;
    make->n_path = make->n_best = 0;
    make->path_worth = make->best_worth = 0.0;
    seek(make, 0, &make->end[(ptrdiff_t)person * net->n_dims]);
    double fill = fill_of(make, person);
    if (may_refuse && (make->n_best == 0 || fill <= 0.0 || fill < make->least_fill)) {
        return false;
    }
    for (int32_t i = 0; i < make->n_best; i++) {
        gm_making_settle(make, make->best[i], person,
                         &make->best_begin[(ptrdiff_t)i * net->n_dims]);
    }
    return true;
}
