// SPDX-License-Identifier: MIT
//
// The page on the sequence of the parts: blocks between changeovers, how many changeovers (purges)
// a thousand parts cost, and how well a sequence is kept.

#include "report/bars.h"
#include "report/sheet_writer.h"

#include <math.h>

static const gm_bar_part one_part[] = {{"bar", ""}};

// ---- blocks and changeovers

// Stations that changed over.
static int list_changes(const gm_sheet *sheet, gm_bar *bars, const char *figure,
                        const char *stat)
{
    gm_writer w = gm_sheet_writer(sheet);
    const gm_plan *plan = sheet->twin->plan;
    int n = 0;
    for (int32_t i = 0; i < plan->n_stations; i++) {
        const char *p = plan->steps[plan->stations[i].step_i].name;
        if (!(gm_writer_figure(&w, p, "changeovers", NULL).mean > 0.0)) {
            continue;
        }
        bars[n++] = (gm_bar){.name = p,
                             .parts = {gm_writer_figure(&w, p, figure, stat).mean},
                             .mark = (double)NAN,
                             .says = gm_writer_cell(&w, p, figure, stat),
                             .cells = {p, gm_writer_cell(&w, p, "changeovers", NULL),
                                       gm_writer_cell(&w, p, "block", "mean"),
                                       gm_writer_cell(&w, p, "changeovers-per-1000", NULL),
                                       gm_writer_per_day(&w, p, "changeover-cost"),
                                       gm_writer_per_day(&w, p, "changeover-loss")}};
    }
    return n;
}

static void chart_changes(gm_sheet *sheet)
{
    static const char *const heads[] = {"station",
                                        ">changeovers",
                                        ">block, mean",
                                        ">per 1,000 parts",
                                        ">cost per day",
                                        ">lost per day",
                                        NULL};
    int32_t n = sheet->twin->plan->n_stations;
    gm_bar *blocks = GM_NEW(sheet->arena, gm_bar, n);
    gm_bar *purges = GM_NEW(sheet->arena, gm_bar, n);
    gm_bars chart = {.id = "blocks",
                     .title = "How long blocks are",
                     .says =
                         "Parts in a row between two changeovers, mean of the time counted.",
                     .n_parts = 1,
                     .parts = one_part,
                     .caption = "Blocks, with their changeovers; ± half-width (95 %)",
                     .heads = heads,
                     .n = list_changes(sheet, blocks, "block", "mean"),
                     .bars = blocks};
    gm_chart_bars(sheet, &chart);
    chart.id = "purges";
    chart.title = "Changeovers per 1,000 parts";
    chart.says = "Changes of colour with their purges, of tool or of family, for each thousand "
                 "parts that a station has made.";
    chart.caption = "Changeovers, with their blocks; ± half-width (95 %)";
    chart.n = list_changes(sheet, purges, "changeovers-per-1000", NULL);
    chart.bars = purges;
    gm_chart_bars(sheet, &chart);
}

// ---- points where the sequence is watched

static gm_bar point_bar(const gm_writer *w, const gm_passage_plan *point)
{
    const char *p = w->set->twin->plan->steps[point->step_i].name;
    const char *in = point->is_way_in ? "in-" : "";
    const char *adherence = gm_arena_printf(w->arena, "%sadherence", in);
    const char *late = gm_arena_printf(w->arena, "%slate", in);
    const char *block = gm_arena_printf(w->arena, "%scolour-block", in);
    const char *name = point->is_way_in            ? gm_arena_printf(w->arena, "into %s", p)
                       : point->store_i != GM_NONE ? gm_arena_printf(w->arena, "out of %s", p)
                                                   : p;
    return (gm_bar){.name = name,
                    .parts = {gm_writer_figure(w, p, adherence, NULL).mean},
                    .mark = (double)NAN,
                    .cells = {name, gm_writer_cell(w, p, adherence, NULL),
                              gm_writer_cell(w, p, late, "mean"),
                              gm_writer_cell(w, p, late, "max"),
                              gm_writer_cell(w, p, block, "mean")}};
}

static void chart_points(gm_sheet *sheet)
{
    static const gm_bar_part part[] = {{"s-working", ""}};
    static const char *const heads[] = {"point",       ">not overtaken", ">late, mean",
                                        ">late, most", ">family block",  NULL};
    gm_writer w = gm_sheet_writer(sheet);
    int32_t n = sheet->twin->plan->n_points;
    gm_bar *bars = GM_NEW(sheet->arena, gm_bar, n);
    for (int32_t i = 0; i < n; i++) {
        bars[i] = point_bar(&w, &sheet->twin->plan->points[i]);
    }
    gm_chart_bars(sheet,
                  &(gm_bars){.id = "adherence",
                             .title = "How well the sequence is kept",
                             .says = "Share of the parts that pass a point in their sequence, "
                                     "overtaken by none that was to come later. Numbers in the "
                                     "bars are percent.",
                             .n_parts = 1,
                             .parts = part,
                             .is_share = true,
                             .caption = "Sequence by point; ± half-width (95 %)",
                             .heads = heads,
                             .n = n,
                             .bars = bars});
}

// ---- rules of spacing

static int list_rules(const gm_sheet *sheet, gm_bar *bars)
{
    gm_writer w = gm_sheet_writer(sheet);
    const gm_plan *plan = sheet->twin->plan;
    int n = 0;
    for (int32_t i = 0; i < plan->n_points; i++) {
        const gm_passage_plan *point = &plan->points[i];
        const char *p = plan->steps[point->step_i].name;
        for (int32_t r = 0; r < point->n_rules && !point->is_way_in; r++) {
            const char *rule = point->rule_names[r];
            bars[n++] =
                (gm_bar){.name = gm_arena_printf(w.arena, "%s at %s", rule, p),
                         .parts = {gm_writer_figure(&w, p, "broken-windows", rule).mean},
                         .mark = (double)NAN,
                         .says = gm_writer_cell(&w, p, "broken-windows", rule),
                         .cells = {p, rule, gm_writer_cell(&w, p, "broken-windows", rule),
                                   gm_writer_cell(&w, p, "excess", rule),
                                   gm_writer_cell(&w, p, "breaking-parts", rule)}};
        }
    }
    return n;
}

static int count_rules(const gm_plan *plan)
{
    int n = 0;
    for (int32_t i = 0; i < plan->n_points; i++) {
        n += plan->points[i].n_rules;
    }
    return n;
}

static void chart_rules(gm_sheet *sheet)
{
    static const char *const heads[] = {"point",           "rule", ">windows broken", ">excess",
                                        ">breaking parts", NULL};
    gm_bar *bars = GM_NEW(sheet->arena, gm_bar, count_rules(sheet->twin->plan) + 1);
    gm_chart_bars(sheet,
                  &(gm_bars){.id = "spacing",
                             .title = "Rules of spacing that were broken",
                             .says = "Windows with more parts of a kind than the rule allows, "
                                     "for each thousand parts.",
                             .n_parts = 1,
                             .parts = one_part,
                             .caption = "Spacing, per 1,000 parts; ± half-width (95 %)",
                             .heads = heads,
                             .n = list_rules(sheet, bars),
                             .bars = bars});
}

bool gm_has_sequence(const gm_sheet *sheet)
{
    gm_bar *bars = GM_NEW(sheet->arena, gm_bar, sheet->twin->plan->n_stations + 1);
    return sheet->twin->plan->n_points > 0 || list_changes(sheet, bars, "block", "mean") > 0;
}

void gm_page_sequence(gm_sheet *sheet)
{
    chart_changes(sheet);
    chart_points(sheet);
    chart_rules(sheet);
}
