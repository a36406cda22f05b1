// SPDX-License-Identifier: MIT
//
// A reference to a named thing of a model: a name until it is resolved, then an index.

#ifndef GM_CORE_REF_H
#define GM_CORE_REF_H

#include "core/diag.h"

#include <stdint.h>

typedef struct gm_ref {
    const char *name; // NULL when the model does not say
    gm_src src;
    int32_t i; // index once resolved, -1 before
} gm_ref;

#endif
