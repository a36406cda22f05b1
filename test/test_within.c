// SPDX-License-Identifier: MIT
//
// Longest times between steps, grades and matched sets, dry rooms: by hand.

#include "check_main.h"
#include "figure_window.h"

#include "plant/within.h"

// Parts leave `dry` every 10 s and wait for `fill`, which takes 15 s: part k waits 5 (k - 1) s.
#define DRIED                                                                                  \
    "plant:\n  line:\n    - {source: in, every: 10 s, first: 0 s}\n"                           \
    "    - {station: dry, time: 10 s}\n    - {buffer: q, holds: unlimited}\n"                  \
    "    - {station: fill, time: 15 s}\n    - sink: out\n"

START_TEST(overdue_parts_are_scrapped_when_their_turn_comes)
{
    // Parts 1 .. 5 wait 0 .. 20 s. Part 6 came at 60 s and would begin at 85 s: 25 s, scrap; so
    // part 7, of 70 s, begins at 85 s after 15 s.
    static const char text[] =
        HEAD "within: [{name: dry-to-fill, over: [dry, fill], at-most: 20 s}]\n" DRIED;
    run(text, (const double[]){0.0, 86.0}, 2);
    EXPECT(&plant, "out", 25.0, 40.0, 55.0, 70.0, 85.0);
    check("dry-to-fill", "checked", NULL, 7.0);
    check("dry-to-fill", "overdue", NULL, 1.0);
    check("dry-to-fill", "overdue-share", NULL, 1.0 / 7.0);
    check("dry-to-fill", "elapsed", "max", 25.0);
    check("dry-to-fill", "elapsed", "mean",
          (0.0 + 5.0 + 10.0 + 15.0 + 20.0 + 25.0 + 15.0) / 7.0);
    check("plant", "scrap", NULL, 1.0);
    model_end(&plant);
}
END_TEST

START_TEST(overdue_parts_may_be_counted_only_or_sent_back)
{
    static const char counted[] =
        HEAD "within: [{name: t, over: [dry, fill], at-most: 20 s, then: next}]\n" DRIED;
    run(counted, (const double[]){0.0, 101.0}, 2);
    EXPECT(&plant, "out", 25.0, 40.0, 55.0, 70.0, 85.0, 100.0);
    check("t", "overdue", NULL, 2.0); // parts 6 and 7
    model_end(&plant);

    static const char sent[] =
        HEAD "within: [{name: t, over: [dry, fill], at-most: 20 s, then: again}]\n" DRIED
             "  side:\n    - {buffer: again, holds: unlimited, least: 1 s, to: dry}\n";
    run(sent, (const double[]){0.0, 86.0}, 2);
    ck_assert_double_eq(model_buffer(&plant, "again")->n_in, 1.0);
    check("plant", "scrap", NULL, 0.0);
    model_end(&plant);
}
END_TEST

START_TEST(pieces_and_joined_parts_keep_the_clock)
{
    // Split after 30 s into two that are joined 10 s later: 40 s when it is taken again.
    static const char text[] =
        HEAD "within: [{name: t, over: [cut, weld], at-most: 35 s, then: next}]\nplant:\n"
             "  line:\n    - {source: in, part: coil, every: 100 s, first: 0 s}\n"
             "    - {station: cut, time: 5 s}\n    - {station: split, time: 30 s, splits: "
             "{half: 2}}\n"
             "    - {buffer: q, holds: 9, least: 10 s}\n"
             "    - {station: join, needs: {half: 2}, makes: whole, same: parent}\n"
             "    - {station: weld, time: 1 s}\n    - sink: out\n";
    run(text, (const double[]){0.0, 60.0}, 2);
    check("t", "elapsed", "max", 40.0);
    check("t", "overdue", NULL, 1.0);
    model_end(&plant);
}
END_TEST

// ---- grades

START_TEST(sets_are_of_one_grade)
{
    static const char text[] =
        HEAD "plant:\n  line:\n    - {source: in, part: cell, every: 1 s}\n"
             "    - station: grading\n"
             "      grades: {mean: 100 Ah, sd: 1 Ah, bins: {low: 98 Ah, high: 101 Ah, mid: "
             "99.5 Ah}}\n"
             "    - {buffer: sorted, holds: unlimited}\n"
             "    - {station: stack, needs: {cell: 7}, makes: module, same: grade, time: 1 s}\n"
             "    - sink: out\n";
    run(text, (const double[]){0.0, 20000.5}, 2);
    double high = value("grading", "grade", "high", 0.0);
    double mid = value("grading", "grade", "mid", 0.0);
    double low = value("grading", "grade", "low", 0.0);
    double below = value("grading", "grade", "below", 0.0);
    ck_assert_double_eq(high + mid + low + below, 20000.0);
    // P(Z >= 1), P(-0.5 <= Z < 1), P(-2 <= Z < -0.5); 4.5 standard deviations, 1e-5 two-sided.
    ck_assert_double_eq_tol(high, 20000.0 * 0.158655254, 4.5 * sqrt(20000.0 * 0.1335));
    ck_assert_double_eq_tol(mid, 20000.0 * 0.532807207, 4.5 * sqrt(20000.0 * 0.2490));
    ck_assert_double_eq_tol(low, 20000.0 * 0.285787406, 4.5 * sqrt(20000.0 * 0.2041));
    // All that can be matched are: of each grade at most six are left over.
    double sets = floor(high / 7.0) + floor(mid / 7.0) + floor(low / 7.0);
    ck_assert_double_le(sets - model_sink(&plant, "out")->n, 2.0); // one or two in work
    check("plant", "scrap", NULL, below);
    model_end(&plant);
}
END_TEST

START_TEST(sets_are_of_one_variant)
{
    // a b a b ..: pairs of a and of b in turn, each when its second part is there.
    static const char text[] =
        HEAD "parts: {cell: {variants: {a: 50 %, b: 50 %}}}\n"
             "plant:\n  line:\n"
             "    - {source: in, part: cell, every: 10 s, first: 0 s, mix-rule: levelled}\n"
             "    - {buffer: q, holds: unlimited}\n"
             "    - {station: pair-up, needs: {cell: 2}, same: variant, time: 1 s}\n"
             "    - sink: out\n";
    run(text, (const double[]){0.0, 75.0}, 2);
    EXPECT(&plant, "out", 21.0, 31.0, 61.0, 71.0);
    check("out", "count", "a", 2.0);
    check("out", "count", "b", 2.0);
    model_end(&plant);
}
END_TEST

START_TEST(what_is_below_all_bins_may_go_elsewhere)
{
    static const char text[] =
        HEAD "plant:\n  line:\n    - {source: in, part: cell, every: 1 s}\n"
             "    - {station: grading, grades: {mean: 100 Ah, sd: 0 Ah, bins: {a: 101 Ah},\n"
             "       below: second}}\n    - sink: out\n  side: [{sink: second}]\n";
    run(text, (const double[]){0.0, 10.5}, 2);
    check("second", "count", NULL, 10.0);
    check("out", "count", NULL, 0.0);
    check("plant", "scrap", NULL, 0.0);
    model_end(&plant);
}
END_TEST

// ---- dry rooms

START_TEST(a_dry_room_dries_its_air_and_its_people)
{
    // 100 m2 x 3 m x 20 changes an hour are 5/3 m3/s; dew points of 14 and -40 C after Magnus:
    // 1595.3 and 12.85 Pa, 0.0099497 and 0.0000789 kg of water in a kg of air.
    static const char text[] =
        HEAD "crews: {makers: 4}\n"
             "dry-rooms: {dry: {area: 100 m2, people: [makers]}}\n"
             "parts: {cell: {stores: 2 kWh}}\n"
             "plant:\n  line:\n    - {source: in, part: cell, every: 600 s, first: 0 s}\n"
             "    - {station: stack, time: 60 s, crew: {makers: 1}}\n    - sink: out\n";
    run(text, (const double[]){0.0, 3600.0}, 2);
    double magnus_out = 611.2 * exp(17.62 * 14.0 / (243.12 + 14.0));
    double magnus_in = 611.2 * exp(-22.46 * 40.0 / (272.62 - 40.0));
    double w =
        0.622 * (magnus_out / (101325.0 - magnus_out) - magnus_in / (101325.0 - magnus_in));
    double base_j = 3600.0 * (5.0 / 3.0) * (1500.0 + 1.2 * 0.1 * w * 3.0 * 3.6e6);
    double people_j = 4.0 * 0.1 * 3.0 * 3.6e6; // 4 people, 100 g an hour, 3 kWh/kg
    ck_assert_double_eq_tol(w, 0.0098708, 1e-7);
    check("dry", "energy", NULL, base_j + people_j);
    check("dry", "water", NULL, 0.4);
    check("dry", "people", "mean", 4.0);
    check("plant", "energy", NULL, base_j + people_j);
    check("plant", "energy-made", NULL, 6.0 * 2.0 * 3.6e6);
    check("plant", "energy-per-energy-made", NULL, (base_j + people_j) / (12.0 * 3.6e6));
    model_end(&plant);
}
END_TEST

int main(void)
{
    TCase *c = tcase_create("within");
    tcase_add_test(c, overdue_parts_are_scrapped_when_their_turn_comes);
    tcase_add_test(c, overdue_parts_may_be_counted_only_or_sent_back);
    tcase_add_test(c, pieces_and_joined_parts_keep_the_clock);
    tcase_add_test(c, sets_are_of_one_grade);
    tcase_add_test(c, sets_are_of_one_variant);
    tcase_add_test(c, what_is_below_all_bins_may_go_elsewhere);
    tcase_add_test(c, a_dry_room_dries_its_air_and_its_people);
    return gm_check_main("plant/within", c);
}
