// SPDX-License-Identifier: MIT

#include "sim/clocks.h"

size_t gm_clocks_size(uint32_t n_slots)
{
    GM_REQUIRE(n_slots >= 1);
    return n_slots <= GM_CLOCK_ROW_MOST ? GM_CLOCK_ROW_BYTES : gm_clock_tree_size(n_slots);
}

void gm_clocks_init(gm_clocks *clocks, void *memory, uint32_t n_slots)
{
    *clocks = (gm_clocks){.is_row = n_slots <= GM_CLOCK_ROW_MOST};
    if (clocks->is_row) {
        gm_clock_row_init(&clocks->row, memory, n_slots);
    } else {
        gm_clock_tree_init(&clocks->tree, memory, n_slots);
    }
}

gm_clock gm_clocks_top(gm_clocks *clocks)
{
    return clocks->is_row ? gm_clock_row_top(&clocks->row) : gm_clock_tree_top(&clocks->tree);
}
