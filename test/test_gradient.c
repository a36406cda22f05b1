// SPDX-License-Identifier: MIT
//
// The two methods against each other and against exact chains: they have nothing in common but the
// streams. Intervals of both are of 95 %; where two are compared, differences up to 2.2 times the
// half-width of both together are let pass (one in 10^5 of normal ones).

#include "build_speed.h"
#include "check_main.h"
#include "model_set.h"
#include "random_line.h"

#include "study/gradient.h"

#include <math.h>

#define WIDE    2.2
#define N_LINES (BUILD_IS_SLOW ? 1 : 20)

static model_set m;
static gm_gradients g;

static gm_status find_with(const char *text, gm_engine engine, bool is_asked, int32_t n_threads)
{
    model_set_open(&m, text);
    ck_assert_int_eq(model_set_run(&m, m.model->clock.replications, 2), GM_OK);
    gm_gradient_options how = {.run = {.engine = engine, .n_threads = n_threads},
                               .is_asked = is_asked};
    return gm_gradients_create(&m.set, &how, &m.arena, &g);
}

static void find(const char *text)
{
    ck_assert_int_eq(find_with(text, GM_ENGINE_AUTO, true, 2), GM_OK);
    ck_assert_ptr_null(g.why);
}

static const gm_gradient *item(const char *step, gm_change_of of)
{
    for (int32_t i = 0; i < g.n; i++) {
        if (g.items[i].of == of &&
            strcmp(m.twin->plan->steps[g.items[i].step_i].name, step) == 0) {
            return &g.items[i];
        }
    }
    ck_abort_msg("%s has no %s", step, gm_gradient_words(of));
    return NULL;
}

static double gain(const char *step, gm_change_of of)
{
    return item(step, of)->gain.mean;
}

static void expect_near(const gm_interval *x, double expected, const char *what)
{
    ck_assert_msg(fabs(x->mean - expected) <= WIDE * x->half_width,
                  "%s: %.5g +- %.2g, not %.5g", what, x->mean, x->half_width, expected);
}

static void expect_agree(const gm_interval *x, const gm_interval *y, const char *what)
{
    double half = hypot(x->half_width, y->half_width);
    ck_assert_msg(fabs(x->mean - y->mean) <= WIDE * half, "%s: %.5g +- %.2g and %.5g +- %.2g",
                  what, x->mean, x->half_width, y->mean, y->half_width);
}

// ---- exact values

// dTH/dmu of three exponential stations with one place between, from the exact chain:
// 0.205047, 0.260371, 0.205047 at a throughput of 0.670466; mu dTH/dmu / TH is the elasticity.
START_TEST(three_exponential_stations_have_the_gradient_of_the_exact_chain)
{
    find("gemba: 1\nclock: {run: 30000 parts, warm-up: 1000 parts, replications: 20}\n"
         "plant:\n  line:\n    - source: in\n"
         "    - {station: a, time: exponential(1 s)}\n    - {buffer: ab, holds: 1}\n"
         "    - {station: b, time: exponential(1 s)}\n    - {buffer: bc, holds: 1}\n"
         "    - {station: c, time: exponential(1 s)}\n    - sink: out\n");
    static const char *const names[] = {"a", "b", "c"};
    static const double exact[] = {0.205047, 0.260371, 0.205047};
    double sum = 0.0;
    for (int i = 0; i < 3; i++) {
        const gm_gradient *x = item(names[i], GM_CHANGE_WORK);
        ck_assert_int_eq(x->by, GM_GRADIENT_PATH);
        expect_near(&x->gain, exact[i] / 0.670466, names[i]);
        ck_assert_double_lt(x->gain.half_width, 0.01 * x->gain.mean);
        sum += x->gain.mean;
    }
    // All times 1 % shorter make 1 % more: Euler's theorem for homogeneous functions.
    ck_assert_double_eq_tol(sum, 1.0, 1e-9);
    // One place more, B = 2 and 1: between .670466 of 1 and 1 and .734017 of 2 and 2, as much at
    // either buffer by reversibility.
    const gm_gradient *ab = item("ab", GM_CHANGE_PLACES);
    const gm_gradient *bc = item("bc", GM_CHANGE_PLACES);
    expect_agree(&ab->gain, &bc->gain, "places");
    ck_assert(ab->gain.mean > 0.0 && ab->gain.mean < 0.734017 / 0.670466 - 1.0);
    model_set_close(&m);
}
END_TEST

// One machine alone: a part takes w (1 + R/F), so the elasticities are of work 1, of times to
// failure and of repairs both R/F / (1 + R/F) = 1/6 with F = 100 s and R = 20 s.
START_TEST(a_machine_alone_gives_what_its_availability_says)
{
    find("gemba: 1\nclock: {run: 200000 s, warm-up: 1000 s, replications: 20}\n"
         "plant:\n  line:\n    - source: in\n    - station: a\n      time: exponential(4 s)\n"
         "      fails: {after: exponential(100 s), by: work, repair: exponential(20 s)}\n"
         "    - sink: out\n");
    const gm_gradient *work = item("a", GM_CHANGE_WORK);
    const gm_gradient *up = item("a", GM_CHANGE_UP);
    const gm_gradient *repair = item("a", GM_CHANGE_REPAIR);
    ck_assert_int_eq(work->by, GM_GRADIENT_BOTH);
    ck_assert_int_eq(up->by, GM_GRADIENT_DIFFERENCES);
    ck_assert_int_eq(repair->by, GM_GRADIENT_PATH);
    expect_near(&work->gain, 1.0, "work");
    expect_near(&up->gain, 1.0 / 6.0, "times to failure");
    expect_near(&repair->gain, 1.0 / 6.0, "repairs");
    model_set_close(&m);
}
END_TEST

// ---- one method against the other

static void keep(gm_gradient *to, int32_t most)
{
    ck_assert_int_le(g.n, most);
    for (int32_t i = 0; i < g.n; i++) {
        to[i] = g.items[i];
    }
}

// Compares what the path tells with differences. *n: of so many.
static void compare_methods(const char *text, int *n)
{
    static gm_gradient by_path[100];
    find(text);
    keep(by_path, 100);
    int32_t n_items = g.n;
    model_set_close(&m);
    ck_assert_int_eq(find_with(text, GM_ENGINE_EVENT, true, 2), GM_OK);
    ck_assert_int_eq(g.n, n_items);
    for (int32_t i = 0; i < g.n; i++) {
        bool is_told = by_path[i].by == GM_GRADIENT_PATH || by_path[i].by == GM_GRADIENT_BOTH;
        if (is_told && g.items[i].by == GM_GRADIENT_DIFFERENCES && g.items[i].loss.n == 0) {
            expect_agree(&by_path[i].gain, &g.items[i].gain, text);
            *n += 1;
        }
    }
    model_set_close(&m);
}

static const char *with_clock(const random_line *line)
{
    static char text[RANDOM_LINE_BYTES + 200];
    const char *plant = strstr(line->text, "plant:");
    snprintf(text, sizeof text,
             "gemba: 1\nclock: {run: 40000 s, warm-up: 2000 s, replications: 30}\n%s", plant);
    return text;
}

START_TEST(path_and_differences_agree_on_random_lines)
{
    static random_line line;
    int n = 0;
    for (int i = 0; i < N_LINES; i++) {
        random_line_make(&line, i, i % 2 ? RANDOM_LINE_ARRIVALS : RANDOM_LINE_PLAIN);
        compare_methods(with_clock(&line), &n);
    }
    ck_assert(n >= 2 * N_LINES);
}
END_TEST

static const char failing[] =
    "gemba: 1\nclock: {run: 200000 s, warm-up: 4000 s, replications: 20}\n"
    "plant:\n  line:\n    - source: in\n"
    "    - station: a\n      time: lognormal(10 s, cv 0.5)\n"
    "      fails: {after: exponential(400 s), by: work, repair: exponential(60 s)}\n"
    "    - {buffer: ab, holds: 4}\n"
    "    - {station: b, time: uniform(6 s, 15 s)}\n"
    "    - {buffer: bc, holds: 6}\n"
    "    - station: c\n      time: exponential(9 s)\n"
    "      fails: {after: weibull(2, 600 s), by: work, repair: lognormal(80 s, cv 1)}\n"
    "    - sink: out\n";

START_TEST(path_and_differences_agree_where_machines_fail_by_work)
{
    int n = 0;
    compare_methods(failing, &n);
    ck_assert_int_ge(n, 5); // work of three, repairs of two
}
END_TEST

// The share of the path alone leaves out that less work meets fewer failures: the comparison
// above must notice as little as that.
START_TEST(the_path_alone_is_biased_where_work_meets_failures)
{
    find(failing);
    double path = NAN;
    for (int32_t i = 0; i < g.n_shares; i++) {
        const gm_gradient_share *s = &g.shares[i];
        path = strcmp(m.twin->plan->steps[s->step_i].name, "a") == 0 ? s->work.mean : path;
    }
    model_set_close(&m);
    ck_assert_int_eq(find_with(failing, GM_ENGINE_EVENT, true, 2), GM_OK);
    const gm_gradient *a = item("a", GM_CHANGE_WORK);
    ck_assert_double_gt(a->gain.mean - path, 2.0 * WIDE * a->gain.half_width);
    model_set_close(&m);
}
END_TEST

// A machine by calendar moves failures when anything is faster: no path, all by differences. All
// times of all kinds scaled by the same leave everything as it is but the clock.
START_TEST(by_calendar_all_is_by_differences_and_adds_up_to_one)
{
    find("gemba: 1\nclock: {run: 200000 s, warm-up: 4000 s, replications: 20}\n"
         "plant:\n  line:\n    - source: in\n"
         "    - station: a\n      time: lognormal(10 s, cv 0.5)\n"
         "      fails: {after: exponential(400 s), by: calendar, repair: exponential(60 s)}\n"
         "    - {buffer: ab, holds: 4}\n"
         "    - {station: b, time: uniform(6 s, 15 s)}\n"
         "    - sink: out\n");
    ck_assert_ptr_nonnull(strstr(g.path_why, "'a' does not fail by work"));
    double sum = gain("a", GM_CHANGE_WORK) + gain("b", GM_CHANGE_WORK) +
                 gain("a", GM_CHANGE_REPAIR) - gain("a", GM_CHANGE_UP);
    double half = 0.0;
    for (int32_t i = 0; i < g.n; i++) {
        ck_assert_int_eq(g.items[i].by, GM_GRADIENT_DIFFERENCES);
        half =
            g.items[i].of == GM_CHANGE_PLACES ? half : hypot(half, g.items[i].gain.half_width);
    }
    ck_assert_double_lt(fabs(sum - 1.0), WIDE * half);
    ck_assert_double_lt(half, 0.02);
    model_set_close(&m);
}
END_TEST

// ---- kinks, sources, bounds

// Two stations of 60 s: one of them faster makes no more, slower takes all.
START_TEST(where_two_are_alike_the_gain_is_of_faster_alone)
{
    find("gemba: 1\nclock: {run: 100 h, warm-up: 1 h, replications: 2}\n"
         "plant:\n  line:\n    - source: in\n"
         "    - {station: a, time: 60 s}\n    - {buffer: ab, holds: 3}\n"
         "    - {station: b, time: 60 s}\n    - {station: c, time: 50 s}\n    - sink: out\n");
    ck_assert_double_eq_tol(gain("a", GM_CHANGE_WORK), 0.0, 1e-9);
    ck_assert_double_eq_tol(item("a", GM_CHANGE_WORK)->loss.mean, 1.0, 0.02);
    ck_assert_double_eq_tol(gain("c", GM_CHANGE_WORK), 0.0, 1e-9);
    ck_assert_uint_eq(item("c", GM_CHANGE_WORK)->loss.n, 0);
    model_set_close(&m);
}
END_TEST

// M/M/1 with 0.8: L = rho / (1 - rho) = 4, dL/L = 1 / (1 - rho) drho/rho: 5 % for 1 % of either
// rate.
START_TEST(an_open_line_says_that_its_source_binds_and_what_the_parts_inside_do)
{
    find("gemba: 1\nclock: {run: 200000 s, warm-up: 4000 s, replications: 20}\n"
         "plant:\n  line:\n    - {source: in, every: exponential(1.25 s)}\n"
         "    - {buffer: b, holds: unlimited}\n"
         "    - {station: a, time: exponential(1 s)}\n    - sink: out\n");
    ck_assert_int_ne(g.source_i, GM_NONE);
    ck_assert_str_eq(m.twin->plan->steps[g.source_i].name, "in");
    expect_near(&item("in", GM_CHANGE_ARRIVALS)->gain, 1.0, "arrivals");
    ck_assert_double_lt(fabs(gain("a", GM_CHANGE_WORK)), 0.01);
    // The difference is of 5 % either way: rho .841017 and .760984, L 5.28999 and 3.18382, of which
    // the logarithms are .507741 apart: 5.07741 for 1.
    expect_near(&item("a", GM_CHANGE_WORK)->inside, -5.07741, "inside");
    expect_near(&item("in", GM_CHANGE_ARRIVALS)->inside, 5.07741, "inside");
    model_set_close(&m);
}
END_TEST

START_TEST(the_event_engine_makes_differences_only_when_asked)
{
    ck_assert_int_eq(find_with(failing, GM_ENGINE_EVENT, false, 2), GM_OK);
    ck_assert_ptr_nonnull(strstr(g.differences_why, "--gradients"));
    ck_assert_int_eq(g.n_runs, 0);
    for (int32_t i = 0; i < g.n; i++) {
        ck_assert_int_eq(g.items[i].by, GM_GRADIENT_NONE);
        ck_assert_ptr_nonnull(g.items[i].why);
        ck_assert(isnan(g.items[i].gain.mean));
    }
    model_set_close(&m);
}
END_TEST

START_TEST(gradients_are_the_same_for_any_number_of_threads)
{
    static gm_gradient one[100];
    ck_assert_int_eq(find_with(failing, GM_ENGINE_AUTO, true, 1), GM_OK);
    keep(one, 100);
    model_set_close(&m);
    ck_assert_int_eq(find_with(failing, GM_ENGINE_AUTO, true, 5), GM_OK);
    for (int32_t i = 0; i < g.n; i++) {
        ck_assert_double_eq(one[i].gain.mean, g.items[i].gain.mean);
        ck_assert_double_eq(one[i].gain.half_width, g.items[i].gain.half_width);
    }
    model_set_close(&m);
}
END_TEST

START_TEST(what_was_done_before_an_interrupt_is_kept)
{
    static volatile sig_atomic_t stop;
    model_set_open(&m, failing);
    ck_assert_int_eq(model_set_run(&m, 4, 2), GM_OK);
    stop = 1;
    gm_gradient_options how = {.run = {.n_threads = 1, .stop = &stop}, .is_asked = true};
    ck_assert_int_eq(gm_gradients_create(&m.set, &how, &m.arena, &g), GM_ERR_INTERRUPTED);
    ck_assert_int_gt(g.n, 0);
    ck_assert_str_eq(g.items[0].why, "interrupted");
    model_set_close(&m);
}
END_TEST

START_TEST(nothing_that_leaves_has_no_gradient)
{
    find(
        "gemba: 1\nclock: {run: 10 s, warm-up: none, replications: 2}\n"
        "plant:\n  line:\n    - source: in\n    - {station: a, time: 60 s}\n    - sink: out\n");
    ck_assert_int_eq(item("a", GM_CHANGE_WORK)->by, GM_GRADIENT_NONE);
    ck_assert_ptr_nonnull(item("a", GM_CHANGE_WORK)->why);
    model_set_close(&m);
}
END_TEST

// What takes many long runs to see is not for builds with sanitizers.
static void add_statistical(TCase *c)
{
    tcase_add_test(c, three_exponential_stations_have_the_gradient_of_the_exact_chain);
    tcase_add_test(c, a_machine_alone_gives_what_its_availability_says);
    tcase_add_test(c, path_and_differences_agree_where_machines_fail_by_work);
    tcase_add_test(c, the_path_alone_is_biased_where_work_meets_failures);
    tcase_add_test(c, by_calendar_all_is_by_differences_and_adds_up_to_one);
    tcase_add_test(c, an_open_line_says_that_its_source_binds_and_what_the_parts_inside_do);
    tcase_add_test(c, gradients_are_the_same_for_any_number_of_threads);
}

int main(void)
{
    TCase *c = tcase_create("gradient");
    tcase_set_timeout(c, 240);
    tcase_add_test(c, path_and_differences_agree_on_random_lines);
    tcase_add_test(c, where_two_are_alike_the_gain_is_of_faster_alone);
    tcase_add_test(c, the_event_engine_makes_differences_only_when_asked);
    tcase_add_test(c, what_was_done_before_an_interrupt_is_kept);
    tcase_add_test(c, nothing_that_leaves_has_no_gradient);
    if (!BUILD_IS_SLOW) {
        add_statistical(c);
    }
    return gm_check_main("study/gradient", c);
}
