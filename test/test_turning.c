// SPDX-License-Identifier: MIT
//
// Shares made up by hand on a line of four stations, a .. d.

#include "check_main.h"
#include "model_set.h"

#include "study/turning.h"

static model_set m;

// Shares blocked and starved of a .. d; < 0: the station does not work. The name, NULL: none.
static const char *turning(const double blocked[4], const double starved[4], const char **why)
{
    static const char *const names[] = {"a", "b", "c", "d"};
    model_set_open(&m, "gemba: 1\n"
                       "clock: {run: 1 h, warm-up: none}\n"
                       "plant:\n"
                       "  line:\n"
                       "    - source: blanks\n"
                       "    - {station: a, time: 60 s}\n"
                       "    - {buffer: rack, holds: 3}\n"
                       "    - {station: b, time: 60 s}\n"
                       "    - {station: c, time: 60 s}\n"
                       "    - {station: d, time: 60 s}\n"
                       "    - sink: out\n");
    gm_net net = gm_net_create(m.twin->plan, &m.arena);
    gm_turning_state *states = GM_NEW(&m.arena, gm_turning_state, m.twin->plan->n_steps);
    for (int i = 0; i < 4; i++) {
        states[gm_plan_find(m.twin->plan, names[i])] = (gm_turning_state){
            .works = blocked[i] >= 0.0, .blocked = blocked[i], .starved = starved[i]};
    }
    int32_t step_i = gm_turning_point(&net, states, &m.arena, why);
    const char *name = NULL;
    for (int i = 0; i < 4 && step_i != GM_NONE; i++) {
        name = gm_plan_find(m.twin->plan, names[i]) == step_i ? names[i] : name;
    }
    model_set_close(&m);
    return name;
}

START_TEST(the_station_where_blocking_turns_into_starving_is_the_turning_point)
{
    const char *why = NULL;
    ck_assert_str_eq(
        turning((double[]){0.3, 0.2, 0.05, 0}, (double[]){0, 0.05, 0.02, 0.3}, &why), "c");
    ck_assert_str_eq(turning((double[]){0.02, 0.1, 0, 0}, (double[]){0, 0.3, 0.4, 0.5}, &why),
                     "a");
    ck_assert_str_eq(turning((double[]){0.5, 0.4, 0.3, 0}, (double[]){0, 0, 0.1, 0.01}, &why),
                     "d");
}
END_TEST

START_TEST(of_several_the_one_that_waits_least_is_named)
{
    const char *why = NULL;
    // a turns before b, d behind c; neither b nor c does.
    ck_assert_str_eq(turning((double[]){0.1, 0, 0.4, 0}, (double[]){0, 0.3, 0, 0.02}, &why),
                     "d");
    ck_assert_str_eq(turning((double[]){0.1, 0, 0.4, 0}, (double[]){0, 0.3, 0, 0.2}, &why),
                     "a");
}
END_TEST

START_TEST(where_the_waits_do_not_turn_it_cannot_be_said)
{
    const char *why = NULL;
    ck_assert_ptr_null(turning((double[]){0, 0, 0, 0}, (double[]){0.2, 0.3, 0.4, 0.5}, &why));
    ck_assert_ptr_nonnull(strstr(why, "turns into starving nowhere"));
    // b stands between blocked and starved stations but waits more than a.
    ck_assert_ptr_null(turning((double[]){0.3, 0.2, 0, 0}, (double[]){0, 0.2, 0.5, 0.5}, &why));
}
END_TEST

START_TEST(a_station_that_never_works_has_no_part_in_it)
{
    const char *why = NULL;
    ck_assert_str_eq(turning((double[]){0.3, 0, -1, -1}, (double[]){0, 0, 0, 0}, &why), "b");
    ck_assert_ptr_null(turning((double[]){0.3, -1, -1, -1}, (double[]){0, 0, 0, 0}, &why));
    ck_assert_ptr_nonnull(strstr(why, "two stations"));
}
END_TEST

int main(void)
{
    TCase *c = tcase_create("turning");
    tcase_add_test(c, the_station_where_blocking_turns_into_starving_is_the_turning_point);
    tcase_add_test(c, of_several_the_one_that_waits_least_is_named);
    tcase_add_test(c, where_the_waits_do_not_turn_it_cannot_be_said);
    tcase_add_test(c, a_station_that_never_works_has_no_part_in_it);
    return gm_check_main("study/turning", c);
}
