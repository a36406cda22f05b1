// SPDX-License-Identifier: MIT

#include "report/svg.h"

#include "report/words.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#define Y_TICKS 7 // one more than a nice scale was made with
#define X_TICKS 9

void gm_svg_rect(gm_html *h, const char *class, gm_box b)
{
    gm_html_putf(h, "<rect class=\"%s\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\"/>",
                 class, b.x, b.y, b.width > 0.0 ? b.width : 0.0,
                 b.height > 0.0 ? b.height : 0.0);
}

void gm_svg_line(gm_html *h, const char *class, double x1, double y1, double x2, double y2)
{
    gm_html_putf(h, "<line class=\"%s\" x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\"/>",
                 class, x1, y1, x2, y2);
}

void gm_svg_text(gm_html *h, const char *class, double x, double y, gm_anchor anchor,
                 const char *text)
{
    static const char *const anchors[] = {"", " text-anchor=\"middle\"",
                                          " text-anchor=\"end\""};
    gm_html_putf(h, "<text class=\"%s\" x=\"%.1f\" y=\"%.1f\"%s>", class, x, y,
                 anchors[anchor]);
    gm_html_say(h, text);
    gm_html_put(h, "</text>");
}

const char *gm_svg_cut(gm_html *h, const char *text, int most)
{
    size_t len = strlen(text);
    size_t at = 0;
    for (int n = 0; at < len; n++) {
        uint32_t code;
        int step = gm_utf8_decode(text + at, len - at, &code);
        if (n == most - 1 && at + (size_t)(step > 0 ? step : 1) < len) {
            return gm_arena_printf(h->arena, "%.*s…", (int)at, text);
        }
        at += (size_t)(step > 0 ? step : 1);
    }
    return text;
}

void gm_svg_text_wrapped(gm_html *h, const char *class, gm_box box, const char *text)
{
    int most = (int)(box.width / GM_SVG_LETTER);
    double y = box.y + box.height / 2.0 + 5.0;
    size_t len = strlen(text);
    size_t cut = (size_t)most < len ? (size_t)most : len;
    while (cut > 0 && cut < len && text[cut] != ' ') {
        cut--;
    }
    if (cut == 0 || cut == len) { // one line, or one long word
        gm_svg_text(h, class, box.x + box.width, y, GM_ANCHOR_END, gm_svg_cut(h, text, most));
        return;
    }
    gm_svg_text(h, class, box.x + box.width, y - 9.0, GM_ANCHOR_END,
                gm_arena_strndup(h->arena, text, cut));
    gm_svg_text(h, class, box.x + box.width, y + 9.0, GM_ANCHOR_END,
                gm_svg_cut(h, text + cut + 1, most));
}

// About so wide is a text of 13 units in a common font.
double gm_svg_width(const char *text)
{
    double width = 0.0;
    for (const char *at = text; *at; at++) {
        bool is_narrow = strchr("ijltfrI.,:;'|()[] ", *at) != NULL;
        bool is_wide = strchr("mwMW%", *at) != NULL;
        bool is_tail = ((unsigned char)*at & 0xc0) == 0x80; // of a character of several bytes
        width += is_tail ? 0.0 : is_narrow ? 4.6 : is_wide ? 11.6 : 7.9;
    }
    return width;
}

void gm_svg_mark_begin(gm_html *h, int row, int column)
{
    gm_html_putf(h, "<g class=\"mark\" data-row=\"%d\"", row);
    if (column >= 0) {
        gm_html_putf(h, " data-col=\"%d\"", column);
    }
    gm_html_put(h, ">");
}

void gm_svg_mark_end(gm_html *h)
{
    gm_html_put(h, "</g>\n");
}

// ---- paths

void gm_svg_path_begin(gm_html *h, const char *class)
{
    gm_html_putf(h, "<path class=\"%s\" d=\"", class);
}

void gm_svg_path_move(gm_html *h, double x, double y)
{
    gm_html_putf(h, "M%.1f %.1f", x, y);
}

void gm_svg_path_line(gm_html *h, double x, double y)
{
    gm_html_putf(h, "L%.1f %.1f", x, y);
}

void gm_svg_path_end(gm_html *h, bool is_closed)
{
    gm_html_put(h, is_closed ? "Z\"/>\n" : "\"/>\n");
}

// ---- axes

static const char *tick_text(const gm_ticks *ticks, int i, char buf[GM_WORD_BYTES])
{
    double value = ticks->first + i * ticks->step;
    if (fabs(value) < ticks->step * 1e-9) {
        value = 0.0;
    }
    if (ticks->decimals > 0) {
        snprintf(buf, GM_WORD_BYTES, "%.*f", ticks->decimals, value);
        return buf;
    }
    return gm_word_number(value, 9, buf);
}

void gm_svg_y_axis(gm_html *h, gm_box box, const gm_scale *scale, const char *unit)
{
    gm_ticks ticks = gm_ticks_within(scale->lo, scale->hi, Y_TICKS);
    char text[GM_WORD_BYTES];
    for (int i = 0; i < ticks.n; i++) {
        double y = gm_scale_at(scale, ticks.first + i * ticks.step);
        gm_svg_line(h, "grid", box.x, y, box.x + box.width, y);
        gm_svg_text(h, "tick", box.x - 8.0, y + 4.5, GM_ANCHOR_END, tick_text(&ticks, i, text));
    }
    gm_svg_text(h, "unit", box.x, box.y - 12.0, GM_ANCHOR_START, unit);
    gm_html_put(h, "\n");
}

void gm_svg_x_axis(gm_html *h, gm_box box, const gm_scale *scale, const char *suffix)
{
    gm_ticks ticks = gm_ticks_within(scale->lo, scale->hi, X_TICKS);
    char text[GM_WORD_BYTES];
    for (int i = 0; i < ticks.n; i++) {
        double x = gm_scale_at(scale, ticks.first + i * ticks.step);
        gm_svg_line(h, "grid", x, box.y, x, box.y + box.height);
        const char *label =
            gm_arena_printf(h->arena, "%s%s", tick_text(&ticks, i, text), suffix);
        gm_svg_text(h, "tick", x, box.y + box.height + 18.0, GM_ANCHOR_MIDDLE, label);
    }
    gm_html_put(h, "\n");
}
