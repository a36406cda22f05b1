// SPDX-License-Identifier: MIT

#include "check_main.h"

#include "study/warm_up.h"

#include <math.h>

#define N 1000

static double wip[N];
static double pace[N];
static bool working[N];

// A few waves that do not repeat: noise without chance.
static double wobble(int k)
{
    return sin(1.7 * k) + sin(2.9 * k + 1.0);
}

static bool find(gm_slices slices, double noise, double *share)
{
    *share = -1.0;
    return gm_warm_up_find(slices, wip, pace, noise, working, share);
}

// The level climbs over the first 100 slices, the pace is steady from the start.
START_TEST(the_later_of_the_two_ends_counts)
{
    double share;
    for (int k = 0; k < N; k++) {
        wip[k] = 100.0 + 0.1 * wobble(k) - (k < 100 ? 100.0 - k : 0.0);
        pace[k] = 10.0 + 0.1 * wobble(k);
    }
    ck_assert(find((gm_slices){.n = N, .length = 1.0}, 0.0, &share));
    ck_assert_double_ge(share, 0.09);
    ck_assert_double_le(share, 0.11);
}
END_TEST

START_TEST(what_still_climbs_at_half_of_the_run_has_no_end)
{
    double share;
    for (int k = 0; k < N; k++) {
        wip[k] = k < 700 ? k : 700;
        pace[k] = 10.0;
    }
    ck_assert(!find((gm_slices){.n = N, .length = 1.0}, 0.0, &share));
}
END_TEST

// Counts of 44 and 45 in turn but 45 in all of the last 60 slices: no warm-up of 940.
START_TEST(a_rest_that_is_constant_by_chance_is_not_taken_for_the_best)
{
    double share;
    for (int k = 0; k < N; k++) {
        wip[k] = 1.0;
        pace[k] = k < 940 && k / 5 % 2 == 0 ? 44.0 : 45.0;
    }
    ck_assert(find((gm_slices){.n = N, .length = 1.0}, 0.3, &share));
    ck_assert_double_le(share, 0.05);
}
END_TEST

// Even noise, -1 .. 1, of a linear congruential generator (Knuth, The Art of Computer Programming 2).
static double noise_of(int k)
{
    uint64_t x = (uint64_t)k * 6364136223846793005u + 1442695040888963407u;
    x = (x ^ (x >> 29)) * 6364136223846793005u;
    return (double)(x >> 11) / 4503599627370496.0 - 1.0;
}

// Days of 28 slices, 14 of work and 14 off, in which the level stands where it was; two days of
// seven are free. The first 20 slices of work start empty.
START_TEST(shifts_are_no_warm_up)
{
    double share;
    for (int weeks = 3; weeks <= 5; weeks++) {
        int worked = 0;
        for (int k = 0; k < weeks * 196; k++) {
            bool is_on = k % 28 < 14 && k % 196 < 140;
            worked += is_on ? 1 : 0;
            wip[k] = (is_on ? 50.0 : 20.0) + noise_of(worked) - (worked <= 20 ? 20.0 : 0.0);
            pace[k] = is_on && worked > 20 ? 10.0 + noise_of(k + 5000) : 0.0;
        }
        ck_assert(
            find((gm_slices){.n = weeks * 196, .length = 1.0, .n_week = 196}, 0.0, &share));
        // The 20 slices end on the second day, at its slice 28 + 6.
        ck_assert_double_ge(share * weeks * 196, 33.0);
        ck_assert_double_le(share, 0.5);
    }
}
END_TEST

START_TEST(few_slices_give_no_answer)
{
    double share;
    ck_assert(!find((gm_slices){.n = 49, .length = 1.0}, 0.0, &share));
}
END_TEST

int main(void)
{
    TCase *c = tcase_create("warm-up");
    tcase_add_test(c, the_later_of_the_two_ends_counts);
    tcase_add_test(c, what_still_climbs_at_half_of_the_run_has_no_end);
    tcase_add_test(c, a_rest_that_is_constant_by_chance_is_not_taken_for_the_best);
    tcase_add_test(c, shifts_are_no_warm_up);
    tcase_add_test(c, few_slices_give_no_answer);
    return gm_check_main("study/warm_up", c);
}
