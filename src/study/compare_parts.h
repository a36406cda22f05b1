// SPDX-License-Identifier: MIT
//
// The rows of a comparison: what its files share.

#ifndef GM_STUDY_COMPARE_PARTS_H
#define GM_STUDY_COMPARE_PARTS_H

#include "study/compare.h"

#define GM_COMPARE_BASE_ONLY     "only the first has it"
#define GM_COMPARE_SCENARIO_ONLY "only the second has it"
#define GM_COMPARE_NO_RUN        "a number of the model itself: no run, no interval"

// What is compared with what, and where its texts and values go.
typedef struct gm_compare_both {
    const gm_replications *base;
    const gm_replications *scenario;
    gm_arena *arena;
} gm_compare_both;

// A list that grows within room that is there.
typedef struct gm_compare_rows {
    gm_compare_row *items;
    int32_t n;
} gm_compare_rows;

// Without values.
gm_compare_row gm_compare_row_of(const char *label, const char *measure);

// A number of the models themselves; NaN: that model has none.
void gm_compare_set(gm_compare_row *row, double base, double scenario);

// A row for a figure of either, stat may be NULL; none where neither has it.
void gm_compare_add_figure(const gm_compare_both *of, gm_compare_rows *rows, const char *path,
                           const char *figure, const char *stat);

// compare_shop.c: stations, and people.
gm_compare_list gm_compare_stations(const gm_compare_both *of);
gm_compare_list gm_compare_people(const gm_compare_both *of);

#endif
