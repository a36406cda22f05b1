// SPDX-License-Identifier: MIT

#include "check_main.h"

#include "num/random.h"

#include <math.h>

// Salmon et al. 2011, known answers of the Random123 distribution for philox4x32, 10 rounds.
START_TEST(philox_gives_its_published_answers)
{
    static const struct {
        uint32_t counter[4];
        uint32_t key[2];
        uint32_t out[4];
    } rows[] = {
        {{0, 0, 0, 0}, {0, 0}, {0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8}},
        {{0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff},
         {0xffffffff, 0xffffffff},
         {0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd}},
        {{0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344},
         {0xa4093822, 0x299f31d0},
         {0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1}},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        uint32_t out[4];
        gm_philox4x32(out, rows[i].counter, rows[i].key);
        ck_assert_mem_eq(out, rows[i].out, sizeof out);
    }
}
END_TEST

// Vectors of the FNV specification (Eastlake et al., appendix C) for FNV-1a, 64 bits.
START_TEST(fnv1a_gives_its_published_answers)
{
    ck_assert(gm_fnv1a_64(GM_FNV1A_64_START, "", 0) == UINT64_C(0xcbf29ce484222325));
    ck_assert(gm_fnv1a_64(GM_FNV1A_64_START, "a", 1) == UINT64_C(0xaf63dc4c8601ec8c));
    ck_assert(gm_fnv1a_64(GM_FNV1A_64_START, "foobar", 6) == UINT64_C(0x85944171f73967e8));
}
END_TEST

// State 1, 2, 3, 4 run through the reference implementation (prng.di.unimi.it), as published in
// the tests of rand_xoshiro.
START_TEST(xoshiro_gives_the_numbers_of_the_reference_implementation)
{
    static const uint64_t expected[10] = {
        UINT64_C(41943041),
        UINT64_C(58720359),
        UINT64_C(3588806011781223),
        UINT64_C(3591011842654386),
        UINT64_C(9228616714210784205),
        UINT64_C(9973669472204895162),
        UINT64_C(14011001112246962877),
        UINT64_C(12406186145184390807),
        UINT64_C(15849039046786891736),
        UINT64_C(10450023813501588000),
    };
    gm_stream one = {{1, 2, 3, 4}};
    gm_stream block = one;
    uint64_t filled[10];
    gm_stream_fill(&block, filled, 10);
    for (int i = 0; i < 10; i++) {
        ck_assert(gm_stream_next(&one) == expected[i]);
        ck_assert(filled[i] == expected[i]);
    }
    ck_assert_mem_eq(&one, &block, sizeof one);
}
END_TEST

// Seed 7, replication 3, path line/s1, purpose work: computed apart from this code in exact
// integer arithmetic from the published definitions of the three algorithms.
START_TEST(stream_is_seeded_by_seed_replication_path_and_purpose)
{
    ck_assert(gm_stream_key("line/s1", "work") == UINT64_C(0x7cd5d6ffb476becd));
    static const uint64_t state[4] = {
        UINT64_C(0x037f48258f2e478f),
        UINT64_C(0xeec0bc3500f9a9be),
        UINT64_C(0xe4eedb65efeecdec),
        UINT64_C(0x024705da8faa08a7),
    };
    gm_stream stream;
    gm_stream_init(&stream, 7, 3, "line/s1", "work");
    ck_assert_mem_eq(stream.s, state, sizeof state);
    ck_assert(gm_stream_next(&stream) == UINT64_C(0x038eb44daa312ab6));
    ck_assert(gm_stream_next(&stream) == UINT64_C(0x9d74cfb640aff4ad));
    ck_assert(gm_stream_next(&stream) == UINT64_C(0x177ce23580f9d8a));
}
END_TEST

START_TEST(where_path_ends_and_purpose_begins_matters)
{
    ck_assert(gm_stream_key("a/b", "c") != gm_stream_key("a", "/bc"));
    ck_assert(gm_stream_key("ab", "c") != gm_stream_key("a", "bc"));
}
END_TEST

// The least is 0.5 * 2^-52, the largest 1 less the same; both are exact.
START_TEST(uniform_numbers_reach_neither_end)
{
    ck_assert_double_eq(gm_u01_of_bits(0), 0x1p-53);
    ck_assert_double_eq(gm_u01_of_bits(UINT64_MAX), 1.0 - 0x1p-53);
    ck_assert_double_eq(1.0 - gm_u01_of_bits(UINT64_MAX), 0x1p-53);
}
END_TEST

// Mean 1/2 and variance 1/12 over 10^6 draws; |z| < 4.417 is false by chance once in 10^5. The
// variance of (u - 1/2)^2 is 1/80 - 1/144 = 1/180.
START_TEST(uniform_numbers_have_the_mean_and_variance_of_the_law)
{
    const int n = 1000000;
    gm_stream stream;
    gm_stream_init(&stream, 1, 0, "test", "u01");
    double sum = 0.0;
    double squares = 0.0;
    for (int i = 0; i < n; i++) {
        double d = gm_stream_u01(&stream) - 0.5;
        sum += d;
        squares += d * d;
    }
    ck_assert_double_lt(fabs(sum / sqrt(n / 12.0)), 4.417);
    ck_assert_double_lt(fabs((squares - n / 12.0) / sqrt(n / 180.0)), 4.417);
}
END_TEST

int main(void)
{
    TCase *cases = tcase_create("random");
    tcase_add_test(cases, philox_gives_its_published_answers);
    tcase_add_test(cases, fnv1a_gives_its_published_answers);
    tcase_add_test(cases, xoshiro_gives_the_numbers_of_the_reference_implementation);
    tcase_add_test(cases, stream_is_seeded_by_seed_replication_path_and_purpose);
    tcase_add_test(cases, where_path_ends_and_purpose_begins_matters);
    tcase_add_test(cases, uniform_numbers_reach_neither_end);
    tcase_add_test(cases, uniform_numbers_have_the_mean_and_variance_of_the_law);
    return gm_check_main("num/random", cases);
}
