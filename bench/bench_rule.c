// SPDX-License-Identifier: MIT
//
// What a rule costs: a dispatch rule over the parts of a queue, a choice among three stations, a
// release. The values that it reads are written into the frame each time, as a plant does.
//
// Prints for each rule: its name, and the ns of a call (median of the turns).

#include "bench.h"
#include "rule/rule.h"

#include "core/assert.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define N_CALLS 2000000
#define N_TURNS 9
#define N_PARTS 1024 // whose values are read in turn

static const char *const words[] = {"due", "now", "work", "rush", "a", "b", "c", "down"};

#define N_WORDS ((int)(sizeof words / sizeof words[0]))

static bool find(void *user, gm_src src, const char *object, const char *word,
                 gm_rule_found *out)
{
    (void)user;
    (void)src;
    double si;
    if (object) { // parts of a, b, c
        word = object;
    }
    for (int i = 0; i < N_WORDS; i++) {
        if (strcmp(words[i], word) == 0) {
            bool is_time = i < 3;
            bool is_truth = i == 3 || i == 7;
            bool is_choice = !object && i >= 4 && i <= 6;
            *out = (gm_rule_found){.type = is_truth    ? GM_RULE_TRUTH
                                           : is_choice ? GM_RULE_CHOICE
                                                       : GM_RULE_NUMBER,
                                   .slot = i,
                                   .is_constant = is_choice,
                                   .value = i};
            return gm_unit_find(is_time ? "s" : "", &si, &out->dim);
        }
    }
    return false;
}

static bool never(void *user, const char *object, const char *word)
{
    (void)user;
    (void)object;
    (void)word;
    return false;
}

static bool is_alone(void *user, const char *word)
{
    (void)user;
    (void)word;
    return false;
}

static int by_value(const void *a, const void *b)
{
    double x = *(const double *)a;
    double y = *(const double *)b;
    return (x > y) - (x < y);
}

// Seconds for all calls.
static double turn(const gm_rule *rule, double *frame, const double *parts, double *sum)
{
    double began_s = bench_cpu_s();
    double *slots = frame + rule->n_constants;
    for (int32_t i = 0; i < N_CALLS; i++) {
        const double *part = parts + (size_t)(i % N_PARTS) * (size_t)N_WORDS;
        for (int32_t k = 0; k < rule->n_slots; k++) {
            slots[k] = part[k];
        }
        double value;
        gm_rule_fault fault;
        GM_REQUIRE(gm_rule_run(rule, frame, &value, &fault));
        *sum += value;
    }
    return bench_cpu_s() - began_s;
}

static void measure(const char *name, const char *text, const double *parts, double *sum)
{
    gm_arena arena = {0};
    gm_diag diag = {0};
    gm_rule_scope scope = {.find = find, .is_word = never, .is_alone = is_alone};
    const gm_rule *rule = gm_rule_compile(text, (gm_src){0}, &scope, &arena, &diag);
    GM_REQUIRE(rule);
    double *frame = GM_NEW(&arena, double, rule->n_frame);
    gm_rule_begin(rule, frame);
    double ns[N_TURNS];
    for (int i = 0; i < N_TURNS; i++) {
        ns[i] = turn(rule, frame, parts, sum) / N_CALLS * 1e9;
    }
    qsort(ns, N_TURNS, sizeof *ns, by_value);
    printf("%s,%.1f\n", name, ns[N_TURNS / 2]);
    gm_diag_fini(&diag);
    gm_arena_fini(&arena);
}

int main(void)
{
    double *parts = malloc(sizeof *parts * N_PARTS * N_WORDS);
    GM_REQUIRE(parts);
    uint32_t state = 1;
    for (int32_t i = 0; i < N_PARTS * N_WORDS; i++) {
        state = state * 1664525u + 1013904223u;
        bool is_truth = i % N_WORDS == 3 || i % N_WORDS == 7;
        parts[i] = is_truth ? state >> 31 : (state >> 8) / 16777216.0 * 100.0;
    }
    double sum = 0.0;
    measure("earliest due date", "due", parts, &sum);
    measure("least slack", "due - now - work", parts, &sum);
    measure("least slack after rush", "if rush then -1 d else due - now - work", parts, &sum);
    measure("critical ratio", "(due - now) / (work + 1 s)", parts, &sum);
    measure("shortest of three", "argmin(parts of a, b, c)", parts, &sum);
    measure("release", "a.parts + b.parts < 50 and not down", parts, &sum);
    fprintf(stderr, "sum %.3f\n", sum);
    free(parts);
    return 0;
}
