// SPDX-License-Identifier: MIT
//
// Calendars: rows to definitions, and the faults of sim/calendar at their places.

#include "twin/build.h"

#include <math.h>

static const void *keep_src(gm_build *build, gm_src src)
{
    gm_src *kept = GM_NEW(build->arena, gm_src, 1);
    *kept = src;
    return kept;
}

static gm_shift_def shift_of(gm_build *build, const gm_raw_shift *raw)
{
    gm_break_def *breaks = GM_NEW(build->arena, gm_break_def, raw->breaks.n);
    for (int i = 0; i < raw->breaks.n; i++) {
        const gm_raw_break *b = &raw->breaks.items[i];
        breaks[i] = (gm_break_def){keep_src(build, b->src), b->at_s, (int32_t)lround(b->for_s)};
    }
    return (gm_shift_def){
        .name = raw->name,
        .src = keep_src(build, raw->src),
        .from_s = raw->from_s,
        .to_s = raw->to_s,
        .days = raw->days,
        .breaks = breaks,
        .n_breaks = raw->breaks.n,
    };
}

static gm_phase_def phase_of(gm_build *build, const gm_raw_phase *raw)
{
    gm_shift_def *shifts = GM_NEW(build->arena, gm_shift_def, raw->shifts.n);
    for (int i = 0; i < raw->shifts.n; i++) {
        shifts[i] = shift_of(build, &raw->shifts.items[i]);
    }
    return (gm_phase_def){
        .src = keep_src(build, raw->src),
        .from = raw->from,
        .days = raw->days ? raw->days : GM_DAYS_MON_FRI,
        .shifts = shifts,
        .n_shifts = raw->shifts.n,
    };
}

static void set_phases(gm_build *build, const gm_raw_calendar *raw, gm_calendar_def *def)
{
    int n = raw->phases.n > 0 ? raw->phases.n : 1;
    gm_phase_def *phases = GM_NEW(build->arena, gm_phase_def, n);
    for (int i = 0; i < n; i++) {
        phases[i] = phase_of(build, raw->phases.n > 0 ? &raw->phases.items[i] : &raw->only);
    }
    if (raw->phases.n == 0) {
        phases[0].src = keep_src(build, raw->src);
    }
    def->phases = phases;
    def->n_phases = n;
}

// Keys that may not stand side by side.
static bool check_keys(gm_build *build, const gm_raw_calendar *raw)
{
    bool has_own = raw->has_shifts || raw->has_days;
    bool has_days = raw->holidays.n > 0 || raw->stops.n > 0 || raw->extra_days.n > 0;
    if (raw->has_always && (has_own || has_days || raw->phases.n > 0)) {
        gm_diag_error(build->diag, raw->src,
                      "calendar '%s': nothing may stand beside `always: on`", raw->name);
        return false;
    }
    if (raw->phases.n > 0 && has_own) {
        gm_diag_error(build->diag, raw->src,
                      "calendar '%s': `shifts:` and `days:` stand inside the phases",
                      raw->name);
        return false;
    }
    return true;
}

typedef struct reporter {
    gm_diag *diag;
    const char *name;
} reporter;

static void report(void *user, const gm_calendar_fault *fault)
{
    const reporter *r = user;
    gm_src src = {0};
    if (fault->src) {
        src = *(const gm_src *)fault->src;
    }
    gm_diag_error(r->diag, src, "calendar '%s': %s", r->name, fault->text);
}

static void build_calendar(gm_build *build, gm_raw_calendar *raw, gm_named_calendar_def *out)
{
    *out = (gm_named_calendar_def){raw->name, raw->src, gm_calendar_def_default()};
    gm_calendar_def *def = &out->def;
    def->name = raw->name;
    def->src = keep_src(build, raw->src);
    raw->is_read = raw->is_read && check_keys(build, raw);
    if (!raw->is_read || raw->has_always) {
        return;
    }
    set_phases(build, raw, def);
    def->holidays = raw->holidays.items;
    def->n_holidays = raw->holidays.n;
    def->stops = raw->stops.items;
    def->n_stops = raw->stops.n;
    def->extras = raw->extra_days.items;
    def->n_extras = raw->extra_days.n;
    reporter r = {build->diag, raw->name};
    gm_calendar_def_check(def, report, &r);
}

void gm_build_calendars(gm_build *build)
{
    int n = build->raw->calendars.n;
    gm_named_calendar_def *calendars = GM_NEW(build->arena, gm_named_calendar_def, n);
    for (int i = 0; i < n; i++) {
        build_calendar(build, &build->raw->calendars.items[i], &calendars[i]);
    }
    build->model->plant.n_calendars = n;
    build->model->plant.calendars = calendars;
}
