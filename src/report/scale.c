// SPDX-License-Identifier: MIT

#include "report/scale.h"

#include <math.h>

#define ROUNDING 1e-9 // of a step

double gm_scale_at(const gm_scale *s, double value)
{
    return s->from + (value - s->lo) / (s->hi - s->lo) * (s->to - s->from);
}

// The next of 1, 2, 5, 10 times a power of ten that is not less.
static double round_up(double step)
{
    double power = pow(10.0, floor(log10(step) + ROUNDING));
    double rest = step / power;
    double nice = rest <= 1.0 + ROUNDING   ? 1.0
                  : rest <= 2.0 + ROUNDING ? 2.0
                  : rest <= 5.0 + ROUNDING ? 5.0
                                           : 10.0;
    return nice * power;
}

static int decimals_of(double step)
{
    double power = floor(log10(step) + ROUNDING);
    return power < 0.0 ? (int)-power : 0;
}

gm_ticks gm_ticks_within(double lo, double hi, int most)
{
    if (!(hi > lo) || !isfinite(hi - lo)) {
        return (gm_ticks){.step = 1.0, .n = 1};
    }
    gm_ticks ticks = {.step = round_up((hi - lo) / most)};
    for (;;) {
        ticks.first = ceil(lo / ticks.step - ROUNDING) * ticks.step;
        ticks.n = (int)floor((hi - ticks.first) / ticks.step + ROUNDING) + 1;
        if (ticks.n <= most) {
            break;
        }
        ticks.step = round_up(ticks.step * 1.5);
    }
    ticks.decimals = decimals_of(ticks.step);
    return ticks;
}

gm_scale gm_scale_nice(double lo, double hi, int most, double from, double to)
{
    if (!(hi > lo) || !isfinite(hi - lo)) {
        hi = isfinite(lo) && lo > 0.0 ? 2.0 * lo : 1.0;
        lo = isfinite(lo) && lo < hi ? lo : 0.0;
    }
    gm_ticks ticks = gm_ticks_within(lo, hi, most);
    double top = ceil(hi / ticks.step - ROUNDING) * ticks.step;
    return (gm_scale){.lo = lo, .hi = top, .from = from, .to = to};
}
