// SPDX-License-Identifier: MIT
//
// Limits over steps that cut parts up: the pieces share the card of their part.

#include "check_main.h"
#include "model_plant.h"

static model_plant plant;

#define HEAD                                                                                   \
    "gemba: 1\nclock: {run: 1000 h, warm-up: none}\nplant:\n  line:\n    - source: coils\n"

static double made(const char *text, double time_s)
{
    model_run(&plant, text, time_s);
    double n = plant.run->sinks[0].n;
    return n;
}

static int32_t in_use(void)
{
    return plant.run->limits[0].count;
}

// Cut for 10 s into 4 sheets, each pressed for 10 s: with one coil at a time 4 sheets in 50 s,
// with two the press never waits: 4 in 40 s.
START_TEST(the_card_of_a_coil_is_free_when_its_last_sheet_has_left)
{
#define CUT(at_most)                                                                           \
    HEAD "    - {station: cut, time: 10 s, splits: {sheet: 4}}\n"                              \
         "    - {buffer: stack, holds: unlimited}\n"                                           \
         "    - {station: press, time: 10 s}\n"                                                \
         "    - sink: out\n"                                                                   \
         "limits: [{name: trays, over: [cut, press], at-most: " at_most "}]\n"
    ck_assert_double_eq(made(CUT("1"), 5000.0 + 1e-6), 400.0);
    ck_assert_int_eq(in_use(), 1);
    ck_assert_double_eq_tol(plant.run->limits[0].area, 5000.0, 60.0);
    model_end(&plant);
    ck_assert_double_eq(made(CUT("2"), 4010.0 + 1e-6), 400.0);
    ck_assert_int_eq(in_use(), 2);
    model_end(&plant);
}
END_TEST

// A coil gives 2 sheets, a sheet 3 blanks, a blank is pressed for 10 s. The first sheet is cut at
// 15 s, the second at 20 s, and the press works from 15 s to 75 s: 6 blanks in 75 s.
START_TEST(pieces_of_pieces_share_the_card_too)
{
    const char *text = HEAD "    - {station: cut, time: 10 s, splits: {sheet: 2}}\n"
                            "    - {station: shear, time: 5 s, queue: unlimited, splits: "
                            "{blank: 3}}\n"
                            "    - {station: press, time: 10 s, queue: unlimited}\n"
                            "    - sink: out\n"
                            "limits: [{name: trays, over: [cut, press], at-most: 1}]\n";
    ck_assert_double_eq(made(text, 7500.0 + 1e-6), 600.0);
    model_end(&plant);
}
END_TEST

// The same with a second card for each sheet from the shear on, of which there is one: the second
// sheet is cut when all of the first has been pressed. 10 + 2 * (5 + 30) s for 6 blanks.
START_TEST(cards_of_several_limits_are_shared_each_for_itself)
{
    const char *text = HEAD "    - {station: cut, time: 10 s, splits: {sheet: 2}}\n"
                            "    - {station: shear, time: 5 s, queue: unlimited, splits: "
                            "{blank: 3}}\n"
                            "    - {station: press, time: 10 s, queue: unlimited}\n"
                            "    - {station: pack, time: 1 s, queue: unlimited}\n"
                            "    - sink: out\n"
                            "limits:\n"
                            "  - {name: trays, over: [cut, pack], at-most: 1}\n"
                            "  - {name: carriers, over: [shear, press], at-most: 1}\n";
    // The queue before the shear is inside of the limit: the second sheet cannot enter it and
    // keeps the saw. The last blank is packed 1 s after it was pressed.
    ck_assert_double_eq(made(text, 8100.0 + 1e-6), 600.0);
    model_end(&plant);
}
END_TEST

// Four sheets are joined to a stack again, which keeps the card until it has left.
START_TEST(pieces_that_are_joined_give_their_card_back_once)
{
    const char *text =
        HEAD "    - {station: cut, time: 10 s, splits: {sheet: 4}}\n"
             "    - {buffer: rest, holds: unlimited}\n"
             "    - {station: stack, time: 20 s, needs: {sheet: 4}, makes: pile}\n"
             "    - {station: weigh, time: 5 s}\n"
             "    - sink: out\n"
             "limits: [{name: trays, over: [cut, weigh], at-most: 1}]\n";
    ck_assert_double_eq(made(text, 3500.0 + 1e-6), 100.0);
    model_end(&plant);
}
END_TEST

// Sheets are scrapped, sent back and lost on the way: no card gets lost and none is doubled. Over
// 1,000 h as many coils are begun as are ended, but for those in the limit.
START_TEST(cards_of_pieces_that_end_on_the_way_come_back)
{
    const char *text = HEAD
        "    - {station: cut, time: exponential(50 s), splits: {sheet: 4}}\n"
        "    - {station: trim, time: exponential(8 s), queue: unlimited, scrap: 20 %}\n"
        "    - {station: press, time: exponential(10 s), queue: {holds: 3, when-full: lose}, "
        "to: {out: 80 %, trim: 20 %}}\n"
        "    - sink: out\n"
        "limits: [{name: trays, over: [cut, press], at-most: 3}]\n";
    double n = made(text, 1000.0 * 3600.0);
    ck_assert_double_gt(n, 50000.0);
    ck_assert_int_ge(in_use(), 1);
    ck_assert_int_le(in_use(), 3);
    model_end(&plant);
}
END_TEST

// A run begun anew has no shares of the one before.
START_TEST(a_run_that_begins_again_gives_the_same)
{
    model_run(&plant, CUT("2"), 12345.0);
    uint64_t hash = gm_run_hash(plant.run);
    model_begin(&plant, 1);
    model_run_to(&plant, 12345.0);
    ck_assert_uint_eq(gm_run_hash(plant.run), hash);
    model_end(&plant);
}
END_TEST

int main(void)
{
    TCase *c = tcase_create("shares");
    tcase_add_test(c, the_card_of_a_coil_is_free_when_its_last_sheet_has_left);
    tcase_add_test(c, pieces_of_pieces_share_the_card_too);
    tcase_add_test(c, cards_of_several_limits_are_shared_each_for_itself);
    tcase_add_test(c, pieces_that_are_joined_give_their_card_back_once);
    tcase_add_test(c, cards_of_pieces_that_end_on_the_way_come_back);
    tcase_add_test(c, a_run_that_begins_again_gives_the_same);
    return gm_check_main("plant/shares", c);
}
