// SPDX-License-Identifier: MIT
//
// Which engine ran replications, in words.

#include "study/replicate.h"

const char *gm_replications_engine(const gm_replications *set, gm_arena *arena)
{
    int32_t n = gm_replications_good(set);
    int32_t by_line = 0;
    for (int32_t i = 0; i < set->n; i++) {
        const gm_replication *r = &set->items[i];
        by_line += r->is_done && !r->error && r->by_line ? 1 : 0;
    }
    return by_line == 0   ? "event engine"
           : by_line == n ? "line engine"
                          : gm_arena_printf(arena, "line engine, %d of %d by the event engine",
                                            (int)(n - by_line), (int)n);
}

const char *gm_replications_no_line(const gm_replications *set, gm_arena *arena)
{
    if (set->is_by_event) {
        return NULL;
    }
    if (!set->twin->line) {
        return gm_line_refusal_words(&set->twin->line_why, arena);
    }
    int32_t n = 0;
    for (int32_t i = 0; i < set->n; i++) {
        n += set->items[i].is_left ? 1 : 0;
    }
    return n == 0
               ? NULL
               : gm_arena_printf(arena,
                                 "in %d of %d replications parts wait for ever, or more than "
                                 "`guards: parts` allows, or time stands still",
                                 (int)n, (int)set->n);
}
