// SPDX-License-Identifier: MIT
//
// Two models side by side: what they say differently, and what that does.

#ifndef GM_REPORT_DIFF_REPORT_H
#define GM_REPORT_DIFF_REPORT_H

#include "core/json.h"
#include "report/table.h"
#include "study/compare.h"
#include "twin/model_diff.h"

// Everything the writers need; all borrowed.
typedef struct gm_diff_report {
    const gm_replications *was;
    const gm_replications *is;
    const gm_model_diff *diff;
    const gm_compare *compare;
} gm_diff_report;

void gm_diff_text(const gm_diff_report *report, gm_page page, FILE *out);
void gm_diff_json(const gm_diff_report *report, gm_json *json);

#endif
