// SPDX-License-Identifier: MIT
//
// Suspect parts: which machine made a part and as its how-manieth, so that they can be found and
// held when that machine turns out to be out of control.
//
// A held part is taken out of the store it waits in at once, or out of the first one it comes to.
// One on a machine goes when its work there is done. Only parts of the kinds that leave the
// station are looked for: what they are built into by then is another thing.

#ifndef GM_PLANT_SUSPECTS_H
#define GM_PLANT_SUSPECTS_H

#include "plant/run.h"

// Room for n parts; a part that is new; one that comes out of another. Nothing in plants without
// quarantine.
void gm_suspects_reserve(gm_run *run, uint32_t n);
void gm_suspects_clear(gm_run *run, uint32_t part);
void gm_suspects_copy(gm_run *run, uint32_t from, uint32_t to);
void gm_suspects_fini(gm_run *run);

// The machine has made the part as its number n, counted from 1.
void gm_suspects_mark(gm_run *run, int32_t machine_i, uint32_t part, double n);

// Holds this one, or what the machine made after its number n and is still in the plant. Returns
// how many.
void gm_suspects_hold_one(gm_run *run, int32_t machine_i, uint32_t part);
double gm_suspects_hold(gm_run *run, int32_t machine_i, double n);

// Where a held part goes; it is held no longer.
gm_target gm_suspects_release(gm_run *run, uint32_t part);

static inline bool gm_is_held(const gm_run *run, uint32_t part)
{
    return run->parts[part].flags & GM_PART_HELD;
}

#endif
