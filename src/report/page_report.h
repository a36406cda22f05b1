// SPDX-License-Identifier: MIT
//
// A run as one HTML page that needs nothing else: no network, no other file.
//
// First the verdicts in plain words, then why, then the plant, its people and every input. Each
// figure is a drawing with its table; the script only adds pointing and zoom.

#ifndef GM_REPORT_PAGE_REPORT_H
#define GM_REPORT_PAGE_REPORT_H

#include "report/run_report.h"
#include "study/gradient.h"
#include "study/watch.h"
#include "study/why.h"

#define GM_PAGE_MOST_CHOSEN 64

// Everything the page is made of; all borrowed.
typedef struct gm_page_report {
    const gm_run_report *run;
    const gm_why *why;
    const gm_gradients *gradients; // NULL: they were not asked for
    const gm_watch *watch;
    const char *command;   // that made it, as it was typed
    int n_chosen;          // stations that the Gantt shows; 0: those needed most
    const int32_t *chosen; // their steps
} gm_page_report;

// Caps, so that a page stays within 3 MB; a page says where it left something out.
#define GM_PAGE_BARS     60   // rows of a chart of bars
#define GM_PAGE_LANES    40   // rows of a Gantt
#define GM_PAGE_NODES    48   // of a Sankey
#define GM_PAGE_UNSTATED 1500 // rows of numbers without a source

void gm_page_html(const gm_page_report *report, FILE *out);

// One of its figures as an SVG file. NULL: the page has no such figure; then *names are those it
// has, with spaces between. In the arena.
const char *gm_page_figure(const gm_page_report *report, const char *id, const char **names,
                           gm_arena *arena);

#endif
