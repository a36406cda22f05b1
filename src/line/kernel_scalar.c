// SPDX-License-Identifier: MIT
//
// The rounds compiled for any machine: one lane.

#define GM_VECTOR_SCALAR
#define GM_LINE_KERNEL gm_line_kernel_scalar
#define GM_LINE_WORD   "scalar"
#include "line/kernel.inc"
