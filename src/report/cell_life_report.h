// SPDX-License-Identifier: MIT
//
// How long a cell lasts, and how much lithium experiments have cost it, in text and as JSON.

#ifndef GM_REPORT_CELL_LIFE_REPORT_H
#define GM_REPORT_CELL_LIFE_REPORT_H

#include "battery/answer.h"

#include "core/json.h"
#include "report/table.h"

#include <stdio.h>

// Nothing when the file does not ask.
void gm_cell_life_text(const gm_cell_answer *answer, gm_page page, FILE *out);

// The member "life" of an object that is open; null when the file does not ask.
void gm_cell_life_json(const gm_cell_answer *answer, gm_json *json);

// Lines on what has grown in an experiment, and on the fade of its cycles; nothing where nothing ages.
void gm_cell_fade_text(const gm_cell *cell, const gm_experiment_answer *experiment,
                       gm_page page, FILE *out);

// Members of the object of a step.
void gm_cell_aged_json(const gm_cell *cell, const gm_cell_aged *aged, gm_json *json);

#endif
