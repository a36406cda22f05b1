// SPDX-License-Identifier: MIT
//
// What a claim rests on: the inputs that can bear on it, and the weakest of their sources.
//
// Of a figure of the plant: the inputs of every step whose parts may come to what is measured,
// and those of parts, crews and calendars. Of the headcount: those of headcount and crews. Of a
// fact: that fact.

#ifndef GM_STUDY_RESTS_H
#define GM_STUDY_RESTS_H

#include "study/answer.h"
#include "twin/stated.h"

typedef struct gm_rests {
    int32_t n;      // inputs with a source, range or confidence
    int32_t n_weak; // of them, as weak as the weakest
    int32_t
        weakest; // input of the model; of several the one with the widest range for its value;
                 // GM_NONE: none
    int32_t n_unstated; // numbers that say nothing of where they come from
} gm_rests;

gm_rests gm_rests_of(const gm_twin *twin, const gm_stated *stated, int32_t claim_i,
                     gm_arena *scratch);

#endif
