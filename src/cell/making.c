// SPDX-License-Identifier: MIT

#include "cell/making.h"

#include "core/assert.h"

#define HOUR_S 3600.0

gm_formation gm_formation_of(const gm_formation_step *steps, int32_t n, double energy_j,
                             double in, double back)
{
    GM_REQUIRE(in > 0.0 && in <= 1.0 && back >= 0.0 && back <= 1.0);
    gm_formation f = {0};
    for (int32_t i = 0; i < n; i++) {
        const gm_formation_step *s = &steps[i];
        GM_REQUIRE(s->share == 0.0 || s->c_per_h > 0.0);
        double moved = s->share > 0.0 ? s->share : -s->share;
        f.time_s += s->rest_s + (moved > 0.0 ? moved / s->c_per_h * HOUR_S : 0.0);
        f.drawn_j += s->share > 0.0 ? moved * energy_j / in : 0.0;
        f.returned_j += s->share < 0.0 ? moved * energy_j * back : 0.0;
    }
    return f;
}

// Shares in per cent of all energy, as published; they add up to 100.1.
static const struct {
    const char *name;
    double percent;
} shares[GM_MAKING_STEPS] = {
    {"mixing", 0.8},      {"coating", 1.4},   {"drying and solvent recovery", 46.8},
    {"calendering", 2.9}, {"slitting", 5.4},  {"stacking or winding", 5.8},
    {"welding", 1.9},     {"enclosing", 5.2}, {"formation and aging", 0.5},
    {"dry room", 29.4},
};

void gm_making_default(gm_making_step out[GM_MAKING_STEPS])
{
    double sum = 0.0;
    for (int i = 0; i < GM_MAKING_STEPS; i++) {
        sum += shares[i].percent;
    }
    for (int i = 0; i < GM_MAKING_STEPS; i++) {
        double share = shares[i].percent / sum;
        out[i] = (gm_making_step){shares[i].name, 20.3 * share, 41.48 * share, 60.26 * share};
    }
}

gm_making_step gm_making_total(const gm_making_step *steps, int32_t n)
{
    gm_making_step total = {.name = "all"};
    for (int32_t i = 0; i < n; i++) {
        total.low += steps[i].low;
        total.likely += steps[i].likely;
        total.high += steps[i].high;
    }
    return total;
}
