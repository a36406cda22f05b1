// SPDX-License-Identifier: MIT
//
// What a model file says about a cell, and the cell made of it. Faults stand in test/bad/cell-*.

#define _POSIX_C_SOURCE 200809L // NOLINT(bugprone-reserved-identifier,*naming): for scandir

#include "battery/cell_def.h"
#include "check_main.h"
#include "marquis_cell.h"
#include "told.h"

#include "twin/model.h"

#include <dirent.h>
#include <math.h>
#include <string.h>

static gm_arena arena;
static gm_diag diag;

static void free_all(void)
{
    gm_diag_fini(&diag);
    gm_arena_fini(&arena);
}

static const gm_model *load(const char *name, const char *const *sets, int n_sets)
{
    gm_model *model = NULL;
    gm_model_options options = {.sets = sets, .n_sets = n_sets};
    const char *path = gm_arena_printf(&arena, GM_SOURCE_DIR "/data/cells/%s.yaml", name);
    gm_status status = gm_model_load(path, &options, &arena, &diag, &model);
    ck_assert_msg(status == GM_OK, "%s: %s", name, gm_diag_line(&diag, 0));
    ck_assert_ptr_nonnull(model->cell);
    return model;
}

static gm_cell cell_of(const gm_model *model)
{
    gm_cell cell;
    gm_status status = gm_cell_of_def(model->cell, &arena, &diag, &cell);
    ck_assert_msg(status == GM_OK, "%s", gm_diag_line(&diag, 0));
    return cell;
}

static gm_cell cell_set(const char *name, const char *set)
{
    return cell_of(load(name, &set, 1));
}

static double at(const gm_curve *curve, double x)
{
    double slope;
    return gm_curve_at(curve, x, &slope);
}

static void check_near(double got, double want, double relative, const char *what)
{
    ck_assert_msg(fabs(got - want) <= relative * fabs(want), "%s: got %.12g, not %.12g", what,
                  got, want);
}

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
    ck_assert_int_eq(diag.count + diag.warnings, 0);
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
    gm_cell want = marquis_cell(&arena);
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
    double *values = GM_NEW(&arena, double, base->n_inputs);
    for (int i = 0; i < base->n_inputs; i++) {
        values[i] = base->inputs[i].value;
    }
    for (int i = 0; i < 3; i++) {
        values[find_input(base, paths[i])] = drawn[i];
    }
    gm_model *future = NULL;
    ck_assert_int_eq(gm_model_draw(base, values, &arena, &diag, &future), GM_OK);
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
    double *values = GM_NEW(&arena, double, base->n_inputs);
    for (int i = 0; i < base->n_inputs; i++) {
        values[i] = base->inputs[i].value;
    }
    values[find_input(base, "cell.negative.particles.graphite-SiOx.share")] = 0.78;
    gm_model *future = NULL;
    ck_assert_int_eq(gm_model_draw(base, values, &arena, &diag, &future), GM_ERR_MODEL);
    ck_assert_ptr_nonnull(strstr(gm_diag_line(&diag, 0), "are 103 % of the electrode"));
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
        gm_diag_fini(&diag);
        load("chen-2020", &rows[i].set, 1);
        ck_assert_int_eq(diag.warnings, 1);
        ck_assert_msg(strstr(gm_diag_line(&diag, 0), rows[i].says) != NULL, "%s",
                      gm_diag_line(&diag, 0));
    }
}
END_TEST

int main(void)
{
    find_files();
    TCase *c = tcase_create("cell def");
    tcase_add_checked_fixture(c, NULL, free_all);
    tcase_add_loop_test(c, every_parameter_file_makes_a_cell_without_a_word, 0, n_names);
    tcase_add_loop_test(c, every_number_of_a_parameter_file_says_where_it_is_from, 0, n_names);
    tcase_add_test(c, values_of_a_file_arrive_in_si);
    tcase_add_test(c, the_file_of_marquis_is_the_cell_of_the_solver_tests);
    tcase_add_test(c, open_circuit_potentials_are_those_of_pybamm);
    tcase_add_test(c, electrolytes_are_those_of_pybamm);
    tcase_add_test(c, rates_and_diffusivities_are_those_of_pybamm);
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
