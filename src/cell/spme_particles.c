// SPDX-License-Identifier: MIT
//
// Diffusion in the particle of a population: finite volumes in shells, eliminated from the centre outwards,
// so that c at the surface is linear in the j that is not known yet:
//
//   c_surface = c_N - (R - r_N) j / (F D) = rest + by_j j

#include "cell/spme_parts.h"
#include "num/elementary.h"

#include <math.h>

#define SHELL_POWER 0.65 // shells are thinner outwards: r_k = R (k / n)^0.65

static double *row_of(gm_arena *arena, int32_t n)
{
    return GM_NEW(arena, double, n);
}

void gm_spme_create_shells(gm_spme *spme, gm_arena *arena)
{
    int32_t n = spme->grid.shells;
    spme->shell_way = row_of(arena, n + 1);
    spme->shell_volume = row_of(arena, n);
    double in = 0.0;
    double middle = 0.0;
    for (int32_t k = 0; k < n; k++) {
        double out = k + 1 < n ? gm_pow((double)(k + 1) / n, SHELL_POWER) : 1.0;
        double next = 0.5 * (in + out);
        spme->shell_way[k] = k > 0 ? in * in / (next - middle) : 0.0;
        spme->shell_volume[k] = (out * out * out - in * in * in) / 3.0;
        in = out;
        middle = next;
    }
    spme->shell_skin = 1.0 - middle;
    for (int e = 0; e < 2; e++) {
        for (int32_t k = 0; k < spme->n_populations[e]; k++) {
            gm_spme_population *p = &spme->populations[e][k];
            for (int h = 0; h < GM_BDF_HISTORY; h++) {
                p->c[h] = row_of(arena, n);
            }
            p->work = row_of(arena, n);
            p->up = row_of(arena, n);
            p->link = row_of(arena, n + 1);
            p->pivot = row_of(arena, n);
        }
    }
}

// ---- a step

// Of what the curve knows: a predictor may leave it.
static double diffusivity_at(const gm_spme_population *p, double c)
{
    const gm_curve *curve = &p->of->diffusivity;
    double x = fmin(fmax(c / p->of->most_mol_m3, curve->from), curve->to);
    return p->diffusivity * gm_curve_value(curve, x);
}

// Conductances of the faces in a time; returns the diffusivity below the surface.
static double link_even(const gm_spme *spme, gm_spme_population *p, double per_m2)
{
    double d = p->diffusivity;
    double by = per_m2 * d;
    for (int32_t k = 0; k <= spme->grid.shells; k++) {
        p->link[k] = by * spme->shell_way[k];
    }
    return d;
}

// Each face with the diffusivity of the concentration there, as the predictor has it.
static double link_uneven(const gm_spme *spme, gm_spme_population *p, const gm_spme_stride *s,
                          double per_m2)
{
    double last = gm_spme_ahead(s, p->c[0][0], p->c[1][0], p->c[2][0]);
    for (int32_t k = 1; k < spme->grid.shells; k++) {
        double c = gm_spme_ahead(s, p->c[0][k], p->c[1][k], p->c[2][k]);
        p->link[k] = per_m2 * spme->shell_way[k] * diffusivity_at(p, 0.5 * (last + c));
        last = c;
    }
    return diffusivity_at(p, last);
}

// Pivots of the tridiagonal system; an even one is kept for the next step of the same length.
static void factor(const gm_spme *spme, gm_spme_population *p)
{
    double inward = 0.0; // what a shell still exchanges with those inside it
    for (int32_t k = 0; k < spme->grid.shells; k++) {
        double own = spme->shell_volume[k] + inward;
        double out = p->link[k + 1];
        double pivot = 1.0 / (own + out);
        p->pivot[k] = pivot;
        p->up[k] = out * pivot;
        inward = out * own * pivot;
    }
}

void gm_spme_diffuse(gm_spme *spme, gm_spme_population *p, const gm_spme_stride *s)
{
    double radius_m = p->of->radius_m;
    double per_m2 = s->bdf.ahead_s / (radius_m * radius_m);
    int32_t n = spme->grid.shells;
    bool is_kept = p->of->is_even && p->kept_d == p->diffusivity && p->kept_s == s->bdf.ahead_s;
    if (!is_kept) {
        p->kept_d =
            p->of->is_even ? link_even(spme, p, per_m2) : link_uneven(spme, p, s, per_m2);
        p->kept_s = s->bdf.ahead_s;
        factor(spme, p);
    }
    const double *c0 = p->c[0];
    const double *c1 = p->c[1];
    double carried = 0.0;
    for (int32_t k = 0; k < n; k++) {
        double volume = spme->shell_volume[k];
        double c =
            (volume * (s->bdf.now * c0[k] - s->bdf.before * c1[k]) + carried) * p->pivot[k];
        p->work[k] = c;
        carried = p->link[k + 1] * c;
    }
    p->by_last = -s->bdf.ahead_s / (radius_m * GM_FARADAY) * p->pivot[n - 1];
    p->rest = p->work[n - 1];
    p->by_j = p->by_last - spme->shell_skin * radius_m / (GM_FARADAY * p->kept_d);
    p->mean_rest = s->bdf.now * p->mean[0] - s->bdf.before * p->mean[1];
    p->mean_by_j = -3.0 * s->bdf.ahead_s / (radius_m * GM_FARADAY);
}

double gm_spme_strayed(const gm_spme_population *p, double guess, double found)
{
    double d = diffusivity_at(p, found);
    return fabs(d - diffusivity_at(p, guess)) / d;
}

// The gradient of the outermost shell follows j at once.
void gm_spme_freeze(const gm_spme *spme, gm_spme_population *p)
{
    double c = p->c[0][spme->grid.shells - 1];
    double d = p->of->is_even ? p->diffusivity : diffusivity_at(p, c);
    p->rest = c;
    p->by_j = -spme->shell_skin * p->of->radius_m / (GM_FARADAY * d);
    p->mean_rest = p->mean[0];
    p->mean_by_j = 0.0;
}

void gm_spme_fill(const gm_spme *spme, gm_spme_population *p)
{
    int32_t n = spme->grid.shells;
    double c = p->work[n - 1] + p->by_last * p->j_new;
    p->work[n - 1] = c;
    for (int32_t k = n - 2; k >= 0; k--) {
        c = p->work[k] + p->up[k] * c;
        p->work[k] = c;
    }
    p->surface = p->rest + p->by_j * p->j_new;
    p->bent = p->reaction.bent;
    double *oldest = p->c[2];
    p->c[2] = p->c[1];
    p->c[1] = p->c[0];
    p->c[0] = p->work;
    p->work = oldest;
    p->mean[2] = p->mean[1];
    p->mean[1] = p->mean[0];
    p->mean[0] = p->mean_rest + p->mean_by_j * p->j_new;
    p->j[2] = p->j[1];
    p->j[1] = p->j[0];
    p->j[0] = p->j_new;
}
