// SPDX-License-Identifier: MIT

#include "study/gradient.h"

#include "core/text.h"
#include "num/elementary.h"
#include "study/gradient_parts.h"

#include <math.h>
#include <stdlib.h>

// The throughput goes almost straight on the rate of failures. A change of it lets each failure meet
// other parts, a noise that does not shrink with the step.
#define STEP_UP 0.25 // of that rate

#define STEP           0.05 // of a logarithm: the error of a difference is of its square
#define STEP_WITHOUT   0.01 // where nothing is random, there is no noise to rise above
#define PLACES_SHARE   0.10 // of the places of a large buffer, one of a small one
#define FREE_VISITS    3e9  // of the line engine, made without being asked for
#define SOURCE_BINDS   0.9  // of one percent of arrivals comes out
#define KINK_SHARE     0.5  // of the larger side that the two must differ by
#define KINK_HALVES    2.0  // and so many half-widths of their difference
#define N_FACTOR_SIDES 2    // a little more and a little less

static const gm_interval none = {(double)NAN, (double)NAN, (double)NAN, 0};

// ---- what is asked

typedef struct row {
    gm_gradient *g;
    double *gain; // by replication, NaN: not known
    bool has_run; // or cannot
} row;

typedef struct asker {
    const gm_replications *set;
    const gm_gradient_options *options;
    gm_arena *arena;
    gm_gradients *out;
    gm_gradient *items;
    row *rows;
    bool has_chance;
    double step;     // of times
    bool *is_chosen; // by step of the plan
    gm_gradient_values base;
    gm_gradient_paths paths;
    gm_gradient_progress progress;
} asker;

static const gm_plant_def *def_of(const asker *a)
{
    return a->set->twin->plan->def;
}

static bool by_line(const asker *a)
{
    return a->set->twin->line && a->options->run.engine != GM_ENGINE_EVENT;
}

static void list(asker *a)
{
    const gm_plan *plan = a->set->twin->plan;
    gm_gradients *out = a->out;
    a->items = GM_NEW(a->arena, gm_gradient, plan->n_steps * GM_N_CHANGES + 1);
    a->rows = GM_NEW(a->arena, row, plan->n_steps * GM_N_CHANGES + 1);
    for (int32_t i = 0; i < plan->n_steps; i++) {
        for (int of = 0; of < GM_N_CHANGES && plan->steps[i].kind != GM_STEP_PASS; of++) {
            if (a->is_chosen[i] &&
                gm_change_is_of(plan->def, (gm_change_of)of, plan->steps[i].file_i)) {
                a->items[out->n] = (gm_gradient){.step_i = i,
                                                 .of = (gm_change_of)of,
                                                 .gain = none,
                                                 .inside = none,
                                                 .loss = none};
                a->rows[out->n].g = &a->items[out->n];
                out->n += 1;
            }
        }
    }
    out->items = a->items;
}

// ---- intervals

static gm_interval interval_of(const double *x, int32_t n, gm_arena *scratch)
{
    gm_mark mark = gm_arena_mark(scratch);
    double *known = GM_NEW(scratch, double, n + 1);
    size_t n_known = 0;
    for (int32_t r = 0; r < n; r++) {
        if (isfinite(x[r])) {
            known[n_known++] = x[r];
        }
    }
    gm_interval out = none;
    if (n_known > 0) {
        out = gm_mean_interval(known, n_known, GM_CONFIDENCE);
    }
    gm_arena_rewind(scratch, mark);
    return out;
}

// ---- along the path

static void set_by_path(asker *a, row *r, const double *gain)
{
    r->gain = GM_NEW(a->arena, double, a->set->n + 1);
    memcpy(r->gain, gain, (size_t)a->set->n * sizeof *gain);
    r->g->by = GM_GRADIENT_PATH;
    r->g->gain = interval_of(gain, a->set->n, a->arena);
}

static bool fails(const asker *a, const gm_gradient *g)
{
    return gm_change_is_of(def_of(a), GM_CHANGE_UP,
                           a->set->twin->plan->steps[g->step_i].file_i);
}

// Less work of a machine that fails also meets fewer failures: the path does not tell that.
static void read_paths(asker *a)
{
    for (int32_t i = 0; i < a->out->n; i++) {
        row *r = &a->rows[i];
        int32_t step_i = r->g->step_i;
        if (r->g->of == GM_CHANGE_ARRIVALS && step_i == a->paths.source_i) {
            set_by_path(a, r, a->paths.source);
        } else if (a->paths.work[step_i] && r->g->of == GM_CHANGE_REPAIR) {
            set_by_path(a, r, a->paths.repair[step_i]);
        } else if (a->paths.work[step_i] && r->g->of == GM_CHANGE_WORK && !fails(a, r->g)) {
            set_by_path(a, r, a->paths.work[step_i]);
        }
    }
}

static void share_out(asker *a)
{
    const gm_plan *plan = a->set->twin->plan;
    gm_gradient_share *shares = GM_NEW(a->arena, gm_gradient_share, plan->n_steps + 1);
    int32_t n = a->set->n;
    for (int32_t i = 0; i < plan->n_steps; i++) {
        if (a->paths.work[i]) {
            shares[a->out->n_shares++] =
                (gm_gradient_share){i, interval_of(a->paths.work[i], n, a->arena),
                                    interval_of(a->paths.repair[i], n, a->arena)};
        } else if (i == a->paths.source_i && gm_source_is_timed(plan->sources[0].def)) {
            shares[a->out->n_shares++] = (gm_gradient_share){
                i, interval_of(a->paths.source, n, a->arena), {0.0, GM_NAN, GM_NAN, 0}};
        }
    }
    a->out->shares = shares;
}

// ---- by differences

// Values of both sides of a change.
typedef struct sides {
    gm_gradient_values more; // of what should help
    gm_gradient_values less;
    double width; // between them, in steps of one
    bool is_one;  // there is no less: that is the base
} sides;

static gm_change change_of(const asker *a, const gm_gradient *g, double amount)
{
    gm_change change = {g->of, a->set->twin->plan->steps[g->step_i].file_i, amount};
    if (g->of == GM_CHANGE_UP) {
        change.factor = 1.0 / (1.0 - amount);
    } else if (g->of != GM_CHANGE_PLACES) {
        change.factor = gm_exp(-amount);
    }
    return change;
}

static double step_of(const asker *a, const gm_gradient *g)
{
    int32_t places = gm_change_places(def_of(a), a->set->twin->plan->steps[g->step_i].file_i);
    return g->of == GM_CHANGE_PLACES ? fmax(1.0, floor(PLACES_SHARE * places))
           : g->of == GM_CHANGE_UP   ? fmax(a->step, a->has_chance ? STEP_UP : 0.0)
                                     : a->step;
}

static gm_status run_sides(asker *a, row *r, sides *s)
{
    double step = step_of(a, r->g);
    r->g->step = step;
    s->is_one = r->g->of == GM_CHANGE_PLACES && step == 1.0;
    s->width = s->is_one ? step : 2.0 * step;
    s->more = gm_gradient_values_create(a->set->n, a->arena);
    s->less = s->is_one ? a->base : gm_gradient_values_create(a->set->n, a->arena);
    gm_change more = change_of(a, r->g, step);
    gm_change less = change_of(a, r->g, -step);
    GM_TRY(gm_gradient_run(a->set, &more, &a->progress, &s->more, &r->g->why));
    if (!s->is_one && !r->g->why) {
        GM_TRY(gm_gradient_run(a->set, &less, &a->progress, &s->less, &r->g->why));
    }
    return GM_OK;
}

static double *slopes(const asker *a, const double *more, const double *less, double width)
{
    double *out = GM_NEW(a->arena, double, a->set->n + 1);
    for (int32_t r = 0; r < a->set->n; r++) {
        bool is_known = more[r] > 0.0 && less[r] > 0.0; // not NaN either
        out[r] = is_known ? gm_log(more[r] / less[r]) / width : GM_NAN;
    }
    return out;
}

// Do faster and slower differ by more than noise and a bend explain? Then the gain is that of
// faster alone.
static void look_for_kink(const asker *a, row *r, const sides *s)
{
    double half = 0.5 * s->width;
    double *faster = slopes(a, s->more.rate, a->base.rate, half);
    double *slower = slopes(a, a->base.rate, s->less.rate, half);
    double *bend = GM_NEW(a->arena, double, a->set->n + 1);
    for (int32_t k = 0; k < a->set->n; k++) {
        bend[k] = slower[k] - faster[k];
    }
    gm_interval up = interval_of(faster, a->set->n, a->arena);
    gm_interval down = interval_of(slower, a->set->n, a->arena);
    gm_interval both = interval_of(bend, a->set->n, a->arena);
    double larger = fmax(fabs(up.mean), fabs(down.mean));
    if (both.n >= 2 && fabs(both.mean) > KINK_SHARE * larger &&
        fabs(both.mean) > KINK_HALVES * both.half_width) {
        r->gain = faster;
        r->g->gain = up;
        r->g->loss = down;
    }
}

static gm_status differ(asker *a, row *r)
{
    sides s;
    gm_status status = run_sides(a, r, &s);
    r->has_run = true;
    if (status != GM_OK || r->g->why) {
        return status;
    }
    double *inside = slopes(a, s.more.inside, s.less.inside, s.width);
    r->g->inside = interval_of(inside, a->set->n, a->arena);
    if (r->g->by == GM_GRADIENT_PATH) {
        return GM_OK; // the path tells the gain with less noise
    }
    r->gain = slopes(a, s.more.rate, s.less.rate, s.width);
    r->g->by = GM_GRADIENT_DIFFERENCES;
    r->g->gain = interval_of(r->gain, a->set->n, a->arena);
    if (!s.is_one) {
        look_for_kink(a, r, &s);
    }
    if (r->g->gain.n == 0) {
        r->g->by = GM_GRADIENT_NONE;
        r->g->why = "nothing left the plant in what is counted";
    }
    return GM_OK;
}

// Less work of a machine that fails is less of both, work and time to failure, for which the path
// holds, and then longer times to failure.
static const row *other_half(const asker *a, const row *r)
{
    for (int32_t i = 0; i < a->out->n; i++) {
        const row *other = &a->rows[i];
        if (other->g->step_i == r->g->step_i && other->g->of == GM_CHANGE_UP) {
            return other;
        }
    }
    return NULL;
}

static bool is_told_by_both(const asker *a, const row *r)
{
    return !a->paths.why && r->g->of == GM_CHANGE_WORK && a->paths.work[r->g->step_i] &&
           fails(a, r->g);
}

static void join_both(asker *a, row *r)
{
    const row *up = other_half(a, r);
    if (!up || !up->gain) {
        r->g->why = up ? up->g->why : NULL;
        return;
    }
    r->gain = GM_NEW(a->arena, double, a->set->n + 1);
    for (int32_t k = 0; k < a->set->n; k++) {
        r->gain[k] = a->paths.work[r->g->step_i][k] + up->gain[k];
    }
    r->g->by = GM_GRADIENT_BOTH;
    r->g->gain = interval_of(r->gain, a->set->n, a->arena);
}

// ---- how much there is to do

// With a source that binds nothing in the plant makes more; what it does to the parts inside is of
// interest, and only differences tell.
static bool needs_runs(const asker *a, const row *r)
{
    bool is_told = r->g->by != GM_GRADIENT_NONE || is_told_by_both(a, r);
    return !r->has_run && (!is_told || a->out->source_i != GM_NONE);
}

static int32_t count_runs(const asker *a)
{
    int32_t n = 0;
    for (int32_t i = 0; i < a->out->n; i++) {
        const row *r = &a->rows[i];
        bool is_one = r->g->of == GM_CHANGE_PLACES && step_of(a, r->g) == 1.0;
        n += needs_runs(a, r) ? (is_one ? 1 : N_FACTOR_SIDES) : 0;
    }
    return n;
}

static bool may_run(asker *a, int32_t n_runs)
{
    double visits = 0.0;
    for (int32_t r = 0; r < a->set->n; r++) {
        visits += a->set->items[r].audit.n_in * a->set->twin->plan->n_stations * n_runs;
    }
    if (a->options->is_asked || n_runs == 0 || (by_line(a) && visits <= FREE_VISITS)) {
        return true;
    }
    a->out->differences_why = gm_arena_printf(
        a->arena, "--gradients asks for them, %d run%s of %d replication%s", (int)n_runs,
        n_runs == 1 ? "" : "s", (int)a->set->n, a->set->n == 1 ? "" : "s");
    return false;
}

static void find_source(asker *a)
{
    for (int32_t i = 0; i < a->out->n; i++) {
        const gm_gradient *g = &a->items[i];
        bool binds = g->of == GM_CHANGE_ARRIVALS && g->gain.mean > SOURCE_BINDS;
        a->out->source_i = binds ? g->step_i : a->out->source_i;
    }
}

// Rows of one kind, or of all but it.
static gm_status run_rows(asker *a, bool is_source)
{
    gm_status status = GM_OK;
    for (int32_t i = 0; i < a->out->n && status == GM_OK; i++) {
        row *r = &a->rows[i];
        bool is_asked = (r->g->of == GM_CHANGE_ARRIVALS) == is_source && needs_runs(a, r);
        status = is_asked ? differ(a, r) : GM_OK;
    }
    return status;
}

static gm_status run_all(asker *a)
{
    int32_t n_runs = count_runs(a);
    if (!may_run(a, n_runs)) {
        return GM_OK;
    }
    a->out->n_runs = n_runs;
    a->progress.total = a->progress.done + n_runs;
    GM_TRY(run_rows(a, true));
    find_source(a);
    int32_t n_rest = count_runs(a);
    a->progress.total = a->progress.done + n_rest;
    GM_TRY(run_rows(a, false));
    a->out->n_runs = (int32_t)a->progress.done;
    return GM_OK;
}

static void say_why(asker *a, gm_status status)
{
    for (int32_t i = 0; i < a->out->n; i++) {
        row *r = &a->rows[i];
        if (r->g->by == GM_GRADIENT_NONE && is_told_by_both(a, r)) {
            join_both(a, r);
        }
        if (r->g->by == GM_GRADIENT_NONE && !r->g->why) {
            r->g->why = status == GM_ERR_INTERRUPTED ? "interrupted"
                        : a->out->differences_why    ? a->out->differences_why
                                                     : "no replication has a value";
        }
    }
}

// ---- all of it

static bool is_without_chance(const asker *a)
{
    bool is = a->set->n > 1;
    for (int32_t r = 1; r < a->set->n; r++) {
        is &= a->base.rate[r] == a->base.rate[0];
    }
    return is;
}

static const char *nothing(const gm_replications *set)
{
    return set->has_no_cut                  ? "the warm-up does not end within half of the run"
           : gm_replications_good(set) == 0 ? "no replication came to its end"
                                            : NULL;
}

static gm_status find_paths(asker *a)
{
    GM_TRY(gm_gradient_paths_find(a->set, &a->progress, a->arena, &a->paths));
    a->progress.done = 0.0; // of the differences
    a->out->path_why = a->paths.why;
    if (!a->paths.why) {
        read_paths(a);
        share_out(a);
        find_source(a);
    }
    return GM_OK;
}

gm_gradients gm_gradients_none(const char *why)
{
    return (gm_gradients){.why = why, .rate = none, .source_i = GM_NONE};
}

gm_status gm_gradients_create(const gm_replications *set, const gm_gradient_options *options,
                              gm_arena *arena, gm_gradients *out)
{
    *out = gm_gradients_none(nothing(set));
    if (out->why) {
        return GM_OK;
    }
    asker a = {.set = set, .options = options, .arena = arena, .out = out};
    a.base = gm_gradient_values_create(set->n, arena);
    gm_gradient_values_take(set, set->n, &a.base);
    out->rate = interval_of(a.base.rate, set->n, arena);
    a.has_chance = !is_without_chance(&a);
    a.step = a.has_chance ? STEP : STEP_WITHOUT;
    a.is_chosen = GM_NEW(arena, bool, set->twin->plan->n_steps + 1);
    out->n_left_out = gm_gradient_choose(set, by_line(&a), a.is_chosen, arena);
    list(&a);
    a.progress = (gm_gradient_progress){.run = &options->run, .total = 1.0};
    a.paths.why = "interrupted";
    gm_status status = find_paths(&a);
    status = status == GM_OK ? run_all(&a) : status;
    say_why(&a, status);
    return status;
}
