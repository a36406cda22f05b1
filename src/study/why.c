// SPDX-License-Identifier: MIT

#include "study/why.h"

#include "study/shifting.h"

#include <math.h>
#include <string.h>

static gm_interval mean_of(const gm_replications *set, int32_t step_i, const char *figure,
                           const char *stat, int32_t *n, gm_arena *arena)
{
    const char *path = set->twin->plan->steps[step_i].name;
    int32_t i = gm_figures_find(&set->twin->figures, path, figure, stat);
    *n = 0;
    if (i == GM_NONE) {
        return (gm_interval){(double)NAN, (double)NAN, (double)NAN, 0};
    }
    return gm_answer_figure(set, i, n, arena);
}

static double share_of(const gm_replications *set, int32_t step_i, const char *figure,
                       gm_arena *arena)
{
    int32_t n;
    double mean = mean_of(set, step_i, figure, NULL, &n, arena).mean;
    return n > 0 ? mean : 0.0;
}

static bool is_work(const gm_plan *plan, int32_t step_i)
{
    const gm_step *step = &plan->steps[step_i];
    if (step->kind == GM_STEP_STATION) {
        return !plan->stations[step->own_i].is_unlimited;
    }
    return step->kind == GM_STEP_CONVEYOR || step->kind == GM_STEP_MOVING;
}

// ---- rows

static void fill_row(const gm_replications *set, gm_why_row *row, gm_arena *arena)
{
    int32_t n;
    row->active_share = mean_of(set, row->step_i, "active-share", NULL, &n, arena);
    row->active_period_s = mean_of(set, row->step_i, "active-period", "mean", &n, arena);
    row->active_period_s.n = (size_t)n;
    row->sole = (double)NAN;
    row->shifting = (double)NAN;
    for (int s = 0; s < GM_N_STATES; s++) {
        row->state[s] = share_of(set, row->step_i, gm_state_word((gm_state)s), arena);
    }
}

static double starved_less_blocked(const gm_why_row *row)
{
    return row->state[GM_STATE_STARVED] - row->state[GM_STATE_BLOCKED];
}

static double waits(const gm_why_row *row)
{
    return row->state[GM_STATE_STARVED] + row->state[GM_STATE_BLOCKED];
}

// Line by line, of the stations that work at all: the last one that is more blocked than starved
// and the one after it; the one of the two that waits less.
static void mark_turning_points(const gm_plan *plan, gm_why_row *rows, int32_t n)
{
    for (int32_t line_i = 0; line_i < plan->def->n_lines; line_i++) {
        int32_t last = GM_NONE;
        for (int32_t i = 0; i < n; i++) {
            if (plan->steps[rows[i].step_i].line_i != line_i ||
                rows[i].state[GM_STATE_WORKING] <= 0.0) {
                continue;
            }
            if (last == GM_NONE || starved_less_blocked(&rows[i]) <= 0.0 ||
                (starved_less_blocked(&rows[last]) <= 0.0 &&
                 waits(&rows[i]) < waits(&rows[last]))) {
                last = i;
            }
        }
        if (last != GM_NONE) {
            rows[last].is_turning_point = true;
        }
    }
}

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

static double active_share(const gm_why_row *row)
{
    return row->active_share.mean;
}

static double active_period(const gm_why_row *row)
{
    return row->active_period_s.n > 0 ? row->active_period_s.mean : (double)NAN;
}

static double momentary(const gm_why_row *row)
{
    return row->sole + row->shifting;
}

// ---- the waterfall

static double cycle_s(const gm_plan *plan, int32_t step_i)
{
    const gm_step *step = &plan->steps[step_i];
    if (step->kind == GM_STEP_MOVING) {
        return plan->movings[step->own_i].takt_s;
    }
    if (step->kind == GM_STEP_CONVEYOR) {
        return plan->conveyors[step->own_i].headway_s;
    }
    const gm_station_plan *st = &plan->stations[step->own_i];
    double sum = 0.0;
    for (int32_t i = 0; i < st->n_times; i++) {
        sum += gm_dist_mean(&st->times[i]);
    }
    double batch = st->def->batch.most > 1 ? st->def->batch.most : 1.0;
    return sum / st->n_times / st->n_machines / batch;
}

static double window_s(const gm_replications *set)
{
    double sum = 0.0;
    int32_t n = 0;
    for (int32_t i = 0; i < set->n; i++) {
        const gm_replication *r = &set->items[i];
        if (r->is_done && !r->error && !isnan(r->window_s)) {
            sum += r->window_s;
            n += 1;
        }
    }
    return n > 0 ? sum / n : 0.0;
}

static void add_loss(gm_why *why, const char *word, double share)
{
    why->losses[why->n_losses++] =
        (gm_loss){.word = word, .share = share, .parts = share * why->ideal_parts};
}

static void fill_losses(const gm_replications *set, gm_why *why, gm_arena *arena)
{
    const gm_why_row *row = &why->rows[why->bottleneck];
    int32_t n;
    double cycle = cycle_s(set->twin->plan, row->step_i);
    double micro = share_of(set, row->step_i, "micro-stop-share", arena);
    double andon = share_of(set, row->step_i, "stop-share", arena);
    double good = mean_of(set, row->step_i, "count", NULL, &n, arena).mean;
    double visits = mean_of(set, row->step_i, "visits", NULL, &n, arena).mean;
    bool is_station = set->twin->plan->steps[row->step_i].kind == GM_STEP_STATION;
    why->ideal_parts = cycle > 0.0 ? window_s(set) / cycle : 0.0;
    why->net_parts = good;
    add_loss(why, "off shift", row->state[GM_STATE_OFF]);
    add_loss(why, "maintenance", row->state[GM_STATE_MAINTENANCE]);
    add_loss(why, "changeovers", row->state[GM_STATE_SETUP]);
    add_loss(why, "breakdowns", row->state[GM_STATE_DOWN] - micro);
    add_loss(why, "micro-stops", micro);
    add_loss(why, "waiting for repair", row->state[GM_STATE_REPAIR_WAIT]);
    add_loss(why, "missing people", row->state[GM_STATE_UNMANNED]);
    add_loss(why, "andon stops", andon);
    add_loss(why, "blocked", row->state[GM_STATE_BLOCKED]);
    add_loss(why, "starved", row->state[GM_STATE_STARVED]);
    double made = is_station ? visits : good;
    double worked = (row->state[GM_STATE_WORKING] - andon) * why->ideal_parts;
    double scale = why->ideal_parts > 0.0 ? 1.0 / why->ideal_parts : 0.0;
    add_loss(why, "slower than the mean cycle", (worked - made) * scale);
    add_loss(why, "scrap and rejects", (made - good) * scale);
}

// ---- all of it

static void watch(const gm_replications *set, gm_why *why, gm_why_row *rows, gm_arena *arena)
{
    gm_shifting shifting = gm_shifting_watch(set->twin, set->seed, set->from, arena);
    why->waits_cut = shifting.is_cut;
    for (int32_t i = 0; i < why->n; i++) {
        const gm_step *step = &set->twin->plan->steps[rows[i].step_i];
        if (step->kind == GM_STEP_STATION) {
            rows[i].sole = shifting.sole[step->own_i];
            rows[i].shifting = shifting.shifting[step->own_i];
        }
    }
    why->by_shifting = largest(rows, why->n, momentary);
}

gm_why gm_why_create(const gm_replications *set, bool watches, gm_arena *arena)
{
    const gm_plan *plan = set->twin->plan;
    gm_why_row *rows = GM_NEW(arena, gm_why_row, plan->n_steps);
    gm_why why = {
        .rows = rows, .bottleneck = GM_NONE, .by_period = GM_NONE, .by_shifting = GM_NONE};
    for (int32_t i = 0; i < plan->n_steps; i++) {
        if (is_work(plan, i)) {
            rows[why.n].step_i = i;
            fill_row(set, &rows[why.n], arena);
            why.n += 1;
        }
    }
    if (why.n == 0 || gm_replications_good(set) == 0) {
        return why;
    }
    mark_turning_points(plan, rows, why.n);
    why.bottleneck = largest(rows, why.n, active_share);
    why.by_period = largest(rows, why.n, active_period);
    if (why.bottleneck != GM_NONE) {
        fill_losses(set, &why, arena);
    }
    if (watches) {
        watch(set, &why, rows, arena);
    }
    return why;
}

const char *gm_why_words(const gm_replications *set, const gm_why *why, gm_arena *arena)
{
    if (why->bottleneck == GM_NONE) {
        return NULL;
    }
    const gm_why_row *row = &why->rows[why->bottleneck];
    const gm_loss *worst = NULL;
    double lost = 0.0;
    for (int32_t i = 0; i < why->n_losses; i++) {
        const gm_loss *loss = &why->losses[i];
        if (strcmp(loss->word, "off shift") == 0 || loss->share <= 0.0) {
            continue;
        }
        lost += loss->share;
        worst = !worst || loss->share > worst->share ? loss : worst;
    }
    const char *name = set->twin->plan->steps[row->step_i].name;
    double active = 100.0 * row->active_share.mean;
    if (!worst || lost <= 0.0) {
        return gm_arena_printf(arena, "%s, active %.0f %% of its shift", name, active);
    }
    return gm_arena_printf(arena,
                           "%s, active %.0f %% of its shift; %.0f %% of its lost hours: %s",
                           name, active, 100.0 * worst->share / lost, worst->word);
}

static bool counts_parts(const gm_replications *set, const gm_claim_answer *a)
{
    if (a->plan->by != GM_ANSWER_RUN || a->verdict == GM_VERDICT_CANNOT) {
        return false;
    }
    const gm_figure *f = &set->twin->figures.items[a->plan->figure_i];
    return f->unit == GM_UNIT_PARTS && f->is_flow;
}

const gm_claim_answer *gm_why_explain(const gm_replications *set,
                                      const gm_claim_answer *answers, gm_arena *arena)
{
    int32_t n = set->twin->n_claims;
    gm_claim_answer *explained = GM_NEW(arena, gm_claim_answer, n);
    const char *words = NULL;
    for (int32_t i = 0; i < n; i++) {
        explained[i] = answers[i];
        if (!counts_parts(set, &answers[i]) || gm_replications_good(set) == 0) {
            continue;
        }
        if (!words) {
            gm_why why = gm_why_create(set, false, arena);
            words = gm_why_words(set, &why, arena);
        }
        explained[i].binds = words;
    }
    return explained;
}
