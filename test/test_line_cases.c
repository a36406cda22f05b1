// SPDX-License-Identifier: MIT
//
// Lines made by hand, in both engines: what random models meet seldom, and what is told.

#include "check_main.h"
#include "engine_pair.h"

static pair the;

static void place_points(pair *p, double end_s)
{
    for (int i = 0; i < POINTS; i++) {
        p->points[i].time_s = end_s * (i + 1) / POINTS;
    }
    create_snapshots(p);
}

// Most parts wait for good, over all seven points.
START_TEST(parts_that_wait_for_long_are_counted_at_every_point)
{
    load_text(&the, "gemba: 1\nclock: {run: 20000 s, warm-up: none}\nplant:\n  line:\n"
                    "    - {source: in, every: exponential(10 s)}\n"
                    "    - {buffer: q, holds: unlimited}\n"
                    "    - {station: a, time: exponential(60 s)}\n"
                    "    - {buffer: r, holds: 3}\n"
                    "    - {station: b, time: exponential(70 s)}\n    - sink: out\n");
    place_points(&the, 20000.0);
    run_events(&the, 0);
    ck_assert(run_lines(&the, 0, NULL, false));
    ck_assert_double_gt(the.of_plant[6].wip_area_part_s, 1e7);
    compare_snapshots(&the, 0);
    unload(&the);
}
END_TEST

// The count is reached as part 5 leaves b at 355 s; at that moment b takes part 6, whose stay in the
// buffer has been over for long, and a gives part 10 to the place that comes free.
START_TEST(a_run_to_a_count_ends_with_its_instant)
{
    load_text(&the, "gemba: 1\nclock: {run: 5 parts, warm-up: none}\nplant:\n  line:\n"
                    "    - source: in\n    - {station: a, time: 10 s}\n"
                    "    - {buffer: ab, holds: 3, transfer: 20 s}\n"
                    "    - {station: b, time: 65 s}\n    - sink: out\n");
    for (int i = 0; i < POINTS; i++) {
        the.points[i].time_s = (double)INFINITY;
        the.points[i].count = 1.0 + i;
    }
    run_events(&the, 0);
    ck_assert(run_lines(&the, 0, NULL, true));
    compare_traces(&the, 0);
    compare_snapshots(&the, 0);
    ck_assert_double_eq(the.events[4].time_s, 355.0);
    ck_assert_double_eq(the.of_plant[4].n_out, 5.0);
    unload(&the);
}
END_TEST

// Stations that fail in one way or another, so many places between them.
static void say_line(random_line *r, int holds)
{
    static const char *const fails[] = {
        "{after: exponential(300 s), by: work, repair: exponential(40 s)}",
        "{after: exponential(200 s), by: work, repair: 400 s, part: restart}",
        "[{name: a, after: exponential(300 s), by: work, repair: 9 s}, "
        "{name: b, after: 500 s, by: work, repair: exponential(60 s)}]",
        "{after: exponential(900 s), by: calendar, repair: exponential(60 s)}"};
    random_line_say(r, "gemba: 1\nclock: {run: 20000 s, warm-up: none}\nplant:\n  line:\n"
                       "    - source: in\n");
    for (int i = 0; i < 8; i++) {
        if (i > 0) {
            random_line_say(r, "    - {buffer: b%d, holds: %d}\n", i, holds);
        }
        random_line_say(r, "    - station: s%d\n      time: exponential(10 s)\n", i);
        random_line_say(r, "      fails: %s\n", fails[i % 4]);
    }
    random_line_say(r, "    - sink: out\n");
}

// Tiles of one to eight parts, and stops that are followed in one step.
START_TEST(tiles_of_any_length_agree)
{
    static const int holds[] = {1, 2, 3, 4, 7, 8, 20};
    random_line text = {0};
    say_line(&text, holds[_i]);
    load_text(&the, text.text);
    the.text = text;
    the.of_events.plan = the.of_lines.plan = the.twin->plan;
    place_points(&the, 20000.0);
    the.has_levels = false;
    run_events(&the, 0);
    for (int k = 0; k < 4; k++) {
        ck_assert(run_lines(&the, 0, k % 2 ? NULL : "scalar", k < 2));
        if (k < 2) {
            compare_traces(&the, holds[_i]);
        }
        compare_snapshots(&the, holds[_i]);
    }
    unload(&the);
}
END_TEST

// Work of no time, without end: what the model check cannot see.
START_TEST(a_run_that_stands_at_one_moment_ends)
{
    load_text(&the, "gemba: 1\nclock: {run: 1 d, warm-up: none}\nplant:\n  line:\n"
                    "    - source: in\n    - {station: a, time: \"list(0 s)\"}\n"
                    "    - sink: out\n");
    ck_assert_ptr_nonnull(the.twin->line);
    gm_lines *lines = gm_lines_create(the.twin->line,
                                      &(gm_line_ask){.n_points = POINTS, .points = the.points});
    ck_assert(!gm_lines_run(lines, 1, 0, 1, NULL));
    gm_lines_destroy(lines);
    unload(&the);
}
END_TEST

// By hand: b works on part 1 from 10 to 660, so part 2, done at 510, leaves a when its shift is over.
// Its maintenance has been due since 300 and is chosen then; that a failure from 700 to 720 renews it
// changes nothing any more. It takes 1200 to 1240, and part 3 leaves after 10 s.
START_TEST(maintenance_is_chosen_as_a_part_leaves_off_shift_too)
{
    load_text(&the,
              "gemba: 1\nclock: {run: 3000 s, warm-up: none}\n"
              "calendars:\n  day:\n    shifts:\n"
              "      a: {from: \"00:00\", to: \"00:10\"}\n"
              "      b: {from: \"00:20\", to: \"02:00\"}\n"
              "plant:\n  line:\n    - source: in\n"
              "    - station: a\n      time: \"list(10 s, 500 s, 10 s, 10 s)\"\n"
              "      calendar: day\n"
              "      fails: {after: \"list(700 s, 90000 s)\", by: calendar, repair: 20 s}\n"
              "      maintain: {every: \"list(300 s, 90000 s)\", by: calendar, takes: 40 s, "
              "counts-from: repair}\n"
              "    - {station: b, time: \"list(650 s, 5 s, 5 s, 5 s)\"}\n    - sink: out\n");
    run_events(&the, 0);
    ck_assert(run_lines(&the, 0, NULL, true));
    ck_assert_double_eq(the.of_events.at_s[0][2], 1250.0);
    compare_traces(&the, 0);
    compare_snapshots(&the, 0);
    unload(&the);
}
END_TEST

// A source without end gives to a machine at once, however many places its queue has.
START_TEST(a_queue_without_end_is_not_filled)
{
    load_text(&the, "gemba: 1\nclock: {run: 3000 s, warm-up: none}\nplant:\n  line:\n"
                    "    - source: in\n"
                    "    - {station: a, time: 5 s, queue: {holds: unlimited}}\n"
                    "    - sink: out\n");
    run_events(&the, 0);
    ck_assert(run_lines(&the, 0, NULL, true));
    compare_traces(&the, 0);
    compare_snapshots(&the, 0);
    ck_assert_double_eq(the.of_lines.at_s[0][9], 50.0);
    unload(&the);
}
END_TEST

START_TEST(a_limit_of_too_many_parts_is_told)
{
    load_text(&the, "gemba: 1\nclock: {run: 1 d}\nplant:\n  line:\n"
                    "    - source: in\n    - {station: a, time: 5 s}\n    - sink: out\n"
                    "limits:\n  - {name: cards, over: [a, a], at-most: 999999999}\n");
    ck_assert_ptr_null(the.twin->line);
    ck_assert_str_eq(
        gm_line_refusal_words(&the.twin->line_why, &the.arena),
        "test.yaml:9:5: limit 'cards' has more parts than are remembered one by one");
    unload(&the);
}
END_TEST

// A place of a thousand million is no reason to remember as many moments.
START_TEST(what_is_out_of_reach_is_told)
{
    load_text(&the, "gemba: 1\nclock: {run: 1 d}\nplant:\n  line:\n"
                    "    - source: in\n    - {station: a, time: 5 s}\n"
                    "    - {buffer: b, holds: 999999999}\n"
                    "    - {station: c, time: 5 s}\n    - sink: out\n");
    ck_assert_ptr_null(the.twin->line);
    ck_assert_str_eq(
        gm_line_refusal_words(&the.twin->line_why, &the.arena),
        "test.yaml:7:7: buffer 'b' has more places than are remembered one by one");
    unload(&the);
}
END_TEST

// Nets run to a time, and end where they fill up.
START_TEST(a_net_tells_what_it_cannot)
{
    load_text(&the, "gemba: 1\nclock: {run: 90 parts}\nplant:\n  line:\n"
                    "    - source: in\n    - {station: a, time: 5 s, scrap: 3 %}\n"
                    "    - sink: out\n");
    ck_assert_ptr_null(the.twin->line);
    ck_assert_str_eq(
        gm_line_refusal_words(&the.twin->line_why, &the.arena),
        "test.yaml:2:8: the run ends with a count, where parts part, meet, overtake "
        "or are scrapped");
    unload(&the);
    load_text(&the, "gemba: 1\nclock: {run: 30 d, warm-up: none}\nguards: {parts: 1000}\n"
                    "plant:\n  line:\n    - source: in\n"
                    "    - {station: a, time: 1 s, scrap: 1 %}\n"
                    "    - {buffer: ab, holds: unlimited}\n    - {station: b, time: 60 s}\n"
                    "    - sink: out\n");
    ck_assert_ptr_nonnull(the.twin->line);
    gm_lines *lines = gm_lines_create(the.twin->line,
                                      &(gm_line_ask){.n_points = POINTS, .points = the.points});
    ck_assert(!gm_lines_run(lines, 1, 0, 1, NULL));
    gm_lines_destroy(lines);
    unload(&the);
}
END_TEST
// One x more than there are y for.
START_TEST(parts_that_wait_for_ever_are_left_to_the_event_engine)
{
    load_text(&the, "gemba: 1\nclock: {run: 10000 s, warm-up: none}\nplant:\n  line:\n"
                    "    - {source: in, part: x}\n    - {station: a, time: 10 s, to: j}\n"
                    "    - {source: iny, part: y, limit: 7}\n    - {station: b, time: 10 s}\n"
                    "    - {station: j, needs: {x: 1, y: 2}, time: 5 s}\n    - sink: out\n");
    the.is_net = true;
    ck_assert_ptr_nonnull(the.twin->line);
    ck_assert(!run_lines(&the, 0, NULL, false));
    unload(&the);
}
END_TEST

int main(void)
{
    TCase *tc = tcase_create("line cases");
    tcase_add_test(tc, parts_that_wait_for_long_are_counted_at_every_point);
    tcase_add_test(tc, a_run_to_a_count_ends_with_its_instant);
    tcase_add_loop_test(tc, tiles_of_any_length_agree, 0, 7);
    tcase_add_test(tc, a_run_that_stands_at_one_moment_ends);
    tcase_add_test(tc, maintenance_is_chosen_as_a_part_leaves_off_shift_too);
    tcase_add_test(tc, a_queue_without_end_is_not_filled);
    tcase_add_test(tc, a_limit_of_too_many_parts_is_told);
    tcase_add_test(tc, what_is_out_of_reach_is_told);
    tcase_add_test(tc, a_net_tells_what_it_cannot);
    tcase_add_test(tc, parts_that_wait_for_ever_are_left_to_the_event_engine);
    return gm_check_main("line_cases", tc);
}
