// SPDX-License-Identifier: MIT
//
// What a column of a table says of the law behind it, in text, as JSON and as a plot.

#ifndef GM_REPORT_FIT_REPORT_H
#define GM_REPORT_FIT_REPORT_H

#include "tables/fitting.h"

#include "core/json.h"
#include "report/table.h"

// chosen: what is recommended or was asked for.
void gm_fit_text(const gm_fitting *fitting, const gm_chosen_law *chosen, gm_page page,
                 FILE *out);
void gm_fit_json(const gm_fitting *fitting, const gm_chosen_law *chosen, gm_json *json);

// A file of SVG: the histogram with densities, and quantiles against those of the chosen law.
// In the arena.
const char *gm_fit_svg(const gm_fitting *fitting, const gm_chosen_law *chosen, gm_arena *arena);

#endif
