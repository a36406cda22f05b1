// SPDX-License-Identifier: MIT
//
// A model text loaded, wired and replicated, for tests of what is made of replications.

#ifndef GM_TEST_MODEL_SET_H
#define GM_TEST_MODEL_SET_H

#include "study/replicate.h"

#include <check.h>
#include <stdio.h>
#include <string.h>

typedef struct model_set {
    gm_arena arena;
    gm_diag diag;
    gm_model *model;
    const gm_twin *twin; // NULL: faults, see diag
    gm_replications set;
} model_set;

// Loads and wires; asks for no faults.
static inline void model_set_load(model_set *m, const char *text)
{
    memset(m, 0, sizeof *m);
    gm_slice slice = {text, strlen(text)};
    gm_status status =
        gm_model_load_text("test.yaml", slice, NULL, &m->arena, &m->diag, &m->model);
    if (status == GM_OK) {
        m->twin = gm_twin_create(m->model, &m->arena, &m->diag);
    }
    if (m->twin) {
        gm_replications_init(&m->set, m->twin, (uint32_t)m->model->clock.seed);
    }
}

static inline void model_set_open(model_set *m, const char *text)
{
    model_set_load(m, text);
    if (!m->twin) {
        gm_diag_print(&m->diag, stderr, false);
    }
    ck_assert_ptr_nonnull(m->twin);
}

static inline gm_status model_set_run(model_set *m, int32_t n, int32_t n_threads)
{
    return gm_replicate(&m->set, n, &(gm_replicate_options){.n_threads = n_threads});
}

static inline void model_set_close(model_set *m)
{
    if (m->twin) {
        gm_replications_fini(&m->set);
    }
    gm_diag_fini(&m->diag);
    gm_arena_fini(&m->arena);
}

#endif
