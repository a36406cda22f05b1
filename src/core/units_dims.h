// SPDX-License-Identifier: MIT
//
// Dimensions of the tables behind core/units, as initializers of gm_dim.

#ifndef GM_CORE_UNITS_DIMS_H
#define GM_CORE_UNITS_DIMS_H

#include "core/units.h"

// Powers in the order of gm_axis: s m kg A K mol count CNY USD EUR JPY.
#define GM_DIM(...)                                                                            \
    {                                                                                          \
        .power = { __VA_ARGS__ }                                                               \
    }

#define NUMBER        GM_DIM(0)
#define TIME          GM_DIM(1)
#define RATE          GM_DIM(-1)
#define LENGTH        GM_DIM(0, 1)
#define AREA          GM_DIM(0, 2)
#define VOLUME        GM_DIM(0, 3)
#define MASS          GM_DIM(0, 0, 1)
#define CURRENT       GM_DIM(0, 0, 0, 1)
#define TEMPERATURE   GM_DIM(0, 0, 0, 0, 1)
#define AMOUNT        GM_DIM(0, 0, 0, 0, 0, 1)
#define COUNT         GM_DIM(0, 0, 0, 0, 0, 0, 1)
#define CNY           GM_DIM(0, 0, 0, 0, 0, 0, 0, 1)
#define USD           GM_DIM(0, 0, 0, 0, 0, 0, 0, 0, 1)
#define EUR           GM_DIM(0, 0, 0, 0, 0, 0, 0, 0, 0, 1)
#define JPY           GM_DIM(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1)
#define SPEED         GM_DIM(-1, 1)
#define ACCELERATION  GM_DIM(-2, 1)
#define FORCE         GM_DIM(-2, 1, 1)
#define PRESSURE      GM_DIM(-2, -1, 1)
#define ENERGY        GM_DIM(-2, 2, 1)
#define POWER         GM_DIM(-3, 2, 1)
#define CHARGE        GM_DIM(1, 0, 0, 1)
#define VOLTAGE       GM_DIM(-3, 2, 1, -1)
#define RESISTANCE    GM_DIM(-3, 2, 1, -2)
#define CONDUCTANCE   GM_DIM(3, -2, -1, 2)
#define CAPACITANCE   GM_DIM(4, -2, -1, 2)
#define CONCENTRATION GM_DIM(0, -3, 0, 0, 0, 1)

#define HOUR 3600.0
#define DAY  86400.0

#endif
