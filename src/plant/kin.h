// SPDX-License-Identifier: MIT
//
// Parts that wait before a join of what has something in common (`same:`): one parent, the
// variant, or the grade.
//
// A store before such a join is first in, first out. Its parts of one identity (or variant, or
// grade: all are called identity here) hang together in a chain, the first that came ahead; a hash table finds the chain, and a heap per join holds the
// families that are or were complete, the one whose first part came first on top. So a part
// comes and goes in a time that does not grow with those that wait. They may be many: when a
// part is scrapped, its siblings wait for ever, unless their buffer has a `longest` stay.

#ifndef GM_PLANT_KIN_H
#define GM_PLANT_KIN_H

#include "plant/run.h"

// Nobody waits, at time 0; keeps the memory.
void gm_kin_clear(gm_run *run);
void gm_kin_fini(gm_run *run);

// A part has come into a store and stands last in its list.
void gm_kin_add(gm_run *run, int32_t store_i, uint32_t part);

// Takes a part out of the list of its store.
void gm_kin_take(gm_run *run, int32_t store_i, uint32_t part);

// The first part of an identity in a store, 0: none.
uint32_t gm_kin_first(const gm_run *run, int32_t store_i, uint32_t identity);

// The identity of the complete family whose first part has waited longest, 0: none. It must be
// taken now.
uint32_t gm_kin_pop(gm_run *run, int32_t step_i);

#endif
