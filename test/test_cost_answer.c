// SPDX-License-Identifier: MIT
//
// The cost of a cell by its file. Faults stand in test/bad/cell-cost*.

#include "cell_json.h"

#include "cell/cost_batpac.h"

#include <math.h>

#define KWH_J  3.6e6
#define HOUR_S 3600.0

static gm_arena arena;
static gm_diag diag;

static void free_all(void)
{
    gm_diag_fini(&diag);
    gm_arena_fini(&arena);
}

static gm_cell_answer ask(const char *cost)
{
    const char *text = gm_arena_printf(&arena, "cell:\n  cost:\n%s", cost);
    return cell_answer(cell_text("chen-2020", text, &arena, &diag), &arena, &diag);
}

static void check_near(double got, double want, double relative, const char *what)
{
    ck_assert_msg(fabs(got - want) <= relative * fabs(want), "%s: got %.12g, not %.12g", what,
                  got, want);
}

// ---- the file of BatPaC's plant

static gm_cell_answer of_batpac(void)
{
    return cell_answer(cell_file("lg-m50-cost", NULL, 0, &arena, &diag), &arena, &diag);
}

// 540,000 h, 115.45 million USD and 13,925 m2 are published with the steps at 6 GWh a year.
START_TEST(steps_of_the_file_add_up_to_the_published_plant)
{
    gm_cell_answer a = of_batpac();
    const gm_cost_def *def = a.cost->def;
    double hours = 0.0;
    double usd = 0.0;
    double m2 = 0.0;
    for (int i = 0; i < def->steps.n; i++) {
        hours += def->steps.items[i].labour_s / HOUR_S;
        usd += def->steps.items[i].equipment.value;
        m2 += def->steps.items[i].floor_m2;
        ck_assert_int_eq(def->steps.items[i].equipment.currency, GM_CURRENCY_USD);
    }
    ck_assert_int_eq(def->steps.n, 22);
    check_near(hours, 540000.0, 1e-12, "hours");
    check_near(usd, 115.45e6, 1e-12, "equipment");
    check_near(m2, 13925.0, 1e-12, "floor");
    check_near(def->base.rates[GM_COST_CELLS], 25263158.0, 1e-15, "cells");
}
END_TEST

// The same plant stands in cell/cost_batpac.c, which is held against BatteryCost itself (test_cell_cost).
START_TEST(steps_of_the_file_are_those_that_were_held_against_battery_cost)
{
    static gm_cost_step want[GM_BATPAC_STEPS];
    gm_cell_answer a = of_batpac();
    const gm_cost_plant *p = &a.cost->plant;
    double cny = a.cost->def->cny_per_usd;
    gm_cost_batpac_steps(cny, want);
    ck_assert_int_eq(p->n_steps, GM_BATPAC_STEPS);
    for (int i = 0; i < p->n_steps; i++) {
        const gm_cost_step *s = &p->steps[i];
        ck_assert_int_eq(s->by, want[i].by);
        ck_assert_double_eq_tol(s->labour_s.at_base, want[i].labour_s.at_base, 1e-3);
        ck_assert_double_eq(s->labour_s.power, want[i].labour_s.power);
        ck_assert_double_eq_tol(s->capital.at_base, want[i].capital.at_base, 1e-3);
        ck_assert_double_eq(s->capital.power, want[i].capital.power);
        ck_assert_double_eq(s->area_m2.at_base, want[i].area_m2.at_base);
        ck_assert_double_eq(s->area_m2.power, want[i].area_m2.power);
        ck_assert_double_eq_tol(s->dry_share, want[i].dry_share, 1e-12);
        ck_assert_double_eq(s->load_power, want[i].load_power);
        ck_assert(s->load_power == 0.0 || s->load == want[i].load);
        ck_assert_double_eq(s->cells_kept, want[i].cells_kept);
    }
    gm_cost_rates rates = gm_cost_batpac_rates(cny);
    check_near(p->rates.wage_per_s, rates.wage_per_s, 1e-12, "wage");
    check_near(p->rates.equipment_share, rates.equipment_share, 1e-7, "equipment");
    check_near(p->rates.warranty, rates.warranty, 1e-12, "warranty");
}
END_TEST

// 92.2 % of the electrodes' materials, 90.2 % of foils, 98 % of the separator, 94 % of the electrolyte and 95
// % of cells are BatPaC's yields. A cell has 25.327 g of NMC811, so that 25.327 / 0.922 / 0.95 g are bought;
// solvent is evaporated of all that is.
START_TEST(what_is_bought_is_what_is_in_the_cell_by_the_yields)
{
    gm_cell_answer a = of_batpac();
    const gm_cost_bought *b = a.cost->cost.bought;
    double slurry = 0.99 * 0.95 * 0.99 * 0.99;
    check_near(slurry, 0.922, 5e-4, "yield");
    check_near(b[GM_PART_POSITIVE_ACTIVE].bought, 25.327e-3 / slurry / 0.95, 2e-4, "NMC");
    check_near(b[GM_PART_POSITIVE_FOIL].bought, 0.05135 / (0.99 * 0.92 * 0.99) / 0.95, 1e-9,
               "foil");
    check_near(b[GM_PART_SEPARATOR].bought, 0.1027 / 0.98 / 0.95, 1e-9, "separator");
    check_near(b[GM_PARTS].bought, 1.263157895 * 14.499e-3 / slurry / 0.95, 2e-4, "water");
    check_near(b[GM_PARTS + 1].bought, 0.005 * 1.348314607 * 25.327e-3 / slurry / 0.95, 2e-4,
               "solvent");
}
END_TEST

// ---- a plant that can be counted by hand

// Rates of overheads are 0, so that a cell costs what it is bought for, its labour and what is written off.
#define NO_OVERHEADS                                                                           \
    "equipment: 20 %, floor: 10 %, variable-of-labour: 0, variable-of-depreciation: 0, "       \
    "general-of-labour: 0, general-of-depreciation: 0, research-of-depreciation: 0, "          \
    "launch-of-materials: 0, launch-of-labour: 0, working-capital: 0, profit: 0, warranty: 0"
#define BASE                                                                                   \
    "    base: {energy: 1 GWh, cells: 1e6, area: 1e6 m2, positive: 1e6 kg, negative: 1e6 kg, " \
    "positive-solvent: 1e6 kg, negative-solvent: 1e6 kg}\n"
#define PRICES                                                                                 \
    "    prices: {negative-active: 30 CNY/kg, negative-foil: 9 CNY/m2, positive-active: 150 "  \
    "CNY/kg, positive-foil: 1 CNY/m2, separator: 1 CNY/m2, electrolyte: 20 CNY/kg, housing: "  \
    "0.5 CNY, tabs: 0.5 CNY}\n"
#define STEP                                                                                   \
    "    steps: {all: {by: energy, labour: 1e6 h, labour-power: 1, equipment: 100 MUSD, "      \
    "equipment-power: 1, floor: 1e4 m2, floor-power: 1, energy: 10}}\n"

// Of a kWh, 1 / 19.1806 Wh cells. Bought: 14.499 g x 30 + 25.327 g x 150 + 6.763 g x 20 CNY/kg = 0.43497 +
// 3.79905 + 0.13526; foils 0.05135 m2 x 9 and x 1; separator 0.1027; 1 for can and tabs: 5.98548 CNY a cell.
// 1e6 h x 36 CNY for 1e6 kWh = 36; (100 M x 7 x 0.2 + 1e4 m2 x 700 x 0.1) / 1e6 = 140.7; 10 kWh x 0.5 = 5.
START_TEST(cost_is_the_sum_by_hand)
{
    gm_cell_answer a = ask(
        "    output: 4 GWh\n    exchange: 7 CNY/USD\n" PRICES BASE
        "    rates: {wage: 36 CNY/h, building: 100 USD/m2, energy: 0.5 CNY/kWh, " NO_OVERHEADS
        "}\n" STEP);
    const gm_cost *c = &a.cost->cost;
    double kwh = 19.18056e-3;
    double bought = 0.43497 + 3.79905 + 0.135261 + 0.05135 * 10.0 + 0.1027 + 1.0;
    check_near((c->materials + c->items) / kwh, bought / kwh, 1e-4, "bought");
    check_near(c->worked[0].labour / kwh, 36.0, 1e-4, "labour");
    check_near(c->worked[0].depreciation / kwh, 140.7, 1e-4, "written off");
    check_near(c->worked[0].energy / kwh, 5.0, 1e-4, "energy");
    check_near(c->per_j * KWH_J, bought / kwh + 36.0 + 140.7 + 5.0, 1e-4, "all");
    ck_assert_int_eq(a.cost->currency, GM_CURRENCY_CNY);
}
END_TEST

// 4 GWh of a plant of 1 GWh with a power of 0.5: twice the people for four times the cells.
START_TEST(a_larger_plant_grows_with_its_powers)
{
    gm_cell_answer a =
        ask("    output: 4 GWh\n    exchange: 7 CNY/USD\n" PRICES BASE
            "    rates: {wage: 36 CNY/h, building: 100 USD/m2, " NO_OVERHEADS "}\n"
            "    steps: {all: {by: energy, labour: 1e6 h, labour-power: 0.5, equipment: 0 CNY, "
            "equipment-power: 1, floor: 0 m2, floor-power: 1}}\n");
    check_near(a.cost->cost.labour_s / HOUR_S, 2e6, 1e-12, "hours");
    check_near(a.cost->cost.worked[0].labour, 36.0 * 19.18056e-3 / 2.0, 1e-4, "of a cell");
}
END_TEST

// All in dollars needs no exchange, and is told in dollars.
START_TEST(one_currency_needs_no_exchange)
{
    gm_cell_answer a = ask(
        "    output: 1 GWh\n    prices: {negative-active: 1 USD/kg, negative-foil: 0 USD/m2, "
        "positive-active: 1 USD/kg, positive-foil: 0 USD/m2, separator: 0 USD/m2, "
        "electrolyte: 1 USD/kg, housing: 0 USD, tabs: 0 USD}\n" BASE
        "    rates: {wage: 36 USD/h, building: 100 USD/m2, " NO_OVERHEADS "}\n"
        "    steps: {all: {by: energy, labour: 0 h, labour-power: 1, equipment: 0 USD, "
        "equipment-power: 1, floor: 0 m2, floor-power: 1}}\n");
    ck_assert_int_eq(a.cost->currency, GM_CURRENCY_USD);
    check_near(a.cost->cost.total, 14.499e-3 + 25.327e-3 + 6.763e-3, 1e-4, "a dollar a kg");
}
END_TEST

// ---- from outside

// The electrodes of the LG M50 in cells of 0.24 kWh, as BatPaC's plant makes them. Prismatic cells of this
// chemistry were sold for 480 CNY/kWh (TrendForce, beginning of 2024).
START_TEST(a_cell_as_large_as_those_of_the_plant_costs_about_what_such_cells_were_sold_for)
{
    static const char *const sets[] = {"cell.area=1.2734 m2",
                                       "cell.thermal=null",
                                       "cell.design.sheets={width: 100 mm, pairs: 64}",
                                       "cell.design.housing={mass-share: 8 %, fill: 90 %}",
                                       "cell.design.tabs=20 g",
                                       "cell.cost.prices.housing=6 CNY",
                                       "cell.cost.prices.tabs=3 CNY"};
    gm_cell_answer a =
        cell_answer(cell_file("lg-m50-cost", sets, 7, &arena, &diag), &arena, &diag);
    check_near(a.design->design.energy_j / KWH_J, 6e6 / 25263158.0, 2e-3, "size");
    check_near(a.cost->cost.per_j * KWH_J, 480.0, 0.15, "price");
}
END_TEST

// ---- reports

START_TEST(money_by_material_and_by_step_is_in_the_json)
{
    gm_cell_answer a = of_batpac();
    const char *json = cell_json(&a, &arena);
    const gm_cost *c = &a.cost->cost;
    ck_assert_ptr_nonnull(strstr(json, "\"currency\": \"CNY\""));
    ck_assert_double_eq(JSON_NUMBER(json, "\"cost\": ", "\"per_kwh\": "), c->per_j * KWH_J);
    ck_assert_double_eq(
        JSON_NUMBER(json, "\"cost\": ", "\"key\": \"positive-active\"", "\"money\": "),
        c->bought[GM_PART_POSITIVE_ACTIVE].money);
    ck_assert_double_eq(
        JSON_NUMBER(json, "\"cost\": ", "\"step\": \"formation\"", "\"money\": "),
        c->worked[17].total);
}
END_TEST

int main(void)
{
    TCase *c = tcase_create("cost_answer");
    tcase_add_checked_fixture(c, NULL, free_all);
    tcase_add_test(c, steps_of_the_file_add_up_to_the_published_plant);
    tcase_add_test(c, steps_of_the_file_are_those_that_were_held_against_battery_cost);
    tcase_add_test(c, what_is_bought_is_what_is_in_the_cell_by_the_yields);
    tcase_add_test(c, cost_is_the_sum_by_hand);
    tcase_add_test(c, a_larger_plant_grows_with_its_powers);
    tcase_add_test(c, one_currency_needs_no_exchange);
    tcase_add_test(
        c, a_cell_as_large_as_those_of_the_plant_costs_about_what_such_cells_were_sold_for);
    tcase_add_test(c, money_by_material_and_by_step_is_in_the_json);
    return gm_check_main("battery/cost_answer", c);
}
