// SPDX-License-Identifier: MIT
//
// Chains of numbered things, each in one chain of its kind at most: added and taken out anywhere
// in constant time.

#ifndef GM_PLANT_CHAIN_H
#define GM_PLANT_CHAIN_H

#include "plant/plan.h"

typedef struct gm_chain {
    int32_t first; // GM_NONE: it is empty
    int32_t last;
} gm_chain;

// By thing; says nothing of one that is in no chain.
typedef struct gm_chain_link {
    int32_t before;
    int32_t after;
} gm_chain_link;

#define GM_CHAIN_EMPTY ((gm_chain){GM_NONE, GM_NONE})

// Puts i behind one that is in the chain; GM_NONE: first of all.
static inline void gm_chain_put(gm_chain *chain, gm_chain_link *links, int32_t i,
                                int32_t behind)
{
    int32_t after = behind == GM_NONE ? chain->first : links[behind].after;
    links[i] = (gm_chain_link){behind, after};
    *(behind == GM_NONE ? &chain->first : &links[behind].after) = i;
    *(after == GM_NONE ? &chain->last : &links[after].before) = i;
}

static inline void gm_chain_take(gm_chain *chain, gm_chain_link *links, int32_t i)
{
    int32_t before = links[i].before;
    int32_t after = links[i].after;
    *(before == GM_NONE ? &chain->first : &links[before].after) = after;
    *(after == GM_NONE ? &chain->last : &links[after].before) = before;
}

#endif
