// SPDX-License-Identifier: MIT
//
// What conveyors and moving lines add to their definitions.

#include "plant/wire.h"

#include <math.h>
#include <string.h>

// The crews of the repairs. What a belt or a moving line carries is not work in hand that could
// begin anew or be lost.
static const gm_crew_call *repair_crews(gm_wire *w, const gm_failure_def *failures, int32_t n,
                                        const char *hint)
{
    gm_crew_call *calls = GM_NEW(w->arena, gm_crew_call, n);
    for (int32_t i = 0; i < n; i++) {
        calls[i] = gm_wire_call(w, &failures[i].crew);
        if (failures[i].part != GM_PART_RESUME) {
            gm_diag_error(w->diag, failures[i].src, "`part: %s` is for stations only",
                          failures[i].part == GM_PART_SCRAP ? "scrap" : "restart");
            gm_diag_hint(w->diag, "%s", hint);
        }
    }
    return calls;
}

void gm_wire_conveyor(gm_wire *w, int32_t step_i)
{
    gm_conveyor_plan *plan = &w->conveyors[w->steps[step_i].own_i];
    const gm_conveyor_def *def = plan->def;
    plan->calendar_i = gm_wire_hours(w, step_i, def->calendar, NULL);
    plan->capacity = (int32_t)floor(def->length_m / def->pitch_m * (1.0 + 1e-12));
    plan->fail_crew = repair_crews(w, def->failures, def->n_failures,
                                   "a conveyor goes on with the parts that are on it");
    plan->transit_s = def->length_m / def->speed_m_s;
    plan->headway_s = def->pitch_m / def->speed_m_s;
    if (plan->capacity < 1) {
        gm_diag_error(w->diag, def->src, "'%s' is shorter than one part", def->name);
    }
}

// The need in a list for the same crew as another, its length when there is none.
static int32_t need_of(const gm_crew_needs_def *list, const gm_crew_need_def *need)
{
    int32_t k = 0;
    while (k < list->n && strcmp(list->items[k].crew.name, need->crew.name) != 0) {
        k++;
    }
    return k;
}

// People at a station of a zone, of one of its crews.
static int32_t people_at(const gm_zone_def *zone, int32_t station, int32_t need_i)
{
    return zone->n_duties > 0 ? gm_zone_people_at(zone, station)
                              : zone->crew.items[need_i].people;
}

// People of all stations together, one entry per crew.
static gm_crew_needs_def sum_crews(gm_wire *w, const gm_moving_def *def)
{
    gm_crew_need_def *items = GM_NEW(w->arena, gm_crew_need_def, 4);
    gm_crew_needs_def sum = {.src = def->src, .items = items};
    for (int32_t z = 0; z < def->n_zones; z++) {
        const gm_zone_def *zone = &def->zones[z];
        for (int32_t i = 0; i < zone->crew.n; i++) {
            const gm_crew_need_def *need = &zone->crew.items[i];
            int32_t k = need_of(&sum, need);
            if (k == 4) {
                gm_diag_error(w->diag, need->crew.src, "'%s' has more than 4 crews", def->name);
                return (gm_crew_needs_def){0};
            }
            if (k == sum.n) {
                items[sum.n++] = (gm_crew_need_def){.crew = need->crew};
            }
            items[k].people +=
                zone->n_duties > 0 ? gm_zone_people(zone) : need->people * zone->stations;
        }
    }
    return sum;
}

static void wire_people(gm_wire *w, gm_moving_plan *plan)
{
    const gm_moving_def *def = plan->def;
    gm_crew_needs_def sum = sum_crews(w, def);
    plan->crew = gm_wire_call(w, &sum);
    int32_t *all = GM_NEW(w->arena, int32_t, plan->n_stations * sum.n);
    int32_t first = 0;
    for (int32_t z = 0; z < def->n_zones && sum.n > 0; z++) {
        const gm_zone_def *zone = &def->zones[z];
        for (int32_t k = 0; k < zone->stations; k++) {
            int32_t *at = &all[(ptrdiff_t)(first + k) * sum.n];
            for (int32_t i = 0; i < zone->crew.n; i++) {
                at[need_of(&sum, &zone->crew.items[i])] += people_at(zone, k, i);
            }
        }
        first += zone->stations;
    }
    plan->people_at = all;
    for (int32_t i = 0; i < plan->crew.n; i++) {
        plan->n_people += plan->crew.people[i];
    }
}

void gm_wire_moving(gm_wire *w, int32_t step_i)
{
    gm_moving_plan *plan = &w->movings[w->steps[step_i].own_i];
    const gm_moving_def *def = plan->def;
    for (int32_t z = 0; z < def->n_zones; z++) {
        plan->n_stations += def->zones[z].stations;
    }
    int32_t *zone_of = GM_NEW(w->arena, int32_t, plan->n_stations);
    const int32_t **work_of = GM_NEW(w->arena, const int32_t *, def->n_zones);
    int32_t at = 0;
    for (int32_t z = 0; z < def->n_zones; z++) {
        const gm_zone_def *zone = &def->zones[z];
        if (zone->n_duties == 0) {
            work_of[z] = gm_wire_laws(w, &zone->work, step_i, w->kinds_in[step_i]);
        }
        for (int32_t i = 0; i < zone->stations; i++) {
            zone_of[at++] = z;
        }
    }
    plan->zone_of = zone_of;
    plan->work_of = work_of;
    plan->takt_s = def->pitch_m / def->speed_m_s;
    plan->drift_s = def->drift_m / def->speed_m_s;
    plan->fail_crew = repair_crews(w, def->failures, def->n_failures,
                                   "a moving line goes on with its cars; `towed: scrap` takes "
                                   "dead cars off it");
    gm_wire_duties(w, plan);
    wire_people(w, plan);
    plan->calendar_i =
        gm_wire_hours(w, step_i, def->calendar, def->n_zones > 0 ? &def->zones[0].crew : NULL);
}
