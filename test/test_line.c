// SPDX-License-Identifier: MIT
//
// The line engine against the event engine, on the same streams, in random models.

#include "build_speed.h"
#include "check_main.h"
#include "engine_pair.h"

#include <stdlib.h>

#if BUILD_IS_SLOW
#define MODELS 60
#else
#define MODELS 2000
#endif

static int asked(const char *name, int otherwise)
{
    const char *only = getenv(name); // NOLINT(concurrency-mt-unsafe)
    return only ? (int)strtol(only, NULL, 10) : otherwise;
}

static pair the;

static const int mixtures[] = {
    RANDOM_LINE_PLAIN,
    RANDOM_LINE_FAILURES,
    RANDOM_LINE_ARRIVALS,
    RANDOM_LINE_WHOLE_SECONDS,
    RANDOM_LINE_FAILURES | RANDOM_LINE_ARRIVALS | RANDOM_LINE_HOURS,
    RANDOM_LINE_FAILURES | RANDOM_LINE_WHOLE_SECONDS | RANDOM_LINE_HOURS,
    RANDOM_LINE_FAILURES | RANDOM_LINE_ARRIVALS | RANDOM_LINE_HOURS | RANDOM_LINE_WHOLE_SECONDS,
    RANDOM_LINE_SOURCES | RANDOM_LINE_ARRIVALS,
    RANDOM_LINE_CARE | RANDOM_LINE_FAILURES,
    RANDOM_LINE_PLACES,
    RANDOM_LINE_SHOPS | RANDOM_LINE_ARRIVALS,
    RANDOM_LINE_VARIANTS | RANDOM_LINE_ARRIVALS,
    RANDOM_LINE_ANYTHING,
    RANDOM_LINE_ANYTHING | RANDOM_LINE_WHOLE_SECONDS,
    RANDOM_LINE_LIMITS,
    RANDOM_LINE_LIMITS | RANDOM_LINE_ARRIVALS | RANDOM_LINE_FAILURES,
    RANDOM_LINE_LIMITS | RANDOM_LINE_SOURCES | RANDOM_LINE_ARRIVALS | RANDOM_LINE_SHOPS,
    RANDOM_LINE_LIMITS | RANDOM_LINE_WHOLE_SECONDS,
    RANDOM_LINE_LIMITS | RANDOM_LINE_ANYTHING,
    RANDOM_LINE_LIMITS | RANDOM_LINE_ANYTHING | RANDOM_LINE_WHOLE_SECONDS,
};
#define MIXTURES ((int)(sizeof mixtures / sizeof *mixtures))

START_TEST(both_engines_agree)
{
    int only = asked("GM_MODEL", -1);
    int n = asked("GM_MODELS", MODELS) / MIXTURES + 1;
    for (int i = 0; i < n; i++) {
        if (only >= 0 && only != i) {
            continue;
        }
        load(&the, i, mixtures[_i]);
        run_events(&the, (uint32_t)i);
        ck_assert(run_lines(&the, (uint32_t)i, i % 2 ? NULL : "scalar", true));
        compare_traces(&the, i);
        compare_snapshots(&the, i);
        ck_assert(run_lines(&the, (uint32_t)i, i % 2 ? NULL : "scalar", false));
        compare_snapshots(&the, i);
        unload(&the);
    }
}
END_TEST

static const int net_mixtures[] = {
    RANDOM_LINE_PLAIN,
    RANDOM_LINE_FAILURES | RANDOM_LINE_CARE,
    RANDOM_LINE_FAILURES | RANDOM_LINE_CARE | RANDOM_LINE_HOURS,
    RANDOM_LINE_FAILURES | RANDOM_LINE_CARE | RANDOM_LINE_HOURS | RANDOM_LINE_WHOLE_SECONDS,
};
#define NET_MIXTURES ((int)(sizeof net_mixtures / sizeof *net_mixtures))

START_TEST(both_engines_agree_on_nets)
{
    int only = asked("GM_MODEL", -1);
    int n = asked("GM_MODELS", MODELS) / MIXTURES + 1;
    int n_run = 0;
    for (int i = 0; i < n; i++) {
        if (only >= 0 && only != i) {
            continue;
        }
        load_net(&the, i, net_mixtures[_i % NET_MIXTURES],
                 (random_net_shape)(_i / NET_MIXTURES));
        run_events(&the, (uint32_t)i);
        if (run_lines(&the, (uint32_t)i, NULL, true)) {
            compare_traces(&the, i);
            compare_snapshots(&the, i);
            n_run += 1;
        }
        unload(&the);
    }
    ck_assert_int_ge(n_run, only >= 0 ? 0 : n / 2);
}
END_TEST

// One lane or several: the same bits.
START_TEST(lanes_give_the_same_bits)
{
    static const char *const lanes[] = {"avx2", "avx512", "neon"};
    for (int i = 0; i < 20; i++) {
        for (size_t k = 0; k < sizeof lanes / sizeof *lanes; k++) {
            load(&the, i, mixtures[_i]);
            ck_assert(run_lines(&the, (uint32_t)i, "scalar", false));
            gm_snapshot each[POINTS];
            memcpy(each, the.lines, sizeof each);
            for (int p = 0; p < POINTS; p++) {
                the.lines[p] =
                    gm_snapshot_create(&the.twin->layout, &the.arena, the.points[p].is_full);
            }
            ck_assert(run_lines(&the, (uint32_t)i, lanes[k], false));
            for (int p = 0; p < POINTS; p++) {
                bool has_bins = each[p].has_bins && the.has_levels;
                uint32_t n = has_bins ? the.twin->layout.n : the.twin->layout.n_sums;
                ck_assert_int_eq(memcmp(each[p].sum, the.lines[p].sum, n * sizeof(double)), 0);
                ck_assert_int_eq(memcmp(each[p].max, the.lines[p].max,
                                        the.twin->layout.n_max * sizeof(double)),
                                 0);
            }
            unload(&the);
        }
    }
}
END_TEST

int main(void)
{
    TCase *tc = tcase_create("line");
    tcase_add_loop_test(tc, both_engines_agree, 0, MIXTURES);
    tcase_add_loop_test(tc, both_engines_agree_on_nets, 0, NET_MIXTURES * RANDOM_NET_SHAPES);
    tcase_add_loop_test(tc, lanes_give_the_same_bits, 0, MIXTURES);
    return gm_check_main("line", tc);
}
