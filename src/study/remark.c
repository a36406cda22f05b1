// SPDX-License-Identifier: MIT

#include "study/remark.h"

#include "study/growth.h"
#include "study/standstill.h"

static const char *unsteady_words(const gm_replications *set, gm_arena *arena)
{
    const char *growth = gm_growth_words(set, arena);
    return growth ? gm_arena_printf(arena, "never steady: %s", growth)
                  : "the warm-up does not end within half of the run";
}

const char *gm_remark_words(const gm_replications *set, gm_arena *arena)
{
    if (gm_replications_good(set) == 0) {
        return NULL;
    }
    const char *stuck = gm_standstill_words(set, arena);
    const char *other =
        set->has_no_cut ? unsteady_words(set, arena) : gm_growth_outside_words(set, arena);
    return stuck && other ? gm_arena_printf(arena, "%s; %s", stuck, other)
           : stuck        ? stuck
                          : other;
}
