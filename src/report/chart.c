// SPDX-License-Identifier: MIT

#include "report/chart.h"

#include "core/assert.h"
#include "report/page_assets.h"

#include <stdio.h>
#include <string.h>

void gm_chart_begin(gm_html *h, const gm_chart *c)
{
    gm_html_putf(h, "<figure class=\"chart %s\" id=\"%s\"><figcaption><h3>", c->kind, c->id);
    gm_html_say(h, c->title);
    gm_html_put(h, "</h3><p>");
    gm_html_say(h, c->says);
    gm_html_put(h, "</p></figcaption>\n<div class=\"plot\" tabindex=\"0\" role=\"group\" "
                   "aria-label=\"");
    gm_html_say(h, c->title);
    gm_html_put(h, "\">");
    GM_REQUIRE(h->n_figures < GM_HTML_FIGURES);
    h->figures[h->n_figures] = (gm_html_figure){.id = c->id, .from = h->text.len};
    gm_html_putf(h,
                 "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %.0f %.0f\" "
                 "role=\"img\" aria-labelledby=\"%s-t %s-d\">",
                 c->width, c->height, c->id, c->id);
    gm_html_putf(h, "<title id=\"%s-t\">", c->id);
    gm_html_say(h, c->title);
    gm_html_putf(h, "</title><desc id=\"%s-d\">", c->id);
    gm_html_say(h, c->says);
    gm_html_put(h, "</desc>\n");
}

void gm_chart_table(gm_html *h)
{
    gm_html_put(h, "</svg>");
    h->figures[h->n_figures++].to = h->text.len;
    gm_html_put(h, "</div>\n<details class=\"numbers\"><summary>The numbers</summary>\n");
}

void gm_chart_end(gm_html *h, const char *note)
{
    gm_html_put(h, "</details>\n");
    if (note && *note) {
        gm_html_element(h, "p", "note", note);
    }
    gm_html_put(h, "</figure>\n");
}

double gm_chart_legend(gm_html *h, double x, double y, const char *class, const char *word)
{
    gm_svg_rect(h, class, (gm_box){x, y - 10.0, 12.0, 12.0});
    gm_svg_text(h, "key", x + 18.0, y, GM_ANCHOR_START, word);
    return x + 18.0 + gm_svg_width(word) + 18.0;
}

const char *gm_chart_alone(const gm_html *h, const char *id)
{
    for (int i = 0; i < h->n_figures; i++) {
        const gm_html_figure *f = &h->figures[i];
        if (strcmp(f->id, id) != 0) {
            continue;
        }
        const char *svg = h->text.at + f->from;
        const char *inside = strchr(svg, '>') + 1;
        gm_text alone = gm_text_init(h->arena);
        gm_text_add_n(&alone, svg, (size_t)(inside - svg));
        gm_text_add(&alone, "<style>");
        gm_text_add_n(&alone, (const char *)gm_page_chart_css, gm_page_chart_css_size);
        gm_text_add(&alone, "</style><rect class=\"paper\" width=\"100%\" height=\"100%\"/>\n");
        gm_text_add_n(&alone, inside, f->to - f->from - (size_t)(inside - svg));
        gm_text_add(&alone, "\n");
        return alone.at;
    }
    return NULL;
}

void gm_chart_plot_begin(gm_html *h, gm_box b)
{
    gm_html_putf(h,
                 "<svg class=\"zoom\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" "
                 "viewBox=\"0 0 %.1f %.1f\" preserveAspectRatio=\"none\">\n",
                 b.x, b.y, b.width, b.height, b.width, b.height);
}

void gm_chart_plot_end(gm_html *h)
{
    gm_html_put(h, "</svg>\n");
}
