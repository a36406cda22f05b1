// SPDX-License-Identifier: MIT
//
// The Newton iteration of a step: two unknowns in each cell of an electrode, c_e and psi, one in the
// separator; block-tridiagonal, with a second right-hand side for the current.

#include "cell/arrhenius.h"
#include "cell/dfn_parts.h"
#include "num/elementary.h"

#include <math.h>
#include <string.h>

#define MOST_CHANGE_V 0.3  // of a potential in an iteration
#define LEAST_SHARE   1e-4 // of a change that leads somewhere
#define LEAST_LEFT    0.2  // of c_e of a cell after one
#define DONE_V        1e-6 // a change of potential that is none
#define DONE_SHARE    1e-7 // the same of c_e and of the current
#define DONE_CURRENT  1e-4 // of the current, held by its heat: what is left is that squared
#define CURVATURE                                                                              \
    40.0 // F / RT in 1/V: the next change of Newton is about that times this one squared

// ---- transport

void gm_dfn_set_transport(gm_dfn *dfn, const double *salt)
{
    const gm_electrolyte *e = &dfn->cell->electrolyte;
    double by_d = gm_arrhenius(e->diffusivity_e_j_mol, dfn->temperature_k);
    double by_kappa = gm_arrhenius(e->conductivity_e_j_mol, dfn->temperature_k);
    double way_d = 0.0; // half a cell of the one before, over its D_e
    double way_kappa = 0.0;
    for (int r = 0; r < 3; r++) {
        const gm_dfn_region *region = &dfn->regions[r];
        for (int32_t k = region->first; k < region->first + region->n; k++) {
            double slope;
            double half = 0.5 * region->width_m / region->transport;
            double d = by_d * gm_curve_at(&e->diffusivity, salt[k], &slope);
            double kappa = by_kappa * gm_curve_at(&e->conductivity, salt[k], &slope);
            double here_d = half / d;
            double here_kappa = half / kappa;
            dfn->of_salt[k] = k > 0 ? 1.0 / (way_d + here_d) : 0.0;
            dfn->of_charge[k] = 1.0 / (way_kappa + here_kappa); // of the first: from its end
            dfn->metal_way = k > 0 ? dfn->metal_way : here_d;
            way_d = here_d;
            way_kappa = here_kappa;
            if (r == 0) {
                dfn->conductivity_at_face = kappa * region->transport;
                dfn->diffusivity_at_face = d * region->transport;
            }
        }
    }
}

// Ways of half a cell, over D_e and over kappa, by c_e: -way / D_e dD_e/dc.
static void set_slopes_of_ways(gm_dfn *dfn, const double *salt)
{
    const gm_electrolyte *e = &dfn->cell->electrolyte;
    double by_d = gm_arrhenius(e->diffusivity_e_j_mol, dfn->temperature_k);
    double by_kappa = gm_arrhenius(e->conductivity_e_j_mol, dfn->temperature_k);
    for (int r = 0; r < 3; r++) {
        const gm_dfn_region *region = &dfn->regions[r];
        double half = 0.5 * region->width_m / region->transport;
        for (int32_t k = region->first; k < region->first + region->n; k++) {
            double slope;
            double d = gm_curve_at(&e->diffusivity, salt[k], &slope);
            dfn->salt_way_by[k] = -half * slope / (by_d * d * d);
            double kappa = gm_curve_at(&e->conductivity, salt[k], &slope);
            dfn->charge_way_by[k] = -half * slope / (by_kappa * kappa * kappa);
        }
    }
}

// ---- the system

// c_e of cell k, without its source: eps h (c - c*) / ahead + what flows out.
static void set_salt(gm_dfn *dfn, const gm_dfn_region *r, int32_t k, double ahead_s)
{
    const double *c = dfn->salt_new;
    gm_dfn_row *row = &dfn->rows[k];
    double hold = r->porosity * r->width_m / ahead_s;
    double left = dfn->of_salt[k];
    double right = k + 1 < dfn->n ? dfn->of_salt[k + 1] : 0.0;
    double out = hold * (c[k] - dfn->salt_rest[k]);
    out += k > 0 ? left * (c[k] - c[k - 1]) : 0.0;
    out -= k + 1 < dfn->n ? right * (c[k + 1] - c[k]) : 0.0;
    row->a00 = -left;
    row->b00 = hold + left + right;
    row->c00 = -right;
    row->r0 = -out;
    row->i0 = 0.0;
}

typedef struct face {
    double g;    // i_e by psi behind it
    double flow; // i_e
    double by_i; // i_e by the current
} face;

// Left of cell k of an electrode: nothing flows at a current collector, all at the separator.
static face face_at(const gm_dfn *dfn, int electrode, int32_t k, double current)
{
    const gm_dfn_region *r = gm_dfn_region_of(dfn, electrode);
    if (k == r->first || k == r->first + r->n) {
        bool is_inner = (k == r->first) == (electrode == 1);
        return (face){0.0, is_inner ? current : 0.0, is_inner ? 1.0 : 0.0};
    }
    double solid = dfn->cell->electrodes[electrode].conductivity / r->width_m;
    double g = 1.0 / (1.0 / solid + 1.0 / dfn->of_charge[k]);
    double drive = dfn->psi_new[k] - dfn->psi_new[k - 1] + current / solid +
                   gm_dfn_diffusion_v(dfn) * (dfn->log_salt[k] - dfn->log_salt[k - 1]);
    return (face){g, g * drive, g / solid};
}

// d i_e = sum a j h, and the source of c_e that it is.
static void set_reaction(gm_dfn *dfn, int electrode, int32_t k, face left, face right)
{
    const gm_dfn_region *r = gm_dfn_region_of(dfn, electrode);
    gm_dfn_row *row = &dfn->rows[k];
    double salt_v = gm_dfn_diffusion_v(dfn);
    double source = (1.0 - dfn->cell->electrolyte.transference) / GM_FARADAY;
    double flow = 0.0;
    double by_salt = 0.0;
    double by_psi = 0.0;
    for (int32_t p = 0; p < dfn->n_populations[electrode]; p++) {
        const gm_dfn_population *pop = &dfn->populations[electrode][p];
        double area = pop->per_m * r->width_m;
        int32_t i = k - r->first;
        flow += area * (pop->j_new[i] + pop->miss[i] + pop->side[i]);
        by_salt += area * pop->by_salt[i];
        by_psi += area * (pop->by_psi[i] + pop->side_by_psi[i]);
    }
    row->r0 += source * flow;
    row->b00 -= source * by_salt;
    row->b01 = -source * by_psi;
    row->r1 = -(right.flow - left.flow - flow);
    row->i1 = -(right.by_i - left.by_i);
    row->a11 = left.g;
    row->c11 = right.g;
    row->b11 = -left.g - right.g - by_psi;
    row->b10 = -(left.g + right.g) * salt_v / dfn->salt_new[k] - by_salt;
    row->a10 = left.g > 0.0 ? left.g * salt_v / dfn->salt_new[k - 1] : 0.0;
    row->c10 = right.g > 0.0 ? right.g * salt_v / dfn->salt_new[k + 1] : 0.0;
}

// The current of a plane of metal brings salt into the first cell.
static void set_metal(gm_dfn *dfn, double current)
{
    double source = (1.0 - dfn->cell->electrolyte.transference) / GM_FARADAY;
    dfn->rows[0].r0 += source * current;
    dfn->rows[0].i0 = source;
}

// What c_e does to the transport between cells k - 1 and k, which is its own in this iteration.
static void add_slopes(gm_dfn *dfn, int electrode, int32_t k, double current)
{
    gm_dfn_row *left = &dfn->rows[k - 1];
    gm_dfn_row *right = &dfn->rows[k];
    double salt =
        -dfn->of_salt[k] * dfn->of_salt[k] * (dfn->salt_new[k] - dfn->salt_new[k - 1]);
    double by_left = salt * dfn->salt_way_by[k - 1];
    double by_right = salt * dfn->salt_way_by[k];
    left->b00 -= by_left;
    left->c00 -= by_right;
    right->a00 += by_left;
    right->b00 += by_right;
    if (electrode < 0 || k == gm_dfn_region_of(dfn, electrode)->first) {
        return;
    }
    face at = face_at(dfn, electrode, k, current);
    by_left = -at.g * at.flow * dfn->charge_way_by[k - 1];
    by_right = -at.g * at.flow * dfn->charge_way_by[k];
    left->b10 += by_left;
    left->c10 += by_right;
    right->a10 -= by_left;
    right->b10 -= by_right;
}

static void add_all_slopes(gm_dfn *dfn, double current)
{
    set_slopes_of_ways(dfn, dfn->salt_new);
    for (int r = 0; r < 3; r++) {
        const gm_dfn_region *region = &dfn->regions[r];
        for (int32_t k = region->first > 0 ? region->first : 1; k < region->first + region->n;
             k++) {
            add_slopes(dfn, gm_dfn_electrode_of(r), k, current);
        }
    }
}

// False: at the ends of a particle.
static bool assemble(gm_dfn *dfn, double ahead_s, double current, bool is_exact)
{
    bool is_sound = true;
    memcpy(dfn->log_salt, dfn->salt_new, (size_t)dfn->n * sizeof *dfn->log_salt);
    gm_log_block(dfn->log_salt, (size_t)dfn->n);
    for (int e = 0; e < 2; e++) {
        for (int32_t p = 0; p < dfn->n_populations[e]; p++) {
            is_sound = gm_dfn_react(dfn, e, &dfn->populations[e][p], is_exact) && is_sound;
        }
    }
    for (int r = 0; r < 3; r++) {
        const gm_dfn_region *region = &dfn->regions[r];
        int electrode = gm_dfn_electrode_of(r);
        face left = electrode < 0 ? (face){0} : face_at(dfn, electrode, region->first, current);
        for (int32_t k = region->first; k < region->first + region->n; k++) {
            set_salt(dfn, region, k, ahead_s);
            if (k == 0 && dfn->cell->metal.is_there) {
                set_metal(dfn, current);
            }
            if (electrode < 0) {
                continue;
            }
            face right = face_at(dfn, electrode, k + 1, current);
            set_reaction(dfn, electrode, k, left, right);
            left = right;
        }
    }
    return is_sound;
}

// Gauss without pivots: the blocks are dominated by what a cell holds and conducts itself. At the faces of
// the separator psi does not couple, so its rows are scalar and nothing of psi comes through them.
static void forward_block(const gm_dfn_row *p, gm_dfn_row *q)
{
    double b00 = q->b00 - q->a00 * p->e00;
    double b01 = q->b01 - q->a00 * p->e01;
    double b10 = q->b10 - q->a10 * p->e00 - q->a11 * p->e10;
    double b11 = q->b11 - q->a10 * p->e01 - q->a11 * p->e11;
    double r0 = q->r0 - q->a00 * p->r0;
    double r1 = q->r1 - q->a10 * p->r0 - q->a11 * p->r1;
    double i0 = q->i0 - q->a00 * p->i0;
    double i1 = q->i1 - q->a10 * p->i0 - q->a11 * p->i1;
    double share = 1.0 / (b00 * b11 - b01 * b10);
    q->e00 = share * (b11 * q->c00 - b01 * q->c10);
    q->e01 = share * -b01 * q->c11;
    q->e10 = share * (b00 * q->c10 - b10 * q->c00);
    q->e11 = share * b00 * q->c11;
    q->r0 = share * (b11 * r0 - b01 * r1);
    q->r1 = share * (b00 * r1 - b10 * r0);
    q->i0 = share * (b11 * i0 - b01 * i1);
    q->i1 = share * (b00 * i1 - b10 * i0);
}

static void forward_scalar(const gm_dfn_row *p, gm_dfn_row *q)
{
    double share = 1.0 / (q->b00 - q->a00 * p->e00);
    q->e00 = share * q->c00;
    q->r0 = share * (q->r0 - q->a00 * p->r0);
    q->i0 = share * (q->i0 - q->a00 * p->i0);
}

static void back_block(gm_dfn_row *q, const gm_dfn_row *p)
{
    q->r0 -= q->e00 * p->r0 + q->e01 * p->r1;
    q->r1 -= q->e10 * p->r0 + q->e11 * p->r1;
    q->i0 -= q->e00 * p->i0 + q->e01 * p->i1;
    q->i1 -= q->e10 * p->i0 + q->e11 * p->i1;
}

static void eliminate(gm_dfn *dfn)
{
    gm_dfn_row *rows = dfn->rows;
    const gm_dfn_region *between = &dfn->regions[1];
    int32_t from = between->first;
    int32_t to = from + between->n;
    static const gm_dfn_row none;
    for (int32_t k = 0; k < dfn->n; k++) {
        const gm_dfn_row *p = k > 0 ? &rows[k - 1] : &none;
        if (k < from || k >= to) {
            forward_block(p, &rows[k]);
        } else {
            forward_scalar(p, &rows[k]);
        }
    }
    for (int32_t k = dfn->n - 2; k >= 0; k--) {
        if (k < from || k >= to) {
            back_block(&rows[k], &rows[k + 1]);
        } else {
            rows[k].r0 -= rows[k].e00 * rows[k + 1].r0;
            rows[k].i0 -= rows[k].e00 * rows[k + 1].i0;
        }
    }
}

// ---- an iteration

// How much of the change is taken: potentials by so much at most.
static double share_of(const gm_dfn *dfn, double change)
{
    double most = 0.0;
    for (int32_t k = 0; k < dfn->n; k++) {
        const gm_dfn_row *row = &dfn->rows[k];
        double by_psi = fabs(row->r1 + change * row->i1);
        most = by_psi > most ? by_psi : most;
    }
    return most > MOST_CHANGE_V ? MOST_CHANGE_V / most : 1.0;
}

// Returns the greatest change, in V or as volts would be; what is no number when one of them is none.
static double take(gm_dfn *dfn, double change, double share)
{
    double most = 0.0;
    double sum = 0.0; // of all changes: no number when one of them is none
    for (int r = 0; r < 3; r++) {
        const gm_dfn_region *region = &dfn->regions[r];
        int e = gm_dfn_electrode_of(r);
        for (int32_t k = region->first; k < region->first + region->n; k++) {
            double salt = share * (dfn->rows[k].r0 + change * dfn->rows[k].i0);
            double room = (LEAST_LEFT - 1.0) * dfn->salt_new[k];
            salt = salt < room ? room : salt;
            double psi = e < 0 ? 0.0 : share * (dfn->rows[k].r1 + change * dfn->rows[k].i1);
            for (int32_t p = 0; e >= 0 && p < dfn->n_populations[e]; p++) {
                gm_dfn_population *pop = &dfn->populations[e][p];
                int32_t i = k - region->first;
                double j = share * pop->miss[i] + pop->by_salt[i] * salt + pop->by_psi[i] * psi;
                double u = fabs(pop->du[i] * pop->by_j[i] * j);
                pop->j_new[i] += j;
                pop->side[i] += pop->layer_new ? pop->side_by_psi[i] * psi : 0.0;
                most = u > most ? u : most;
            }
            double as_v = fabs(salt) / dfn->salt_new[k] * (DONE_V / DONE_SHARE);
            dfn->salt_new[k] += salt;
            dfn->psi_new[k] += psi;
            most = fabs(psi) > most ? fabs(psi) : most;
            most = as_v > most && as_v > DONE_V ? as_v : most;
            sum += psi + salt;
        }
    }
    return isfinite(sum) ? most : sum;
}

bool gm_dfn_solve(gm_dfn *dfn, gm_cell_control control, double ahead_s, gm_dfn_effort effort,
                  double *current)
{
    for (int n = 0; n < effort.most; n++) {
        if (effort.is_exact) {
            gm_dfn_set_transport(dfn, dfn->salt_new);
        }
        bool is_sound = assemble(dfn, ahead_s, *current, effort.is_exact);
        if (effort.is_exact) {
            add_all_slopes(dfn, *current);
        }
        eliminate(dfn);
        double change = gm_dfn_change_of_current(dfn, control, *current);
        double share = share_of(dfn, change);
        double moved = take(dfn, change, share);
        *current += share * change;
        if (!isfinite(moved) || !isfinite(*current) || share < LEAST_SHARE) {
            return false;
        }
        // Heat is curved in the current itself.
        bool is_near =
            control.hold != GM_HOLD_HEAT || fabs(change) <= DONE_CURRENT * fabs(*current);
        if (is_near && share == 1.0 && CURVATURE * moved * moved < DONE_V) {
            return is_sound;
        }
    }
    return false;
}
