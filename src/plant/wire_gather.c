// SPDX-License-Identifier: MIT
//
// Stations that could never begin, and vehicles that nobody could ever send: too few parts can come
// together before them, cards are too few for what they take at once, or their people are never
// there in their hours.
//
// Each is a fault only when it is certain; where a model leaves it open, the run will tell.

#include "core/assert.h"
#include "plant/wire.h"

#include <math.h>
#include <string.h>

// ---- places: those of a store, and one for each that waits before it with a part in hand

static void add_offers(const gm_wire *w, int64_t *offers, const gm_route *route, int64_t n)
{
    for (int32_t i = 0; i < route->n; i++) {
        gm_target target = route->targets[i];
        if (target.kind == GM_TO_STORE) {
            offers[target.i] += n;
        }
        const gm_step *step = target.kind == GM_TO_STEP ? &w->steps[target.i] : NULL;
        for (int32_t k = 0; step && gm_step_works(step->kind) && k < step->n_needs; k++) {
            if (step->needs[k].own_store != GM_NONE) {
                offers[step->needs[k].own_store] += n;
            }
        }
        if (step && step->kind == GM_STEP_BUFFER) {
            offers[step->own_i] += n;
        }
    }
}

// Parts that a step can hold out at once.
static int64_t most_offers(const gm_wire *w, const gm_step *step)
{
    switch (step->kind) {
    case GM_STEP_STATION:
        return w->stations[step->own_i].n_machines;
    case GM_STEP_TRANSPORT:
        return w->plan->fleets[w->transports[step->own_i].fleet_i].n_vehicles;
    case GM_STEP_SOURCE:
    case GM_STEP_CONVEYOR:
    case GM_STEP_MOVING:
    case GM_STEP_RACK:
    case GM_STEP_PASS:
        return 1;
    case GM_STEP_BUFFER:
    case GM_STEP_SINK:
        break;
    }
    return 0;
}

static const int64_t *count_offers(gm_wire *w)
{
    int64_t *offers = GM_NEW(w->arena, int64_t, w->n_stores);
    for (int32_t i = 0; i < w->n_steps; i++) {
        const gm_step *step = &w->steps[i];
        if (step->has_route) {
            add_offers(w, offers, &step->to, most_offers(w, step));
        }
        const gm_route_def *side = NULL;
        for (int32_t k = 0; i < w->n_file && (side = gm_wire_side(w, i, k)); k++) {
            gm_way way = gm_wire_way_of(w, side, i);
            gm_route route = {.n = way.n, .targets = way.targets};
            add_offers(w, offers, &route, most_offers(w, step));
        }
    }
    return offers;
}

// The most parts that can wait for a need of a step. Parts of one parent gather in places only.
static int64_t most_waiting(const gm_wire *w, const gm_step *step, int32_t need_i,
                            const int64_t *offers, bool places_only)
{
    int64_t n = 0;
    for (int32_t i = 0; i < step->n_inputs; i++) {
        const gm_store_plan *s = &w->stores[step->inputs[i].store_i];
        if (step->inputs[i].need_i != need_i) {
            continue;
        }
        n += s->capacity;
        if (!s->delay && !places_only) {
            n += s->endless_source != GM_NONE ? GM_UNLIMITED : offers[step->inputs[i].store_i];
        }
    }
    return n;
}

static void check_batch(gm_wire *w, const gm_station_def *def, int64_t most)
{
    if (isinf(def->batch.wait_s) && def->batch.least > most) {
        gm_diag_error(w->diag, def->batch.src,
                      "'%s' starts with %d parts, but at most %lld can wait before it",
                      def->name, def->batch.least, (long long)most);
        gm_diag_hint(w->diag,
                     "give it more places, say `least:` fewer, or how long to `wait:`");
    }
}

// The most places that can be free for what a batch machine gives to one store.
static int64_t most_free(const gm_wire *w, int32_t store_i)
{
    const gm_store_plan *s = &w->stores[store_i];
    int64_t n = s->capacity;
    for (int32_t i = 0; i < s->n_consumers && !s->delay; i++) {
        const gm_step *step = &w->steps[s->consumers[i]];
        bool is_station = step->kind == GM_STEP_STATION;
        bool is_open = is_station && w->stations[step->own_i].is_unlimited;
        n += is_open || (step->kind == GM_STEP_PASS && s->capacity == 0) ? GM_UNLIMITED
             : is_station       ? w->stations[step->own_i].n_machines
             : s->capacity == 0 ? 1
                                : 0;
    }
    return n;
}

// Blocking before service: a batch begins when there are places for all of it.
static void check_batch_ahead(gm_wire *w, const gm_step *step, const gm_station_def *def)
{
    int32_t store_i = gm_wire_only_store(w, &step->to);
    if (def->blocking != GM_BLOCKING_BEFORE || def->splits.n > 0) {
        return;
    }
    if (step->to.mode != GM_ROUTE_SINGLE) {
        gm_diag_error(w->diag, def->batch.src,
                      "'%s' gives its batches to several places: `blocking: before` promises "
                      "places for all of a batch in one",
                      def->name);
        gm_diag_hint(w->diag, "lead it to one buffer, and that on to the several");
    } else if (store_i != GM_NONE && def->batch.most > most_free(w, store_i)) {
        gm_diag_error(w->diag, def->batch.src,
                      "'%s' takes up to %d parts and begins when there are places for all of "
                      "them, but at most %lld can be free behind it",
                      def->name, def->batch.most, (long long)most_free(w, store_i));
        gm_diag_hint(w->diag, "give them more places, or say `blocking: after`");
    }
}

// A vehicle is sent when enough parts wait.
static void check_pick_up(gm_wire *w, const gm_step *step, const int64_t *offers)
{
    const gm_transport_def *def = w->transports[step->own_i].def;
    int64_t most = most_waiting(w, step, 0, offers, false);
    if (def->least > most) {
        gm_diag_error(w->diag, def->src,
                      "'%s' sends a vehicle for %d parts, but at most %lld can wait before it",
                      def->name, def->least, (long long)most);
        gm_diag_hint(w->diag, "give them more places, or say `least:` fewer");
    }
}

static void check_places(gm_wire *w, const gm_step *step, const int64_t *offers)
{
    const gm_station_def *def = w->stations[step->own_i].def;
    if (def->batch.most > 1) {
        check_batch(w, def, most_waiting(w, step, 0, offers, false));
        check_batch_ahead(w, step, def);
    }
    for (int32_t k = 0; k < def->needs.n; k++) {
        int64_t most = most_waiting(w, step, k, offers, def->same != GM_SAME_NOTHING);
        if (step->needs[k].count > most) {
            gm_diag_error(w->diag, def->needs.src,
                          "'%s' needs %d of '%s' at once, but at most %lld can wait before it",
                          def->name, step->needs[k].count, def->needs.items[k].kind.name,
                          (long long)most);
            gm_diag_hint(w->diag, "give them more places");
        }
    }
}

// ---- cards

// Steps that a part can come into without a card of a limit.
typedef struct gm_cardless {
    gm_wire *w;
    const gm_limit_def *limit;
    bool *is_reached;
    int32_t *stack;
    int32_t n;
} gm_cardless;

static void reach(gm_cardless *c, gm_target target)
{
    if (target.kind == GM_TO_STEP && target.i != c->limit->first.i &&
        !c->is_reached[target.i]) {
        c->is_reached[target.i] = true;
        c->stack[c->n++] = target.i;
    }
}

static void reach_way(gm_cardless *c, const gm_route_def *route, int32_t step_i)
{
    gm_way way = gm_wire_way_of(c->w, route, step_i);
    for (int32_t i = 0; i < way.n; i++) {
        reach(c, way.targets[i]);
    }
}

// What a part without a card comes to from a step.
static void reach_from(gm_cardless *c, int32_t step_i)
{
    for (int32_t i = 0; i < c->w->ways[step_i].n; i++) {
        reach(c, c->w->ways[step_i].targets[i]);
    }
    const gm_route_def *side;
    for (int32_t k = 0; (side = gm_wire_side(c->w, step_i, k)) != NULL; k++) {
        reach_way(c, side, step_i);
    }
}

// A joined part keeps the cards of the first-named.
static bool changes_kind(const gm_station_def *def)
{
    return def->needs.n > 0 && def->makes.name &&
           strcmp(def->makes.name, def->needs.items[0].kind.name) != 0;
}

// Parts of a kind come into being at a step, or give their card back there.
static bool is_cardless_at(const gm_wire *w, const gm_limit_def *limit, int32_t step_i,
                           int32_t kind_i)
{
    const gm_step_def *def = gm_wire_def(w, step_i);
    if (step_i == limit->last.i) {
        return true;
    }
    switch (def->kind) {
    case GM_STEP_SOURCE:
        return step_i != limit->first.i &&
               (kind_i == GM_NONE || gm_wire_kind(w, def->source->kind) == kind_i);
    case GM_STEP_STATION:
        return def->station->splits.n > 0 || (kind_i != GM_NONE && changes_kind(def->station));
    case GM_STEP_BUFFER:
        return def->buffer->initial > 0 && step_i != limit->first.i;
    case GM_STEP_RACK:
        return def->rack->initial > 0 && step_i != limit->first.i;
    case GM_STEP_CONVEYOR:
    case GM_STEP_MOVING:
    case GM_STEP_TRANSPORT:
    case GM_STEP_SINK:
    case GM_STEP_PASS:
        break;
    }
    return false;
}

static bool may_come_cardless(gm_wire *w, const gm_limit_def *limit, int32_t to, int32_t kind_i)
{
    gm_mark mark = gm_arena_mark(w->arena);
    gm_cardless c = {.w = w, .limit = limit};
    c.is_reached = GM_NEW(w->arena, bool, w->n_file);
    c.stack = GM_NEW(w->arena, int32_t, w->n_file);
    for (int32_t i = 0; i < w->n_file; i++) {
        if (is_cardless_at(w, limit, i, kind_i)) {
            reach_from(&c, i);
        }
    }
    while (c.n > 0) {
        reach_from(&c, c.stack[--c.n]);
    }
    bool may = c.is_reached[to];
    gm_arena_rewind(w->arena, mark);
    return may;
}

// Parts for which a vehicle is sent, each with a card of the limit in hand, or to get one as it is
// taken.
static int32_t cards_for_vehicle(gm_wire *w, const gm_limit_def *limit, const gm_step *step)
{
    const gm_transport_plan *t = &w->transports[step->own_i];
    bool all = t->step_i == limit->first.i || !may_come_cardless(w, limit, t->step_i, GM_NONE);
    return all ? t->def->least : 0;
}

// The same of a station, for the parts that it takes at once.
static int32_t cards_at_once(gm_wire *w, const gm_limit_def *limit, const gm_step *step)
{
    const gm_station_def *def = w->stations[step->own_i].def;
    int32_t step_i = w->stations[step->own_i].step_i;
    bool is_first = step_i == limit->first.i; // it takes the cards itself
    int32_t kit = 0;
    for (int32_t k = 0; k < def->needs.n; k++) {
        int32_t kind_i = step->needs[k].kind_i;
        kit +=
            is_first || !may_come_cardless(w, limit, step_i, kind_i) ? step->needs[k].count : 0;
    }
    if (def->batch.most <= 1 || !isinf(def->batch.wait_s) || def->batch.least <= kit) {
        return kit;
    }
    return is_first || !may_come_cardless(w, limit, step_i, GM_NONE) ? def->batch.least : kit;
}

static void check_cards(gm_wire *w, const gm_limit_def *limit, bool has_routes)
{
    for (int32_t i = 0; i < w->n_file; i++) {
        const gm_step *step = &w->steps[i];
        bool is_station = step->kind == GM_STEP_STATION;
        if ((!is_station && step->kind != GM_STEP_TRANSPORT) ||
            (has_routes && i != limit->first.i)) {
            continue;
        }
        int32_t n =
            is_station ? cards_at_once(w, limit, step) : cards_for_vehicle(w, limit, step);
        if (n > limit->at_most) {
            gm_diag_error(w->diag, limit->src,
                          is_station
                              ? "'%s' takes %d parts at once, the limit '%s' has %d"
                              : "'%s' sends a vehicle for %d parts, the limit '%s' has %d",
                          step->name, n, limit->name, limit->at_most);
            gm_diag_hint(w->diag, is_station ? "raise `at-most`, or take fewer at once"
                                             : "raise `at-most`, or say `least:` fewer");
        }
    }
}

// ---- hours

static bool has_hours(const gm_calendar *cal)
{
    return cal->is_always || cal->n_spans > 0;
}

static const gm_calendar *hours_of_crew(const gm_wire *w, int32_t crew_i)
{
    int32_t i = w->def->crews[crew_i].calendar.i;
    return i < 0 ? NULL : &w->plan->calendars[i];
}

// Somebody of this skill is on shift.
static bool is_served(const gm_wire *w, int32_t skill_i, double t_s)
{
    const gm_skill_plan *skill = &w->plan->skills[skill_i];
    for (int32_t i = 0; i < skill->n_crews; i++) {
        const gm_calendar *cal = hours_of_crew(w, skill->crews[i]);
        if (!cal || gm_calendar_is_on(cal, t_s, NULL)) {
            return true;
        }
    }
    return false;
}

static bool all_are_there(const gm_wire *w, const gm_calendar *own, const gm_crew_call *call,
                          double t_s)
{
    bool all = !own || gm_calendar_is_on(own, t_s, NULL);
    for (int32_t i = 0; i < call->n && all; i++) {
        all = is_served(w, call->skills[i], t_s);
    }
    return all;
}

// All are there when a span of this calendar begins.
static bool meet_at_a_start(const gm_wire *w, const gm_calendar *cal, const gm_calendar *own,
                            const gm_crew_call *call)
{
    for (uint32_t s = 0; cal && s < cal->n_spans; s++) {
        if (all_are_there(w, own, call, cal->spans[s].start_s)) {
            return true;
        }
    }
    return false;
}

// False when there is no time at which the station and everybody of its crew work, though each
// of them works at some time.
static bool ever_meet(const gm_wire *w, int32_t calendar_i, const gm_crew_call *call)
{
    const gm_calendar *own = calendar_i < 0 ? NULL : &w->plan->calendars[calendar_i];
    if ((own && !has_hours(own)) || all_are_there(w, own, call, 0.0) ||
        meet_at_a_start(w, own, own, call)) {
        return true;
    }
    for (int32_t i = 0; i < call->n; i++) {
        const gm_skill_plan *skill = &w->plan->skills[call->skills[i]];
        for (int32_t k = 0; k < skill->n_crews; k++) {
            const gm_calendar *cal = hours_of_crew(w, skill->crews[k]);
            if ((cal && !has_hours(cal)) || meet_at_a_start(w, cal, own, call)) {
                return true;
            }
        }
    }
    return false;
}

static void check_hours(gm_wire *w, const gm_station_plan *plan)
{
    const gm_station_def *def = plan->def;
    bool works = ever_meet(w, plan->calendar_i, &plan->crew);
    if (!works || !ever_meet(w, plan->calendar_i, &plan->load_crew)) {
        gm_diag_error(
            w->diag, works ? def->load_crew.src : def->crew.src,
            "'%s' never works: its hours and those of its crew have no time in common",
            def->name);
        gm_diag_hint(w->diag,
                     "give the station the calendar of its crew, or the crew more shifts");
    }
}

void gm_wire_check_gathering(gm_wire *w)
{
    bool has_routes = gm_wire_has_routes(w);
    const int64_t *offers = count_offers(w);
    for (int32_t i = 0; i < w->n_file; i++) {
        const gm_step *step = &w->steps[i];
        if (step->kind == GM_STEP_TRANSPORT && !has_routes) {
            check_pick_up(w, step, offers);
        }
        if (step->kind != GM_STEP_STATION) {
            continue;
        }
        if (!has_routes) {
            check_places(w, step, offers);
        }
        check_hours(w, &w->stations[step->own_i]);
    }
    for (int32_t i = 0; i < w->plan->n_limits; i++) {
        if (w->steps[w->plan->limits[i].first.i].kind != GM_STEP_SINK) {
            check_cards(w, &w->plan->limits[i], has_routes);
        }
    }
}
