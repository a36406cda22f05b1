// SPDX-License-Identifier: MIT
//
// Looking at a run without changing it: what becomes of its parts, and states of its machines.

#include "plant/conveyor.h"
#include "plant/moving.h"
#include "plant/stats.h"

#include <string.h>

static void ignore(void *user, int32_t step_i, uint32_t identity, double time_s)
{
    (void)user;
    (void)step_i;
    (void)identity;
    (void)time_s;
}

// Departures are told to an observer; where there is none, one that listens to nothing keeps
// them coming.
void gm_run_watch_parts(gm_run *run, gm_part_fn *on_part, void *user)
{
    run->on_part = on_part;
    run->part_user = user;
    if (on_part && !run->observer) {
        run->observer = ignore;
    } else if (!on_part && run->observer == ignore) {
        run->observer = NULL;
    }
}

static void machine_states(const gm_run *run, const gm_machine *m, double state_s[GM_N_STATES])
{
    memcpy(state_s, m->state_s, GM_N_STATES * sizeof *state_s);
    state_s[gm_hold_state(m->hold)] += run->now_s - m->since_s;
}

void gm_run_states(gm_run *run, int32_t step_i, int32_t machine_k, double state_s[GM_N_STATES])
{
    const gm_step *step = &run->plan->steps[step_i];
    double rows[GM_N_BAND_STATS] = {0};
    switch (step->kind) {
    case GM_STEP_STATION: {
        const gm_station_plan *plan = &run->plan->stations[step->own_i];
        GM_REQUIRE(machine_k >= 0 && machine_k < plan->n_machines);
        machine_states(run, &run->machines[plan->first_machine + machine_k], state_s);
        return;
    }
    case GM_STEP_CONVEYOR:
        gm_conveyor_stats(run, step->own_i, rows);
        break;
    case GM_STEP_MOVING:
        gm_moving_stats(run, step->own_i, rows);
        break;
    case GM_STEP_SOURCE:
    case GM_STEP_BUFFER:
    case GM_STEP_TRANSPORT:
    case GM_STEP_RACK:
    case GM_STEP_SINK:
    case GM_STEP_PASS:
        GM_REQUIRE(false); // it has no states
    }
    memcpy(state_s, rows, GM_N_STATES * sizeof *state_s);
}
