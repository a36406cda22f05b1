// SPDX-License-Identifier: MIT
//
// The rounds compiled for avx512.

#define GM_LINE_KERNEL gm_line_kernel_avx512
#define GM_LINE_WORD   "avx512"
#include "line/kernel.inc"
