// SPDX-License-Identifier: MIT

#include "rule/compile.h"

#include "core/assert.h"

#include <math.h>
#include <string.h>

uint16_t gm_code_constant(gm_rule_compiler *c, double value)
{
    for (int i = 0; i < c->n_constants; i++) {
        if (c->constants[i] == value && signbit(c->constants[i]) == signbit(value)) {
            return (uint16_t)i;
        }
    }
    if (c->n_constants == GM_RULE_CONSTANTS_MAX) {
        gm_rule_fail(c->r, 0, "it is too long: too many numbers");
        return 0;
    }
    c->constants[c->n_constants] = value;
    return (uint16_t)c->n_constants++;
}

uint16_t gm_code_place(gm_rule_compiler *c, const gm_rule_worth *w)
{
    return w->is_constant ? gm_code_constant(c, w->value) : w->place;
}

uint16_t gm_code_temp(gm_rule_compiler *c, int i)
{
    c->n_temps = i + 1 > c->n_temps ? i + 1 : c->n_temps;
    return (uint16_t)(GM_RULE_TEMP_MARK + i);
}

int gm_code_emit(gm_rule_compiler *c, gm_rule_code code, int32_t at, uint16_t to, uint16_t a,
                 uint16_t b)
{
    if (c->n_ops == GM_RULE_OPS_MAX) {
        gm_rule_fail(c->r, at, "it is too long: more than %d instructions", GM_RULE_OPS_MAX);
        return 0;
    }
    c->ops[c->n_ops] = (gm_rule_op){(uint16_t)code, to, a, b, (uint16_t)at};
    return c->n_ops++;
}

void gm_code_land(gm_rule_compiler *c, int jump)
{
    c->ops[jump].to = (uint16_t)c->n_ops;
}

gm_rule_worth gm_code_in_temp(gm_rule_compiler *c, int base, gm_rule_worth w)
{
    c->top = base + 1;
    w.is_constant = false;
    w.is_zero = false;
    w.place = gm_code_temp(c, base);
    return w;
}

gm_rule_worth gm_code_move(gm_rule_compiler *c, int base, int32_t at, gm_rule_worth w)
{
    uint16_t from = gm_code_place(c, &w);
    if (from != gm_code_temp(c, base)) {
        gm_code_emit(c, GM_RULE_MOVE, at, gm_code_temp(c, base), from, from);
    }
    return gm_code_in_temp(c, base, w);
}

// ---- the whole

static uint16_t final_place(const gm_rule_compiler *c, uint16_t place)
{
    int first_temp = c->n_constants + c->n_slots;
    return (uint16_t)(place >= GM_RULE_TEMP_MARK   ? first_temp + place - GM_RULE_TEMP_MARK
                      : place >= GM_RULE_SLOT_MARK ? c->n_constants + place - GM_RULE_SLOT_MARK
                                                   : place);
}

const gm_rule *gm_code_finish(gm_rule_compiler *c, gm_rule_worth all)
{
    gm_arena *arena = c->r->arena;
    uint16_t result = gm_code_place(c, &all);
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
