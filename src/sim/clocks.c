// SPDX-License-Identifier: MIT

#include "sim/clocks.h"

static uint32_t leaves_for(uint32_t n_slots)
{
    GM_REQUIRE(n_slots >= 1 && n_slots <= UINT32_MAX / 4);
    uint32_t n = 2;
    while (n < n_slots) {
        n *= 2;
    }
    return n;
}

size_t gm_clocks_size(uint32_t n_slots)
{
    return 2 * (size_t)leaves_for(n_slots);
}

void gm_clocks_init(gm_clocks *clocks, gm_clock *node, uint32_t n_slots)
{
    *clocks = (gm_clocks){.node = node, .n_leaves = leaves_for(n_slots)};
    const double never = (double)INFINITY;
    uint64_t bits;
    memcpy(&bits, &never, sizeof bits);
    for (uint32_t i = 0; i < 2 * clocks->n_leaves; i++) {
        node[i] = (gm_clock){bits, (uint64_t)GM_CLASS_FAIL << 32 | UINT32_MAX};
    }
}
