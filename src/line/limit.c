// SPDX-License-Identifier: MIT
//
// Limits of parts of a plan, as stretches of operations.

#include "line/program.h"
#include "line/reach.h"

// Where the way of the parts comes to, and which part of a step that is.
typedef struct found {
    bool is;
    gm_line_moment at;
    int32_t op_i;
} found;

static bool has_own_place(const gm_plan *plan, const gm_line_op *op)
{
    const gm_store_plan *from = &plan->stores[op->from];
    return !from->is_buffer && from->step_i == op->step_i;
}

// A part comes to the place before an operation, or straight to its machine.
static found to_place(const gm_line_program *p, int32_t op_i)
{
    bool is_direct = op_i == 0 && p->ops[0].places == 0;
    return (found){true, is_direct ? GM_LINE_AT_MACHINE : GM_LINE_AT_PLACE, op_i};
}

static found birth_of(const gm_line_program *p)
{
    return p->is_endless ? (found){true, GM_LINE_AT_MACHINE, 0}
                         : (found){true, GM_LINE_AT_BIRTH, 0};
}

// The operation that takes from a buffer, or whose station a step is; GM_NONE: none.
static int32_t op_at(const gm_line_program *p, int32_t step_i, bool *is_buffer)
{
    for (int32_t i = 0; i < p->n_ops; i++) {
        const gm_store_plan *from = &p->plan->stores[p->ops[i].from];
        *is_buffer = from->is_buffer && from->step_i == step_i;
        if (*is_buffer || (p->ops[i].machine_i != GM_NONE && p->ops[i].step_i == step_i)) {
            return i;
        }
    }
    return GM_NONE;
}

// Where a part comes into a step: see limit_enters() in plant/wire_inputs.c.
static found entrance(const gm_line_program *p, int32_t step_i)
{
    const gm_plan *plan = p->plan;
    if (step_i == plan->sources[p->source_i].step_i) {
        return birth_of(p);
    }
    bool is_buffer;
    int32_t i = op_at(p, step_i, &is_buffer);
    if (i == GM_NONE) {
        return (found){0};
    }
    return is_buffer || has_own_place(plan, &p->ops[i]) ? to_place(p, i)
                                                        : (found){true, GM_LINE_AT_MACHINE, i};
}

// Where it has left a step.
static found way_out(const gm_line_program *p, int32_t step_i)
{
    const gm_plan *plan = p->plan;
    if (step_i == plan->sources[p->source_i].step_i) {
        return birth_of(p);
    }
    bool is_buffer;
    int32_t i = op_at(p, step_i, &is_buffer);
    if (i != GM_NONE && is_buffer) {
        return (found){true, GM_LINE_AT_MACHINE, i};
    }
    if (i != GM_NONE && i + 1 < p->n_ops) {
        return (found){true, GM_LINE_AT_PLACE, i + 1};
    }
    bool is_last = step_i == p->sink_step_i || step_i == p->ops[p->n_ops - 1].step_i;
    return (found){is_last, GM_LINE_AT_EXIT, 0};
}

// In the order in which a part comes there.
static int32_t rank_of(found at)
{
    return at.at == GM_LINE_AT_BIRTH  ? -1
           : at.at == GM_LINE_AT_EXIT ? INT32_MAX
                                      : 2 * at.op_i + (at.at == GM_LINE_AT_MACHINE ? 1 : 0);
}

static const char *stretch_of(const gm_line_program *p, const gm_limit_def *def,
                              gm_line_limit *limit)
{
    found from = entrance(p, def->first.i);
    found to = way_out(p, def->last.i);
    *limit = (gm_line_limit){.from = from.at,
                             .from_op = from.op_i,
                             .to = to.at,
                             .to_op = to.op_i,
                             .at_most = def->at_most,
                             .returns_s = def->returns_s};
    return !from.is || !to.is || rank_of(to) < rank_of(from)
               ? "is over no stretch of the way of the parts"
           : def->at_most > GM_LINE_MOST_PLACES
               ? "has more parts than are remembered one by one"
               : NULL;
}

bool gm_line_limits_follow(gm_line_program *p, gm_arena *arena, gm_line_refusal *why)
{
    const gm_plan *plan = p->plan;
    gm_line_limit *limits = GM_NEW(arena, gm_line_limit, plan->n_limits + 1);
    for (int32_t i = 0; i < plan->n_limits; i++) {
        const gm_limit_def *def = &plan->limits[i];
        const char *what = stretch_of(p, def, &limits[i]);
        if (what) {
            *why = (gm_line_refusal){gm_arena_printf(arena, "limit '%s' %s", def->name, what),
                                     def->src};
            return false;
        }
    }
    p->limits = limits;
    p->n_limits = plan->n_limits;
    return true;
}
