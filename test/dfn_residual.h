// SPDX-License-Identifier: MIT
//
// Equations (1) to (6) of docs/theory/cell.md once more, for solvers of differential-algebraic systems:
// written apart from src/cell, with every state there is and nothing eliminated.
//
// Same grid: cells of equal width in a region, shells r_k = R (k/n)^0.65 with their values at mid radius,
// fluxes at faces, conductances of two half cells in series. In each cell stand, in this order:
//
//   c_e, phi_e; in an electrode also phi_s and, for each population, its shells' c_s and its j
//
// phi_s is 0 at x = 0. Parameters come from the gm_cell: its curves are the functions of concentration.

#ifndef GM_TEST_DFN_RESIDUAL_H
#define GM_TEST_DFN_RESIDUAL_H

#include "cell/cell.h"
#include "cell/dfn.h"

#include <math.h>

#define RESIDUAL_CELLS  (3 * 128)
#define RESIDUAL_SHELLS 128

typedef struct residual_cell {
    const gm_electrode *electrode; // NULL in the separator
    int32_t region;                // negative, separator, positive
    int32_t at;                    // of c_e
    double width_m;                // h
    double porosity;               // eps
    double transport;              // eps^b
} residual_cell;

typedef struct dfn_residual {
    const gm_cell *cell;
    int32_t shells;
    double temperature_k;
    double current; // A/m2
    int32_t n_cells;
    int32_t n; // states
    residual_cell cells[RESIDUAL_CELLS];
    double face[RESIDUAL_SHELLS + 1]; // of a particle of radius 1
    double volume[RESIDUAL_SHELLS];   // over 4 pi
} dfn_residual;

// Of population p in cell k: its innermost shell, and its j.
static inline int32_t residual_shell_at(const dfn_residual *r, int32_t k, int32_t p)
{
    return r->cells[k].at + 3 + p * (r->shells + 1);
}

static inline int32_t residual_j_at(const dfn_residual *r, int32_t k, int32_t p)
{
    return residual_shell_at(r, k, p) + r->shells;
}

static inline void residual_init(dfn_residual *r, const gm_cell *cell, const gm_cell_grid *grid)
{
    *r = (dfn_residual){.cell = cell, .shells = grid->shells, .temperature_k = 298.15};
    const gm_electrode *e = cell->electrodes;
    int32_t count[3] = {grid->negative, grid->separator, grid->positive};
    double length[3] = {e[0].thickness_m, cell->separator_m, e[1].thickness_m};
    double porosity[3] = {e[0].porosity, cell->separator_porosity, e[1].porosity};
    double transport[3] = {e[0].transport, cell->separator_transport, e[1].transport};
    for (int32_t region = 0; region < 3; region++) {
        for (int32_t i = 0; i < count[region]; i++) {
            int32_t k = r->n_cells++;
            const gm_electrode *here = region == 1 ? NULL : &e[region / 2];
            r->cells[k] = (residual_cell){here,
                                          region,
                                          r->n,
                                          length[region] / count[region],
                                          porosity[region],
                                          transport[region]};
            r->n += here ? 3 + here->n * (grid->shells + 1) : 2;
        }
    }
    for (int32_t s = 0; s <= grid->shells; s++) {
        r->face[s] = pow((double)s / grid->shells, 0.65);
    }
    for (int32_t s = 0; s < grid->shells; s++) {
        r->volume[s] = (pow(r->face[s + 1], 3.0) - pow(r->face[s], 3.0)) / 3.0;
    }
}

// At rest with these stoichiometries of each population: negative then positive. Potentials are a guess.
static inline void residual_rest(const dfn_residual *r, const double *stoichiometry, double *y)
{
    double slope;
    for (int32_t k = 0; k < r->n_cells; k++) {
        const gm_electrode *e = r->cells[k].electrode;
        const double *first =
            stoichiometry + (r->cells[k].region == 2 ? r->cell->electrodes[0].n : 0);
        double u_n = gm_curve_at(&r->cell->electrodes[0].particles[0].potential,
                                 stoichiometry[0], &slope);
        y[r->cells[k].at] = r->cell->electrolyte.salt_mol_m3;
        y[r->cells[k].at + 1] = -u_n;
        if (!e) {
            continue;
        }
        y[r->cells[k].at + 2] = gm_curve_at(&e->particles[0].potential, first[0], &slope) - u_n;
        for (int32_t p = 0; p < e->n; p++) {
            for (int32_t s = 0; s < r->shells; s++) {
                y[residual_shell_at(r, k, p) + s] = first[p] * e->particles[p].most_mol_m3;
            }
            y[residual_j_at(r, k, p)] = 0.0;
        }
    }
}

// (6)
static inline double residual_voltage(const dfn_residual *r, const double *y)
{
    const residual_cell *last = &r->cells[r->n_cells - 1];
    double half = 0.5 * last->width_m / r->cell->electrodes[1].conductivity;
    return y[last->at + 2] - r->current * (half + r->cell->contact_ohm_m2);
}

static inline double residual_arrhenius(const dfn_residual *r, double energy_j_mol)
{
    return exp(energy_j_mol / 8.314462618 * (1.0 / 298.15 - 1.0 / r->temperature_k));
}

static inline double residual_diffusivity(const dfn_residual *r, const gm_particles *of,
                                          double c)
{
    double slope;
    double x = of->is_even ? 0.5 : fmin(fmax(c / of->most_mol_m3, 0.0), 1.0);
    return gm_curve_at(&of->diffusivity, x, &slope) *
           residual_arrhenius(r, of->diffusivity_e_j_mol);
}

// c_s at the surface of population p in cell k.
static inline double residual_surface(const dfn_residual *r, int32_t k, int32_t p,
                                      const double *y)
{
    const gm_particles *of = &r->cells[k].electrode->particles[p];
    double j = y[residual_j_at(r, k, p)];
    double last = y[residual_j_at(r, k, p) - 1];
    double skin = of->radius_m * (1.0 - 0.5 * (1.0 + r->face[r->shells - 1]));
    return last - skin * j / (96485.33212 * residual_diffusivity(r, of, last));
}

// (5): 2 j0 sinh(F eta / 2RT).
static inline double residual_reaction(const dfn_residual *r, int32_t k, int32_t p,
                                       const double *y)
{
    const gm_electrode *e = r->cells[k].electrode;
    const gm_particles *of = &e->particles[p];
    const double *cell = &y[r->cells[k].at];
    double slope;
    double c = residual_surface(r, k, p, y);
    double x = c / of->most_mol_m3;
    double u = gm_curve_at(&of->potential, x, &slope) +
               (r->temperature_k - 298.15) * gm_curve_at(&of->entropy, x, &slope);
    double eta = cell[2] - cell[1] - u - y[residual_j_at(r, k, p)] * e->film_ohm_m2;
    double j0 = e->contact * of->rate * residual_arrhenius(r, of->rate_e_j_mol) *
                sqrt(cell[0] * c * (of->most_mol_m3 - c));
    return 2.0 * j0 * sinh(96485.33212 * eta / (2.0 * 8.314462618 * r->temperature_k));
}

// (1), out = c' - .. The diffusivity of a face is the mean of both sides.
static inline void residual_particle(const dfn_residual *r, int32_t k, int32_t p,
                                     const double *y, double *out)
{
    const gm_particles *of = &r->cells[k].electrode->particles[p];
    const double *c = &y[residual_shell_at(r, k, p)];
    double *rate = &out[residual_shell_at(r, k, p)];
    int32_t n = r->shells;
    double radius = of->radius_m;
    double flow = 0.0; // r^2 x flux outwards
    double d = residual_diffusivity(r, of, c[0]);
    for (int32_t s = 0; s < n; s++) {
        double before = flow;
        if (s + 1 < n) {
            double apart = 0.5 * radius * (r->face[s + 2] - r->face[s]);
            double area = pow(radius * r->face[s + 1], 2.0);
            double behind = residual_diffusivity(r, of, c[s + 1]);
            flow = -area * 0.5 * (d + behind) * (c[s + 1] - c[s]) / apart;
            d = behind;
        } else {
            flow = radius * radius * c[n] / 96485.33212; // j stands behind the last shell
        }
        rate[s] += (flow - before) / (pow(radius, 3.0) * r->volume[s]);
    }
    rate[n] = c[n] - residual_reaction(r, k, p, y);
}

// Of the face before cell k: salt, current of the electrolyte and of the solid, all towards x = L.
typedef struct residual_face {
    double salt;
    double i_e;
    double i_s;
} residual_face;

static inline residual_face residual_face_at(const dfn_residual *r, int32_t k, const double *y)
{
    if (k == r->n_cells) {
        return (residual_face){0.0, 0.0, r->current};
    }
    const residual_cell *b = &r->cells[k];
    if (k == 0) { // phi_s = 0 there: its current comes of itself
        return (residual_face){
            0.0, 0.0, -r->cell->electrodes[0].conductivity / (0.5 * b->width_m) * y[b->at + 2]};
    }
    const residual_cell *a = b - 1;
    const gm_electrolyte *e = &r->cell->electrolyte;
    double slope;
    double way_d = 0.0;
    double way_kappa = 0.0;
    for (const residual_cell *x = a; x <= b; x++) {
        double c = y[x->at];
        double d = gm_curve_at(&e->diffusivity, c, &slope) *
                   residual_arrhenius(r, e->diffusivity_e_j_mol);
        double kappa = gm_curve_at(&e->conductivity, c, &slope) *
                       residual_arrhenius(r, e->conductivity_e_j_mol);
        way_d += 0.5 * x->width_m / (d * x->transport);
        way_kappa += 0.5 * x->width_m / (kappa * x->transport);
    }
    double by_log = 2.0 * 8.314462618 * r->temperature_k / 96485.33212 *
                    (1.0 - e->transference) * e->factor;
    residual_face f = {.salt = -(y[b->at] - y[a->at]) / way_d};
    f.i_e =
        -((y[b->at + 1] - y[a->at + 1]) - by_log * (log(y[b->at]) - log(y[a->at]))) / way_kappa;
    if (a->region == b->region && a->region != 1) {
        double sigma = r->cell->electrodes[a->region / 2].conductivity;
        f.i_s = -sigma / a->width_m * (y[b->at + 2] - y[a->at + 2]);
    }
    return f;
}

// F(y, y') of F = 0. Rows of c are c' - .., those of potentials A/m2, those of j A/m2 of surface.
static inline void residual_of(const dfn_residual *r, const double *y, const double *yp,
                               double *out)
{
    double t_plus = r->cell->electrolyte.transference;
    residual_face left = residual_face_at(r, 0, y);
    for (int32_t k = 0; k < r->n_cells; k++) {
        const residual_cell *here = &r->cells[k];
        const gm_electrode *e = r->cells[k].electrode;
        residual_face right = residual_face_at(r, k + 1, y);
        double reaction = 0.0; // sum a j, A/m3
        for (int32_t p = 0; e && p < e->n; p++) {
            const gm_particles *of = &e->particles[p];
            reaction += 3.0 * of->share / of->radius_m * y[residual_j_at(r, k, p)];
            for (int32_t s = 0; s < r->shells; s++) {
                out[residual_shell_at(r, k, p) + s] = yp[residual_shell_at(r, k, p) + s];
            }
            residual_particle(r, k, p, y, out);
        }
        out[here->at] = yp[here->at] + ((right.salt - left.salt) / here->width_m -
                                        (1.0 - t_plus) * reaction / 96485.33212) /
                                           here->porosity;
        out[here->at + 1] = right.i_e - left.i_e - here->width_m * reaction;
        if (e) {
            out[here->at + 2] = right.i_s - left.i_s + here->width_m * reaction;
        }
        left = right;
    }
}

#endif
