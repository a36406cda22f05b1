// SPDX-License-Identifier: MIT
//
// What `gemba why` has to say: bottlenecks side by side and the loss waterfall.

#ifndef GM_REPORT_WHY_REPORT_H
#define GM_REPORT_WHY_REPORT_H

#include "study/why.h"

#include <stdio.h>

void gm_why_text(const gm_replications *set, const gm_why *why, bool colour, FILE *out);
void gm_why_json(const gm_replications *set, const gm_why *why, FILE *out);

#endif
