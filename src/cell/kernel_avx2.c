// SPDX-License-Identifier: MIT
//
// The loops compiled for AVX2.

#define GM_CELL_KERNEL gm_cell_kernel_avx2
#define GM_CELL_WORD   "avx2"
#include "cell/kernel.inc"
