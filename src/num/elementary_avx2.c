// SPDX-License-Identifier: MIT
//
// The block functions compiled for AVX2.

#define GM_LANES_TABLE gm_lanes_avx2
#define GM_LANES_WORD  "avx2"
#include "num/elementary_block.inc"
