// SPDX-License-Identifier: MIT
//
// Variants, families, skills and calendars of a plan, by hand.

#include "check_main.h"
#include "model_plant.h"

#include "sim/calendar.h"

#define HEAD "gemba: 1\nclock: {run: 3 d, horizon: terminating}\n"

static model_plant plant;

static void wire(const char *text)
{
    model_wire(&plant, text);
    plant.run = gm_run_create(plant.plan);
}

// ---- variants

#define KINDS                                                                                  \
    HEAD "parts:\n"                                                                            \
         "  body: {variants: {es: {share: 50 %, family: sedan, priority: 30}, rz: {share: 50 " \
         "%, priority: 7}}}\n"                                                                 \
         "  pack: {}\n"                                                                        \
         "  door: {variants: {l: {share: 50 %, family: sedan}, r: {share: 50 %, priority: "    \
         "30}}}\n"                                                                             \
         "plant:\n"                                                                            \
         "  bodies: [{source: b, part: body, every: 1 h}, {sink: out-b}]\n"                    \
         "  packs: [{source: p, part: pack, every: 1 h}, {sink: out-p}]\n"                     \
         "  doors: [{source: d, part: door, every: 1 h}, {sink: out-d}]\n"

START_TEST(variants_follow_kind_by_kind_and_a_kind_without_has_one)
{
    static const char *const names[] = {"es", "rz", "", "l", "r"};
    static const int32_t kinds[] = {0, 0, 1, 2, 2};
    wire(KINDS);
    ck_assert_int_eq(plant.plan->n_kinds, 3);
    ck_assert_int_eq(plant.plan->n_variants, 5);
    for (int i = 0; i < 5; i++) {
        ck_assert_str_eq(plant.plan->variants[i].name, names[i]);
        ck_assert_int_eq(plant.plan->variants[i].kind_i, kinds[i]);
    }
    model_end(&plant);
}
END_TEST

// 30, 7, 1, 1, 30: three of them, and 1 goes first.
START_TEST(parts_of_equal_priority_stand_in_one_list)
{
    static const int32_t classes[] = {2, 1, 0, 0, 2};
    wire(KINDS);
    ck_assert_int_eq(plant.plan->n_priorities, 3);
    for (int i = 0; i < 5; i++) {
        ck_assert_int_eq(plant.plan->variants[i].class_i, classes[i]);
    }
    model_end(&plant);
}
END_TEST

// sedan, rz, pack, sedan again, r.
START_TEST(variant_is_its_own_family_unless_it_says_another)
{
    static const int32_t families[] = {0, 1, 2, 0, 3};
    wire(KINDS);
    ck_assert_int_eq(plant.plan->n_families, 4);
    for (int i = 0; i < 5; i++) {
        ck_assert_int_eq(plant.plan->variants[i].family_i, families[i]);
    }
    model_end(&plant);
}
END_TEST

START_TEST(route_of_a_variant_names_its_steps_as_often_as_it_says)
{
    wire(HEAD
         "parts: {part: {variants: {job: {share: 100 %, route: [turn, mill, turn, out]}}}}\n"
         "plant: {line: [{source: in, every: 1 h}, {station: mill, time: 1 s}, {station: "
         "turn, time: 1 s}, {sink: out}]}");
    const gm_variant_plan *job = &plant.plan->variants[0];
    ck_assert_int_eq(job->n_route, 4);
    ck_assert_int_eq(job->route[0], model_step(&plant, "turn"));
    ck_assert_int_eq(job->route[1], model_step(&plant, "mill"));
    ck_assert_int_eq(job->route[2], model_step(&plant, "turn"));
    ck_assert_int_eq(job->route[3], model_step(&plant, "out"));
    model_end(&plant);
}
END_TEST

// ---- people

#define PEOPLE                                                                                 \
    HEAD                                                                                       \
        "crews: {anna: {people: 1, skills: [weld, seal]}, bert: {people: 4, skills: [weld]}, " \
        "carl: {people: 2}}\n"                                                                 \
        "plant: {line: [{source: in, every: 1 h}, {station: s, time: 1 s, crew: {weld: 3, "    \
        "carl: 2}}, {sink: out}]}"

static const gm_skill_plan *skill(const char *name)
{
    for (int32_t i = 0; i < plant.plan->n_skills; i++) {
        if (strcmp(plant.plan->skills[i].name, name) == 0) {
            return &plant.plan->skills[i];
        }
    }
    ck_abort_msg("nobody has the skill %s", name);
    return NULL;
}

START_TEST(crew_can_what_it_says_and_is_asked_for_by_its_name)
{
    wire(PEOPLE);
    ck_assert_int_eq(plant.plan->n_skills, 5); // anna, bert, carl, weld, seal
    ck_assert_int_eq(skill("anna")->n_crews, 1);
    ck_assert_int_eq(skill("anna")->crews[0], 0);
    ck_assert_int_eq(skill("carl")->crews[0], 2);
    ck_assert_int_eq(skill("weld")->n_crews, 2);
    ck_assert_int_eq(skill("weld")->crews[0], 0);
    ck_assert_int_eq(skill("weld")->crews[1], 1);
    ck_assert_int_eq(skill("seal")->n_crews, 1);
    model_end(&plant);
}
END_TEST

START_TEST(call_asks_for_people_skill_by_skill)
{
    wire(PEOPLE);
    const gm_crew_call *call = &plant.plan->stations[0].crew;
    ck_assert_int_eq(call->n, 2);
    ck_assert_str_eq(plant.plan->skills[call->skills[0]].name, "weld");
    ck_assert_int_eq(call->people[0], 3);
    ck_assert_str_eq(plant.plan->skills[call->skills[1]].name, "carl");
    ck_assert_int_eq(call->people[1], 2);
    ck_assert_int_eq(plant.plan->stations[0].load_crew.n, 0);
    model_end(&plant);
}
END_TEST

// 5 early, 3 late: work for five is possible, in one of the shifts.
START_TEST(crew_is_as_large_as_its_largest_shift)
{
    wire(HEAD "calendars: {h: {days: mon-sun, shifts: {early: {from: 00:00, to: 00:10}, late: "
              "{from: 00:10, to: 00:20}}}}\n"
              "crews: {team: {people: {early: 5, late: 3}, calendar: h}}\n"
              "plant: {line: [{source: in}, {station: s, time: 60 s, crew: {team: 5}}, {sink: "
              "out}]}");
    model_begin(&plant, 1);
    model_run_to(&plant, 86399.0);
    ck_assert_int_eq(model_count(&plant, "s"), 10); // 10 min early, none late
    model_end(&plant);
}
END_TEST

// ---- calendars

START_TEST(calendars_reach_to_the_end_of_the_run)
{
    wire(HEAD "calendars: {h: {days: mon-sun, shifts: {a: {from: 06:00, to: 14:00}}}}\n"
              "plant: {line: [{source: in, every: 1 h}, {station: s, time: 1 s, calendar: h}, "
              "{sink: out}]}");
    const gm_calendar *h = &plant.plan->calendars[plant.plan->stations[0].calendar_i];
    static const double changes_s[] = {21600, 50400, 108000, 136800, 194400, 223200};
    double at_s = 0.0;
    for (int i = 0; i < 6; i++) {
        at_s = gm_calendar_next_change(h, at_s, NULL);
        ck_assert_double_eq(at_s, changes_s[i]);
    }
    model_end(&plant);
}
END_TEST

int main(void)
{
    TCase *c = tcase_create("wire_parts");
    tcase_add_test(c, variants_follow_kind_by_kind_and_a_kind_without_has_one);
    tcase_add_test(c, parts_of_equal_priority_stand_in_one_list);
    tcase_add_test(c, variant_is_its_own_family_unless_it_says_another);
    tcase_add_test(c, route_of_a_variant_names_its_steps_as_often_as_it_says);
    tcase_add_test(c, crew_can_what_it_says_and_is_asked_for_by_its_name);
    tcase_add_test(c, call_asks_for_people_skill_by_skill);
    tcase_add_test(c, crew_is_as_large_as_its_largest_shift);
    tcase_add_test(c, calendars_reach_to_the_end_of_the_run);
    return gm_check_main("plant/wire_parts", c);
}
