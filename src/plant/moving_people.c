// SPDX-License-Identifier: MIT
//
// The people of a moving line, and what happens when some are missing.
//
// short-handed: stop. All come, or nobody works.
//
// short-handed: slow. Whoever is there comes, counted whenever a crew begins or ends a shift;
// reliefs have stood in before. Those who are missing are spread station by station: first one
// from each of the stations with the most people, the last station first, then from those with
// fewer, then the second from each. A station keeps its last one as long as there are people for
// all; with fewer people than stations each serves several. A station where p of c people are,
// or one in c g when g stations share one, works c / p or c g times as long on each car that
// comes in; with several crews the one that lacks most counts. Without anybody of a crew the
// line is unmanned.
//
// All of them are on the line as long as it is theirs, but not all of that time is work: a crew is
// busy for the work of the cars, counted as it begins. Work of w s for c people is c w person
// seconds, by however many it is done.

#include "plant/crew.h"
#include "plant/moving_parts.h"
#include "plant/rules.h"

#include <stddef.h>

// ---- who comes

// Takes up to so many people for a need, of the crews that are there, and says how many.
static int32_t take_people(gm_run *run, gm_moving *m, const gm_crew_call *call, int32_t need_i)
{
    const gm_skill_plan *skill = &run->plan->skills[call->skills[need_i]];
    int32_t *held = &m->held[(ptrdiff_t)need_i * run->plan->n_crews];
    int32_t people = call->people[need_i];
    int32_t taken = 0;
    for (int32_t i = 0; i < skill->n_crews && taken < people; i++) {
        int32_t crew_i = skill->crews[i];
        gm_crew *crew = &run->crews[crew_i];
        int32_t spare = crew->is_on ? crew->present - crew->busy : 0;
        int32_t n = spare < people - taken ? spare : people - taken;
        if (n > 0) {
            gm_crew_settle(run, crew_i);
            crew->busy += n;
            gm_rules_tell(run, run->plan->crew_readers[crew_i]);
            crew->on_line += n;
            held[crew_i] = n;
            taken += n;
        }
    }
    return taken;
}

static void release_people(gm_run *run, gm_moving *m, const gm_crew_call *call)
{
    int32_t n_crews = run->plan->n_crews;
    for (int32_t i = 0; i < call->n * n_crews; i++) {
        if (m->held[i] > 0) {
            gm_crew *crew = &run->crews[i % n_crews];
            gm_crew_settle(run, i % n_crews);
            crew->busy -= m->held[i];
            gm_rules_tell(run, run->plan->crew_readers[i % n_crews]);
            crew->on_line -= m->held[i];
            m->held[i] = 0;
            run->crews_changed = true;
        }
    }
}

// ---- what they do

// Of the people who meet a need, the share that a crew is of. Those of one crew, unless the line
// goes on short-handed.
static double share_of(const gm_run *run, int32_t moving_i, int32_t need_i, int32_t crew_i)
{
    const gm_moving *m = &run->movings[moving_i];
    const gm_moving_plan *plan = &run->plan->movings[moving_i];
    if (plan->def->short_handed != GM_SHORT_SLOW) {
        return run->grants[gm_grant_of_moving(run, moving_i)].crew[need_i] == crew_i ? 1.0
                                                                                     : 0.0;
    }
    const int32_t *held = &m->held[(ptrdiff_t)need_i * run->plan->n_crews];
    int32_t all = 0;
    for (int32_t i = 0; i < run->plan->n_crews; i++) {
        all += held[i];
    }
    return all > 0 ? (double)held[crew_i] / all : 0.0;
}

// Person seconds of one need in a zone since the last time.
static double labour_of(const gm_moving_plan *plan, const gm_zone *zone, int32_t zone_i,
                        int32_t need_i)
{
    int32_t people = plan->people_at[zone->first * plan->crew.n + need_i];
    if (plan->def->zones[zone_i].n_duties > 0) { // all of one crew
        return people > 0 ? zone->labour_s - zone->credited_s : 0.0;
    }
    return (zone->labour_s - zone->credited_s) * people;
}

void gm_moving_credit(gm_run *run, int32_t moving_i)
{
    const gm_moving *m = &run->movings[moving_i];
    const gm_moving_plan *plan = &run->plan->movings[moving_i];
    for (int32_t z = 0; z < plan->def->n_zones; z++) {
        gm_zone *zone = &m->zones[z];
        for (int32_t i = 0; i < plan->crew.n; i++) {
            double busy_s = labour_of(plan, zone, z, i);
            for (int32_t c = 0; c < run->plan->n_crews && busy_s > 0.0; c++) {
                run->crews[c].busy_s += busy_s * share_of(run, moving_i, i, c);
            }
        }
        zone->credited_s = zone->labour_s;
    }
}

// The next change of the hours or shifts of a crew with this skill.
static double next_shift_s(const gm_run *run, int32_t skill_i)
{
    const gm_skill_plan *skill = &run->plan->skills[skill_i];
    double next_s = (double)INFINITY;
    for (int32_t i = 0; i < skill->n_crews; i++) {
        int32_t calendar_i = run->plan->def->crews[skill->crews[i]].calendar.i;
        if (calendar_i < 0) {
            continue;
        }
        const gm_calendar *cal = &run->plan->calendars[calendar_i];
        double change_s = gm_calendar_next_change(cal, run->now_s, NULL);
        double shift_s = gm_calendar_next_shift_change(cal, run->now_s, NULL);
        change_s = change_s < shift_s ? change_s : shift_s;
        next_s = change_s < next_s ? change_s : next_s;
    }
    return next_s;
}

// ---- who is missing where

// One kind of people at the stations of a line.
typedef struct posts {
    const gm_moving_plan *plan;
    int32_t need_i;
    double *slow;
} posts;

// People needed at a station.
static int32_t people_at(const posts *p, int32_t station_i)
{
    return p->plan->people_at[station_i * p->plan->crew.n + p->need_i];
}

static void slow_down(const posts *p, int32_t station_i, double slow)
{
    p->slow[station_i] = slow > p->slow[station_i] ? slow : p->slow[station_i];
}

// The most people at a station of those where fewer than `below` work, 0: none.
static int32_t most_people(const posts *p, int32_t below)
{
    int32_t most = 0;
    for (int32_t k = 0; k < p->plan->n_stations; k++) {
        int32_t n = people_at(p, k);
        most = n < below && n > most ? n : most;
    }
    return most;
}

// In a round, stations of `people` lose their next one; how many are still to be found missing.
static int32_t miss_one_each(const posts *p, int32_t people, int32_t round, int32_t missing)
{
    for (int32_t k = p->plan->n_stations; k-- > 0 && missing > 0;) {
        if (people_at(p, k) == people) {
            slow_down(p, k, (double)people / (people - round));
            missing--;
        }
    }
    return missing;
}

// There is one at least for every station.
static void spread_missing(const posts *p, int32_t missing)
{
    for (int32_t round = 1; missing > 0; round++) {
        int32_t people = most_people(p, INT32_MAX);
        while (people > round && missing > 0) {
            missing = miss_one_each(p, people, round, missing);
            people = most_people(p, people);
        }
    }
}

// Fewer people than stations: the last stations share one with the most others.
static void share_present(const posts *p, int32_t present, int32_t n_stations)
{
    int32_t each = n_stations / present;
    int32_t n_crowded = n_stations % present * (each + 1);
    for (int32_t k = p->plan->n_stations; k-- > 0;) {
        int32_t people = people_at(p, k);
        if (people > 0) {
            slow_down(p, k, (double)people * (n_crowded > 0 ? each + 1 : each));
            n_crowded -= n_crowded > 0 ? 1 : 0;
        }
    }
}

static void spread(const posts *p, int32_t needed, int32_t present)
{
    int32_t n_stations = 0;
    for (int32_t k = 0; k < p->plan->n_stations; k++) {
        n_stations += people_at(p, k) > 0 ? 1 : 0;
    }
    if (present < n_stations) {
        share_present(p, present, n_stations);
    } else {
        spread_missing(p, needed - present);
    }
}

// ---- the line

static void count_posts(gm_run *run, gm_moving *m, const gm_moving_plan *plan)
{
    const gm_crew_call *call = &plan->crew;
    release_people(run, m, call);
    m->manned_s = (double)INFINITY;
    m->has_people = true;
    for (int32_t k = 0; k < plan->n_stations; k++) {
        m->slow[k] = 1.0;
    }
    for (int32_t i = 0; i < call->n; i++) {
        int32_t present = take_people(run, m, call, i);
        double next_s = next_shift_s(run, call->skills[i]);
        m->manned_s = next_s < m->manned_s ? next_s : m->manned_s;
        if (call->people[i] > 0 && present == 0) {
            m->has_people = false;
        } else if (present < call->people[i]) {
            posts p = {.plan = plan, .need_i = i, .slow = m->slow};
            spread(&p, call->people[i], present);
        }
    }
}

void gm_moving_man(gm_run *run, int32_t moving_i)
{
    gm_moving *m = &run->movings[moving_i];
    const gm_moving_plan *plan = &run->plan->movings[moving_i];
    gm_moving_credit(run, moving_i);
    if (plan->def->short_handed == GM_SHORT_SLOW) {
        count_posts(run, m, plan);
        return;
    }
    m->manned_s = (double)INFINITY;
    m->has_people = gm_crew_ask(run, gm_grant_of_moving(run, moving_i), &plan->crew);
}
