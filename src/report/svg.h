// SPDX-License-Identifier: MIT
//
// Drawing as SVG inside of a page, in units of about a pixel, y downwards.
//
// A class says what a thing is; chart.css gives it its colour, light, dark and in print. A mark is
// what can be pointed at: it belongs to a row of the figure's table, and to a column of it or to
// all of them.

#ifndef GM_REPORT_SVG_H
#define GM_REPORT_SVG_H

#include "report/html.h"
#include "report/scale.h"

typedef struct gm_box {
    double x;
    double y;
    double width;
    double height;
} gm_box;

typedef enum gm_anchor { GM_ANCHOR_START, GM_ANCHOR_MIDDLE, GM_ANCHOR_END } gm_anchor;

void gm_svg_rect(gm_html *h, const char *class, gm_box box);
void gm_svg_line(gm_html *h, const char *class, double x1, double y1, double x2, double y2);

// text is escaped; one that is longer than `most` characters is cut with an ellipsis (0: never).
void gm_svg_text(gm_html *h, const char *class, double x, double y, gm_anchor anchor,
                 const char *text);
const char *gm_svg_cut(gm_html *h, const char *text, int most);

// In two lines at most, to the right of a box and in its middle.
void gm_svg_text_wrapped(gm_html *h, const char *class, gm_box box, const char *text);
#define GM_SVG_LETTER 8.4 // wide, on the mean and with some to spare

double gm_svg_width(const char *text);

// What can be pointed at: row and column (counted from 0, the head of the row is column 0) of the
// table of the figure; column -1: all.
void gm_svg_mark_begin(gm_html *h, int row, int column);
void gm_svg_mark_end(gm_html *h);

// Paths: begin with a class, points, end. A closed one is filled.
void gm_svg_path_begin(gm_html *h, const char *class);
void gm_svg_path_move(gm_html *h, double x, double y);
void gm_svg_path_line(gm_html *h, double x, double y);
void gm_svg_path_end(gm_html *h, bool is_closed);

// Horizontal lines at round values over a box, with their numbers at its left, and what they
// count above it.
void gm_svg_y_axis(gm_html *h, gm_box box, const gm_scale *scale, const char *unit);

// Vertical lines at round values, with their numbers below the box; suffix stands behind each.
void gm_svg_x_axis(gm_html *h, gm_box box, const gm_scale *scale, const char *suffix);

#endif
