// SPDX-License-Identifier: MIT
//
// What one replication shows that figures do not: the way of every part from step to step, and
// the states of every machine over a stretch of time.
//
// It is the first replication, watched while it runs; nothing is run twice and nothing changed.
// Parts are counted from time 0 to the end, so that they add up: what comes to a step and what
// is made there goes on, ends there, or is still on its way.

#ifndef GM_STUDY_WATCH_H
#define GM_STUDY_WATCH_H

#include "study/replicate.h"

// So many slots has the stretch, and so many machines are watched at most, in the order of the
// file: 11.5 MB.
#define GM_WATCH_SLOTS    5760
#define GM_WATCH_MACHINES 2000

// Parts that went from one step to the next that they left, or ended at.
typedef struct gm_flow_link {
    int32_t from; // step
    int32_t to;   // step
    double n;
} gm_flow_link;

// By step. in + made = left + scrapped + joined + split, where `in` is the sum of the links to a
// step; left = links from it + out + scrapped_by_route + lost_behind + on_way.
typedef struct gm_flow_node {
    double made; // by a source, by splitting or joining; or there at time 0
    double left;
    double scrapped; // at the step
    double joined;   // to other parts, at the step
    double split;    // into other parts, at the step
    double out;      // left the plant from here by no sink
    double scrapped_by_route;
    double lost_behind; // found the next place full
    double on_way;      // left and has come nowhere yet
} gm_flow_node;

// A machine of a station, or a conveyor or moving line as a whole.
typedef struct gm_watch_row {
    int32_t step_i;
    int32_t machine_k;
    int32_t n_machines;          // of the station
    const uint8_t *state;        // by slot: the gm_state that held most of it
    double state_s[GM_N_STATES]; // within the stretch, exact; of a line means over its stations
} gm_watch_row;

typedef struct gm_watch {
    const gm_twin *twin;
    gm_arena arena;
    gm_overseer overseer; // to be given to gm_replicate()
    bool is_done;         // the replication came to its end
    double from_s;        // the stretch
    double to_s;
    double watched_s; // up to here: a run may end before
    int32_t n_slots;
    int32_t n_rows;
    gm_watch_row *rows;
    bool is_cut;         // there are more machines than rows
    gm_flow_node *nodes; // by step
    int32_t n_links;
    const gm_flow_link *links; // by from, then to
    struct gm_watch_work *work;
} gm_watch;

// A watch over the stretch [from_s, to_s). The twin is borrowed; the watch must not move.
void gm_watch_init(gm_watch *watch, const gm_twin *twin, double from_s, double to_s);
void gm_watch_fini(gm_watch *watch);

// A day that shows the plant at work: of the seven days from the middle of what is counted on,
// the one with most working time. A run of less than a day is shown as a whole.
void gm_watch_choose(const gm_twin *twin, double *from_s, double *to_s);

#endif
