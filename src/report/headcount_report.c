// SPDX-License-Identifier: MIT

#include "report/headcount_report.h"

#include "report/rosters.h"
#include "report/words.h"

#include <inttypes.h>
#include <math.h>

// ---- text

static const char *heads_cell(const gm_headcount *h, const gm_staff_row_def *def,
                              gm_arena *arena)
{
    const gm_headcount_row *row = gm_roster_row(h, def);
    return row ? gm_arena_printf(arena, "%" PRId64, row->workers + row->leaders) : "";
}

static void add_rows(gm_text_table *t, const gm_replications *set, const gm_rosters *r,
                     gm_arena *arena)
{
    const gm_headcount_def *def = &set->twin->model->headcount;
    for (int32_t i = 0; i < def->n_rows; i++) {
        const gm_staff_row_def *row = &def->rows[i];
        const gm_headcount_row *last = gm_roster_row(&r->at[1], row);
        if (!last && !gm_roster_row(&r->at[0], row)) {
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

static void add_totals(gm_text_table *t, const gm_rosters *r, gm_arena *arena)
{
    char hours[GM_WORD_BYTES];
    for (int b = 0; b < GM_N_BASES; b++) {
        double per = gm_rosters_hours(r, b);
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
    gm_rosters r = gm_rosters_of(set, &arena);
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

static void put_date(gm_json *j, const gm_rosters *r, int i)
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
    gm_rosters r = gm_rosters_of(set, &arena);
    gm_json_begin_object(j);
    gm_json_key(j, "dates");
    gm_json_begin_array(j);
    for (int i = 0; i < GM_ROSTER_DATES; i++) {
        put_date(j, &r, i);
    }
    gm_json_end(j);
    gm_json_put_number(j, "vehicles_last_12_months", r.vehicles);
    gm_json_put_text(j, "counter", r.counter);
    gm_json_put_number(j, "attended_hours_per_vehicle_plant",
                       gm_rosters_hours(&r, GM_BASIS_PLANT));
    gm_json_end(j);
    gm_arena_fini(&arena);
}
