// SPDX-License-Identifier: MIT

#include "plant/machine.h"

#include "plant/changeover.h"
#include "plant/crew.h"
#include "plant/flow.h"
#include "plant/recipe.h"
#include "plant/store.h"
#include "plant/web.h"

static gm_station *station_of(gm_run *run, const gm_machine *m)
{
    return &run->stations[m->station_i];
}

static const gm_station_plan *plan_of(const gm_run *run, const gm_machine *m)
{
    return &run->plan->stations[m->station_i];
}

void gm_machine_set_idle(gm_run *run, int32_t machine_i, bool is_idle)
{
    gm_machine *m = &run->machines[machine_i];
    if (m->is_idle == is_idle) {
        return;
    }
    gm_station *st = station_of(run, m);
    int32_t bit = machine_i - plan_of(run, m)->first_machine;
    st->idle[bit >> 6] ^= (uint64_t)1 << (bit & 63);
    st->n_idle += is_idle ? 1 : -1;
    m->is_idle = is_idle;
}

// ---- the activity and its clock

// The work of a machine begins or goes on, or stands: its web and its power with it.
static void work_runs(gm_run *run, gm_machine *m, bool runs)
{
    int32_t machine_i = (int32_t)(m - run->machines);
    if (m->stage != GM_STAGE_WORK) {
        return;
    }
    if (plan_of(run, m)->recipe_i != GM_NONE) {
        gm_recipe_runs(run, gm_client_of_machine(run, machine_i), runs);
    }
    if (plan_of(run, m)->web_i != GM_NONE && runs) {
        gm_web_runs(run, machine_i);
    }
}

// Lets the activity run from now on and sets the clock to its end or to a failure before it.
static void go(gm_run *run, gm_machine *m)
{
    if (m->hold & GM_HOLD_STOPS) {
        return;
    }
    m->begun_s = run->now_s;
    m->is_running = true;
    work_runs(run, m, true);
    m->fails_next = false;
    double in_s = m->left_s;
    gm_event_class class = GM_CLASS_DONE;
    if (m->stage == GM_STAGE_WORK && plan_of(run, m)->fails_by_work) {
        double up_s = plan_of(run, m)->has_one_age ? run->ages[m->first_age].left
                                                   : gm_machine_work_to_failure(run, m);
        if (up_s < in_s) {
            in_s = up_s;
            class = GM_CLASS_FAIL;
            m->fails_next = true;
        }
    }
    gm_clocks_set(&run->clocks, m->slot, run->now_s + in_s, class);
}

static void begin(gm_run *run, gm_machine *m, double takes_s)
{
    m->left_s = takes_s;
    m->is_active = true;
    go(run, m);
}

// Closes the account of the activity at now without ending it.
static void settle(gm_run *run, gm_machine *m)
{
    double ran_s = run->now_s - m->begun_s;
    m->left_s = m->left_s > ran_s ? m->left_s - ran_s : 0.0;
    m->is_running = false;
    work_runs(run, m, false);
    if (m->stage == GM_STAGE_WORK) {
        gm_machine_age_work(run, m, ran_s);
    }
}

void gm_machine_pause(gm_run *run, int32_t machine_i)
{
    gm_machine *m = &run->machines[machine_i];
    if (m->is_running) {
        settle(run, m);
        gm_clocks_stop(&run->clocks, m->slot);
        if (m->stage == GM_STAGE_WORK && plan_of(run, m)->web_i != GM_NONE) {
            gm_web_stands(run, machine_i);
        }
    }
}

void gm_machine_push_start(gm_run *run, int32_t machine_i)
{
    gm_machine *m = &run->machines[machine_i];
    if (m->is_queued) {
        return;
    }
    gm_station *st = station_of(run, m);
    m->is_queued = true;
    m->next_start = 0;
    if (st->start_head) {
        run->machines[st->start_tail - 1].next_start = (uint32_t)machine_i + 1;
    } else {
        st->start_head = (uint32_t)machine_i + 1;
    }
    st->start_tail = (uint32_t)machine_i + 1;
    gm_starts_add(run, plan_of(run, m)->step_i);
}

// The people that its stage needs.
static const gm_crew_call *call_of(const gm_run *run, const gm_machine *m)
{
    static const gm_crew_call nobody = {0};
    const gm_station_plan *plan = plan_of(run, m);
    switch ((gm_stage)m->stage) {
    case GM_STAGE_MAINTAIN:
        return &plan->maintain_crew[m->caring];
    case GM_STAGE_CHANGE:
        return &plan->change_crew[m->caring];
    case GM_STAGE_LOAD:
        return &plan->load_crew;
    case GM_STAGE_WORK:
        return &plan->crew;
    case GM_STAGE_EMPTY:
    case GM_STAGE_LOADED:
    case GM_STAGE_CLAIM:
    case GM_STAGE_OUT:
        break;
    }
    return &nobody;
}

void gm_machine_resume(gm_run *run, int32_t machine_i)
{
    gm_machine *m = &run->machines[machine_i];
    if (m->hold & GM_HOLD_OFF) {
        return;
    }
    if (!m->is_active && m->stage == GM_STAGE_EMPTY) {
        gm_machine_emptied(run, machine_i); // it loads even while it is down
        return;
    }
    if (m->hold & (GM_HOLD_DOWN | GM_HOLD_REPAIR_WAIT)) {
        return;
    }
    if (m->is_active && !m->is_running && (m->has_crew || call_of(run, m)->n == 0)) {
        bool yields =
            plan_of(run, m)->def->queue.preempt != GM_PREEMPT_NO && gm_machine_yields(run, m);
        if (!yields) {
            go(run, m);
        }
    } else if (!m->is_running && m->stage != GM_STAGE_OUT) {
        gm_machine_push_start(run, machine_i);
    }
}

double gm_station_draw_work(gm_run *run, int32_t step_i, int32_t variant_i)
{
    int32_t station_i = run->plan->steps[step_i].own_i;
    const gm_station_plan *plan = &run->plan->stations[station_i];
    gm_station *st = &run->stations[station_i];
    double work_s = gm_sampler_next(&st->times[plan->time_of ? plan->time_of[variant_i] : 0]);
    return work_s * st->learning.time;
}

// ---- stages

// People for a stage: asks once, then waits unmanned.
static bool has_people(gm_run *run, gm_machine *m)
{
    const gm_crew_call *call = call_of(run, m);
    if (call->n == 0 || m->has_crew) {
        return true;
    }
    uint32_t grant_i = gm_grant_of_work((int32_t)(m - run->machines));
    if (run->grants[grant_i].is_waiting) {
        return false;
    }
    if (gm_crew_ask(run, grant_i, call)) {
        m->has_crew = true;
        return true;
    }
    gm_machine_hold(run, m, GM_HOLD_UNMANNED, 0);
    return false;
}

static void leave_people(gm_run *run, gm_machine *m)
{
    if (m->has_crew) {
        m->has_crew = false;
        gm_crew_release(run, gm_grant_of_work((int32_t)(m - run->machines)));
        gm_machine_hold(run, m, 0, GM_HOLD_UNMANNED); // who went home as the work ended
    }
}

void gm_machine_granted(gm_run *run, int32_t machine_i)
{
    gm_machine *m = &run->machines[machine_i];
    m->has_crew = true;
    gm_machine_hold(run, m, 0, GM_HOLD_UNMANNED);
    gm_machine_resume(run, machine_i);
}

void gm_machine_phase_granted(gm_run *run, int32_t machine_i)
{
    gm_machine_resume(run, machine_i);
}

// Channels and power for the phase in hand: asks once, then waits, blocked.
static bool has_phase(gm_run *run, gm_machine *m)
{
    int32_t client_i = gm_client_of_machine(run, (int32_t)(m - run->machines));
    bool has = gm_recipe_ask(run, client_i);
    gm_machine_hold(run, m, has ? 0 : GM_HOLD_BLOCKED, has ? GM_HOLD_BLOCKED : 0);
    return has;
}

// Time of the work on what the machine holds, or of the phase of its recipe.
static double draw_work(gm_run *run, gm_machine *m)
{
    const gm_station_plan *plan = plan_of(run, m);
    int32_t machine_i = (int32_t)(m - run->machines);
    if (plan->recipe_i != GM_NONE && !plan->def->recipe.is_work) {
        return gm_recipe_draw(run, gm_client_of_machine(run, machine_i));
    }
    double work_s = gm_station_draw_work(run, plan->step_i, run->parts[m->part].variant);
    return plan->web_i == GM_NONE ? work_s : work_s + gm_web_begin(run, machine_i);
}

static void begin_work(gm_run *run, gm_machine *m)
{
    const gm_station_plan *plan = plan_of(run, m);
    if (plan->fails_by_parts) {
        int32_t failure_i = gm_machine_parts_failure(run, m);
        if (failure_i != GM_NONE) {
            gm_machine_fail(run, (int32_t)(m - run->machines), failure_i);
            return;
        }
    }
    if (plan->recipe_i != GM_NONE && !has_phase(run, m)) {
        return;
    }
    gm_part *p = &run->parts[m->part];
    double work_s = p->work_s < 0.0 ? draw_work(run, m) : p->work_s;
    p->work_s = -1.0;
    for (uint32_t at = p->next; at && plan->is_batch; at = run->parts[at].next) {
        run->parts[at].work_s = -1.0; // the first speaks for all
    }
    m->work_full_s = work_s;
    begin(run, m, work_s);
}

// Goes through the stages until one takes time or has to wait.
static void proceed(gm_run *run, gm_machine *m)
{
    const gm_station_plan *plan = plan_of(run, m);
    gm_station *st = station_of(run, m);
    if (m->is_running || m->stage == GM_STAGE_EMPTY ||
        (m->hold & (GM_HOLD_OFF | GM_HOLD_DOWN | GM_HOLD_REPAIR_WAIT))) {
        return;
    }
    if (m->is_active) {
        if (has_people(run, m)) {
            go(run, m); // on, after a repair for which its people had left
        }
        return;
    }
    if (plan->def->queue.preempt != GM_PREEMPT_NO && gm_machine_yields(run, m)) {
        return;
    }
    if (plan->is_plain) {
        m->stage = GM_STAGE_WORK;
        begin_work(run, m);
        return;
    }
    if (m->stage == GM_STAGE_MAINTAIN) {
        if (has_people(run, m)) {
            gm_machine_hold(run, m, GM_HOLD_MAINTENANCE, 0);
            begin(run, m, gm_sampler_next(&st->maintain_takes[m->caring]));
        }
        return;
    }
    if (m->stage == GM_STAGE_LOADED) {
        m->stage = GM_STAGE_CHANGE;
        m->caring = 0;
    }
    if (m->stage == GM_STAGE_CHANGE) {
        if (m->part == 0 || gm_changeover_find(run, m)) {
            if (has_people(run, m)) {
                gm_machine_hold(run, m, GM_HOLD_SETUP, 0);
                begin(run, m, gm_changeover_draw(run, m));
            }
            return;
        }
        gm_changeover_remember(run, m);
        m->stage = GM_STAGE_CLAIM;
    }
    if (m->stage == GM_STAGE_CLAIM) {
        if (plan->def->blocking == GM_BLOCKING_BEFORE && !gm_machine_claim(run, m)) {
            gm_machine_hold(run, m, GM_HOLD_BLOCKED, 0);
            return;
        }
        gm_machine_hold(run, m, 0, GM_HOLD_BLOCKED);
        m->stage = plan->n_loads > 0 ? GM_STAGE_LOAD : GM_STAGE_WORK;
    }
    if (m->stage == GM_STAGE_LOAD) {
        if (has_people(run, m)) {
            int32_t variant_i = run->parts[m->part].variant;
            begin(run, m,
                  gm_sampler_next(&st->loads[plan->load_of ? plan->load_of[variant_i] : 0]));
        }
        return;
    }
    if (m->stage == GM_STAGE_WORK && has_people(run, m)) {
        begin_work(run, m);
    }
}

void gm_station_start(gm_run *run, int32_t step_i)
{
    gm_station *st = &run->stations[run->plan->steps[step_i].own_i];
    uint32_t at = st->start_head;
    st->start_head = 0;
    while (at) {
        gm_machine *m = &run->machines[at - 1];
        at = m->next_start;
        m->is_queued = false;
        proceed(run, m);
    }
}

// ---- ends of activities

static void changed(gm_run *run, gm_machine *m)
{
    gm_machine_hold(run, m, 0, GM_HOLD_SETUP);
    leave_people(run, m);
    gm_changeover_done(run, m);
    if (plan_of(run, m)->web_i != GM_NONE) {
        gm_web_cut(run, (int32_t)(m - run->machines));
    }
    if (m->part == 0) {
        m->stage = GM_STAGE_EMPTY;
    }
    gm_station_open_gate(run, m);
    m->caring += 1;
    if (m->stage == GM_STAGE_EMPTY) {
        gm_machine_emptied(run, (int32_t)(m - run->machines));
    } else {
        gm_machine_push_start(run, (int32_t)(m - run->machines));
    }
}

static void end_activity(gm_run *run, int32_t machine_i)
{
    gm_machine *m = &run->machines[machine_i];
    settle(run, m);
    m->is_active = false;
    switch ((gm_stage)m->stage) {
    case GM_STAGE_MAINTAIN:
        leave_people(run, m);
        gm_machine_maintained(run, machine_i);
        break;
    case GM_STAGE_CHANGE:
        changed(run, m);
        break;
    case GM_STAGE_LOAD:
        leave_people(run, m);
        m->stage = GM_STAGE_WORK;
        gm_machine_push_start(run, machine_i);
        break;
    case GM_STAGE_WORK:
        if (plan_of(run, m)->recipe_i != GM_NONE &&
            gm_recipe_next(run, gm_client_of_machine(run, machine_i))) {
            gm_machine_push_start(run, machine_i); // its next phase
            break;
        }
        leave_people(run, m);
        m->since_change += 1;
        if (plan_of(run, m)->counts_cycles) {
            gm_machine_age_cycle(run, m);
        }
        gm_machine_finish(run, machine_i);
        break;
    case GM_STAGE_EMPTY:
    case GM_STAGE_LOADED:
    case GM_STAGE_CLAIM:
    case GM_STAGE_OUT:
        GM_REQUIRE(false);
    }
}

void gm_machine_ring(gm_run *run, int32_t machine_i)
{
    gm_machine *m = &run->machines[machine_i];
    gm_clocks_stop(&run->clocks, m->slot);
    if (m->is_repairing) {
        gm_machine_repaired(run, machine_i);
    } else if (m->fails_next) {
        gm_machine_fail_by_work(run, machine_i);
    } else {
        end_activity(run, machine_i);
    }
}

static void become_empty(gm_run *run, gm_machine *m)
{
    if (m->stage != GM_STAGE_EMPTY) {
        m->stage = GM_STAGE_EMPTY;
        m->part = 0;
        gm_station_change_empty(station_of(run, m), run->now_s, +1);
    }
    gm_machine_hold(run, m, GM_HOLD_STARVED, GM_HOLD_BLOCKED);
}

void gm_machine_emptied(gm_run *run, int32_t machine_i)
{
    gm_machine *m = &run->machines[machine_i];
    if (plan_of(run, m)->def->n_maintenances > 0) {
        int32_t due = gm_machine_maintenance_due(run, m);
        if (due != GM_NONE) {
            become_empty(run, m);
            gm_machine_set_idle(run, machine_i, false);
            m->caring = due;
            m->stage = GM_STAGE_MAINTAIN;
            gm_machine_push_start(run, machine_i);
            gm_machine_wake_claimants(run, &run->plan->steps[plan_of(run, m)->step_i]);
            return;
        }
    }
    gm_machine_vacate(run, machine_i);
}

void gm_machine_vacate(gm_run *run, int32_t machine_i)
{
    gm_machine *m = &run->machines[machine_i];
    const gm_station_plan *plan = plan_of(run, m);
    become_empty(run, m);
    if (gm_machine_may_load(run, m)) {
        gm_machine_set_idle(run, machine_i, true);
        gm_moves_add(run, plan->step_i);
    }
    const gm_step *step = &run->plan->steps[plan->step_i];
    for (int32_t i = 0; i < step->n_inputs && plan->is_watched; i++) {
        gm_store_watchers_wake(run, step->inputs[i].store_i);
    }
    if (step->n_claimants > 0) {
        gm_machine_wake_claimants(run, step);
    }
}
