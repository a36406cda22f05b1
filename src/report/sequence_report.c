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

// "3 es, 2 rz+roof, ..": runs of one variant are one word.
static const char *runs_of(const gm_laid_orders *laid, gm_arena *arena)
{
    const char *text = "";
    for (int32_t k = 0; k < laid->n;) {
        int32_t from = k;
        while (k < laid->n && laid->sequence[k] == laid->sequence[from]) {
            k++;
        }
        const char *name = laid->names[laid->sequence[from]];
        const char *times =
            k - from > 1 ? gm_arena_printf(arena, "%" PRId32 " ", k - from) : "";
        text = gm_arena_printf(arena, "%s%s%s%s", text, from > 0 ? ", " : "", times, name);
    }
    return text;
}

#define MOST_SHOWN 60 // orders of which the sequence is written out

void gm_sequence_text(const gm_laid_orders *laid, gm_page page, FILE *out)
{
    gm_arena arena;
    gm_arena_init(&arena, 0);
    fprintf(out, "%s: %" PRId32 " orders laid out by", laid->source, laid->n);
    for (int32_t g = 0; g < laid->orders->n_goals; g++) {
        fprintf(out, "%s %s", g > 0 ? "," : "", goal_word(laid->orders->goals[g]));
    }
    fprintf(out, "\n  evenness  variants are at most %.2f from even use, %.2f by due date\n",
            laid->even.deviation, laid->most_even.deviation);
    fprintf(out, "  families  %" PRId64 " changes of family, no fewer than %" PRId64 "%s\n",
            laid->changes, laid->least_changes,
            laid->keeps_blocks ? "" : "; blocks are no goal");
    print_rules(laid, page, out, &arena);
    fputc('\n', out);
    if (laid->n <= MOST_SHOWN) {
        gm_text_wrap(runs_of(laid, &arena), page.columns, 2, out);
        fputc('\n', out);
    }
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

void gm_sequence_json(const gm_laid_orders *laid, gm_json *j)
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
    gm_json_key(j, "spacing");
    gm_json_begin_array(j);
    for (int32_t r = 0; r < laid->n_rules; r++) {
        put_rule(&laid->rules[r], j);
    }
    gm_json_end(j);
    gm_json_key(j, "sequence");
    gm_json_begin_array(j);
    for (int32_t k = 0; k < laid->n; k++) {
        gm_json_text(j, laid->names[laid->sequence[k]]);
    }
    gm_json_end(j);
    gm_json_end(j);
}
