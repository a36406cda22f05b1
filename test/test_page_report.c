// SPDX-License-Identifier: MIT

#include "check_main.h"
#include "watched_set.h"

#include "report/page_report.h"

#include <stdlib.h>

typedef struct page {
    watched_set w;
    gm_why why;
    gm_run_report run;
    gm_page_report report;
} page;

static void make(page *p, const char *text)
{
    watched_run(&p->w, text, 0.0, 86400.0);
    p->why = gm_why_create(&p->w.m.set, false, &p->w.m.arena);
    p->run = (gm_run_report){.set = &p->w.m.set,
                             .claims = gm_answer_claims(&p->w.m.set, &p->w.m.arena)};
    p->report = (gm_page_report){.run = &p->run,
                                 .why = &p->why,
                                 .watch = &p->w.watch,
                                 .command = "gemba report 'a <b>.yaml'"};
}

static char *html_of(const page *p)
{
    FILE *file = tmpfile();
    ck_assert_ptr_nonnull(file);
    gm_page_html(&p->report, file);
    long size = ftell(file);
    rewind(file);
    char *text = calloc((size_t)size + 1, 1);
    ck_assert_uint_eq(fread(text, 1, (size_t)size, file), (size_t)size);
    fclose(file);
    return text;
}

static int count(const char *text, const char *what)
{
    int n = 0;
    for (const char *at = strstr(text, what); at; at = strstr(at + 1, what)) {
        n++;
    }
    return n;
}

START_TEST(a_page_asks_for_nothing_and_says_so)
{
    page p;
    make(&p, watched_assembly);
    char *text = html_of(&p);
    ck_assert_ptr_nonnull(strstr(text, "content=\"default-src 'none'; style-src 'sha256-"));
    ck_assert_int_eq(count(text, "<link"), 0);
    ck_assert_int_eq(count(text, " src="), 0);
    ck_assert_int_eq(count(text, "@import"), 0);
    ck_assert_int_eq(count(text, "url("), 0);
    ck_assert_int_eq(count(text, " style=\""), 0); // the policy forbids it
    ck_assert_ptr_nonnull(strstr(text, "gemba report &#39;a &lt;b&gt;.yaml&#39;"));
    free(text);
    watched_close(&p.w);
}
END_TEST

START_TEST(every_figure_has_a_drawing_with_words_and_a_table)
{
    page p;
    make(&p, watched_assembly);
    char *text = html_of(&p);
    int n = count(text, "<figure ");
    ck_assert_int_ge(n, 6);
    ck_assert_int_eq(count(text, "role=\"img\""), n);
    ck_assert_int_eq(count(text, "</desc>"), n);
    ck_assert_int_eq(count(text, "<details class=\"numbers\">"), n);
    free(text);
    watched_close(&p.w);
}
END_TEST

START_TEST(a_figure_alone_is_an_svg_file)
{
    page p;
    make(&p, watched_assembly);
    const char *names;
    const char *svg = gm_page_figure(&p.report, "waterfall", &names, &p.w.m.arena);
    ck_assert_ptr_nonnull(svg);
    ck_assert_int_eq(strncmp(svg, "<svg xmlns=\"http://www.w3.org/2000/svg\"", 39), 0);
    ck_assert_str_eq(svg + strlen(svg) - 7, "</svg>\n");
    ck_assert_int_eq(count(svg, "<svg"), count(svg, "</svg>"));
    ck_assert_ptr_null(gm_page_figure(&p.report, "no-such", &names, &p.w.m.arena));
    ck_assert_ptr_nonnull(strstr(names, "waterfall"));
    watched_close(&p.w);
}
END_TEST

// Nothing runs before the parts run out: no claims, no people, no months.
START_TEST(a_model_of_almost_nothing_has_a_page_too)
{
    page p;
    make(&p, "gemba: 1\nclock: {run: 5 parts}\nplant:\n  line:\n    - source: in\n"
             "    - {station: a, time: 1 s}\n    - sink: out\n");
    char *text = html_of(&p);
    ck_assert_ptr_nonnull(strstr(text, "The model claims nothing"));
    ck_assert_ptr_nonnull(strstr(text, "cannot say"));
    ck_assert_ptr_nonnull(strstr(text, "</html>"));
    ck_assert_int_eq(count(text, "nan"), count(text, "nance")); // "maintenance" aside
    free(text);
    watched_close(&p.w);
}
END_TEST

static void expect_sections(const char *text, bool wanted)
{
    static const char *const ids[] = {"vehicles", "sequence", "quality", "cells"};
    for (size_t i = 0; i < sizeof ids / sizeof ids[0]; i++) {
        char section[64];
        char link[64];
        snprintf(section, sizeof section, "<section id=\"%s\"", ids[i]);
        snprintf(link, sizeof link, "href=\"#%s\"", ids[i]);
        ck_assert_msg(count(text, section) == (wanted ? 1 : 0), "section %s", ids[i]);
        ck_assert_msg(count(text, link) == (wanted ? 1 : 0), "link %s", ids[i]);
    }
}

// A vehicle, a changeover, scrap and a recipe; and a model that has none of them.
START_TEST(sections_are_there_for_what_a_model_has)
{
    page p;
    make(&p, "gemba: 1\nclock: {run: 2 d}\nplant:\n  line:\n    - source: in\n"
             "    - {station: a, time: 60 s}\n    - sink: out\n");
    char *text = html_of(&p);
    expect_sections(text, false);
    free(text);
    watched_close(&p.w);
    make(&p,
         "gemba: 1\nclock: {run: 2 d}\n"
         "parts: {body: {variants: {red: 50 %, blue: 50 %}}}\n"
         "fleets: {agv: {vehicles: 1, travel: 20 s}}\n"
         "grids: {supply: 5 kW}\n"
         "plant:\n  line:\n    - {source: in, part: body, every: 100 s}\n"
         "    - {transport: carry, fleet: agv}\n    - {buffer: side, holds: 5}\n"
         "    - {station: booth, time: 30 s, scrap: 5 %, changeover: {on: variant, takes: 5 "
         "s}}\n"
         "    - {station: oven, machines: 2, grid: supply,\n"
         "       recipe: [{name: heat, time: 60 s, power: 2 kW}, {name: cool, time: 30 s}]}\n"
         "    - sink: out\n");
    text = html_of(&p);
    expect_sections(text, true);
    static const char *const figures[] = {"fleets", "transports", "blocks",  "purges",
                                          "yields", "phases",     "recipes", "grids"};
    for (size_t i = 0; i < sizeof figures / sizeof figures[0]; i++) {
        const char *names;
        ck_assert_ptr_nonnull(gm_page_figure(&p.report, figures[i], &names, &p.w.m.arena));
    }
    ck_assert_ptr_nonnull(strstr(text, "oven: cool"));
    free(text);
    watched_close(&p.w);
}
END_TEST

// Three tasks of 20 s at a takt of 50 s: 40 s for one person, 20 s for the next.
START_TEST(a_balanced_line_shows_the_load_of_its_people)
{
    page p;
    make(&p, "gemba: 1\nclock: {run: 1 d}\nplant:\n  line:\n    - source: in\n"
             "    - moving-line: fit\n      pitch: 5 m\n      takt: 50 s\n"
             "      balance: {people: 1, load: 100 %}\n"
             "      tasks:\n        a: 20 s\n        b: {time: 20 s, after: a}\n"
             "        c: {time: 20 s, after: b}\n"
             "    - sink: out\n");
    char *text = html_of(&p);
    const char *names;
    ck_assert_ptr_nonnull(gm_page_figure(&p.report, "balance-1", &names, &p.w.m.arena));
    ck_assert_ptr_nonnull(strstr(text, "Balance of fit"));
    ck_assert_ptr_nonnull(strstr(text, "2 people at 2 stations"));
    ck_assert_ptr_nonnull(strstr(text, " 1.1</th>"));
    ck_assert_int_eq(count(text, ">40.0</td>"), 2);
    free(text);
    watched_close(&p.w);
}
END_TEST

int main(void)
{
    TCase *tc = tcase_create("page_report");
    tcase_add_test(tc, a_page_asks_for_nothing_and_says_so);
    tcase_add_test(tc, every_figure_has_a_drawing_with_words_and_a_table);
    tcase_add_test(tc, a_figure_alone_is_an_svg_file);
    tcase_add_test(tc, a_balanced_line_shows_the_load_of_its_people);
    tcase_add_test(tc, sections_are_there_for_what_a_model_has);
    tcase_add_test(tc, a_model_of_almost_nothing_has_a_page_too);
    return gm_check_main("page_report", tc);
}
