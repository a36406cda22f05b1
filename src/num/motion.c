// SPDX-License-Identifier: MIT

#include "num/motion.h"

#include "core/assert.h"

#include <math.h>

// Length over acceleration, also when both are without bound on a way of no length.
static double over(double a, double acceleration)
{
    return isinf(acceleration) ? 0.0 : a / acceleration;
}

// sqrt(v^2 + 2 a s), at most the limit.
static double after(double v, double acceleration, double length_m, double limit)
{
    if (isinf(acceleration)) {
        return limit;
    }
    double reached = sqrt(v * v + 2.0 * acceleration * length_m);
    return reached < limit ? reached : limit;
}

double gm_motion_reached_m_s(const gm_motion *m, double length_m, double from_m_s)
{
    return after(from_m_s, m->speed_up_m_s2, length_m, m->speed_m_s);
}

double gm_motion_brakes_from_m_s(const gm_motion *m, double length_m, double to_m_s)
{
    return after(to_m_s, m->brake_m_s2, length_m, m->speed_m_s);
}

double gm_motion_brake_m(const gm_motion *m, double from_m_s)
{
    return over(from_m_s * from_m_s, 2.0 * m->brake_m_s2);
}

// Peak speed p of the triangle: (p^2 - v0^2) / 2a + (p^2 - v1^2) / 2d = s, so that
// p^2 = (2 a d s + d v0^2 + a v1^2) / (a + d); divided by a d to stay finite.
static double peak_m_s(const gm_motion *m, double length_m, double v0, double v1)
{
    double up = over(1.0, m->speed_up_m_s2);
    double down = over(1.0, m->brake_m_s2);
    if (up + down <= 0.0) {
        return m->speed_m_s;
    }
    double square = (2.0 * length_m + v0 * v0 * up + v1 * v1 * down) / (up + down);
    double peak = sqrt(square);
    peak = peak < m->speed_m_s ? peak : m->speed_m_s;
    double least = v0 > v1 ? v0 : v1; // rounding must not make it slower than its ends
    return peak > least ? peak : least;
}

double gm_motion_time_s(const gm_motion *m, double length_m, double from_m_s, double to_m_s)
{
    GM_ASSERT(length_m >= 0.0 && m->speed_m_s > 0.0);
    double p = peak_m_s(m, length_m, from_m_s, to_m_s);
    double up_m = over(p * p - from_m_s * from_m_s, 2.0 * m->speed_up_m_s2);
    double down_m = over(p * p - to_m_s * to_m_s, 2.0 * m->brake_m_s2);
    double even_m = length_m - up_m - down_m;
    even_m = even_m > 0.0 ? even_m : 0.0;
    return over(p - from_m_s, m->speed_up_m_s2) + over(p - to_m_s, m->brake_m_s2) +
           (p > 0.0 ? even_m / p : 0.0);
}

double gm_motion_rest_to_rest_s(const gm_motion *m, double length_m)
{
    // Without acceleration it is at its limit at once, and never at rest on the way.
    return gm_motion_time_s(m, length_m, 0.0, 0.0);
}
