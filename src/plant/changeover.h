// SPDX-License-Identifier: MIT
//
// Changeovers of machines: which is due, how long it takes between what and what, what it loses.

#ifndef GM_PLANT_CHANGEOVER_H
#define GM_PLANT_CHANGEOVER_H

#include "plant/run.h"

// The next changeover due for the part that is loaded, from m->caring on. False: none.
bool gm_changeover_find(const gm_run *run, gm_machine *m);

// The machine is set up for its part.
void gm_changeover_remember(const gm_run *run, gm_machine *m);

// Draws how long the one in hand takes, seconds; from here on it is known what it changes between.
double gm_changeover_draw(gm_run *run, gm_machine *m);

// The one in hand is done: counts it, and sets the machine up.
void gm_changeover_done(gm_run *run, gm_machine *m);

#endif
