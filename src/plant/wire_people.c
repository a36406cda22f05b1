// SPDX-License-Identifier: MIT
//
// People: which crews have a skill, what pieces of work ask of them, and how these are numbered.

#include "plant/wire.h"

#include <string.h>

// ---- skills

static int32_t skill_index(gm_wire *w, gm_skill_plan *skills, const char *name)
{
    for (int32_t i = 0; i < w->plan->n_skills; i++) {
        if (strcmp(skills[i].name, name) == 0) {
            return i;
        }
    }
    skills[w->plan->n_skills].name = name;
    return w->plan->n_skills++;
}

static bool crew_has(const gm_crew_def *crew, const char *skill)
{
    if (strcmp(crew->name, skill) == 0) {
        return true;
    }
    for (int32_t i = 0; i < crew->n_skills; i++) {
        if (strcmp(crew->skills[i], skill) == 0) {
            return true;
        }
    }
    return false;
}

void gm_wire_skills(gm_wire *w)
{
    int32_t most = w->def->n_crews;
    for (int32_t i = 0; i < w->def->n_crews; i++) {
        most += w->def->crews[i].n_skills;
    }
    gm_skill_plan *skills = GM_NEW(w->arena, gm_skill_plan, most);
    for (int32_t i = 0; i < w->def->n_crews; i++) {
        skill_index(w, skills, w->def->crews[i].name);
    }
    for (int32_t i = 0; i < w->def->n_crews; i++) {
        for (int32_t k = 0; k < w->def->crews[i].n_skills; k++) {
            skill_index(w, skills, w->def->crews[i].skills[k]);
        }
    }
    for (int32_t s = 0; s < w->plan->n_skills; s++) {
        int32_t *crews = GM_NEW(w->arena, int32_t, w->def->n_crews);
        for (int32_t i = 0; i < w->def->n_crews; i++) {
            if (crew_has(&w->def->crews[i], skills[s].name)) {
                crews[skills[s].n_crews++] = i;
            }
        }
        skills[s].crews = crews;
    }
    w->plan->skills = skills;
    w->plan->n_crews = w->def->n_crews;
}

static int32_t most_people(const gm_wire *w, const gm_skill_plan *skill)
{
    int32_t most = 0;
    for (int32_t i = 0; i < skill->n_crews; i++) {
        const gm_crew_def *crew = &w->def->crews[skill->crews[i]];
        for (int32_t k = 0; k < crew->n_people; k++) {
            most = crew->people[k].people > most ? crew->people[k].people : most;
        }
    }
    return most;
}

gm_crew_call gm_wire_call(gm_wire *w, const gm_crew_needs_def *needs)
{
    if (needs->n == 0) {
        return (gm_crew_call){0};
    }
    if (needs->n > 4) {
        gm_diag_error(w->diag, needs->src, "at most 4 crews serve one piece of work, got %d",
                      needs->n);
        return (gm_crew_call){0};
    }
    int32_t *skills = GM_NEW(w->arena, int32_t, needs->n);
    int32_t *people = GM_NEW(w->arena, int32_t, needs->n);
    for (int32_t i = 0; i < needs->n; i++) {
        people[i] = needs->items[i].people;
        for (int32_t s = 0; s < w->plan->n_skills; s++) {
            if (strcmp(w->plan->skills[s].name, needs->items[i].crew.name) == 0) {
                skills[i] = s;
            }
        }
        int32_t most = most_people(w, &w->plan->skills[skills[i]]);
        if (people[i] > most) {
            gm_diag_error(w->diag, needs->items[i].crew.src,
                          "needs %d people of '%s', but no crew has more than %d at a time",
                          people[i], needs->items[i].crew.name, most);
        }
    }
    return (gm_crew_call){.n = needs->n, .skills = skills, .people = people};
}

// ---- grants

// The order of grants, see crew.h.
void gm_wire_grants(gm_wire *w)
{
    uint32_t at = 2 * (uint32_t)w->plan->n_machines;
    for (int32_t i = 0; i < w->n_file; i++) {
        at += w->steps[i].kind == GM_STEP_MOVING ? 1 : 0;
    }
    for (int32_t i = 0; i < w->n_file; i++) {
        if (w->steps[i].kind == GM_STEP_CONVEYOR) {
            w->conveyors[w->steps[i].own_i].repair_grant = at++;
        }
    }
    for (int32_t i = 0; i < w->n_file; i++) {
        if (w->steps[i].kind == GM_STEP_MOVING) {
            gm_moving_plan *plan = &w->movings[w->steps[i].own_i];
            bool by_car = plan->def->drive == GM_DRIVE_SELF_PROPELLED;
            plan->n_repairs = by_car ? plan->n_stations : 1;
            plan->first_repair = at;
            at += (uint32_t)plan->n_repairs;
        }
    }
    w->plan->first_vehicle_grant = at;
    for (int32_t i = 0; i < w->n_file; i++) {
        if (w->steps[i].kind == GM_STEP_RACK) {
            w->racks[w->steps[i].own_i].repair_grant = at++;
        }
    }
    for (int32_t i = 0; i < w->plan->n_fleets; i++) {
        w->fleets[i].first_grant = at;
        at += 2 * (uint32_t)w->fleets[i].n_vehicles;
    }
    w->plan->n_grants = at;
}

// ---- demand

static void add_call(const gm_wire *w, int64_t *demand, const gm_crew_call *call, int32_t times)
{
    for (int32_t i = 0; i < call->n; i++) {
        const gm_skill_plan *skill = &w->plan->skills[call->skills[i]];
        for (int32_t k = 0; k < skill->n_crews; k++) {
            demand[skill->crews[k]] += (int64_t)call->people[i] * times;
        }
    }
}

static void add_calls(const gm_wire *w, int64_t *demand, const gm_crew_call *calls, int32_t n,
                      int32_t times)
{
    for (int32_t i = 0; i < n; i++) {
        add_call(w, demand, &calls[i], times);
    }
}

// Everybody at once, though a machine is either repaired or at work.
void gm_wire_demand(gm_wire *w)
{
    int64_t *demand = GM_NEW(w->arena, int64_t, w->plan->n_crews);
    for (int32_t i = 0; i < w->plan->n_stations; i++) {
        const gm_station_plan *s = &w->stations[i];
        add_call(w, demand, &s->crew, s->n_machines);
        add_call(w, demand, &s->load_crew, s->n_machines);
        add_calls(w, demand, s->fail_crew, s->def->n_failures, s->n_machines);
        add_calls(w, demand, s->maintain_crew, s->def->n_maintenances, s->n_machines);
        add_calls(w, demand, s->change_crew, s->def->n_changeovers, s->n_machines);
    }
    for (int32_t i = 0; i < w->plan->n_conveyors; i++) {
        add_calls(w, demand, w->conveyors[i].fail_crew, w->conveyors[i].def->n_failures, 1);
    }
    for (int32_t i = 0; i < w->plan->n_movings; i++) {
        const gm_moving_plan *m = &w->movings[i];
        add_call(w, demand, &m->crew, 1);
        add_calls(w, demand, m->fail_crew, m->def->n_failures, m->n_repairs);
    }
    for (int32_t i = 0; i < w->plan->n_racks; i++) {
        add_calls(w, demand, w->racks[i].fail_crew, w->racks[i].def->n_failures, 1);
    }
    for (int32_t i = 0; i < w->plan->n_fleets; i++) {
        const gm_fleet_plan *f = &w->fleets[i];
        add_call(w, demand, &f->crew, f->n_vehicles);
        add_calls(w, demand, f->fail_crew, f->def->n_failures, f->n_vehicles);
    }
    w->plan->demand = demand;
}
