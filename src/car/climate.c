// SPDX-License-Identifier: MIT

#include "car/climate.h"

#include <math.h>

#define AIR_J_KGK 1006.0 // of dry air at constant pressure, 20 degC
#define AGAIN_S   30.0   // in which what the cabin is short of is made up for

gm_weather gm_climate_weather(const gm_climate *c, double outside_k)
{
    return (gm_weather){.outside_k = outside_k,
                        .heat_per_w = c->cabin_k > 0.0 || c->pack_least_k > 0.0
                                          ? gm_mesh_at(&c->heating_cop, outside_k, 0.0)
                                          : 1.0,
                        .cool_per_w = c->cabin_k > 0.0 || c->pack_most_k > 0.0
                                          ? gm_mesh_at(&c->cooling_cop, outside_k, 0.0)
                                          : 1.0,
                        .leak_w_k = c->walls_w_k + c->fresh_kg_s * AIR_J_KGK};
}

double gm_climate_cabin(const gm_climate *c, const gm_weather *w, double step_s,
                        double *cabin_k)
{
    if (c->cabin_k <= 0.0) {
        return 0.0;
    }
    double leaked_w = w->leak_w_k * (w->outside_k - *cabin_k) + c->gains_w;
    double short_w = c->capacity_j_k * (c->cabin_k - *cabin_k) / (AGAIN_S + step_s);
    double heat_w = fmin(fmax(short_w - leaked_w, -c->most_cool_w), c->most_heat_w);
    *cabin_k += (leaked_w + heat_w) * step_s / c->capacity_j_k;
    return heat_w;
}

double gm_climate_pack(const gm_climate *c, double capacity_j_k, double step_s, double pack_k)
{
    if (capacity_j_k <= 0.0) {
        return 0.0;
    }
    double ask_k = 0.0;
    if (c->pack_least_k > 0.0 && pack_k < c->pack_least_k) {
        ask_k = c->pack_least_k - pack_k;
    } else if (c->pack_most_k > 0.0 && pack_k > c->pack_most_k) {
        ask_k = c->pack_most_k - pack_k;
    }
    double heat_w = capacity_j_k * ask_k / (AGAIN_S + step_s);
    return fmin(fmax(heat_w, -c->pack_most_w), c->pack_most_w);
}

double gm_climate_power(const gm_climate *c, const gm_weather *w, double cabin_w, double pack_w)
{
    double heat_w = fmax(cabin_w, 0.0) + fmax(pack_w, 0.0);
    double cool_w = -(fmin(cabin_w, 0.0) + fmin(pack_w, 0.0));
    double fan_w = c->cabin_k > 0.0 ? c->fan_w : 0.0;
    return heat_w / w->heat_per_w + cool_w / w->cool_per_w + fan_w;
}
