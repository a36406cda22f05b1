// SPDX-License-Identifier: MIT
//
// The block functions compiled for NEON.

#define GM_LANES_TABLE gm_lanes_neon
#define GM_LANES_WORD  "neon"
#include "num/elementary_block.inc"
