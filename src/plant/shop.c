// SPDX-License-Identifier: MIT

#include "plant/shop.h"

#include "plant/conveyor.h"
#include "plant/crew.h"
#include "plant/fleet.h"
#include "plant/machine.h"
#include "plant/moving.h"
#include "plant/rack.h"
#include "plant/step.h"

// ---- on and off

static void station_on(gm_run *run, int32_t station_i, bool is_on)
{
    const gm_station_plan *plan = &run->plan->stations[station_i];
    for (int32_t k = 0; k < plan->n_machines; k++) {
        int32_t i = plan->first_machine + k;
        gm_machine *m = &run->machines[i];
        if (is_on) {
            gm_machine_hold(run, m, 0, GM_HOLD_OFF);
            gm_machine_resume(run, i);
            continue;
        }
        if (!gm_machine_ends_now(run, m)) {
            gm_machine_pause(run, i);
        }
        gm_machine_hold(run, m, GM_HOLD_OFF, 0);
        gm_machine_set_idle(run, i, false);
    }
}

static void step_on(gm_run *run, int32_t step_i, bool is_on)
{
    const gm_step *step = &run->plan->steps[step_i];
    switch (step->kind) {
    case GM_STEP_STATION:
        station_on(run, step->own_i, is_on);
        break;
    case GM_STEP_CONVEYOR:
        gm_conveyor_on(run, step->own_i, is_on);
        break;
    case GM_STEP_MOVING:
        gm_moving_on(run, step->own_i, is_on);
        break;
    case GM_STEP_RACK:
        gm_rack_on(run, step->own_i, is_on);
        break;
    case GM_STEP_TRANSPORT: // a fleet has hours of its own
    case GM_STEP_SOURCE:
    case GM_STEP_BUFFER:
    case GM_STEP_SINK:
    case GM_STEP_PASS:
        break;
    }
}

static int32_t calendar_of(const gm_run *run, const gm_step *step)
{
    switch (step->kind) {
    case GM_STEP_STATION:
        return run->plan->stations[step->own_i].calendar_i;
    case GM_STEP_CONVEYOR:
        return run->plan->conveyors[step->own_i].calendar_i;
    case GM_STEP_MOVING:
        return run->plan->movings[step->own_i].calendar_i;
    case GM_STEP_RACK:
        return run->plan->racks[step->own_i].calendar_i;
    case GM_STEP_TRANSPORT:
    case GM_STEP_SOURCE:
    case GM_STEP_BUFFER:
    case GM_STEP_SINK:
    case GM_STEP_PASS:
        break;
    }
    return GM_NONE;
}

// ---- shops

static bool is_shop(const gm_line_def *def)
{
    return def->runs_empty && def->calendar.i >= 0;
}

// Turns all of the line on or off but what has hours of its own.
static void line_on(gm_run *run, int32_t line_i, bool is_on)
{
    for (int32_t i = 0; i < run->plan->n_steps; i++) {
        const gm_step *step = &run->plan->steps[i];
        if (step->line_i == line_i && calendar_of(run, step) == GM_NONE) {
            step_on(run, i, is_on);
        }
    }
}

static void shut_if_empty(gm_run *run, int32_t line_i)
{
    gm_line *line = &run->lines[line_i];
    if (line->shop == GM_SHOP_EMPTYING && line->n_inside == 0) {
        line->shop = GM_SHOP_OFF;
        line_on(run, line_i, false);
    }
}

static void open_entrance(gm_run *run, int32_t line_i)
{
    run->lines[line_i].shop = GM_SHOP_OPEN;
    for (int32_t i = 0; i < run->plan->n_steps; i++) {
        if (run->plan->steps[i].line_i == line_i && run->plan->steps[i].is_entrance) {
            gm_moves_add(run, i);
        }
    }
}

// Warm, and its people are there.
static void open_shop(gm_run *run, int32_t line_i)
{
    line_on(run, line_i, true);
    open_entrance(run, line_i);
}

static void end_heating(gm_run *run, gm_line *line)
{
    gm_clocks_stop(&run->clocks, line->slot);
    line->heat_s += run->now_s - line->heat_since_s;
}

void gm_shop_ring(gm_run *run, int32_t line_i)
{
    gm_line *line = &run->lines[line_i];
    end_heating(run, line);
    line->is_cold = false;
    if (run->calendar_on[run->plan->def->lines[line_i].calendar.i]) {
        open_shop(run, line_i);
    } else {
        line->shop = GM_SHOP_OFF; // warm in a break: it opens when that is over
    }
}

// Ovens go on in a break. At the end of a shift they are turned off, as soon as all is empty.
static void close_shop(gm_run *run, int32_t line_i, bool is_break)
{
    gm_line *line = &run->lines[line_i];
    line->is_cold |= !is_break;
    if (line->shop == GM_SHOP_HEATING && !is_break) {
        end_heating(run, line);
        line->shop = GM_SHOP_OFF;
    } else if (line->shop == GM_SHOP_OPEN) {
        line->shop = GM_SHOP_EMPTYING;
        shut_if_empty(run, line_i);
    }
}

static void begin_shop(gm_run *run, int32_t line_i)
{
    gm_line *line = &run->lines[line_i];
    double heat_up_s = run->plan->def->lines[line_i].heat_up_s;
    if (line->shop == GM_SHOP_EMPTYING) {
        line->is_cold = false;
        open_entrance(run, line_i);
    } else if (line->shop == GM_SHOP_OFF && line->is_cold) {
        line->shop = GM_SHOP_HEATING;
        line->heat_since_s = run->now_s;
        gm_clocks_set(&run->clocks, line->slot, run->now_s + heat_up_s, GM_CLASS_REPAIR);
    } else if (line->shop == GM_SHOP_OFF) {
        open_shop(run, line_i);
    }
}

void gm_shop_enter(gm_run *run, uint32_t part, int32_t line_i)
{
    gm_part *p = &run->parts[part];
    if (!p->shop) {
        p->shop = (uint16_t)(line_i + 1);
        run->lines[line_i].n_inside += 1;
    }
}

void gm_shop_leave(gm_run *run, uint32_t part)
{
    int32_t line_i = run->parts[part].shop - 1;
    run->parts[part].shop = 0;
    run->lines[line_i].n_inside -= 1;
    shut_if_empty(run, line_i);
}

// ---- calendars

// Off between two spans of one shift.
static bool is_break(const gm_run *run, int32_t calendar_i)
{
    const gm_calendar *cal = &run->plan->calendars[calendar_i];
    uint32_t low = 0; // spans that have begun
    uint32_t high = cal->n_spans;
    while (low < high) {
        uint32_t mid = low + (high - low) / 2;
        bool has_begun = cal->spans[mid].start_s <= run->now_s;
        low = has_begun ? mid + 1 : low;
        high = has_begun ? high : mid;
    }
    if (low == 0 || low == cal->n_spans) {
        return false;
    }
    const gm_span *before = &cal->spans[low - 1];
    const gm_span *after = &cal->spans[low];
    return before->day == after->day && before->shift_i == after->shift_i;
}

static void apply(gm_run *run, int32_t calendar_i, bool was_on)
{
    const gm_plan *plan = run->plan;
    bool is_on = run->calendar_on[calendar_i];
    for (int32_t i = 0; i < plan->n_crews; i++) {
        if (plan->def->crews[i].calendar.i == calendar_i) {
            gm_crew_calendar(run, i);
        }
    }
    if (was_on == is_on) {
        return;
    }
    for (int32_t i = 0; i < plan->n_steps; i++) {
        if (calendar_of(run, &plan->steps[i]) == calendar_i) {
            step_on(run, i, is_on);
        }
    }
    for (int32_t i = 0; i < plan->n_fleets; i++) {
        if (plan->fleets[i].calendar_i == calendar_i) {
            gm_fleet_on(run, i, is_on);
        }
    }
    for (int32_t i = 0; i < plan->def->n_lines; i++) {
        if (is_shop(&plan->def->lines[i]) && plan->def->lines[i].calendar.i == calendar_i) {
            if (is_on) {
                begin_shop(run, i);
            } else {
                close_shop(run, i, is_break(run, calendar_i));
            }
        }
    }
}

static void set_clock(gm_run *run, int32_t calendar_i)
{
    const gm_calendar *cal = &run->plan->calendars[calendar_i];
    uint32_t *hint = &run->calendar_hint[calendar_i];
    double change_s = gm_calendar_next_change(cal, run->now_s, hint);
    double shift_s = gm_calendar_next_shift_change(cal, run->now_s, hint);
    double at_s = change_s < shift_s ? change_s : shift_s;
    gm_clocks_set(&run->clocks, (uint32_t)calendar_i, at_s, GM_CLASS_REPAIR);
}

void gm_calendar_ring(gm_run *run, int32_t calendar_i)
{
    const gm_calendar *cal = &run->plan->calendars[calendar_i];
    bool was_on = run->calendar_on[calendar_i];
    run->calendar_on[calendar_i] =
        gm_calendar_is_on(cal, run->now_s, &run->calendar_hint[calendar_i]);
    apply(run, calendar_i, was_on);
    set_clock(run, calendar_i);
}

void gm_calendars_begin(gm_run *run)
{
    for (int32_t i = 0; i < run->plan->def->n_lines; i++) {
        run->lines[i].shop = GM_SHOP_OPEN;
    }
    for (int32_t i = 0; i < run->plan->n_calendars; i++) {
        run->calendar_hint[i] = 0;
        run->calendar_on[i] =
            gm_calendar_is_on(&run->plan->calendars[i], 0.0, &run->calendar_hint[i]);
        apply(run, i, true);
        set_clock(run, i);
    }
}
