// SPDX-License-Identifier: MIT

#include "rule/rule.h"

#include "core/assert.h"
#include "core/text.h"

#include <string.h>

void gm_rule_begin(const gm_rule *rule, double *frame)
{
    memset(frame, 0, (size_t)rule->n_frame * sizeof *frame);
    memcpy(frame, rule->constants, (size_t)rule->n_constants * sizeof *frame);
}

static bool stop(const gm_rule_op *op, gm_rule_fault_kind kind, double a, double b,
                 gm_rule_fault *fault)
{
    *fault = (gm_rule_fault){
        .kind = kind, .code = (gm_rule_code)op->code, .at = op->at, .a = a, .b = b};
    return false;
}

static inline void keep(const gm_rule_op *op, double *f, double a, double b)
{
    double *kept = &f[op->to];
    if (op->code == GM_RULE_KEEP_LESS ? a < kept[1] : a > kept[1]) {
        kept[0] = b;
        kept[1] = a;
    }
}

static inline bool jumps_now(const gm_rule_op *op, double a)
{
    return op->code == GM_RULE_JUMP || (op->code == GM_RULE_JUMP_IF_FALSE) == (a == 0.0);
}

// An infinite value of numbers that are none.
static bool is_too_large(const gm_rule_op *op, double a, double b)
{
    return op->code >= GM_RULE_ADD && op->code <= GM_RULE_DIVIDE && a - a == 0.0 &&
           b - b == 0.0;
}

// Goes on with the next instruction, or further ahead: it ends after n_ops at most. A value that
// is not a number comes of arithmetic only, and none is ever kept.
bool gm_rule_run(const gm_rule *rule, double *f, double *result, gm_rule_fault *fault)
{
    const gm_rule_op *end = rule->ops + rule->n_ops;
    for (const gm_rule_op *op = rule->ops; op < end; op++) {
        double a = f[op->a];
        double b = f[op->b];
        double value = a;
        switch ((gm_rule_code)op->code) {
        case GM_RULE_MOVE:
            break;
        case GM_RULE_ADD:
            value = a + b;
            break;
        case GM_RULE_SUBTRACT:
            value = a - b;
            break;
        case GM_RULE_MULTIPLY:
            value = a * b;
            break;
        case GM_RULE_DIVIDE:
            if (__builtin_expect(b == 0.0, 0)) {
                return stop(op, GM_RULE_BY_ZERO, a, b, fault);
            }
            value = a / b;
            break;
        case GM_RULE_NEGATE:
            value = -a;
            break;
        case GM_RULE_ABSOLUTE:
            value = a < 0.0 ? -a : a;
            break;
        case GM_RULE_LEAST:
            value = b < a ? b : a;
            break;
        case GM_RULE_MOST:
            value = b > a ? b : a;
            break;
        case GM_RULE_LESS:
            value = a < b ? 1.0 : 0.0;
            break;
        case GM_RULE_LESS_OR_EQUAL:
            value = a <= b ? 1.0 : 0.0;
            break;
        case GM_RULE_EQUAL:
            value = a == b ? 1.0 : 0.0;
            break;
        case GM_RULE_UNEQUAL:
            value = a != b ? 1.0 : 0.0;
            break;
        case GM_RULE_NOT:
            value = a == 0.0 ? 1.0 : 0.0;
            break;
        case GM_RULE_KEEP_LESS:
        case GM_RULE_KEEP_MORE:
            keep(op, f, a, b);
            continue;
        case GM_RULE_JUMP:
        case GM_RULE_JUMP_IF_FALSE:
        case GM_RULE_JUMP_IF_TRUE:
            op = jumps_now(op, a) ? rule->ops + op->to - 1 : op;
            continue;
        }
        // Neither a number nor read as one that is infinite, like the free places of a queue
        // without end.
        bool is_finite = value - value == 0.0;
        if (__builtin_expect(!is_finite, 0) && (value != value || is_too_large(op, a, b))) {
            return stop(op, value != value ? GM_RULE_NOT_NUMBER : GM_RULE_TOO_LARGE, a, b,
                        fault);
        }
        f[op->to] = value;
    }
    *result = f[rule->result];
    return true;
}

static bool jumps(uint16_t code)
{
    return code == GM_RULE_JUMP || code == GM_RULE_JUMP_IF_FALSE ||
           code == GM_RULE_JUMP_IF_TRUE;
}

bool gm_rule_is_sound(const gm_rule *rule)
{
    int32_t first_own = rule->n_constants + rule->n_slots;
    bool is = rule->n_ops <= GM_RULE_OPS_MAX && rule->n_slots <= GM_RULE_SLOTS_MAX &&
              first_own <= rule->n_frame && rule->result < rule->n_frame;
    for (int32_t i = 0; i < rule->n_ops && is; i++) {
        const gm_rule_op *op = &rule->ops[i];
        bool keeps = op->code == GM_RULE_KEEP_LESS || op->code == GM_RULE_KEEP_MORE;
        is =
            op->code <= GM_RULE_JUMP_IF_TRUE && op->a < rule->n_frame &&
            op->b < rule->n_frame &&
            (jumps(op->code) ? op->to > i && op->to <= rule->n_ops
                             : op->to >= first_own && op->to + (keeps ? 1 : 0) < rule->n_frame);
    }
    return is;
}

const char *gm_rule_fault_text(const gm_rule_fault *fault, gm_arena *arena)
{
    static const char *const signs[] = {[GM_RULE_ADD] = "+",
                                        [GM_RULE_SUBTRACT] = "-",
                                        [GM_RULE_MULTIPLY] = "*",
                                        [GM_RULE_DIVIDE] = "/"};
    char a[GM_NUMBER_BYTES];
    char b[GM_NUMBER_BYTES];
    gm_text_of_rounded(fault->a, 6, a);
    gm_text_of_rounded(fault->b, 6, b);
    if (fault->kind == GM_RULE_BY_ZERO) {
        return gm_arena_printf(arena, "it divides %s by 0", a);
    }
    GM_REQUIRE(fault->code <= GM_RULE_DIVIDE);
    return gm_arena_printf(arena, "%s %s %s is %s", a, signs[fault->code], b,
                           fault->kind == GM_RULE_TOO_LARGE ? "too large for a number"
                                                            : "not a number");
}
