// SPDX-License-Identifier: MIT
//
// The grammar of rules, by recursive descent; each level takes the one below it:
//
//   rule:    if RULE then RULE else RULE | or
//   or:      and { or and }
//   and:     not { and not }
//   not:     not NOT | compare
//   compare: sum [ (< <= > >= = !=) sum | is [not] WORD ]
//   sum:     product { (+ -) product }
//   product: sign { (* /) sign }
//   sign:    - SIGN | NUMBER | ( RULE ) | CALL | NAME [ . NAME ]
//   call:    min, max, sum, abs ( RULE {, RULE} ) | min, max, sum, argmin, argmax ( RULE of LIST )

#include "rule/tree.h"

#include <string.h>

static gm_rule_node *parse_rule(gm_rule_reader *r);
static gm_rule_node *parse_sign(gm_rule_reader *r);

static bool is_sign(const gm_rule_reader *r, const char *sign)
{
    return r->token.kind == GM_TOKEN_SIGN && strcmp(r->token.text, sign) == 0;
}

static bool is_word(const gm_rule_reader *r, const char *word)
{
    return r->token.kind == GM_TOKEN_NAME && !r->token.quoted &&
           strcmp(r->token.text, word) == 0;
}

static bool take_sign(gm_rule_reader *r, const char *sign)
{
    bool is = is_sign(r, sign);
    if (is) {
        gm_rule_next(r);
    }
    return is;
}

static bool take_word(gm_rule_reader *r, const char *word)
{
    bool is = is_word(r, word);
    if (is) {
        gm_rule_next(r);
    }
    return is;
}

// What stands at the next token, for messages.
static const char *here(const gm_rule_reader *r)
{
    return r->token.kind == GM_TOKEN_END      ? "the end"
           : r->token.kind == GM_TOKEN_NUMBER ? "a number"
                                              : r->token.text;
}

static gm_rule_node *make(gm_rule_reader *r, gm_rule_node_kind kind, gm_rule_code code,
                          int32_t at, int32_t n)
{
    if (++r->n_nodes > GM_RULE_NODES_MAX) {
        gm_rule_fail(r, at, "it is too long: more than %d numbers, names and signs",
                     GM_RULE_NODES_MAX);
    }
    gm_rule_node *node = GM_NEW(r->arena, gm_rule_node, 1);
    *node = (gm_rule_node){.kind = kind, .code = code, .at = at, .n = n};
    node->args = GM_NEW(r->arena, gm_rule_node *, n > 0 ? n : 1);
    return node;
}

static gm_rule_node *make_two(gm_rule_reader *r, gm_rule_node_kind kind, gm_rule_code code,
                              int32_t at, gm_rule_node *a, gm_rule_node *b)
{
    gm_rule_node *node = make(r, kind, code, at, b ? 2 : 1);
    node->args[0] = a;
    if (b) {
        node->args[1] = b;
    }
    return node;
}

// After a fault: something to go on with.
static gm_rule_node *nothing(gm_rule_reader *r)
{
    return make(r, GM_RULE_NODE_CONSTANT, GM_RULE_MOVE, r->token.at, 0);
}

// ---- names and calls

static gm_rule_node *parse_name(gm_rule_reader *r)
{
    gm_rule_node *node = make(r, GM_RULE_NODE_NAME, GM_RULE_MOVE, r->token.at, 0);
    node->figure = r->token.text;
    if (!r->token.quoted && gm_rule_is_keyword(node->figure)) {
        bool is_if = is_word(r, "if");
        gm_rule_fail(r, r->token.at,
                     is_if ? "an `%s` inside a rule stands in brackets: write `(if .. "
                             "then .. else ..)`"
                           : "expected a number or a name before '%s'",
                     node->figure);
        return node;
    }
    gm_rule_next(r);
    if (is_sign(r, ".")) {
        gm_rule_next(r);
        node->object = node->figure;
        if (r->token.kind != GM_TOKEN_NAME) {
            gm_rule_fail(r, r->token.at, "expected what of '%s', got %s", node->object,
                         here(r));
            return node;
        }
        node->figure = r->token.text;
        gm_rule_next(r);
    }
    return node;
}

typedef struct function {
    const char *name;
    gm_rule_node_kind kind;
    gm_rule_code code;
} function;

static const function functions[] = {
    {"min", GM_RULE_NODE_CHAIN, GM_RULE_LEAST},
    {"max", GM_RULE_NODE_CHAIN, GM_RULE_MOST},
    {"sum", GM_RULE_NODE_CHAIN, GM_RULE_ADD},
    {"abs", GM_RULE_NODE_OPERATION, GM_RULE_ABSOLUTE},
    {"argmin", GM_RULE_NODE_ARG, GM_RULE_KEEP_LESS},
    {"argmax", GM_RULE_NODE_ARG, GM_RULE_KEEP_MORE},
};

static const function *find_function(const char *name)
{
    for (size_t i = 0; i < sizeof functions / sizeof functions[0]; i++) {
        if (strcmp(functions[i].name, name) == 0) {
            return &functions[i];
        }
    }
    return NULL;
}

// `a, b, c` behind `of`.
static void parse_members(gm_rule_reader *r, gm_rule_node *node)
{
    node->of = GM_NEW(r->arena, const char *, GM_RULE_LIST_MAX);
    do {
        if (r->token.kind != GM_TOKEN_NAME) {
            gm_rule_fail(r, r->token.at, "expected a name of the list, got %s", here(r));
            return;
        }
        if (node->n_of == GM_RULE_LIST_MAX) {
            gm_rule_fail(r, r->token.at, "more than %d members in a list", GM_RULE_LIST_MAX);
            return;
        }
        node->of[node->n_of++] = r->token.text;
        gm_rule_next(r);
    } while (take_sign(r, ","));
}

static void check_call(gm_rule_reader *r, const gm_rule_node *node, const char *name)
{
    if (node->kind == GM_RULE_NODE_OPERATION && (node->n != 1 || node->n_of > 0)) {
        gm_rule_fail(r, node->at, "%s takes one number", name);
    } else if (node->kind == GM_RULE_NODE_ARG && node->n_of == 0) {
        gm_rule_fail(r, node->at, "%s needs a list, as in `%s(parts of press-1, press-2)`",
                     name, name);
    } else if (node->n > 1 && node->n_of > 0) {
        gm_rule_fail(r, node->at, "%s takes several numbers, or one `of` a list", name);
    }
}

static gm_rule_node *parse_call(gm_rule_reader *r, const char *name, int32_t at)
{
    const function *f = find_function(name);
    if (!f) {
        gm_rule_fail(r, at,
                     "there is no function '%s'; known: min, max, sum, abs, argmin, "
                     "argmax",
                     name);
        return nothing(r);
    }
    gm_rule_node *node = make(r, f->kind, f->code, at, GM_RULE_LIST_MAX);
    node->n = 0;
    do {
        if (node->n == GM_RULE_LIST_MAX) {
            gm_rule_fail(r, r->token.at, "more than %d members in a list", GM_RULE_LIST_MAX);
            return node;
        }
        node->args[node->n++] = parse_rule(r);
    } while (take_sign(r, ","));
    if (take_word(r, "of")) {
        parse_members(r, node);
    }
    if (!take_sign(r, ")")) {
        gm_rule_fail(r, r->token.at, "expected `)` after the arguments of %s, got %s", name,
                     here(r));
    }
    check_call(r, node, name);
    return node;
}

static gm_rule_node *parse_brackets(gm_rule_reader *r)
{
    int32_t at = r->token.at;
    gm_rule_next(r);
    gm_rule_node *node = parse_rule(r);
    if (!take_sign(r, ")")) {
        gm_rule_fail(r, at, "this bracket `(` is not closed");
    }
    return node;
}

static gm_rule_node *parse_value(gm_rule_reader *r)
{
    if (r->token.kind == GM_TOKEN_NUMBER) {
        gm_rule_node *node = make(r, GM_RULE_NODE_CONSTANT, GM_RULE_MOVE, r->token.at, 0);
        node->number = r->token.number;
        gm_rule_next(r);
        return node;
    }
    if (is_sign(r, "(")) {
        return parse_brackets(r);
    }
    if (r->token.kind != GM_TOKEN_NAME) {
        gm_rule_fail(r, r->token.at, "expected a number or a name, got %s", here(r));
        return nothing(r);
    }
    const char *name = r->token.text;
    int32_t at = r->token.at;
    gm_rule_node *node = parse_name(r);
    if (!node->object && is_sign(r, "(") && r->token.joined) {
        gm_rule_next(r);
        return parse_call(r, name, at);
    }
    return node;
}

// Brackets, calls, conditions and signs inside each other are bounded.
static bool go_deeper(gm_rule_reader *r)
{
    if (++r->depth > GM_RULE_DEPTH_MAX) {
        return gm_rule_fail(r, r->token.at, "more than %d levels inside each other",
                            GM_RULE_DEPTH_MAX);
    }
    return !r->failed;
}

// A sign or word that acts on one value, which `then` reads.
static gm_rule_node *parse_prefix(gm_rule_reader *r, gm_rule_code code,
                                  gm_rule_node *(*then)(gm_rule_reader *r))
{
    int32_t at = r->token.at;
    gm_rule_next(r);
    if (!go_deeper(r)) {
        return nothing(r);
    }
    gm_rule_node *node = make_two(r, GM_RULE_NODE_OPERATION, code, at, then(r), NULL);
    r->depth--;
    return node;
}

static gm_rule_node *parse_sign(gm_rule_reader *r)
{
    return is_sign(r, "-") ? parse_prefix(r, GM_RULE_NEGATE, parse_sign) : parse_value(r);
}

// ---- operators

static gm_rule_node *parse_product(gm_rule_reader *r)
{
    gm_rule_node *node = parse_sign(r);
    while ((is_sign(r, "*") || is_sign(r, "/")) && !r->failed) {
        gm_rule_code code = is_sign(r, "*") ? GM_RULE_MULTIPLY : GM_RULE_DIVIDE;
        int32_t at = r->token.at;
        gm_rule_next(r);
        node = make_two(r, GM_RULE_NODE_OPERATION, code, at, node, parse_sign(r));
    }
    return node;
}

static gm_rule_node *parse_sum(gm_rule_reader *r)
{
    gm_rule_node *node = parse_product(r);
    while ((is_sign(r, "+") || is_sign(r, "-")) && !r->failed) {
        gm_rule_code code = is_sign(r, "+") ? GM_RULE_ADD : GM_RULE_SUBTRACT;
        int32_t at = r->token.at;
        gm_rule_next(r);
        node = make_two(r, GM_RULE_NODE_OPERATION, code, at, node, parse_product(r));
    }
    return node;
}

static gm_rule_node *parse_is(gm_rule_reader *r, gm_rule_node *what)
{
    gm_rule_node *node = make_two(r, GM_RULE_NODE_IS, GM_RULE_EQUAL, r->token.at, what, NULL);
    gm_rule_next(r);
    node->is_not = take_word(r, "not");
    if (r->token.kind != GM_TOKEN_NAME) {
        gm_rule_fail(r, r->token.at, "expected a word after `is`, got %s", here(r));
        return node;
    }
    node->word = r->token.text;
    node->word_at = r->token.at;
    gm_rule_next(r);
    return node;
}

static gm_rule_node *parse_compare(gm_rule_reader *r)
{
    // `a > b` is `b < a`.
    static const struct {
        const char *sign;
        gm_rule_code code;
        bool swap;
    } signs[] = {
        {"<", GM_RULE_LESS, false},     {"<=", GM_RULE_LESS_OR_EQUAL, false},
        {">", GM_RULE_LESS, true},      {">=", GM_RULE_LESS_OR_EQUAL, true},
        {"=", GM_RULE_EQUAL, false},    {"==", GM_RULE_EQUAL, false},
        {"!=", GM_RULE_UNEQUAL, false},
    };
    gm_rule_node *a = parse_sum(r);
    if (is_word(r, "is")) {
        return parse_is(r, a);
    }
    for (size_t i = 0; i < sizeof signs / sizeof signs[0]; i++) {
        if (is_sign(r, signs[i].sign)) {
            int32_t at = r->token.at;
            gm_rule_next(r);
            gm_rule_node *b = parse_sum(r);
            return make_two(r, GM_RULE_NODE_OPERATION, signs[i].code, at, signs[i].swap ? b : a,
                            signs[i].swap ? a : b);
        }
    }
    return a;
}

static gm_rule_node *parse_not(gm_rule_reader *r)
{
    return is_word(r, "not") ? parse_prefix(r, GM_RULE_NOT, parse_not) : parse_compare(r);
}

static gm_rule_node *parse_and(gm_rule_reader *r)
{
    gm_rule_node *node = parse_not(r);
    while (is_word(r, "and") && !r->failed) {
        int32_t at = r->token.at;
        gm_rule_next(r);
        node = make_two(r, GM_RULE_NODE_AND, GM_RULE_MOVE, at, node, parse_not(r));
    }
    return node;
}

static gm_rule_node *parse_or(gm_rule_reader *r)
{
    gm_rule_node *node = parse_and(r);
    while (is_word(r, "or") && !r->failed) {
        int32_t at = r->token.at;
        gm_rule_next(r);
        node = make_two(r, GM_RULE_NODE_OR, GM_RULE_MOVE, at, node, parse_and(r));
    }
    return node;
}

static gm_rule_node *parse_if(gm_rule_reader *r)
{
    gm_rule_node *node = make(r, GM_RULE_NODE_IF, GM_RULE_MOVE, r->token.at, 3);
    gm_rule_next(r);
    node->args[0] = parse_rule(r);
    if (!take_word(r, "then")) {
        gm_rule_fail(r, r->token.at, "expected `then`, got %s", here(r));
    }
    node->args[1] = parse_rule(r);
    if (!take_word(r, "else")) {
        gm_rule_fail(r, r->token.at, "expected `else`, got %s", here(r));
    }
    node->args[2] = parse_rule(r);
    return node;
}

static gm_rule_node *parse_rule(gm_rule_reader *r)
{
    if (!go_deeper(r)) {
        return nothing(r);
    }
    gm_rule_node *node = is_word(r, "if") ? parse_if(r) : parse_or(r);
    r->depth--;
    return node;
}

const gm_rule_node *gm_rule_parse(gm_rule_reader *r)
{
    if (strlen(r->text) > GM_RULE_BYTES_MAX) {
        gm_rule_fail(r, 0, "it is too long: more than %d characters", GM_RULE_BYTES_MAX);
        return NULL;
    }
    gm_rule_next(r);
    if (r->token.kind == GM_TOKEN_END && !r->failed) {
        gm_rule_fail(r, 0, "it is empty");
        return NULL;
    }
    const gm_rule_node *node = parse_rule(r);
    if (!r->failed && r->token.kind != GM_TOKEN_END) {
        gm_rule_fail(r, r->token.at, "expected an operator or the end, got %s", here(r));
    }
    return r->failed ? NULL : node;
}
