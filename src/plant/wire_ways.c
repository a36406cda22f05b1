// SPDX-License-Identifier: MIT
//
// Ways: where the parts of each step go, which kinds come where, and what is downstream.

#include "plant/wire.h"

#include <string.h>

// ---- from the definition

// Parts go past the sources that stand on their way.
static int32_t next_in_list(const gm_wire *w, int32_t step_i)
{
    int32_t next = step_i + 1;
    while (next < w->n_file && w->def->steps[next].kind == GM_STEP_SOURCE) {
        next++;
    }
    bool same = next < w->n_file && w->def->steps[next].line_i == w->def->steps[step_i].line_i;
    return same ? next : GM_NONE;
}

static const gm_route_def *route_of(const gm_step_def *def)
{
    switch (def->kind) {
    case GM_STEP_SOURCE:
        return &def->source->to;
    case GM_STEP_STATION:
        return &def->station->to;
    case GM_STEP_BUFFER:
        return &def->buffer->to;
    case GM_STEP_CONVEYOR:
        return &def->conveyor->to;
    case GM_STEP_MOVING:
        return &def->moving->to;
    case GM_STEP_TRANSPORT:
        return &def->transport->to;
    case GM_STEP_RACK:
        return &def->rack->to;
    case GM_STEP_SINK:
    case GM_STEP_PASS:
        break;
    }
    return NULL;
}

static gm_target next_target(gm_wire *w, int32_t step_i, gm_src src, bool is_said)
{
    int32_t next = next_in_list(w, step_i);
    if (next != GM_NONE) {
        return (gm_target){GM_TO_STEP, next};
    }
    if (is_said) {
        gm_diag_error(w->diag, src, "'%s' is the last step of its list: there is no next one",
                      w->steps[step_i].name);
    }
    return (gm_target){GM_TO_OUT, 0};
}

static gm_target target_of_row(gm_wire *w, const gm_route_row_def *row, int32_t step_i)
{
    switch (row->word) {
    case GM_ROUTE_STEP:
        break;
    case GM_ROUTE_NEXT:
        return next_target(w, step_i, row->step.src, true);
    case GM_ROUTE_SCRAP:
        return (gm_target){GM_TO_SCRAP, 0};
    case GM_ROUTE_OUT:
        return (gm_target){GM_TO_OUT, 0};
    }
    if (w->steps[row->step.i].kind == GM_STEP_SOURCE) {
        gm_diag_error(w->diag, row->step.src, "parts cannot go to '%s': it is a source",
                      row->step.name);
    }
    return (gm_target){GM_TO_STEP, row->step.i};
}

gm_way gm_wire_way_of(gm_wire *w, const gm_route_def *route, int32_t step_i)
{
    gm_way way = {.n = 1};
    if (!route || !route->is_given) {
        way.targets = GM_NEW(w->arena, gm_target, 1);
        way.shares = GM_NEW(w->arena, double, 1);
        way.shares[0] = 1.0;
        way.targets[0] = next_target(w, step_i, way.src, false);
        return way;
    }
    way = (gm_way){.src = route->src,
                   .choose = route->choose.text ? &route->choose : NULL,
                   .to_first = route->to_first,
                   .by_variant = route->by_variant,
                   .n = route->n,
                   .rows = route->rows};
    way.targets = GM_NEW(w->arena, gm_target, way.n);
    way.shares = GM_NEW(w->arena, double, way.n);
    double sum = 0.0;
    for (int32_t i = 0; i < way.n; i++) {
        way.targets[i] = target_of_row(w, &route->rows[i], step_i);
        way.shares[i] = route->rows[i].share;
        sum += way.shares[i] > 0.0 ? way.shares[i] : 0.0;
    }
    for (int32_t i = 0; i < way.n; i++) {
        if (way.shares[i] < 0.0) {
            way.shares[i] = sum < 1.0 ? 1.0 - sum : 0.0;
        }
    }
    return way;
}

void gm_wire_ways(gm_wire *w)
{
    for (int32_t i = 0; i < w->n_file; i++) {
        const gm_route_def *route = route_of(&w->def->steps[i]);
        if (route) {
            w->ways[i] = gm_wire_way_of(w, route, i);
        }
    }
}

// ---- as it is run

// Row of a way for each variant; the row `other` serves the rest. GM_NONE: none.
static int32_t *rows_by_variant(gm_wire *w, const gm_way *way)
{
    int32_t *by = GM_NEW(w->arena, int32_t, w->plan->n_variants);
    for (int32_t v = 0; v < w->plan->n_variants; v++) {
        by[v] = GM_NONE;
        for (int32_t i = 0; i < way->n; i++) {
            const gm_ref *row = &way->rows[i].variant;
            bool is_rest = by[v] == GM_NONE && strcmp(row->name, "other") == 0;
            by[v] = is_rest || gm_wire_names_variant(w, row, v) ? i : by[v];
        }
    }
    return by;
}

gm_route gm_wire_route(gm_wire *w, const gm_way *way, int32_t from_step)
{
    gm_route route = {.n = way->n, .targets = way->targets};
    if (way->to_first) {
        gm_target *shared = GM_NEW(w->arena, gm_target, 1);
        shared[0] = (gm_target){GM_TO_STORE, w->shared[from_step]};
        return (gm_route){.mode = GM_ROUTE_SINGLE, .n = 1, .targets = shared};
    }
    if (way->choose) {
        route.mode = GM_ROUTE_BY_RULE;
        route.rule_i = gm_wire_rule(w, way->choose);
        return route;
    }
    if (way->by_variant) {
        route.mode = GM_ROUTE_BY_VARIANT;
        route.by_variant = rows_by_variant(w, way);
        return route;
    }
    if (way->n == 1) {
        route.mode = GM_ROUTE_SINGLE;
        return route;
    }
    double *values = GM_NEW(w->arena, double, way->n);
    double *cumulative = GM_NEW(w->arena, double, way->n);
    for (int32_t i = 0; i < way->n; i++) {
        values[i] = i;
        cumulative[i] = way->shares[i];
    }
    gm_dist_cumulate(cumulative, (size_t)way->n);
    route.mode = GM_ROUTE_SHARES;
    route.shares = gm_dist_empirical(values, cumulative, (uint32_t)way->n);
    return route;
}

// ---- kinds that come where

static uint64_t kind_bit(int32_t kind_i)
{
    return kind_i >= 0 && kind_i < 64 ? (uint64_t)1 << kind_i : 0;
}

uint64_t gm_wire_kinds_out(const gm_wire *w, int32_t step_i)
{
    const gm_step_def *def = gm_wire_def(w, step_i);
    if (def->kind == GM_STEP_SOURCE) {
        return kind_bit(gm_wire_kind(w, def->source->kind));
    }
    if (def->kind != GM_STEP_STATION) {
        return w->kinds_in[step_i];
    }
    const gm_station_def *station = def->station;
    if (station->splits.n > 0) {
        uint64_t bits = 0;
        for (int32_t i = 0; i < station->splits.n; i++) {
            bits |= kind_bit(gm_wire_kind(w, station->splits.items[i].kind));
        }
        return bits;
    }
    if (station->needs.n > 0) {
        gm_ref makes = station->makes.name ? station->makes : station->needs.items[0].kind;
        return kind_bit(gm_wire_kind(w, makes));
    }
    return w->kinds_in[step_i];
}

// Kinds among these that a row of a way may carry.
static uint64_t kinds_of_row(gm_wire *w, const gm_way *way, int32_t row_i, uint64_t kinds)
{
    if (!way->by_variant) {
        return kinds;
    }
    const int32_t *by = rows_by_variant(w, way);
    uint64_t bits = 0;
    for (int32_t v = 0; v < w->plan->n_variants; v++) {
        bits |= by[v] == row_i ? kind_bit(w->plan->variants[v].kind_i) : 0;
    }
    return kinds & bits;
}

static bool reach(gm_wire *w, gm_target target, uint64_t kinds)
{
    if (target.kind != GM_TO_STEP || (w->kinds_in[target.i] | kinds) == w->kinds_in[target.i]) {
        return false;
    }
    w->kinds_in[target.i] |= kinds;
    return true;
}

static bool spread_way(gm_wire *w, const gm_way *way, uint64_t kinds)
{
    bool changed = false;
    for (int32_t i = 0; i < way->n; i++) {
        changed |= reach(w, way->targets[i], kinds_of_row(w, way, i, kinds));
    }
    return changed;
}

// Kinds of which some variant has, or has not, a route of its own. The others go by `to`.
static uint64_t by_own_route(const gm_wire *w, uint64_t kinds, bool has_route)
{
    uint64_t bits = 0;
    for (int32_t v = 0; v < w->plan->n_variants; v++) {
        if ((w->plan->variants[v].n_route > 0) == has_route) {
            bits |= kind_bit(w->plan->variants[v].kind_i);
        }
    }
    return bits & kinds;
}

#define N_SIDES 6

const gm_route_def *gm_wire_side(const gm_wire *w, int32_t step_i, int32_t k)
{
    const gm_step_def *def = gm_wire_def(w, step_i);
    const gm_route_def *sides[N_SIDES] = {
        def->kind == GM_STEP_STATION ? &def->station->inspects.to : NULL,
        def->kind == GM_STEP_STATION ? &def->station->inspects.beyond : NULL,
        def->kind == GM_STEP_STATION ? &def->station->drifts.quarantine : NULL,
        def->kind == GM_STEP_STATION ? &def->station->grades.below : NULL,
        def->kind == GM_STEP_BUFFER ? &def->buffer->then : NULL,
        def->kind == GM_STEP_MOVING ? &def->moving->towed : NULL,
    };
    for (int i = 0; i < N_SIDES; i++) {
        if (sides[i] && sides[i]->is_given && k-- == 0) {
            return sides[i];
        }
    }
    for (int32_t i = 0; i < w->def->n_withins; i++) {
        const gm_within_def *within = &w->def->withins[i];
        bool is_aside = within->then.is_given && within->then.rows[0].word != GM_ROUTE_NEXT;
        if (within->to.i == step_i && is_aside && k-- == 0) {
            return &within->then;
        }
    }
    return NULL;
}

static bool spread_step(gm_wire *w, int32_t step_i)
{
    uint64_t kinds = gm_wire_kinds_out(w, step_i);
    uint64_t routed = by_own_route(w, kinds, true);
    bool changed = spread_way(w, &w->ways[step_i], by_own_route(w, kinds, false));
    const gm_route_def *side;
    for (int32_t k = 0; (side = gm_wire_side(w, step_i, k)) != NULL; k++) {
        gm_way way = gm_wire_way_of(w, side, step_i);
        changed |= spread_way(w, &way, kinds);
    }
    for (int32_t v = 0; v < w->plan->n_variants && routed; v++) {
        const gm_variant_plan *variant = &w->plan->variants[v];
        for (int32_t i = 0; i < variant->n_route && (routed & kind_bit(variant->kind_i)); i++) {
            changed |=
                reach(w, (gm_target){GM_TO_STEP, variant->route[i]}, kind_bit(variant->kind_i));
        }
    }
    return changed;
}

static void start_kinds(gm_wire *w)
{
    for (int32_t i = 0; i < w->n_file; i++) {
        const gm_step_def *def = &w->def->steps[i];
        if (def->kind == GM_STEP_BUFFER && def->buffer->initial > 0) {
            w->kinds_in[i] |= kind_bit(gm_wire_kind(w, def->buffer->initial_kind));
        }
    }
}

static void check_variants(gm_wire *w, int32_t step_i)
{
    const gm_way *way = &w->ways[step_i];
    if (!way->by_variant) {
        return;
    }
    const int32_t *by = rows_by_variant(w, way);
    uint64_t kinds = gm_wire_kinds_out(w, step_i);
    for (int32_t v = 0; v < w->plan->n_variants; v++) {
        const gm_variant_plan *variant = &w->plan->variants[v];
        if ((kinds & kind_bit(variant->kind_i)) && by[v] == GM_NONE && variant->n_route == 0) {
            const char *name =
                *variant->name ? variant->name : w->def->kinds[variant->kind_i].name;
            gm_diag_error(w->diag, way->src, "'%s' has no way from '%s'", name,
                          w->steps[step_i].name);
            gm_diag_hint(w->diag, "add a row for it, or `other: ..` for the rest");
        }
    }
}

static void check_needs(gm_wire *w, int32_t step_i)
{
    const gm_step_def *def = gm_wire_def(w, step_i);
    const gm_kind_counts_def *needs = &def->station->needs;
    uint64_t wanted = 0;
    for (int32_t i = 0; i < needs->n; i++) {
        int32_t kind_i = gm_wire_kind(w, needs->items[i].kind);
        wanted |= kind_bit(kind_i);
        if (!(w->kinds_in[step_i] & kind_bit(kind_i))) {
            gm_diag_error(w->diag, needs->items[i].kind.src, "no '%s' ever comes to '%s'",
                          needs->items[i].kind.name, def->name);
        }
    }
    for (int32_t k = 0; k < w->def->n_kinds && needs->n > 0; k++) {
        if ((w->kinds_in[step_i] & ~wanted) & kind_bit(k)) {
            gm_diag_error(w->diag, def->src, "'%s' comes to '%s', which does not need it",
                          w->def->kinds[k].name, def->name);
        }
    }
}

void gm_wire_kinds(gm_wire *w)
{
    start_kinds(w);
    bool changed = true;
    while (changed) {
        changed = false;
        for (int32_t i = 0; i < w->n_file; i++) {
            changed |= spread_step(w, i);
        }
    }
    for (int32_t i = 0; i < w->n_file; i++) {
        check_variants(w, i);
        if (w->def->steps[i].kind == GM_STEP_STATION) {
            check_needs(w, i);
        }
        if (w->def->steps[i].kind != GM_STEP_SOURCE && w->kinds_in[i] == 0) {
            gm_diag_error(w->diag, w->def->steps[i].src, "no part ever comes to '%s'",
                          w->def->steps[i].name);
        }
    }
}

// ---- downstream

typedef struct ranker {
    gm_wire *w;
    uint8_t *mark;  // 0 new, 1 on the way, 2 done
    int32_t *order; // filled from the back
    int32_t at;
} ranker;

static void visit(ranker *r, int32_t step_i);

static void visit_way(ranker *r, const gm_way *way)
{
    // Of those who take whoever is first, the first-named moves first.
    for (int32_t k = 0; k < way->n; k++) {
        int32_t i = way->to_first ? k : way->n - 1 - k;
        if (way->targets[i].kind == GM_TO_STEP) {
            visit(r, way->targets[i].i);
        }
    }
}

static void visit(ranker *r, int32_t step_i)
{
    if (r->mark[step_i] != 0) {
        return;
    }
    r->mark[step_i] = 1;
    gm_wire *w = r->w;
    const gm_step_def *def = gm_wire_def(w, step_i);
    if (def->kind == GM_STEP_STATION && def->station->inspects.to.is_given) {
        gm_way way = gm_wire_way_of(w, &def->station->inspects.to, step_i);
        visit_way(r, &way);
    }
    visit_way(r, &w->ways[step_i]);
    r->mark[step_i] = 2;
    r->order[--r->at] = step_i;
}

// Reverse postorder from the sources: every step before what it gives to, loops apart.
void gm_wire_rank(gm_wire *w)
{
    ranker r = {.w = w, .at = w->n_file};
    r.mark = GM_NEW(w->arena, uint8_t, w->n_file);
    r.order = GM_NEW(w->arena, int32_t, w->n_file);
    for (int32_t i = w->n_file - 1; i >= 0; i--) {
        if (w->def->steps[i].kind == GM_STEP_SOURCE) {
            visit(&r, i);
        }
    }
    for (int32_t i = w->n_file - 1; i >= 0; i--) {
        visit(&r, i);
    }
    // A pass comes straight after its step, the first of several last: it moves first.
    int32_t *by_rank = GM_NEW(w->arena, int32_t, w->n_steps);
    int32_t n = 0;
    for (int32_t i = 0; i < w->n_file; i++) {
        by_rank[n++] = r.order[i];
        for (int32_t k = w->n_steps - 1; k >= w->n_file; k--) {
            if (w->steps[k].file_i == r.order[i]) {
                by_rank[n++] = k;
            }
        }
    }
    for (int32_t i = 0; i < n; i++) {
        w->steps[by_rank[i]].rank = i;
    }
    w->plan->step_by_rank = by_rank;
}
