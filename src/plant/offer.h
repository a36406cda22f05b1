// SPDX-License-Identifier: MIT
//
// Offers: whoever has finished with a part offers it to a target.
//
// A store with room takes it at once; otherwise the offer stands in the store's line and is taken
// when a place becomes free, or when a consumer takes straight from it (a store of no places). The
// offerer is told by gm_offer_gone().

#ifndef GM_PLANT_OFFER_H
#define GM_PLANT_OFFER_H

#include "plant/part.h"

// ---- targets

// The store that a target means for this part, or GM_NONE when it leaves the plant.
int32_t gm_target_store(const gm_run *run, gm_target target, uint32_t part);

// The same for a part of a variant; GM_NONE: whichever.
int32_t gm_target_store_of(const gm_run *run, gm_target target, int32_t variant_i);

// A part goes to a target that is no store: a sink, the way out or scrap.
void gm_part_leave_plant(gm_run *run, uint32_t part, gm_target target, int32_t step_i);

// ---- losing

// A store that loses what it has no room for.
bool gm_offer_may_be_lost(const gm_run *run, int32_t store_i);

// The part waits for the rest of its instant and is lost then, unless the store takes it.
void gm_offer_wait_or_lose(gm_run *run, uint32_t offerer, uint32_t part, int32_t store_i);

// It is lost now.
void gm_offer_lose(gm_run *run, uint32_t offerer, uint32_t part, int32_t store_i);

// Loses one that found no place, when nothing else is left to do at this instant. False: none.
bool gm_offers_lose_one(gm_run *run);

// ---- offering

// Delivers a part or lets the offerer wait. True when the part is gone already (also lost or
// out of the plant); false when gm_offer_gone() will be called later.
bool gm_offer(gm_run *run, uint32_t offerer, uint32_t part, gm_target target);

// The same for a machine of a swift station, whose target is known beforehand.
bool gm_offer_swift(gm_run *run, int32_t machine_i, uint32_t part, const gm_swift_way *way);

// The same for a part to which a place of this store was promised: it goes before those who wait.
bool gm_offer_promised(gm_run *run, uint32_t offerer, uint32_t part, int32_t store_i);

// Waits at a store for its next free place.
void gm_offer_wait(gm_run *run, uint32_t offerer, uint32_t part, int32_t store_i);

// Takes an offer back: the part stays with the offerer. False when there was none.
bool gm_offer_withdraw(gm_run *run, uint32_t offerer);

// Told by the store: the offer was taken. Implemented by the steps (step.c).
void gm_offer_gone(gm_run *run, uint32_t offerer);

// ---- the line of a store

// The part of the first offer that stands at a store, or 0.
uint32_t gm_offer_peek(const gm_run *run, int32_t store_i);

// Takes the first offer out of the line of a store that has one: who made it. Nobody is told.
uint32_t gm_offer_pop(gm_run *run, int32_t store_i);

// The part that somebody offers; a pass takes it out of its buffer, whose head it shows.
uint32_t gm_offer_part(gm_run *run, uint32_t offerer);

// A part leaves whoever offered it. A pass holds nothing: its buffer has told already.
void gm_offer_leave(gm_run *run, uint32_t offerer, uint32_t part);

#endif
