// SPDX-License-Identifier: MIT

#include "check_main.h"

#include "num/latin.h"

#include <string.h>

#define N 40

START_TEST(every_cell_has_one_value)
{
    gm_stream stream;
    double x[N];
    int seen[N] = {0};
    gm_stream_init(&stream, 1, 0, "x", "latin hypercube");
    gm_latin_fill(&stream, x, N);
    for (int i = 0; i < N; i++) {
        ck_assert(x[i] > 0.0 && x[i] < 1.0);
        seen[(int)(x[i] * N)] += 1;
    }
    for (int i = 0; i < N; i++) {
        ck_assert_int_eq(seen[i], 1);
    }
}
END_TEST

// Three cells have six orders, each as likely: of 6,000 drawn 1,000 are expected with a standard
// deviation of sqrt(6000 * 1/6 * 5/6) = 28.9; the bounds are 5 of them.
START_TEST(all_orders_of_the_cells_are_as_likely)
{
    gm_stream stream;
    int seen[27] = {0};
    gm_stream_init(&stream, 1, 0, "x", "latin hypercube");
    for (int i = 0; i < 6000; i++) {
        double x[3];
        gm_latin_fill(&stream, x, 3);
        seen[(int)(3.0 * x[0]) * 9 + (int)(3.0 * x[1]) * 3 + (int)(3.0 * x[2])] += 1;
    }
    static const int orders[] = {5,  7,  11,
                                 15, 19, 21}; // 012, 021, 102, 120, 201, 210 to base 3
    for (int i = 0; i < 6; i++) {
        ck_assert_int_ge(seen[orders[i]], 1000 - 145);
        ck_assert_int_le(seen[orders[i]], 1000 + 145);
    }
}
END_TEST

int main(void)
{
    TCase *c = tcase_create("latin");
    tcase_add_test(c, every_cell_has_one_value);
    tcase_add_test(c, all_orders_of_the_cells_are_as_likely);
    return gm_check_main("num/latin", c);
}
