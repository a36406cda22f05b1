// SPDX-License-Identifier: MIT
//
// A model text run with somebody who looks over the shoulder of its first replication.

#ifndef GM_TEST_WATCHED_SET_H
#define GM_TEST_WATCHED_SET_H

#include "model_set.h"

#include "study/watch.h"

typedef struct watched_set {
    model_set m;
    gm_watch watch;
} watched_set;

static inline void watched_run(watched_set *w, const char *text, double from_s, double to_s)
{
    model_set_open(&w->m, text);
    gm_watch_init(&w->watch, w->m.twin, from_s, to_s);
    gm_replicate_options how = {.n_threads = 2, .overseer = &w->watch.overseer};
    ck_assert_int_eq(gm_replicate(&w->m.set, 2, &how), GM_OK);
    ck_assert(w->watch.is_done);
}

static inline void watched_close(watched_set *w)
{
    gm_watch_fini(&w->watch);
    model_set_close(&w->m);
}

static inline int32_t watched_step(const watched_set *w, const char *name)
{
    int32_t step_i = gm_plan_find(w->m.twin->plan, name);
    ck_assert_int_ne(step_i, GM_NONE);
    return step_i;
}

// Parts from one step to another.
static inline double watched_link(const watched_set *w, const char *from, const char *to)
{
    for (int32_t i = 0; i < w->watch.n_links; i++) {
        const gm_flow_link *link = &w->watch.links[i];
        if (link->from == watched_step(w, from) && link->to == watched_step(w, to)) {
            return link->n;
        }
    }
    return 0.0;
}

// Two of a and one of b are joined; one in ten is reworked, some is scrapped; a queue loses.
static const char watched_assembly[] =
    "gemba: 1\n"
    "clock: {run: 20 d, horizon: terminating}\n"
    "parts: {a: {}, b: {}, set: {}}\n"
    "plant:\n"
    "  of-a:\n"
    "    - {source: ends-of-a, part: a, every: 40 s}\n"
    "    - {station: cut, queue: {holds: 3, when-full: lose}, time: exponential(40 s), scrap: "
    "5 %}\n"
    "    - {buffer: rack-a, holds: 10, to: join}\n"
    "  of-b:\n"
    "    - {source: ends-of-b, part: b}\n"
    "    - {station: bend, time: 60 s, to: join}\n"
    "  sets:\n"
    "    - {station: join, time: 70 s, needs: {a: 2, b: 1}, makes: set}\n"
    "    - {station: look, time: 20 s, queue: 5, defects: 10 %, inspects: {finds: 100 %, to: "
    "mend}, to: out}\n"
    "    - {station: mend, time: 90 s, queue: unlimited, mends: 100 %, to: look}\n"
    "    - sink: out\n";

#endif
