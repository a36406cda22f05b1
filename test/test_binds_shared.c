// SPDX-License-Identifier: MIT

#include "check_main.h"
#include "model_set.h"

#include "study/answer.h"
#include "study/binds.h"
#include "study/why.h"

static model_set m;

// Its time, paths and fleets, the steps of its line, and a claim of more than can be made.
static void run_line(const char *things, const char *steps)
{
    static char text[4096];
    snprintf(text, sizeof text,
             "gemba: 1\n"
             "clock: {run: 100 h, warm-up: 10 h}\n"
             "%s"
             "plant:\n"
             "  line:\n"
             "%s"
             "    - sink: out\n"
             "claims: [{says: a, measure: out.count, at least: 1000000}]\n",
             things, steps);
    model_set_open(&m, text);
    ck_assert_int_eq(model_set_run(&m, 2, 2), GM_OK);
}

static const char *words(void)
{
    return gm_binds_explain(&m.set, gm_answer_claims(&m.set, &m.arena), &m.arena)[0].binds;
}

static void expect(const char *things, const char *steps, const char *says)
{
    run_line(things, steps);
    ck_assert_str_eq(words(), says);
    model_set_close(&m);
}

// 100 m there and 100 m back at 1 m/s, no time to load: a round takes 200 s.
#define HALL(n)                                                                                \
    "paths: {hall: {segments: [{from: dock, to: line, length: 100 m}]}}\n"                     \
    "fleets: {agv: {vehicles: " #n ", paths: hall, speed: 1 m/s}}\n"
#define CARRY "    - {transport: carry, fleet: agv, pick-up: dock, drop: line}\n"

// A part every 60 s into a press of 50 s; a vehicle brings one each 200 s: the press works a
// quarter of the time, the vehicle drives empty half of it.
#define BEFORE_PRESS                                                                           \
    "    - {source: blanks, every: 60 s}\n"                                                    \
    "    - {buffer: waiting, holds: unlimited}\n" CARRY "    - {buffer: side, holds: 5}\n"     \
    "    - {station: press, time: 50 s}\n"

START_TEST(one_vehicle_on_a_long_way_binds_the_station_that_it_feeds)
{
    expect(HALL(1), BEFORE_PRESS,
           "agv: its vehicle is busy 100 % of the time, driving empty 50 %, press waits for "
           "parts 75 % of the time");
    expect(
        HALL(3), BEFORE_PRESS,
        "agv: its 3 vehicles are busy 100 % of the time, driving empty 50 %, press waits for "
        "parts 25 % of the time");
}
END_TEST

// The same with a place for two before it: the parts gather outside of the source instead.
START_TEST(parts_that_wait_outside_have_not_gone_through)
{
    expect(HALL(1),
           "    - {source: blanks, every: 60 s}\n"
           "    - {buffer: waiting, holds: 2}\n" CARRY "    - {buffer: side, holds: 5}\n"
           "    - {station: press, time: 50 s}\n",
           "agv: its vehicle is busy 100 % of the time, driving empty 50 %, press waits for "
           "parts 75 % of the time");
}
END_TEST

// Four bring one each 50 s, more than come; fed as fast as can be, the press itself binds.
START_TEST(a_fleet_of_plenty_does_not_bind)
{
    expect(HALL(4), BEFORE_PRESS,
           "blanks: too few parts come, press waits for them 17 % of the time");
    expect(HALL(9),
           "    - source: blanks\n" CARRY "    - {buffer: side, holds: 5}\n"
           "    - {station: press, time: 50 s}\n",
           "press, active 100 % of its shift");
}
END_TEST

// Nothing but the vehicle takes from the press, which works 50 s of each 200.
START_TEST(a_fleet_binds_the_station_that_it_leaves_blocked)
{
    expect(HALL(1),
           "    - source: blanks\n"
           "    - {station: press, time: 50 s}\n" CARRY,
           "agv: its vehicle is busy 100 % of the time, driving empty 50 %, press is blocked "
           "75 % of the time");
}
END_TEST

START_TEST(a_fleet_binds_where_nothing_else_works)
{
    expect(HALL(1),
           "    - {source: blanks, every: 60 s}\n"
           "    - {buffer: waiting, holds: unlimited}\n" CARRY,
           "agv: its vehicle is busy 100 % of the time, driving empty 50 %");
}
END_TEST

// It waits for the press with what it carries: 50 s of work to 200 s of driving, of 7 vehicles.
START_TEST(a_fleet_that_waits_for_a_station_does_not_bind_it)
{
    expect(HALL(7),
           "    - source: blanks\n" CARRY "    - {station: press, time: 50 s}\n"
           "    - {station: pack, time: 20 s}\n",
           "press, active 100 % of its shift");
}
END_TEST

// One pallet: 200 s to fetch and bring it, and 50 s of work, in which the vehicle is idle. No part
// ever waits for a vehicle that is busy.
START_TEST(where_no_part_waits_for_a_vehicle_it_is_not_the_fleet_that_binds)
{
    expect(HALL(1) "limits: [{name: pallets, over: [blanks, press], at-most: 1}]\n",
           "    - source: blanks\n" CARRY "    - {station: press, time: 50 s}\n",
           "press, active 20 % of its shift; 100 % of its lost hours: starved");
}
END_TEST

#define OVENS(kw) "grids: {supply: " kw "}\n"
#define OVEN                                                                                   \
    "    - {station: oven, machines: 3, grid: supply,\n"                                       \
    "       recipe: [{name: heat, time: 100 s, power: 1 kW}]}\n"

// Power for one of three ovens: each works a third of the time and waits for the rest.
START_TEST(power_for_one_of_three_ovens_binds)
{
    expect(OVENS("1 kW"), "    - source: blanks\n" OVEN,
           "supply: its 1 kW are too little, oven waits for power 67 % of the time");
    expect(OVENS("3 kW"), "    - source: blanks\n" OVEN, "oven, active 100 % of its shift");
    expect(OVENS("1 kW"), "    - {source: blanks, every: 200 s}\n" OVEN,
           "blanks: too few parts come, oven waits for them 83 % of the time");
}
END_TEST

// The press behind them works 60 s of each 100; it is needed most, and waits for power, too.
START_TEST(power_binds_the_station_behind_the_ovens)
{
    expect(OVENS("1 kW"),
           "    - source: blanks\n" OVEN "    - {buffer: cooling, holds: 5}\n"
           "    - {station: press, time: 60 s}\n",
           "supply: its 1 kW are too little 100 % of the time, press waits for parts 40 % of "
           "the time");
    expect(OVENS("2 kW"),
           "    - source: blanks\n" OVEN "    - {buffer: cooling, holds: 5}\n"
           "    - {station: press, time: 60 s}\n",
           "press, active 100 % of its shift");
}
END_TEST

// Six channels, three for each part: two of the three machines work.
START_TEST(channels_for_two_of_three_machines_bind)
{
    expect("",
           "    - source: blanks\n"
           "    - {station: cycler, machines: 3, channels: 6,\n"
           "       recipe: [{name: cycle, time: 100 s, channels: 3}]}\n",
           "cycler: its 6 channels are too few, cycler waits for channels 33 % of the time");
}
END_TEST

#define RACK(handling)                                                                         \
    "    - source: blanks\n"                                                                   \
    "    - {rack: store, bays: 4, levels: 1, bay: 1 mm, level: 1 mm, speed: 100 m/s,\n"        \
    "       lift-speed: 100 m/s, handling: " handling
#define PRESS "    - {station: press, time: 50 s}\n"

// Four slots for 400 s each bring a part in 100 s. A crane that takes 50 s to take or set down
// needs 200 s for a part that comes and goes.
START_TEST(slots_and_cranes_of_racks_bind)
{
    expect("", RACK("1 ms") ", least: 400 s}\n" PRESS,
           "store: 100 % of its 4 slots taken, press waits for parts 50 % of the time");
    expect(
        "", RACK("50 s") "}\n" PRESS,
        "store: its crane is busy 100 % of the time, press waits for parts 75 % of the time");
    expect("", RACK("1 s") ", least: 40 s}\n" PRESS, "press, active 100 % of its shift");
}
END_TEST

// Behind the rack one vehicle brings a part in 200 s: all slots are full of what is ripe.
START_TEST(slots_that_are_full_of_ripe_parts_do_not_bind)
{
    expect(HALL(1),
           RACK("1 ms") ", least: 40 s}\n" CARRY "    - {buffer: side, holds: 5}\n" PRESS,
           "agv: its vehicle is busy 100 % of the time, driving empty 50 %, press waits for "
           "parts 75 % of the time");
}
END_TEST

// What is said of the whole plant; the loss of the oven has a name of its own.
START_TEST(why_names_what_is_shared_only_when_it_binds)
{
    run_line(OVENS("1 kW"), "    - source: blanks\n" OVEN);
    gm_why why = gm_why_create(&m.set, false, &m.arena);
    ck_assert_str_eq(why.shared,
                     "supply: its 1 kW are too little, oven waits for power 67 % of the time");
    double power = 0.0;
    for (int32_t i = 0; i < why.losses.n; i++) {
        bool is_power = strcmp(why.losses.items[i].word, GM_LOSS_POWER) == 0;
        power += is_power ? why.losses.items[i].share.mean : 0.0;
    }
    ck_assert_double_eq_tol(power, 2.0 / 3.0, 1e-9);
    model_set_close(&m);
    run_line(OVENS("3 kW"), "    - source: blanks\n" OVEN);
    ck_assert_ptr_null(gm_why_create(&m.set, false, &m.arena).shared);
    model_set_close(&m);
}
END_TEST

int main(void)
{
    TCase *c = tcase_create("binds_shared");
    tcase_add_test(c, one_vehicle_on_a_long_way_binds_the_station_that_it_feeds);
    tcase_add_test(c, parts_that_wait_outside_have_not_gone_through);
    tcase_add_test(c, a_fleet_of_plenty_does_not_bind);
    tcase_add_test(c, a_fleet_binds_the_station_that_it_leaves_blocked);
    tcase_add_test(c, a_fleet_binds_where_nothing_else_works);
    tcase_add_test(c, a_fleet_that_waits_for_a_station_does_not_bind_it);
    tcase_add_test(c, where_no_part_waits_for_a_vehicle_it_is_not_the_fleet_that_binds);
    tcase_add_test(c, power_for_one_of_three_ovens_binds);
    tcase_add_test(c, power_binds_the_station_behind_the_ovens);
    tcase_add_test(c, channels_for_two_of_three_machines_bind);
    tcase_add_test(c, slots_and_cranes_of_racks_bind);
    tcase_add_test(c, slots_that_are_full_of_ripe_parts_do_not_bind);
    tcase_add_test(c, why_names_what_is_shared_only_when_it_binds);
    return gm_check_main("study/binds_shared", c);
}
