// SPDX-License-Identifier: MIT

#include "check_main.h"
#include "rule/rule.h"

#include "core/text.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

// ---- a small world: numbers x, y, z, w, times s, t, u, truths p, q; things a, b, c of which
// `n` is a number and `state` a word

typedef struct name {
    const char *object;
    const char *word;
    gm_rule_type type;
    const char *unit;
} name;

static const name names[] = {
    {NULL, "x", GM_RULE_NUMBER, ""},  {NULL, "y", GM_RULE_NUMBER, ""},
    {NULL, "z", GM_RULE_NUMBER, ""},  {NULL, "w", GM_RULE_NUMBER, ""},
    {NULL, "s", GM_RULE_NUMBER, "s"}, {NULL, "t", GM_RULE_NUMBER, "s"},
    {NULL, "u", GM_RULE_NUMBER, "s"}, {NULL, "p", GM_RULE_TRUTH, ""},
    {NULL, "q", GM_RULE_TRUTH, ""},   {"a", "n", GM_RULE_NUMBER, ""},
    {"b", "n", GM_RULE_NUMBER, ""},   {"c", "n", GM_RULE_NUMBER, ""},
    {"a", "down", GM_RULE_TRUTH, ""}, {NULL, "v", GM_RULE_NUMBER, "m/s"},
};

#define N_NAMES ((int)(sizeof names / sizeof names[0]))

static double values[N_NAMES] = {3.0, 2.0, 0.5, 8.0, 90.0, 60.0, 4.0,
                                 1.0, 0.0, 5.0, 1.0, 7.0,  1.0,  2.0};

static bool find(void *user, gm_src src, const char *object, const char *word,
                 gm_rule_found *out)
{
    static const char *const things = "abc";
    if (!object && strlen(word) == 1 && strchr(things, word[0])) {
        *out = (gm_rule_found){.type = GM_RULE_CHOICE, .is_constant = true};
        out->value = word[0] - 'a';
        return true;
    }
    for (int i = 0; i < N_NAMES; i++) {
        bool same =
            object ? names[i].object && strcmp(names[i].object, object) == 0 : !names[i].object;
        if (same && strcmp(names[i].word, word) == 0) {
            double si;
            *out = (gm_rule_found){.type = names[i].type, .slot = i};
            return gm_unit_find(names[i].unit, &si, &out->dim);
        }
    }
    gm_diag_error(user, src, "rule: unknown name");
    return false;
}

static bool is_word(void *user, const char *object, const char *word)
{
    (void)user;
    return object && strcmp(object, "a") == 0 && strcmp(word, "state") == 0;
}

static bool is_alone(void *user, const char *word)
{
    (void)user;
    return strcmp(word, "n") != 0;
}

static bool is(void *user, gm_src src, const char *object, const char *figure, const char *word,
               gm_rule_found *out)
{
    (void)figure;
    return find(user, src, object, word, out);
}

typedef struct outcome {
    const gm_rule *rule;
    bool ran;
    double value;
    gm_rule_fault fault;
    char error[512];
} outcome;

static gm_arena arena;

static outcome evaluate(const char *text)
{
    gm_diag diag = {0};
    outcome o = {0};
    gm_rule_scope scope = {
        .user = &diag, .find = find, .is = is, .is_word = is_word, .is_alone = is_alone};
    gm_src src = {.file = "m.yaml", .line = 4, .col = 10};
    o.rule = gm_rule_compile(text, src, &scope, &arena, &diag);
    ck_assert_int_eq(diag.count, o.rule ? 0 : 1);
    if (o.rule) {
        ck_assert(gm_rule_is_sound(o.rule));
        double *frame = GM_NEW(&arena, double, o.rule->n_frame);
        gm_rule_begin(o.rule, frame);
        for (int i = 0; i < o.rule->n_slots; i++) {
            frame[o.rule->n_constants + i] = values[i];
        }
        o.ran = gm_rule_run(o.rule, frame, &o.value, &o.fault);
    } else {
        (void)snprintf(o.error, sizeof o.error, "%s", gm_diag_line(&diag, 0));
    }
    gm_diag_fini(&diag);
    return o;
}

static void setup(void)
{
    arena = (gm_arena){0};
}

static void teardown(void)
{
    gm_arena_fini(&arena);
}

// ---- what is worth what, by hand: x 3, y 2, z 0.5, w 8; s 90 s, t 60 s, u 4 s; p true, q false;
// a.n 5, b.n 1, c.n 7; v 2 m/s

static const struct {
    const char *text;
    double value;
} worths[] = {
    {"x", 3.0},
    {"x + y * w", 19.0},
    {"(x + y) * w", 40.0},
    {"x - y - z", 0.5},
    {"w / y / y", 2.0},
    {"-x + 1", -2.0},
    {"- -x", 3.0},
    {"2 min + t", 180.0},
    {"30 min", 1800.0},
    {"30 min / 2", 900.0},
    {"v * 3 s", 6.0},
    {"v - 1 m/s", 1.0},
    {"2.5 m/s / v", 1.25},
    {"t / 1 min", 1.0},
    {"60 /h * 1 min", 1.0},
    {"50 %", 0.5},
    {"5 parts + x", 8.0},
    {"6 cars/h * 1 h", 6.0},
    {"s > t", 1.0},
    {"s <= t", 0.0},
    {"s >= 90 s", 1.0},
    {"x = 3", 1.0},
    {"x == 3", 1.0},
    {"x != 3", 0.0},
    {"s > 0", 1.0},
    {"p and q", 0.0},
    {"p or q", 1.0},
    {"not q and p", 1.0},
    {"q or x > 2 and y < 3", 1.0},
    {"not (p and q)", 1.0},
    {"if p then x else y", 3.0},
    {"if q then x else y", 2.0},
    {"if x > 4 then 1 s else if y > 1 then 2 s else 3 s", 2.0},
    {"if q then 0 else t", 60.0},
    {"1 + (if p then x else y) * 2", 7.0},
    {"min(x, y, z)", 0.5},
    {"max(x, y, w, 9)", 9.0},
    {"min(5, 4)", 4.0},
    {"sum(x, y, z)", 5.5},
    {"abs(y - x)", 1.0},
    {"abs(-2)", 2.0},
    {"sum(n of a, b, c)", 13.0},
    {"max(n * 2 of a, b, c)", 14.0},
    {"argmin(n of a, b, c)", 1.0},
    {"argmax(n of a, b, c)", 2.0},
    {"argmin(0 * n of a, b, c)", 0.0},
    {"argmax(-n of a, b)", 1.0},
    {"argmin(n of a, b) is b", 1.0},
    {"argmin(n * x - y of a, b)", 1.0},
    {"if p then b else argmin(n of a, c)", 1.0},
    {"argmin(n of a, b) is not b", 0.0},
    {"if argmin(n of a, c) is a then x else y", 3.0},
    {"a.state is down", 1.0},
    {"a.state is not down", 0.0},
    {"not a.state is down", 0.0},
    {"\"a\".n + 1", 6.0},
    {"if x > 0 then w / x * x else w / 1", 8.0},
    {"if q then 1 / (x - x) else 5", 5.0},
    {"q and 1 / (x - x) > 2", 0.0},
    {"p or 1 / (x - x) > 2", 1.0},
    {"if 1 > 2 then x else y", 2.0},
    {"if 2 > 1 then x else y", 3.0},
    {"1 > 2 or p", 1.0},
    {"1 < 2 or p", 1.0},
    {"1 < 2 and q", 0.0},
    {"x*y - z", 5.5},
};

START_TEST(a_rule_is_worth_what_a_reader_expects)
{
    outcome o = evaluate(worths[_i].text);
    ck_assert_msg(o.rule, "%s: %s", worths[_i].text, o.error);
    ck_assert_msg(o.ran, "%s: a fault", worths[_i].text);
    ck_assert_msg(fabs(o.value - worths[_i].value) < 1e-12, "%s: %g, not %g", worths[_i].text,
                  o.value, worths[_i].value);
}
END_TEST

static const struct {
    const char *text;
    const char *error; // ends the message behind its place
} faults[] = {
    {"", "4:10: error: rule: it is empty"},
    {"x +", "4:13: error: rule: expected a number or a name, got the end"},
    {"x + t", "4:12: error: rule: cannot add a number and a time"},
    {"t - 5", "4:12: error: rule: cannot subtract a time and a number; give the number its "
              "unit, like `52 s`, `4 h`"},
    {"t > v", "4:12: error: rule: cannot compare a speed and a time"},
    {"p + x", "4:12: error: rule: what is added must be a number, got a truth"},
    {"x and p", "4:12: error: rule: what stands at `and` must be a truth, got a number"},
    {"not x", "4:10: error: rule: what follows `not` must be a truth, got a number"},
    {"if x then 1 else 2",
     "4:10: error: rule: what follows `if` must be a truth, got a number"},
    {"if p then x else t", "4:10: error: rule: `then` and `else` give a number and a time"},
    {"if p then x", "4:21: error: rule: expected `else`, got the end"},
    {"min(x, t)", "4:10: error: rule: its arguments are a number and a time"},
    {"abs(x, y)", "4:10: error: rule: abs takes one number"},
    {"argmin(x, y)", "4:10: error: rule: argmin needs a list, as in `argmin(parts of press-1, "
                     "press-2)`"},
    {"argmin(n of a, b) + 1",
     "4:28: error: rule: what is added must be a number, got a choice"},
    {"5 / 0", "4:12: error: rule: it divides 5 by 0"},
    {"x / (2 - 2)", "4:12: error: rule: it divides by 0"},
    {"foo(x)", "4:10: error: rule: there is no function 'foo'; known: min, max, sum, abs, "
               "argmin, argmax"},
    {"a.state", "4:10: error: rule: `state` is a word; ask for it as in `a.state is ..`"},
    {"x && y", "4:12: error: rule: '&&' is no sign of a rule; write `and`"},
    {"x ; y", "4:12: error: rule: ';' is no sign of a rule"},
    {"(x", "4:10: error: rule: this bracket `(` is not closed"},
    {"x y", "4:12: error: rule: expected an operator or the end, got y"},
    {"5 mn", "4:10: error: rule: unknown unit 'mn'; did you mean `min`?"},
    {"unknown", "4:10: error: rule: unknown name"},
    {"x < y < z", "4:16: error: rule: expected an operator or the end, got <"},
    {"then", "4:10: error: rule: expected a number or a name before 'then'"},
    {"\"a", "4:10: error: rule: a name in quotes is not closed, or empty"},
};

START_TEST(a_faulty_rule_is_told_at_its_place)
{
    outcome o = evaluate(faults[_i].text);
    ck_assert_msg(!o.rule, "%s", faults[_i].text);
    ck_assert_msg(strstr(o.error, faults[_i].error) != NULL, "%s: %s", faults[_i].text,
                  o.error);
}
END_TEST

START_TEST(division_by_zero_is_a_fault_with_its_operands)
{
    outcome o = evaluate("1 + x / (y - 2)");
    ck_assert(o.rule && !o.ran);
    ck_assert_int_eq(o.fault.kind, GM_RULE_BY_ZERO);
    ck_assert_int_eq(o.fault.at, 6);
    ck_assert_str_eq(gm_rule_fault_text(&o.fault, &arena), "it divides 3 by 0");
}
END_TEST

START_TEST(what_is_no_number_is_a_fault)
{
    double x = values[0];
    values[0] = (double)INFINITY;
    outcome o = evaluate("x - x");
    values[0] = x;
    ck_assert(o.rule && !o.ran);
    ck_assert_int_eq(o.fault.kind, GM_RULE_NOT_NUMBER);
    ck_assert_str_eq(gm_rule_fault_text(&o.fault, &arena), "inf - inf is not a number");
}
END_TEST

// 1e308 is near the largest number; what is read may be infinite, as the places of a queue without
// end are.
START_TEST(what_is_too_large_for_a_number_is_a_fault)
{
    double x = values[0];
    outcome o = evaluate("(x + 10) * 1e308");
    ck_assert(o.rule && !o.ran);
    ck_assert_int_eq(o.fault.kind, GM_RULE_TOO_LARGE);
    ck_assert_str_eq(gm_rule_fault_text(&o.fault, &arena),
                     "13 * 1e+308 is too large for a number");
    ck_assert(!evaluate("1e308 * 10").rule);
    values[0] = (double)INFINITY;
    o = evaluate("-(x * 2 + 1)");
    values[0] = x;
    ck_assert(o.ran);
    ck_assert(o.value < -1e308);
}
END_TEST

// Longer, deeper, wider than anyone writes: refused, and at once.
static const char *repeat(const char *piece, int n, const char *end)
{
    gm_text text = gm_text_init(&arena);
    for (int i = 0; i < n; i++) {
        gm_text_add(&text, piece);
    }
    gm_text_add(&text, end);
    return text.at;
}

START_TEST(size_is_bounded)
{
    ck_assert(!evaluate(repeat("(", 5000, "x")).rule);
    ck_assert(!evaluate(repeat("- ", 100, "x")).rule);
    ck_assert(!evaluate(repeat("not ", 100, "p")).rule);
    ck_assert(!evaluate(repeat("if q then 1 else ", 40, "2")).rule);
    ck_assert(!evaluate(repeat("x+", 600, "x")).rule);
    ck_assert(evaluate(repeat("x+", 100, "x")).rule);
    // 3 to the 20th numbers when written out
    const char *lists =
        repeat("sum(", 20, repeat("1 of a, b, c)", 1, repeat(" of a, b, c)", 19, "")));
    ck_assert(!evaluate(lists).rule);
}
END_TEST

// ---- random rules against a plain walk over the same tree

typedef struct writer {
    uint64_t state;
    char text[2000];
    bool fails; // it divides by zero, as the walk finds
} writer;

static uint32_t draw(writer *w, uint32_t n)
{
    w->state = w->state * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)(w->state >> 33) % n;
}

static void say(writer *w, const char *text)
{
    (void)strncat(w->text, text, sizeof w->text - strlen(w->text) - 1);
}

static double number(writer *w, int depth, bool is_live);

// is_live: what is written here is worked out; else an answer is drawn that nobody looks at.
static bool truth(writer *w, int depth, bool is_live)
{
    if (depth == 0) {
        bool p = draw(w, 2) == 0;
        say(w, p ? "p" : "q");
        return p;
    }
    say(w, "(");
    bool value = false;
    uint32_t kind = draw(w, 4);
    if (kind == 0) {
        say(w, "not ");
        value = !truth(w, depth - 1, is_live);
    } else if (kind == 1) {
        bool a = truth(w, depth - 1, is_live);
        say(w, " and ");
        value = truth(w, depth - 1, is_live && a) && a;
    } else if (kind == 2) {
        bool a = truth(w, depth - 1, is_live);
        say(w, " or ");
        value = truth(w, depth - 1, is_live && !a) || a;
    } else {
        double a = number(w, depth - 1, is_live);
        uint32_t sign = draw(w, 4);
        static const char *const signs[] = {" < ", " >= ", " = ", " != "};
        say(w, signs[sign]);
        double b = number(w, depth - 1, is_live && !w->fails);
        value = sign == 0 ? a < b : sign == 1 ? a >= b : sign == 2 ? a == b : a != b;
    }
    say(w, ")");
    return value;
}

static double leaf(writer *w)
{
    uint32_t i = draw(w, 6);
    char text[16];
    if (i < 4) {
        (void)snprintf(text, sizeof text, "%s", names[i].word);
        say(w, text);
        return values[i];
    }
    double value = draw(w, 4);
    (void)snprintf(text, sizeof text, "%.0f", value);
    say(w, text);
    return value;
}

static double quotient(writer *w, double a, double b, bool is_live)
{
    if (b == 0.0) {
        w->fails |= is_live;
        return 1.0;
    }
    return a / b;
}

static double number(writer *w, int depth, bool is_live)
{
    if (depth == 0) {
        return leaf(w);
    }
    uint32_t kind = draw(w, 7);
    double value;
    if (kind == 0) {
        say(w, "(if ");
        bool test = truth(w, depth - 1, is_live);
        say(w, " then ");
        double a = number(w, depth - 1, is_live && test && !w->fails);
        say(w, " else ");
        double b = number(w, depth - 1, is_live && !test && !w->fails);
        value = test ? a : b;
    } else if (kind == 1) {
        bool is_least = draw(w, 2) == 0;
        say(w, is_least ? "min(" : "max(");
        double a = number(w, depth - 1, is_live);
        say(w, ", ");
        double b = number(w, depth - 1, is_live && !w->fails);
        value = is_least ? fmin(a, b) : fmax(a, b);
    } else if (kind == 2) {
        say(w, "(-");
        value = -number(w, depth - 1, is_live);
    } else {
        static const char *const signs[] = {" + ", " - ", " * ", " / "};
        say(w, "(");
        double a = number(w, depth - 1, is_live);
        say(w, signs[kind - 3]);
        double b = number(w, depth - 1, is_live && !w->fails);
        value = kind == 3   ? a + b
                : kind == 4 ? a - b
                : kind == 5 ? a * b
                            : quotient(w, a, b, is_live && !w->fails);
    }
    say(w, ")");
    return value;
}

START_TEST(random_rules_are_worth_what_their_trees_are)
{
    int n_ran = 0;
    int n_failed = 0;
    for (uint64_t seed = 1; seed <= 20000; seed++) {
        writer w = {.state = seed};
        for (int i = 0; i < 4; i++) {
            values[i] = draw(&w, 5) - 1.0;
        }
        double value = number(&w, 1 + (int)(seed % 5), true);
        if (strlen(w.text) + 1 >= sizeof w.text) {
            continue;
        }
        outcome o = evaluate(w.text);
        if (!o.rule) { // what is constant is worked out beforehand, wherever it stands
            ck_assert_msg(strstr(o.error, "it divides") || strstr(o.error, "too long"),
                          "%s: %s", w.text, o.error);
        } else {
            ck_assert_msg(o.ran == !w.fails, "seed %d: %s", (int)seed, w.text);
            ck_assert_msg(w.fails || o.value == value, "seed %d: %s: %g, not %g", (int)seed,
                          w.text, o.value, value);
            n_ran += o.ran ? 1 : 0;
            n_failed += o.ran ? 0 : 1;
        }
        gm_arena_fini(&arena);
    }
    ck_assert_int_gt(n_ran, 10000);
    ck_assert_int_gt(n_failed, 300);
}
END_TEST

// ---- noise: nothing crashes or hangs, and what compiles is sound

START_TEST(noise_is_refused_or_runs)
{
    static const char *const pieces[] = {
        "x",   "t",     "p",     " + ",  "-",        "*",   "/",    "(",     ")",       ", ",
        "if ", "then ", "else ", "not ", "and ",     "or ", "min(", "sum(",  "argmin(", " of ",
        "a",   "b",     ".",     "n",    "5",        "0",   " min", " h",    "%",       "<",
        "=",   " is ",  "down",  "\"",   "\xc3\xa9", "^",   "m/s",  "1e999", "a.state", "e"};
    writer w = {.state = 7};
    for (int k = 0; k < 100000; k++) {
        w.text[0] = '\0';
        for (uint32_t n = 1 + draw(&w, 14); n > 0; n--) {
            say(&w, pieces[draw(&w, sizeof pieces / sizeof pieces[0])]);
        }
        (void)evaluate(w.text);
        gm_arena_fini(&arena);
    }
}
END_TEST

int main(void)
{
    TCase *cases = tcase_create("rule");
    tcase_add_checked_fixture(cases, setup, teardown);
    tcase_add_loop_test(cases, a_rule_is_worth_what_a_reader_expects, 0,
                        (int)(sizeof worths / sizeof worths[0]));
    tcase_add_loop_test(cases, a_faulty_rule_is_told_at_its_place, 0,
                        (int)(sizeof faults / sizeof faults[0]));
    tcase_add_test(cases, division_by_zero_is_a_fault_with_its_operands);
    tcase_add_test(cases, what_is_no_number_is_a_fault);
    tcase_add_test(cases, what_is_too_large_for_a_number_is_a_fault);
    tcase_add_test(cases, size_is_bounded);
    tcase_add_test(cases, random_rules_are_worth_what_their_trees_are);
    tcase_add_test(cases, noise_is_refused_or_runs);
    return gm_check_main("rule", cases);
}
