// SPDX-License-Identifier: MIT

#include "check_main.h"
#include "model_set.h"

#include "study/losses.h"

#include <math.h>

#define TOLERANCE 1e-9

static model_set m;

static gm_losses losses_of(const char *text, int32_t n, const char *step)
{
    model_set_open(&m, text);
    ck_assert_int_eq(model_set_run(&m, n, 2), GM_OK);
    int32_t step_i = gm_plan_find(m.twin->plan, step);
    ck_assert_int_ne(step_i, GM_NONE);
    return gm_losses_of(&m.set, 0, step_i, &m.arena);
}

static double loss(const gm_losses *l, const char *word)
{
    for (int32_t i = 0; i < l->n; i++) {
        if (strcmp(l->items[i].word, word) == 0) {
            return l->items[i].share.mean;
        }
    }
    ck_abort_msg("no loss is called %s", word);
    return 0.0;
}

// No loss is a gain, and ideal less all losses is net.
static void expect_whole(const gm_losses *l)
{
    double share = l->net_share;
    double parts = l->net_parts;
    for (int32_t i = 0; i < l->n; i++) {
        ck_assert_double_ge(l->items[i].share.mean, -1e-12);
        share += l->items[i].share.mean;
        parts += l->items[i].parts;
    }
    ck_assert_double_eq_tol(share, 1.0, TOLERANCE);
    ck_assert_double_eq_tol(parts, l->ideal_parts, 1e-6 * l->ideal_parts);
}

// With shifts, failures, changeovers, scrap, variants, and any warm-up.
START_TEST(the_waterfall_leaves_out_no_hour)
{
    static const char *const clocks[] = {"run: 28 d, warm-up: 7 d", "run: 28 d, warm-up: none",
                                         "run: 28 d", "run: 20000 parts, warm-up: 2000 parts"};
    for (int i = 0; i < 4; i++) {
        char text[2048];
        snprintf(text, sizeof text,
                 "gemba: 1\n"
                 "clock: {%s}\n"
                 "calendars: {days: {shifts: {d: {from: 06:00, to: 22:00}}, days: mon-fri}}\n"
                 "parts: {part: {variants: {x: 50 %%, y: 50 %%}}}\n"
                 "plant:\n"
                 "  line:\n"
                 "    - source: blanks\n"
                 "    - station: press\n"
                 "      time: {x: exponential(40 s), y: exponential(80 s)}\n"
                 "      calendar: days\n"
                 "      fails: {after: exponential(2 h), repair: exponential(10 min)}\n"
                 "      changeover: {every: 100 parts, takes: 20 min}\n"
                 "      scrap: 3 %%\n"
                 "    - {buffer: rack, holds: 3}\n"
                 "    - {station: pack, time: exponential(50 s), calendar: days}\n"
                 "    - sink: out\n",
                 clocks[i]);
        gm_losses l = losses_of(text, 3, "press");
        expect_whole(&l);
        ck_assert_double_gt(loss(&l, "breakdowns"), 0.01);
        ck_assert_double_gt(loss(&l, "changeovers"), 0.01);
        ck_assert_double_gt(loss(&l, "scrap and rejects"), 0.001);
        ck_assert_double_gt(l.items[0].share.half_width, -1.0); // each has an interval
        model_set_close(&m);
    }
}
END_TEST

// 16 h on 5 of 7 days: off for 1 - 80/168 of the time.
START_TEST(off_shift_is_what_the_calendar_says)
{
    gm_losses l = losses_of("gemba: 1\n"
                            "clock: {run: 28 d, warm-up: none}\n"
                            "calendars: {days: {shifts: {d: {from: 06:00, to: 22:00}}, days: "
                            "mon-fri}}\n"
                            "plant:\n"
                            "  line:\n"
                            "    - source: blanks\n"
                            "    - {station: press, time: 60 s, calendar: days}\n"
                            "    - sink: out\n",
                            1, "press");
    ck_assert_double_eq_tol(loss(&l, "off shift"), 1.0 - 80.0 / 168.0, TOLERANCE);
    ck_assert_double_eq_tol(l.ideal_parts, 28.0 * 1440.0, 1e-6);
    expect_whole(&l);
    model_set_close(&m);
}
END_TEST

// 90 % take 60 s, 10 % 300 s: 84 s in the mean of what is made, 180 s in the mean of the two.
START_TEST(the_ideal_rate_weighs_variants_by_what_was_made)
{
    gm_losses l = losses_of("gemba: 1\n"
                            "clock: {run: 1000 h, warm-up: none}\n"
                            "parts: {part: {variants: {x: 90 %, y: 10 %}}}\n"
                            "plant:\n"
                            "  line:\n"
                            "    - {source: blanks, mix-rule: levelled}\n"
                            "    - {station: press, time: {x: 60 s, y: 300 s}}\n"
                            "    - sink: out\n",
                            1, "press");
    ck_assert_double_eq_tol(l.ideal_parts, 3.6e6 / 84.0, 10.0);
    ck_assert_double_eq_tol(l.net_share, 1.0, 1e-4);
    expect_whole(&l);
    model_set_close(&m);
}
END_TEST

// A pair comes in each minute, and a cycle of a minute could take four: half of each is empty.
START_TEST(a_batch_machine_loses_the_places_that_stay_empty)
{
    gm_losses l = losses_of("gemba: 1\n"
                            "clock: {run: 100 h, warm-up: 1 h, horizon: terminating}\n"
                            "plant:\n"
                            "  line:\n"
                            "    - {source: trays, every: 30 s}\n"
                            "    - station: oven\n"
                            "      time: 60 s\n"
                            "      batch: {least: 2, most: 4}\n"
                            "      queue: unlimited\n"
                            "    - sink: out\n",
                            1, "oven");
    ck_assert_double_eq_tol(l.ideal_parts, 99.0 * 240.0, 1.0);
    ck_assert_double_eq_tol(l.net_parts, 99.0 * 120.0, 2.0);
    ck_assert_double_eq_tol(loss(&l, "batches not full"), 0.5, 1e-3);
    ck_assert_double_eq_tol(loss(&l, "slower than planned"), 0.0, 1e-3);
    expect_whole(&l);
    model_set_close(&m);
}
END_TEST

// The cycle of two variants is weighed by what was good: of what was not all work is scrap.
START_TEST(a_station_without_a_good_part_loses_its_work_to_scrap)
{
    gm_losses l = losses_of("gemba: 1\n"
                            "clock: {run: 100 h, warm-up: none}\n"
                            "parts: {body: {variants: {a: 50 %, b: 50 %}}}\n"
                            "plant:\n"
                            "  line:\n"
                            "    - {source: blanks, part: body}\n"
                            "    - {station: press, time: {a: 60 s, b: 80 s}, scrap: 100 %}\n"
                            "    - sink: out\n",
                            1, "press");
    ck_assert_double_eq_tol(loss(&l, "scrap and rejects"), 1.0, 1e-9);
    ck_assert_double_eq(l.net_share, 0.0);
    model_set_close(&m);
}
END_TEST

// By chance some histories are faster than the law's mean: measured by themselves they lose
// nothing.
START_TEST(luck_is_no_negative_loss)
{
    for (int seed = 1; seed <= 10; seed++) {
        char text[512];
        snprintf(text, sizeof text,
                 "gemba: 1\n"
                 "clock: {run: 10 h, warm-up: none, seed: %d}\n"
                 "plant:\n"
                 "  line:\n"
                 "    - source: blanks\n"
                 "    - {station: press, time: exponential(60 s), scrap: 10 %%}\n"
                 "    - sink: out\n",
                 seed);
        gm_losses l = losses_of(text, 1, "press");
        expect_whole(&l);
        model_set_close(&m);
    }
}
END_TEST

START_TEST(without_a_good_part_of_any_variant_the_ideal_rate_is_not_known)
{
    gm_losses l = losses_of("gemba: 1\n"
                            "clock: {run: 10 h, warm-up: none}\n"
                            "parts: {part: {variants: {x: 50 %, y: 50 %}}}\n"
                            "plant:\n"
                            "  line:\n"
                            "    - {source: blanks, limit: 0}\n"
                            "    - {station: press, time: {x: 60 s, y: 300 s}}\n"
                            "    - sink: out\n",
                            1, "press");
    ck_assert(isnan(l.ideal_parts));
    ck_assert_double_eq_tol(loss(&l, "starved"), 1.0, TOLERANCE);
    model_set_close(&m);
}
END_TEST

// ---- lines

// 5 m at 0.05 m/s: a car every 100 s, 3,600 in 100 h. One comes every 250 s only: 40 of 100
// places carry one. What is left are the five cars on the line and the first wait, 250 s.
START_TEST(a_place_of_a_moving_line_without_a_car_is_a_missing_car)
{
    gm_losses l = losses_of("gemba: 1\n"
                            "clock: {run: 100 h, warm-up: none, horizon: terminating}\n"
                            "plant:\n"
                            "  line:\n"
                            "    - {source: bodies, every: 250 s}\n"
                            "    - moving-line: final\n"
                            "      pitch: 5 m\n"
                            "      speed: 0.05 m/s\n"
                            "      zones: [{zone: all, stations: 5, work: 50 s}]\n"
                            "    - sink: out\n",
                            1, "final");
    ck_assert_double_eq_tol(l.ideal_parts, 3600.0, 1e-6);
    ck_assert_double_eq_tol(loss(&l, "missing cars"), 0.6, 0.002);
    ck_assert_double_le(loss(&l, "cars still on the line"), 5.0 / 3600.0);
    expect_whole(&l);
    model_set_close(&m);
}
END_TEST

// Four posts, manned by day; by night two people do the same work in twice the time: the line
// stops 100 s in each 200 s, half of the night.
START_TEST(a_moving_line_that_waits_for_missing_people_is_short_handed)
{
    gm_losses l =
        losses_of("gemba: 1\n"
                  "clock: {run: 96 h, warm-up: none, horizon: terminating}\n"
                  "calendars:\n"
                  "  all:\n"
                  "    shifts: {day: {from: 00:00, to: 12:00},\n"
                  "      night: {from: 12:00, to: 24:00}}\n"
                  "crews: {hands: {people: {day: 4, night: 2}, calendar: all}}\n"
                  "plant:\n"
                  "  line:\n"
                  "    - source: bodies\n"
                  "    - moving-line: final\n"
                  "      pitch: 5 m\n"
                  "      speed: 0.05 m/s\n"
                  "      zones: [{zone: all, stations: 4, work: 100 s, crew: {hands: 1}}]\n"
                  "      short-handed: slow\n"
                  "    - sink: out\n",
                  1, "final");
    ck_assert_double_eq_tol(loss(&l, "missing cars"), 0.0, 1e-3);
    ck_assert_double_eq_tol(loss(&l, "short-handed"), 0.25, 0.005);
    ck_assert_double_eq_tol(loss(&l, "nobody there"), 0.0, TOLERANCE);
    expect_whole(&l);
    model_set_close(&m);
}
END_TEST

// Work of 150 s in a takt of 100 s with a restart of 30 s: of 180 s between two steps 100 are
// motion, 50 stop and 30 restart.
START_TEST(andon_stops_and_their_restarts_are_losses_of_their_own)
{
    gm_losses l = losses_of("gemba: 1\n"
                            "clock: {run: 200 h, warm-up: 2 h, horizon: terminating}\n"
                            "plant:\n"
                            "  line:\n"
                            "    - source: bodies\n"
                            "    - moving-line: final\n"
                            "      pitch: 5 m\n"
                            "      speed: 0.05 m/s\n"
                            "      zones: [{zone: all, stations: 3, work: 150 s}]\n"
                            "      overrun: stop\n"
                            "      restart: 30 s\n"
                            "    - sink: out\n",
                            1, "final");
    ck_assert_double_eq_tol(loss(&l, "andon stops"), 50.0 / 180.0, 1e-3);
    ck_assert_double_eq_tol(loss(&l, "restarts after stops"), 30.0 / 180.0, 1e-3);
    expect_whole(&l);
    model_set_close(&m);
}
END_TEST

// 1 m at 0.1 m/s: a place every 10 s; a part comes every 20 s.
START_TEST(a_belt_that_is_half_full_is_starved_half_of_the_time)
{
    gm_losses l = losses_of("gemba: 1\n"
                            "clock: {run: 10 h, warm-up: none, horizon: terminating}\n"
                            "plant:\n"
                            "  line:\n"
                            "    - {source: boxes, every: 20 s}\n"
                            "    - {conveyor: belt, length: 10 m, speed: 0.1 m/s, pitch: 1 m}\n"
                            "    - sink: out\n",
                            1, "belt");
    ck_assert_double_eq_tol(loss(&l, "starved") + loss(&l, "empty places"), 0.5, 0.004);
    ck_assert_double_eq_tol(l.ideal_parts, 3600.0, 1e-6);
    expect_whole(&l);
    model_set_close(&m);
}
END_TEST

int main(void)
{
    TCase *c = tcase_create("losses");
    tcase_set_timeout(c, 60);
    tcase_add_test(c, the_waterfall_leaves_out_no_hour);
    tcase_add_test(c, off_shift_is_what_the_calendar_says);
    tcase_add_test(c, the_ideal_rate_weighs_variants_by_what_was_made);
    tcase_add_test(c, a_batch_machine_loses_the_places_that_stay_empty);
    tcase_add_test(c, a_station_without_a_good_part_loses_its_work_to_scrap);
    tcase_add_test(c, luck_is_no_negative_loss);
    tcase_add_test(c, without_a_good_part_of_any_variant_the_ideal_rate_is_not_known);
    tcase_add_test(c, a_place_of_a_moving_line_without_a_car_is_a_missing_car);
    tcase_add_test(c, a_moving_line_that_waits_for_missing_people_is_short_handed);
    tcase_add_test(c, andon_stops_and_their_restarts_are_losses_of_their_own);
    tcase_add_test(c, a_belt_that_is_half_full_is_starved_half_of_the_time);
    return gm_check_main("study/losses", c);
}
