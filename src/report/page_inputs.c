// SPDX-License-Identifier: MIT
//
// Every input with its value, range, source and confidence; and the numbers that state none.

#include "report/sheet.h"
#include "report/words.h"

#include <inttypes.h>
#include <string.h>

const char *gm_input_anchor(gm_arena *arena, int32_t input_i)
{
    return gm_arena_printf(arena, "input-%" PRId32, input_i + 1);
}

static const char *quantity(gm_arena *arena, double si, const gm_model_input *input)
{
    char buf[96];
    const char *unit = *input->unit ? input->unit : NULL;
    gm_quantity_format(si, input->dim, unit, buf, sizeof buf);
    return gm_arena_strdup(arena, buf);
}

static const char *range_of(gm_arena *arena, const gm_model_input *input)
{
    return input->has_range
               ? gm_arena_printf(arena, "%s to %s", quantity(arena, input->lo, input),
                                 quantity(arena, input->hi, input))
               : "";
}

static const char *confidence_of(const gm_model_input *input)
{
    return input->confidence == GM_INPUT_NOT_SAID ? "not said"
                                                  : gm_input_confidence_text(input->confidence);
}

// "84 inputs: 11 measured, .."
static void write_summary(gm_sheet *sheet)
{
    gm_html *h = &sheet->html;
    static const struct {
        gm_input_confidence confidence;
        const char *word;
    } words[] = {
        {GM_INPUT_MEASURED, "measured"},
        {GM_INPUT_ANNOUNCED, "announced"},
        {GM_INPUT_ESTIMATE, "estimated"},
        {GM_INPUT_UNVERIFIED, "unverified"},
        {GM_INPUT_NOT_SAID, "without a word on how good it is"},
    };
    int32_t n = sheet->twin->model->n_inputs;
    gm_html_putf(h, "<p class=\"lead\"><strong>%" PRId32 " input%s</strong>", n,
                 n == 1 ? "" : "s");
    const char *gap = ": ";
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        int32_t of = sheet->stated.by[words[i].confidence];
        if (of > 0) {
            gm_html_putf(h, "%s%" PRId32 " %s", gap, of, words[i].word);
            gap = ", ";
        }
    }
    gm_html_putf(h,
                 ". <strong>%" PRId32 " more number%s</strong> of the model state%s no source."
                 "</p>\n",
                 sheet->stated.n_unstated, sheet->stated.n_unstated == 1 ? "" : "s",
                 sheet->stated.n_unstated == 1 ? "s" : "");
}

static void write_stacked(gm_sheet *sheet)
{
    static const struct {
        gm_input_confidence confidence;
        const char *word;
        const char *class;
    } kinds[] = {
        {GM_INPUT_MEASURED, "measured", "c-measured"},
        {GM_INPUT_ANNOUNCED, "announced", "c-announced"},
        {GM_INPUT_ESTIMATE, "estimated", "c-estimate"},
        {GM_INPUT_UNVERIFIED, "unverified", "c-unverified"},
        {GM_INPUT_NOT_SAID, "not said", "c-unsaid"},
        {GM_INPUT_N_CONFIDENCES, "no source", "c-unstated"},
    };
    gm_html *h = &sheet->html;
    double all = sheet->twin->model->n_inputs + sheet->stated.n_unstated;
    if (all < 1.0) {
        return;
    }
    gm_chart_begin(h, &(gm_chart){"sources", "How well the numbers are known",
                                  "Every number of the model by what stands behind it.",
                                  "marks", 960.0, 76.0});
    double x = 16.0;
    double legend = 16.0;
    int row = 0;
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
        bool is_unstated = kinds[i].confidence == GM_INPUT_N_CONFIDENCES;
        int32_t n =
            is_unstated ? sheet->stated.n_unstated : sheet->stated.by[kinds[i].confidence];
        double width = n / all * 928.0;
        if (n == 0) {
            continue;
        }
        gm_svg_mark_begin(h, row++, -1);
        gm_svg_rect(h, kinds[i].class, (gm_box){x, 8.0, width, 30.0});
        if (width > 30.0) {
            gm_svg_text(h, gm_arena_printf(h->arena, "on %s-ink", kinds[i].class),
                        x + width / 2.0, 28.0, GM_ANCHOR_MIDDLE,
                        gm_arena_printf(h->arena, "%" PRId32, n));
        }
        gm_svg_mark_end(h);
        legend = gm_chart_legend(h, legend, 62.0, kinds[i].class, kinds[i].word);
        x += width;
    }
    gm_chart_table(h);
    static const char *const heads[] = {"known how", ">numbers", ">%", NULL};
    gm_html_table_begin(h, "Numbers by what stands behind them", heads);
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
        bool is_unstated = kinds[i].confidence == GM_INPUT_N_CONFIDENCES;
        int32_t n =
            is_unstated ? sheet->stated.n_unstated : sheet->stated.by[kinds[i].confidence];
        if (n > 0) {
            const char *cells[] = {kinds[i].word, gm_arena_printf(h->arena, "%" PRId32, n),
                                   gm_arena_printf(h->arena, "%.1f", 100.0 * n / all)};
            gm_html_table_row(h, cells);
        }
    }
    gm_html_table_end(h);
    gm_chart_end(h, NULL);
}

// A source that is an address becomes a link: the page itself asks for nothing.
static void say_source(gm_html *h, const char *source)
{
    bool is_link = source && (gm_text_starts_with(source, "https://") ||
                              gm_text_starts_with(source, "http://"));
    if (!is_link || strpbrk(source, " \t\n")) {
        gm_html_say(h, source);
        return;
    }
    gm_html_put(h, "<a rel=\"noreferrer noopener\" href=\"");
    gm_html_say(h, source);
    gm_html_put(h, "\">");
    gm_html_say(h, gm_svg_cut(h, source, 64));
    gm_html_put(h, "</a>");
}

static void write_row(gm_sheet *sheet, int32_t i)
{
    gm_html *h = &sheet->html;
    const gm_model_input *input = &sheet->twin->model->inputs[i];
    gm_html_putf(h, "<tr id=\"%s\"><th scope=\"row\"><code>", gm_input_anchor(h->arena, i));
    gm_html_say(h, input->path);
    gm_html_put(h, "</code></th><td class=\"n\">");
    gm_html_say(h, quantity(h->arena, input->value, input));
    gm_html_put(h, "</td><td class=\"n\">");
    gm_html_say(h, range_of(h->arena, input));
    gm_html_putf(h, "</td><td><span class=\"tag t-%d\">%s</span></td><td>",
                 (int)input->confidence, confidence_of(input));
    say_source(h, input->source ? input->source : "");
    if (input->year > 0) {
        gm_html_putf(h, " (%d)", input->year);
    }
    if (input->note) {
        gm_html_put(h, "<br><small>");
        gm_html_say(h, input->note);
        gm_html_put(h, "</small>");
    }
    gm_html_put(h, "</td></tr>\n");
}

static void write_unstated(gm_sheet *sheet)
{
    gm_html *h = &sheet->html;
    int32_t all = sheet->stated.n_unstated;
    int32_t n = all < GM_PAGE_UNSTATED ? all : GM_PAGE_UNSTATED;
    if (n == 0) {
        return;
    }
    gm_html_putf(h,
                 "<details class=\"more\"><summary>The %" PRId32
                 " numbers that state no source</summary>\n",
                 all);
    static const char *const heads[] = {"path", ">value", "where it stands", NULL};
    gm_html_table_begin(h, "Numbers without a source", heads);
    for (int32_t i = 0; i < n; i++) {
        const gm_unstated *u = &sheet->stated.unstated[i];
        const char *place = u->src.origin
                                ? u->src.origin
                                : gm_arena_printf(h->arena, "%s:%d", u->src.file, u->src.line);
        const char *cells[] = {u->path, u->text, place};
        gm_html_table_row(h, cells);
    }
    if (n < all) {
        gm_html_table_note(h, gm_arena_printf(h->arena, "and %" PRId32 " more", all - n));
    }
    gm_html_table_end(h);
    gm_html_put(h, "</details>\n");
}

void gm_page_inputs(gm_sheet *sheet)
{
    gm_html *h = &sheet->html;
    write_summary(sheet);
    write_stacked(sheet);
    if (sheet->twin->model->n_inputs > 0) {
        static const char *const heads[] = {"input",     ">value", ">range",
                                            "known how", "source", NULL};
        gm_html_put(h, "<div id=\"input-table\">");
        gm_html_table_begin(h, "Every input that states a source, a range or how it is known",
                            heads);
        for (int32_t i = 0; i < sheet->twin->model->n_inputs; i++) {
            write_row(sheet, i);
        }
        gm_html_table_end(h);
        gm_html_put(h, "</div>\n");
    }
    write_unstated(sheet);
}
