// SPDX-License-Identifier: MIT
//
// Working hours: what a change of a calendar means, and shops that run empty before they stop.
//
// A shop is a line with a calendar that `runs-empty`: at the end of its hours the entrance
// closes, the rest works on until the last part has left, then all is off. When its hours begin
// again it heats up first, if it was off, and then the entrance opens. In a break within a shift
// the same happens, but the shop stays warm: it opens as soon as the break is over.

#ifndef GM_PLANT_SHOP_H
#define GM_PLANT_SHOP_H

#include "plant/run.h"

// Sets everything that follows a calendar to its state at time 0, and its clock.
void gm_calendars_begin(gm_run *run);

// A calendar changes now: on or off, or the next shift.
void gm_calendar_ring(gm_run *run, int32_t calendar_i);

// The shop of a line is warm.
void gm_shop_ring(gm_run *run, int32_t line_i);

// A part comes through the entrance; it leaves when it changes line or ends.
void gm_shop_enter(gm_run *run, uint32_t part, int32_t line_i);
void gm_shop_leave(gm_run *run, uint32_t part);

#endif
