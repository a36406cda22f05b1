// SPDX-License-Identifier: MIT
//
// Where the sequence of the parts is looked at (passage.h).

#include "plant/wire.h"

#include <string.h>

// ---- which steps a source's parts come to, and still are what the source made

typedef struct spread {
    gm_wire *w;
    uint64_t *seen; // step -> kinds with which they came, as bits
} spread;

static void reach(const spread *s, int32_t step_i, int32_t kind_i);

static void follow_way(const spread *s, const gm_way *way, int32_t kind_i)
{
    for (int32_t i = 0; i < way->n; i++) {
        if (way->targets[i].kind == GM_TO_STEP) {
            reach(s, way->targets[i].i, kind_i);
        }
    }
}

static void follow_route(const spread *s, const gm_route_def *route, int32_t step_i,
                         int32_t kind_i)
{
    if (route->is_given) {
        gm_way way = gm_wire_way_of(s->w, route, step_i);
        follow_way(s, &way, kind_i);
    }
}

// The kind as which a part goes on from a station; GM_NONE: it ends there, joined or split.
static int32_t kind_after(const gm_wire *w, const gm_station_def *def, int32_t kind_i)
{
    if (def->splits.n > 0) {
        return GM_NONE;
    }
    if (def->needs.n == 0) {
        return kind_i;
    }
    if (gm_wire_kind(w, def->needs.items[0].kind) != kind_i) {
        return GM_NONE;
    }
    return gm_wire_kind(w, def->makes.name ? def->makes : def->needs.items[0].kind);
}

static void reach(const spread *s, int32_t step_i, int32_t kind_i)
{
    if (kind_i < 0 || (s->seen[step_i] >> kind_i & 1)) {
        return;
    }
    const gm_step_def *def = gm_wire_def(s->w, step_i);
    int32_t next_i = kind_i;
    if (def->kind == GM_STEP_STATION) {
        next_i = kind_after(s->w, def->station, kind_i);
        if (next_i == GM_NONE && def->station->splits.n == 0) {
            return; // joined to another: it is part of that one's sequence
        }
    }
    s->seen[step_i] |= (uint64_t)1 << kind_i;
    if (next_i == GM_NONE) {
        return;
    }
    follow_way(s, &s->w->ways[step_i], next_i);
    if (def->kind == GM_STEP_STATION && def->station->inspects.is_given) {
        follow_route(s, &def->station->inspects.to, step_i, next_i);
    } else if (def->kind == GM_STEP_BUFFER) {
        follow_route(s, &def->buffer->then, step_i, next_i);
    } else if (def->kind == GM_STEP_MOVING) {
        follow_route(s, &def->moving->towed, step_i, next_i);
    }
}

static const uint64_t *steps_reached(gm_wire *w, int32_t source_step)
{
    spread s = {w, GM_NEW(w->arena, uint64_t, w->n_file)};
    int32_t kind_i = gm_wire_kind(w, gm_wire_def(w, source_step)->source->kind);
    follow_way(&s, &w->ways[source_step], kind_i);
    for (int32_t v = 0; v < w->plan->n_variants; v++) {
        const gm_variant_plan *variant = &w->plan->variants[v];
        for (int32_t i = 0; i < variant->n_route && variant->kind_i == kind_i; i++) {
            reach(&s, variant->route[i], kind_i);
        }
    }
    return s.seen;
}

// ---- points

static bool orders_by_sequence(const gm_wire *w, int32_t step_i)
{
    const gm_step_def *def = gm_wire_def(w, step_i);
    return def->kind == GM_STEP_BUFFER && def->buffer->order == GM_QUEUE_SEQUENCE;
}

static bool watches(const gm_source_def *source, int32_t step_i)
{
    for (int32_t i = 0; i < source->sequence.n_watch; i++) {
        if (source->sequence.watch[i].i == step_i) {
            return true;
        }
    }
    return false;
}

static bool is_watched(const gm_wire *w, int32_t step_i)
{
    bool is = orders_by_sequence(w, step_i);
    for (int32_t i = 0; i < w->n_file; i++) {
        const gm_step_def *def = gm_wire_def(w, i);
        is = is || (def->kind == GM_STEP_SOURCE && watches(def->source, step_i));
    }
    return is && gm_wire_def(w, step_i)->kind != GM_STEP_SOURCE;
}

static int32_t add_point(gm_wire *w, gm_passage_plan *points, int32_t step_i, int32_t store_i,
                         bool is_way_in)
{
    points[w->plan->n_points] =
        (gm_passage_plan){.step_i = step_i, .store_i = store_i, .is_way_in = is_way_in};
    return w->plan->n_points++;
}

static void add_points(gm_wire *w, gm_passage_plan *points)
{
    for (int32_t i = 0; i < w->n_file; i++) {
        if (!is_watched(w, i)) {
            continue;
        }
        if (w->plan->n_points + 2 > GM_MOST_POINTS) {
            gm_diag_error(w->diag, gm_wire_def(w, i)->src,
                          "more than %d points of the sequence are watched", GM_MOST_POINTS);
            return;
        }
        if (w->steps[i].kind == GM_STEP_BUFFER) {
            gm_store_plan *s = &w->stores[w->steps[i].own_i];
            s->point_in = add_point(w, points, i, GM_NONE, true);
            s->point_out = add_point(w, points, i, w->steps[i].own_i, false);
        } else {
            w->steps[i].point_i = add_point(w, points, i, GM_NONE, false);
        }
    }
}

// ---- which parts count for a rule

// By name, so that a rule of bodies holds for the cars that are made of them.
static void mark_variants(gm_wire *w, const char *option, uint64_t bit, uint64_t *has)
{
    int32_t flat = 0;
    for (int32_t k = 0; k < w->def->n_kinds; k++) {
        const gm_kind_def *kind = &w->def->kinds[k];
        for (int32_t v = 0; v < kind->n_variants; v++) {
            has[flat + v] |= gm_kind_has_property(kind, &kind->variants[v], option) ? bit : 0;
        }
        flat += kind->n_variants > 0 ? kind->n_variants : 1;
    }
}

static void set_rules(gm_wire *w, gm_passage_plan *point, int32_t point_i)
{
    gm_spacing *rules = GM_NEW(w->arena, gm_spacing, GM_MOST_RULES);
    const char **names = GM_NEW(w->arena, const char *, GM_MOST_RULES);
    uint64_t *has = GM_NEW(w->arena, uint64_t, w->plan->n_variants);
    for (int32_t s = 0; s < w->plan->n_sources; s++) {
        const gm_sequence_def *sequence = &w->sources[s].def->sequence;
        bool comes = w->sources[s].points >> point_i & 1;
        for (int32_t r = 0; comes && r < sequence->n_rules; r++) {
            const gm_spacing_def *rule = &sequence->rules[r];
            if (point->n_rules == GM_MOST_RULES) {
                gm_diag_error(w->diag, sequence->src, "'%s' is watched by more than %d rules",
                              w->steps[point->step_i].name, GM_MOST_RULES);
                return;
            }
            int32_t i = point->n_rules++;
            rules[i] = (gm_spacing){i, rule->at_most, rule->in};
            names[i] = gm_arena_printf(w->arena, "%s-%d-in-%d", rule->option.name,
                                       (int)rule->at_most, (int)rule->in);
            mark_variants(w, rule->option.name, (uint64_t)1 << i, has);
        }
    }
    point->rules = rules;
    point->rule_names = names;
    point->has = has;
}

static void set_points_of(gm_wire *w, gm_source_plan *source)
{
    const gm_source_def *def = source->def;
    const uint64_t *seen = steps_reached(w, source->step_i);
    for (int32_t i = 0; i < w->plan->n_points; i++) {
        int32_t step_i = w->plan->points[i].step_i;
        bool watched = watches(def, step_i) || orders_by_sequence(w, step_i);
        bool comes = w->def->is_sketch || seen[step_i];
        source->points |= watched && comes ? (uint32_t)1 << i : 0;
    }
    for (int32_t i = 0; i < def->sequence.n_watch; i++) {
        const gm_ref *watch = &def->sequence.watch[i];
        if (watch->i >= 0 && !seen[watch->i] && !w->def->is_sketch) {
            gm_diag_error(w->diag, watch->src, "no part of '%s' comes to '%s'", def->name,
                          watch->name);
        }
    }
}

void gm_wire_points(gm_wire *w)
{
    gm_passage_plan *points = GM_NEW(w->arena, gm_passage_plan, GM_MOST_POINTS);
    w->plan->points = points;
    add_points(w, points);
    for (int32_t s = 0; s < w->plan->n_sources; s++) {
        set_points_of(w, &w->sources[s]);
        gm_wire_orders(w, &w->sources[s]);
    }
    for (int32_t i = 0; i < w->plan->n_points; i++) {
        set_rules(w, &points[i], i);
    }
}
