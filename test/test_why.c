// SPDX-License-Identifier: MIT

#include "check_main.h"
#include "model_set.h"

#include "study/why.h"

#include <math.h>

#define TOLERANCE 1e-9

static model_set m;

static gm_why why_of(const char *text, int32_t n)
{
    model_set_open(&m, text);
    ck_assert_int_eq(model_set_run(&m, n, 2), GM_OK);
    return gm_why_create(&m.set, true, &m.arena);
}

static const char *name(const gm_why *why, int32_t row_i)
{
    ck_assert_int_ne(row_i, GM_NONE);
    return m.twin->plan->steps[why->rows[row_i].step_i].name;
}

static void expect_cannot(const gm_why *why, gm_detector detector, const char *words)
{
    const gm_detected *by = &why->by[detector];
    ck_assert_int_eq(by->row_i, GM_NONE);
    ck_assert_msg(strstr(by->why, words) != NULL, "'%s' is not in '%s'", words, by->why);
}

// ---- detectors

// 40 s, 60 s, 30 s in a row: the second never waits, so all detectors name it.
START_TEST(the_slowest_of_three_stations_is_found_by_every_detector)
{
    gm_why why = why_of("gemba: 1\n"
                        "clock: {run: 100 h, warm-up: 1 h}\n"
                        "plant:\n"
                        "  line:\n"
                        "    - source: blanks\n"
                        "    - {station: a, time: 40 s}\n"
                        "    - {station: b, time: 60 s}\n"
                        "    - {station: c, time: 30 s}\n"
                        "    - sink: out\n",
                        2);
    for (int d = 0; d < GM_N_DETECTORS; d++) {
        ck_assert_str_eq(name(&why, why.by[d].row_i), "b");
    }
    ck_assert(why.rows[1].is_turning_point);
    ck_assert(!why.rows[0].is_turning_point && !why.rows[2].is_turning_point);
    ck_assert_double_eq_tol(why.rows[1].sole, 1.0, TOLERANCE);
    // a works 40 s of each 60 s and is blocked for the rest; c works 30 s and starves.
    ck_assert_double_eq_tol(why.rows[0].state[GM_STATE_BLOCKED].mean, 20.0 / 60.0, 1e-6);
    ck_assert_double_eq_tol(why.rows[2].state[GM_STATE_STARVED].mean, 30.0 / 60.0, 1e-6);
    ck_assert_double_eq_tol(why.rows[2].state[GM_STATE_STARVED].half_width, 0.0, TOLERANCE);
    // 99 h after the warm-up at 60 an hour.
    ck_assert_double_eq_tol(why.losses.ideal_parts, 5940.0, 1.0);
    ck_assert_double_eq_tol(why.losses.net_parts, 5940.0, 1.0);
    model_set_close(&m);
}
END_TEST

// Two machines of 100 s make one in 50 s: more active than the single one of 40 s, but without
// an active period of the station. With 20 s each they wait more, and the single one is named.
START_TEST(a_detector_that_cannot_see_the_busiest_station_cannot_say)
{
    static const char text[] = "gemba: 1\n"
                               "clock: {run: 100 h, warm-up: 1 h}\n"
                               "plant:\n"
                               "  line:\n"
                               "    - source: blanks\n"
                               "    - {station: a, time: 40 s}\n"
                               "    - {station: pair, machines: 2, time: %d s}\n"
                               "    - sink: out\n";
    char slow[512];
    snprintf(slow, sizeof slow, text, 100);
    gm_why why = why_of(slow, 1);
    expect_cannot(&why, GM_DETECT_SHIFTING, "pair is active more");
    expect_cannot(&why, GM_DETECT_SHIFTING, "its machines wait one by one");
    ck_assert_str_eq(name(&why, why.by[GM_DETECT_SHARE].row_i), "pair");
    ck_assert_str_eq(why.rows[1].why, "its machines wait one by one");
    model_set_close(&m);
    snprintf(slow, sizeof slow, text, 20);
    why = why_of(slow, 1);
    ck_assert_str_eq(name(&why, why.by[GM_DETECT_SHIFTING].row_i), "a");
    model_set_close(&m);
}
END_TEST

START_TEST(a_plant_in_which_nothing_moves_has_no_bottleneck_to_name)
{
    gm_why why = why_of("gemba: 1\n"
                        "clock: {run: 10 h, warm-up: none}\n"
                        "plant:\n"
                        "  line:\n"
                        "    - {source: blanks, limit: 0}\n"
                        "    - {station: press, time: 60 s}\n"
                        "    - sink: out\n",
                        1);
    for (int d = 0; d < GM_N_DETECTORS; d++) {
        ck_assert_int_eq(why.by[d].row_i, GM_NONE);
        ck_assert_ptr_nonnull(why.by[d].why);
    }
    ck_assert(!why.rows[0].is_turning_point);
    model_set_close(&m);
}
END_TEST

// Three places, then seal goes home for 16 of 24 hours: weld is blocked meanwhile.
START_TEST(a_station_that_is_blocked_by_a_night_says_whose)
{
    static const char *const hours[] = {"", ", calendar: one"};
    for (int i = 0; i < 2; i++) {
        char text[512];
        snprintf(text, sizeof text,
                 "gemba: 1\n"
                 "clock: {run: 28 d, warm-up: none}\n"
                 "calendars: {one: {shifts: {d: {from: 06:00, to: 14:00}}, days: mon-sun}}\n"
                 "plant:\n"
                 "  line:\n"
                 "    - source: blanks\n"
                 "    - {station: weld, time: 60 s%s}\n"
                 "    - {buffer: rack, holds: 3}\n"
                 "    - {station: seal, time: 61 s, calendar: one}\n"
                 "    - sink: out\n",
                 hours[i]);
        gm_why why = why_of(text, 1);
        int32_t seal = gm_plan_find(m.twin->plan, "seal");
        ck_assert_int_eq(why.rows[0].waits_for, i == 0 ? seal : GM_NONE);
        model_set_close(&m);
    }
}
END_TEST

// An oven begins as soon as it has a part, so that it never waits and has room for three more.
START_TEST(an_oven_with_room_in_its_batches_is_no_bottleneck)
{
    gm_why why = why_of("gemba: 1\n"
                        "clock: {run: 100 h, warm-up: 1 h}\n"
                        "plant:\n"
                        "  line:\n"
                        "    - {source: blanks, every: 300 s}\n"
                        "    - {station: cut, time: 270 s}\n"
                        "    - {station: oven, time: 310 s, batch: {least: 1, most: 4}}\n"
                        "    - sink: out\n",
                        2);
    ck_assert_double_gt(why.rows[1].active_share.mean, 0.99);
    ck_assert_double_eq_tol(why.rows[1].needed_share, 310.0 / 300.0 / 4.0, 0.01);
    ck_assert_str_eq(name(&why, why.by[GM_DETECT_SHARE].row_i), "cut");
    ck_assert_str_eq(name(&why, why.bottleneck), "cut");
    model_set_close(&m);
}
END_TEST

int main(void)
{
    TCase *c = tcase_create("why");
    tcase_set_timeout(c, 60);
    tcase_add_test(c, the_slowest_of_three_stations_is_found_by_every_detector);
    tcase_add_test(c, a_detector_that_cannot_see_the_busiest_station_cannot_say);
    tcase_add_test(c, a_plant_in_which_nothing_moves_has_no_bottleneck_to_name);
    tcase_add_test(c, a_station_that_is_blocked_by_a_night_says_whose);
    tcase_add_test(c, an_oven_with_room_in_its_batches_is_no_bottleneck);
    return gm_check_main("study/why", c);
}
