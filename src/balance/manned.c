// SPDX-License-Identifier: MIT
//
// Station after station, and at a station person after person. Work that takes several people
// begins the shift of all of them. Then each person in turn gets the best sequence of tasks that
// bounded search finds: one whose predecessors are with another person at the same station waits
// for them. A person who would be filled too little is left out and the next station begins. Every
// third start takes task by task instead, the one that matters most of those that may begin first,
// on whoever is free first: so work for several finds a place in the middle of a station too.
//
// A start differs from another by how much weight the work that waits has, by how full a person
// must be, and by a little noise. Fewest people are best, then fewest stations.

#include "balance/manned.h"

#include "balance/making.h"

#include <string.h>

#define MOST_STARTS 4000
#define NOISE       0.03

// ---- a station, a line

// People who do anything, or only work of no time.
static int32_t n_posts(const gm_making *make, int32_t station)
{
    int32_t n = gm_making_workers(make);
    for (int32_t i = 0; i < make->net->n; i++) {
        int32_t end = make->is_done[i] && make->now.station[i] == station
                          ? make->now.post[i] + gm_task_people(make->net, i)
                          : 0;
        n = end > n ? end : n;
    }
    return n;
}

static void fill_station(gm_making *make)
{
    const gm_precedence *net = make->net;
    int32_t most = make->most_people;
    memset(make->end, 0, (size_t)most * (size_t)net->n_dims * sizeof *make->end);
    memset(make->ready, 0, (size_t)net->n * (size_t)net->n_dims * sizeof *make->ready);
    if (make->is_by_task) {
        while (gm_making_next(make)) {
        }
    } else {
        gm_making_teams(make);
        int32_t n_team = gm_making_workers(make);
        for (int32_t p = 0; p < most; p++) {
            if (!gm_making_person(make, p, p > 0 && p >= n_team)) {
                break;
            }
        }
    }
    int32_t station = make->now.n_stations++;
    make->now.people[station] = n_posts(make, station);
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
    make->is_by_task = start % 3 == 2;
    int32_t most = make->net->problem->most_people;
    int32_t fewer = most - start / 6 % most;
    make->most_people = start % 4 == 3 && fewer >= make->largest_team ? fewer : most;
    for (int32_t i = 0; i < make->net->n; i++) {
        double noise = start < 30 ? 0.0 : NOISE * gm_stream_u01(&make->stream);
        double worth = make->net->size[i] + make->by_tail * make->net->tail[i];
        make->worth[i] = 1e-6 + worth * (1.0 + noise);
    }
}

// Stations beyond those that there are.
static int32_t excess(const gm_precedence *net, const gm_balance *balance)
{
    int32_t most = net->problem->most_stations;
    return most > 0 && balance->n_stations > most ? balance->n_stations - most : 0;
}

// Fills the line; false when it takes more people than the best so far.
static bool fill_line(gm_making *make, const gm_balance *best)
{
    const gm_precedence *net = make->net;
    clear(make);
    for (int32_t n_done = 0; n_done < net->n;) {
        if (best->n_posts > 0 && excess(net, best) == 0 && make->now.n_posts > best->n_posts) {
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

static bool is_better(const gm_precedence *net, const gm_balance *a, const gm_balance *b)
{
    int32_t more = excess(net, a) - excess(net, b);
    if (b->n_posts == 0 || more != 0) {
        return b->n_posts == 0 || more < 0;
    }
    return a->n_posts < b->n_posts ||
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
        .least = GM_NEW(arena, int64_t, cells),
        .path = GM_NEW(arena, int32_t, n),
        .path_begin = GM_NEW(arena, int64_t, cells),
        .path_end = GM_NEW(arena, int64_t, cells),
        .best = GM_NEW(arena, int32_t, n),
        .best_begin = GM_NEW(arena, int64_t, cells),
    };
    for (int32_t i = 0; i < net->n; i++) {
        int32_t people = gm_task_people(net, i);
        make.largest_team = people > make.largest_team ? people : make.largest_team;
    }
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
        if (fill_line(&make, balance) && is_better(net, &make.now, balance)) {
            copy_balance(balance, &make.now, net);
        }
    }
    balance->trials += make.trials;
    gm_arena_fini(&arena);
}
