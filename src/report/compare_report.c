// SPDX-License-Identifier: MIT

#include "report/compare_report.h"

#include "core/assert.h"
#include "report/claims_text.h"
#include "report/words.h"

#include <inttypes.h>
#include <math.h>

static const char *cell(const gm_compare_row *row, double value, gm_arena *arena)
{
    char buf[GM_WORD_BYTES];
    if (isnan(value)) {
        return "-";
    }
    return gm_arena_strdup(arena, row->claim ? gm_word_claim(row->claim, value, buf)
                                             : gm_word_figure(value, row->unit, buf));
}

static const char *difference_cell(const gm_compare_row *row, const gm_compare_words *words,
                                   gm_arena *arena)
{
    char buf[GM_WORD_BYTES];
    gm_interval x = row->difference;
    if (row->in != GM_IN_BOTH) {
        return gm_arena_printf(arena, "only in %s",
                               row->in == GM_IN_BASE_ONLY ? words->base : words->scenario);
    }
    if (isnan(x.mean)) {
        return "-";
    }
    return gm_arena_printf(arena, "%s%s", x.mean > 0.0 ? "+" : "",
                           row->claim ? gm_word_claim_gap_interval(row->claim, x, buf)
                                      : gm_word_interval(x, row->unit, buf));
}

static gm_text_table table_of(const char *title, const gm_compare_words *words, gm_page page,
                              gm_arena *arena)
{
    const char **heads = GM_NEW(arena, const char *, 5);
    heads[0] = title;
    heads[1] = words->base_head;
    heads[2] = words->scenario_head;
    heads[3] = words->difference_head;
    gm_text_table t = gm_text_table_of(arena, page, heads);
    t.most[0] = 44;
    t.least[0] = 20;
    return t;
}

static void add_row(gm_text_table *t, const gm_compare_row *row, const gm_compare_words *words,
                    gm_arena *arena)
{
    const char *cells[] = {row->label ? row->label : row->measure, cell(row, row->base, arena),
                           cell(row, row->scenario, arena), difference_cell(row, words, arena)};
    gm_text_table_row(t, cells, 4);
}

void gm_compare_text(const gm_compare *compare, const gm_compare_words *words, gm_page page,
                     FILE *out)
{
    gm_arena arena;
    gm_arena_init(&arena, 0);
    gm_text_table t = table_of(words->title, words, page, &arena);
    for (int32_t i = 0; i < compare->n; i++) {
        add_row(&t, &compare->rows[i], words, &arena);
    }
    gm_text_table_print(&t, out);
    fprintf(out, "%" PRId32 " pair%s of replications with common random numbers\n\n",
            compare->n_pairs, compare->n_pairs == 1 ? "" : "s");
    gm_arena_fini(&arena);
}

// ---- verdicts

static const gm_claim_def *claim_of(const gm_compare_verdict *v)
{
    GM_REQUIRE(v->scenario || v->base);
    return v->scenario ? v->scenario->plan->def : v->base->plan->def;
}

static bool has_changed(const gm_compare_verdict *v)
{
    return !v->base || !v->scenario || v->base->verdict != v->scenario->verdict;
}

void gm_compare_verdicts_text(const gm_compare *compare, const gm_compare_words *words,
                              gm_page page, FILE *out)
{
    if (compare->n_verdicts == 0) {
        return;
    }
    gm_arena arena;
    gm_arena_init(&arena, 0);
    const char *heads[] = {"verdicts", words->base, words->scenario, "", NULL};
    gm_text_table t = gm_text_table_of(&arena, page, heads);
    t.most[0] = 44;
    t.least[0] = 20;
    for (int32_t i = 0; i < compare->n_verdicts; i++) {
        const gm_compare_verdict *v = &compare->verdicts[i];
        const char *note = !v->base ? gm_arena_printf(&arena, "only in %s", words->scenario)
                           : !v->scenario   ? gm_arena_printf(&arena, "only in %s", words->base)
                           : has_changed(v) ? "changed"
                                            : "";
        const char *cells[] = {
            claim_of(v)->says, v->base ? gm_claims_verdict(v->base, &arena) : "-",
            v->scenario ? gm_claims_verdict(v->scenario, &arena) : "-", note};
        gm_text_table_row(&t, cells, 4);
    }
    gm_text_table_print(&t, out);
    fputc('\n', out);
    gm_arena_fini(&arena);
}

// ---- stations and people

// By more than chance; without an interval by anything.
static bool differs(const gm_compare_row *row)
{
    gm_interval x = row->difference;
    bool is_known = row->in != GM_IN_BOTH || !isnan(x.mean);
    return row->in != GM_IN_BOTH ||
           (is_known && x.mean != 0.0 && (isnan(x.half_width) || fabs(x.mean) > x.half_width));
}

static void print_list(const char *what, const gm_compare_list *list,
                       const gm_compare_words *words, gm_page page, FILE *out)
{
    if (list->n == 0) {
        return;
    }
    gm_arena arena;
    gm_arena_init(&arena, 0);
    gm_text_table t =
        table_of(gm_arena_printf(&arena, "%s, what differs", what), words, page, &arena);
    int32_t n = 0;
    for (int32_t i = 0; i < list->n; i++) {
        if (differs(&list->rows[i])) {
            add_row(&t, &list->rows[i], words, &arena);
            n += 1;
        }
    }
    if (n > 0) {
        gm_text_table_print(&t, out);
    }
    if (n < list->n) {
        fprintf(out,
                "%s: %" PRId32 " of %" PRId32 " figures do not differ by more than chance\n",
                what, list->n - n, list->n);
    }
    fputc('\n', out);
    gm_arena_fini(&arena);
}

void gm_compare_shop_text(const gm_compare *compare, const gm_compare_words *words,
                          gm_page page, FILE *out)
{
    print_list("stations", &compare->stations, words, page, out);
    print_list("people", &compare->people, words, page, out);
}

// ---- JSON

static double in_unit(const gm_compare_row *row, double value)
{
    return row->claim ? gm_claim_in_unit(row->claim, value) : value;
}

static double gap_in_unit(const gm_compare_row *row, double gap)
{
    return row->claim ? gm_claim_gap_in_unit(row->claim, gap) : gap;
}

static void put_row(gm_json *j, const gm_compare_row *row)
{
    gm_json_begin_object(j);
    gm_json_put_text(j, "says", row->label);
    gm_json_put_text(j, "measure", row->measure);
    gm_json_put_text(j, "in",
                     row->in == GM_IN_BOTH        ? "both"
                     : row->in == GM_IN_BASE_ONLY ? "base"
                                                  : "scenario");
    gm_json_put_text(j, "unit",
                     row->claim ? gm_claim_unit(row->claim) : gm_figure_unit_text(row->unit));
    gm_json_put_number(j, "base", in_unit(row, row->base));
    gm_json_put_number(j, "scenario", in_unit(row, row->scenario));
    gm_json_put_number(j, "difference", gap_in_unit(row, row->difference.mean));
    gm_json_put_number(j, "half_width", gap_in_unit(row, row->difference.half_width));
    gm_json_put_int(j, "n", row->n);
    gm_json_put_text(j, "why", row->why);
    gm_json_end(j);
}

static void put_rows(gm_json *j, const char *key, int32_t n, const gm_compare_row *rows)
{
    gm_json_key(j, key);
    gm_json_begin_array(j);
    for (int32_t i = 0; i < n; i++) {
        put_row(j, &rows[i]);
    }
    gm_json_end(j);
}

static const char *verdict_key(const gm_claim_answer *a)
{
    return !a                                ? NULL
           : a->verdict == GM_VERDICT_CANNOT ? "cannot_say"
                                             : gm_verdict_text(a->verdict);
}

static void put_verdict(gm_json *j, const gm_compare_verdict *v)
{
    gm_json_begin_object(j);
    gm_json_put_text(j, "says", claim_of(v)->says);
    gm_json_put_text(j, "measure", claim_of(v)->measure.text);
    gm_json_put_text(j, "base", verdict_key(v->base));
    gm_json_put_text(j, "scenario", verdict_key(v->scenario));
    gm_json_put_bool(j, "changed", has_changed(v));
    gm_json_put_text(j, "why",
                     !v->base       ? "only the second claims it"
                     : !v->scenario ? "only the first claims it"
                                    : NULL);
    gm_json_end(j);
}

void gm_compare_put_json(const gm_compare *compare, gm_json *j)
{
    if (!compare) {
        return;
    }
    gm_json_key(j, "compare");
    gm_json_begin_object(j);
    gm_json_put_int(j, "pairs", compare->n_pairs);
    put_rows(j, "rows", compare->n, compare->rows);
    gm_json_key(j, "verdicts");
    gm_json_begin_array(j);
    for (int32_t i = 0; i < compare->n_verdicts; i++) {
        put_verdict(j, &compare->verdicts[i]);
    }
    gm_json_end(j);
    put_rows(j, "stations", compare->stations.n, compare->stations.rows);
    put_rows(j, "people", compare->people.n, compare->people.rows);
    gm_json_end(j);
}
