// SPDX-License-Identifier: MIT
//
// The rules of a run: what they read of it, and who looks again when that has changed.

#ifndef GM_PLANT_RULES_H
#define GM_PLANT_RULES_H

#include "plant/run.h"

// A frame for each rule of the plan, with its constants.
void gm_rules_create(gm_run *run);

// The value of a rule now, for a part (0: for none). A rule with a fault ends the run and is 0.
double gm_rules_value(const gm_run *run, int32_t rule_i, uint32_t part);

// The part of a list for which a rule is least, of equals the first; 0 when the list is empty.
uint32_t gm_rules_first(const gm_run *run, int32_t rule_i, uint32_t head);

// Something that release rules read has changed: their sources look again.
void gm_rules_wake(gm_run *run, uint64_t readers);

// Asks first whether any rule looks at all: most plants have none, and then nothing else is read.
static inline void gm_rules_tell(gm_run *run, uint64_t readers)
{
    if (__builtin_expect(run->has_releases, 0) && readers != 0) {
        gm_rules_wake(run, readers);
    }
}

// The same for what a step holds or does.
static inline void gm_rules_tell_step(gm_run *run, int32_t step_i)
{
    gm_rules_tell(run, run->plan->steps[step_i].readers);
}

#endif
