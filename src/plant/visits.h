// SPDX-License-Identifier: MIT
//
// Tells stretches of parts, machines and vehicles to who watches them: see gm_run_watch_visits().
//
// A part is with a holder (a machine, a vehicle) or in a step that has none of its own (a belt, a
// moving line, a rack with a recipe, a station of unlimited places). A stretch of a part ends when
// the state of its holder changes, or when the part leaves. What a holder does without a part is
// told too.
//
// All of these only while visits are watched.

#ifndef GM_PLANT_VISITS_H
#define GM_PLANT_VISITS_H

#include "core/hint.h"
#include "plant/engine.h"

typedef struct gm_machine gm_machine;
typedef struct gm_visit_watch gm_visit_watch;

// The machine is about to be held by other bits.
GM_COLD void gm_visits_mark(gm_run *run, const gm_machine *m, uint32_t hold);

// A machine has taken these parts, a list.
GM_COLD void gm_visits_load(gm_run *run, const gm_machine *m, uint32_t parts);

// A vehicle has taken a part; its state may have changed.
GM_COLD void gm_visits_carry(gm_run *run, int32_t vehicle_i, uint32_t part);
GM_COLD void gm_visits_drive(gm_run *run, int32_t vehicle_i);

// A part has come into a step without machines; its work there took most_s at most, and since then
// it has waited to go on.
GM_COLD void gm_visits_enter(gm_run *run, uint32_t part, int32_t step_i);
GM_COLD void gm_visits_done(gm_run *run, uint32_t part, double most_s);

// A part leaves whatever it is with. Nothing when that is nothing.
GM_COLD void gm_visits_leave(gm_run *run, uint32_t part);

// A piece of a part that a machine has cut up, and still has.
GM_COLD void gm_visits_piece(gm_run *run, const gm_machine *m, uint32_t parent, uint32_t child);

// A part ends at a step: "scrapped", "joined", "split".
GM_COLD void gm_visits_end(gm_run *run, uint32_t part, int32_t step_i, const char *how);

#endif
