// SPDX-License-Identifier: MIT
//
// What stations and sources add to their definitions.

#include "plant/wire.h"

#include <string.h>

// ---- times by variant

// A variant with a route of its own comes only to the steps of that route.
static bool comes_to(const gm_wire *w, int32_t variant_i, int32_t step_i)
{
    const gm_variant_plan *variant = &w->plan->variants[variant_i];
    for (int32_t i = 0; i < variant->n_route; i++) {
        if (variant->route[i] == step_i) {
            return true;
        }
    }
    return variant->n_route == 0;
}

const int32_t *gm_wire_laws(gm_wire *w, const gm_times_def *def, int32_t step_i, uint64_t kinds)
{
    if (def->n_rows == 0) {
        return NULL;
    }
    int32_t *by = GM_NEW(w->arena, int32_t, w->plan->n_variants);
    for (int32_t v = 0; v < w->plan->n_variants; v++) {
        by[v] = GM_NONE;
        for (int32_t i = 0; i < def->n_rows; i++) {
            const gm_ref *row = &def->rows[i].variant;
            bool is_rest = by[v] == GM_NONE && strcmp(row->name, "other") == 0;
            by[v] = is_rest || gm_wire_names_variant(w, row, v) ? i : by[v];
        }
        int32_t kind_i = w->plan->variants[v].kind_i;
        if (by[v] == GM_NONE && (kinds >> kind_i & 1) && comes_to(w, v, step_i)) {
            const char *name = *w->plan->variants[v].name ? w->plan->variants[v].name
                                                          : w->def->kinds[kind_i].name;
            gm_diag_error(w->diag, def->src, "'%s' gives no time for '%s', which comes there",
                          w->steps[step_i].name, name);
            gm_diag_hint(w->diag, "add a row for it, or `other: ..` for the rest");
        }
        by[v] = by[v] == GM_NONE ? 0 : by[v];
    }
    return by;
}

static const gm_dist *laws_of(gm_wire *w, const gm_times_def *def, int32_t *n)
{
    *n = def->n_rows > 0 ? def->n_rows : 1;
    gm_dist *laws = GM_NEW(w->arena, gm_dist, *n);
    laws[0] = def->all;
    for (int32_t i = 0; i < def->n_rows; i++) {
        laws[i] = def->rows[i].dist;
    }
    return laws;
}

// ---- stations

int32_t gm_wire_hours(const gm_wire *w, int32_t step_i, gm_ref own,
                      const gm_crew_needs_def *crew)
{
    const gm_line_def *line = &w->def->lines[w->steps[step_i].line_i];
    if (own.i >= 0) {
        return own.i;
    }
    if (line->calendar.i >= 0) {
        return line->runs_empty ? GM_NONE : line->calendar.i;
    }
    for (int32_t i = 0; crew && i < crew->n; i++) {
        for (int32_t c = 0; c < w->def->n_crews; c++) {
            if (strcmp(w->def->crews[c].name, crew->items[i].crew.name) == 0) {
                return w->def->crews[c].calendar.i;
            }
        }
    }
    return GM_NONE;
}

static int32_t first_variant_of(const gm_wire *w, int32_t kind_i)
{
    int32_t v = 0;
    while (v < w->plan->n_variants && w->plan->variants[v].kind_i != kind_i) {
        v++;
    }
    return v < w->plan->n_variants ? v : 0;
}

// The same-named variant of a kind; where it has one only, that. GM_NONE: none.
static int32_t same_variant(const gm_wire *w, int32_t variant_i, int32_t kind_i)
{
    const gm_variant_plan *from = &w->plan->variants[variant_i];
    if (from->kind_i == kind_i) {
        return variant_i;
    }
    for (int32_t v = 0; v < w->plan->n_variants; v++) {
        const gm_variant_plan *to = &w->plan->variants[v];
        if (to->kind_i == kind_i && strcmp(to->name, from->name) == 0) {
            return v;
        }
    }
    return w->def->kinds[kind_i].n_variants <= 1 ? first_variant_of(w, kind_i) : GM_NONE;
}

static gm_made_kind made_kind(gm_wire *w, gm_ref ref)
{
    int32_t kind_i = gm_wire_kind(w, ref);
    const gm_kind_def *kind = &w->def->kinds[kind_i];
    int32_t n = kind->n_variants > 0 ? kind->n_variants : 1;
    double *shares = GM_NEW(w->arena, double, n);
    for (int32_t i = 0; i < n; i++) {
        shares[i] = kind->n_variants == 0 ? 1.0 : kind->variants[i].share;
    }
    int32_t *same = GM_NEW(w->arena, int32_t, w->plan->n_variants);
    for (int32_t v = 0; v < w->plan->n_variants; v++) {
        same[v] = same_variant(w, v, kind_i);
    }
    return (gm_made_kind){first_variant_of(w, kind_i), n, shares, same};
}

static void wire_kinds_made(gm_wire *w, gm_station_plan *plan)
{
    const gm_station_def *def = plan->def;
    gm_made_kind *made = GM_NEW(w->arena, gm_made_kind, def->splits.n + 1);
    for (int32_t i = 0; i < def->splits.n; i++) {
        made[plan->n_made++] = made_kind(w, def->splits.items[i].kind);
    }
    plan->changes_kind = def->needs.n > 0 && def->makes.name;
    if (plan->changes_kind) {
        made[plan->n_made++] = made_kind(w, def->makes);
    }
    plan->made = made;
}

static void wire_care(gm_wire *w, gm_station_plan *plan)
{
    const gm_station_def *def = plan->def;
    gm_crew_call *fail = GM_NEW(w->arena, gm_crew_call, def->n_failures);
    for (int32_t i = 0; i < def->n_failures; i++) {
        fail[i] = gm_wire_call(w, &def->failures[i].crew);
        plan->fails_by_work |= def->failures[i].by == GM_BY_WORK;
        plan->fails_by_calendar |= def->failures[i].by == GM_BY_CALENDAR;
        plan->fails_by_parts |= def->failures[i].by == GM_BY_PARTS;
        plan->counts_cycles |= def->failures[i].by == GM_BY_PARTS;
    }
    gm_crew_call *maintain = GM_NEW(w->arena, gm_crew_call, def->n_maintenances);
    for (int32_t i = 0; i < def->n_maintenances; i++) {
        maintain[i] = gm_wire_call(w, &def->maintenances[i].crew);
        plan->fails_by_calendar |= def->maintenances[i].by == GM_BY_CALENDAR;
        plan->counts_cycles |= def->maintenances[i].by == GM_BY_PARTS;
    }
    gm_crew_call *change = GM_NEW(w->arena, gm_crew_call, def->n_changeovers);
    for (int32_t i = 0; i < def->n_changeovers; i++) {
        change[i] = gm_wire_call(w, &def->changeovers[i].crew);
    }
    plan->fail_crew = fail;
    plan->maintain_crew = maintain;
    plan->change_crew = change;
}

static bool family_comes(const gm_wire *w, int32_t family_i, uint64_t kinds)
{
    for (int32_t v = 0; v < w->plan->n_variants; v++) {
        const gm_variant_plan *variant = &w->plan->variants[v];
        if (variant->family_i == family_i && (kinds >> variant->kind_i & 1)) {
            return true;
        }
    }
    return false;
}

// In turn through the families that come to the station.
static const int32_t *families_in_turn(gm_wire *w, uint64_t kinds)
{
    int32_t n = w->plan->n_families;
    int32_t *next = GM_NEW(w->arena, int32_t, n);
    int32_t following = 0;
    for (int32_t k = 2 * n - 1; k >= 0; k--) {
        next[k % n] = following;
        following = family_comes(w, k % n, kinds) ? k % n : following;
    }
    return next;
}

static void check_unlimited(gm_wire *w, const gm_station_plan *plan)
{
    const gm_station_def *def = plan->def;
    bool plain = def->n_failures == 0 && def->n_maintenances == 0 && def->n_changeovers == 0 &&
                 def->crew.n == 0 && def->load_crew.n == 0 && def->batch.most <= 1 &&
                 def->blocking == GM_BLOCKING_AFTER && def->scrap == 0.0 &&
                 def->defects == 0.0 && def->mends == 0.0 && !def->inspects.is_given &&
                 !def->drifts.is_given && def->splits.n == 0 && def->n_learns == 0 &&
                 !def->web.is_given && !def->recipe.is_given && !def->grades.is_given &&
                 def->adds.n == 0 && plan->calendar_i == GM_NONE;
    if (!plain) {
        gm_diag_error(w->diag, def->src,
                      "'%s' has unlimited machines: such a station has a time and nothing else",
                      def->name);
        gm_diag_hint(w->diag, "say how many machines there are");
    }
}

static void check_siblings(gm_wire *w, const gm_step *step, const gm_station_def *def)
{
    const gm_queue_def *queue = &def->queue;
    bool is_wrong = queue->is_given && (queue->holds == 0 || queue->order != GM_QUEUE_FIFO);
    gm_src src = queue->src;
    for (int32_t i = 0; i < step->n_inputs && !is_wrong; i++) {
        const gm_store_plan *s = &w->stores[step->inputs[i].store_i];
        is_wrong = s->is_buffer && (s->order != GM_QUEUE_FIFO || s->reorders);
        src = is_wrong ? gm_wire_def(w, s->step_i)->src : src;
    }
    if (def->same != GM_SAME_NOTHING && is_wrong) {
        gm_diag_error(
            w->diag, src,
            "'%s' joins parts with something in common: they wait in places, first in "
            "first out",
            def->name);
    }
}

static void check_preempt(gm_wire *w, const gm_station_plan *plan)
{
    const gm_station_def *def = plan->def;
    if (def->queue.preempt == GM_PREEMPT_NO) {
        return;
    }
    if (plan->is_batch || def->needs.n > 0) {
        gm_diag_error(w->diag, def->queue.src,
                      "'%s' takes several parts at once: none can interrupt them", def->name);
    }
    if (def->queue.holds < 1) {
        gm_diag_error(w->diag, def->queue.src,
                      "'%s' has no place for the part that is interrupted", def->name);
    }
}

static void check_family(gm_wire *w, const gm_station_plan *plan)
{
    const gm_station_def *def = plan->def;
    if (!plan->is_family) {
        return;
    }
    const gm_changeover_def *first = def->n_changeovers > 0 ? &def->changeovers[0] : NULL;
    if (def->machines != 1 || w->steps[plan->step_i].n_inputs != 1) {
        gm_diag_error(w->diag, def->queue.src,
                      "'%s' serves families in turn: it has one machine and one queue",
                      def->name);
    }
    if (!first || first->on != GM_CHANGEOVER_FAMILY) {
        gm_diag_error(w->diag, def->queue.src,
                      "'%s' serves families in turn but has no changeover by family",
                      def->name);
        gm_diag_hint(w->diag, "add `changeover: {on: family, takes: 30 min}`");
    } else if (def->queue.cycles_when_empty && gm_dist_mean(&first->takes) <= 0.0) {
        gm_diag_error(w->diag, first->src,
                      "'%s' keeps cycling when empty: its changeover must take time",
                      def->name);
    }
}

static bool has_outcome(const gm_station_def *def)
{
    return def->scrap > 0.0 || def->defects > 0.0 || def->mends > 0.0 ||
           def->inspects.is_given || def->splits.n > 0 || def->batch.most > 1 ||
           def->drifts.is_given || def->web.is_given || def->adds.n > 0 || def->grades.is_given;
}

// Kinds that need a time: what comes in, or what an assembly works on, the joined part.
static uint64_t kinds_worked(const gm_wire *w, int32_t step_i)
{
    const gm_station_def *def = gm_wire_def(w, step_i)->station;
    if (def->needs.n == 0) {
        return w->kinds_in[step_i];
    }
    int32_t kind_i = gm_wire_kind(w, def->makes.name ? def->makes : def->needs.items[0].kind);
    return kind_i < 0 ? 0 : (uint64_t)1 << kind_i;
}

static gm_route route_of(gm_wire *w, const gm_route_def *def, int32_t step_i)
{
    gm_way way = gm_wire_way_of(w, def, step_i);
    return gm_wire_route(w, &way, step_i);
}

static void wire_station(gm_wire *w, int32_t step_i)
{
    gm_step *step = &w->steps[step_i];
    gm_station_plan *plan = &w->stations[step->own_i];
    const gm_station_def *def = plan->def;
    uint64_t kinds = kinds_worked(w, step_i);
    plan->time_of = gm_wire_laws(w, &def->time, step_i, kinds);
    plan->times = laws_of(w, &def->time, &plan->n_times);
    if (def->load_time.is_given) {
        plan->load_of = gm_wire_laws(w, &def->load_time, step_i, kinds);
        plan->loads = laws_of(w, &def->load_time, &plan->n_loads);
    }
    plan->calendar_i = gm_wire_hours(w, step_i, def->calendar, &def->crew);
    plan->crew = gm_wire_call(w, &def->crew);
    plan->load_crew = gm_wire_call(w, &def->load_crew);
    wire_care(w, plan);
    wire_kinds_made(w, plan);
    plan->has_slots = def->up > 0.0;
    plan->is_batch = def->batch.most > 1;
    plan->holds_many = plan->is_batch || def->splits.n > 0;
    plan->has_outcome = has_outcome(def);
    plan->is_family = def->queue.is_given && def->queue.order == GM_QUEUE_FAMILY;
    plan->n_families = w->plan->n_families;
    const gm_block_def *block = &def->queue.block;
    plan->is_block = plan->is_family &&
                     (block->next != GM_NEXT_TURN || block->most > 0 || block->overdue_s > 0.0);
    gm_wire_changeovers(w, plan);
    if (plan->is_family) {
        plan->next_family = families_in_turn(w, kinds);
    }
    plan->n_variants = w->plan->n_variants;
    plan->has_one_age = def->n_failures == 1 && def->failures[0].by == GM_BY_WORK;
    plan->is_plain = plan->n_loads == 0 && def->n_changeovers == 0 && plan->crew.n == 0 &&
                     def->n_maintenances == 0 && def->blocking == GM_BLOCKING_AFTER;
    if (def->inspects.to.is_given) {
        plan->reject = route_of(w, &def->inspects.to, step_i);
    }
    if (def->inspects.beyond.is_given) {
        plan->beyond = route_of(w, &def->inspects.beyond, step_i);
    }
    if (def->grades.below.is_given) {
        plan->below = route_of(w, &def->grades.below, step_i);
    }
    plan->drift_i = def->drifts.is_given ? w->plan->n_drifts++ : GM_NONE;
    plan->web_i = def->web.is_given ? w->plan->n_webs++ : GM_NONE;
    plan->quarantine_i = GM_NONE;
    if (def->drifts.quarantine.is_given) {
        plan->quarantine_i = w->plan->n_quarantines++;
        plan->kinds_out = gm_wire_kinds_out(w, step_i);
    }
    if (plan->is_unlimited) {
        check_unlimited(w, plan);
    }
    check_family(w, plan);
    check_preempt(w, plan);
    check_siblings(w, step, def);
}

// ---- sources

static void wire_mix(gm_wire *w, gm_source_plan *plan)
{
    const gm_source_def *def = plan->def;
    int32_t kind_i = gm_wire_kind(w, def->kind);
    const gm_kind_def *kind = &w->def->kinds[kind_i];
    plan->first_variant = first_variant_of(w, kind_i);
    plan->n_variants = kind->n_variants > 0 ? kind->n_variants : 1;
    double *shares = GM_NEW(w->arena, double, plan->n_variants);
    double *values = GM_NEW(w->arena, double, plan->n_variants);
    double *cumulative = GM_NEW(w->arena, double, plan->n_variants);
    for (int32_t i = 0; i < plan->n_variants; i++) {
        shares[i] = kind->n_variants == 0 ? 1.0
                    : def->n_mix > 0      ? 0.0
                                          : kind->variants[i].share;
        for (int32_t k = 0; k < def->n_mix && kind->n_variants > 0; k++) {
            const gm_variant_def *variant = &kind->variants[i];
            if (strcmp(def->mix[k].variant.name,
                       variant->base ? variant->base : variant->name) == 0) {
                shares[i] = def->mix[k].share * (variant->base ? variant->base_share : 1.0);
            }
        }
        values[i] = i;
        cumulative[i] = shares[i];
    }
    gm_dist_cumulate(cumulative, (size_t)plan->n_variants);
    plan->shares = shares;
    plan->mix = gm_dist_empirical(values, cumulative, (uint32_t)plan->n_variants);
}

// The store that an unlimited source feeds, of its kind when the target joins several.
static int32_t store_of_kind(const gm_wire *w, const gm_route *route, int32_t kind_i)
{
    int32_t store_i = gm_wire_only_store(w, route);
    if (store_i == GM_NONE || route->targets[0].kind != GM_TO_STEP) {
        return store_i;
    }
    const gm_step *step = &w->steps[route->targets[0].i];
    for (int32_t k = 0; k < step->n_needs && step->kind == GM_STEP_STATION; k++) {
        if (step->needs[k].kind_i == kind_i) {
            return step->needs[k].own_store;
        }
    }
    return store_i;
}

// Nothing ends the stream of parts into this store.
static bool is_bottomless(const gm_wire *w, const gm_store_plan *s)
{
    bool takes_all = s->is_buffer && s->capacity == GM_UNLIMITED;
    for (int32_t i = 0; i < s->n_consumers; i++) {
        const gm_step *step = &w->steps[s->consumers[i]];
        takes_all |= step->kind == GM_STEP_STATION && w->stations[step->own_i].is_unlimited &&
                     step->inputs[0].limits == 0;
    }
    return takes_all && s->limits_in == 0;
}

static bool has_own_routes(const gm_wire *w, int32_t kind_i)
{
    for (int32_t v = 0; v < w->plan->n_variants; v++) {
        if (w->plan->variants[v].kind_i == kind_i && w->plan->variants[v].n_route > 0) {
            return true;
        }
    }
    return false;
}

static void wire_endless(gm_wire *w, int32_t step_i, int32_t store_i)
{
    const gm_source_def *def = gm_wire_def(w, step_i)->source;
    if (has_own_routes(w, gm_wire_kind(w, def->kind))) {
        gm_diag_error(w->diag, def->src,
                      "'%s' never runs dry: its parts cannot have routes of their own",
                      def->name);
        gm_diag_hint(w->diag, "say `every:` how often parts come");
        return;
    }
    if (store_i == GM_NONE) {
        gm_diag_error(w->diag, def->src,
                      "'%s' never runs dry: it must lead to one step that works or holds parts",
                      def->name);
        gm_diag_hint(w->diag, "say `every:` how often parts come, or lead it to one step");
        return;
    }
    gm_store_plan *s = &w->stores[store_i];
    if (def->limit == INT64_MAX && w->steps[step_i].limits_in == 0 && is_bottomless(w, s)) {
        gm_diag_error(w->diag, def->src,
                      "'%s' never runs dry and would fill the unlimited '%s' without end",
                      def->name, s->name);
    }
    if (s->endless_source != GM_NONE) {
        gm_diag_error(w->diag, def->src, "'%s' and '%s' both never run dry and feed one place",
                      w->steps[s->endless_source].name, def->name);
    }
    s->endless_source = step_i;
    s->is_filled = s->capacity < GM_UNLIMITED || s->limits_in != 0 ||
                   w->steps[step_i].limits_in != 0 || def->limit < INT64_MAX;
}

static void wire_source(gm_wire *w, int32_t step_i)
{
    gm_source_plan *plan = &w->sources[w->steps[step_i].own_i];
    const gm_source_def *def = plan->def;
    wire_mix(w, plan);
    const gm_line_def *line = &w->def->lines[w->steps[step_i].line_i];
    plan->calendar_i = def->calendar.i >= 0 ? def->calendar.i : line->calendar.i;
    plan->pause_store = GM_NONE;
    int32_t store_i = store_of_kind(w, &w->steps[step_i].to, gm_wire_kind(w, def->kind));
    if (!def->has_every && def->n_plan == 0) {
        wire_endless(w, step_i, store_i);
    } else if (def->when_full == GM_FULL_PAUSE && store_i != GM_NONE) {
        plan->pause_store = store_i;
    } else if (def->when_full == GM_FULL_PAUSE && w->steps[step_i].to.n > 1) {
        gm_diag_error(w->diag, def->src,
                      "'%s' pauses while the next place is full, but its parts go to several",
                      def->name);
        gm_diag_hint(w->diag, "give it a buffer of one place that leads on, or `to: [a, b]`: "
                              "whoever has room first");
    }
}

void gm_wire_own(gm_wire *w)
{
    for (int32_t i = 0; i < w->n_file; i++) {
        switch (w->steps[i].kind) {
        case GM_STEP_STATION:
            wire_station(w, i);
            break;
        case GM_STEP_SOURCE:
            wire_source(w, i);
            break;
        case GM_STEP_CONVEYOR:
            gm_wire_conveyor(w, i);
            break;
        case GM_STEP_MOVING:
            gm_wire_moving(w, i);
            break;
        case GM_STEP_RACK:
            gm_wire_rack(w, i);
            break;
        case GM_STEP_TRANSPORT:
        case GM_STEP_BUFFER:
        case GM_STEP_SINK:
        case GM_STEP_PASS:
            break;
        }
    }
    gm_wire_grants(w);
    gm_wire_check_webs(w);
    gm_wire_coatings(w);
    gm_wire_recipes(w);
    gm_wire_grades(w);
}
