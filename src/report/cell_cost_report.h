// SPDX-License-Identifier: MIT
//
// What a cell costs by material and by process step, in text and as JSON.

#ifndef GM_REPORT_CELL_COST_REPORT_H
#define GM_REPORT_CELL_COST_REPORT_H

#include "battery/cost_answer.h"

#include "core/json.h"
#include "report/table.h"

#include <stdio.h>

// cost may be NULL: then nothing.
void gm_cell_cost_text(const gm_cost_answer *cost, gm_page page, FILE *out);

// The member "cost" of an object that is open; null without one: a may be NULL.
void gm_cell_cost_json(const gm_cost_answer *a, gm_json *j);

#endif
