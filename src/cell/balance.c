// SPDX-License-Identifier: MIT
//
// One unknown for any number of populations: the level of potential at which they hold, all together, the
// lithium that there is. It falls as the level rises, so a bracket always closes. Where a potential has a
// plateau the level hardly says how much lithium there is; then what lies between the two ends of the
// bracket is shared out so that the lithium is right.

#include "cell/balance.h"

#include "core/assert.h"
#include "num/root.h"

#include <math.h>

#define LEVEL_V      1e-13 // to which a level is found
#define NO_SHARE     4e-16 // a change of a stoichiometry that is none
#define MOST_REFINES 60    // inside a piece of a curve

// ---- a stoichiometry by its potential

// Between a and b, inside the curve, where it crosses u: the piece by bisection, so that a curve that is
// not quite monotone does no harm.
static void find_piece(const gm_curve *c, double u, double *a, double *b)
{
    int32_t first = (int32_t)((*a - c->from) * c->per_x);
    int32_t last = (int32_t)((*b - c->from) * c->per_x) + 1;
    last = last < c->n ? last : c->n;
    while (last - first > 1) {
        int32_t middle = first + (last - first) / 2;
        if (c->pieces[middle].p[0] > u) {
            first = middle;
        } else {
            last = middle;
        }
    }
    *a = fmax(*a, c->from + first / c->per_x);
    *b = fmin(*b, c->from + last / c->per_x);
}

// Newton, kept between a (where U >= u) and b (where U <= u).
static double refine(const gm_curve *c, double u, double a, double b)
{
    double x = 0.5 * (a + b);
    for (int i = 0; i < MOST_REFINES; i++) {
        double slope;
        double miss = gm_curve_at(c, x, &slope) - u;
        if (miss > 0.0) {
            a = x;
        } else {
            b = x;
        }
        double next = x - miss / slope;
        next = next >= a && next <= b ? next : 0.5 * (a + b);
        if (miss == 0.0 || fabs(next - x) <= NO_SHARE) {
            return x;
        }
        x = next;
    }
    return x;
}

// The stoichiometry whose potential is u; 0 or 1 where u is beyond all.
static double stoichiometry_at(const gm_curve *c, double u)
{
    double a = 0.0;
    double b = 1.0;
    if (gm_curve_value(c, a) <= u) {
        return a;
    }
    if (gm_curve_value(c, b) >= u) {
        return b;
    }
    double from = fmin(fmax(c->from, 0.0), 1.0);
    double to = fmin(fmax(c->to, 0.0), 1.0);
    // Beyond its ends the curve is straight.
    if (gm_curve_value(c, from) <= u) {
        b = from;
    } else if (gm_curve_value(c, to) >= u) {
        a = to;
    } else {
        a = from;
        b = to;
        find_piece(c, u, &a, &b);
    }
    return refine(c, u, a, b);
}

// ---- populations at one level

// Populations whose potential is level + above; u, a, b are levels.
typedef struct pool {
    int32_t n;
    const gm_particles *of[2 * GM_CELL_PARTICLES];
    double above[2 * GM_CELL_PARTICLES];
    double holds[2 * GM_CELL_PARTICLES]; // C/m2
    double lithium;                      // C/m2, that they have together
    double most;                         // that they could hold
} pool;

static double holds(const gm_electrode *electrode, const gm_particles *p)
{
    return p->share * p->most_mol_m3 * GM_FARADAY * electrode->thickness_m;
}

static void join(pool *all, const gm_electrode *electrode, double above)
{
    for (int32_t k = 0; k < electrode->n; k++) {
        const gm_particles *p = &electrode->particles[k];
        all->of[all->n] = p;
        all->above[all->n] = above;
        all->holds[all->n] = holds(electrode, p);
        all->most += all->holds[all->n++];
    }
}

static double lithium_at(const pool *all, double level, double *stoichiometry)
{
    double sum = 0.0;
    for (int32_t k = 0; k < all->n; k++) {
        stoichiometry[k] = stoichiometry_at(&all->of[k]->potential, level + all->above[k]);
        sum += all->holds[k] * stoichiometry[k];
    }
    return sum;
}

static double excess(void *user, double level)
{
    const pool *p = user;
    double x[2 * GM_CELL_PARTICLES];
    return lithium_at(p, level, x) - p->lithium;
}

// The levels at which all are full and all are empty.
static void find_ends(const pool *all, double *full, double *empty)
{
    *full = INFINITY;
    *empty = -INFINITY;
    for (int32_t k = 0; k < all->n; k++) {
        *full = fmin(*full, gm_curve_value(&all->of[k]->potential, 1.0) - all->above[k]);
        *empty = fmax(*empty, gm_curve_value(&all->of[k]->potential, 0.0) - all->above[k]);
    }
}

// The level at which the lithium is right, and the stoichiometries.
static double fit(pool *all, double *stoichiometry)
{
    double full;
    double empty;
    find_ends(all, &full, &empty);
    // Of nothing, or of a potential that rises, a hair is left.
    empty = fmax(empty, full) + LEVEL_V;
    full -= LEVEL_V;
    gm_bracket r = {full, excess(all, full), empty, excess(all, empty)};
    r.fa = fmax(r.fa, 0.0);
    r.fb = fmin(r.fb, 0.0);
    double level = gm_root_find(excess, all, LEVEL_V, &r);
    double at_a[2 * GM_CELL_PARTICLES];
    double at_b[2 * GM_CELL_PARTICLES];
    double a = lithium_at(all, r.a, at_a);
    double b = lithium_at(all, r.b, at_b);
    double share = a == b ? 0.0 : (all->lithium - a) / (b - a);
    share = fmin(fmax(share, 0.0), 1.0);
    for (int32_t k = 0; k < all->n; k++) {
        stoichiometry[k] = at_a[k] + share * (at_b[k] - at_a[k]);
    }
    return level;
}

// ---- an electrode

double gm_electrode_lithium(const gm_electrode *electrode, const double *stoichiometry)
{
    double sum = 0.0;
    double most = 0.0;
    for (int32_t k = 0; k < electrode->n; k++) {
        double of = holds(electrode, &electrode->particles[k]);
        sum += of * stoichiometry[k];
        most += of;
    }
    return most > 0.0 ? sum / most : 0.0;
}

void gm_electrode_spread(const gm_electrode *electrode, double lithium, double *stoichiometry)
{
    lithium = fmin(fmax(lithium, 0.0), 1.0);
    if (electrode->n == 1) {
        stoichiometry[0] = lithium;
        return;
    }
    pool p = {0};
    join(&p, electrode, 0.0);
    p.lithium = lithium * p.most;
    if (electrode->n > 1) {
        (void)fit(&p, stoichiometry);
    }
}

// ---- the cell

// Where its electrodes stand at a voltage; which of them is at an end, or -1.
static int stand_at(const gm_cell *cell, double lithium, double voltage_v, double x[2],
                    bool *is_full)
{
    pool p = {.lithium = lithium};
    double all[2 * GM_CELL_PARTICLES] = {0};
    double level = 0.0;
    const gm_electrode *e = cell->electrodes;
    if (cell->metal.is_there) {
        join(&p, &e[1], voltage_v);
        (void)lithium_at(&p, level, all);
        x[0] = 0.0;
        x[1] = gm_electrode_lithium(&e[1], all);
    } else {
        join(&p, &e[0], 0.0);
        join(&p, &e[1], voltage_v);
        level = fit(&p, all);
        x[0] = gm_electrode_lithium(&e[0], all);
        x[1] = gm_electrode_lithium(&e[1], &all[e[0].n]);
    }
    for (int i = cell->metal.is_there ? 1 : 0; i < 2; i++) {
        pool one = {0};
        double full;
        double empty;
        join(&one, &e[i], i == 1 ? voltage_v : 0.0);
        find_ends(&one, &full, &empty);
        if (level > empty + 2.0 * LEVEL_V || level < full - 2.0 * LEVEL_V) {
            *is_full = level < full;
            return i;
        }
    }
    return -1;
}

static const char *reason(int electrode, bool is_full)
{
    static const char *const texts[2][2] = {
        {"the negative electrode has no lithium left before that",
         "the negative electrode is full of lithium before that"},
        {"the positive electrode has no lithium left before that",
         "the positive electrode is full of lithium before that"},
    };
    return texts[electrode][is_full ? 1 : 0];
}

static bool is_share(double x)
{
    return x >= 0.0 && x <= 1.0;
}

gm_cell_balance_fault gm_cell_balance_find(const gm_cell *cell, const double state[2],
                                           gm_cell_balance *out)
{
    bool has_metal = cell->metal.is_there;
    GM_REQUIRE(cell->electrodes[1].n >= 1 && (has_metal || cell->electrodes[0].n >= 1));
    *out = (gm_cell_balance){0};
    double lithium = 0.0;
    for (int e = has_metal ? 1 : 0; e < 2; e++) {
        if (!is_share(state[e])) {
            out->why = "a stoichiometry is not between 0 and 1";
            return GM_CELL_NO_SUCH_STATE;
        }
        for (int32_t k = 0; k < cell->electrodes[e].n; k++) {
            out->holds[e] += holds(&cell->electrodes[e], &cell->electrodes[e].particles[k]);
        }
        lithium += state[e] * out->holds[e];
    }
    bool is_full;
    int stuck = stand_at(cell, lithium, cell->high_v, out->full, &is_full);
    if (stuck >= 0) {
        out->why = reason(stuck, is_full);
        return GM_CELL_NEVER_FULL;
    }
    stuck = stand_at(cell, lithium, cell->low_v, out->empty, &is_full);
    if (stuck >= 0) {
        out->why = reason(stuck, is_full);
        return GM_CELL_NEVER_EMPTY;
    }
    out->charge = (out->empty[1] - out->full[1]) * out->holds[1];
    if (!(out->charge > 0.0)) {
        out->why = "no charge flows between the full and the empty cell";
        return GM_CELL_NO_CHARGE;
    }
    return GM_CELL_BALANCED;
}

void gm_cell_balance_at(const gm_cell *cell, const gm_cell_balance *balance, double soc,
                        double *stoichiometry)
{
    for (int e = cell->metal.is_there ? 1 : 0; e < 2; e++) {
        double lithium = balance->empty[e] + soc * (balance->full[e] - balance->empty[e]);
        gm_electrode_spread(&cell->electrodes[e], lithium, stoichiometry);
        stoichiometry += cell->electrodes[e].n;
    }
}
