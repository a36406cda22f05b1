// SPDX-License-Identifier: MIT
//
// The results document, schema 2: docs/results.md says what each member means.

#include "core/os_host.h"
#include "gemba/version.h"
#include "report/claims_json.h"
#include "report/compare_report.h"
#include "report/headcount_report.h"
#include "report/run_report.h"
#include "report/words.h"
#include "study/growth.h"
#include "study/standstill.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

static void put_hash(gm_json *j, const char *key, uint64_t hash)
{
    char text[24];
    snprintf(text, sizeof text, "%016" PRIx64, hash);
    gm_json_put_text(j, key, text);
}

// ---- one value

static void put_figure(gm_json *j, const char *key, gm_interval x, int32_t n,
                       const gm_figure *f)
{
    gm_json_key(j, key);
    gm_json_begin_object(j);
    gm_json_put_number(j, "mean", n > 0 ? x.mean : (double)NAN);
    gm_json_put_number(j, "half_width", n > 1 ? x.half_width : (double)NAN);
    gm_json_put_number(j, "sd", n > 1 ? x.sd : (double)NAN);
    gm_json_put_int(j, "n", n);
    gm_json_put_text(j, "unit", gm_figure_unit_text(f->unit));
    if (f->is_flow && f->unit == GM_UNIT_PARTS && n > 1 && x.mean > 0.0) {
        // Cox and Lewis 1966, index of dispersion of counts: variance over mean.
        gm_json_put_number(j, "dispersion", x.sd * x.sd / x.mean);
    }
    if (n == 0) {
        gm_json_put_text(j, "why", "no value in the window: nothing came that far");
    } else if (n == 1) {
        gm_json_put_text(j, "why", "one replication has no interval");
    }
    gm_json_end(j);
}

static const char *figure_key(const gm_figure *f, char buf[128])
{
    snprintf(buf, 128, "%s%s%s", f->figure, f->stat ? "." : "", f->stat ? f->stat : "");
    return buf;
}

// ---- objects

static void put_objects(gm_json *j, const gm_run_report *report, gm_arena *arena)
{
    const gm_figure_list *list = &report->set->twin->figures;
    const char *path = NULL;
    char key[128];
    gm_json_key(j, "objects");
    gm_json_begin_object(j);
    for (int32_t i = 0; i < list->n; i++) {
        const gm_figure *f = &list->items[i];
        if (f->has_argument) {
            continue;
        }
        if (!path || strcmp(path, f->path) != 0) {
            if (path) {
                gm_json_end(j);
            }
            path = f->path;
            gm_json_key(j, path);
            gm_json_begin_object(j);
        }
        int32_t n;
        gm_interval x = gm_answer_figure(report->set, i, &n, arena);
        put_figure(j, figure_key(f, key), x, n, f);
    }
    if (path) {
        gm_json_end(j);
    }
    gm_json_end(j);
}

static void put_one_series(gm_json *j, const gm_run_report *report, int32_t series_i,
                           gm_arena *arena)
{
    const gm_replications *set = report->set;
    const gm_figure *f = &set->twin->figures.items[set->series_of[series_i]];
    char name[128];
    gm_json_begin_object(j);
    gm_json_put_text(j, "path", f->path);
    gm_json_put_text(j, "figure", figure_key(f, name));
    gm_json_put_text(j, "unit", gm_figure_unit_text(f->unit));
    static const char *const keys[] = {"mean", "half_width"};
    bool is_known = true;
    for (int k = 0; k < 2; k++) {
        gm_json_key(j, keys[k]);
        gm_json_begin_array(j);
        for (int32_t i = 0; i < set->twin->schedule.n_intervals; i++) {
            int32_t n;
            gm_interval x = gm_answer_series(set, i, series_i, &n, arena);
            is_known &= n > k;
            gm_json_number(j, n > k ? (k == 0 ? x.mean : x.half_width) : (double)NAN);
        }
        gm_json_end(j);
    }
    if (!is_known) {
        gm_json_put_text(j, "why",
                         "null: no value in the interval, or one replication without interval");
    }
    gm_json_end(j);
}

static void put_series(gm_json *j, const gm_run_report *report, gm_arena *arena)
{
    const gm_replications *set = report->set;
    const gm_schedule *s = &set->twin->schedule;
    gm_json_key(j, "series");
    gm_json_begin_object(j);
    gm_json_key(j, "interval");
    gm_json_begin_array(j);
    for (int32_t i = 0; i < s->n_intervals; i++) {
        gm_json_text(j, s->intervals[i].label);
    }
    gm_json_end(j);
    gm_json_key(j, "rows");
    gm_json_begin_array(j);
    for (int32_t k = 0; k < set->n_series && s->n_intervals > 0; k++) {
        put_one_series(j, report, k, arena);
    }
    gm_json_end(j);
    gm_json_end(j);
}

// ---- what ran

static void put_host(gm_json *j)
{
    gm_host host = gm_host_now();
    gm_json_key(j, "host");
    gm_json_begin_object(j);
    gm_json_put_text(j, "system", host.system);
    gm_json_put_int(j, "processors", host.processors);
    gm_json_end(j);
}

// How long a run is, and what of it is counted.
static void put_span(gm_json *j, const gm_replications *set)
{
    gm_arena arena;
    gm_arena_init(&arena, 0);
    const char *growth = set->has_no_cut ? gm_growth_words(set, &arena) : NULL;
    const char *outside = set->has_no_cut ? NULL : gm_growth_outside_words(set, &arena);
    const char *warning = outside ? NULL : gm_growth_warning(set, &arena);
    const gm_clock_def *clock = &set->twin->model->clock;
    const gm_schedule *s = &set->twin->schedule;
    bool by_parts = clock->run_until == GM_RUN_FOR_PARTS;
    char start[GM_DATE_TEXT_MAX];
    bool is_steady = clock->horizon == GM_HORIZON_STEADY;
    if (clock->has_start) {
        gm_date_format(clock->start, start);
    }
    gm_json_key(j, "horizon");
    gm_json_begin_object(j);
    gm_json_put_text(j, "kind", is_steady ? "steady" : "terminating");
    gm_json_put_text(j, "start", clock->has_start ? start : NULL);
    gm_json_put_number(j, "length", by_parts ? (double)clock->run_parts : clock->run_s);
    gm_json_put_text(j, "unit", by_parts ? "parts" : "s");
    bool is_known = !set->has_no_cut && !(by_parts && clock->warm_up == GM_WARM_UP_TIME);
    gm_json_put_number(j, "warm_up_share", is_known ? set->cut : (double)NAN);
    gm_json_put_bool(j, "warm_up_found", s->main.from < 0 && !set->has_no_cut);
    gm_json_put_bool(j, "whole_weeks", s->by_weeks);
    gm_json_put_bool(j, "never_steady", set->has_no_cut);
    if (!is_known) {
        gm_json_put_text(j, "why",
                         growth            ? growth
                         : set->has_no_cut ? "the warm-up does not end within half of the run"
                                           : "a warm-up by time in a run of so many parts");
    }
    if (outside) {
        gm_json_put_text(j, "falls_behind", outside);
    }
    if (warning) {
        gm_json_put_text(j, "warning", warning);
    }
    gm_json_end(j);
    gm_arena_fini(&arena);
}

// Nothing when nobody waits for ever.
static void put_deadlock(gm_json *j, const gm_replications *set)
{
    gm_standstill s = gm_standstill_find(set);
    const gm_plan *plan = set->twin->plan;
    if (!s.first) {
        return;
    }
    gm_json_key(j, "deadlock");
    gm_json_begin_object(j);
    gm_json_put_int(j, "replications", s.n);
    gm_json_put_number(j, "since_s", s.first->since_s);
    gm_json_put_bool(j, "all", s.first->all);
    gm_json_put_int(j, "steps", s.first->n);
    gm_json_key(j, "waits");
    gm_json_begin_array(j);
    for (int32_t i = 0; i < s.first->n_waits; i++) {
        const gm_stuck_wait *w = &s.first->waits[i];
        gm_json_begin_object(j);
        gm_json_put_text(j, "step", plan->steps[w->step_i].name);
        gm_json_put_text(j, "for", plan->steps[plan->stores[w->store_i].step_i].name);
        gm_json_put_number(j, "since_s", w->since_s);
        gm_json_end(j);
    }
    gm_json_end(j);
    gm_json_end(j);
}

// Which engine ran, and what kept the line engine from it.
static void put_engine(gm_json *j, const gm_replications *set)
{
    gm_arena arena = {0};
    const char *words = gm_replications_engine(set, &arena);
    gm_json_put_text(j, "engine",
                     strcmp(words, "event engine") == 0  ? "event"
                     : strcmp(words, "line engine") == 0 ? "line"
                                                         : "line and event");
    const char *no_line = gm_replications_no_line(set, &arena);
    if (no_line) {
        gm_json_put_text(j, "no_line_engine", no_line);
    }
    gm_arena_fini(&arena);
}

static void put_head(gm_json *j, const gm_run_report *report)
{
    const gm_replications *set = report->set;
    const gm_model *model = set->twin->model;
    gm_json_put_int(j, "schema", GM_RESULTS_SCHEMA);
    gm_json_put_text(j, "version", GM_VERSION);
    gm_json_put_text(j, "model", model->name);
    gm_json_put_text(j, "file", model->path);
    put_hash(j, "model_hash", model->hash);
    gm_json_put_text(j, "scenario", model->scenario);
    put_engine(j, set);
    gm_json_put_int(j, "seed", set->seed);
    gm_json_put_int(j, "replications", gm_replications_good(set));
    gm_json_put_int(j, "replications_asked", model->clock.replications);
    put_span(j, set);
    put_deadlock(j, set);
    put_host(j);
    put_hash(j, "departures_hash", gm_answer_hash(set));
    gm_json_put_number(j, "wall_s", report->wall_s);
    gm_json_put_bool(j, "interrupted", report->is_interrupted);
}

// The books of all replications: what came in has left, ended inside, or is still there.
static void put_parts(gm_json *j, const gm_replications *set)
{
    gm_audit sum = {0};
    for (int32_t i = 0; i < set->n; i++) {
        const gm_audit *a = &set->items[i].audit;
        sum.n_in += a->n_in;
        sum.n_out += a->n_out;
        sum.n_scrap += a->n_scrap;
        sum.n_ended += a->n_ended;
        sum.n_alive += a->n_alive;
    }
    gm_json_key(j, "parts");
    gm_json_begin_object(j);
    gm_json_put_number(j, "in", sum.n_in);
    gm_json_put_number(j, "out", sum.n_out);
    gm_json_put_number(j, "scrapped", sum.n_scrap);
    gm_json_put_number(j, "ended", sum.n_ended);
    gm_json_put_number(j, "inside", sum.n_alive);
    gm_json_end(j);
}

void gm_report_json(const gm_run_report *report, FILE *out)
{
    gm_arena arena;
    gm_arena_init(&arena, 0);
    gm_json j = gm_json_to_file(out, 1);
    gm_json_begin_object(&j);
    put_head(&j, report);
    gm_json_key(&j, "claims");
    gm_json_begin_array(&j);
    for (int32_t i = 0; i < report->set->twin->n_claims; i++) {
        gm_claim_json(&report->claims[i], &j);
    }
    gm_json_end(&j);
    gm_compare_put_json(report->compare, &j);
    put_objects(&j, report, &arena);
    put_series(&j, report, &arena);
    gm_headcount_json(report->set, &j);
    put_parts(&j, report->set);
    gm_json_end(&j);
    gm_arena_fini(&arena);
}

void gm_report_nothing_json(const gm_run_report *report, FILE *out)
{
    const gm_replications *set = report->set;
    const char *why = "interrupted before a replication was finished";
    gm_arena arena;
    gm_arena_init(&arena, 0);
    for (int32_t i = 0; i < set->n && !report->is_interrupted; i++) {
        why = set->items[i].error ? gm_replication_error_words(set, i, &arena) : why;
    }
    gm_json j = gm_json_to_file(out, 1);
    gm_json_begin_object(&j);
    put_head(&j, report);
    gm_json_put_text(&j, "why", why);
    gm_json_end(&j);
    gm_arena_fini(&arena);
}
