// SPDX-License-Identifier: MIT
//
// The clocks ring in order of time, class and slot: against a plain search over all of them.

#include "check_main.h"

#include "sim/clocks.h"

#include <signal.h>

#define SLOTS 37

static gm_clock nodes[256];
static double times_s[SLOTS];
static gm_event_class classes[SLOTS];
static uint64_t state = 1;

static uint32_t draw(uint32_t n)
{
    state = state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (uint32_t)(state >> 33) % n;
}

static bool is_before(uint32_t a, uint32_t b)
{
    return times_s[a] < times_s[b] ||
           (times_s[a] == times_s[b] &&
            (classes[a] < classes[b] || (classes[a] == classes[b] && a < b)));
}

START_TEST(earliest_clock_is_that_of_a_plain_search)
{
    gm_clocks clocks;
    ck_assert_uint_le(gm_clocks_size(SLOTS), sizeof nodes / sizeof nodes[0]);
    gm_clocks_init(&clocks, nodes, SLOTS);
    for (uint32_t i = 0; i < SLOTS; i++) {
        times_s[i] = (double)INFINITY;
        classes[i] = GM_CLASS_FAIL;
    }
    for (int k = 0; k < 20000; k++) {
        uint32_t slot = draw(SLOTS);
        bool stops = draw(4) == 0;
        times_s[slot] = stops ? (double)INFINITY : (double)draw(20); // many at one instant
        classes[slot] = stops ? GM_CLASS_FAIL : (gm_event_class)draw(3);
        gm_clocks_set(&clocks, slot, times_s[slot], classes[slot]);
        uint32_t first = 0;
        double others_s = (double)INFINITY;
        for (uint32_t i = 0; i < SLOTS; i++) {
            first = is_before(i, first) ? i : first;
            others_s = i != slot && times_s[i] < others_s ? times_s[i] : others_s;
        }
        gm_clock top = gm_clocks_top(&clocks);
        ck_assert(gm_clock_time(top) == times_s[first]);
        if (times_s[first] < (double)INFINITY) {
            ck_assert_uint_eq(gm_clock_slot(top), first);
            ck_assert_int_eq(gm_clock_class(top), classes[first]);
        }
        ck_assert(gm_clocks_others_at(&clocks, slot) == others_s);
        ck_assert(gm_clocks_at(&clocks, slot) == times_s[slot]);
    }
}
END_TEST

START_TEST(all_clocks_are_stopped_at_first_and_after_being_stopped)
{
    gm_clocks clocks;
    for (uint32_t n = 1; n <= 9; n++) {
        gm_clocks_init(&clocks, nodes, n);
        ck_assert(isinf(gm_clock_time(gm_clocks_top(&clocks))));
        for (uint32_t i = 0; i < n; i++) {
            gm_clocks_set(&clocks, i, 5.0, GM_CLASS_DONE);
        }
        ck_assert_double_eq(gm_clock_time(gm_clocks_top(&clocks)), 5.0);
        for (uint32_t i = 0; i < n; i++) {
            gm_clocks_stop(&clocks, i);
        }
        ck_assert(isinf(gm_clock_time(gm_clocks_top(&clocks))));
    }
}
END_TEST

START_TEST(minus_zero_is_zero)
{
    gm_clocks clocks;
    gm_clocks_init(&clocks, nodes, 2);
    gm_clocks_set(&clocks, 0, 1.0, GM_CLASS_DONE);
    gm_clocks_set(&clocks, 1, -0.0, GM_CLASS_DONE);
    ck_assert_uint_eq(gm_clock_slot(gm_clocks_top(&clocks)), 1);
}
END_TEST

START_TEST(no_clock_at_all_is_refused)
{
    gm_clocks_size(0);
}
END_TEST

int main(void)
{
    TCase *c = tcase_create("clocks");
    tcase_add_test(c, earliest_clock_is_that_of_a_plain_search);
    tcase_add_test(c, all_clocks_are_stopped_at_first_and_after_being_stopped);
    tcase_add_test(c, minus_zero_is_zero);
    tcase_add_test_raise_signal(c, no_clock_at_all_is_refused, SIGABRT);
    return gm_check_main("sim/clocks", c);
}
