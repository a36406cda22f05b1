// SPDX-License-Identifier: MIT
//
// What a run has to say, in text for people and in JSON for programs.

#ifndef GM_REPORT_RUN_REPORT_H
#define GM_REPORT_RUN_REPORT_H

#include "core/json.h"
#include "report/table.h"
#include "study/answer.h"
#include "study/compare.h"

#include <stdio.h>

#define GM_RESULTS_SCHEMA 2

// Everything the writers need; all borrowed.
typedef struct gm_run_report {
    const gm_replications *set;
    const gm_claim_answer *claims;
    const gm_compare *compare; // of a scenario with the model as written; NULL: none
    double wall_s;
    bool is_interrupted;
    int columns; // of the page, 0: GM_PAGE_COLUMNS
    bool colour;
} gm_run_report;

// Answers first: the claims, then the plant, crews and counters.
void gm_report_text(const gm_run_report *report, FILE *out);

// The results document: see docs/results.md.
void gm_report_json(const gm_run_report *report, FILE *out);

// The same when no replication was finished: what was asked, and why there is no result.
void gm_report_nothing_json(const gm_run_report *report, FILE *out);

// Exit code of the program: 0 no claim fails or is open, 1 one does. strict: cannot say counts.
int gm_report_exit_code(const gm_run_report *report, bool strict);

#endif
