// SPDX-License-Identifier: MIT
//
// The answers of a run for people: claims first, then the plant.

#include "report/compare_report.h"
#include "report/headcount_report.h"
#include "report/run_report.h"
#include "report/table.h"
#include "report/words.h"

#include <inttypes.h>
#include <math.h>
#include <string.h>

#define SAYS_WIDTH 44
#define WHY_WIDTH  40

int gm_report_exit_code(const gm_run_report *report, bool strict)
{
    for (int32_t i = 0; i < report->set->twin->n_claims; i++) {
        gm_verdict v = report->claims[i].verdict;
        if (v == GM_VERDICT_FAILS || v == GM_VERDICT_OPEN ||
            (strict && v == GM_VERDICT_CANNOT)) {
            return 1;
        }
    }
    return 0;
}

// ---- head

static void print_inputs(const gm_model *model, FILE *out)
{
    int n[GM_INPUT_N_CONFIDENCES] = {0};
    for (int32_t i = 0; i < model->n_inputs; i++) {
        n[model->inputs[i].confidence] += 1;
    }
    if (model->n_inputs > 0) {
        fprintf(out,
                "%d inputs with a source or range: %d measured, %d announced, %d estimated, "
                "%d unverified\n",
                model->n_inputs, n[GM_INPUT_MEASURED], n[GM_INPUT_ANNOUNCED],
                n[GM_INPUT_ESTIMATE], n[GM_INPUT_UNVERIFIED]);
    }
}

static void print_span(const gm_model *model, FILE *out)
{
    const gm_clock_def *clock = &model->clock;
    char a[GM_WORD_BYTES];
    if (clock->run_until == GM_RUN_FOR_PARTS) {
        fprintf(out, " · %s parts", gm_word_number((double)clock->run_parts, 9, a));
    } else if (clock->has_start) {
        char from[GM_TIME_TEXT_MAX];
        char to[GM_TIME_TEXT_MAX];
        gm_civil_format(clock->civil, 0.0, from);
        gm_civil_format(clock->civil, clock->run_s - 1.0, to);
        fprintf(out, " · %.10s to %.10s", from, to);
    } else {
        fprintf(out, " · %s", gm_word_figure(clock->run_s, GM_UNIT_TIME, a));
    }
}

static void print_warm_up(const gm_replications *set, FILE *out)
{
    const gm_schedule *s = &set->twin->schedule;
    if (set->has_no_cut) {
        fprintf(out, "steady state: cannot say, the warm-up does not end within half of the "
                     "run; run longer\n");
        return;
    }
    if (s->main.from < 0) {
        fprintf(out, "steady state: the first %.0f %% of the run is warm-up and left out\n",
                100.0 * set->cut);
    }
    if (s->by_weeks) {
        double week_s = 7.0 * 86400.0;
        double weeks = s->points[s->n - 1].time_s * (1.0 - set->cut) / week_s;
        fprintf(out,
                "shifts repeat by the week: the last %.0f whole week%s of the run %s "
                "counted\n",
                weeks, weeks < 1.5 ? "" : "s", weeks < 1.5 ? "is" : "are");
    }
}

static void print_head(const gm_run_report *report, FILE *out)
{
    const gm_replications *set = report->set;
    const gm_model *model = set->twin->model;
    fprintf(out, "%s%s%s", report->colour ? "\033[1m" : "", model->name,
            report->colour ? "\033[0m" : "");
    if (model->scenario) {
        fprintf(out, " · scenario %s", model->scenario);
    }
    print_span(model, out);
    int32_t n = gm_replications_good(set);
    fprintf(out, " · %d replication%s · event engine · seed %" PRIu32 " · %.1f s\n", n,
            n == 1 ? "" : "s", set->seed, report->wall_s);
    print_warm_up(set, out);
    print_inputs(model, out);
    fputc('\n', out);
}

// ---- claims

static const char *verdict_cell(const gm_claim_answer *a, gm_arena *arena)
{
    const char *word = gm_verdict_text(a->verdict);
    if (a->verdict == GM_VERDICT_CANNOT || a->plan->by == GM_ANSWER_STATIC) {
        return word;
    }
    if (a->verdict == GM_VERDICT_OPEN) {
        return gm_arena_printf(arena, "open %d/%d [%.0f to %.0f %%]", a->n_holds, a->n,
                               100.0 * a->wilson.low, 100.0 * a->wilson.high);
    }
    int32_t n = a->verdict == GM_VERDICT_HOLDS ? a->n_holds : a->n - a->n_holds;
    return gm_arena_printf(arena, "%s %d/%d", word, n, a->n);
}

static const char *median_cell(const gm_claim_answer *a, gm_arena *arena)
{
    char m[GM_WORD_BYTES];
    char lo[GM_WORD_BYTES];
    char hi[GM_WORD_BYTES];
    if (a->verdict == GM_VERDICT_CANNOT) {
        return "";
    }
    gm_word_claim(a->plan->def, a->median, m);
    if (a->plan->by == GM_ANSWER_STATIC) {
        return gm_arena_strdup(arena, m);
    }
    return gm_arena_printf(arena, "%s [%s to %s]", m, gm_word_claim(a->plan->def, a->p5, lo),
                           gm_word_claim(a->plan->def, a->p95, hi));
}

static const char *counter_cell(const gm_claim_answer *a, gm_arena *arena)
{
    const gm_claim_def *def = a->plan->def;
    const char *counter = def->counter ? def->counter : def->measure.text;
    const char *when = def->when ? def->when : a->when;
    if (!counter) {
        return "";
    }
    return when && strcmp(when, "run") != 0 ? gm_arena_printf(arena, "%s, %s", counter, when)
                                            : counter;
}

static void print_claims(const gm_run_report *report, FILE *out, gm_arena *arena)
{
    static const char *const heads[] = {
        "claim",     "counter, when", "verdict", ">median [5 to 95 %]",
        ">short by", "what binds",    NULL};
    if (report->set->twin->n_claims == 0) {
        return;
    }
    gm_text_table t = gm_text_table_of(arena, heads);
    t.most[0] = SAYS_WIDTH;
    t.most[1] = 28;
    t.most[5] = WHY_WIDTH;
    for (int32_t i = 0; i < report->set->twin->n_claims; i++) {
        const gm_claim_answer *a = &report->claims[i];
        char miss[GM_WORD_BYTES];
        const char *cells[] = {
            a->plan->def->says,
            counter_cell(a, arena),
            verdict_cell(a, arena),
            median_cell(a, arena),
            isnan(a->short_by) ? "" : gm_word_claim(a->plan->def, a->short_by, miss),
            a->verdict == GM_VERDICT_CANNOT ? a->why : a->binds};
        gm_text_table_row(&t, cells, 6);
    }
    gm_text_table_print(&t, out, report->colour);
    fputc('\n', out);
}

// ---- the plant

static double mean_of(const gm_run_report *report, const char *path, const char *figure,
                      const char *stat, gm_arena *arena)
{
    int32_t i = gm_figures_find(&report->set->twin->figures, path, figure, stat);
    int32_t n;
    return i == GM_NONE ? (double)NAN : gm_answer_figure(report->set, i, &n, arena).mean;
}

static const char *share_cell(const gm_run_report *report, const char *path, const char *figure,
                              gm_arena *arena)
{
    char buf[GM_WORD_BYTES];
    double share = mean_of(report, path, figure, NULL, arena);
    return share == 0.0 || isnan(share) ? ""
                                        : gm_arena_strdup(arena, gm_word_share(share, buf));
}

static const char *figure_cell(const gm_run_report *report, const char *path,
                               const char *figure, const char *stat, gm_figure_unit unit,
                               gm_arena *arena)
{
    char buf[GM_WORD_BYTES];
    double value = mean_of(report, path, figure, stat, arena);
    return isnan(value) ? "" : gm_arena_strdup(arena, gm_word_figure(value, unit, buf));
}

static const char *with_half_width(const gm_run_report *report, const char *path,
                                   const char *figure, gm_figure_unit unit, gm_arena *arena)
{
    char value[GM_WORD_BYTES];
    char half[GM_WORD_BYTES];
    int32_t i = gm_figures_find(&report->set->twin->figures, path, figure, NULL);
    if (i == GM_NONE) {
        return "";
    }
    int32_t n;
    gm_interval x = gm_answer_figure(report->set, i, &n, arena);
    if (n == 0) {
        return "-";
    }
    if (isnan(x.half_width)) {
        return gm_arena_strdup(arena, gm_word_figure(x.mean, unit, value));
    }
    return gm_arena_printf(arena, "%s ± %s", gm_word_figure(x.mean, unit, value),
                           gm_word_figure_to(x.half_width, unit, 3, half));
}

static void print_works(const gm_run_report *report, FILE *out, gm_arena *arena)
{
    static const char *const heads[] = {"station",   ">parts",       ">working", ">setup",
                                        ">down",     ">no repairer", ">blocked", ">starved",
                                        ">unmanned", ">off shift",   ">OEE",     NULL};
    const gm_plan *plan = report->set->twin->plan;
    gm_text_table t = gm_text_table_of(arena, heads);
    for (int32_t i = 0; i < plan->n_steps; i++) {
        const gm_step *step = &plan->steps[i];
        const char *p = step->name;
        if (step->kind != GM_STEP_STATION && step->kind != GM_STEP_CONVEYOR &&
            step->kind != GM_STEP_MOVING) {
            continue;
        }
        const char *cells[] = {p,
                               with_half_width(report, p, "count", GM_UNIT_PARTS, arena),
                               share_cell(report, p, "working", arena),
                               share_cell(report, p, "setup", arena),
                               share_cell(report, p, "down", arena),
                               share_cell(report, p, "waiting-for-repair", arena),
                               share_cell(report, p, "blocked", arena),
                               share_cell(report, p, "starved", arena),
                               share_cell(report, p, "unmanned", arena),
                               share_cell(report, p, "off-shift", arena),
                               share_cell(report, p, "oee", arena)};
        gm_text_table_row(&t, cells, 11);
    }
    if (t.n_rows > 1) {
        gm_text_table_print(&t, out, report->colour);
        fputc('\n', out);
    }
}

static void print_places(const gm_run_report *report, FILE *out, gm_arena *arena)
{
    static const char *const heads[] = {"place",      ">parts through", ">mean level", ">most",
                                        ">mean wait", ">lost",          NULL};
    const gm_plan *plan = report->set->twin->plan;
    gm_text_table t = gm_text_table_of(arena, heads);
    for (int32_t i = 0; i < plan->n_steps; i++) {
        const gm_step *step = &plan->steps[i];
        const char *level = step->kind == GM_STEP_BUFFER ? "level" : "queue";
        if ((step->kind != GM_STEP_BUFFER && step->kind != GM_STEP_STATION) ||
            gm_figures_find(&report->set->twin->figures, step->name, level, "mean") ==
                GM_NONE) {
            continue;
        }
        const char *p = step->name;
        const char *name =
            step->kind == GM_STEP_BUFFER ? p : gm_arena_printf(arena, "queue of %s", p);
        const char *cells[] = {name,
                               figure_cell(report, p, "count", NULL, GM_UNIT_PARTS, arena),
                               figure_cell(report, p, level, "mean", GM_UNIT_PARTS, arena),
                               figure_cell(report, p, level, "max", GM_UNIT_PARTS, arena),
                               figure_cell(report, p, "waiting", "mean", GM_UNIT_TIME, arena),
                               share_cell(report, p, "lost-share", arena)};
        gm_text_table_row(&t, cells, 6);
    }
    if (t.n_rows > 1) {
        gm_text_table_print(&t, out, report->colour);
        fputc('\n', out);
    }
}

static void print_outs(const gm_run_report *report, FILE *out, gm_arena *arena)
{
    static const char *const heads[] = {"out", ">parts", ">mean time in system", ">95 % within",
                                        NULL};
    const gm_plan *plan = report->set->twin->plan;
    gm_text_table t = gm_text_table_of(arena, heads);
    for (int32_t i = 0; i < plan->n_counters; i++) {
        const char *p = plan->counters[i];
        const char *cells[] = {
            p, with_half_width(report, p, "count", GM_UNIT_PARTS, arena),
            with_half_width(report, p, "time-in-system", GM_UNIT_TIME, arena),
            figure_cell(report, p, "time-in-system", "p95", GM_UNIT_TIME, arena)};
        gm_text_table_row(&t, cells, 4);
    }
    const char *scrap[] = {"scrap",
                           with_half_width(report, "plant", "scrap", GM_UNIT_PARTS, arena)};
    gm_text_table_row(&t, scrap, 2);
    const char *wip[] = {"in the plant (mean)",
                         with_half_width(report, "plant", "wip", GM_UNIT_PARTS, arena)};
    gm_text_table_row(&t, wip, 2);
    gm_text_table_print(&t, out, report->colour);
    fputc('\n', out);
}

static void print_crews(const gm_run_report *report, FILE *out, gm_arena *arena)
{
    static const char *const heads[] = {"crew", ">people present (mean)", ">busy", ">missing",
                                        NULL};
    const gm_plan *plan = report->set->twin->plan;
    if (plan->n_crews == 0) {
        return;
    }
    gm_text_table t = gm_text_table_of(arena, heads);
    for (int32_t i = 0; i < plan->n_crews; i++) {
        const char *p = plan->def->crews[i].name;
        const char *cells[] = {
            p, figure_cell(report, p, "people", "mean", GM_UNIT_PEOPLE, arena),
            share_cell(report, p, "busy-share", arena),
            figure_cell(report, p, "missing", "mean", GM_UNIT_PEOPLE, arena)};
        gm_text_table_row(&t, cells, 4);
    }
    gm_text_table_print(&t, out, report->colour);
    fputc('\n', out);
}

void gm_report_text(const gm_run_report *report, FILE *out)
{
    gm_arena arena;
    gm_arena_init(&arena, 0);
    print_head(report, out);
    print_claims(report, out, &arena);
    if (!report->set->has_no_cut) {
        print_outs(report, out, &arena);
        print_works(report, out, &arena);
        print_places(report, out, &arena);
        print_crews(report, out, &arena);
        gm_headcount_text(report->set, report->colour, out);
    }
    if (report->compare) {
        gm_compare_text(report->compare, report->colour, out);
    }
    if (report->is_interrupted) {
        int32_t n = gm_replications_good(report->set);
        fprintf(out, "interrupted: %" PRId32 " finished replication%s shown\n", n,
                n == 1 ? " is" : "s are");
    }
    gm_arena_fini(&arena);
}
