// SPDX-License-Identifier: MIT
//
// What drives the reactions: Butler-Volmer turned round, psi = U + (2RT/F) asinh(j / 2 j0) + j R_film. Over
// an electrode psi is one; several populations share the current so that it is.

#include "cell/metal.h"
#include "cell/spme_parts.h"
#include "num/elementary.h"
#include "num/root.h"

#include <math.h>

#define LEAST_LEFT  1e-6  // stoichiometry at a surface, and its distance from 1
#define DONE_V      1e-10 // populations drive alike
#define MOST_SHARES 30    // iterations for that
#define MOST_POLISH 8     // after the slow way
#define FIRST_J     1e-6  // A/m2 of surface, of a bracket
#define MOST_J      1e30
#define FIRST_V     0.05
#define MOST_V      200.0

// ---- one population

typedef struct surface {
    double c;
    double by_j; // 0 where c is held at an end
    bool is_sound;
} surface;

static surface surface_of(const gm_spme_population *p, double j)
{
    double most = p->of->most_mol_m3;
    double least = LEAST_LEFT * most;
    double c = p->rest + p->by_j * j;
    if (c < least || c > most - least) {
        return (surface){c < least ? least : most - least, 0.0, false};
    }
    return (surface){c, p->by_j, true};
}

// The state that an exact walk along what has passed leaves: h = s + (h0 - s) exp(-rate |dx|).
static double bend(const gm_spme_population *p, double j, double *by_j)
{
    double per_mol = 1.0 / p->of->most_mol_m3;
    double moved = (p->mean_rest + p->mean_by_j * j - p->mean[0]) * per_mol;
    double side = moved > 0.0 ? -1.0 : 1.0;
    double rate = p->of->hysteresis_rate;
    double bent = side + (p->bent - side) * gm_exp(-rate * fabs(moved));
    *by_j = -rate * side * (side - bent) * p->mean_by_j * per_mol;
    return bent;
}

static void set_potential(const gm_spme *spme, const gm_spme_population *p, double j,
                          gm_spme_reaction *out)
{
    const gm_particles *of = p->of;
    surface s = surface_of(p, j);
    double x = s.c / of->most_mol_m3;
    double x_by_j = s.by_j / of->most_mol_m3;
    double by_x;
    double entropy_by_x;
    double u = gm_curve_at(&of->potential, x, &by_x);
    double entropy = gm_curve_at(&of->entropy, x, &entropy_by_x);
    double above_k = spme->temperature_k - GM_CELL_T_REF_K;
    out->rest_v = u - GM_CELL_T_REF_K * entropy;
    out->rest_by_j = (by_x - GM_CELL_T_REF_K * entropy_by_x) * x_by_j;
    out->psi = u + above_k * entropy;
    out->by_j = (by_x + above_k * entropy_by_x) * x_by_j;
    out->bent = p->bent;
    out->is_sound = s.is_sound;
    if (of->hysteresis_rate > 0.0) {
        double bent_by_j;
        double high_by_x;
        double high = gm_curve_at(&of->hysteresis, x, &high_by_x);
        out->bent = bend(p, j, &bent_by_j);
        out->psi += out->bent * high;
        out->by_j += bent_by_j * high + out->bent * high_by_x * x_by_j;
    }
}

// At j, with the mean root of c_e over the electrode.
static void react(const gm_spme *spme, const gm_spme_population *p, double j, double root,
                  gm_spme_reaction *out)
{
    set_potential(spme, p, j, out);
    surface s = surface_of(p, j);
    double free = p->of->most_mol_m3 - s.c;
    double per_j0 = 1.0 / (p->rate * root * sqrt(s.c * free));
    double y = 0.5 * j * per_j0;
    double hypotenuse = sqrt(1.0 + y * y);
    double steep = spme->thermal_v / hypotenuse; // of the overpotential by y
    double log_by_j = 0.5 * (free - s.c) / (s.c * free) * s.by_j;
    out->psi += copysign(spme->thermal_v * gm_log(fabs(y) + hypotenuse), y);
    out->by_j += steep * (0.5 * per_j0 - y * log_by_j);
    out->by_root = -steep * y / root;
}

// ---- several

typedef struct shares {
    const gm_spme *spme;
    gm_spme_population *populations;
    int32_t n;
    double film_ohm_m2;
    double root;
    double flow; // sum of area j
    double psi;  // that is asked for
    int32_t i;   // of the population that is looked at
} shares;

static void react_at(const shares *s, gm_spme_population *p, double j)
{
    react(s->spme, p, j, s->root, &p->reaction);
    p->reaction.psi += s->film_ohm_m2 * j;
    p->reaction.by_j += s->film_ohm_m2;
}

// Newton on all j at once; their sum is right from the first change on.
static bool share_fast(const shares *s, int most)
{
    for (int n = 0; n < most; n++) {
        double open = 0.0; // how much flows for one volt
        double behind = s->flow;
        for (int32_t k = 0; k < s->n; k++) {
            gm_spme_population *p = &s->populations[k];
            react_at(s, p, p->j_new);
            if (!(p->reaction.by_j > 0.0) || !isfinite(p->reaction.psi)) {
                return false;
            }
            open += p->area / p->reaction.by_j;
            behind -= p->area * (p->j_new - p->reaction.psi / p->reaction.by_j);
        }
        double psi = behind / open;
        double miss = 0.0;
        for (int32_t k = 0; k < s->n; k++) {
            gm_spme_population *p = &s->populations[k];
            double gap = psi - p->reaction.psi;
            miss = fmax(miss, fabs(gap));
            p->j_new += gap / p->reaction.by_j;
        }
        if (n > 0 && miss < DONE_V) {
            return true;
        }
    }
    return false;
}

static double gap_at(void *user, double j)
{
    shares *s = user;
    gm_spme_population *p = &s->populations[s->i];
    react_at(s, p, j);
    return p->reaction.psi - s->psi;
}

// j of a population that is driven by psi.
static double j_driven(shares *s)
{
    double at_rest = gap_at(s, 0.0);
    double side = at_rest > 0.0 ? -1.0 : 1.0;
    gm_bracket r = {0.0, at_rest, side * FIRST_J, gap_at(s, side * FIRST_J)};
    while (r.fb * side < 0.0 && fabs(r.b) < MOST_J) {
        r.a = r.b;
        r.fa = r.fb;
        r.b *= 16.0;
        r.fb = gap_at(s, r.b);
    }
    return r.fb * side < 0.0 ? r.b : gm_root_find(gap_at, s, 0.0, &r);
}

static double excess_at(void *user, double psi)
{
    shares *s = user;
    double sum = -s->flow;
    s->psi = psi;
    for (s->i = 0; s->i < s->n; s->i++) {
        gm_spme_population *p = &s->populations[s->i];
        p->j_new = j_driven(s);
        sum += p->area * p->j_new;
    }
    return sum;
}

// A bracket for psi around a bracket for each j: slow, and ends.
static bool share_surely(shares *s)
{
    gm_bracket r = {INFINITY, 0.0, -INFINITY, 0.0};
    s->psi = 0.0;
    for (s->i = 0; s->i < s->n; s->i++) {
        double at_rest = gap_at(s, 0.0);
        r.a = fmin(r.a, at_rest);
        r.b = fmax(r.b, at_rest);
    }
    r.fa = excess_at(s, r.a);
    r.fb = excess_at(s, r.b);
    double step = FIRST_V;
    while ((r.fa > 0.0 || r.fb < 0.0) && step < MOST_V) {
        r.a -= r.fa > 0.0 ? step : 0.0;
        r.b += r.fb < 0.0 ? step : 0.0;
        r.fa = excess_at(s, r.a);
        r.fb = excess_at(s, r.b);
        step *= 2.0;
    }
    if (!(r.fa <= 0.0) || !(r.fb >= 0.0)) {
        return false;
    }
    (void)excess_at(s, gm_root_find(excess_at, s, DONE_V, &r));
    return share_fast(s, MOST_POLISH);
}

// ---- an electrode

// How psi and the reversible heat of all follow the current, from what each population does.
static void respond(const gm_spme *spme, int electrode, double root_by, gm_spme_side *out)
{
    double side = electrode == 0 ? 1.0 : -1.0;
    double open = 0.0;
    double behind = side;
    for (int32_t k = 0; k < spme->n_populations[electrode]; k++) {
        const gm_spme_population *p = &spme->populations[electrode][k];
        open += p->area / p->reaction.by_j;
        behind += p->area * p->reaction.by_root * root_by / p->reaction.by_j;
    }
    out->psi = spme->populations[electrode][0].reaction.psi;
    out->psi_by = behind / open;
    for (int32_t k = 0; k < spme->n_populations[electrode]; k++) {
        const gm_spme_population *p = &spme->populations[electrode][k];
        const gm_spme_reaction *r = &p->reaction;
        double j_by = (out->psi_by - r->by_root * root_by) / r->by_j;
        out->reversible += p->area * p->j_new * r->rest_v;
        out->reversible_by += p->area * j_by * (r->rest_v + p->j_new * r->rest_by_j);
    }
}

bool gm_spme_react(gm_spme *spme, int electrode, double current, const gm_spme_salt *salt,
                   gm_spme_side *out)
{
    *out = (gm_spme_side){0};
    if (electrode == 0 && spme->cell->metal.is_there) {
        out->psi =
            gm_metal_drop(&spme->cell->metal, spme->temperature_k, current, &out->psi_by);
        return true;
    }
    shares s = {.spme = spme,
                .populations = spme->populations[electrode],
                .n = spme->n_populations[electrode],
                .film_ohm_m2 = spme->film_ohm_m2[electrode],
                .root = salt->root[electrode],
                .flow = electrode == 0 ? current : -current};
    if (s.n == 1) {
        s.populations[0].j_new = s.flow / s.populations[0].area;
        react_at(&s, &s.populations[0], s.populations[0].j_new);
    } else if (!share_fast(&s, MOST_SHARES) && !share_surely(&s)) {
        return false;
    }
    respond(spme, electrode, salt->root_by[electrode], out);
    return isfinite(out->psi);
}
