// SPDX-License-Identifier: MIT
//
// What a clock says: when it rings, whose it is and what kind of event it stands for.

#ifndef GM_SIM_CLOCK_H
#define GM_SIM_CLOCK_H

#include "core/assert.h"

#include <math.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

// What happens first at one instant. Moves come between GM_CLASS_DONE and GM_CLASS_FAIL, starts
// after all of them; neither needs a clock.
typedef enum gm_event_class {
    GM_CLASS_REPAIR, // repairs and calendar changes
    GM_CLASS_DONE,   // completions, arrivals, ends of transfer
    GM_CLASS_FAIL,
} gm_event_class;

typedef struct gm_clock {
    double time_s;
    uint32_t slot;
    gm_event_class class;
} gm_clock;

#endif
