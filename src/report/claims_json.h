// SPDX-License-Identifier: MIT
//
// A claim and its answer as JSON: docs/results.md says what each member means.

#ifndef GM_REPORT_CLAIMS_JSON_H
#define GM_REPORT_CLAIMS_JSON_H

#include "core/json.h"
#include "study/answer.h"

// An object.
void gm_claim_json(const gm_claim_answer *answer, gm_json *json);

#endif
