// SPDX-License-Identifier: MIT
//
// What bases and cell files share when they read a model: options in, messages out.

#ifndef GM_API_READING_H
#define GM_API_READING_H

#include "gemba/base.h"
#include "twin/model.h"

typedef struct gm_messages {
    int n;
    const char **lines;
} gm_messages;

// options may be NULL; what they point to is borrowed.
gm_model_options gm_reading_options(const gm_base_options *options);

// Every fault and warning as a line in the arena. Ends the diag.
gm_messages gm_reading_messages(gm_diag *diag, gm_arena *arena);

#endif
