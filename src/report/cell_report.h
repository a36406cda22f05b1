// SPDX-License-Identifier: MIT
//
// What is asked about a cell, answered in text and as JSON.

#ifndef GM_REPORT_CELL_REPORT_H
#define GM_REPORT_CELL_REPORT_H

#include "battery/answer.h"

#include "core/json.h"
#include "report/table.h"

#include <stdio.h>

// Charges and experiments. title: of the model.
void gm_cell_report_text(const gm_cell_answer *answer, const char *title, gm_page page,
                         FILE *out);

// What else the file says of the cell: how it is built, how long it lives, what it costs.
void gm_cell_sections_text(const gm_cell_answer *answer, gm_page page, FILE *out);

// Members of an object that is open: window, design, charges and experiments with their traces, life, cost.
void gm_cell_report_json(const gm_cell_answer *answer, gm_json *json);

#endif
