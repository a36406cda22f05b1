// SPDX-License-Identifier: MIT
//
// The machines of a station and the cycle that each goes through: load, changeover, work, out.
//
// A machine is always in one stage. A stage that takes time is an activity: it runs, or it is
// paused by what holds the machine (off shift, down, people away), and goes on where it was.

#ifndef GM_PLANT_MACHINE_H
#define GM_PLANT_MACHINE_H

#include "plant/part.h"

// What keeps an activity from running.
#define GM_HOLD_STOPS (GM_HOLD_OFF | GM_HOLD_DOWN | GM_HOLD_REPAIR_WAIT | GM_HOLD_UNMANNED)

// ---- station_load.c

// Loads idle machines with what can be taken.
void gm_station_move(gm_run *run, int32_t step_i);

// Its own clock has rung: a batch has waited long enough, or parts of an unlimited station end.
void gm_station_ring(gm_run *run, int32_t station_i);

// A part of higher priority has come into the queue.
void gm_station_preempt(gm_run *run, int32_t step_i, int32_t store_i, uint32_t part);

// Before work begins: a more urgent part has come. True when the machine has given back its own.
bool gm_machine_yields(gm_run *run, gm_machine *m);

// After a changeover: how many of the family a gated service will serve.
void gm_station_open_gate(gm_run *run, gm_machine *m);

// Would a machine take a part from this store of no places right now?
bool gm_store_would_pass(const gm_run *run, int32_t store_i);

// Moves a heap of a station into a block of twice its size.
void gm_station_grow_heap(gm_heap *heap, void **memory);

// ---- machine.c

// Starts what was loaded, in order of loading.
void gm_station_start(gm_run *run, int32_t step_i);

// The machine waits for its turn to start or to go on to its next stage.
void gm_machine_push_start(gm_run *run, int32_t machine_i);

// The clock of the machine has rung.
void gm_machine_ring(gm_run *run, int32_t machine_i);

// Its activity is over at this very instant and has not rung yet: what pauses work now comes too
// late for it.
static inline bool gm_machine_ends_now(const gm_run *run, const gm_machine *m)
{
    return m->is_running && !m->fails_next && gm_clocks_at(&run->clocks, m->slot) <= run->now_s;
}

// A single machine that is down still loads a part; of several, others may be up for it.
static inline bool gm_machine_may_load(const gm_run *run, const gm_machine *m)
{
    bool is_down = m->hold & (GM_HOLD_DOWN | GM_HOLD_REPAIR_WAIT);
    return !(m->hold & GM_HOLD_OFF) &&
           !(is_down && run->plan->stations[m->station_i].n_machines > 1);
}

// Stops the time of its activity; nothing when it does not run.
void gm_machine_pause(gm_run *run, int32_t machine_i);

// Lets the machine go on after a hold was taken away.
void gm_machine_resume(gm_run *run, int32_t machine_i);

// The people it asked for its activity have come.
void gm_machine_granted(gm_run *run, int32_t machine_i);

// What the next phase of its recipe needs is there.
void gm_machine_phase_granted(gm_run *run, int32_t machine_i);

// Work of a visit as the station draws it, seconds, learning included.
double gm_station_draw_work(gm_run *run, int32_t step_i, int32_t variant_i);

// Machine is empty: it may load, or has maintenance due.
void gm_machine_emptied(gm_run *run, int32_t machine_i);

// The same for a part that is not done: maintenance does not come between.
void gm_machine_vacate(gm_run *run, int32_t machine_i);

void gm_machine_set_idle(gm_run *run, int32_t machine_i, bool is_idle);

// ---- claim.c: blocking before service

// Places downstream are promised to the parts in work. False while there are too few.
bool gm_machine_claim(gm_run *run, gm_machine *m);

// Places promised to the work of a machine are free again.
void gm_machine_release_claim(gm_run *run, gm_machine *m);

// Stations with blocking before service that wait for a place at or behind a step look again.
void gm_machine_wake_claimants(gm_run *run, const gm_step *step);

// The work of a machine that is to go into this store may begin: enough places are neither taken
// nor promised.
bool gm_machine_finds_places(const gm_run *run, const gm_machine *m, int32_t store_i);

// The entrance of a belt or a moving line may be free: the same for those who asked for it.
void gm_machine_wake_askers(gm_run *run, const gm_step *step);

// ---- outcome.c

// Work on what the machine holds is done: scrap, defects, inspection, splits, then out.
void gm_machine_finish(gm_run *run, int32_t machine_i);

// Gives finished parts on, one after the other, until one has to wait.
void gm_machine_give(gm_run *run, int32_t machine_i);

// The one that waited is gone.
void gm_machine_gone(gm_run *run, int32_t machine_i);

// A visit of a part to a station ends. True when it was its first there; always false where none
// comes a second time, and so nothing is counted.
bool gm_station_count_visit(gm_run *run, int32_t station_i, uint32_t part);

// Where a part goes from a step.
gm_target gm_route_choose(gm_run *run, int32_t step_i, const gm_route *route, uint32_t part,
                          gm_stream *stream);

// The same by the route of the step, chosen once and kept with the part until it goes there
// (gm_part.target; whoever moves the part clears it).
gm_target gm_route_keep(gm_run *run, int32_t step_i, uint32_t part);

// ---- breakdown.c

// Ages of a machine at time 0.
void gm_machine_begin_ages(gm_run *run, int32_t machine_i);

// Least time of work until a failure by work; INFINITY without one.
double gm_machine_work_to_failure(const gm_run *run, const gm_machine *m);

// Adds to the ages by work; ages by parts take one cycle when work is done.
void gm_machine_age_work(gm_run *run, gm_machine *m, double work_s);
void gm_machine_age_cycle(gm_run *run, gm_machine *m);

// A failure by parts that is due before the next cycle, or GM_NONE.
int32_t gm_machine_parts_failure(const gm_run *run, const gm_machine *m);

// The failure by work that rings now.
void gm_machine_fail_by_work(gm_run *run, int32_t machine_i);
void gm_machine_fail(gm_run *run, int32_t machine_i, int32_t failure_i);

// The clock of failures by calendar has rung.
void gm_machine_ring_failure(gm_run *run, int32_t machine_i);

// The repair is over.
void gm_machine_repaired(gm_run *run, int32_t machine_i);

// The repair crew has come, or goes off shift and comes back.
void gm_machine_repair_granted(gm_run *run, int32_t machine_i);
void gm_machine_repair_paused(gm_run *run, int32_t machine_i);

// Its repair is over at this very instant and has not rung yet.
bool gm_machine_is_repaired_now(const gm_run *run, const gm_machine *m);

// First maintenance that is due, or GM_NONE; and what follows when it is done.
int32_t gm_machine_maintenance_due(const gm_run *run, const gm_machine *m);
void gm_machine_maintained(gm_run *run, int32_t machine_i);

#endif
