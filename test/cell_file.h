// SPDX-License-Identifier: MIT
//
// The cells of data/cells, as a test reads them.

#ifndef GM_TEST_CELL_FILE_H
#define GM_TEST_CELL_FILE_H

#include "battery/cell_def.h"

#include "twin/model.h"

#include <check.h>
#include <math.h>

static gm_arena file_arena;
static gm_diag file_diag;

static inline void free_all(void)
{
    gm_diag_fini(&file_diag);
    gm_arena_fini(&file_arena);
}

static inline const gm_model *load(const char *name, const char *const *sets, int n_sets)
{
    gm_model *model = NULL;
    gm_model_options options = {.sets = sets, .n_sets = n_sets};
    const char *path = gm_arena_printf(&file_arena, GM_SOURCE_DIR "/data/cells/%s.yaml", name);
    gm_status status = gm_model_load(path, &options, &file_arena, &file_diag, &model);
    ck_assert_msg(status == GM_OK, "%s: %s", name, gm_diag_line(&file_diag, 0));
    ck_assert_ptr_nonnull(model->cell);
    return model;
}

static inline gm_cell cell_of(const gm_model *model)
{
    gm_cell cell;
    gm_status status = gm_cell_of_def(model->cell, &file_arena, &file_diag, &cell);
    ck_assert_msg(status == GM_OK, "%s", gm_diag_line(&file_diag, 0));
    return cell;
}

static inline gm_cell cell_set(const char *name, const char *set)
{
    return cell_of(load(name, &set, 1));
}

static inline double at(const gm_curve *curve, double x)
{
    double slope;
    return gm_curve_at(curve, x, &slope);
}

static inline void check_near(double got, double want, double relative, const char *what)
{
    ck_assert_msg(fabs(got - want) <= relative * fabs(want), "%s: got %.12g, not %.12g", what,
                  got, want);
}

#endif
