// SPDX-License-Identifier: MIT
//
// The people of a base: heads by basis over time, and hours for each vehicle by shop.

#include "report/rosters.h"
#include "report/sheet.h"
#include "report/words.h"

#include <inttypes.h>
#include <math.h>
#include <stdlib.h>

#define MOST_MONTHS 600
#define HOUR_S      3600.0

// ---- heads

typedef struct head_counts {
    int n;
    gm_date dates[MOST_MONTHS];
    int64_t by[MOST_MONTHS][GM_N_BASES];
} head_counts;

// At the first of every month of the run, and on its first day. Of a run of many years each
// twelfth month.
static head_counts *heads_of(const gm_sheet *sheet)
{
    const gm_model *model = sheet->twin->model;
    const gm_clock_def *clock = &model->clock;
    head_counts *out = GM_NEW(sheet->arena, head_counts, 1);
    double end_s = clock->run_until == GM_RUN_FOR_TIME ? clock->run_s : 1.0;
    int32_t n_months = gm_civil_month(clock->civil, end_s - 1.0) + 1;
    int32_t each = n_months <= MOST_MONTHS ? 1 : 12;
    for (int32_t m = 0; m < n_months && out->n < MOST_MONTHS; m += each) {
        gm_date date = m == 0 ? gm_date_from_day(clock->civil.start_day)
                              : gm_civil_month_date(clock->civil, m);
        gm_mark mark = gm_arena_mark(sheet->arena);
        gm_headcount h = gm_headcount_at(&model->headcount, &model->plant, date, sheet->arena);
        out->dates[out->n] = date;
        for (int b = 0; b < GM_N_BASES; b++) {
            out->by[out->n][b] = h.heads[b];
        }
        out->n += 1;
        gm_arena_rewind(sheet->arena, mark);
    }
    return out;
}

static const char *basis_word(int basis)
{
    static const char *const words[] = {"direct", "plant", "whole site"};
    return words[basis];
}

static void draw_step_line(gm_html *h, const head_counts *all, int basis, gm_box box,
                           const gm_scale *y)
{
    static const char *const classes[] = {"line l-direct", "line l-plant", "line l-site"};
    double step = box.width / all->n;
    gm_svg_path_begin(h, classes[basis]);
    for (int i = 0; i < all->n; i++) {
        double at = gm_scale_at(y, (double)all->by[i][basis]);
        if (i == 0) {
            gm_svg_path_move(h, box.x, at);
        } else {
            gm_svg_path_line(h, box.x + step * i, at);
        }
        gm_svg_path_line(h, box.x + step * (i + 1), at);
    }
    gm_svg_path_end(h, false);
    double end = gm_scale_at(y, (double)all->by[all->n - 1][basis]);
    gm_svg_text(h, "name", box.x + box.width + 8.0, end + 4.0, GM_ANCHOR_START,
                basis_word(basis));
}

// Claims on heads, as far as the axis goes.
static void draw_bounds(gm_sheet *sheet, gm_box box, const gm_scale *y)
{
    double drawn = -1.0;
    for (int32_t k = 0; k < sheet->twin->n_claims; k++) {
        const gm_claim_plan *claim = &sheet->twin->claims[k];
        double value = claim->def->value;
        if (claim->is_heads && value <= y->hi && value != drawn) {
            double at = gm_scale_at(y, value);
            gm_svg_line(&sheet->html, "target", box.x, at, box.x + box.width, at);
            gm_svg_text(&sheet->html, "sub", box.x + 6.0, at - 5.0, GM_ANCHOR_START,
                        gm_svg_cut(&sheet->html, claim->def->says, 60));
            drawn = value;
        }
    }
}

static void write_heads(gm_sheet *sheet, const head_counts *all)
{
    static const char *const columns[] = {"from", ">direct", ">plant", ">whole site", NULL};
    gm_html_table_begin(&sheet->html, "Heads on the pay roll, people", columns);
    for (int i = 0; i < all->n; i++) {
        char date[GM_DATE_TEXT_MAX];
        char number[GM_N_BASES][GM_WORD_BYTES];
        gm_date_format(all->dates[i], date);
        const char *cells[GM_N_BASES + 1] = {date};
        for (int b = 0; b < GM_N_BASES; b++) {
            cells[1 + b] = gm_word_number((double)all->by[i][b], 9, number[b]);
        }
        gm_html_table_row(&sheet->html, cells);
    }
    gm_html_table_end(&sheet->html);
}

static void draw_ticks(gm_html *h, const head_counts *all, gm_box box)
{
    int each = (all->n + 11) / 12;
    for (int i = 0; i < all->n; i += each) {
        char date[GM_DATE_TEXT_MAX];
        gm_date_format(all->dates[i], date);
        date[7] = '\0'; // the month
        gm_svg_text(h, "tick", box.x + box.width / all->n * (i + 0.5),
                    box.y + box.height + 20.0, GM_ANCHOR_MIDDLE, date);
    }
}

void gm_chart_heads(gm_sheet *sheet)
{
    if (!sheet->twin->model->headcount.is_given) {
        return;
    }
    gm_html *h = &sheet->html;
    const head_counts *all = heads_of(sheet);
    double most = 0.0;
    for (int i = 0; i < all->n; i++) {
        most = fmax(most, (double)all->by[i][GM_BASIS_SITE]);
    }
    gm_box box = {72.0, 32.0, 780.0, 220.0};
    gm_scale y = gm_scale_nice(0.0, most, 6, box.y + box.height, box.y);
    gm_chart_begin(h, &(gm_chart){"heads", "People on the pay roll",
                                  "Heads by month on three bases: direct people build the "
                                  "product; plant adds leaders, logistics, maintenance and "
                                  "quality; the whole site adds research and administration. "
                                  "They follow from the roster, without chance.",
                                  "marks", 960.0, box.y + box.height + 40.0});
    gm_svg_y_axis(h, box, &y, "people");
    draw_bounds(sheet, box, &y);
    for (int b = 0; b < GM_N_BASES; b++) {
        draw_step_line(h, all, b, box, &y);
    }
    for (int i = 0; i < all->n; i++) {
        gm_svg_mark_begin(h, i, -1);
        gm_svg_rect(
            h, "hit",
            (gm_box){box.x + box.width / all->n * i, box.y, box.width / all->n, box.height});
        gm_svg_mark_end(h);
    }
    draw_ticks(h, all, box);
    gm_svg_line(h, "axis", box.x, box.y + box.height, box.x + box.width, box.y + box.height);
    gm_chart_table(h);
    write_heads(sheet, all);
    gm_chart_end(h, NULL);
}

// ---- hours per vehicle

typedef struct hours_row {
    const char *name;
    const char *kind;
    gm_interval hours;           // for each vehicle; half-width NaN: not by chance
    const gm_model_input *input; // of a reference; NULL: a shop or a sum
} hours_row;

#define HOURS_STEP 26.0
#define HOURS_X    250.0
#define HOURS_W    560.0

static int by_hours(const void *a, const void *b)
{
    double p = ((const hours_row *)a)->hours.mean;
    double q = ((const hours_row *)b)->hours.mean;
    return p != q ? (p > q ? -1 : 1) : 0;
}

static gm_interval scaled(gm_interval x, double by)
{
    return (gm_interval){x.mean * by, x.sd * by, x.half_width * by, x.n};
}

static int list_shops(const gm_sheet *sheet, const gm_rosters *r, hours_row *rows)
{
    double paid_h = sheet->twin->model->headcount.paid_s / HOUR_S;
    int n = 0;
    for (int32_t i = 0; i < r->at[1].n_rows; i++) {
        const gm_headcount_row *row = &r->at[1].rows[i];
        double hours_a_year = (double)(row->workers + row->leaders) * paid_h * row->attends;
        if (hours_a_year > 0.0) {
            rows[n++] = (hours_row){row->def->shop, gm_staff_kind_text(row->def->kind),
                                    scaled(r->years_per_vehicle, hours_a_year), NULL};
        }
    }
    qsort(rows, (size_t)n, sizeof *rows, by_hours);
    return n;
}

static int add_bases(const gm_rosters *r, hours_row *rows)
{
    static const char *const words[] = {"all direct", "all of the plant", "whole site"};
    for (int b = 0; b < GM_N_BASES; b++) {
        double hours_a_year = r->at[1].attended_s[b] / HOUR_S;
        rows[b] =
            (hours_row){words[b], "sum", scaled(r->years_per_vehicle, hours_a_year), NULL};
    }
    return GM_N_BASES;
}

// Facts in hours for each thing that is counted: other plants.
static int add_references(const gm_sheet *sheet, hours_row *rows)
{
    const gm_model *model = sheet->twin->model;
    gm_dim wanted = {.power = {[GM_AXIS_TIME] = 1, [GM_AXIS_COUNT] = -1}};
    int n = 0;
    for (int32_t i = 0; i < model->n_inputs; i++) {
        const gm_model_input *input = &model->inputs[i];
        if (gm_text_starts_with(input->path, "facts.") && gm_dim_equal(input->dim, wanted)) {
            gm_interval hours = {input->value / HOUR_S, (double)NAN, (double)NAN, 1};
            rows[n++] = (hours_row){input->path + 6, "reference", hours, input};
        }
    }
    return n;
}

static const char *hours_text(gm_html *h, const hours_row *row)
{
    char a[GM_WORD_BYTES];
    const gm_model_input *in = row->input;
    if (in) {
        char lo[GM_WORD_BYTES];
        char hi[GM_WORD_BYTES];
        gm_word_number(row->hours.mean, 3, a);
        return in->has_range ? gm_arena_printf(h->arena, "%s h [%s to %s]", a,
                                               gm_word_number(in->lo / HOUR_S, 3, lo),
                                               gm_word_number(in->hi / HOUR_S, 3, hi))
                             : gm_arena_printf(h->arena, "%s h", a);
    }
    char half[GM_WORD_BYTES];
    bool has_half = !isnan(row->hours.half_width);
    gm_word_number(row->hours.mean, 3, a);
    return has_half ? gm_arena_printf(h->arena, "%s ± %s h", a,
                                      gm_word_number(row->hours.half_width, 2, half))
                    : gm_arena_printf(h->arena, "%s h", a);
}

static void draw_hours(gm_html *h, const hours_row *rows, int n, gm_box box, const gm_scale *x)
{
    for (int i = 0; i < n; i++) {
        const hours_row *row = &rows[i];
        double y = box.y + HOURS_STEP * i;
        double end = gm_scale_at(x, row->hours.mean);
        bool is_sum = row->kind[0] == 's';
        gm_svg_mark_begin(h, i, -1);
        gm_svg_text(h, is_sum ? "label strong" : "label", HOURS_X - 10.0, y + 17.0,
                    GM_ANCHOR_END, gm_svg_cut(h, row->name, 30));
        gm_svg_rect(h,
                    row->input ? "bar reference"
                    : is_sum   ? "bar sum"
                               : "bar",
                    (gm_box){box.x, y + 4.0, end - box.x, HOURS_STEP - 9.0});
        if (row->input && row->input->has_range) {
            double lo = gm_scale_at(x, row->input->lo / HOUR_S);
            double hi = gm_scale_at(x, row->input->hi / HOUR_S);
            gm_svg_line(h, "whisker", lo, y + 12.5, hi, y + 12.5);
        }
        gm_svg_text(h, "value", end + 8.0, y + 17.0, GM_ANCHOR_START, hours_text(h, row));
        gm_svg_mark_end(h);
    }
}

static void write_hours(gm_sheet *sheet, const hours_row *rows, int n)
{
    static const char *const heads[] = {"shop or plant", "kind", ">attended hours per vehicle",
                                        "source", NULL};
    gm_html_table_begin(
        &sheet->html, "Hours per vehicle; ± half-width (95 %); [range of a reference]", heads);
    for (int i = 0; i < n; i++) {
        const gm_model_input *in = rows[i].input;
        const char *cells[] = {rows[i].name, rows[i].kind, hours_text(&sheet->html, &rows[i]),
                               in && in->source ? in->source : ""};
        gm_html_table_row(&sheet->html, cells);
    }
    gm_html_table_end(&sheet->html);
}

void gm_chart_hours(gm_sheet *sheet)
{
    if (!sheet->twin->model->headcount.is_given) {
        return;
    }
    gm_html *h = &sheet->html;
    gm_rosters r = gm_rosters_of(sheet->set, sheet->arena);
    if (r.years_per_vehicle.n == 0) {
        gm_html_put(h,
                    "<p class=\"note\">Hours per vehicle: cannot say. They need twelve whole "
                    "months and a sink that counts vehicles.</p>\n");
        return;
    }
    hours_row *rows = GM_NEW(sheet->arena, hours_row,
                             r.at[1].n_rows + GM_N_BASES + sheet->twin->model->n_inputs + 1);
    int n = list_shops(sheet, &r, rows);
    n = n < GM_PAGE_BARS - 8 ? n : GM_PAGE_BARS - 8;
    n += add_bases(&r, &rows[n]);
    n += add_references(sheet, &rows[n]);
    double most = 0.0;
    for (int i = 0; i < n; i++) {
        most = fmax(most, rows[i].hours.mean);
        most = rows[i].input && rows[i].input->has_range
                   ? fmax(most, rows[i].input->hi / HOUR_S)
                   : most;
    }
    gm_box box = {HOURS_X, 16.0, HOURS_W, HOURS_STEP * n};
    gm_scale x = gm_scale_nice(0.0, most, 8, box.x, box.x + box.width);
    char vehicles[GM_WORD_BYTES];
    const char *says = gm_arena_printf(
        sheet->arena,
        "Hours that the people of each shop attend in a year, over the %s vehicles of %s in "
        "the "
        "last twelve months, beside other plants from the facts of the model. What each plant "
        "counts as its own differs: see the sources.",
        gm_word_number(floor(r.vehicles + 0.5), 7, vehicles), r.counter);
    gm_chart_begin(h, &(gm_chart){"hours", "Hours per vehicle", says, "marks", 960.0,
                                  box.y + box.height + 36.0});
    gm_svg_x_axis(h, box, &x, " h");
    draw_hours(h, rows, n, box, &x);
    gm_chart_table(h);
    write_hours(sheet, rows, n);
    gm_chart_end(h, NULL);
}
