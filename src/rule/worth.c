// SPDX-License-Identifier: MIT

#include "rule/compile.h"

#include "core/text.h"

#define POWER_MAX 30 // of an axis

static const char *type_text(const gm_rule_worth *w, char buf[64])
{
    switch (w->type) {
    case GM_RULE_TRUTH:
        return "a truth";
    case GM_RULE_CHOICE:
        return "a choice";
    case GM_RULE_NUMBER:
        break;
    }
    return gm_dim_text(w->dim, NULL, buf, 64);
}

bool gm_worth_want(gm_rule_compiler *c, const gm_rule_worth *w, gm_rule_type type, int32_t at,
                   const char *what)
{
    char buf[64];
    if (w->type == type || c->r->failed) {
        return !c->r->failed;
    }
    return gm_rule_fail(c->r, at, "%s must be %s, got %s", what,
                        type == GM_RULE_NUMBER ? "a number" : "a truth", type_text(w, buf));
}

bool gm_worth_agree(gm_rule_compiler *c, gm_rule_worth *a, const gm_rule_worth *b, int32_t at,
                    const char *what)
{
    char of_a[64];
    char of_b[64];
    if (c->r->failed) {
        return false;
    }
    bool is_number = a->type == GM_RULE_NUMBER && b->type == GM_RULE_NUMBER;
    bool same = a->type == b->type && (!is_number || gm_dim_equal(a->dim, b->dim));
    if (same || (is_number && (a->is_zero || b->is_zero))) {
        a->dim = a->is_zero ? b->dim : a->dim;
        a->is_zero &= b->is_zero;
        return true;
    }
    gm_rule_fail(c->r, at, "%s %s and %s", what, type_text(a, of_a), type_text(b, of_b));
    const gm_rule_worth *bare = a->is_constant ? a : b;
    const gm_rule_worth *other = a->is_constant ? b : a;
    if (is_number && bare->is_constant && gm_dim_is_number(bare->dim)) {
        char like[64];
        gm_diag_hint(c->r->diag, "give the number its unit, like %s",
                     gm_dim_examples(other->dim, NULL, like, sizeof like));
    }
    return false;
}

static gm_dim combine(gm_rule_compiler *c, gm_dim a, gm_dim b, int sign, int32_t at)
{
    for (int i = 0; i < GM_AXIS_COUNT_OF; i++) {
        int power = a.power[i] + sign * b.power[i];
        if (power > POWER_MAX || power < -POWER_MAX || (a.halves | b.halves) != 0) {
            gm_rule_fail(c->r, at, "the powers of its units are too high or have halves");
            return a;
        }
        a.power[i] = (int8_t)power;
    }
    return a;
}

static const char *verb_of(gm_rule_code code)
{
    return code == GM_RULE_ADD        ? "cannot add"
           : code == GM_RULE_SUBTRACT ? "cannot subtract"
                                      : "cannot compare";
}

static gm_rule_worth type_of_product(gm_rule_compiler *c, const gm_rule_node *node,
                                     const gm_rule_worth *a, const gm_rule_worth *b)
{
    gm_rule_worth w = {.type = GM_RULE_NUMBER};
    if (gm_worth_want(c, a, GM_RULE_NUMBER, node->at, "a factor") &&
        gm_worth_want(c, b, GM_RULE_NUMBER, node->at, "a factor")) {
        int sign = node->code == GM_RULE_DIVIDE ? -1 : 1;
        w.dim = combine(c, a->dim, b->dim, sign, node->at);
    }
    return w;
}

static gm_rule_worth type_of_comparison(gm_rule_compiler *c, const gm_rule_node *node,
                                        gm_rule_worth a, const gm_rule_worth *b)
{
    bool is_order = node->code == GM_RULE_LESS || node->code == GM_RULE_LESS_OR_EQUAL;
    if (!is_order || gm_worth_want(c, &a, GM_RULE_NUMBER, node->at, "what is compared")) {
        gm_worth_agree(c, &a, b, node->at, verb_of(node->code));
    }
    return (gm_rule_worth){.type = GM_RULE_TRUTH};
}

gm_rule_worth gm_worth_of(gm_rule_compiler *c, const gm_rule_node *node, gm_rule_worth a,
                          const gm_rule_worth *b)
{
    gm_rule_code code = node->code;
    if (code == GM_RULE_NEGATE || code == GM_RULE_ABSOLUTE) {
        gm_worth_want(c, &a, GM_RULE_NUMBER, node->at, "what has a sign");
        return a;
    }
    if (code == GM_RULE_NOT) {
        gm_worth_want(c, &a, GM_RULE_TRUTH, node->at, "what follows `not`");
        return a;
    }
    if (code == GM_RULE_MULTIPLY || code == GM_RULE_DIVIDE) {
        return type_of_product(c, node, &a, b);
    }
    if (code == GM_RULE_ADD || code == GM_RULE_SUBTRACT) {
        if (gm_worth_want(c, &a, GM_RULE_NUMBER, node->at, "what is added")) {
            gm_worth_agree(c, &a, b, node->at, verb_of(code));
        }
        return a;
    }
    return type_of_comparison(c, node, a, b);
}
