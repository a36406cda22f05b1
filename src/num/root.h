// SPDX-License-Identifier: MIT
//
// A root of a function between two points where its signs differ.
//
// Inverse quadratic interpolation where it is safe, bisection elsewhere (Chandrupatla 1997, Advances in
// Engineering Software 28, 145-149, 10.1016/s0965-9978(96)00051-8). Of a function that jumps it finds the
// jump.

#ifndef GM_NUM_ROOT_H
#define GM_NUM_ROOT_H

#define GM_ROOT_TRIALS_MAX 200

typedef double (*gm_root_fn)(void *user, double x);

// f(a) and f(b) have different signs, or one is 0.
typedef struct gm_bracket {
    double a;
    double fa;
    double b;
    double fb;
} gm_bracket;

// Narrows the bracket r until it is shorter than 2 tolerance (and 4 units in the last place of x), f is 0
// at an end or after GM_ROOT_TRIALS_MAX trials. Returns the end where |f| is less; NaN where f is NaN.
double gm_root_find(gm_root_fn f, void *user, double tolerance, gm_bracket *r);

#endif
