// SPDX-License-Identifier: MIT
//
// From the tree of a rule to its code, with types and dimensions checked on the way.
//
// What lies between is kept in temporaries like on a stack: the result of a node goes to the
// temporary on top. While it is not known how many constants and slots there will be, places are
// marked by what they are.

#include "rule/tree.h"

#include "core/assert.h"
#include "core/text.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#define CONSTANTS_MAX 512
#define SLOT_MARK     0x4000
#define TEMP_MARK     0x8000
#define POWER_MAX     30    // of an axis
#define STEPS_MAX     20000 // lists in lists are written out

// What a node is worth.
typedef struct worth {
    gm_rule_type type;
    gm_dim dim;
    bool is_zero;     // 0 without a unit, which is 0 of anything
    bool is_constant; // of this value
    double value;
    uint16_t place; // else; marked
} worth;

typedef struct compiler {
    gm_rule_reader *r;
    const gm_rule_scope *scope;
    const char *member; // of the list that is written out now, NULL: none
    gm_rule_op ops[GM_RULE_OPS_MAX];
    int n_ops;
    double constants[CONSTANTS_MAX];
    int n_constants;
    int n_slots;
    int top; // temporaries in use
    int n_temps;
    int n_steps; // nodes looked at, those of lists once for each member
} compiler;

static worth generate(compiler *c, const gm_rule_node *node);

static worth failed(void)
{
    return (worth){.is_constant = true};
}

// ---- places and instructions

static uint16_t constant(compiler *c, double value)
{
    for (int i = 0; i < c->n_constants; i++) {
        if (c->constants[i] == value && signbit(c->constants[i]) == signbit(value)) {
            return (uint16_t)i;
        }
    }
    if (c->n_constants == CONSTANTS_MAX) {
        gm_rule_fail(c->r, 0, "it is too long: too many numbers");
        return 0;
    }
    c->constants[c->n_constants] = value;
    return (uint16_t)c->n_constants++;
}

static uint16_t place_of(compiler *c, const worth *w)
{
    return w->is_constant ? constant(c, w->value) : w->place;
}

static uint16_t temp(compiler *c, int i)
{
    c->n_temps = i + 1 > c->n_temps ? i + 1 : c->n_temps;
    return (uint16_t)(TEMP_MARK + i);
}

static int emit(compiler *c, gm_rule_code code, int32_t at, uint16_t to, uint16_t a, uint16_t b)
{
    if (c->n_ops == GM_RULE_OPS_MAX) {
        gm_rule_fail(c->r, at, "it is too long: more than %d instructions", GM_RULE_OPS_MAX);
        return 0;
    }
    c->ops[c->n_ops] = (gm_rule_op){(uint16_t)code, to, a, b, (uint16_t)at};
    return c->n_ops++;
}

static void land(compiler *c, int jump)
{
    c->ops[jump].to = (uint16_t)c->n_ops;
}

// The value of a node as the temporary at base, which is then the top.
static worth in_temp(compiler *c, int base, worth w)
{
    c->top = base + 1;
    w.is_constant = false;
    w.is_zero = false;
    w.place = temp(c, base);
    return w;
}

static worth move(compiler *c, int base, int32_t at, worth w)
{
    uint16_t from = place_of(c, &w);
    if (from != temp(c, base)) {
        emit(c, GM_RULE_MOVE, at, temp(c, base), from, from);
    }
    return in_temp(c, base, w);
}

// ---- types

static const char *type_text(const worth *w, char buf[64])
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

static bool want(compiler *c, const worth *w, gm_rule_type type, int32_t at, const char *what)
{
    char buf[64];
    if (w->type == type || c->r->failed) {
        return !c->r->failed;
    }
    return gm_rule_fail(c->r, at, "%s must be %s, got %s", what,
                        type == GM_RULE_NUMBER ? "a number" : "a truth", type_text(w, buf));
}

// Both of one kind, so that one can be compared with, added to or stand for the other. The
// dimension of both goes to a.
static bool agree(compiler *c, worth *a, const worth *b, int32_t at, const char *what)
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
    const worth *bare = a->is_constant ? a : b;
    const worth *other = a->is_constant ? b : a;
    if (is_number && bare->is_constant && gm_dim_is_number(bare->dim)) {
        char like[64];
        gm_diag_hint(c->r->diag, "give the number its unit, like %s",
                     gm_dim_examples(other->dim, NULL, like, sizeof like));
    }
    return false;
}

static gm_dim combine(compiler *c, gm_dim a, gm_dim b, int sign, int32_t at)
{
    for (int i = 0; i < GM_AXIS_COUNT_OF; i++) {
        int power = a.power[i] + sign * b.power[i];
        if (power > POWER_MAX || power < -POWER_MAX) {
            gm_rule_fail(c->r, at, "the powers of its units are too high");
            return a;
        }
        a.power[i] = (int8_t)power;
    }
    return a;
}

// ---- operations

static const char *verb_of(gm_rule_code code)
{
    return code == GM_RULE_ADD        ? "cannot add"
           : code == GM_RULE_SUBTRACT ? "cannot subtract"
                                      : "cannot compare";
}

static worth type_of_product(compiler *c, const gm_rule_node *node, const worth *a,
                             const worth *b)
{
    worth w = {.type = GM_RULE_NUMBER};
    if (want(c, a, GM_RULE_NUMBER, node->at, "a factor") &&
        want(c, b, GM_RULE_NUMBER, node->at, "a factor")) {
        int sign = node->code == GM_RULE_DIVIDE ? -1 : 1;
        w.dim = combine(c, a->dim, b->dim, sign, node->at);
    }
    return w;
}

static worth type_of_comparison(compiler *c, const gm_rule_node *node, worth a, const worth *b)
{
    bool is_order = node->code == GM_RULE_LESS || node->code == GM_RULE_LESS_OR_EQUAL;
    if (!is_order || want(c, &a, GM_RULE_NUMBER, node->at, "what is compared")) {
        agree(c, &a, b, node->at, verb_of(node->code));
    }
    return (worth){.type = GM_RULE_TRUTH};
}

static worth type_of(compiler *c, const gm_rule_node *node, worth a, const worth *b)
{
    gm_rule_code code = node->code;
    if (code == GM_RULE_NEGATE || code == GM_RULE_ABSOLUTE) {
        want(c, &a, GM_RULE_NUMBER, node->at, "what has a sign");
        return a;
    }
    if (code == GM_RULE_NOT) {
        want(c, &a, GM_RULE_TRUTH, node->at, "what follows `not`");
        return a;
    }
    if (code == GM_RULE_MULTIPLY || code == GM_RULE_DIVIDE) {
        return type_of_product(c, node, &a, b);
    }
    if (code == GM_RULE_ADD || code == GM_RULE_SUBTRACT) {
        if (want(c, &a, GM_RULE_NUMBER, node->at, "what is added")) {
            agree(c, &a, b, node->at, verb_of(code));
        }
        return a;
    }
    return type_of_comparison(c, node, a, b);
}

// The value of an operation on constants, by the same code that a run would use.
static double fold(compiler *c, const gm_rule_node *node, double a, double b)
{
    double frame[3] = {a, b};
    gm_rule_op op = {(uint16_t)node->code, 2, 0, 1, (uint16_t)node->at};
    gm_rule rule = {.n_ops = 1, .ops = &op, .n_frame = 3, .result = 2};
    gm_rule_fault fault = {0};
    double value = 0.0;
    if (!gm_rule_run(&rule, frame, &value, &fault)) {
        gm_rule_fail(c->r, node->at, "%s", gm_rule_fault_text(&fault, c->r->arena));
    }
    return value;
}

static worth operate(compiler *c, const gm_rule_node *node)
{
    int base = c->top;
    worth a = generate(c, node->args[0]);
    worth b = node->n > 1 ? generate(c, node->args[1]) : a;
    worth w = type_of(c, node, a, &b);
    if (c->r->failed) {
        return failed();
    }
    if (a.is_constant && b.is_constant) {
        w.is_constant = true;
        w.value = fold(c, node, a.value, b.value);
        return w;
    }
    if (node->code == GM_RULE_DIVIDE && b.is_constant && b.value == 0.0) {
        gm_rule_fail(c->r, node->at, "it divides by 0");
        return failed();
    }
    emit(c, node->code, node->at, temp(c, base), place_of(c, &a), place_of(c, &b));
    return in_temp(c, base, w);
}

// ---- names

static bool is_bare_figure(const compiler *c, const gm_rule_node *node)
{
    return !node->object && c->member && !c->scope->is_alone(c->scope->user, node->figure);
}

static worth of_found(compiler *c, const gm_rule_found *found)
{
    worth w = {.type = found->type,
               .dim = gm_rule_dim(found->dim),
               .is_constant = found->is_constant,
               .value = found->value};
    if (!found->is_constant) {
        GM_REQUIRE(found->slot >= 0 && found->slot < GM_RULE_SLOTS_MAX);
        c->n_slots = found->slot + 1 > c->n_slots ? found->slot + 1 : c->n_slots;
        w.place = (uint16_t)(SLOT_MARK + found->slot);
    }
    return w;
}

static worth read_name(compiler *c, const gm_rule_node *node)
{
    const char *object = is_bare_figure(c, node) ? c->member : node->object;
    gm_src src = gm_rule_place(c->r->src, c->r->text, node->at);
    if (c->scope->is_word(c->scope->user, object, node->figure)) {
        gm_rule_fail(c->r, node->at, "`%s` is a word; ask for it as in `%s%s%s is ..`",
                     node->figure, node->object ? node->object : "", node->object ? "." : "",
                     node->figure);
        return failed();
    }
    gm_rule_found found = {0};
    if (!c->scope->find(c->scope->user, src, object, node->figure, &found)) {
        c->r->failed = true;
        return failed();
    }
    return of_found(c, &found);
}

static worth negated(compiler *c, const gm_rule_node *node, worth w)
{
    if (!node->is_not || c->r->failed) {
        return w;
    }
    if (w.is_constant) {
        w.value = w.value == 0.0 ? 1.0 : 0.0;
        return w;
    }
    int base = w.place >= TEMP_MARK ? w.place - TEMP_MARK : c->top;
    emit(c, GM_RULE_NOT, node->at, temp(c, base), w.place, w.place);
    return in_temp(c, base, w);
}

static gm_rule_node name_of_word(const gm_rule_node *node)
{
    return (gm_rule_node){.kind = GM_RULE_NODE_NAME, .at = node->word_at, .figure = node->word};
}

static worth ask(compiler *c, const gm_rule_node *node)
{
    const gm_rule_node *what = node->args[0];
    bool is_name = what->kind == GM_RULE_NODE_NAME;
    const char *object = is_name && is_bare_figure(c, what) ? c->member : what->object;
    if (!is_name || !c->scope->is_word(c->scope->user, object, what->figure)) {
        // A choice is compared with one of what it chooses from.
        gm_rule_node word = name_of_word(node);
        gm_rule_node *args[2] = {node->args[0], &word};
        gm_rule_node equal = {.kind = GM_RULE_NODE_OPERATION,
                              .code = GM_RULE_EQUAL,
                              .at = node->at,
                              .n = 2,
                              .args = args};
        const char *member = c->member;
        c->member = NULL;
        worth w = operate(c, &equal);
        c->member = member;
        return negated(c, node, w);
    }
    gm_rule_found found = {0};
    gm_src src = gm_rule_place(c->r->src, c->r->text, node->word_at);
    if (!c->scope->is(c->scope->user, src, object, what->figure, node->word, &found)) {
        c->r->failed = true;
        return failed();
    }
    return negated(c, node, of_found(c, &found));
}

// ---- conditions

// A truth that decides alone when it is `decides`, else the second one does.
static worth either(compiler *c, const gm_rule_node *node, double decides)
{
    int base = c->top;
    const char *what = decides == 0.0 ? "what stands at `and`" : "what stands at `or`";
    worth a = generate(c, node->args[0]);
    want(c, &a, GM_RULE_TRUTH, node->at, what);
    int first = c->n_ops;
    a = a.is_constant ? a : move(c, base, node->at, a);
    int jump = a.is_constant
                   ? GM_RULE_OPS_MAX
                   : emit(c, decides == 0.0 ? GM_RULE_JUMP_IF_FALSE : GM_RULE_JUMP_IF_TRUE,
                          node->at, 0, a.place, 0);
    c->top = base;
    worth b = generate(c, node->args[1]);
    want(c, &b, GM_RULE_TRUTH, node->at, what);
    if (c->r->failed) {
        return failed();
    }
    if (a.is_constant) {
        c->n_ops = a.value == decides ? first : c->n_ops;
        return a.value == decides ? a : b;
    }
    worth w = move(c, base, node->at, b);
    land(c, jump);
    return w;
}

// Both are looked at, one is kept.
static worth choose_now(compiler *c, const gm_rule_node *node, bool is_true)
{
    int base = c->top;
    int before = c->n_ops;
    worth a = generate(c, node->args[1]);
    int top = c->top;
    c->top = base;
    c->n_ops = is_true ? c->n_ops : before;
    int middle = c->n_ops;
    worth b = generate(c, node->args[2]);
    worth both = a;
    if (!agree(c, &both, &b, node->at, "`then` and `else` give")) {
        return failed();
    }
    c->n_ops = is_true ? middle : c->n_ops;
    c->top = is_true ? top : c->top;
    worth kept = is_true ? a : b;
    kept.dim = both.dim;
    return kept;
}

static worth generate_if(compiler *c, const gm_rule_node *node)
{
    int base = c->top;
    worth test = generate(c, node->args[0]);
    want(c, &test, GM_RULE_TRUTH, node->at, "what follows `if`");
    if (test.is_constant) {
        c->top = base;
        return choose_now(c, node, test.value != 0.0);
    }
    int jump = emit(c, GM_RULE_JUMP_IF_FALSE, node->at, 0, test.place, 0);
    c->top = base;
    worth a = generate(c, node->args[1]);
    move(c, base, node->at, a);
    int jump_end = emit(c, GM_RULE_JUMP, node->at, 0, 0, 0);
    land(c, jump);
    c->top = base;
    worth b = generate(c, node->args[2]);
    worth both = a;
    if (!agree(c, &both, &b, node->at, "`then` and `else` give")) {
        return failed();
    }
    b.dim = both.dim;
    b = move(c, base, node->at, b);
    land(c, jump_end);
    return b;
}

// ---- several

// Argument i of a chain, or the argument of the i-th member.
static worth item(compiler *c, const gm_rule_node *node, int i)
{
    if (node->n_of == 0) {
        return generate(c, node->args[i]);
    }
    const char *member = c->member;
    c->member = node->of[i];
    worth w = generate(c, node->args[0]);
    c->member = member;
    return w;
}

static worth generate_chain(compiler *c, const gm_rule_node *node)
{
    int base = c->top;
    int n = node->n_of > 0 ? node->n_of : node->n;
    worth all = item(c, node, 0);
    want(c, &all, GM_RULE_NUMBER, node->at, "an argument");
    for (int i = 1; i < n && !c->r->failed; i++) {
        int top = all.is_constant || all.place < TEMP_MARK ? base : base + 1;
        c->top = top;
        worth next = item(c, node, i);
        want(c, &next, GM_RULE_NUMBER, node->at, "an argument");
        worth both = all;
        if (!agree(c, &both, &next, node->at, "its arguments are")) {
            return failed();
        }
        if (all.is_constant && next.is_constant) {
            all.value = fold(c, node, all.value, next.value);
            all.dim = both.dim;
            all.is_zero = both.is_zero;
            continue;
        }
        emit(c, node->code, node->at, temp(c, base), place_of(c, &all), place_of(c, &next));
        all = in_temp(c, base, both);
    }
    return c->r->failed ? failed() : all;
}

// The number that stands for a member.
static double number_of(compiler *c, const char *member, int32_t at)
{
    gm_rule_found found = {0};
    gm_src src = gm_rule_place(c->r->src, c->r->text, at);
    if (!c->scope->find(c->scope->user, src, NULL, member, &found)) {
        c->r->failed = true;
    } else if (found.type != GM_RULE_CHOICE) {
        gm_rule_fail(c->r, at, "'%s' cannot be chosen", member);
    }
    return found.value;
}

// Member and least value so far in two temporaries.
static worth generate_arg(compiler *c, const gm_rule_node *node)
{
    int base = c->top;
    worth all = {0};
    for (int i = 0; i < node->n_of && !c->r->failed; i++) {
        c->top = base + (i == 0 ? 1 : 2);
        worth next = item(c, node, i);
        want(c, &next, GM_RULE_NUMBER, node->at, "what is compared");
        uint16_t member = constant(c, number_of(c, node->of[i], node->at));
        if (i == 0) {
            all = next;
            move(c, base + 1, node->at, next);
            emit(c, GM_RULE_MOVE, node->at, temp(c, base), member, member);
            continue;
        }
        agree(c, &all, &next, node->at, "what is compared is");
        emit(c, node->code, node->at, temp(c, base), place_of(c, &next), member);
    }
    return c->r->failed ? failed() : in_temp(c, base, (worth){.type = GM_RULE_CHOICE});
}

static worth generate(compiler *c, const gm_rule_node *node)
{
    if (++c->n_steps > STEPS_MAX) {
        gm_rule_fail(c->r, node->at, "it is too long: lists in lists");
    }
    if (c->r->failed) {
        return failed();
    }
    switch (node->kind) {
    case GM_RULE_NODE_CONSTANT:
        return (worth){.type = GM_RULE_NUMBER,
                       .dim = node->number.dim,
                       .is_zero = node->number.value == 0.0 && node->number.bare,
                       .is_constant = true,
                       .value = node->number.value};
    case GM_RULE_NODE_NAME:
        return read_name(c, node);
    case GM_RULE_NODE_OPERATION:
        return operate(c, node);
    case GM_RULE_NODE_CHAIN:
        return generate_chain(c, node);
    case GM_RULE_NODE_ARG:
        return generate_arg(c, node);
    case GM_RULE_NODE_AND:
        return either(c, node, 0.0);
    case GM_RULE_NODE_OR:
        return either(c, node, 1.0);
    case GM_RULE_NODE_IF:
        return generate_if(c, node);
    case GM_RULE_NODE_IS:
        return ask(c, node);
    }
    return failed();
}

// ---- the whole

static uint16_t final_place(const compiler *c, uint16_t place)
{
    int first_temp = c->n_constants + c->n_slots;
    return (uint16_t)(place >= TEMP_MARK   ? first_temp + place - TEMP_MARK
                      : place >= SLOT_MARK ? c->n_constants + place - SLOT_MARK
                                           : place);
}

static const gm_rule *finish(compiler *c, worth all)
{
    gm_arena *arena = c->r->arena;
    uint16_t result = place_of(c, &all);
    gm_rule_op *ops = GM_NEW(arena, gm_rule_op, c->n_ops);
    double *constants = GM_NEW(arena, double, c->n_constants);
    memcpy(constants, c->constants, (size_t)c->n_constants * sizeof *constants);
    for (int i = 0; i < c->n_ops; i++) {
        ops[i] = c->ops[i];
        bool jumps = ops[i].code >= GM_RULE_JUMP;
        ops[i].a = final_place(c, ops[i].a);
        ops[i].b = final_place(c, ops[i].b);
        ops[i].to = jumps ? ops[i].to : final_place(c, ops[i].to);
    }
    gm_rule *rule = GM_NEW(arena, gm_rule, 1);
    *rule = (gm_rule){
        .type = all.type,
        .dim = all.dim,
        .n_ops = c->n_ops,
        .ops = ops,
        .n_constants = c->n_constants,
        .constants = constants,
        .n_slots = c->n_slots,
        .n_frame = c->n_constants + c->n_slots + c->n_temps,
        .result = final_place(c, result),
        .src = c->r->src,
        .text = c->r->text,
    };
    GM_REQUIRE(gm_rule_is_sound(rule));
    return rule;
}

// A rule about each of some members that gives a number: the member for which it is least.
static const gm_rule_node *least_of(gm_rule_reader *r, const gm_rule_scope *scope,
                                    const gm_rule_node *node)
{
    gm_rule_node *arg = GM_NEW(r->arena, gm_rule_node, 1);
    *arg = (gm_rule_node){.kind = GM_RULE_NODE_ARG,
                          .code = GM_RULE_KEEP_LESS,
                          .n = 1,
                          .n_of = scope->n_members,
                          .of = (const char **)scope->members};
    arg->args = GM_NEW(r->arena, gm_rule_node *, 1);
    arg->args[0] = (gm_rule_node *)node;
    return arg;
}

const gm_rule *gm_rule_compile(const char *text, gm_src src, const gm_rule_scope *scope,
                               gm_arena *arena, gm_diag *diag)
{
    gm_rule_reader reader = {.text = text, .src = src, .arena = arena, .diag = diag};
    const gm_rule_node *node = gm_rule_parse(&reader);
    if (!node) {
        return NULL;
    }
    compiler *c = GM_NEW(arena, compiler, 1);
    *c = (compiler){.r = &reader, .scope = scope};
    c->member = scope->has_members ? scope->members[0] : NULL;
    worth all = generate(c, node);
    if (scope->has_members && all.type == GM_RULE_NUMBER && !reader.failed) {
        *c = (compiler){.r = &reader, .scope = scope, .n_slots = c->n_slots};
        all = generate(c, least_of(&reader, scope, node));
    }
    return reader.failed ? NULL : finish(c, all);
}
