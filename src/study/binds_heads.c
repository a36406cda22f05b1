// SPDX-License-Identifier: MIT

#include "core/text.h"
#include "study/binds.h"
#include "twin/headcount.h"

#include <inttypes.h>

#define ROWS_NAMED 3

// The row with most heads of those that are not named yet, GM_NONE: none.
static int32_t largest_row(const gm_headcount *all, gm_staff_basis basis, const bool *is_named)
{
    int32_t largest = GM_NONE;
    int64_t most = 0;
    for (int32_t i = 0; i < all->n_rows; i++) {
        int64_t heads = gm_headcount_row_heads(&all->rows[i], basis);
        if (!is_named[i] && heads > most) {
            largest = i;
            most = heads;
        }
    }
    return largest;
}

const char *gm_binds_heads(const gm_twin *twin, const gm_claim_plan *plan, gm_arena *arena)
{
    const gm_model *model = twin->model;
    gm_headcount all = gm_headcount_at(&model->headcount, &model->plant, plan->date, arena);
    bool *is_named = GM_NEW(arena, bool, all.n_rows);
    gm_text words = gm_text_init(arena);
    for (int k = 0; k < ROWS_NAMED; k++) {
        int32_t i = largest_row(&all, plan->basis, is_named);
        if (i == GM_NONE) {
            break;
        }
        is_named[i] = true;
        gm_text_addf(&words, "%s%s %" PRId64, k == 0 ? "most in " : ", ", all.rows[i].def->shop,
                     gm_headcount_row_heads(&all.rows[i], plan->basis));
    }
    return words.len > 0 ? words.at : NULL;
}
