// SPDX-License-Identifier: MIT
//
// Cards that the pieces of a part share: a pallet is free again when the last piece has left it.
//
// A part that is cut leaves its cards to a share that its pieces hold together, limit by limit.
// A piece that is cut again makes a share within the share. Plans without limits over splits have
// none of it.

#ifndef GM_PLANT_SHARES_H
#define GM_PLANT_SHARES_H

#include "plant/run.h"

// Room for the shares of so many parts.
void gm_shares_reserve(gm_run *run, uint32_t n_parts);

// No part shares any.
void gm_shares_clear(gm_run *run);

void gm_shares_fini(gm_run *run);

// The part leaves its cards of these limits to a new share, which is returned. Pieces must join
// it before the part ends.
uint32_t gm_share_create(gm_run *run, uint32_t part, uint32_t limits);

// A piece that holds no cards takes its part in those of a share.
void gm_share_join(gm_run *run, uint32_t part, uint32_t share, uint32_t limits);

// The part gives back its card of a limit. True when the card is free: nobody else shares it.
bool gm_share_give(gm_run *run, uint32_t part, int32_t limit_i);

#endif
