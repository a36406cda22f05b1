// SPDX-License-Identifier: MIT
//
// The figures and tables of a page, one file each: what they share.

#ifndef GM_REPORT_SHEET_H
#define GM_REPORT_SHEET_H

#include "report/chart.h"
#include "report/page_report.h"
#include "twin/stated.h"

typedef struct gm_sheet {
    gm_html html;
    const gm_page_report *report;
    const gm_replications *set;
    const gm_twin *twin;
    gm_arena *arena;
    gm_stated stated;
} gm_sheet;

// Percentiles and mean of a sample; n 0: no value.
typedef struct gm_spread {
    int32_t n;
    double p5;
    double p25;
    double median;
    double p75;
    double p95;
    gm_interval mean;
} gm_spread;

// Of the n values, which are sorted.
gm_spread gm_spread_of(double *values, int32_t n);

// A line or a mark beside a series.
typedef struct gm_series_extra {
    const char *word;     // for the legend and the head of the table
    const double *values; // by interval; NaN: none
    bool is_mark;         // what came, a diamond; else a target, a line
    bool is_least;        // came or more
} gm_series_extra;

typedef struct gm_series_chart {
    const char *id;
    const char *title;
    const char *says;
    const char *unit; // of the axis
    int32_t series_i; // of the replications
    bool counts;      // what came in an interval: one that is cut short is not drawn
    const char *note; // or NULL
    int n_extras;
    const gm_series_extra *extras;
} gm_series_chart;

#define GM_MOST_EXTRAS 6

// The fan of a figure over the intervals of the run: its median, and where the middle half and
// the middle 90 % of the replications lie.
void gm_chart_series(gm_sheet *sheet, const gm_series_chart *chart);

// The index of a figure among the series, or -1.
int32_t gm_series_find(const gm_replications *set, int32_t figure_i);

// Sections; each writes nothing when the model has nothing for it.
void gm_page_verdicts(gm_sheet *sheet);
void gm_chart_claims(gm_sheet *sheet);
void gm_chart_output(gm_sheet *sheet);
void gm_chart_wip(gm_sheet *sheet);
void gm_chart_balances(gm_sheet *sheet);
void gm_chart_places(gm_sheet *sheet);
void gm_chart_crews(gm_sheet *sheet);
void gm_page_why(gm_sheet *sheet);
void gm_chart_gradients(gm_sheet *sheet);
void gm_chart_shops(gm_sheet *sheet);
void gm_chart_waterfalls(gm_sheet *sheet);
void gm_chart_states(gm_sheet *sheet);
void gm_chart_gantt(gm_sheet *sheet);
void gm_chart_sankey(gm_sheet *sheet);
void gm_chart_heads(gm_sheet *sheet);
void gm_chart_hours(gm_sheet *sheet);
void gm_page_vehicles(gm_sheet *sheet);
void gm_page_sequence(gm_sheet *sheet);
void gm_page_quality(gm_sheet *sheet);
void gm_page_cells(gm_sheet *sheet);
void gm_page_inputs(gm_sheet *sheet);

// Whether the model has something for these sections: without it they are left out.
bool gm_has_vehicles(const gm_sheet *sheet);
bool gm_has_sequence(const gm_sheet *sheet);
bool gm_has_quality(const gm_sheet *sheet);
bool gm_has_cells(const gm_sheet *sheet);

// Where the row of an input is in the page: "#input-12".
const char *gm_input_anchor(gm_arena *arena, int32_t input_i);

// The class of a state or of a loss in chart.css.
const char *gm_state_class(gm_state state);
const char *gm_loss_class(const char *word);

// The word of a state, as in the glossary.
const char *gm_state_label(gm_state state);

// The line (shop) of a step.
const char *gm_shop_of(const gm_twin *twin, int32_t step_i);

#endif
