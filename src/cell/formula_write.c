// SPDX-License-Identifier: MIT
//
// Formulas back to text, with no more brackets than they need.

#include "cell/formula.h"
#include "cell/formula_code.h"
#include "core/assert.h"
#include "core/text.h"

#include <string.h>

// How tightly a text holds together.
typedef enum binds { SUM, PRODUCT, SIGN, RAISED, ITEM } binds;

typedef struct piece {
    const char *text;
    binds by;
} piece;

static const char *in_brackets(const piece *p, bool needed, gm_arena *arena)
{
    return needed ? gm_arena_printf(arena, "(%s)", p->text) : p->text;
}

static piece of_number(double value, gm_arena *arena)
{
    char text[GM_NUMBER_BYTES];
    gm_text_of_number(value, text);
    return (piece){gm_arena_strdup(arena, text), ITEM};
}

static piece of_variable(double x_one, gm_arena *arena)
{
    char text[GM_NUMBER_BYTES];
    if (x_one == 1.0) {
        return (piece){"x", ITEM};
    }
    gm_text_of_number(x_one, text);
    return (piece){gm_arena_printf(arena, "(x / %s)", text), ITEM};
}

// From left to right: what stands right of an operator of its own kind is in brackets.
static piece of_two(gm_formula_code code, const piece *a, const piece *b, gm_arena *arena)
{
    static const char *const signs[] = {" + ", " - ", " * ", " / ", "**"};
    const char *sign = signs[code - GM_F_ADD];
    binds by = code <= GM_F_SUBTRACT ? SUM : code <= GM_F_DIVIDE ? PRODUCT : RAISED;
    bool is_power = by == RAISED; // goes from right to left
    const char *left = in_brackets(a, is_power ? a->by != ITEM : a->by < by, arena);
    const char *right = in_brackets(b, is_power ? b->by < SIGN : b->by <= by, arena);
    return (piece){gm_arena_printf(arena, "%s%s%s", left, sign, right), by};
}

static piece of_one(gm_formula_code code, const piece *a, gm_arena *arena)
{
    static const char *const forms[] = {
        [GM_F_EXP] = "exp(%s)",        [GM_F_TANH] = "tanh(%s)",
        [GM_F_COSH] = "cosh(%s)",      [GM_F_SQRT] = "(%s)**0.5",
        [GM_F_ABS] = "((%s)**2)**0.5", [GM_F_SINH] = "(exp(%s) - exp(-(%s))) / 2",
    };
    static const binds by[] = {
        [GM_F_EXP] = ITEM,    [GM_F_TANH] = ITEM,  [GM_F_COSH] = ITEM,
        [GM_F_SQRT] = RAISED, [GM_F_ABS] = RAISED, [GM_F_SINH] = PRODUCT,
    };
    if (code == GM_F_NEGATE) {
        const char *text = in_brackets(a, a->by < RAISED, arena);
        return (piece){gm_arena_printf(arena, "-%s", text), SIGN};
    }
    bool is_known = (size_t)code < sizeof forms / sizeof forms[0] && forms[code];
    if (!is_known) {
        return (piece){NULL, ITEM};
    }
    GM_REQUIRE(a->text); // an operator stands behind what it takes
    gm_text out = gm_text_init(arena);
    for (const char *at = forms[code]; *at; at++) {
        bool is_slot = at[0] == '%';
        gm_text_add_n(&out, is_slot ? a->text : at, is_slot ? strlen(a->text) : 1);
        at += is_slot;
    }
    return (piece){out.at, by[code]};
}

const char *gm_formula_write(const gm_formula *formula, double x_one, gm_arena *arena)
{
    piece stack[GM_FORMULA_STACK_MAX] = {{"", ITEM}};
    int32_t n = 0;
    for (int32_t i = 0; i < formula->n; i++) {
        const gm_formula_op *op = &formula->ops[i];
        gm_formula_code code = (gm_formula_code)op->code;
        if (code == GM_F_NUMBER) {
            stack[n++] = of_number(op->value, arena);
        } else if (code == GM_F_VARIABLE) {
            stack[n++] = of_variable(x_one, arena);
        } else if (code <= GM_F_POWER) {
            n -= 1;
            stack[n - 1] = of_two(code, &stack[n - 1], &stack[n], arena);
        } else {
            stack[n - 1] = of_one(code, &stack[n - 1], arena);
        }
        const char *text = stack[n - 1].text;
        if (!text || strlen(text) > GM_FORMULA_BYTES_MAX) {
            return NULL;
        }
    }
    return stack[0].text;
}
