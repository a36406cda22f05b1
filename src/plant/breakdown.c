// SPDX-License-Identifier: MIT
//
// Breakdowns and preventive maintenance of a machine.
//
// Ages by work and by parts fall as the machine works; ages by calendar fall while it is up.
// One clock rings for the earliest age by calendar. While a machine is down nothing ages.

#include "plant/crew.h"
#include "plant/drift.h"
#include "plant/flow.h"
#include "plant/learning.h"
#include "plant/machine.h"
#include "plant/recipe.h"
#include "plant/slots.h"
#include "plant/web.h"

#define MICRO_STOP_S 300.0 // stops under 5 min are counted apart

static const gm_station_def *def_of(const gm_run *run, const gm_machine *m)
{
    return run->plan->stations[m->station_i].def;
}

static int32_t index_of(const gm_run *run, const gm_machine *m)
{
    return (int32_t)(m - run->machines) - run->plan->stations[m->station_i].first_machine;
}

static gm_age *age_of(const gm_run *run, const gm_machine *m, int32_t i)
{
    return &run->ages[m->first_age + i];
}

static void renew_failure(gm_run *run, gm_machine *m, int32_t failure_i)
{
    const gm_station_def *def = def_of(run, m);
    gm_station *st = &run->stations[m->station_i];
    int32_t sampler_i = index_of(run, m) * def->n_failures + failure_i;
    double left = gm_sampler_next(&st->fail_after[sampler_i]);
    left /= st->learning.failures;
    *age_of(run, m, failure_i) = (gm_age){.left = left, .since_s = run->now_s};
}

static void renew_maintenance(gm_run *run, gm_machine *m, int32_t i)
{
    const gm_station_def *def = def_of(run, m);
    gm_station *st = &run->stations[m->station_i];
    int32_t sampler_i = index_of(run, m) * def->n_maintenances + i;
    *age_of(run, m, def->n_failures + i) = (gm_age){
        .left = gm_sampler_next(&st->maintain_every[sampler_i]),
        .since_s = run->now_s,
    };
}

static gm_age_by clock_of(const gm_station_def *def, int32_t i)
{
    return i < def->n_failures ? def->failures[i].by
                               : def->maintenances[i - def->n_failures].by;
}

static int32_t n_ages(const gm_station_def *def)
{
    return def->n_failures + def->n_maintenances;
}

// ---- the clock of ages by calendar

static void set_clock(gm_run *run, gm_machine *m)
{
    if (m->fail_slot == UINT32_MAX || run->plan->stations[m->station_i].has_slots) {
        return;
    }
    const gm_station_def *def = def_of(run, m);
    double at_s = (double)INFINITY;
    for (int32_t i = 0; i < n_ages(def) && m->failing == GM_NONE; i++) {
        const gm_age *age = age_of(run, m, i);
        if (clock_of(def, i) == GM_BY_CALENDAR && !age->is_due) {
            double due_s = age->since_s + age->left;
            at_s = due_s < at_s ? due_s : at_s;
        }
    }
    at_s = at_s < run->now_s ? run->now_s : at_s;
    gm_clocks_set(&run->clocks, m->fail_slot, at_s, GM_CLASS_FAIL);
}

// Ages by calendar stand still while the machine is down.
static void freeze(gm_run *run, gm_machine *m, bool freezes)
{
    const gm_station_def *def = def_of(run, m);
    for (int32_t i = 0; i < n_ages(def); i++) {
        gm_age *age = age_of(run, m, i);
        if (clock_of(def, i) == GM_BY_CALENDAR) {
            age->left -= freezes ? run->now_s - age->since_s : 0.0;
            age->since_s = run->now_s;
        }
    }
}

void gm_machine_begin_ages(gm_run *run, int32_t machine_i)
{
    gm_machine *m = &run->machines[machine_i];
    const gm_station_def *def = def_of(run, m);
    for (int32_t i = 0; i < def->n_failures; i++) {
        renew_failure(run, m, i);
    }
    for (int32_t i = 0; i < def->n_maintenances; i++) {
        renew_maintenance(run, m, i);
    }
    set_clock(run, m);
}

// ---- ages by work and by parts

double gm_machine_work_to_failure(const gm_run *run, const gm_machine *m)
{
    const gm_station_def *def = def_of(run, m);
    double least = (double)INFINITY;
    for (int32_t i = 0; i < def->n_failures; i++) {
        const gm_age *age = age_of(run, m, i);
        if (def->failures[i].by == GM_BY_WORK && age->left < least) {
            least = age->left;
        }
    }
    return least;
}

void gm_machine_age_work(gm_run *run, gm_machine *m, double work_s)
{
    const gm_station_def *def = def_of(run, m);
    for (int32_t i = 0; i < n_ages(def); i++) {
        if (clock_of(def, i) == GM_BY_WORK) {
            gm_age *age = age_of(run, m, i);
            age->left = age->left > work_s ? age->left - work_s : 0.0;
        }
    }
}

void gm_machine_age_cycle(gm_run *run, gm_machine *m)
{
    const gm_station_def *def = def_of(run, m);
    for (int32_t i = 0; i < n_ages(def); i++) {
        if (clock_of(def, i) == GM_BY_PARTS) {
            age_of(run, m, i)->left -= 1.0;
        }
    }
}

int32_t gm_machine_parts_failure(const gm_run *run, const gm_machine *m)
{
    const gm_station_def *def = def_of(run, m);
    for (int32_t i = 0; i < def->n_failures; i++) {
        if (def->failures[i].by == GM_BY_PARTS && age_of(run, m, i)->left <= 0.0) {
            return i;
        }
    }
    return GM_NONE;
}

// ---- failing

static void begin_repair(gm_run *run, gm_machine *m)
{
    gm_machine_hold(run, m, GM_HOLD_DOWN, GM_HOLD_REPAIR_WAIT);
    m->is_repairing = true;
    m->repair_begun_s = run->now_s;
    gm_clocks_set(&run->clocks, m->slot, run->now_s + m->repair_left_s, GM_CLASS_REPAIR);
}

// The part in work is scrapped: the machine may load the next while it is down.
static void lose_part(gm_run *run, gm_machine *m)
{
    gm_station *st = &run->stations[m->station_i];
    uint32_t at = m->part;
    while (at) {
        uint32_t part = at;
        at = run->parts[part].next;
        run->parts[part].next = 0;
        st->n_scrap += 1.0;
        gm_station_count_visit(run, m->station_i, part);
        if (run->plan->stations[m->station_i].holds_many) {
            gm_station_change_busy(st, run->now_s, -1);
        }
        gm_run_tell(run, GM_PART_SCRAPPED, part, run->plan->stations[m->station_i].step_i);
        gm_flow_scrap(run, part, run->plan->stations[m->station_i].step_i);
    }
    m->is_active = false;
    int32_t machine_i = (int32_t)(m - run->machines);
    if (st->webs) {
        gm_web_cut(run, machine_i);
    }
    if (run->plan->stations[m->station_i].recipe_i != GM_NONE) {
        gm_recipe_drop(run, gm_client_of_machine(run, machine_i));
    }
    gm_machine_release_claim(run, m);
    gm_machine_emptied(run, machine_i);
}

void gm_machine_fail(gm_run *run, int32_t machine_i, int32_t failure_i)
{
    gm_machine *m = &run->machines[machine_i];
    const gm_failure_def *f = &def_of(run, m)->failures[failure_i];
    gm_station *st = &run->stations[m->station_i];
    bool in_work = m->is_active && m->stage == GM_STAGE_WORK;
    gm_machine_pause(run, machine_i);
    freeze(run, m, true);
    m->failing = failure_i;
    set_clock(run, m);
    if (run->plan->stations[m->station_i].n_machines > 1) {
        gm_machine_set_idle(run, machine_i, false);
    }
    // Its people may be needed elsewhere, even for the repair; it asks for them again after it.
    m->has_crew = false;
    gm_crew_dismiss(run, 2 * (uint32_t)machine_i);
    gm_machine_hold(run, m, GM_HOLD_REPAIR_WAIT, GM_HOLD_UNMANNED);
    if (in_work && f->part == GM_PART_RESTART) {
        m->left_s = m->work_full_s;
    } else if (in_work && f->part == GM_PART_SCRAP) {
        lose_part(run, m);
    }
    st->n_failures += 1.0;
    m->down_began_s = run->now_s;
    m->down_before_s = m->state_s[GM_STATE_DOWN];
    m->repair_left_s = gm_sampler_next(
        &st->fail_repair[index_of(run, m) * def_of(run, m)->n_failures + failure_i]);
    const gm_crew_call *call = &run->plan->stations[m->station_i].fail_crew[failure_i];
    if (call->n == 0 || gm_crew_ask(run, 2 * (uint32_t)machine_i + 1, call)) {
        begin_repair(run, m);
    }
}

void gm_machine_fail_by_work(gm_run *run, int32_t machine_i)
{
    gm_machine *m = &run->machines[machine_i];
    const gm_station_def *def = def_of(run, m);
    gm_machine_pause(run, machine_i);
    int32_t first = GM_NONE;
    for (int32_t i = 0; i < def->n_failures; i++) {
        if (def->failures[i].by == GM_BY_WORK &&
            (first == GM_NONE || age_of(run, m, i)->left < age_of(run, m, first)->left)) {
            first = i;
        }
    }
    m->fails_next = false;
    gm_machine_fail(run, machine_i, first);
}

void gm_machine_ring_failure(gm_run *run, int32_t machine_i)
{
    gm_machine *m = &run->machines[machine_i];
    const gm_station_def *def = def_of(run, m);
    if (run->plan->stations[m->station_i].has_slots) {
        gm_slots_ring(run, machine_i);
        return;
    }
    for (int32_t i = 0; i < n_ages(def); i++) {
        gm_age *age = age_of(run, m, i);
        if (clock_of(def, i) != GM_BY_CALENDAR || age->is_due ||
            age->since_s + age->left > run->now_s) {
            continue;
        }
        if (i < def->n_failures) {
            gm_machine_fail(run, machine_i, i);
            return;
        }
        age->is_due = true;
        if (m->stage == GM_STAGE_EMPTY && m->is_idle) {
            gm_machine_emptied(run, machine_i);
        }
    }
    set_clock(run, m);
}

void gm_machine_repair_granted(gm_run *run, int32_t machine_i)
{
    begin_repair(run, &run->machines[machine_i]);
}

bool gm_machine_is_repaired_now(const gm_run *run, const gm_machine *m)
{
    return m->is_repairing && gm_clocks_at(&run->clocks, m->slot) <= run->now_s;
}

void gm_machine_repair_paused(gm_run *run, int32_t machine_i)
{
    gm_machine *m = &run->machines[machine_i];
    if (!m->is_repairing || gm_machine_is_repaired_now(run, m)) {
        return;
    }
    double done_s = run->now_s - m->repair_begun_s;
    m->repair_left_s = m->repair_left_s > done_s ? m->repair_left_s - done_s : 0.0;
    m->is_repairing = false;
    gm_clocks_stop(&run->clocks, m->slot);
    gm_machine_hold(run, m, GM_HOLD_REPAIR_WAIT, GM_HOLD_DOWN);
}

void gm_machine_repaired(gm_run *run, int32_t machine_i)
{
    gm_machine *m = &run->machines[machine_i];
    const gm_station_def *def = def_of(run, m);
    gm_station *st = &run->stations[m->station_i];
    int32_t failure_i = m->failing;
    m->is_repairing = false;
    m->failing = GM_NONE;
    gm_machine_hold(run, m, 0, GM_HOLD_DOWN | GM_HOLD_REPAIR_WAIT);
    if (run->now_s - m->down_began_s < MICRO_STOP_S) {
        st->n_micro_stops += 1.0;
        st->micro_stop_s += m->state_s[GM_STATE_DOWN] - m->down_before_s;
    }
    if (run->plan->stations[m->station_i].fail_crew[failure_i].n > 0) {
        gm_crew_release(run, 2 * (uint32_t)machine_i + 1);
    }
    freeze(run, m, false);
    renew_failure(run, m, failure_i);
    for (int32_t i = 0; i < def->n_maintenances; i++) {
        if (def->maintenances[i].counts_from_repair) {
            renew_maintenance(run, m, i);
        }
    }
    set_clock(run, m);
    gm_machine_resume(run, machine_i);
}

// ---- maintenance

int32_t gm_machine_maintenance_due(const gm_run *run, const gm_machine *m)
{
    const gm_station_def *def = def_of(run, m);
    if (m->failing != GM_NONE) {
        return GM_NONE;
    }
    for (int32_t i = 0; i < def->n_maintenances; i++) {
        const gm_age *age = age_of(run, m, def->n_failures + i);
        // By calendar its clock may ring later at this very instant.
        double left = age->left;
        left += def->maintenances[i].by == GM_BY_CALENDAR ? age->since_s - run->now_s : 0.0;
        if (age->is_due || left <= 0.0) {
            return i;
        }
    }
    return GM_NONE;
}

void gm_machine_maintained(gm_run *run, int32_t machine_i)
{
    gm_machine *m = &run->machines[machine_i];
    const gm_station_def *def = def_of(run, m);
    gm_machine_hold(run, m, 0, GM_HOLD_MAINTENANCE);
    run->stations[m->station_i].n_maintained += 1.0;
    renew_maintenance(run, m, m->caring);
    if (run->stations[m->station_i].drifts) {
        gm_drift_maintained(run, machine_i, m->caring);
    }
    if (def->maintenances[m->caring].renews) {
        for (int32_t i = 0; i < def->n_failures; i++) {
            renew_failure(run, m, i);
        }
    }
    set_clock(run, m);
    m->stage = GM_STAGE_EMPTY;
    gm_machine_emptied(run, machine_i);
}
