// SPDX-License-Identifier: MIT
//
// What ages a negative electrode in the Doyle-Fuller-Newman model (aging.h). Side reactions are implicit in
// psi and in the lithium that is plated; the layer and its resistance are those that stand before a step,
// as they hardly change in one.

#include "cell/arrhenius.h"
#include "cell/dfn_parts.h"
#include "num/elementary.h"

#include <math.h>
#include <string.h>

#define TOLERANCE_LAYER  2e-4 // of its thickness
#define TOLERANCE_PLATED 1e-3 // of what is plated ..
#define LEAST_PLATED     1.0  // .. or of this, mol/m3 of the electrode

void gm_dfn_age_begin(const gm_dfn *dfn, gm_dfn_population *p)
{
    const gm_cell_aging *a = &dfn->cell->aging;
    for (int32_t i = 0; i < dfn->width[0]; i++) {
        for (int h = 0; h < GM_BDF_HISTORY; h++) {
            p->layer_m[h][i] = a->layer_first_m;
            p->plated[h][i] = 0.0;
        }
        p->dead[0][i] = 0.0;
        p->dead[1][i] = 0.0;
        p->film[i] += a->layer_first_m * a->layer_ohm_m;
    }
}

typedef struct side {
    double j;
    double by_psi;
} side;

// A layer that is limited by diffusion grows by `reach` / L in the step: L = rest + reach / L.
static double layer_after(double rest_m, double reach_m2)
{
    return 0.5 * (rest_m + sqrt(rest_m * rest_m + 4.0 * reach_m2));
}

// rest_m: the layer that the formula of the step knows of already; grows: its thickness by -j.
static side layer_of(const gm_cell_aging *a, double rt_f, double v, double rest_m, double grows)
{
    if (a->layer == GM_LAYER_REACTION) {
        double j = -a->layer_exchange * gm_exp(-(v - a->layer_potential_v) / (2.0 * rt_f));
        return (side){j, -j / (2.0 * rt_f)};
    }
    if (a->layer == GM_LAYER_NONE) {
        return (side){0.0, 0.0};
    }
    bool is_driven = a->layer == GM_LAYER_INTERSTITIAL;
    double flow = GM_FARADAY * a->layer_flux * (is_driven ? gm_exp(-v / rt_f) : 1.0);
    double after_m = layer_after(rest_m, grows * flow);
    double j = -flow / after_m;
    // d ln j / d ln flow = 1 - reach / (L (2 L - rest))
    double share = 1.0 - grows * flow / (after_m * (2.0 * after_m - rest_m));
    return (side){j, is_driven ? -j * share / rt_f : 0.0};
}

// Where lithium may be plated, and on what terms.
typedef struct spot {
    double ahead_s;
    double per_m; // surface in a volume
    double rate;  // k, m/s
    double decay; // gamma, 1/s
    double symmetry;
    double v;      // F eta / RT
    double salt;   // mol/m3
    double plated; // what the formula of the step knows of it already
} spot;

typedef struct plating {
    double j;
    double by_v;
    double plated; // at the end of the step
    double died;   // in it
} plating;

static plating plate_for_good(const spot *at)
{
    double j = -GM_FARADAY * at->rate * at->salt * gm_exp((at->symmetry - 1.0) * at->v);
    return (plating){j, (at->symmetry - 1.0) * j, 0.0,
                     -at->per_m * j / GM_FARADAY * at->ahead_s};
}

// What is plated at the end of the step follows from its own equation, which is linear in it.
static plating plate(const spot *at)
{
    double s = at->symmetry;
    double off = gm_exp(s * at->v);
    double on = at->salt * gm_exp((s - 1.0) * at->v);
    double reach = at->ahead_s * at->per_m * at->rate;
    double room = 1.0 / (1.0 + reach * off + at->ahead_s * at->decay);
    double after = (at->plated + reach * on) * room;
    double after_by_v = reach * ((s - 1.0) * on - s * after * off) * room;
    double flow = GM_FARADAY * at->rate;
    return (plating){flow * (after * off - on),
                     flow * (after_by_v * off + s * after * off - (s - 1.0) * on), after,
                     at->ahead_s * at->decay * after};
}

static double rest_of(const gm_bdf *bdf, double *const history[2], int32_t i)
{
    return bdf->now * history[0][i] - bdf->before * history[1][i];
}

void gm_dfn_age(const gm_dfn *dfn, gm_dfn_population *p)
{
    const gm_cell_aging *a = &dfn->cell->aging;
    const gm_bdf *bdf = &dfn->bdf;
    double rt_f = GM_GAS * dfn->temperature_k / GM_FARADAY;
    double of_layer = gm_arrhenius(a->layer_e_j_mol, dfn->temperature_k);
    double grows =
        a->layer ? bdf->ahead_s * of_layer * a->layer_m3_mol / (a->layer_electrons * GM_FARADAY)
                 : 0.0;
    spot at = {.ahead_s = bdf->ahead_s,
               .per_m = p->per_m,
               .rate = a->plating_m_s * gm_arrhenius(a->plating_e_j_mol, dfn->temperature_k),
               .symmetry = a->plating_symmetry};
    for (int32_t i = 0; i < dfn->regions[0].n; i++) {
        double layer_m = p->layer_m[0][i];
        double v = dfn->psi_new[i] - p->film[i] * (p->j_new[i] + p->side[i]);
        double rest_m = rest_of(bdf, p->layer_m, i);
        side l = layer_of(a, rt_f, v, rest_m, grows);
        at.v = v / rt_f;
        at.salt = dfn->salt_new[i];
        at.plated = rest_of(bdf, p->plated, i);
        at.decay = a->plating_per_s * (layer_m > 0.0 ? a->layer_first_m / layer_m : 1.0);
        plating pl = {0};
        if (a->plating) {
            pl = a->plating == GM_PLATING_REVERSIBLE ? plate(&at) : plate_for_good(&at);
        }
        double by_psi = of_layer * l.by_psi + pl.by_v / rt_f;
        p->side[i] = of_layer * l.j + pl.j;
        p->side_by_psi[i] = by_psi / (1.0 + p->film[i] * by_psi);
        p->plated_new[i] = pl.plated;
        p->dead_new[i] = rest_of(bdf, p->dead, i) + pl.died;
        p->layer_new[i] = rest_m - grows * l.j;
        p->side_seen[i] = p->side[i];
    }
}

static void turn(double *const *history, int32_t n_history, const double *fresh, int32_t n)
{
    for (int32_t h = n_history - 1; h > 0; h--) {
        memcpy(history[h], history[h - 1], (size_t)n * sizeof **history);
    }
    memcpy(history[0], fresh, (size_t)n * sizeof **history);
}

void gm_dfn_age_accept(const gm_dfn *dfn, gm_dfn_population *p)
{
    const gm_cell_aging *a = &dfn->cell->aging;
    double *rests = a->plating == GM_PLATING_REVERSIBLE ? p->plated_new : p->dead_new;
    double per_side = dfn->bdf.ahead_s * p->per_m / GM_FARADAY;
    double per_layer =
        a->layer ? dfn->bdf.ahead_s * a->layer_m3_mol / (a->layer_electrons * GM_FARADAY) : 0.0;
    for (int32_t i = 0; i < dfn->regions[0].n; i++) {
        // What the last iteration changed after it had looked.
        double late = p->side[i] - p->side_seen[i];
        rests[i] -= a->plating ? per_side * late : 0.0;
        p->layer_new[i] -= a->plating ? 0.0 : per_layer * late;
        p->film[i] += (p->layer_new[i] - p->layer_m[0][i]) * a->layer_ohm_m;
    }
    turn(p->layer_m, GM_BDF_HISTORY, p->layer_new, dfn->width[0]);
    turn(p->plated, GM_BDF_HISTORY, p->plated_new, dfn->width[0]);
    turn(p->dead, 2, p->dead_new, dfn->width[0]);
}

static double miss_of(const gm_bdf_ahead *a, double *const *history, double fresh, int32_t i)
{
    return fabs(fresh - a->of[0] * history[0][i] - a->of[1] * history[1][i] -
                a->of[2] * history[2][i]);
}

// Both grow for weeks in which nothing else moves: without a say in the length of steps these would be
// as long as the rest.
double gm_dfn_age_miss(const gm_dfn *dfn, const gm_bdf_ahead *a)
{
    double most = 0.0;
    for (int32_t k = 0; k < dfn->n_populations[0]; k++) {
        const gm_dfn_population *p = &dfn->populations[0][k];
        for (int32_t i = 0; p->layer_new && i < dfn->regions[0].n; i++) {
            double layer_m = miss_of(a, p->layer_m, p->layer_new[i], i);
            double plated = miss_of(a, p->plated, p->plated_new[i], i);
            double plated_by = TOLERANCE_PLATED * fmax(p->plated_new[i], LEAST_PLATED);
            most = fmax(most, plated / plated_by);
            if (p->layer_new[i] > 0.0) {
                most = fmax(most, layer_m / (TOLERANCE_LAYER * p->layer_new[i]));
            }
        }
    }
    return most;
}

gm_cell_aged gm_dfn_aged(const gm_dfn *dfn)
{
    const gm_cell_aging *a = &dfn->cell->aging;
    const gm_dfn_region *r = &dfn->regions[0];
    gm_cell_aged out = {0};
    double surface = 0.0;
    for (int32_t p = 0; p < dfn->n_populations[0]; p++) {
        const gm_dfn_population *pop = &dfn->populations[0][p];
        for (int32_t i = 0; pop->layer_new && i < r->n; i++) {
            double area = pop->per_m * r->width_m;
            double grown = pop->layer_m[0][i] - a->layer_first_m;
            surface += area;
            out.layer_m += area * pop->layer_m[0][i];
            out.layer_mol_m2 +=
                a->layer ? area * grown * a->layer_electrons / a->layer_m3_mol : 0.0;
            out.plated_mol_m2 += r->width_m * pop->plated[0][i];
            out.dead_mol_m2 += r->width_m * pop->dead[0][i];
        }
    }
    out.layer_m = surface > 0.0 ? out.layer_m / surface : 0.0;
    return out;
}
