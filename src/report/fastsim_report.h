// SPDX-License-Identifier: MIT
//
// Cars as FASTSim 2 drives them, in text and as JSON.

#ifndef GM_REPORT_FASTSIM_REPORT_H
#define GM_REPORT_FASTSIM_REPORT_H

#include "vehicle/fastsim_answer.h"

#include "core/json.h"
#include "report/table.h"

#include <stdio.h>

void gm_fastsim_report_text(const gm_fastsim_answer *answer, gm_page page, FILE *out);

// The key "cars" of the object that is open.
void gm_fastsim_report_json(const gm_fastsim_answer *answer, gm_json *json);

#endif
