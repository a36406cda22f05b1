// SPDX-License-Identifier: MIT
//
// One step of a moving line: late stations, cars moving on, the work of the next step.
//
// The people of station k are free at line time F(k). A car that comes in at T with work w gives
//
//   F(k) = max(F(k), T) + w,
//
// and is late by F(k) - T' when it comes to the end of the station at T'. With steps of one takt
// that is the carry c(k) = max(0, c(k) + w - takt); gaps and stops let it fall by themselves.
// w is longer at a station that lacks people. What F(k) would be with all of them is kept beside
// it, to tell an andon stop from a stop for people.
//
// overrun: stop. At the end of the step the line stands until all F(k) are over, then restart_s.
// overrun: drift. The people follow the car into the next stations, at most drift_s of motion
// beyond their own; there the line stands until they are done, then restart_s.
// In both the others work on meanwhile, so a step with a stop at one station is a longer step
// for all.

#include "plant/machine.h"
#include "plant/moving_parts.h"
#include "plant/offer.h"
#include "plant/rules.h"

#include <string.h>

#define LATE_LEAST_S 1e-6 // work that is late by less is on time: rounding of line time

static int32_t larger(int32_t a, int32_t b)
{
    return a > b ? a : b;
}

static int32_t smaller(int32_t a, int32_t b)
{
    return a < b ? a : b;
}

static double later(double a, double b)
{
    return a > b ? a : b;
}

// ---- work

static double draw_duty(const gm_zone *zone, const gm_moving_plan *plan,
                        const gm_duty_plan *duty, gm_normals *normals, int32_t variant)
{
    int32_t law = duty->first_law + (duty->law_of ? duty->law_of[variant] : 0);
    if (!duty->is_normal) {
        return gm_sampler_next(&zone->laws[law]);
    }
    const gm_normal_law *normal = duty->law_of ? &plan->normals[law] : &duty->normal;
    return normal->mean_s + normal->sd_s * gm_normals_next(normals);
}

// Draws the work on a car that has just come to a station, duty by duty. The car is done when the
// last of its people has done all of his.
static double draw_duties(const gm_moving *m, gm_zone *zone, const gm_moving_plan *plan,
                          int32_t k)
{
    double until_s[GM_MOST_AT_STATION] = {0.0};
    double longest_s = 0.0;
    double labour_s = 0.0;
    gm_normals *normals = &m->normals[k];
    const gm_duty_plan *end = &plan->duties[plan->duty_at[k + 1]];
    for (const gm_duty_plan *duty = &plan->duties[plan->duty_at[k]]; duty < end; duty++) {
        double w_s = draw_duty(zone, plan, duty, normals, m->variants[k]);
        for (int32_t p = duty->first; p < duty->first + duty->people; p++) {
            until_s[p] += w_s;
            longest_s = later(longest_s, until_s[p]);
        }
        labour_s += w_s * duty->people;
    }
    zone->labour_s += m->learning.time * labour_s;
    return m->learning.time * longest_s;
}

static double draw_station(gm_moving *m, gm_zone *zone, const int32_t *law_of, int32_t k)
{
    return m->learning.time * gm_sampler_next(&zone->laws[law_of ? law_of[m->variants[k]] : 0]);
}

// The work on the cars of one zone that have just come into stations low .. end - 1.
static void draw_zone(gm_moving *m, const gm_moving_plan *plan, int32_t zone_i, int32_t low,
                      int32_t end)
{
    gm_zone *zone = &m->zones[zone_i];
    const int32_t *law_of = plan->work_of[zone_i];
    bool has_duties = plan->def->zones[zone_i].n_duties > 0;
    double work_s = 0.0;
    int32_t n = 0;
    for (int32_t k = low; k < end; k++) {
        if (!m->cars[k]) {
            continue;
        }
        double w_s =
            has_duties ? draw_duties(m, zone, plan, k) : draw_station(m, zone, law_of, k);
        m->free_s[k] = later(m->free_s[k], m->line_s) + w_s * m->slow[k];
        m->free_full_s[k] = later(m->free_full_s[k], m->line_s) + w_s;
        work_s += w_s;
        n++;
    }
    zone->work_s += work_s;
    zone->labour_s += has_duties ? 0.0 : work_s;
    zone->n_visits += n;
}

static void draw(gm_run *run, int32_t moving_i, int32_t low, int32_t end)
{
    gm_moving *m = &run->movings[moving_i];
    const gm_moving_plan *plan = &run->plan->movings[moving_i];
    for (int32_t z = 0; z < plan->def->n_zones; z++) {
        draw_zone(m, plan, z, larger(low, m->zones[z].first), smaller(end, m->zones[z].end));
    }
}

void gm_moving_put(gm_run *run, int32_t moving_i, uint32_t part)
{
    gm_moving *m = &run->movings[moving_i];
    m->cars[0] = part;
    m->n_lost -= m->is_lost[0] ? 1 : 0;
    m->is_lost[0] = false;
    m->has_gap = false;
    m->variants[0] = run->parts[part].variant;
    m->n_cars += 1;
    gm_rules_tell_step(run, run->plan->movings[moving_i].step_i);
    m->n_max = m->n_cars > m->n_max ? m->n_cars : m->n_max;
    m->n_in += 1.0;
    m->sections[m->n_sections - 1].n_cars += 1;
    gm_wear_cycle(&m->wear);
    draw(run, moving_i, 0, 1);
}

// A car leaves a zone.
static void judge_car(gm_run *run, int32_t moving_i, int32_t zone_i, uint32_t part)
{
    gm_moving *m = &run->movings[moving_i];
    gm_zone *zone = &m->zones[zone_i];
    const gm_moving_def *def = run->plan->movings[moving_i].def;
    double share = def->zones[zone_i].defects * m->learning.scrap;
    if (share > 0.0 && gm_stream_u01(&zone->defect) < share) {
        run->parts[part].flags |= GM_PART_DEFECTIVE;
        zone->n_defects += 1.0;
    }
}

// ---- the end of a step

// Counts late work of one zone of a section, and when all of it is done.
static void judge_zone(const gm_moving *m, gm_zone *zone, gm_section *section, int32_t low,
                       int32_t end)
{
    double overrun_s = 0.0;
    int32_t n = 0;
    for (int32_t k = low; k < end; k++) {
        double late_s = m->cars[k] ? m->free_s[k] - m->line_s : 0.0;
        if (late_s > LATE_LEAST_S) {
            n++;
            overrun_s += late_s;
            section->until_s = later(section->until_s, m->free_s[k]);
            section->full_s = later(section->full_s, m->free_full_s[k]);
        }
    }
    zone->n_overruns += n;
    zone->overrun_s += overrun_s;
}

static void judge_work(gm_moving *m, const gm_moving_def *def, int32_t section_i)
{
    gm_section *section = &m->sections[section_i];
    int32_t low = gm_section_low(m, section_i);
    int32_t end = section->head + 1;
    section->until_s = m->line_s;
    section->full_s = m->line_s;
    for (int32_t z = 0; z < def->n_zones; z++) {
        gm_zone *zone = &m->zones[z];
        judge_zone(m, zone, section, larger(low, zone->first), smaller(end, zone->end));
    }
}

static void stop_line(gm_moving *m, const gm_moving_def *def, const gm_section *section)
{
    m->late_s = section->until_s;
    m->full_s = section->full_s;
    m->andon_s = section->until_s + def->restart_s;
    m->stop_began_s = m->line_s;
    m->stop_down_s = 0.0;
    m->n_andons += 1.0;
}

// ---- moving on

bool gm_section_has_way(const gm_moving *m, int32_t section_i, int32_t n_stations)
{
    int32_t next = m->sections[section_i].head + 1;
    return next >= n_stations || !m->cars[next];
}

void gm_section_drop(gm_moving *m, int32_t section_i)
{
    m->n_sections -= 1;
    size_t n_behind = (size_t)(m->n_sections - section_i);
    memmove(&m->sections[section_i], &m->sections[section_i + 1],
            n_behind * sizeof *m->sections);
}

// The gaps of a section move on with it. Behind one that is not the last a gap arises, which the
// cars behind cannot fill.
static void move_gaps(gm_moving *m, int32_t low, int32_t end, bool is_last)
{
    if (is_last && m->n_lost == 0) {
        return;
    }
    m->n_lost -= m->is_lost[end] ? 1 : 0;
    memmove(&m->is_lost[low + 1], &m->is_lost[low], (size_t)(end - low) * sizeof *m->is_lost);
    m->is_lost[low] = !is_last;
    m->n_lost += is_last ? 0 : 1;
}

void gm_section_begin_step(const gm_moving *m, const gm_moving_plan *plan, gm_section *section)
{
    double takt_s = plan->takt_s;
    section->goal = GM_SECTION_TO_END;
    section->left_s = takt_s;
    if (plan->def->overrun == GM_OVERRUN_DRIFT &&
        section->until_s - m->line_s > plan->drift_s + LATE_LEAST_S) {
        section->goal = GM_SECTION_TO_STOP;
        section->left_s = plan->drift_s < takt_s ? plan->drift_s : takt_s;
        section->after_s = takt_s - section->left_s;
    }
}

// Defects of the cars that leave a zone inside the line.
static void judge_cars(gm_run *run, int32_t moving_i, int32_t low, int32_t end)
{
    gm_moving *m = &run->movings[moving_i];
    int32_t n_zones = run->plan->movings[moving_i].def->n_zones;
    for (int32_t z = 0; z + 1 < n_zones; z++) {
        int32_t k = m->zones[z].end - 1;
        if (k >= low && k < end && m->cars[k]) {
            judge_car(run, moving_i, z, m->cars[k]);
        }
    }
}

// All cars of a section go into the next station; the one at the exit is gone already.
static void advance(gm_run *run, int32_t moving_i, int32_t section_i)
{
    gm_moving *m = &run->movings[moving_i];
    const gm_moving_plan *plan = &run->plan->movings[moving_i];
    gm_section *section = &m->sections[section_i];
    int32_t low = gm_section_low(m, section_i);
    int32_t end = smaller(section->head + 1, plan->n_stations - 1);
    bool is_last = section_i == m->n_sections - 1;
    if (is_last) {
        gm_moving_count_pitch(m, !m->cars[0]);
        m->entry_s = run->now_s;
    }
    judge_cars(run, moving_i, low, end);
    memmove(&m->cars[low + 1], &m->cars[low], (size_t)(end - low) * sizeof *m->cars);
    memmove(&m->variants[low + 1], &m->variants[low],
            (size_t)(end - low) * sizeof *m->variants);
    m->cars[low] = 0;
    move_gaps(m, low, end, is_last);
    section->head = end;
    gm_section_begin_step(m, plan, section);
    draw(run, moving_i, low + 1, end + 1);
}

void gm_moving_out(gm_run *run, int32_t moving_i)
{
    gm_moving *m = &run->movings[moving_i];
    const gm_moving_plan *plan = &run->plan->movings[moving_i];
    m->is_blocked = false;
    m->cars[plan->n_stations - 1] = 0;
    m->n_cars -= 1;
    gm_rules_tell_step(run, run->plan->movings[moving_i].step_i);
    m->n_out += 1.0;
    gm_learning_go(&m->learning, plan->def->learns, plan->def->n_learns, m->n_out);
    m->sections[0].n_cars -= 1;
    if (m->sections[0].n_cars > 0) {
        return;
    }
    if (m->n_sections == 1) {
        gm_moving_count_pitch(m, plan->n_stations > 1);
        m->until_s = m->sections[0].until_s;
        m->until_full_s = m->sections[0].full_s;
    } else {
        move_gaps(m, gm_section_low(m, 0), plan->n_stations - 1, false);
    }
    gm_section_drop(m, 0);
}

// False when the first car has to wait for its place downstream.
static bool offer_first(gm_run *run, int32_t moving_i)
{
    gm_moving *m = &run->movings[moving_i];
    const gm_moving_plan *plan = &run->plan->movings[moving_i];
    uint32_t part = m->cars[plan->n_stations - 1];
    judge_car(run, moving_i, plan->def->n_zones - 1, part);
    gm_target target = gm_route_choose(run, plan->step_i, &run->plan->steps[plan->step_i].to,
                                       part, &run->routes[plan->step_i]);
    m->is_blocked = true;
    if (run->visits) {
        gm_visits_done(run, part, (double)INFINITY);
    }
    if (!gm_offer(run, (uint32_t)(run->plan->n_machines + plan->step_i), part, target)) {
        return false;
    }
    gm_moving_out(run, moving_i);
    return true;
}

// ---- sections

// The cars have come to the end of the step: false while something keeps them there.
static bool leave_step(gm_run *run, int32_t moving_i, int32_t section_i)
{
    gm_moving *m = &run->movings[moving_i];
    int32_t n_stations = run->plan->movings[moving_i].n_stations;
    if (section_i == 0 && m->cars[n_stations - 1]) {
        int32_t n_sections = m->n_sections;
        if (!offer_first(run, moving_i) || m->n_sections < n_sections) {
            return !m->is_blocked;
        }
    }
    if (!gm_section_has_way(m, section_i, n_stations)) {
        return false;
    }
    advance(run, moving_i, section_i);
    return true;
}

// Takes a section to its next goal if it is there. False when nothing happens to it now.
static bool step_section(gm_run *run, int32_t moving_i, int32_t section_i)
{
    gm_moving *m = &run->movings[moving_i];
    const gm_moving_def *def = run->plan->movings[moving_i].def;
    gm_section *section = &m->sections[section_i];
    if (section->goal == GM_SECTION_AT_END) {
        return leave_step(run, moving_i, section_i);
    }
    if (!gm_is_over(section->left_s, run->now_s)) {
        return false;
    }
    if (section->goal == GM_SECTION_TO_STOP) {
        section->goal = GM_SECTION_TO_END;
        section->left_s = section->after_s;
        if (section->until_s - m->line_s > LATE_LEAST_S) {
            stop_line(m, def, section);
        }
        return true;
    }
    section->goal = GM_SECTION_AT_END;
    judge_work(m, def, section_i);
    if (def->overrun == GM_OVERRUN_STOP && section->until_s - m->line_s > LATE_LEAST_S) {
        stop_line(m, def, section);
    }
    return true;
}

void gm_moving_step(gm_run *run, int32_t moving_i)
{
    gm_moving *m = &run->movings[moving_i];
    if (m->andon_s >= 0.0 && gm_moving_is_manned(m) &&
        gm_is_over(m->andon_s - m->line_s, run->now_s)) {
        gm_moving_count_stop(m);
        m->andon_s = -1.0;
    }
    int32_t s = 0;
    while (gm_moving_runs(m) && s < m->n_sections && !m->sections[s].is_dead) {
        int32_t n_sections = m->n_sections;
        bool moved = step_section(run, moving_i, s);
        // A section that has left the line made room for the next one at its index.
        s += moved || m->n_sections < n_sections ? 0 : 1;
    }
}
