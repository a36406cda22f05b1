// SPDX-License-Identifier: MIT
//
// Every claim that has an answer on one scale: what was measured as a share of its bound.

#include "report/sheet.h"
#include "report/words.h"

#include <math.h>

#define STEP    44.0
#define LEFT    340.0
#define WIDTH   960.0
#define AXIS_HI 2.0 // beyond twice the bound an arrow says that it goes on

typedef struct row {
    const gm_claim_answer *a;
    double low; // of the bound
    double median;
    double high;
    double came; // NaN: not said
} row;

static bool read_row(const gm_claim_answer *a, row *out)
{
    const gm_claim_def *def = a->plan->def;
    if (a->verdict == GM_VERDICT_CANNOT || !(def->value > 0.0) || isnan(a->median)) {
        return false;
    }
    bool is_run = a->plan->by != GM_ANSWER_STATIC;
    *out = (row){a, (is_run ? a->p5 : a->median) / def->value, a->median / def->value,
                 (is_run ? a->p95 : a->median) / def->value, def->came / def->value};
    return true;
}

static void draw_row(gm_html *h, const row *r, int i, const gm_scale *x, double y)
{
    const gm_claim_def *def = r->a->plan->def;
    double one = gm_scale_at(x, 1.0);
    double end = x->to;
    bool is_least = def->bound != GM_BOUND_AT_MOST;
    double good_x = def->bound == GM_BOUND_EXACTLY ? one - 2.0 : is_least ? one : x->from;
    double good_end = def->bound == GM_BOUND_EXACTLY ? one + 2.0 : is_least ? end : one;
    gm_svg_mark_begin(h, i, -1);
    gm_svg_text_wrapped(h, "label", (gm_box){8.0, y, LEFT - 22.0, STEP}, def->says);
    gm_svg_rect(h, "good", (gm_box){good_x, y + 6.0, good_end - good_x, STEP - 12.0});
    double lo = gm_scale_at(x, fmin(fmax(r->low, x->lo), x->hi));
    double hi = gm_scale_at(x, fmin(fmax(r->high, x->lo), x->hi));
    double mid = gm_scale_at(x, fmin(fmax(r->median, x->lo), x->hi));
    const char *verdict = r->a->verdict == GM_VERDICT_HOLDS   ? "holds"
                          : r->a->verdict == GM_VERDICT_FAILS ? "fails"
                                                              : "open";
    gm_svg_rect(h, gm_arena_printf(h->arena, "range %s", verdict),
                (gm_box){lo, y + STEP / 2.0 - 5.0, fmax(hi - lo, 2.0), 10.0});
    gm_svg_line(h, "middle", mid, y + STEP / 2.0 - 10.0, mid, y + STEP / 2.0 + 10.0);
    if (r->high > x->hi) {
        gm_svg_text(h, "value", end - 4.0, y + STEP / 2.0 + 5.0, GM_ANCHOR_END, "more ▶");
    }
    if (!isnan(r->came) && r->came <= x->hi && r->came >= x->lo) {
        double cx = gm_scale_at(x, r->came);
        gm_svg_path_begin(h, "came");
        gm_svg_path_move(h, cx, y + STEP / 2.0 - 6.0);
        gm_svg_path_line(h, cx + 6.0, y + STEP / 2.0);
        gm_svg_path_line(h, cx, y + STEP / 2.0 + 6.0);
        gm_svg_path_line(h, cx - 6.0, y + STEP / 2.0);
        gm_svg_path_end(h, true);
    }
    gm_svg_mark_end(h);
}

static void write_table(gm_sheet *sheet, const row *rows, int n)
{
    static const char *const heads[] = {"claim", "verdict", ">bound", ">median",
                                        ">5 %",  ">95 %",   ">came",  NULL};
    gm_html_table_begin(&sheet->html, "Claims as shares of their bounds", heads);
    for (int i = 0; i < n; i++) {
        const gm_claim_def *def = rows[i].a->plan->def;
        char bound[GM_WORD_BYTES];
        char share[4][GM_WORD_BYTES];
        char came[GM_WORD_BYTES + 8] = "";
        if (!isnan(rows[i].came)) {
            snprintf(came, sizeof came, "%s%s", def->came_at_least ? "≥ " : "",
                     gm_word_share(rows[i].came, share[3]));
        }
        const char *cells[] = {
            def->says,
            gm_verdict_text(rows[i].a->verdict),
            gm_word_claim(def, def->value, bound),
            gm_word_share(rows[i].median, share[0]),
            gm_word_share(rows[i].low, share[1]),
            gm_word_share(rows[i].high, share[2]),
            came,
        };
        gm_html_table_row(&sheet->html, cells);
    }
    gm_html_table_end(&sheet->html);
}

void gm_chart_claims(gm_sheet *sheet)
{
    gm_html *h = &sheet->html;
    int32_t n_claims = sheet->twin->n_claims;
    row *rows = GM_NEW(sheet->arena, row, n_claims + 1);
    int n = 0;
    double lo = 0.9;
    double hi = 1.1;
    bool has_came = false;
    for (int32_t i = 0; i < n_claims && n < GM_PAGE_BARS; i++) {
        if (read_row(&sheet->report->run->claims[i], &rows[n])) {
            lo = fmin(lo, rows[n].low);
            hi = fmax(hi, rows[n].high);
            hi = isnan(rows[n].came) ? hi : fmax(hi, rows[n].came);
            has_came |= !isnan(rows[n].came);
            n += 1;
        }
    }
    if (n == 0) {
        return;
    }
    gm_box box = {LEFT, 20.0, WIDTH - LEFT - 24.0, STEP * n};
    double from = floor(fmax(lo, 0.0) * 10.0 - 1e-9) / 10.0;
    gm_scale x = {from, fmin(ceil(hi * 10.0 - 1e-9) / 10.0, AXIS_HI), box.x, box.x + box.width};
    gm_scale percent = {100.0 * x.lo, 100.0 * x.hi, x.from, x.to};
    const char *says = gm_arena_printf(
        sheet->arena,
        "Each bar is where the middle 90 %% of the replications lie, as a share of the bound "
        "of "
        "the claim, with the median as a stroke; the light field is where the claim holds%s.",
        has_came ? "; diamonds: what came in reality" : "");
    gm_chart_begin(h, &(gm_chart){"claims", "How near the claims are to their bounds", says,
                                  "marks", WIDTH, box.y + box.height + 40.0});
    gm_svg_x_axis(h, box, &percent, " %");
    for (int i = 0; i < n; i++) {
        draw_row(h, &rows[i], i, &x, box.y + STEP * i);
    }
    gm_svg_line(h, "bound", gm_scale_at(&x, 1.0), box.y, gm_scale_at(&x, 1.0),
                box.y + box.height);
    gm_chart_table(h);
    write_table(sheet, rows, n);
    gm_chart_end(h, n < n_claims
                        ? "Claims without an answer, or with a bound of 0, are not drawn."
                        : NULL);
}
