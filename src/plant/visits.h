// SPDX-License-Identifier: MIT
//
// Tells stretches of machines to who watches them: see gm_run_watch_visits().

#ifndef GM_PLANT_VISITS_H
#define GM_PLANT_VISITS_H

#include "plant/engine.h"

typedef struct gm_machine gm_machine;
typedef struct gm_visit_watch gm_visit_watch;

// The machine is about to be held by other bits. Only while visits are watched, as all of these.
void gm_visits_mark(gm_run *run, const gm_machine *m, uint32_t hold);

// A part is scrapped at a step.
void gm_visits_scrap(const gm_run *run, uint32_t part, int32_t step_i);

#endif
