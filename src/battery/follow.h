// SPDX-License-Identifier: MIT
//
// A step that follows a current or a power over time: a drive.

#ifndef GM_BATTERY_FOLLOW_H
#define GM_BATTERY_FOLLOW_H

#include "battery/experiment_def.h"

extern const gm_table gm_table_follow;

#endif
