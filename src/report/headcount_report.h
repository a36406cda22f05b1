// SPDX-License-Identifier: MIT
//
// The roster of a base: heads by row on two dates, on three bases, and hours per vehicle.

#ifndef GM_REPORT_HEADCOUNT_REPORT_H
#define GM_REPORT_HEADCOUNT_REPORT_H

#include "core/json.h"
#include "report/table.h"
#include "study/answer.h"

#include <stdio.h>

// Nothing when the model has no headcount.
void gm_headcount_text(const gm_replications *set, gm_page page, FILE *out);

// The member `headcount`: null when the model has none.
void gm_headcount_json(const gm_replications *set, gm_json *json);

#endif
