// SPDX-License-Identifier: MIT

#include "plant/reorder.h"

#include "plant/part.h"
#include "plant/passage.h"

#include <math.h>

static int32_t family_of(const gm_run *run, uint32_t part)
{
    return run->plan->variants[run->parts[part].variant].family_i;
}

// Made before: identities count up.
static bool is_before(const gm_run *run, uint32_t a, uint32_t b)
{
    return run->parts[a].identity < run->parts[b].identity;
}

static bool came_before(const gm_run *run, uint32_t a, uint32_t b)
{
    const gm_part *pa = &run->parts[a];
    const gm_part *pb = &run->parts[b];
    return pa->since_s != pb->since_s ? pa->since_s < pb->since_s : pa->identity < pb->identity;
}

// ---- blocks of families

// Parts of a family that could leave one after the other: the heads of lanes and what stands
// behind them alike, or all of its list.
static int32_t ready_of(const gm_run *run, int32_t store_i, int32_t family)
{
    const gm_store_plan *plan = &run->plan->stores[store_i];
    int32_t n = 0;
    for (int32_t i = 0; i < plan->n_classes; i++) {
        uint32_t at = run->stores[store_i].lists[i].head;
        while (at && family_of(run, at) == family) {
            n += 1;
            at = run->parts[at].next;
        }
    }
    return n;
}

// The list whose first part came first, among those of a family (GM_NONE: of all) but one.
static int32_t oldest_list(const gm_run *run, int32_t store_i, int32_t family, int32_t but)
{
    const gm_store_plan *plan = &run->plan->stores[store_i];
    const gm_list *lists = run->stores[store_i].lists;
    int32_t best = GM_NONE;
    for (int32_t i = 0; i < plan->n_classes; i++) {
        if (!lists[i].head) {
            continue;
        }
        int32_t its = family_of(run, lists[i].head);
        bool fits = (family == GM_NONE || its == family) && its != but;
        if (fits && (best == GM_NONE || came_before(run, lists[i].head, lists[best].head))) {
            best = i;
        }
    }
    return best;
}

// The next family behind one in turn whose parts are at hand.
static int32_t in_turn(const gm_run *run, int32_t store_i, int32_t family)
{
    int32_t n = run->plan->n_families;
    int32_t from = family == GM_NONE ? n - 1 : family;
    for (int32_t k = 1; k <= n; k++) {
        int32_t list = oldest_list(run, store_i, (from + k) % n, GM_NONE);
        if (list != GM_NONE) {
            return list;
        }
    }
    return GM_NONE;
}

static int32_t of_most(const gm_run *run, int32_t store_i, int32_t but)
{
    const gm_store_plan *plan = &run->plan->stores[store_i];
    const gm_list *lists = run->stores[store_i].lists;
    int32_t best = GM_NONE;
    int32_t most = 0;
    for (int32_t i = 0; i < plan->n_classes; i++) {
        if (!lists[i].head || family_of(run, lists[i].head) == but) {
            continue;
        }
        int32_t n = ready_of(run, store_i, family_of(run, lists[i].head));
        bool is_older = best != GM_NONE && came_before(run, lists[i].head, lists[best].head);
        if (n > most || (n == most && is_older)) {
            best = i;
            most = n;
        }
    }
    return best;
}

static int32_t next_block(const gm_run *run, int32_t store_i, int32_t family)
{
    switch (run->plan->stores[store_i].block->next) {
    case GM_NEXT_TURN:
        return in_turn(run, store_i, family);
    case GM_NEXT_MOST:
        return of_most(run, store_i, family);
    case GM_NEXT_OLDEST:
        break;
    }
    return oldest_list(run, store_i, GM_NONE, family);
}

int32_t gm_reorder_choose(const gm_run *run, int32_t store_i, int32_t family, int32_t n)
{
    const gm_block_def *block = run->plan->stores[store_i].block;
    if (block->overdue_s > 0.0) {
        int32_t late = oldest_list(run, store_i, GM_NONE, GM_NONE);
        uint32_t first = late == GM_NONE ? 0 : run->stores[store_i].lists[late].head;
        if (first && run->now_s - run->parts[first].since_s >= block->overdue_s) {
            return late;
        }
    }
    int32_t same = family == GM_NONE ? GM_NONE : oldest_list(run, store_i, family, GM_NONE);
    if (same != GM_NONE && (block->most == 0 || n < block->most)) {
        return same;
    }
    int32_t other = next_block(run, store_i, family);
    return other == GM_NONE ? same : other;
}

// ---- which part is first

static int32_t first_list(const gm_run *run, int32_t store_i)
{
    const gm_store_plan *plan = &run->plan->stores[store_i];
    const gm_store *s = &run->stores[store_i];
    if (plan->order == GM_QUEUE_FAMILY) {
        return gm_reorder_choose(run, store_i, s->family, s->n_block);
    }
    int32_t best = GM_NONE;
    for (int32_t i = 0; i < plan->n_classes; i++) {
        if (!s->lists[i].head) {
            continue;
        }
        bool goes =
            best == GM_NONE || (plan->order == GM_QUEUE_SEQUENCE ? is_before : came_before)(
                                   run, s->lists[i].head, s->lists[best].head);
        best = goes ? i : best;
    }
    return best;
}

uint32_t gm_reorder_first(const gm_run *run, int32_t store_i)
{
    int32_t list = first_list(run, store_i);
    return list == GM_NONE ? 0 : run->stores[store_i].lists[list].head;
}

uint32_t gm_reorder_oldest(const gm_run *run, int32_t store_i)
{
    const gm_store_plan *plan = &run->plan->stores[store_i];
    uint32_t best = 0;
    for (int32_t i = 0; i < plan->n_classes; i++) {
        uint32_t at = run->stores[store_i].lists[i].head;
        for (; at; at = run->parts[at].next) {
            best = !best || came_before(run, at, best) ? at : best;
        }
    }
    return best;
}

// ---- waiting for the part whose turn it is

double gm_reorder_held_until(const gm_run *run, int32_t store_i)
{
    const gm_store_plan *plan = &run->plan->stores[store_i];
    const gm_store *s = &run->stores[store_i];
    if (plan->waits_s <= 0.0 || s->n_ready == 0 || s->level >= plan->capacity) {
        return (double)INFINITY;
    }
    uint32_t due = run->points[plan->point_out].due;
    uint32_t first = gm_reorder_first(run, store_i);
    bool is_late = gm_point_link_of(run, plan->point_out, first)->n_before > 0;
    if (!due || is_late || gm_point_link_of(run, plan->point_out, due)->is_here) {
        return (double)INFINITY;
    }
    return s->turn_s + plan->waits_s;
}

bool gm_reorder_is_held(const gm_run *run, int32_t store_i)
{
    double until_s = gm_reorder_held_until(run, store_i);
    return until_s < (double)INFINITY && run->now_s < until_s;
}

// ---- lanes

static bool has_place(const gm_run *run, int32_t store_i, int32_t lane)
{
    return run->stores[store_i].n_of[lane] < run->plan->stores[store_i].lane_places;
}

// How well a lane that is not empty suits a part: the identity behind which it comes, or whether
// its family stands there. -1: not at all.
static int64_t suits(const gm_run *run, int32_t store_i, int32_t lane, uint32_t part)
{
    uint32_t last = run->stores[store_i].lists[lane].tail;
    switch (run->plan->stores[store_i].lane_rule) {
    case GM_LANE_SEQUENCE:
        return is_before(run, last, part) ? (int64_t)run->parts[last].identity : -1;
    case GM_LANE_FAMILY:
        return family_of(run, last) == family_of(run, part) ? 0 : -1;
    case GM_LANE_SHORTEST:
        break;
    }
    return -1;
}

// There is a place somewhere: the store took the part.
static int32_t lane_for(const gm_run *run, int32_t store_i, uint32_t part)
{
    const gm_store *s = &run->stores[store_i];
    int32_t best = GM_NONE;
    int32_t shortest = GM_NONE;
    int64_t best_fit = -1;
    for (int32_t i = 0; i < run->plan->stores[store_i].n_classes; i++) {
        if (!has_place(run, store_i, i)) {
            continue;
        }
        shortest = shortest == GM_NONE || s->n_of[i] < s->n_of[shortest] ? i : shortest;
        int64_t fit = s->n_of[i] > 0 ? suits(run, store_i, i, part) : -1;
        if (fit > best_fit) {
            best = i;
            best_fit = fit;
        }
    }
    return best != GM_NONE ? best : shortest; // an empty lane is the shortest
}

// ---- in and out

static void insert_by_sequence(gm_run *run, gm_list *list, uint32_t part)
{
    if (!list->head || is_before(run, list->tail, part)) {
        gm_list_push(run, list, part); // what comes in sequence goes behind all others
        return;
    }
    if (is_before(run, part, list->head)) {
        gm_list_push_front(run, list, part);
        return;
    }
    uint32_t at = list->head;
    while (is_before(run, run->parts[at].next, part)) {
        at = run->parts[at].next;
    }
    run->parts[part].next = run->parts[at].next;
    run->parts[at].next = part;
}

void gm_reorder_add(gm_run *run, int32_t store_i, uint32_t part)
{
    const gm_store_plan *plan = &run->plan->stores[store_i];
    gm_store *s = &run->stores[store_i];
    int32_t list = 0;
    if (plan->lane_places > 0) {
        list = lane_for(run, store_i, part);
    } else if (plan->order == GM_QUEUE_FAMILY) {
        list = family_of(run, part);
    }
    if (plan->order == GM_QUEUE_SEQUENCE && plan->lane_places == 0) {
        insert_by_sequence(run, &s->lists[0], part);
    } else {
        gm_list_push(run, &s->lists[list], part);
    }
    s->n_of[list] += 1;
    if (plan->waits_s > 0.0) {
        gm_point_link_of(run, plan->point_out, part)->is_here = true;
        s->turn_s = s->n_ready == 1 ? run->now_s : s->turn_s; // it alone is ready
    }
}

void gm_reorder_remove(gm_run *run, int32_t store_i, uint32_t part)
{
    gm_store *s = &run->stores[store_i];
    int32_t n = run->plan->stores[store_i].n_classes;
    int32_t list = 0;
    while (list < n && s->lists[list].head != part) {
        list++;
    }
    bool is_first = list < n; // one that a pass has offered may be so no more
    for (list = is_first ? list : 0; list < n; list++) {
        if (gm_list_remove(run, &s->lists[list], part)) {
            break;
        }
    }
    GM_REQUIRE(list < n);
    s->n_of[list] -= 1;
    s->turn_s = run->now_s;
    int32_t family = family_of(run, part);
    s->n_block = family == s->family ? s->n_block + 1 : 1;
    s->family = family;
}
