// SPDX-License-Identifier: MIT

#include "cell_model.h"
#include "check_main.h"

#include "study/answer.h"
#include "study/rests.h"

#include <math.h>

#define GRID "isothermal: yes, cells: 6, shells: 10"

// At 0.5C nothing but the current binds: the time is 2 h (to - 10 %), uniform from 60 to 84 min.
#define SLOW                                                                                   \
    "charges:\n  slow: {to: {value: 70 %, range: [60 %, 80 %], shape: uniform}, "              \
    "current: C/2, model: SPM, " GRID "}\n"

typedef struct answered {
    cell_model m;
    gm_replications set;
    const gm_claim_answer *claims;
} answered;

static void answer_opened(answered *a, int32_t n, int32_t cell_futures)
{
    gm_replications_init(&a->set, a->m.twin, (uint32_t)a->m.model->clock.seed);
    gm_replicate_options how = {.cell_futures = cell_futures, .n_threads = 1};
    ck_assert_int_eq(gm_replicate(&a->set, n, &how), GM_OK);
    a->claims = gm_answer_claims(&a->set, &a->m.arena);
}

static void answer(answered *a, const char *text, int32_t n, int32_t cell_futures)
{
    cell_model_open(&a->m, text, NULL, 0);
    answer_opened(a, n, cell_futures);
}

static void forget(answered *a)
{
    gm_replications_fini(&a->set);
    cell_model_close(&a->m);
}

// ---- verdicts

// 82.8 min are those to 79 %, 95 of each hundred futures; 72 min those to 70 %, half of them.
START_TEST(a_claim_holds_in_95_of_100_futures_fails_in_95_or_is_open)
{
    answered a;
    answer(&a,
           SLOW "claims:\n"
                "  - {says: all, measure: charges.slow.time, at most: 84.1 min}\n"
                "  - {says: just, measure: charges.slow.time, at most: 82.8 min}\n"
                "  - {says: half, measure: charges.slow.time, at most: 72 min}\n"
                "  - {says: none, measure: charges.slow.time, at most: 59 min}\n"
                "  - {says: capacity, measure: cell.capacity, at least: 5.1 Ah}\n"
                "  - {says: power, measure: charges.slow.power, at least: 1 kW}\n",
           1, GM_CELL_FUTURES);
    static const gm_verdict verdicts[] = {GM_VERDICT_HOLDS, GM_VERDICT_HOLDS, GM_VERDICT_OPEN,
                                          GM_VERDICT_FAILS, GM_VERDICT_HOLDS, GM_VERDICT_FAILS};
    static const int holds[] = {400, 380, 200, 0, 400, 0};
    for (int i = 0; i < 6; i++) {
        ck_assert_int_eq(a.claims[i].verdict, verdicts[i]);
        ck_assert_int_eq(a.claims[i].n, 400);
        ck_assert_int_eq(a.claims[i].n_holds, holds[i]);
    }
    // 72 min at the median, 13 more than 59; within a percent of the range.
    ck_assert_double_eq_tol(a.claims[3].median, 4320.0, 14.4);
    ck_assert_double_eq_tol(a.claims[3].short_by, 780.0, 14.4);
    ck_assert_double_eq_tol(a.claims[3].p5, 3672.0, 14.4);
    ck_assert_double_eq_tol(a.claims[3].p95, 4968.0, 14.4);
    ck_assert_str_eq(a.claims[3].binds, "current of the cell, longest in 400 of 400");
    ck_assert_ptr_null(a.claims[0].binds);
    ck_assert_ptr_null(a.claims[0].change);
    forget(&a);
}
END_TEST

// Charged, graphite is below 300 mV against lithium.
START_TEST(a_charge_that_ends_short_fails_its_claim_with_its_reason)
{
    answered a;
    answer(
        &a,
        "charges:\n"
        "  stuck: {plating-margin: 300 mV, temperature: {value: 25 degC, range: [20 degC, 30 "
        "degC]}, " GRID "}\n"
        "claims: [{says: x, measure: charges.stuck.time, at most: 100 h}]\n",
        1, 20);
    const gm_claim_answer *c = &a.claims[0];
    ck_assert_int_eq(c->verdict, GM_VERDICT_FAILS);
    ck_assert_int_eq(c->n, 20);
    ck_assert_int_eq(c->n_holds, 0);
    ck_assert(isnan(c->median) && isnan(c->short_by));
    ck_assert_str_eq(c->binds,
                     "not done in 20 of 20: within its limits nothing flows any more");
    forget(&a);
}
END_TEST

START_TEST(without_a_cell_nothing_can_be_said)
{
    cell_model m;
    static const char text[] =
        "gemba: 1\nfacts: {x: {value: 1 min, source: y}}\n"
        "claims:\n"
        "  - {says: a, measure: charges.fast.time, at most: 10 min}\n"
        "  - {says: b, measure: cell.energy, at least: 1 kWh}\n"
        "  - {says: c, measure: facts.x, at most: 10 min, needs: cell}\n";
    memset(&m, 0, sizeof m);
    ck_assert_int_eq(
        gm_model_load_text("t.yaml", gm_slice_of(text), NULL, &m.arena, &m.diag, &m.model),
        GM_OK);
    m.twin = gm_twin_create(m.model, &m.arena, &m.diag);
    ck_assert_ptr_nonnull(m.twin);
    for (int i = 0; i < 3; i++) {
        ck_assert_int_eq(m.twin->claims[i].by, GM_ANSWER_CANNOT);
        ck_assert_str_eq(m.twin->claims[i].why, "no cell in the model");
    }
    cell_model_close(&m);
}
END_TEST

// A number that was written down for want of a cell is no measurement.
START_TEST(what_needs_a_cell_is_measured_at_the_cell)
{
    answered a;
    answer(&a,
           SLOW "facts: {x: {value: 1 min, source: y}}\n"
                "claims:\n"
                "  - {says: a, measure: facts.x, at most: 10 min, needs: cell}\n"
                "  - {says: b, measure: charges.slow.time, at most: 2 h, needs: cell}\n",
           1, 10);
    ck_assert_int_eq(a.claims[0].verdict, GM_VERDICT_CANNOT);
    ck_assert_str_eq(a.claims[0].why, "its measure is none of the cell");
    ck_assert_int_eq(a.claims[1].verdict, GM_VERDICT_HOLDS);
    forget(&a);
}
END_TEST

// ---- beside a plant

START_TEST(replication_r_of_a_plant_goes_with_future_r_of_its_cell)
{
    static const char text[] =
        SLOW "clock: {run: 1 h, replications: 3}\n"
             "plant: {line: [{source: in}, {station: weld, time: 60 s}, {sink: out}]}\n"
             "claims:\n"
             "  - {says: parts, measure: out.count, at least: 50}\n"
             "  - {says: x, measure: charges.slow.time, at most: 72 min}\n";
    answered few;
    answered many;
    answer(&few, text, 3, 0);
    answer(&many, text, 3, GM_CELL_FUTURES);
    ck_assert_int_eq(few.claims[1].n, 3);
    ck_assert_int_eq(many.claims[1].n, 400);
    ck_assert_int_eq(few.claims[0].n, 3);
    ck_assert_int_eq(many.claims[0].n, 3);
    for (int32_t r = 0; r < 3; r++) {
        double value = gm_answer_claim_value(&few.set, 1, r);
        ck_assert_double_gt(value, 3600.0);
        ck_assert_double_eq(value, gm_answer_claim_value(&many.set, 1, r));
    }
    // An open claim about the cell is no reason for more replications of the plant.
    ck_assert_int_eq(many.claims[1].verdict, GM_VERDICT_OPEN);
    many.claims = gm_answer_claims(&many.set, &many.m.arena);
    ck_assert(gm_answers_are_clear(&many.claims[1], 1));
    // What a claim rests on: the plant's not on the cell, and the cell's on its own charge.
    gm_stated stated = gm_stated_of(many.m.model, &many.m.arena);
    gm_rests plant = gm_rests_of(many.m.twin, &stated, 0, &many.m.arena);
    gm_rests cell = gm_rests_of(many.m.twin, &stated, 1, &many.m.arena);
    ck_assert_int_eq(plant.n, 0);
    ck_assert_int_eq(cell.n, many.m.model->n_inputs);
    forget(&few);
    forget(&many);
}
END_TEST

// ---- where it would hold

static double minutes_at(double celsius)
{
    cell_model m;
    char text[200];
    snprintf(text, sizeof text,
             "charges: {fast: {current: 6C, temperature: %g degC, " GRID "}}\n", celsius);
    cell_model_open(&m, text, NULL, 0);
    double minutes = cell_model_charge(&m, 0).time_s / 60.0;
    cell_model_close(&m);
    return minutes;
}

static int degrees_in(const char *words, const char *before)
{
    int degrees = -1000;
    const char *at = strstr(words, before);
    ck_assert_msg(at != NULL, "%s", words);
    ck_assert_int_eq(sscanf(at + strlen(before), "%d", &degrees), 1);
    return degrees;
}

// By the model read with these temperatures.
START_TEST(the_change_is_the_first_whole_degree_at_which_the_claim_holds)
{
    answered a;
    answer(&a,
           "charges:\n"
           "  fast: {current: 6C, " GRID "}\n"
           "  slow: {current: C/20, to: 20 %, model: SPM, " GRID "}\n"
           "claims:\n"
           "  - {says: x, measure: charges.fast.time, at most: 30 min}\n"
           "  - {says: y, measure: charges.fast.time, at most: 5 min}\n"
           "  - {says: z, measure: charges.slow.highest, at most: 18 degC}\n"
           "  - {says: w, measure: cell.energy, at least: 1 kWh}\n",
           1, GM_CELL_FUTURES);
    ck_assert_int_eq(a.claims[0].verdict, GM_VERDICT_FAILS);
    ck_assert_int_eq(a.claims[0].n, 1);
    ck_assert_str_eq(a.claims[0].note, "no input that moves it has a range");
    int degrees = degrees_in(a.claims[0].change, "would hold from ");
    ck_assert_ptr_nonnull(strstr(a.claims[0].change, " degC on"));
    ck_assert_double_le(minutes_at(degrees), 30.0);
    ck_assert_double_gt(minutes_at(degrees - 1), 30.0);
    // Of 60 degC at most its data know, and that takes 16 min; of -10 degC at least.
    ck_assert_str_eq(a.claims[1].change,
                     "would hold at no temperature that its data know, -10 to 60 degC");
    ck_assert_str_eq(a.claims[2].change, "would hold up to 18 degC");
    ck_assert_ptr_null(a.claims[3].change);
    forget(&a);
}
END_TEST

// ---- what may be claimed

START_TEST(a_measure_of_the_cell_that_there_is_not_is_told_with_what_is_near)
{
    static const struct {
        const char *claim;
        const char *says;
    } cases[] = {
        {"{says: a, measure: charges.slwo.time, at most: 1 h}", "did you mean 'slow'"},
        {"{says: a, measure: charges.slow.tiem, at most: 1 h}", "did you mean 'time'"},
        {"{says: a, measure: cell.energie, at most: 1 kWh}", "did you mean 'energy'"},
        {"{says: a, measure: experiments.x.time, at most: 1 h}", "unknown experiment 'x'"},
        {"{says: a, measure: charges, at most: 1 h}", "`charges.slow.time`"},
        {"{says: a, measure: charges.slow.time per h, at most: 1}", "takes no `per`"},
        {"{says: a, measure: cell.energy.mean, at most: 1 kWh}", "takes no statistic"},
        {"{says: a, measure: charges.slow.time, at most: 1 kWh}", "is a time, the bound is"},
        {"{says: a, measure: charges.slow.time, at most: 1 h, in: 2029}", "has no `in:`"},
    };
    cell_model m;
    char text[500];
    snprintf(text, sizeof text, "%sclock: {start: 2029-01-01, run: 1 d}\nclaims: [%s]\n", SLOW,
             cases[_i].claim);
    cell_model_load(&m, text, NULL, 0);
    ck_assert_ptr_null(m.twin);
    ck_assert_msg(strstr(gm_diag_line(&m.diag, 0), cases[_i].says) != NULL, "%s",
                  gm_diag_line(&m.diag, 0));
    cell_model_close(&m);
}
END_TEST

// Discharged at C/20 from full to empty, by the capacity between its voltages: 5.1532 Ah (PyBaMM's
// Chen2020); at C/20 a little is left.
START_TEST(an_experiment_is_measured_by_what_its_steps_moved)
{
    answered a;
    answer(&a,
           "experiments:\n"
           "  capacity:\n"
           "    start: 100 %\n"
           "    isothermal: yes\n"
           "    model: SPM\n"
           "    steps: [{discharge: C/20, until: 2.5 V}, {charge: C/20, until: 3.5 V}]\n"
           "claims:\n"
           "  - {says: a, measure: experiments.capacity.discharged, at least: 5.1 Ah}\n"
           "  - {says: b, measure: experiments.capacity.discharged, at most: 5.1532 Ah}\n"
           "  - {says: c, measure: experiments.capacity.charged, at most: 2 Ah}\n",
           1, 1);
    for (int i = 0; i < 3; i++) {
        ck_assert_int_eq(a.claims[i].verdict, GM_VERDICT_HOLDS);
    }
    forget(&a);
}
END_TEST

// 4.5 V are above what the cell may have: the step is never met.
START_TEST(an_experiment_that_stops_fails_its_claim_with_its_reason)
{
    answered a;
    answer(
        &a,
        "experiments:\n"
        "  test: {start: 50 %, isothermal: yes, model: SPM, steps: [{charge: C/2, until: 4.9 "
        "V}]}\n"
        "claims: [{says: a, measure: experiments.test.time, at most: 100 h}]\n",
        1, 1);
    ck_assert_int_eq(a.claims[0].verdict, GM_VERDICT_FAILS);
    ck_assert_ptr_nonnull(strstr(a.claims[0].binds, "not done in 1 of 1: particles of the "));
    forget(&a);
}
END_TEST

// ---- how it is built

// A cell whose tabs alone are not known, uniform from 1 to 5 g: beside them it weighs 65.068 g (its layers, see
// test_design_answer, and a can of 21 x 70 mm and 0.25 mm steel, 10.251 g), so that 66.668 g are those of 1.6
// g, 15 of 100 futures, and the median is 68.068 g. 19.1806 Wh by 70.068 g are 273.7 Wh/kg.
#define PARTS "cell.design.housing.wall=0.25 mm", "cell.design.electrolyte.spare=5 %"

START_TEST(what_a_cell_weighs_is_an_interval_where_a_part_of_it_is_not_known)
{
    static const char *const sets[] = {
        PARTS, "cell.design.tabs={value: 3 g, range: [1 g, 5 g], shape: uniform}"};
    answered a;
    cell_model_open(&a.m,
                    "claims:\n"
                    "  - {says: light, measure: cell.mass, at most: 66.668 g}\n"
                    "  - {says: dense, measure: cell.specific-energy, at least: 273 Wh/kg}\n"
                    "  - {says: wide, measure: cell.mass, at most: 60 g}\n",
                    sets, 3);
    answer_opened(&a, 1, GM_CELL_FUTURES);
    ck_assert_int_eq(a.claims[0].n, 400);
    ck_assert_int_eq(a.claims[0].n_holds, 60);
    ck_assert_int_eq(a.claims[0].verdict, GM_VERDICT_OPEN);
    ck_assert_double_eq_tol(a.claims[0].median, 68.068e-3, 0.04e-3);
    ck_assert_double_eq_tol(a.claims[0].p5, 66.268e-3, 0.04e-3);
    ck_assert_double_eq_tol(a.claims[0].p95, 69.868e-3, 0.04e-3);
    ck_assert_int_eq(a.claims[1].verdict, GM_VERDICT_HOLDS);
    ck_assert_int_eq(a.claims[2].verdict, GM_VERDICT_FAILS);
    ck_assert_ptr_null(a.claims[2].change); // no temperature makes it lighter
    forget(&a);
}
END_TEST

// 10 x 3 cells of 19.1806 Wh are 0.57542 kWh, 94 % of it 0.54089; 30 x 68.068 g by 66 % are 3.0940 kg. That the
// charge cannot be done within a minute does not matter to what its pack weighs.
START_TEST(a_pack_is_what_it_is_whether_it_is_charged_or_not)
{
    static const char *const sets[] = {PARTS, "cell.design.tabs=3 g",
                                       "cell.design.pack={usable: 94 %, mass-share: 66 %}"};
    answered a;
    cell_model_open(
        &a.m,
        "charges: {slow: {current: C/2, within: 1 min, model: SPM, pack: {series: 10, "
        "parallel: 3}, " GRID "}}\n"
        "claims:\n"
        "  - {says: gross, measure: charges.slow.pack-energy, at least: 0.5754 kWh}\n"
        "  - {says: usable, measure: charges.slow.pack-usable, at least: 0.5408 kWh}\n"
        "  - {says: usable, measure: charges.slow.pack-usable, at most: 0.5410 kWh}\n"
        "  - {says: mass, measure: charges.slow.pack-mass, at least: 3.093 kg}\n"
        "  - {says: mass, measure: charges.slow.pack-mass, at most: 3.095 kg}\n"
        "  - {says: time, measure: charges.slow.time, at most: 100 h}\n",
        sets, 4);
    answer_opened(&a, 1, GM_CELL_FUTURES);
    for (int i = 0; i < 5; i++) {
        ck_assert_msg(a.claims[i].verdict == GM_VERDICT_HOLDS, "claim %d", i);
    }
    ck_assert_int_eq(a.claims[5].verdict, GM_VERDICT_FAILS);
    forget(&a);
}
END_TEST

// A frame of 6 kg/m2 at 5 MPa, under 20 MPa twice that, on 65 mm x 790 mm of each of 30 cells: 18.486 kg beyond the
// 3.0940 kg above.
START_TEST(the_frame_of_a_pack_follows_the_pressure_on_its_stacks)
{
    static const char *const sets[] = {
        PARTS, "cell.design.tabs=3 g", "cell.pressure=20 MPa",
        "cell.design.pack={mass-share: 66 %, frame: 6 kg/m2, frame-pressure: 5 MPa}"};
    answered a;
    cell_model_open(
        &a.m,
        "charges: {slow: {current: C/2, within: 1 min, model: SPM, pack: {series: 10, "
        "parallel: 3}, " GRID "}}\n"
        "claims:\n"
        "  - {says: mass, measure: charges.slow.pack-mass, at least: 21.579 kg}\n"
        "  - {says: mass, measure: charges.slow.pack-mass, at most: 21.581 kg}\n",
        sets, 5);
    answer_opened(&a, 1, GM_CELL_FUTURES);
    ck_assert_int_eq(a.claims[0].verdict, GM_VERDICT_HOLDS);
    ck_assert_int_eq(a.claims[1].verdict, GM_VERDICT_HOLDS);
    forget(&a);
}
END_TEST

START_TEST(a_figure_that_the_file_does_not_give_is_refused_with_what_is_missing)
{
    static const struct {
        const char *measure;
        const char *why;
    } rows[] = {
        {"cell.cost, at most: 500 CNY/kWh", "the cell has no `cost:`"},
        {"experiments.e.lithium-lost, at most: 1 Ah", "the cell has no `aging:`"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        cell_model m;
        char text[400];
        snprintf(text, sizeof text,
                 "experiments: {e: {steps: [{rest: 1 s}]}}\n"
                 "claims: [{says: x, measure: %s}]\n",
                 rows[i].measure);
        cell_model_load(&m, text, NULL, 0);
        ck_assert_ptr_null(m.twin);
        ck_assert_ptr_nonnull(strstr(gm_diag_line(&m.diag, 0), rows[i].why));
        cell_model_close(&m);
    }
}
END_TEST

// One price from 140 to 160 CNY/kg: 20 CNY/kg of 25.327 g / 0.922 / 0.95 bought are 0.5784 CNY, and in 90 of 100
// futures 27.14 CNY/kWh. Profit is 5 % of the 5 % (launch) and 15 % (working capital) of a year's materials
// that are invested, and warranty 5.6 % of all: by 1.01 x 1.056 they are 28.95 CNY/kWh.
START_TEST(cost_is_an_interval_where_a_price_is)
{
    static const char *const sets[] = {
        PARTS, "cell.design.tabs=3 g", "cell.cost.exchange=7.2 CNY/USD",
        "cell.cost.prices={negative-active: 30 CNY/kg, negative-foil: 9 CNY/m2, "
        "positive-active: {value: 150 CNY/kg, range: [140 CNY/kg, 160 CNY/kg], shape: "
        "uniform}, "
        "positive-foil: 1.3 CNY/m2, separator: 1.2 CNY/m2, electrolyte: 22 CNY/kg, housing: "
        "0.6 "
        "CNY, tabs: 0.3 CNY}"};
    answered a;
    cell_model_load_of(&a.m, "lg-m50-cost",
                       "claims:\n"
                       "  - {says: cost, measure: cell.cost, at most: 600 CNY/kWh}\n"
                       "  - {says: one, measure: cell.cost-of-one, at least: 1 CNY}\n",
                       sets, 5);
    ck_assert_ptr_nonnull(a.m.twin);
    answer_opened(&a, 1, GM_CELL_FUTURES);
    ck_assert_int_eq(a.claims[0].n, 400);
    ck_assert_double_eq_tol(3.6e6 * (a.claims[0].p95 - a.claims[0].p5), 28.95, 0.3);
    ck_assert_int_eq(a.claims[1].verdict, GM_VERDICT_HOLDS);
    forget(&a);
}
END_TEST

int main(void)
{
    TCase *c = tcase_create("answer_cell");
    tcase_add_test(c, a_claim_holds_in_95_of_100_futures_fails_in_95_or_is_open);
    tcase_add_test(c, a_charge_that_ends_short_fails_its_claim_with_its_reason);
    tcase_add_test(c, without_a_cell_nothing_can_be_said);
    tcase_add_test(c, what_needs_a_cell_is_measured_at_the_cell);
    tcase_add_test(c, replication_r_of_a_plant_goes_with_future_r_of_its_cell);
    tcase_add_test(c, the_change_is_the_first_whole_degree_at_which_the_claim_holds);
    tcase_add_loop_test(c, a_measure_of_the_cell_that_there_is_not_is_told_with_what_is_near, 0,
                        9);
    tcase_add_test(c, an_experiment_is_measured_by_what_its_steps_moved);
    tcase_add_test(c, an_experiment_that_stops_fails_its_claim_with_its_reason);
    tcase_add_test(c, what_a_cell_weighs_is_an_interval_where_a_part_of_it_is_not_known);
    tcase_add_test(c, a_pack_is_what_it_is_whether_it_is_charged_or_not);
    tcase_add_test(c, the_frame_of_a_pack_follows_the_pressure_on_its_stacks);
    tcase_add_test(c, a_figure_that_the_file_does_not_give_is_refused_with_what_is_missing);
    tcase_add_test(c, cost_is_an_interval_where_a_price_is);
    return gm_check_main("study/answer_cell", c);
}
