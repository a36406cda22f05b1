// SPDX-License-Identifier: MIT
//
// Fuzz target: no bytes whatever may crash or hang the compiler of rules; what it compiles is sound
// and runs to an end, over values of any size.

#include "rule/rule.h"

#include "core/assert.h"
#include "core/diag.h"

#include <stdint.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

// Every name is something: its first letter says what.
static bool find(void *user, gm_src src, const char *object, const char *word,
                 gm_rule_found *out)
{
    (void)user;
    (void)src;
    unsigned char first = (unsigned char)word[0];
    double si;
    *out = (gm_rule_found){.type = first % 5 == 0   ? GM_RULE_TRUTH
                                   : first % 5 == 1 ? GM_RULE_CHOICE
                                                    : GM_RULE_NUMBER,
                           .is_constant = !object && first % 5 == 1,
                           .value = first,
                           .slot = first % GM_RULE_SLOTS_MAX};
    return gm_unit_find(first % 2 == 0 ? "s" : "", &si, &out->dim);
}

static bool is(void *user, gm_src src, const char *object, const char *figure, const char *word,
               gm_rule_found *out)
{
    (void)figure;
    (void)find(user, src, object, word, out);
    out->type = GM_RULE_TRUTH;
    return true;
}

static bool is_word(void *user, const char *object, const char *word)
{
    (void)user;
    return object && strcmp(word, "state") == 0;
}

static bool is_alone(void *user, const char *word)
{
    (void)user;
    return word[0] == 'x';
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char *const members[] = {"a", "b", "c"};
    gm_arena arena = {0};
    gm_diag diag = {0};
    gm_rule_scope scope = {.find = find, .is = is, .is_word = is_word, .is_alone = is_alone};
    scope.has_members = size % 2 == 1;
    scope.n_members = 3;
    scope.members = members;
    const char *text = gm_arena_strndup(&arena, size > 0 ? (const char *)data : "", size);
    const gm_rule *rule = gm_rule_compile(text, (gm_src){0}, &scope, &arena, &diag);
    GM_REQUIRE(rule || diag.count == 1);
    if (rule) {
        GM_REQUIRE(gm_rule_is_sound(rule));
        double *frame = GM_NEW(&arena, double, rule->n_frame);
        gm_rule_begin(rule, frame);
        for (int32_t i = 0; i < rule->n_slots; i++) {
            frame[rule->n_constants + i] = (double)i * 1e307 - 3e307;
        }
        double value = 0.0;
        gm_rule_fault fault = {0};
        bool ran = gm_rule_run(rule, frame, &value, &fault);
        GM_REQUIRE(ran ? value == value : gm_rule_fault_text(&fault, &arena)[0] != '\0');
    }
    gm_diag_fini(&diag);
    gm_arena_fini(&arena);
    return 0;
}
