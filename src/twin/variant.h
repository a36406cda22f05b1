// SPDX-License-Identifier: MIT
//
// One model under other values: what a sweep, a gradient or an optimum is made of.

#ifndef GM_TWIN_VARIANT_H
#define GM_TWIN_VARIANT_H

#include "core/diag.h"
#include "twin/twin.h"

// The text of a model file, read once, so that all variants are of the same.
typedef struct gm_variant_source {
    const char *name; // of the file; what it includes is looked for beside it
    gm_slice text;
    gm_model_options how; // that hold for all variants
} gm_variant_source;

// A model with its wired twin. twin: NULL after faults, which are in the diag.
typedef struct gm_variant {
    gm_arena arena;
    gm_diag diag;
    gm_model *model;
    const gm_twin *twin;
} gm_variant;

// Reads a model file ("-" is standard input) into the arena. GM_ERR_IO: *why says what is wrong.
GM_MUST_USE gm_status gm_variant_source_read(const char *path, const gm_model_options *how,
                                             gm_arena *arena, gm_variant_source *out,
                                             const char **why);

// The model with `sets` ("path=value") on top of those of the source. GM_OK, GM_ERR_IO or
// GM_ERR_MODEL with the faults in out->diag. Any thread may open variants of one source. Borrows
// the source; close it in any case.
GM_MUST_USE gm_status gm_variant_open(const gm_variant_source *source, const char *const *sets,
                                      int n_sets, gm_variant *out);
void gm_variant_close(gm_variant *variant);

#endif
