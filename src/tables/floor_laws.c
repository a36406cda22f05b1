// SPDX-License-Identifier: MIT
//
// From visits and stops to laws of work, stops and arrivals.

#include "tables/floor_guess.h"
#include "tables/floor_names.h"
#include "tables/law_text.h"

#include "num/elementary.h"
#include "num/rank_test.h"

#include <math.h>
#include <stdlib.h>

#define FITTED_MOST 5000 // values; of more every so many is taken, evenly over their sizes
#define OPEN_MOST   500 // the same where some have not ended: these take a hundred times as long
#define FEW         10  // values that end: fewer allow no law, or only the exponential one
#define REFUSED     0.02  // of many laws of a log some would be refused by chance at 0.05
#define VARIANT_N   20    // visits of a variant that has its own law
#define DIFFER      0.001 // probability below which variants take different times

// Which values that are too far from the others are worth a look.
typedef enum odd_way { ODD_NONE, ODD_LONG, ODD_ANY } odd_way;

typedef struct values {
    double *x;
    bool *is_open;
    int32_t *group;
    const gm_record_cell **cell; // where each begins
    int32_t n;
    odd_way odd;
} values;

static values values_of(int32_t most, gm_arena *arena)
{
    return (values){.x = GM_NEW(arena, double, most + 1),
                    .is_open = GM_NEW(arena, bool, most + 1),
                    .group = GM_NEW(arena, int32_t, most + 1),
                    .cell = GM_NEW(arena, const gm_record_cell *, most + 1)};
}

static void add(values *v, double x, bool is_open, int32_t group, const gm_record_cell *cell)
{
    v->x[v->n] = round(x * 1e6) / 1e6; // moments of today, in s since 1970, are not finer
    v->is_open[v->n] = is_open;
    v->group[v->n] = group;
    v->cell[v->n] = cell;
    v->n += 1;
}

typedef enum few_way { FEW_AS_MEASURED, FEW_EXPONENTIAL } few_way;

typedef struct measured {
    double x;
    bool is_open;
} measured;

static int by_value(const void *pa, const void *pb)
{
    const measured *a = pa;
    const measured *b = pb;
    int by_x = (a->x > b->x) - (a->x < b->x);
    return by_x != 0 ? by_x : (int)a->is_open - (int)b->is_open;
}

// Of many values every so many, evenly over their order by size: in that of time what repeats
// itself would be taken always at the same point, or never.
static void thin(values *v)
{
    int32_t n_open = 0;
    for (int32_t i = 0; i < v->n; i++) {
        n_open += v->is_open[i] ? 1 : 0;
    }
    int32_t stride = v->n / (n_open > 0 ? OPEN_MOST : FITTED_MOST) + 1;
    if (stride == 1) {
        return;
    }
    measured *all = gm_hook_alloc((size_t)v->n * sizeof *all);
    for (int32_t i = 0; i < v->n; i++) {
        all[i] = (measured){v->x[i], v->is_open[i]};
    }
    qsort(all, (size_t)v->n, sizeof *all, by_value);
    int32_t n = 0;
    for (int32_t i = stride / 2; i < v->n; i += stride) {
        v->x[n] = all[i].x;
        v->is_open[n++] = all[i].is_open;
    }
    v->n = n;
    gm_hook_free(all);
}

// A column that is made of a log and stands in none of its own.
static gm_column column_of(const gm_floor_guess *g, values *v, const char *what)
{
    int32_t n_open = 0;
    thin(v);
    for (int32_t i = 0; i < v->n; i++) {
        n_open += v->is_open[i] ? 1 : 0;
    }
    return (gm_column){.records = g->floor->records,
                       .file = g->floor->records->file,
                       .name = what,
                       .unit = "s",
                       .unit_si = 1.0,
                       .n = v->n,
                       .x = v->x,
                       .is_open = n_open > 0 ? v->is_open : NULL};
}

static int32_t count_ended(const values *v)
{
    int32_t n = 0;
    for (int32_t i = 0; i < v->n; i++) {
        n += v->is_open[i] ? 0 : 1;
    }
    return n;
}

// ---- values that are too far from the others

static void note_odd(gm_floor_guess *g, const values *v, const char *what, const gm_sample *s,
                     gm_outliers o)
{
    gm_floor_odd odd = {.what = what};
    for (int32_t i = 0; i < v->n; i++) {
        if (!gm_outliers_have(s, o, v->x[i])) {
            continue;
        }
        if (odd.n < GM_FLOOR_ODD_TOLD) {
            odd.x[odd.n] = v->x[i];
            odd.cells[odd.n] = v->cell[i];
        }
        odd.n += 1;
    }
    if (odd.n > 0) {
        GM_ARRAY_PUSH(g->arena, &g->odd, odd);
    }
}

// They are noted, and stand apart of the others: these are from least to most.
typedef struct odd_ones {
    gm_law_apart apart;
    double least;
    double most;
} odd_ones;

static odd_ones find_odd(gm_floor_guess *g, const values *v, const char *what)
{
    odd_ones odd = {.least = -GM_INFINITY, .most = GM_INFINITY};
    if (count_ended(v) < v->n) {
        return odd;
    }
    gm_arena scratch = {0};
    gm_sample s = gm_sample_of(v->x, NULL, v->n, &scratch);
    gm_outliers o = gm_outliers_find(&s);
    int32_t n = o.n_low + o.n_high;
    if (n > 0) {
        double *x = GM_NEW(g->arena, double, n);
        for (int32_t i = 0; i < n; i++) {
            x[i] = s.x[i < o.n_low ? i : s.n - n + i];
        }
        odd = (odd_ones){{x, n, v->n}, s.x[o.n_low], s.x[s.n - o.n_high - 1]};
        o.n_low = v->odd == ODD_ANY ? o.n_low : 0;
        o.n_high = v->odd == ODD_NONE ? 0 : o.n_high;
        note_odd(g, v, what, &s, o);
    }
    gm_arena_fini(&scratch);
    return odd;
}

static void drop_odd(values *v, const odd_ones *odd)
{
    int32_t n = 0;
    for (int32_t i = 0; i < v->n; i++) {
        v->x[n] = v->x[i];
        n += v->x[i] >= odd->least && v->x[i] <= odd->most ? 1 : 0;
    }
    v->n = n;
}

// ---- the choice

// The best law; where it is refused, and all values have ended, the values as they are. Of a few
// the best is chance: they stand as they are, or the exponential law of their mean does.
static gm_chosen_law choose(gm_floor_guess *g, values *v, const char *what, few_way few,
                            gm_arena *arena)
{
    odd_ones odd = find_odd(g, v, what);
    gm_column column = column_of(g, v, what);
    int32_t n_ended = count_ended(v);
    if (n_ended == 0) {
        return (gm_chosen_law){.why_not = "nothing ended"};
    }
    gm_chosen_law best = gm_law_choose(&column, GM_FIT_BEST, GM_DIST_EXPONENTIAL, arena);
    bool is_few = n_ended < FEW || best.why_not;
    if (!best.why_not && best.law.kind == GM_DIST_CONSTANT) {
        return best;
    }
    if (is_few && (few == FEW_EXPONENTIAL || n_ended < v->n)) {
        gm_chosen_law law = gm_law_choose(&column, GM_FIT_ONE, GM_DIST_EXPONENTIAL, arena);
        law.note = "of few values the exponential law is all they allow";
        return law.why_not && !best.why_not ? best : law;
    }
    double p = is_few ? GM_NAN : gm_chosen_p(&best, &column, arena);
    if (p < REFUSED) {
        drop_odd(v, &odd);
        column.n = v->n;
        return gm_chosen_as_measured(&best, p, &column, odd.apart, arena);
    }
    if (is_few) {
        gm_chosen_law law = gm_chosen_as_measured(&(gm_chosen_law){.why_not = ""}, p, &column,
                                                  (gm_law_apart){0}, arena);
        law.note = "few values: they stand as they are";
        return law;
    }
    return best;
}

// ---- work

static void take_work(const gm_floor_guess *g, int32_t station, int32_t variant, values *v)
{
    v->n = 0;
    for (int32_t i = 0; i < g->n_visits; i++) {
        const gm_floor_visit *visit = &g->visits[i];
        bool is_asked = visit->station == station && !visit->is_open && visit->work_s > 0.0 &&
                        (variant < 0 || visit->variant == variant);
        if (is_asked) {
            add(v, visit->work_s, false, visit->variant, visit->cell);
        }
    }
}

// Visits that may hold time blocked are left out where enough others are.
static void drop_blocked(const gm_floor_guess *g, int32_t station, values *v)
{
    int32_t n_sure = 0;
    for (int32_t i = 0; i < g->n_visits; i++) {
        n_sure += g->visits[i].station == station && !g->visits[i].may_be_longer ? 1 : 0;
    }
    if (n_sure < VARIANT_N || n_sure * 5 < v->n) {
        return;
    }
    v->n = 0;
    for (int32_t i = 0; i < g->n_visits; i++) {
        const gm_floor_visit *visit = &g->visits[i];
        if (visit->station == station && !visit->is_open && !visit->may_be_longer &&
            visit->work_s > 0.0) {
            add(v, visit->work_s, false, visit->variant, visit->cell);
        }
    }
}

static bool variants_differ(const gm_floor_guess *g, const values *v)
{
    int32_t n_variants = g->n_variants;
    if (n_variants < 2 || v->n == 0) {
        return false;
    }
    int32_t *n = gm_hook_alloc((size_t)n_variants * sizeof *n);
    bool enough = true;
    for (int32_t i = 0; i < v->n && enough; i++) {
        enough = v->group[i] >= 0;
        n[enough ? v->group[i] : 0] += 1;
    }
    for (int32_t k = 0; k < n_variants; k++) {
        enough &= n[k] >= VARIANT_N;
    }
    gm_hook_free(n);
    return enough && gm_rank_test_of(v->x, v->group, v->n, n_variants).p < DIFFER;
}

static void set_time(gm_floor_guess *g, int32_t s, values *v, gm_arena *arena)
{
    gm_floor_station *st = &g->stations[s];
    const char *what =
        gm_arena_printf(arena, "work at %s", gm_floor_plain_text(g->floor->stations[s], arena));
    v->odd = ODD_ANY;
    take_work(g, s, -1, v);
    drop_blocked(g, s, v);
    if (v->n == 0) {
        st->time = (gm_chosen_law){.why_not = "no visit ended"};
        return;
    }
    if (variants_differ(g, v)) {
        gm_chosen_law *laws = GM_NEW(arena, gm_chosen_law, g->n_variants);
        for (int32_t k = 0; k < g->n_variants; k++) {
            take_work(g, s, k, v);
            laws[k] = choose(g, v,
                             gm_arena_printf(arena, "%s, %s", what,
                                             gm_floor_plain_text(g->floor->variants[k], arena)),
                             FEW_AS_MEASURED, arena);
        }
        st->n_by_variant = g->n_variants;
        st->by_variant = laws;
        st->time = laws[0];
        return;
    }
    st->time = choose(g, v, what, FEW_AS_MEASURED, arena);
}

// ---- stops

static int by_machine(const void *pa, const void *pb)
{
    const gm_floor_row *a = *(const gm_floor_row *const *)pa;
    const gm_floor_row *b = *(const gm_floor_row *const *)pb;
    if (a->station != b->station) {
        return a->station < b->station ? -1 : 1;
    }
    if (a->machine != b->machine) {
        return a->machine < b->machine ? -1 : 1;
    }
    int by_in = (a->in_s > b->in_s) - (a->in_s < b->in_s);
    return by_in != 0 ? by_in : (a > b) - (a < b);
}

// Work of a machine between its stops of one state, and how long these take. Rows are those of
// one machine, in order.
static void add_stops(const gm_floor_row *const *rows, int32_t n, gm_floor_state state,
                      values *after, values *takes)
{
    double worked = 0.0;
    double worked_to = 0.0;
    double stop_to = -1.0;
    for (int32_t i = 0; i < n; i++) {
        const gm_floor_row *row = rows[i];
        if (row->state == GM_FLOOR_WORK) {
            // On several parts at once a machine works once.
            bool is_known = row->machine >= 0 && row->in_s < worked_to;
            double from = is_known ? worked_to : row->in_s;
            worked += row->out_s > from ? row->out_s - from : 0.0;
            worked_to = row->out_s > worked_to ? row->out_s : worked_to;
        }
        if (row->state != state || row->out_s <= row->in_s) {
            continue;
        }
        bool goes_on = takes->n > 0 && row->in_s <= stop_to + 1e-3 && stop_to >= 0.0;
        if (goes_on) {
            takes->x[takes->n - 1] += row->out_s - row->in_s;
            takes->is_open[takes->n - 1] |= row->is_open;
        } else {
            add(after, worked, false, 0, row->cell);
            add(takes, row->out_s - row->in_s, row->is_open, 0, row->cell);
            worked = 0.0;
        }
        stop_to = row->out_s;
    }
    if (worked > 0.0) {
        add(after, worked, true, 0, NULL);
    }
}

// Rows of one station, by machine, then time.
typedef struct station_rows {
    const gm_floor_row *const *rows;
    int32_t n;
} station_rows;

static void set_stop(gm_floor_guess *g, station_rows of, gm_floor_state state, values v[2],
                     gm_arena *arena)
{
    static const char *const words[GM_FLOOR_N_STATES] = {
        [GM_FLOOR_DOWN] = "stops",
        [GM_FLOOR_SETUP] = "setups",
        [GM_FLOOR_MAINTENANCE] = "maintenance",
        [GM_FLOOR_WAITING] = "waits",
    };
    v[0].n = v[1].n = 0;
    v[0].odd = ODD_NONE;
    v[1].odd = state == GM_FLOOR_WAITING ? ODD_NONE : ODD_LONG;
    int32_t s = of.rows[0]->station;
    for (int32_t i = 0; i < of.n;) {
        int32_t end = i + 1;
        while (end < of.n && of.rows[end]->machine == of.rows[i]->machine) {
            end++;
        }
        add_stops(of.rows + i, end - i, state, &v[0], &v[1]);
        i = end;
    }
    if (v[1].n == 0) {
        return;
    }
    gm_floor_station *st = &g->stations[s];
    const char *name = gm_floor_plain_text(g->floor->stations[s], arena);
    gm_floor_stop *stop = &st->stops[st->n_stops++];
    stop->state = state;
    stop->n = v[1].n;
    stop->after =
        choose(g, &v[0], gm_arena_printf(arena, "work to %s at %s", words[state], name),
               FEW_EXPONENTIAL, arena);
    stop->takes = choose(g, &v[1], gm_arena_printf(arena, "%s at %s", words[state], name),
                         FEW_EXPONENTIAL, arena);
    // What comes before any work tells nothing of how much work there is between two.
    if (stop->after.why_not || stop->takes.why_not || gm_dist_mean(&stop->after.law) <= 0.0) {
        st->n_stops -= 1;
    }
}

static void set_stops(gm_floor_guess *g, values v[2], gm_arena *arena)
{
    static const gm_floor_state states[GM_FLOOR_STOPS] = {
        GM_FLOOR_DOWN, GM_FLOOR_SETUP, GM_FLOOR_MAINTENANCE, GM_FLOOR_WAITING};
    const gm_floor *f = g->floor;
    const gm_floor_row **rows = GM_NEW(arena, const gm_floor_row *, f->n_rows + 1);
    for (int32_t i = 0; i < f->n_rows; i++) {
        rows[i] = &f->rows[i];
    }
    qsort(rows, (size_t)f->n_rows, sizeof(gm_floor_row *), by_machine);
    for (int32_t i = 0; i < f->n_rows;) {
        int32_t end = i + 1;
        while (end < f->n_rows && rows[end]->station == rows[i]->station) {
            end++;
        }
        for (int k = 0; k < GM_FLOOR_STOPS && g->stations[rows[i]->station].is_reached; k++) {
            set_stop(g, (station_rows){rows + i, end - i}, states[k], v, arena);
        }
        i = end;
    }
}

// ---- arrivals

static int by_coming(const void *pa, const void *pb)
{
    const gm_floor_visit *a = *(const gm_floor_visit *const *)pa;
    const gm_floor_visit *b = *(const gm_floor_visit *const *)pb;
    int by_in = (a->in_s > b->in_s) - (a->in_s < b->in_s);
    return by_in != 0 ? by_in : (a > b) - (a < b);
}

// Never: a source of which one part was seen is no reason to have none.
static gm_chosen_law seldom(const gm_floor_guess *g, int32_t n, const char *what,
                            gm_arena *arena)
{
    gm_chosen_law law = {.law = gm_dist_exponential(g->floor->span_s / (n > 0 ? n : 1)),
                         .is_fitted = true};
    law.text = gm_law_text(&law.law, "s", 1.0, arena);
    law.source = gm_arena_printf(arena, "%s, %s, n = %d, parts by the length of the log",
                                 g->floor->records->file, what, (int)n);
    return law;
}

static void set_arrivals(gm_floor_guess *g, gm_floor_entry *entry, values *v, gm_arena *arena)
{
    const gm_floor_visit **at = GM_NEW(arena, const gm_floor_visit *, g->n_visits + 1);
    int32_t n = 0;
    for (int32_t i = 0; i < g->n_visits; i++) {
        if (gm_floor_is_first(g, i) && entry->station == g->visits[i].station) {
            at[n++] = &g->visits[i];
        }
    }
    qsort(at, (size_t)n, sizeof(gm_floor_visit *), by_coming);
    v->n = 0;
    v->odd = ODD_LONG;
    double total = 0.0;
    double seen =
        n / (n + gm_floor_n_unseen(g, entry)); // between two that are seen others came
    for (int32_t i = 1; i < n; i++) {
        double since_s = (at[i]->in_s - at[i - 1]->in_s) * seen;
        add(v, since_s, false, 0, at[i]->cell);
        total += since_s;
    }
    const char *what = "time between arrivals";
    if (g->n_entries > 1) {
        what = gm_arena_printf(arena, "time between arrivals at %s",
                               gm_floor_plain_text(g->floor->stations[entry->station], arena));
    }
    entry->arrivals =
        total > 0.0 ? choose(g, v, what, FEW_EXPONENTIAL, arena) : seldom(g, n, what, arena);
    if (entry->arrivals.why_not) {
        entry->arrivals = seldom(g, n, what, arena);
    }
}

void gm_floor_guess_laws(gm_floor_guess *g, gm_arena *arena)
{
    values v[2] = {values_of(g->floor->n_rows, arena), values_of(g->floor->n_rows, arena)};
    for (int32_t s = 0; s < g->floor->n_stations; s++) {
        if (g->stations[s].is_reached) {
            set_time(g, s, &v[0], arena);
        }
    }
    set_stops(g, v, arena);
    for (int32_t e = 0; e < g->n_entries; e++) {
        if (g->entries[e].has_arrivals) {
            set_arrivals(g, &g->entries[e], &v[0], arena);
        }
    }
}
