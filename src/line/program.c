// SPDX-License-Identifier: MIT

#include "line/program.h"

#include "line/reach.h"

// The store that everything of a step goes to, GM_NONE: none, or not always the same.
static int32_t only_store(const gm_plan *plan, const gm_step *step)
{
    gm_target target = step->to.targets[0];
    if (target.kind == GM_TO_STORE) {
        return target.i;
    }
    if (target.kind != GM_TO_STEP) {
        return GM_NONE;
    }
    const gm_step *to = &plan->steps[target.i];
    return to->kind == GM_STEP_BUFFER    ? to->own_i
           : to->kind == GM_STEP_STATION ? to->needs[0].own_store
                                         : GM_NONE;
}

static gm_line_op op_of(const gm_plan *plan, int32_t step_i)
{
    const gm_step *step = &plan->steps[step_i];
    const gm_station_plan *station = &plan->stations[step->own_i];
    const gm_store_plan *from = &plan->stores[step->inputs[0].store_i];
    return (gm_line_op){
        .station_i = step->own_i,
        .step_i = step_i,
        .machine_i = station->first_machine,
        .from = step->inputs[0].store_i,
        .places = from->capacity,
        .line_i = step->line_i,
        .from_line_i = plan->steps[from->step_i].line_i,
        .calendar_i = station->calendar_i,
    };
}

// Follows the parts from their source; every step has one way on, see reach.h.
static void follow(gm_line_program *p, gm_line_op *ops)
{
    const gm_plan *plan = p->plan;
    const gm_step *at = &plan->steps[plan->sources[p->source_i].step_i];
    for (;;) {
        int32_t store_i = only_store(plan, at);
        if (store_i == GM_NONE) {
            break;
        }
        int32_t step_i = plan->stores[store_i].consumers[0];
        ops[p->n_ops++] = op_of(plan, step_i);
        at = &plan->steps[step_i];
    }
    gm_target out = at->to.targets[0];
    bool has_sink = out.kind == GM_TO_STEP;
    p->sink_i = has_sink ? plan->steps[out.i].own_i : plan->n_sinks;
    p->sink_step_i = has_sink ? out.i : GM_NONE;
    p->sink_line_i = has_sink ? plan->steps[out.i].line_i : GM_NONE;
    p->ops = ops;
}

const char *gm_line_refusal_words(const gm_line_refusal *why, gm_arena *arena)
{
    return why->src.file && why->src.line > 0
               ? gm_arena_printf(arena, "%s:%d:%d: %s", why->src.file, (int)why->src.line,
                                 (int)why->src.col, why->text)
               : why->text;
}

const gm_line_program *gm_line_program_create(const gm_plan *plan, gm_arena *arena,
                                              gm_line_refusal *why)
{
    if (!gm_line_reaches(plan, arena, why)) {
        return NULL;
    }
    gm_line_program *p = GM_NEW(arena, gm_line_program, 1);
    p->plan = plan;
    p->is_endless = !gm_source_is_timed(plan->sources[0].def);
    follow(p, GM_NEW(arena, gm_line_op, plan->n_stations + 1));
    return gm_line_follows(p, arena, why) ? p : NULL;
}
