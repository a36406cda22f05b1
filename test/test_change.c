// SPDX-License-Identifier: MIT

#include "check_main.h"
#include "model_plant.h"

#include "num/sampler.h"
#include "twin/change.h"

static model_plant p;

// ---- laws

// Draws of the scaled law are the scaled draws, from the same streams.
static void expect_scaled(gm_dist law, double tolerance)
{
    gm_arena arena;
    gm_arena_init(&arena, 0);
    gm_dist scaled = law;
    ck_assert(gm_dist_scale(&scaled, 1.25, &arena));
    gm_sampler a;
    gm_sampler b;
    gm_sampler_init(&a, &law, 7, 3, "weld", "work");
    gm_sampler_init(&b, &scaled, 7, 3, "weld", "work");
    for (int i = 0; i < 1000; i++) {
        double x = 1.25 * gm_sampler_next(&a);
        double y = gm_sampler_next(&b);
        ck_assert_msg(fabs(y - x) <= tolerance * (1.0 + x), "%s: draw %d is %.17g, not %.17g",
                      gm_dist_word(law.kind), i, y, x);
    }
    gm_arena_fini(&arena);
}

START_TEST(every_law_of_times_gives_scaled_draws)
{
    static const double values[] = {3.0, 7.0, 20.0};
    static const double weights[] = {0.2, 0.7, 1.0};
    const gm_dist parts[] = {gm_dist_exponential(5.0), gm_dist_uniform(2.0, 9.0)};
    static const double halves[] = {0.5, 1.0};
    const gm_dist laws[] = {
        gm_dist_constant(42.0),
        gm_dist_uniform(5.0, 9.0),
        gm_dist_triangular(1.0, 4.0, 9.0),
        gm_dist_exponential(60.0),
        gm_dist_normal(60.0, 9.0),
        gm_dist_normal(6.0, 9.0),
        gm_dist_lognormal(60.0, 0.5),
        gm_dist_gamma(60.0, 0.7),
        gm_dist_erlang(3.0, 60.0),
        gm_dist_weibull(1.5, 60.0),
        gm_dist_hyperexponential(60.0, 4.0),
        gm_dist_pert(1.0, 4.0, 9.0),
        gm_dist_empirical(values, weights, 3),
        gm_dist_replay(values, 3, false),
        gm_dist_mixture(parts, halves, 2),
    };
    for (size_t i = 0; i < sizeof laws / sizeof laws[0]; i++) {
        expect_scaled(laws[i], 1e-9);
    }
}
END_TEST

START_TEST(a_geometric_law_is_not_scaled)
{
    gm_arena arena;
    gm_arena_init(&arena, 0);
    gm_dist law = gm_dist_geometric(0.2);
    ck_assert(!gm_dist_scale(&law, 1.25, &arena));
    gm_arena_fini(&arena);
}
END_TEST

// ---- models

static const char plant[] = "gemba: 1\nclock: {run: 10 h, warm-up: none}\n"
                            "plant:\n  line:\n    - {source: in, every: 70 s}\n"
                            "    - {buffer: wide, holds: unlimited}\n"
                            "    - station: a\n      time: 40 s\n"
                            "      fails: {after: 2 h, repair: 6 min}\n"
                            "    - {buffer: ab, holds: 4}\n"
                            "    - {station: b, time: 50 s, queue: {holds: 2}}\n"
                            "    - sink: out\n";

static int32_t file_i(const char *name)
{
    return gm_model_find_step(p.model, name);
}

static const gm_plant_def *changed(gm_change_of of, const char *name, double factor)
{
    gm_model *model =
        gm_model_changed(p.model, &(gm_change){of, file_i(name), factor}, &p.arena);
    ck_assert_ptr_nonnull(model);
    ck_assert_ptr_nonnull(gm_twin_create(model, &p.arena, &p.diag));
    return &model->plant;
}

START_TEST(a_change_is_of_one_thing_and_the_base_stays_as_it_is)
{
    model_wire(&p, plant);
    int32_t a = file_i("a");
    const gm_plant_def *base = &p.model->plant;
    const gm_plant_def *fast = changed(GM_CHANGE_WORK, "a", 0.5);
    ck_assert_double_eq(fast->steps[a].station->time.all.a, 20.0);
    ck_assert_double_eq(base->steps[a].station->time.all.a, 40.0);
    ck_assert_double_eq(fast->steps[a].station->failures[0].repair.a, 360.0);
    const gm_plant_def *rare = changed(GM_CHANGE_UP, "a", 2.0);
    ck_assert_double_eq(rare->steps[a].station->failures[0].after.a, 14400.0);
    ck_assert_double_eq(rare->steps[a].station->failures[0].repair.a, 360.0);
    const gm_plant_def *quick = changed(GM_CHANGE_REPAIR, "a", 0.5);
    ck_assert_double_eq(quick->steps[a].station->failures[0].repair.a, 180.0);
    ck_assert_double_eq(quick->steps[a].station->time.all.a, 40.0);
    const gm_plant_def *often = changed(GM_CHANGE_ARRIVALS, "in", 0.5);
    ck_assert_double_eq(often->steps[file_i("in")].source->every.a, 35.0);
    const gm_plant_def *wide = changed(GM_CHANGE_PLACES, "ab", 3.0);
    ck_assert_int_eq(wide->steps[file_i("ab")].buffer->holds, 7);
    const gm_plant_def *queue = changed(GM_CHANGE_PLACES, "b", -1.0);
    ck_assert_int_eq(queue->steps[file_i("b")].station->queue.holds, 1);
    model_end(&p);
}
END_TEST

START_TEST(what_a_step_does_not_have_cannot_be_changed)
{
    model_wire(&p, plant);
    const gm_plant_def *base = &p.model->plant;
    ck_assert(gm_change_is_of(base, GM_CHANGE_UP, file_i("a")));
    ck_assert(!gm_change_is_of(base, GM_CHANGE_UP, file_i("b")));
    ck_assert(!gm_change_is_of(base, GM_CHANGE_PLACES, file_i("wide")));
    ck_assert(!gm_change_is_of(base, GM_CHANGE_PLACES, file_i("a")));
    ck_assert(gm_change_is_of(base, GM_CHANGE_PLACES, file_i("b")));
    ck_assert(gm_change_is_of(base, GM_CHANGE_ARRIVALS, file_i("in")));
    ck_assert(!gm_change_is_of(base, GM_CHANGE_WORK, file_i("out")));
    model_end(&p);
}
END_TEST

int main(void)
{
    TCase *c = tcase_create("change");
    tcase_add_test(c, every_law_of_times_gives_scaled_draws);
    tcase_add_test(c, a_geometric_law_is_not_scaled);
    tcase_add_test(c, a_change_is_of_one_thing_and_the_base_stays_as_it_is);
    tcase_add_test(c, what_a_step_does_not_have_cannot_be_changed);
    return gm_check_main("twin/change", c);
}
