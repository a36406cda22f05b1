// SPDX-License-Identifier: MIT
//
// The orders of a source laid out, as a planner reads them.

#ifndef GM_REPORT_SEQUENCE_REPORT_H
#define GM_REPORT_SEQUENCE_REPORT_H

#include "core/json.h"
#include "report/table.h"
#include "twin/clock_def.h"
#include "twin/laid_orders.h"

// clock: of the model, for the moments of a plan.
void gm_sequence_text(const gm_laid_orders *laid, const gm_clock_def *clock, gm_page page,
                      FILE *out);

// An object with every figure and the sequence.
void gm_sequence_json(const gm_laid_orders *laid, const gm_clock_def *clock, gm_json *json);

#endif
