// SPDX-License-Identifier: MIT

#include "study/why.h"

#include "study/binds.h"
#include "study/net.h"
#include "study/shifting.h"
#include "study/turning.h"

#include <math.h>
#include <string.h>

#define MAIN 0 // tally of the main window

const char *gm_detector_text(gm_detector detector)
{
    switch (detector) {
    case GM_DETECT_SHARE:
        return "active share on shift";
    case GM_DETECT_PERIOD:
        return "average active period";
    case GM_DETECT_SHIFTING:
        return "shifting bottleneck";
    case GM_DETECT_TURNING:
        return "turning point";
    case GM_N_DETECTORS:
        break;
    }
    return "";
}

static double state_share(const gm_twin *twin, const gm_tally *tally, int32_t step_i, int32_t k)
{
    return gm_tally_row(twin, tally, step_i, k) / gm_tally_time_s(twin, tally, step_i);
}

// ---- rows

static void fill_row(const gm_replications *set, gm_why_row *row, gm_arena *arena)
{
    const char *path = set->twin->plan->steps[row->step_i].name;
    int32_t period = gm_figures_find(&set->twin->figures, path, "active-period", "mean");
    int32_t n = 0;
    row->active_share = gm_losses_over_all(set, MAIN, row->step_i, 0, gm_tally_active_share);
    row->needed_share =
        gm_losses_over_all(set, MAIN, row->step_i, 0, gm_tally_needed_share).mean;
    if (period != GM_NONE) {
        row->active_period_s = gm_answer_figure(set, period, &n, arena);
    }
    row->active_period_s.n = (size_t)n;
    row->sole = (double)NAN;
    row->shifting = (double)NAN;
    row->waits_for = GM_NONE;
    for (int s = 0; s < GM_N_STATES; s++) {
        row->state[s] = gm_losses_over_all(set, MAIN, row->step_i, s, state_share);
    }
}

static const char *unwatched(const gm_plan *plan, int32_t step_i)
{
    const gm_step *step = &plan->steps[step_i];
    if (step->kind == GM_STEP_STATION) {
        return plan->stations[step->own_i].n_machines > 1 ? "its machines wait one by one"
                                                          : NULL;
    }
    return step->kind == GM_STEP_MOVING ? "a moving line" : "a conveyor";
}

// ---- detectors

static int32_t largest(const gm_why_row *rows, int32_t n, double (*of)(const gm_why_row *))
{
    int32_t best = GM_NONE;
    for (int32_t i = 0; i < n; i++) {
        double value = of(&rows[i]);
        if (!isnan(value) && (best == GM_NONE || value > of(&rows[best]))) {
            best = i;
        }
    }
    return best;
}

static double needed_share(const gm_why_row *row)
{
    return row->needed_share;
}

static double active_period(const gm_why_row *row)
{
    return row->active_period_s.n > 0 ? row->active_period_s.mean : (double)NAN;
}

static double momentary(const gm_why_row *row)
{
    return row->sole + row->shifting;
}

// The row without a value that is active more than another row and most of all, or GM_NONE.
static int32_t hidden_from(const gm_why *why, double (*of)(const gm_why_row *), int32_t best)
{
    int32_t hidden = GM_NONE;
    double most = best == GM_NONE ? 0.0 : needed_share(&why->rows[best]);
    for (int32_t i = 0; i < why->n; i++) {
        double share = needed_share(&why->rows[i]);
        if (isnan(of(&why->rows[i])) && share > most) {
            hidden = i;
            most = share;
        }
    }
    return hidden;
}

// The largest, unless it is nothing or a row without a value is active more.
static gm_detected detect(const gm_plan *plan, const gm_why *why,
                          double (*of)(const gm_why_row *), const char *what, gm_arena *arena)
{
    int32_t best = largest(why->rows, why->n, of);
    int32_t hidden = hidden_from(why, of, best);
    if (hidden != GM_NONE) {
        int32_t step_i = why->rows[hidden].step_i;
        const char *kind = unwatched(plan, step_i);
        return (gm_detected){GM_NONE,
                             gm_arena_printf(arena, "%s is active more and has no %s%s%s",
                                             plan->steps[step_i].name, what, kind ? ": " : "",
                                             kind ? kind : "")};
    }
    if (best != GM_NONE && !(of(&why->rows[best]) > 0.0)) {
        return (gm_detected){GM_NONE, "no station did anything"};
    }
    if (best == GM_NONE) {
        return (gm_detected){GM_NONE,
                             gm_arena_printf(arena, "no station has %s %s",
                                             strchr("aeiou", *what) ? "an" : "a", what)};
    }
    return (gm_detected){best, NULL};
}

static void watch(const gm_replications *set, gm_why *why, gm_why_row *rows, gm_arena *arena)
{
    const gm_plan *plan = set->twin->plan;
    gm_shifting shifting = gm_shifting_watch(set->twin, set->seed, set->from, arena);
    why->waits_cut = shifting.is_cut;
    for (int32_t i = 0; i < why->n; i++) {
        const gm_step *step = &plan->steps[rows[i].step_i];
        if (step->kind == GM_STEP_STATION) {
            rows[i].sole = shifting.sole[step->own_i];
            rows[i].shifting = shifting.shifting[step->own_i];
        }
        rows[i].why = isnan(rows[i].sole) ? unwatched(plan, rows[i].step_i) : NULL;
    }
    why->by[GM_DETECT_SHIFTING] =
        detect(plan, why, momentary, "active period of its own", arena);
}

static void find_turning_point(const gm_net *net, gm_why *why, gm_why_row *rows,
                               gm_arena *arena)
{
    gm_turning_state *states = GM_NEW(arena, gm_turning_state, net->plan->n_steps);
    for (int32_t i = 0; i < why->n; i++) {
        states[rows[i].step_i] =
            (gm_turning_state){.works = rows[i].state[GM_STATE_WORKING].mean > 0.0,
                               .blocked = rows[i].state[GM_STATE_BLOCKED].mean,
                               .starved = rows[i].state[GM_STATE_STARVED].mean};
    }
    gm_detected *found = &why->by[GM_DETECT_TURNING];
    int32_t step_i = gm_turning_point(net, states, arena, &found->why);
    found->row_i = GM_NONE;
    for (int32_t i = 0; i < why->n; i++) {
        rows[i].is_turning_point = rows[i].step_i == step_i;
        found->row_i = rows[i].is_turning_point ? i : found->row_i;
    }
}

// ---- blocked by the night

static double off_share(const gm_why_row *row)
{
    return row->state[GM_STATE_OFF].mean;
}

// A step that works longer hours than all behind it is blocked meanwhile, whatever is done to it.
static void find_nights(const gm_net *net, const gm_why *why, gm_why_row *rows, gm_arena *arena)
{
    int32_t *row_of = GM_NEW(arena, int32_t, net->plan->n_steps);
    for (int32_t i = 0; i < why->n; i++) {
        row_of[rows[i].step_i] = i;
    }
    for (int32_t i = 0; i < why->n; i++) {
        double blocked = rows[i].state[GM_STATE_BLOCKED].mean;
        gm_steps behind = gm_net_behind(net, rows[i].step_i, arena);
        int32_t shortest = GM_NONE; // of the absences behind it
        for (int32_t k = 0; k < behind.n; k++) {
            const gm_why_row *next = &rows[row_of[behind.items[k]]];
            if (shortest == GM_NONE || off_share(next) < off_share(&rows[shortest])) {
                shortest = row_of[behind.items[k]];
            }
        }
        double own = off_share(&rows[i]) + rows[i].state[GM_STATE_UNMANNED].mean;
        double night = shortest == GM_NONE ? 0.0 : off_share(&rows[shortest]) - own;
        if (night > 0.0 && 2.0 * night > blocked && blocked > 0.01) {
            rows[i].waits_for = rows[shortest].step_i;
        }
    }
}

// ---- all of it

gm_why gm_why_create(const gm_replications *set, bool watches, gm_arena *arena)
{
    const gm_plan *plan = set->twin->plan;
    gm_why_row *rows = GM_NEW(arena, gm_why_row, plan->n_steps);
    gm_why why = {.rows = rows, .bottleneck = GM_NONE};
    for (int32_t i = 0; i < plan->n_steps; i++) {
        if (gm_step_is_work(plan, i)) {
            rows[why.n].step_i = i;
            fill_row(set, &rows[why.n], arena);
            why.n += 1;
        }
    }
    for (int d = 0; d < GM_N_DETECTORS; d++) {
        why.by[d] = (gm_detected){GM_NONE, "nothing in the model works"};
    }
    why.shared = gm_replications_good(set) > 0 ? gm_binds_shared_words(set, arena) : NULL;
    if (why.n == 0 || gm_replications_good(set) == 0) {
        return why;
    }
    why.bottleneck = largest(rows, why.n, needed_share);
    why.by[GM_DETECT_SHARE] = detect(plan, &why, needed_share, "time on shift", arena);
    why.by[GM_DETECT_PERIOD] = detect(plan, &why, active_period, "active period", arena);
    why.by[GM_DETECT_SHIFTING] = (gm_detected){GM_NONE, "no replication was watched"};
    gm_net net = gm_net_create(plan, arena);
    find_turning_point(&net, &why, rows, arena);
    find_nights(&net, &why, rows, arena);
    if (why.bottleneck != GM_NONE) {
        why.losses = gm_losses_of(set, MAIN, rows[why.bottleneck].step_i, arena);
    }
    if (watches) {
        watch(set, &why, rows, arena);
    }
    return why;
}
