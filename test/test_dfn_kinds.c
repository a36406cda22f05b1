// SPDX-License-Identifier: MIT
//
// Cells that are more than one population of even particles in a liquid: each against a cell that must
// give the same, or against a closed form.

#include "check_main.h"
#include "marquis_cell.h"
#include "told.h"

#include "cell/dfn_parts.h"
#include "cell/march.h"
#include "cell/metal.h"

static gm_arena arena;
static gm_cell cell;

static void setup(void)
{
    gm_arena_init(&arena, 0);
    cell = marquis_cell(&arena);
}

static void teardown(void)
{
    gm_arena_fini(&arena);
}

static gm_march begin(const gm_cell *of, const double *stoichiometry, double temperature_k)
{
    const gm_cell_grid grid = {20, 20, 20, 20};
    gm_dfn *dfn = gm_dfn_create(of, &grid, &arena);
    gm_march m = gm_march_begin(gm_dfn_model(dfn), &of->thermal, stoichiometry, temperature_k);
    m.capacity = 24.0 * 3600.0;
    m.soc_begin = 1.0;
    return m;
}

static void hold(gm_march *m, double current, double for_s)
{
    gm_cell_leg leg = {.kind = GM_LEG_HOLD,
                       .of = GM_CELL_CURRENT,
                       .value = current,
                       .n_ends = 1,
                       .ends = {{GM_CELL_TIME, false, for_s}},
                       .most_step_s = for_s / 50.0,
                       .coolant_k = 298.15};
    ck_assert_int_eq(gm_march_run(m, &leg, 0).why, GM_MARCH_MET);
}

// ---- particles

START_TEST(a_diffusivity_of_each_shell_that_is_even_gives_the_even_one)
{
    gm_cell each = cell;
    each.electrodes[0].particles[0].is_even = false;
    each.electrodes[1].particles[0].is_even = false;
    gm_march a = begin(&cell, marquis_full, 298.15);
    gm_march b = begin(&each, marquis_full, 298.15);
    hold(&a, 48.0, 1000.0);
    hold(&b, 48.0, 1000.0);
    ck_assert_double_eq_tol(a.point.view.voltage_v, b.point.view.voltage_v, 1e-9);
}
END_TEST

// A diffusivity that grows with lithium, in steady flow: D dc/dr = -j r / (F R) (as the mean falls at one
// rate everywhere), so that with D = D0 (1 + b c) the profile obeys D0 (c + b c^2/2) = const - j r^2/(2FR).
START_TEST(a_diffusivity_over_stoichiometry_bends_the_profile)
{
    gm_particles *p = &cell.electrodes[0].particles[0];
    p->diffusivity = cell_curve("2e-14*(1 + 4*x)", 1.0, &arena);
    p->is_even = false;
    const gm_cell_grid grid = {4, 2, 4, 100};
    gm_dfn *dfn = gm_dfn_create(&cell, &grid, &arena);
    double beginning[2] = {0.8, 0.6};
    gm_march m = gm_march_begin(gm_dfn_model(dfn), &cell.thermal, beginning, 298.15);
    hold(&m, 1.5, 20000.0); // R^2/D: some 1700 s
    const gm_dfn_population *pop = &dfn->populations[0][0];
    double most = p->most_mol_m3;
    int32_t width = dfn->width[0];
    for (int32_t i = 0; i < 4; i += 3) {
        double j = pop->j[0][i];
        double xi = pop->c[0][20 * width + i] / most;
        double xo = pop->c[0][90 * width + i] / most;
        double ri = dfn->shell_mid[20] * p->radius_m;
        double ro = dfn->shell_mid[90] * p->radius_m;
        double fell = 2e-14 * most * ((xi + 2.0 * xi * xi) - (xo + 2.0 * xo * xo));
        double want = j * (ro * ro - ri * ri) / (2.0 * GM_FARADAY * p->radius_m);
        ck_assert_double_gt(xi - xo, 0.001);
        ck_assert_double_eq_tol(fell / want, 1.0, 0.015);
    }
}
END_TEST

START_TEST(two_populations_that_are_alike_are_one)
{
    gm_cell two = cell;
    gm_electrode *e = &two.electrodes[0];
    e->n = 2;
    e->particles[1] = e->particles[0];
    e->particles[0].share = 0.4;
    e->particles[1].share = 0.2;
    const double full[3] = {marquis_full[0], marquis_full[0], marquis_full[1]};
    gm_march a = begin(&cell, marquis_full, 298.15);
    gm_march b = begin(&two, full, 298.15);
    hold(&a, 48.0, 1000.0);
    hold(&b, 48.0, 1000.0);
    ck_assert_double_eq_tol(a.point.view.voltage_v, b.point.view.voltage_v, 1e-9);
    ck_assert_double_eq_tol(a.point.view.heat, b.point.view.heat, 1e-9);
}
END_TEST

// Two populations that differ end a long rest with one potential, each with its own stoichiometry.
START_TEST(populations_come_to_rest_at_one_potential)
{
    gm_electrode *e = &cell.electrodes[0];
    e->n = 2;
    e->particles[1] = e->particles[0];
    e->particles[1].share = 0.05;
    e->particles[0].share = 0.55;
    e->particles[1].radius_m = 3e-6;
    e->particles[1].potential = cell_curve("0.25 - 0.2*x", 1.0, &arena);
    const double begin_x[3] = {0.7, 0.7, 0.65};
    const gm_cell_grid grid = {10, 5, 10, 15};
    gm_dfn *dfn = gm_dfn_create(&cell, &grid, &arena);
    gm_march m = gm_march_begin(gm_dfn_model(dfn), &cell.thermal, begin_x, 298.15);
    hold(&m, 0.0, 4e5);
    for (int32_t i = 0; i < 10; i++) {
        double u0 = dfn->populations[0][0].u[i];
        double u1 = dfn->populations[0][1].u[i];
        ck_assert_double_eq_tol(u0, u1, 2e-4);
        ck_assert_double_eq_tol(dfn->populations[0][0].j[0][i], 0.0, 1e-4);
    }
    // 0.25 - 0.2 x is what the first one has at some 0.73: x = 0.363
    ck_assert_double_eq_tol(dfn->populations[0][1].surface_now[0] / e->particles[1].most_mol_m3,
                            (0.25 - dfn->populations[0][0].u[0]) / 0.2, 1e-6);
}
END_TEST

// After a stoichiometry X has left, h = 1 - exp(-rate X): the voltage is lower by that much of the branch.
START_TEST(hysteresis_nears_its_branch)
{
    gm_cell with = cell;
    gm_particles *p = &with.electrodes[0].particles[0];
    p->hysteresis = cell_value(0.02, &arena);
    p->hysteresis_rate = 30.0;
    gm_march a = begin(&cell, marquis_full, 298.15);
    gm_march b = begin(&with, marquis_full, 298.15);
    hold(&a, 2.4, 3600.0);
    hold(&b, 2.4, 3600.0);
    double moved = 2.4 * 3600.0 / (GM_FARADAY * 0.6 * 100e-6 * p->most_mol_m3);
    double want = 0.02 * (1.0 - exp(-30.0 * moved));
    ck_assert_double_gt(want, 0.015);
    // Particles at the separator are a little ahead of the mean.
    ck_assert_double_eq_tol(a.point.view.voltage_v - b.point.view.voltage_v, want, 3e-4);
    hold(&a, -2.4, 7200.0);
    hold(&b, -2.4, 7200.0);
    ck_assert_double_eq_tol(a.point.view.voltage_v - b.point.view.voltage_v,
                            -0.02 * (1.0 - (2.0 - exp(-30.0 * moved)) * exp(-60.0 * moved)),
                            2e-3);
}
END_TEST

// ---- resistances and rates

START_TEST(contact_scales_the_rate_and_nothing_else)
{
    gm_cell part = cell;
    part.electrodes[1].contact = 0.25;
    gm_cell slow = cell;
    slow.electrodes[1].particles[0].rate *= 0.25;
    gm_march a = begin(&part, marquis_full, 298.15);
    gm_march b = begin(&slow, marquis_full, 298.15);
    hold(&a, 48.0, 1500.0);
    hold(&b, 48.0, 1500.0);
    ck_assert_double_eq_tol(a.point.view.voltage_v, b.point.view.voltage_v, 1e-12);
}
END_TEST

// Where the reaction is even, a film is a resistance R / (a L) in series.
START_TEST(a_film_is_a_resistance)
{
    for (int e = 0; e < 2; e++) { // all of the electrode at one potential
        cell.electrodes[e].conductivity = 1e6;
        cell.electrodes[e].transport = 1e4;
    }
    gm_cell with = cell;
    with.electrodes[0].film_ohm_m2 = 0.01;
    gm_march a = begin(&cell, marquis_full, 298.15);
    gm_march b = begin(&with, marquis_full, 298.15);
    hold(&a, 48.0, 500.0);
    hold(&b, 48.0, 500.0);
    double area = 3.0 * 0.6 / 10e-6 * 100e-6;
    ck_assert_double_eq_tol(a.point.view.voltage_v - b.point.view.voltage_v, 48.0 * 0.01 / area,
                            1e-6);
    // All of it becomes heat.
    ck_assert_double_eq_tol(b.point.view.heat - a.point.view.heat, 48.0 * 48.0 * 0.01 / area,
                            1e-4);
}
END_TEST

// ---- lithium metal

// A plane of metal with a layer, a separator of one ion, and a flat and fast electrode with a film: all
// that is left is V = U - i (2 R_layer + L/kappa), a symmetric cell but for U.
START_TEST(a_symmetric_cell_is_its_resistances)
{
    gm_cell s = cell;
    s.metal = (gm_metal){
        .is_there = true, .exchange_a_m2 = 1e9, .symmetry = 0.5, .layer_ohm_m2 = 1e-3};
    s.electrodes[0] = (gm_electrode){0};
    s.electrolyte.transference = 1.0;
    s.electrolyte.conductivity = cell_value(0.3, &arena);
    s.separator_m = 30e-6;
    gm_electrode *e = &s.electrodes[1];
    e->particles[0].potential = cell_value(0.5, &arena);
    e->particles[0].rate = 1e6;
    e->conductivity = 1e9;
    e->transport = 1e9;
    double area = 3.0 * e->particles[0].share / e->particles[0].radius_m * e->thickness_m;
    e->film_ohm_m2 = 1e-3 * area;
    const double half[1] = {0.5};
    gm_march m = begin(&s, half, 298.15);
    static const double currents[] = {-60.0, -5.0, 5.0, 60.0};
    for (int i = 0; i < 4; i++) {
        hold(&m, currents[i], 5.0);
        double want = 0.5 - currents[i] * (2e-3 + 30e-6 / 0.3);
        gm_told_le("lithium metal and a solid electrolyte", "i (L/kappa + 2 ASR)",
                   1e3 * fabs(m.point.view.voltage_v - want), 1e-3, "mV");
        ck_assert_double_eq_tol(m.point.view.plating_v, currents[i] * 1e-3, 1e-6);
        ck_assert_double_eq_tol(m.point.view.heat,
                                currents[i] * currents[i] * (2e-3 + 30e-6 / 0.3), 1e-3);
    }
}
END_TEST

// eta of i = i0 (exp(s f eta) - exp(-(1 - s) f eta)), put back.
START_TEST(the_overpotential_of_metal_solves_its_equation)
{
    static const double at[] = {-300.0, -7.0, -1e-3, 1e-3, 2.0, 500.0};
    for (int i = 0; i < 18; i++) {
        int third = i / 6;
        gm_metal metal = {true, 10.0, 0.0, 0.3 + 0.2 * third, 0.0, 0.0, 0.0, 0.0};
        double slope, beside;
        double eta = gm_metal_drop(&metal, 298.15, at[i % 6], &slope);
        double f = GM_FARADAY / (GM_GAS * 298.15);
        double back =
            10.0 * (exp(metal.symmetry * f * eta) - exp((metal.symmetry - 1.0) * f * eta));
        ck_assert_double_eq_tol(back / at[i % 6], 1.0, 1e-9);
        double step = 1e-4 * fabs(at[i % 6]);
        double by_difference =
            (gm_metal_drop(&metal, 298.15, at[i % 6] + step, &beside) - eta) / step;
        ck_assert_double_eq_tol(by_difference / slope, 1.0, 1e-3);
    }
}
END_TEST

// With a salt: the plane brings it in, all that is brought is used up in the positive electrode.
START_TEST(salt_is_kept_beside_metal)
{
    gm_cell s = cell;
    s.metal = (gm_metal){.is_there = true, .exchange_a_m2 = 10.0, .symmetry = 0.5};
    s.electrodes[0] = (gm_electrode){0};
    const gm_cell_grid grid = {0, 20, 20, 20};
    gm_dfn *dfn = gm_dfn_create(&s, &grid, &arena);
    gm_march m = gm_march_begin(gm_dfn_model(dfn), &s.thermal, &marquis_full[1], 298.15);
    hold(&m, 24.0, 1000.0);
    double sum = 0.0;
    double was = 0.0;
    for (int r = 1; r < 3; r++) {
        for (int32_t k = 0; k < dfn->regions[r].n; k++) {
            double room = dfn->regions[r].porosity * dfn->regions[r].width_m;
            sum += room * dfn->salt[0][dfn->regions[r].first + k];
            was += room * 1000.0;
        }
    }
    ck_assert_double_eq_tol(sum / was, 1.0, 1e-12);
    ck_assert_double_gt(dfn->salt[0][0], 1001.0);
}
END_TEST

// ---- temperature

// Arrhenius everywhere: all rates 1.5 times as fast is the cell that has them, at the temperature where
// only RT/F is another; so compare at one temperature with activation or with figures multiplied.
START_TEST(a_temperature_is_the_rates_that_it_gives)
{
    double t = 318.15;
    gm_cell hot = cell;
    double by[2] = {0};
    for (int e = 0; e < 2; e++) {
        gm_particles *p = &hot.electrodes[e].particles[0];
        double k = 1.0 / GM_GAS * (1.0 / 298.15 - 1.0 / t);
        by[e] = exp(p->diffusivity_e_j_mol * k);
        p->diffusivity = cell_value((e ? 1e-13 : 3.9e-14) * by[e], &arena);
        p->rate *= exp(p->rate_e_j_mol * k);
        p->diffusivity_e_j_mol = 0.0;
        p->rate_e_j_mol = 0.0;
    }
    gm_march a = begin(&cell, marquis_full, t);
    gm_march b = begin(&hot, marquis_full, t);
    hold(&a, 48.0, 1000.0);
    hold(&b, 48.0, 1000.0);
    ck_assert_double_gt(by[0], 2.0);
    ck_assert_double_eq_tol(a.point.view.voltage_v, b.point.view.voltage_v, 1e-9);
}
END_TEST

int main(void)
{
    TCase *tc = tcase_create("dfn_kinds");
    tcase_add_checked_fixture(tc, setup, teardown);
    tcase_add_test(tc, a_diffusivity_of_each_shell_that_is_even_gives_the_even_one);
    tcase_add_test(tc, a_diffusivity_over_stoichiometry_bends_the_profile);
    tcase_add_test(tc, two_populations_that_are_alike_are_one);
    tcase_add_test(tc, populations_come_to_rest_at_one_potential);
    tcase_add_test(tc, hysteresis_nears_its_branch);
    tcase_add_test(tc, contact_scales_the_rate_and_nothing_else);
    tcase_add_test(tc, a_film_is_a_resistance);
    tcase_add_test(tc, a_symmetric_cell_is_its_resistances);
    tcase_add_test(tc, the_overpotential_of_metal_solves_its_equation);
    tcase_add_test(tc, salt_is_kept_beside_metal);
    tcase_add_test(tc, a_temperature_is_the_rates_that_it_gives);
    return gm_check_main("cell/dfn_kinds", tc);
}
