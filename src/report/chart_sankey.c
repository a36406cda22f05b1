// SPDX-License-Identifier: MIT

#include "report/sankey.h"
#include "report/sheet.h"
#include "report/words.h"

#include <math.h>
#include <stdlib.h>

#define WIDTH  960.0
#define TOP    44.0
#define HIGH   380.0
#define GAP    40.0
#define NODE_W 12.0
#define LEFT   12.0
#define RIGHT  120.0 // room for the names at the right
#define BACK   56.0  // below, for ways back

typedef struct drawer {
    gm_html *h;
    const gm_sankey *s;
    double unit;
    double *given; // by node: height of its right side that links have taken
    double *taken; // and of its left side
} drawer;

static double x_of(const drawer *d, int node)
{
    double step =
        d->s->n_columns > 1 ? (WIDTH - LEFT - RIGHT - NODE_W) / (d->s->n_columns - 1) : 0.0;
    return LEFT + step * d->s->nodes[node].column;
}

static double take(double *used, const gm_sankey_node *node, double thick)
{
    double y = TOP + node->y + *used + thick / 2.0;
    *used += thick;
    return y;
}

static void draw_link(const drawer *d, int i)
{
    const gm_sankey_link *link = &d->s->links[i];
    double thick = link->n * d->unit;
    double x1 = x_of(d, link->from) + NODE_W;
    double x2 = x_of(d, link->to);
    double y1 = take(&d->given[link->from], &d->s->nodes[link->from], thick);
    double y2 = take(&d->taken[link->to], &d->s->nodes[link->to], thick);
    gm_svg_mark_begin(d->h, i, -1);
    gm_html_putf(d->h, "<path class=\"flow%s\" stroke-width=\"%.2f\" d=\"M%.1f %.1f",
                 link->is_back ? " back" : "", fmax(thick, 1.0), x1, y1);
    if (link->is_back) {
        double low = TOP + HIGH + BACK - 22.0;
        gm_html_putf(d->h, "C%.1f %.1f %.1f %.1f %.1f %.1fS%.1f %.1f %.1f %.1f\"/>", x1 + 44.0,
                     y1, x1 + 44.0, low, (x1 + x2) / 2.0, low, x2 - 44.0, y2, x2, y2);
    } else {
        double mid = (x1 + x2) / 2.0;
        gm_html_putf(d->h, "C%.1f %.1f %.1f %.1f %.1f %.1f\"/>", mid, y1, mid, y2, x2, y2);
    }
    gm_svg_mark_end(d->h);
}

// A short red stroke below: what is scrapped or lost there.
static void draw_scrap(const drawer *d, int i)
{
    const gm_sankey_node *node = &d->s->nodes[i];
    double scrap = node->scrap + node->lost;
    if (scrap <= 0.0) {
        return;
    }
    double thick = fmax(scrap * d->unit, 1.5);
    double x = x_of(d, i) + NODE_W;
    double y = TOP + node->y + d->given[i] + thick / 2.0;
    char number[GM_WORD_BYTES];
    gm_html_putf(
        d->h, "<path class=\"flow scrap\" stroke-width=\"%.2f\" d=\"M%.1f %.1fq18 0 18 16\"/>",
        thick, x, y);
    gm_svg_text(d->h, "sub bad", x + 26.0, y + 13.0, GM_ANCHOR_START,
                gm_arena_printf(d->h->arena, "−%s", gm_word_number(scrap, 4, number)));
}

static void draw_node(const drawer *d, int i, int row)
{
    const gm_sankey_node *node = &d->s->nodes[i];
    gm_box box = {x_of(d, i), TOP + node->y, NODE_W, node->height};
    char number[GM_WORD_BYTES];
    // Where columns are near each other their names stand at two heights.
    bool is_crowded = d->s->n_columns > 8 && node->column % 2 == 1;
    double y = box.y - (is_crowded ? 18.0 : 6.0);
    bool is_last = node->column == d->s->n_columns - 1;
    gm_svg_mark_begin(d->h, row, -1);
    gm_svg_rect(d->h, "node", box);
    gm_svg_text(d->h, "name", is_last ? box.x + NODE_W + 6.0 : box.x,
                is_last ? box.y + box.height / 2.0 : y, GM_ANCHOR_START,
                gm_svg_cut(d->h, node->name, is_last ? 16 : 18));
    if (is_last) {
        gm_svg_text(d->h, "sub", box.x + NODE_W + 6.0, box.y + box.height / 2.0 + 15.0,
                    GM_ANCHOR_START, gm_word_number(gm_sankey_size(node), 9, number));
    }
    gm_svg_mark_end(d->h);
}

// ---- table

static const char *parts(gm_arena *arena, double n)
{
    char buf[GM_WORD_BYTES];
    return n > 0.0 ? gm_arena_strdup(arena, gm_word_number(n, 12, buf)) : "";
}

// Links first, then nodes: marks point to them by their row.
static void write_table(gm_sheet *sheet, const gm_sankey *s)
{
    static const char *const heads[] = {"from", "to", ">parts", NULL};
    gm_arena *arena = sheet->arena;
    gm_html_table_begin(&sheet->html, "Parts that went from one to the next", heads);
    for (int i = 0; i < s->n_links; i++) {
        const gm_sankey_link *link = &s->links[i];
        const char *cells[] = {s->nodes[link->from].name,
                               gm_arena_printf(arena, "%s%s", s->nodes[link->to].name,
                                               link->is_back ? " (back)" : ""),
                               parts(arena, link->n)};
        gm_html_table_row(&sheet->html, cells);
    }
    gm_html_table_end(&sheet->html);
    static const char *const of[] = {
        "at",        ">came in", ">made there",      ">went on",      ">left the plant",
        ">scrapped", ">lost",    ">joined or split", ">still inside", NULL};
    gm_html_table_begin(
        &sheet->html,
        "Each adds up: what came in and was made there went on, ended there, or "
        "is still inside",
        of);
    for (int i = 0; i < s->n_nodes; i++) {
        const gm_sankey_node *n = &s->nodes[i];
        const char *cells[] = {n->name,
                               parts(arena, n->in),
                               parts(arena, n->made),
                               parts(arena, n->out),
                               parts(arena, n->gone),
                               parts(arena, n->scrap),
                               parts(arena, n->lost),
                               parts(arena, n->ended),
                               parts(arena, n->inside)};
        gm_html_table_row(&sheet->html, cells);
    }
    gm_html_table_end(&sheet->html);
}

void gm_chart_sankey(gm_sheet *sheet)
{
    const gm_watch *w = sheet->report->watch;
    if (!w || !w->is_done) {
        return;
    }
    gm_html *h = &sheet->html;
    gm_sankey s = gm_sankey_of(w, sheet->arena);
    if (s.n_nodes < 2) {
        return;
    }
    drawer d = {h, &s, gm_sankey_lay_out(&s, HIGH, GAP),
                GM_NEW(sheet->arena, double, s.n_nodes),
                GM_NEW(sheet->arena, double, s.n_nodes)};
    gm_chart_begin(
        h, &(gm_chart){"flow", "The way of the parts",
                       gm_arena_printf(sheet->arena,
                                       "Parts of the first replication, from its start to its "
                                       "end, %s; as wide as they are many. Red: scrapped or "
                                       "lost.",
                                       s.by_shop ? "from shop to shop" : "from step to step"),
                       "marks", WIDTH, TOP + HIGH + BACK});
    for (int i = 0; i < s.n_links; i++) {
        draw_link(&d, i);
    }
    for (int i = 0; i < s.n_nodes; i++) {
        draw_scrap(&d, i);
    }
    for (int i = 0; i < s.n_nodes; i++) {
        draw_node(&d, i, s.n_links + i);
    }
    gm_chart_table(h);
    write_table(sheet, &s);
    gm_chart_end(h, s.n_merged > 0
                        ? gm_arena_printf(sheet->arena,
                                          "`all others` holds the %d with fewest parts.",
                                          s.n_merged)
                        : "Every part counts as one, whatever it is: a part that is joined to "
                          "another ends there, and the other goes on.");
}
