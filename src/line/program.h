// SPDX-License-Identifier: MIT
//
// A plan as the line engine runs it: machines one behind the other, in the order in which parts go
// through them.
//
// What keeps the order of parts is in its reach; the first thing of a plan that does not, or that
// it does not know yet, is told with its place.

#ifndef GM_LINE_PROGRAM_H
#define GM_LINE_PROGRAM_H

#include "plant/plan.h"

#define GM_LINE_MOST_FAILURES 8 // of a machine

// One machine, and the place before it.
typedef struct gm_line_op {
    int32_t station_i;
    int32_t step_i;
    int32_t machine_i;
    int32_t from;   // the store that it takes from
    int32_t places; // of that store; 0: parts come straight from the machine before it
    int32_t line_i; // shop that it belongs to
    int32_t from_line_i;
    int32_t calendar_i; // GM_NONE: always on
} gm_line_op;

typedef struct gm_line_program {
    const gm_plan *plan;
    int32_t source_i;
    bool is_endless; // parts are made as the first machine takes them
    int32_t n_ops;
    const gm_line_op *ops; // upstream to downstream
    int32_t sink_i;        // where parts leave, among those of the run
    int32_t sink_step_i;   // its step, GM_NONE: the implicit way out
    int32_t sink_line_i;
} gm_line_program;

// Why a plan is not in reach.
typedef struct gm_line_refusal {
    const char *text; // "station 'weld' has people"; in the arena
    gm_src src;
} gm_line_refusal;

// "line.yaml:12:7: station 'weld' needs people", in the arena.
const char *gm_line_refusal_words(const gm_line_refusal *why, gm_arena *arena);

// NULL: it is not in reach, and why says what forbids it.
const gm_line_program *gm_line_program_create(const gm_plan *plan, gm_arena *arena,
                                              gm_line_refusal *why);

#endif
