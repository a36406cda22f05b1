// SPDX-License-Identifier: MIT

#include "report/span_text.h"

#include "report/words.h"
#include "study/growth.h"
#include "study/standstill.h"

#include <inttypes.h>
#include <math.h>

#define WEEK_S (7.0 * 86400.0)

const char *gm_span_length(const gm_model *model, gm_arena *arena)
{
    const gm_clock_def *clock = &model->clock;
    char a[GM_WORD_BYTES];
    if (clock->run_until == GM_RUN_FOR_PARTS) {
        return gm_arena_printf(arena, "%s parts",
                               gm_word_number((double)clock->run_parts, 9, a));
    }
    if (clock->has_start) {
        char from[GM_TIME_TEXT_MAX];
        char to[GM_TIME_TEXT_MAX];
        gm_civil_format(clock->civil, 0.0, from);
        gm_civil_format(clock->civil, clock->run_s - 1.0, to);
        return gm_arena_printf(arena, "%.10s to %.10s", from, to);
    }
    return gm_arena_strdup(arena, gm_word_figure(clock->run_s, GM_UNIT_TIME, a));
}

void gm_span_text_title(const gm_replications *set, gm_page page, FILE *out)
{
    const gm_model *model = set->twin->model;
    fprintf(out, "%s%s%s", page.colour ? "\033[1m" : "", model->name,
            page.colour ? "\033[0m" : "");
    if (model->scenario) {
        fprintf(out, " · scenario %s", model->scenario);
    }
    gm_arena arena;
    gm_arena_init(&arena, 0);
    fprintf(out, " · %s", gm_span_length(model, &arena));
    gm_arena_fini(&arena);
    int32_t n = gm_replications_good(set);
    fprintf(out, " · %" PRId32 " replication%s", n, n == 1 ? "" : "s");
}

void gm_span_text_engine(const gm_replications *set, gm_page page, FILE *out)
{
    gm_arena arena;
    gm_arena_init(&arena, 0);
    const char *words = gm_replications_no_line(set, &arena);
    if (words) {
        gm_text_wrap(gm_arena_printf(&arena, "not by the line engine: %s", words), page.columns,
                     2, out);
    }
    gm_arena_fini(&arena);
}

void gm_span_text_standstill(const gm_replications *set, gm_page page, FILE *out)
{
    gm_arena arena;
    gm_arena_init(&arena, 0);
    const char *words = gm_standstill_words(set, &arena);
    if (words) {
        gm_text_wrap(gm_arena_printf(&arena, "warning: %s", words), page.columns, 2, out);
    }
    gm_arena_fini(&arena);
}

// ---- what is counted

#define OF_NO_STEADY "the figures below are of all of the run and of no steady state"

static const char *unsteady(const gm_replications *set, gm_arena *arena)
{
    const char *growth = gm_growth_words(set, arena);
    return growth ? gm_arena_printf(arena, "never steady: %s", growth)
                  : "steady state: cannot say, the warm-up does not end within half of the "
                    "run; run longer";
}

static const char *counted(const gm_replications *set, gm_arena *arena)
{
    const gm_clock_def *clock = &set->twin->model->clock;
    char kept[GM_WORD_BYTES];
    char all[GM_WORD_BYTES];
    const char *parts = "";
    if (clock->run_until == GM_RUN_FOR_PARTS) {
        gm_word_number(floor((double)clock->run_parts * (1.0 - set->cut) + 0.5), 9, kept);
        gm_word_number((double)clock->run_parts, 9, all);
        parts = " parts";
    } else {
        gm_word_figure_to(clock->run_s * (1.0 - set->cut), GM_UNIT_TIME, 4, kept);
        gm_word_figure_to(clock->run_s, GM_UNIT_TIME, 4, all);
    }
    return gm_arena_printf(arena, "counted: the last %s of %s%s; the first %.3g %% are warm-up",
                           kept, all, parts, 100.0 * set->cut);
}

static const char *weeks(const gm_replications *set, gm_arena *arena)
{
    const gm_schedule *s = &set->twin->schedule;
    double n = s->points[s->n - 1].time_s * (1.0 - set->cut) / WEEK_S;
    return gm_arena_printf(arena,
                           "counted: the last %.0f whole week%s, as shifts repeat by the week; "
                           "before it is warm-up",
                           n, n < 1.5 ? "" : "s");
}

const char *gm_span_counted(const gm_replications *set, gm_arena *arena)
{
    const gm_clock_def *clock = &set->twin->model->clock;
    if (set->has_no_cut) {
        return gm_arena_printf(arena, "%s; " OF_NO_STEADY, unsteady(set, arena));
    }
    if (set->twin->schedule.by_weeks) {
        return weeks(set, arena);
    }
    if (clock->run_until == GM_RUN_FOR_PARTS && clock->warm_up == GM_WARM_UP_TIME) {
        char a[GM_WORD_BYTES];
        return gm_arena_printf(arena, "counted: what came after the first %s",
                               gm_word_figure(clock->warm_up_s, GM_UNIT_TIME, a));
    }
    if (set->cut > 0.0) {
        return counted(set, arena);
    }
    return set->twin->schedule.main.from < 0 ? "counted: all of the run; it has no warm-up"
                                             : NULL;
}

// A plant may be steady and fall behind all the same: what it cannot take waits outside. With a
// given warm-up it need not be steady either.
static void print_growth(const gm_replications *set, gm_page page, FILE *out)
{
    gm_arena arena;
    gm_arena_init(&arena, 0);
    const char *words = gm_growth_warning(set, &arena);
    if (words) {
        gm_text_wrap(gm_arena_printf(&arena, "warning: %s", words), page.columns, 2, out);
    }
    gm_arena_fini(&arena);
}

void gm_span_text_counted(const gm_replications *set, gm_page page, FILE *out)
{
    gm_arena arena;
    gm_arena_init(&arena, 0);
    if (set->has_no_cut) {
        gm_text_wrap(unsteady(set, &arena), page.columns, 2, out);
        gm_text_wrap(OF_NO_STEADY, page.columns, 2, out);
    } else {
        const char *words = gm_span_counted(set, &arena);
        if (words) {
            fprintf(out, "%s\n", words);
        }
        print_growth(set, page, out);
    }
    gm_arena_fini(&arena);
}
