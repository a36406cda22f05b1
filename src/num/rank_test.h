// SPDX-License-Identifier: MIT
//
// Whether several samples come from one law: the test of Kruskal and Wallis 1952, by ranks.

#ifndef GM_NUM_RANK_TEST_H
#define GM_NUM_RANK_TEST_H

#include <stdint.h>

typedef struct gm_rank_test {
    double h;  // corrected for ties
    double df; // groups - 1
    double
        p; // of a greater h when all come from one law, chi squared; NaN: one group, no ranks
} gm_rank_test;

// n values, each with its group 0 .. n_groups - 1.
gm_rank_test gm_rank_test_of(const double *x, const int32_t *group, int32_t n,
                             int32_t n_groups);

#endif
