// SPDX-License-Identifier: MIT
//
// The files of data/cells: that each makes a cell and says where its numbers are from, and that they are those of
// the parameter sets that they were read from.

#define _POSIX_C_SOURCE 200809L // NOLINT(bugprone-reserved-identifier,*naming): for scandir

#include "cell_file.h"
#include "check_main.h"
#include "marquis_cell.h"
#include "told.h"

#include <dirent.h>
#include <string.h>

// ---- the files

static char names[100][64];
static int n_names;

static int is_yaml(const struct dirent *entry)
{
    const char *dot = strrchr(entry->d_name, '.');
    return dot && strcmp(dot, ".yaml") == 0 && strlen(entry->d_name) < 60;
}

static void find_files(void)
{
    struct dirent **entries = NULL;
    int n = scandir(GM_SOURCE_DIR "/data/cells", &entries, is_yaml, alphasort);
    for (int i = 0; i < n; i++) {
        snprintf(names[n_names], sizeof names[0], "%.*s",
                 (int)(strlen(entries[i]->d_name) - strlen(".yaml")), entries[i]->d_name);
        n_names++;
        free(entries[i]);
    }
    free(entries);
}

START_TEST(every_parameter_file_makes_a_cell_without_a_word)
{
    const gm_model *model = load(names[_i], NULL, 0);
    gm_cell cell = cell_of(model);
    ck_assert_int_eq(file_diag.count + file_diag.warnings, 0);
    ck_assert_double_gt(cell.area_m2, 0.0);
    ck_assert_int_gt(cell.electrodes[1].n, 0);
}
END_TEST

START_TEST(every_number_of_a_parameter_file_says_where_it_is_from)
{
    const gm_model *model = load(names[_i], NULL, 0);
    for (int i = 0; i < model->n_inputs; i++) {
        const gm_model_input *in = &model->inputs[i];
        ck_assert_msg(in->source || in->confidence == GM_INPUT_ESTIMATE,
                      "%s: %s has neither source nor `confidence: estimate`", names[_i],
                      in->path);
        bool is_unverified = in->confidence == GM_INPUT_UNVERIFIED;
        ck_assert_msg(!is_unverified || in->has_range, "%s: %s is unverified without a range",
                      names[_i], in->path);
    }
    // Every value carries one: what is left are formulas and tables, at most nine of a cell.
    ck_assert_int_ge(model->n_inputs, 25);
}
END_TEST

// Chen 2020, 10.1149/1945-7111/ab9050, in SI.
START_TEST(values_of_a_file_arrive_in_si)
{
    gm_cell cell = cell_of(load("chen-2020", NULL, 0));
    const gm_electrode *n = &cell.electrodes[0];
    const gm_electrode *p = &cell.electrodes[1];
    check_near(n->thickness_m, 85.2e-6, 1e-14, "thickness");
    check_near(n->porosity, 0.25, 1e-14, "porosity");
    check_near(n->transport, 0.125, 1e-14, "transport"); // 0.25^1.5
    check_near(n->conductivity, 215.0, 1e-14, "conductivity");
    ck_assert_double_eq(n->film_ohm_m2, 0.0);
    ck_assert_double_eq(n->contact, 1.0);
    ck_assert_int_eq(n->n, 1);
    ck_assert_str_eq(n->particles[0].name, "graphite-SiOx");
    check_near(p->particles[0].share, 0.665, 1e-14, "share");
    check_near(p->particles[0].radius_m, 5.22e-6, 1e-14, "radius");
    check_near(p->particles[0].most_mol_m3, 63104.0, 1e-14, "maximum concentration");
    check_near(p->particles[0].rate, 3.42e-6, 1e-14, "rate");
    check_near(p->particles[0].rate_e_j_mol, 17800.0, 1e-14, "rate-activation");
    check_near(at(&p->particles[0].diffusivity, 0.3), 4e-15, 1e-14, "diffusivity");
    ck_assert(p->particles[0].is_even);
    check_near(cell.separator_m, 12e-6, 1e-14, "separator");
    check_near(cell.electrolyte.transference, 0.2594, 1e-14, "transference number");
    ck_assert(!cell.metal.is_there);
    check_near(cell.area_m2, 0.1027, 1e-14, "area");
    check_near(cell.low_v, 2.5, 1e-14, "least voltage");
    check_near(cell.high_k, 333.15, 1e-14, "most temperature");
    // 42.77 J/K and 10 W/m2/K of 53.1 cm2, per 0.1027 m2 of pair
    check_near(cell.thermal.stack_j_m2k, 42.77 / 0.1027, 1e-12, "heat capacity");
    check_near(cell.thermal.outer_w_m2k, 10.0 * 53.1e-4 / 0.1027, 1e-12, "cooling");
    ck_assert_double_eq(cell.thermal.shell_j_m2k, 0.0);
    double x[2 * GM_CELL_PARTICLES];
    ck_assert_int_eq(gm_cell_def_stoichiometries(load("chen-2020", NULL, 0)->cell, x), 2);
    check_near(x[0], 29866.0 / 33133.0, 1e-8, "stoichiometry");
    check_near(x[1], 17038.0 / 63104.0, 1e-8, "stoichiometry");
}
END_TEST

static void check_same_curve(const gm_curve *a, const gm_curve *b, double to, const char *what)
{
    for (int i = 0; i <= 100; i++) {
        double x = to * i / 100.0;
        ck_assert_msg(fabs(at(a, x) - at(b, x)) <= 1e-6 * (1e-9 + fabs(at(b, x))),
                      "%s at %g: %.12g, not %.12g", what, x, at(a, x), at(b, x));
    }
}

// The cell that the runs of COMSOL are compared with was written down before there was a reader.
START_TEST(the_file_of_marquis_is_the_cell_of_the_solver_tests)
{
    gm_cell got = cell_set("marquis-2019", "cell.area=1 m2");
    gm_cell want = marquis_cell(&file_arena);
    for (int i = 0; i < 2; i++) {
        const gm_electrode *a = &got.electrodes[i];
        const gm_electrode *b = &want.electrodes[i];
        check_near(a->thickness_m, b->thickness_m, 1e-14, "thickness");
        check_near(a->transport, b->transport, 1e-14, "transport");
        check_near(a->conductivity, b->conductivity, 1e-14, "conductivity");
        check_near(a->particles[0].share, b->particles[0].share, 1e-14, "share");
        check_near(a->particles[0].radius_m, b->particles[0].radius_m, 1e-14, "radius");
        check_near(a->particles[0].rate, b->particles[0].rate, 1e-14, "rate");
        check_near(a->particles[0].rate_e_j_mol, b->particles[0].rate_e_j_mol, 1e-14, "rate E");
        check_near(a->particles[0].diffusivity_e_j_mol, b->particles[0].diffusivity_e_j_mol,
                   1e-14, "diffusivity E");
        check_same_curve(&a->particles[0].potential, &b->particles[0].potential, 1.0, "ocp");
        check_same_curve(&a->particles[0].diffusivity, &b->particles[0].diffusivity, 1.0, "D");
        check_same_curve(&a->particles[0].hysteresis, &b->particles[0].hysteresis, 1.0, "h");
    }
    check_near(got.electrolyte.transference, want.electrolyte.transference, 1e-14, "t+");
    check_near(got.separator_transport, want.separator_transport, 1e-14, "separator");
    check_same_curve(&got.electrolyte.diffusivity, &want.electrolyte.diffusivity, 4000.0, "De");
    check_same_curve(&got.electrolyte.conductivity, &want.electrolyte.conductivity, 4000.0,
                     "k");
    check_near(got.low_k, want.low_k, 1e-14, "least temperature");
    check_near(got.high_v, want.high_v, 1e-14, "most voltage");
}
END_TEST

// ---- against the parameter sets of PyBaMM 26.10, evaluated there

START_TEST(open_circuit_potentials_are_those_of_pybamm)
{
    static const struct {
        const char *file;
        double x[2];
        double v[2];
    } rows[] = {
        {"marquis-2019", {0.8, 0.6}, {0.175193184, 4.027013847}},
        {"marquis-2019", {0.625, 0.6875}, {0.178664824, 3.945803424}},
        {"marquis-2019", {0.45, 0.775}, {0.210386752, 3.916340954}},
        {"marquis-2019", {0.275, 0.8625}, {0.217476096, 3.908367503}},
        {"marquis-2019", {0.1, 0.95}, {0.301025384, 3.721129342}},
        {"chen-2020", {0.901397, 0.269999}, {0.092020002, 4.272960620}},
        {"chen-2020", {0.683548, 0.414999}, {0.092489129, 4.081069048}},
        {"chen-2020", {0.465699, 0.559999}, {0.133333409, 3.882416197}},
        {"chen-2020", {0.247849, 0.705}, {0.196296832, 3.726290483}},
        {"chen-2020", {0.03, 0.85}, {1.011291767, 3.608651706}},
        {"ecker-2015", {0.8183, 0.26}, {0.084190793, 4.237263568}},
        {"ecker-2015", {0.621225, 0.4075}, {0.100211379, 4.034004995}},
        {"ecker-2015", {0.42415, 0.555}, {0.124160942, 3.919135164}},
        {"ecker-2015", {0.227075, 0.7025}, {0.165975123, 3.882379868}},
        {"ecker-2015", {0.03, 0.85}, {0.473574434, 3.700224254}},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        gm_cell cell = cell_of(load(rows[i].file, NULL, 0));
        for (int k = 0; k < 2; k++) {
            double v = at(&cell.electrodes[k].particles[0].potential, rows[i].x[k]);
            gm_told_le("open-circuit potentials of Marquis 2019, Chen 2020, Ecker 2015",
                       "their functions in PyBaMM 26.10", 1e3 * fabs(v - rows[i].v[k]), 1e-4,
                       "mV");
        }
    }
}
END_TEST

START_TEST(electrolytes_are_those_of_pybamm)
{
    static const struct {
        const char *file;
        double c;
        double diffusivity;
        double conductivity;
    } rows[] = {
        {"marquis-2019", 200.0, 4.689029601115798e-10, 0.4322832},
        {"marquis-2019", 1000.0, 2.7877244479038255e-10, 1.1046},
        {"marquis-2019", 2000.0, 1.4553197748016272e-10, 0.9465},
        {"chen-2020", 200.0, 4.102776e-10, 0.4423363750590211},
        {"chen-2020", 1000.0, 1.7694e-10, 0.9487},
        {"chen-2020", 2000.0, 4.356e-11, 0.596247916887064},
        {"ecker-2015", 200.0, 6.687168771242299e-10, 0.5022568554267208},
        {"ecker-2015", 1000.0, 2.5929751872024777e-10, 0.9737600532264488},
        {"ecker-2015", 2000.0, 9.683701953278415e-11, 0.7273191178992278},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        gm_cell cell = cell_of(load(rows[i].file, NULL, 0));
        // Of the hyperbola of Ecker the pieces keep six figures.
        check_near(at(&cell.electrolyte.diffusivity, rows[i].c), rows[i].diffusivity, 1e-6,
                   "De");
        check_near(at(&cell.electrolyte.conductivity, rows[i].c), rows[i].conductivity, 1e-6,
                   "conductivity");
    }
}
END_TEST

static double arrhenius(double e_j_mol, double t_k)
{
    return exp(e_j_mol / GM_GAS * (1.0 / 298.15 - 1.0 / t_k));
}

// Exchange current at half of the lithium and 1000 mol/m3, and diffusivity at x, at two temperatures.
START_TEST(rates_and_diffusivities_are_those_of_pybamm)
{
    static const struct {
        const char *file;
        int electrode;
        double exchange[2]; // 298.15 K, 318.15 K
        double x;
        double diffusivity[2];
    } rows[] = {
        {"marquis-2019",
         0,
         {7.900401128126567, 20.437310357375267},
         0.5,
         {3.9e-14, 1.1537162595608104e-13}},
        {"marquis-2019",
         1,
         {0.48589590701722574, 1.325364759457934},
         0.5,
         {1e-13, 1.600644149509335e-13}},
        {"ecker-2015",
         0,
         {6.251676035541299, 24.2159297266174},
         0.1,
         {3.0550155015223677e-13, 6.587388336158082e-13}},
        {"ecker-2015",
         1,
         {2.512117250088357, 7.5895366915989},
         0.9,
         {2.955595382969489e-13, 2.281963019643924e-12}},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        gm_cell cell = cell_of(load(rows[i].file, NULL, 0));
        const gm_particles *p = &cell.electrodes[rows[i].electrode].particles[0];
        double j0 = p->rate * sqrt(1000.0) * 0.5 * p->most_mol_m3;
        double d = at(&p->diffusivity, rows[i].x);
        double warm = arrhenius(p->rate_e_j_mol, 318.15);
        check_near(j0, rows[i].exchange[0], 1e-7, "exchange current");
        check_near(j0 * warm, rows[i].exchange[1], 1e-7, "exchange current at 45 degC");
        check_near(d, rows[i].diffusivity[0], 1e-8, "diffusivity");
        check_near(d * arrhenius(p->diffusivity_e_j_mol, 318.15), rows[i].diffusivity[1], 1e-8,
                   "diffusivity at 45 degC");
    }
    // Chen 2020 at 25 degC; its diffusivities have no temperature there.
    gm_cell cell = cell_of(load("chen-2020", NULL, 0));
    double half = 0.5 * sqrt(1000.0);
    const gm_particles *n = &cell.electrodes[0].particles[0];
    const gm_particles *p = &cell.electrodes[1].particles[0];
    check_near(n->rate * half * n->most_mol_m3, 0.33947341611452286, 1e-12, "exchange current");
    check_near(p->rate * half * p->most_mol_m3, 3.4123455178902384, 1e-12, "exchange current");
    check_near(p->rate * half * p->most_mol_m3 * arrhenius(p->rate_e_j_mol, 318.15),
               5.35905104429474, 1e-9, "exchange current at 45 degC");
}
END_TEST

int main(void)
{
    find_files();
    TCase *c = tcase_create("cell_data");
    tcase_add_checked_fixture(c, NULL, free_all);
    tcase_add_loop_test(c, every_parameter_file_makes_a_cell_without_a_word, 0, n_names);
    tcase_add_loop_test(c, every_number_of_a_parameter_file_says_where_it_is_from, 0, n_names);
    tcase_add_test(c, values_of_a_file_arrive_in_si);
    tcase_add_test(c, the_file_of_marquis_is_the_cell_of_the_solver_tests);
    tcase_add_test(c, open_circuit_potentials_are_those_of_pybamm);
    tcase_add_test(c, electrolytes_are_those_of_pybamm);
    tcase_add_test(c, rates_and_diffusivities_are_those_of_pybamm);
    return gm_check_main("data/cells", c);
}
