// SPDX-License-Identifier: MIT

#include "study/answer_cell.h"

#include "num/elementary.h"
#include "study/bound.h"

#include <inttypes.h>
#include <math.h>

// Values of the futures that have one; counts futures, and those in which the claim holds.
static int32_t collect(const gm_cell_claim *c, gm_claim_answer *a, double *values,
                       int32_t *n_none)
{
    const gm_metric *m = &c->plan->metric;
    int32_t n = 0;
    for (int32_t i = 0; i < c->set->n; i++) {
        const gm_case_outcome *o = &c->set->items[i];
        bool is_asked = m->of != GM_METRIC_CHARGE || o->charges[m->i].is_made;
        if (o->state == GM_CASE_MISSING) {
            continue;
        }
        if (o->state == GM_CASE_NO_CELL || !is_asked) {
            *n_none += 1;
            continue;
        }
        double value = gm_case_value(o, m);
        a->n += 1;
        if (!isnan(value)) {
            values[n++] = value;
            a->n_holds += gm_bound_is_met(c->plan->def, value) ? 1 : 0;
        }
    }
    return n;
}

static void set_spread(double *values, int32_t n, gm_claim_answer *a)
{
    if (n == 0) {
        return;
    }
    size_t count = (size_t)n;
    a->mean = gm_mean_interval(values, count, GM_CONFIDENCE);
    gm_sort(values, count);
    a->median = gm_percentile(values, count, 0.5);
    a->p5 = gm_percentile(values, count, 0.05);
    a->p95 = gm_percentile(values, count, 0.95);
}

static const char *join(const char *a, const char *b, gm_arena *arena)
{
    return a && b ? gm_arena_printf(arena, "%s; %s", a, b) : a ? a : b;
}

// "plating margin, longest in 391 of 400".
static const char *binds_words(const gm_charge_spread *s, gm_arena *arena)
{
    gm_charge_binds binds = gm_charge_spread_binds(s);
    if (binds == GM_BINDS_COUNT) {
        return NULL;
    }
    return s->n == 1
               ? gm_charge_binds_text(binds)
               : gm_arena_printf(arena, "%s, longest in %" PRId32 " of %" PRId32,
                                 gm_charge_binds_text(binds), s->longest[binds], s->n_done);
}

// Of experiments that stop before their end.
static const char *broken_words(const gm_cell_claim *c, gm_arena *arena)
{
    int32_t n = 0;
    int32_t n_asked = 0;
    const char *why = NULL;
    for (int32_t i = 0; i < c->set->n; i++) {
        const gm_case_outcome *o = &c->set->items[i];
        const gm_experiment_outcome *e = &o->experiments[c->plan->metric.i];
        n_asked += o->state == GM_CASE_DONE ? 1 : 0;
        if (o->state == GM_CASE_DONE && !e->is_whole) {
            n += 1;
            why = why ? why : o->why[0] ? o->why : gm_march_end_text(&e->end, arena);
        }
    }
    return n == 0 ? NULL
                  : gm_arena_printf(arena, "not done in %" PRId32 " of %" PRId32 ": %s", n,
                                    n_asked, why);
}

static const char *none_words(const gm_cell_claim *c, int32_t n_none, gm_arena *arena)
{
    const char *why = NULL;
    for (int32_t i = 0; i < c->set->n && !why; i++) {
        why = c->set->items[i].why[0] ? c->set->items[i].why : NULL;
    }
    return gm_arena_printf(arena, "left out %" PRId32 " futures that contradict themselves: %s",
                           n_none, why ? why : "");
}

static void explain(const gm_cell_claim *c, gm_claim_answer *a, gm_arena *arena)
{
    if (c->plan->metric.row->is_still) {
        return;
    }
    if (c->plan->metric.of == GM_METRIC_CHARGE) {
        gm_charge_spread s = gm_charge_spread_of(c->set, c->plan->metric.i, arena);
        const char *not_done = gm_charge_spread_why_not(&s, arena);
        a->binds = a->verdict == GM_VERDICT_HOLDS ? NULL : binds_words(&s, arena);
        a->binds = join(a->binds, not_done, arena);
    } else if (c->plan->metric.of == GM_METRIC_EXPERIMENT) {
        a->binds = broken_words(c, arena);
    }
    if (a->verdict != GM_VERDICT_HOLDS && c->warmth) {
        a->change = gm_warmth_words(c->warmth, arena);
    }
}

void gm_answer_by_cell(const gm_cell_claim *c, gm_claim_answer *a, gm_arena *arena)
{
    int32_t n_none = 0;
    double *values = GM_NEW(arena, double, c->set->n + 1);
    int32_t n = collect(c, a, values, &n_none);
    if (a->n == 0) {
        a->verdict = GM_VERDICT_CANNOT;
        a->why = n_none > 0 ? none_words(c, n_none, arena) : "no future of the cell was done";
        return;
    }
    set_spread(values, n, a);
    a->wilson = gm_wilson((uint64_t)a->n_holds, (uint64_t)a->n, GM_CONFIDENCE);
    a->verdict = gm_verdict_of(a->n_holds, a->n - a->n_holds, a->n, c->set->is_one);
    a->short_by = gm_bound_short_by(c->plan->def, a->median);
    if (c->set->is_one) {
        a->note = "no input that moves it has a range";
    } else if (n_none > 0) {
        a->note = none_words(c, n_none, arena);
    } else if (a->n < GM_VERDICT_LEAST_N) {
        a->note = gm_arena_printf(arena, "only %" PRId32 " futures: no verdict", a->n);
    }
    explain(c, a, arena);
}
