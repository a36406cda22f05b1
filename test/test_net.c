// SPDX-License-Identifier: MIT
//
// Who stands next to whom, in a plant with places, a join, a fork and a way back.

#include "check_main.h"
#include "model_set.h"

#include "study/net.h"

//  steel - press - rack - weld -+- join - check -+- out
//  cells ------------- pack ----+        ^        `- mend
//                                        `------------'
static const char text[] = "gemba: 1\n"
                           "clock: {run: 1 h, warm-up: none}\n"
                           "plant:\n"
                           "  bodies:\n"
                           "    - {source: steel, part: body}\n"
                           "    - {station: press, time: 60 s}\n"
                           "    - {buffer: rack, holds: 3}\n"
                           "    - {station: weld, time: 60 s, to: join}\n"
                           "  packs:\n"
                           "    - {source: cells, part: pack}\n"
                           "    - {station: pack, time: 60 s, to: join}\n"
                           "  cars:\n"
                           "    - {station: join, time: 60 s, needs: {body: 1, pack: 1}}\n"
                           "    - {station: check, time: 60 s, to: {out: 90 %, mend: 10 %}}\n"
                           "    - {station: mend, time: 60 s, queue: {holds: unlimited},"
                           " to: check}\n"
                           "    - sink: out\n"
                           "  other:\n"
                           "    - source: sand\n"
                           "    - {station: sieve, time: 60 s}\n"
                           "    - sink: heap\n";

static model_set m;
static gm_net net;

static void open_net(void)
{
    model_set_open(&m, text);
    net = gm_net_create(m.twin->plan, &m.arena);
}

static int32_t step(const char *name)
{
    int32_t i = gm_plan_find(m.twin->plan, name);
    ck_assert_int_ne(i, GM_NONE);
    return i;
}

static void expect(gm_steps got, const char *first, const char *second)
{
    ck_assert_int_eq(got.n, (first ? 1 : 0) + (second ? 1 : 0));
    const char *names[] = {first, second};
    for (int32_t i = 0; i < got.n; i++) {
        ck_assert_str_eq(m.twin->plan->steps[got.items[i]].name, names[i]);
    }
}

START_TEST(places_do_not_part_neighbours)
{
    open_net();
    expect(gm_net_behind(&net, step("press"), &m.arena), "weld", NULL);
    expect(gm_net_before(&net, step("weld"), false, &m.arena), "press", NULL);
    expect(gm_net_before(&net, step("rack"), false, &m.arena), "press", NULL);
    model_set_close(&m);
}
END_TEST

START_TEST(a_join_has_all_its_feeders_before_it_and_a_fork_all_branches_behind)
{
    open_net();
    expect(gm_net_before(&net, step("join"), false, &m.arena), "weld", "pack");
    expect(gm_net_behind(&net, step("check"), &m.arena), "mend", NULL);
    model_set_close(&m);
}
END_TEST

START_TEST(a_way_back_makes_no_neighbours)
{
    open_net();
    expect(gm_net_before(&net, step("check"), false, &m.arena), "join", NULL);
    expect(gm_net_behind(&net, step("mend"), &m.arena), NULL, NULL);
    model_set_close(&m);
}
END_TEST

START_TEST(sources_are_neighbours_only_when_asked_for)
{
    open_net();
    expect(gm_net_before(&net, step("press"), false, &m.arena), NULL, NULL);
    expect(gm_net_before(&net, step("press"), true, &m.arena), "steel", NULL);
    model_set_close(&m);
}
END_TEST

START_TEST(all_that_may_come_to_a_step_leads_to_it_and_nothing_else)
{
    open_net();
    const bool *leads = gm_net_leads_to(&net, step("out"), &m.arena);
    ck_assert(leads[step("steel")] && leads[step("cells")] && leads[step("mend")]);
    ck_assert(leads[step("out")]);
    ck_assert(!leads[step("sieve")] && !leads[step("sand")] && !leads[step("heap")]);
    model_set_close(&m);
}
END_TEST

int main(void)
{
    TCase *c = tcase_create("net");
    tcase_add_test(c, places_do_not_part_neighbours);
    tcase_add_test(c, a_join_has_all_its_feeders_before_it_and_a_fork_all_branches_behind);
    tcase_add_test(c, a_way_back_makes_no_neighbours);
    tcase_add_test(c, sources_are_neighbours_only_when_asked_for);
    tcase_add_test(c, all_that_may_come_to_a_step_leads_to_it_and_nothing_else);
    return gm_check_main("study/net", c);
}
