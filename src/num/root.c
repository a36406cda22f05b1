// SPDX-License-Identifier: MIT

#include "num/root.h"

#include "core/assert.h"

#include <float.h>
#include <math.h>
#include <stdbool.h>

// Where to look next, as a share of the way from a, the newest point, to b across the root; c is the
// point that was given up last.
static double next_share(const gm_bracket *r, double c, double fc)
{
    double xi = (r->a - r->b) / (c - r->b);
    double phi = (r->fa - r->fb) / (fc - r->fb);
    if (phi * phi < xi && (1.0 - phi) * (1.0 - phi) < 1.0 - xi) {
        return r->fa / (r->fb - r->fa) * fc / (r->fb - fc) +
               (c - r->a) / (r->b - r->a) * r->fa / (fc - r->fa) * r->fb / (fc - r->fb);
    }
    return 0.5;
}

static double better_end(const gm_bracket *r)
{
    return fabs(r->fa) < fabs(r->fb) ? r->a : r->b;
}

double gm_root_find(gm_root_fn f, void *user, double tolerance, gm_bracket *r)
{
    GM_REQUIRE(!(r->fa < 0.0 && r->fb < 0.0) && !(r->fa > 0.0 && r->fb > 0.0));
    double share = 0.5;
    for (int i = 0; i < GM_ROOT_TRIALS_MAX && r->fa != 0.0 && r->fb != 0.0; i++) {
        double least =
            (tolerance + 2.0 * DBL_EPSILON * fabs(better_end(r))) / fabs(r->b - r->a);
        if (!(least <= 0.5)) {
            break;
        }
        share = fmin(fmax(share, least), 1.0 - least);
        double x = r->a + share * (r->b - r->a);
        double fx = f(user, x);
        if (isnan(fx)) {
            return fx;
        }
        bool is_same = (fx < 0.0) == (r->fa < 0.0);
        double c = is_same ? r->a : r->b;
        double fc = is_same ? r->fa : r->fb;
        if (!is_same) {
            r->b = r->a;
            r->fb = r->fa;
        }
        r->a = x;
        r->fa = fx;
        share = next_share(r, c, fc);
    }
    return better_end(r);
}
