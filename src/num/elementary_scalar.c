// SPDX-License-Identifier: MIT
//
// The block functions compiled for the baseline of the target.

#define GM_LANES_TABLE gm_lanes_scalar
#define GM_LANES_WORD  "scalar"
#include "num/elementary_block.inc"
