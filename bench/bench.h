// SPDX-License-Identifier: MIT
//
// What the timing programs share. Rates are per second of processor time: neighbours on the
// machine then cost little.

#ifndef GM_BENCH_H
#define GM_BENCH_H

#include "twin/twin.h"

#include <stdio.h>
#include <time.h>

// Processor time of this process so far.
static inline double bench_cpu_s(void)
{
    return (double)clock() / CLOCKS_PER_SEC;
}

// Reads and wires a model, and does something with it. Returns the exit code.
typedef int bench_fn(const void *request, const gm_twin *twin, gm_arena *arena);

static inline int bench_with_model(const char *path, const gm_model_options *options,
                                   bench_fn *run, const void *request)
{
    gm_arena arena = {0};
    gm_diag diag = {0};
    gm_model *model = NULL;
    gm_status status = gm_model_load(path, options, &arena, &diag, &model);
    const gm_twin *twin = status == GM_OK ? gm_twin_create(model, &arena, &diag) : NULL;
    int code =
        status == GM_OK ? gm_status_exit_code(GM_ERR_MODEL) : gm_status_exit_code(status);
    if (twin) {
        code = run(request, twin, &arena);
    } else {
        gm_diag_print(&diag, stderr, false);
    }
    gm_diag_fini(&diag);
    gm_arena_fini(&arena);
    return code;
}

#endif
