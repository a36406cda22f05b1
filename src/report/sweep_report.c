// SPDX-License-Identifier: MIT

#include "report/sweep_report.h"

#include "report/words.h"

#include <inttypes.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#define ALL_MOST    24 // points that are all shown
#define BEST_SHOWN  10
#define WORST_SHOWN 5
#define WHYS_SHOWN  5
#define COLUMNS     (GM_TABLE_COLUMNS - 2) // beside the number of the point and its mark

typedef struct writer {
    const gm_sweep_report *r;
    gm_page page;
    gm_arena *arena;
    FILE *out;
    bool *is_shown; // by point: it stands in a table
} writer;

// ---- what is shown

// Heads leave out what all paths of a plant begin with.
static const char *short_path(const char *path)
{
    return strncmp(path, "plant.", 6) == 0 ? path + 6 : path;
}

// What a cell is measured in and what people say it in: Wh, litres and kWh.
static const char *unit_in_use(const char *unit, gm_interval *x)
{
    static const struct {
        const char *si;
        const char *use;
        double times;
    } units[] = {{"J/kg", "Wh/kg", 1.0 / 3600.0},
                 {"J/m3", "Wh/l", 1.0 / 3600.0 / 1000.0},
                 {"CNY/J", "CNY/kWh", 3.6e6}};
    for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
        if (strcmp(unit, units[i].si) == 0) {
            x->mean *= units[i].times;
            x->half_width *= units[i].times;
            return units[i].use;
        }
    }
    return unit;
}

static const char *mean_word(const gm_sweep_measure *m, gm_interval x, gm_arena *arena)
{
    char buf[GM_WORD_BYTES];
    gm_figure_unit unit = m->of.per ? GM_UNIT_NUMBER : m->figure_unit;
    bool has_unit = m->is_cell && unit == GM_UNIT_NUMBER && !isnan(x.mean);
    const char *of = has_unit && !m->claim ? unit_in_use(m->unit, &x) : m->unit;
    const char *word =
        m->claim ? gm_word_claim_interval(m->claim, x, buf) : gm_word_interval(x, unit, buf);
    return has_unit ? gm_arena_printf(arena, "%s %s", word, of) : gm_arena_strdup(arena, word);
}

static int n_shown_varies(const gm_sweep *s)
{
    return s->design.n_varies < COLUMNS / 2 ? s->design.n_varies : COLUMNS / 2;
}

static int n_shown_measures(const gm_sweep *s)
{
    int room = COLUMNS - n_shown_varies(s);
    return s->measures.n < room ? (int)s->measures.n : room;
}

static gm_text_table table_of(const gm_sweep *s, gm_page page, gm_arena *arena)
{
    const char *heads[GM_TABLE_COLUMNS + 1] = {">point", ""};
    int n = 2;
    for (int i = 0; i < n_shown_varies(s); i++) {
        heads[n++] = gm_arena_printf(arena, ">%s", short_path(s->design.varies[i].path));
    }
    for (int i = 0; i < n_shown_measures(s); i++) {
        heads[n++] = gm_arena_printf(arena, ">%s", s->measures.items[i].name);
    }
    return gm_text_table_of(arena, page, heads);
}

// A point that ran, and of which something must be known beside its values.
static bool has_warning(const gm_sweep_row *row)
{
    return row->why && !row->has_failed;
}

static void add_row(gm_text_table *t, const gm_sweep_report *r, int32_t point_i)
{
    const gm_sweep_row *row = &r->rows->items[point_i];
    const char *cells[GM_TABLE_COLUMNS];
    int n = 0;
    cells[n++] = gm_arena_printf(t->arena, "%" PRId32, point_i + 1);
    cells[n++] = has_warning(row) ? "!" : "";
    for (int i = 0; i < n_shown_varies(r->sweep); i++) {
        cells[n++] = row->texts[i];
    }
    for (int i = 0; i < n_shown_measures(r->sweep); i++) {
        cells[n++] = row->has_failed
                         ? (i == 0 ? "failed" : "-")
                         : mean_word(&r->sweep->measures.items[i], row->means[i], t->arena);
    }
    gm_text_table_row(t, cells, n);
}

// ---- order

typedef struct ranked {
    double key; // the first measure, so that the best is the lowest
    int32_t point_i;
} ranked;

static int compare_ranked(const void *a, const void *b)
{
    const ranked *x = a;
    const ranked *y = b;
    return x->key < y->key ? -1 : x->key > y->key ? 1 : x->point_i < y->point_i ? -1 : 1;
}

// The points with a first measure, the best first. Returns how many.
static int32_t rank_points(const gm_sweep_report *r, ranked *order)
{
    int32_t n = 0;
    bool is_less_better = r->sweep->measures.items[0].better < 0;
    for (int32_t i = 0; i < r->rows->n; i++) {
        const gm_sweep_row *row = &r->rows->items[i];
        if (row->is_done && !isnan(row->means[0].mean)) {
            double mean = row->means[0].mean;
            order[n++] = (ranked){is_less_better ? mean : -mean, i};
        }
    }
    qsort(order, (size_t)n, sizeof *order, compare_ranked);
    return n;
}

static void print_some(const writer *w, const ranked *order, int32_t n)
{
    gm_text_table t = table_of(w->r->sweep, w->page, w->arena);
    for (int32_t i = 0; i < n; i++) {
        add_row(&t, w->r, order[i].point_i);
        w->is_shown[order[i].point_i] = true;
    }
    gm_text_table_print(&t, w->out);
    fputc('\n', w->out);
}

static void print_ends(const writer *w)
{
    const gm_sweep_measure *m = &w->r->sweep->measures.items[0];
    ranked *order = GM_NEW(w->arena, ranked, w->r->rows->n + 1);
    int32_t n = rank_points(w->r, order);
    int32_t n_best = n < BEST_SHOWN ? n : BEST_SHOWN;
    int32_t n_worst = n - n_best < WORST_SHOWN ? n - n_best : WORST_SHOWN;
    const char *first = m->better == 0 ? "highest" : "best";
    const char *last = m->better == 0 ? "lowest" : "worst";
    fprintf(w->out, "the %" PRId32 " %s by %s\n", n_best, first, m->name);
    print_some(w, order, n_best);
    if (n_worst > 0) {
        fprintf(w->out, "the %" PRId32 " %s\n", n_worst, last);
        print_some(w, order + n - n_worst, n_worst);
    }
}

static void print_all(const writer *w)
{
    gm_text_table t = table_of(w->r->sweep, w->page, w->arena);
    for (int32_t i = 0; i < w->r->rows->n; i++) {
        if (w->r->rows->items[i].is_done) {
            add_row(&t, w->r, i);
            w->is_shown[i] = true;
        }
    }
    if (t.n_rows > 0) {
        gm_text_table_print(&t, w->out);
        fputc('\n', w->out);
    }
}

// ---- text

static const char *replications_word(const gm_sweep_report *r, gm_arena *arena)
{
    int32_t least = INT32_MAX;
    int32_t most = 0;
    for (int32_t i = 0; i < r->rows->n; i++) {
        const gm_sweep_row *row = &r->rows->items[i];
        if (row->is_done && !row->has_failed) {
            least = row->replications < least ? row->replications : least;
            most = row->replications > most ? row->replications : most;
        }
    }
    return most == 0 ? "none done"
           : least == most
               ? gm_arena_printf(arena, "%" PRId32 " replication%s each", most,
                                 most == 1 ? "" : "s")
               : gm_arena_printf(arena, "%" PRId32 " to %" PRId32 " replications", least, most);
}

// "seed 1", or the least and the largest of the points that are done.
static const char *seed_word(const gm_sweep_report *r, gm_arena *arena)
{
    gm_sweep_seeds seeds = gm_sweep_seeds_of(r);
    return seeds.least == seeds.most ? gm_arena_printf(arena, "seed %" PRId64, seeds.least)
                                     : gm_arena_printf(arena, "seeds %" PRId64 " to %" PRId64,
                                                       seeds.least, seeds.most);
}

static void print_head(const gm_sweep_report *r, gm_arena *arena, FILE *out)
{
    const gm_design *d = &r->sweep->design;
    fprintf(out, "%s · sweep of %" PRId32 " point%s (%s) · %s · %s\n", r->model, d->n_points,
            d->n_points == 1 ? "" : "s", gm_design_word(d->kind), replications_word(r, arena),
            seed_word(r, arena));
    for (int i = 0; i < d->n_varies; i++) {
        fprintf(out, "  %s\n", d->varies[i].text);
    }
    fputc('\n', out);
}

static void print_why(const writer *w, int32_t point_i)
{
    const gm_sweep_row *row = &w->r->rows->items[point_i];
    gm_text_wrap(gm_arena_printf(w->arena, "%spoint %" PRId32 "%s: %s",
                                 row->has_failed ? "" : "! ", point_i + 1,
                                 row->has_failed ? " failed" : "", row->why),
                 w->page.columns, 2, w->out);
}

// Of the points shown above first.
static void print_whys(const writer *w)
{
    int32_t n = 0;
    for (int turn = 0; turn < 2; turn++) {
        for (int32_t i = 0; i < w->r->rows->n; i++) {
            bool is_due = w->r->rows->items[i].why && w->is_shown[i] == (turn == 0);
            if (is_due && n++ < WHYS_SHOWN) {
                print_why(w, i);
            }
        }
    }
    if (n > WHYS_SHOWN) {
        fprintf(w->out,
                "and %" PRId32 " more, as the column `why` of the table `points` says\n",
                n - WHYS_SHOWN);
    }
    if (n > 0) {
        fputc('\n', w->out);
    }
}

static void print_foot(const gm_sweep_report *r, gm_page page, gm_arena *arena, FILE *out)
{
    int32_t left = r->sweep->measures.n - n_shown_measures(r->sweep);
    gm_sweep_seeds seeds = gm_sweep_seeds_of(r);
    gm_text_wrap(
        seeds.least == seeds.most
            ? "Means with their 95 % intervals; replication r of every point draws the "
              "same random numbers."
            : "Means with their 95 % intervals; points of other seeds draw other random "
              "numbers.",
        page.columns, 2, out);
    if (left > 0) {
        fprintf(out, "%" PRId32 " more measure%s in the file\n", left, left == 1 ? "" : "s");
    }
    if (r->rows->n_done < r->rows->n) {
        fprintf(out, "%" PRId32 " of %" PRId32 " points %s done; --resume goes on\n",
                r->rows->n_done, r->rows->n, r->rows->n_done == 1 ? "is" : "are");
    }
    gm_text_wrap(
        gm_arena_printf(arena, "results: %s (tables points, results; view summary)", r->path),
        page.columns, 2, out);
}

void gm_sweep_text(const gm_sweep_report *r, gm_page page, FILE *out)
{
    gm_arena arena;
    gm_arena_init(&arena, 0);
    writer w = {r, page, &arena, out, GM_NEW(&arena, bool, r->rows->n + 1)};
    print_head(r, &arena, out);
    if (r->rows->n_done <= ALL_MOST) {
        print_all(&w);
    } else {
        print_ends(&w);
    }
    print_whys(&w);
    print_foot(r, page, &arena, out);
    gm_arena_fini(&arena);
}
