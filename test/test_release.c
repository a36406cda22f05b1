// SPDX-License-Identifier: MIT
//
// Orders of a plan: what each period orders is what is released in it, and how it is laid out, held
// against all sequences of small ones.

#include "check_main.h"
#include "model_plant.h"

#include "num/random.h"
#include "plant/release.h"

#define HEAD      "gemba: 1\nclock: {run: 5000 s, warm-up: none, replications: 1}\n"
#define N_SORTS   4
#define N_PERIODS 4
#define MOST      8 // orders of a period

static model_plant plant;
static char text[4000];

// ---- plans drawn by chance

static const char *const sorts[N_SORTS] = {"a+roof", "a", "b+roof", "b"};

typedef struct drawn {
    int32_t count[N_PERIODS][N_SORTS];
    int32_t n[N_PERIODS];
} drawn;

static int32_t below(gm_stream *stream, int32_t n)
{
    int32_t k = (int32_t)(gm_stream_u01(stream) * n);
    return k < n ? k : n - 1;
}

// Rows of a period in any order, some sorts in two of them.
static drawn draw_plan(uint32_t seed, char *rows, size_t size)
{
    gm_stream stream;
    gm_stream_init(&stream, seed, 0, "release", "test");
    drawn d = {0};
    size_t len = 0;
    for (int p = 0; p < N_PERIODS; p++) {
        int32_t n_rows = 1 + below(&stream, 5);
        for (int32_t r = 0; r < n_rows && d.n[p] < MOST; r++) {
            int32_t sort = below(&stream, N_SORTS);
            int32_t count = 1 + below(&stream, 3);
            count = count < MOST - d.n[p] ? count : MOST - d.n[p];
            len += (size_t)snprintf(rows + len, size - len,
                                    "%s{from: %d s, count: %d, variant: %s}", len ? ", " : "",
                                    1000 * p, (int)count, sorts[sort]);
            d.count[p][sort] += count;
            d.n[p] += count;
        }
    }
    return d;
}

static drawn start(uint32_t seed, const char *by)
{
    char rows[2000];
    drawn d = draw_plan(seed, rows, sizeof rows);
    (void)snprintf(text, sizeof text,
                   HEAD
                   "parts: {car: {variants: {a: 50 %%, b: 50 %%}, options: {roof: 50 %%}}}\n"
                   "plant: {line: [{source: in, part: car, plan: [%s]%s}, {station: s, "
                   "time: 1 s}, {sink: out}]}\n",
                   rows, by);
    model_start(&plant, text);
    return d;
}

static int32_t sort_of(int32_t variant_i)
{
    for (int32_t i = 0; i < N_SORTS; i++) {
        if (strcmp(plant.plan->variants[variant_i].name, sorts[i]) == 0) {
            return i;
        }
    }
    ck_abort_msg("no sort %s", plant.plan->variants[variant_i].name);
}

// ---- all sequences of a period

typedef struct all {
    const int32_t *count;
    int32_t n;
    int32_t left[N_SORTS];
    double best;
} all;

// Squared distances of orders from their due dates: the j-th of d of n at (j - 1/2) n / d.
static void try_all(all *a, int32_t k, double so_far)
{
    if (k == a->n) {
        a->best = fmin(a->best, so_far);
        return;
    }
    for (int32_t i = 0; i < N_SORTS; i++) {
        if (a->left[i] == 0) {
            continue;
        }
        double due = (a->count[i] - a->left[i] + 0.5) * a->n / a->count[i];
        a->left[i] -= 1;
        try_all(a, k + 1, so_far + (k + 0.5 - due) * (k + 0.5 - due));
        a->left[i] += 1;
    }
}

static double least_of(const int32_t *count, int32_t n)
{
    all a = {.count = count, .n = n, .best = (double)INFINITY};
    memcpy(a.left, count, sizeof a.left);
    try_all(&a, 0, 0.0);
    return a.best;
}

static double distance_of(const int32_t *count, int32_t n, const int32_t *sequence)
{
    int32_t used[N_SORTS] = {0};
    double sum = 0.0;
    for (int32_t k = 0; k < n; k++) {
        int32_t i = sequence[k];
        double due = (used[i]++ + 0.5) * n / count[i];
        sum += (k + 0.5 - due) * (k + 0.5 - due);
    }
    return sum;
}

// ---- what is released

static void expect_period(const drawn *d, int p, int32_t *sequence)
{
    int32_t got[N_SORTS] = {0};
    for (int32_t k = 0; k < d->n[p]; k++) {
        sequence[k] = sort_of(gm_release_next(plant.run, 0));
        got[sequence[k]] += 1;
    }
    for (int i = 0; i < N_SORTS; i++) {
        ck_assert_msg(got[i] == d->count[p][i], "%d of %s, not %d\n%s", got[i], sorts[i],
                      d->count[p][i], text);
    }
}

// Inman and Bulfin: by due dates no sequence of the orders of a period is nearer to them.
START_TEST(variants_of_each_period_are_as_near_to_their_due_dates_as_can_be)
{
    drawn d = start((uint32_t)_i, ", sequence: {by: variants}");
    for (int p = 0; p < N_PERIODS; p++) {
        int32_t sequence[MOST];
        expect_period(&d, p, sequence);
        ck_assert_double_eq_tol(distance_of(d.count[p], d.n[p], sequence),
                                least_of(d.count[p], d.n[p]), 1e-9);
    }
    model_end(&plant);
}
END_TEST

START_TEST(every_goal_releases_what_each_period_orders)
{
    static const char *const goals[] = {
        "", ", sequence: {by: options}", ", sequence: {by: blocks, most: 2}",
        ", sequence: {by: [spacing, variants], spacing: {of: roof, at-most: 1, in: 3}}"};
    for (size_t g = 0; g < sizeof goals / sizeof *goals; g++) {
        drawn d = start((uint32_t)_i, goals[g]);
        for (int p = 0; p < N_PERIODS; p++) {
            int32_t sequence[MOST];
            expect_period(&d, p, sequence);
        }
        model_end(&plant);
    }
}
END_TEST

// The same in a run, in which each period has time enough.
START_TEST(a_run_makes_in_each_period_what_it_orders)
{
    drawn d = start((uint32_t)_i, ", sequence: {by: [options, variants]}");
    double ordered[N_SORTS] = {0};
    for (int p = 0; p < N_PERIODS; p++) {
        model_run_to(&plant, 1000.0 * p + 999.0);
        for (int32_t v = 0; v < plant.plan->n_variants; v++) {
            int32_t sort = sort_of(v);
            ordered[sort] += d.count[p][sort];
            ck_assert_double_eq(plant.run->sinks[0].n_of[v], ordered[sort]);
        }
    }
    ck_assert_double_eq(plant.run->sources[0].outside, 0.0);
    model_end(&plant);
}
END_TEST

// A period that is not done goes on when the next one comes, and then that begins.
START_TEST(a_late_period_is_released_before_the_next)
{
    model_run(&plant,
              HEAD
              "parts: {car: {variants: {a: 50 %, b: 50 %}}}\n"
              "plant: {line: [{source: in, part: car, sequence: {by: variants}, plan: [\n"
              "  {from: 0 s, count: 4, variant: a}, {from: 0 s, count: 2, variant: b},\n"
              "  {from: 100 s, count: 1, variant: b}, {from: 100 s, count: 1, variant: a}]},\n"
              "  {station: s, time: {a: 100 s, b: 60 s}}, {sink: out}]}\n",
              5000.0);
    // 4 a and 2 b are due at .75 2.25 3.75 5.25 and 1.5 4.5: a b a a b a; then a b, equals in the
    // order of the variants.
    EXPECT(&plant, "s", 100, 160, 260, 360, 420, 520, 620, 680);
    model_end(&plant);
}
END_TEST

// ---- what orders leave open

// 20 of a with the roof open, in four rows: levelled, each fifth has one (roof 20 %); what is open
// is not evened out by the orders between, which say what they want.
START_TEST(what_orders_leave_open_comes_by_its_shares)
{
    model_run(&plant,
              HEAD "parts: {car: {variants: {a: 50 %, b: 50 %}, options: {roof: 20 %, colour: "
                   "{values: {red: 50 %, white: 50 %}}}}}\n"
                   "plant: {line: [{source: in, part: car, mix-rule: levelled, plan: [\n"
                   "  {from: 0 s, count: 5, variant: a}, {from: 1 s, count: 3, variant: "
                   "b+roof+red},\n"
                   "  {from: 2 s, count: 5, variant: a}, {from: 3 s, count: 5, variant: a},\n"
                   "  {from: 4 s, count: 5, variant: a, options: {}}]},\n"
                   "  {station: s, time: 1 s}, {sink: out}]}\n",
              100.0);
    double n[4] = {0}; // a, a with a roof, red of a, all
    for (int32_t v = 0; v < plant.plan->n_variants; v++) {
        const char *name = plant.plan->variants[v].name;
        double of = plant.run->sinks[0].n_of[v];
        n[0] += name[0] == 'a' ? of : 0.0;
        n[1] += name[0] == 'a' && strstr(name, "roof") ? of : 0.0;
        n[2] += name[0] == 'a' && strstr(name, "red") ? of : 0.0;
        n[3] += of;
        ck_assert(strcmp(name, "b+roof+red") != 0 || of == 3.0);
    }
    ck_assert_double_eq(n[0], 20.0);
    ck_assert_double_eq(n[1], 4.0);
    ck_assert_double_eq(n[2], 10.0);
    ck_assert_double_eq(n[3], 23.0);
    model_end(&plant);
}
END_TEST

int main(void)
{
    TCase *cases = tcase_create("release");
    tcase_add_loop_test(cases, variants_of_each_period_are_as_near_to_their_due_dates_as_can_be,
                        0, 40);
    tcase_add_loop_test(cases, every_goal_releases_what_each_period_orders, 0, 40);
    tcase_add_loop_test(cases, a_run_makes_in_each_period_what_it_orders, 0, 40);
    tcase_add_test(cases, a_late_period_is_released_before_the_next);
    tcase_add_test(cases, what_orders_leave_open_comes_by_its_shares);
    return gm_check_main("plant/release", cases);
}
