// SPDX-License-Identifier: MIT
//
// Automated racks: slots served by a crane that stores what waits before them and retrieves what
// is asked for behind.
//
// The entrance and the exit are at the lower corner. A cycle begins and ends there: single, a
// part is stored or retrieved; dual, the crane goes on from the slot where it has stored to that
// of a part to retrieve. A retrieved part stands at the exit until what is behind takes it; the
// crane fetches the next as long as there is a place there.
//
// States: working during a cycle; blocked when parts are ripe but the exit is full, or one waits
// to come in and the rack is full; else starved.

#ifndef GM_PLANT_RACK_H
#define GM_PLANT_RACK_H

#include "plant/repair.h"
#include "plant/wear.h"

typedef enum gm_rack_phase {
    GM_RACK_IDLE, // at the entrance
    GM_RACK_IN,   // to a slot, with a part
    GM_RACK_BACK, // from a slot, empty
    GM_RACK_GO,   // to the slot of a part to retrieve
    GM_RACK_OUT,  // from there, with the part
} gm_rack_phase;

typedef struct gm_rack {
    uint64_t *free; // slots, as bits in the order of the plan
    int32_t n_words;
    gm_stream draw;
    gm_sampler least;
    uint32_t slot;
    gm_event_class next_class;
    gm_rack_phase phase;
    bool stored_last; // single: store and retrieve in turn
    bool is_on;
    bool is_offering;
    uint32_t part;     // on the crane, or on the way to be
    int32_t at;        // slot that it goes to or comes from
    double at_s;       // end of the phase; INFINITY: idle or held
    double left_s;     // of the phase while it is held
    double began_s;    // of the cycle
    bool is_dual;      // this cycle does both
    int32_t n_stored;  // parts in slots, or on the crane on the way in
    uint32_t ripening; // sorted by when they are ripe
    gm_list ripe;
    gm_list stand; // retrieved, at the exit
    int32_t n_stand;
    gm_wear wear;
    int32_t failing;
    gm_repair repair;

    gm_state state;
    double account_s;
    double state_s[GM_N_STATES];
    double area_part_s;
    int32_t n_max;
    double n_in;
    double n_out;
    double n_cycles;
    double n_dual;
    double cycle_s;
    double n_failures;
} gm_rack;

void gm_racks_create(gm_run *run);
void gm_rack_begin(gm_run *run, int32_t rack_i);

// Puts in what it starts with.
void gm_rack_fill(gm_run *run, int32_t rack_i);

void gm_rack_move(gm_run *run, int32_t rack_i);
void gm_rack_ring(gm_run *run, int32_t rack_i);
void gm_rack_gone(gm_run *run, int32_t rack_i);
void gm_rack_on(gm_run *run, int32_t rack_i, bool is_on);
void gm_rack_repair_granted(gm_run *run, int32_t rack_i);
void gm_rack_repair_paused(gm_run *run, int32_t rack_i);

// What the next phase of the recipe of a part in it needs is there.
void gm_rack_phase_granted(gm_run *run, int32_t rack_i, uint32_t part);

// Closes its account at now.
void gm_rack_settle(gm_run *run, int32_t rack_i);

#endif
