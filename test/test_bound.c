// SPDX-License-Identifier: MIT

#include "check_main.h"

#include "study/bound.h"

#include <math.h>

static const gm_claim_def at_least = {.bound = GM_BOUND_AT_LEAST, .value = 100.0};
static const gm_claim_def at_most = {.bound = GM_BOUND_AT_MOST, .value = 100.0};
static const gm_claim_def exactly = {.bound = GM_BOUND_EXACTLY, .value = 0.3};

START_TEST(a_bound_is_met_by_itself)
{
    ck_assert(gm_bound_is_met(&at_least, 100.0) && gm_bound_is_met(&at_least, 101.0));
    ck_assert(!gm_bound_is_met(&at_least, 99.0));
    ck_assert(gm_bound_is_met(&at_most, 100.0) && gm_bound_is_met(&at_most, 99.0));
    ck_assert(!gm_bound_is_met(&at_most, 101.0));
    ck_assert(!gm_bound_is_met(&at_least, (double)NAN));
}
END_TEST

// 0.1 + 0.2 is not 0.3 in doubles.
START_TEST(exactly_forgives_rounding_and_nothing_else)
{
    ck_assert(gm_bound_is_met(&exactly, 0.1 + 0.2));
    ck_assert(!gm_bound_is_met(&exactly, 0.3 + 1e-6));
}
END_TEST

START_TEST(the_best_value_is_the_one_nearest_to_what_is_claimed)
{
    const double values[] = {(double)NAN, 90.0, 105.0, 0.29, 105.0};
    ck_assert_int_eq(gm_bound_best(&at_least, values, 5), 2);
    ck_assert_int_eq(gm_bound_best(&at_most, values, 5), 3);
    ck_assert_int_eq(gm_bound_best(&exactly, values, 5), 3);
    ck_assert_int_eq(gm_bound_best(&at_least, values, 1), 0);
}
END_TEST

START_TEST(what_is_met_lacks_nothing)
{
    ck_assert_double_eq(gm_bound_short_by(&at_least, 60.0), 40.0);
    ck_assert_double_eq(gm_bound_short_by(&at_most, 160.0), 60.0);
    ck_assert(isnan(gm_bound_short_by(&at_least, 100.0)));
    ck_assert(isnan(gm_bound_short_by(&at_least, (double)NAN)));
}
END_TEST

static bool asks(gm_bound bound, gm_figure_unit unit, bool is_flow, gm_answer_by by)
{
    gm_figure figure = {.unit = unit, .is_flow = is_flow};
    gm_twin twin = {.figures = {.n = 1, .items = &figure}};
    gm_claim_def def = {.bound = bound};
    gm_claim_plan claim = {.def = &def, .by = by};
    return gm_bound_asks_for_parts(&twin, &claim);
}

// "At most 5 % scrap" is not held up by a bottleneck.
START_TEST(only_a_lower_bound_of_counted_parts_asks_for_parts)
{
    ck_assert(asks(GM_BOUND_AT_LEAST, GM_UNIT_PARTS, true, GM_ANSWER_RUN));
    ck_assert(asks(GM_BOUND_EXACTLY, GM_UNIT_PARTS, true, GM_ANSWER_RUN));
    ck_assert(!asks(GM_BOUND_AT_MOST, GM_UNIT_PARTS, true, GM_ANSWER_RUN));
    ck_assert(!asks(GM_BOUND_AT_LEAST, GM_UNIT_PARTS, false, GM_ANSWER_RUN));
    ck_assert(!asks(GM_BOUND_AT_LEAST, GM_UNIT_TIME, true, GM_ANSWER_RUN));
    ck_assert(!asks(GM_BOUND_AT_LEAST, GM_UNIT_PARTS, true, GM_ANSWER_STATIC));
}
END_TEST

int main(void)
{
    TCase *c = tcase_create("bound");
    tcase_add_test(c, a_bound_is_met_by_itself);
    tcase_add_test(c, exactly_forgives_rounding_and_nothing_else);
    tcase_add_test(c, the_best_value_is_the_one_nearest_to_what_is_claimed);
    tcase_add_test(c, what_is_met_lacks_nothing);
    tcase_add_test(c, only_a_lower_bound_of_counted_parts_asks_for_parts);
    return gm_check_main("study/bound", c);
}
