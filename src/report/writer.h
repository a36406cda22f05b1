// SPDX-License-Identifier: MIT
//
// The cells of the tables of a report in text: figures with their intervals, as words.

#ifndef GM_REPORT_WRITER_H
#define GM_REPORT_WRITER_H

#include "report/table.h"
#include "study/answer.h"

#include <stdio.h>

typedef struct gm_writer {
    const gm_replications *set;
    gm_page page;
    FILE *out;
    gm_arena *arena; // of the words
} gm_writer;

// NaN without a figure of that name, or without a value.
gm_interval gm_writer_figure(const gm_writer *w, const char *path, const char *figure,
                             const char *stat);

// A figure with its half-width; empty where there is none of that name.
const char *gm_writer_cell(const gm_writer *w, const char *path, const char *figure,
                           const char *stat);

// The same, empty for what is 0 in all replications.
const char *gm_writer_cell_or_nothing(const gm_writer *w, const char *path, const char *figure);

// A figure that adds up, by the day; empty for what is 0 in all replications.
const char *gm_writer_per_day(const gm_writer *w, const char *path, const char *figure);

// A share as a percentage.
const char *gm_writer_percent(const gm_writer *w, gm_interval x);

// Nothing came to this station, belt or line in any replication.
bool gm_writer_is_unused(const gm_writer *w, const char *path);

// Prints a table that has more than its head, and an empty line.
void gm_writer_print(const gm_writer *w, gm_text_table *t);

#endif
