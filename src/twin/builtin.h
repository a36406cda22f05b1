// SPDX-License-Identifier: MIT
//
// Calendars that a model may name without declaring them.

#ifndef GM_TWIN_BUILTIN_H
#define GM_TWIN_BUILTIN_H

#include "core/node.h"

typedef struct gm_builtin_calendar {
    const char *name;
    const char *text; // YAML of its map
} gm_builtin_calendar;

extern const gm_builtin_calendar gm_builtin_calendars[];
extern const int gm_n_builtin_calendars;

gm_node *gm_builtin_node(const gm_builtin_calendar *calendar, gm_arena *arena, gm_diag *diag);

#endif
