// SPDX-License-Identifier: MIT

#include "study/cell_spread.h"

#include "num/elementary.h"
#include "num/stats.h"

#include <inttypes.h>
#include <string.h>

// Reasons that differ in their numbers alone are one.
typedef struct reasons {
    int32_t n;
    int32_t count[GM_MARCH_LONG + 3];
    const char *words[GM_MARCH_LONG + 3];
} reasons;

#define NO_HEAT (GM_MARCH_LONG + 1)
#define NO_CELL (GM_MARCH_LONG + 2)

static void add_reason(reasons *r, int kind, const char *words)
{
    r->count[kind] += 1;
    r->words[kind] = r->words[kind] ? r->words[kind] : words;
}

static void look(const gm_case_outcome *o, int32_t charge_i, gm_charge_spread *out,
                 double *times, reasons *why, gm_arena *arena)
{
    const gm_case_charge *c = &o->charges[charge_i];
    out->n += 1;
    if (!c->is_made) {
        out->n_none += 1;
        add_reason(why, NO_CELL, o->why);
        return;
    }
    switch (c->is.verdict) {
    case GM_CHARGE_DONE:
        times[out->n_done++] = c->is.time_s;
        if (c->is.longest < GM_BINDS_COUNT) {
            out->longest[c->is.longest] += 1;
        }
        break;
    case GM_CHARGE_LATE:
        out->n_late += 1;
        break;
    case GM_CHARGE_SHORT:
        out->n_short += 1;
        add_reason(why, (int)c->is.end.why, gm_march_end_text(&c->is.end, arena));
        break;
    case GM_CHARGE_NO_HEAT:
        out->n_short += 1;
        add_reason(why, NO_HEAT, "the cell has no `thermal:`");
        break;
    }
}

gm_charge_spread gm_charge_spread_of(const gm_cell_futures *set, int32_t charge_i,
                                     gm_arena *arena)
{
    gm_charge_spread out = {.median_s = GM_NAN, .p5_s = GM_NAN, .p95_s = GM_NAN};
    double *times = GM_NEW(arena, double, set->n + 1);
    reasons why = {0};
    for (int32_t i = 0; i < set->n; i++) {
        if (set->items[i].state != GM_CASE_MISSING) {
            look(&set->items[i], charge_i, &out, times, &why, arena);
        }
    }
    if (out.n_done > 0) {
        size_t n = (size_t)out.n_done;
        gm_sort(times, n);
        out.median_s = gm_percentile(times, n, 0.5);
        out.p5_s = gm_percentile(times, n, 0.05);
        out.p95_s = gm_percentile(times, n, 0.95);
    }
    for (int k = 0; k <= NO_CELL; k++) {
        if (why.count[k] > out.n_why) {
            out.n_why = why.count[k];
            out.why = why.words[k];
        }
    }
    return out;
}

gm_charge_binds gm_charge_spread_binds(const gm_charge_spread *spread)
{
    gm_charge_binds most = GM_BINDS_COUNT;
    for (int b = 0; b < GM_BINDS_COUNT; b++) {
        if (spread->longest[b] > (most < GM_BINDS_COUNT ? spread->longest[most] : 0)) {
            most = (gm_charge_binds)b;
        }
    }
    return most;
}

int32_t gm_charge_spread_within(const gm_cell_futures *set, int32_t charge_i, double most_s)
{
    int32_t n = 0;
    for (int32_t i = 0; i < set->n; i++) {
        const gm_case_charge *c = &set->items[i].charges[charge_i];
        bool is_done = c->is_made && c->is.verdict == GM_CHARGE_DONE;
        n += is_done && c->is.time_s <= most_s ? 1 : 0;
    }
    return n;
}

const char *gm_charge_spread_why_not(const gm_charge_spread *s, gm_arena *arena)
{
    int32_t n_asked = s->n - s->n_none;
    int32_t n_not = n_asked - s->n_done;
    if (n_not == 0) {
        return NULL;
    }
    const char *why = s->n_short > 0 ? s->why : "not within its `within:`";
    return n_asked == 1 ? gm_arena_printf(arena, "not done: %s", why)
                        : gm_arena_printf(arena, "not done in %" PRId32 " of %" PRId32 ": %s",
                                          n_not, n_asked, why);
}
