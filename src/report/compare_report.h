// SPDX-License-Identifier: MIT
//
// A scenario beside the model as written, in text and in JSON.

#ifndef GM_REPORT_COMPARE_REPORT_H
#define GM_REPORT_COMPARE_REPORT_H

#include "core/json.h"
#include "report/table.h"
#include "study/compare.h"

#include <stdio.h>

// heads: of the label, the first, the second and the difference, ended by NULL.
void gm_compare_text(const gm_compare *compare, const char *const *heads, gm_page page,
                     FILE *out);

// Puts the member `compare` into the open object. NULL: nothing.
void gm_compare_put_json(const gm_compare *compare, gm_json *json);

#endif
