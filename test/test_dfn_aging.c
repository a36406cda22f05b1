// SPDX-License-Identifier: MIT

#include "check_main.h"
#include "chen_cell.h"
#include "told.h"

#include "cell/dfn_parts.h"
#include "cell/march.h"

static gm_arena arena;
static gm_cell cell;
static gm_dfn *dfn;

// Layer of the solvent and plating of O'Kane 2022's table, as far as they are needed here.
static const gm_cell_aging solvent = {.layer = GM_LAYER_SOLVENT,
                                      .layer_first_m = 5e-9,
                                      .layer_flux = 2.5e-22 * 2636.0,
                                      .layer_m3_mol = 9.585e-5,
                                      .layer_electrons = 2.0,
                                      .layer_ohm_m = 2e5};

static void setup(void)
{
    gm_arena_init(&arena, 0);
    cell = chen_cell(&arena);
}

static void teardown(void)
{
    gm_arena_fini(&arena);
}

static gm_march begin(const double *stoichiometry)
{
    const gm_cell_grid grid = {10, 5, 10, 10};
    dfn = gm_dfn_create(&cell, &grid, &arena);
    return gm_march_begin(gm_dfn_model(dfn), &cell.thermal, stoichiometry, 298.15);
}

static void hold(gm_march *m, double current, double for_s)
{
    gm_cell_leg leg = {.kind = GM_LEG_HOLD,
                       .of = GM_CELL_CURRENT,
                       .value = current,
                       .n_ends = 1,
                       .ends = {{GM_CELL_TIME, false, for_s}},
                       .most_step_s = for_s / 100.0,
                       .coolant_k = 298.15};
    ck_assert_int_eq(gm_march_run(m, &leg, 0).why, GM_MARCH_MET);
}

static double in_particles(int electrode)
{
    const gm_dfn_population *p = &dfn->populations[electrode][0];
    const gm_dfn_region *r = gm_dfn_region_of(dfn, electrode);
    double sum = 0.0;
    for (int32_t k = 0; k < dfn->grid.shells; k++) {
        for (int32_t i = 0; i < r->n; i++) {
            sum += 3.0 * dfn->shell_volume[k] * p->c[0][k * dfn->width[electrode] + i];
        }
    }
    return sum * p->of->share * r->width_m; // mol/m2
}

// dL/dt = D c V / (z L): L^2 = L_0^2 + 2 D c V t / z.
START_TEST(a_layer_of_solvent_grows_with_the_root_of_time)
{
    cell.aging = solvent;
    gm_march m = begin(chen_start);
    double t = 3.15e7;
    hold(&m, 0.0, t);
    double want = sqrt(25e-18 + 2.0 * solvent.layer_flux * 9.585e-5 * t / 2.0);
    ck_assert_double_gt(want, 40e-9);
    gm_told_le("layer of solvent in a year", "the root of time",
               100.0 * fabs(gm_dfn_aged(dfn).layer_m / want - 1.0), 0.2, "%");
    ck_assert_double_eq_tol(dfn->populations[0][0].film[3],
                            2e5 * dfn->populations[0][0].layer_m[0][3], 1e-12);
}
END_TEST

// What a layer takes leaves the particles; the current stays 0.
START_TEST(all_lithium_is_somewhere)
{
    static const gm_layer_kind layers[] = {GM_LAYER_SOLVENT, GM_LAYER_REACTION,
                                           GM_LAYER_INTERSTITIAL};
    static const gm_plating_kind platings[] = {GM_PLATING_NONE, GM_PLATING_IRREVERSIBLE,
                                               GM_PLATING_REVERSIBLE};
    cell.aging = solvent;
    cell.aging.layer = layers[_i / 3];
    cell.aging.layer_exchange = 1e-6;
    cell.aging.layer_potential_v = 0.4;
    cell.aging.layer_flux = layers[_i / 3] == GM_LAYER_INTERSTITIAL ? 1e-17 : 6.6e-19;
    cell.aging.plating = platings[_i % 3];
    cell.aging.plating_m_s = 1e-9;
    cell.aging.plating_symmetry = 0.35;
    cell.aging.plating_per_s = 1e-6;
    gm_march m = begin(chen_start);
    hold(&m, CHEN_1C, 1800.0);
    double before = in_particles(0) + in_particles(1);
    gm_cell_aged then = gm_dfn_aged(dfn);
    before += then.layer_mol_m2 + then.plated_mol_m2 + then.dead_mol_m2;
    hold(&m, -2.0 * CHEN_1C, 600.0);
    hold(&m, 0.0, 3600.0);
    gm_cell_aged aged = gm_dfn_aged(dfn);
    double lost = aged.layer_mol_m2 + aged.plated_mol_m2 + aged.dead_mol_m2;
    ck_assert_double_gt(aged.layer_mol_m2, then.layer_mol_m2);
    ck_assert(_i % 3 == 0 || aged.dead_mol_m2 > 0.0);
    ck_assert(_i % 3 != 2 || aged.plated_mol_m2 > 0.0);
    gm_told_le("lithium of particles, layers and plated", "what was there",
               fabs((in_particles(0) + in_particles(1) + lost) / before - 1.0), 1e-10, "of it");
}
END_TEST

// At rest plated lithium comes to c_li exp(F eta/RT) = c_e.
START_TEST(plated_lithium_comes_to_its_balance)
{
    cell.aging = (gm_cell_aging){
        .plating = GM_PLATING_REVERSIBLE, .plating_m_s = 1e-6, .plating_symmetry = 0.35};
    gm_march m = begin(chen_start);
    hold(&m, 0.0, 2e5);
    double v = dfn->psi[0][4] * GM_FARADAY / (GM_GAS * 298.15);
    ck_assert_double_eq_tol(dfn->populations[0][0].plated[0][4] / (1000.0 * exp(-v)), 1.0,
                            1e-4);
}
END_TEST

// Charged hard, the electrode plates at the separator first, and what can comes off in the rest.
START_TEST(plating_begins_at_the_separator_and_strips_at_rest)
{
    cell.aging = (gm_cell_aging){
        .plating = GM_PLATING_REVERSIBLE, .plating_m_s = 1e-9, .plating_symmetry = 0.35};
    const double nearly_empty[2] = {0.1, 0.8};
    gm_march m = begin(nearly_empty);
    hold(&m, -2.5 * CHEN_1C, 800.0);
    ck_assert_double_lt(m.point.view.plating_v, 0.0);
    double *plated = dfn->populations[0][0].plated[0];
    ck_assert_double_gt(plated[9], 2.0 * plated[0]);
    double most = gm_dfn_aged(dfn).plated_mol_m2;
    hold(&m, 0.0, 7200.0);
    ck_assert_double_lt(gm_dfn_aged(dfn).plated_mol_m2, 0.2 * most);
}
END_TEST

int main(void)
{
    TCase *tc = tcase_create("dfn_aging");
    tcase_add_checked_fixture(tc, setup, teardown);
    tcase_add_test(tc, a_layer_of_solvent_grows_with_the_root_of_time);
    tcase_add_loop_test(tc, all_lithium_is_somewhere, 0, 9);
    tcase_add_test(tc, plated_lithium_comes_to_its_balance);
    tcase_add_test(tc, plating_begins_at_the_separator_and_strips_at_rest);
    return gm_check_main("cell/dfn_aging", tc);
}
