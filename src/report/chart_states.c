// SPDX-License-Identifier: MIT
//
// The states of every step that works: a bar of all its hours each.

#include "report/rank.h"
#include "report/sheet.h"
#include "report/states_text.h"
#include "report/words.h"

#include <math.h>
#include <stdlib.h>

#define STEP   24.0
#define LEFT   230.0
#define WIDE   690.0
#define LEGEND 36.0

static int by_row(const void *a, const void *b)
{
    return ((const gm_ranked *)a)->row_i - ((const gm_ranked *)b)->row_i;
}

// The rows that are needed most, in the order of the file. *n_used: of so many.
static const gm_ranked *choose(const gm_sheet *sheet, int *n, int *n_used)
{
    const gm_why *why = sheet->report->why;
    gm_ranked *rows = GM_NEW(sheet->arena, gm_ranked, why->n + 1);
    *n_used = 0;
    for (int32_t i = 0; i < why->n; i++) {
        const gm_why_row *row = &why->rows[i];
        if (row->state[GM_STATE_WORKING].mean > 0.0) {
            double key = row->needed_share;
            rows[(*n_used)++] = (gm_ranked){i, isnan(key) ? -1.0 : key};
        }
    }
    qsort(rows, (size_t)*n_used, sizeof *rows, gm_by_key);
    *n = *n_used < GM_PAGE_BARS ? *n_used : GM_PAGE_BARS;
    qsort(rows, (size_t)*n, sizeof *rows, by_row);
    return rows;
}

static void draw_row(gm_sheet *sheet, const gm_why_row *row, int i)
{
    gm_html *h = &sheet->html;
    double y = LEGEND + STEP * i;
    const char *name = sheet->twin->plan->steps[row->step_i].name;
    gm_svg_text(h, "label", LEFT - 10.0, y + 16.0, GM_ANCHOR_END, gm_svg_cut(h, name, 28));
    double x = LEFT;
    for (int k = 0; k < GM_N_STATES; k++) {
        gm_state state = gm_state_shown(k);
        double share = row->state[state].mean;
        if (!(share > 5e-4)) {
            continue;
        }
        double width = share * WIDE;
        char text[GM_WORD_BYTES];
        gm_svg_mark_begin(h, i, 1 + k);
        gm_svg_rect(h, gm_state_class(state), (gm_box){x, y + 2.0, width, STEP - 4.0});
        if (width > 34.0) {
            gm_svg_text(h, gm_arena_printf(h->arena, "on %s-ink", gm_state_class(state)),
                        x + width / 2.0, y + 16.5, GM_ANCHOR_MIDDLE,
                        gm_word_percent(row->state[state], text));
        }
        gm_svg_mark_end(h);
        x += width;
    }
}

static void write_table(gm_sheet *sheet, const gm_ranked *rows, int n)
{
    const char *heads[GM_N_STATES + 3] = {"station"};
    for (int k = 0; k < GM_N_STATES; k++) {
        heads[1 + k] = gm_state_head(k);
    }
    heads[1 + GM_N_STATES] = ">largest ±";
    gm_html_table_begin(&sheet->html,
                        "States, % of all hours counted; ±: the largest 95 % half-width of a "
                        "row",
                        heads);
    for (int i = 0; i < n; i++) {
        const gm_why_row *row = &sheet->report->why->rows[rows[i].row_i];
        const char *cells[GM_N_STATES + 2] = {sheet->twin->plan->steps[row->step_i].name};
        gm_state_cells(row->state, row->state[0], &cells[1], sheet->arena);
        gm_html_table_row(&sheet->html, cells);
    }
    gm_html_table_end(&sheet->html);
}

void gm_chart_states(gm_sheet *sheet)
{
    gm_html *h = &sheet->html;
    int n;
    int n_used;
    const gm_ranked *rows = choose(sheet, &n, &n_used);
    if (n == 0) {
        return;
    }
    gm_chart_begin(h, &(gm_chart){"states", "What every station does",
                                  "All hours of the time counted, by state, mean over the "
                                  "replications. Numbers in the bars are percent.",
                                  "marks", 960.0, LEGEND + STEP * n + 8.0});
    double x = 16.0;
    for (int k = 0; k < GM_N_STATES; k++) {
        gm_state state = gm_state_shown(k);
        x = gm_chart_legend(h, x, 18.0, gm_state_class(state), gm_state_label(state));
    }
    for (int i = 0; i < n; i++) {
        draw_row(sheet, &sheet->report->why->rows[rows[i].row_i], i);
    }
    gm_chart_table(h);
    write_table(sheet, rows, n);
    gm_chart_end(h, n < n_used ? gm_arena_printf(sheet->arena,
                                                 "The %d stations that are needed most, of %d.",
                                                 n, n_used)
                               : NULL);
}
