// SPDX-License-Identifier: MIT
//
// The loops compiled for the baseline of the target.

#define GM_CELL_KERNEL gm_cell_kernel_scalar
#define GM_CELL_WORD   "scalar"
#include "cell/kernel.inc"
