// SPDX-License-Identifier: MIT
//
// The first screen of a page: what holds, what fails, what cannot be said; then the claims with
// what they rest on.

#include "report/sheet.h"
#include "report/words.h"
#include "study/rests.h"

#include <inttypes.h>
#include <math.h>
#include <string.h>

// ---- words

typedef struct verdict_words {
    const char *class;
    const char *sign; // besides its colour
    const char *word;
} verdict_words;

static verdict_words words_of(gm_verdict verdict)
{
    switch (verdict) {
    case GM_VERDICT_HOLDS:
        return (verdict_words){"holds", "✓", "Holds"};
    case GM_VERDICT_FAILS:
        return (verdict_words){"fails", "✗", "Fails"};
    case GM_VERDICT_OPEN:
        return (verdict_words){"open", "?", "Open"};
    case GM_VERDICT_CANNOT:
        break;
    }
    return (verdict_words){"cannot", "–", "Cannot say"};
}

static const char *bound_words(gm_bound bound)
{
    return bound == GM_BOUND_AT_LEAST  ? "at least"
           : bound == GM_BOUND_AT_MOST ? "at most"
                                       : "exactly";
}

// In how many replications it is so.
static const char *share_words(const gm_claim_answer *a, gm_arena *arena)
{
    if (a->plan->by == GM_ANSWER_STATIC) {
        return "a number of the model itself, without chance";
    }
    int32_t n = a->verdict == GM_VERDICT_FAILS ? a->n - a->n_holds : a->n_holds;
    const char *verb = a->verdict == GM_VERDICT_FAILS ? "fails" : "holds";
    return gm_arena_printf(
        arena,
        "%s in %" PRId32 " of %" PRId32 " %s (95 %% interval of the share: "
        "%.0f to %.0f %%)",
        verb, n, a->n, a->plan->by == GM_ANSWER_CELL ? "futures" : "replications",
        100.0 * (a->verdict == GM_VERDICT_FAILS ? 1.0 - a->wilson.high : a->wilson.low),
        100.0 * (a->verdict == GM_VERDICT_FAILS ? 1.0 - a->wilson.low : a->wilson.high));
}

static const char *claim_value(const gm_claim_answer *a, double value, gm_arena *arena)
{
    char buf[GM_WORD_BYTES];
    return gm_arena_strdup(arena, gm_word_claim(a->plan->def, value, buf));
}

static const char *gap_value(const gm_claim_answer *a, double gap, gm_arena *arena)
{
    char buf[GM_WORD_BYTES];
    return gm_arena_strdup(arena, gm_word_claim_gap(a->plan->def, gap, buf));
}

static const char *range_words(const gm_claim_answer *a, gm_arena *arena)
{
    if (a->plan->by == GM_ANSWER_STATIC) {
        return "";
    }
    return gm_arena_printf(arena, "%s to %s", claim_value(a, a->p5, arena),
                           claim_value(a, a->p95, arena));
}

static const char *where_words(const gm_claim_answer *a, gm_arena *arena)
{
    const gm_claim_def *def = a->plan->def;
    const char *counter = def->counter ? def->counter : def->measure.text;
    const char *when = def->when ? def->when : a->when;
    return when && strcmp(when, "run") != 0 ? gm_arena_printf(arena, "%s, %s", counter, when)
                                            : counter;
}

// ---- cards

static void write_card(gm_sheet *sheet, const gm_claim_answer *a)
{
    gm_html *h = &sheet->html;
    gm_arena *arena = sheet->arena;
    const gm_claim_def *def = a->plan->def;
    verdict_words v = words_of(a->verdict);
    gm_html_putf(h,
                 "<li class=\"card %s\"><p class=\"verdict\"><span aria-hidden=\"true\">%s"
                 "</span> %s</p><h3>",
                 v.class, v.sign, v.word);
    gm_html_say(h, def->says);
    gm_html_put(h, "</h3><p class=\"big\">");
    gm_html_say(h, claim_value(a, a->median, arena));
    gm_html_put(h, "</p><p>");
    if (a->plan->by != GM_ANSWER_STATIC) {
        gm_html_sayf(h, "median; 5 to 95 %%: %s. ", range_words(a, arena));
    }
    gm_html_sayf(h, "Claimed: %s %s.", bound_words(def->bound),
                 claim_value(a, def->value, arena));
    if (!isnan(a->short_by)) {
        gm_html_put(h, " <strong>");
        gm_html_sayf(h, "%s by %s.",
                     def->bound == GM_BOUND_AT_MOST   ? "Over"
                     : def->bound == GM_BOUND_EXACTLY ? "Off"
                                                      : "Short",
                     gap_value(a, a->short_by, arena));
        gm_html_put(h, "</strong>");
    }
    gm_html_put(h, "</p><p class=\"small\">");
    gm_html_sayf(h, "%s; %s", where_words(a, arena), share_words(a, arena));
    if (a->note) {
        gm_html_sayf(h, "; %s", a->note);
    }
    if (a->binds) {
        gm_html_sayf(h, ". What binds: %s", a->binds);
    }
    if (a->change) {
        gm_html_sayf(h, ". It %s", a->change);
    }
    gm_html_put(h, ".</p></li>\n");
}

static void write_summary(gm_sheet *sheet)
{
    const gm_claim_answer *answers = sheet->report->run->claims;
    int n[4] = {0};
    for (int32_t i = 0; i < sheet->twin->n_claims; i++) {
        n[answers[i].verdict] += 1;
    }
    gm_html *h = &sheet->html;
    int known = n[GM_VERDICT_HOLDS] + n[GM_VERDICT_FAILS] + n[GM_VERDICT_OPEN];
    gm_html_put(h, "<p class=\"lead\">");
    if (sheet->twin->n_claims == 0) {
        gm_html_put(h, "The model claims nothing: it says what the plant does, and the figures "
                       "below show it.</p>\n");
        return;
    }
    gm_html_putf(h, "Of %d claim%s that can be answered <strong>%d hold%s</strong>", known,
                 known == 1 ? "" : "s", n[GM_VERDICT_HOLDS],
                 n[GM_VERDICT_HOLDS] == 1 ? "s" : "");
    gm_html_putf(h, ", <strong>%d fail%s</strong>", n[GM_VERDICT_FAILS],
                 n[GM_VERDICT_FAILS] == 1 ? "s" : "");
    if (n[GM_VERDICT_OPEN] > 0) {
        gm_html_putf(h, " and <strong>%d %s open</strong>", n[GM_VERDICT_OPEN],
                     n[GM_VERDICT_OPEN] == 1 ? "is" : "are");
    }
    gm_html_put(h, ".");
    if (n[GM_VERDICT_CANNOT] > 0) {
        gm_html_putf(h, " Of %d more nothing can be said, each for a reason.",
                     n[GM_VERDICT_CANNOT]);
    }
    gm_html_put(h, "</p>\n");
}

// ---- what cannot be said

static void write_cannot(gm_sheet *sheet)
{
    gm_html *h = &sheet->html;
    const gm_claim_answer *answers = sheet->report->run->claims;
    int n = 0;
    for (int32_t i = 0; i < sheet->twin->n_claims; i++) {
        n += answers[i].verdict == GM_VERDICT_CANNOT ? 1 : 0;
    }
    if (n == 0) {
        return;
    }
    gm_html_putf(h,
                 "<details class=\"more\"><summary>%d claim%s of which nothing can be said"
                 "</summary>\n",
                 n, n == 1 ? "" : "s");
    static const char *const heads[] = {"claim", "why nothing can be said", NULL};
    gm_html_table_begin(h, "Claims without an answer", heads);
    for (int32_t i = 0; i < sheet->twin->n_claims; i++) {
        const gm_claim_answer *a = &answers[i];
        if (a->verdict == GM_VERDICT_CANNOT) {
            const char *because = a->plan->def->because;
            const char *cells[] = {a->plan->def->says,
                                   because && a->why && strcmp(because, a->why) != 0 ? because
                                   : a->why                                          ? a->why
                                                                                     : ""};
            gm_html_table_row(h, cells);
        }
    }
    gm_html_table_end(h);
    gm_html_put(h, "</details>\n");
}

// ---- the table

static void say_rests(gm_sheet *sheet, int32_t claim_i)
{
    gm_html *h = &sheet->html;
    gm_rests rests = gm_rests_of(sheet->twin, &sheet->stated, claim_i, sheet->arena);
    if (rests.weakest == GM_NONE) {
        gm_html_put(h, "no input states a source");
    } else {
        const gm_model_input *in = &sheet->twin->model->inputs[rests.weakest];
        const char *word = in->confidence == GM_INPUT_NOT_SAID
                               ? "not said how good"
                               : gm_input_confidence_text(in->confidence);
        gm_html_putf(h, "<span class=\"tag t-%d\">%s</span> <a href=\"#%s\">",
                     (int)in->confidence, word, gm_input_anchor(sheet->arena, rests.weakest));
        gm_html_say(h, in->path);
        gm_html_put(h, "</a>");
        if (in->source) {
            gm_html_put(h, "<br><small>");
            gm_html_say(h, gm_svg_cut(h, in->source, 60));
            gm_html_put(h, "</small>");
        }
        gm_html_putf(h, "<br><small>%" PRId32 " of %" PRId32 " inputs are no better",
                     rests.n_weak, rests.n);
        gm_html_put(h, "</small>");
    }
    gm_html_putf(h, "<br><small>%" PRId32 " number%s without a source</small>",
                 rests.n_unstated, rests.n_unstated == 1 ? "" : "s");
}

static void write_row(gm_sheet *sheet, int32_t i, bool has_came)
{
    gm_html *h = &sheet->html;
    const gm_claim_answer *a = &sheet->report->run->claims[i];
    const gm_claim_def *def = a->plan->def;
    verdict_words v = words_of(a->verdict);
    gm_html_put(h, "<tr><th scope=\"row\">");
    gm_html_say(h, def->says);
    gm_html_putf(h,
                 "</th><td class=\"%s\"><span aria-hidden=\"true\">%s</span> %s</td>"
                 "<td class=\"n\">",
                 v.class, v.sign, v.word);
    gm_html_sayf(h, "%s %s", bound_words(def->bound), claim_value(a, def->value, sheet->arena));
    gm_html_put(h, "</td><td class=\"n\">");
    gm_html_say(h, claim_value(a, a->median, sheet->arena));
    gm_html_put(h, "</td><td class=\"n\">");
    gm_html_say(h, range_words(a, sheet->arena));
    gm_html_put(h, "</td><td class=\"n\">");
    gm_html_say(h, isnan(a->short_by) ? "" : gap_value(a, a->short_by, sheet->arena));
    gm_html_put(h, "</td>");
    if (has_came) {
        gm_html_put(h, "<td class=\"n\">");
        if (!isnan(def->came)) {
            gm_html_sayf(h, "%s%s", def->came_at_least ? "≥ " : "",
                         claim_value(a, def->came, sheet->arena));
        }
        gm_html_put(h, "</td>");
    }
    gm_html_put(h, "<td>");
    say_rests(sheet, i);
    gm_html_put(h, "</td></tr>\n");
}

static void write_table(gm_sheet *sheet)
{
    const gm_claim_answer *answers = sheet->report->run->claims;
    bool has_came = false;
    int n = 0;
    for (int32_t i = 0; i < sheet->twin->n_claims; i++) {
        has_came |= !isnan(answers[i].plan->def->came);
        n += answers[i].verdict != GM_VERDICT_CANNOT ? 1 : 0;
    }
    if (n == 0) {
        return;
    }
    static const char *const with[] = {"claim",      "verdict",        ">claimed",
                                       ">median",    ">5 to 95 %",     ">short or over by",
                                       ">what came", "weakest source", NULL};
    static const char *const without[] = {"claim",          "verdict",    ">claimed",
                                          ">median",        ">5 to 95 %", ">short or over by",
                                          "weakest source", NULL};
    gm_html_table_begin(&sheet->html, "Every answer and what it rests on",
                        has_came ? with : without);
    for (int32_t i = 0; i < sheet->twin->n_claims; i++) {
        if (answers[i].verdict != GM_VERDICT_CANNOT) {
            write_row(sheet, i, has_came);
        }
    }
    gm_html_table_end(&sheet->html);
}

// ---- all

#define MOST_CARDS 12

void gm_page_verdicts(gm_sheet *sheet)
{
    gm_html *h = &sheet->html;
    const gm_claim_answer *answers = sheet->report->run->claims;
    write_summary(sheet);
    const char *more = gm_answer_more_words(sheet->set, sheet->arena);
    if (more) {
        gm_html_element(h, "p", "note", more);
    }
    int n = 0;
    gm_html_put(h, "<ul class=\"cards\">\n");
    // What fails is read first.
    static const gm_verdict order[] = {GM_VERDICT_FAILS, GM_VERDICT_OPEN, GM_VERDICT_HOLDS};
    for (size_t k = 0; k < sizeof order / sizeof order[0]; k++) {
        for (int32_t i = 0; i < sheet->twin->n_claims && n < MOST_CARDS; i++) {
            if (answers[i].verdict == order[k]) {
                write_card(sheet, &answers[i]);
                n += 1;
            }
        }
    }
    gm_html_put(h, "</ul>\n");
    gm_chart_claims(sheet);
    write_table(sheet);
    write_cannot(sheet);
}
