// SPDX-License-Identifier: MIT
//
// The clocks ring in order of time, class and slot: against a plain search over all of them, for
// a row and for a tree.

#include "build_speed.h"
#include "check_main.h"

#include "sim/clocks.h"

#include <signal.h>

#define MOST_SLOTS 700
#define N_TRIES    (BUILD_IS_SLOW ? 1500 : 10000)

static const uint32_t sizes[] = {1, 2, 8, 9, 20, 32, 33, 64, 65, 513, MOST_SLOTS};
#define N_SIZES ((int)(sizeof sizes / sizeof sizes[0]))

static _Alignas(64) unsigned char memory[32768];
static double times_s[MOST_SLOTS];
static gm_event_class classes[MOST_SLOTS];
static uint64_t state = 1;

static uint32_t draw(uint32_t n)
{
    state = state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return n > 0 ? (uint32_t)(state >> 33) % n : 0;
}

static bool is_before(uint32_t a, uint32_t b)
{
    return times_s[a] < times_s[b] ||
           (times_s[a] == times_s[b] &&
            (classes[a] < classes[b] || (classes[a] == classes[b] && a < b)));
}

static uint32_t search_first(uint32_t n)
{
    uint32_t first = 0;
    for (uint32_t i = 1; i < n; i++) {
        first = is_before(i, first) ? i : first;
    }
    return first;
}

static double search_others_s(uint32_t n, uint32_t slot)
{
    double others_s = (double)INFINITY;
    for (uint32_t i = 0; i < n; i++) {
        others_s = i != slot && times_s[i] < others_s ? times_s[i] : others_s;
    }
    return others_s;
}

static void begin(gm_clocks *clocks, uint32_t n)
{
    ck_assert_uint_le(gm_clocks_size(n), sizeof memory);
    gm_clocks_init(clocks, memory, n);
    for (uint32_t i = 0; i < n; i++) {
        times_s[i] = (double)INFINITY;
        classes[i] = GM_CLASS_FAIL;
    }
}

static void set(gm_clocks *clocks, uint32_t slot, double t_s, gm_event_class class)
{
    times_s[slot] = t_s;
    classes[slot] = class;
    gm_clocks_set(clocks, slot, t_s, class);
}

static void set_any(gm_clocks *clocks, uint32_t n)
{
    bool stops = draw(4) == 0;
    double t_s = stops ? (double)INFINITY : (double)draw(20); // many at one instant
    set(clocks, draw(n), t_s, stops ? GM_CLASS_FAIL : (gm_event_class)draw(3));
}

static void check_first(gm_clocks *clocks, uint32_t n)
{
    uint32_t first = search_first(n);
    gm_clock top = gm_clocks_top(clocks);
    gm_clock any = gm_clocks_any_first(clocks);
    ck_assert(top.time_s == times_s[first] && any.time_s == times_s[first]);
    if (times_s[first] < (double)INFINITY) {
        ck_assert_uint_eq(top.slot, first);
        ck_assert_int_eq(top.class, classes[first]);
        ck_assert(times_s[any.slot] == any.time_s);
        ck_assert_int_eq(any.class, classes[any.slot]);
    }
}

START_TEST(earliest_clock_is_that_of_a_plain_search)
{
    uint32_t n = sizes[_i];
    gm_clocks clocks;
    begin(&clocks, n);
    for (int k = 0; k < N_TRIES; k++) {
        set_any(&clocks, n);
        check_first(&clocks, n);
        uint32_t slot = draw(n);
        ck_assert(gm_clocks_at(&clocks, slot) == times_s[slot]);
    }
}
END_TEST

START_TEST(clock_rings_alone_unless_another_one_has_the_same_time)
{
    uint32_t n = sizes[_i];
    gm_clocks clocks;
    begin(&clocks, n);
    int n_alone = 0;
    for (int k = 0; k < N_TRIES; k++) {
        for (uint32_t sets = draw(4); sets > 0; sets--) {
            set_any(&clocks, n);
        }
        gm_clock first = gm_clocks_any_first(&clocks);
        if (first.time_s < (double)INFINITY) {
            bool is_alone = search_others_s(n, first.slot) > first.time_s;
            ck_assert(gm_clocks_ring_alone(&clocks, first) == is_alone);
            times_s[first.slot] = is_alone ? (double)INFINITY : first.time_s;
            n_alone += is_alone ? 1 : 0;
        }
        check_first(&clocks, n);
    }
    ck_assert_int_gt(n_alone, 100);
}
END_TEST

START_TEST(stopped_clocks_never_ring)
{
    gm_clocks clocks;
    begin(&clocks, sizes[_i]);
    ck_assert(isinf(gm_clocks_top(&clocks).time_s));
    set(&clocks, 0, 3.0, GM_CLASS_DONE);
    ck_assert(gm_clocks_top(&clocks).time_s == 3.0);
    gm_clocks_stop(&clocks, 0);
    ck_assert(isinf(gm_clocks_top(&clocks).time_s));
}
END_TEST

// -0.0 orders as a number of its own by its bits, behind every other.
START_TEST(minus_zero_rings_as_zero)
{
    gm_clocks clocks;
    begin(&clocks, 40);
    gm_clocks_set(&clocks, 1, 1.0, GM_CLASS_DONE);
    gm_clocks_set(&clocks, 2, -0.0, GM_CLASS_DONE);
    ck_assert_uint_eq(gm_clocks_top(&clocks).slot, 2);
}
END_TEST

START_TEST(every_scan_of_a_row_finds_a_least_time)
{
    static _Alignas(64) double at_s[GM_CLOCK_ROW_MOST];
    gm_clock_scan *scan = gm_clock_scan_variant((size_t)_i);
    if (!scan) {
        return; // this machine has no vectors of this width
    }
    for (int k = 0; k < 20000; k++) {
        uint32_t n = 8 * (1 + draw(4));
        for (uint32_t i = 0; i < n; i++) {
            at_s[i] = draw(3) == 0 ? (double)INFINITY : (double)draw(12);
        }
        uint32_t except = draw(2) ? GM_CLOCK_ROW_MOST : draw(n);
        double least_s = (double)INFINITY;
        for (uint32_t i = 0; i < n; i++) {
            least_s = i != except && at_s[i] < least_s ? at_s[i] : least_s;
        }
        gm_clock_time found = scan(at_s, n, except);
        ck_assert(found.time_s == least_s);
        ck_assert(found.slot < n && found.slot != except && at_s[found.slot] == least_s);
    }
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
    tcase_add_loop_test(c, earliest_clock_is_that_of_a_plain_search, 0, N_SIZES);
    tcase_add_loop_test(c, clock_rings_alone_unless_another_one_has_the_same_time, 0, N_SIZES);
    tcase_add_loop_test(c, stopped_clocks_never_ring, 0, N_SIZES);
    tcase_add_test(c, minus_zero_rings_as_zero);
    tcase_add_loop_test(c, every_scan_of_a_row_finds_a_least_time, 0, 3);
    tcase_add_test_raise_signal(c, no_clock_at_all_is_refused, SIGABRT);
    return gm_check_main("sim/clocks", c);
}
