// SPDX-License-Identifier: MIT
//
// A scenario beside the model as written, in text and in JSON.

#ifndef GM_REPORT_COMPARE_REPORT_H
#define GM_REPORT_COMPARE_REPORT_H

#include "core/json.h"
#include "report/table.h"
#include "study/compare.h"

#include <stdio.h>

// What the two sides are called, and the heads of a table of medians.
typedef struct gm_compare_words {
    const char *title; // of the answers
    const char *base;  // "A"
    const char *scenario;
    const char *base_head; // ">A, median"
    const char *scenario_head;
    const char *difference_head;
} gm_compare_words;

// The answers: claims, counters and the parts in the plant.
void gm_compare_text(const gm_compare *compare, const gm_compare_words *words, gm_page page,
                     FILE *out);

// The verdict of every claim.
void gm_compare_verdicts_text(const gm_compare *compare, const gm_compare_words *words,
                              gm_page page, FILE *out);

// What differs of the stations and of the people by more than chance, and what one side lacks.
void gm_compare_shop_text(const gm_compare *compare, const gm_compare_words *words,
                          gm_page page, FILE *out);

// Puts the member `compare` into the open object. NULL: nothing.
void gm_compare_put_json(const gm_compare *compare, gm_json *json);

#endif
