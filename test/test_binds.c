// SPDX-License-Identifier: MIT

#include "check_main.h"
#include "model_set.h"

#include "study/answer.h"
#include "study/binds.h"

// A part every 100 s into a press of 80 s; the line goes on.
#define STEEL                                                                                  \
    "gemba: 1\n"                                                                               \
    "clock: {run: 100 h, warm-up: none}\n"                                                     \
    "plant:\n"                                                                                 \
    "  line:\n"                                                                                \
    "    - {source: steel, every: 100 s}\n"                                                    \
    "    - {station: press, time: 80 s}\n"

static model_set m;

static const gm_claim_answer *explained(const char *text, int32_t n)
{
    model_set_open(&m, text);
    ck_assert_int_eq(model_set_run(&m, n, 2), GM_OK);
    return gm_binds_explain(&m.set, gm_answer_claims(&m.set, &m.arena), &m.arena);
}

static void expect_words(const char *text, const char *words)
{
    ck_assert_ptr_nonnull(text);
    ck_assert_msg(strstr(text, words) != NULL, "'%s' is not in '%s'", words, text);
}

// 600 parts in 10 h. Asked for 1,000 it is the press that binds; nothing binds where the claim
// holds, where it asks for fewer, where it asks for no parts and where it cannot be answered.
START_TEST(what_binds_is_said_of_claims_that_lack_parts_only)
{
    const gm_claim_answer *answers =
        explained("gemba: 1\n"
                  "clock: {run: 10 h, warm-up: none}\n"
                  "plant:\n"
                  "  line:\n"
                  "    - source: blanks\n"
                  "    - {station: press, time: 60 s}\n"
                  "    - sink: out\n"
                  "claims:\n"
                  "  - {says: a, measure: out.count, at least: 1000}\n"
                  "  - {says: b, measure: press.working, at least: 101 %}\n"
                  "  - {says: c, measure: car.range, at least: 1 km}\n"
                  "  - {says: d, measure: out.count, at least: 100}\n"
                  "  - {says: e, measure: out.count, at most: 100}\n"
                  "  - {says: f, measure: out.count, exactly: 100}\n",
                  2);
    expect_words(answers[0].binds, "press, active 100 %");
    for (int i = 1; i < 6; i++) {
        ck_assert_ptr_null(answers[i].binds);
    }
    model_set_close(&m);
}
END_TEST

// Six parts an hour for ten days, then more than the press can take; it fails in the second ten
// days only. What binds the one window is not what binds the other.
START_TEST(what_binds_is_found_in_the_window_of_the_claim)
{
    const gm_claim_answer *answers = explained(
        "gemba: 1\n"
        "clock: {start: 2027-01-01, until: 2027-01-20, horizon: terminating}\n"
        "plant:\n"
        "  line:\n"
        "    - {source: blanks, when-full: pause,\n"
        "       plan: [{from: 2027-01-01, rate: 6 /h}, {from: 2027-01-11, rate: 100 "
        "/h}]}\n"
        "    - {station: press, time: 60 s, queue: 5}\n"
        "    - {station: pack, time: 20 s}\n"
        "    - sink: out\n"
        "claims:\n"
        "  - {says: a, measure: out.count, in: 2027-01-01..2027-01-10, at least: 90000}\n"
        "  - {says: b, measure: out.count, in: 2027-01-11..2027-01-20, at least: "
        "90000}\n",
        2);
    // Six minutes of each hour are work: 90 % of the time the press waits.
    expect_words(answers[0].binds, "blanks: too few parts come");
    expect_words(answers[0].binds, "press waits for them 90 %");
    expect_words(answers[1].binds, "press, active 100 %");
    model_set_close(&m);
}
END_TEST

// The other line is busier, but no part of it goes to this counter.
START_TEST(what_binds_lies_on_the_way_to_what_is_counted)
{
    const gm_claim_answer *answers =
        explained("gemba: 1\n"
                  "clock: {run: 100 h, warm-up: none}\n"
                  "plant:\n"
                  "  one:\n"
                  "    - {source: steel, every: 100 s}\n"
                  "    - {station: press, time: 80 s}\n"
                  "    - sink: bodies\n"
                  "  two:\n"
                  "    - source: sand\n"
                  "    - {station: sieve, time: 60 s}\n"
                  "    - sink: heap\n"
                  "claims:\n"
                  "  - {says: a, measure: bodies.count, at least: 100000}\n"
                  "  - {says: b, measure: heap.count, at least: 100000}\n"
                  "  - {says: c, measure: plant.out, at least: 100000}\n",
                  2);
    expect_words(answers[0].binds, "press");
    expect_words(answers[1].binds, "sieve");
    expect_words(answers[2].binds, "sieve");
    model_set_close(&m);
}
END_TEST

// The press waits for 20 s of each 100, and the saw behind it for 70: a quicker press would only
// wait for longer.
START_TEST(where_all_that_comes_goes_through_it_is_the_source_that_binds)
{
    const gm_claim_answer *answers =
        explained(STEEL "    - {station: saw, time: 30 s}\n"
                        "    - sink: bodies\n"
                        "claims: [{says: a, measure: bodies.count, at least: 100000}]\n",
                  2);
    expect_words(answers[0].binds, "steel: too few parts come, press waits for them 20 % of");
    model_set_close(&m);
}
END_TEST

// Both halves of a pair come by the clock, the left ones so often that they wait outside; of bolts
// there are always enough.
START_TEST(of_many_sources_the_one_that_gives_too_little_binds)
{
    const gm_claim_answer *answers =
        explained("gemba: 1\n"
                  "clock: {run: 100 h, warm-up: none}\n"
                  "parts: {left: {}, right: {}, bolts: {}, pair: {}}\n"
                  "plant:\n"
                  "  l: [{source: lefts, part: left, every: 90 s, to: join}]\n"
                  "  r: [{source: rights, part: right, every: 100 s, to: join}]\n"
                  "  b: [{source: box, part: bolts, to: join}]\n"
                  "  j:\n"
                  "    - {station: join, time: 20 s, needs: {left: 1, right: 1, bolts: 2},\n"
                  "       makes: pair}\n"
                  "    - sink: out\n"
                  "claims: [{says: a, measure: out.count, at least: 100000}]\n",
                  2);
    expect_words(answers[0].binds, "rights: too few parts come, join waits for them 80 % of");
    model_set_close(&m);
}
END_TEST

// A hundred left halves come in all, right ones for ever: those wait in their queue in the end.
START_TEST(of_two_branches_the_one_whose_parts_gather_does_not_bind)
{
    const gm_claim_answer *answers =
        explained("gemba: 1\n"
                  "clock: {run: 100 h, warm-up: none}\n"
                  "plant:\n"
                  "  l:\n"
                  "    - {source: lefts, part: left, limit: 100, every: 100 s}\n"
                  "    - {station: drill, time: 30 s, to: join}\n"
                  "  r:\n"
                  "    - {source: rights, part: right, every: 100 s}\n"
                  "    - {station: mill, time: 30 s, to: join}\n"
                  "  j:\n"
                  "    - {station: join, time: 60 s, needs: {left: 1, right: 1}}\n"
                  "    - sink: out\n"
                  "claims: [{says: a, measure: out.count, at least: 100000}]\n",
                  2);
    ck_assert_str_eq(answers[0].binds,
                     "lefts: too few parts come, join waits for them 98 % of the time");
    model_set_close(&m);
}
END_TEST

// The saw never gets a part and breaks down all the same.
START_TEST(a_station_that_makes_scrap_alone_binds)
{
    const gm_claim_answer *answers =
        explained("gemba: 1\n"
                  "clock: {run: 100 h, warm-up: none}\n"
                  "plant:\n"
                  "  line:\n"
                  "    - {source: steel, every: 100 s}\n"
                  "    - {station: press, time: 30 s, scrap: 100 %}\n"
                  "    - {station: saw, time: 60 s,\n"
                  "       fails: {after: 1 h, repair: 2 h, by: calendar}}\n"
                  "    - sink: out\n"
                  "claims: [{says: a, measure: out.count, at least: 1000}]\n",
                  2);
    ck_assert_str_eq(answers[0].binds, "press makes no good part: all are scrap or rejects");
    model_set_close(&m);
}
END_TEST

START_TEST(a_station_that_has_finished_nothing_is_not_said_to_be_slow)
{
    const gm_claim_answer *answers =
        explained("gemba: 1\n"
                  "clock: {run: 100 h, warm-up: none}\n"
                  "plant:\n"
                  "  line:\n"
                  "    - {source: steel}\n"
                  "    - {station: press, time: 2000 yr, fails: {after: 9 h, repair: 1 h}}\n"
                  "    - sink: out\n"
                  "claims: [{says: a, measure: out.count, at least: 1000}]\n",
                  2);
    ck_assert_str_eq(answers[0].binds,
                     "press, active 100 % of its shift, has finished no part");
    model_set_close(&m);
}
END_TEST

// One card for 200 s of work: it is not for want of steel that the press waits.
START_TEST(a_source_that_is_held_back_does_not_bind)
{
    const gm_claim_answer *answers =
        explained(STEEL "    - {buffer: rack, holds: 5, least: 60 s}\n"
                        "    - {station: saw, time: 60 s}\n"
                        "    - sink: bodies\n"
                        "limits: [{name: cards, over: [steel, saw], at-most: 1}]\n"
                        "claims: [{says: a, measure: bodies.count, at least: 100000}]\n",
                  2);
    expect_words(answers[0].binds, "cards: 1 of 1 in use, press waits for parts 60 % of");
    model_set_close(&m);
}
END_TEST

// Two pallets in a loop of two presses of 60 s with a way of 120 s between them: 2 parts in 240 s,
// each press works 60 s of 120 s and waits for the rest, as both pallets are on their way.
START_TEST(a_limit_whose_cards_are_all_in_use_is_named)
{
    const gm_claim_answer *answers =
        explained("gemba: 1\n"
                  "clock: {run: 100 h, warm-up: 1 h}\n"
                  "plant:\n"
                  "  line:\n"
                  "    - source: blanks\n"
                  "    - {station: a, time: 60 s}\n"
                  "    - {buffer: way, holds: 10, transfer: 120 s}\n"
                  "    - {station: b, time: 60 s}\n"
                  "    - sink: out\n"
                  "limits:\n"
                  "  - {name: pallets, over: [a, b], at-most: 2}\n"
                  "claims:\n"
                  "  - {says: a, measure: out per h, at least: 50}\n",
                  2);
    ck_assert_str_eq(answers[0].binds,
                     "pallets: 2 of 2 in use, a waits for parts 50 % of the time");
    ck_assert_double_eq_tol(answers[0].median, 30.0, 0.1);
    model_set_close(&m);
}
END_TEST

// Plant: 30 of assembly, 12 and one leader of paint, 5 of stores; 100 of research are not of it.
START_TEST(a_claim_of_fewer_heads_names_the_rows_with_most)
{
    const gm_claim_answer *answers =
        explained("gemba: 1\n"
                  "clock: {run: 1 h, warm-up: none}\n"
                  "plant:\n"
                  "  line:\n"
                  "    - source: blanks\n"
                  "    - {station: press, time: 60 s}\n"
                  "    - sink: out\n"
                  "headcount:\n"
                  "  shops:\n"
                  "    - {shop: stores, kind: logistics, heads: 5}\n"
                  "    - {shop: paint, posts: 12, leaders: 1 per 12}\n"
                  "    - {shop: tools, kind: maintenance, heads: 2}\n"
                  "    - {shop: lab, kind: research, heads: 100}\n"
                  "    - {shop: assembly, heads: 30}\n"
                  "claims:\n"
                  "  - {says: a, measure: headcount.plant, at most: 40}\n"
                  "  - {says: b, measure: headcount.site, at most: 200}\n"
                  "  - {says: c, measure: headcount.direct, at least: 50}\n",
                  2);
    ck_assert_str_eq(answers[0].binds, "most in assembly 30, paint 13, stores 5");
    ck_assert_int_eq(answers[0].n_holds, 0);
    ck_assert_int_eq(answers[0].n, 2);
    ck_assert_ptr_null(answers[1].binds);
    ck_assert_int_eq(answers[1].n_holds, 2);
    ck_assert_ptr_null(answers[2].binds);
    model_set_close(&m);
}
END_TEST

int main(void)
{
    TCase *c = tcase_create("binds");
    tcase_add_test(c, a_limit_whose_cards_are_all_in_use_is_named);
    tcase_add_test(c, a_claim_of_fewer_heads_names_the_rows_with_most);
    tcase_add_test(c, what_binds_is_said_of_claims_that_lack_parts_only);
    tcase_add_test(c, what_binds_is_found_in_the_window_of_the_claim);
    tcase_add_test(c, what_binds_lies_on_the_way_to_what_is_counted);
    tcase_add_test(c, where_all_that_comes_goes_through_it_is_the_source_that_binds);
    tcase_add_test(c, of_many_sources_the_one_that_gives_too_little_binds);
    tcase_add_test(c, of_two_branches_the_one_whose_parts_gather_does_not_bind);
    tcase_add_test(c, a_station_that_makes_scrap_alone_binds);
    tcase_add_test(c, a_station_that_has_finished_nothing_is_not_said_to_be_slow);
    tcase_add_test(c, a_source_that_is_held_back_does_not_bind);
    return gm_check_main("study/binds", c);
}
