// SPDX-License-Identifier: MIT
//
// What must hold in every run at any instant between two events: nothing is lost, nothing is
// counted twice, nothing exceeds its bound.

#ifndef GM_TEST_AUDIT_H
#define GM_TEST_AUDIT_H

#include "plant/audit.h"
#include "plant/crew.h"
#include "plant/rack.h"
#include "plant/traffic.h"

#include <check.h>
#include <math.h>
#include <stdlib.h>

// Where each part was found, 0: nowhere.
typedef struct audit {
    const gm_run *run;
    uint8_t *seen;
    int32_t n;
} audit;

static inline void audit_part(audit *a, uint32_t part, const char *where)
{
    ck_assert_msg(part > 0 && part < a->run->n_parts, "%s holds no part %u", where, part);
    ck_assert_msg(!a->seen[part], "part %u is in two places, one is %s", part, where);
    a->seen[part] = 1;
    a->n += 1;
}

static inline int32_t audit_list(audit *a, uint32_t head, const char *where)
{
    int32_t n = 0;
    for (uint32_t at = head; at; at = a->run->parts[at].next) {
        audit_part(a, at, where);
        n++;
    }
    return n;
}

static inline int32_t audit_heap(audit *a, uint32_t root, const char *where)
{
    int32_t n = 0;
    for (uint32_t at = root; at; at = a->run->parts[at].next) {
        audit_part(a, at, where);
        n += 1 + audit_heap(a, a->run->parts[at].child, where);
    }
    return n;
}

static inline void audit_store(audit *a, int32_t store_i)
{
    const gm_store_plan *plan = &a->run->plan->stores[store_i];
    const gm_store *s = &a->run->stores[store_i];
    int32_t n_ready = 0;
    for (int32_t i = 0; i < plan->n_classes; i++) {
        n_ready += audit_list(a, s->lists[i].head, plan->name);
    }
    n_ready += audit_heap(a, s->sorted, plan->name);
    int32_t n_coming = audit_list(a, s->transit.head, plan->name);
    n_coming += audit_heap(a, s->transit_root, plan->name);
    ck_assert_msg(n_ready == s->n_ready, "%s: %d ready, counted %d", plan->name, n_ready,
                  s->n_ready);
    ck_assert_msg(n_ready + n_coming == s->level, "%s: level %d, found %d", plan->name,
                  s->level, n_ready + n_coming);
    ck_assert_msg(s->level <= plan->capacity && s->level_max <= plan->capacity,
                  "%s: %d parts, at most %d, in %d places", plan->name, s->level, s->level_max,
                  plan->capacity);
    ck_assert_msg(s->claimed >= 0, "%s: %d places claimed", plan->name, s->claimed);
    int32_t n_offers = 0;
    for (uint32_t at = s->offers.head; at; at = a->run->offerers[at - 1].next) {
        ck_assert_int_eq(a->run->offerers[at - 1].store_i, store_i);
        n_offers++;
    }
    ck_assert_msg(n_offers == s->n_offers, "%s: %d offers, counted %d", plan->name, n_offers,
                  s->n_offers);
}

static inline void audit_machine(audit *a, int32_t machine_i)
{
    const gm_run *run = a->run;
    const gm_machine *m = &run->machines[machine_i];
    const gm_station_plan *plan = &run->plan->stations[m->station_i];
    const char *name = run->plan->steps[plan->step_i].name;
    if (run->offerers[machine_i].store_i != GM_NONE) {
        audit_part(a, run->offerers[machine_i].part, name);
        audit_list(a, m->out, name);
    } else if (!plan->is_unlimited) {
        audit_list(a, m->part, name);
    }
    double sum_s = run->now_s - m->since_s;
    for (int s = 0; s < GM_N_STATES; s++) {
        ck_assert_msg(m->state_s[s] >= 0.0, "%s: %s for %g s", name, gm_state_word((gm_state)s),
                      m->state_s[s]);
        sum_s += m->state_s[s];
    }
    ck_assert_msg(fabs(sum_s - run->now_s) <= 1e-9 * run->now_s,
                  "%s: states for %.12g of %.12g", name, sum_s, run->now_s);
    bool is_waiting = run->offerers[machine_i].store_i != GM_NONE;
    ck_assert_msg(!is_waiting || (m->hold & GM_HOLD_BLOCKED), "%s waits and is not blocked",
                  name);
    bool claims = m->stage == GM_STAGE_CLAIM;
    ck_assert_msg(is_waiting || claims || !(m->hold & GM_HOLD_BLOCKED),
                  "%s is blocked by nothing", name);
    ck_assert_msg(plan->is_unlimited || (m->stage == GM_STAGE_EMPTY) == (m->part == 0) ||
                      m->stage == GM_STAGE_MAINTAIN || m->stage == GM_STAGE_CHANGE ||
                      (is_waiting && m->stage == GM_STAGE_OUT),
                  "%s: stage %d with part %u", name, m->stage, m->part);
}

static inline void audit_station(audit *a, int32_t station_i)
{
    const gm_run *run = a->run;
    const gm_station_plan *plan = &run->plan->stations[station_i];
    const gm_station *st = &run->stations[station_i];
    int32_t n_idle = 0;
    int32_t n_empty = 0;
    for (int32_t k = 0; k < plan->n_machines; k++) {
        const gm_machine *m = &run->machines[plan->first_machine + k];
        audit_machine(a, plan->first_machine + k);
        bool bit = st->idle[k >> 6] >> (k & 63) & 1;
        ck_assert_int_eq(bit, m->is_idle);
        n_idle += m->is_idle ? 1 : 0;
        n_empty += m->part == 0 && m->out == 0 &&
                           run->offerers[plan->first_machine + k].store_i == GM_NONE
                       ? 1
                       : 0;
    }
    const char *name = run->plan->steps[plan->step_i].name;
    ck_assert_msg(n_idle == st->n_idle, "%s: %d idle, counted %d", name, n_idle, st->n_idle);
    ck_assert_msg(plan->is_unlimited || n_empty == st->n_empty, "%s: %d empty, counted %d",
                  name, n_empty, st->n_empty);
    for (uint32_t i = 0; i < st->delay.n && plan->is_unlimited; i++) {
        gm_heap_entry entry = st->delay.slots[GM_HEAP_ROOT + i];
        audit_part(a, gm_heap_entry_item(&entry), name);
    }
}

static inline void audit_limit(const audit *a, int32_t limit_i)
{
    const gm_limit *limit = &a->run->limits[limit_i];
    const gm_limit_def *def = &a->run->plan->limits[limit_i];
    int32_t n = 0;
    for (uint32_t at = limit->returning.head; at; at = a->run->parts[at].next) {
        n++;
    }
    for (uint32_t i = 1; i < a->run->n_parts; i++) {
        n += a->seen[i] && (a->run->parts[i].limits >> limit_i & 1) ? 1 : 0;
    }
    ck_assert_msg(n == limit->count, "%s: %d cards, counted %d", def->name, n, limit->count);
    ck_assert_msg(limit->count <= def->at_most, "%s: %d cards of %d", def->name, limit->count,
                  def->at_most);
}

static inline void audit_crew(const audit *a, int32_t crew_i)
{
    const gm_run *run = a->run;
    int32_t busy = 0;
    int32_t n_grants = (int32_t)run->plan->n_grants;
    for (int32_t g = 0; g < n_grants; g++) {
        const gm_grant *grant = &run->grants[g];
        for (int32_t i = 0; grant->call && !grant->is_waiting && i < grant->call->n; i++) {
            busy += grant->crew[i] == crew_i ? grant->call->people[i] : 0;
        }
    }
    const char *name = run->plan->def->crews[crew_i].name;
    ck_assert_msg(busy == run->crews[crew_i].busy, "%s: %d at work, counted %d", name, busy,
                  run->crews[crew_i].busy);
    ck_assert_msg(!run->crews[crew_i].is_on || busy <= run->crews[crew_i].present,
                  "%s: %d at work of %d", name, busy, run->crews[crew_i].present);
}

static inline void audit_lines(const audit *a)
{
    const gm_run *run = a->run;
    for (int32_t i = 0; i < run->plan->def->n_lines; i++) {
        int32_t wip = 0;
        int32_t inside = 0;
        for (uint32_t p = 1; p < run->n_parts; p++) {
            wip += a->seen[p] && run->parts[p].line == i ? 1 : 0;
            inside += a->seen[p] && run->parts[p].shop == i + 1 ? 1 : 0;
        }
        const char *name = run->plan->def->lines[i].name;
        ck_assert_msg(wip == run->lines[i].wip, "%s: %d parts, counted %d", name, wip,
                      run->lines[i].wip);
        ck_assert_msg(inside == run->lines[i].n_inside, "%s: %d inside, counted %d", name,
                      inside, run->lines[i].n_inside);
    }
}

// Parts outside that a source with arrivals offers.
static inline void audit_sources(audit *a)
{
    const gm_plan *plan = a->run->plan;
    for (int32_t i = 0; i < plan->n_sources; i++) {
        const gm_offerer *o = &a->run->offerers[plan->n_machines + plan->sources[i].step_i];
        if (o->store_i != GM_NONE) {
            audit_part(a, o->part, plan->sources[i].def->name);
        }
    }
}

static inline void audit_vehicle(audit *a, int32_t vehicle_i)
{
    const gm_run *run = a->run;
    const gm_vehicle *v = &run->vehicles[vehicle_i];
    const gm_fleet_def *def = run->plan->fleets[v->fleet_i].def;
    int32_t n = audit_list(a, v->parts.head, def->name);
    if (run->offerers[v->offerer].store_i != GM_NONE) {
        audit_part(a, run->offerers[v->offerer].part, def->name);
        n += 1;
    }
    ck_assert_msg(n == v->n_parts && n <= def->carries, "%s: %d parts, counted %d", def->name,
                  n, v->n_parts);
    double sum_s = run->now_s - v->account_s;
    for (int s = 0; s < GM_N_VEHICLE_STATES; s++) {
        sum_s += v->state_s[s];
    }
    ck_assert_msg(fabs(sum_s - run->now_s) <= 1e-9 * run->now_s, "%s: states for %g of %g",
                  def->name, sum_s, run->now_s);
    ck_assert_msg((v->job == GM_NONE) ==
                      (v->errand == GM_ERRAND_NONE || v->errand == GM_ERRAND_TO_HOME ||
                       v->errand >= GM_ERRAND_TO_CHARGER),
                  "%s: errand %d with job %d", def->name, v->errand, v->job);
}

// Tracks hold those who were granted them, no more than they have room for, in one direction.
static inline void audit_tracks(const gm_run *run)
{
    for (int32_t t = 0; t < run->plan->n_tracks; t++) {
        int32_t n = 0;
        for (int32_t i = 0; i < run->plan->n_vehicles; i++) {
            const gm_vehicle *v = &run->vehicles[i];
            const gm_fleet_plan *fleet = &run->plan->fleets[v->fleet_i];
            if (fleet->by != GM_MOVE_BY_SEGMENTS ||
                fleet->network_i != run->plan->tracks[t].network_i || v->edge == GM_NONE) {
                continue;
            }
            const gm_edge *edges = run->plan->networks[fleet->network_i].edges;
            int32_t edge_i = v->edge;
            int32_t at = v->point;
            for (int32_t k = 0; k <= v->n_ahead; k++) {
                if (edges[edge_i].track_i == t) {
                    ck_assert_int_eq(edges[edge_i].way, run->traffic->tracks[t].way);
                    n++;
                }
                edge_i = k < v->n_ahead ? fleet->hop[at * fleet->n_points + v->goal] : edge_i;
                at = edges[edge_i].to;
            }
        }
        ck_assert_int_eq(n, run->traffic->tracks[t].n);
        ck_assert_int_le(n, run->plan->tracks[t].capacity);
    }
}

static inline void audit_rack(audit *a, int32_t rack_i)
{
    const gm_rack *r = &a->run->racks[rack_i];
    const gm_rack_plan *plan = &a->run->plan->racks[rack_i];
    const char *name = plan->def->name;
    int32_t n_slots = audit_heap(a, r->ripening, name) + audit_list(a, r->ripe.head, name);
    int32_t n_free = 0;
    for (int32_t i = 0; i < r->n_words; i++) {
        n_free += __builtin_popcountll(r->free[i]);
    }
    bool has_slot = r->part && r->phase != GM_RACK_OUT;
    ck_assert_int_eq(n_free + n_slots + (has_slot ? 1 : 0), plan->n_slots);
    if (r->part) {
        audit_part(a, r->part, name);
    }
    ck_assert_int_eq(n_slots + (r->part ? 1 : 0), r->n_stored);
    int32_t n_stand = audit_list(a, r->stand.head, name);
    const gm_offerer *o = &a->run->offerers[a->run->plan->n_machines + plan->step_i];
    if (o->store_i != GM_NONE) {
        audit_part(a, o->part, name);
        n_stand++;
    }
    ck_assert_int_eq(n_stand, r->n_stand);
    ck_assert_int_le(n_stand, plan->def->holds_out);
}

// Everything, for plants of stations, stores, sources and sinks.
static inline void audit_run(const gm_run *run)
{
    gm_audit books = gm_run_audit(run);
    ck_assert_msg(gm_audit_is_balanced(&books),
                  "in %g, out %g, scrap %g, ended %g, alive %g, "
                  "placed %g, counted %g",
                  books.n_in, books.n_out, books.n_scrap, books.n_ended, books.n_alive,
                  books.n_placed, books.n_counted);
    audit a = {.run = run, .seen = calloc(run->n_parts + 1, 1)};
    ck_assert_ptr_nonnull(a.seen);
    for (int32_t i = 0; i < run->plan->n_stores; i++) {
        audit_store(&a, i);
    }
    for (int32_t i = 0; i < run->plan->n_stations; i++) {
        audit_station(&a, i);
    }
    for (int32_t i = 0; i < run->plan->n_vehicles; i++) {
        audit_vehicle(&a, i);
    }
    audit_tracks(run);
    for (int32_t i = 0; i < run->plan->n_racks; i++) {
        audit_rack(&a, i);
    }
    audit_sources(&a);
    ck_assert_msg(a.n == run->wip, "%d parts found of %d", a.n, run->wip);
    int32_t cards = 0;
    for (int32_t i = 0; i < run->plan->n_limits; i++) {
        audit_limit(&a, i);
        for (uint32_t at = run->limits[i].returning.head; at; at = run->parts[at].next) {
            cards++;
        }
    }
    ck_assert_int_eq((int32_t)run->n_alive, run->wip + cards);
    for (int32_t i = 0; i < run->plan->n_crews; i++) {
        audit_crew(&a, i);
    }
    audit_lines(&a);
    free(a.seen);
}

#endif
