// SPDX-License-Identifier: MIT

#include "tables/floor_names.h"

#include "num/random.h"

#include <string.h>

// The slot of a name: its own, or the free one where it would go.
static int32_t *slot_of(const gm_floor_names *n, const char *name)
{
    uint64_t hash = gm_fnv1a_64(GM_FNV1A_64_START, name, strlen(name));
    uint32_t at = (uint32_t)hash & (uint32_t)(n->room - 1);
    while (n->slots[at] && strcmp(n->list.items[n->slots[at] - 1], name) != 0) {
        at = (at + 1) & (uint32_t)(n->room - 1);
    }
    return &n->slots[at];
}

static void grow(gm_floor_names *n)
{
    n->room = n->room ? 2 * n->room : 64;
    n->slots = GM_NEW(n->arena, int32_t, n->room);
    for (int i = 0; i < n->list.n; i++) {
        *slot_of(n, n->list.items[i]) = i + 1;
    }
}

int32_t gm_floor_name(gm_floor_names *n, const char *name)
{
    if (2 * (n->list.n + 1) > n->room) {
        grow(n);
    }
    int32_t *slot = slot_of(n, name);
    if (*slot == 0) {
        GM_ARRAY_PUSH(n->arena, &n->list, name);
        *slot = n->list.n;
    }
    return *slot - 1;
}
