// SPDX-License-Identifier: MIT
//
// Lines that list their tasks get their stations and people; crews get the people of the lines.

#include "twin/build.h"

#include <string.h>

static bool balance_lines(gm_build *build)
{
    bool ok = true;
    gm_model *model = build->model;
    const gm_plant_def *plant = &model->plant;
    const gm_line_balance **balances =
        GM_NEW(build->arena, const gm_line_balance *, plant->n_steps);
    for (int32_t i = 0; i < plant->n_steps; i++) {
        if (plant->steps[i].kind != GM_STEP_MOVING || plant->steps[i].moving->n_tasks == 0) {
            continue;
        }
        gm_moving_def *line = (gm_moving_def *)plant->steps[i].moving;
        // What was read stays behind for other takts; the plant runs the balanced zones.
        gm_moving_def *read = GM_NEW(build->arena, gm_moving_def, 1);
        *read = *line;
        double takt_s = line->pitch_m / line->speed_m_s;
        const gm_line_balance *balance =
            model->only_tasks ? gm_line_balance_none(read, takt_s, build->arena)
                              : gm_line_balance_create(plant, read, takt_s, build->solved,
                                                       build->arena, build->diag);
        if (balance && !model->only_tasks) {
            line->zones = gm_line_balance_zones(balance, build->arena);
        }
        if (balance) {
            balances[model->n_balances++] = balance;
        }
        ok &= balance != NULL;
    }
    model->balances = balances;
    return ok;
}

// Posts of all balanced lines that a crew serves.
static int32_t posts_of(const gm_plant_def *plant, const gm_crew_def *crew)
{
    int32_t n = 0;
    for (int32_t i = 0; i < plant->n_steps; i++) {
        const gm_moving_def *line =
            plant->steps[i].kind == GM_STEP_MOVING ? plant->steps[i].moving : NULL;
        for (int32_t z = 0; line && z < line->n_zones; z++) {
            const gm_zone_def *zone = &line->zones[z];
            bool is_theirs = zone->crew.n > 0 && !zone->crew.items[0].is_skill &&
                             strcmp(zone->crew.items[0].crew.name, crew->name) == 0;
            n += is_theirs ? gm_zone_people(zone) : 0;
        }
    }
    return n;
}

// Without the balance how many there are is not known: no rows.
static void set_people(gm_build *build, gm_crew_def *crew, bool is_known)
{
    gm_crew_shift_def *people = (gm_crew_shift_def *)crew->people;
    int32_t posts = posts_of(&build->model->plant, crew);
    for (int32_t k = 0; k < crew->n_people; k++) {
        if (people[k].is_balanced && !is_known) {
            crew->n_people = 0;
        } else if (people[k].is_balanced) {
            people[k].people = posts;
        }
        if (is_known && people[k].is_balanced && posts == 0) {
            gm_diag_error(build->diag, people[k].src,
                          "crew '%s': `balanced` says nothing, as no line with `tasks:` is its "
                          "work",
                          crew->name);
        }
    }
}

void gm_build_balances(gm_build *build)
{
    bool is_known = build->diag->count == build->before && balance_lines(build) &&
                    !build->model->only_tasks;
    for (int32_t i = 0; i < build->model->plant.n_crews; i++) {
        set_people(build, &build->crews[i], is_known);
    }
}
