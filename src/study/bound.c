// SPDX-License-Identifier: MIT

#include "study/bound.h"

#include <math.h>

#define EQUAL 1e-9 // relative; less is rounding of units

bool gm_bound_is_met(const gm_claim_def *def, double value)
{
    switch (def->bound) {
    case GM_BOUND_AT_LEAST:
        return value >= def->value;
    case GM_BOUND_AT_MOST:
        return value <= def->value;
    case GM_BOUND_EXACTLY:
        return fabs(value - def->value) <= EQUAL * fabs(def->value);
    }
    return false;
}

static bool is_better(const gm_claim_def *def, double a, double b)
{
    if (isnan(b)) {
        return !isnan(a);
    }
    switch (def->bound) {
    case GM_BOUND_AT_LEAST:
        return a > b;
    case GM_BOUND_AT_MOST:
        return a < b;
    case GM_BOUND_EXACTLY:
        return fabs(a - def->value) < fabs(b - def->value);
    }
    return false;
}

int32_t gm_bound_best(const gm_claim_def *def, const double *values, int32_t n)
{
    int32_t best = 0;
    for (int32_t k = 1; k < n; k++) {
        best = is_better(def, values[k], values[best]) ? k : best;
    }
    return best;
}

double gm_bound_short_by(const gm_claim_def *def, double value)
{
    if (isnan(value) || gm_bound_is_met(def, value)) {
        return (double)NAN;
    }
    return fabs(def->value - value);
}

bool gm_bound_asks_for_parts(const gm_twin *twin, const gm_claim_plan *claim)
{
    if (claim->by != GM_ANSWER_RUN || claim->def->bound == GM_BOUND_AT_MOST) {
        return false;
    }
    const gm_figure *f = &twin->figures.items[claim->figure_i];
    return f->unit == GM_UNIT_PARTS && f->is_flow && !claim->is_hours;
}
