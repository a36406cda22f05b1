// SPDX-License-Identifier: MIT
//
// The books of a run: every part that has come in has left, was scrapped, has ended inside, or is
// in just one place of the plant.

#ifndef GM_PLANT_AUDIT_H
#define GM_PLANT_AUDIT_H

#include "plant/engine.h"

typedef struct gm_audit {
    double n_in;      // parts made by sources, there at time 0, and cut from others
    double n_out;     // left by a way out
    double n_scrap;   // scrapped
    double n_ended;   // joined to others, cut up, or lost at a full queue
    double n_alive;   // counted one by one in the pool of parts
    double n_placed;  // counted place by place: stores, machines, belts, lines, vehicles, racks
    double n_counted; // parts in the plant as its level says
} gm_audit;

// Counts all parts of a run that stands between two events. Takes a pass over the pool.
gm_audit gm_run_audit(const gm_run *run);

// In = out + scrapped + ended + alive, and the three counts of what is inside agree.
bool gm_audit_is_balanced(const gm_audit *audit);

#endif
