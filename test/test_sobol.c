// SPDX-License-Identifier: MIT

#include "check_main.h"

#include "num/sobol.h"

// The ten points in three dimensions that Joe and Kuo publish with their numbers.
START_TEST(the_first_points_are_those_of_joe_and_kuo)
{
    static const double published[10][3] = {
        {0.0, 0.0, 0.0},          {0.5, 0.5, 0.5},       {0.75, 0.25, 0.25},
        {0.25, 0.75, 0.75},       {0.375, 0.375, 0.625}, {0.875, 0.875, 0.125},
        {0.625, 0.125, 0.875},    {0.125, 0.625, 0.375}, {0.1875, 0.3125, 0.9375},
        {0.6875, 0.8125, 0.4375},
    };
    for (uint32_t i = 0; i < 10; i++) {
        for (int d = 0; d < 3; d++) {
            ck_assert_double_eq(gm_sobol_bits(d, i) * 0x1p-32, published[i][d]);
        }
    }
}
END_TEST

// Far points of other dimensions, as scipy 1.17.1 has them: qmc.Sobol(32, scramble=False,
// bits=32), times 2^32.
START_TEST(far_points_are_those_of_scipy)
{
    static const int dimensions[5] = {0, 5, 11, 20, 31};
    static const struct {
        uint32_t i;
        uint32_t bits[5];
    } points[] = {
        {1000, {943718400u, 3896508416u, 1094713344u, 2243952640u, 624951296u}},
        {65535, {65536u, 2344288256u, 308740096u, 2432892928u, 2186215424u}},
        {100000, {262307840u, 4147544064u, 1940750336u, 1050771456u, 2038661120u}},
    };
    for (size_t p = 0; p < sizeof points / sizeof *points; p++) {
        for (int k = 0; k < 5; k++) {
            ck_assert_uint_eq(gm_sobol_bits(dimensions[k], points[p].i), points[p].bits[k]);
        }
    }
}
END_TEST

// Of 2^k points each of the 2^k cells of every coordinate has one, shifted or not.
START_TEST(every_cell_of_a_power_of_two_has_one_point)
{
    enum { N = 64 };
    for (int d = 0; d < GM_SOBOL_DIMENSIONS; d++) {
        for (uint32_t shift = 0; shift <= 0x9e3779b9u; shift += 0x9e3779b9u) {
            int seen[N] = {0};
            for (uint32_t i = 0; i < N; i++) {
                double u = gm_sobol_u01(d, i, shift);
                ck_assert(u > 0.0 && u < 1.0);
                seen[(int)(u * N)] += 1;
            }
            for (int i = 0; i < N; i++) {
                ck_assert_int_eq(seen[i], 1);
            }
        }
    }
}
END_TEST

int main(void)
{
    TCase *c = tcase_create("sobol");
    tcase_add_test(c, the_first_points_are_those_of_joe_and_kuo);
    tcase_add_test(c, far_points_are_those_of_scipy);
    tcase_add_test(c, every_cell_of_a_power_of_two_has_one_point);
    return gm_check_main("num/sobol", c);
}
