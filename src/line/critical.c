// SPDX-License-Identifier: MIT

#include "line/critical.h"

#include "core/assert.h"
#include "num/sampler.h"

#include <math.h>
#include <string.h>

#define FIRST_PARTS 4096 // that there is room for at first

// ---- what is in reach

static const char *of_failures(const gm_station_plan *s)
{
    for (int32_t i = 0; i < s->def->n_failures; i++) {
        const gm_failure_def *f = &s->def->failures[i];
        if (f->by != GM_BY_WORK) {
            return "does not fail by work";
        }
        if (f->part != GM_PART_RESUME || s->fail_crew[i].n > 0) {
            return "begins parts anew or waits for people when it fails";
        }
    }
    return NULL;
}

static const char *of_station(const gm_plan *plan, const gm_station_plan *s)
{
    const gm_station_def *def = s->def;
    bool is_single = s->n_machines == 1 && !s->is_unlimited && s->time_of == NULL;
    bool is_plain = s->crew.n == 0 && s->load_crew.n == 0 && s->n_loads == 0 &&
                    def->n_changeovers == 0 && def->n_maintenances == 0 && def->n_learns == 0;
    bool keeps_parts = def->needs.n == 0 && def->splits.n == 0 && !s->is_batch &&
                       !s->has_slots && !s->has_outcome && s->web_i == GM_NONE &&
                       !def->recipe.is_given && s->drift_i == GM_NONE &&
                       s->quarantine_i == GM_NONE && !s->is_family;
    const gm_step *step = &plan->steps[s->step_i];
    return s->calendar_i >= 0                        ? "has hours"
           : def->blocking != GM_BLOCKING_AFTER      ? "is blocked before its work"
           : !is_single || !is_plain || !keeps_parts ? "does more than one work on one part"
           : step->n_inputs != 1                     ? "takes from several places"
                                                     : of_failures(s);
}

static const char *of_store(const gm_store_plan *s)
{
    return gm_store_is_timed(s) || s->initial > 0 || (s->is_filled && s->capacity > 0) ||
                   s->order != GM_QUEUE_FIFO || s->n_consumers != 1 || s->reorders
               ? "does more than wait for its turn"
               : NULL;
}

static const char *of_step(const gm_plan *plan, const gm_step *step)
{
    switch (step->kind) {
    case GM_STEP_STATION:
        return of_station(plan, &plan->stations[step->own_i]);
    case GM_STEP_SOURCE: {
        const gm_source_plan *s = &plan->sources[step->own_i];
        bool is_plain = !s->def->has_batch && s->def->n_plan == 0 && s->calendar_i < 0 &&
                        s->release_i == GM_NONE && s->def->limit == INT64_MAX;
        return is_plain ? NULL : "does not give one part after the other";
    }
    case GM_STEP_BUFFER:
        return of_store(&plan->stores[step->own_i]);
    case GM_STEP_SINK:
        return NULL;
    case GM_STEP_CONVEYOR:
    case GM_STEP_MOVING:
    case GM_STEP_TRANSPORT:
    case GM_STEP_RACK:
    case GM_STEP_PASS:
        break;
    }
    return "is no station";
}

const char *gm_critical_refusal(const gm_line_program *program, gm_arena *arena)
{
    const gm_plan *plan = program->plan;
    if (program->is_net) {
        return "parts do not all go one way from machine to machine";
    }
    if (plan->n_limits > 0) {
        return gm_arena_printf(arena, "the limit '%s' holds parts back", plan->limits[0].name);
    }
    for (int32_t i = 0; i < plan->n_steps; i++) {
        const char *what = of_step(plan, &plan->steps[i]);
        if (what) {
            return gm_arena_printf(arena, "'%s' %s", plan->steps[i].name, what);
        }
    }
    bool is_plain =
        plan->n_withins == 0 && plan->n_sources == 1 && program->n_ops == plan->n_stations;
    return is_plain ? NULL : "parts are held back by more than machines and places";
}

// ---- the tape: every departure of one replication

typedef struct tape {
    const gm_line_program *program;
    const gm_line_watch *watch;
    int64_t n_ops;
    int64_t room;    // for parts
    int64_t n_out;   // parts that left the last machine
    double *left;    // part x machine
    int32_t *op_of;  // step -> machine
    double *arrival; // of the parts, NULL: made as they are taken
    bool is_full;
    gm_arena arena;
} tape;

static double *new_rows(int64_t n)
{
    double *rows = gm_hook_alloc((size_t)n * sizeof *rows);
    for (int64_t i = 0; i < n; i++) {
        rows[i] = (double)INFINITY;
    }
    return rows;
}

static void grow(tape *t)
{
    double *wider = new_rows(2 * t->room * t->n_ops);
    memcpy(wider, t->left, (size_t)(t->room * t->n_ops) * sizeof *wider);
    gm_hook_free(t->left);
    t->left = wider;
    t->room *= 2;
}

static void note(void *user, int32_t step_i, uint32_t identity, double time_s)
{
    tape *t = user;
    int64_t n = (int64_t)identity - 1;
    int32_t op_i = t->op_of[step_i];
    if (n >= t->room && 2 * t->room * t->n_ops <= GM_CRITICAL_MOST_VISITS) {
        grow(t);
    }
    t->is_full |= n >= t->room;
    if (op_i == GM_NONE || t->is_full) {
        return;
    }
    t->left[n * t->n_ops + op_i] = time_s;
    if (op_i == t->n_ops - 1 && n >= t->n_out) {
        t->n_out = n + 1;
    }
}

static bool go_on(void *user, double share)
{
    const tape *t = user;
    return !t->is_full && (!t->watch || t->watch->go_on(t->watch->user, share));
}

static void open_tape(tape *t, const gm_line_program *program, const gm_line_watch *watch)
{
    *t = (tape){.program = program, .watch = watch, .n_ops = program->n_ops};
    t->room = FIRST_PARTS;
    while (t->room > 1 && t->room * t->n_ops > GM_CRITICAL_MOST_VISITS) {
        t->room /= 2;
    }
    t->left = new_rows(t->room * t->n_ops);
    t->op_of = GM_NEW(&t->arena, int32_t, program->plan->n_steps + 1);
    for (int32_t i = 0; i < program->plan->n_steps; i++) {
        t->op_of[i] = GM_NONE;
    }
    for (int32_t i = 0; i < program->n_ops; i++) {
        t->op_of[program->ops[i].step_i] = i;
    }
}

static void close_tape(tape *t)
{
    gm_hook_free(t->left);
    gm_hook_free(t->arrival);
    gm_arena_fini(&t->arena);
}

// The same additions as in the engine: moments are compared bit by bit.
static void draw_arrivals(tape *t, uint32_t seed, uint32_t replication)
{
    const gm_source_def *def = t->program->plan->sources[t->program->source_i].def;
    gm_sampler s;
    gm_sampler_init(&s, &def->every, seed, replication, def->name, "every");
    t->arrival = gm_hook_alloc((size_t)t->room * sizeof *t->arrival);
    double at_s = 0.0;
    for (int64_t n = 0; n < t->room; n++) {
        bool is_set = n == 0 && def->first_s >= 0.0; // nothing is drawn for it
        at_s += is_set ? def->first_s : gm_sampler_next(&s);
        t->arrival[n] = at_s;
    }
}

static bool run_tape(tape *t, uint32_t seed, uint32_t replication,
                     const gm_critical_window *window)
{
    gm_line_point end = {.time_s = window->by_count ? (double)INFINITY : window->to,
                         .count = window->to,
                         .is_full = true};
    // With levels each part that leaves is looked at alone, as each visit is: those behind the end,
    // too, which never leave.
    gm_line_ask ask = {.n_points = 1, .points = &end, .has_bins = true, .lanes = "scalar"};
    gm_lines *lines = gm_lines_create(t->program, &ask);
    gm_lines_observe(lines, note, t);
    bool is_run =
        gm_lines_run(lines, seed, replication, 1, &(gm_line_watch){.user = t, .go_on = go_on});
    gm_lines_destroy(lines);
    if (is_run && !t->is_full && !t->program->is_endless) {
        draw_arrivals(t, seed, replication);
    }
    return is_run;
}

static double left_at(const tape *t, int64_t n, int64_t i)
{
    return t->left[n * t->n_ops + i];
}

// ---- the way back

typedef struct visit {
    int64_t n;
    int32_t op_i;
    double length_s;
} visit;

typedef struct path {
    const tape *tape;
    visit *visits; // the last first
    int64_t n;
    double source_s;
    int64_t n_ties;
} path;

// What let a part be taken, before which it was idle or had another part: the part itself, its
// predecessor, or nothing (time 0).
typedef struct cause {
    double at_s;
    bool is_arrival; // of the part; else its predecessor has left
    bool is_tie;
} cause;

static cause of_take(const tape *t, int64_t n, int32_t i)
{
    double come_s = i > 0        ? left_at(t, n, i - 1)
                    : t->arrival ? t->arrival[n]
                                 : -(double)INFINITY;
    double free_s = n > 0 ? left_at(t, n - 1, i) : 0.0;
    // Without a place between, a part comes at the moment at which the machine is free.
    bool is_handed = i > 0 && t->program->ops[i].places == 0;
    bool is_arrival = is_handed || come_s > free_s;
    return (cause){is_arrival ? come_s : free_s, is_arrival,
                   !is_handed && come_s == free_s && come_s > 0.0};
}

// When the machine behind, or a place before it, lets part n go; -INFINITY: always.
static double room_s(const tape *t, int64_t n, int32_t i)
{
    bool is_last = i + 1 == t->n_ops;
    int64_t places = is_last ? GM_UNLIMITED : t->program->ops[i + 1].places;
    if (is_last || places >= GM_UNLIMITED || n < places || n == 0) {
        return -(double)INFINITY;
    }
    return places == 0 ? left_at(t, n - 1, i + 1) : of_take(t, n - places, i + 1).at_s;
}

// Goes back from the departure of part n from the last machine.
static void walk(path *p, int64_t n)
{
    const tape *t = p->tape;
    int32_t i = (int32_t)t->n_ops - 1;
    bool at_take = false;
    for (;;) {
        double left_s = left_at(t, n, i);
        if (!at_take && room_s(t, n, i) >= left_s) { // blocked
            int32_t places = t->program->ops[i + 1].places;
            n -= places == 0 ? 1 : places;
            i += 1;
            at_take = places > 0;
            continue;
        }
        cause why = of_take(t, n, i);
        if (!at_take) {
            p->visits[p->n++] = (visit){n, i, left_s - why.at_s};
        }
        p->n_ties += why.is_tie ? 1 : 0;
        at_take = false;
        if (why.is_arrival && i == 0) {
            p->source_s = why.at_s;
            return;
        }
        if (!why.is_arrival && n == 0) {
            return;
        }
        i -= why.is_arrival ? 1 : 0;
        n -= why.is_arrival ? 0 : 1;
    }
}

// What of the visits of one machine is work: drawn again; the rest is repairs.
static void split(const path *p, int32_t op_i, uint32_t seed, uint32_t replication,
                  double *work_s, double *repair_s)
{
    const gm_plan *plan = p->tape->program->plan;
    const gm_station_plan *s = &plan->stations[p->tape->program->ops[op_i].station_i];
    bool fails = s->def->n_failures > 0;
    gm_sampler work;
    gm_sampler_init(&work, &s->times[0], seed, replication, plan->steps[s->step_i].name,
                    "work");
    int64_t drawn = 0;
    for (int64_t k = p->n - 1; k >= 0; k--) {
        const visit *v = &p->visits[k];
        if (v->op_i != op_i) {
            continue;
        }
        double took_s = v->length_s;
        for (; fails && drawn <= v->n; drawn++) {
            took_s = gm_sampler_next(&work);
        }
        double rest_s = v->length_s - took_s;
        GM_ASSERT(rest_s > -1e-6 * (1.0 + v->length_s));
        *work_s += took_s;
        *repair_s += rest_s;
    }
}

// Adds sign times what the path to the departure of part n consists of.
static void add_path(const tape *t, int64_t n, double sign, uint32_t seed, uint32_t replication,
                     gm_critical *out)
{
    int64_t most = 2 * (n + t->n_ops) + 1;
    path p = {.tape = t, .visits = gm_hook_alloc((size_t)most * sizeof(visit))};
    walk(&p, n);
    GM_REQUIRE(p.n <= most);
    for (int32_t i = 0; i < t->n_ops; i++) {
        double work_s = 0.0;
        double repair_s = 0.0;
        split(&p, i, seed, replication, &work_s, &repair_s);
        out->work_s[i] += sign * work_s;
        out->repair_s[i] += sign * repair_s;
    }
    out->source_s += sign * p.source_s;
    out->n_ties += p.n_ties;
    gm_hook_free(p.visits);
}

// How many parts had left at the beginning of what is counted, or at its end.
static int64_t n_left_at(const tape *t, const gm_critical_window *window, double at)
{
    int64_t n = window->by_count && at < (double)t->n_out ? (int64_t)at : t->n_out;
    while (!window->by_count && n > 0 && left_at(t, n - 1, t->n_ops - 1) > at) {
        n--;
    }
    return n;
}

gm_critical_end gm_critical_find(const gm_line_program *program, uint32_t seed,
                                 uint32_t replication, const gm_critical_window *window,
                                 const gm_line_watch *watch, gm_critical *out)
{
    tape t;
    open_tape(&t, program, watch);
    double *work_s = out->work_s;
    double *repair_s = out->repair_s;
    *out = (gm_critical){.work_s = work_s, .repair_s = repair_s};
    memset(work_s, 0, (size_t)t.n_ops * sizeof *work_s);
    memset(repair_s, 0, (size_t)t.n_ops * sizeof *repair_s);
    bool is_run = run_tape(&t, seed, replication, window);
    int64_t first = n_left_at(&t, window, window->from);
    int64_t last = n_left_at(&t, window, window->to);
    gm_critical_end end = t.is_full       ? GM_CRITICAL_TOO_LONG
                          : !is_run       ? GM_CRITICAL_NOT_RUN
                          : last <= first ? GM_CRITICAL_NO_PARTS
                                          : GM_CRITICAL_OK;
    if (end == GM_CRITICAL_OK) {
        add_path(&t, last - 1, 1.0, seed, replication, out);
        if (first > 0) {
            add_path(&t, first - 1, -1.0, seed, replication, out);
        }
        double from_s = first > 0 ? left_at(&t, first - 1, t.n_ops - 1) : 0.0;
        out->length_s = left_at(&t, last - 1, t.n_ops - 1) - from_s;
        out->n_parts = last - first;
    }
    close_tape(&t);
    return end;
}
