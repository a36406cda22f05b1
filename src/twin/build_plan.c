// SPDX-License-Identifier: MIT
//
// Plans of sources: rates from their dates on, or orders that come at their moments.

#include "twin/build.h"

#include <math.h>

// What a plan of orders has no use for.
static void check_orders(gm_build *build, const gm_raw_source *raw, const gm_source_def *def)
{
    if (def->when_full == GM_FULL_PAUSE) {
        gm_diag_error(build->diag, def->src,
                      "source '%s': orders come when their plan says, which `when-full: pause` "
                      "does not allow",
                      def->name);
    }
    if (raw->sequence.def.is_given && raw->sequence.def.over > 1) {
        gm_diag_error(build->diag, raw->sequence.def.src,
                      "source '%s': the plan of orders is the sequence already", def->name);
    }
}

void gm_build_plan(gm_build *build, const gm_raw_source *raw, gm_source_def *def)
{
    gm_plan_row_def *plan = GM_NEW(build->arena, gm_plan_row_def, raw->plan.n);
    for (int i = 0; i < raw->plan.n; i++) {
        const char *what =
            gm_arena_printf(build->arena, "source '%s': row %d of the plan", def->name, i + 1);
        plan[i] = raw->plan.items[i].def;
        plan[i].variant.i = -1;
        plan[i].from_s = gm_build_moment(build, &raw->plan.items[i].from, what);
        bool is_order = plan[i].count > 0;
        double before_s = i > 0 ? plan[i - 1].from_s : -(double)INFINITY;
        if (build->is_clean &&
            (is_order ? plan[i].from_s < before_s : plan[i].from_s <= before_s)) {
            gm_diag_error(build->diag, plan[i].src,
                          is_order ? "%s comes before the one before it"
                                   : "%s does not begin after the one before",
                          what);
        }
        if (i > 0 && is_order != (plan[0].count > 0)) {
            gm_diag_error(build->diag, plan[i].src,
                          "%s has a %s, the first a %s: a plan has rows of one form", what,
                          is_order ? "count" : "rate", is_order ? "rate" : "count");
        }
    }
    if (raw->plan.n > 0 && plan[0].count > 0) {
        check_orders(build, raw, def);
    }
    def->n_plan = raw->plan.n;
    def->plan = plan;
}
