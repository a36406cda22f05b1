// SPDX-License-Identifier: MIT
//
// What logs call the states of stations, parts and vehicles.

#ifndef GM_TABLES_FLOOR_STATES_H
#define GM_TABLES_FLOOR_STATES_H

#include "tables/floor.h"

// False when the word is none that is known; case does not count.
bool gm_floor_state_of(const char *word, gm_floor_state *state);

// The known word that is most like it, NULL: none is.
const char *gm_floor_state_near(const char *word);

#endif
