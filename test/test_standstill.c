// SPDX-License-Identifier: MIT

#include "check_main.h"
#include "model_set.h"

#include "study/standstill.h"

static model_set m;

static void run(const char *out, const char *mend)
{
    char text[512];
    snprintf(text, sizeof text,
             "gemba: 1\n"
             "clock: {run: 10 h, warm-up: none, horizon: terminating}\n"
             "plant:\n"
             "  line:\n"
             "    - source: blanks\n"
             "    - {station: a, time: 60 s}\n"
             "    - {buffer: rack, holds: 2}\n"
             "    - {station: b, time: 50 s, to: {out: %s, mend: %s}}\n"
             "    - sink: out\n"
             "    - {station: mend, time: 10 s, to: rack}\n",
             out, mend);
    model_set_open(&m, text);
    ck_assert_int_eq(model_set_run(&m, 3, 2), GM_OK);
}

// a and mend wait for a place in the rack, b for mend: nobody ever takes anything again.
START_TEST(a_loop_whose_places_are_full_is_named_with_who_waits_for_what)
{
    run("10 %", "90 %");
    ck_assert_int_eq(gm_standstill_find(&m.set).n, 3);
    const char *words = gm_standstill_words(&m.set, &m.arena);
    ck_assert_ptr_nonnull(strstr(words, "deadlock in 3 of 3 replications: since "));
    ck_assert_ptr_nonnull(strstr(words, " nothing leaves any more and these wait"));
    ck_assert_ptr_nonnull(strstr(words, "a for rack, b for the queue of mend, mend for rack"));
    model_set_close(&m);
}
END_TEST

START_TEST(a_plant_that_runs_to_the_end_has_none)
{
    run("100 %", "0 %");
    ck_assert_int_eq(gm_standstill_find(&m.set).n, 0);
    ck_assert_ptr_null(gm_standstill_words(&m.set, &m.arena));
    model_set_close(&m);
}
END_TEST

int main(void)
{
    TCase *c = tcase_create("standstill");
    tcase_add_test(c, a_loop_whose_places_are_full_is_named_with_who_waits_for_what);
    tcase_add_test(c, a_plant_that_runs_to_the_end_has_none);
    return gm_check_main("study/standstill", c);
}
