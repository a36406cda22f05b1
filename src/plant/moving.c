// SPDX-License-Identifier: MIT
//
// A moving line as the run sees it: its memory, its clock, its doors.

#include "plant/moving.h"

#include "plant/intake.h"
#include "plant/moving_parts.h"

#include <stdio.h>
#include <string.h>

#define PATH_BYTES 256

// ---- memory

static int32_t n_laws(const gm_times_def *work)
{
    return work->n_rows > 0 ? work->n_rows : 1;
}

static int32_t n_laws_of_zone(const gm_zone_def *def, const gm_duty_plan *duties)
{
    int32_t n = def->n_duties > 0 ? 0 : n_laws(&def->work);
    for (int32_t i = 0; i < def->n_duties; i++) {
        n += duties[i].is_normal ? 0 : n_laws(&def->duties[i].work);
    }
    return n;
}

static void create_zones(gm_run *run, gm_moving *m, const gm_moving_plan *plan)
{
    const gm_moving_def *def = plan->def;
    m->zones = GM_NEW(&run->arena, gm_zone, def->n_zones);
    int32_t at = 0;
    for (int32_t z = 0; z < def->n_zones; z++) {
        gm_zone *zone = &m->zones[z];
        zone->first = at;
        at += def->zones[z].stations;
        zone->end = at;
        const gm_duty_plan *duties = &plan->duties[plan->duty_at[zone->first]];
        int32_t n = n_laws_of_zone(&def->zones[z], duties);
        zone->laws = GM_NEW(&run->arena, gm_sampler, n);
    }
}

static gm_target target_of(const gm_run *run, const gm_route_def *route, const gm_step *step)
{
    const gm_route_row_def *row = &route->rows[0];
    switch (row->word) {
    case GM_ROUTE_STEP:
        return (gm_target){GM_TO_STEP, gm_plan_find(run->plan, row->step.name)};
    case GM_ROUTE_SCRAP:
        return (gm_target){GM_TO_SCRAP, 0};
    case GM_ROUTE_OUT:
        return (gm_target){GM_TO_OUT, 0};
    case GM_ROUTE_NEXT:
        break;
    }
    return step->to.targets[0];
}

void gm_movings_create(gm_run *run)
{
    const gm_plan *plan = run->plan;
    run->movings = GM_NEW(&run->arena, gm_moving, plan->n_movings);
    for (int32_t i = 0; i < plan->n_movings; i++) {
        gm_moving *m = &run->movings[i];
        const gm_moving_plan *own = &plan->movings[i];
        m->slot = gm_run_slot_of(run, GM_SLOT_MOVING, i);
        m->cars = GM_NEW(&run->arena, uint32_t, own->n_stations);
        m->variants = GM_NEW(&run->arena, int32_t, own->n_stations);
        m->free_s = GM_NEW(&run->arena, double, own->n_stations);
        m->free_full_s = GM_NEW(&run->arena, double, own->n_stations);
        m->slow = GM_NEW(&run->arena, double, own->n_stations);
        m->is_lost = GM_NEW(&run->arena, bool, own->n_stations);
        m->normals = GM_NEW(&run->arena, gm_normals, own->n_stations);
        m->sections = GM_NEW(&run->arena, gm_section, own->n_stations + 1);
        m->held = GM_NEW(&run->arena, int32_t, own->crew.n * plan->n_crews);
        create_zones(run, m, own);
        gm_wear_create(run, &m->wear, own->def->n_failures, own->def->failures);
        m->tows = own->def->towed.is_given && own->def->towed.n > 0;
        if (m->tows) {
            m->towed = target_of(run, &own->def->towed, &plan->steps[own->step_i]);
        }
    }
}

// ---- time 0

// A stream for each law.
static void begin_laws(gm_run *run, gm_sampler *laws, const gm_times_def *work,
                       const char *path)
{
    char purpose[PATH_BYTES];
    for (int32_t i = 0; i < n_laws(work); i++) {
        const gm_dist *law = work->n_rows > 0 ? &work->rows[i].dist : &work->all;
        (void)snprintf(purpose, sizeof purpose, i == 0 ? "work" : "work %d", i);
        gm_sampler_init(&laws[i], law, run->seed, run->replication, path, purpose);
    }
}

// Stations and people are counted from 1: zone/2/1, or zone/2/1-3 for three who work together.
// Those with normal laws draw from zone/2.
static void begin_duties(gm_run *run, gm_moving *m, const gm_zone *zone, const gm_zone_def *def,
                         const gm_moving_plan *plan, const char *path)
{
    char duty_path[PATH_BYTES + 48];
    for (int32_t k = zone->first; k < zone->end; k++) {
        (void)snprintf(duty_path, sizeof duty_path, "%s/%d", path, k - zone->first + 1);
        gm_normals_init(&m->normals[k], run->seed, run->replication, duty_path, "work");
    }
    const gm_duty_plan *duties = &plan->duties[plan->duty_at[zone->first]];
    for (int32_t i = 0; i < def->n_duties; i++) {
        if (duties[i].is_normal) {
            continue;
        }
        const gm_duty_def *duty = &def->duties[i];
        int32_t last = duty->first + duty->people;
        int len = snprintf(duty_path, sizeof duty_path, "%s/%d/%d", path, duty->station + 1,
                           duty->first + 1);
        if (duty->people > 1) {
            (void)snprintf(duty_path + len, sizeof duty_path - (size_t)len, "-%d", last);
        }
        begin_laws(run, &zone->laws[duties[i].first_law], &duty->work, duty_path);
    }
}

static void begin_zone(gm_run *run, gm_moving *m, int32_t zone_i, const gm_moving_plan *plan,
                       const char *line)
{
    gm_zone *zone = &m->zones[zone_i];
    const gm_zone_def *def = &plan->def->zones[zone_i];
    char path[PATH_BYTES];
    (void)snprintf(path, sizeof path, "%s/%s", line, def->name ? def->name : "");
    if (def->n_duties > 0) {
        begin_duties(run, m, zone, def, plan, path);
    } else {
        begin_laws(run, zone->laws, &def->work, path);
    }
    *zone = (gm_zone){.first = zone->first, .end = zone->end, .laws = zone->laws};
    gm_stream_init(&zone->defect, run->seed, run->replication, path, "defect");
}

static gm_moving begin_struct(const gm_moving *m, bool has_crew)
{
    return (gm_moving){
        .slot = m->slot,
        .is_on = true,
        .failing = GM_NONE,
        .has_people = !has_crew,
        .manned_s = has_crew ? 0.0 : (double)INFINITY,
        .held = m->held,
        .andon_s = -1.0,
        .entry_s = -1.0,
        .cars = m->cars,
        .variants = m->variants,
        .free_s = m->free_s,
        .free_full_s = m->free_full_s,
        .slow = m->slow,
        .is_lost = m->is_lost,
        .has_gap = true,
        .sections = m->sections,
        .zones = m->zones,
        .normals = m->normals,
        .wear = m->wear,
        .tows = m->tows,
        .towed = m->towed,
    };
}

static void refresh(gm_run *run, int32_t moving_i);

void gm_moving_begin(gm_run *run, int32_t moving_i)
{
    gm_moving *m = &run->movings[moving_i];
    const gm_moving_plan *plan = &run->plan->movings[moving_i];
    const char *name = run->plan->steps[plan->step_i].name;
    *m = begin_struct(m, plan->crew.n > 0);
    gm_learning_begin(&m->learning, plan->def->learns, plan->def->n_learns);
    memset(m->cars, 0, (size_t)plan->n_stations * sizeof *m->cars);
    memset(m->free_s, 0, (size_t)plan->n_stations * sizeof *m->free_s);
    memset(m->free_full_s, 0, (size_t)plan->n_stations * sizeof *m->free_full_s);
    memset(m->is_lost, 0, (size_t)plan->n_stations * sizeof *m->is_lost);
    for (int32_t k = 0; k < plan->n_stations; k++) {
        m->slow[k] = 1.0;
    }
    memset(m->held, 0, (size_t)(plan->crew.n * run->plan->n_crews) * sizeof *m->held);
    for (int32_t z = 0; z < plan->def->n_zones; z++) {
        begin_zone(run, m, z, plan, name);
    }
    gm_wear_begin(run, &m->wear, name);
    gm_wear_hasten(&m->wear, m->learning.failures);
    gm_stream_init(&m->pick, run->seed, run->replication, name, "pick");
    refresh(run, moving_i);
}

// ---- time

// Brings line time, sections and ages to now.
static void sync(gm_run *run, int32_t moving_i)
{
    gm_moving *m = &run->movings[moving_i];
    double dt_s = run->now_s - m->since_s;
    if (dt_s <= 0.0) {
        return;
    }
    gm_moving_settle(run, moving_i);
    m->since_s = run->now_s;
    if (m->wear.n > 0) {
        gm_wear_pass(&m->wear, gm_moving_wear_rate(run, moving_i), dt_s);
    }
    double passed_s = gm_moving_is_manned(m) ? dt_s : 0.0;
    m->line_s += passed_s;
    int32_t n_driving = gm_moving_runs(m) ? gm_moving_n_driving(m) : 0;
    for (int32_t s = 0; s < n_driving; s++) {
        m->sections[s].left_s -= passed_s;
    }
}

// ---- the clock

static void sooner(gm_moving *m, double *at_s, double t_s, gm_event_class class)
{
    if (t_s < *at_s) {
        *at_s = t_s;
        m->next_class = class;
    }
}

static double next_repair_s(const gm_moving *m)
{
    double at_s = m->failing != GM_NONE ? m->repair.up_s : (double)INFINITY;
    for (int32_t s = 0; s < m->n_sections && m->n_dead > 0; s++) {
        if (m->sections[s].is_dead && m->sections[s].repair.up_s < at_s) {
            at_s = m->sections[s].repair.up_s;
        }
    }
    return at_s;
}

// Line time until the next section has come to its goal or the andon stop is over.
static double next_goal_s(const gm_moving *m, int32_t n_stations)
{
    if (m->andon_s >= 0.0) {
        return m->andon_s - m->line_s;
    }
    double in_s = (double)INFINITY;
    int32_t n_driving = gm_moving_runs(m) ? gm_moving_n_driving(m) : 0;
    for (int32_t s = 0; s < n_driving; s++) {
        const gm_section *section = &m->sections[s];
        double left_s = section->left_s;
        if (section->goal == GM_SECTION_AT_END) {
            left_s = s == 0 || gm_section_has_way(m, s, n_stations) ? 0.0 : (double)INFINITY;
        }
        in_s = left_s < in_s ? left_s : in_s;
    }
    return in_s;
}

// What follows from a change: its state, and the next thing to happen.
static void refresh(gm_run *run, int32_t moving_i)
{
    gm_moving *m = &run->movings[moving_i];
    double at_s = (double)INFINITY;
    gm_moving_classify(run, moving_i);
    m->next_class = GM_CLASS_FAIL;
    sooner(m, &at_s, next_repair_s(m), GM_CLASS_REPAIR);
    sooner(m, &at_s, m->manned_s, GM_CLASS_REPAIR);
    if (gm_moving_is_manned(m)) {
        double in_s = next_goal_s(m, run->plan->movings[moving_i].n_stations);
        sooner(m, &at_s, run->now_s + (in_s > 0.0 ? in_s : 0.0), GM_CLASS_DONE);
    }
    if (m->wear.n > 0) {
        double in_s = gm_wear_next(&m->wear, gm_moving_wear_rate(run, moving_i));
        sooner(m, &at_s, run->now_s + in_s, GM_CLASS_FAIL);
    }
    gm_clocks_set(&run->clocks, m->slot, at_s, m->next_class);
}

void gm_moving_ring(gm_run *run, int32_t moving_i)
{
    gm_moving *m = &run->movings[moving_i];
    int32_t step_i = run->plan->movings[moving_i].step_i;
    sync(run, moving_i);
    switch (m->next_class) {
    case GM_CLASS_REPAIR:
        gm_moving_repair(run, moving_i);
        if (m->manned_s <= run->now_s) {
            gm_moving_man(run, moving_i);
        }
        break;
    case GM_CLASS_DONE:
        gm_moving_step(run, moving_i);
        break;
    case GM_CLASS_FAIL:
        gm_moving_fail(run, moving_i);
        break;
    }
    gm_moves_add(run, step_i);
    refresh(run, moving_i);
}

// ---- doors

// A car enters an empty line at once, a line with cars on it when a step begins.
static bool can_enter(const gm_run *run, int32_t moving_i)
{
    const gm_moving *m = &run->movings[moving_i];
    if (!gm_moving_is_manned(m) || m->failing != GM_NONE || m->is_blocked) {
        return false;
    }
    if (m->n_sections == 0) {
        return true;
    }
    return m->entry_s == run->now_s && !m->cars[0] && !m->sections[m->n_sections - 1].is_dead;
}

static void enter(gm_run *run, int32_t moving_i)
{
    gm_moving *m = &run->movings[moving_i];
    const gm_moving_plan *plan = &run->plan->movings[moving_i];
    uint32_t part = gm_intake_take(run, plan->step_i);
    if (!part) {
        return; // nobody waits, or the pool of parts is exhausted
    }
    sync(run, moving_i);
    if (m->n_sections == 0) {
        memset(m->is_lost, 0, (size_t)plan->n_stations * sizeof *m->is_lost);
        m->n_lost = 0;
        m->sections[0] = (gm_section){.until_s = m->until_s, .full_s = m->until_full_s};
        gm_section_begin_step(m, plan, &m->sections[0]);
        m->n_sections = 1;
    }
    gm_moving_put(run, moving_i, part);
    if (run->visits) {
        gm_visits_enter(run, part, plan->step_i);
    }
    refresh(run, moving_i);
}

void gm_moving_move(gm_run *run, int32_t moving_i)
{
    gm_moving *m = &run->movings[moving_i];
    if (m->is_released) {
        m->is_released = false;
        sync(run, moving_i);
        gm_moving_step(run, moving_i);
        refresh(run, moving_i);
    }
    if (can_enter(run, moving_i)) {
        enter(run, moving_i);
    }
}

void gm_moving_gone(gm_run *run, int32_t moving_i)
{
    gm_moving *m = &run->movings[moving_i];
    sync(run, moving_i);
    gm_moving_out(run, moving_i);
    m->is_released = true;
    gm_moves_add(run, run->plan->movings[moving_i].step_i);
    refresh(run, moving_i);
}

// ---- hours and people

void gm_moving_on(gm_run *run, int32_t moving_i, bool is_on)
{
    sync(run, moving_i);
    run->movings[moving_i].is_on = is_on;
    gm_moves_add(run, run->plan->movings[moving_i].step_i);
    refresh(run, moving_i);
}

static void set_people(gm_run *run, int32_t moving_i, bool has_people)
{
    sync(run, moving_i);
    run->movings[moving_i].has_people = has_people;
    gm_moves_add(run, run->plan->movings[moving_i].step_i);
    refresh(run, moving_i);
}

void gm_moving_granted(gm_run *run, int32_t moving_i)
{
    set_people(run, moving_i, true);
}

void gm_moving_people(gm_run *run, int32_t moving_i, bool is_away)
{
    gm_moving_credit(run, moving_i);
    set_people(run, moving_i, !is_away);
}

void gm_moving_repair_granted(gm_run *run, int32_t moving_i, uint32_t grant_i)
{
    gm_repair *repair = gm_moving_repair_of(&run->movings[moving_i], grant_i);
    GM_REQUIRE(repair);
    sync(run, moving_i);
    gm_repair_go_on(repair, run->now_s);
    refresh(run, moving_i);
}

void gm_moving_repair_paused(gm_run *run, int32_t moving_i, uint32_t grant_i)
{
    gm_repair *repair = gm_moving_repair_of(&run->movings[moving_i], grant_i);
    GM_REQUIRE(repair);
    sync(run, moving_i);
    gm_repair_rest(repair, run->now_s);
    refresh(run, moving_i);
}

bool gm_moving_is_repaired_now(gm_run *run, int32_t moving_i, uint32_t grant_i)
{
    const gm_repair *repair = gm_moving_repair_of(&run->movings[moving_i], grant_i);
    GM_REQUIRE(repair);
    return repair->up_s <= run->now_s;
}
