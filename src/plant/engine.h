// SPDX-License-Identifier: MIT
//
// The event engine: runs a plan on the simulated clock, once per replication.
//
// gm_run_create() takes all memory; gm_run_begin() sets a replication to time 0;
// gm_run_advance() runs to a time or a count. The caller owns the loop and takes snapshots of
// the statistics between two advances. Same plan, seed and replication: same bits.

#ifndef GM_PLANT_ENGINE_H
#define GM_PLANT_ENGINE_H

#include "plant/plan.h"

#include <signal.h>
#include <stdint.h>

// States of a machine, exhaustive and exclusive, the first that holds.
#define GM_STATE_LIST(X)                                                                       \
    X(GM_STATE_OFF, "off-shift")                                                               \
    X(GM_STATE_DOWN, "down")                                                                   \
    X(GM_STATE_REPAIR_WAIT, "waiting-for-repair")                                              \
    X(GM_STATE_MAINTENANCE, "maintenance")                                                     \
    X(GM_STATE_SETUP, "setup")                                                                 \
    X(GM_STATE_BLOCKED, "blocked")                                                             \
    X(GM_STATE_UNMANNED, "unmanned")                                                           \
    X(GM_STATE_STARVED, "starved")                                                             \
    X(GM_STATE_WORKING, "working")

#define GM_STATE_ENUM(name, word) name,
typedef enum gm_state { GM_STATE_LIST(GM_STATE_ENUM) GM_N_STATES } gm_state;
#undef GM_STATE_ENUM

const char *gm_state_word(gm_state state);

#define GM_WIP_BINS 4097 // of the histogram of the parts in the plant; the last: that and more

typedef struct gm_run gm_run;

// Until when gm_run_advance() runs.
typedef struct gm_run_end {
    double time_s;   // INFINITY: no time
    int32_t counter; // whose count ends the advance, with all of that instant; GM_NONE: none
    double count;
} gm_run_end;

typedef enum gm_run_error {
    GM_RUN_OK,
    GM_RUN_TOO_MANY_PARTS, // more than the plan's most_parts alive at once
    GM_RUN_STUCK,          // nothing can happen any more before the end
    GM_RUN_NO_PROGRESS,    // endless events at one instant
    GM_RUN_UNBALANCED,     // parts do not add up, see audit.h: a fault of the engine
    GM_RUN_RULE,           // a rule has no value: gm_run_fault_of()
} gm_run_error;

// Called at every departure from a step, in event order, when set.
typedef void gm_departure_fn(void *user, int32_t step_i, uint32_t identity, double time_s);

// Called at the end of every wait (blocked or starved) of a machine, when set.
typedef void gm_wait_fn(void *user, int32_t station_i, double from_s, double to_s);

// What has become of a part.
typedef enum gm_part_event {
    GM_PART_LEFT,     // it has left a step: a source, station, buffer, belt, line or sink
    GM_PART_OUT,      // it is out of the plant, in good order
    GM_PART_SCRAPPED, // at a step, or by a route to scrap: then step_i is GM_NONE
    GM_PART_LOST,     // it found the place before a step full that loses parts
    GM_PART_JOINED,   // to another one, at a step
    GM_PART_SPLIT,    // into others, at a step
} gm_part_event;

// Called for every part when set. `part` is its place in the pool: it names a part from its first
// event to its last, which is all but LEFT; then the place may go to another one.
typedef void gm_part_fn(void *user, gm_part_event event, uint32_t part, int32_t step_i);

// What a part, a machine or a vehicle did without a break, in which state, from when to when.
typedef struct gm_visit {
    int32_t step_i;
    int32_t machine_k; // of the station or vehicle of the fleet, from 0; GM_NONE: of none
    const char
        *state; // word of a gm_state, or of a gm_vehicle_state; or how a part ended here:
                // "scrapped", "joined" to another one, "split" into its pieces
    double from_s;
    double to_s;
    bool is_open;      // the run ended before it did: to_s is that end
    uint32_t identity; // of the part, 0: none
    const char
        *piece; // behind it: ".2.1" for the first piece of the second piece of it, "": whole
    int32_t variant; // of the part, -1: none
} gm_visit;

// Called for every stretch when it ends, and for every part that ends within the plant. Stretches
// of no length are not told, nor what is not done: a machine without a part that is off shift,
// unmanned or starved, a vehicle that is idle. Nor are stays in buffers and in racks that only
// store.
typedef void gm_visit_fn(void *user, const gm_visit *visit);

// Everything a replication needs, from the allocator hook. The plan is borrowed.
gm_run *gm_run_create(const gm_plan *plan);
void gm_run_destroy(gm_run *run);

// Sets the run to time 0 of a replication (counted from 0), empty and idle but for what the
// model starts with.
void gm_run_begin(gm_run *run, uint32_t seed, uint32_t replication);

// From now on an advance ends where it is, with all in order, when *stop is set; the next one goes
// on. NULL: it is not looked at.
void gm_run_stop_at(gm_run *run, const volatile sig_atomic_t *stop);

// Watches departures from now on; NULL stops it.
void gm_run_observe(gm_run *run, gm_departure_fn *observer, void *user);

// Watches waits from now on; NULL stops it.
void gm_run_watch_waits(gm_run *run, gm_wait_fn *on_wait, void *user);

// Watches parts from now on; NULL stops it. A run that is not watched pays nothing for it but a
// look at the end of each part.
void gm_run_watch_parts(gm_run *run, gm_part_fn *on_part, void *user);

// Watches visits from now on, which is after gm_run_begin() and before the first advance; NULL
// stops it. The run takes no short ways then: the same bits, more slowly.
void gm_run_watch_visits(gm_run *run, gm_visit_fn *on_visit, void *user);

// Tells the stretches that have not ended.
void gm_run_end_visits(gm_run *run);

// Seconds that a machine (counted from 0) of a station, a conveyor or a moving line has been in
// each state since time 0; they add up to now. Of a line: means over its stations.
void gm_run_states(gm_run *run, int32_t step_i, int32_t machine_k, double state_s[GM_N_STATES]);

// Runs until the end. A run that comes to its end by time stands exactly at it.
gm_run_error gm_run_advance(gm_run *run, gm_run_end end);

double gm_run_now(const gm_run *run);

// Which rule of the plan had no value, and when; after GM_RUN_RULE.
typedef struct gm_run_fault {
    int32_t rule_i;
    double time_s;
    gm_rule_fault fault;
} gm_run_fault;

gm_run_fault gm_run_fault_of(const gm_run *run);

// What the whole plant has done so far.
typedef struct gm_run_totals {
    double wip_area_part_s; // time integral of the parts in it
    double n_out;           // parts that left it in good order
} gm_run_totals;

// All machines of the station are blocked or starved now.
bool gm_run_is_waiting(const gm_run *run, int32_t station_i);

gm_run_totals gm_run_totals_now(const gm_run *run);

// Parts that wait before a join of parts of one parent (`same: parent`) although no sibling can
// come any more: it was scrapped, lost, or is joined already. 0 before any other station.
int32_t gm_run_orphans(const gm_run *run, int32_t station_i, gm_arena *scratch);

// A hash over all departures so far: step, identity and the bits of the time.
uint64_t gm_run_hash(const gm_run *run);

#endif
