// SPDX-License-Identifier: MIT
//
// What machines with slots (slots.h) need around them, and cannot have beside them.

#include "plant/wire.h"

// What stands beside the slots that would hold work up or set it going in the midst of one.
static const char *what_disturbs(const gm_station_plan *plan)
{
    const gm_station_def *def = plan->def;
    return def->machines != 1                    ? "`machines:`"
           : def->n_failures > 0                 ? "`fails:`"
           : def->n_maintenances > 0             ? "`maintain:`"
           : def->drifts.is_given                ? "`drifts:`"
           : def->n_changeovers > 0              ? "`changeover:`"
           : plan->n_loads > 0                   ? "`load:`"
           : plan->crew.n > 0                    ? "`crew:`"
           : plan->calendar_i != GM_NONE         ? "a calendar"
           : def->batch.most > 1                 ? "`batch:`"
           : def->needs.n > 0                    ? "`needs:`"
           : def->splits.n > 0                   ? "`splits:`"
           : def->n_learns > 0                   ? "`learns:`"
           : def->web.is_given                   ? "`web:`"
           : def->recipe.is_given                ? "`recipe:` or `grid:`"
           : plan->is_family                     ? "`order: family`"
           : def->queue.preempt != GM_PREEMPT_NO ? "`preempt:`"
                                                 : NULL;
}

// A place of its own before it: a part that comes is taken a slot later.
static bool is_fed_from_places(const gm_wire *w, const gm_step *step)
{
    if (step->n_inputs != 1) {
        return false;
    }
    const gm_store_plan *s = &w->stores[step->inputs[0].store_i];
    return s->capacity > 0 || s->endless_source != GM_NONE;
}

static void check(gm_wire *w, const gm_station_plan *plan)
{
    const gm_step *step = &w->steps[plan->step_i];
    const gm_station_def *def = plan->def;
    const char *beside = what_disturbs(plan);
    if (beside) {
        gm_diag_error(w->diag, def->src,
                      "'%s' works in slots (`up:`): %s cannot stand beside it", def->name,
                      beside);
        gm_diag_hint(w->diag, "leave out one of the two; breakdowns of any law are `fails:`");
    }
    if (plan->n_times != 1 || plan->times[0].kind != GM_DIST_CONSTANT ||
        plan->times[0].a <= 0.0) {
        gm_diag_error(w->diag, def->src,
                      "'%s' works in slots (`up:`): its time is one number, the slot",
                      def->name);
        gm_diag_hint(w->diag, "write it like `time: 1 min`");
    }
    if (!is_fed_from_places(w, step)) {
        gm_diag_error(w->diag, def->src,
                      "'%s' works in slots (`up:`): it needs one buffer or queue before it",
                      def->name);
        gm_diag_hint(w->diag, "give it places, like `queue: {holds: 3}`");
    }
    if (step->to.mode != GM_ROUTE_SINGLE) {
        gm_diag_error(w->diag, def->src,
                      "'%s' works in slots (`up:`): its parts go to one step", def->name);
        gm_diag_hint(w->diag, "let that be a buffer whose parts go on to several");
    }
}

void gm_wire_check_slots(gm_wire *w)
{
    for (int32_t i = 0; i < w->n_file; i++) {
        const gm_step *step = &w->steps[i];
        if (step->kind == GM_STEP_STATION && w->stations[step->own_i].has_slots) {
            check(w, &w->stations[step->own_i]);
        }
    }
}
