// SPDX-License-Identifier: MIT
//
// Station after station, and at a station person after person. Work that takes several people
// begins the shift of all of them. Then each person in turn gets the best sequence of tasks that
// bounded search finds: one whose predecessors are with another person at the same station waits
// for them. A person who would be filled too little is left out and the next station begins.
//
// A start differs from another by how much weight the work that waits has, by how full a person
// must be, and by a little noise. Fewest people are best, then fewest stations.

#include "balance/manned.h"

#include "num/random.h"

#include <float.h>
#include <string.h>

#define MOST_STARTS        4000
#define TRIALS_OF_A_PERSON 400
#define NOISE              0.03

// A line in the making.
typedef struct gm_making {
    const gm_precedence *net;
    gm_stream stream;
    double by_tail;
    double least_fill; // of a person beyond the first of a station
    double *worth;     // by task
    int64_t trials;

    bool *is_done;
    int32_t *n_open; // by task: predecessors not done, nor in this station
    int64_t *ready;  // task x dim: when its predecessors at this station are done
    int32_t *list;   // tasks that may be done
    int32_t n_list;
    int64_t *end;   // person x dim, of the station in hand
    gm_balance now; // station, post, begin of each task; people and end by station

    // The search for one person.
    int64_t left;        // trials
    int32_t *path;       // tasks
    int64_t *path_begin; // path x dim
    int64_t *path_end;   // after so many tasks of it x dim
    int32_t n_path;
    double path_worth;
    int32_t *best;
    int64_t *best_begin;
    int32_t n_best;
    double best_worth;
} gm_making;

static int32_t people_of(const gm_precedence *net, int32_t task)
{
    return net->problem->people ? net->problem->people[task] : 1;
}

static int64_t later(int64_t a, int64_t b)
{
    return a > b ? a : b;
}

// ---- bounds

gm_manned_least gm_manned_least_of(const gm_precedence *net, const gm_bound *bound)
{
    gm_manned_least least = {1, 1};
    for (int32_t f = 0; f < bound->n; f++) {
        int64_t sum = 0;
        for (int32_t i = 0; i < net->n; i++) {
            sum += people_of(net, i) * bound->weight[(ptrdiff_t)i * bound->n + f];
        }
        int32_t posts = (int32_t)((sum + bound->one[f] - 1) / bound->one[f]);
        least.posts = posts > least.posts ? posts : least.posts;
    }
    // Tasks of a chain come one after the other, whoever does them.
    gm_arena arena;
    gm_arena_init(&arena, 0);
    int64_t *chain = GM_NEW(&arena, int64_t, net->n);
    for (int32_t d = 0; d < net->n_dims; d++) {
        int64_t longest = 0;
        memset(chain, 0, (size_t)net->n * sizeof *chain);
        for (int32_t k = 0; k < net->n; k++) {
            int32_t task = net->order[k];
            chain[task] += net->ticks[(ptrdiff_t)task * net->n_dims + d];
            longest = later(longest, chain[task]);
            for (int32_t i = net->next_at[task]; i < net->next_at[task + 1]; i++) {
                chain[net->next[i]] = later(chain[net->next[i]], chain[task]);
            }
        }
        int32_t n = (int32_t)((longest + net->capacity[d] - 1) / net->capacity[d]);
        least.stations = n > least.stations ? n : least.stations;
    }
    gm_arena_fini(&arena);
    int32_t most = net->problem->most_people;
    int32_t by_people = (least.posts + most - 1) / most;
    least.stations = by_people > least.stations ? by_people : least.stations;
    return least;
}

// ---- a task finds its place

// A task that it may not meet is done at the station in hand.
static bool is_barred(const gm_making *make, int32_t task)
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
static void settle(gm_making *make, int32_t task, int32_t post, const int64_t *begin)
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
        for (int32_t p = post; p < post + people_of(net, task); p++) {
            make->end[(ptrdiff_t)p * n_dims + d] = end;
        }
        for (int32_t i = net->next_at[task]; i < net->next_at[task + 1]; i++) {
            int64_t *ready = &make->ready[(ptrdiff_t)net->next[i] * n_dims + d];
            *ready = later(*ready, end);
        }
    }
    for (int32_t i = net->next_at[task]; i < net->next_at[task + 1]; i++) {
        if (--make->n_open[net->next[i]] == 0) {
            make->list[make->n_list++] = net->next[i];
        }
    }
}

// Work for several: on the first so many people, after what they do already.
static bool settle_team(gm_making *make, int32_t task)
{
    const gm_precedence *net = make->net;
    int64_t *begin = make->path_begin;
    for (int32_t d = 0; d < net->n_dims; d++) {
        begin[d] = make->ready[(ptrdiff_t)task * net->n_dims + d];
        for (int32_t p = 0; p < people_of(net, task); p++) {
            begin[d] = later(begin[d], make->end[(ptrdiff_t)p * net->n_dims + d]);
        }
        if (begin[d] + net->ticks[(ptrdiff_t)task * net->n_dims + d] > net->capacity[d]) {
            return false;
        }
    }
    settle(make, task, 0, begin);
    return true;
}

static void settle_teams(gm_making *make)
{
    for (int32_t i = 0; i < make->n_list; i++) {
        int32_t task = make->list[i];
        if (!make->is_done[task] && people_of(make->net, task) > 1 && !is_barred(make, task)) {
            settle_team(make, task);
        }
    }
}

// ---- one person

// Tasks that may be done, those that are ready first and of these the worthiest.
static void sort_list(gm_making *make)
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

// Adds a task to the path: false when it would not be done in time.
static bool step_on(gm_making *make, int32_t task, const int64_t *end)
{
    const gm_precedence *net = make->net;
    int64_t *begin = &make->path_begin[(ptrdiff_t)make->n_path * net->n_dims];
    for (int32_t d = 0; d < net->n_dims; d++) {
        begin[d] = later(end[d], make->ready[(ptrdiff_t)task * net->n_dims + d]);
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

// Extends the path by tasks from this place of the list on.
static void seek(gm_making *make, int32_t from, const int64_t *end)
{
    const gm_precedence *net = make->net;
    for (int32_t i = from; i < make->n_list && make->left > 0; i++) {
        int32_t task = make->list[i];
        int32_t n_list = make->n_list;
        if (make->is_done[task] || people_of(net, task) > 1 || is_barred(make, task) ||
            !step_on(make, task, end)) {
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
static bool settle_person(gm_making *make, int32_t person, bool may_refuse)
{
    const gm_precedence *net = make->net;
    sort_list(make);
    make->left = TRIALS_OF_A_PERSON;
    make->n_path = make->n_best = 0;
    make->path_worth = make->best_worth = 0.0;
    seek(make, 0, &make->end[(ptrdiff_t)person * net->n_dims]);
    double fill = fill_of(make, person);
    if (may_refuse && (make->n_best == 0 || fill <= 0.0 || fill < make->least_fill)) {
        return false;
    }
    for (int32_t i = 0; i < make->n_best; i++) {
        settle(make, make->best[i], person, &make->best_begin[(ptrdiff_t)i * net->n_dims]);
    }
    return true;
}

// ---- a station, a line

static int32_t n_working(const gm_making *make)
{
    int32_t n = 0;
    for (int32_t p = 0; p < make->net->problem->most_people; p++) {
        bool works = false;
        for (int32_t d = 0; d < make->net->n_dims; d++) {
            works |= make->end[(ptrdiff_t)p * make->net->n_dims + d] > 0;
        }
        n += works ? 1 : 0;
    }
    return n;
}

static void fill_station(gm_making *make)
{
    const gm_precedence *net = make->net;
    int32_t most = net->problem->most_people;
    memset(make->end, 0, (size_t)most * (size_t)net->n_dims * sizeof *make->end);
    memset(make->ready, 0, (size_t)net->n * (size_t)net->n_dims * sizeof *make->ready);
    settle_teams(make);
    int32_t n_team = n_working(make);
    for (int32_t p = 0; p < most; p++) {
        if (!settle_person(make, p, p > 0 && p >= n_team)) {
            break;
        }
    }
    int32_t station = make->now.n_stations++;
    int32_t n = n_working(make);
    make->now.people[station] = n > 0 ? n : 1; // work of no time at all
    make->now.n_posts += make->now.people[station];
}

// Empties the line.
static void clear(gm_making *make)
{
    const gm_precedence *net = make->net;
    make->now.n_stations = make->now.n_posts = 0;
    make->n_list = 0;
    memset(make->is_done, 0, (size_t)net->n * sizeof *make->is_done);
    memcpy(make->n_open, net->n_before, (size_t)net->n * sizeof *make->n_open);
    for (int32_t i = 0; i < net->n; i++) {
        if (net->n_before[i] == 0) {
            make->list[make->n_list++] = i;
        }
    }
}

// The weights of a start: from the plain ones at first to ever others.
static void set_out(gm_making *make, int start)
{
    static const double fills[] = {0.0, 0.9, 0.95, 0.8, 0.98, 0.6};
    static const double tails[] = {0.0, 0.02, 0.1, 0.005, 0.5};
    make->least_fill = fills[start % 6];
    make->by_tail = tails[start % 5];
    for (int32_t i = 0; i < make->net->n; i++) {
        double noise = start < 30 ? 0.0 : NOISE * gm_stream_u01(&make->stream);
        double worth = make->net->size[i] + make->by_tail * make->net->tail[i];
        make->worth[i] = 1e-6 + worth * (1.0 + noise);
    }
}

// Fills the line; false when it takes more people than the best so far.
static bool fill_line(gm_making *make, const gm_balance *best)
{
    const gm_precedence *net = make->net;
    clear(make);
    for (int32_t n_done = 0; n_done < net->n;) {
        if (best->n_posts > 0 && make->now.n_posts > best->n_posts) {
            return false;
        }
        fill_station(make);
        n_done = 0;
        for (int32_t i = 0; i < net->n; i++) {
            n_done += make->is_done[i] ? 1 : 0;
        }
    }
    return true;
}

static bool is_better(const gm_balance *a, const gm_balance *b)
{
    return b->n_posts == 0 || a->n_posts < b->n_posts ||
           (a->n_posts == b->n_posts && a->n_stations < b->n_stations);
}

static void copy_balance(gm_balance *to, const gm_balance *from, const gm_precedence *net)
{
    size_t n = (size_t)net->n;
    to->n_posts = from->n_posts;
    to->n_stations = from->n_stations;
    memcpy(to->station, from->station, n * sizeof *to->station);
    memcpy(to->post, from->post, n * sizeof *to->post);
    memcpy(to->begin, from->begin, n * (size_t)net->n_dims * sizeof *to->begin);
    memcpy(to->people, from->people, (size_t)from->n_stations * sizeof *to->people);
}

static gm_making making_of(const gm_precedence *net, gm_arena *arena)
{
    size_t n = (size_t)net->n;
    size_t cells = (n + 1) * (size_t)net->n_dims;
    size_t most = (size_t)net->problem->most_people;
    gm_making make = {
        .net = net,
        .worth = GM_NEW(arena, double, n),
        .is_done = GM_NEW(arena, bool, n),
        .n_open = GM_NEW(arena, int32_t, n),
        .ready = GM_NEW(arena, int64_t, cells),
        .list = GM_NEW(arena, int32_t, n),
        .end = GM_NEW(arena, int64_t, most * (size_t)net->n_dims),
        .path = GM_NEW(arena, int32_t, n),
        .path_begin = GM_NEW(arena, int64_t, cells),
        .path_end = GM_NEW(arena, int64_t, cells),
        .best = GM_NEW(arena, int32_t, n),
        .best_begin = GM_NEW(arena, int64_t, cells),
    };
    gm_stream_init(&make.stream, 1, 0, "balance", "noise");
    make.now.station = GM_NEW(arena, int32_t, n);
    make.now.post = GM_NEW(arena, int32_t, n);
    make.now.begin = GM_NEW(arena, int64_t, cells);
    make.now.people = GM_NEW(arena, int32_t, n);
    return make;
}

void gm_manned_solve(const gm_precedence *net, gm_manned_least least, int64_t most_trials,
                     gm_balance *balance)
{
    gm_arena arena;
    gm_arena_init(&arena, 0);
    gm_making make = making_of(net, &arena);
    for (int start = 0; start < MOST_STARTS; start++) {
        bool is_best = balance->n_posts == least.posts && balance->n_stations == least.stations;
        if (is_best || (start > 0 && make.trials >= most_trials)) {
            break;
        }
        set_out(&make, start);
        if (fill_line(&make, balance) && is_better(&make.now, balance)) {
            copy_balance(balance, &make.now, net);
        }
    }
    balance->trials += make.trials;
    gm_arena_fini(&arena);
}
