// SPDX-License-Identifier: MIT
//
// A figure of horizontal bars with its table: one row each, of one part or of several in a row.

#ifndef GM_REPORT_BARS_H
#define GM_REPORT_BARS_H

#include "report/sheet.h"

#define GM_MOST_PARTS       11
#define GM_MOST_BAR_COLUMNS 12

// A part of every bar: its class in chart.css and its word in the legend.
typedef struct gm_bar_part {
    const char *class;
    const char *word;
} gm_bar_part;

// One bar. All texts are borrowed; the first cell is the name of the row.
typedef struct gm_bar {
    const char *name;
    double parts[GM_MOST_PARTS]; // >= 0; NaN: none
    double mark;                 // a line across the row at this value, as a limit; NaN: none
    const char *says;            // behind the bar, or NULL
    const char *cells[GM_MOST_BAR_COLUMNS];
} gm_bar;

typedef struct gm_bars {
    const char *id;
    const char *title;
    const char *says;
    int n_parts;
    const gm_bar_part *parts; // with one part there is no legend
    bool is_share;            // parts are shares of 1, their percentages stand in them
    const char *caption;
    const char *const *heads; // of the table: see gm_html_table_begin()
    int n;
    const gm_bar *bars;
} gm_bars;

// Writes nothing without bars. Of more than GM_PAGE_BARS the first, and says so.
void gm_chart_bars(gm_sheet *sheet, const gm_bars *bars);

#endif
