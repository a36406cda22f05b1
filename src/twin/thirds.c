// SPDX-License-Identifier: MIT

#include "twin/thirds.h"

#include <math.h>

#define WEEK_S (7.0 * 86400.0)

static double length_of(const gm_clock_def *clock, bool by_weeks, double from_s)
{
    if (clock->run_until == GM_RUN_FOR_PARTS) {
        return floor((double)(clock->run_parts - clock->warm_up_parts) / GM_N_THIRDS);
    }
    double counted_s = clock->run_s - from_s;
    // A part of a week less than 1e-9 is rounding.
    return by_weeks ? floor(counted_s / WEEK_S / GM_N_THIRDS + 1e-9) * WEEK_S
                    : counted_s / GM_N_THIRDS;
}

gm_thirds gm_thirds_of(const gm_clock_def *clock, bool by_weeks, double from_s)
{
    bool is_given = clock->warm_up == GM_WARM_UP_TIME || clock->warm_up == GM_WARM_UP_PARTS;
    bool has_them = is_given && clock->horizon == GM_HORIZON_STEADY;
    bool by_parts = clock->run_until == GM_RUN_FOR_PARTS;
    return (gm_thirds){.length = has_them ? fmax(length_of(clock, by_weeks, from_s), 0.0) : 0.0,
                       .end = by_parts ? (double)clock->run_parts : clock->run_s};
}

double gm_third_start(gm_thirds thirds, int k)
{
    return thirds.end - (GM_N_THIRDS - k) * thirds.length;
}
