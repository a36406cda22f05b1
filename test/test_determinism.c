// SPDX-License-Identifier: MIT
//
// One scene, one to three threads: the same bits. Run under ThreadSanitizer, too.

#include "check_main.h"
#include "model_set.h"

#include "study/answer.h"

static const char small[] = "gemba: 1\n"
                            "clock: {run: 20 h}\n"
                            "plant:\n"
                            "  line:\n"
                            "    - {source: blanks, every: exponential(60 s)}\n"
                            "    - {station: a, time: exponential(50 s)}\n"
                            "    - sink: out\n"
                            "claims: [{says: a, measure: out.count, at least: 1000}]\n";

// Crews with absence and reliefs, shifts, a moving line, failures with repairers, rework.
static const char large[] =
    "gemba: 1\n"
    "clock: {start: 2027-03-01, until: 2027-03-14, series: day}\n"
    "calendars:\n"
    "  two: {shifts: {early: {from: 06:00, to: 14:00, breaks: [{at: 10:00, for: 30 min}]},\n"
    "        late: {from: 14:00, to: 22:00}}, days: mon-fri}\n"
    "crews:\n"
    "  assemblers: {people: 8, calendar: two, absence: 10 %, reliefs: 1}\n"
    "  fitters: {people: 1, calendar: two}\n"
    "parts: {car: {variants: {es: 60 %, rz: 40 %}}}\n"
    "plant:\n"
    "  body:\n"
    "    - {source: bodies, part: car, every: exponential(100 s), when-full: pause}\n"
    "    - station: weld\n"
    "      time: {es: lognormal(80 s, cv 0.2), rz: 95 s}\n"
    "      calendar: two\n"
    "      queue: {holds: 10}\n"
    "      fails: {after: exponential(4 h), repair: exponential(20 min), crew: {fitters: 1}}\n"
    "    - {buffer: painted, holds: 40, least: 10 min, to: trim}\n"
    "  final:\n"
    "    - moving-line: trim\n"
    "      pitch: 6.5 m\n"
    "      takt: 110 s\n"
    "      calendar: two\n"
    "      stations: 8\n"
    "      work: lognormal(95 s, cv 0.1)\n"
    "      crew: {assemblers: 1}\n"
    "    - {station: test, machines: 2, time: 120 s, queue: {holds: 20}, to: {gate: 95 %, "
    "repair: 5 %}}\n"
    "    - {station: repair, time: exponential(20 min), queue: {holds: unlimited}, to: test}\n"
    "    - sink: gate\n"
    "claims: [{says: a, measure: gate.count, at least: 4000}]\n";

typedef struct outcome {
    uint64_t hash;
    uint64_t values; // over the bits of all figures, series and claims
    int32_t from;
} outcome;

static uint64_t fold(uint64_t hash, const double *x, int32_t n)
{
    const unsigned char *bytes = (const unsigned char *)x;
    for (size_t i = 0; i < (size_t)n * sizeof *x; i++) {
        hash = (hash ^ bytes[i]) * 1099511628211u;
    }
    return hash;
}

static outcome run(const char *text, int32_t n, int n_threads)
{
    model_set m;
    model_set_open(&m, text);
    ck_assert_int_eq(model_set_run(&m, n, n_threads), GM_OK);
    outcome out = {.hash = gm_answer_hash(&m.set), .values = 14695981039346656037u};
    for (int32_t i = 0; i < n; i++) {
        const gm_replication *r = &m.set.items[i];
        out.values = fold(out.values, r->figures, m.twin->figures.n);
        out.values = fold(out.values, r->series, m.twin->schedule.n_intervals * m.set.n_series);
        out.values = fold(out.values, r->claims, m.set.n_claim_values);
    }
    out.from = m.set.from;
    model_set_close(&m);
    return out;
}

static void expect_same_for_any_threads(const char *text, int32_t n)
{
    outcome one = run(text, n, 1);
    for (int threads = 2; threads <= 3; threads++) {
        outcome more = run(text, n, threads);
        ck_assert_uint_eq(more.hash, one.hash);
        ck_assert_uint_eq(more.values, one.values);
        ck_assert_int_eq(more.from, one.from);
    }
}

START_TEST(a_small_model_is_the_same_for_any_number_of_threads)
{
    expect_same_for_any_threads(small, 7);
}
END_TEST

START_TEST(a_plant_with_crews_shifts_and_a_moving_line_is_the_same_for_any_number_of_threads)
{
    expect_same_for_any_threads(large, 4);
}
END_TEST

START_TEST(replications_differ_from_each_other)
{
    model_set m;
    model_set_open(&m, large);
    ck_assert_int_eq(model_set_run(&m, 2, 1), GM_OK);
    ck_assert_uint_ne(m.set.items[0].hash, m.set.items[1].hash);
    model_set_close(&m);
}
END_TEST

int main(void)
{
    TCase *c = tcase_create("determinism");
    tcase_set_timeout(c, 100);
    tcase_add_test(c, a_small_model_is_the_same_for_any_number_of_threads);
    tcase_add_test(
        c, a_plant_with_crews_shifts_and_a_moving_line_is_the_same_for_any_number_of_threads);
    tcase_add_test(c, replications_differ_from_each_other);
    return gm_check_main("study/determinism", c);
}
