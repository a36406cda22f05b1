// SPDX-License-Identifier: MIT
//
// The tables of cell making in the text of a run: webs, recipes and grids, longest times, grades,
// materials, scrap in pieces, kilograms and money, dry rooms. What a model lacks is not printed.

#ifndef GM_REPORT_CELL_TEXT_H
#define GM_REPORT_CELL_TEXT_H

#include "report/table.h"
#include "study/replicate.h"

#include <stdio.h>

void gm_cell_text(const gm_replications *set, gm_page page, FILE *out);

#endif
