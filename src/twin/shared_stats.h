// SPDX-License-Identifier: MIT
//
// What a run counts of things that steps share, for those who look at a twin from above: fleets and
// racks, recipes and grids. Their rows begin where gm_stats_layout says.

#ifndef GM_TWIN_SHARED_STATS_H
#define GM_TWIN_SHARED_STATS_H

#include "plant/fleet_stats.h"
#include "plant/recipe.h"

#endif
