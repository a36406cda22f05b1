// SPDX-License-Identifier: MIT

#include "plant/store.h"

#include "plant/flow.h"
#include "plant/kin.h"
#include "plant/machine.h"
#include "plant/offer.h"
#include "plant/passage.h"
#include "plant/reorder.h"
#include "plant/rules.h"
#include "plant/step.h"
#include "plant/suspects.h"

// A station whose machines are all taken has no need to look.
void gm_store_notify(gm_run *run, int32_t store_i)
{
    const gm_store_plan *plan = &run->plan->stores[store_i];
    for (int32_t i = 0; i < plan->n_consumers; i++) {
        const gm_step *step = &run->plan->steps[plan->consumers[i]];
        if (step->kind != GM_STEP_STATION || run->stations[step->own_i].n_idle > 0) {
            gm_moves_add(run, plan->consumers[i]);
        }
    }
}

// What is held does not stay; among those that are sorted by their work it waits for its own.
static bool is_diverted(const gm_run *run, const gm_store_plan *plan, uint32_t part)
{
    return gm_is_held(run, part) && !plan->is_sorted;
}

// ---- what is ready

static gm_list *list_of(gm_run *run, int32_t store_i, uint32_t part)
{
    const gm_store_plan *plan = &run->plan->stores[store_i];
    const gm_variant_plan *variant = &run->plan->variants[run->parts[part].variant];
    int32_t class_i = 0;
    if (plan->order == GM_QUEUE_PRIORITY) {
        class_i = variant->class_i;
    } else if (plan->order == GM_QUEUE_FAMILY) {
        class_i = variant->family_i;
    } else if (plan->order == GM_QUEUE_REWORK) {
        class_i = run->parts[part].flags & GM_PART_REWORKED ? 0 : 1;
    }
    return &run->stores[store_i].lists[class_i];
}

void gm_store_make_ready(gm_run *run, int32_t store_i, uint32_t part)
{
    const gm_store_plan *plan = &run->plan->stores[store_i];
    gm_store *s = &run->stores[store_i];
    s->n_ready += 1;
    if (plan->draws_work && run->parts[part].work_s < 0.0) {
        run->parts[part].work_s =
            gm_station_draw_work(run, plan->consumers[0], run->parts[part].variant);
    }
    if (plan->reorders) {
        gm_reorder_add(run, store_i, part);
    } else if (plan->is_sorted) {
        run->parts[part].key_s = plan->rule_i == GM_NONE
                                     ? run->parts[part].work_s
                                     : gm_rules_value(run, plan->rule_i, part);
        s->sorted = gm_sorted_push(run, s->sorted, part);
    } else if (plan->order == GM_QUEUE_LIFO) {
        gm_list_push_front(run, &s->lists[0], part);
    } else if (plan->n_classes == 1) {
        uint32_t before = s->lists[0].head ? s->lists[0].tail : 0;
        gm_list_push(run, &s->lists[0], part);
        if (plan->is_kin) {
            run->parts[part].before = before;
            gm_kin_add(run, store_i, part);
        }
    } else {
        gm_list_push(run, list_of(run, store_i, part), part);
    }
    if (is_diverted(run, plan, part)) {
        gm_store_divert(run, store_i, part);
        return;
    }
    gm_store_notify(run, store_i);
    if (plan->preempt != GM_PREEMPT_NO) {
        gm_station_preempt(run, plan->consumers[0], store_i, part);
    }
}

static gm_list *first_list(const gm_run *run, int32_t store_i, int32_t family)
{
    const gm_store_plan *plan = &run->plan->stores[store_i];
    gm_store *s = &run->stores[store_i];
    if (plan->order == GM_QUEUE_FAMILY && family >= 0) {
        return &s->lists[family];
    }
    int32_t i = 0;
    while (i + 1 < plan->n_classes && !s->lists[i].head) {
        i++;
    }
    return &s->lists[i];
}

// ---- the clock: parts on their way, and parts that grow too old

static uint32_t oldest(const gm_run *run, int32_t store_i)
{
    const gm_store_plan *plan = &run->plan->stores[store_i];
    const gm_store *s = &run->stores[store_i];
    if (plan->reorders) {
        return gm_reorder_oldest(run, store_i);
    }
    uint32_t best = 0;
    for (int32_t i = 0; i < plan->n_classes; i++) {
        uint32_t at = plan->order == GM_QUEUE_LIFO ? s->lists[i].tail : s->lists[i].head;
        if (s->lists[i].head && (!best || run->parts[at].since_s < run->parts[best].since_s)) {
            best = at;
        }
    }
    return best;
}

static void set_clock(gm_run *run, int32_t store_i)
{
    const gm_store_plan *plan = &run->plan->stores[store_i];
    gm_store *s = &run->stores[store_i];
    double at = (double)INFINITY;
    uint32_t first = plan->delay_is_fixed ? s->transit.head : s->transit_root;
    if (first) {
        at = run->parts[first].key_s;
    }
    if (plan->longest_s < (double)INFINITY) {
        uint32_t old = oldest(run, store_i);
        if (old) {
            double late = run->parts[old].since_s + plan->longest_s;
            at = late < at ? late : at;
        }
    }
    if (plan->waits_s > 0.0) {
        double until_s = gm_reorder_held_until(run, store_i);
        at = until_s > run->now_s && until_s < at ? until_s : at;
    }
    gm_clocks_set(&run->clocks, s->slot, at > run->now_s ? at : run->now_s, GM_CLASS_DONE);
    if (at == (double)INFINITY) {
        gm_clocks_stop(&run->clocks, s->slot);
    }
}

// Out of a store to a place that always has room, or out of the plant.
static void send(gm_run *run, int32_t store_i, uint32_t part, gm_target target)
{
    gm_store_take_part(run, store_i, part, GM_SAME_LINE);
    if (run->plan->stores[store_i].draws_work) {
        run->parts[part].work_s = -1.0; // it was drawn for the station here
    }
    int32_t to = gm_target_store(run, target, part);
    if (to != GM_NONE) {
        gm_store_put(run, to, part);
    } else {
        gm_part_leave_plant(run, part, target, run->plan->stores[store_i].step_i);
    }
}

static void expire(gm_run *run, int32_t store_i, uint32_t part)
{
    run->stores[store_i].n_expired += 1.0;
    send(run, store_i, part, run->plan->stores[store_i].then.targets[0]);
}

void gm_store_divert(gm_run *run, int32_t store_i, uint32_t part)
{
    send(run, store_i, part, gm_suspects_release(run, part));
}

void gm_store_ring(gm_run *run, int32_t store_i)
{
    const gm_store_plan *plan = &run->plan->stores[store_i];
    gm_store *s = &run->stores[store_i];
    if (plan->delay_is_fixed) {
        while (s->transit.head && run->parts[s->transit.head].key_s <= run->now_s) {
            gm_store_make_ready(run, store_i, gm_list_pop(run, &s->transit));
        }
    } else {
        while (s->transit_root && run->parts[s->transit_root].key_s <= run->now_s) {
            uint32_t part = s->transit_root;
            s->transit_root = gm_sorted_pop(run, part);
            gm_store_make_ready(run, store_i, part);
        }
    }
    if (plan->longest_s < (double)INFINITY) {
        uint32_t old = oldest(run, store_i);
        while (old && run->parts[old].since_s + plan->longest_s <= run->now_s) {
            expire(run, store_i, old);
            old = oldest(run, store_i);
        }
    }
    if (plan->waits_s > 0.0) {
        gm_store_notify(run, store_i); // it may have waited long enough
    }
    set_clock(run, store_i);
}

static void send_on_way(gm_run *run, int32_t store_i, uint32_t part)
{
    const gm_store_plan *plan = &run->plan->stores[store_i];
    gm_store *s = &run->stores[store_i];
    double delay_s = gm_store_draw_delay(run, store_i);
    run->parts[part].key_s = run->now_s + delay_s;
    if (plan->delay_is_fixed) {
        gm_list_push(run, &s->transit, part);
    } else {
        s->transit_root = gm_sorted_push(run, s->transit_root, part);
    }
}

// ---- putting and taking

bool gm_store_has_room(const gm_run *run, int32_t store_i)
{
    const gm_store_plan *plan = &run->plan->stores[store_i];
    const gm_store *s = &run->stores[store_i];
    return s->level + s->claimed < plan->capacity &&
           (plan->limits_in == 0 || gm_limits_allow(run, plan->limits_in));
}

void gm_store_put(gm_run *run, int32_t store_i, uint32_t part)
{
    const gm_store_plan *plan = &run->plan->stores[store_i];
    gm_store *s = &run->stores[store_i];
    run->parts[part].since_s = run->now_s;
    gm_flow_enter(run, part, plan->step_i);
    if (plan->limits_in) {
        gm_flow_take_cards(run, part, plan->limits_in);
    }
    gm_store_change_level(s, run->now_s, +1);
    s->n_in += 1.0;
    gm_rules_tell(run, plan->readers);
    if (plan->point_in != GM_NONE) {
        gm_point_pass(run, plan->point_in, part);
    }
    if (plan->delay && !is_diverted(run, plan, part)) {
        send_on_way(run, store_i, part);
    } else {
        gm_store_make_ready(run, store_i, part);
    }
    if (gm_store_is_timed(plan)) {
        set_clock(run, store_i);
    }
    if (plan->is_paused_for && !gm_store_has_room(run, store_i)) {
        gm_store_watchers_wake(run, store_i);
    }
}

void gm_store_put_back(gm_run *run, int32_t store_i, uint32_t part)
{
    gm_store *s = &run->stores[store_i];
    gm_part *p = &run->parts[part];
    int32_t level_max = s->level_max;
    gm_store_change_level(s, run->now_s, +1);
    gm_rules_tell(run, run->plan->stores[store_i].readers);
    s->level_max = level_max; // the part that interrupts leaves its place at this instant
    bool was_inside = p->waited_s >= 0.0;
    double waited_s = was_inside ? p->waited_s : 0.0;
    s->n_in += was_inside ? 0.0 : 1.0;
    s->n_out -= was_inside ? 1.0 : 0.0;
    s->n_waited -= waited_s > 0.0 ? 1.0 : 0.0;
    s->wait_s -= waited_s;
    p->since_s = run->now_s - waited_s; // both waits are one
    s->n_ready += 1;
    gm_list_push_front(run, list_of(run, store_i, part), part);
    gm_store_notify(run, store_i);
}

int64_t gm_store_available(const gm_run *run, int32_t store_i)
{
    const gm_store_plan *plan = &run->plan->stores[store_i];
    const gm_store *s = &run->stores[store_i];
    if (plan->waits_s > 0.0 && gm_reorder_is_held(run, store_i)) {
        return 0;
    }
    if (s->n_ready > 0 && plan->delay) {
        return s->n_ready;
    }
    if (plan->delay) {
        return 0;
    }
    int64_t outside = s->n_offers;
    if (plan->endless_source != GM_NONE) {
        outside += gm_source_left(run, plan->endless_source);
    }
    int64_t cards = gm_limits_left(run, plan->limits_in);
    return s->n_ready + (outside < cards ? outside : cards);
}

double gm_store_ready_since(const gm_run *run, int32_t store_i, uint32_t part)
{
    const gm_store_plan *plan = &run->plan->stores[store_i];
    bool has_time = plan->delay && !plan->is_sorted && !plan->is_kin;
    return has_time ? run->parts[part].key_s : run->parts[part].since_s;
}

// Straight from whoever holds it to the consumer, through a store that has none ready.
static uint32_t take_direct(gm_run *run, int32_t store_i)
{
    const gm_store_plan *plan = &run->plan->stores[store_i];
    uint32_t part = 0;
    if (run->stores[store_i].n_offers > 0) {
        uint32_t offerer = gm_offer_pop(run, store_i);
        part = gm_offer_part(run, offerer);
        gm_offer_leave(run, offerer, part);
        gm_offer_gone(run, offerer);
    } else {
        part = gm_flow_create(run, run->plan->steps[plan->endless_source].own_i);
    }
    if (part) {
        run->parts[part].since_s = run->now_s;
        run->parts[part].waited_s = -1.0;
        gm_flow_enter(run, part, plan->step_i);
        if (plan->limits_in) {
            gm_flow_take_cards(run, part, plan->limits_in);
        }
        if (plan->point_in != GM_NONE) {
            gm_point_pass(run, plan->point_in, part);
            gm_point_pass(run, plan->point_out, part);
        }
    }
    return part;
}

// Passes that offer this part have lost it to another taker: they look for the next.
static void withdraw_passes(gm_run *run, const gm_store_plan *plan, uint32_t part)
{
    for (int32_t i = 0; i < plan->n_consumers; i++) {
        int32_t step_i = plan->consumers[i];
        uint32_t offerer = (uint32_t)(run->plan->n_machines + step_i);
        if (run->plan->steps[step_i].kind == GM_STEP_PASS &&
            run->offerers[offerer].store_i != GM_NONE && run->offerers[offerer].part == part) {
            gm_offer_withdraw(run, offerer);
            gm_moves_add(run, step_i);
        }
    }
}

static void wake_watchers(gm_run *run, const gm_store_plan *plan)
{
    for (int32_t i = 0; i < plan->n_watchers; i++) {
        gm_moves_add(run, plan->watchers[i]);
    }
}

void gm_store_watchers_wake(gm_run *run, int32_t store_i)
{
    wake_watchers(run, &run->plan->stores[store_i]);
}

// A ready part has been taken out of its list.
static void taken(gm_run *run, int32_t store_i, uint32_t part, int32_t line_i)
{
    const gm_store_plan *plan = &run->plan->stores[store_i];
    gm_store *s = &run->stores[store_i];
    s->n_ready -= 1;
    gm_store_change_level(s, run->now_s, -1);
    gm_rules_tell(run, plan->readers);
    gm_store_count_wait(s, run->now_s, run->parts[part].since_s);
    run->parts[part].waited_s = run->now_s - run->parts[part].since_s;
    if (plan->point_out != GM_NONE) {
        gm_point_pass(run, plan->point_out, part);
    }
    if (gm_store_is_timed(plan)) {
        set_clock(run, store_i);
    }
    if (plan->is_buffer) {
        run->parts[part].target = 0;
        withdraw_passes(run, plan, part);
        gm_flow_leave_step(run, part, plan->step_i);
    }
    if (line_i != GM_SAME_LINE && run->parts[part].line != line_i) {
        gm_flow_change_line(run, part, line_i);
    }
    if (s->n_offers > 0 || plan->endless_source != GM_NONE) {
        gm_store_refill(run, store_i);
    }
    wake_watchers(run, plan);
    const gm_step *step = &run->plan->steps[plan->step_i];
    if (step->n_claimants > 0) {
        gm_machine_wake_claimants(run, step);
    }
}

uint32_t gm_store_peek(const gm_run *run, int32_t store_i, int32_t family)
{
    const gm_store *s = &run->stores[store_i];
    if (s->n_ready == 0) {
        return 0;
    }
    if (run->plan->stores[store_i].reorders) {
        return gm_reorder_is_held(run, store_i) ? 0 : gm_reorder_first(run, store_i);
    }
    const gm_store_plan *plan = &run->plan->stores[store_i];
    if (plan->is_sorted) {
        return s->sorted;
    }
    if (plan->order == GM_QUEUE_RULE) {
        return gm_rules_first(run, plan->rule_i, s->lists[0].head);
    }
    return first_list(run, store_i, family)->head;
}

uint32_t gm_store_take(gm_run *run, int32_t store_i, int32_t family, int32_t line_i)
{
    const gm_store_plan *plan = &run->plan->stores[store_i];
    gm_store *s = &run->stores[store_i];
    if (s->n_ready == 0) {
        return take_direct(run, store_i);
    }
    uint32_t part;
    if (plan->reorders) {
        part = gm_reorder_first(run, store_i);
        gm_reorder_remove(run, store_i, part);
    } else if (plan->order == GM_QUEUE_RULE && !plan->is_sorted) {
        part = gm_rules_first(run, plan->rule_i, s->lists[0].head);
        (void)gm_list_remove(run, &s->lists[0], part);
    } else if (plan->is_sorted) {
        part = s->sorted;
        s->sorted = gm_sorted_pop(run, part);
    } else if (plan->is_kin) {
        part = s->lists[0].head;
        gm_kin_take(run, store_i, part);
    } else if (plan->n_classes == 1) {
        part = gm_list_pop(run, &s->lists[0]);
    } else {
        part = gm_list_pop(run, first_list(run, store_i, family));
    }
    taken(run, store_i, part, line_i);
    return part;
}

void gm_store_take_part(gm_run *run, int32_t store_i, uint32_t part, int32_t line_i)
{
    if (run->plan->stores[store_i].reorders) {
        gm_reorder_remove(run, store_i, part);
    } else if (run->plan->stores[store_i].is_kin) {
        gm_kin_take(run, store_i, part);
    } else {
        bool was_there = gm_list_remove(run, list_of(run, store_i, part), part);
        GM_REQUIRE(was_there);
    }
    taken(run, store_i, part, line_i);
}

void gm_store_refill(gm_run *run, int32_t store_i)
{
    const gm_store_plan *plan = &run->plan->stores[store_i];
    gm_store *s = &run->stores[store_i];
    while (s->n_offers > 0 && gm_store_has_room(run, store_i)) {
        uint32_t offerer = gm_offer_pop(run, store_i);
        uint32_t part = gm_offer_part(run, offerer);
        gm_offer_leave(run, offerer, part);
        gm_store_put(run, store_i, part);
        gm_offer_gone(run, offerer);
    }
    if (plan->endless_source == GM_NONE || s->n_offers > 0) {
        return;
    }
    while (plan->is_filled && gm_store_has_room(run, store_i) &&
           gm_source_has_more(run, plan->endless_source)) {
        uint32_t part = gm_flow_create(run, run->plan->steps[plan->endless_source].own_i);
        if (!part) {
            return;
        }
        gm_store_put(run, store_i, part);
    }
}

void gm_store_wake(gm_run *run, int32_t store_i)
{
    gm_store_refill(run, store_i);
    gm_store_watchers_wake(run, store_i);
    gm_store_notify(run, store_i);
}
