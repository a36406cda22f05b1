// SPDX-License-Identifier: MIT

#include "car/pack.h"

#include "core/assert.h"

static double per(gm_mesh_axis axis)
{
    return axis.n > 1 ? (axis.n - 1) / (axis.to - axis.from) : 0.0;
}

void gm_pack_set_points(gm_pack *pack, gm_mesh_axis socs, gm_mesh_axis kelvins,
                        const gm_pack_point *points)
{
    pack->socs = socs;
    pack->kelvins = kelvins;
    pack->per_soc = per(socs);
    pack->per_k = per(kelvins);
    pack->points = points;
}

static gm_pack_point mix(const gm_pack_point *a, const gm_pack_point *b, double share)
{
    return (gm_pack_point){a->open_v + share * (b->open_v - a->open_v),
                           a->ohm + share * (b->ohm - a->ohm),
                           a->most_in_w + share * (b->most_in_w - a->most_in_w),
                           a->most_out_w + share * (b->most_out_w - a->most_out_w)};
}

gm_pack_point gm_pack_at(const gm_pack *p, double soc, double kelvin)
{
    int32_t i;
    int32_t k;
    double s = gm_mesh_step((soc - p->socs.from) * p->per_soc, p->socs.n, &i);
    double t = gm_mesh_step((kelvin - p->kelvins.from) * p->per_k, p->kelvins.n, &k);
    const gm_pack_point *low = p->points + (ptrdiff_t)i * p->kelvins.n + k;
    const gm_pack_point *high = low + (p->socs.n > 1 ? p->kelvins.n : 0);
    if (p->kelvins.n == 1) {
        return mix(low, high, s);
    }
    gm_pack_point below = mix(low, low + 1, t);
    gm_pack_point above = mix(high, high + 1, t);
    return mix(&below, &above, s);
}

// By Simpson's rule on pieces much shorter than the table's.
double gm_pack_energy(const gm_pack *p, double from_soc, double to_soc, double kelvin)
{
    const int32_t n = 2000;
    double width = (to_soc - from_soc) / n;
    double sum = 0.0;
    for (int32_t i = 0; i <= n; i++) {
        double weight = i == 0 || i == n ? 1.0 : i % 2 ? 4.0 : 2.0;
        sum += weight * gm_pack_at(p, from_soc + i * width, kelvin).open_v;
    }
    return p->capacity_c * sum * width / 3.0;
}
