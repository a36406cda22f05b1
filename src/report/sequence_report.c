// SPDX-License-Identifier: MIT

#include "report/sequence_report.h"

#include "report/words.h"

#include <inttypes.h>
#include <string.h>

static const char *goal_word(gm_goal goal)
{
    switch (goal) {
    case GM_GOAL_SPACING:
        return "spacing";
    case GM_GOAL_LEVEL:
        return "options";
    case GM_GOAL_EVEN:
        return "variants";
    case GM_GOAL_BLOCKS:
        return "blocks";
    }
    return "";
}

static const char *proof_words(const gm_laid_orders *laid)
{
    switch (laid->proof) {
    case GM_PROOF_FOUND:
        return "all rules can be kept";
    case GM_PROOF_NONE:
        return "no sequence keeps all rules";
    case GM_PROOF_NOT_KNOWN:
        return "whether all rules can be kept was not found out";
    }
    return "";
}

static int64_t windows_of(const gm_laid_orders *laid)
{
    double n = 0.0;
    for (int32_t r = 0; r < laid->n_rules; r++) {
        n += laid->rules[r].tally.windows;
    }
    return (int64_t)n;
}

static const char *whole(gm_arena *arena, double n)
{
    return gm_arena_printf(arena, "%.0f", n);
}

static void print_rules(const gm_laid_orders *laid, gm_page page, FILE *out, gm_arena *arena)
{
    static const char *const heads[] = {"spacing", ">at most",        ">with it",
                                        ">fit",    ">windows broken", ">must break",
                                        ">excess", ">breaking cars",  NULL};
    gm_text_table t = gm_text_table_of(arena, page, heads);
    for (int32_t r = 0; r < laid->n_rules; r++) {
        const gm_laid_rule *rule = &laid->rules[r];
        const char *cells[] = {rule->name,
                               gm_arena_printf(arena, "%" PRId32 " in %" PRId32,
                                               rule->rule.at_most, rule->rule.in),
                               whole(arena, (double)rule->n),
                               whole(arena, (double)rule->room),
                               whole(arena, rule->tally.windows),
                               whole(arena, (double)rule->least),
                               whole(arena, rule->tally.excess),
                               whole(arena, rule->tally.cars)};
        gm_text_table_row(&t, cells, 8);
    }
    if (laid->n_rules > 0) {
        fputc('\n', out);
        gm_text_table_print(&t, out);
        bool kept = windows_of(laid) == 0;
        fprintf(out, "%s\n", kept ? "all rules are kept" : proof_words(laid));
    }
}

static const char *rounded(gm_arena *arena, double x)
{
    return gm_arena_printf(arena, "%.2f", x);
}

// How evenly options are used, and how evenly each could be if nothing else mattered.
static void print_uses(const gm_laid_orders *laid, gm_page page, FILE *out, gm_arena *arena)
{
    static const char *const heads[] = {"even use",  ">with it", ">most off", ">alone",
                                        ">mean off", ">alone",   NULL};
    gm_text_table t = gm_text_table_of(arena, page, heads);
    for (int32_t i = 0; i < laid->n_uses; i++) {
        const gm_level_use *use = &laid->uses[i].use;
        const char *cells[] = {laid->uses[i].name,        whole(arena, use->with),
                               rounded(arena, use->most), rounded(arena, use->most_alone),
                               rounded(arena, use->mean), rounded(arena, use->mean_alone)};
        gm_text_table_row(&t, cells, 6);
    }
    if (laid->n_uses > 0) {
        fputc('\n', out);
        gm_text_table_print(&t, out);
    }
}

// "2027-08-02 06:00", or the time since t = 0.
static const char *moment_text(const gm_clock_def *clock, double at_s, gm_arena *arena)
{
    char word[GM_WORD_BYTES];
    char civil[GM_TIME_TEXT_MAX];
    if (!clock->has_start) {
        return gm_arena_strdup(arena, gm_word_figure(at_s, GM_UNIT_TIME, word));
    }
    gm_civil_format(clock->civil, at_s, civil);
    bool has_seconds = strcmp(civil + 16, ":00") != 0;
    return gm_arena_printf(arena, "%.*s", has_seconds ? 19 : 16, civil);
}

static void print_periods(const gm_laid_orders *laid, const gm_clock_def *clock, gm_page page,
                          FILE *out, gm_arena *arena)
{
    static const char *const heads[] = {"period",       ">orders",         ">from even use",
                                        ">by due date", ">windows broken", NULL};
    gm_text_table t = gm_text_table_of(arena, page, heads);
    for (int32_t i = 0; i < laid->n_periods; i++) {
        const gm_laid_period *p = &laid->periods[i];
        const char *cells[] = {moment_text(clock, p->from_s, arena), whole(arena, p->n),
                               rounded(arena, p->even.deviation),
                               rounded(arena, p->most_even.deviation),
                               laid->n_rules > 0 ? whole(arena, (double)p->windows) : ""};
        gm_text_table_row(&t, cells, 5);
    }
    if (laid->has_plan) {
        fputc('\n', out);
        gm_text_table_print(&t, out);
    }
}

// "3 es, 2 rz+roof, ..": runs of one variant are one word.
static const char *runs_of(const gm_laid_orders *laid, int32_t first, int32_t n,
                           gm_arena *arena)
{
    const char *text = "";
    for (int32_t k = first; k < first + n;) {
        int32_t from = k;
        while (k < first + n && laid->sequence[k] == laid->sequence[from]) {
            k++;
        }
        const char *name = laid->names[laid->sequence[from]];
        const char *times =
            k - from > 1 ? gm_arena_printf(arena, "%" PRId32 " ", k - from) : "";
        text = gm_arena_printf(arena, "%s%s%s%s", text, from > first ? ", " : "", times, name);
    }
    return text;
}

#define MOST_SHOWN 60 // orders of which the sequence is written out

static void print_sequence(const gm_laid_orders *laid, const gm_clock_def *clock, gm_page page,
                           FILE *out, gm_arena *arena)
{
    fputc('\n', out);
    if (laid->n > MOST_SHOWN) {
        return;
    }
    for (int32_t i = 0; i < laid->n_periods; i++) {
        const gm_laid_period *p = &laid->periods[i];
        const char *text = runs_of(laid, p->first, p->n, arena);
        if (laid->has_plan) {
            text = gm_arena_printf(arena, "%s: %s", moment_text(clock, p->from_s, arena), text);
        }
        gm_text_wrap(text, page.columns, 2, out);
    }
    fputc('\n', out);
}

void gm_sequence_text(const gm_laid_orders *laid, const gm_clock_def *clock, gm_page page,
                      FILE *out)
{
    gm_arena arena;
    gm_arena_init(&arena, 0);
    fprintf(out, "%s: %" PRId32 " orders ", laid->source, laid->n);
    if (laid->has_plan) {
        fprintf(out, "of %" PRId32 " period%s of the plan, ", laid->n_periods,
                laid->n_periods == 1 ? "" : "s");
    }
    fputs("laid out by", out);
    for (int32_t g = 0; g < laid->orders->n_goals; g++) {
        fprintf(out, "%s %s", g > 0 ? "," : "", goal_word(laid->orders->goals[g]));
    }
    fprintf(out, "\n  evenness  variants are at most %.2f from even use, %.2f by due date\n",
            laid->even.deviation, laid->most_even.deviation);
    fprintf(out, "  families  %" PRId64 " changes of family, no fewer than %" PRId64 "%s\n",
            laid->changes, laid->least_changes,
            laid->keeps_blocks ? "" : "; blocks are no goal");
    print_periods(laid, clock, page, out, &arena);
    print_uses(laid, page, out, &arena);
    print_rules(laid, page, out, &arena);
    print_sequence(laid, clock, page, out, &arena);
    gm_arena_fini(&arena);
}

static void put_rule(const gm_laid_rule *rule, gm_json *j)
{
    gm_json_begin_object(j);
    gm_json_put_text(j, "of", rule->name);
    gm_json_put_number(j, "at_most", rule->rule.at_most);
    gm_json_put_number(j, "in", rule->rule.in);
    gm_json_put_number(j, "orders", (double)rule->n);
    gm_json_put_number(j, "fit", (double)rule->room);
    gm_json_put_number(j, "windows_broken", rule->tally.windows);
    gm_json_put_number(j, "must_break", (double)rule->least);
    gm_json_put_number(j, "excess", rule->tally.excess);
    gm_json_put_number(j, "breaking_cars", rule->tally.cars);
    gm_json_end(j);
}

static void put_use(const gm_laid_use *use, gm_json *j)
{
    gm_json_begin_object(j);
    gm_json_put_text(j, "of", use->name);
    gm_json_put_number(j, "orders", use->use.with);
    gm_json_put_number(j, "most_off", use->use.most);
    gm_json_put_number(j, "most_off_alone", use->use.most_alone);
    gm_json_put_number(j, "mean_off", use->use.mean);
    gm_json_put_number(j, "mean_off_alone", use->use.mean_alone);
    gm_json_end(j);
}

static void put_period(const gm_laid_period *period, const gm_clock_def *clock, gm_json *j)
{
    char civil[GM_TIME_TEXT_MAX];
    gm_civil_format(clock->civil, period->from_s, civil);
    gm_json_begin_object(j);
    gm_json_put_number(j, "from_s", period->from_s);
    gm_json_put_text(j, "from", clock->has_start ? civil : NULL);
    gm_json_put_number(j, "orders", period->n);
    gm_json_put_number(j, "deviation", period->even.deviation);
    gm_json_put_number(j, "deviation_by_due_date", period->most_even.deviation);
    gm_json_put_number(j, "windows_broken", (double)period->windows);
    gm_json_end(j);
}

// A list under a key.
static void begin_list(gm_json *j, const char *key)
{
    gm_json_key(j, key);
    gm_json_begin_array(j);
}

void gm_sequence_json(const gm_laid_orders *laid, const gm_clock_def *clock, gm_json *j)
{
    static const char *const proofs[] = {"can be kept", "cannot be kept", "not known"};
    gm_json_begin_object(j);
    gm_json_put_text(j, "source", laid->source);
    gm_json_put_number(j, "orders", laid->n);
    gm_json_put_number(j, "changes", (double)laid->changes);
    gm_json_put_number(j, "least_changes", (double)laid->least_changes);
    gm_json_put_number(j, "deviation", laid->even.deviation);
    gm_json_put_number(j, "deviation_by_due_date", laid->most_even.deviation);
    gm_json_put_text(j, "rules", proofs[laid->proof]);
    begin_list(j, "periods");
    for (int32_t i = 0; i < laid->n_periods && laid->has_plan; i++) {
        put_period(&laid->periods[i], clock, j);
    }
    gm_json_end(j);
    begin_list(j, "even_use");
    for (int32_t i = 0; i < laid->n_uses; i++) {
        put_use(&laid->uses[i], j);
    }
    gm_json_end(j);
    begin_list(j, "spacing");
    for (int32_t r = 0; r < laid->n_rules; r++) {
        put_rule(&laid->rules[r], j);
    }
    gm_json_end(j);
    begin_list(j, "sequence");
    for (int32_t k = 0; k < laid->n; k++) {
        gm_json_text(j, laid->names[laid->sequence[k]]);
    }
    gm_json_end(j);
    gm_json_end(j);
}
