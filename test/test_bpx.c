// SPDX-License-Identifier: MIT
//
// Battery Parameter eXchange: what is read, what is written, and that it is the same cell.
//
// test/cell/chen-2020.bpx.json is what the program writes of data/cells/chen-2020.yaml; the Python package
// bpx 1.1.1 takes it without a warning, and PyBaMM 26.10 runs it. With the environment GM_BPX_UPDATE it is
// written anew; ask bpx again then.

#include "battery/bpx.h"
#include "check_main.h"

#include "twin/model.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#define GOLDEN     GM_SOURCE_DIR "/test/cell/chen-2020.bpx.json"
#define TEXT_BYTES 20000

static gm_arena arena;
static gm_diag diag;

static void free_all(void)
{
    gm_diag_fini(&diag);
    gm_arena_fini(&arena);
}

static double at(const gm_curve *curve, double x)
{
    double slope;
    return gm_curve_at(curve, x, &slope);
}

static void check_near(double got, double want, double relative, const char *what)
{
    ck_assert_msg(fabs(got - want) <= relative * fabs(want), "%s: got %.14g, not %.14g", what,
                  got, want);
}

// ---- a small file

// A cell of 1.x with a blend, and one of 0.x with one material and a table from the last point to the first.
#define HEAD(version)                                                                          \
    "{\"Header\": {\"BPX\": " version ", \"Model\": \"DFN\", \"Title\": \"A cell\"},\n"
#define CELL(more)                                                                             \
    "\"Parameterisation\": {\"Cell\": {\"Electrode area [m2]\": 0.02, \"Number of electrode "  \
    "pairs connected in parallel to make a cell\": 30,\n\"Lower voltage cut-off [V]\": 3.1, "  \
    "\"Upper voltage cut-off [V]\": 3.6, \"Nominal cell capacity [A.h]\": 10, \"External "     \
    "surface area [m2]\": 0.04, \"Volume [m3]\": 1e-4, \"Density [kg.m-3]\": 2000, "           \
    "\"Specific "                                                                              \
    "heat capacity [J.K-1.kg-1]\": 900" more "},\n"
#define ELECTROLYTE(more)                                                                      \
    "\"Electrolyte\": {\"Cation transference number\": 0.3, \"Diffusivity [m2.s-1]\": 3e-10, " \
    "\"Conductivity [S.m-1]\": \"x / 1000\", \"Conductivity activation energy [J.mol-1]\": "   \
    "17000" more "},\n"
#define PARTICLE(least, most, radius, ocp)                                                     \
    "\"Minimum stoichiometry\": " least ", \"Maximum stoichiometry\": " most                   \
    ", \"Maximum concentration [mol.m-3]\": 30000, \"Particle radius [m]\": " radius           \
    ", \"Surface area per unit volume [m-1]\": 2e5, \"Diffusivity [m2.s-1]\": 1e-14, "         \
    "\"Diffusivity activation energy [J.mol-1]\": 30000, \"Reaction rate constant "            \
    "[mol.m-2.s-1]\": 5e-6, \"Reaction rate constant activation energy [J.mol-1]\": 40000, "   \
    "\"OCP [V]\": " ocp
#define ELECTRODE                                                                              \
    "\"Thickness [m]\": 6e-05, \"Porosity\": 0.3, \"Transport efficiency\": 0.16, "            \
    "\"Conductivity [S.m-1]\": 5"
#define NEGATIVE(ocp)                                                                          \
    "\"Negative electrode\": {" ELECTRODE ", " PARTICLE("0.1", "0.8", "6e-6", ocp) "},\n"
#define POSITIVE(ocp)                                                                          \
    "\"Positive electrode\": {" ELECTRODE ", " PARTICLE("0.3", "0.9", "6e-6", ocp) "},\n"
#define BLEND                                                                                  \
    "\"Positive electrode\": {" ELECTRODE ", \"Particle\": {\"Large grains\": {" PARTICLE(     \
        "0.3", "0.9", "6e-6",                                                                  \
        "\"4.1 - x\"") "}, \"Small\": {" PARTICLE("0.3", "0.9", "3e-6",                        \
                                                  "\"4.1 - x\"") "}}},\n"
#define SEPARATOR                                                                              \
    "\"Separator\": {\"Thickness [m]\": 2e-05, \"Porosity\": 0.5, \"Transport efficiency\": "  \
    "0.35}"
#define STATE                                                                                  \
    "},\n\"State\": {\"Initial conditions\": {\"Initial electrolyte concentration "            \
    "[mol.m-3]\": 1200, \"Initial state-of-charge\": null}, \"Thermal environment\": {\"Heat " \
    "transfer coefficient [W.m-2.K-1]\": 12}}}\n"
#define OCP "\"0.1 + 0.2 * (1 - x)\""

static gm_status read(const char *text, gm_bpx *out)
{
    return gm_bpx_read("a.json", gm_slice_of(text), &arena, &diag, out);
}

static gm_cell cell_of(const gm_cell_def *def)
{
    gm_cell cell;
    gm_diag others = {0}; // what was warned of once
    gm_status status = gm_cell_of_def(def, &arena, &others, &cell);
    ck_assert_msg(status == GM_OK, "%s", gm_diag_line(&others, 0));
    gm_diag_fini(&others);
    return cell;
}

static gm_cell cell_in(const char *text)
{
    gm_bpx bpx;
    gm_status status = read(text, &bpx);
    ck_assert_msg(status == GM_OK, "%s", gm_diag_line(&diag, 0));
    return cell_of(&bpx.cell);
}

// share = a R / 3; j0 = F K sqrt(c_e/c_e0 x (1 - x)) is F K / 2 at half and rest, m sqrt(c_e0) c_max / 2.
START_TEST(a_blend_is_read_with_its_conventions)
{
    gm_cell cell =
        cell_in(HEAD("\"1.1.0\"") CELL("") ELECTROLYTE("") NEGATIVE(OCP) BLEND SEPARATOR STATE);
    const gm_electrode *p = &cell.electrodes[1];
    ck_assert_int_eq(p->n, 2);
    ck_assert_str_eq(p->particles[0].name, "Large-grains");
    check_near(p->particles[0].share, 0.4, 1e-12, "share of the large");
    check_near(p->particles[1].share, 0.2, 1e-12, "share of the small");
    check_near(p->particles[0].rate * sqrt(1200.0) * 0.5 * 30000.0, 0.5 * GM_FARADAY * 5e-6,
               1e-12, "exchange current");
    check_near(p->transport, 0.16, 1e-14, "transport efficiency");
    check_near(p->conductivity, 5.0, 1e-14, "conductivity");
    check_near(cell.area_m2, 0.6, 1e-12, "area"); // 30 pairs of 0.02 m2
    check_near(cell.electrolyte.salt_mol_m3, 1200.0, 1e-14, "salt");
    check_near(at(&cell.electrolyte.conductivity, 800.0), 0.8, 1e-12, "conductivity");
    // 0.2 kg with 900 J/kg/K, and 12 W/m2/K of 0.04 m2, over 0.6 m2 of pairs
    check_near(cell.thermal.stack_j_m2k, 180.0 / 0.6, 1e-12, "heat capacity");
    check_near(cell.thermal.outer_w_m2k, 0.48 / 0.6, 1e-12, "cooling");
    ck_assert_int_eq(diag.warnings, 1); // temperatures
    ck_assert_ptr_nonnull(strstr(gm_diag_line(&diag, 0), "taken as 0 to 60 degC"));
}
END_TEST

START_TEST(a_file_of_version_0_is_read_and_what_it_lacks_is_told)
{
    gm_bpx bpx;
    ck_assert_int_eq(read(HEAD("0.4") CELL(", \"Ambient temperature [K]\": 298.15, \"Thermal "
                                           "conductivity [W.m-1.K-1]\": 2")
                              ELECTROLYTE(", \"Initial concentration [mol.m-3]\": 1100")
                                  NEGATIVE("{\"x\": [1, 0.5, 0], \"y\": [0.1, 0.2, 0.3]}")
                                      POSITIVE("\"4.1 - x\"") SEPARATOR "}}\n",
                          &bpx),
                     GM_OK);
    gm_cell cell = cell_of(&bpx.cell);
    ck_assert_str_eq(bpx.version, "0.4");
    ck_assert_str_eq(bpx.title, "A cell");
    check_near(cell.electrolyte.salt_mol_m3, 1100.0, 1e-14, "salt");
    check_near(at(&cell.electrodes[0].particles[0].potential, 0.25), 0.25, 1e-12, "potential");
    ck_assert_double_eq(cell.thermal.outer_w_m2k, 0.0);
    double x[2 * GM_CELL_PARTICLES];
    ck_assert_int_eq(gm_cell_def_stoichiometries(&bpx.cell, x), 2);
    ck_assert_double_eq(x[0], 0.8); // full
    ck_assert_double_eq(x[1], 0.3);
}
END_TEST

// exp(E/R (1/296.15 - 1/298.15)): 3608.171 K times 2.265110e-5/K is 0.08172789.
START_TEST(values_at_another_temperature_come_to_25_degrees)
{
    gm_cell cell =
        cell_in(HEAD("\"1.1.0\"") CELL(", \"Reference temperature [K]\": 296.15")
                    ELECTROLYTE("") NEGATIVE(OCP) POSITIVE("\"4.1 - x\"") SEPARATOR STATE);
    double apart = 1.0 / 296.15 - 1.0 / 298.15;
    double e = exp(30000.0 / 8.314462618 * apart);
    check_near(e, 1.0851605, 1e-6, "by hand");
    check_near(at(&cell.electrodes[0].particles[0].diffusivity, 0.5), 1e-14 * e, 1e-12, "D");
    check_near(at(&cell.electrolyte.conductivity, 1000.0), exp(17000.0 / 8.314462618 * apart),
               1e-12, "conductivity");
    check_near(cell.electrodes[0].particles[0].rate * sqrt(1200.0) * 30000.0,
               GM_FARADAY * 5e-6 * exp(40000.0 / 8.314462618 * apart), 1e-12, "rate");
    ck_assert_int_eq(diag.warnings, 2); // of the potentials too
}
END_TEST

START_TEST(branches_and_what_is_user_defined)
{
    static const char text[] = HEAD("\"1.1.0\"") CELL("")
        ELECTROLYTE("") "\"Negative electrode\": {" ELECTRODE ", " PARTICLE(
            "0.1", "0.8", "6e-6",
            OCP) ", \"OCP (lithiation) [V]\": \"0.25 - 0.2 * x\", \"OCP (delithiation) [V]\": "
                 "\"0.35 - "
                 "0.2 * x\", \"OCP hysteresis decay constant\": 15},\n" POSITIVE("\"4.1 - x\"")
                     SEPARATOR
        ", \"User-defined\": {\"Thermodynamic factor\": 1.5, \"Minimum temperature [K]\": 270, "
        "\"Maximum temperature [K]\": 320, \"Colour\": 3, \"description\": \"own\"}" STATE;
    gm_cell cell = cell_in(text);
    const gm_particles *p = &cell.electrodes[0].particles[0];
    check_near(at(&p->potential, 0.5), 0.2, 1e-12, "mean of the branches");
    check_near(at(&p->hysteresis, 0.5), 0.05, 1e-12, "half of their difference");
    ck_assert_double_eq(p->hysteresis_rate, 15.0);
    ck_assert_double_eq(cell.electrolyte.factor, 1.5);
    ck_assert_double_eq(cell.low_k, 270.0);
    ck_assert_int_eq(diag.warnings, 1);
    ck_assert_ptr_nonnull(strstr(gm_diag_line(&diag, 0), "not read: 'Colour'"));
}
END_TEST

// ---- faults

START_TEST(faults_stand_at_their_place)
{
    static const struct {
        const char *text;
        const char *says;
    } rows[] = {
        {"[1, 2]", "a BPX file is an object"},
        {"{\"Header\": {\"BPX\": 0.4, \"Model\": \"SPM\"}}",
         "a.json:1:34: error: a parameter set for the model SPM"},
        {HEAD("\"1.1.0\"") CELL("") ELECTROLYTE("") NEGATIVE(OCP) SEPARATOR STATE,
         "`Positive electrode:` is missing"},
        {HEAD("\"1.1.0\"") CELL("")
             ELECTROLYTE(", \"Difusivity activation energy [J.mol-1]\": 1") NEGATIVE(OCP)
                 POSITIVE("\"4.1 - x\"") SEPARATOR STATE,
         "did you mean 'Diffusivity activation energy [J.mol-1]'?"},
        {HEAD("\"1.1.0\"") CELL("") ELECTROLYTE("") NEGATIVE("\"0.1 + 0.2 * (1 - y)\"")
             POSITIVE("\"4.1 - x\"") SEPARATOR STATE,
         "unknown name 'y'"},
        {HEAD("\"1.1.0\"") CELL("") ELECTROLYTE("") NEGATIVE("{\"x\": [0, 1], \"y\": [1]}")
             POSITIVE("\"4.1 - x\"") SEPARATOR STATE,
         "there are 1 values of y for 2 of x"},
        {HEAD("\"1.1.0\"") CELL("") ELECTROLYTE("") NEGATIVE(
             "0.1, \"OCP (lithiation) [V]\": 0.1") POSITIVE("\"4.1 - x\"") SEPARATOR STATE,
         "the potential of lithiation stands here without that of delithiation"},
        {HEAD("\"1.1.0\"") CELL("") ELECTROLYTE("") NEGATIVE(
             "0.1, \"Particle raduis [m]\": 1e-6") POSITIVE("\"4.1 - x\"") SEPARATOR STATE,
         "did you mean 'Particle radius [m]'?"},
        {"{\"Header\": {\"BPX\": \"1.0.0\", \"Model\": \"DFN\"}, \"Parameterisation\": 3}",
         "expected a map, got '3'"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        gm_bpx bpx;
        gm_diag_fini(&diag);
        ck_assert_int_eq(read(rows[i].text, &bpx), GM_ERR_MODEL);
        const char *line = gm_diag_line(&diag, 0);
        ck_assert_msg(strstr(line, rows[i].says) != NULL, "%d: %s", (int)i, line);
    }
    // A formula at the byte that is wrong: the y of the second `OCP`, line 5.
    gm_bpx bpx;
    gm_diag_fini(&diag);
    ck_assert_int_eq(read(HEAD("\"1.1.0\"") CELL("") ELECTROLYTE("") NEGATIVE("\"y\"")
                              POSITIVE("\"4.1 - x\"") SEPARATOR STATE,
                          &bpx),
                     GM_ERR_MODEL);
    const char *line = gm_diag_line(&diag, 0);
    const char *fifth = strstr(NEGATIVE("\"y\""), "\"y\"") + 1;
    int column = (int)(fifth - strstr(NEGATIVE("\"y\""), "\"Negative")) + 1;
    ck_assert_msg(strstr(line, gm_arena_printf(&arena, "a.json:5:%d: ", column)) != NULL, "%s",
                  line);
}
END_TEST

// ---- writing

static gm_bpx bpx_of(const char *name, const char *const *sets, int n_sets)
{
    gm_model *model = NULL;
    gm_model_options options = {.sets = sets, .n_sets = n_sets};
    const char *path = gm_arena_printf(&arena, GM_SOURCE_DIR "/data/cells/%s.yaml", name);
    gm_status status = gm_model_load(path, &options, &arena, &diag, &model);
    ck_assert_msg(status == GM_OK, "%s", gm_diag_line(&diag, 0));
    return (gm_bpx){.title = model->name, .description = model->about, .cell = *model->cell};
}

static const char *written(const gm_bpx *bpx)
{
    gm_text text = gm_text_init(&arena);
    gm_json json = gm_json_to_text(&text, 2);
    gm_status status = gm_bpx_write(bpx, &json, &arena, &diag);
    ck_assert_msg(status == GM_OK, "%s", gm_diag_line(&diag, 0));
    return text.at;
}

// The same but for the last figures of a number.
static bool is_same_line(gm_slice got, gm_slice want)
{
    const char *a = gm_arena_strndup(&arena, got.at, got.len);
    const char *b = gm_arena_strndup(&arena, want.at, want.len);
    const char *x = strstr(a, "\": ");
    const char *y = strstr(b, "\": ");
    const char *end;
    double u;
    double v;
    if (strcmp(a, b) == 0) {
        return true;
    }
    return x && y && x - a == y - b && strncmp(a, b, (size_t)(x - a)) == 0 &&
           gm_text_number(x + 3, &end, &u) && gm_text_number(y + 3, &end, &v) &&
           fabs(u - v) <= 1e-9 * fabs(v);
}

START_TEST(the_cell_of_chen_is_written_as_bpx_takes_it)
{
    static char want[TEXT_BYTES];
    gm_bpx bpx = bpx_of("chen-2020", NULL, 0);
    const char *got = written(&bpx);
    if (getenv("GM_BPX_UPDATE")) { // NOLINT(concurrency-mt-unsafe)
        FILE *out = fopen(GOLDEN, "wb");
        ck_assert_ptr_nonnull(out);
        fputs(got, out);
        fclose(out);
    }
    FILE *file = fopen(GOLDEN, "rb");
    ck_assert_ptr_nonnull(file);
    want[fread(want, 1, sizeof want - 1, file)] = '\0';
    fclose(file);
    gm_slice a = gm_slice_of(got);
    gm_slice b = gm_slice_of(want);
    gm_slice line;
    gm_slice other;
    while (gm_slice_cut(&a, '\n', &line)) {
        ck_assert(gm_slice_cut(&b, '\n', &other));
        ck_assert_msg(is_same_line(line, other), "%.*s", (int)line.len, line.at);
    }
    ck_assert(!gm_slice_cut(&b, '\n', &other));
}
END_TEST

static void check_same_curve(const gm_curve *a, const gm_curve *b, double to, const char *what)
{
    for (int i = 0; i <= 200; i++) {
        double x = to * i / 200.0;
        double want = at(a, x);
        ck_assert_msg(fabs(at(b, x) - want) <= 1e-11 * fabs(want) + 1e-300,
                      "%s at %g: %.14g, not %.14g", what, x, at(b, x), want);
    }
}

static void check_same_electrode(const gm_electrode *a, const gm_electrode *b)
{
    check_near(b->thickness_m, a->thickness_m, 1e-14, "thickness");
    check_near(b->porosity, a->porosity, 1e-14, "porosity");
    check_near(b->transport, a->transport, 1e-14, "transport");
    check_near(b->conductivity, a->conductivity, 1e-14, "conductivity");
    check_near(b->film_ohm_m2, a->film_ohm_m2, 1e-14, "film");
    ck_assert_int_eq(b->n, a->n);
    for (int k = 0; k < a->n; k++) {
        const gm_particles *p = &a->particles[k];
        const gm_particles *q = &b->particles[k];
        check_near(q->share, p->share, 1e-14, "share");
        check_near(q->radius_m, p->radius_m, 1e-14, "radius");
        check_near(q->most_mol_m3, p->most_mol_m3, 1e-14, "maximum concentration");
        check_near(b->contact * q->rate, a->contact * p->rate, 1e-14, "rate with contact");
        check_near(q->rate_e_j_mol, p->rate_e_j_mol, 1e-14, "rate E");
        check_near(q->diffusivity_e_j_mol, p->diffusivity_e_j_mol, 1e-14, "diffusivity E");
        ck_assert_double_eq(q->hysteresis_rate, p->hysteresis_rate);
        ck_assert_int_eq(q->is_even, p->is_even);
        check_same_curve(&p->potential, &q->potential, 1.0, "ocp");
        check_same_curve(&p->hysteresis, &q->hysteresis, 1.0, "hysteresis");
        check_same_curve(&p->entropy, &q->entropy, 1.0, "entropic coefficient");
        check_same_curve(&p->diffusivity, &q->diffusivity, 1.0, "diffusivity");
    }
}

static void check_same(const gm_bpx *bpx)
{
    gm_bpx back;
    const char *text = written(bpx);
    gm_diag_fini(&diag); // what is warned of before
    gm_status status = read(text, &back);
    ck_assert_msg(status == GM_OK, "%s", gm_diag_line(&diag, 0));
    ck_assert_int_eq(diag.count + diag.warnings, 0);
    gm_cell a = cell_of(&bpx->cell);
    gm_cell b = cell_of(&back.cell);
    check_same_electrode(&a.electrodes[0], &b.electrodes[0]);
    check_same_electrode(&a.electrodes[1], &b.electrodes[1]);
    check_near(b.separator_m, a.separator_m, 1e-14, "separator");
    // Of electrolyte alone a hair less is written (bpx_write.c).
    double hair = a.separator_porosity < 1.0 ? 1e-14 : 1.1e-6;
    check_near(b.separator_transport, a.separator_transport, hair, "separator");
    check_near(b.electrolyte.salt_mol_m3, a.electrolyte.salt_mol_m3, 1e-14, "salt");
    check_near(b.electrolyte.transference, a.electrolyte.transference, 1e-14, "t+");
    check_near(b.electrolyte.factor, a.electrolyte.factor, 1e-14, "factor");
    check_near(b.electrolyte.conductivity_e_j_mol, a.electrolyte.conductivity_e_j_mol, 1e-14,
               "E");
    double most = 4.0 * a.electrolyte.salt_mol_m3;
    check_same_curve(&a.electrolyte.diffusivity, &b.electrolyte.diffusivity, most, "De");
    check_same_curve(&a.electrolyte.conductivity, &b.electrolyte.conductivity, most, "k");
    check_near(b.contact_ohm_m2, a.contact_ohm_m2, 1e-14, "contact resistance");
    check_near(b.area_m2, a.area_m2, 1e-14, "area");
    check_near(b.thermal.stack_j_m2k, a.thermal.stack_j_m2k, 1e-13, "heat");
    check_near(b.thermal.shell_j_m2k, a.thermal.shell_j_m2k, 1e-13, "shell");
    check_near(b.thermal.inner_w_m2k, a.thermal.inner_w_m2k, 1e-13, "inner");
    check_near(b.thermal.outer_w_m2k, a.thermal.outer_w_m2k, 1e-13, "cooling");
    ck_assert_double_eq(b.low_v, a.low_v);
    ck_assert_double_eq(b.high_v, a.high_v);
    ck_assert_double_eq(b.low_k, a.low_k);
    ck_assert_double_eq(b.high_k, a.high_k);
    ck_assert_str_eq(back.title, bpx->title);
}

static const char *const files[] = {"chen-2020", "marquis-2019", "ecker-2015", "xu-2015-lfp",
                                    "assb-g1"};

START_TEST(what_is_written_reads_back_to_the_same_cell)
{
    gm_bpx bpx = bpx_of(files[_i], NULL, 0);
    check_same(&bpx);
}
END_TEST

#define SILICON                                                                                \
    "cell.negative.particles={graphite: {share: 65 %, radius: 5 um, maximum-concentration: "   \
    "33000 mol/m3, stoichiometry: 90 %, ocp: \"1.9*exp(-30*x) + 0.08\", diffusivity: 3e-14 "   \
    "m2/s, rate: 1 A/m2}, silicon: {share: 1 %, radius: 1 um, maximum-concentration: 278000 "  \
    "mol/m3, stoichiometry: 90 %, ocp: {lithiation: \"0.3 - 0.22*x\", delithiation: [[0, "     \
    "0.5], [0.5, 0.35], [1, 0.12]], hysteresis-rate: 20}, diffusivity: \"1e-15*(1 + x)\", "    \
    "rate: 0.2 A/m2}}"

START_TEST(a_blend_with_hysteresis_and_all_that_bpx_has_no_words_for_come_back)
{
    static const char *const sets[] = {
        SILICON,
        "cell.positive.film-resistance=2 mOhm m2",
        "cell.positive.contact=60 %",
        "cell.contact-resistance=3 Ohm cm2",
        "cell.electrolyte.thermodynamic-factor=1.4",
        "cell.thermal={heat-capacity: 900 J/kg/K, mass: 70 g, cooling: 0.05 W/K, shell: "
        "{heat-capacity: 8 J/K, conductance: 0.6 W/K}}"};
    gm_bpx bpx = bpx_of("lg-m50-silicon", sets, 6);
    check_same(&bpx);
}
END_TEST

// ln is no function of BPX: 401 points stand for it, within 0.1 mV.
START_TEST(a_formula_that_bpx_has_no_words_for_becomes_a_table)
{
    static const char *const set =
        "cell.positive.particles.NMC811.ocp=4.48 - 0.8*x - 0.02*ln(x + 0.01)";
    gm_bpx bpx = bpx_of("chen-2020", &set, 1);
    gm_bpx back;
    const char *text = written(&bpx);
    ck_assert_ptr_nonnull(strstr(text, "\"OCP [V]\": {"));
    ck_assert_int_eq(read(text, &back), GM_OK);
    gm_cell a = cell_of(&bpx.cell);
    gm_cell b = cell_of(&back.cell);
    for (int i = 1; i < 100; i++) {
        double x = i / 100.0;
        ck_assert_double_eq_tol(at(&b.electrodes[1].particles[0].potential, x),
                                at(&a.electrodes[1].particles[0].potential, x), 1e-4);
    }
}
END_TEST

// Branches that have to be sampled: delithiation is 0.1 V above at every stoichiometry.
START_TEST(branches_that_bpx_has_no_words_for_become_tables)
{
    static const char *const set =
        "cell.positive.particles.NMC811.ocp={lithiation: \"4.43 - 0.8*x - 0.02*ln(x + 0.01)\", "
        "delithiation: \"4.53 - 0.8*x - 0.02*ln(x + 0.01)\"}";
    gm_bpx bpx = bpx_of("chen-2020", &set, 1);
    gm_bpx back;
    ck_assert_int_eq(read(written(&bpx), &back), GM_OK);
    gm_cell a = cell_of(&bpx.cell);
    gm_cell b = cell_of(&back.cell);
    const gm_particles *p = &a.electrodes[1].particles[0];
    const gm_particles *q = &b.electrodes[1].particles[0];
    for (int i = 1; i < 100; i++) {
        double x = i / 100.0;
        ck_assert_double_eq_tol(at(&q->hysteresis, x), 0.05, 1e-6);
        ck_assert_double_eq_tol(at(&q->potential, x), at(&p->potential, x), 1e-4);
    }
}
END_TEST

START_TEST(what_bpx_cannot_say_is_refused)
{
    gm_bpx metal = bpx_of("li-metal", NULL, 0);
    gm_text text = gm_text_init(&arena);
    gm_json json = gm_json_to_text(&text, 2);
    ck_assert_int_eq(gm_bpx_write(&metal, &json, &arena, &diag), GM_ERR_MODEL);
    ck_assert_ptr_nonnull(strstr(gm_diag_line(&diag, 0), "no electrodes of lithium metal"));
    ck_assert_uint_eq(text.len, 0);
    gm_diag_fini(&diag);
    gm_bpx never_full = bpx_of("chen-2020", NULL, 0);
    never_full.cell.voltage_v.most = 4.6;
    ck_assert_int_eq(gm_bpx_write(&never_full, &json, &arena, &diag), GM_ERR_MODEL);
    ck_assert_uint_eq(text.len, 0);
}
END_TEST

int main(void)
{
    TCase *c = tcase_create("bpx");
    tcase_add_checked_fixture(c, NULL, free_all);
    tcase_add_test(c, a_blend_is_read_with_its_conventions);
    tcase_add_test(c, a_file_of_version_0_is_read_and_what_it_lacks_is_told);
    tcase_add_test(c, values_at_another_temperature_come_to_25_degrees);
    tcase_add_test(c, branches_and_what_is_user_defined);
    tcase_add_test(c, faults_stand_at_their_place);
    tcase_add_test(c, the_cell_of_chen_is_written_as_bpx_takes_it);
    tcase_add_loop_test(c, what_is_written_reads_back_to_the_same_cell, 0,
                        (int)(sizeof files / sizeof files[0]));
    tcase_add_test(c, a_blend_with_hysteresis_and_all_that_bpx_has_no_words_for_come_back);
    tcase_add_test(c, a_formula_that_bpx_has_no_words_for_becomes_a_table);
    tcase_add_test(c, branches_that_bpx_has_no_words_for_become_tables);
    tcase_add_test(c, what_bpx_cannot_say_is_refused);
    return gm_check_main("battery/bpx", c);
}
