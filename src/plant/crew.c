// SPDX-License-Identifier: MIT

#include "plant/crew.h"

#include "plant/conveyor.h"
#include "plant/fleet.h"
#include "plant/machine.h"
#include "plant/moving.h"
#include "plant/rack.h"
#include "plant/rules.h"

#include <string.h>

void gm_crew_settle(gm_run *run, int32_t crew_i)
{
    gm_crew *crew = &run->crews[crew_i];
    double dt = run->now_s - crew->since_s;
    crew->since_s = run->now_s;
    if (crew->is_on) {
        crew->present_s += crew->present * dt;
        crew->busy_s += (crew->busy - crew->on_line) * dt;
        crew->missing_s += crew->missing * dt;
    }
}

void gm_crew_measure(gm_run *run, int32_t crew_i)
{
    gm_crew *crew = &run->crews[crew_i];
    crew->is_ample = crew->is_on && crew->present >= run->plan->demand[crew_i];
}

// ---- owners of grants

// What the people of a grant do.
typedef enum duty {
    DUTY_WORK,          // of a machine
    DUTY_REPAIR,        // of a machine
    DUTY_LINE,          // on a moving line
    DUTY_BELT_REPAIR,   // of a conveyor
    DUTY_MOVING_REPAIR, // of a moving line or one of its cars
    DUTY_RACK_REPAIR,   // of the crane of a rack
    DUTY_VEHICLE,       // to drive one, or to repair it
} duty;

typedef struct owner {
    duty duty;
    int32_t i; // machine, conveyor, moving line
} owner;

static owner owner_of(const gm_plan *plan, uint32_t grant_i)
{
    int32_t i = (int32_t)grant_i;
    if (grant_i >= plan->first_vehicle_grant) {
        i = (int32_t)(grant_i - plan->first_vehicle_grant);
        bool is_rack = i < plan->n_racks;
        return (owner){is_rack ? DUTY_RACK_REPAIR : DUTY_VEHICLE, i};
    }
    if (i < 2 * plan->n_machines) {
        return (owner){i & 1 ? DUTY_REPAIR : DUTY_WORK, i / 2};
    }
    i -= 2 * plan->n_machines;
    if (i < plan->n_movings) {
        return (owner){DUTY_LINE, i};
    }
    i -= plan->n_movings;
    if (i < plan->n_conveyors) {
        return (owner){DUTY_BELT_REPAIR, i};
    }
    int32_t moving_i = plan->n_movings - 1;
    while (plan->movings[moving_i].first_repair > grant_i) {
        moving_i--;
    }
    return (owner){DUTY_MOVING_REPAIR, moving_i};
}

static void tell_granted(gm_run *run, uint32_t grant_i)
{
    owner own = owner_of(run->plan, grant_i);
    switch (own.duty) {
    case DUTY_WORK:
        gm_machine_granted(run, own.i);
        break;
    case DUTY_REPAIR:
        gm_machine_repair_granted(run, own.i);
        break;
    case DUTY_LINE:
        gm_moving_granted(run, own.i);
        break;
    case DUTY_BELT_REPAIR:
        gm_conveyor_repair_granted(run, own.i);
        break;
    case DUTY_MOVING_REPAIR:
        gm_moving_repair_granted(run, own.i, grant_i);
        break;
    case DUTY_RACK_REPAIR:
        gm_rack_repair_granted(run, own.i);
        break;
    case DUTY_VEHICLE:
        gm_vehicle_granted(run, grant_i);
        break;
    }
}

static void tell_gone(gm_run *run, uint32_t grant_i)
{
    owner own = owner_of(run->plan, grant_i);
    switch (own.duty) {
    case DUTY_WORK:
        if (!gm_machine_ends_now(run, &run->machines[own.i])) {
            gm_machine_pause(run, own.i);
            gm_machine_hold(run, &run->machines[own.i], GM_HOLD_UNMANNED, 0);
        }
        break;
    case DUTY_REPAIR:
        gm_machine_repair_paused(run, own.i);
        break;
    case DUTY_LINE:
        gm_moving_people(run, own.i, true);
        break;
    case DUTY_BELT_REPAIR:
        gm_conveyor_repair_paused(run, own.i);
        break;
    case DUTY_MOVING_REPAIR:
        gm_moving_repair_paused(run, own.i, grant_i);
        break;
    case DUTY_RACK_REPAIR:
        gm_rack_repair_paused(run, own.i);
        break;
    case DUTY_VEHICLE:
        gm_vehicle_people_gone(run, grant_i);
        break;
    }
}

static void tell_back(gm_run *run, uint32_t grant_i)
{
    owner own = owner_of(run->plan, grant_i);
    switch (own.duty) {
    case DUTY_WORK:
        gm_machine_hold(run, &run->machines[own.i], 0, GM_HOLD_UNMANNED);
        gm_machine_resume(run, own.i);
        break;
    case DUTY_LINE:
        gm_moving_people(run, own.i, false);
        break;
    case DUTY_REPAIR:
    case DUTY_BELT_REPAIR:
    case DUTY_MOVING_REPAIR:
    case DUTY_RACK_REPAIR:
    case DUTY_VEHICLE:
        tell_granted(run, grant_i);
        break;
    }
}

// Its people have gone home, or are back.
static void tell_away(gm_run *run, uint32_t grant_i, bool is_away)
{
    if (is_away) {
        tell_gone(run, grant_i);
    } else {
        tell_back(run, grant_i);
    }
}

// What it is for is over at this very instant: its people come free anyway.
static bool is_over(gm_run *run, uint32_t grant_i)
{
    owner own = owner_of(run->plan, grant_i);
    switch (own.duty) {
    case DUTY_WORK:
        return gm_machine_ends_now(run, &run->machines[own.i]);
    case DUTY_REPAIR:
        return gm_machine_is_repaired_now(run, &run->machines[own.i]);
    case DUTY_LINE:
        return false;
    case DUTY_BELT_REPAIR:
        return run->conveyors[own.i].repair.up_s <= run->now_s;
    case DUTY_MOVING_REPAIR:
        return gm_moving_is_repaired_now(run, own.i, grant_i);
    case DUTY_RACK_REPAIR:
        return run->racks[own.i].repair.up_s <= run->now_s;
    case DUTY_VEHICLE:
        return gm_vehicle_is_over(run, grant_i);
    }
    return false;
}

// ---- asking

// A crew on shift with people of this skill free.
static int32_t find_crew(const gm_run *run, int32_t skill_i, int32_t people)
{
    const gm_skill_plan *skill = &run->plan->skills[skill_i];
    for (int32_t i = 0; i < skill->n_crews; i++) {
        const gm_crew *crew = &run->crews[skill->crews[i]];
        if (crew->is_on && crew->present - crew->busy >= people) {
            return skill->crews[i];
        }
    }
    return GM_NONE;
}

// A need of a grant takes its people, or lets go of them.
static void tie(gm_run *run, uint32_t grant_i, int32_t need_i)
{
    const gm_grant *grant = &run->grants[grant_i];
    int32_t people = grant->call->people[need_i];
    gm_crew *crew = &run->crews[grant->crew[need_i]];
    gm_crew_settle(run, grant->crew[need_i]);
    crew->busy += people;
    gm_rules_tell(run, run->plan->crew_readers[grant->crew[need_i]]);
    crew->on_line += gm_grant_is_of_moving(run, grant_i) ? people : 0;
}

static void untie(gm_run *run, uint32_t grant_i, int32_t need_i)
{
    const gm_grant *grant = &run->grants[grant_i];
    int32_t people = grant->call->people[need_i];
    gm_crew *crew = &run->crews[grant->crew[need_i]];
    gm_crew_settle(run, grant->crew[need_i]);
    crew->busy -= people;
    gm_rules_tell(run, run->plan->crew_readers[grant->crew[need_i]]);
    crew->on_line -= gm_grant_is_of_moving(run, grant_i) ? people : 0;
}

static bool seize(gm_run *run, uint32_t grant_i)
{
    gm_grant *grant = &run->grants[grant_i];
    const gm_crew_call *call = grant->call;
    for (int32_t i = 0; i < call->n; i++) {
        grant->crew[i] = find_crew(run, call->skills[i], call->people[i]);
        if (grant->crew[i] == GM_NONE) {
            // All or nothing: give back what the needs before this one have taken.
            while (i-- > 0) {
                untie(run, grant_i, i);
            }
            return false;
        }
        tie(run, grant_i, i);
    }
    grant->is_waiting = false;
    grant->n_away = 0;
    return true;
}

static void enqueue(gm_run *run, uint32_t grant_i)
{
    gm_grant *grant = &run->grants[grant_i];
    grant->is_waiting = true;
    grant->next = 0;
    if (run->grant_queue.head) {
        run->grants[run->grant_queue.tail - 1].next = grant_i + 1;
    } else {
        run->grant_queue.head = grant_i + 1;
    }
    run->grant_queue.tail = grant_i + 1;
}

bool gm_crew_ask(gm_run *run, uint32_t grant_i, const gm_crew_call *call)
{
    gm_grant *grant = &run->grants[grant_i];
    GM_ASSERT(!grant->call);
    grant->call = call;
    // People who have just come free go to those who wait for them first.
    bool others_first = run->crews_changed && run->grant_queue.head != 0;
    if (!others_first && seize(run, grant_i)) {
        return true;
    }
    enqueue(run, grant_i);
    return false;
}

void gm_crew_release(gm_run *run, uint32_t grant_i)
{
    gm_grant *grant = &run->grants[grant_i];
    GM_ASSERT(grant->call && !grant->is_waiting);
    for (int32_t i = 0; i < grant->call->n; i++) {
        untie(run, grant_i, i);
    }
    grant->call = NULL;
    run->crews_changed = true;
}

static void dequeue(gm_run *run, uint32_t grant_i)
{
    uint32_t before = 0;
    uint32_t at = run->grant_queue.head;
    while (at != grant_i + 1) {
        before = at;
        at = run->grants[at - 1].next;
    }
    uint32_t next = run->grants[grant_i].next;
    if (before) {
        run->grants[before - 1].next = next;
    } else {
        run->grant_queue.head = next;
    }
    if (run->grant_queue.tail == at) {
        run->grant_queue.tail = before;
    }
}

void gm_crew_dismiss(gm_run *run, uint32_t grant_i)
{
    gm_grant *grant = &run->grants[grant_i];
    if (grant->call && grant->is_waiting) {
        dequeue(run, grant_i);
        grant->is_waiting = false;
        grant->call = NULL;
    } else if (grant->call) {
        gm_crew_release(run, grant_i);
    }
}

void gm_crew_serve(gm_run *run)
{
    run->crews_changed = false;
    uint32_t at = run->grant_queue.head;
    while (at) {
        gm_grant *grant = &run->grants[at - 1];
        uint32_t next = grant->next;
        if (seize(run, at - 1)) {
            dequeue(run, at - 1);
            tell_granted(run, at - 1);
        }
        at = next;
    }
}

// ---- shifts

// The day on which the shift that works now began: a night shift is one shift.
static int32_t shift_day(const gm_run *run, int32_t calendar_i)
{
    const gm_calendar *cal = &run->plan->calendars[calendar_i];
    uint32_t from = 0;
    uint32_t to = cal->n_spans;
    while (from < to) {
        uint32_t mid = from + (to - from) / 2;
        if (cal->spans[mid].end_s <= run->now_s) {
            from = mid + 1;
        } else {
            to = mid;
        }
    }
    return from < cal->n_spans ? cal->spans[from].day
                               : gm_civil_day(run->plan->civil, run->now_s);
}

// How many come: absences are drawn anew for every shift, reliefs stand in first.
static void muster(gm_run *run, int32_t crew_i)
{
    gm_crew *crew = &run->crews[crew_i];
    const gm_crew_def *def = &run->plan->def->crews[crew_i];
    const gm_calendar *cal = &run->plan->calendars[def->calendar.i];
    int32_t shift_i =
        gm_calendar_shift_at(cal, run->now_s, &run->calendar_hint[def->calendar.i]);
    int32_t people = gm_crew_people(run->plan, crew_i, shift_i);
    int32_t absent = 0;
    if (def->absence > 0.0) {
        for (int32_t i = 0; i < people + def->reliefs; i++) {
            absent += gm_stream_u01(&crew->absence) < def->absence ? 1 : 0;
        }
    }
    int32_t there = people + def->reliefs - absent;
    crew->present = there < people ? there : people;
    crew->missing = people - crew->present;
}

static int32_t people_of(const gm_grant *grant, int32_t crew_i)
{
    int32_t n = 0;
    for (int32_t i = 0; i < grant->call->n; i++) {
        n += grant->crew[i] == crew_i ? grant->call->people[i] : 0;
    }
    return n;
}

// Fewer people than work in hand: the last in the file wait again.
static void revoke_excess(gm_run *run, int32_t crew_i)
{
    gm_crew *crew = &run->crews[crew_i];
    int32_t excess = crew->busy - crew->present;
    for (uint32_t g = run->plan->n_grants; g-- > 0 && excess > 0;) {
        gm_grant *grant = &run->grants[g];
        if (!grant->call || grant->is_waiting || !gm_grant_has(grant, crew_i)) {
            continue;
        }
        excess -= people_of(grant, crew_i);
        if (is_over(run, g)) {
            continue;
        }
        for (int32_t i = 0; i < grant->call->n; i++) {
            untie(run, g, i);
        }
        tell_away(run, g, true);
        enqueue(run, g);
        if (g < 2 * (uint32_t)run->plan->n_machines && !(g & 1)) {
            run->machines[g / 2].has_crew = false;
        }
    }
}

static void all_away(gm_run *run, int32_t crew_i, bool is_away)
{
    for (uint32_t g = 0; g < run->plan->n_grants; g++) {
        gm_grant *grant = &run->grants[g];
        if (!grant->call || grant->is_waiting || !gm_grant_has(grant, crew_i)) {
            continue;
        }
        grant->n_away += is_away ? 1 : -1;
        if (grant->n_away == (is_away ? 1 : 0)) {
            tell_away(run, g, is_away);
        }
    }
}

void gm_crew_calendar(gm_run *run, int32_t crew_i)
{
    gm_crew *crew = &run->crews[crew_i];
    int32_t calendar_i = run->plan->def->crews[crew_i].calendar.i;
    bool is_on = run->calendar_on[calendar_i];
    gm_crew_settle(run, crew_i);
    if (is_on) {
        // A break keeps those who came; a new shift is mustered.
        const gm_calendar *cal = &run->plan->calendars[calendar_i];
        int32_t shift_i =
            gm_calendar_shift_at(cal, run->now_s, &run->calendar_hint[calendar_i]);
        int32_t day = shift_day(run, calendar_i);
        if (shift_i != crew->shift_i || day != crew->shift_day) {
            muster(run, crew_i);
        }
        crew->shift_i = shift_i;
        crew->shift_day = day;
    }
    bool was_on = crew->is_on;
    crew->is_on = is_on;
    gm_crew_measure(run, crew_i);
    gm_rules_tell(run, run->plan->crew_readers[crew_i]);
    if (is_on && crew->busy > crew->present) {
        revoke_excess(run, crew_i);
    }
    if (was_on != is_on) {
        all_away(run, crew_i, !is_on);
    }
    run->crews_changed = true;
}

int32_t gm_crew_people(const gm_plan *plan, int32_t crew_i, int32_t shift_i)
{
    const gm_crew_def *def = &plan->def->crews[crew_i];
    const gm_shift_def *shift = NULL;
    if (shift_i >= 0) {
        shift = gm_calendar_def_shift(&plan->def->calendars[def->calendar.i].def, shift_i);
    }
    for (int32_t i = 0; i < def->n_people; i++) {
        const char *name = def->people[i].shift;
        if (!name || (shift && shift->name && strcmp(shift->name, name) == 0)) {
            return def->people[i].people;
        }
    }
    return 0;
}
