// SPDX-License-Identifier: MIT
//
// Plans of sources: rates from their dates on, or orders that come at their moments. The orders of
// one moment are a period: they are laid out together.

#include "twin/build.h"

#include <math.h>

#define MOST_LAID_OUT 1000000   // parts, as with `over:`
#define MOST_ORDERS   100000000 // of a plan that is laid out

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
                      "source '%s': the plan says which orders are laid out together, those of "
                      "one moment",
                      def->name);
        gm_diag_hint(build->diag, "leave out `over:`");
    }
}

// What is laid out has an end.
static void check_periods(gm_build *build, const gm_source_def *def,
                          const gm_plan_row_def *plan, int n)
{
    double orders = 0.0;
    double all = 0.0;
    for (int i = 0, first = 0; i < n; i++) {
        first = plan[i].begins ? i : first;
        all += plan[i].count;
        orders = (plan[i].begins ? 0.0 : orders) + plan[i].count;
        bool is_last = i + 1 == n || plan[i + 1].begins;
        if (is_last && orders > MOST_LAID_OUT) {
            gm_diag_error(
                build->diag, plan[first].src,
                "source '%s': the orders of one moment are laid out together, at most "
                "%d, got %.0f",
                def->name, MOST_LAID_OUT, orders);
        }
    }
    if (all > MOST_ORDERS) {
        gm_diag_error(build->diag, def->src,
                      "source '%s': at most %d orders of a plan are laid out, got %.0f",
                      def->name, MOST_ORDERS, all);
    }
}

// As written: moments before the run are different ones.
static bool is_same_moment(const gm_moment *a, const gm_moment *b)
{
    bool is_same_day = a->date.year == b->date.year && a->date.month == b->date.month &&
                       a->date.day == b->date.day;
    return a->is_date == b->is_date && is_same_day && a->time_s == b->time_s && a->s == b->s;
}

static void check_turn(gm_build *build, const gm_plan_row_def *plan, int i, const char *what)
{
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

static void set_options(gm_build *build, const gm_raw_plan_row *raw, gm_plan_row_def *row)
{
    gm_order_option_def *options = GM_NEW(build->arena, gm_order_option_def, raw->options.n);
    for (int i = 0; i < raw->options.n; i++) {
        const gm_named_text *from = &raw->options.items[i];
        options[i] = (gm_order_option_def){from->name, from->src, from->value};
    }
    row->n_options = raw->options.n;
    row->options = options;
}

void gm_build_plan(gm_build *build, const gm_raw_source *raw, gm_source_def *def)
{
    gm_plan_row_def *plan = GM_NEW(build->arena, gm_plan_row_def, raw->plan.n);
    for (int i = 0; i < raw->plan.n; i++) {
        const gm_raw_plan_row *row = &raw->plan.items[i];
        const char *what =
            gm_arena_printf(build->arena, "source '%s': row %d of the plan", def->name, i + 1);
        plan[i] = row->def;
        plan[i].variant.i = -1;
        plan[i].set_i = -1;
        plan[i].from_s = gm_build_moment(build, &row->from, what);
        plan[i].begins = i == 0 || !is_same_moment(&row->from, &raw->plan.items[i - 1].from);
        set_options(build, row, &plan[i]);
        check_turn(build, plan, i, what);
    }
    if (raw->plan.n > 0 && plan[0].count > 0) {
        check_orders(build, raw, def);
    }
    if (def->sequence.n_goals > 0) {
        check_periods(build, def, plan, raw->plan.n);
    }
    def->n_plan = raw->plan.n;
    def->plan = plan;
}
