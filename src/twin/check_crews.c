// SPDX-License-Identifier: MIT
//
// Crews: their shifts, their skills, and whether so many people can be there at once.

#include "core/schema.h"
#include "twin/check.h"

#include <string.h>

// The names of the shifts of a calendar, each once; returns how many.
static int shifts_of(const gm_calendar_def *def, const char **words)
{
    int n = 0;
    for (int p = 0; p < def->n_phases; p++) {
        for (int s = 0; s < def->phases[p].n_shifts; s++) {
            const char *name = def->phases[p].shifts[s].name;
            bool is_new = true;
            for (int i = 0; i < n; i++) {
                is_new = is_new && strcmp(words[i], name) != 0;
            }
            if (is_new) {
                words[n++] = name;
            }
        }
    }
    return n;
}

static int count_shifts(const gm_calendar_def *def)
{
    int n = 0;
    for (int p = 0; p < def->n_phases; p++) {
        n += def->phases[p].n_shifts;
    }
    return n;
}

// Shifts of a crew's calendar for which it has no people: most often one was forgotten.
static void warn_of_nobody(gm_build *build, const gm_crew_def *crew, const char *const *words,
                           int n)
{
    for (int i = 0; i < n; i++) {
        bool is_named = false;
        for (int k = 0; k < crew->n_people; k++) {
            is_named = is_named || strcmp(words[i], crew->people[k].shift) == 0;
        }
        if (!is_named) {
            gm_diag_warn(build->diag, crew->people[0].src,
                         "crew '%s': nobody works in shift '%s' of calendar '%s'", crew->name,
                         words[i], crew->calendar.name);
            gm_diag_hint(build->diag, "write `%s: 0` if that is meant", words[i]);
        }
    }
}

static void check_crew(gm_build *build, const gm_crew_def *crew)
{
    bool by_shift = crew->n_people > 0 && crew->people[0].shift;
    if (!by_shift) {
        return;
    }
    if (!crew->calendar.name) {
        gm_diag_error(build->diag, crew->people[0].src,
                      "crew '%s': people by shift need a `calendar:` with shifts", crew->name);
        return;
    }
    if (crew->calendar.i < 0) {
        return; // reported by name
    }
    if (!build->raw->calendars.items[crew->calendar.i].is_read) {
        return; // the shift may be in what could not be read
    }
    const gm_calendar_def *def = &build->model->plant.calendars[crew->calendar.i].def;
    const char **words = GM_NEW(build->arena, const char *, count_shifts(def));
    int n = shifts_of(def, words);
    for (int i = 0; i < crew->n_people; i++) {
        bool known = false;
        for (int k = 0; k < n; k++) {
            known = known || strcmp(words[k], crew->people[i].shift) == 0;
        }
        if (!known) {
            gm_report_unknown(build->diag, crew->people[i].src, "shift", crew->people[i].shift,
                              words, n);
        }
    }
    if (build->diag->count == build->before) { // else one may be written wrongly
        warn_of_nobody(build, crew, words, n);
    }
}

static void check_skills(gm_build *build)
{
    const gm_plant_def *plant = &build->model->plant;
    for (int i = 0; i < plant->n_skills; i++) {
        for (int k = 0; k < plant->n_crews; k++) {
            if (strcmp(plant->skills[i], plant->crews[k].name) == 0) {
                gm_diag_error(build->diag, plant->crews[k].src,
                              "'%s' is the name of a crew and of a skill", plant->skills[i]);
            }
        }
    }
}

// People who are asked for at once must be there in some shift.
static void check_need(gm_build *build, const char *kind, const char *owner,
                       const gm_crew_needs_def *needs)
{
    const gm_plant_def *plant = &build->model->plant;
    for (int i = 0; i < needs->n; i++) {
        const gm_crew_need_def *need = &needs->items[i];
        if (need->is_skill || need->crew.i < 0) {
            continue;
        }
        const gm_crew_def *crew = &plant->crews[need->crew.i];
        int32_t most = 0;
        for (int k = 0; k < crew->n_people; k++) {
            most = crew->people[k].people > most ? crew->people[k].people : most;
        }
        if (crew->n_people > 0 && need->people > most) {
            gm_diag_error(build->diag, need->crew.src,
                          "%s '%s' needs %d people of crew '%s', which has %d", kind, owner,
                          (int)need->people, crew->name, (int)most);
        }
    }
}

static void check_repairs(gm_build *build, const char *kind, const char *owner,
                          const gm_failure_def *failures, int n)
{
    for (int i = 0; i < n; i++) {
        check_need(build, kind, owner, &failures[i].crew);
    }
}

static void check_station_needs(gm_build *build, const gm_station_def *def)
{
    check_need(build, "station", def->name, &def->crew);
    check_need(build, "station", def->name, &def->load_crew);
    check_repairs(build, "station", def->name, def->failures, def->n_failures);
    for (int i = 0; i < def->n_maintenances; i++) {
        check_need(build, "station", def->name, &def->maintenances[i].crew);
    }
    for (int i = 0; i < def->n_changeovers; i++) {
        check_need(build, "station", def->name, &def->changeovers[i].crew);
    }
}

static void check_needs(gm_build *build)
{
    const gm_plant_def *plant = &build->model->plant;
    for (int i = 0; i < plant->n_steps; i++) {
        const gm_step_def *step = &plant->steps[i];
        if (step->kind == GM_STEP_STATION) {
            check_station_needs(build, step->station);
        } else if (step->kind == GM_STEP_CONVEYOR) {
            check_repairs(build, "conveyor", step->name, step->conveyor->failures,
                          step->conveyor->n_failures);
        } else if (step->kind == GM_STEP_MOVING) {
            check_repairs(build, "moving line", step->name, step->moving->failures,
                          step->moving->n_failures);
        } else if (step->kind == GM_STEP_RACK) {
            check_repairs(build, "rack", step->name, step->rack->failures,
                          step->rack->n_failures);
        }
    }
    for (int i = 0; i < plant->n_fleets; i++) {
        const gm_fleet_def *fleet = &plant->fleets[i];
        check_need(build, "fleet", fleet->name, &fleet->crew);
        check_repairs(build, "fleet", fleet->name, fleet->failures, fleet->n_failures);
    }
}

void gm_check_crews(gm_build *build)
{
    for (int i = 0; i < build->model->plant.n_crews; i++) {
        check_crew(build, &build->model->plant.crews[i]);
    }
    check_skills(build);
    check_needs(build);
}
