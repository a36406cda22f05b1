// SPDX-License-Identifier: MIT
//
// Estimates of whole models against exact Markov chains and long simulations: how near they come.

#include "check_main.h"
#include "model_set.h"

#include "study/line_estimate.h"

#include <math.h>

#define MOST 20

static char text[8192];

// A line of n stations, with the words of each, and of what stands between them.
static void write_line(int n, const char *const *stations, const char *const *places)
{
    int at = snprintf(text, sizeof text,
                      "gemba: 1\nclock: {run: 1 h}\nplant:\n  line:\n    - source: blanks\n");
    for (int i = 0; i < n; i++) {
        at += snprintf(text + at, sizeof text - (size_t)at, "    - {station: s%d, %s%s}\n", i,
                       stations[i], i > 0 ? places[i - 1] : "");
    }
    snprintf(text + at, sizeof text - (size_t)at, "    - sink: out\n");
}

static gm_line_estimate estimate(void)
{
    static model_set m;
    model_set_open(&m, text);
    gm_line_estimate e = gm_line_estimate_of(m.twin, &m.arena);
    static char why[256];
    snprintf(why, sizeof why, "%s", e.why ? e.why : "");
    e.why = e.why ? why : NULL;
    model_set_close(&m);
    return e;
}

static double alike(int n, const char *station, int places)
{
    const char *stations[MOST];
    const char *queues[MOST];
    static char queue[40];
    snprintf(queue, sizeof queue, ", queue: {holds: %d}", places);
    for (int i = 0; i < n; i++) {
        stations[i] = station;
        queues[i] = queue;
    }
    write_line(n, stations, queues);
    gm_line_estimate e = estimate();
    ck_assert_msg(!e.why, "%s", e.why);
    return e.rate_per_s;
}

#define EXPONENTIAL "time: exponential(1 s)"
#define FAILS(p, r) ", fails: {after: exponential(" p " s), repair: exponential(" r " s)}"

static void expect_near(double got, double exact, double share)
{
    ck_assert_msg(fabs(got / exact - 1.0) < share, "%g is not within %g of %g", got, share,
                  exact);
}

START_TEST(two_exponential_stations_are_exact)
{
    expect_near(alike(2, EXPONENTIAL, 0), 2.0 / 3.0, 1e-9);
    expect_near(alike(2, EXPONENTIAL, 1), 0.75, 1e-9);
    expect_near(alike(2, EXPONENTIAL, 4), 0.8571428571, 1e-9);
}
END_TEST

START_TEST(exponential_lines_with_places_come_within_one_percent)
{
    expect_near(alike(3, EXPONENTIAL, 1), 0.6704661583, 0.01);
    expect_near(alike(3, EXPONENTIAL, 4), 0.8074859097, 0.001);
    expect_near(alike(5, EXPONENTIAL, 1), 0.6075832861, 0.01);
    expect_near(alike(5, EXPONENTIAL, 4), 0.7659338559, 0.01);
    expect_near(alike(6, EXPONENTIAL, 2), 0.6668555539, 0.01);
}
END_TEST

START_TEST(without_places_lines_come_within_six_percent)
{
    expect_near(alike(4, EXPONENTIAL, 0), 0.5147754893, 0.06);
    expect_near(alike(9, EXPONENTIAL, 0), 0.435227221, 0.06);
}
END_TEST

START_TEST(lines_that_fail_come_within_six_percent)
{
    expect_near(alike(3, EXPONENTIAL FAILS("10", "2"), 2), 0.568090185, 0.01);
    expect_near(alike(3, EXPONENTIAL FAILS("100", "10"), 5), 0.6902979481, 0.06);
    expect_near(alike(10, EXPONENTIAL FAILS("20", "3.3333333333"), 4), 0.536908, 0.03);
    expect_near(alike(5, "time: 1 s" FAILS("100", "10"), 10), 0.780442, 0.01);
    expect_near(alike(10, "time: 1 s" FAILS("200", "20"), 20), 0.727283, 0.03);
}
END_TEST

// Rates 2, 1, 1.5, 1.2 with three places each; 1.2, 1, 1.1 that fail with 4 and 3.
START_TEST(unlike_stations_come_within_five_percent)
{
    const char *four[] = {"time: exponential(0.5 s)", EXPONENTIAL,
                          "time: exponential(0.66666666667 s)",
                          "time: exponential(0.83333333333 s)"};
    const char *three_each[] = {", queue: {holds: 3}", ", queue: {holds: 3}",
                                ", queue: {holds: 3}"};
    write_line(4, four, three_each);
    expect_near(estimate().rate_per_s, 0.9080739737, 0.01);
    const char *three[] = {
        "time: exponential(0.83333333333 s)" FAILS("20", "5"), EXPONENTIAL FAILS("100", "10"),
        "time: exponential(0.90909090909 s)" FAILS("33.3333333333", "6.6666666667")};
    const char *places[] = {", queue: {holds: 4}", ", queue: {holds: 3}"};
    write_line(3, three, places);
    expect_near(estimate().rate_per_s, 0.6465441161, 0.05);
}
END_TEST

// A slow station behind much room sets the rate.
START_TEST(a_buffer_without_an_end_leaves_the_slowest)
{
    const char *stations[] = {EXPONENTIAL, "time: exponential(1.25 s)", EXPONENTIAL};
    const char *places[] = {", queue: {holds: unlimited}", ", queue: {holds: unlimited}"};
    write_line(3, stations, places);
    expect_near(estimate().rate_per_s, 0.8, 1e-4);
}
END_TEST

static void expect_cannot(const char *station, const char *part)
{
    const char *stations[] = {EXPONENTIAL, station};
    const char *places[] = {""};
    write_line(2, stations, places);
    gm_line_estimate e = estimate();
    ck_assert(isnan(e.rate_per_s));
    ck_assert_msg(e.why && strstr(e.why, part), "'%s'", e.why ? e.why : "no reason");
}

START_TEST(what_is_no_such_line_cannot_be_said)
{
    expect_cannot("time: 1 s, machines: 2", "several machines");
    expect_cannot("time: 1 s, fails: {after: 1 h, by: calendar, repair: 1 min}",
                  "fails by other than work");
    expect_cannot("time: 1 s, fails: {after: 1 h, repair: 1 min, part: restart}",
                  "does not go on with the part");
}
END_TEST

int main(void)
{
    TCase *cases = tcase_create("line_estimate");
    tcase_add_test(cases, two_exponential_stations_are_exact);
    tcase_add_test(cases, exponential_lines_with_places_come_within_one_percent);
    tcase_add_test(cases, without_places_lines_come_within_six_percent);
    tcase_add_test(cases, lines_that_fail_come_within_six_percent);
    tcase_add_test(cases, unlike_stations_come_within_five_percent);
    tcase_add_test(cases, a_buffer_without_an_end_leaves_the_slowest);
    tcase_add_test(cases, what_is_no_such_line_cannot_be_said);
    return gm_check_main("line_estimate", cases);
}
