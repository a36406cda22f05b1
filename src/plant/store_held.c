// SPDX-License-Identifier: MIT
//
// Suspect parts in a store go to their quarantine.

#include "plant/store.h"
#include "plant/suspects.h"

static uint32_t first_held(const gm_run *run, const gm_list *list)
{
    uint32_t at = list->head;
    while (at && !gm_is_held(run, at)) {
        at = run->parts[at].next;
    }
    return at;
}

// Held parts on their way within the store: they are through at once.
static gm_list take_from_transit(gm_run *run, gm_store *s)
{
    gm_list held = {0};
    uint32_t part;
    while ((part = first_held(run, &s->transit)) != 0) {
        gm_list_remove(run, &s->transit, part);
        gm_list_push(run, &held, part);
    }
    gm_list others = {0};
    while ((part = s->transit_root) != 0) {
        s->transit_root = gm_sorted_pop(run, part);
        gm_list_push(run, gm_is_held(run, part) ? &held : &others, part);
    }
    while (others.head) {
        s->transit_root = gm_sorted_push(run, s->transit_root, gm_list_pop(run, &others));
    }
    return held;
}

void gm_store_divert_held(gm_run *run, int32_t store_i)
{
    gm_store *s = &run->stores[store_i];
    gm_list held = take_from_transit(run, s);
    for (int32_t k = 0; k < run->plan->stores[store_i].n_classes; k++) {
        // From the head each time: what is taken out may change the list.
        uint32_t part;
        while ((part = first_held(run, &s->lists[k])) != 0) {
            gm_store_divert(run, store_i, part);
        }
    }
    while (held.head) {
        gm_store_make_ready(run, store_i, gm_list_pop(run, &held));
    }
}
