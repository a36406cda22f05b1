// SPDX-License-Identifier: MIT

#include "plant/shares.h"

#include <string.h>

#define FEW 64

// Which of its cards a part shares, and in which share.
struct gm_share_of {
    uint32_t share; // 0: none
    uint32_t limits;
};

struct gm_share {
    uint32_t n_refs;       // parts in it, and shares within it
    uint32_t outer;        // the share that the part that was cut had a part in, 0: none
    uint32_t outer_limits; // of these
    uint32_t next;         // free one
    int32_t n[GM_MOST_LIMITS];
};

static inline bool has(uint32_t limits, int32_t limit_i)
{
    return limits >> limit_i & 1;
}

// ---- memory

void gm_shares_reserve(gm_run *run, uint32_t n_parts)
{
    gm_shares *s = &run->shares;
    if (!run->plan->shares_cards) {
        return;
    }
    gm_share_of *of = gm_hook_alloc(n_parts * sizeof *of);
    if (s->of) {
        memcpy(of, s->of, run->n_parts * sizeof *of);
    }
    gm_hook_free(s->of);
    s->of = of;
}

void gm_shares_clear(gm_run *run)
{
    gm_shares *s = &run->shares;
    if (s->of) {
        memset(s->of, 0, run->n_parts * sizeof *s->of);
    }
    s->n_used = 1; // 0 is none
    s->free = 0;
}

void gm_shares_fini(gm_run *run)
{
    gm_hook_free(run->shares.of);
    gm_hook_free(run->shares.items);
}

static uint32_t take(gm_shares *s)
{
    uint32_t i = s->free;
    if (i) {
        s->free = s->items[i].next;
    } else {
        if (s->n_used >= s->room) {
            uint32_t room = s->room > 0 ? 2 * s->room : FEW;
            gm_share *items = gm_hook_alloc(room * sizeof *items);
            if (s->room > 0) {
                memcpy(items, s->items, s->room * sizeof *items);
            }
            gm_hook_free(s->items);
            s->items = items;
            s->room = room;
        }
        i = s->n_used++;
    }
    memset(&s->items[i], 0, sizeof s->items[i]);
    return i;
}

// One reference less; a share that nobody has is free, and leaves the one around it.
static void drop(gm_shares *s, uint32_t i)
{
    while (i && --s->items[i].n_refs == 0) {
        uint32_t outer = s->items[i].outer;
        s->items[i].next = s->free;
        s->free = i;
        i = outer;
    }
}

// ---- cards

static void leave(gm_shares *s, uint32_t part)
{
    if (s->of[part].share && !s->of[part].limits) {
        drop(s, s->of[part].share);
        s->of[part].share = 0;
    }
}

uint32_t gm_share_create(gm_run *run, uint32_t part, uint32_t limits)
{
    gm_shares *s = &run->shares;
    uint32_t i = take(s);
    gm_share_of *of = &s->of[part];
    gm_share *share = &s->items[i];
    share->outer_limits = of->limits & limits;
    if (share->outer_limits) {
        share->outer = of->share;
        s->items[share->outer].n_refs += 1;
    }
    of->limits &= ~limits;
    run->parts[part].limits &= ~limits;
    leave(s, part);
    return i;
}

void gm_share_join(gm_run *run, uint32_t part, uint32_t share, uint32_t limits)
{
    gm_share *s = &run->shares.items[share];
    GM_ASSERT(run->parts[part].limits == 0);
    run->parts[part].limits = limits;
    run->shares.of[part] = (gm_share_of){share, limits};
    s->n_refs += 1;
    for (; limits; limits &= limits - 1) {
        s->n[__builtin_ctz(limits)] += 1;
    }
}

bool gm_share_give(gm_run *run, uint32_t part, int32_t limit_i)
{
    gm_shares *s = &run->shares;
    if (!s->of || !has(s->of[part].limits, limit_i)) {
        return true;
    }
    bool is_last = true;
    bool goes_out = true;
    uint32_t i = s->of[part].share;
    while (is_last && goes_out) {
        gm_share *share = &s->items[i];
        share->n[limit_i] -= 1;
        is_last = share->n[limit_i] == 0;
        goes_out = has(share->outer_limits, limit_i);
        i = share->outer;
    }
    s->of[part].limits &= ~((uint32_t)1 << limit_i);
    leave(s, part);
    return is_last;
}
