// SPDX-License-Identifier: MIT
//
// Racks with times by hand: two bays of 1 m at 1 m/s, so slots 0.5 s and 1.5 s from the entrance
// and 1 s from each other; 1 s to take or set down.

#include "audit.h"
#include "check_main.h"
#include "model_plant.h"

#define HEAD "gemba: 1\nclock: {run: 1 d, horizon: terminating}\n"
#define RACK                                                                                   \
    "{rack: r, bays: 2, levels: 1, bay: 1 m, level: 1 m, speed: 1 m/s, lift-speed: 1 m/s, "    \
    "handling: 1 s, commands: %s%s}\n"

static model_plant plant;

static void run(const char *source, const char *commands, const char *more, double time_s)
{
    char text[2000];
    snprintf(text, sizeof text,
             HEAD "plant:\n  line:\n    - {source: in%s}\n    - " RACK "    - sink: out\n",
             source, commands, more);
    model_run(&plant, text, time_s);
    audit_run(plant.run);
}

// In: 1 + 0.5 + 1, back 0.5; out 0.5 + 1 + 0.5 + 1.
START_TEST(single_commands_come_back_in_between)
{
    run(", every: 1 d, first: 0 s", "single", "", 100.0);
    EXPECT(&plant, "r", 6.0);
    ck_assert_double_eq(plant.run->racks[0].n_cycles, 2.0);
    model_end(&plant);
}
END_TEST

// In 2.5, takes the same part again at 3.5, out at 5.
START_TEST(dual_command_goes_on_from_the_slot)
{
    run(", every: 1 d, first: 0 s", "dual", "", 100.0);
    EXPECT(&plant, "r", 5.0);
    ck_assert_double_eq(plant.run->racks[0].n_dual, 1.0);
    model_end(&plant);
}
END_TEST

// It starts with one part in slot 0 and fetches it: gone at 3. The part of 1 s is stored in the
// slot that is free when it is begun, slot 0 again: 3 + 2.5, then fetched in the same cycle.
START_TEST(fetches_what_it_starts_with)
{
    run(", every: 1 d, first: 1 s", "dual", ", starts-with: 1", 100.0);
    EXPECT(&plant, "r", 3.0, 8.0);
    model_end(&plant);
}
END_TEST

// Ripe 20 s after it is stored at 2.5: out at 22.5 + 3.
START_TEST(parts_ripen_in_their_slots)
{
    run(", every: 1 d, first: 0 s", "dual", ", least: 20 s", 100.0);
    EXPECT(&plant, "r", 25.5);
    ck_assert_double_eq_tol(plant.run->racks[0].state_s[GM_STATE_STARVED] + 100.0 -
                                plant.run->racks[0].account_s,
                            100.0 - 3.0 - 3.0, 1e-9);
    model_end(&plant);
}
END_TEST

// Two slots, both taken, nothing ripe: the third part waits before it.
START_TEST(full_rack_is_blocked)
{
    run("", "dual", ", least: 1000 s", 100.0);
    ck_assert_int_eq(plant.run->racks[0].n_stored, 2);
    ck_assert_int_eq(plant.run->racks[0].state, GM_STATE_BLOCKED);
    ck_assert_double_eq(plant.run->racks[0].n_in, 2.0);
    model_end(&plant);
}
END_TEST

// The exit has one place and what is behind takes a part each 50 s: two ahead, no more.
START_TEST(fetches_ahead_as_far_as_the_exit_has_places)
{
    char text[2000];
    snprintf(text, sizeof text,
             HEAD "plant:\n  line:\n    - source: in\n    - " RACK
                  "    - {station: slow, time: 50 s}\n    - sink: out\n",
             "dual", "");
    model_run(&plant, text, 49.0);
    audit_run(plant.run);
    ck_assert_int_eq(plant.run->racks[0].n_stand, 1);
    ck_assert_double_eq(plant.run->racks[0].n_out, 1.0);
    ck_assert_int_eq(plant.run->racks[0].n_stored, 2);
    model_end(&plant);
}
END_TEST

// `fast` has the near slot, the rest the far one.
START_TEST(classes_have_slots_of_their_own)
{
    char text[2000];
    snprintf(text, sizeof text,
             HEAD
             "parts: {part: {variants: {fast: 50 %%, slow: 50 %%}}}\nplant:\n  line:\n"
             "    - {source: in, part: part, mix: {slow: 100 %%}, every: 1 d, first: 0 s}\n"
             "    - " RACK "    - sink: out\n",
             "single", ", classes: {fast: 50 %, slow: 50 %}");
    model_run(&plant, text, 100.0);
    EXPECT(&plant, "r", 5.0 + 5.0); // 2 1.5 + 2 each way
    model_end(&plant);
}
END_TEST

int main(void)
{
    TCase *cases = tcase_create("rack");
    tcase_add_test(cases, single_commands_come_back_in_between);
    tcase_add_test(cases, dual_command_goes_on_from_the_slot);
    tcase_add_test(cases, fetches_what_it_starts_with);
    tcase_add_test(cases, parts_ripen_in_their_slots);
    tcase_add_test(cases, full_rack_is_blocked);
    tcase_add_test(cases, fetches_ahead_as_far_as_the_exit_has_places);
    tcase_add_test(cases, classes_have_slots_of_their_own);
    return gm_check_main("plant/rack", cases);
}
