// SPDX-License-Identifier: MIT
//
// From values to places on a page, and the round numbers that an axis shows.

#ifndef GM_REPORT_SCALE_H
#define GM_REPORT_SCALE_H

// Linear; from may be greater than to: a vertical axis grows upwards.
typedef struct gm_scale {
    double lo; // value at `from`
    double hi; // value at `to`, > lo
    double from;
    double to;
} gm_scale;

typedef struct gm_ticks {
    double first;
    double step;  // 1, 2 or 5 times a power of ten
    int n;        // >= 1
    int decimals; // that the values need
} gm_ticks;

double gm_scale_at(const gm_scale *scale, double value);

// At most `most` (>= 2) round numbers within [lo, hi], as many as fit. Heckbert, "Nice numbers for
// graph labels", Graphics Gems 1990. Of an empty or unknown range: the one number 0.
gm_ticks gm_ticks_within(double lo, double hi, int most);

// A scale from lo to the round number at or above hi; lo == hi is widened.
gm_scale gm_scale_nice(double lo, double hi, int most, double from, double to);

#endif
