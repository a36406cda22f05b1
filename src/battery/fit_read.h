// SPDX-License-Identifier: MIT
//
// Readers and checks of the rows of a fit.

#ifndef GM_BATTERY_FIT_READ_H
#define GM_BATTERY_FIT_READ_H

#include "battery/fit_def.h"

extern const gm_custom gm_custom_fit_range; // gm_fit_range
extern const gm_custom gm_custom_fit_path;  // gm_fit_path
extern const gm_custom gm_custom_fit_start; // gm_amount: a state of charge or a voltage

// Checks of whole rows, as gm_table has them.
bool gm_fit_parameter_check(gm_reader *reader, const gm_node *node, void *dst);
bool gm_fit_curve_check(gm_reader *reader, const gm_node *node, void *dst);
bool gm_fit_point_check(gm_reader *reader, const gm_node *node, void *dst);
bool gm_fit_def_check(gm_reader *reader, const gm_node *node, void *dst);

#endif
