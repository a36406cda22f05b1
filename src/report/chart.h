// SPDX-License-Identifier: MIT
//
// The frame of a figure: its title, the drawing, and the table of the same numbers.
//
// In this order: begin, the drawing, table, the table, end. A drawing is an image with a title and
// a description; who cannot see it, or has no script, has the table.

#ifndef GM_REPORT_CHART_H
#define GM_REPORT_CHART_H

#include "report/svg.h"

typedef struct gm_chart {
    const char *id;    // a word of [a-z0-9-]
    const char *title; // of the figure
    const char *says;  // what it shows, in a sentence or two
    const char *kind;  // what the script does with it: "series", "marks", "gantt"
    double width;
    double height;
} gm_chart;

void gm_chart_begin(gm_html *h, const gm_chart *chart);
void gm_chart_table(gm_html *h);
void gm_chart_end(gm_html *h, const char *note); // below the figure, or NULL

// One entry of a legend, drawn in the figure: a small rectangle of a class and its word. Returns
// where the next one begins.
double gm_chart_legend(gm_html *h, double x, double y, const char *class, const char *word);

// The drawing of a figure alone, as an SVG file of its own. NULL: no such figure. In the arena.
const char *gm_chart_alone(const gm_html *h, const char *id);

// A part of the page over which a series is drawn; the script zooms it along x.
void gm_chart_plot_begin(gm_html *h, gm_box box);
void gm_chart_plot_end(gm_html *h);

#endif
