// SPDX-License-Identifier: MIT
//
// What must hold between parts of a model, as far as it can be said without the wired network.

#ifndef GM_TWIN_CHECK_H
#define GM_TWIN_CHECK_H

#include "twin/build.h"

// Names that stand twice, shifts of crews, more people asked for than there are, counters of
// the clock.
void gm_model_check(gm_build *build);

// check_crews.c: shifts that no calendar has, people and skills that are not there.
void gm_check_crews(gm_build *build);

// check_useless.c: keys that would do nothing, times of which nothing could come.
void gm_check_useless(gm_build *build);

#endif
