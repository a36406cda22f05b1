// SPDX-License-Identifier: MIT
//
// The loss waterfall of one step: from its ideal rate, all hours of a window, to its good parts.
//
// The ideal rate is one good part in each planned cycle of each machine, the mix of the window
// weighing the variants; of a batch machine full batches; of a moving line a car in each takt, of
// a conveyor a part in each headway. A machine that worked faster than planned, by chance, is
// measured by its own pace, so that no loss is negative. Shares of all machine time: the losses
// and the good parts add up to 1.

#ifndef GM_STUDY_LOSSES_H
#define GM_STUDY_LOSSES_H

#include "num/stats.h"
#include "study/replicate.h"

// One step of the waterfall.
typedef struct gm_loss {
    const char *word;
    gm_interval share; // of all machine time, over the replications
    double parts;      // that the ideal rate makes in it, in the window
} gm_loss;

#define GM_MOST_LOSSES 16

// Words of losses that others look for.
#define GM_LOSS_BLOCKED      "blocked"
#define GM_LOSS_BLOCKED_EXIT "blocked exit" // of a moving line
#define GM_LOSS_STARVED      "starved"
#define GM_LOSS_MISSING_CARS "missing cars"     // of a moving line
#define GM_LOSS_POWER        "missing power"    // waits for its grid with a part in hand
#define GM_LOSS_CHANNELS     "missing channels" // waits for channels of its recipe
#define GM_LOSS_UNFINISHED   "unfinished parts" // none was finished
#define GM_LOSS_SCRAP        "scrap and rejects"

typedef struct gm_losses {
    int32_t n;
    gm_loss items[GM_MOST_LOSSES];
    double ideal_parts; // NaN: not known, nothing was made whose cycle could be told
    double net_parts;   // good parts
    double net_share;   // of all machine time
} gm_losses;

// Of a step that works, over the replications that have this tally.
gm_losses gm_losses_of(const gm_replications *set, int32_t tally_i, int32_t step_i,
                       gm_arena *scratch);

// The tally of a replication, NULL: it failed, or has no such window.
const gm_tally *gm_losses_tally(const gm_replications *set, int32_t replication_i,
                                int32_t tally_i);

// What a row of the layout has gained in a window, and the length of the window, s, both summed over
// the replications that have it.
double gm_losses_sum(const gm_replications *set, int32_t tally_i, uint32_t row);
double gm_losses_length_s(const gm_replications *set, int32_t tally_i);

// Mean of a value over the replications that have it.
gm_interval gm_losses_over_all(const gm_replications *set, int32_t tally_i, int32_t step_i,
                               int32_t k, gm_tally_fn *value);

#endif
