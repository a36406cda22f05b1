// SPDX-License-Identifier: MIT
//
// Plans of sources: rates from their dates on, or orders that come at their moments. The orders of
// one moment are a period: they are laid out together.

#include "core/schema.h"
#include "twin/build.h"

#include <math.h>
#include <string.h>

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

// ---- shifts

// The calendar of a source, else that of its line; NULL: it has none, or one that is not known.
static const gm_calendar_def *calendar_of(const gm_build *build, const char *name)
{
    const gm_plant_def *plant = &build->model->plant;
    for (int32_t i = 0; name && i < plant->n_calendars; i++) {
        if (strcmp(plant->calendars[i].name, name) == 0) {
            return &plant->calendars[i].def;
        }
    }
    return NULL;
}

// The phase of a day: the last that has begun.
static const gm_phase_def *phase_of(const gm_calendar_def *calendar, gm_date date)
{
    int32_t i = 0;
    while (i + 1 < calendar->n_phases &&
           gm_date_to_day(calendar->phases[i + 1].from) <= gm_date_to_day(date)) {
        i += 1;
    }
    return calendar->n_phases > 0 ? &calendar->phases[i] : NULL;
}

// Puts a moment to where the shift of its day begins.
static void set_shift(gm_build *build, const gm_calendar_def *calendar, const gm_ref *shift,
                      gm_moment *moment)
{
    const gm_phase_def *phase =
        gm_date_is_valid(moment->date) ? phase_of(calendar, moment->date) : NULL;
    int32_t n = phase ? phase->n_shifts : 0;
    const char **words = GM_NEW(build->arena, const char *, n);
    for (int32_t i = 0; i < n; i++) {
        words[i] = phase->shifts[i].name;
        if (strcmp(words[i], shift->name) == 0) {
            moment->time_s = phase->shifts[i].from_s;
            return;
        }
    }
    if (phase && build->is_clean) {
        gm_report_unknown(build->diag, shift->src, "shift", shift->name, words, n);
    }
}

static gm_moment moment_of(gm_build *build, const gm_raw_plan_row *row, const char *calendar)
{
    gm_moment moment = row->from;
    const gm_calendar_def *def = calendar_of(build, calendar);
    if (row->shift.name && !calendar) {
        gm_diag_error(build->diag, row->shift.src,
                      "`shift:` needs a `calendar:` of the source or of its line");
    } else if (row->shift.name && def) {
        set_shift(build, def, &row->shift, &moment);
    }
    return moment;
}

// ---- rows

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
        if (is_order) {
            gm_diag_hint(build->diag, "sort the rows by when they come");
        }
    }
    if (i > 0 && is_order != (plan[0].count > 0)) {
        gm_diag_error(build->diag, plan[i].src,
                      "%s has a %s, the first a %s: a plan has rows of one form", what,
                      is_order ? "count" : "rate", is_order ? "rate" : "count");
    }
}

static bool is_past(const gm_build *build, const gm_moment *from)
{
    const gm_clock_def *clock = &build->model->clock;
    return from->is_date && clock->has_start && gm_date_is_valid(from->date) &&
           gm_date_to_day(from->date) < gm_date_to_day(clock->start);
}

// Orders that should be in the plant already when the run starts.
static void warn_of_past(gm_build *build, const gm_source_def *def, gm_src src, double orders)
{
    if (orders > 0.0) {
        char text[GM_DATE_TEXT_MAX];
        gm_date_format(build->model->clock.start, text);
        gm_diag_warn(build->diag, src,
                     "source '%s': %.0f order%s before the run, which starts on %s: they come "
                     "at once as it does",
                     def->name, orders, orders == 1.0 ? " is due" : "s are due", text);
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

void gm_build_plan(gm_build *build, const gm_raw_source *raw, const gm_line_def *line,
                   gm_source_def *def)
{
    gm_plan_row_def *plan = GM_NEW(build->arena, gm_plan_row_def, raw->plan.n);
    const char *calendar = def->calendar.name ? def->calendar.name : line->calendar.name;
    gm_moment before = {0};
    double past = 0.0;
    for (int i = 0; i < raw->plan.n; i++) {
        const gm_raw_plan_row *row = &raw->plan.items[i];
        const char *what =
            gm_arena_printf(build->arena, "source '%s': row %d of the plan", def->name, i + 1);
        plan[i] = row->def;
        plan[i].variant.i = -1;
        plan[i].set_i = -1;
        gm_moment from = moment_of(build, row, calendar);
        plan[i].from_s = gm_build_moment(build, &from, what);
        plan[i].begins = i == 0 || !is_same_moment(&from, &before);
        before = from;
        past += is_past(build, &from) ? plan[i].count : 0.0;
        set_options(build, row, &plan[i]);
        check_turn(build, plan, i, what);
    }
    if (raw->plan.n > 0 && plan[0].count > 0) {
        check_orders(build, raw, def);
        warn_of_past(build, def, plan[0].src, past);
    }
    if (def->sequence.n_goals > 0) {
        check_periods(build, def, plan, raw->plan.n);
    }
    def->n_plan = raw->plan.n;
    def->plan = plan;
}
