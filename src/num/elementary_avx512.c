// SPDX-License-Identifier: MIT
//
// The block functions compiled for AVX-512 (F and DQ).

#define GM_LANES_TABLE gm_lanes_avx512
#define GM_LANES_WORD  "avx512"
#include "num/elementary_block.inc"
