// SPDX-License-Identifier: MIT
//
// What one percent gives, as a table and in JSON.

#ifndef GM_REPORT_GRADIENT_REPORT_H
#define GM_REPORT_GRADIENT_REPORT_H

#include "core/json.h"
#include "report/table.h"
#include "study/gradient.h"

void gm_gradient_text(const gm_replications *set, const gm_gradients *g, gm_page page,
                      FILE *out);

// The member `gradients` of an open object.
void gm_gradient_put_json(gm_json *j, const gm_replications *set, const gm_gradients *g);

// Largest effect of a step, of the throughput or, where a source binds, of the parts in the plant;
// 0: none is known.
double gm_gradient_largest(const gm_gradients *g, int32_t step_i);

// The interval that is shown of a row: of the throughput, or of the parts in the plant.
gm_interval gm_gradient_shown(const gm_gradients *g, const gm_gradient *item);

// In percent.
gm_interval gm_gradient_percent(const gm_gradient *item, gm_interval x);

#endif
