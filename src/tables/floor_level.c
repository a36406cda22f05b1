// SPDX-License-Identifier: MIT

#include "tables/floor_level.h"

#include <stddef.h>
#include <stdlib.h>

static int by_time(const void *pa, const void *pb)
{
    const gm_floor_edge *a = pa;
    const gm_floor_edge *b = pb;
    int by_at = (a->at_s > b->at_s) - (a->at_s < b->at_s);
    return by_at != 0 ? by_at : a->by - b->by;
}

int32_t gm_floor_most_at_once(gm_floor_edge *edges, int32_t n)
{
    qsort(edges, (size_t)n, sizeof *edges, by_time);
    int32_t level = 0;
    int32_t most = 0;
    for (int32_t i = 0; i < n; i++) {
        level += edges[i].by;
        most = level > most ? level : most;
    }
    return most;
}
