// SPDX-License-Identifier: MIT
//
// Curves of the cells of tests, from the formulas that papers print.

#ifndef GM_TEST_CELL_CURVES_H
#define GM_TEST_CELL_CURVES_H

#include "cell/formula.h"
#include "core/assert.h"
#include "num/curve.h"

static inline bool cell_curve_at(void *user, double x, double *y, double *slope)
{
    return gm_formula_at(user, x, y, slope);
}

// A formula of x from 0 to some end.
static inline gm_curve cell_curve(const char *text, double to, gm_arena *arena)
{
    gm_diag diag = {0};
    gm_formula *formula = GM_NEW(arena, gm_formula, 1);
    gm_curve curve;
    double failed_at;
    GM_REQUIRE(gm_formula_read(text, (gm_src){0}, arena, &diag, formula));
    GM_REQUIRE(gm_curve_of_function(arena, cell_curve_at, formula,
                                    (gm_curve_span){0.0, to, 2048, 3e-8}, &curve, &failed_at));
    gm_diag_fini(&diag);
    return curve;
}

static inline gm_curve cell_value(double y, gm_arena *arena)
{
    gm_curve curve;
    gm_curve_of_value(arena, y, &curve);
    return curve;
}

#endif
