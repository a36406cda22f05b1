// SPDX-License-Identifier: MIT
//
// What the line engine can run.

#ifndef GM_LINE_REACH_H
#define GM_LINE_REACH_H

#include "line/program.h"

#define GM_LINE_MOST_PLACES 65536 // with an end, or cards of a limit: rings remember moments

// Can it run the plan, as one chain or as a net? Else why says what the first thing is that it
// cannot, in the arena.
bool gm_line_reaches(const gm_plan *plan, bool is_net, gm_arena *arena, gm_line_refusal *why);

// The same of what is only known when the way of the parts is.
bool gm_line_follows(const gm_line_program *program, gm_arena *arena, gm_line_refusal *why);

// Lists the limits of parts of the plan as stretches of that way. Else why says which is none.
bool gm_line_limits_follow(gm_line_program *program, gm_arena *arena, gm_line_refusal *why);

#endif
