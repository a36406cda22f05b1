// SPDX-License-Identifier: MIT
//
// Formulas of one variable, as parameter files of cells write them: `0.194 + 1.5*exp(-120*x)`.
//
// The grammar is that of Battery Parameter eXchange: numbers, x, + - * / **, brackets, and functions of
// one argument (exp, ln or log, sqrt, tanh, sinh, cosh, abs, and their likes below). ^ is ** too. A
// formula is untrusted text: no loops, no calls but these, bounded in length and depth. It gives the same
// bits on every machine.

#ifndef GM_CELL_FORMULA_H
#define GM_CELL_FORMULA_H

#include "core/arena.h"
#include "core/diag.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define GM_FORMULA_BYTES_MAX 4000
#define GM_FORMULA_DEPTH_MAX 64
#define GM_FORMULA_OPS_MAX   1000
#define GM_FORMULA_STACK_MAX 80 // numbers that wait for their sign

typedef struct gm_formula_op {
    int32_t code;
    double value; // of a number
} gm_formula_op;

typedef struct gm_formula {
    const gm_formula_op *ops; // on a stack
    int32_t n;
    int32_t depth; // of the stack
} gm_formula;

typedef struct gm_formula_fault {
    size_t at; // byte of the text
    char text[200];
} gm_formula_fault;

// Reads a formula of the variable named `x`. False: what is wrong, and where in the text.
bool gm_formula_parse(const char *text, gm_arena *arena, gm_formula *out,
                      gm_formula_fault *fault);

// The same; the fault is in the diag, at its place. The text begins at src and stands on one line.
bool gm_formula_read(const char *text, gm_src src, gm_arena *arena, gm_diag *diag,
                     gm_formula *out);

// The formula as Battery Parameter eXchange takes it, with x as `(x / x_one)`: + - * / ** and exp, tanh, cosh,
// other functions by these. NULL: there is no way to say it (logarithms), or it would be too long.
const char *gm_formula_write(const gm_formula *formula, double x_one, gm_arena *arena);

// Its value and its slope (by the rules of differentiation); false: it has none there, as ln(-1).
bool gm_formula_at(const gm_formula *formula, double x, double *y, double *slope);

#endif
