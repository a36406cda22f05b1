// SPDX-License-Identifier: MIT
//
// What `gemba why` has to say: bottlenecks side by side, states, and the loss waterfall.

#ifndef GM_REPORT_WHY_REPORT_H
#define GM_REPORT_WHY_REPORT_H

#include "report/table.h"
#include "study/why.h"

void gm_why_text(const gm_replications *set, const gm_why *why, gm_page page, FILE *out);
void gm_why_json(const gm_replications *set, const gm_why *why, FILE *out);

#endif
