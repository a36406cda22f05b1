// SPDX-License-Identifier: MIT
//
// The orders of a source laid out, as a planner reads them.

#ifndef GM_REPORT_SEQUENCE_REPORT_H
#define GM_REPORT_SEQUENCE_REPORT_H

#include "core/json.h"
#include "report/table.h"
#include "twin/laid_orders.h"

void gm_sequence_text(const gm_laid_orders *laid, gm_page page, FILE *out);

// An object with every figure and the sequence.
void gm_sequence_json(const gm_laid_orders *laid, gm_json *json);

#endif
