// SPDX-License-Identifier: MIT
//
// Rows of a table in the order of a key.

#ifndef GM_REPORT_RANK_H
#define GM_REPORT_RANK_H

#include <stdint.h>

typedef struct gm_ranked {
    int32_t row_i;
    double key;
} gm_ranked;

// For qsort: the largest key first, equals in the order of their rows.
static inline int gm_by_key(const void *a, const void *b)
{
    const gm_ranked *p = a;
    const gm_ranked *q = b;
    if (p->key != q->key) {
        return p->key > q->key ? -1 : 1;
    }
    return p->row_i - q->row_i;
}

#endif
