// SPDX-License-Identifier: MIT

#include "study/standstill.h"

#include "core/units.h"

#include <inttypes.h>

gm_standstill gm_standstill_find(const gm_replications *set)
{
    gm_standstill s = {0};
    for (int32_t i = 0; i < set->n; i++) {
        const gm_replication *r = &set->items[i];
        if (r->is_done && !r->error && r->stuck.n > 0) {
            s.first = s.first ? s.first : &r->stuck;
            s.n += 1;
        }
    }
    return s;
}

static const char *waits_in_words(const gm_plan *plan, const gm_stuck *stuck, gm_arena *arena)
{
    const char *list = "";
    for (int32_t i = 0; i < stuck->n_waits; i++) {
        const gm_stuck_wait *w = &stuck->waits[i];
        const gm_store_plan *store = &plan->stores[w->store_i];
        const char *place = plan->steps[store->step_i].name;
        list = gm_arena_printf(arena, "%s%s%s for %s%s", list, i > 0 ? ", " : "",
                               plan->steps[w->step_i].name,
                               store->is_buffer ? "" : "the queue of ", place);
    }
    int32_t more = stuck->n - stuck->n_waits;
    return more > 0 && stuck->n_waits > 0
               ? gm_arena_printf(arena, "%s and %" PRId32 " more", list, more)
               : list;
}

const char *gm_standstill_words(const gm_replications *set, gm_arena *arena)
{
    static const gm_dim time = {.power = {[GM_AXIS_TIME] = 1}};
    gm_standstill s = gm_standstill_find(set);
    char since[64];
    if (!s.first) {
        return NULL;
    }
    gm_quantity_format(s.first->since_s, time, NULL, since, sizeof since);
    return gm_arena_printf(arena,
                           "deadlock in %" PRId32 " of %" PRId32
                           " replications: since %s%s these wait for a place "
                           "for ever: %s",
                           s.n, gm_replications_good(set), since,
                           s.first->all ? " nothing leaves any more and" : "",
                           waits_in_words(set->twin->plan, s.first, arena));
}
