// SPDX-License-Identifier: MIT
//
// What the particles of an electrode take and give in an iteration: their surfaces, the potentials there,
// and the reactions linear about them.

#include "cell/arrhenius.h"
#include "cell/dfn_parts.h"
#include "num/elementary.h"

#include <math.h>

#define LEAST_LITHIUM 1e-6  // of a particle's surface, and least room there, without a search
#define LEAST_FOUND   1e-10 // the same with one
#define NEARLY_FULL   1e-3  // of the negative particles: from there on their potential falls
#define FULL_DROP_V   0.3   // by so much until they are full
#define MOST_EXPONENT 40.0  // of Butler-Volmer, as in kernel.inc
#define MOST_SEARCHES 60    // for a surface
#define FOUND         1e-9  // of its lithium, or of its room
#define ROUNDED       4e-16 // of the most there can be

// The potential of a host comes down to that of lithium as its last places are taken; formulas of the literature
// end above it, at 0.09 V, say, and a surface under them fills up in finite time, with its reaction as fast
// as ever. With this the reaction stops before, as the potential against lithium, which limits see, says.
static double drop_when_full(double x, double *by_x)
{
    double near = (x - (1.0 - NEARLY_FULL)) / NEARLY_FULL;
    *by_x = near > 0.0 ? 2.0 * FULL_DROP_V * near / NEARLY_FULL : 0.0;
    return near > 0.0 ? FULL_DROP_V * near * near : 0.0;
}

// Potential, its slope and entropy of particle i with c at its surface.
static inline void set_potential(const gm_dfn *dfn, int electrode, gm_dfn_population *p,
                                 int32_t i, double c)
{
    const gm_particles *of = p->of;
    double per_mol = 1.0 / of->most_mol_m3;
    double slope;
    double by_t = gm_curve_at(&of->entropy, c * per_mol, &slope);
    p->surface[i] = c;
    p->entropy[i] = by_t;
    p->u[i] = gm_curve_at(&of->potential, c * per_mol, &slope) +
              (dfn->temperature_k - GM_CELL_T_REF_K) * by_t;
    p->du[i] = slope * per_mol;
    if (electrode == 0) {
        p->u[i] -= drop_when_full(c * per_mol, &slope);
        p->du[i] -= slope * per_mol;
    }
    if (of->hysteresis_rate > 0.0) {
        p->branch_v[i] = p->branch_new[i] * gm_curve_at(&of->hysteresis, c * per_mol, &slope);
        p->u[i] += p->branch_v[i];
        p->du[i] += p->branch_new[i] * slope * per_mol;
    }
}

// What the search for the surface of a particle goes by: j that its lithium asks for less what its reaction
// gives, which falls as c rises, and the slope.
typedef struct surface_gap {
    double value;
    double by_c;
} surface_gap;

static surface_gap gap_at(const gm_reaction *r, int32_t i, double c, double j)
{
    double x = (r->psi[i] - r->u[i] - (j + r->side[i]) * r->film[i]) * r->half_f_rt;
    x = fmin(fmax(x, -MOST_EXPONENT), MOST_EXPONENT);
    double room = r->most_mol_m3 - c;
    double j0 = r->rate * sqrt(r->salt[i] * c * room);
    double up = gm_exp(x);
    double flow = j0 * (up - 1.0 / up);
    double by_eta = j0 * (up + 1.0 / up) * r->half_f_rt;
    double by_c =
        flow * (room - c) / (2.0 * c * room) - by_eta * (r->du[i] + r->film[i] / r->by_j[i]);
    return (surface_gap){j - flow, 1.0 / r->by_j[i] - by_c};
}

// The j of particle i that psi and c_e of the iteration ask for, found to the end. A surface that is nearly
// empty or full gives what diffusion brings, whatever psi is: about a guess beyond its ends there is
// nothing to be linear about, and this is always within.
static void find_surface(const gm_dfn *dfn, int electrode, gm_dfn_population *p, gm_reaction *r,
                         int32_t i)
{
    double low = LEAST_FOUND * r->most_mol_m3;
    double high = r->most_mol_m3 - low;
    double c = fmin(fmax(p->rest[i] + p->by_j[i] * p->j_new[i], low), high);
    for (int n = 0; n < MOST_SEARCHES; n++) {
        set_potential(dfn, electrode, p, i, c);
        p->j_new[i] = (c - p->rest[i]) / p->by_j[i];
        surface_gap gap = gap_at(r, i, c, p->j_new[i]);
        if (gap.value > 0.0) {
            low = c;
        } else {
            high = c;
        }
        double next = c - gap.value / gap.by_c;
        next = next > low && next < high ? next : 0.5 * (low + high);
        double near = FOUND * fmin(c, r->most_mol_m3 - c) + ROUNDED * r->most_mol_m3;
        if (fabs(next - c) <= near) {
            return;
        }
        c = next;
    }
}

bool gm_dfn_react(gm_dfn *dfn, int electrode, gm_dfn_population *p, bool is_exact)
{
    const gm_dfn_region *r = gm_dfn_region_of(dfn, electrode);
    const gm_particles *of = p->of;
    double least = (is_exact ? LEAST_FOUND : LEAST_LITHIUM) * of->most_mol_m3;
    double most = of->most_mol_m3 - least;
    gm_reaction reaction = {
        .salt = dfn->salt_new + r->first,
        .psi = dfn->psi_new + r->first,
        .j = p->j_new,
        .surface = p->surface,
        .u = p->u,
        .du = p->du,
        .by_j = p->by_j,
        .rate = dfn->cell->electrodes[electrode].contact * of->rate *
                gm_arrhenius(of->rate_e_j_mol, dfn->temperature_k),
        .most_mol_m3 = of->most_mol_m3,
        .half_f_rt = GM_FARADAY / (2.0 * GM_GAS * dfn->temperature_k),
        .film = p->film,
        .side = p->side,
        .miss = p->miss,
        .by_salt = p->by_salt,
        .by_psi = p->by_psi,
    };
    bool is_given = is_exact || p->by_j[0] == 0.0; // all that is there is within
    for (int32_t i = 0; is_exact && i < r->n; i++) {
        find_surface(dfn, electrode, p, &reaction, i);
    }
    bool is_within = true;
    for (int32_t i = 0; i < r->n; i++) {
        double c = p->rest[i] + p->by_j[i] * p->j_new[i];
        is_within = is_within && c >= least && c <= most;
        set_potential(dfn, electrode, p, i, c < least ? least : c > most ? most : c);
    }
    if (p->layer_new) {
        gm_dfn_age(dfn, p);
    }
    dfn->kernel->react(&reaction, r->n);
    return is_given || is_within;
}
