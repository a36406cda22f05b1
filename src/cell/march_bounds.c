// SPDX-License-Identifier: MIT

#include "cell/march_parts.h"

#include <math.h>

#define ON_V_K   2e-5 // V or K: what is still on a bound
#define ON_SHARE 1e-7 // of a current or a power
#define ON_K_S   1e-7
#define ON_SOC   1e-9
#define ON_S     1e-9

double gm_look_measure(const gm_march_look *look, gm_cell_measure of)
{
    switch (of) {
    case GM_CELL_CURRENT:
        return look->view->current;
    case GM_CELL_VOLTAGE:
        return look->view->voltage_v;
    case GM_CELL_POWER:
        return look->view->voltage_v * look->view->current;
    case GM_CELL_PLATING:
        return look->view->plating_v;
    case GM_CELL_TEMPERATURE:
        return look->stack_k;
    case GM_CELL_WARMING:
        return look->rate_k_s;
    case GM_CELL_SOC:
        return look->soc;
    case GM_CELL_CURRENT_SIZE:
        return fabs(look->view->current);
    case GM_CELL_POWER_SIZE:
        return fabs(look->view->voltage_v * look->view->current);
    case GM_CELL_TIME:
        break;
    }
    return look->leg_s;
}

static double on(const gm_cell_bound *bound)
{
    switch (bound->of) {
    case GM_CELL_CURRENT:
    case GM_CELL_POWER:
    case GM_CELL_CURRENT_SIZE:
    case GM_CELL_POWER_SIZE:
        return ON_SHARE * fmax(fabs(bound->value), 1.0);
    case GM_CELL_VOLTAGE:
    case GM_CELL_PLATING:
    case GM_CELL_TEMPERATURE:
        return ON_V_K;
    case GM_CELL_WARMING:
        return ON_K_S;
    case GM_CELL_SOC:
        return ON_SOC;
    case GM_CELL_TIME:
        break;
    }
    return ON_S * fmax(bound->value, 1.0);
}

double gm_look_excess(const gm_march_look *look, const gm_cell_bound *bound)
{
    double over = gm_look_measure(look, bound->of) - bound->value;
    return (bound->is_least ? -over : over) / on(bound);
}
