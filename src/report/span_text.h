// SPDX-License-Identifier: MIT
//
// The first lines of a report: which model was run, for how long, and what of it is counted.

#ifndef GM_REPORT_SPAN_TEXT_H
#define GM_REPORT_SPAN_TEXT_H

#include "report/table.h"
#include "study/replicate.h"

// "Name · scenario · 10 d · 20 replications", the name bold when there is colour; no end of line.
void gm_span_text_title(const gm_replications *set, gm_page page, FILE *out);

// Why the line engine did not run them, a line; nothing when it did, or was not to.
void gm_span_text_engine(const gm_replications *set, gm_page page, FILE *out);

// A deadlock that the replications ended in: a warning; nothing without one.
void gm_span_text_standstill(const gm_replications *set, gm_page page, FILE *out);

// The same in words, for other kinds of pages. In the arena; the second is NULL when all is
// counted.
const char *gm_span_length(const gm_model *model, gm_arena *arena);
const char *gm_span_counted(const gm_replications *set, gm_arena *arena);

// What is left out as warm-up, or why the run never gets steady; nothing when all is counted.
void gm_span_text_counted(const gm_replications *set, gm_page page, FILE *out);

#endif
