// SPDX-License-Identifier: MIT

#include "check_main.h"
#include "watched_set.h"

#include <math.h>

#define DAY_S 86400.0

static const char line[] = "gemba: 1\n"
                           "clock: {run: 10 h}\n"
                           "plant:\n"
                           "  line:\n"
                           "    - {source: blanks, limit: 100}\n"
                           "    - {station: a, time: 40 s}\n"
                           "    - {station: b, time: 60 s}\n"
                           "    - sink: out\n";

// A hundred parts, and all go through: every link has a hundred, nothing stays.
START_TEST(links_count_every_part_of_a_plain_line)
{
    watched_set w;
    watched_run(&w, line, 0.0, DAY_S);
    ck_assert_int_eq(w.watch.n_links, 3);
    ck_assert_double_eq(watched_link(&w, "blanks", "a"), 100.0);
    ck_assert_double_eq(watched_link(&w, "a", "b"), 100.0);
    ck_assert_double_eq(watched_link(&w, "b", "out"), 100.0);
    ck_assert_double_eq(w.watch.nodes[watched_step(&w, "blanks")].made, 100.0);
    ck_assert_double_eq(w.watch.nodes[watched_step(&w, "out")].out, 100.0);
    watched_close(&w);
}
END_TEST

// From 120 s on for 600 s both run at the pace of b: a works 40 s of each 60 s and is blocked for
// 20 s, b works all the time.
START_TEST(states_of_a_stretch_are_exact_and_its_slots_show_them)
{
    watched_set w;
    watched_run(&w, line, 120.0, 720.0);
    ck_assert_int_eq(w.watch.n_rows, 2);
    const gm_watch_row *a = &w.watch.rows[0];
    ck_assert_double_eq_tol(a->state_s[GM_STATE_WORKING], 400.0, 1e-6);
    ck_assert_double_eq_tol(a->state_s[GM_STATE_BLOCKED], 200.0, 1e-6);
    ck_assert_double_eq_tol(w.watch.rows[1].state_s[GM_STATE_WORKING], 600.0, 1e-6);
    ck_assert_int_eq(w.watch.n_slots, GM_WATCH_SLOTS);
    int32_t n = 0;
    for (int32_t i = 0; i < w.watch.n_slots; i++) {
        n += a->state[i] == GM_STATE_BLOCKED ? 1 : 0;
        ck_assert_int_eq(w.watch.rows[1].state[i], GM_STATE_WORKING);
    }
    ck_assert_int_eq(n, GM_WATCH_SLOTS / 3);
    watched_close(&w);
}
END_TEST

static double in_of(const watched_set *w, int32_t step_i)
{
    double n = 0.0;
    for (int32_t i = 0; i < w->watch.n_links; i++) {
        n += w->watch.links[i].to == step_i ? w->watch.links[i].n : 0.0;
    }
    return n;
}

static double out_of(const watched_set *w, int32_t step_i)
{
    double n = 0.0;
    for (int32_t i = 0; i < w->watch.n_links; i++) {
        n += w->watch.links[i].from == step_i ? w->watch.links[i].n : 0.0;
    }
    return n;
}

START_TEST(at_every_step_what_comes_goes_on_ends_or_stays)
{
    watched_set w;
    watched_run(&w, watched_assembly, 0.0, DAY_S);
    for (int32_t i = 0; i < w.m.twin->plan->n_steps; i++) {
        const gm_flow_node *n = &w.watch.nodes[i];
        ck_assert_double_eq(in_of(&w, i) + n->made,
                            n->left + n->scrapped + n->joined + n->split);
        ck_assert_double_eq(n->left, out_of(&w, i) + n->out + n->scrapped_by_route +
                                         n->lost_behind + n->on_way);
        ck_assert(n->on_way >= 0.0);
    }
    watched_close(&w);
}
END_TEST

// For each set two of a and one of b come to the join, and two of the three end there.
START_TEST(parts_that_are_joined_end_where_they_are_joined)
{
    watched_set w;
    watched_run(&w, watched_assembly, 0.0, DAY_S);
    const gm_flow_node *join = &w.watch.nodes[watched_step(&w, "join")];
    double begun = join->joined / 2.0;
    ck_assert(begun > 1000.0);
    // The set in work, or blocked, has not left yet: its first part has not come there either.
    ck_assert_double_ge(begun, join->left);
    ck_assert_double_le(begun, join->left + 1.0);
    ck_assert_double_eq(join->made, 0.0);
    const gm_flow_node *cut = &w.watch.nodes[watched_step(&w, "cut")];
    ck_assert(cut->scrapped > 0.0);
    ck_assert(w.watch.nodes[watched_step(&w, "ends-of-a")].lost_behind > 0.0);
    ck_assert(watched_link(&w, "mend", "look") > 0.0);
    watched_close(&w);
}
END_TEST

// The same departures, bit by bit, as of a run without a watch.
START_TEST(watching_changes_nothing)
{
    watched_set w;
    watched_run(&w, watched_assembly, 3600.0, 3600.0 + DAY_S);
    model_set plain;
    model_set_open(&plain, watched_assembly);
    ck_assert_int_eq(model_set_run(&plain, 2, 1), GM_OK);
    for (int i = 0; i < 2; i++) {
        ck_assert_uint_eq(w.m.set.items[i].hash, plain.set.items[i].hash);
    }
    for (int32_t f = 0; f < plain.twin->figures.n; f++) {
        double x = plain.set.items[0].figures[f];
        double y = w.m.set.items[0].figures[f];
        ck_assert_msg(x == y || (isnan(x) && isnan(y)), "%s.%s",
                      plain.twin->figures.items[f].path, plain.twin->figures.items[f].figure);
    }
    model_set_close(&plain);
    watched_close(&w);
}
END_TEST

// Two weeks from a Monday: the middle is the second Monday, and of the week from there on any
// working day has as much as it.
START_TEST(a_day_with_work_is_chosen)
{
    model_set m;
    model_set_open(&m, "gemba: 1\n"
                       "clock: {start: 2024-01-06, until: 2024-01-21}\n"
                       "plant:\n"
                       "  line:\n"
                       "    calendar: one-shift\n"
                       "    steps:\n"
                       "      - source: blanks\n"
                       "      - {station: a, time: 40 s}\n"
                       "      - sink: out\n");
    double from_s;
    double to_s;
    gm_watch_choose(m.twin, &from_s, &to_s);
    // 2024-01-06 is a Saturday; the middle of 16 days is Sunday the 14th, Monday is day 9.
    ck_assert_double_eq(from_s, 9.0 * DAY_S);
    ck_assert_double_eq(to_s, 10.0 * DAY_S);
    model_set_close(&m);
}
END_TEST

int main(void)
{
    TCase *tc = tcase_create("watch");
    tcase_add_test(tc, links_count_every_part_of_a_plain_line);
    tcase_add_test(tc, states_of_a_stretch_are_exact_and_its_slots_show_them);
    tcase_add_test(tc, at_every_step_what_comes_goes_on_ends_or_stays);
    tcase_add_test(tc, parts_that_are_joined_end_where_they_are_joined);
    tcase_add_test(tc, watching_changes_nothing);
    tcase_add_test(tc, a_day_with_work_is_chosen);
    return gm_check_main("watch", tc);
}
