// SPDX-License-Identifier: MIT
//
// A growing HTML text. What comes from a model goes through gm_html_say(), which escapes it.

#ifndef GM_REPORT_HTML_H
#define GM_REPORT_HTML_H

#include "core/text.h"

#define GM_HTML_FIGURES 256

// Where the drawing of a figure stands in the text.
typedef struct gm_html_figure {
    const char *id;
    size_t from;
    size_t to;
} gm_html_figure;

typedef struct gm_html {
    gm_arena *arena; // borrowed
    gm_text text;
    int n_columns;   // of the open table
    bool rights[16]; // its columns of numbers
    int n_figures;
    gm_html_figure figures[GM_HTML_FIGURES];
} gm_html;

gm_html gm_html_init(gm_arena *arena);

// Markup as it is: constants and numbers, nothing of a model.
void gm_html_put(gm_html *h, const char *markup);
__attribute__((format(printf, 2, 3))) void gm_html_putf(gm_html *h, const char *fmt, ...);

// Text, escaped for elements and for attributes in quotes. Bytes that are no UTF-8 and control
// characters become U+FFFD. NULL is empty.
void gm_html_say(gm_html *h, const char *text);
__attribute__((format(printf, 2, 3))) void gm_html_sayf(gm_html *h, const char *fmt, ...);

// <tag>text</tag>, with a class where it is not NULL.
void gm_html_element(gm_html *h, const char *tag, const char *class, const char *text);

// A table in a frame that scrolls. heads: a NULL-ended list of at most 16; one that begins with
// '>' is of numbers: to the right. The first cell of a row is its head.
void gm_html_table_begin(gm_html *h, const char *caption, const char *const *heads);
void gm_html_table_row(gm_html *h, const char *const *cells);
void gm_html_table_end(gm_html *h);

// A row of one cell over all columns.
void gm_html_table_note(gm_html *h, const char *text);

#endif
