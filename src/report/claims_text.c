// SPDX-License-Identifier: MIT

#include "report/claims_text.h"

#include "report/words.h"

#include <inttypes.h>
#include <math.h>
#include <string.h>

#define SAYS_COLUMNS  44
#define LEAST_SAYS    24
#define BINDS_COLUMNS 40

// ---- cells

const char *gm_claims_verdict(const gm_claim_answer *a, gm_arena *arena)
{
    const char *word = gm_verdict_text(a->verdict);
    if (a->verdict == GM_VERDICT_CANNOT) {
        return word;
    }
    if (a->verdict == GM_VERDICT_OPEN) {
        return gm_arena_printf(arena, "open %" PRId32 "/%" PRId32 " [%.0f to %.0f %%]",
                               a->n_holds, a->n, 100.0 * a->wilson.low, 100.0 * a->wilson.high);
    }
    int32_t n = a->verdict == GM_VERDICT_HOLDS ? a->n_holds : a->n - a->n_holds;
    return gm_arena_printf(arena, "%s %" PRId32 "/%" PRId32, word, n, a->n);
}

static const char *median_cell(const gm_claim_answer *a, gm_arena *arena)
{
    char m[GM_WORD_BYTES];
    char lo[GM_WORD_BYTES];
    char hi[GM_WORD_BYTES];
    gm_word_claim(a->plan->def, a->median, m);
    if (a->plan->by == GM_ANSWER_STATIC) {
        return gm_arena_strdup(arena, m);
    }
    gm_claim_def bare = *a->plan->def; // the unit stands behind the median
    bool is_share = bare.unit && strcmp(bare.unit, "%") == 0;
    if (is_share) {
        snprintf(lo, sizeof lo, "%.1f", 100.0 * a->p5);
        snprintf(hi, sizeof hi, "%.1f", 100.0 * a->p95);
    } else {
        gm_word_number(gm_claim_in_unit(&bare, a->p5), 5, lo);
        gm_word_number(gm_claim_in_unit(&bare, a->p95), 5, hi);
    }
    return gm_arena_printf(arena, "%s [%s to %s]", m, lo, hi);
}

static const char *counter_cell(const gm_claim_answer *a, gm_arena *arena)
{
    const gm_claim_def *def = a->plan->def;
    const char *counter = def->counter ? def->counter : def->measure.text;
    const char *when = def->when ? def->when : a->when;
    if (!counter) {
        return "";
    }
    return when && strcmp(when, "run") != 0 ? gm_arena_printf(arena, "%s, %s", counter, when)
                                            : counter;
}

static const char *binds_cell(const gm_claim_answer *a, gm_arena *arena)
{
    const char *parts[] = {a->note, a->binds, a->change};
    const char *all = NULL;
    for (int i = 0; i < 3; i++) {
        if (parts[i]) {
            all = all ? gm_arena_printf(arena, "%s; %s", all, parts[i]) : parts[i];
        }
    }
    return all ? all : "";
}

static const char *short_by_cell(const gm_claim_answer *a, gm_arena *arena)
{
    char buf[GM_WORD_BYTES];
    return isnan(a->short_by)
               ? ""
               : gm_arena_strdup(arena, gm_word_claim_gap(a->plan->def, a->short_by, buf));
}

// ---- the answered

static gm_text_table wide_table(const gm_claim_answer *answers, int32_t n, gm_page page,
                                gm_arena *arena)
{
    static const char *const heads[] = {
        "claim",     "counter, when", "verdict", ">median [5 to 95 %]",
        ">short by", "what binds",    NULL};
    gm_text_table t = gm_text_table_of(arena, page, heads);
    t.most[0] = SAYS_COLUMNS;
    t.most[1] = 28;
    t.most[5] = BINDS_COLUMNS;
    for (int32_t i = 0; i < n; i++) {
        const gm_claim_answer *a = &answers[i];
        if (a->verdict != GM_VERDICT_CANNOT) {
            const char *cells[] = {a->plan->def->says,          counter_cell(a, arena),
                                   gm_claims_verdict(a, arena), median_cell(a, arena),
                                   short_by_cell(a, arena),     binds_cell(a, arena)};
            gm_text_table_row(&t, cells, 6);
        }
    }
    return t;
}

// The same with counter and what binds below each row.
static gm_text_table narrow_table(const gm_claim_answer *answers, int32_t n, gm_page page,
                                  gm_arena *arena)
{
    static const char *const heads[] = {"claim", "verdict", ">median [5 to 95 %]", ">short by",
                                        NULL};
    gm_text_table t = gm_text_table_of(arena, page, heads);
    t.most[0] = SAYS_COLUMNS;
    t.least[0] = LEAST_SAYS;
    t.least[1] = 11;
    t.least[2] = 20;
    gm_text_table_note(&t, "counter, when · what binds");
    for (int32_t i = 0; i < n; i++) {
        const gm_claim_answer *a = &answers[i];
        if (a->verdict == GM_VERDICT_CANNOT) {
            continue;
        }
        const char *cells[] = {a->plan->def->says, gm_claims_verdict(a, arena),
                               median_cell(a, arena), short_by_cell(a, arena)};
        const char *binds = binds_cell(a, arena);
        gm_text_table_row(&t, cells, 4);
        gm_text_table_note(&t, gm_arena_printf(arena, "%s%s%s", counter_cell(a, arena),
                                               *binds ? " · " : "", binds));
    }
    return t;
}

// ---- what cannot be said

static int32_t first_with(const gm_claim_answer *answers, int32_t n, const char *why)
{
    int32_t i = 0;
    while (i < n &&
           !(answers[i].verdict == GM_VERDICT_CANNOT && strcmp(answers[i].why, why) == 0)) {
        i++;
    }
    return i;
}

static void print_cannot(const gm_claim_answer *answers, int32_t n, gm_page page, FILE *out,
                         gm_arena *arena)
{
    for (int32_t i = 0; i < n; i++) {
        const char *why = answers[i].why;
        if (answers[i].verdict != GM_VERDICT_CANNOT || first_with(answers, n, why) != i) {
            continue;
        }
        const char *says = NULL;
        for (int32_t k = i; k < n; k++) {
            if (answers[k].verdict == GM_VERDICT_CANNOT && strcmp(answers[k].why, why) == 0) {
                says = says
                           ? gm_arena_printf(arena, "%s · %s", says, answers[k].plan->def->says)
                           : answers[k].plan->def->says;
            }
        }
        gm_text_wrap(gm_arena_printf(arena, "  %s: %s", why, says), page.columns, 6, out);
    }
}

// ---- all

void gm_claims_text(const gm_claim_answer *answers, int32_t n, gm_page page, FILE *out)
{
    gm_arena arena;
    gm_arena_init(&arena, 0);
    int32_t n_cannot = 0;
    for (int32_t i = 0; i < n; i++) {
        n_cannot += answers[i].verdict == GM_VERDICT_CANNOT ? 1 : 0;
    }
    if (n > n_cannot) {
        gm_text_table t = wide_table(answers, n, page, &arena);
        if (page.columns > 0 && gm_text_table_width(&t) > page.columns) {
            t = narrow_table(answers, n, page, &arena);
        }
        gm_text_table_print(&t, out);
        fputc('\n', out);
    }
    if (n_cannot > 0) {
        fprintf(out, "cannot say (%" PRId32 " claim%s)\n", n_cannot, n_cannot == 1 ? "" : "s");
        print_cannot(answers, n, page, out, &arena);
        fputc('\n', out);
    }
    gm_arena_fini(&arena);
}
