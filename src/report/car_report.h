// SPDX-License-Identifier: MIT
//
// What is asked about a car, answered in text and as JSON.

#ifndef GM_REPORT_CAR_REPORT_H
#define GM_REPORT_CAR_REPORT_H

#include "vehicle/car_answer.h"

#include "core/json.h"
#include "report/table.h"

#include <stdio.h>

void gm_car_report_text(const gm_car_answer *answer, const char *name, gm_page page, FILE *out);

// Keys of the object that is open: "car" and "drives".
void gm_car_report_json(const gm_car_answer *answer, gm_json *json);

#endif
