// SPDX-License-Identifier: MIT

#include "report/gradient_report.h"

#include "core/text.h"
#include "report/rank.h"
#include "report/words.h"

#include <math.h>
#include <stdlib.h>

#define MOST_ROWS   12
#define MOST_PLACES 8

static const char *name_of(const gm_replications *set, int32_t step_i)
{
    return set->twin->plan->steps[step_i].name;
}

gm_interval gm_gradient_shown(const gm_gradients *g, const gm_gradient *item)
{
    return g->source_i != GM_NONE ? item->inside : item->gain;
}

// One percent of a factor gives as many percent as its elasticity; a place gives a share.
gm_interval gm_gradient_percent(const gm_gradient *item, gm_interval x)
{
    double times = item->of == GM_CHANGE_PLACES ? 100.0 : 1.0;
    return (gm_interval){times * x.mean, times * x.sd, times * x.half_width, x.n};
}

double gm_gradient_largest(const gm_gradients *g, int32_t step_i)
{
    double most = 0.0;
    for (int32_t i = 0; i < g->n; i++) {
        const gm_gradient *item = &g->items[i];
        double percent = fabs(gm_gradient_percent(item, gm_gradient_shown(g, item)).mean);
        most = item->step_i == step_i && percent > most ? percent : most;
    }
    return most;
}

// ---- text

static bool is_place(const gm_gradient *item)
{
    return item->of == GM_CHANGE_PLACES;
}

// Steps with a row of percents, those with the largest effect first.
static const gm_ranked *ranking(const gm_replications *set, const gm_gradients *g, int *n,
                                gm_arena *arena)
{
    gm_ranked *order = GM_NEW(arena, gm_ranked, set->twin->plan->n_steps + 1);
    *n = 0;
    for (int32_t i = 0; i < g->n; i++) {
        int32_t step_i = g->items[i].step_i;
        if (!is_place(&g->items[i]) && (*n == 0 || order[*n - 1].row_i != step_i)) {
            order[(*n)++] = (gm_ranked){step_i, gm_gradient_largest(g, step_i)};
        }
    }
    qsort(order, (size_t)*n, sizeof *order, gm_by_key);
    return order;
}

static const char *letter_of(const gm_gradients *g, const gm_gradient *item)
{
    bool is_inside = g->source_i != GM_NONE;
    return is_inside || is_place(item)           ? ""
           : item->loss.n > 0                    ? " k"
           : item->by == GM_GRADIENT_DIFFERENCES ? " d"
           : item->by == GM_GRADIENT_BOTH        ? " b"
                                                 : "";
}

static const char *cell_of(const gm_gradients *g, const gm_gradient *item, gm_arena *arena)
{
    char word[GM_WORD_BYTES];
    gm_interval x = gm_gradient_percent(item, gm_gradient_shown(g, item));
    return isnan(x.mean)
               ? "cannot say"
               : gm_arena_printf(arena, "%s%s", gm_word_interval(x, GM_UNIT_NUMBER, word),
                                 letter_of(g, item));
}

static const char *share_cell(const gm_gradients *g, int32_t step_i, gm_arena *arena)
{
    for (int32_t i = 0; i < g->n_shares; i++) {
        const gm_gradient_share *share = &g->shares[i];
        if (share->step_i == step_i) {
            return gm_arena_printf(arena, "%.1f",
                                   100.0 * (share->work.mean + share->repair.mean));
        }
    }
    return "";
}

static void add_row(gm_text_table *t, const gm_replications *set, const gm_gradients *g,
                    int32_t step_i, gm_arena *arena)
{
    // The columns in the order of gm_change_of, arrivals with work.
    static const int column_of[GM_N_CHANGES] = {1, 2, 3, 1, 0};
    const char *cells[5] = {name_of(set, step_i), "", "", "", share_cell(g, step_i, arena)};
    for (int32_t i = 0; i < g->n; i++) {
        const gm_gradient *item = &g->items[i];
        if (item->step_i == step_i && !is_place(item)) {
            cells[column_of[item->of]] = cell_of(g, item, arena);
        }
    }
    gm_text_table_row(t, cells, 5);
}

static int32_t count_by(const gm_gradients *g, gm_gradient_by by)
{
    int32_t n = 0;
    for (int32_t i = 0; i < g->n; i++) {
        n += g->items[i].by == by ? 1 : 0;
    }
    return n;
}

// Of the differences of one kind of change, 0: there are none.
static double step_of(const gm_gradients *g, gm_change_of of)
{
    double step = 0.0;
    for (int32_t i = 0; i < g->n; i++) {
        step = g->items[i].of == of ? fmax(step, g->items[i].step) : step;
    }
    return step;
}

static void print_methods(const gm_replications *set, const gm_gradients *g, gm_page page,
                          FILE *out, gm_arena *arena)
{
    gm_text text = gm_text_init(arena);
    int32_t n = gm_replications_good(set);
    if (count_by(g, GM_GRADIENT_PATH) > 0 && g->source_i == GM_NONE) {
        gm_text_addf(&text, "along the critical path of %d replication%s", (int)n,
                     n == 1 ? "" : "s");
    }
    if (g->n_runs > 0) {
        double up = step_of(g, GM_CHANGE_UP);
        double other = fmax(step_of(g, GM_CHANGE_WORK),
                            fmax(step_of(g, GM_CHANGE_REPAIR), step_of(g, GM_CHANGE_ARRIVALS)));
        gm_text_addf(&text, "%s%s paired differences, %d run%s of %d", text.len > 0 ? "; " : "",
                     g->source_i == GM_NONE ? "d and places:" : "by", (int)g->n_runs,
                     g->n_runs == 1 ? "" : "s", (int)n);
        if (other > 0.0) {
            gm_text_addf(&text, ", times %g %% either way", 100.0 * other);
        }
        if (up > 0.0) {
            gm_text_addf(&text, ", rates of failure %g %% either way", 100.0 * up);
        }
    }
    if (count_by(g, GM_GRADIENT_BOTH) > 0 && g->source_i == GM_NONE) {
        gm_text_add(&text, "; b: the path and the difference beside it");
    }
    if (text.len > 0) {
        gm_text_wrap(text.at, page.columns, 2, out);
    }
}

static void print_kinks(const gm_replications *set, const gm_gradients *g, gm_page page,
                        FILE *out, gm_arena *arena)
{
    char word[GM_WORD_BYTES];
    gm_text text = gm_text_init(arena);
    for (int32_t i = 0; i < g->n && g->source_i == GM_NONE; i++) {
        const gm_gradient *item = &g->items[i];
        if (item->loss.n > 0) {
            gm_interval x = gm_gradient_percent(item, item->loss);
            gm_text_addf(&text, "%s%s %s", text.len > 0 ? ", " : "", name_of(set, item->step_i),
                         gm_word_interval(x, GM_UNIT_NUMBER, word));
        }
    }
    if (text.len > 0) {
        gm_text_wrap(gm_arena_printf(arena,
                                     "k: gains of this way alone; the same the other way "
                                     "takes: %s",
                                     text.at),
                     page.columns, 2, out);
    }
}

// Reasons, each once, with the first step that it is said of.
static void print_reasons(const gm_replications *set, const gm_gradients *g, gm_page page,
                          FILE *out, gm_arena *arena)
{
    if (g->differences_why) {
        gm_text_wrap(gm_arena_printf(arena, "cannot say without paired differences: %s",
                                     g->differences_why),
                     page.columns, 2, out);
    }
    const char *last = g->differences_why;
    for (int32_t i = 0; i < g->n; i++) {
        const gm_gradient *item = &g->items[i];
        if (item->by == GM_GRADIENT_NONE && item->why && item->why != last) {
            gm_text_wrap(gm_arena_printf(arena, "cannot say of %s, %s: %s",
                                         name_of(set, item->step_i),
                                         gm_gradient_words(item->of), item->why),
                         page.columns, 2, out);
            last = item->why;
        }
    }
    if (g->path_why && g->n_runs > 0) {
        gm_text_wrap(gm_arena_printf(arena, "no critical path: %s", g->path_why), page.columns,
                     2, out);
    }
}

static void print_table(const gm_replications *set, const gm_gradients *g, gm_page page,
                        FILE *out, gm_arena *arena)
{
    static const char *const heads[] = {
        "step", ">1 % faster", ">1 % longer up", ">repairs 1 % shorter", ">critical path, %",
        NULL};
    gm_text_table t = gm_text_table_of(arena, page, heads);
    t.least[0] = 12;
    int n;
    const gm_ranked *order = ranking(set, g, &n, arena);
    for (int i = 0; i < n && i < MOST_ROWS; i++) {
        add_row(&t, set, g, order[i].row_i, arena);
    }
    if (n > MOST_ROWS) {
        gm_text_table_note(
            &t, gm_arena_printf(arena, "%d more give less, see --json", n - MOST_ROWS));
    }
    gm_text_table_print(&t, out);
}

// Those of most effect in a few lines.
static void print_places(const gm_replications *set, const gm_gradients *g, gm_page page,
                         FILE *out, gm_arena *arena)
{
    gm_ranked *order = GM_NEW(arena, gm_ranked, g->n + 1);
    int n = 0;
    for (int32_t i = 0; i < g->n; i++) {
        double key = gm_gradient_shown(g, &g->items[i]).mean;
        if (is_place(&g->items[i]) && !isnan(key)) {
            order[n++] = (gm_ranked){i, g->source_i == GM_NONE ? key : fabs(key)};
        }
    }
    qsort(order, (size_t)n, sizeof *order, gm_by_key);
    gm_text text = gm_text_init(arena);
    for (int i = 0; i < n && i < MOST_PLACES; i++) {
        const gm_gradient *item = &g->items[order[i].row_i];
        gm_text_addf(&text, "%s%s %s",
                     i > 0 ? ", " : "one place more: ", name_of(set, item->step_i),
                     cell_of(g, item, arena));
    }
    if (n > MOST_PLACES) {
        gm_text_addf(&text, "; %d more give less", n - MOST_PLACES);
    }
    if (n > 0) {
        gm_text_wrap(text.at, page.columns, 16, out);
    }
}

static void print_head(const gm_replications *set, const gm_gradients *g, gm_page page,
                       FILE *out, gm_arena *arena)
{
    const char *head = "what one percent gives, in % of the throughput:";
    if (g->source_i != GM_NONE) {
        head =
            gm_arena_printf(arena,
                            "%s binds: the plant makes what comes, whatever it is given; "
                            "what one percent does to the parts in the plant, in %% of them:",
                            name_of(set, g->source_i));
    }
    gm_text_wrap(head, page.columns, 0, out);
}

void gm_gradient_text(const gm_replications *set, const gm_gradients *g, gm_page page,
                      FILE *out)
{
    gm_arena arena;
    gm_arena_init(&arena, 0);
    bool is_known = g->n > count_by(g, GM_GRADIENT_NONE);
    if (!is_known) {
        const char *why = g->why               ? g->why
                          : g->differences_why ? g->differences_why
                          : g->n > 0           ? g->items[0].why
                                               : "nothing in the model can be changed";
        gm_text_wrap(gm_arena_printf(&arena, "what one percent gives: %s", why), page.columns,
                     2, out);
    } else {
        print_head(set, g, page, out, &arena);
        print_table(set, g, page, out, &arena);
        print_places(set, g, page, out, &arena);
        print_methods(set, g, page, out, &arena);
        print_kinks(set, g, page, out, &arena);
        print_reasons(set, g, page, out, &arena);
    }
    if (is_known && g->n_left_out > 0) {
        gm_text_wrap(gm_arena_printf(&arena, "%d step%s that are active less are left out",
                                     (int)g->n_left_out, g->n_left_out == 1 ? "" : "s"),
                     page.columns, 2, out);
    }
    fputc('\n', out);
    gm_arena_fini(&arena);
}

// ---- JSON

static void put_interval(gm_json *j, const char *key, const char *half_key, gm_interval x)
{
    gm_json_put_number(j, key, x.mean);
    gm_json_put_number(j, half_key, x.half_width);
}

static const char *why_of(const gm_gradient *item)
{
    return item->by == GM_GRADIENT_NONE     ? item->why
           : isnan(item->gain.half_width)   ? "one replication has no interval"
           : isnan(item->inside.mean)       ? "parts in the plant: no differences were made"
           : isnan(item->inside.half_width) ? "parts in the plant: one replication has a value"
                                            : NULL;
}

static void put_item(gm_json *j, const gm_replications *set, const gm_gradient *item)
{
    gm_json_begin_object(j);
    gm_json_put_text(j, "step", name_of(set, item->step_i));
    gm_json_put_text(j, "change", gm_gradient_key(item->of));
    gm_json_put_text(j, "by", gm_gradient_by_words(item->by));
    gm_json_put_int(j, "n", (int64_t)item->gain.n);
    gm_json_put_number(j, "either_way", item->step);
    put_interval(j, "gain_percent", "half_width", gm_gradient_percent(item, item->gain));
    put_interval(j, "inside_percent", "inside_half_width",
                 gm_gradient_percent(item, item->inside));
    if (item->loss.n > 0) {
        put_interval(j, "loss_percent", "loss_half_width",
                     gm_gradient_percent(item, item->loss));
    }
    gm_json_put_text(j, "why", why_of(item));
    gm_json_end(j);
}

static void put_share(gm_json *j, const gm_replications *set, const gm_gradient_share *share)
{
    gm_json_begin_object(j);
    gm_json_put_text(j, "step", name_of(set, share->step_i));
    put_interval(j, "work", "work_half_width", share->work);
    put_interval(j, "repair", "repair_half_width", share->repair);
    bool has_one = isnan(share->work.half_width) || isnan(share->repair.half_width);
    gm_json_put_text(j, "why",
                     has_one ? "a source has no repairs, one replication no interval" : NULL);
    gm_json_end(j);
}

static const char *why_of_all(const gm_gradients *g)
{
    return g->why                      ? g->why
           : g->differences_why        ? g->differences_why
           : isnan(g->rate.half_width) ? "one replication has no interval"
                                       : g->path_why;
}

void gm_gradient_put_json(gm_json *j, const gm_replications *set, const gm_gradients *g)
{
    gm_json_key(j, "gradients");
    gm_json_begin_object(j);
    put_interval(j, "throughput_per_s", "throughput_half_width", g->rate);
    if (g->source_i != GM_NONE) {
        gm_json_put_text(j, "source_binds", name_of(set, g->source_i));
    }
    gm_json_put_int(j, "runs", g->n_runs);
    gm_json_put_int(j, "left_out", g->n_left_out);
    gm_json_put_text(j, "why", why_of_all(g));
    gm_json_key(j, "changes");
    gm_json_begin_array(j);
    for (int32_t i = 0; i < g->n; i++) {
        put_item(j, set, &g->items[i]);
    }
    gm_json_end(j);
    gm_json_key(j, "critical_path");
    gm_json_begin_array(j);
    for (int32_t i = 0; i < g->n_shares; i++) {
        put_share(j, set, &g->shares[i]);
    }
    gm_json_end(j);
    gm_json_end(j);
}
