// SPDX-License-Identifier: MIT
//
// A model around a cell of data/cells, for tests of what is made of its inputs.

#ifndef GM_TEST_CELL_MODEL_H
#define GM_TEST_CELL_MODEL_H

#include "twin/twin.h"

#include <check.h>
#include <string.h>

typedef struct cell_model {
    gm_arena arena;
    gm_diag diag;
    gm_model *model;
    const gm_twin *twin; // NULL: faults, see diag
} cell_model;

// text: behind `include: [NAME.yaml]` of data/cells; sets may be NULL when there are none.
static inline void cell_model_load_of(cell_model *m, const char *name, const char *text,
                                      const char *const *sets, int n)
{
    memset(m, 0, sizeof *m);
    gm_model_options options = {.sets = sets, .n_sets = n};
    const char *all =
        gm_arena_printf(&m->arena, "gemba: 1\ninclude: [%s.yaml]\n%s", name, text);
    gm_status status =
        gm_model_load_text(GM_SOURCE_DIR "/data/cells/test.yaml", gm_slice_of(all), &options,
                           &m->arena, &m->diag, &m->model);
    m->twin = status == GM_OK ? gm_twin_create(m->model, &m->arena, &m->diag) : NULL;
}

static inline void cell_model_load(cell_model *m, const char *text, const char *const *sets,
                                   int n)
{
    cell_model_load_of(m, "chen-2020", text, sets, n);
}

static inline void cell_model_open(cell_model *m, const char *text, const char *const *sets,
                                   int n)
{
    cell_model_load(m, text, sets, n);
    ck_assert_msg(m->twin != NULL, "%s", gm_diag_line(&m->diag, 0));
}

static inline void cell_model_close(cell_model *m)
{
    gm_diag_fini(&m->diag);
    gm_arena_fini(&m->arena);
}

// A charge of the model as written, run by itself.
static inline gm_charge_result cell_model_charge(cell_model *m, int32_t charge_i)
{
    gm_cell_answer a;
    gm_charge charge;
    gm_charge_result result;
    const gm_charge_def *def = &m->model->cell_ask.charges[charge_i];
    ck_assert_int_eq(gm_cell_open(&m->model->cell_ask, &m->arena, &m->diag, &a), GM_OK);
    ck_assert_int_eq(gm_charge_of_def(def, &a.cell, &a.balance, &m->diag, &charge), GM_OK);
    gm_charge_run(&a.cell, &a.balance, &charge, &m->arena, &result);
    return result;
}

#endif
