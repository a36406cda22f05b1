// SPDX-License-Identifier: MIT
//
// Panels: curves over one x, one panel below the other, each with a scale of its own.
//
// A curve may have any number of points: of those that fall on one unit of x only the first, the lowest,
// the highest and the last are drawn, so that nothing that could be seen is lost.

#ifndef GM_REPORT_PANEL_H
#define GM_REPORT_PANEL_H

#include "report/svg.h"

#include <stdint.h>

typedef struct gm_panel {
    gm_box box;
    const gm_scale *x; // over the width of the box
    int32_t n;
    const double *at; // x of each point, rising; borrowed
} gm_panel;

// Values upwards in a box, from round number to round number.
typedef struct gm_panel_axis {
    gm_scale scale;
    double step;
    int n_steps; // >= 1
} gm_panel_axis;

// Around lo and hi; of an empty or unknown range, around what is known of it.
gm_panel_axis gm_panel_axis_around(gm_box box, double lo, double hi);

// From 0 to hi or more in as many steps as `beside` has, so that the lines of both are the same.
gm_panel_axis gm_panel_axis_beside(gm_box box, const gm_panel_axis *beside, double hi);

// Grid in both directions, numbers at the left, and above what they are; title may be NULL.
void gm_panel_frame(gm_html *h, const gm_panel *panel, const gm_panel_axis *y,
                    const char *title);

// Numbers of another axis at the right, where the lines of the panel are.
void gm_panel_right(gm_html *h, const gm_panel *panel, const gm_panel_axis *y);

// values: n of them. What leaves the scale is cut at the edge of the box.
void gm_panel_curve(gm_html *h, const gm_panel *panel, const gm_panel_axis *y,
                    const char *class, const double *values);

// A line at a value that may not be passed, with its text in the right margin. Nothing where it lies
// outside of the scale.
void gm_panel_limit(gm_html *h, const gm_panel *panel, const gm_panel_axis *y, double value,
                    const char *text);

#endif
