// SPDX-License-Identifier: MIT
//
// The balance of a moving line (yamazumi): the load of each of its people against the takt.

#include "report/balance_report.h"
#include "report/sheet.h"
#include "report/words.h"

#include <math.h>

#define MOST_PEOPLE 600 // that a drawing can show

// The drawing of one line, and how far it is.
typedef struct plot {
    gm_sheet *sheet;
    const gm_line_balance *balance;
    gm_box box;
    gm_scale y;
    double step; // a person
    int n;       // people drawn so far
} plot;

static int people_of(const gm_line_balance *b)
{
    int32_t n = gm_line_balance_totals(b).posts;
    return n < MOST_PEOPLE ? (int)n : MOST_PEOPLE;
}

static double most_s(const gm_line_balance *b)
{
    double most = b->takt_s;
    for (int32_t z = 0; z < b->n_zones; z++) {
        const gm_zone_balance *zone = &b->zones[z];
        for (int32_t s = 0; s < zone->n_stations; s++) {
            for (int32_t p = 0; p < zone->people[s]; p++) {
                most = fmax(most, gm_line_post_worst_s(b, zone, s, p));
            }
        }
    }
    return most;
}

// ---- the drawing

static void draw_column(plot *p, const char *class, double x, double value_s)
{
    double gap = p->step > 4.0 ? 1.0 : 0.0;
    double top = gm_scale_at(&p->y, value_s);
    gm_svg_rect(&p->sheet->html, class,
                (gm_box){x, top, p->step - gap, p->box.y + p->box.height - top});
}

static void draw_person(plot *p, const gm_zone_balance *zone, int32_t station, int32_t post)
{
    gm_html *h = &p->sheet->html;
    double x = p->box.x + p->step * p->n;
    gm_svg_mark_begin(h, p->n, -1);
    gm_svg_rect(h, "hit", (gm_box){x, p->box.y, p->step, p->box.height});
    draw_column(p, "bar worst", x, gm_line_post_worst_s(p->balance, zone, station, post));
    draw_column(p, "bar", x, gm_line_post_end_s(zone, station, post, 0));
    gm_svg_mark_end(h);
    p->n += 1;
}

static void draw_zone(plot *p, const gm_zone_balance *zone, int most)
{
    gm_html *h = &p->sheet->html;
    int first = p->n;
    double bottom = p->box.y + p->box.height;
    for (int32_t s = 0; s < zone->n_stations; s++) {
        for (int32_t k = 0; k < zone->people[s] && p->n < most; k++) {
            draw_person(p, zone, s, k);
        }
    }
    double x = p->box.x + p->step * first;
    double width = p->step * (p->n - first);
    int letters = (int)(width / GM_SVG_LETTER);
    gm_svg_line(h, "link", x, bottom, x, bottom + 8.0);
    if (letters >= 3) {
        gm_svg_text(h, "tick", x + width / 2.0, bottom + 20.0, GM_ANCHOR_MIDDLE,
                    gm_svg_cut(h, zone->zone->name, letters));
    }
}

static void draw(plot *p)
{
    gm_html *h = &p->sheet->html;
    const gm_line_balance *b = p->balance;
    int most = people_of(b);
    double x = gm_chart_legend(h, 72.0, 18.0, "bar", "the mean car");
    x = b->n_variants > 0
            ? gm_chart_legend(h, x, 18.0, "bar worst", "the variant with the most work")
            : x;
    gm_chart_legend(h, x, 18.0, "target-key", "takt");
    gm_svg_y_axis(h, p->box, &p->y, "s");
    for (int32_t z = 0; z < b->n_zones; z++) {
        draw_zone(p, &b->zones[z], most);
    }
    double takt = gm_scale_at(&p->y, b->takt_s);
    gm_svg_line(h, "target", p->box.x, takt, p->box.x + p->box.width, takt);
    double bottom = p->box.y + p->box.height;
    gm_svg_line(h, "axis", p->box.x, bottom, p->box.x + p->box.width, bottom);
}

// ---- the table

static void write_zone(gm_sheet *sheet, const gm_line_balance *b, const gm_zone_balance *zone,
                       int *n)
{
    char station[GM_WORD_BYTES];
    char mean[GM_WORD_BYTES];
    char worst[GM_WORD_BYTES];
    char load[GM_WORD_BYTES];
    for (int32_t s = 0; s < zone->n_stations; s++) {
        for (int32_t p = 0; p < zone->people[s] && *n < MOST_PEOPLE; p++) {
            double mean_s = gm_line_post_end_s(zone, s, p, 0);
            double worst_s = gm_line_post_worst_s(b, zone, s, p);
            (void)snprintf(station, sizeof station, "%d.%d", s + 1, p + 1);
            (void)snprintf(mean, sizeof mean, "%.1f", mean_s);
            (void)snprintf(worst, sizeof worst, "%.1f", worst_s);
            (void)snprintf(load, sizeof load, "%.0f", 100.0 * mean_s / b->takt_s);
            const char *cells[] = {
                gm_arena_printf(sheet->arena, "%s %s", zone->zone->name, station), mean, worst,
                load, gm_balance_tasks_text(zone, s, p, sheet->arena)};
            gm_html_table_row(&sheet->html, cells);
            *n += 1;
        }
    }
}

static void write_table(gm_sheet *sheet, const gm_line_balance *b)
{
    static const char *const heads[] = {"station.person", ">s, mean car", ">s, most",
                                        ">% of the takt", "tasks",        NULL};
    int n = 0;
    gm_html_table_begin(&sheet->html, "Work of each person on a car, waits for others in it",
                        heads);
    for (int32_t z = 0; z < b->n_zones; z++) {
        write_zone(sheet, b, &b->zones[z], &n);
    }
    gm_html_table_end(&sheet->html);
}

// ---- all lines

static void write_line(gm_sheet *sheet, const gm_line_balance *b, int i)
{
    char takt[GM_WORD_BYTES];
    char share[GM_WORD_BYTES];
    gm_balance_totals sum = gm_line_balance_totals(b);
    gm_box box = {72.0, 56.0, 860.0, 240.0};
    plot p = {.sheet = sheet,
              .balance = b,
              .box = box,
              .y = gm_scale_nice(0.0, most_s(b), 6, box.y + box.height, box.y),
              .step = box.width / people_of(b)};
    const char *says = gm_arena_printf(
        sheet->arena,
        "At a takt of %s s: %d people at %d stations, no balance has fewer than %d people; %s "
        "of their time is work on the mean car.",
        gm_word_number(b->takt_s, 5, takt), (int)sum.posts, (int)sum.stations,
        (int)sum.least_posts, gm_word_share(sum.work_s / (b->takt_s * sum.posts), share));
    gm_chart_begin(&sheet->html,
                   &(gm_chart){gm_arena_printf(sheet->arena, "balance-%d", i + 1),
                               gm_arena_printf(sheet->arena, "Balance of %s", b->line->name),
                               says, "marks", 960.0, box.y + box.height + 34.0});
    draw(&p);
    gm_chart_table(&sheet->html);
    write_table(sheet, b);
    gm_chart_end(&sheet->html, sum.posts > MOST_PEOPLE
                                   ? gm_arena_printf(sheet->arena, "The first %d of %d people.",
                                                     MOST_PEOPLE, (int)sum.posts)
                                   : NULL);
}

void gm_chart_balances(gm_sheet *sheet)
{
    const gm_model *model = sheet->twin->model;
    for (int32_t i = 0; i < model->n_balances; i++) {
        if (gm_line_balance_totals(model->balances[i]).posts > 0) {
            write_line(sheet, model->balances[i], i);
        }
    }
}
