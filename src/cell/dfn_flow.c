// SPDX-License-Identifier: MIT
//
// Currents and drops of potential that follow from psi, c_e and the current.

#include "cell/dfn_parts.h"
#include "cell/metal.h"
#include "num/elementary.h"

#include <math.h>

double gm_dfn_diffusion_v(const gm_dfn *dfn)
{
    const gm_electrolyte *e = &dfn->cell->electrolyte;
    return 2.0 * GM_GAS * dfn->temperature_k / GM_FARADAY * (1.0 - e->transference) * e->factor;
}

// Conductance of the solid between two cells.
static double solid(const gm_dfn *dfn, int electrode)
{
    return dfn->cell->electrodes[electrode].conductivity /
           gm_dfn_region_of(dfn, electrode)->width_m;
}

// The current of the electrolyte between cells k - 1 and k of an electrode.
static double flow(const gm_dfn *dfn, double g, int32_t k, const double *psi,
                   const double *log_salt, double current)
{
    double drive = psi[k] - psi[k - 1] + current / g +
                   gm_dfn_diffusion_v(dfn) * (log_salt[k] - log_salt[k - 1]);
    return drive / (1.0 / g + 1.0 / dfn->of_charge[k]);
}

// Drop of phi_s from the outer end of an electrode to its last cell, in the direction of x.
static double drop_in(const gm_dfn *dfn, int electrode, const double *psi,
                      const double *log_salt, double current)
{
    const gm_dfn_region *r = gm_dfn_region_of(dfn, electrode);
    double g = solid(dfn, electrode);
    double drop = -0.5 * current / g; // half a cell at the current collector
    for (int32_t k = r->first + 1; k < r->first + r->n; k++) {
        drop -= (current - flow(dfn, g, k, psi, log_salt, current)) / g;
    }
    return drop;
}

// From the negative current collector to the first cell with an electrolyte beside the separator, but for
// what a plane of metal does by itself.
static double drop_before(const gm_dfn *dfn, const double *psi, const double *log_salt,
                          double current)
{
    if (dfn->cell->metal
            .is_there) { // half a cell, whose salt at the plane gm_dfn_metal() knows
        return -current / dfn->of_charge[0];
    }
    return drop_in(dfn, 0, psi, log_salt, current) - psi[dfn->regions[0].n - 1];
}

double gm_dfn_voltage_by(const gm_dfn *dfn, const double *psi, const double *log_salt,
                         double current)
{
    int32_t first = dfn->regions[2].first;
    double phi = drop_before(dfn, psi, log_salt, current);
    for (int32_t k = dfn->regions[0].n > 0 ? dfn->regions[0].n : 1; k <= first; k++) {
        phi += gm_dfn_diffusion_v(dfn) * (log_salt[k] - log_salt[k - 1]) -
               current / dfn->of_charge[k];
    }
    phi += psi[first] + drop_in(dfn, 1, psi, log_salt, current);
    return phi - current * dfn->cell->contact_ohm_m2;
}

double gm_dfn_metal_plane(const gm_dfn *dfn, double current, double *slope)
{
    *slope = 0.0;
    return dfn->cell->metal.is_there
               ? gm_metal_drop(&dfn->cell->metal, dfn->temperature_k, current, slope)
               : 0.0;
}

// The salt at the plane differs from that of the first cell's centre by what the current brings:
// (1 - t+) i = -F D_e dc_e/dx.
double gm_dfn_metal(const gm_dfn *dfn, double current, double *slope)
{
    *slope = 0.0;
    if (!dfn->cell->metal.is_there) {
        return 0.0;
    }
    double drop = gm_dfn_metal_plane(dfn, current, slope);
    double by_i = gm_dfn_diffusion_v(dfn) * (1.0 - dfn->cell->electrolyte.transference) *
                  dfn->metal_way / (GM_FARADAY * dfn->salt_new[0]);
    *slope += by_i;
    return drop + by_i * current;
}

// The parabola through the last two cells whose slope at the face is i/kappa - (2RT/F).. d ln c_e/dx.
double gm_dfn_plating_by(const gm_dfn *dfn, const double *psi, const double *log_salt,
                         double current)
{
    if (dfn->cell->metal.is_there) {
        return 0.0;
    }
    const gm_dfn_region *r = &dfn->regions[0];
    int32_t k = r->n - 1;
    double h = r->width_m;
    double kappa = dfn->conductivity_at_face;
    double steep =
        dfn->of_salt[k + 1] / dfn->diffusivity_at_face * (log_salt[k + 1] - log_salt[k]);
    double slope = current / kappa - gm_dfn_diffusion_v(dfn) * steep;
    double curvature = (psi[k - 1] - psi[k] + slope * h) / (2.0 * h * h);
    return psi[k] + slope * 0.5 * h - curvature * h * h / 4.0;
}

// Heat of the reactions less what is delivered: -i V - sum a j (U - T dU/dT) h, U between the branches of a
// hysteresis, as what they differ by is lost.
double gm_dfn_heat_of(const gm_dfn *dfn, double current, double voltage_v)
{
    double heat = -current * voltage_v;
    for (int e = 0; e < 2; e++) {
        double h = gm_dfn_region_of(dfn, e)->width_m;
        for (int32_t p = 0; p < dfn->n_populations[e]; p++) {
            const gm_dfn_population *pop = &dfn->populations[e][p];
            double sum = 0.0;
            for (int32_t i = 0; i < gm_dfn_region_of(dfn, e)->n; i++) {
                sum += pop->j_new[i] *
                       (pop->u[i] - pop->branch_v[i] - dfn->temperature_k * pop->entropy[i]);
            }
            heat -= pop->per_m * h * sum;
        }
    }
    return heat;
}

void gm_dfn_look(const gm_dfn *dfn, double current, double time_s, gm_cell_view *view)
{
    *view = (gm_cell_view){
        .time_s = time_s, .current = current, .temperature_k = dfn->temperature_k};
    double slope;
    double metal_v = gm_dfn_metal(dfn, current, &slope);
    view->voltage_v = gm_dfn_voltage_by(dfn, dfn->psi_new, dfn->log_salt, current) - metal_v;
    view->plating_v = gm_dfn_plating_by(dfn, dfn->psi_new, dfn->log_salt, current) + metal_v;
    view->heat = gm_dfn_heat_of(dfn, current, view->voltage_v);
}

// ---- potentials by themselves

// sum a j h of a cell, A/m2.
static double reaction_in(const gm_dfn *dfn, int electrode, int32_t i)
{
    double sum = 0.0;
    for (int32_t p = 0; p < dfn->n_populations[electrode]; p++) {
        const gm_dfn_population *pop = &dfn->populations[electrode][p];
        sum += pop->per_m * (pop->j[0][i] + pop->side[i]);
    }
    return sum * gm_dfn_region_of(dfn, electrode)->width_m;
}

// From the current collector inwards, where phi_s is known and all is current of the solid (eqs. 3, 4);
// phi_e is what psi leaves.
static void find_potentials(const gm_dfn *dfn, int electrode, double phi_s, gm_dfn_point *out)
{
    const gm_dfn_region *r = gm_dfn_region_of(dfn, electrode);
    double inwards = electrode == 0 ? 1.0 : -1.0; // of x
    double g = solid(dfn, electrode);
    double i_s = dfn->now.current;
    phi_s -= inwards * 0.5 * i_s / g;
    for (int32_t n = 0; n < r->n; n++) {
        int32_t i = electrode == 0 ? n : r->n - 1 - n;
        gm_dfn_point *p = &out[r->first + i];
        p->has_solid = true;
        p->phi_s_v = phi_s;
        p->phi_e_v = phi_s - dfn->psi[0][r->first + i];
        p->surface_mol_m3 = dfn->populations[electrode][0].surface_now[i];
        i_s -= inwards * reaction_in(dfn, electrode, i);
        phi_s -= inwards * i_s / g;
    }
}

void gm_dfn_fields(const gm_dfn *dfn, gm_dfn_point *out)
{
    double x_m = 0.0;
    for (int r = 0; r < 3; r++) {
        const gm_dfn_region *region = &dfn->regions[r];
        for (int32_t k = region->first; k < region->first + region->n; k++) {
            out[k] = (gm_dfn_point){.x_m = x_m + (k - region->first + 0.5) * region->width_m,
                                    .salt_mol_m3 = dfn->salt[0][k]};
        }
        x_m += region->n * region->width_m;
    }
    double current = dfn->now.current;
    find_potentials(dfn, 1, dfn->now.voltage_v + current * dfn->cell->contact_ohm_m2, out);
    for (int32_t k = dfn->regions[2].first; k > dfn->regions[1].first; k--) {
        double by_salt = gm_log(out[k].salt_mol_m3 / out[k - 1].salt_mol_m3);
        out[k - 1].phi_e_v =
            out[k].phi_e_v - gm_dfn_diffusion_v(dfn) * by_salt + current / dfn->of_charge[k];
    }
    if (!dfn->cell->metal.is_there) {
        find_potentials(dfn, 0, 0.0, out);
    }
}
