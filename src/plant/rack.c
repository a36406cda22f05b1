// SPDX-License-Identifier: MIT

#include "plant/rack.h"

#include "plant/flow.h"
#include "plant/intake.h"
#include "plant/machine.h"
#include "plant/offer.h"
#include "plant/rack_slots.h"
#include "plant/recipe.h"
#include "plant/rules.h"

#include <string.h>

void gm_racks_create(gm_run *run)
{
    run->racks = GM_NEW(&run->arena, gm_rack, run->plan->n_racks);
    for (int32_t i = 0; i < run->plan->n_racks; i++) {
        gm_rack *r = &run->racks[i];
        const gm_rack_def *def = run->plan->racks[i].def;
        r->n_words = (run->plan->racks[i].n_slots + 63) / 64;
        r->free = GM_NEW(&run->arena, uint64_t, r->n_words);
        r->slot = gm_run_slot_of(run, GM_SLOT_RACK, i);
        gm_wear_create(run, &r->wear, def->n_failures, def->failures);
    }
}

void gm_rack_begin(gm_run *run, int32_t rack_i)
{
    gm_rack *r = &run->racks[rack_i];
    const gm_rack_plan *plan = &run->plan->racks[rack_i];
    const char *name = run->plan->steps[plan->step_i].name;
    *r = (gm_rack){
        .free = r->free,
        .n_words = r->n_words,
        .slot = r->slot,
        .wear = r->wear,
        .is_on = true,
        .at_s = (double)INFINITY,
        .failing = GM_NONE,
        .state = GM_STATE_STARVED,
    };
    for (int32_t i = 0; i < r->n_words; i++) {
        int32_t n = plan->n_slots - 64 * i;
        r->free[i] = n >= 64 ? UINT64_MAX : ((uint64_t)1 << n) - 1;
    }
    gm_stream_init(&r->draw, run->seed, run->replication, name, "slot");
    if (plan->def->has_least) {
        gm_sampler_init(&r->least, &plan->def->least, run->seed, run->replication, name,
                        "least");
    }
    gm_wear_begin(run, &r->wear, name);
}

// ---- state and clock

// A part in a slot keeps its place in `target`, which means nothing else there.
static int32_t slot_of(const gm_run *run, uint32_t part)
{
    return run->parts[part].target - 1;
}

static bool is_up(const gm_rack *r)
{
    return r->is_on && r->failing == GM_NONE;
}

static bool is_full(const gm_run *run, int32_t rack_i)
{
    return run->racks[rack_i].n_stored >= run->plan->racks[rack_i].n_slots;
}

static bool has_stand(const gm_run *run, int32_t rack_i)
{
    return run->racks[rack_i].n_stand < run->plan->racks[rack_i].def->holds_out;
}

static gm_state state_of(const gm_run *run, int32_t rack_i)
{
    const gm_rack *r = &run->racks[rack_i];
    if (!r->is_on) {
        return GM_STATE_OFF;
    }
    if (r->failing != GM_NONE) {
        return r->repair.is_waiting ? GM_STATE_REPAIR_WAIT : GM_STATE_DOWN;
    }
    if (r->phase != GM_RACK_IDLE) {
        return GM_STATE_WORKING;
    }
    bool waits = r->ripe.head || (is_full(run, rack_i) &&
                                  gm_intake_waits(run, run->plan->racks[rack_i].step_i));
    return waits ? GM_STATE_BLOCKED : GM_STATE_STARVED;
}

static gm_wear_rate wear_rate(const gm_rack *r)
{
    return (gm_wear_rate){
        .by_work = is_up(r) && r->phase != GM_RACK_IDLE ? 1.0 : 0.0,
        .by_calendar = r->failing == GM_NONE ? 1.0 : 0.0,
    };
}

void gm_rack_settle(gm_run *run, int32_t rack_i)
{
    gm_rack *r = &run->racks[rack_i];
    double dt_s = run->now_s - r->account_s;
    r->state_s[r->state] += dt_s;
    r->area_part_s += (r->n_stored + r->n_stand) * dt_s;
    r->account_s = run->now_s;
    if (r->wear.n > 0 && dt_s > 0.0) {
        gm_wear_pass(&r->wear, wear_rate(r), dt_s);
    }
}

static void sooner(gm_rack *r, double *at_s, double t_s, gm_event_class class)
{
    if (t_s < *at_s) {
        *at_s = t_s;
        r->next_class = class;
    }
}

static void refresh(gm_run *run, int32_t rack_i)
{
    gm_rack *r = &run->racks[rack_i];
    double at_s = (double)INFINITY;
    r->state = state_of(run, rack_i);
    r->next_class = GM_CLASS_FAIL;
    if (r->failing != GM_NONE) {
        sooner(r, &at_s, r->repair.up_s, GM_CLASS_REPAIR);
    }
    sooner(r, &at_s, r->at_s, GM_CLASS_DONE);
    if (r->ripening) {
        sooner(r, &at_s, run->parts[r->ripening].key_s, GM_CLASS_DONE);
    }
    if (r->wear.n > 0) {
        sooner(r, &at_s, run->now_s + gm_wear_next(&r->wear, wear_rate(r)), GM_CLASS_FAIL);
    }
    gm_clocks_set(&run->clocks, r->slot, at_s, r->next_class);
}

static void begin_phase(gm_run *run, int32_t rack_i, gm_rack_phase phase, double takes_s)
{
    gm_rack *r = &run->racks[rack_i];
    r->phase = phase;
    r->left_s = takes_s;
    r->at_s = phase == GM_RACK_IDLE || !is_up(r) ? (double)INFINITY : run->now_s + takes_s;
}

// ---- cycles

static void begin_cycle(gm_run *run, gm_rack *r)
{
    r->began_s = run->now_s;
    r->is_dual = false;
    gm_wear_cycle(&r->wear);
}

static bool store_next(gm_run *run, int32_t rack_i)
{
    gm_rack *r = &run->racks[rack_i];
    const gm_rack_plan *plan = &run->plan->racks[rack_i];
    if (is_full(run, rack_i) || !gm_intake_waits(run, plan->step_i)) {
        return false;
    }
    uint32_t part = gm_intake_take(run, plan->step_i);
    if (!part) {
        return false;
    }
    if (run->visits && plan->recipe_i != GM_NONE) {
        gm_visits_enter(run, part, plan->step_i);
    }
    begin_cycle(run, r);
    r->part = part;
    r->at = gm_rack_choose_slot(run, rack_i, part);
    gm_rack_set_free(r, r->at, false);
    r->n_stored += 1;
    gm_rules_tell_step(run, run->plan->racks[rack_i].step_i);
    r->n_max = r->n_stored + r->n_stand > r->n_max ? r->n_stored + r->n_stand : r->n_max;
    r->n_in += 1.0;
    r->stored_last = true;
    begin_phase(run, rack_i, GM_RACK_IN,
                gm_rack_from_entrance_s(plan, r->at) + 2.0 * plan->def->handling_s);
    return true;
}

// Goes for the part that has been ripe longest, from the entrance or from a slot (else GM_NONE).
static bool fetch_next(gm_run *run, int32_t rack_i, int32_t from)
{
    gm_rack *r = &run->racks[rack_i];
    const gm_rack_plan *plan = &run->plan->racks[rack_i];
    if (!r->ripe.head || !has_stand(run, rack_i)) {
        return false;
    }
    if (from == GM_NONE) {
        begin_cycle(run, r);
    }
    r->part = gm_list_pop(run, &r->ripe);
    r->at = slot_of(run, r->part);
    r->is_dual = from != GM_NONE;
    r->stored_last = false;
    double way_s = from == GM_NONE ? gm_rack_from_entrance_s(plan, r->at)
                                   : gm_rack_between_s(plan, from, r->at);
    begin_phase(run, rack_i, GM_RACK_GO, way_s + plan->def->handling_s);
    return true;
}

static void begin_next(gm_run *run, int32_t rack_i)
{
    gm_rack *r = &run->racks[rack_i];
    if (r->phase != GM_RACK_IDLE || !is_up(r)) {
        return;
    }
    bool fetches_first = !run->plan->racks[rack_i].def->is_dual && r->stored_last;
    if (fetches_first) {
        (void)(fetch_next(run, rack_i, GM_NONE) || store_next(run, rack_i));
    } else {
        (void)(store_next(run, rack_i) || fetch_next(run, rack_i, GM_NONE));
    }
}

void gm_rack_move(gm_run *run, int32_t rack_i)
{
    gm_rack_settle(run, rack_i);
    begin_next(run, rack_i);
    refresh(run, rack_i);
}

static void become_ripe(gm_run *run, int32_t rack_i, uint32_t part)
{
    gm_list_push(run, &run->racks[rack_i].ripe, part);
    gm_moves_add(run, run->plan->racks[rack_i].step_i);
}

// The next phase of the recipe of a part in its slot, once there is what it needs.
static void begin_recipe_phase(gm_run *run, int32_t rack_i, uint32_t part)
{
    gm_rack *r = &run->racks[rack_i];
    int32_t client_i = gm_client_of_slot(run, rack_i, slot_of(run, part));
    run->clients[client_i].part = part;
    if (gm_recipe_ask(run, client_i)) {
        run->parts[part].key_s = run->now_s + gm_recipe_draw(run, client_i);
        r->ripening = gm_sorted_push(run, r->ripening, part);
        gm_recipe_runs(run, client_i, true);
    }
}

void gm_rack_phase_granted(gm_run *run, int32_t rack_i, uint32_t part)
{
    gm_rack_settle(run, rack_i);
    begin_recipe_phase(run, rack_i, part);
    refresh(run, rack_i);
}

// The dwell of a part, or a phase of its recipe, is over.
static void end_dwell(gm_run *run, int32_t rack_i, uint32_t part)
{
    bool has_recipe = run->plan->racks[rack_i].recipe_i != GM_NONE;
    if (has_recipe && gm_recipe_next(run, gm_client_of_slot(run, rack_i, slot_of(run, part)))) {
        begin_recipe_phase(run, rack_i, part);
    } else {
        if (run->visits && has_recipe) {
            gm_visits_done(run, part, (double)INFINITY);
        }
        become_ripe(run, rack_i, part);
    }
}

static void ripen(gm_run *run, int32_t rack_i, uint32_t part)
{
    gm_rack *r = &run->racks[rack_i];
    if (run->plan->racks[rack_i].recipe_i != GM_NONE) {
        begin_recipe_phase(run, rack_i, part);
    } else if (run->plan->racks[rack_i].def->has_least) {
        run->parts[part].key_s = run->now_s + gm_sampler_next(&r->least);
        r->ripening = gm_sorted_push(run, r->ripening, part);
    } else {
        gm_list_push(run, &r->ripe, part);
    }
}

static void put_in_slot(gm_run *run, int32_t rack_i, uint32_t part, int32_t slot)
{
    run->parts[part].target = slot + 1;
    run->parts[part].since_s = run->now_s;
    ripen(run, rack_i, part);
}

static void offer_first(gm_run *run, int32_t rack_i)
{
    gm_rack *r = &run->racks[rack_i];
    int32_t step_i = run->plan->racks[rack_i].step_i;
    while (!r->is_offering && r->stand.head) {
        uint32_t part = gm_list_pop(run, &r->stand);
        gm_target target = gm_route_choose(run, step_i, &run->plan->steps[step_i].to, part,
                                           &run->routes[step_i]);
        r->is_offering = true;
        if (gm_offer(run, (uint32_t)(run->plan->n_machines + step_i), part, target)) {
            r->is_offering = false;
            r->n_stand -= 1;
            gm_rules_tell_step(run, run->plan->racks[rack_i].step_i);
            r->n_out += 1.0;
        }
    }
}

void gm_rack_gone(gm_run *run, int32_t rack_i)
{
    gm_rack *r = &run->racks[rack_i];
    gm_rack_settle(run, rack_i);
    r->is_offering = false;
    r->n_stand -= 1;
    gm_rules_tell_step(run, run->plan->racks[rack_i].step_i);
    r->n_out += 1.0;
    offer_first(run, rack_i);
    gm_moves_add(run, run->plan->racks[rack_i].step_i);
}

static void end_cycle(gm_run *run, int32_t rack_i)
{
    gm_rack *r = &run->racks[rack_i];
    r->n_cycles += 1.0;
    r->n_dual += r->is_dual ? 1.0 : 0.0;
    r->cycle_s += run->now_s - r->began_s;
    begin_phase(run, rack_i, GM_RACK_IDLE, 0.0);
    gm_moves_add(run, run->plan->racks[rack_i].step_i);
}

static void end_phase(gm_run *run, int32_t rack_i)
{
    gm_rack *r = &run->racks[rack_i];
    const gm_rack_plan *plan = &run->plan->racks[rack_i];
    uint32_t part = r->part;
    switch (r->phase) {
    case GM_RACK_IDLE:
        break;
    case GM_RACK_IN:
        r->part = 0;
        put_in_slot(run, rack_i, part, r->at);
        if (!plan->def->is_dual || !fetch_next(run, rack_i, r->at)) {
            begin_phase(run, rack_i, GM_RACK_BACK, gm_rack_from_entrance_s(plan, r->at));
        }
        break;
    case GM_RACK_BACK:
        end_cycle(run, rack_i);
        break;
    case GM_RACK_GO:
        gm_rack_set_free(r, r->at, true);
        run->parts[part].target = 0;
        begin_phase(run, rack_i, GM_RACK_OUT,
                    gm_rack_from_entrance_s(plan, r->at) + plan->def->handling_s);
        break;
    case GM_RACK_OUT:
        r->part = 0;
        r->n_stored -= 1;
        gm_list_push(run, &r->stand, part);
        r->n_stand += 1;
        gm_rules_tell_step(run, run->plan->racks[rack_i].step_i);
        end_cycle(run, rack_i);
        offer_first(run, rack_i);
        break;
    }
}

// ---- its clock

static void fail(gm_run *run, int32_t rack_i)
{
    gm_rack *r = &run->racks[rack_i];
    const gm_rack_plan *plan = &run->plan->racks[rack_i];
    int32_t failure_i = gm_wear_due(&r->wear, wear_rate(r), run->now_s);
    if (failure_i == GM_NONE) {
        return;
    }
    r->left_s = r->at_s - run->now_s;
    r->at_s = (double)INFINITY;
    r->failing = failure_i;
    r->n_failures += 1.0;
    r->repair = gm_repair_begin(run, gm_wear_repair(&r->wear, failure_i), plan->repair_grant,
                                &plan->fail_crew[failure_i]);
}

// What it was about goes on.
static void resume(gm_run *run, int32_t rack_i)
{
    gm_rack *r = &run->racks[rack_i];
    if (is_up(r) && r->phase != GM_RACK_IDLE && isinf(r->at_s)) {
        r->at_s = run->now_s + r->left_s;
    }
    gm_moves_add(run, run->plan->racks[rack_i].step_i);
}

void gm_rack_ring(gm_run *run, int32_t rack_i)
{
    gm_rack *r = &run->racks[rack_i];
    gm_rack_settle(run, rack_i);
    if (r->next_class == GM_CLASS_FAIL) {
        fail(run, rack_i);
    } else if (r->next_class == GM_CLASS_REPAIR) {
        gm_repair_end(run, &r->repair);
        gm_wear_renew(&r->wear, r->failing, 1.0);
        r->failing = GM_NONE;
        resume(run, rack_i);
    } else {
        while (r->ripening && run->parts[r->ripening].key_s <= run->now_s) {
            uint32_t part = r->ripening;
            r->ripening = gm_sorted_pop(run, part);
            end_dwell(run, rack_i, part);
        }
        if (r->at_s <= run->now_s) {
            end_phase(run, rack_i);
        }
    }
    refresh(run, rack_i);
}

void gm_rack_on(gm_run *run, int32_t rack_i, bool is_on)
{
    gm_rack *r = &run->racks[rack_i];
    gm_rack_settle(run, rack_i);
    if (r->is_on && !is_on && r->at_s > run->now_s && !isinf(r->at_s)) {
        r->left_s = r->at_s - run->now_s;
        r->at_s = (double)INFINITY;
    }
    r->is_on = is_on;
    resume(run, rack_i);
    refresh(run, rack_i);
}

void gm_rack_repair_granted(gm_run *run, int32_t rack_i)
{
    gm_rack_settle(run, rack_i);
    gm_repair_go_on(&run->racks[rack_i].repair, run->now_s);
    refresh(run, rack_i);
}

void gm_rack_repair_paused(gm_run *run, int32_t rack_i)
{
    gm_rack_settle(run, rack_i);
    gm_repair_rest(&run->racks[rack_i].repair, run->now_s);
    refresh(run, rack_i);
}

// ---- at time 0

void gm_rack_fill(gm_run *run, int32_t rack_i)
{
    gm_rack *r = &run->racks[rack_i];
    const gm_rack_plan *plan = &run->plan->racks[rack_i];
    for (int32_t k = 0; k < plan->def->initial; k++) {
        uint32_t part = gm_flow_initial(run, plan->initial_variant, plan->step_i);
        if (!part) {
            return;
        }
        int32_t slot = gm_rack_choose_slot(run, rack_i, part);
        gm_rack_set_free(r, slot, false);
        r->n_stored += 1;
        put_in_slot(run, rack_i, part, slot);
    }
    r->n_max = r->n_stored;
    gm_moves_add(run, plan->step_i);
    refresh(run, rack_i);
}
