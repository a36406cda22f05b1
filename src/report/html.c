// SPDX-License-Identifier: MIT

#include "report/html.h"

#include "core/assert.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

gm_html gm_html_init(gm_arena *arena)
{
    return (gm_html){.arena = arena, .text = gm_text_init(arena)};
}

void gm_html_put(gm_html *h, const char *markup)
{
    gm_text_add(&h->text, markup);
}

void gm_html_putf(gm_html *h, const char *fmt, ...)
{
    char buf[512];
    va_list args;
    va_start(args, fmt);
    int n = vsnprintf(buf, sizeof buf, fmt, args);
    va_end(args);
    GM_REQUIRE(n >= 0 && n < (int)sizeof buf); // long texts go through gm_html_put()
    gm_text_add_n(&h->text, buf, (size_t)n);
}

// ---- text

static const char *escape_of(unsigned char c)
{
    switch (c) {
    case '&':
        return "&amp;";
    case '<':
        return "&lt;";
    case '>':
        return "&gt;";
    case '"':
        return "&quot;";
    case '\'':
        return "&#39;";
    default:
        return c < 0x20 && c != '\n' && c != '\t' ? "\xef\xbf\xbd" : NULL;
    }
}

// The non-characters and the C1 controls, which HTML forbids.
static bool is_forbidden(uint32_t code)
{
    return (code >= 0x7f && code <= 0x9f) || (code >= 0xfdd0 && code <= 0xfdef) ||
           (code & 0xfffe) == 0xfffe;
}

void gm_html_say(gm_html *h, const char *text)
{
    size_t len = text ? strlen(text) : 0;
    size_t plain = 0; // bytes in hand that need no escape
    size_t i = 0;
    while (i < len) {
        uint32_t code = 0;
        int n = gm_utf8_decode(text + i, len - i, &code);
        const char *escape = escape_of((unsigned char)text[i]);
        if (n == 0 || is_forbidden(code)) {
            escape = "\xef\xbf\xbd";
        }
        size_t step = n > 0 ? (size_t)n : 1;
        if (escape) {
            gm_text_add_n(&h->text, text + i - plain, plain);
            gm_text_add(&h->text, escape);
            plain = 0;
        } else {
            plain += step;
        }
        i += step;
    }
    gm_text_add_n(&h->text, text ? text + len - plain : "", plain);
}

void gm_html_sayf(gm_html *h, const char *fmt, ...)
{
    va_list args;
    va_start(args, fmt);
    const char *text = gm_arena_vprintf(h->arena, fmt, args);
    va_end(args);
    gm_html_say(h, text);
}

void gm_html_element(gm_html *h, const char *tag, const char *class, const char *text)
{
    gm_html_putf(h, "<%s%s%s%s>", tag, class ? " class=\"" : "", class ? class : "",
                 class ? "\"" : "");
    gm_html_say(h, text);
    gm_html_putf(h, "</%s>", tag);
}

// ---- tables

void gm_html_table_begin(gm_html *h, const char *caption, const char *const *heads)
{
    gm_html_put(h, "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"");
    gm_html_say(h, caption);
    gm_html_put(h, "\"><table><caption>");
    gm_html_say(h, caption);
    gm_html_put(h, "</caption><thead><tr>");
    h->n_columns = 0;
    for (int i = 0; heads[i]; i++) {
        GM_REQUIRE(i < (int)(sizeof h->rights / sizeof h->rights[0]));
        h->rights[i] = heads[i][0] == '>';
        gm_html_put(h, h->rights[i] ? "<th scope=\"col\" class=\"n\">" : "<th scope=\"col\">");
        gm_html_say(h, heads[i] + (h->rights[i] ? 1 : 0));
        gm_html_put(h, "</th>");
        h->n_columns += 1;
    }
    gm_html_put(h, "</tr></thead><tbody>\n");
}

void gm_html_table_row(gm_html *h, const char *const *cells)
{
    gm_html_put(h, "<tr>");
    for (int i = 0; i < h->n_columns; i++) {
        const char *open = i == 0         ? "<th scope=\"row\">"
                           : h->rights[i] ? "<td class=\"n\">"
                                          : "<td>";
        gm_html_put(h, open);
        gm_html_say(h, cells[i]);
        gm_html_put(h, i == 0 ? "</th>" : "</td>");
    }
    gm_html_put(h, "</tr>\n");
}

void gm_html_table_note(gm_html *h, const char *text)
{
    gm_html_putf(h, "<tr class=\"note\"><td colspan=\"%d\">", h->n_columns);
    gm_html_say(h, text);
    gm_html_put(h, "</td></tr>\n");
}

void gm_html_table_end(gm_html *h)
{
    gm_html_put(h, "</tbody></table></div>\n");
}
