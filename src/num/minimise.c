// SPDX-License-Identifier: MIT

#include "num/minimise.h"

#include "core/assert.h"

#ifdef GM_HAVE_NLOPT

#include <math.h>
#include <nlopt.h>
#include <string.h>

#define MOST_VARIABLES 64

// The best of all that was tried, as a search that is cut short has it too.
typedef struct search {
    const gm_minimise_ask *ask;
    nlopt_opt opt;
    double best;
    double x[MOST_VARIABLES];
} search;

bool gm_minimise_is_there(void)
{
    return true;
}

static double evaluate(unsigned n, const double *x, double *gradient, void *user)
{
    search *s = user;
    (void)gradient;
    if (s->ask->stop && s->ask->stop(s->ask->user)) {
        nlopt_force_stop(s->opt);
        return s->best;
    }
    double f = s->ask->f(s->ask->user, x);
    if (f < s->best) {
        s->best = f;
        memcpy(s->x, x, n * sizeof *x);
    }
    return f;
}

static void go(search *s, nlopt_algorithm algorithm, int32_t evaluations)
{
    unsigned n = (unsigned)s->ask->n;
    double x[MOST_VARIABLES];
    double least = s->best;
    memcpy(x, s->x, n * sizeof *x);
    s->opt = nlopt_create(algorithm, n);
    GM_REQUIRE(s->opt);
    nlopt_set_lower_bounds1(s->opt, 0.0);
    nlopt_set_upper_bounds1(s->opt, 1.0);
    nlopt_set_min_objective(s->opt, evaluate, s);
    nlopt_set_maxeval(s->opt, evaluations);
    nlopt_set_xtol_abs1(s->opt, s->ask->near_x);
    nlopt_set_initial_step1(s->opt, s->ask->begin);
    (void)nlopt_optimize(s->opt, x, &least); // what is best is kept, however it ended
    nlopt_destroy(s->opt);
}

double gm_minimise(const gm_minimise_ask *ask, double *x)
{
    GM_REQUIRE(ask->n >= 1 && ask->n <= MOST_VARIABLES);
    search s = {.ask = ask, .best = HUGE_VAL};
    size_t bytes = (size_t)ask->n * sizeof *x;
    memcpy(s.x, x, bytes);
    s.best = ask->f(ask->user, x);
    if (ask->global > 0) {
        go(&s, NLOPT_GN_DIRECT_L, ask->global);
    }
    if (ask->local > 0) {
        go(&s, ask->n > 1 ? NLOPT_LN_BOBYQA : NLOPT_LN_SBPLX, ask->local);
    }
    memcpy(x, s.x, bytes);
    return s.best;
}

#else

bool gm_minimise_is_there(void)
{
    return false;
}

double gm_minimise(const gm_minimise_ask *ask, double *x)
{
    (void)ask;
    (void)x;
    GM_REQUIRE(gm_minimise_is_there());
    return 0.0;
}

#endif
