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

#define GM_LINE_MOST_FAILURES 8  // of a machine
#define GM_LINE_MOST_MACHINES 64 // of a station: those that are idle are bits

// One machine and the place before it; or a pass, that carries parts from there to the next place;
// or a further place that an assembly takes from; or the place before a bank, several machines of one
// station, and each of these.
typedef struct gm_line_op {
    int32_t station_i; // GM_NONE: a pass, or a further place
    int32_t step_i;
    int32_t machine_i;  // GM_NONE: a pass, a further place, or the place before a bank
    int32_t from;       // the store that it takes from
    int32_t places;     // of that store; 0: parts come straight from the machine before it
    double delay_s;     // parts stay there at least so long
    int32_t calendar_i; // GM_NONE: always on
    bool is_before;     // blocked before its work: a place behind it is claimed first
    int32_t n_takes;    // parts that it takes from there at once
    int32_t owner;      // of a further place: the operation that takes from it; of a machine of
                        // a bank: the place before it; else itself
    int32_t n_further;  // such places, in the list behind it
    int32_t n_machines; // of the bank, in the list behind the place before it; else 0
    int32_t giver;      // the operation whose parts come there; GM_NONE: a source's
    int32_t source_i;   // that source, GM_NONE
} gm_line_op;

// Where a part is when it comes to a line of the plant, or leaves it.
typedef enum gm_line_moment {
    GM_LINE_AT_BIRTH,
    GM_LINE_AT_PLACE,   // it comes to the place before an operation
    GM_LINE_AT_MACHINE, // it is taken from there
    GM_LINE_AT_EXIT     // it leaves the plant
} gm_line_moment;

// A stretch of operations that belong to one line (shop) of the plant.
typedef struct gm_line_span {
    int32_t line_i;
    gm_line_moment from;
    int32_t from_op;
    gm_line_moment to;
    int32_t to_op;
} gm_line_span;

// A limit of parts: part n comes into a stretch of operations when part n - at_most has left it, and
// its card is back.
typedef struct gm_line_limit {
    gm_line_moment from;
    int32_t from_op;
    gm_line_moment to;
    int32_t to_op;
    int32_t at_most;
    double returns_s;
} gm_line_limit;

typedef struct gm_line_program {
    const gm_plan *plan;
    bool is_net; // parts come together, part, or are scrapped: see net.h. Else one chain.
    int32_t source_i;
    int32_t variant_i; // of its parts, where there is only one
    bool is_mixed;     // its parts have several
    bool is_endless;   // parts are made as the first machine takes them
    bool is_filled;    // or as the first place has room, see gm_store_plan
    bool is_plain;     // it never ends and its parts never wait outside
    int32_t n_ops;
    const gm_line_op *ops; // upstream to downstream
    const int32_t *op_of;  // store -> the operation that takes from it, in a net
    int32_t sink_i;        // where parts leave, among those of the run
    int32_t sink_step_i;   // its step, GM_NONE: the implicit way out
    int32_t sink_line_i;
    int32_t n_spans; // of a plant of several lines
    const gm_line_span *spans;
    int32_t n_limits; // as in the plan
    const gm_line_limit *limits;
    int32_t n_at_first; // of a source that fills the first place: parts that it makes at time 0
} gm_line_program;

// Why a plan is not in reach.
typedef struct gm_line_refusal {
    const char *text; // "station 'weld' has people"; in the arena
    gm_src src;
} gm_line_refusal;

// Does a part need a card of the limit before it can be made, or come to the first place?
static inline bool gm_line_is_before_place(const gm_line_limit *limit)
{
    return limit->from == GM_LINE_AT_BIRTH ||
           (limit->from == GM_LINE_AT_PLACE && limit->from_op == 0);
}

// One of the machines of a bank?
static inline bool gm_line_is_of_bank(const gm_line_program *p, int32_t op_i)
{
    return p->ops[p->ops[op_i].owner].n_machines > 0 && p->ops[op_i].owner != op_i;
}

// The next operation behind one, its further places and its machines.
static inline int32_t gm_line_next_op(const gm_line_program *p, int32_t op_i)
{
    return op_i + 1 + p->ops[op_i].n_further + p->ops[op_i].n_machines;
}

// "line.yaml:12:7: station 'weld' needs people", in the arena.
const char *gm_line_refusal_words(const gm_line_refusal *why, gm_arena *arena);

// NULL: it is not in reach, and why says what forbids it.
const gm_line_program *gm_line_program_create(const gm_plan *plan, gm_arena *arena,
                                              gm_line_refusal *why);

#endif
