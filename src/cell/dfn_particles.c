// SPDX-License-Identifier: MIT
//
// Diffusion in the particles of an electrode: finite volumes in shells, one tridiagonal system for each
// particle, of which j at the surface is still unknown.
//
//   (I - h A) c = c* + g j,  c_surface = c_N - (R - r_N) j / (F D)
//
// so that c_surface = rest + by_j j exactly.

#include "cell/arrhenius.h"
#include "cell/dfn_parts.h"
#include "num/elementary.h"

#include <math.h>
#include <string.h>

// Factors of (I - h A), one set for all particles of a population.
static double factor_even(const gm_dfn *dfn, gm_dfn_population *p, double ahead_s)
{
    double radius_m = p->of->radius_m;
    double slope;
    double d = gm_curve_at(&p->of->diffusivity, 0.5, &slope) *
               gm_arrhenius(p->of->diffusivity_e_j_mol, dfn->temperature_k);
    double share = ahead_s * d / (radius_m * radius_m);
    int32_t n = dfn->grid.shells;
    for (int32_t k = 0; k < n; k++) {
        double in = dfn->shell_face[k];
        double out = dfn->shell_face[k + 1];
        double volume = dfn->shell_volume[k];
        p->below[k] =
            k == 0 ? 0.0
                   : share * in * in / ((dfn->shell_mid[k] - dfn->shell_mid[k - 1]) * volume);
        p->above[k] = k == n - 1 ? 0.0
                                 : share * out * out /
                                       ((dfn->shell_mid[k + 1] - dfn->shell_mid[k]) * volume);
        double pivot = 1.0 + p->below[k] + p->above[k];
        pivot -= k == 0 ? 0.0 : p->below[k] * p->above[k - 1] * p->pivot[k - 1];
        p->pivot[k] = 1.0 / pivot;
    }
    p->g[n - 1] =
        -ahead_s / (radius_m * dfn->shell_volume[n - 1] * GM_FARADAY) * p->pivot[n - 1];
    for (int32_t k = n - 2; k >= 0; k--) {
        p->g[k] = p->above[k] * p->pivot[k] * p->g[k + 1];
    }
    return -(1.0 - dfn->shell_mid[n - 1]) * radius_m / (GM_FARADAY * d);
}

static double predicted(const gm_dfn_population *p, const gm_bdf_ahead *a, int32_t i)
{
    return a->of[0] * p->c[0][i] + a->of[1] * p->c[1][i] + a->of[2] * p->c[2][i];
}

// At 298.15 K.
static double diffusivity_at(const gm_dfn_population *p, double c)
{
    double x = c / p->of->most_mol_m3;
    x = x < 0.0 ? 0.0 : x > 1.0 ? 1.0 : x;
    return gm_curve_value(&p->of->diffusivity, x);
}

// Diffusivities of each shell of each particle, where the step will find them.
static void set_diffusivities(const gm_dfn *dfn, int electrode, gm_dfn_population *p,
                              const gm_bdf_ahead *a)
{
    int32_t n = dfn->grid.shells * dfn->width[electrode];
    double by_t = gm_arrhenius(p->of->diffusivity_e_j_mol, dfn->temperature_k);
    for (int32_t i = 0; i < n; i++) {
        p->d[i] = by_t * diffusivity_at(p, predicted(p, a, i));
    }
}

static void diffuse_each(gm_dfn *dfn, int electrode, gm_dfn_population *p, gm_bdf bdf,
                         const gm_bdf_ahead *a)
{
    double radius_m = p->of->radius_m;
    int32_t width = dfn->width[electrode];
    int32_t last = dfn->grid.shells - 1;
    set_diffusivities(dfn, electrode, p, a);
    gm_diffusion_each d = {
        .shells = dfn->grid.shells,
        .width = width,
        .share = bdf.ahead_s / (radius_m * radius_m),
        .skin = -bdf.ahead_s / (radius_m * dfn->shell_volume[last] * GM_FARADAY),
        .in_of = dfn->shell_in,
        .out_of = dfn->shell_out,
        .d = p->d,
        .up = p->up,
        .pivot = p->pivots,
        .g = p->gs,
    };
    dfn->kernel->diffuse_each(&d, bdf.now, p->c[0], bdf.before, p->c[1], p->work);
    double skin = -(1.0 - dfn->shell_mid[last]) * radius_m / GM_FARADAY;
    for (int32_t i = 0; i < width; i++) {
        ptrdiff_t at = (ptrdiff_t)last * width + i;
        p->rest[i] = p->work[at];
        p->by_j[i] = p->gs[at] + skin / p->d[at];
    }
}

static void diffuse_even(gm_dfn *dfn, int electrode, gm_dfn_population *p, gm_bdf bdf)
{
    int32_t width = dfn->width[electrode];
    int32_t last = dfn->grid.shells - 1;
    double skin = factor_even(dfn, p, bdf.ahead_s);
    gm_diffusion d = {dfn->grid.shells, width, p->below, p->above, p->pivot};
    dfn->kernel->diffuse_even(&d, bdf.now, p->c[0], bdf.before, p->c[1], p->work);
    for (int32_t i = 0; i < width; i++) {
        p->rest[i] = p->work[last * width + i];
        p->by_j[i] = p->g[last] + skin;
    }
}

void gm_dfn_diffuse(gm_dfn *dfn, gm_bdf bdf, const gm_bdf_ahead *a)
{
    for (int e = 0; e < 2; e++) {
        for (int32_t k = 0; k < dfn->n_populations[e]; k++) {
            gm_dfn_population *p = &dfn->populations[e][k];
            if (p->of->is_even) {
                diffuse_even(dfn, e, p, bdf);
            } else {
                diffuse_each(dfn, e, p, bdf, a);
            }
        }
    }
}

// What diffusivities of the predictor are worth shows at the outermost shells, which move most.
double gm_dfn_strayed(const gm_dfn *dfn, const gm_bdf_ahead *a)
{
    double most = 0.0;
    for (int e = 0; e < 2; e++) {
        for (int32_t k = 0; k < dfn->n_populations[e]; k++) {
            const gm_dfn_population *p = &dfn->populations[e][k];
            int32_t last = (dfn->grid.shells - 1) * dfn->width[e];
            for (int32_t i = 0; !p->of->is_even && i < gm_dfn_region_of(dfn, e)->n; i++) {
                double found = p->work[last + i] + p->gs[last + i] * p->j_new[i];
                double d = diffusivity_at(p, found);
                double off = fabs(d - diffusivity_at(p, predicted(p, a, last + i))) / d;
                most = off > most ? off : most;
            }
        }
    }
    return most;
}

void gm_dfn_freeze(gm_dfn *dfn)
{
    for (int e = 0; e < 2; e++) {
        for (int32_t k = 0; k < dfn->n_populations[e]; k++) {
            gm_dfn_population *p = &dfn->populations[e][k];
            size_t n = (size_t)dfn->width[e];
            memcpy(p->rest, p->surface_now, n * sizeof *p->rest);
            memset(p->by_j, 0, n * sizeof *p->by_j);
        }
    }
}

void gm_dfn_fill(gm_dfn *dfn)
{
    for (int e = 0; e < 2; e++) {
        for (int32_t k = 0; k < dfn->n_populations[e]; k++) {
            gm_dfn_population *p = &dfn->populations[e][k];
            (p->of->is_even ? dfn->kernel->add_even : dfn->kernel->add_each)(
                dfn->grid.shells, dfn->width[e], p->of->is_even ? p->g : p->gs, p->j_new,
                p->work);
        }
    }
}

// dh/dt = rate |dx/dt| (sign - h), sign +1 while lithium leaves: exact for a j that keeps its sign.
static double branch_of(const gm_dfn_population *p, int32_t i, double step_s)
{
    double per_j = 1.5 * step_s / (p->of->radius_m * GM_FARADAY * p->of->most_mol_m3);
    double out = per_j * (p->j[0][i] + p->j_new[i]); // of stoichiometry, in the step
    double sign = out > 0.0 ? 1.0 : -1.0;
    return sign - (sign - p->branch[i]) * gm_exp(-p->of->hysteresis_rate * sign * out);
}

void gm_dfn_branch(gm_dfn *dfn, double step_s)
{
    for (int e = 0; e < 2; e++) {
        for (int32_t k = 0; k < dfn->n_populations[e]; k++) {
            gm_dfn_population *p = &dfn->populations[e][k];
            for (int32_t i = 0; p->of->hysteresis_rate > 0.0 && i < dfn->width[e]; i++) {
                p->branch_new[i] = branch_of(p, i, step_s);
            }
        }
    }
}

double gm_dfn_branch_miss(const gm_dfn *dfn, double step_s)
{
    double most = 0.0;
    for (int e = 0; e < 2; e++) {
        for (int32_t k = 0; k < dfn->n_populations[e]; k++) {
            const gm_dfn_population *p = &dfn->populations[e][k];
            for (int32_t i = 0; p->of->hysteresis_rate > 0.0 && i < dfn->width[e]; i++) {
                double slope;
                double height =
                    gm_curve_at(&p->of->hysteresis, p->surface[i] / p->of->most_mol_m3, &slope);
                most = fmax(most, fabs(branch_of(p, i, step_s) - p->branch_new[i]) * height);
            }
        }
    }
    return most;
}
