// SPDX-License-Identifier: MIT
//
// Motion along a line with bounded acceleration: how long a stretch takes, and how fast one may
// be at its ends. Metres and seconds; INFINITY is an acceleration that takes no time.
//
// The quickest way over a stretch is to speed up, hold the limit if it is reached, and brake: a
// trapezoid of the speed over time, or a triangle on a short way. Every function is a closed
// form of the laws of uniform acceleration, v1^2 = v0^2 + 2 a s.

#ifndef GM_NUM_MOTION_H
#define GM_NUM_MOTION_H

typedef struct gm_motion {
    double speed_m_s; // limit, > 0
    double speed_up_m_s2;
    double brake_m_s2;
} gm_motion;

// Time for a stretch of length_m >= 0 that is entered at one speed and left at another, both
// within the limit and within reach of each other.
double gm_motion_time_s(const gm_motion *m, double length_m, double from_m_s, double to_m_s);

// The highest speed at the end of a stretch entered at from_m_s, not above the limit.
double gm_motion_reached_m_s(const gm_motion *m, double length_m, double from_m_s);

// The highest speed at the start of a stretch from which to_m_s can be reached by braking, not
// above the limit.
double gm_motion_brakes_from_m_s(const gm_motion *m, double length_m, double to_m_s);

// Way to a stop from a speed.
double gm_motion_brake_m(const gm_motion *m, double from_m_s);

// From rest to rest.
double gm_motion_rest_to_rest_s(const gm_motion *m, double length_m);

#endif
