// SPDX-License-Identifier: MIT
//
// Ages of failures against sums by hand. Laws are constant where it is not said otherwise.

#include "check_main.h"

#include "plant/wear.h"

#include <string.h>

static gm_run run;
static gm_wear wear;
static gm_failure_def defs[3];

static gm_failure_def failure(const char *name, gm_age_by by, double after)
{
    return (gm_failure_def){.name = name,
                            .after = gm_dist_constant(after),
                            .by = by,
                            .repair = gm_dist_constant(30.0)};
}

// Work after 100, calendar after 50, parts after 3.
static void begin_three(void)
{
    memset(&run, 0, sizeof run);
    run.seed = 1;
    defs[0] = failure("drive", GM_BY_WORK, 100.0);
    defs[1] = failure("power", GM_BY_CALENDAR, 50.0);
    defs[2] = failure("chain", GM_BY_PARTS, 3.0);
    gm_wear_create(&run, &wear, 3, defs);
    gm_wear_begin(&run, &wear, "belt");
}

static void end(void)
{
    gm_arena_fini(&run.arena);
}

// 10 s at 2 and 0.5 exposures a second: 100 - 20, 50 - 5.
START_TEST(each_age_falls_at_the_rate_of_its_own_clock)
{
    begin_three();
    gm_wear_pass(&wear, (gm_wear_rate){.by_work = 2.0, .by_calendar = 0.5}, 10.0);
    ck_assert_double_eq(wear.left[0], 80.0);
    ck_assert_double_eq(wear.left[1], 45.0);
    ck_assert_double_eq(wear.left[2], 3.0);
    gm_wear_cycle(&wear);
    ck_assert_double_eq(wear.left[0], 80.0);
    ck_assert_double_eq(wear.left[1], 45.0);
    ck_assert_double_eq(wear.left[2], 2.0);
    end();
}
END_TEST

// By work 100 / 4 = 25 s, by calendar 50 / 1 = 50 s; twice the work: 12.5 s. Three cars that
// stand: 50 s. Nothing passes: never.
START_TEST(next_failure_comes_when_the_first_age_is_used_up)
{
    begin_three();
    const gm_wear_rate fast = {.by_work = 8.0, .by_calendar = 1.0};
    const gm_wear_rate slow = {.by_work = 4.0, .by_calendar = 1.0};
    const gm_wear_rate idle = {.by_work = 0.0, .by_calendar = 1.0};
    const gm_wear_rate none = {0};
    ck_assert_double_eq(gm_wear_next(&wear, slow), 25.0);
    ck_assert_double_eq(gm_wear_next(&wear, fast), 12.5);
    ck_assert_double_eq(gm_wear_next(&wear, idle), 50.0);
    ck_assert_double_infinite(gm_wear_next(&wear, none));
    end();
}
END_TEST

START_TEST(failure_by_parts_waits_for_the_next_work)
{
    begin_three();
    const gm_wear_rate works = {.by_work = 1.0};
    const gm_wear_rate rests = {.by_calendar = 1.0};
    gm_wear_cycle(&wear);
    gm_wear_cycle(&wear);
    ck_assert_double_eq(gm_wear_next(&wear, works), 100.0);
    gm_wear_cycle(&wear);
    ck_assert_double_eq(gm_wear_next(&wear, works), 0.0);
    ck_assert_int_eq(gm_wear_due(&wear, works, 10.0), 2);
    ck_assert_double_eq(gm_wear_next(&wear, rests), 50.0);
    ck_assert_int_eq(gm_wear_due(&wear, rests, 10.0), GM_NONE);
    end();
}
END_TEST

// After 50 s both the second (50 - 50) and, at 2 a second, the first (100 - 100) are due.
START_TEST(of_two_due_failures_the_first_named_comes_first)
{
    begin_three();
    const gm_wear_rate rate = {.by_work = 2.0, .by_calendar = 1.0};
    gm_wear_pass(&wear, rate, 49.0);
    ck_assert_int_eq(gm_wear_due(&wear, rate, 49.0), GM_NONE);
    gm_wear_pass(&wear, rate, 1.0);
    ck_assert_int_eq(gm_wear_due(&wear, rate, 50.0), 0);
    gm_wear_renew(&wear, 0, 1.0);
    ck_assert_int_eq(gm_wear_due(&wear, rate, 50.0), 1);
    gm_wear_renew(&wear, 1, 1.0);
    ck_assert_int_eq(gm_wear_due(&wear, rate, 50.0), GM_NONE);
    ck_assert_double_eq(wear.left[0], 100.0);
    end();
}
END_TEST

// What has passed in thirds does not add up to the whole: 0.1 x 3 is not 0.3.
START_TEST(age_that_is_used_up_but_for_rounding_is_due)
{
    begin_three();
    const gm_wear_rate rate = {.by_calendar = 1.0};
    for (int i = 0; i < 500; i++) {
        gm_wear_pass(&wear, rate, 0.1);
    }
    ck_assert_double_ne(wear.left[1], 0.0);
    ck_assert_int_eq(gm_wear_due(&wear, rate, 50.0), 1);
    ck_assert_double_ge(gm_wear_next(&wear, rate), 0.0);
    end();
}
END_TEST

// A rate of failures twice as high: half of the time.
START_TEST(age_is_renewed_by_the_factor_of_the_failure_rate)
{
    begin_three();
    gm_wear_renew(&wear, 0, 2.0);
    ck_assert_double_eq(wear.left[0], 50.0);
    gm_wear_renew(&wear, 0, 0.5);
    ck_assert_double_eq(wear.left[0], 200.0);
    ck_assert_double_eq(gm_wear_repair(&wear, 0), 30.0);
    end();
}
END_TEST

// One unit in the last place of 2^30 s is 2^-22 s = 2.4e-7 s: less is nothing there, but not at
// the start.
START_TEST(what_the_clock_cannot_tell_is_over)
{
    ck_assert(gm_is_over(0.0, 0.0));
    ck_assert(gm_is_over(-1.0, 0.0));
    ck_assert(gm_is_over(0.9e-9, 0.0));
    ck_assert(!gm_is_over(1e-7, 0.0));
    ck_assert(gm_is_over(1e-7, 1073741824.0));
    ck_assert(!gm_is_over(3e-7, 1073741824.0));
}
END_TEST

// ---- streams

static void begin_two(const char *path, const char *second, uint32_t replication)
{
    memset(&run, 0, sizeof run);
    run.seed = 1;
    run.replication = replication;
    defs[0] = failure("drive", GM_BY_WORK, 0.0);
    defs[1] = failure(second, GM_BY_WORK, 0.0);
    defs[0].after = gm_dist_exponential(100.0);
    defs[1].after = gm_dist_exponential(100.0);
    gm_wear_create(&run, &wear, 2, defs);
    gm_wear_begin(&run, &wear, path);
}

START_TEST(each_failure_draws_from_a_stream_of_its_own)
{
    begin_two("belt", "power", 0);
    double drive = wear.left[0];
    double power = wear.left[1];
    end();
    ck_assert_double_gt(drive, 0.0);
    ck_assert_double_ne(drive, power);
    begin_two("belt", "chain", 0); // another beside it: the same draws
    ck_assert_double_eq(wear.left[0], drive);
    ck_assert_double_ne(wear.left[1], power);
    end();
    begin_two("other", "power", 0);
    ck_assert_double_ne(wear.left[0], drive);
    end();
    begin_two("belt", "power", 1);
    ck_assert_double_ne(wear.left[0], drive);
    run.replication = 0;
    gm_wear_begin(&run, &wear, "belt"); // begun anew: as at first
    ck_assert_double_eq(wear.left[0], drive);
    ck_assert_double_eq(wear.left[1], power);
    end();
}
END_TEST

// The mean of 10,000 exponential ages of mean 100 has a standard error of 1: four of them.
START_TEST(renewed_ages_have_the_mean_of_their_law)
{
    begin_two("belt", "power", 0);
    double sum = 0.0;
    for (int i = 0; i < 10000; i++) {
        gm_wear_renew(&wear, 1, 1.0);
        sum += wear.left[1];
    }
    ck_assert_double_eq_tol(sum / 10000.0, 100.0, 4.0);
    end();
}
END_TEST

START_TEST(thing_without_failures_never_fails)
{
    memset(&run, 0, sizeof run);
    gm_wear_create(&run, &wear, 0, NULL);
    gm_wear_begin(&run, &wear, "belt");
    const gm_wear_rate rate = {.by_work = 1.0, .by_calendar = 1.0};
    gm_wear_pass(&wear, rate, 1e9);
    gm_wear_cycle(&wear);
    ck_assert_double_infinite(gm_wear_next(&wear, rate));
    ck_assert_int_eq(gm_wear_due(&wear, rate, 1e9), GM_NONE);
    end();
}
END_TEST

int main(void)
{
    TCase *c = tcase_create("wear");
    tcase_add_test(c, each_age_falls_at_the_rate_of_its_own_clock);
    tcase_add_test(c, next_failure_comes_when_the_first_age_is_used_up);
    tcase_add_test(c, failure_by_parts_waits_for_the_next_work);
    tcase_add_test(c, of_two_due_failures_the_first_named_comes_first);
    tcase_add_test(c, age_that_is_used_up_but_for_rounding_is_due);
    tcase_add_test(c, age_is_renewed_by_the_factor_of_the_failure_rate);
    tcase_add_test(c, what_the_clock_cannot_tell_is_over);
    tcase_add_test(c, each_failure_draws_from_a_stream_of_its_own);
    tcase_add_test(c, renewed_ages_have_the_mean_of_their_law);
    tcase_add_test(c, thing_without_failures_never_fails);
    return gm_check_main("plant/wear", c);
}
