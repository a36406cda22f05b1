// SPDX-License-Identifier: MIT

#include "cell/metal.h"

#include "cell/arrhenius.h"
#include "num/elementary.h"

#include <math.h>

#define MOST_NEWTONS 40
#define DONE         1e-14

// y > 0 of exp(s y) - exp(-(1 - s) y) = u, u >= 0: from above, where Newton goes down to it.
static double forward(double s, double u)
{
    double y = gm_log(1.0 + u) / s;
    for (int n = 0; n < MOST_NEWTONS; n++) {
        double up = gm_exp(s * y);
        double down = gm_exp(-(1.0 - s) * y);
        double step = (up - down - u) / (s * up + (1.0 - s) * down);
        y = fmax(y - step, 0.0);
        if (fabs(step) <= DONE * (1.0 + y)) {
            break;
        }
    }
    return y;
}

double gm_metal_drop(const gm_metal *metal, double temperature_k, double current, double *slope)
{
    double exchange =
        metal->exchange_a_m2 * gm_arrhenius(metal->exchange_e_j_mol, temperature_k);
    double layer = metal->layer_ohm_m2 / gm_arrhenius(metal->layer_e_j_mol, temperature_k);
    double rt_f = GM_GAS * temperature_k / GM_FARADAY;
    double s = current >= 0.0 ? metal->symmetry : 1.0 - metal->symmetry;
    double y = forward(s, fabs(current) / exchange);
    *slope =
        layer + rt_f / (exchange * (s * gm_exp(s * y) + (1.0 - s) * gm_exp((s - 1.0) * y)));
    return copysign(rt_f * y, current) + current * layer;
}

double gm_metal_critical(const gm_metal *metal, double temperature_k)
{
    return metal->critical_a_m2 * gm_arrhenius(metal->critical_e_j_mol, temperature_k);
}
