// SPDX-License-Identifier: MIT
//
// The rounds compiled for NEON.

#define GM_LINE_KERNEL gm_line_kernel_neon
#define GM_LINE_WORD   "neon"
#include "line/kernel.inc"
