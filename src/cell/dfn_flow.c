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

// The salt at the plane differs from that of the first cell's centre by what the current brings:
// (1 - t+) i = -F D_e dc_e/dx.
double gm_dfn_metal(const gm_dfn *dfn, double current, double *slope)
{
    *slope = 0.0;
    if (!dfn->cell->metal.is_there) {
        return 0.0;
    }
    double drop = gm_metal_drop(&dfn->cell->metal, dfn->temperature_k, current, slope);
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

// Heat of the reactions less what is delivered: -i V - sum a j (U - T dU/dT) h.
double gm_dfn_heat_of(const gm_dfn *dfn, double current, double voltage_v)
{
    double heat = -current * voltage_v;
    for (int e = 0; e < 2; e++) {
        double h = gm_dfn_region_of(dfn, e)->width_m;
        for (int32_t p = 0; p < dfn->n_populations[e]; p++) {
            const gm_dfn_population *pop = &dfn->populations[e][p];
            double sum = 0.0;
            for (int32_t i = 0; i < gm_dfn_region_of(dfn, e)->n; i++) {
                sum += pop->j_new[i] * (pop->u[i] - dfn->temperature_k * pop->entropy[i]);
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
