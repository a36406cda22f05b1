// SPDX-License-Identifier: MIT
//
// From the tree of a rule to its code, with types and dimensions checked on the way.

#include "rule/compile.h"

#include "core/assert.h"
#include "core/text.h"

#include <string.h>

#define STEPS_MAX 20000 // lists in lists are written out

static gm_rule_worth generate(gm_rule_compiler *c, const gm_rule_node *node);

static gm_rule_worth failed(void)
{
    return (gm_rule_worth){.is_constant = true};
}

// ---- operations

// The value of an operation on constants, by the same code that a run would use.
static double fold(gm_rule_compiler *c, const gm_rule_node *node, double a, double b)
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

// Nothing that a rule reads is a share: per cent of what is counted was meant of something else.
static void warn_of_share(gm_rule_compiler *c, const gm_rule_node *node)
{
    bool compares = node->code >= GM_RULE_LESS && node->code <= GM_RULE_UNEQUAL;
    for (int i = 0; compares && node->n == 2 && i < 2; i++) {
        const gm_rule_node *share = node->args[i];
        const gm_rule_node *name = node->args[1 - i];
        if (share->kind != GM_RULE_NODE_CONSTANT || strcmp(share->number.unit, "%") != 0 ||
            name->kind != GM_RULE_NODE_NAME) {
            continue;
        }
        char number[GM_NUMBER_BYTES];
        gm_diag_warn(c->r->diag, gm_rule_place(c->r->src, c->r->text, node->at),
                     "rule: `%s` is no share: per cent of it means %s", name->figure,
                     gm_text_of_rounded(share->number.value, 6, number));
        gm_diag_hint(c->r->diag,
                     "compare it with a number, or divide it by what it is a share of");
    }
}

static gm_rule_worth operate(gm_rule_compiler *c, const gm_rule_node *node)
{
    int base = c->top;
    gm_rule_worth a = generate(c, node->args[0]);
    gm_rule_worth b = node->n > 1 ? generate(c, node->args[1]) : a;
    gm_rule_worth w = gm_worth_of(c, node, a, &b);
    if (c->r->failed) {
        return failed();
    }
    warn_of_share(c, node);
    if (a.is_constant && b.is_constant) {
        w.is_constant = true;
        w.value = fold(c, node, a.value, b.value);
        return w;
    }
    if (node->code == GM_RULE_DIVIDE && b.is_constant && b.value == 0.0) {
        gm_rule_fail(c->r, node->at, "it divides by 0");
        return failed();
    }
    gm_code_emit(c, node->code, node->at, gm_code_temp(c, base), gm_code_place(c, &a),
                 gm_code_place(c, &b));
    return gm_code_in_temp(c, base, w);
}

// ---- names

static bool is_bare_figure(gm_rule_compiler *c, const gm_rule_node *node)
{
    bool is = !node->object && c->member && !c->scope->is_alone(c->scope->user, node->figure);
    c->reads_member |= is;
    return is;
}

static gm_rule_worth of_found(gm_rule_compiler *c, const gm_rule_found *found)
{
    gm_rule_worth w = {.type = found->type,
                       .dim = gm_rule_dim(found->dim),
                       .is_constant = found->is_constant,
                       .value = found->value};
    if (!found->is_constant) {
        GM_REQUIRE(found->slot >= 0 && found->slot < GM_RULE_SLOTS_MAX);
        c->n_slots = found->slot + 1 > c->n_slots ? found->slot + 1 : c->n_slots;
        w.place = (uint16_t)(GM_RULE_SLOT_MARK + found->slot);
    }
    return w;
}

static gm_rule_worth read_name(gm_rule_compiler *c, const gm_rule_node *node)
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

static gm_rule_worth negated(gm_rule_compiler *c, const gm_rule_node *node, gm_rule_worth w)
{
    if (!node->is_not || c->r->failed) {
        return w;
    }
    if (w.is_constant) {
        w.value = w.value == 0.0 ? 1.0 : 0.0;
        return w;
    }
    int base = w.place >= GM_RULE_TEMP_MARK ? w.place - GM_RULE_TEMP_MARK : c->top;
    gm_code_emit(c, GM_RULE_NOT, node->at, gm_code_temp(c, base), w.place, w.place);
    return gm_code_in_temp(c, base, w);
}

static gm_rule_node name_of_word(const gm_rule_node *node)
{
    return (gm_rule_node){.kind = GM_RULE_NODE_NAME, .at = node->word_at, .figure = node->word};
}

static gm_rule_worth ask(gm_rule_compiler *c, const gm_rule_node *node)
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
        gm_rule_worth w = operate(c, &equal);
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
static gm_rule_worth either(gm_rule_compiler *c, const gm_rule_node *node, double decides)
{
    int base = c->top;
    const char *what = decides == 0.0 ? "what stands at `and`" : "what stands at `or`";
    gm_rule_worth a = generate(c, node->args[0]);
    gm_worth_want(c, &a, GM_RULE_TRUTH, node->at, what);
    int first = c->n_ops;
    a = a.is_constant ? a : gm_code_move(c, base, node->at, a);
    int jump =
        a.is_constant
            ? GM_RULE_OPS_MAX
            : gm_code_emit(c, decides == 0.0 ? GM_RULE_JUMP_IF_FALSE : GM_RULE_JUMP_IF_TRUE,
                           node->at, 0, a.place, 0);
    c->top = base;
    gm_rule_worth b = generate(c, node->args[1]);
    gm_worth_want(c, &b, GM_RULE_TRUTH, node->at, what);
    if (c->r->failed) {
        return failed();
    }
    if (a.is_constant) {
        c->n_ops = a.value == decides ? first : c->n_ops;
        return a.value == decides ? a : b;
    }
    gm_rule_worth w = gm_code_move(c, base, node->at, b);
    gm_code_land(c, jump);
    return w;
}

// Both are looked at, one is kept.
static gm_rule_worth choose_now(gm_rule_compiler *c, const gm_rule_node *node, bool is_true)
{
    int base = c->top;
    int before = c->n_ops;
    gm_rule_worth a = generate(c, node->args[1]);
    int top = c->top;
    c->top = base;
    c->n_ops = is_true ? c->n_ops : before;
    int middle = c->n_ops;
    gm_rule_worth b = generate(c, node->args[2]);
    gm_rule_worth both = a;
    if (!gm_worth_agree(c, &both, &b, node->at, "`then` and `else` give")) {
        return failed();
    }
    c->n_ops = is_true ? middle : c->n_ops;
    c->top = is_true ? top : c->top;
    gm_rule_worth kept = is_true ? a : b;
    kept.dim = both.dim;
    return kept;
}

static gm_rule_worth generate_if(gm_rule_compiler *c, const gm_rule_node *node)
{
    int base = c->top;
    gm_rule_worth test = generate(c, node->args[0]);
    gm_worth_want(c, &test, GM_RULE_TRUTH, node->at, "what follows `if`");
    if (test.is_constant) {
        c->top = base;
        return choose_now(c, node, test.value != 0.0);
    }
    int jump = gm_code_emit(c, GM_RULE_JUMP_IF_FALSE, node->at, 0, test.place, 0);
    c->top = base;
    gm_rule_worth a = generate(c, node->args[1]);
    gm_code_move(c, base, node->at, a);
    int jump_end = gm_code_emit(c, GM_RULE_JUMP, node->at, 0, 0, 0);
    gm_code_land(c, jump);
    c->top = base;
    gm_rule_worth b = generate(c, node->args[2]);
    gm_rule_worth both = a;
    if (!gm_worth_agree(c, &both, &b, node->at, "`then` and `else` give")) {
        return failed();
    }
    b.dim = both.dim;
    b = gm_code_move(c, base, node->at, b);
    gm_code_land(c, jump_end);
    return b;
}

// ---- several

// Argument i of a chain, or the argument of the i-th member.
static gm_rule_worth item(gm_rule_compiler *c, const gm_rule_node *node, int i)
{
    if (node->n_of == 0) {
        return generate(c, node->args[i]);
    }
    const char *member = c->member;
    c->member = node->of[i];
    gm_rule_worth w = generate(c, node->args[0]);
    c->member = member;
    return w;
}

static gm_rule_worth generate_chain(gm_rule_compiler *c, const gm_rule_node *node)
{
    int base = c->top;
    int n = node->n_of > 0 ? node->n_of : node->n;
    gm_rule_worth all = item(c, node, 0);
    gm_worth_want(c, &all, GM_RULE_NUMBER, node->at, "an argument");
    for (int i = 1; i < n && !c->r->failed; i++) {
        int top = all.is_constant || all.place < GM_RULE_TEMP_MARK ? base : base + 1;
        c->top = top;
        gm_rule_worth next = item(c, node, i);
        gm_worth_want(c, &next, GM_RULE_NUMBER, node->at, "an argument");
        gm_rule_worth both = all;
        if (!gm_worth_agree(c, &both, &next, node->at, "its arguments are")) {
            return failed();
        }
        if (all.is_constant && next.is_constant) {
            all.value = fold(c, node, all.value, next.value);
            all.dim = both.dim;
            all.is_zero = both.is_zero;
            continue;
        }
        gm_code_emit(c, node->code, node->at, gm_code_temp(c, base), gm_code_place(c, &all),
                     gm_code_place(c, &next));
        all = gm_code_in_temp(c, base, both);
    }
    return c->r->failed ? failed() : all;
}

// The number that stands for a member.
static double number_of(gm_rule_compiler *c, const char *member, int32_t at)
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
static gm_rule_worth generate_arg(gm_rule_compiler *c, const gm_rule_node *node)
{
    int base = c->top;
    gm_rule_worth all = {0};
    for (int i = 0; i < node->n_of && !c->r->failed; i++) {
        c->top = base + (i == 0 ? 1 : 2);
        gm_rule_worth next = item(c, node, i);
        gm_worth_want(c, &next, GM_RULE_NUMBER, node->at, "what is compared");
        uint16_t member = gm_code_constant(c, number_of(c, node->of[i], node->at));
        if (i == 0) {
            all = next;
            gm_code_move(c, base + 1, node->at, next);
            gm_code_emit(c, GM_RULE_MOVE, node->at, gm_code_temp(c, base), member, member);
            continue;
        }
        gm_worth_agree(c, &all, &next, node->at, "what is compared is");
        gm_code_emit(c, node->code, node->at, gm_code_temp(c, base), gm_code_place(c, &next),
                     member);
    }
    return c->r->failed ? failed()
                        : gm_code_in_temp(c, base, (gm_rule_worth){.type = GM_RULE_CHOICE});
}

static gm_rule_worth generate(gm_rule_compiler *c, const gm_rule_node *node)
{
    if (++c->n_steps > STEPS_MAX) {
        gm_rule_fail(c->r, node->at, "it is too long: lists in lists");
    }
    if (c->r->failed) {
        return failed();
    }
    switch (node->kind) {
    case GM_RULE_NODE_CONSTANT:
        return (gm_rule_worth){.type = GM_RULE_NUMBER,
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
    gm_rule_compiler *c = GM_NEW(arena, gm_rule_compiler, 1);
    *c = (gm_rule_compiler){.r = &reader, .scope = scope};
    c->member = scope->has_members ? scope->members[0] : NULL;
    gm_rule_worth all = generate(c, node);
    bool chooses = scope->has_members && all.type == GM_RULE_NUMBER && !reader.failed;
    if (chooses && !c->reads_member) {
        gm_rule_fail(&reader, 0,
                     "this is the same for all to choose from; read something of each, like "
                     "`parts`");
    } else if (chooses) {
        *c = (gm_rule_compiler){.r = &reader, .scope = scope, .n_slots = c->n_slots};
        all = generate(c, least_of(&reader, scope, node));
    }
    return reader.failed ? NULL : gm_code_finish(c, all);
}
