// SPDX-License-Identifier: MIT

#include "report/headcount_report.h"

#include "report/words.h"

#include <inttypes.h>
#include <math.h>

#define N_DATES 2
#define MONTHS  12

typedef struct rosters {
    gm_date dates[N_DATES]; // the first and the last day of the run
    gm_headcount at[N_DATES];
    double vehicles; // through the last counter in the last twelve months, NaN: not known
    const char *counter;
} rosters;

// Vehicles of the last twelve whole months: mean over replications of the last sink.
static double last_year(const gm_replications *set, const char **counter, gm_arena *arena)
{
    const gm_plan *plan = set->twin->plan;
    const gm_schedule *s = &set->twin->schedule;
    bool by_month = set->twin->model->clock.series == GM_SERIES_MONTH;
    if (plan->n_sinks == 0 || !by_month || s->n_intervals < MONTHS) {
        return (double)NAN;
    }
    *counter = plan->steps[plan->sink_steps[plan->n_sinks - 1]].name;
    int32_t figure_i = gm_figures_find(&set->twin->figures, *counter, "count", NULL);
    int32_t series_i = 0;
    while (series_i < set->n_series && set->series_of[series_i] != figure_i) {
        series_i++;
    }
    double sum = 0.0;
    for (int32_t i = s->n_intervals - MONTHS; i < s->n_intervals && series_i < set->n_series;
         i++) {
        int32_t n;
        sum += gm_answer_series(set, i, series_i, &n, arena).mean;
    }
    return sum;
}

static rosters rosters_of(const gm_replications *set, gm_arena *arena)
{
    const gm_model *model = set->twin->model;
    rosters r = {.counter = NULL};
    r.dates[0] = gm_date_from_day(model->clock.civil.start_day);
    double last_s = model->clock.run_s > 1.0 ? model->clock.run_s - 1.0 : 0.0;
    r.dates[1] = gm_date_from_day(gm_civil_day(model->clock.civil, last_s));
    for (int i = 0; i < N_DATES; i++) {
        r.at[i] = gm_headcount_at(&model->headcount, &model->plant, r.dates[i], arena);
    }
    r.vehicles = last_year(set, &r.counter, arena);
    return r;
}

static double hours_per_vehicle(const rosters *r, int basis)
{
    if (isnan(r->vehicles) || r->vehicles <= 0.0) {
        return (double)NAN;
    }
    return gm_headcount_hours_per_unit(&r->at[1], (gm_staff_basis)basis, r->vehicles);
}

// ---- text

static const gm_headcount_row *row_of(const gm_headcount *h, const gm_staff_row_def *def)
{
    for (int32_t i = 0; i < h->n_rows; i++) {
        if (h->rows[i].def == def) {
            return &h->rows[i];
        }
    }
    return NULL;
}

static const char *heads_cell(const gm_headcount *h, const gm_staff_row_def *def,
                              gm_arena *arena)
{
    const gm_headcount_row *row = row_of(h, def);
    return row ? gm_arena_printf(arena, "%" PRId64, row->workers + row->leaders) : "";
}

static void add_rows(gm_text_table *t, const gm_replications *set, const rosters *r,
                     gm_arena *arena)
{
    const gm_headcount_def *def = &set->twin->model->headcount;
    for (int32_t i = 0; i < def->n_rows; i++) {
        const gm_staff_row_def *row = &def->rows[i];
        const gm_headcount_row *last = row_of(&r->at[1], row);
        if (!last && !row_of(&r->at[0], row)) {
            continue;
        }
        char present[GM_WORD_BYTES];
        bool counts = last && !row->has_heads;
        const char *cells[] = {
            row->shop,
            gm_staff_kind_text(row->kind),
            heads_cell(&r->at[0], row, arena),
            heads_cell(&r->at[1], row, arena),
            counts
                ? gm_word_number(floor(last->present + last->leaders_present + 0.5), 6, present)
                : "",
        };
        gm_text_table_row(t, cells, 5);
    }
}

static void add_totals(gm_text_table *t, const rosters *r, gm_arena *arena)
{
    char hours[GM_WORD_BYTES];
    for (int b = 0; b < GM_N_BASES; b++) {
        double per = hours_per_vehicle(r, b);
        const char *cells[] = {
            gm_arena_printf(arena, "all: %s", gm_staff_basis_text((gm_staff_basis)b)),
            "",
            gm_arena_printf(arena, "%" PRId64, r->at[0].heads[b]),
            gm_arena_printf(arena, "%" PRId64, r->at[1].heads[b]),
            "",
            isnan(per) ? "" : gm_arena_printf(arena, "%s h", gm_word_number(per, 3, hours)),
        };
        gm_text_table_row(t, cells, 6);
    }
}

void gm_headcount_text(const gm_replications *set, gm_page page, FILE *out)
{
    if (!set->twin->model->headcount.is_given) {
        return;
    }
    gm_arena arena;
    gm_arena_init(&arena, 0);
    rosters r = rosters_of(set, &arena);
    char from[GM_DATE_TEXT_MAX];
    char to[GM_DATE_TEXT_MAX];
    gm_date_format(r.dates[0], from);
    gm_date_format(r.dates[1], to);
    char head_from[32];
    char head_to[32];
    snprintf(head_from, sizeof head_from, ">%s", from);
    snprintf(head_to, sizeof head_to, ">%s", to);
    const char *heads[] = {
        "people on the roster",  "kind", head_from, head_to, ">present a day",
        ">attended per vehicle", NULL};
    gm_text_table t = gm_text_table_of(&arena, page, heads);
    t.least[0] = 16;
    t.most[4] = 9;
    t.most[5] = 14;
    add_rows(&t, set, &r, &arena);
    add_totals(&t, &r, &arena);
    gm_text_table_print(&t, out);
    gm_text_wrap("rows hold their team leaders; `all: direct` leaves them out", page.columns, 2,
                 out);
    if (!isnan(r.vehicles)) {
        char vehicles[GM_WORD_BYTES];
        const char *note = gm_arena_printf(
            &arena,
            "attended hours are those of the roster over the %s vehicles of %s in the last "
            "twelve months",
            gm_word_number(floor(r.vehicles + 0.5), 7, vehicles), r.counter);
        gm_text_wrap(note, page.columns, 2, out);
    }
    fputc('\n', out);
    gm_arena_fini(&arena);
}

// ---- JSON

static void put_date(gm_json *j, const rosters *r, int i)
{
    char date[GM_DATE_TEXT_MAX];
    gm_date_format(r->dates[i], date);
    gm_json_begin_object(j);
    gm_json_put_text(j, "date", date);
    gm_json_key(j, "rows");
    gm_json_begin_array(j);
    for (int32_t k = 0; k < r->at[i].n_rows; k++) {
        const gm_headcount_row *row = &r->at[i].rows[k];
        gm_json_begin_object(j);
        gm_json_put_text(j, "shop", row->def->shop);
        gm_json_put_text(j, "kind", gm_staff_kind_text(row->def->kind));
        gm_json_put_int(j, "workers", row->workers);
        gm_json_put_int(j, "leaders", row->leaders);
        gm_json_put_number(j, "present", row->present + row->leaders_present);
        gm_json_end(j);
    }
    gm_json_end(j);
    for (int b = 0; b < GM_N_BASES; b++) {
        static const char *const keys[] = {"direct", "plant", "site"};
        gm_json_put_int(j, keys[b], r->at[i].heads[b]);
    }
    gm_json_end(j);
}

void gm_headcount_json(const gm_replications *set, gm_json *j)
{
    gm_json_key(j, "headcount");
    if (!set->twin->model->headcount.is_given) {
        gm_json_null(j);
        return;
    }
    gm_arena arena;
    gm_arena_init(&arena, 0);
    rosters r = rosters_of(set, &arena);
    gm_json_begin_object(j);
    gm_json_key(j, "dates");
    gm_json_begin_array(j);
    for (int i = 0; i < N_DATES; i++) {
        put_date(j, &r, i);
    }
    gm_json_end(j);
    gm_json_put_number(j, "vehicles_last_12_months", r.vehicles);
    gm_json_put_text(j, "counter", r.counter);
    gm_json_put_number(j, "attended_hours_per_vehicle_plant",
                       hours_per_vehicle(&r, GM_BASIS_PLANT));
    gm_json_end(j);
    gm_arena_fini(&arena);
}
