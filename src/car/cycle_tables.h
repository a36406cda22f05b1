// SPDX-License-Identifier: MIT
//
// The speed traces of data/cycles, second by second, in the unit of their file (made by cmake/cycles.cmake).

#ifndef GM_CAR_CYCLE_TABLES_H
#define GM_CAR_CYCLE_TABLES_H

#include <stdint.h>

#define GM_CYCLE_TABLE(name)                                                                   \
    extern const double gm_cycle_##name[];                                                     \
    extern const int32_t gm_cycle_##name##_n;

GM_CYCLE_TABLE(cltc_p)
GM_CYCLE_TABLE(wltc_3b)
GM_CYCLE_TABLE(udds)
GM_CYCLE_TABLE(hwfet)
GM_CYCLE_TABLE(us06)
GM_CYCLE_TABLE(nedc)

#endif
