// SPDX-License-Identifier: MIT
//
// Recipes: phases, channels and the limit of a grid, by hand.

#include "check_main.h"
#include "figure_window.h"

#include "plant/recipe.h"

#define TRAYS                                                                                  \
    "    - {source: in, part: tray, every: 100 s, first: 0 s, limit: 3}\n"                     \
    "    - {buffer: q, holds: 10}\n"

START_TEST(phases_follow_one_another)
{
    static const char text[] =
        HEAD "plant:\n  line:\n" TRAYS "    - station: form\n      machines: 3\n      recipe:\n"
             "        - {name: pre, time: 50 s, power: 2 kW}\n"
             "        - {name: rest, time: 30 s}\n"
             "        - {name: grade, time: 20 s, power: 4 kW, gives: 1 kW}\n"
             "      energy: {idle: 100 W}\n"
             "    - sink: out\n";
    run(text, (const double[]){0.0, 350.0}, 2);
    EXPECT(&plant, "out", 100.0, 200.0, 300.0);
    check("form", "phases", NULL, 9.0);
    check("form", "drawn", NULL, 3.0 * (50.0 * 2e3 + 20.0 * 4e3));
    check("form", "fed-back", NULL, 3.0 * 20.0 * 1e3);
    // Three machines, each at work for 100 of 350 s.
    check("form", "energy", NULL,
          3.0 * (50.0 * 2e3 + 20.0 * 3e3) + 100.0 * (3.0 * 350.0 - 300.0));
    model_end(&plant);
}
END_TEST

START_TEST(a_phase_waits_for_channels)
{
    // Two channels of three: the trays charge one after the other, and rest at the same time.
    static const char text[] =
        HEAD "plant:\n  line:\n"
             "    - {source: in, part: tray, every: 1 s, first: 0 s, limit: 3}\n"
             "    - {buffer: q, holds: 10}\n"
             "    - station: form\n      machines: 3\n      channels: 3\n      recipe:\n"
             "        - {name: charge, time: 100 s, channels: 2}\n"
             "        - {name: rest, time: 50 s}\n"
             "    - sink: out\n";
    run(text, (const double[]){0.0, 500.0}, 2);
    EXPECT(&plant, "out", 150.0, 250.0, 350.0);
    // The second waits from 1 to 100 s, the third from 2 to 200 s.
    check("form", "waits-for-channels", NULL, (99.0 + 198.0) / (3.0 * 500.0));
    check("form", "waits-for-power", NULL, 0.0);
    check("form", "channels", "mean", 3.0 * 2.0 * 100.0 / 500.0);
    model_expect_state(&plant, "form", GM_STATE_BLOCKED, 99.0 + 198.0);
    model_expect_state(&plant, "form", GM_STATE_WORKING, 450.0);
    model_end(&plant);
}
END_TEST

START_TEST(a_grid_gives_what_it_has)
{
    // 10 kW for phases of 6, 4 and 5 kW: the third waits until the first is done, then runs beside
    // the second.
    static const char text[] =
        HEAD "grids: {supply: 10 kW}\n"
             "parts: {tray: {variants: {a: 50 %, b: 50 %}}}\nplant:\n  line:\n"
             "    - {source: in, part: tray, every: 1 s, first: 0 s, limit: 1}\n"
             "    - {station: six, grid: supply, recipe: {name: p, time: 100 s, power: 6 kW}}\n"
             "    - sink: out\n"
             "  second:\n"
             "    - {source: in-2, part: tray, every: 1 s, first: 10 s, limit: 1}\n"
             "    - {station: four, grid: supply, time: 150 s, energy: {working: 4 kW}}\n"
             "    - sink: out-2\n"
             "  third:\n"
             "    - {source: in-3, part: tray, every: 1 s, first: 20 s, limit: 1}\n"
             "    - {station: five, grid: supply, recipe: {name: p, time: 30 s, power: 5 kW}}\n"
             "    - sink: out-3\n";
    run(text, (const double[]){0.0, 400.0}, 2);
    EXPECT(&plant, "out", 100.0);
    EXPECT(&plant, "out-2", 160.0);
    EXPECT(&plant, "out-3", 130.0);
    check("supply", "limited", NULL, 80.0 / 400.0);
    check("supply", "waiting", "mean", 80.0 / 400.0);
    check("supply", "power", "max", 10e3);
    check("supply", "drawn", NULL, 6e3 * 100.0 + 4e3 * 150.0 + 5e3 * 30.0);
    check("five", "waits-for-power", NULL, 80.0 / 400.0);
    check("four", "energy", NULL, 4e3 * 150.0); // its own states, not twice
    check("plant", "energy", NULL, 6e3 * 100.0 + 4e3 * 150.0 + 5e3 * 30.0);
    model_end(&plant);
}
END_TEST

START_TEST(what_rests_draws_nothing_and_keeps_its_place)
{
    // Down from 40 to 70 s: the phase ends at 130 s, and the other waits for it until then.
    static const char text[] =
        HEAD "grids: {supply: 10 kW}\nplant:\n  line:\n"
             "    - {source: in, part: tray, every: 1 s, first: 0 s, limit: 1}\n"
             "    - {station: a, grid: supply, recipe: {name: p, time: 100 s, power: 8 kW},\n"
             "       fails: {after: 40 s, repair: 30 s, by: calendar}}\n"
             "    - sink: out\n"
             "  second:\n"
             "    - {source: in-2, part: tray, every: 1 s, first: 10 s, limit: 1}\n"
             "    - {station: b, grid: supply, recipe: {name: p, time: 20 s, power: 8 kW}}\n"
             "    - sink: out-2\n";
    run(text, (const double[]){0.0, 135.0}, 2);
    // Up 0 to 40 and 70 to 110 s, 140 s ..: down again at 110 s before it is done.
    check("supply", "drawn", NULL, 8e3 * 80.0);
    check("supply", "limited", NULL, 125.0 / 135.0);
    model_run_to(&plant, 300.0);
    EXPECT(&plant, "out", 160.0);
    EXPECT(&plant, "out-2", 180.0);
    model_end(&plant);
}
END_TEST

START_TEST(trays_go_through_a_recipe_in_their_slots)
{
    // The crane takes 0.5 s to any slot of one bay and back; slots charge one at a time.
    static const char text[] = HEAD
        "grids: {supply: 3 kW}\nplant:\n  line:\n"
        "    - {source: in, part: tray, every: 1 s, first: 0 s, limit: 2}\n"
        "    - {buffer: q, holds: 10}\n"
        "    - {rack: tower, bays: 1, levels: 4, bay: 1 m, level: 1 m, speed: 1000 m/s,\n"
        "       lift-speed: 1000 m/s, commands: single, grid: supply,\n"
        "       recipe: [{name: charge, time: 100 s, power: 2 kW}, {name: rest, time: 40 s}]}\n"
        "    - sink: out\n";
    run(text, (const double[]){0.0, 400.0}, 2);
    // The first is in its slot at 0.0005 s, charged at 100 s and out at 140 s; the second at 240 s.
    ck_assert_double_eq_tol(model_departure_of(&plant, "out", 0).time_s, 140.0, 0.02);
    ck_assert_double_eq_tol(model_departure_of(&plant, "out", 1).time_s, 240.0, 0.02);
    ck_assert_double_eq_tol(value("supply", "drawn", NULL, 0.0), 2.0 * 100.0 * 2e3, 1e-3);
    ck_assert_double_eq_tol(value("tower", "waits-for-power", NULL, 0.0) * 4.0 * 400.0, 99.0,
                            0.01);
    model_end(&plant);
}
END_TEST

START_TEST(a_part_that_is_scrapped_gives_all_back)
{
    static const char text[] =
        HEAD "grids: {supply: 10 kW}\nplant:\n  line:\n"
             "    - {source: in, part: tray, every: 20 s}\n"
             "    - {buffer: q, holds: 100}\n"
             "    - {station: form, machines: 4, channels: 5, grid: supply,\n"
             "       recipe: [{name: a, time: exponential(30 s), power: 4 kW, channels: 2},\n"
             "                {name: b, time: exponential(20 s), channels: 1}],\n"
             "       fails: {after: exponential(60 s), repair: 10 s, part: scrap}}\n"
             "    - sink: out\n";
    run(text, (const double[]){0.0, 20000.0}, 2);
    const gm_run *r = plant.run;
    double promised_w = 0.0;
    int32_t channels = 0;
    for (int32_t i = 0; i < r->plan->n_clients; i++) {
        const gm_client *c = &r->clients[i];
        const gm_recipe_phase_def *phase = &r->plan->recipes[0].def->phases[c->phase];
        promised_w += c->has ? phase->power_w : 0.0;
        channels += c->has ? phase->channels : 0;
    }
    ck_assert_double_eq_tol(r->grids[0].promised_w, promised_w, 1e-6);
    ck_assert_int_eq(r->recipes[0].channels, channels);
    ck_assert_double_le(value("supply", "power", "max", 0.0), 10e3);
    ck_assert_double_gt(value("form", "scrap", NULL, 0.0), 10.0);
    model_end(&plant);
}
END_TEST

int main(void)
{
    TCase *c = tcase_create("recipe");
    tcase_add_test(c, phases_follow_one_another);
    tcase_add_test(c, a_phase_waits_for_channels);
    tcase_add_test(c, a_grid_gives_what_it_has);
    tcase_add_test(c, what_rests_draws_nothing_and_keeps_its_place);
    tcase_add_test(c, trays_go_through_a_recipe_in_their_slots);
    tcase_add_test(c, a_part_that_is_scrapped_gives_all_back);
    return gm_check_main("plant/recipe", c);
}
