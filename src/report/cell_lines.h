// SPDX-License-Identifier: MIT
//
// Texts of numbers that the sections of a cell's answer share. All are in the arena of the lines.

#ifndef GM_REPORT_CELL_LINES_H
#define GM_REPORT_CELL_LINES_H

#include "report/table.h"

#include <stdio.h>

typedef struct gm_cell_lines {
    gm_page page;
    FILE *out;       // borrowed
    gm_arena *arena; // borrowed
} gm_cell_lines;

// With so many figures: "3.722".
const char *gm_cell_lines_number(const gm_cell_lines *l, double value, int figures);
// "12.5 %".
const char *gm_cell_lines_percent(const gm_cell_lines *l, double share);
// "39.1 min", "5.2 h", "12.4 d".
const char *gm_cell_lines_time(const gm_cell_lines *l, double seconds);

// A line, without its end: goes on below, indented, where the page ends.
__attribute__((format(printf, 2, 3))) void gm_cell_lines_say(const gm_cell_lines *l,
                                                             const char *fmt, ...);

#endif
