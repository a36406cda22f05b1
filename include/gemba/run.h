// SPDX-License-Identifier: MIT
//
// Runs a base on the simulated clock: replications over threads, the same bits for any number.

#ifndef GEMBA_RUN_H
#define GEMBA_RUN_H

#include "gemba/base.h"
#include "gemba/results.h"

#include <signal.h>
#include <stdbool.h>
#include <stdint.h>

GM_BEGIN_C

// Zeroed: as the model says, on all processors.
typedef struct gm_run_options {
    int replications; // 0: as the model says, and more until each verdict is clear
    int threads;      // 0: one per processor
    bool has_seed;    // false: the seed of the model
    uint32_t seed;
    const volatile sig_atomic_t *stop; // ends the run when it becomes non-zero, or NULL
    void (*progress)(void *user, double share); // called a few times a second, or NULL
    void *user;
} gm_run_options;

// Runs a base that loaded with GM_OK. options may be NULL. GM_OK; GM_ERR_RUN when a replication
// failed, see gm_results_message(); GM_ERR_INTERRUPTED when it was stopped: what was finished is
// kept. *out is set in each case, borrows the base, and is the caller's to destroy.
GM_API GM_MUST_USE gm_status gm_base_run(const gm_base *base, const gm_run_options *options,
                                         gm_results **out);

GM_END_C

#endif
