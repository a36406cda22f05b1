// SPDX-License-Identifier: MIT
//
// The table of claims: what is answered, a row each; what cannot be said, by its reason, below.

#ifndef GM_REPORT_CLAIMS_TEXT_H
#define GM_REPORT_CLAIMS_TEXT_H

#include "report/table.h"
#include "study/answer.h"

// Nothing when there are no claims.
void gm_claims_text(const gm_claim_answer *answers, int32_t n, gm_page page, FILE *out);

// A verdict with its count: "holds 10/10". In the arena.
const char *gm_claims_verdict(const gm_claim_answer *answer, gm_arena *arena);

#endif
