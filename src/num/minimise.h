// SPDX-License-Identifier: MIT
//
// The least value of a function of several variables in the unit box, without derivatives.
//
// By NLopt (Johnson, The NLopt nonlinear-optimization package), a library of the machine, linked by its
// name; a build may be without it. First over the whole box: DIRECT-L (Gablonsky and Kelley 2001,
// 10.1023/A:1017930332101); then downhill from the best that is known: BOBYQA (Powell 2009, report DAMTP
// 2009/NA06), or of one variable Sbplx (Rowan 1990). All always go the same way on one machine; NLopt takes its own memory and gives it back.

#ifndef GM_NUM_MINIMISE_H
#define GM_NUM_MINIMISE_H

#include <stdbool.h>
#include <stdint.h>

// x: n variables, each 0 .. 1. Finite.
typedef double gm_minimise_fn(void *user, const double *x);

typedef struct gm_minimise_ask {
    int32_t n; // variables, >= 1
    gm_minimise_fn *f;
    void *user;
    int32_t global;           // evaluations over the whole box; 0: none
    int32_t local;            // evaluations downhill, at most
    double begin;             // first step downhill, of the box
    double near_x;            // downhill ends when x moves by less
    bool (*stop)(void *user); // asked before each evaluation; may be NULL
} gm_minimise_ask;

// Was this library built with NLopt?
bool gm_minimise_is_there(void);

// x: where to begin, in the box; then the best. Returns f there. Requires gm_minimise_is_there().
double gm_minimise(const gm_minimise_ask *ask, double *x);

#endif
