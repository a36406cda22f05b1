// SPDX-License-Identifier: MIT

#include "num/latin.h"

void gm_latin_fill(gm_stream *stream, double *x, int32_t n)
{
    // Cells in random order: Fisher and Yates, inside out (Knuth, volume 2, algorithm P).
    for (int32_t i = 0; i < n; i++) {
        int32_t j = (int32_t)(gm_stream_u01(stream) * (i + 1.0));
        j = j < i ? j : i; // a product that is rounded up
        x[i] = i;
        x[i] = x[j];
        x[j] = i;
    }
    for (int32_t i = 0; i < n; i++) {
        x[i] = (x[i] + gm_stream_u01(stream)) / n;
    }
}
