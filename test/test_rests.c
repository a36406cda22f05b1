// SPDX-License-Identifier: MIT

#include "check_main.h"
#include "model_set.h"

#include "study/rests.h"

// Two lines that share nothing; claims on each, on people and on a fact.
static const char text[] =
    "gemba: 1\n"
    "clock: {start: 2024-01-01, until: 2024-01-31}\n"
    "crews:\n"
    "  fitters: {people: {value: 2, source: roster, confidence: announced}}\n"
    "plant:\n"
    "  one:\n"
    "    - source: in-1\n"
    "    - {station: a, time: {value: 50 s, range: [49 s, 51 s], source: x, confidence: "
    "unverified}}\n"
    "    - {station: b, time: {value: 40 s, range: [20 s, 60 s], source: y, confidence: "
    "unverified}, scrap: 1 %}\n"
    "    - sink: out-1\n"
    "  two:\n"
    "    - source: in-2\n"
    "    - {station: c, time: {value: 60 s, source: z, confidence: measured}}\n"
    "    - sink: out-2\n"
    "headcount:\n"
    "  absence: {value: 7 %, source: q, confidence: estimate}\n"
    "  shops: [{shop: all, crew: fitters}]\n"
    "facts:\n"
    "  peer: {value: 20 h, source: p, confidence: estimate}\n"
    "claims:\n"
    "  - {says: one, measure: out-1 per d, at least: 100}\n"
    "  - {says: two, measure: out-2 per d, at least: 100}\n"
    "  - {says: people, measure: headcount.site, at most: 10}\n"
    "  - {says: fact, measure: facts.peer, at least: 1 h}\n";

static const char *weakest(const model_set *m, const gm_rests *r)
{
    ck_assert_int_ne(r->weakest, GM_NONE);
    return m->model->inputs[r->weakest].path;
}

START_TEST(a_claim_rests_on_what_leads_to_it_and_on_the_weakest_of_that)
{
    model_set m;
    model_set_open(&m, text);
    gm_stated stated = gm_stated_of(m.model, &m.arena);
    // a, b and the crew; of the two unverified b has the wider range for its value. Its scrap is
    // the one number without a source.
    gm_rests one = gm_rests_of(m.twin, &stated, 0, &m.arena);
    ck_assert_int_eq(one.n, 3);
    ck_assert_int_eq(one.n_weak, 2);
    ck_assert_str_eq(weakest(&m, &one), "plant.one.b.time");
    ck_assert_int_eq(one.n_unstated, 1);
    // c and the crew: announced is weaker than measured.
    gm_rests two = gm_rests_of(m.twin, &stated, 1, &m.arena);
    ck_assert_int_eq(two.n, 2);
    ck_assert_str_eq(weakest(&m, &two), "crews.fitters.people");
    ck_assert_int_eq(two.n_unstated, 0);
    model_set_close(&m);
}
END_TEST

START_TEST(heads_rest_on_the_roster_and_a_fact_on_itself)
{
    model_set m;
    model_set_open(&m, text);
    gm_stated stated = gm_stated_of(m.model, &m.arena);
    gm_rests people = gm_rests_of(m.twin, &stated, 2, &m.arena);
    ck_assert_int_eq(people.n, 2);
    ck_assert_str_eq(weakest(&m, &people), "headcount.absence");
    gm_rests fact = gm_rests_of(m.twin, &stated, 3, &m.arena);
    ck_assert_int_eq(fact.n, 1);
    ck_assert_str_eq(weakest(&m, &fact), "facts.peer");
    model_set_close(&m);
}
END_TEST

int main(void)
{
    TCase *tc = tcase_create("rests");
    tcase_add_test(tc, a_claim_rests_on_what_leads_to_it_and_on_the_weakest_of_that);
    tcase_add_test(tc, heads_rest_on_the_roster_and_a_fact_on_itself);
    return gm_check_main("rests", tc);
}
