// SPDX-License-Identifier: MIT
//
// A day of the first replication, machine by machine: which state held when.
//
// States differ in height as well as in colour, so that they can be told apart without it.

#include "report/sheet.h"
#include "report/words.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define LANE              22.0
#define LEFT              210.0
#define WIDE              734.0
#define TOP               56.0
#define HOUR              3600.0
#define MOST_OF_A_STATION 2 // machines

// ---- which machines

static double need_of(const gm_sheet *sheet, int32_t step_i)
{
    const gm_why *why = sheet->report->why;
    for (int32_t i = 0; i < why->n; i++) {
        if (why->rows[i].step_i == step_i) {
            bool is_used = why->rows[i].state[GM_STATE_WORKING].mean > 0.0;
            return is_used && !isnan(why->rows[i].needed_share) ? why->rows[i].needed_share
                                                                : -1.0;
        }
    }
    return -1.0;
}

static bool is_chosen(const gm_page_report *report, int32_t step_i)
{
    for (int i = 0; i < report->n_chosen; i++) {
        if (report->chosen[i] == step_i) {
            return true;
        }
    }
    return false;
}

typedef struct lane {
    int32_t row_i; // of the watch
    double need;
} lane;

static int by_need(const void *a, const void *b)
{
    const lane *p = a;
    const lane *q = b;
    if (p->need != q->need) {
        return p->need > q->need ? -1 : 1;
    }
    return p->row_i - q->row_i;
}

static int by_row(const void *a, const void *b)
{
    return ((const lane *)a)->row_i - ((const lane *)b)->row_i;
}

// Those that are asked for, or those that are needed most; in the order of the file.
static const lane *choose(const gm_sheet *sheet, int *n, int *n_all)
{
    const gm_watch *watch = sheet->report->watch;
    lane *lanes = GM_NEW(sheet->arena, lane, watch->n_rows + 1);
    *n = 0;
    *n_all = 0;
    for (int32_t i = 0; i < watch->n_rows; i++) {
        const gm_watch_row *row = &watch->rows[i];
        double need = need_of(sheet, row->step_i);
        bool is_asked = is_chosen(sheet->report, row->step_i);
        *n_all += need >= 0.0 || is_asked ? 1 : 0;
        bool is_in = sheet->report->n_chosen > 0
                         ? is_asked
                         : need >= 0.0 && row->machine_k < MOST_OF_A_STATION;
        if (is_in) {
            lanes[(*n)++] = (lane){i, need};
        }
    }
    qsort(lanes, (size_t)*n, sizeof *lanes, by_need);
    *n = *n < GM_PAGE_LANES ? *n : GM_PAGE_LANES;
    qsort(lanes, (size_t)*n, sizeof *lanes, by_row);
    return lanes;
}

static const char *name_of(const gm_sheet *sheet, const gm_watch_row *row)
{
    const char *name = sheet->twin->plan->steps[row->step_i].name;
    return row->n_machines > 1 ? gm_arena_printf(sheet->arena, "%s %d/%d", name,
                                                 (int)row->machine_k + 1, (int)row->n_machines)
                               : name;
}

// ---- drawing

// How high a state stands in its lane.
static double height_of(gm_state state)
{
    switch (state) {
    case GM_STATE_WORKING:
        return 16.0;
    case GM_STATE_DOWN:
    case GM_STATE_REPAIR_WAIT:
        return 18.0;
    case GM_STATE_SETUP:
    case GM_STATE_MAINTENANCE:
        return 12.0;
    case GM_STATE_BLOCKED:
        return 8.0;
    case GM_STATE_UNMANNED:
        return 6.0;
    case GM_STATE_STARVED:
        return 4.0;
    case GM_STATE_OFF:
    case GM_N_STATES:
        break;
    }
    return 1.5;
}

// All stretches of one state as one path: from slot to slot along the bottom of the lane.
static void draw_state(gm_html *h, const gm_watch *w, const gm_watch_row *row, gm_state state,
                       double bottom)
{
    double height = height_of(state);
    double scale = WIDE / w->n_slots;
    bool is_open = false;
    for (int32_t from = 0; from < w->n_slots;) {
        int32_t end = from + 1;
        while (end < w->n_slots && row->state[end] == row->state[from]) {
            end++;
        }
        if (row->state[from] == (uint8_t)state) {
            if (!is_open) {
                gm_svg_path_begin(h, gm_state_class(state));
                is_open = true;
            }
            gm_html_putf(h, "M%.2f %.1fh%.2fv-%.1fH%.2fz", from * scale, bottom,
                         (end - from) * scale, height, from * scale);
        }
        from = end;
    }
    if (is_open) {
        gm_svg_path_end(h, false);
    }
}

static void draw_lane(gm_sheet *sheet, const lane *l, int i)
{
    gm_html *h = &sheet->html;
    const gm_watch *w = sheet->report->watch;
    const gm_watch_row *row = &w->rows[l->row_i];
    gm_svg_mark_begin(h, i, -1);
    gm_svg_rect(h, "hit", (gm_box){0.0, LANE * i, WIDE, LANE});
    for (int s = 0; s < GM_N_STATES; s++) {
        draw_state(h, w, row, (gm_state)s, LANE * i + 20.0);
    }
    gm_svg_mark_end(h);
}

static double tick_hours(double hours)
{
    static const double steps[] = {1.0, 2.0, 3.0, 6.0, 12.0, 24.0};
    for (size_t i = 0; i < sizeof steps / sizeof steps[0]; i++) {
        if (hours / steps[i] <= 12.0) {
            return steps[i];
        }
    }
    return hours / 12.0;
}

// Hours of the day, or of the run; of less than three hours minutes.
static void draw_time(gm_sheet *sheet, double lanes_height)
{
    gm_html *h = &sheet->html;
    const gm_watch *w = sheet->report->watch;
    double length_s = w->watched_s - w->from_s;
    bool in_minutes = length_s < 3.0 * HOUR;
    double unit_s = in_minutes ? 60.0 : HOUR;
    double step_s = in_minutes ? gm_ticks_within(0.0, length_s / 60.0, 10).step * 60.0
                               : tick_hours(length_s / HOUR) * HOUR;
    double zero_s =
        in_minutes || !sheet->twin->model->clock.has_start
            ? 0.0
            : gm_civil_day_start_s(sheet->twin->model->clock.civil,
                                   gm_civil_day(sheet->twin->model->clock.civil, w->from_s));
    gm_html_putf(h,
                 "<g class=\"ticks-t\" data-from=\"%.3f\" data-to=\"%.3f\" data-unit=\"%.0f\">",
                 (w->from_s - zero_s), (w->watched_s - zero_s), unit_s);
    for (double at = 0.0; at <= length_s + 1.0 && step_s > 0.0; at += step_s) {
        double x = LEFT + at / length_s * WIDE;
        double value = (w->from_s - zero_s + at) / unit_s;
        gm_svg_line(h, "grid", x, TOP - 4.0, x, TOP + lanes_height);
        gm_svg_text(h, "tick", x, TOP - 10.0, GM_ANCHOR_MIDDLE,
                    gm_arena_printf(h->arena, in_minutes ? "%.0f min" : "%.0f h", value));
    }
    gm_html_put(h, "</g>\n");
}

// ---- table

static void write_table(gm_sheet *sheet, const lane *lanes, int n)
{
    const gm_watch *w = sheet->report->watch;
    const char *heads[GM_N_STATES + 2] = {"machine"};
    for (int s = 0; s < GM_N_STATES; s++) {
        heads[1 + s] = gm_arena_printf(sheet->arena, ">%s, min",
                                       gm_state_label((gm_state)(GM_N_STATES - 1 - s)));
    }
    gm_html_table_begin(&sheet->html, "Minutes in each state, counted exactly", heads);
    for (int i = 0; i < n; i++) {
        const gm_watch_row *row = &w->rows[lanes[i].row_i];
        const char *cells[GM_N_STATES + 1] = {name_of(sheet, row)};
        for (int s = 0; s < GM_N_STATES; s++) {
            double minutes = row->state_s[GM_N_STATES - 1 - s] / 60.0;
            cells[1 + s] = minutes > 0.0 ? gm_arena_printf(sheet->arena, "%.1f", minutes) : "";
        }
        gm_html_table_row(&sheet->html, cells);
    }
    gm_html_table_end(&sheet->html);
}

static const char *title_of(const gm_sheet *sheet)
{
    const gm_watch *w = sheet->report->watch;
    const gm_clock_def *clock = &sheet->twin->model->clock;
    char a[GM_WORD_BYTES];
    char b[GM_WORD_BYTES];
    if (clock->has_start) {
        char from[GM_TIME_TEXT_MAX];
        gm_civil_format(clock->civil, w->from_s, from);
        return gm_arena_printf(sheet->arena, "The stations on %.10s", from);
    }
    return gm_arena_printf(sheet->arena, "The stations from %s to %s of the run",
                           w->from_s > 0.0 ? gm_word_figure(w->from_s, GM_UNIT_TIME, a) : "0",
                           gm_word_figure(w->watched_s, GM_UNIT_TIME, b));
}

void gm_chart_gantt(gm_sheet *sheet)
{
    const gm_watch *w = sheet->report->watch;
    gm_html *h = &sheet->html;
    if (!w || !w->is_done || w->n_slots == 0) {
        gm_html_put(h, "<p class=\"note\">States over a day: cannot say. The first replication "
                       "ended before it.</p>\n");
        return;
    }
    int n;
    int n_all;
    const lane *lanes = choose(sheet, &n, &n_all);
    if (n == 0) {
        return;
    }
    gm_chart_begin(h, &(gm_chart){"gantt", title_of(sheet),
                                  "One history, that of the first replication: what every "
                                  "machine did when. States differ in height and colour.",
                                  "gantt", 960.0, TOP + LANE * n + 10.0});
    double x = 16.0;
    for (int s = GM_N_STATES - 1; s >= 0; s--) {
        x = gm_chart_legend(h, x, 18.0, gm_state_class((gm_state)s),
                            gm_state_label((gm_state)s));
    }
    draw_time(sheet, LANE * n);
    gm_html_put(h, "<g class=\"lanes\">");
    for (int i = 0; i < n; i++) {
        gm_svg_text(h, "label", LEFT - 10.0, TOP + LANE * i + 16.0, GM_ANCHOR_END,
                    gm_svg_cut(h, name_of(sheet, &w->rows[lanes[i].row_i]), 26));
    }
    gm_html_put(h, "</g>\n");
    gm_chart_plot_begin(h, (gm_box){LEFT, TOP, WIDE, LANE * n});
    for (int i = 0; i < n; i++) {
        draw_lane(sheet, &lanes[i], i);
    }
    gm_chart_plot_end(h);
    gm_chart_table(h);
    write_table(sheet, lanes, n);
    double slot_s = (w->watched_s - w->from_s) / w->n_slots;
    char slot[GM_WORD_BYTES];
    const char *left_out =
        n < n_all ? gm_arena_printf(sheet->arena,
                                    " Drawn are %d of %d machines, those that are needed most; "
                                    "--stations chooses others.",
                                    n, n_all)
                  : "";
    gm_chart_end(h, gm_arena_printf(sheet->arena,
                                    "A stroke is the state that held most of %s; the table "
                                    "counts exactly.%s",
                                    gm_word_figure(slot_s, GM_UNIT_TIME, slot), left_out));
}
