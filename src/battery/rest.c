// SPDX-License-Identifier: MIT

#include "battery/rest.h"

#include "num/root.h"

#define BELOW    (-0.1) // states of charge
#define ABOVE    1.1
#define NEAR_SOC 1e-9

double gm_rest_voltage(const gm_cell *cell, const gm_cell_balance *balance, double soc)
{
    double x[2 * GM_CELL_PARTICLES];
    const gm_electrode *e = cell->electrodes;
    gm_cell_balance_at(cell, balance, soc, x);
    double negative =
        cell->metal.is_there ? 0.0 : gm_curve_value(&e[0].particles[0].potential, x[0]);
    return gm_curve_value(&e[1].particles[0].potential, x[e[0].n]) - negative;
}

typedef struct target {
    const gm_cell *cell;
    const gm_cell_balance *balance;
    double voltage_v;
} target;

static double miss(void *user, double soc)
{
    const target *t = user;
    return gm_rest_voltage(t->cell, t->balance, soc) - t->voltage_v;
}

bool gm_rest_soc(const gm_cell *cell, const gm_cell_balance *balance, double voltage_v,
                 double *soc)
{
    target t = {cell, balance, voltage_v};
    gm_bracket b = {BELOW, miss(&t, BELOW), ABOVE, miss(&t, ABOVE)};
    if (!(b.fa <= 0.0 && b.fb >= 0.0)) {
        return false;
    }
    *soc = gm_root_find(miss, &t, NEAR_SOC, &b);
    return true;
}
