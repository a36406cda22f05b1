// SPDX-License-Identifier: MIT

#include "cell/heat.h"

#include <math.h>

#define TOLERANCE_K 0.01
#define ERROR_SHARE 0.2 // as that of the models: of the way from the prediction

gm_heat gm_heat_begin(const gm_cell_thermal *thermal, double temperature_k)
{
    gm_heat heat = {.of = *thermal, .coolant_k = temperature_k};
    heat.past[0] = (gm_heat_state){temperature_k, temperature_k};
    return heat;
}

void gm_heat_jump(gm_heat *heat)
{
    heat->n_taken = 0;
}

static double mix(const gm_heat *heat, double step_s, bool of_shell)
{
    gm_bdf_ahead a = gm_bdf_ahead_of(step_s, heat->step_s, heat->n_taken);
    double sum = 0.0;
    for (int i = 0; i < GM_BDF_HISTORY; i++) {
        sum += a.of[i] * (of_shell ? heat->past[i].shell_k : heat->past[i].stack_k);
    }
    return sum;
}

double gm_heat_predict(const gm_heat *heat, double step_s)
{
    return gm_heat_is_on(heat) ? mix(heat, step_s, false) : heat->past[0].stack_k;
}

// The stack in a step: stack_k = fixed + by_heat (q + heater), with the shell already eliminated.
typedef struct line {
    double fixed_k;
    double by_heat;
    double shell_fixed_k; // shell_k = shell_fixed + shell_by_stack stack_k
    double shell_by_stack;
} line;

static double rest_of(const gm_heat *heat, const gm_bdf *bdf)
{
    return bdf->now * heat->past[0].stack_k - bdf->before * heat->past[1].stack_k;
}

static line line_of(const gm_heat *heat, double step_s)
{
    const gm_cell_thermal *of = &heat->of;
    gm_bdf bdf = gm_bdf_of(step_s, heat->step_s[0], heat->n_taken);
    double rest_k = rest_of(heat, &bdf);
    double share = bdf.ahead_s / of->stack_j_m2k;
    if (of->shell_j_m2k <= 0.0) {
        double hold = 1.0 / (1.0 + share * of->outer_w_m2k);
        return (line){hold * (rest_k + share * of->outer_w_m2k * heat->coolant_k), hold * share,
                      0.0, 1.0};
    }
    double shell_rest_k = bdf.now * heat->past[0].shell_k - bdf.before * heat->past[1].shell_k;
    double shell_share = bdf.ahead_s / of->shell_j_m2k;
    double shell_hold = 1.0 / (1.0 + shell_share * (of->inner_w_m2k + of->outer_w_m2k));
    double fixed =
        shell_hold * (shell_rest_k + shell_share * of->outer_w_m2k * heat->coolant_k);
    double by_stack = shell_hold * shell_share * of->inner_w_m2k;
    double hold = 1.0 / (1.0 + share * of->inner_w_m2k * (1.0 - by_stack));
    return (line){hold * (rest_k + share * of->inner_w_m2k * fixed), hold * share, fixed,
                  by_stack};
}

double gm_heat_try(gm_heat *heat, double step_s, double heat_w_m2)
{
    heat->tried_step_s = step_s;
    heat->tried = heat->past[0];
    heat->tried_rate_k_s = 0.0;
    if (!gm_heat_is_on(heat)) {
        return 0.0;
    }
    line l = line_of(heat, step_s);
    heat->tried.stack_k = l.fixed_k + l.by_heat * (heat_w_m2 + heat->heater_w_m2);
    heat->tried.shell_k = l.shell_fixed_k + l.shell_by_stack * heat->tried.stack_k;
    gm_bdf bdf = gm_bdf_of(step_s, heat->step_s[0], heat->n_taken);
    heat->tried_rate_k_s = (heat->tried.stack_k - rest_of(heat, &bdf)) / bdf.ahead_s;
    double miss = fmax(fabs(heat->tried.stack_k - mix(heat, step_s, false)),
                       fabs(heat->tried.shell_k - mix(heat, step_s, true)));
    return heat->n_taken >= 2 ? ERROR_SHARE * miss / TOLERANCE_K : 0.0;
}

void gm_heat_accept(gm_heat *heat)
{
    heat->past[2] = heat->past[1];
    heat->past[1] = heat->past[0];
    heat->past[0] = heat->tried;
    heat->step_s[1] = heat->step_s[0];
    heat->step_s[0] = heat->tried_step_s;
    heat->n_taken += heat->n_taken < GM_BDF_HISTORY ? 1 : 0;
}

double gm_heat_for(const gm_heat *heat, double step_s, double stack_k)
{
    line l = line_of(heat, step_s);
    return (stack_k - l.fixed_k) / l.by_heat - heat->heater_w_m2;
}

double gm_heat_for_rate(const gm_heat *heat, double step_s, double rate_k_s)
{
    gm_bdf bdf = gm_bdf_of(step_s, heat->step_s[0], heat->n_taken);
    return gm_heat_for(heat, step_s, rest_of(heat, &bdf) + bdf.ahead_s * rate_k_s);
}

double gm_heat_lost(const gm_heat *heat)
{
    const gm_heat_state *now = &heat->past[0];
    double lost = heat->of.shell_j_m2k > 0.0
                      ? heat->of.inner_w_m2k * (now->stack_k - now->shell_k)
                      : heat->of.outer_w_m2k * (now->stack_k - heat->coolant_k);
    return lost - heat->heater_w_m2;
}

double gm_heat_rate(const gm_heat *heat, double heat_w_m2)
{
    return gm_heat_is_on(heat) ? (heat_w_m2 - gm_heat_lost(heat)) / heat->of.stack_j_m2k : 0.0;
}
