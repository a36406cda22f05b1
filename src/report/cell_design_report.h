// SPDX-License-Identifier: MIT
//
// How a cell is built, in text and as JSON: masses by part, sheets, what its making takes, packs of it.

#ifndef GM_REPORT_CELL_DESIGN_REPORT_H
#define GM_REPORT_CELL_DESIGN_REPORT_H

#include "battery/answer.h"

#include "core/json.h"
#include "report/table.h"

#include <stdio.h>

// Nothing when the answer has no design.
void gm_cell_design_text(const gm_cell_answer *answer, gm_page page, FILE *out);

// The member "design" of an object that is open; null without one.
void gm_cell_design_json(const gm_cell_answer *answer, gm_json *json);

// A line on the pack of a charge; nothing for one cell.
void gm_cells_pack_text(const gm_cells_pack *pack, gm_page page, FILE *out);

// The member "pack" of an object that is open.
void gm_cells_pack_json(const gm_cells_pack *pack, gm_json *json);

#endif
