// SPDX-License-Identifier: MIT
//
// The tables of block functions, one per instruction set. Private to the elementary functions.

#ifndef GM_NUM_ELEMENTARY_VARIANTS_H
#define GM_NUM_ELEMENTARY_VARIANTS_H

#include "num/elementary.h"

#define GM_LANES_CHUNK 64 // values whose arguments are kept for the far tail

extern const gm_lanes gm_lanes_scalar;
#ifdef GM_HAVE_X86_LANES
extern const gm_lanes gm_lanes_avx2;
extern const gm_lanes gm_lanes_avx512;
#endif
#ifdef GM_HAVE_ARM_LANES
extern const gm_lanes gm_lanes_neon;
#endif

#endif
