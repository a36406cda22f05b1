// SPDX-License-Identifier: MIT
//
// Ages of a machine in one lane: its failures and its maintenance, in the order and by the draws
// of plant/breakdown.c.

#include "line/net.h"

#include "plant/learning.h"

#include <math.h>

#define MICRO_STOP_S 300.0 // stops under 5 min are counted apart, as in plant/breakdown.c

static gm_age *age_of(const gm_line_visit *v, int32_t i)
{
    return &v->run->ages[v->m->first_age + i];
}

static int32_t n_ages(const gm_line_visit *v)
{
    return v->def->n_failures + v->def->n_maintenances;
}

static gm_age_by clock_of(const gm_line_visit *v, int32_t i)
{
    const gm_station_def *def = v->def;
    return i < def->n_failures ? def->failures[i].by
                               : def->maintenances[i - def->n_failures].by;
}

// ---- taken up from the lanes, and left to them

static void age_cycle(gm_line_visit *v)
{
    for (int32_t i = 0; i < n_ages(v); i++) {
        age_of(v, i)->left -= clock_of(v, i) == GM_BY_PARTS ? 1.0 : 0.0;
    }
    v->m->since_change += 1;
}

// What hangs on the number of parts, after n of them.
static void count_to(gm_line_visit *v, double n)
{
    for (; v->rest->counted < n && v->machine->counts; v->rest->counted += 1.0) {
        age_cycle(v);
        if (v->def->n_learns > 0) {
            gm_learning_go(&v->st->learning, v->def->learns, v->def->n_learns,
                           v->rest->counted + 1.0);
        }
    }
}

void gm_line_finish(gm_line_visit *v)
{
    count_to(v, (double)v->n + 1.0);
    if (v->lines->net) {
        gm_line_net_finish(v);
    } else if (v->machine->cycle_of) {
        v->rest->planned_s += v->machine->cycle_of[gm_line_variant_of(v->lines, v->lane)];
    }
    v->done_s = v->run->now_s;
}

void gm_line_ages_enter(gm_line_visit *v)
{
    for (int32_t i = 0, f = 0; f < v->machine->n_ages; i++) {
        if (clock_of(v, i) == GM_BY_WORK) {
            age_of(v, i)->left = *gm_line_field_of(v, (gm_line_field)(GM_LINE_AGE + f++));
        }
    }
    count_to(v, (double)v->n);
}

void gm_line_ages_leave(gm_line_visit *v)
{
    for (int32_t i = 0, f = 0; f < v->machine->n_ages; i++) {
        if (clock_of(v, i) == GM_BY_WORK) {
            *gm_line_field_of(v, (gm_line_field)(GM_LINE_AGE + f++)) = age_of(v, i)->left;
        }
    }
}

double gm_line_next_by_count(const gm_line_visit *v)
{
    double least = (double)INFINITY;
    for (int32_t i = 0; i < n_ages(v); i++) {
        double left = clock_of(v, i) == GM_BY_PARTS ? age_of(v, i)->left : (double)INFINITY;
        least = left < least ? left : least;
    }
    for (int32_t i = 0; i < v->def->n_changeovers; i++) {
        const gm_changeover_def *c = &v->def->changeovers[i];
        double left =
            c->on == GM_CHANGEOVER_COUNT ? c->every - v->m->since_change : (double)INFINITY;
        least = left < least ? left : least;
    }
    return v->rest->counted + (least > 0.0 ? ceil(least) : 0.0);
}

// ---- what is due

double gm_line_work_to_failure(const gm_line_visit *v)
{
    double least = (double)INFINITY;
    for (int32_t i = 0; i < v->def->n_failures; i++) {
        double left = clock_of(v, i) == GM_BY_WORK ? age_of(v, i)->left : (double)INFINITY;
        least = left < least ? left : least;
    }
    return least;
}

double gm_line_calendar_due_s(const gm_line_visit *v)
{
    double least = (double)INFINITY;
    for (int32_t i = 0; i < n_ages(v) && !gm_line_is_down(v); i++) {
        const gm_age *age = age_of(v, i);
        double due_s = age->since_s + age->left;
        bool counts = clock_of(v, i) == GM_BY_CALENDAR && !age->is_due;
        least = counts && due_s < least ? due_s : least;
    }
    return least;
}

static int32_t due_by_work(const gm_line_visit *v)
{
    int32_t first = GM_NONE;
    for (int32_t i = 0; i < v->def->n_failures && v->runs && v->fails_next; i++) {
        bool is_due =
            clock_of(v, i) == GM_BY_WORK && v->begun_s + age_of(v, i)->left <= v->run->now_s;
        bool is_first =
            is_due && (first == GM_NONE || age_of(v, i)->left < age_of(v, first)->left);
        first = is_first ? i : first;
    }
    return first;
}

static bool rings(const gm_line_visit *v, int32_t i)
{
    const gm_age *age = age_of(v, i);
    return clock_of(v, i) == GM_BY_CALENDAR && !age->is_due &&
           age->since_s + age->left <= v->run->now_s;
}

int32_t gm_line_due_failure(const gm_line_visit *v)
{
    int32_t first = due_by_work(v);
    for (int32_t i = 0; i < v->def->n_failures && first == GM_NONE; i++) {
        first = rings(v, i) ? i : first;
    }
    return first;
}

int32_t gm_line_parts_failure(const gm_line_visit *v)
{
    for (int32_t i = 0; i < v->def->n_failures; i++) {
        if (clock_of(v, i) == GM_BY_PARTS && age_of(v, i)->left <= 0.0) {
            return i;
        }
    }
    return GM_NONE;
}

bool gm_line_calendar_maintenance_rings(const gm_line_visit *v)
{
    bool any = false;
    for (int32_t i = v->def->n_failures; i < n_ages(v); i++) {
        if (rings(v, i)) {
            age_of(v, i)->is_due = true;
            any = true;
        }
    }
    return any;
}

int32_t gm_line_due_maintenance(const gm_line_visit *v)
{
    for (int32_t k = 0; k < v->def->n_maintenances && !gm_line_is_down(v); k++) {
        const gm_age *age = age_of(v, v->def->n_failures + k);
        double left = age->left;
        left +=
            v->def->maintenances[k].by == GM_BY_CALENDAR ? age->since_s - v->run->now_s : 0.0;
        if (age->is_due || left <= 0.0) {
            return k;
        }
    }
    return GM_NONE;
}

// ---- ageing

void gm_line_age_work(gm_line_visit *v, double ran_s)
{
    for (int32_t i = 0; i < n_ages(v); i++) {
        gm_age *age = age_of(v, i);
        if (clock_of(v, i) == GM_BY_WORK) {
            age->left = age->left > ran_s ? age->left - ran_s : 0.0;
        }
    }
}

// Ages by calendar stand still while the machine is down.
static void freeze(const gm_line_visit *v, bool freezes)
{
    for (int32_t i = 0; i < n_ages(v); i++) {
        gm_age *age = age_of(v, i);
        if (clock_of(v, i) == GM_BY_CALENDAR) {
            age->left -= freezes ? v->run->now_s - age->since_s : 0.0;
            age->since_s = v->run->now_s;
        }
    }
}

static void renew_failure(gm_line_visit *v, int32_t i)
{
    double left = gm_sampler_next(&v->st->fail_after[i]) / v->st->learning.failures;
    *age_of(v, i) = (gm_age){.left = left, .since_s = v->run->now_s};
}

static void renew_maintenance(gm_line_visit *v, int32_t k)
{
    *age_of(v, v->def->n_failures + k) =
        (gm_age){.left = gm_sampler_next(&v->st->maintain_every[k]), .since_s = v->run->now_s};
}

// ---- failing, and back again

void gm_line_fail(gm_line_visit *v, int32_t failure_i)
{
    freeze(v, true);
    v->m->failing = failure_i;
    gm_machine_hold(v->run, v->m, GM_HOLD_DOWN, 0);
    v->st->n_failures += 1.0;
    v->m->down_began_s = v->run->now_s;
    v->m->down_before_s = v->m->state_s[GM_STATE_DOWN];
    v->rest->repair_end_s = v->run->now_s + gm_sampler_next(&v->st->fail_repair[failure_i]);
}

void gm_line_repair(gm_line_visit *v)
{
    int32_t failure_i = v->m->failing;
    v->m->failing = GM_NONE;
    gm_machine_hold(v->run, v->m, 0, GM_HOLD_DOWN);
    if (v->run->now_s - v->m->down_began_s < MICRO_STOP_S) {
        v->st->n_micro_stops += 1.0;
        v->st->micro_stop_s += v->m->state_s[GM_STATE_DOWN] - v->m->down_before_s;
    }
    freeze(v, false);
    renew_failure(v, failure_i);
    for (int32_t k = 0; k < v->def->n_maintenances; k++) {
        if (v->def->maintenances[k].counts_from_repair) {
            renew_maintenance(v, k);
        }
    }
}

void gm_line_maintained(gm_line_visit *v)
{
    v->st->n_maintained += 1.0;
    renew_maintenance(v, v->m->caring);
    for (int32_t i = 0; v->def->maintenances[v->m->caring].renews && i < v->def->n_failures;
         i++) {
        renew_failure(v, i);
    }
}
