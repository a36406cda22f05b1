// SPDX-License-Identifier: MIT
//
// What a diag keeps, shared by the file that fills it and the file that prints it.

#ifndef GM_CORE_DIAG_STORE_H
#define GM_CORE_DIAG_STORE_H

#include "core/diag.h"

struct gm_diag_item {
    gm_src src; // texts live in the diag's arena
    bool warning;
    int order; // of arrival
    const char *text;
    const char *hint; // or NULL
};

struct gm_diag_source {
    const char *file;
    const char *text;
    size_t len;
    gm_diag_source *next;
};

// The kept messages in the order of printing, duplicates removed: *n of them, in scratch.
gm_diag_item *gm_diag_sorted(const gm_diag *diag, gm_arena *scratch, int *n);

#endif
