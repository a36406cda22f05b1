// SPDX-License-Identifier: MIT
//
// The tables of the plant: what went out, stations, moving lines, places, crews.

#ifndef GM_REPORT_PLANT_TEXT_H
#define GM_REPORT_PLANT_TEXT_H

#include "report/table.h"
#include "study/answer.h"

void gm_plant_text(const gm_replications *set, gm_page page, FILE *out);

#endif
