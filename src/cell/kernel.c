// SPDX-License-Identifier: MIT

#include "cell/kernel.h"

#include "num/elementary.h"

#include <string.h>

const gm_cell_kernel *gm_cell_kernel_best(void)
{
    const gm_cell_kernel *best = &gm_cell_kernel_scalar;
#ifdef GM_HAVE_X86_LANES
    for (size_t i = 0; gm_lanes_variant(i); i++) {
        if (strcmp(gm_lanes_variant(i)->name, gm_cell_kernel_avx2.name) == 0) {
            best = &gm_cell_kernel_avx2;
        }
    }
#endif
    return best;
}
