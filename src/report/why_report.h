// SPDX-License-Identifier: MIT
//
// What `gemba why` has to say: bottlenecks side by side, states, and the loss waterfall.

#ifndef GM_REPORT_WHY_REPORT_H
#define GM_REPORT_WHY_REPORT_H

#include "report/table.h"
#include "study/gradient.h"
#include "study/why.h"

// Everything that is written; all borrowed.
typedef struct gm_why_report {
    const gm_replications *set;
    const gm_why *why;
    const gm_gradients *gradients;
} gm_why_report;

void gm_why_text(const gm_why_report *report, gm_page page, FILE *out);
void gm_why_json(const gm_why_report *report, FILE *out);

#endif
