// SPDX-License-Identifier: MIT
//
// One model in both engines, on the same streams: departures of every part from every station, and
// everything that a snapshot holds.

#ifndef GM_TEST_ENGINE_PAIR_H
#define GM_TEST_ENGINE_PAIR_H

#include "line/line.h"
#include "random_line.h"
#include "random_net.h"

#include "twin/twin.h"

#include <check.h>
#include <math.h>
#include <string.h>

#define POINTS        7 // of which the fourth and sixth are looked at for the totals only
#define NEAR          1e-9
#define MOST_PARTS    4000
#define MOST_STATIONS 16

typedef struct trace {
    bool is_by_order; // else by identity of the parts
    int32_t n[MOST_STATIONS];
    double at_s[MOST_STATIONS][MOST_PARTS];
    const gm_plan *plan;
} trace;

static inline void note(void *user, int32_t step_i, uint32_t identity, double time_s)
{
    trace *t = user;
    if (t->plan->steps[step_i].kind != GM_STEP_STATION) {
        return;
    }
    int32_t station_i = t->plan->steps[step_i].own_i;
    uint32_t at = t->is_by_order ? (uint32_t)t->n[station_i] : identity - 1;
    if (at < MOST_PARTS) {
        t->at_s[station_i][at] = time_s;
        t->n[station_i] += 1;
    }
}

static inline bool is_near(double a, double b, double scale)
{
    return fabs(a - b) <= NEAR * fmax(fabs(a), fmax(fabs(b), scale));
}

typedef struct pair {
    gm_arena arena;
    gm_diag diag;
    random_line text;
    bool is_net;
    bool has_levels; // how long places have held how many parts: one model in five
    const gm_twin *twin;
    gm_line_point points[POINTS];
    gm_snapshot events[POINTS];
    gm_snapshot lines[POINTS];
    gm_run_totals of_plant[POINTS];
    gm_run_totals of_lanes[POINTS];
    uint64_t hash_of_events;
    uint64_t hash_of_lines;
    trace of_events;
    trace of_lines;
} pair;

static inline void create_snapshots(pair *p)
{
    for (int i = 0; i < POINTS; i++) {
        p->events[i] = gm_snapshot_create(&p->twin->layout, &p->arena, p->points[i].is_full);
        p->lines[i] = gm_snapshot_create(&p->twin->layout, &p->arena, p->points[i].is_full);
    }
}

static inline void open_text(pair *p, int model_i, int flags)
{
    p->has_levels = model_i % 5 == 0;
    gm_model *model = NULL;
    gm_slice text = {p->text.text, strlen(p->text.text)};
    gm_status status = gm_model_load_text("test.yaml", text, NULL, &p->arena, &p->diag, &model);
    p->twin = status == GM_OK ? gm_twin_create(model, &p->arena, &p->diag) : NULL;
    if (!p->twin) {
        gm_diag_print(&p->diag, stderr, false);
        fputs(p->text.text, stderr);
        ck_abort_msg("the model has faults");
    }
    p->of_events.plan = p->of_lines.plan = p->twin->plan;
    // A count is reached some time, unless a source ends or work begins anew at each of its failures.
    int never = RANDOM_LINE_WHOLE_SECONDS | RANDOM_LINE_FAILURES;
    bool by_count = !p->is_net && !(flags & RANDOM_LINE_SOURCES) && (flags & never) != never &&
                    model_i % 3 == 2;
    for (int i = 0; i < POINTS; i++) {
        double end_s = p->text.run_s;
        p->points[i] = (gm_line_point){.time_s = end_s * (i + 1) / POINTS,
                                       .is_full = i % 2 == 0,
                                       .is_thin = i == 3 || i == 5};
        if (by_count) {
            p->points[i].time_s = (double)INFINITY;
            p->points[i].count = 9.0 * (i + 1);
        }
    }
    create_snapshots(p);
}

static inline void load(pair *p, int model_i, int flags)
{
    memset(p, 0, sizeof *p);
    random_line_make(&p->text, model_i, flags);
    open_text(p, model_i, flags);
}

static inline void load_net(pair *p, int model_i, int flags, random_net_shape shape)
{
    memset(p, 0, sizeof *p);
    random_net_make(&p->text, model_i, flags, shape);
    p->is_net = p->of_events.is_by_order = p->of_lines.is_by_order = true;
    open_text(p, model_i, flags);
}

static inline void unload(pair *p)
{
    gm_diag_fini(&p->diag);
    gm_arena_fini(&p->arena);
}

static inline void run_events(pair *p, uint32_t replication)
{
    gm_run *run = gm_run_create(p->twin->plan);
    gm_run_observe(run, note, &p->of_events);
    gm_run_begin(run, 1, replication);
    for (int i = 0; i < POINTS; i++) {
        bool by_count = p->points[i].count > 0.0;
        int32_t sink_i = p->twin->plan->sink_steps[0];
        gm_run_end end = {.time_s = p->points[i].time_s,
                          .counter =
                              by_count ? p->twin->plan->steps[sink_i].counter_i : GM_NONE,
                          .count = p->points[i].count};
        ck_assert_int_eq(gm_run_advance(run, end), GM_RUN_OK);
        p->of_plant[i] = gm_run_totals_now(run);
        if (!p->points[i].is_thin) {
            gm_snapshot_take(&p->twin->layout, run, &p->events[i]);
        }
    }
    p->hash_of_events = gm_run_hash(run);
    gm_run_destroy(run);
}

// False: the run is left to the event engine, as parts of a net wait for ever for others.
static inline bool run_lines(pair *p, uint32_t replication, const char *lanes, bool traces)
{
    gm_line_refusal why = {0};
    const gm_line_program *program = gm_line_program_create(p->twin->plan, &p->arena, &why);
    ck_assert_msg(program != NULL, "%s\n%s", why.text, p->text.text);
    gm_line_ask ask = {
        .n_points = POINTS, .points = p->points, .has_bins = p->has_levels, .lanes = lanes};
    gm_lines *lines = gm_lines_create(program, &ask);
    gm_lines_observe(lines, traces ? note : NULL, &p->of_lines);
    // Other replications than the first may never reach their count.
    int32_t n = p->points[0].count > 0.0 ? 1 : gm_lines_width(lines);
    if (!gm_lines_run(lines, 1, replication, n, NULL)) {
        ck_assert_msg(p->is_net, "%s", p->text.text);
        gm_lines_destroy(lines);
        return false;
    }
    for (int i = 0; i < POINTS; i++) {
        gm_run *run = gm_lines_run_at(lines, 0, i);
        p->of_lanes[i] = gm_run_totals_now(run);
        if (!p->points[i].is_thin) {
            gm_snapshot_take(&p->twin->layout, run, &p->lines[i]);
        }
    }
    p->hash_of_lines = gm_run_hash(gm_lines_run_at(lines, 0, POINTS - 1));
    gm_audit audit = gm_lines_audit(lines, 0);
    ck_assert_msg(gm_audit_is_balanced(&audit),
                  "%g in, %g out, %g alive, %g placed, %g counted\n%s", audit.n_in, audit.n_out,
                  audit.n_alive, audit.n_placed, audit.n_counted, p->text.text);
    gm_lines_destroy(lines);
    return true;
}

static inline void compare_traces(const pair *p, int model_i)
{
    double end_s = p->text.run_s;
    for (int32_t k = 0; k < p->twin->plan->n_stations; k++) {
        int32_t n = p->of_events.n[k] < MOST_PARTS ? p->of_events.n[k] : MOST_PARTS;
        for (int32_t i = 0; i < n; i++) {
            double a = p->of_events.at_s[k][i];
            double b = p->of_lines.at_s[k][i];
            ck_assert_msg(a == b, "model %d: part %d leaves %s at %.17g, %.17g\n%s", model_i,
                          i + 1, p->twin->plan->stations[k].def->name, a, b, p->text.text);
        }
        bool by_count = p->points[POINTS - 1].count > 0.0;
        ck_assert_msg(by_count || n == MOST_PARTS || p->of_lines.at_s[k][n] == 0.0 ||
                          p->of_lines.at_s[k][n] > end_s * (1.0 - NEAR),
                      "model %d: one more leaves\n%s", model_i, p->text.text);
    }
}

// Which part of a snapshot a sum belongs to.
static inline const char *place_of(const pair *p, const char *what, uint32_t i)
{
    const gm_stats_layout *l = &p->twin->layout;
    if (strcmp(what, "max") == 0) {
        if (i >= l->max_stores && i < l->max_sources) {
            return p->twin->plan->stores[(i - l->max_stores) / 2].name;
        }
        return i >= l->max_lines     ? "lines"
               : i >= l->max_sinks   ? "sinks"
               : i >= l->max_sources ? "sources"
               : i >= l->max_stores  ? "stores"
                                     : "plant";
    }
    const struct {
        uint32_t from;
        const char *what;
    } parts[] = {{l->bins, "bins"},         {l->wip_bins, "bins of the plant"},
                 {l->lines, "lines"},       {l->sinks, "sinks"},
                 {l->sources, "sources"},   {l->stores, "stores"},
                 {l->stations, "stations"}, {l->counters, "counters"}};
    for (size_t k = 0; k < sizeof parts / sizeof *parts; k++) {
        if (i >= parts[k].from) {
            return parts[k].what;
        }
    }
    return "plant";
}

// Rows of a snapshot have no names; the first that differs is told by its number.
// NOLINTNEXTLINE(readability-function-size)
static inline void compare_rows(const pair *p, int model_i, int point, const char *what,
                                const double *a, const double *b, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++) {
        ck_assert_msg(is_near(a[i], b[i], 1e-3 * p->events[point].time_s * NEAR),
                      "model %d, point %d: %s %u of %s is %.12g, %.12g\n%s", model_i, point,
                      what, i, place_of(p, what, i), a[i], b[i], p->text.text);
    }
}

static inline void compare_totals(const pair *p, int model_i, int point)
{
    const gm_run_totals *a = &p->of_plant[point];
    const gm_run_totals *b = &p->of_lanes[point];
    ck_assert_msg(a->n_out == b->n_out && is_near(a->wip_area_part_s, b->wip_area_part_s, 1.0),
                  "model %d, point %d: %g, %g out, %.12g, %.12g part s\n%s", model_i, point,
                  a->n_out, b->n_out, a->wip_area_part_s, b->wip_area_part_s, p->text.text);
}

static inline void compare_snapshots(const pair *p, int model_i)
{
    // Of what leaves a net at one moment in several places, either may be counted first.
    bool is_loose_net = p->is_net && p->text.flags & RANDOM_LINE_WHOLE_SECONDS;
    ck_assert_msg(is_loose_net || p->hash_of_events == p->hash_of_lines,
                  "model %d: other departures\n%s", model_i, p->text.text);
    const gm_stats_layout *l = &p->twin->layout;
    for (int i = 0; i < POINTS; i++) {
        const gm_snapshot *a = &p->events[i];
        const gm_snapshot *b = &p->lines[i];
        compare_totals(p, model_i, i);
        bool has_bins = a->has_bins && p->has_levels;
        compare_rows(p, model_i, i, "sum", a->sum, b->sum, has_bins ? l->n : l->n_sums);
        // Where much comes together, the most parts in a line of the plant may differ by one;
        // and in the whole of it, where they come in or leave in several places.
        bool is_loose = p->text.flags & RANDOM_LINE_WHOLE_SECONDS;
        uint32_t from = is_loose_net ? l->max_stores : 0;
        compare_rows(p, model_i, i, "max", &a->max[from], &b->max[from],
                     (is_loose ? l->max_lines : l->n_max) - from);
        for (int32_t k = 0; a->hist && k < p->twin->plan->n_sinks + 2; k++) {
            uint64_t n = gm_loghist_total(&a->hist[k]);
            ck_assert_uint_eq(n, gm_loghist_total(&b->hist[k]));
            ck_assert(n == 0 || is_near(gm_loghist_percentile(&a->hist[k], 0.5),
                                        gm_loghist_percentile(&b->hist[k], 0.5), 1e-6));
        }
    }
}

static inline void load_text(pair *p, const char *text)
{
    load(p, 0, RANDOM_LINE_PLAIN);
    gm_model *model = NULL;
    ck_assert_int_eq(
        gm_model_load_text("test.yaml", gm_slice_of(text), NULL, &p->arena, &p->diag, &model),
        GM_OK);
    p->twin = gm_twin_create(model, &p->arena, &p->diag);
    ck_assert_ptr_nonnull(p->twin);
    p->of_events.plan = p->of_lines.plan = p->twin->plan;
    create_snapshots(p);
}

#endif
