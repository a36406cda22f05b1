// SPDX-License-Identifier: MIT

#include "balance/making.h"

// A task that it may not meet is done at the station in hand.
bool gm_making_bars(const gm_making *make, int32_t task)
{
    const gm_precedence *net = make->net;
    for (int32_t i = 0; net->apart && i < net->n; i++) {
        if (gm_tasks_has(&net->apart[(ptrdiff_t)task * net->n_words], i) && make->is_done[i] &&
            make->now.station[i] == make->now.n_stations) {
            return true;
        }
    }
    return false;
}

// A task is done at the station in hand by `people` from person `post` on; what follows may come.
void gm_making_settle(gm_making *make, int32_t task, int32_t post, const int64_t *begin)
{
    const gm_precedence *net = make->net;
    int32_t n_dims = net->n_dims;
    int32_t station = make->now.n_stations;
    make->is_done[task] = true;
    make->now.station[task] = station;
    make->now.post[task] = post;
    for (int32_t d = 0; d < n_dims; d++) {
        int64_t end = begin[d] + net->ticks[(ptrdiff_t)task * n_dims + d];
        make->now.begin[(ptrdiff_t)task * n_dims + d] = begin[d];
        for (int32_t p = post; p < post + gm_task_people(net, task); p++) {
            make->end[(ptrdiff_t)p * n_dims + d] = end;
        }
        for (int32_t i = net->next_at[task]; i < net->next_at[task + 1]; i++) {
            int64_t *ready = &make->ready[(ptrdiff_t)net->next[i] * n_dims + d];
            *ready = gm_later(*ready, end);
        }
    }
    for (int32_t i = net->next_at[task]; i < net->next_at[task + 1]; i++) {
        if (--make->n_open[net->next[i]] == 0) {
            make->list[make->n_list++] = net->next[i];
        }
    }
}

// Tasks that may be done, those that are ready first and of these the worthiest.
void gm_making_sort(gm_making *make)
{
    int32_t n = 0;
    for (int32_t i = 0; i < make->n_list; i++) {
        int32_t task = make->list[i];
        if (make->is_done[task]) {
            continue;
        }
        int64_t ready = make->ready[(ptrdiff_t)task * make->net->n_dims];
        int32_t k = n++;
        while (k > 0) {
            int32_t other = make->list[k - 1];
            int64_t other_ready = make->ready[(ptrdiff_t)other * make->net->n_dims];
            if (other_ready < ready ||
                (other_ready == ready && make->worth[other] >= make->worth[task])) {
                break;
            }
            make->list[k] = other;
            k--;
        }
        make->list[k] = task;
    }
    make->n_list = n;
}

int32_t gm_making_workers(const gm_making *make)
{
    int32_t n = 0;
    for (int32_t p = 0; p < make->most_people; p++) {
        bool works = false;
        for (int32_t d = 0; d < make->net->n_dims; d++) {
            works |= make->end[(ptrdiff_t)p * make->net->n_dims + d] > 0;
        }
        n += works ? 1 : 0;
    }
    return n;
}
