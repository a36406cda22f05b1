// SPDX-License-Identifier: MIT
//
// Who takes from which place: inputs, consumers, watchers, and what limits count.

#include "core/assert.h"
#include "plant/wire.h"

#include <math.h>

#define MOST_BINS 1025

// ---- inputs and consumers, sorted

static void collect_inputs(gm_wire *w, int32_t step_i)
{
    gm_step *step = &w->steps[step_i];
    int32_t n = 0;
    for (int32_t i = 0; i < w->n_inputs; i++) {
        n += w->input_of[i] == step_i ? 1 : 0;
    }
    gm_inlet *inputs = GM_NEW(w->arena, gm_inlet, n);
    for (int32_t i = 0; i < w->n_inputs; i++) {
        if (w->input_of[i] == step_i) {
            inputs[step->n_inputs++] = w->inputs[i];
        }
    }
    step->inputs = inputs;
}

// By what a taker of a store finds its parts: all takers must agree.
static void find_kin(gm_wire *w, gm_store_plan *s, int32_t step_i)
{
    const gm_step_def *def = gm_wire_def(w, step_i);
    gm_same same = w->steps[step_i].kind == GM_STEP_STATION ? def->station->same : s->same;
    if (s->is_kin && same != GM_SAME_NOTHING && same != s->same) {
        gm_diag_error(w->diag, def->src,
                      "'%s' joins by another `same:` than those who take from '%s' too",
                      def->name, s->name);
    }
    s->same = same != GM_SAME_NOTHING ? same : s->same;
    s->is_kin = s->same != GM_SAME_NOTHING;
}

static void collect_consumers(gm_wire *w, int32_t store_i)
{
    gm_store_plan *s = &w->stores[store_i];
    int32_t n = 0;
    for (int32_t i = 0; i < w->n_inputs; i++) {
        n += w->inputs[i].store_i == store_i ? 1 : 0;
    }
    int32_t *consumers = GM_NEW(w->arena, int32_t, n);
    for (int32_t i = 0; i < w->n_inputs; i++) {
        if (w->inputs[i].store_i == store_i) {
            consumers[s->n_consumers++] = w->input_of[i];
            find_kin(w, s, w->input_of[i]);
        }
    }
    s->consumers = consumers;
}

static void count_bins(gm_wire *w, gm_store_plan *s)
{
    s->n_bins = s->capacity < MOST_BINS - 1 ? s->capacity + 2 : MOST_BINS;
    s->kinds = w->kinds_in[s->step_i];
}

// The one target of a way that always has room: what is sent there never waits for it.
static gm_route roomy(gm_wire *w, const gm_way *way, int32_t step_i, gm_src src,
                      const char *what)
{
    gm_target to = way->targets[0];
    bool may_block = to.kind == GM_TO_STEP && w->steps[to.i].kind != GM_STEP_SINK;
    if (may_block) {
        int32_t store_i = w->steps[to.i].kind == GM_STEP_BUFFER
                              ? w->steps[to.i].own_i
                              : w->steps[to.i].needs[0].own_store;
        may_block = store_i == GM_NONE || w->stores[store_i].capacity < GM_UNLIMITED;
    }
    if (way->n != 1 || may_block) {
        gm_diag_error(w->diag, src, "'%s': %s go to one place that always has room",
                      w->steps[step_i].name, what);
        gm_diag_hint(w->diag, "`scrap`, `out`, a sink, or a step whose queue holds unlimited "
                              "parts");
    }
    return gm_wire_route(w, way, step_i);
}

static void set_then(gm_wire *w, gm_store_plan *s)
{
    if (!s->is_buffer || isinf(s->longest_s)) {
        return;
    }
    const gm_buffer_def *def = gm_wire_def(w, s->step_i)->buffer;
    gm_way way = gm_wire_way_of(w, &def->then, s->step_i);
    if (!def->then.is_given) {
        way.targets[0] = (gm_target){GM_TO_SCRAP, 0};
    }
    s->then = roomy(w, &way, s->step_i, def->then.is_given ? def->then.src : def->src,
                    "parts that stayed too long");
}

// Where overdue parts go, by default to scrap.
static void set_withins(gm_wire *w)
{
    gm_within_plan *withins = GM_NEW(w->arena, gm_within_plan, w->def->n_withins);
    for (int32_t i = 0; i < w->def->n_withins && i < GM_MOST_WITHINS; i++) {
        const gm_within_def *def = &w->def->withins[i];
        gm_way way = gm_wire_way_of(w, NULL, def->to.i);
        withins[i].def = def;
        withins[i].goes_on = def->then.is_given && def->then.rows[0].word == GM_ROUTE_NEXT;
        if (def->then.is_given && !withins[i].goes_on) {
            way = gm_wire_way_of(w, &def->then, def->to.i);
        } else {
            way.targets[0] = (gm_target){GM_TO_SCRAP, 0};
        }
        withins[i].then = roomy(w, &way, def->to.i, def->src, "overdue parts");
        w->steps[def->from.i].within_from |= (uint32_t)1 << i;
        w->steps[def->to.i].within_to |= (uint32_t)1 << i;
    }
    w->plan->withins = withins;
    w->plan->n_withins = w->def->n_withins;
}

static void set_quarantine(gm_wire *w, gm_station_plan *plan)
{
    const gm_route_def *def = &plan->def->drifts.quarantine;
    if (def->is_given) {
        gm_way way = gm_wire_way_of(w, def, plan->step_i);
        plan->quarantine = roomy(w, &way, plan->step_i, def->src, "suspect parts");
    }
}

void gm_wire_inputs(gm_wire *w)
{
    for (int32_t i = 0; i < w->n_steps; i++) {
        collect_inputs(w, i);
    }
    for (int32_t i = 0; i < w->n_stores; i++) {
        collect_consumers(w, i);
        count_bins(w, &w->stores[i]);
        set_then(w, &w->stores[i]);
    }
    set_withins(w);
    for (int32_t i = 0; i < w->n_file; i++) {
        if (w->steps[i].kind == GM_STEP_STATION) {
            set_quarantine(w, &w->stations[w->steps[i].own_i]);
        }
    }
}

// ---- watchers

// The store that a pass from a shared place gives to, or GM_NONE.
static int32_t store_behind(const gm_wire *w, int32_t pass_i)
{
    if (w->stores[w->steps[pass_i].inputs[0].store_i].is_buffer) {
        return GM_NONE;
    }
    gm_target target = w->steps[pass_i].to.targets[0];
    const gm_step *step = target.kind == GM_TO_STEP ? &w->steps[target.i] : NULL;
    if (!step || step->kind == GM_STEP_SINK) {
        return GM_NONE;
    }
    return step->kind == GM_STEP_BUFFER ? step->own_i : step->needs[0].own_store;
}

static bool watches(const gm_wire *w, int32_t step_i, int32_t store_i)
{
    if (w->steps[step_i].kind == GM_STEP_PASS) {
        return store_behind(w, step_i) == store_i;
    }
    if (w->steps[step_i].kind == GM_STEP_TRANSPORT) {
        return w->transports[w->steps[step_i].own_i].place_i == store_i;
    }
    int32_t pause_i = w->sources[w->steps[step_i].own_i].pause_store;
    bool is_behind = false; // of a place of no places, shared by several targets
    for (int32_t i = 0; pause_i != GM_NONE && i < w->stores[pause_i].n_consumers; i++) {
        int32_t taker = w->stores[pause_i].consumers[i];
        is_behind |= w->steps[taker].kind == GM_STEP_PASS && store_behind(w, taker) == store_i;
    }
    return pause_i == store_i || is_behind;
}

static void add_watcher(gm_wire *w, int32_t step_i, int32_t store_i)
{
    gm_store_plan *s = &w->stores[store_i];
    int32_t *watchers = GM_NEW(w->arena, int32_t, s->n_watchers + 1);
    for (int32_t i = 0; i < s->n_watchers; i++) {
        watchers[i] = s->watchers[i];
    }
    watchers[s->n_watchers++] = step_i;
    s->watchers = watchers;
    for (int32_t i = 0; i < s->n_consumers; i++) {
        const gm_step *step = &w->steps[s->consumers[i]];
        if (step->kind == GM_STEP_STATION) {
            w->stations[step->own_i].is_watched = true;
        }
    }
}

void gm_wire_watchers(gm_wire *w)
{
    for (int32_t i = 0; i < w->n_steps; i++) {
        if (w->steps[i].kind != GM_STEP_PASS && w->steps[i].kind != GM_STEP_SOURCE &&
            w->steps[i].kind != GM_STEP_TRANSPORT) {
            continue;
        }
        for (int32_t k = 0; k < w->n_stores; k++) {
            if (watches(w, i, k)) {
                add_watcher(w, i, k);
                w->stores[k].is_paused_for |= w->steps[i].kind == GM_STEP_SOURCE;
            }
        }
    }
}

// ---- limits

static void limit_enters(gm_wire *w, int32_t limit_i, int32_t step_i)
{
    uint32_t bit = (uint32_t)1 << limit_i;
    gm_step *step = &w->steps[step_i];
    if (step->kind == GM_STEP_SOURCE) {
        step->limits_in |= bit;
        return;
    }
    if (step->kind == GM_STEP_BUFFER) {
        w->stores[step->own_i].limits_in |= bit;
        return;
    }
    gm_inlet *inputs = (gm_inlet *)step->inputs;
    for (int32_t i = 0; i < step->n_inputs; i++) {
        gm_store_plan *s = &w->stores[inputs[i].store_i];
        if (!s->is_buffer && s->step_i == step_i) {
            s->limits_in |= bit;
        } else {
            inputs[i].limits |= bit;
        }
    }
}

void gm_wire_limits(gm_wire *w)
{
    const gm_plant_def *def = w->def;
    if (def->n_limits > GM_MOST_LIMITS) {
        gm_diag_error(w->diag, def->limits[GM_MOST_LIMITS].src, "at most %d limits, got %d",
                      GM_MOST_LIMITS, def->n_limits);
        return;
    }
    for (int32_t i = 0; i < def->n_limits; i++) {
        const gm_limit_def *limit = &def->limits[i];
        if (w->steps[limit->first.i].kind == GM_STEP_SINK) {
            gm_diag_error(w->diag, limit->first.src, "a limit cannot begin at the sink '%s'",
                          limit->first.name);
            continue;
        }
        limit_enters(w, i, limit->first.i);
        w->steps[limit->last.i].limits_out |= (uint32_t)1 << i;
    }
    w->plan->limits = def->limits;
    w->plan->n_limits = def->n_limits;
    for (int32_t i = 0; i < w->n_file && def->n_limits > 0; i++) {
        const gm_step_def *step = gm_wire_def(w, i);
        w->plan->shares_cards |= step->kind == GM_STEP_STATION && step->station->splits.n > 0;
    }
}
