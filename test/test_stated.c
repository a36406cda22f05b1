// SPDX-License-Identifier: MIT

#include "check_main.h"
#include "model_set.h"

#include "twin/stated.h"

static const char text[] =
    "gemba: 1\n"
    "clock: {run: 10 d, replications: 3}\n"
    "defaults: {station: {scrap: 1 %}}\n"
    "crews:\n"
    "  fitters: {people: 2}\n"
    "plant:\n"
    "  line:\n"
    "    - source: blanks\n"
    "    - {station: weld, time: {value: 50 s, source: study, confidence: measured}, crew: "
    "{fitters: 1}}\n"
    "    - {station: seal, time: exponential(52 s)}\n"
    "    - sink: out\n"
    "facts:\n"
    "  peers: {value: 84 %, range: [80 %, 90 %], confidence: announced}\n"
    "  guess: {value: 3 h, source: we}\n"
    "claims:\n"
    "  - {says: many, measure: out per d, at least: 100}\n";

static const gm_unstated *find(const gm_stated *s, const char *path)
{
    for (int32_t i = 0; i < s->n_unstated; i++) {
        if (strcmp(s->unstated[i].path, path) == 0) {
            return &s->unstated[i];
        }
    }
    return NULL;
}

// Three inputs: one measured, one announced, one that does not say. Without a source are the
// people of the crew, the fitter at weld, the law of seal, and the scrap that `defaults` gives to
// both stations. Clock and claims do not count, nor does what the language fills in.
START_TEST(numbers_without_a_source_are_counted_and_named)
{
    model_set m;
    model_set_open(&m, text);
    gm_stated s = gm_stated_of(m.model, &m.arena);
    ck_assert_int_eq(s.by[GM_INPUT_MEASURED], 1);
    ck_assert_int_eq(s.by[GM_INPUT_ANNOUNCED], 1);
    ck_assert_int_eq(s.by[GM_INPUT_NOT_SAID], 1);
    ck_assert_int_eq(s.by[GM_INPUT_ESTIMATE] + s.by[GM_INPUT_UNVERIFIED], 0);
    ck_assert_int_eq(s.n_unstated, 5);
    ck_assert_ptr_nonnull(find(&s, "crews.fitters.people"));
    ck_assert_ptr_nonnull(find(&s, "plant.line.weld.crew.fitters"));
    ck_assert_ptr_nonnull(find(&s, "plant.line.weld.scrap"));
    ck_assert_ptr_nonnull(find(&s, "plant.line.seal.scrap"));
    ck_assert_ptr_null(find(&s, "plant.line.weld.time"));
    const gm_unstated *law = find(&s, "plant.line.seal.time");
    ck_assert_ptr_nonnull(law);
    ck_assert_str_eq(law->text, "exponential(52 s)");
    ck_assert_int_eq(law->src.line, 10);
    model_set_close(&m);
}
END_TEST

int main(void)
{
    TCase *tc = tcase_create("stated");
    tcase_add_test(tc, numbers_without_a_source_are_counted_and_named);
    return gm_check_main("stated", tc);
}
