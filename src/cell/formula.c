// SPDX-License-Identifier: MIT

#include "cell/formula.h"

#include "cell/formula_code.h"
#include "core/text.h"
#include "num/elementary.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

static const struct {
    const char *word;
    gm_formula_code code;
} functions[] = {
    {"exp", GM_F_EXP},   {"ln", GM_F_LN},       {"log", GM_F_LN},        {"log10", GM_F_LOG10},
    {"sqrt", GM_F_SQRT}, {"abs", GM_F_ABS},     {"sinh", GM_F_SINH},     {"cosh", GM_F_COSH},
    {"tanh", GM_F_TANH}, {"asinh", GM_F_ASINH}, {"arcsinh", GM_F_ASINH},
};
#define N_FUNCTIONS (sizeof functions / sizeof functions[0])

// ---- reading

typedef struct reader {
    const char *text;
    const char *at;
    gm_formula_fault *fault;
    gm_formula_op ops[GM_FORMULA_OPS_MAX];
    int32_t n;
    int32_t stack;
    int32_t most;
    int32_t depth; // of brackets
    bool failed;
} reader;

__attribute__((format(printf, 2, 3))) static void fail(reader *r, const char *fmt, ...)
{
    if (r->failed) {
        return;
    }
    va_list args;
    va_start(args, fmt);
    (void)vsnprintf(r->fault->text, sizeof r->fault->text, fmt, args);
    va_end(args);
    r->fault->at = (size_t)(r->at - r->text);
    r->failed = true;
}

// What should stand here, and what does.
static void fail_here(reader *r, const char *what)
{
    if (*r->at) {
        fail(r, "expected %s, got `%c`", what, *r->at);
    } else {
        fail(r, "expected %s before the end", what);
    }
}

static void blanks(reader *r)
{
    while (*r->at == ' ' || *r->at == '\t' || *r->at == '\n' || *r->at == '\r') {
        r->at++;
    }
}

static void add(reader *r, gm_formula_code c, double value)
{
    if (r->n >= GM_FORMULA_OPS_MAX) {
        fail(r, "has more than %d numbers, names and signs", GM_FORMULA_OPS_MAX);
        return;
    }
    r->ops[r->n++] = (gm_formula_op){(int32_t)c, value};
    r->stack += c <= GM_F_VARIABLE ? 1 : c <= GM_F_POWER ? -1 : 0;
    r->most = r->stack > r->most ? r->stack : r->most;
    if (r->most > GM_FORMULA_STACK_MAX) {
        fail(r, "keeps more than %d numbers waiting", GM_FORMULA_STACK_MAX);
    }
}

static void read_sum(reader *r);

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static void read_bracket(reader *r)
{
    if (++r->depth > GM_FORMULA_DEPTH_MAX) {
        fail(r, "has brackets more than %d deep", GM_FORMULA_DEPTH_MAX);
        return;
    }
    r->at++;
    read_sum(r);
    if (!r->failed && *r->at != ')') {
        fail_here(r, "`)`");
    }
    r->at += *r->at == ')' ? 1 : 0;
    r->depth--;
    blanks(r);
}

static void read_name(reader *r)
{
    size_t n = 0;
    while (is_letter(r->at[n]) || is_digit(r->at[n]) || r->at[n] == '.') {
        n++;
    }
    const char *word = r->at;
    size_t skip = n > 3 && strncmp(word, "np.", 3) == 0 ? 3 : 0; // as Python writes them
    if (n == 1 && *word == 'x') {
        r->at += n;
        blanks(r);
        add(r, GM_F_VARIABLE, 0.0);
        return;
    }
    for (size_t i = 0; i < N_FUNCTIONS; i++) {
        const char *name = functions[i].word;
        if (strlen(name) != n - skip || strncmp(name, word + skip, n - skip) != 0) {
            continue;
        }
        r->at += n;
        blanks(r);
        if (*r->at != '(') {
            fail(r, "expected `(` behind %s", name);
            return;
        }
        read_bracket(r);
        add(r, functions[i].code, 0.0);
        return;
    }
    fail(r,
         "unknown name '%.*s'; it knows x and exp, ln, log10, sqrt, abs, sinh, cosh, tanh, "
         "asinh",
         n < 40 ? (int)n : 40, word);
}

static void read_number(reader *r)
{
    double value;
    const char *end;
    if (!gm_text_number(r->at, &end, &value) || !isfinite(value)) {
        fail(r, "expected a number");
        return;
    }
    r->at = end;
    blanks(r);
    add(r, GM_F_NUMBER, value);
}

static void read_item(reader *r)
{
    if (is_digit(*r->at) || *r->at == '.') {
        read_number(r);
    } else if (is_letter(*r->at)) {
        read_name(r);
    } else if (*r->at == '(') {
        read_bracket(r);
    } else {
        fail_here(r, "a number, x or a function");
    }
}

// The length of a sign of power, 0: none.
static int power_sign(const reader *r)
{
    return *r->at == '^' ? 1 : r->at[0] == '*' && r->at[1] == '*' ? 2 : 0;
}

// -x^2 is -(x^2), and 2^-x is 2^(-x); from right to left.
static void read_power(reader *r)
{
    if (++r->depth > GM_FORMULA_DEPTH_MAX) {
        fail(r, "has signs more than %d deep", GM_FORMULA_DEPTH_MAX);
    }
    if (!r->failed && (*r->at == '-' || *r->at == '+')) {
        bool is_minus = *r->at == '-';
        r->at++;
        blanks(r);
        read_power(r);
        if (is_minus) {
            add(r, GM_F_NEGATE, 0.0);
        }
    } else if (!r->failed) {
        read_item(r);
        int n = power_sign(r);
        if (!r->failed && n > 0) {
            r->at += n;
            blanks(r);
            read_power(r);
            add(r, GM_F_POWER, 0.0);
        }
    }
    r->depth--;
}

static void read_product(reader *r)
{
    read_power(r);
    while (!r->failed && (*r->at == '/' || (*r->at == '*' && r->at[1] != '*'))) {
        gm_formula_code c = *r->at == '*' ? GM_F_MULTIPLY : GM_F_DIVIDE;
        r->at++;
        blanks(r);
        read_power(r);
        add(r, c, 0.0);
    }
}

static void read_sum(reader *r)
{
    blanks(r);
    read_product(r);
    while (!r->failed && (*r->at == '+' || *r->at == '-')) {
        gm_formula_code c = *r->at == '+' ? GM_F_ADD : GM_F_SUBTRACT;
        r->at++;
        blanks(r);
        read_product(r);
        add(r, c, 0.0);
    }
}

bool gm_formula_parse(const char *text, gm_arena *arena, gm_formula *out,
                      gm_formula_fault *fault)
{
    reader r = {.text = text, .at = text, .fault = fault};
    if (strlen(text) > GM_FORMULA_BYTES_MAX) {
        fail(&r, "is longer than %d bytes", GM_FORMULA_BYTES_MAX);
        return false;
    }
    read_sum(&r);
    if (!r.failed && *r.at) {
        fail(&r, "expected an operator or the end, got `%c`", *r.at);
    }
    if (r.failed) {
        return false;
    }
    gm_formula_op *ops = GM_NEW(arena, gm_formula_op, r.n);
    memcpy(ops, r.ops, (size_t)r.n * sizeof *ops);
    *out = (gm_formula){ops, r.n, r.most};
    return true;
}

bool gm_formula_read(const char *text, gm_src src, gm_arena *arena, gm_diag *diag,
                     gm_formula *out)
{
    gm_formula_fault fault;
    if (gm_formula_parse(text, arena, out, &fault)) {
        return true;
    }
    src.col += (int)fault.at;
    gm_diag_error(diag, src, "formula: %s", fault.text);
    return false;
}

// ---- value and slope

typedef struct dual {
    double y;
    double d;
} dual;

static dual power(dual a, dual b)
{
    // A constant whole power is defined below 0 too.
    if (b.d == 0.0 && b.y == floor(b.y) && fabs(b.y) <= 64.0) {
        double y = 1.0;
        double before = 1.0; // one power less
        int n = (int)fabs(b.y);
        for (int i = 0; i < n; i++) {
            before = y;
            y *= a.y;
        }
        if (b.y < 0.0) {
            return (dual){1.0 / y, -n * a.d / (y * a.y)};
        }
        return (dual){y, n > 0 ? n * before * a.d : 0.0};
    }
    if (!(a.y > 0.0)) {
        bool is_root = a.y == 0.0 && b.d == 0.0 && b.y > 1.0;
        return is_root ? (dual){0.0, 0.0} : (dual){GM_NAN, GM_NAN};
    }
    double y = gm_pow(a.y, b.y);
    return (dual){y, y * (b.y * a.d / a.y + b.d * gm_log(a.y))};
}

static dual tanh_of(dual a)
{
    double e = gm_exp(-2.0 * fabs(a.y)); // never overflows
    double y = (1.0 - e) / (1.0 + e);
    return (dual){a.y < 0.0 ? -y : y, (1.0 - y * y) * a.d};
}

static dual asinh_of(dual a)
{
    double size = fabs(a.y);
    double root = sqrt(1.0 + size * size);
    double y = gm_log1p(size + size * size / (1.0 + root));
    return (dual){a.y < 0.0 ? -y : y, a.d / root};
}

static dual one(gm_formula_code c, dual a)
{
    double e;
    switch (c) {
    case GM_F_NEGATE:
        return (dual){-a.y, -a.d};
    case GM_F_EXP:
        e = gm_exp(a.y);
        return (dual){e, e * a.d};
    case GM_F_LN:
        return (dual){gm_log(a.y), a.d / a.y};
    case GM_F_LOG10:
        return (dual){gm_log(a.y) / 2.302585092994046, a.d / (a.y * 2.302585092994046)};
    case GM_F_SQRT:
        e = sqrt(a.y);
        return (dual){e, a.d == 0.0 ? 0.0 : 0.5 * a.d / e};
    case GM_F_ABS:
        return a.y < 0.0 ? (dual){-a.y, -a.d} : a;
    case GM_F_SINH:
    case GM_F_COSH: {
        double up = 0.5 * gm_exp(a.y);
        double down = 0.5 * gm_exp(-a.y);
        bool is_sinh = c == GM_F_SINH;
        return (dual){is_sinh ? up - down : up + down, (is_sinh ? up + down : up - down) * a.d};
    }
    case GM_F_ASINH:
        return asinh_of(a);
    case GM_F_TANH:
    case GM_F_NUMBER:
    case GM_F_VARIABLE:
    case GM_F_ADD:
    case GM_F_SUBTRACT:
    case GM_F_MULTIPLY:
    case GM_F_DIVIDE:
    case GM_F_POWER:
        break;
    }
    return tanh_of(a);
}

static dual two(gm_formula_code c, dual a, dual b)
{
    if (c == GM_F_ADD) {
        return (dual){a.y + b.y, a.d + b.d};
    }
    if (c == GM_F_SUBTRACT) {
        return (dual){a.y - b.y, a.d - b.d};
    }
    if (c == GM_F_MULTIPLY) {
        return (dual){a.y * b.y, a.d * b.y + a.y * b.d};
    }
    if (c == GM_F_DIVIDE) {
        double y = a.y / b.y;
        return (dual){y, (a.d - y * b.d) / b.y};
    }
    return power(a, b);
}

bool gm_formula_at(const gm_formula *formula, double x, double *y, double *slope)
{
    dual stack[GM_FORMULA_STACK_MAX] = {{0.0, 0.0}};
    int32_t n = 0;
    for (int32_t i = 0; i < formula->n; i++) {
        const gm_formula_op *op = &formula->ops[i];
        gm_formula_code c = (gm_formula_code)op->code;
        if (c == GM_F_NUMBER) {
            stack[n++] = (dual){op->value, 0.0};
        } else if (c == GM_F_VARIABLE) {
            stack[n++] = (dual){x, 1.0};
        } else if (c <= GM_F_POWER) {
            n -= 1;
            stack[n - 1] = two(c, stack[n - 1], stack[n]);
        } else {
            stack[n - 1] = one(c, stack[n - 1]);
        }
    }
    *y = stack[0].y;
    *slope = stack[0].d;
    return isfinite(*y) && isfinite(*slope);
}
