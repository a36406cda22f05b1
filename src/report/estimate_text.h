// SPDX-License-Identifier: MIT
//
// The estimate of a line beside what was simulated: a sanity line.

#ifndef GM_REPORT_ESTIMATE_TEXT_H
#define GM_REPORT_ESTIMATE_TEXT_H

#include "core/json.h"
#include "report/table.h"
#include "study/replicate.h"

// One line; nothing where there is no estimate, which is so of most plants.
void gm_estimate_text(const gm_replications *set, gm_page page, FILE *out);

// A member `estimate` of the current object: parts per second, or null and why.
void gm_estimate_json(const gm_replications *set, gm_json *json);

#endif
