// SPDX-License-Identifier: MIT
//
// What a model file says about a cell, and the cell made of it. Faults stand in test/bad/cell-*.

#include "cell_file.h"
#include "check_main.h"

#include <string.h>

// ---- ways of writing

#define RATE "cell.negative.particles.graphite-SiOx.rate="

// By hand: m sqrt(1000) 33133/2 A/m2; m sqrt(1000) 33133/F mol/m2/s; m/F.
START_TEST(four_ways_of_writing_a_rate_give_one)
{
    static const char *const sets[] = {
        RATE "6.48e-7 A/m2 (m3/mol)^1.5", RATE "0.33947341611452286 A/m2",
        RATE "0.033947341611452286 mA/cm2", RATE "7.03678805172823e-06 mol/m2/s",
        RATE "6.71604673748829e-12 m2.5/mol0.5/s"};
    for (size_t i = 0; i < sizeof sets / sizeof sets[0]; i++) {
        gm_cell cell = cell_set("chen-2020", sets[i]);
        check_near(cell.electrodes[0].particles[0].rate, 6.48e-7, 1e-9, sets[i]);
    }
}
END_TEST

START_TEST(transport_is_said_as_an_exponent_or_itself)
{
    check_near(cell_set("chen-2020", "cell.separator.bruggeman=2").separator_transport,
               0.47 * 0.47, 1e-14, "exponent");
    const char *const sets[] = {
        "cell.separator={thickness: 12 um, porosity: 47 %, transport-efficiency: 30 %}",
        "cell.negative.solid-bruggeman=2"};
    gm_cell cell = cell_of(load("chen-2020", sets, 2));
    check_near(cell.separator_transport, 0.3, 1e-14, "itself");
    check_near(cell.electrodes[0].conductivity, 215.0 * 0.75 * 0.75, 1e-13, "of the solid");
}
END_TEST

// f = min(1, f0 (P/P0)^0.5): at 5 MPa 70 %, so 35 % at 1.25 MPa, all at 20 MPa.
START_TEST(contact_grows_with_the_root_of_pressure)
{
    const char *sets[] = {"cell.negative.contact={share: 70 %, at: 5 MPa}",
                          "cell.positive.contact=40 %", "cell.pressure=1.25 MPa"};
    gm_cell cell = cell_of(load("chen-2020", sets, 3));
    check_near(cell.electrodes[0].contact, 0.35, 1e-14, "a quarter of the pressure");
    check_near(cell.electrodes[1].contact, 0.4, 1e-14, "at any pressure");
    sets[2] = "cell.pressure=20 MPa";
    ck_assert_double_eq(cell_of(load("chen-2020", sets, 3)).electrodes[0].contact, 1.0);
    check_near(cell_of(load("chen-2020", sets, 2)).electrodes[0].contact, 0.7, 1e-14,
               "without a pressure");
}
END_TEST

// 900 J/kg/K of 70 g are 63 J/K; a pair has 0.1027 m2.
START_TEST(heat_is_that_of_a_cell_a_kilogram_or_a_pair)
{
    gm_cell cell = cell_set(
        "chen-2020", "cell.thermal={heat-capacity: 900 J/kg/K, mass: 70 g, cooling: 0.05 "
                     "W/K, shell: {heat-capacity: 8 J/K, conductance: 0.6 W/K}}");
    check_near(cell.thermal.stack_j_m2k, 63.0 / 0.1027, 1e-12, "of a kilogram");
    check_near(cell.thermal.outer_w_m2k, 0.05 / 0.1027, 1e-12, "cooling");
    check_near(cell.thermal.shell_j_m2k, 8.0 / 0.1027, 1e-12, "shell");
    check_near(cell.thermal.inner_w_m2k, 0.6 / 0.1027, 1e-12, "to the shell");
    cell = cell_set("chen-2020", "cell.thermal={heat-capacity: 650 J/m2/K}");
    check_near(cell.thermal.stack_j_m2k, 650.0, 1e-14, "of a pair");
    ck_assert_double_eq(cell.thermal.outer_w_m2k, 0.0);
}
END_TEST

#define OCP "cell.negative.particles.graphite-SiOx.ocp="

// Mean 0.25 - 0.15 x and half of the difference 0.05 - 0.05 x.
START_TEST(branches_become_a_mean_and_half_of_their_difference)
{
    const char *const sets[] = {"cell.voltage.least=3.7 V",
                                OCP "{lithiation: [[0, 0.2], [1, 0.1]], delithiation: "
                                    "\"0.3 - 0.2*x\", hysteresis-rate: 12}"};
    gm_cell cell = cell_of(load("chen-2020", sets, 2));
    const gm_particles *p = &cell.electrodes[0].particles[0];
    for (int i = 0; i <= 8; i++) {
        double x = i / 8.0;
        ck_assert_double_eq_tol(at(&p->potential, x), 0.25 - 0.15 * x, 1e-14);
        ck_assert_double_eq_tol(at(&p->hysteresis, x), 0.05 - 0.05 * x, 1e-14);
    }
    ck_assert_double_eq(p->hysteresis_rate, 12.0);
}
END_TEST

START_TEST(a_table_and_a_formula_may_have_units_of_their_own)
{
    const char *const sets[] = {
        OCP
        "{points: {x: [0 %, 50 %, 100 %], y: [0.8 V, 100 mV, 50]}, unit: mV, source: a lab}",
        "cell.negative.particles.graphite-SiOx.diffusivity=[[0, 2e-10 cm2/s], [1, 4e-14]]",
        "cell.electrolyte.conductivity={formula: 10*x, x-unit: mol/L, unit: mS/cm}",
        "cell.voltage.least=3.4 V"};
    const gm_model *model = load("chen-2020", sets, 4);
    gm_cell cell = cell_of(model);
    const gm_particles *p = &cell.electrodes[0].particles[0];
    ck_assert_double_eq_tol(at(&p->potential, 0.0), 0.8, 1e-14);
    ck_assert_double_eq_tol(at(&p->potential, 0.5), 0.1, 1e-9);
    ck_assert_double_eq_tol(at(&p->potential, 1.0), 0.05, 1e-14);
    check_near(at(&p->diffusivity, 0.5), 3e-14, 1e-12, "diffusivity");
    ck_assert(!p->is_even);
    check_near(at(&cell.electrolyte.conductivity, 1500.0), 1.5, 1e-12, "conductivity");
    ck_assert_str_eq(model->cell->electrodes[0].particles.items[0].ocp.mean.source, "a lab");
}
END_TEST

// ---- draws

static int find_input(const gm_model *model, const char *path)
{
    for (int i = 0; i < model->n_inputs; i++) {
        if (strcmp(model->inputs[i].path, path) == 0) {
            return i;
        }
    }
    ck_abort_msg("no input %s", path);
    return -1;
}

START_TEST(a_draw_changes_numbers_curves_and_rates)
{
    const char *const sets[] = {
        "cell.negative.particles.graphite-SiOx.diffusivity={value: 3e-14 m2/s, range: [1e-14 "
        "m2/s, 9e-14 m2/s]}",
        RATE "{value: 0.3 A/m2, range: [0.1 A/m2, 1 A/m2]}",
        "cell.negative.thickness={value: 85 um, range: [80 um, 90 um]}"};
    static const char *const paths[] = {"cell.negative.particles.graphite-SiOx.diffusivity",
                                        "cell.negative.particles.graphite-SiOx.rate",
                                        "cell.negative.thickness"};
    static const double drawn[] = {2e-14, 0.6, 88e-6};
    const gm_model *base = load("chen-2020", sets, 3);
    double *values = GM_NEW(&file_arena, double, base->n_inputs);
    for (int i = 0; i < base->n_inputs; i++) {
        values[i] = base->inputs[i].value;
    }
    for (int i = 0; i < 3; i++) {
        values[find_input(base, paths[i])] = drawn[i];
    }
    gm_model *future = NULL;
    ck_assert_int_eq(gm_model_draw(base, values, &file_arena, &file_diag, &future), GM_OK);
    gm_cell was = cell_of(base);
    gm_cell is = cell_of(future);
    check_near(at(&is.electrodes[0].particles[0].diffusivity, 0.4), 2e-14, 1e-14,
               "diffusivity");
    check_near(is.electrodes[0].particles[0].rate, 2.0 * was.electrodes[0].particles[0].rate,
               1e-12, "rate");
    check_near(is.electrodes[0].thickness_m, 88e-6, 1e-14, "thickness");
    check_near(was.electrodes[0].thickness_m, 85e-6, 1e-14, "thickness before");
    ck_assert(future->hash != base->hash);
}
END_TEST

// Chen 2020 has 25 % of electrolyte: with more than 75 % of particles the electrode is over-full.
START_TEST(a_draw_that_contradicts_itself_is_told)
{
    const char *const set = "cell.negative.particles.graphite-SiOx.share={value: 70 %, range: "
                            "[60 %, 80 %]}";
    const gm_model *base = load("chen-2020", &set, 1);
    double *values = GM_NEW(&file_arena, double, base->n_inputs);
    for (int i = 0; i < base->n_inputs; i++) {
        values[i] = base->inputs[i].value;
    }
    values[find_input(base, "cell.negative.particles.graphite-SiOx.share")] = 0.78;
    gm_model *future = NULL;
    ck_assert_int_eq(gm_model_draw(base, values, &file_arena, &file_diag, &future),
                     GM_ERR_MODEL);
    ck_assert_ptr_nonnull(strstr(gm_diag_line(&file_diag, 0), "are 103 % of the electrode"));
}
END_TEST

START_TEST(another_value_is_another_model)
{
    const char *const set = "cell.area=0.2 m2";
    ck_assert(load("chen-2020", &set, 1)->hash != load("chen-2020", NULL, 0)->hash);
    ck_assert(load("chen-2020", NULL, 0)->hash == load("chen-2020", NULL, 0)->hash);
}
END_TEST

// ---- what is told although it makes a cell

START_TEST(doubtful_cells_are_warned_of)
{
    static const struct {
        const char *set;
        const char *says;
    } rows[] = {
        {"cell.electrolyte.conductivity=1.5 - 0.001*x", "conductivity is not > 0 at c = 15"},
        {"cell.electrolyte.diffusivity=3e-10 - 1.2e-13*x", "diffusivity is not > 0 at c = 25"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        gm_diag_fini(&file_diag);
        load("chen-2020", &rows[i].set, 1);
        ck_assert_int_eq(file_diag.warnings, 1);
        ck_assert_msg(strstr(gm_diag_line(&file_diag, 0), rows[i].says) != NULL, "%s",
                      gm_diag_line(&file_diag, 0));
    }
}
END_TEST

int main(void)
{
    TCase *c = tcase_create("cell def");
    tcase_add_checked_fixture(c, NULL, free_all);
    tcase_add_test(c, four_ways_of_writing_a_rate_give_one);
    tcase_add_test(c, transport_is_said_as_an_exponent_or_itself);
    tcase_add_test(c, contact_grows_with_the_root_of_pressure);
    tcase_add_test(c, heat_is_that_of_a_cell_a_kilogram_or_a_pair);
    tcase_add_test(c, branches_become_a_mean_and_half_of_their_difference);
    tcase_add_test(c, a_table_and_a_formula_may_have_units_of_their_own);
    tcase_add_test(c, a_draw_changes_numbers_curves_and_rates);
    tcase_add_test(c, a_draw_that_contradicts_itself_is_told);
    tcase_add_test(c, another_value_is_another_model);
    tcase_add_test(c, doubtful_cells_are_warned_of);
    return gm_check_main("battery/cell_def", c);
}
