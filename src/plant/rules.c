// SPDX-License-Identifier: MIT

#include "plant/rules.h"

#include "plant/conveyor.h"
#include "plant/fleet.h"
#include "plant/moving.h"
#include "plant/rack.h"

void gm_rules_create(gm_run *run)
{
    const gm_plan *plan = run->plan;
    run->has_releases = plan->n_releases > 0;
    run->frames = GM_NEW(&run->arena, double *, plan->n_rules);
    for (int32_t i = 0; i < plan->n_rules; i++) {
        const gm_rule *code = plan->rules[i].def->code;
        run->frames[i] = GM_NEW(&run->arena, double, code->n_frame);
        gm_rule_begin(code, run->frames[i]);
    }
}

// ---- readings

static double queue_of(const gm_run *run, const gm_step *step)
{
    int64_t n = 0;
    for (int32_t k = 0; k < step->n_needs; k++) {
        int32_t store_i = step->needs[k].own_store;
        n += store_i == GM_NONE ? 0 : run->stores[store_i].level;
    }
    return (double)n;
}

static double in_work(const gm_run *run, int32_t station_i)
{
    const gm_station_plan *plan = &run->plan->stations[station_i];
    const gm_station *st = &run->stations[station_i];
    bool counts = plan->holds_many || plan->is_unlimited;
    return counts ? st->n_busy : plan->n_machines - st->n_empty;
}

static double parts_in(const gm_run *run, const gm_step *step)
{
    switch (step->kind) {
    case GM_STEP_STATION:
        return queue_of(run, step) + in_work(run, step->own_i);
    case GM_STEP_BUFFER:
        return run->stores[step->own_i].level;
    case GM_STEP_CONVEYOR:
        return run->conveyors[step->own_i].n;
    case GM_STEP_MOVING:
        return run->movings[step->own_i].n_cars;
    case GM_STEP_TRANSPORT:
        return run->transports[step->own_i].n_carried;
    case GM_STEP_RACK:
        return run->racks[step->own_i].n_stored + run->racks[step->own_i].n_stand;
    case GM_STEP_SOURCE:
        return run->sources[step->own_i].due;
    case GM_STEP_SINK:
    case GM_STEP_PASS:
        break;
    }
    return 0.0;
}

static double free_in(const gm_run *run, const gm_step *step)
{
    double n = 0.0;
    int32_t n_stores = step->kind == GM_STEP_BUFFER ? 1 : step->n_needs;
    for (int32_t k = 0; k < n_stores; k++) {
        int32_t store_i = step->kind == GM_STEP_BUFFER ? step->own_i : step->needs[k].own_store;
        if (store_i == GM_NONE) {
            continue;
        }
        const gm_store *s = &run->stores[store_i];
        int32_t places = run->plan->stores[store_i].capacity;
        n += places == GM_UNLIMITED ? (double)INFINITY : places - s->level - s->claimed;
    }
    return n;
}

static double made_by(const gm_run *run, const gm_step *step)
{
    return step->kind == GM_STEP_SOURCE    ? run->sources[step->own_i].n_made
           : step->kind == GM_STEP_STATION ? run->stations[step->own_i].n_done
                                           : run->sinks[step->own_i].n;
}

static double machines_in(const gm_run *run, int32_t station_i, int32_t state)
{
    const gm_station_plan *plan = &run->plan->stations[station_i];
    int32_t n = 0;
    for (int32_t i = 0; i < plan->n_machines; i++) {
        uint32_t hold = run->machines[plan->first_machine + i].hold;
        n += gm_hold_state(hold) == (gm_state)state ? 1 : 0;
    }
    return n;
}

static double people_of(const gm_run *run, const gm_reading *r)
{
    const gm_crew *crew = &run->crews[r->i];
    double present = crew->is_on ? crew->present : 0.0;
    double busy = crew->is_on ? crew->busy : 0.0;
    return r->of == GM_READ_CREW_PRESENT ? present
           : r->of == GM_READ_CREW_BUSY  ? busy
           : present > busy              ? present - busy
                                         : 0.0;
}

static double read_plant(const gm_run *run, const gm_reading *r)
{
    switch (r->of) {
    case GM_READ_NOW:
        return run->now_s;
    case GM_READ_TIME_OF_DAY:
        return fmod(run->plan->civil.start_s + run->now_s, 86400.0);
    case GM_READ_PLANT_PARTS:
        return run->wip;
    case GM_READ_LINE_PARTS:
        return run->lines[r->i].wip;
    case GM_READ_LIMIT_PARTS:
        return run->limits[r->i].count;
    case GM_READ_CREW_FREE:
    case GM_READ_CREW_BUSY:
    case GM_READ_CREW_PRESENT:
        return people_of(run, r);
    case GM_READ_PARTS:
        return parts_in(run, &run->plan->steps[r->i]);
    case GM_READ_QUEUE:
        return queue_of(run, &run->plan->steps[r->i]);
    case GM_READ_IN_WORK:
        return in_work(run, run->plan->steps[r->i].own_i);
    case GM_READ_FREE:
        return free_in(run, &run->plan->steps[r->i]);
    case GM_READ_MADE:
        return made_by(run, &run->plan->steps[r->i]);
    case GM_READ_IN_STATE:
        return machines_in(run, run->plan->steps[r->i].own_i, r->k);
    case GM_READ_PART_AGE:
    case GM_READ_PART_BORN:
    case GM_READ_PART_WAIT:
    case GM_READ_PART_DUE:
    case GM_READ_PART_WORK:
    case GM_READ_PART_PRIORITY:
    case GM_READ_PART_REJECTED:
    case GM_READ_PART_IS:
        break;
    }
    GM_REQUIRE(false);
    return 0.0;
}

static double read_part(const gm_run *run, const gm_reading *r, uint32_t part)
{
    const gm_part *p = &run->parts[part];
    if (r->of == GM_READ_PART_IS) {
        return r->variants[p->variant >> 6] >> (p->variant & 63) & 1 ? 1.0 : 0.0;
    }
    // Not by a switch: they are few, the first the most usual.
    return r->of == GM_READ_PART_DUE        ? (run->due_s ? run->due_s[part] : (double)INFINITY)
           : r->of == GM_READ_PART_WORK     ? p->work_s
           : r->of == GM_READ_PART_AGE      ? run->now_s - p->born_s
           : r->of == GM_READ_PART_WAIT     ? run->now_s - p->since_s
           : r->of == GM_READ_PART_BORN     ? p->born_s
           : r->of == GM_READ_PART_PRIORITY ? run->plan->variants[p->variant].priority
                                            : p->n_rejected;
}

// ---- running

// What is the same for every part.
static void fill_plant(const gm_run *run, const gm_rule_plan *plan, double *slots)
{
    for (int32_t k = 0; k < plan->n_of_plant; k++) {
        int32_t slot = plan->of_plant[k];
        slots[slot] = read_plant(run, &plan->def->readings[slot]);
    }
}

static void fill_part(const gm_run *run, const gm_rule_plan *plan, double *slots, uint32_t part)
{
    for (int32_t k = 0; k < plan->n_of_part; k++) {
        int32_t slot = plan->of_part[k];
        slots[slot] = read_part(run, &plan->def->readings[slot], part);
    }
}

// The run ends at the next event: it is not const, only who asks does not change it.
static void stop(const gm_run *run, int32_t rule_i, gm_rule_fault fault)
{
    gm_run *own = (gm_run *)run;
    if (own->error == GM_RUN_OK) {
        own->error = GM_RUN_RULE;
        own->fault = (gm_run_fault){rule_i, run->now_s, fault};
    }
}

static double evaluate(const gm_run *run, int32_t rule_i)
{
    double value = 0.0;
    gm_rule_fault fault;
    if (!gm_rule_run(run->plan->rules[rule_i].def->code, run->frames[rule_i], &value, &fault)) {
        stop(run, rule_i, fault);
        return 0.0;
    }
    return value;
}

double gm_rules_value(const gm_run *run, int32_t rule_i, uint32_t part)
{
    const gm_rule_plan *plan = &run->plan->rules[rule_i];
    double *slots = run->frames[rule_i] + plan->def->code->n_constants;
    fill_plant(run, plan, slots);
    if (part) {
        fill_part(run, plan, slots, part);
    }
    return evaluate(run, rule_i);
}

uint32_t gm_rules_first(const gm_run *run, int32_t rule_i, uint32_t head)
{
    const gm_rule_plan *plan = &run->plan->rules[rule_i];
    double *slots = run->frames[rule_i] + plan->def->code->n_constants;
    fill_plant(run, plan, slots);
    uint32_t best = head;
    double least = (double)INFINITY;
    for (uint32_t at = head; at; at = run->parts[at].next) {
        fill_part(run, plan, slots, at);
        double value = evaluate(run, rule_i);
        best = value < least ? at : best;
        least = value < least ? value : least;
    }
    return best;
}

// ---- who looks again

void gm_machine_tell(gm_run *run, const gm_machine *m)
{
    gm_rules_tell_step(run, run->plan->stations[m->station_i].step_i);
}

void gm_rules_wake(gm_run *run, uint64_t readers)
{
    while (readers) {
        int32_t source_i = run->plan->release_sources[__builtin_ctzll(readers)];
        gm_moves_add(run, run->plan->sources[source_i].step_i);
        readers &= readers - 1;
    }
}
