// SPDX-License-Identifier: MIT

#include "plant/made.h"

#include <math.h>
#include <string.h>

#define ROUNDING 1e-12

int32_t gm_levelled(const double *shares, int32_t n, const double *made_of, double n_made)
{
    int32_t best = 0;
    double best_lag = -(double)INFINITY;
    for (int32_t i = 0; i < n; i++) {
        double lag = shares[i] * (n_made + 1.0) - made_of[i];
        if (lag > best_lag + ROUNDING) {
            best = i;
            best_lag = lag;
        }
    }
    return best;
}

void gm_made_create(gm_run *run, int32_t station_i)
{
    const gm_station_plan *plan = &run->plan->stations[station_i];
    gm_station *st = &run->stations[station_i];
    st->made = GM_NEW(&run->arena, gm_made, plan->n_made);
    for (int32_t k = 0; k < plan->n_made; k++) {
        st->made[k].n_of = GM_NEW(&run->arena, double, plan->made[k].n_variants);
    }
}

void gm_made_clear(gm_run *run, int32_t station_i)
{
    const gm_station_plan *plan = &run->plan->stations[station_i];
    gm_station *st = &run->stations[station_i];
    for (int32_t k = 0; k < plan->n_made; k++) {
        st->made[k].n = 0.0;
        memset(st->made[k].n_of, 0, (size_t)plan->made[k].n_variants * sizeof(double));
    }
}

int32_t gm_made_variant(gm_run *run, int32_t station_i, int32_t made_i, int32_t from_variant)
{
    const gm_made_kind *kind = &run->plan->stations[station_i].made[made_i];
    gm_made *made = &run->stations[station_i].made[made_i];
    if (kind->same[from_variant] != GM_NONE) {
        return kind->same[from_variant];
    }
    int32_t i = gm_levelled(kind->shares, kind->n_variants, made->n_of, made->n);
    made->n += 1.0;
    made->n_of[i] += 1.0;
    return kind->first_variant + i;
}
