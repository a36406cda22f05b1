// SPDX-License-Identifier: MIT
//
// What gradients are made of: values by replication. Private to study/gradient*.c.

#ifndef GM_STUDY_GRADIENT_PARTS_H
#define GM_STUDY_GRADIENT_PARTS_H

#include "study/gradient.h"

// Marks steps that work, all of them or those that are active most, the buffers beside them and the
// sources. How many steps that work are left out.
int32_t gm_gradient_choose(const gm_replications *set, bool all, bool *is_chosen,
                           gm_arena *scratch);

// Of a set, by replication; NaN where there is none.
typedef struct gm_gradient_values {
    double *rate;   // of what leaves the plant, 1/s
    double *inside; // parts in the plant on the mean
} gm_gradient_values;

// Room for n replications, without values.
gm_gradient_values gm_gradient_values_create(int32_t n, gm_arena *arena);

// Of a set that is done, n of its replications.
void gm_gradient_values_take(const gm_replications *set, int32_t n, gm_gradient_values *out);

// Progress over several pieces of work, of `total` equal pieces.
typedef struct gm_gradient_progress {
    const gm_replicate_options *run;
    double done;
    double total;
} gm_gradient_progress;

// The set's model with a change, run over the same window with the same streams. *why says what is
// wrong with it, else NULL. GM_OK or GM_ERR_INTERRUPTED.
GM_MUST_USE gm_status gm_gradient_run(const gm_replications *set, const gm_change *change,
                                      gm_gradient_progress *progress, gm_gradient_values *out,
                                      const char **why);

// The critical paths of all replications, as shares of their lengths.
typedef struct gm_gradient_paths {
    const char *why; // there are none, or NULL
    double **work;   // by plan step, NULL: no machine of the line; by replication
    double **repair;
    double *source;   // by replication
    int32_t source_i; // its step
} gm_gradient_paths;

GM_MUST_USE gm_status gm_gradient_paths_find(const gm_replications *set,
                                             gm_gradient_progress *progress, gm_arena *arena,
                                             gm_gradient_paths *out);

#endif
