// SPDX-License-Identifier: MIT

#include "report/bars.h"

#include "report/words.h"

#include <math.h>

#define STEP   26.0
#define LEFT   230.0
#define WIDE   690.0 // of shares
#define SHORT  500.0 // of values, with words behind them
#define TOP    12.0
#define LEGEND 24.0 // a row of it
#define RIGHT  940.0

static double length_of(const gm_bar *bar, int n_parts)
{
    double sum = 0.0;
    for (int k = 0; k < n_parts; k++) {
        sum += bar->parts[k] > 0.0 ? bar->parts[k] : 0.0;
    }
    return sum;
}

// What the longest bar or the farthest mark stands for.
static double most_of(const gm_bars *bars, int n)
{
    double most = bars->is_share ? 1.0 : 0.0;
    for (int i = 0; i < n; i++) {
        most = fmax(most, length_of(&bars->bars[i], bars->n_parts));
        most = fmax(most, bars->bars[i].mark);
    }
    return most > 0.0 ? most : 1.0;
}

static bool is_used(const gm_bars *bars, int part, int n)
{
    bool is = false;
    for (int i = 0; i < n; i++) {
        is |= bars->bars[i].parts[part] > 0.0;
    }
    return is;
}

// The parts that are there, in as many rows as they need. Returns the height.
static double draw_legend(gm_html *h, const gm_bars *bars, int n, bool draws)
{
    if (bars->n_parts < 2) {
        return 0.0;
    }
    double x = 16.0;
    double y = 18.0;
    for (int k = 0; k < bars->n_parts; k++) {
        double width = 36.0 + gm_svg_width(bars->parts[k].word);
        if (!is_used(bars, k, n)) {
            continue;
        }
        if (x + width > RIGHT) {
            x = 16.0;
            y += LEGEND;
        }
        if (draws) {
            gm_chart_legend(h, x, y, bars->parts[k].class, bars->parts[k].word);
        }
        x += width;
    }
    return y + 6.0;
}

static void draw_part(gm_html *h, const gm_bars *bars, int part, gm_box box, double value)
{
    const char *class = bars->parts[part].class;
    gm_svg_rect(h, class, box);
    if (bars->is_share && box.width > 34.0) {
        char text[GM_WORD_BYTES];
        gm_svg_text(h, gm_arena_printf(h->arena, "on %s-ink", class), box.x + box.width / 2.0,
                    box.y + box.height / 2.0 + 4.5, GM_ANCHOR_MIDDLE,
                    gm_word_percent((gm_interval){.mean = value}, text));
    }
}

static void draw_bar(gm_html *h, const gm_bars *bars, int i, double y, double scale)
{
    const gm_bar *bar = &bars->bars[i];
    gm_svg_mark_begin(h, i, -1);
    gm_svg_text(h, "label", LEFT - 10.0, y + 17.0, GM_ANCHOR_END, gm_svg_cut(h, bar->name, 28));
    double x = LEFT;
    for (int k = 0; k < bars->n_parts; k++) {
        double width = bar->parts[k] * scale;
        if (width > 0.2) {
            draw_part(h, bars, k, (gm_box){x, y + 3.0, width, STEP - 7.0}, bar->parts[k]);
            x += width;
        }
    }
    if (!isnan(bar->mark)) {
        double at = LEFT + bar->mark * scale;
        gm_svg_line(h, "bound", at, y, at, y + STEP);
        x = fmax(x, at);
    }
    if (bar->says) {
        gm_svg_text(h, "value", x + 8.0, y + 17.0, GM_ANCHOR_START,
                    gm_svg_cut(h, bar->says, 32));
    }
    gm_svg_mark_end(h);
}

void gm_chart_bars(gm_sheet *sheet, const gm_bars *bars)
{
    gm_html *h = &sheet->html;
    int n = bars->n < GM_PAGE_BARS ? bars->n : GM_PAGE_BARS;
    if (n == 0) {
        return;
    }
    double top = TOP + draw_legend(h, bars, n, false);
    double scale = (bars->is_share ? WIDE : SHORT) / most_of(bars, n);
    gm_chart_begin(h, &(gm_chart){bars->id, bars->title, bars->says, "marks", 960.0,
                                  top + STEP * n + 10.0});
    draw_legend(h, bars, n, true);
    for (int i = 0; i < n; i++) {
        draw_bar(h, bars, i, top + STEP * i, scale);
    }
    gm_svg_line(h, "axis", LEFT, top, LEFT, top + STEP * n);
    gm_chart_table(h);
    gm_html_table_begin(h, bars->caption, bars->heads);
    for (int i = 0; i < n; i++) {
        gm_html_table_row(h, bars->bars[i].cells);
    }
    gm_html_table_end(h);
    gm_chart_end(h, n < bars->n
                        ? gm_arena_printf(sheet->arena, "The first %d of %d.", n, bars->n)
                        : NULL);
}
