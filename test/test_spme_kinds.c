// SPDX-License-Identifier: MIT
//
// Single-particle models of blends, of particles with a hysteresis, of metal and of single-ion conductors:
// against a cell that must give the same, or a closed form.

#include "blend_cell.h"
#include "cell_run.h"
#include "check_main.h"

#include "cell/spme_parts.h"

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

static gm_spme *open_at(const gm_cell *of, const double *stoichiometry)
{
    const gm_cell_grid grid = {10, 10, 10, 20};
    gm_spme *spme = gm_spme_create(of, GM_SPME_WITH_ELECTROLYTE, &grid, &arena);
    gm_cell_model m = gm_spme_model(spme);
    m.ops->begin(m.self, stoichiometry, GM_CELL_T_REF_K);
    return spme;
}

static const gm_cell_view *hold(gm_spme *spme, double current, double until_s)
{
    return run_until(gm_spme_model(spme), (gm_cell_control){GM_HOLD_CURRENT, current}, until_s);
}

// ---- populations

START_TEST(two_populations_that_are_alike_are_one)
{
    gm_cell two = cell;
    gm_electrode *e = &two.electrodes[0];
    e->n = 2;
    e->particles[1] = e->particles[0];
    e->particles[0].share = 0.4;
    e->particles[1].share = 0.2;
    const double full[3] = {marquis_full[0], marquis_full[0], marquis_full[1]};
    const gm_cell_view *a = hold(open_at(&cell, marquis_full), 48.0, 1000.0);
    const gm_cell_view *b = hold(open_at(&two, full), 48.0, 1000.0);
    ck_assert_double_eq_tol(a->voltage_v, b->voltage_v, 1e-9);
    ck_assert_double_eq_tol(a->plating_v, b->plating_v, 1e-9);
    ck_assert_double_eq_tol(a->heat, b->heat, 1e-7);
}
END_TEST

START_TEST(populations_are_driven_alike_and_carry_the_current)
{
    gm_cell two = blend_cell(&arena);
    double x[3];
    blend_at(&two, 0.7, x);
    gm_spme *spme = open_at(&two, x);
    for (int i = 0; i < 10; i++) {
        double current = i % 2 ? -12.0 * i : 6.0 * i;
        hold(spme, current, spme->now.time_s + 30.0);
        const gm_spme_population *p = spme->populations[0];
        ck_assert_double_eq_tol(p[0].area * p[0].j[0] + p[1].area * p[1].j[0], current,
                                1e-11 * fabs(current) + 1e-12);
        ck_assert_double_eq_tol(p[0].reaction.psi, p[1].reaction.psi, 1e-9);
    }
}
END_TEST

// After a long rest the lithium of both is what one potential gives them.
START_TEST(populations_come_to_rest_where_the_balance_has_them)
{
    gm_cell two = blend_cell(&arena);
    double x[3];
    blend_at(&two, 0.7, x);
    gm_spme *spme = open_at(&two, x);
    hold(spme, 24.0, 900.0);
    hold(spme, 0.0, 4e5);
    double got[2];
    double want[2];
    for (int k = 0; k < 2; k++) {
        got[k] = spme->populations[0][k].surface / spme->populations[0][k].of->most_mol_m3;
    }
    double holds = GM_FARADAY * 0.6 * 24983.2619938437 * 100e-6;
    double lithium = gm_electrode_lithium(&two.electrodes[0], got);
    ck_assert_double_eq_tol(lithium, 0.7 - 24.0 * 900.0 / holds, 1e-9);
    gm_electrode_spread(&two.electrodes[0], lithium, want);
    ck_assert_double_eq_tol(got[0], want[0], 1e-5);
    ck_assert_double_eq_tol(got[1], want[1], 1e-5);
}
END_TEST

// Half a volt apart, one of them inert, and currents beyond all that a cell knows: the slow way finds the
// shares.
START_TEST(populations_far_apart_find_their_shares)
{
    static const double currents[] = {0.0, 1e-6, 3000.0, -3000.0, 1e6, -1e6};
    gm_cell two = blend_cell(&arena);
    two.electrodes[0].particles[1].rate = 1e-13;
    two.electrodes[0].particles[0].diffusivity = cell_value(1e-6, &arena);
    two.electrodes[0].particles[1].diffusivity = cell_value(1e-6, &arena);
    two.electrodes[1].particles[0].diffusivity = cell_value(1e-6, &arena);
    double x[3] = {0.8, 0.02, 0.6};
    if (_i >= 6) { // or all of it inert, and at rest at one potential
        two.electrodes[0].particles[0].rate = 1e-13;
        blend_at(&two, 0.6, x);
    }
    gm_spme *spme = open_at(&two, x);
    gm_cell_model m = gm_spme_model(spme);
    double want = currents[_i % 6];
    for (int from = 0; from < 6; from++) { // from the shares of each
        ck_assert(m.ops->settle(m.self, (gm_cell_control){GM_HOLD_CURRENT, currents[from]}));
        ck_assert(m.ops->settle(m.self, (gm_cell_control){GM_HOLD_CURRENT, want}));
        const gm_spme_population *p = spme->populations[0];
        double sum = p[0].area * p[0].j[0] + p[1].area * p[1].j[0];
        ck_assert_double_eq_tol(sum, want, 1e-9 + 1e-11 * fabs(want));
        ck_assert_double_eq_tol(p[0].reaction.psi, p[1].reaction.psi, 1e-9);
    }
}
END_TEST

// ---- particles

START_TEST(a_diffusivity_of_each_shell_that_is_even_gives_the_even_one)
{
    gm_cell each = cell;
    each.electrodes[0].particles[0].is_even = false;
    each.electrodes[1].particles[0].is_even = false;
    const gm_cell_view *a = hold(open_at(&cell, marquis_full), 48.0, 1000.0);
    const gm_cell_view *b = hold(open_at(&each, marquis_full), 48.0, 1000.0);
    ck_assert_double_eq_tol(a->voltage_v, b->voltage_v, 1e-10);
}
END_TEST

// In steady flow D dc/dr = -j r / (F R), so with D = D0 (1 + b c) D0 (c + b c^2/2) falls as j r^2/(2 F R).
START_TEST(a_diffusivity_over_stoichiometry_bends_the_profile)
{
    gm_particles *p = &cell.electrodes[0].particles[0];
    p->diffusivity = cell_curve("2e-14*(1 + 4*x)", 1.0, &arena);
    p->is_even = false;
    const gm_cell_grid grid = {4, 2, 4, 100};
    gm_spme *spme = gm_spme_create(&cell, GM_SPME_PARTICLES_ONLY, &grid, &arena);
    gm_cell_model m = gm_spme_model(spme);
    m.ops->begin(m.self, (double[]){0.8, 0.6}, GM_CELL_T_REF_K);
    hold(spme, 1.5, 20000.0); // R^2/D: some 1700 s
    const gm_spme_population *pop = &spme->populations[0][0];
    double face_in = pow(20.0 / 100.0, 0.65);
    double face_out = pow(90.0 / 100.0, 0.65);
    double ri = 0.5 * (face_in + pow(21.0 / 100.0, 0.65)) * p->radius_m;
    double ro = 0.5 * (face_out + pow(91.0 / 100.0, 0.65)) * p->radius_m;
    double xi = pop->c[0][20] / p->most_mol_m3;
    double xo = pop->c[0][90] / p->most_mol_m3;
    double fell = 2e-14 * p->most_mol_m3 * ((xi + 2.0 * xi * xi) - (xo + 2.0 * xo * xo));
    double want = pop->j[0] * (ro * ro - ri * ri) / (2.0 * GM_FARADAY * p->radius_m);
    ck_assert_double_gt(xi - xo, 0.001);
    ck_assert_double_eq_tol(fell / want, 1.0, 0.015);
}
END_TEST

// After a stoichiometry X has left, h = 1 - exp(-rate X), and back by Y: -1 + (1 + h) exp(-rate Y).
START_TEST(hysteresis_is_the_closed_form)
{
    gm_cell with = cell;
    gm_particles *p = &with.electrodes[0].particles[0];
    p->hysteresis = cell_value(0.02, &arena);
    p->hysteresis_rate = 30.0;
    gm_spme *a = open_at(&cell, marquis_full);
    gm_spme *b = open_at(&with, marquis_full);
    double by_charge = 1.0 / (GM_FARADAY * 0.6 * 100e-6 * p->most_mol_m3);
    hold(a, 24.0, 300.0);
    hold(b, 24.0, 300.0);
    double out = 1.0 - exp(-30.0 * 24.0 * 300.0 * by_charge);
    ck_assert_double_eq_tol(b->populations[0][0].bent, out, 1e-9);
    ck_assert_double_eq_tol(a->now.voltage_v - b->now.voltage_v, 0.02 * out, 2e-6);
    // What a branch costs is heat.
    ck_assert_double_eq_tol(b->now.heat - a->now.heat, 24.0 * 0.02 * out, 1e-4);
    hold(a, -12.0, 700.0);
    hold(b, -12.0, 700.0);
    double back = -1.0 + (1.0 + out) * exp(-30.0 * 12.0 * 400.0 * by_charge);
    ck_assert_double_eq_tol(b->populations[0][0].bent, back, 1e-9);
    ck_assert_double_eq_tol(a->now.voltage_v - b->now.voltage_v, 0.02 * back, 2e-6);
    hold(b, 0.0, 2000.0); // at rest it stays
    ck_assert_double_eq_tol(b->populations[0][0].bent, back, 1e-9);
}
END_TEST

START_TEST(hysteresis_without_a_rate_is_none)
{
    gm_cell with = cell;
    with.electrodes[0].particles[0].hysteresis = cell_value(0.02, &arena);
    const gm_cell_view *a = hold(open_at(&cell, marquis_full), 24.0, 300.0);
    const gm_cell_view *b = hold(open_at(&with, marquis_full), 24.0, 300.0);
    ck_assert_double_eq(a->voltage_v, b->voltage_v);
}
END_TEST

// ---- other cells

// A layer that stands and does not grow is a film.
START_TEST(a_layer_is_a_film)
{
    gm_cell film = cell;
    film.electrodes[0].film_ohm_m2 = 5e-3;
    gm_cell layer = cell;
    layer.aging.layer_first_m = 1e-7;
    layer.aging.layer_ohm_m = 5e4;
    const gm_cell_view *a = hold(open_at(&film, marquis_full), 24.0, 300.0);
    const gm_cell_view *b = hold(open_at(&layer, marquis_full), 24.0, 300.0);
    const gm_cell_view *none = hold(open_at(&cell, marquis_full), 24.0, 300.0);
    double area = 3.0 * 0.6 / 10e-6 * 100e-6;
    ck_assert_double_eq_tol(a->voltage_v, b->voltage_v, 1e-12);
    ck_assert_double_eq_tol(none->voltage_v - a->voltage_v, 24.0 * 5e-3 / area, 1e-6);
}
END_TEST

// Without salt that moves the electrolyte is a resistance: thirds of the electrodes and the separator.
START_TEST(a_single_ion_conductor_has_no_concentrations)
{
    cell.electrolyte.transference = 1.0;
    gm_spme *with = open_at(&cell, marquis_full);
    const gm_cell_grid grid = {10, 10, 10, 20};
    gm_spme *without = gm_spme_create(&cell, GM_SPME_PARTICLES_ONLY, &grid, &arena);
    gm_spme_model(without).ops->begin(without, marquis_full, GM_CELL_T_REF_K);
    hold(with, 24.0, 1000.0);
    hold(without, 24.0, 1000.0);
    double kappa = 1.1046;
    double ohm_m2 = (2.0 / 3.0 * 100e-6 / pow(0.3, 1.5) + 25e-6) / kappa;
    ck_assert_double_eq_tol(without->now.voltage_v - with->now.voltage_v, 24.0 * ohm_m2, 1e-9);
    gm_cell_edges edges;
    gm_spme_model(with).ops->edges(with, &edges);
    ck_assert_double_eq(edges.least_salt, 1000.0);
}
END_TEST

// A plane of metal of s = 1/2 at once: eta = (2RT/F) asinh(i / 2 i0), and its layer.
START_TEST(metal_has_an_overpotential_and_a_layer)
{
    gm_cell s = cell;
    s.electrodes[0] = (gm_electrode){0};
    s.metal = (gm_metal){
        .is_there = true, .exchange_a_m2 = 10.0, .symmetry = 0.5, .layer_ohm_m2 = 1e-3};
    gm_particles *p = &s.electrodes[1].particles[0];
    p->diffusivity = cell_value(1e-6, &arena);
    double rt_f2 = 2.0 * GM_GAS * GM_CELL_T_REF_K / GM_FARADAY;
    static const double currents[] = {20.0, -35.0};
    double i = currents[_i];
    double metal = rt_f2 * asinh(i / 20.0) + 1e-3 * i;
    double area = 3.0 * 0.5 / 10e-6 * 100e-6;
    double j0 = 6e-7 * sqrt(1000.0 * 0.6 * 0.4) * p->most_mol_m3;
    double ohm_m2 = (100e-6 / pow(0.3, 1.5) / 3.0 + 25e-6) / 1.1046 +
                    100e-6 / s.electrodes[1].conductivity / 3.0;
    double want = gm_curve_value(&p->potential, 0.6) - rt_f2 * asinh(0.5 * i / area / j0) -
                  metal - i * ohm_m2;
    gm_spme *spme = open_at(&s, (double[]){0.6});
    gm_cell_model m = gm_spme_model(spme);
    ck_assert(m.ops->settle(m.self, (gm_cell_control){GM_HOLD_CURRENT, i}));
    // c_e at the plane follows the current at once, over half a cell of the separator of 10:
    // dc = (1 - t+) i h/2 / (F D), and X ln(1 + dc/c) with it.
    double dc = 0.6 * i * 1.25e-6 / (GM_FARADAY * 5.34e-10 * exp(-0.65));
    want -= rt_f2 * 0.6 * log(1.0 + dc / 1000.0);
    ck_assert_double_eq_tol(spme->now.voltage_v, want, 1e-7);
    ck_assert_double_eq_tol(spme->now.plating_v, metal, 1e-12);
}
END_TEST

// What the plane brings in the positive electrode takes up.
START_TEST(salt_is_kept_beside_metal)
{
    gm_cell s = cell;
    s.electrodes[0] = (gm_electrode){0};
    s.metal = (gm_metal){.is_there = true, .exchange_a_m2 = 10.0, .symmetry = 0.4};
    gm_spme *spme = open_at(&s, &marquis_full[1]);
    hold(spme, 24.0, 1000.0);
    double sum = 0.0;
    double was = 0.0;
    for (int32_t k = 0; k < spme->n; k++) {
        sum += spme->salt_hold[k] * spme->salt[0][k];
        was += spme->salt_hold[k] * 1000.0;
    }
    ck_assert_int_eq(spme->n, 20);
    ck_assert_double_eq_tol(sum / was, 1.0, 1e-12);
    ck_assert_double_gt(spme->salt[0][0], 1010.0);
}
END_TEST

int main(void)
{
    TCase *tc = tcase_create("spme_kinds");
    tcase_add_checked_fixture(tc, setup, teardown);
    tcase_add_test(tc, two_populations_that_are_alike_are_one);
    tcase_add_test(tc, populations_are_driven_alike_and_carry_the_current);
    tcase_add_test(tc, populations_come_to_rest_where_the_balance_has_them);
    tcase_add_loop_test(tc, populations_far_apart_find_their_shares, 0, 12);
    tcase_add_test(tc, a_diffusivity_of_each_shell_that_is_even_gives_the_even_one);
    tcase_add_test(tc, a_diffusivity_over_stoichiometry_bends_the_profile);
    tcase_add_test(tc, hysteresis_is_the_closed_form);
    tcase_add_test(tc, hysteresis_without_a_rate_is_none);
    tcase_add_test(tc, a_layer_is_a_film);
    tcase_add_test(tc, a_single_ion_conductor_has_no_concentrations);
    tcase_add_loop_test(tc, metal_has_an_overpotential_and_a_layer, 0, 2);
    tcase_add_test(tc, salt_is_kept_beside_metal);
    return gm_check_main("cell/spme_kinds", tc);
}
