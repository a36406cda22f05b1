// SPDX-License-Identifier: MIT
//
// A production base as a model file describes it: read, checked, and ready to run.
//
// A loaded base never changes; any number of threads may run it at once.

#ifndef GEMBA_BASE_H
#define GEMBA_BASE_H

#include "gemba/status.h"

#include <stddef.h>

GM_BEGIN_C

typedef struct gm_base gm_base;

// What to change in the model before it is read. Zeroed: nothing.
typedef struct gm_base_options {
    const char *scenario;    // name under `scenarios` of the model; NULL: none
    const char *const *sets; // "plant.weld.time=50 s", applied in order
    int n_sets;
} gm_base_options;

// Reads a model file ("-": standard input) and what it includes. options may be NULL. GM_OK;
// GM_ERR_IO or GM_ERR_MODEL with every fault in the messages. *out is set in each case, and is
// the caller's to destroy.
GM_API GM_MUST_USE gm_status gm_base_load(const char *path, const gm_base_options *options,
                                          gm_base **out);

// The same for n bytes of text; name stands for the file in messages, and includes are relative
// to its folder. The text is copied.
GM_API GM_MUST_USE gm_status gm_base_load_text(const char *name, const char *text, size_t n,
                                               const gm_base_options *options, gm_base **out);

// base may be NULL. Results of the base must be gone before.
GM_API void gm_base_destroy(gm_base *base);

// Name of the model, or of its file; "" when it could not be read. Lives as long as the base.
GM_API const char *gm_base_name(const gm_base *base);

// Faults and warnings: "line.yaml:12:9: error: unknown station 'staking'; did you mean ..".
// Texts live as long as the base; i is 0 .. count - 1.
GM_API int gm_base_message_count(const gm_base *base);
GM_API const char *gm_base_message(const gm_base *base, int i);

GM_END_C

#endif
