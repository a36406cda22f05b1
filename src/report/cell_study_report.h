// SPDX-License-Identifier: MIT
//
// What is uncertain about a cell, in text and as JSON.

#ifndef GM_REPORT_CELL_STUDY_REPORT_H
#define GM_REPORT_CELL_STUDY_REPORT_H

#include "core/json.h"
#include "report/table.h"
#include "study/cell_study.h"

#include <stdio.h>

// Of each charge the inputs that move it most, and how it goes over the futures; then the claims.
void gm_cell_study_text(const gm_cell_study *study, gm_page page, FILE *out);

// Members of an object that is open: sensitivities, futures, claims.
void gm_cell_study_json(const gm_cell_study *study, gm_json *json);

#endif
