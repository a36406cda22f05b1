// SPDX-License-Identifier: MIT
//
// What the steps of a formula are: a number or x is put on the stack, an operator takes two from it, the
// rest one.

#ifndef GM_CELL_FORMULA_CODE_H
#define GM_CELL_FORMULA_CODE_H

typedef enum gm_formula_code {
    GM_F_NUMBER,
    GM_F_VARIABLE,
    GM_F_ADD, // of two from here on
    GM_F_SUBTRACT,
    GM_F_MULTIPLY,
    GM_F_DIVIDE,
    GM_F_POWER,
    GM_F_NEGATE, // of one
    GM_F_EXP,
    GM_F_LN,
    GM_F_LOG10,
    GM_F_SQRT,
    GM_F_ABS,
    GM_F_SINH,
    GM_F_COSH,
    GM_F_TANH,
    GM_F_ASINH,
} gm_formula_code;

#endif
