// SPDX-License-Identifier: MIT

#include "plant/slots.h"

#include "plant/machine.h"
#include "plant/offer.h"
#include "plant/part.h"
#include "plant/store.h"

#define MICRO_STOP_S 300.0 // stops under 5 min are counted apart

static const gm_station_plan *plan_of(const gm_run *run, const gm_machine *m)
{
    return &run->plan->stations[m->station_i];
}

void gm_slots_begin(gm_run *run, int32_t machine_i)
{
    gm_machine *m = &run->machines[machine_i];
    if (plan_of(run, m)->has_slots) {
        gm_clocks_set(&run->clocks, m->fail_slot, run->now_s, GM_CLASS_REPAIR);
    }
}

static void stop(gm_run *run, gm_machine *m)
{
    run->stations[m->station_i].n_failures += 1.0;
    m->down_began_s = run->now_s;
    gm_machine_hold(run, m, GM_HOLD_DOWN, 0);
}

static void go_on(gm_run *run, gm_machine *m)
{
    gm_station *st = &run->stations[m->station_i];
    double down_s = run->now_s - m->down_began_s;
    if (down_s < MICRO_STOP_S) {
        st->n_micro_stops += 1.0;
        st->micro_stop_s += down_s;
    }
    gm_machine_hold(run, m, 0, GM_HOLD_DOWN);
}

void gm_slots_ring(gm_run *run, int32_t machine_i)
{
    gm_machine *m = &run->machines[machine_i];
    const gm_station_plan *plan = plan_of(run, m);
    bool was_down = m->hold & GM_HOLD_DOWN;
    bool is_up = gm_stream_u01(&run->stations[m->station_i].up) < plan->def->up;
    if (is_up == was_down) {
        (is_up ? go_on : stop)(run, m);
    }
    gm_machine_hold(run, m, 0, GM_HOLD_BLOCKED);
    // The same sum as that of the work which begins now: both end at one instant.
    gm_clocks_set(&run->clocks, m->fail_slot, run->now_s + plan->times[0].a, GM_CLASS_REPAIR);
    m->slot_began_s = run->now_s;
    gm_moves_add(run, plan->step_i);
}

bool gm_slots_may_take(gm_run *run, int32_t machine_i)
{
    gm_machine *m = &run->machines[machine_i];
    const gm_step *step = &run->plan->steps[plan_of(run, m)->step_i];
    if (m->slot_began_s != run->now_s || (m->hold & GM_HOLD_DOWN)) {
        return false;
    }
    int32_t to = gm_target_store(run, step->to.targets[0], 0);
    if (to == GM_NONE || gm_machine_finds_places(run, m, to)) {
        gm_machine_hold(run, m, 0, GM_HOLD_BLOCKED);
        return true;
    }
    if (gm_store_available(run, step->inputs[0].store_i) > 0) {
        gm_machine_hold(run, m, GM_HOLD_BLOCKED, 0);
    }
    return false;
}

void gm_slots_taken(gm_run *run, int32_t machine_i)
{
    gm_machine *m = &run->machines[machine_i];
    bool is_promised = gm_machine_claim(run, m); // gm_slots_may_take has just found the place
    GM_REQUIRE(is_promised);
    m->stage = GM_STAGE_WORK;
}
