// SPDX-License-Identifier: MIT

#include "report/page_report.h"

#include "gemba/version.h"
#include "report/page_assets.h"
#include "report/sheet.h"
#include "report/span_text.h"
#include "study/growth.h"
#include "study/standstill.h"

#include <inttypes.h>
#include <string.h>

// ---- the head

static int digit_of(char c)
{
    return c <= '9' ? c - '0' : c - 'a' + 10;
}

// A content security policy names a SHA-256 in base64: 64 hexadecimal digits become 44 letters.
static void put_hash(gm_html *h, const char *hex)
{
    static const char letters[] =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
        "+/";
    char out[45];
    int n = 0;
    for (int i = 0; i < 33; i += 3) { // bytes, the 33rd is not there
        unsigned bits = 0;
        for (int k = 0; k < 3; k++) {
            int at = 2 * (i + k);
            unsigned byte =
                at < 64 ? (unsigned)(digit_of(hex[at]) << 4 | digit_of(hex[at + 1])) : 0;
            bits = bits << 8 | byte;
        }
        for (int k = 3; k >= 0; k--) {
            out[n++] = letters[bits >> (6 * k) & 63];
        }
    }
    out[43] = '=';
    out[44] = '\0';
    gm_html_putf(h, "'sha256-%s'", out);
}

static void write_head(gm_sheet *sheet)
{
    gm_html *h = &sheet->html;
    gm_html_put(h, "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
                   "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
                   "style-src ");
    put_hash(h, gm_page_css_hash);
    gm_html_put(h, "; script-src ");
    put_hash(h, gm_page_js_hash);
    gm_html_put(h, "; base-uri 'none'; form-action 'none'\">\n"
                   "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
                   "<meta name=\"color-scheme\" content=\"light dark\">\n"
                   "<meta name=\"referrer\" content=\"no-referrer\">\n"
                   "<meta name=\"generator\" content=\"gemba " GM_VERSION "\">\n<title>");
    gm_html_say(h, sheet->twin->model->name);
    gm_html_put(h, "</title>\n<style>");
    gm_text_add_n(&h->text, (const char *)gm_page_css, gm_page_css_size);
    gm_html_put(h, "</style>\n</head>\n<body>\n");
}

static void write_warnings(gm_sheet *sheet)
{
    gm_html *h = &sheet->html;
    const gm_replications *set = sheet->set;
    const char *standstill = gm_standstill_words(set, sheet->arena);
    const char *words[] = {
        standstill,
        gm_growth_warning(set, sheet->arena),
        sheet->report->run->is_interrupted
            ? "the run was interrupted: these are the replications that were finished"
            : NULL,
    };
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        if (words[i]) {
            gm_html_put(h, "<p class=\"warning\"><strong>Warning:</strong> ");
            gm_html_say(h, words[i]);
            gm_html_put(h, "</p>\n");
        }
    }
}

static void write_title(gm_sheet *sheet)
{
    gm_html *h = &sheet->html;
    const gm_model *model = sheet->twin->model;
    int32_t n = gm_replications_good(sheet->set);
    gm_html_put(h, "<header>\n<p class=\"brand\">gemba report</p>\n<h1>");
    gm_html_say(h, model->name);
    gm_html_put(h, "</h1>\n");
    if (model->about) {
        gm_html_element(h, "p", "about", model->about);
    }
    gm_html_put(h, "<p class=\"facts\">");
    if (model->scenario) {
        gm_html_sayf(h, "Scenario %s · ", model->scenario);
    }
    gm_html_sayf(h, "%s · %" PRId32 " replication%s · seed %" PRIu32,
                 gm_span_length(model, sheet->arena), n, n == 1 ? "" : "s", sheet->set->seed);
    const char *counted = gm_span_counted(sheet->set, sheet->arena);
    if (counted) {
        gm_html_sayf(h, " · %s", counted);
    }
    gm_html_put(h, "</p>\n</header>\n");
    write_warnings(sheet);
}

// ---- the parts

typedef struct part {
    const char *id;
    const char *title;
    void (*write)(gm_sheet *sheet);
    bool (*is_there)(const gm_sheet *sheet); // NULL: always
} part;

static void write_why(gm_sheet *sheet)
{
    gm_page_why(sheet);
    gm_chart_gradients(sheet);
    gm_chart_waterfalls(sheet);
    gm_chart_shops(sheet);
}

static void write_plant(gm_sheet *sheet)
{
    gm_chart_states(sheet);
    gm_chart_balances(sheet);
    gm_chart_gantt(sheet);
}

static void write_parts(gm_sheet *sheet)
{
    gm_chart_sankey(sheet);
    gm_chart_wip(sheet);
    gm_chart_places(sheet);
}

static void write_people(gm_sheet *sheet)
{
    if (!sheet->twin->model->headcount.is_given) {
        gm_html_put(&sheet->html,
                    "<p class=\"note\">The model has no <code>headcount:</code>.</p>\n");
    }
    gm_chart_heads(sheet);
    gm_chart_hours(sheet);
    gm_chart_crews(sheet);
}

static const part parts[] = {
    {"verdicts", "The verdicts", gm_page_verdicts, NULL},
    {"output-section", "Output", gm_chart_output, NULL},
    {"why", "What binds", write_why, NULL},
    {"parts", "Parts", write_parts, NULL},
    {"stations", "Stations", write_plant, NULL},
    {"vehicles", "Vehicles", gm_page_vehicles, gm_has_vehicles},
    {"sequence", "Sequence", gm_page_sequence, gm_has_sequence},
    {"quality", "Quality", gm_page_quality, gm_has_quality},
    {"cells", "Cells and power", gm_page_cells, gm_has_cells},
    {"people", "People", write_people, NULL},
    {"inputs", "Inputs", gm_page_inputs, NULL},
};
#define N_PARTS ((int)(sizeof parts / sizeof parts[0]))

static bool is_there(const gm_sheet *sheet, int i)
{
    return !parts[i].is_there || parts[i].is_there(sheet);
}

static void write_nav(gm_sheet *sheet)
{
    gm_html *h = &sheet->html;
    gm_html_put(h, "<nav aria-label=\"Parts of this page\"><ul>\n");
    for (int i = 0; i < N_PARTS; i++) {
        if (is_there(sheet, i)) {
            gm_html_putf(h, "<li><a href=\"#%s\">%s</a></li>\n", parts[i].id, parts[i].title);
        }
    }
    gm_html_put(h, "<li><a href=\"#how\">How it was made</a></li>\n</ul></nav>\n");
}

static void write_parts_of_page(gm_sheet *sheet)
{
    for (int i = 0; i < N_PARTS; i++) {
        if (!is_there(sheet, i)) {
            continue;
        }
        gm_html_putf(&sheet->html,
                     "<section id=\"%s\" aria-labelledby=\"%s-h\">\n<h2 id=\"%s-h\">%s</h2>\n",
                     parts[i].id, parts[i].id, parts[i].id, parts[i].title);
        parts[i].write(sheet);
        gm_html_put(&sheet->html, "</section>\n");
    }
}

// ---- the foot

static void put_fact(gm_html *h, const char *word, const char *value)
{
    gm_html_put(h, "<dt>");
    gm_html_say(h, word);
    gm_html_put(h, "</dt><dd>");
    gm_html_say(h, value);
    gm_html_put(h, "</dd>\n");
}

static void write_foot(gm_sheet *sheet)
{
    gm_html *h = &sheet->html;
    gm_arena *arena = sheet->arena;
    const gm_model *model = sheet->twin->model;
    gm_html_put(h, "<footer id=\"how\">\n<h2>How it was made</h2>\n"
                   "<p>The same program, model and seed give the same numbers, bit by bit, on "
                   "any number of threads.</p>\n<dl>\n");
    put_fact(h, "command", sheet->report->command);
    put_fact(h, "program",
             gm_arena_printf(arena, "gemba " GM_VERSION ", %s",
                             gm_replications_engine(sheet->set, arena)));
    const char *no_line = gm_replications_no_line(sheet->set, arena);
    if (no_line) {
        put_fact(h, "no line engine", no_line);
    }
    put_fact(h, "model",
             gm_arena_printf(arena, "%s, hash %016" PRIx64, model->path, model->hash));
    put_fact(h, "seed", gm_arena_printf(arena, "%" PRIu32, sheet->set->seed));
    put_fact(h, "replications",
             gm_arena_printf(arena, "%" PRId32, gm_replications_good(sheet->set)));
    put_fact(h, "departures",
             gm_arena_printf(arena, "hash %016" PRIx64, gm_answer_hash(sheet->set)));
    put_fact(h, "intervals",
             "± is the half-width of the 95 % interval of a mean over the replications; a "
             "verdict counts replications at the stated values, ranges of inputs do not move "
             "it");
    gm_html_put(h, "</dl>\n</footer>\n");
}

// ---- all

static gm_sheet sheet_of(const gm_page_report *report, gm_arena *arena)
{
    gm_sheet sheet = {.html = gm_html_init(arena),
                      .report = report,
                      .set = report->run->set,
                      .twin = report->run->set->twin,
                      .arena = arena};
    sheet.stated = gm_stated_of(sheet.twin->model, arena);
    return sheet;
}

void gm_page_html(const gm_page_report *report, FILE *out)
{
    gm_arena arena;
    gm_arena_init(&arena, 0);
    gm_sheet sheet = sheet_of(report, &arena);
    gm_html *h = &sheet.html;
    write_head(&sheet);
    gm_html_put(h, "<a class=\"skip\" href=\"#verdicts\">To the verdicts</a>\n");
    write_title(&sheet);
    write_nav(&sheet);
    gm_html_put(h, "<main>\n");
    write_parts_of_page(&sheet);
    gm_html_put(h, "</main>\n");
    write_foot(&sheet);
    gm_html_put(h, "<script>");
    gm_text_add_n(&h->text, (const char *)gm_page_js, gm_page_js_size);
    gm_html_put(h, "</script>\n</body>\n</html>\n");
    fwrite(h->text.at, 1, h->text.len, out);
    gm_arena_fini(&arena);
}

const char *gm_page_figure(const gm_page_report *report, const char *id, const char **names,
                           gm_arena *arena)
{
    gm_sheet sheet = sheet_of(report, arena);
    write_parts_of_page(&sheet);
    *names = "";
    for (int i = 0; i < sheet.html.n_figures; i++) {
        *names = gm_arena_printf(arena, "%s%s%s", *names, i > 0 ? " " : "",
                                 sheet.html.figures[i].id);
    }
    return gm_chart_alone(&sheet.html, id);
}
