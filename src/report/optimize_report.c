// SPDX-License-Identifier: MIT

#include "report/optimize_report.h"

#include "core/text.h"
#include "report/words.h"

#include <inttypes.h>
#include <math.h>
#include <string.h>

#define MOST_COLUMNS 5 // of choices, each in a column of its own
#define MOST_REMARKS 5 // warnings of points in full
#define MOST_NAMED   3 // points that are told to be as good

typedef struct writer {
    const gm_optimize_report *of;
    const gm_optimize_problem *problem;
    const gm_optimum *found;
    gm_arena *arena;
    gm_page page;
    FILE *out;
} writer;

static double per(const writer *w)
{
    const gm_measure *m = &w->problem->objective.measure;
    return m->per ? m->per_si : 1.0;
}

// "per h" behind a rate.
static const char *unit_words(const writer *w)
{
    const gm_measure *m = &w->problem->objective.measure;
    return m->per ? gm_arena_printf(w->arena, " per %s", m->per) : "";
}

static const char *value_word(const writer *w, double value)
{
    char buf[GM_WORD_BYTES];
    gm_word_figure(value * per(w), w->problem->objective.unit, buf);
    return gm_arena_printf(w->arena, "%s%s", buf, unit_words(w));
}

static const char *interval_word(const writer *w, gm_interval x)
{
    char buf[GM_WORD_BYTES];
    x.mean *= per(w);
    x.half_width *= per(w);
    return gm_arena_strdup(w->arena, gm_word_interval(x, w->problem->objective.unit, buf));
}

static const char *cost_word(const writer *w, double cost)
{
    char buf[GM_WORD_BYTES];
    gm_dim dim;
    double si = 1.0;
    const char *unit = w->of->cost_unit;
    bool has_unit = unit && *unit && gm_unit_find(unit, &si, &dim);
    gm_word_number(cost / (has_unit ? si : 1.0), 6, buf);
    return gm_arena_printf(w->arena, "%s%s%s", buf, has_unit ? " " : "", has_unit ? unit : "");
}

static const char *percent_word(const writer *w, double share)
{
    char buf[GM_WORD_BYTES];
    return gm_arena_printf(w->arena, "%s %%", gm_word_number(100.0 * share, 2, buf));
}

static const char *engine_word(const gm_optimum *f, gm_arena *arena)
{
    return f->n_line == f->n_runs ? "line engine"
           : f->n_line == 0       ? "event engine"
                                  : gm_arena_printf(arena,
                                                    "line engine, %" PRId64 " of %" PRId64
                                                    " runs by the event engine",
                                                    f->n_runs - f->n_line, f->n_runs);
}

// "1 place", "1,000 places".
static const char *count_word(const writer *w, double n, const char *noun)
{
    char buf[GM_WORD_BYTES];
    return gm_arena_printf(w->arena, "%s %s%s", gm_word_number(n, 12, buf), noun,
                           n == 1.0 ? "" : "s");
}

// ---- head

static void print_head(const writer *w)
{
    const gm_optimize_problem *p = w->problem;
    const char *aim =
        p->has_target
            ? gm_arena_printf(w->arena, "the cheapest with %s %s %s", p->objective.text,
                              p->objective.is_least ? "<=" : ">=", value_word(w, p->target))
            : gm_arena_printf(w->arena, "%s of %s", p->objective.is_least ? "least" : "most",
                              p->objective.text);
    const char *line = gm_arena_printf(w->arena, "%s · %s", w->of->model, aim);
    if (p->places > 0) {
        line = gm_arena_printf(w->arena, "%s · %s", line, count_word(w, p->places, "place"));
    }
    if (!isinf(p->spend)) {
        line = gm_arena_printf(w->arena, "%s · at most %s", line, cost_word(w, p->spend));
    }
    gm_text_wrap(gm_arena_printf(w->arena, "%s · %s · seed %" PRIu32, line,
                                 engine_word(w->found, w->arena), p->seed),
                 w->page.columns, 2, w->out);
}

// How many points were run, and how often.
static void print_effort(const writer *w)
{
    const gm_optimum *f = w->found;
    char buf[GM_WORD_BYTES];
    const char *line = "";
    if (f->is_whole) {
        const char *points = count_word(w, f->n_compared, "point");
        line = f->n_compared == 1
                   ? "the only point within the budget"
                   : gm_arena_printf(w->arena, "all %s within the budget", points);
    } else {
        line = gm_arena_printf(w->arena, "%s searched, the best %s of them",
                               count_word(w, f->n_searched, "point"),
                               gm_word_number(f->n_compared, 12, buf));
    }
    line = w->problem->has_target ? gm_arena_printf(w->arena, "%s tested with up to %s", line,
                                                    count_word(w, f->n_last, "replication"))
                                  : gm_arena_printf(w->arena, "%s compared over %s", line,
                                                    count_word(w, f->n_first, "replication"));
    if (!w->problem->has_target && f->n_last > 0) {
        line = gm_arena_printf(w->arena, "%s, then %d of them over %d fresh ones", line,
                               (int)f->n_kept, (int)f->n_last);
    }
    gm_text_wrap(gm_arena_printf(w->arena, "%s; %s in all", line,
                                 count_word(w, (double)f->n_runs, "run")),
                 w->page.columns, 2, w->out);
    fputc('\n', w->out);
}

// ---- points

// Without the word that all paths of a plant begin with.
static const char *short_path(const char *path)
{
    return gm_text_starts_with(path, "plant.") ? path + strlen("plant.") : path;
}

static bool is_wide(const writer *w)
{
    return w->problem->n_choices > MOST_COLUMNS;
}

static const char *const *heads_of(const writer *w)
{
    const char **heads = GM_NEW(w->arena, const char *, MOST_COLUMNS + 7);
    int n = 0;
    heads[n++] = ">";
    heads[n++] = "";
    if (is_wide(w)) {
        heads[n++] = "values, in the order below";
    }
    for (int32_t i = 0; !is_wide(w) && i < w->problem->n_choices; i++) {
        heads[n++] = gm_arena_printf(w->arena, ">%s", short_path(w->problem->choices[i].path));
    }
    heads[n++] = w->of->cost_unit ? ">cost" : ">";
    heads[n++] = gm_arena_printf(w->arena, ">%s", w->problem->objective.text);
    heads[n++] = ">behind the first";
    return heads;
}

static const char *joined(const writer *w, const int32_t *at)
{
    const char *all = "";
    for (int32_t i = 0; i < w->problem->n_choices; i++) {
        all = gm_arena_printf(w->arena, "%s%s%s", all, i > 0 ? ", " : "",
                              w->problem->choices[i].values[at[i]]);
    }
    return all;
}

static void add_row(const writer *w, gm_text_table *t, const gm_optimum_row *row,
                    const char *rank)
{
    const char *cells[MOST_COLUMNS + 6] = {0};
    int n = 0;
    cells[n++] = rank;
    cells[n++] = row->remark ? "!" : "";
    if (is_wide(w)) {
        cells[n++] = row->at ? joined(w, row->at) : "as written";
    }
    for (int32_t i = 0; !is_wide(w) && i < w->problem->n_choices; i++) {
        cells[n++] = row->at  ? w->problem->choices[i].values[row->at[i]]
                     : i == 0 ? "as written"
                              : "";
    }
    cells[n++] = w->of->cost_unit && !isnan(row->cost) ? cost_word(w, row->cost) : "";
    // With other random numbers its mean cannot stand beside that of the first.
    cells[n++] = row->is_beside ? interval_word(w, row->measure) : "";
    cells[n++] = row->behind.n > 0 ? interval_word(w, row->behind) : "";
    gm_text_table_row(t, cells, n);
}

// What must be known of the points above, of few of them; the first is the most needed.
static void print_remarks(const writer *w)
{
    const gm_optimum *f = w->found;
    int n = 0;
    for (int32_t i = 0; i <= f->n_rows; i++) {
        const gm_optimum_row *row = i < f->n_rows ? &f->rows[i] : &f->written;
        const char *name =
            i < f->n_rows ? gm_arena_printf(w->arena, "point %d", (int)i + 1) : "as written";
        if (row->remark && n++ < MOST_REMARKS) {
            gm_text_wrap(gm_arena_printf(w->arena, "! %s: %s", name, row->remark),
                         w->page.columns, 2, w->out);
        }
    }
    if (n > MOST_REMARKS) {
        fprintf(w->out, "and %d more with a `!`; --json says why\n", n - MOST_REMARKS);
    }
    if (n > 0) {
        fputc('\n', w->out);
    }
}

static void print_points(const writer *w)
{
    gm_text_table t = gm_text_table_of(w->arena, w->page, heads_of(w));
    if (is_wide(w)) {
        t.most[2] = 60;
        t.least[2] = 24;
    }
    bool has_dropped = false;
    for (int32_t i = 0; i < w->found->n_rows; i++) {
        has_dropped |= !w->found->rows[i].is_beside;
        add_row(w, &t, &w->found->rows[i], gm_arena_printf(w->arena, "%d", (int)i + 1));
    }
    if (w->found->written.measure.n > 0) {
        add_row(w, &t, &w->found->written, "");
    }
    if (has_dropped) {
        gm_text_table_note(&t, "without a mean: seen in an earlier look only");
    }
    gm_text_table_print(&t, w->out);
    if (is_wide(w)) {
        const char *all = "in this order:";
        for (int32_t i = 0; i < w->problem->n_choices; i++) {
            all = gm_arena_printf(w->arena, "%s %s", all,
                                  short_path(w->problem->choices[i].path));
        }
        gm_text_wrap(all, w->page.columns, 2, w->out);
    }
    fputc('\n', w->out);
    print_remarks(w);
}

// ---- what is guaranteed

static const char *scope(const writer *w)
{
    return w->found->is_whole
               ? gm_arena_printf(w->arena, "all %d points", (int)w->found->n_compared)
               : gm_arena_printf(w->arena, "the %d points compared", (int)w->found->n_compared);
}

// Those of the kept ones that come within delta of the first: either will do.
static const char *equals(const writer *w)
{
    const char *all = "";
    int n = 0;
    for (int32_t i = 1; i < w->found->n_rows; i++) {
        const gm_optimum_row *row = &w->found->rows[i];
        if (row->is_kept && fabs(row->behind.mean) < w->found->delta) {
            all = n < MOST_NAMED
                      ? gm_arena_printf(w->arena, "%s%s%d", all, n > 0 ? ", " : "", (int)i + 1)
                      : all;
            n++;
        }
    }
    return n == 0 ? ""
           : n > MOST_NAMED
               ? gm_arena_printf(w->arena,
                                 " Points %s and %d more came within that: any will do.", all,
                                 n - MOST_NAMED)
           : n == 1
               ? gm_arena_printf(w->arena, " Point %s came within that: either will do.", all)
               : gm_arena_printf(w->arena, " Points %s came within that: any will do.", all);
}

// "0.271 per h (0.5 %)".
static const char *width_words(const writer *w, double width)
{
    char buf[GM_WORD_BYTES];
    double best = fabs(w->found->rows[0].measure.mean);
    gm_word_figure_to(width * per(w), w->problem->objective.unit, 3, buf);
    const char *words = gm_arena_printf(w->arena, "%s%s", buf, unit_words(w));
    return best > 0.0 && w->problem->objective.unit != GM_UNIT_SHARE
               ? gm_arena_printf(w->arena, "%s (%s)", words, percent_word(w, width / best))
               : words;
}

static const char *best_words(const writer *w)
{
    const gm_optimum *f = w->found;
    const char *sure = percent_word(w, w->problem->confidence);
    if (f->n_compared == 1) {
        return "There is only one point within the budget.";
    }
    if (f->n_kept == 1) {
        return gm_arena_printf(w->arena,
                               "Point 1 is the best of %s with a probability of at least %s: "
                               "the others are clearly worse.",
                               scope(w), sure);
    }
    const char *width = width_words(w, f->is_settled ? f->delta : f->width);
    if (f->is_settled) {
        return gm_arena_printf(w->arena,
                               "Point 1 is within %s of the best of %s with a probability of "
                               "at least %s.%s",
                               width, scope(w), sure, equals(w));
    }
    return gm_arena_printf(w->arena,
                           "Cannot say which is best up to %s: after %d replications of each "
                           "point 1 is within %s of the best of %s with a probability of at "
                           "least %s.",
                           width_words(w, f->delta), (int)f->n_last, width, scope(w), sure);
}

static const char *target_words(const writer *w)
{
    const gm_optimum *f = w->found;
    const char *sure = percent_word(w, w->problem->confidence);
    const char *target = value_word(w, w->problem->target);
    if (f->is_found && f->is_settled) {
        return gm_arena_printf(w->arena,
                               "Point 1 reaches %s, and nothing cheaper among %s does, with a "
                               "probability of at least %s.",
                               target, scope(w), sure);
    }
    if (f->is_found) {
        return gm_arena_printf(w->arena,
                               "Point 1 reaches %s with a probability of at least %s; whether "
                               "something cheaper does is open after %d replications.",
                               target, sure, (int)f->n_last);
    }
    if (f->is_settled) {
        return gm_arena_printf(w->arena,
                               "None of %s reaches %s, with a probability of at least %s.",
                               scope(w), target, sure);
    }
    return gm_arena_printf(w->arena,
                           "Cannot say whether %s is reached: it is open after %d "
                           "replications.",
                           target, (int)f->n_last);
}

static void print_estimate(const writer *w)
{
    const gm_optimum *f = w->found;
    if (!w->problem->objective.is_output || f->written.measure.n == 0) {
        return;
    }
    const char *line =
        f->estimate.why
            ? gm_arena_printf(w->arena, "Estimate by decomposition: cannot say, %s.",
                              f->estimate.why)
            : gm_arena_printf(
                  w->arena, "Estimate of point 1 by decomposition: %s; simulated %s.",
                  value_word(w, f->estimate.rate_per_s), interval_word(w, f->rows[0].measure));
    gm_text_wrap(line, w->page.columns, 0, w->out);
}

// The guarantee is of the figures, whatever plant they are of.
static void print_doubt(const writer *w)
{
    const gm_optimum_row *first = &w->found->rows[0];
    if (first->remark) {
        gm_text_wrap(first->is_stuck
                         ? "But point 1 ends in a deadlock (see above): its figures are those "
                           "of a run of this length only."
                         : "But see the warning of point 1 above: its figures are not those of "
                           "a plant that keeps up.",
                     w->page.columns, 0, w->out);
    }
}

static void print_guarantee(const writer *w)
{
    const gm_optimum *f = w->found;
    if (f->is_interrupted) {
        gm_text_wrap(
            "Interrupted: point 1 is the best so far, and nothing is guaranteed of it.",
            w->page.columns, 0, w->out);
        print_doubt(w);
        return;
    }
    gm_text_wrap(w->problem->has_target ? target_words(w) : best_words(w), w->page.columns, 0,
                 w->out);
    print_doubt(w);
    if (!f->is_whole) {
        gm_text_wrap("Of points that were not compared nothing is guaranteed.", w->page.columns,
                     0, w->out);
    }
    print_estimate(w);
}

// ---- how to use it

// A value as YAML takes it.
static const char *quoted(const writer *w, const char *value)
{
    return strpbrk(value, ",:#{}[]\"'") ? gm_arena_printf(w->arena, "\"%s\"", value) : value;
}

static void print_use(const writer *w)
{
    const int32_t *at = w->found->rows[0].at;
    fprintf(w->out, "\ngemba run %s", w->of->file);
    for (int32_t i = 0; i < w->problem->n_choices; i++) {
        const gm_choice *c = &w->problem->choices[i];
        const char *value = c->values[at[i]];
        bool is_word = !strpbrk(value, " ()*?[]{}$&;|<>\"'\\`!#~");
        fprintf(w->out, " \\\n  --set %s=%s%s%s", c->path, is_word ? "" : "\"", value,
                is_word ? "" : "\"");
    }
    fputs("\n\nor in the model:\n\nscenarios:\n  best:\n    set:\n", w->out);
    for (int32_t i = 0; i < w->problem->n_choices; i++) {
        const gm_choice *c = &w->problem->choices[i];
        fprintf(w->out, "      %s: %s\n", c->path, quoted(w, c->values[at[i]]));
    }
}

// It is settled that no point reaches the target: there is none to use.
static bool is_missed(const writer *w)
{
    const gm_optimum *f = w->found;
    return w->problem->has_target && f->is_settled && !f->is_found && !f->is_interrupted;
}

void gm_optimize_text(const gm_optimize_report *report, gm_page page, FILE *out)
{
    gm_arena arena;
    gm_arena_init(&arena, 0);
    writer w = {report, report->problem, report->found, &arena, page, out};
    if (w.found->n_rows == 0) {
        fputs("Interrupted before any point had been run\n", out);
    } else {
        print_head(&w);
        print_effort(&w);
        print_points(&w);
        print_guarantee(&w);
        if (!is_missed(&w)) {
            print_use(&w);
        }
    }
    gm_arena_fini(&arena);
}
