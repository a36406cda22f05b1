// SPDX-License-Identifier: MIT

#include "plant/rack_slots.h"

static int32_t n_free_in(const gm_rack *r, int32_t from, int32_t to)
{
    int32_t n = 0;
    for (int32_t i = from; i < to;) {
        int32_t bits = 64 - i % 64 < to - i ? 64 - i % 64 : to - i;
        uint64_t mask = (bits == 64 ? UINT64_MAX : ((uint64_t)1 << bits) - 1) << i % 64;
        n += __builtin_popcountll(r->free[i / 64] & mask);
        i += bits;
    }
    return n;
}

// The k-th free slot from `from` on, in the order of the plan.
static int32_t free_slot(const gm_rack *r, int32_t from, int32_t k)
{
    int32_t word = from / 64;
    uint64_t bits = r->free[word] & (UINT64_MAX << from % 64);
    while (__builtin_popcountll(bits) <= k) {
        k -= __builtin_popcountll(bits);
        bits = r->free[++word];
    }
    while (k-- > 0) {
        bits &= bits - 1;
    }
    return word * 64 + __builtin_ctzll(bits);
}

int32_t gm_rack_choose_slot(gm_run *run, int32_t rack_i, uint32_t part)
{
    gm_rack *r = &run->racks[rack_i];
    const gm_rack_plan *plan = &run->plan->racks[rack_i];
    int32_t class_i = plan->class_of[run->parts[part].variant];
    int32_t from = plan->first[class_i];
    int32_t n = n_free_in(r, from, plan->first[class_i + 1]);
    if (n == 0) {
        from = 0;
        n = n_free_in(r, 0, plan->n_slots);
    }
    GM_ASSERT(n > 0);
    bool by_chance = plan->def->slots != GM_SLOT_NEAREST;
    int32_t k = by_chance ? (int32_t)(gm_stream_u01(&r->draw) * n) : 0;
    return free_slot(r, from, k < n ? k : n - 1);
}

void gm_rack_set_free(gm_rack *r, int32_t slot, bool is_free)
{
    uint64_t bit = (uint64_t)1 << slot % 64;
    r->free[slot / 64] = is_free ? r->free[slot / 64] | bit : r->free[slot / 64] & ~bit;
}

double gm_rack_from_entrance_s(const gm_rack_plan *plan, int32_t slot)
{
    return plan->time_s[plan->slots[slot]];
}

double gm_rack_between_s(const gm_rack_plan *plan, int32_t a, int32_t b)
{
    int32_t bays = plan->def->bays;
    int32_t sa = plan->slots[a];
    int32_t sb = plan->slots[b];
    int32_t across = sa % bays - sb % bays;
    int32_t up = sa / bays - sb / bays;
    double x_s = plan->bay_s[across < 0 ? -across : across];
    double y_s = plan->level_s[up < 0 ? -up : up];
    return x_s > y_s ? x_s : y_s;
}
