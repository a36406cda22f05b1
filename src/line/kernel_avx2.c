// SPDX-License-Identifier: MIT
//
// The rounds compiled for avx2.

#define GM_LINE_KERNEL gm_line_kernel_avx2
#define GM_LINE_WORD   "avx2"
#include "line/kernel.inc"
