// SPDX-License-Identifier: MIT

#include "check_main.h"
#include "line/critical.h"
#include "model_plant.h"
#include "random_line.h"

#define MOST_OPS 16

static model_plant p;
static double work_s[MOST_OPS];
static double repair_s[MOST_OPS];
static gm_critical found;

static gm_critical_end find(const char *text, gm_critical_window window)
{
    model_wire(&p, text);
    ck_assert_ptr_nonnull(p.twin->line);
    ck_assert_int_le(p.twin->line->n_ops, MOST_OPS);
    found = (gm_critical){.work_s = work_s, .repair_s = repair_s};
    return gm_critical_find(p.twin->line, 1, 0, &window, NULL, &found);
}

static const char *refusal_of(const char *text)
{
    model_wire(&p, text);
    ck_assert_ptr_nonnull(p.twin->line);
    return gm_critical_refusal(p.twin->line, &p.arena);
}

static double total_s(void)
{
    double sum_s = found.source_s;
    for (int32_t i = 0; i < p.twin->line->n_ops; i++) {
        sum_s += work_s[i] + repair_s[i];
    }
    return sum_s;
}

// ---- by hand

// One place between. a leaves at 3, 4 and 8, and at 10.5 when its place comes free; b takes at 3,
// 5.5, 10.5 and 12.5 and leaves at 5.5, 10.5, 12.5 and 18.5. Back from there b has worked all the
// time, 6 + 2 + 5 + 2.5, since the first part came from a after 3 s.
START_TEST(the_path_of_four_parts_is_what_the_hand_finds)
{
    ck_assert_int_eq(find("gemba: 1\nclock: {run: 4 parts, warm-up: none}\n"
                          "plant:\n  line:\n    - source: in\n"
                          "    - {station: a, time: \"list(3 s, 1 s, 4 s, 1 s)\"}\n"
                          "    - {buffer: ab, holds: 1}\n"
                          "    - {station: b, time: \"list(2.5 s, 5 s, 2 s, 6 s)\"}\n"
                          "    - sink: out\n",
                          (gm_critical_window){true, 0.0, 4.0}),
                     GM_CRITICAL_OK);
    ck_assert_double_eq_tol(found.length_s, 18.5, 1e-12);
    ck_assert_double_eq_tol(work_s[0], 3.0, 1e-12);
    ck_assert_double_eq_tol(work_s[1], 15.5, 1e-12);
    ck_assert_int_eq(found.n_parts, 4);
    ck_assert_int_eq(found.n_ties, 0);
    model_end(&p);
}
END_TEST

// The same two stations, counted from the departure of part 2: what the first path consists of is
// taken away, and b has all of the rest.
START_TEST(what_came_before_the_window_is_taken_away)
{
    ck_assert_int_eq(find("gemba: 1\nclock: {run: 4 parts, warm-up: none}\n"
                          "plant:\n  line:\n    - source: in\n"
                          "    - {station: a, time: \"list(3 s, 1 s, 4 s, 1 s)\"}\n"
                          "    - {buffer: ab, holds: 1}\n"
                          "    - {station: b, time: \"list(2.5 s, 5 s, 2 s, 6 s)\"}\n"
                          "    - sink: out\n",
                          (gm_critical_window){true, 2.0, 4.0}),
                     GM_CRITICAL_OK);
    ck_assert_double_eq_tol(found.length_s, 8.0, 1e-12);
    ck_assert_double_eq_tol(work_s[0], 0.0, 1e-12);
    ck_assert_double_eq_tol(work_s[1], 8.0, 1e-12);
    model_end(&p);
}
END_TEST

// a 1 s, b 10 s, c 2 s, no places: a waits for b, and the path goes back through b by the blocked
// departures of a. It begins with the first part at a, 1 s, and ends with 2 s at c.
START_TEST(the_path_goes_back_through_what_blocks)
{
    ck_assert_int_eq(find("gemba: 1\nclock: {run: 5 parts, warm-up: none}\n"
                          "plant:\n  line:\n    - source: in\n"
                          "    - {station: a, time: 1 s}\n"
                          "    - {station: b, time: 10 s}\n"
                          "    - {station: c, time: 2 s}\n"
                          "    - sink: out\n",
                          (gm_critical_window){true, 0.0, 5.0}),
                     GM_CRITICAL_OK);
    ck_assert_double_eq_tol(work_s[0], 1.0, 1e-12);
    ck_assert_double_eq_tol(work_s[1], 50.0, 1e-12);
    ck_assert_double_eq_tol(work_s[2], 2.0, 1e-12);
    model_end(&p);
}
END_TEST

// 10 s of work, a failure after each 25 s of it, repaired in 7 s: in 100 s of work 3 repairs are
// over before the end (at 25, 50, 75; the one at 100 comes with the end of part 10).
START_TEST(repairs_on_the_path_are_told_from_work)
{
    ck_assert_int_eq(find("gemba: 1\nclock: {run: 10 parts, warm-up: none}\n"
                          "plant:\n  line:\n    - source: in\n"
                          "    - station: a\n      time: 10 s\n"
                          "      fails: {after: 25 s, by: work, repair: 7 s}\n"
                          "    - sink: out\n",
                          (gm_critical_window){true, 0.0, 10.0}),
                     GM_CRITICAL_OK);
    ck_assert_double_eq_tol(work_s[0], 100.0, 1e-9);
    ck_assert_double_eq_tol(repair_s[0], 21.0, 1e-9);
    model_end(&p);
}
END_TEST

// Two stations of 60 s: which of them holds the other up is not told.
START_TEST(moments_that_agree_are_counted)
{
    ck_assert_int_eq(find("gemba: 1\nclock: {run: 100 parts, warm-up: none}\n"
                          "plant:\n  line:\n    - source: in\n"
                          "    - {station: a, time: 60 s}\n    - {buffer: ab, holds: 3}\n"
                          "    - {station: b, time: 60 s}\n    - sink: out\n",
                          (gm_critical_window){true, 0.0, 100.0}),
                     GM_CRITICAL_OK);
    ck_assert_int_gt(found.n_ties, 90);
    model_end(&p);
}
END_TEST

// ---- what must hold for every line

// Work, repairs and waiting for arrivals along the path add up to all of the time counted.
START_TEST(the_pieces_of_the_path_add_up_to_its_length)
{
    static random_line line;
    int n_run = 0;
    for (int i = 0; i < 200; i++) {
        random_line_make(&line, i, i % 2 ? RANDOM_LINE_ARRIVALS : RANDOM_LINE_PLAIN);
        gm_critical_end end = find(line.text, (gm_critical_window){false, 300.0, 3000.0});
        ck_assert_ptr_null(gm_critical_refusal(p.twin->line, &p.arena));
        if (end == GM_CRITICAL_OK) {
            ck_assert_double_eq_tol(total_s(), found.length_s, 1e-9 * 3000.0);
            ck_assert(found.length_s > 0.0 && found.length_s < 3000.0);
            n_run += 1;
        }
        model_end(&p);
    }
    ck_assert_int_gt(n_run, 190);
}
END_TEST

// ---- refusals

START_TEST(what_lets_moments_jump_is_refused_by_name)
{
    static const char text[] = "gemba: 1\nclock: {run: 1 d, warm-up: none}\n"
                               "plant:\n  line:\n    - source: in\n"
                               "    - station: a\n      time: 10 s\n"
                               "      fails: {after: 1 h, by: calendar, repair: 5 min}\n"
                               "    - sink: out\n";
    ck_assert_str_eq(refusal_of(text), "'a' does not fail by work");
    model_end(&p);
}
END_TEST

START_TEST(nothing_that_leaves_has_no_path)
{
    ck_assert_int_eq(find("gemba: 1\nclock: {run: 10 s, warm-up: none}\n"
                          "plant:\n  line:\n    - source: in\n"
                          "    - {station: a, time: 60 s}\n    - sink: out\n",
                          (gm_critical_window){false, 0.0, 10.0}),
                     GM_CRITICAL_NO_PARTS);
    model_end(&p);
}
END_TEST

// 17 machines and 1,000,000 parts are more than the visits that are kept.
START_TEST(a_run_of_too_many_visits_is_ended_not_kept)
{
    char text[2000];
    int n = snprintf(text, sizeof text,
                     "gemba: 1\nclock: {run: 1000000 parts, warm-up: none}\n"
                     "plant:\n  line:\n    - source: in\n");
    for (int i = 0; i < 17; i++) {
        n +=
            snprintf(text + n, sizeof text - (size_t)n, "    - {station: s%d, time: 1 s}\n", i);
    }
    snprintf(text + n, sizeof text - (size_t)n, "    - sink: out\n");
    model_wire(&p, text);
    double w[17];
    double r[17];
    found = (gm_critical){.work_s = w, .repair_s = r};
    gm_critical_window window = {true, 0.0, 1e6};
    ck_assert_int_eq(gm_critical_find(p.twin->line, 1, 0, &window, NULL, &found),
                     GM_CRITICAL_TOO_LONG);
    model_end(&p);
}
END_TEST

int main(void)
{
    TCase *c = tcase_create("critical");
    tcase_set_timeout(c, 120);
    tcase_add_test(c, the_path_of_four_parts_is_what_the_hand_finds);
    tcase_add_test(c, what_came_before_the_window_is_taken_away);
    tcase_add_test(c, the_path_goes_back_through_what_blocks);
    tcase_add_test(c, repairs_on_the_path_are_told_from_work);
    tcase_add_test(c, moments_that_agree_are_counted);
    tcase_add_test(c, the_pieces_of_the_path_add_up_to_its_length);
    tcase_add_test(c, what_lets_moments_jump_is_refused_by_name);
    tcase_add_test(c, nothing_that_leaves_has_no_path);
    tcase_add_test(c, a_run_of_too_many_visits_is_ended_not_kept);
    return gm_check_main("line/critical", c);
}
