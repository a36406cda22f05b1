// SPDX-License-Identifier: MIT
//
// What closes a step: the change of the current with which a voltage, a power, the plating potential or
// the heat is what it is held at, from the solution of the two right-hand sides.

#include "cell/dfn_parts.h"

// A quantity that is linear in psi, ln c_e and the current: its value, how the solution changes it, and
// how the current does, through the solution and by itself.
typedef struct grip {
    double value;
    double by_solution;
    double by_current;
} grip;

typedef double of_state(const gm_dfn *dfn, const double *psi, const double *log_salt,
                        double current);

// Of a plane of metal.
typedef double of_metal(const gm_dfn *dfn, double current, double *slope);

static grip grip_of(gm_dfn *dfn, of_state *f, of_metal *metal, double current)
{
    double *psi = dfn->psi_by;
    double *salt = dfn->salt_by;
    grip out = {.value = f(dfn, dfn->psi_new, dfn->log_salt, current)};
    for (int32_t k = 0; k < dfn->n; k++) {
        psi[k] = dfn->rows[k].r1;
        salt[k] = dfn->rows[k].r0 / dfn->salt_new[k];
    }
    out.by_solution = f(dfn, psi, salt, 0.0);
    for (int32_t k = 0; k < dfn->n; k++) {
        psi[k] = dfn->rows[k].i1;
        salt[k] = dfn->rows[k].i0 / dfn->salt_new[k];
    }
    out.by_current = f(dfn, psi, salt, 1.0);
    double slope;
    double sign =
        metal == gm_dfn_metal ? -1.0 : 1.0; // lost by the voltage, or what is asked for
    out.value += sign * metal(dfn, current, &slope);
    out.by_current += sign * slope;
    return out;
}

double gm_dfn_voltage_by_current(gm_dfn *dfn, double current)
{
    double slope;
    for (int32_t k = 0; k < dfn->n; k++) {
        dfn->psi_by[k] = dfn->rows[k].i1;
        dfn->salt_by[k] = dfn->rows[k].i0 / dfn->salt_new[k];
    }
    double by = gm_dfn_voltage_by(dfn, dfn->psi_by, dfn->salt_by, 1.0);
    (void)gm_dfn_metal(dfn, current, &slope);
    return by - slope;
}

// What a direction of the solution does to sum a j h (U - T dU/dT), j and U, between the branches of a hysteresis,
// moving with it; the reactions' own miss is a part of the first one.
static double reversible_by(const gm_dfn *dfn, bool is_first)
{
    double sum = 0.0;
    for (int e = 0; e < 2; e++) {
        const gm_dfn_region *r = gm_dfn_region_of(dfn, e);
        for (int32_t p = 0; p < dfn->n_populations[e]; p++) {
            const gm_dfn_population *pop = &dfn->populations[e][p];
            for (int32_t i = 0; i < r->n; i++) {
                const gm_dfn_row *row = &dfn->rows[r->first + i];
                double by_j = pop->u[i] - pop->branch_v[i] -
                              dfn->temperature_k * pop->entropy[i] +
                              pop->j_new[i] * pop->du[i] * pop->by_j[i];
                double j = pop->by_salt[i] * (is_first ? row->r0 : row->i0) +
                           pop->by_psi[i] * (is_first ? row->r1 : row->i1);
                sum += pop->per_m * r->width_m * by_j * (j + (is_first ? pop->miss[i] : 0.0));
            }
        }
    }
    return sum;
}

// Heat is no linear function of the solution: this is its tangent.
static grip grip_of_heat(gm_dfn *dfn, double current)
{
    grip v = grip_of(dfn, gm_dfn_voltage_by, gm_dfn_metal, current);
    return (grip){gm_dfn_heat_of(dfn, current, v.value),
                  -current * v.by_solution - reversible_by(dfn, true),
                  -v.value - current * v.by_current - reversible_by(dfn, false)};
}

// The change of the current that the control asks for.
double gm_dfn_change_of_current(gm_dfn *dfn, gm_cell_control control, double current)
{
    grip g = {0};
    switch (control.hold) {
    case GM_HOLD_CURRENT:
        return control.value - current;
    case GM_HOLD_POWER:
        g = grip_of(dfn, gm_dfn_voltage_by, gm_dfn_metal, current);
        return (control.value - current * (g.value + g.by_solution)) /
               (g.value + current * g.by_current);
    case GM_HOLD_VOLTAGE:
        g = grip_of(dfn, gm_dfn_voltage_by, gm_dfn_metal, current);
        break;
    case GM_HOLD_PLATING:
        g = grip_of(dfn, gm_dfn_plating_by, gm_dfn_metal_plane, current);
        break;
    case GM_HOLD_HEAT:
        g = grip_of_heat(dfn, current);
        break;
    }
    return (control.value - g.value - g.by_solution) / g.by_current;
}
