// SPDX-License-Identifier: MIT
//
// Urgent parts take the machine of others: at once, also while work rests for want of people or
// for the repair of a single machine; after a break, a set-up or loading as soon as that is over.

#include "plant/crew.h"
#include "plant/machine.h"
#include "plant/shop.h"
#include "plant/store.h"

static int32_t class_of(const gm_run *run, uint32_t part)
{
    return run->plan->variants[run->parts[part].variant].class_i;
}

static bool may_yield(const gm_machine *m)
{
    return m->stage == GM_STAGE_WORK || m->stage == GM_STAGE_LOADED ||
           (m->stage == GM_STAGE_LOAD && !m->is_active);
}

// The part in hand goes back to the head of its list, with the work that is left of it.
static void put_back(gm_run *run, gm_machine *m, int32_t store_i)
{
    int32_t machine_i = (int32_t)(m - run->machines);
    uint32_t out = m->part;
    gm_machine_pause(run, machine_i);
    if (m->is_active && m->stage == GM_STAGE_WORK) {
        bool resume = run->plan->stores[store_i].preempt == GM_PREEMPT_RESUME;
        run->parts[out].work_s = resume ? m->left_s : m->work_full_s;
    }
    m->is_active = false;
    gm_machine_release_claim(run, m);
    run->parts[out].target = 0;
    m->has_crew = false;
    gm_crew_dismiss(run, gm_grant_of_work(machine_i));
    gm_machine_hold(run, m, 0, GM_HOLD_UNMANNED);
    if (run->visits) {
        gm_visits_leave(run, out);
    }
    gm_store_put_back(run, store_i, out);
    gm_machine_vacate(run, machine_i);
}

void gm_station_preempt(gm_run *run, int32_t step_i, int32_t store_i, uint32_t part)
{
    const gm_step *step = &run->plan->steps[step_i];
    const gm_station_plan *plan = &run->plan->stations[step->own_i];
    if (run->stations[step->own_i].n_idle > 0 ||
        (step->is_entrance && gm_line_is_closed(run, step->line_i))) {
        return;
    }
    gm_machine *victim = NULL;
    int32_t worst = class_of(run, part);
    for (int32_t i = 0; i < plan->n_machines; i++) {
        gm_machine *m = &run->machines[plan->first_machine + i];
        bool may = may_yield(m) && gm_machine_may_load(run, m);
        int32_t class_i = may ? class_of(run, m->part) : 0;
        bool is_worse = class_i > worst;
        bool is_as_bad = victim && class_i == worst && m->is_running && !victim->is_running;
        if (is_worse || is_as_bad) {
            worst = class_i;
            victim = m;
        }
    }
    if (victim) {
        put_back(run, victim, store_i);
    }
}

bool gm_machine_yields(gm_run *run, gm_machine *m)
{
    const gm_step *step = &run->plan->steps[run->plan->stations[m->station_i].step_i];
    int32_t store_i = step->inputs[0].store_i;
    uint32_t first = gm_store_peek(run, store_i, GM_NONE);
    bool is_served = run->stations[m->station_i].n_idle > 0; // by a machine that is free
    if (!first || is_served || !may_yield(m) ||
        class_of(run, first) >= class_of(run, m->part)) {
        return false;
    }
    put_back(run, m, store_i);
    return true;
}
