// SPDX-License-Identifier: MIT
//
// Places where parts wait: buffers and the queues of stations. What waits for a place: offer.h.

#ifndef GM_PLANT_STORE_H
#define GM_PLANT_STORE_H

#include "plant/part.h"

// Its consumers look again.
void gm_store_notify(gm_run *run, int32_t store_i);

// A place or a machine behind the store is free: those who only watch it look again.
void gm_store_watchers_wake(gm_run *run, int32_t store_i);

// A limit has changed: takes in what may come now, and its consumers look again.
void gm_store_wake(gm_run *run, int32_t store_i);

// Room for one more part now, its cards included.
bool gm_store_has_room(const gm_run *run, int32_t store_i);

// A part comes into a store that has room.
void gm_store_put(gm_run *run, int32_t store_i, uint32_t part);

// Parts that a consumer could take now.
int64_t gm_store_available(const gm_run *run, int32_t store_i);

// Some part; asks of the store itself first, where most of them are.
static inline bool gm_store_has_any(const gm_run *run, int32_t store_i)
{
    bool is_here =
        run->stores[store_i].n_ready > 0 && run->plan->stores[store_i].waits_s == 0.0;
    return is_here || gm_store_available(run, store_i) > 0;
}

// Since when a part that waits here can be taken, s.
double gm_store_ready_since(const gm_run *run, int32_t store_i, uint32_t part);

// Takes the next part for a consumer. family: with GM_QUEUE_FAMILY, the family to serve. line_i:
// the line that the part goes to, before others come to the place that it leaves; GM_NONE: out of
// the plant, GM_SAME_LINE: it is told later. available() > 0 beforehand.
#define GM_SAME_LINE (-2)
uint32_t gm_store_take(gm_run *run, int32_t store_i, int32_t family, int32_t line_i);

// Sends the held parts in the store to their quarantine, those on their way within it too; not
// those that are sorted by their work: they go when it is done.
void gm_store_divert_held(gm_run *run, int32_t store_i);

// Steps of the two above and below: a held part, which is ready, leaves for its quarantine; a part
// has come through the store's delay.
void gm_store_divert(gm_run *run, int32_t store_i, uint32_t part);
void gm_store_make_ready(gm_run *run, int32_t store_i, uint32_t part);

// Takes this part, which is ready in the store.
void gm_store_take_part(gm_run *run, int32_t store_i, uint32_t part, int32_t line_i);

// The next part that a take would give, or 0 when it would come straight from a source.
uint32_t gm_store_peek(const gm_run *run, int32_t store_i, int32_t family);

// Takes in what waits for a place: offers, then what an unlimited source makes.
void gm_store_refill(gm_run *run, int32_t store_i);

// Sets an interrupted part back to the head of its list; its place was never given away. What it
// waited before goes on: it counts as one wait when the part is taken again.
void gm_store_put_back(gm_run *run, int32_t store_i, uint32_t part);

// The clock of a store has rung: parts are ready or too old.
void gm_store_ring(gm_run *run, int32_t store_i);

// Cards left for parts that enter all of these limits.
static inline int32_t gm_limits_left(const gm_run *run, uint32_t limits)
{
    int32_t least = GM_UNLIMITED;
    while (limits) {
        int i = __builtin_ctz(limits);
        int32_t left = run->plan->limits[i].at_most - run->limits[i].count;
        least = left < least ? left : least;
        limits &= limits - 1;
    }
    return least;
}

static inline bool gm_limits_allow(const gm_run *run, uint32_t limits)
{
    return gm_limits_left(run, limits) > 0;
}

#endif
