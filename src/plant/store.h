// SPDX-License-Identifier: MIT
//
// Places where parts wait, and the offers of those who wait for a place.
//
// Whoever has finished with a part offers it to a target. A store with room takes it at once;
// otherwise the offer stands in the store's queue and is taken when a place becomes free, or
// when a consumer takes straight from it (a store of no places). The offerer is told by
// gm_offer_gone().

#ifndef GM_PLANT_STORE_H
#define GM_PLANT_STORE_H

#include "plant/part.h"

// Delivers a part or lets the offerer wait. True when the part is gone already (also lost or
// out of the plant); false when gm_offer_gone() will be called later.
bool gm_offer(gm_run *run, uint32_t offerer, uint32_t part, gm_target target);

// The same for a machine of a swift station, whose target is known beforehand.
bool gm_offer_swift(gm_run *run, int32_t machine_i, uint32_t part, const gm_swift_way *way);

// The same for a part to which a place of this store was promised: it goes before those who wait.
bool gm_offer_promised(gm_run *run, uint32_t offerer, uint32_t part, int32_t store_i);

// Waits at a store for its next free place.
void gm_offer_wait(gm_run *run, uint32_t offerer, uint32_t part, int32_t store_i);

// A place or a machine behind the store is free: those who only watch it look again.
void gm_store_watchers_wake(gm_run *run, int32_t store_i);

// A limit has changed: takes in what may come now, and its consumers look again.
void gm_store_wake(gm_run *run, int32_t store_i);

// Told by the store: the offer was taken. Implemented by the steps (step.c).
void gm_offer_gone(gm_run *run, uint32_t offerer);

// Takes the first offer of a machine of a swift station out of the queue: its part, which leaves
// its step by the caller. The machine is not told.
uint32_t gm_store_pop_offer(gm_run *run, int32_t store_i);

// Takes an offer back: the part stays with the offerer. False when there was none.
bool gm_offer_withdraw(gm_run *run, uint32_t offerer);

// Room for one more part now, its cards included.
bool gm_store_has_room(const gm_run *run, int32_t store_i);

// A part comes into a store that has room.
void gm_store_put(gm_run *run, int32_t store_i, uint32_t part);

// Parts that a consumer could take now.
int64_t gm_store_available(const gm_run *run, int32_t store_i);

// Takes the next part for a consumer. family: with GM_QUEUE_FAMILY, the family to serve.
// available() > 0 beforehand.
uint32_t gm_store_take(gm_run *run, int32_t store_i, int32_t family);

// Takes this part, which is ready in the store.
void gm_store_take_part(gm_run *run, int32_t store_i, uint32_t part);

// The next part that a take would give, or 0 when it would come straight from a source.
uint32_t gm_store_peek(const gm_run *run, int32_t store_i, int32_t family);

// The part of the first offer that stands at a store, or 0.
uint32_t gm_store_peek_offer(const gm_run *run, int32_t store_i);

// Takes in what waits for a place: offers, then what an unlimited source makes.
void gm_store_refill(gm_run *run, int32_t store_i);

// Sets an interrupted part back to the head of its list; its place was never given away. What it
// waited before goes on: it counts as one wait when the part is taken again.
void gm_store_put_back(gm_run *run, int32_t store_i, uint32_t part);

// The clock of a store has rung: parts are ready or too old.
void gm_store_ring(gm_run *run, int32_t store_i);

// The store that a target means for this part, or GM_NONE when it leaves the plant.
int32_t gm_target_store(const gm_run *run, gm_target target, uint32_t part);

// The same for a part of a variant; GM_NONE: whichever.
int32_t gm_target_store_of(const gm_run *run, gm_target target, int32_t variant_i);

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
