// SPDX-License-Identifier: MIT
//
// What steps of an experiment hold, and what they wait for: numbers whose unit says what they are.

#ifndef GM_BATTERY_AMOUNT_H
#define GM_BATTERY_AMOUNT_H

#include "battery/experiment_def.h"

// `4C`, `C/20`, `24 A`, `160 A/m2`, `50 W`.
extern const gm_custom gm_custom_flow;
// `4.2 V`, a flow, `45 degC`, `0.1 K/s`.
extern const gm_custom gm_custom_held;
// `4.2 V`, `C/20`, `2 A`, `1 h`, `80 %`, `45 degC`.
extern const gm_custom gm_custom_until;
// `6C`, `150 kW`, `4.2 V`, `55 degC`, `0.2 K/s`.
extern const gm_custom gm_custom_within;
// `6C`, `300 A`, `160 A/m2`.
extern const gm_custom gm_custom_current;
// `C/20`, `0.5C`: a double in 1/s, also as {value: .., source: ..}.
extern const gm_custom gm_custom_c_rate;

// Of a flow without a sign, A/m2 of the pair or W/m2.
double gm_amount_by_area(const gm_amount *amount, const gm_cell *cell,
                         const gm_cell_balance *balance);

#endif
