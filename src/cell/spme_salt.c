// SPDX-License-Identifier: MIT
//
// The electrolyte of a single-particle model: salt diffuses along x from an even source in one electrode to
// an even sink in the other, with the diffusivity at the concentration that the predictor has. So what a
// step leaves is linear in the current: c_e = rest + by i.

#include "cell/spme_parts.h"
#include "num/elementary.h"

#include <math.h>

#define LEAST_GUESS 0.2  // of what there was, that the predictor leaves
#define LEAST_SHARE 1e-6 // of the salt at rest: what a current on the way to an answer leaves
#define FACTORS     16   // of a product whose logarithm is taken: LEAST_SHARE^16 is a number

static double *row_of(gm_arena *arena, int32_t n)
{
    return GM_NEW(arena, double, n);
}

static void create_regions(gm_spme *spme)
{
    const gm_cell *cell = spme->cell;
    const gm_electrode *e = cell->electrodes;
    int32_t n[3] = {cell->metal.is_there ? 0 : spme->grid.negative, spme->grid.separator,
                    spme->grid.positive};
    double long_m[3] = {e[0].thickness_m, cell->separator_m, e[1].thickness_m};
    double porosity[3] = {e[0].porosity, cell->separator_porosity, e[1].porosity};
    double transport[3] = {e[0].transport, cell->separator_transport, e[1].transport};
    for (int r = 0; r < 3; r++) {
        double width_m = n[r] > 0 ? long_m[r] / n[r] : 0.0;
        spme->regions[r] = (gm_spme_region){spme->n, n[r], width_m, porosity[r], transport[r]};
        spme->n += n[r];
    }
}

// What a current gives off to the salt of a cell, mol/(m2 s) per A/m2.
static double source_of(const gm_spme *spme, int region_i)
{
    double all = (1.0 - spme->cell->electrolyte.transference) / GM_FARADAY;
    return region_i == 0   ? all / spme->regions[0].n
           : region_i == 2 ? -all / spme->regions[2].n
                           : 0.0;
}

void gm_spme_create_salt(gm_spme *spme, gm_arena *arena)
{
    create_regions(spme);
    double **const rows[] = {&spme->salt[0],     &spme->salt[1],   &spme->salt[2],
                             &spme->salt_guess,  &spme->salt_rest, &spme->salt_by,
                             &spme->salt_new,    &spme->salt_hold, &spme->salt_half,
                             &spme->salt_source, &spme->salt_d,    &spme->salt_up};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        *rows[i] = row_of(arena, spme->n);
    }
    for (int r = 0; r < 3; r++) {
        const gm_spme_region *region = &spme->regions[r];
        for (int32_t k = region->first; k < region->first + region->n; k++) {
            spme->salt_hold[k] = region->porosity * region->width_m;
            spme->salt_half[k] = 0.5 * region->width_m / region->transport;
            spme->salt_source[k] = source_of(spme, r);
        }
    }
    if (spme->cell->metal.is_there) {
        spme->salt_source[0] = (1.0 - spme->cell->electrolyte.transference) / GM_FARADAY;
    }
}

// ---- a step

static void set_diffusivities(gm_spme *spme, const gm_spme_stride *s)
{
    const gm_curve *curve = &spme->cell->electrolyte.diffusivity;
    for (int32_t k = 0; k < spme->n; k++) {
        double now = spme->salt[0][k];
        double guess = gm_spme_ahead(s, now, spme->salt[1][k], spme->salt[2][k]);
        double least = LEAST_GUESS * now;
        spme->salt_guess[k] = guess;
        spme->salt_d[k] =
            spme->salt_diffusivity * gm_curve_value(curve, guess > least ? guess : least);
    }
}

// Of the way between the centres of cells k and k + 1.
static double conductance(const gm_spme *spme, int32_t k)
{
    double a = spme->salt_d[k];
    double b = spme->salt_d[k + 1];
    return a * b / (spme->salt_half[k] * b + spme->salt_half[k + 1] * a);
}

// c_e at the separator's face of the negative electrode, between two cells; at a metal electrode half a
// cell before the first.
static void set_face(gm_spme *spme)
{
    if (spme->cell->metal.is_there) {
        double way = spme->salt_half[0] / spme->salt_d[0];
        spme->face_rest = spme->salt_rest[0];
        spme->face_by = spme->salt_by[0] + way * spme->salt_source[0];
        return;
    }
    int32_t k = spme->regions[0].n - 1;
    double a = spme->salt_d[k] / spme->salt_half[k];
    double b = spme->salt_d[k + 1] / spme->salt_half[k + 1];
    double share = a / (a + b);
    spme->face_rest = share * spme->salt_rest[k] + (1.0 - share) * spme->salt_rest[k + 1];
    spme->face_by = share * spme->salt_by[k] + (1.0 - share) * spme->salt_by[k + 1];
}

void gm_spme_diffuse_salt(gm_spme *spme, const gm_spme_stride *s)
{
    spme->is_seen = false;
    if (!spme->has_gradient) {
        return;
    }
    set_diffusivities(spme, s);
    int32_t n = spme->n;
    double per_s = 1.0 / s->bdf.ahead_s;
    double inward = 0.0; // what a cell still exchanges with those before it
    double rest = 0.0;
    double by = 0.0;
    double out = 0.0;
    for (int32_t k = 0; k < n; k++) {
        double hold = spme->salt_hold[k] * per_s;
        double own = hold + inward;
        double c = hold * (s->bdf.now * spme->salt[0][k] - s->bdf.before * spme->salt[1][k]);
        c += out * rest;
        double source = spme->salt_source[k] + out * by;
        out = k + 1 < n ? conductance(spme, k) : 0.0;
        double pivot = 1.0 / (own + out);
        rest = c * pivot;
        by = source * pivot;
        spme->salt_rest[k] = rest;
        spme->salt_by[k] = by;
        spme->salt_up[k] = out * pivot;
        inward = out * own * pivot;
    }
    for (int32_t k = n - 2; k >= 0; k--) {
        rest = spme->salt_rest[k] + spme->salt_up[k] * rest;
        by = spme->salt_by[k] + spme->salt_up[k] * by;
        spme->salt_rest[k] = rest;
        spme->salt_by[k] = by;
    }
    set_face(spme);
}

void gm_spme_freeze_salt(gm_spme *spme)
{
    const gm_spme_stride stay = {.ahead.of = {1.0}};
    spme->is_seen = false;
    if (!spme->has_gradient) {
        return;
    }
    set_diffusivities(spme, &stay);
    for (int32_t k = 0; k < spme->n; k++) {
        spme->salt_rest[k] = spme->salt[0][k];
        spme->salt_by[k] = 0.0;
    }
    set_face(spme);
}

// ---- means

// Of a mean of roots and of logarithms over some cells.
typedef struct sums {
    double root;
    double root_by;
    double log;
    double log_by;
} sums;

// The logarithm of a product instead of the sum of logarithms.
static sums sum_over(const gm_spme *spme, const gm_spme_region *r, double current)
{
    double per_mol = 1.0 / spme->cell->electrolyte.salt_mol_m3;
    sums out = {0};
    double product = 1.0;
    for (int32_t i = 0; i < r->n; i++) {
        double by = spme->salt_by[r->first + i] * per_mol;
        double c = spme->salt_rest[r->first + i] * per_mol + by * current;
        by = c > LEAST_SHARE ? by : 0.0;
        c = c > LEAST_SHARE ? c : LEAST_SHARE;
        double root = sqrt(c);
        double log_by = by / c;
        product *= c;
        out.root += root;
        out.root_by += 0.5 * root * log_by;
        out.log_by += log_by;
        if (i % FACTORS == FACTORS - 1 || i + 1 == r->n) {
            out.log += gm_log(product);
            product = 1.0;
        }
    }
    return out;
}

void gm_spme_look_at_salt(const gm_spme *spme, double current, gm_spme_salt *out)
{
    double at_rest = spme->cell->electrolyte.salt_mol_m3;
    double root = sqrt(at_rest);
    *out = (gm_spme_salt){.root = {root, root}};
    if (!spme->has_gradient) {
        return;
    }
    for (int e = 0; e < 2; e++) {
        const gm_spme_region *r = gm_spme_region_of(spme, e);
        if (r->n > 0) {
            sums s = sum_over(spme, r, current);
            double share = 1.0 / r->n;
            out->root[e] = share * root * s.root;
            out->root_by[e] = share * root * s.root_by;
            out->log[e] = share * s.log;
            out->log_by[e] = share * s.log_by;
        }
    }
    double least = LEAST_SHARE * at_rest;
    double face = spme->face_rest + spme->face_by * current;
    out->face_log_by = face > least ? spme->face_by / face : 0.0;
    out->face_log = gm_log((face > least ? face : least) / at_rest);
    if (spme->cell->metal.is_there) {
        out->log[0] = out->face_log;
        out->log_by[0] = out->face_log_by;
    }
}

bool gm_spme_fill_salt(gm_spme *spme, double current)
{
    double least = 1.0;
    for (int32_t k = 0; k < spme->n; k++) {
        double c = spme->salt_rest[k] + spme->salt_by[k] * current;
        spme->salt_new[k] = c;
        least = c < least ? c : least;
    }
    return least > 0.0;
}
