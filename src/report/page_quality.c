// SPDX-License-Identifier: MIT
//
// The page on quality: the rolled throughput yield step by step, and machines out of control, found
// out by samples, with what was held back for it.

#include "report/bars.h"
#include "report/sheet_writer.h"

#include <math.h>

// ---- yields

// Stations that scrapped or rejected something.
static int list_yields(const gm_sheet *sheet, gm_bar *bars)
{
    gm_writer w = gm_sheet_writer(sheet);
    const gm_plan *plan = sheet->twin->plan;
    int n = 0;
    for (int32_t i = 0; i < plan->n_stations; i++) {
        const char *p = plan->steps[plan->stations[i].step_i].name;
        gm_interval first = gm_writer_figure(&w, p, "first-time-through", NULL);
        if (!plan->stations[i].has_outcome || !(first.mean < 1.0)) {
            continue;
        }
        gm_interval rolled = gm_writer_figure(&w, p, "rolled-yield", NULL);
        bars[n++] = (gm_bar){.name = p,
                             .parts = {rolled.mean, isnan(rolled.mean)
                                                        ? first.mean // it is in no line
                                                        : fmax(first.mean - rolled.mean, 0.0)},
                             .mark = first.mean,
                             .cells = {p, gm_writer_cell(&w, p, "first-time-through", NULL),
                                       gm_writer_cell(&w, p, "rolled-yield", NULL),
                                       gm_writer_cell_or_nothing(&w, p, "scrap"),
                                       gm_writer_cell_or_nothing(&w, p, "rejected")}};
    }
    for (int32_t i = 0; i < plan->n_sinks && n > 0; i++) {
        const char *p = plan->steps[plan->sink_steps[i]].name;
        double rolled = gm_writer_figure(&w, p, "rolled-yield", NULL).mean;
        if (rolled < 1.0) {
            const char *name = gm_arena_printf(sheet->arena, "all up to %s", p);
            bars[n++] = (gm_bar){
                .name = name,
                .parts = {rolled, 0.0},
                .mark = (double)NAN,
                .cells = {name, "", gm_writer_cell(&w, p, "rolled-yield", NULL), "", ""}};
        }
    }
    return n;
}

static void chart_yields(gm_sheet *sheet)
{
    static const gm_bar_part parts[] = {{"s-working", "rolled in its line"},
                                        {"s-setup", "good at once at this step"}};
    static const char *const heads[] = {"station", ">good at once", ">rolled in its line",
                                        ">scrap",  ">rejected",     NULL};
    gm_bar *bars = GM_NEW(sheet->arena, gm_bar,
                          sheet->twin->plan->n_stations + sheet->twin->plan->n_sinks + 1);
    gm_chart_bars(
        sheet, &(gm_bars){.id = "yields",
                          .title = "Rolled throughput yield",
                          .says = "Share of the parts that are good at once at every step of "
                                  "the line up to here, last of all steps that lead to a sink; "
                                  "the dashed line is what this step "
                                  "alone gets right at once. Numbers in the bars are percent.",
                          .n_parts = 2,
                          .parts = parts,
                          .is_share = true,
                          .caption = "Yield by step; ± half-width (95 %)",
                          .heads = heads,
                          .n = list_yields(sheet, bars),
                          .bars = bars});
}

// ---- drift

static int count_drifts(const gm_plan *plan)
{
    int n = 0;
    for (int32_t i = 0; i < plan->n_stations; i++) {
        n += plan->stations[i].drift_i != GM_NONE ? 1 : 0;
    }
    return n;
}

static int list_drifts(const gm_sheet *sheet, gm_bar *out, gm_bar *held)
{
    gm_writer w = gm_sheet_writer(sheet);
    const gm_plan *plan = sheet->twin->plan;
    int n = 0;
    for (int32_t i = 0; i < plan->n_stations; i++) {
        if (plan->stations[i].drift_i == GM_NONE) {
            continue;
        }
        const char *p = plan->steps[plan->stations[i].step_i].name;
        gm_bar bar = {.name = p,
                      .parts = {gm_writer_figure(&w, p, "out-of-control", NULL).mean},
                      .mark = (double)NAN,
                      .cells = {p, gm_writer_cell(&w, p, "out-of-control", NULL),
                                gm_writer_cell_or_nothing(&w, p, "alarms"),
                                gm_writer_cell_or_nothing(&w, p, "false-alarms"),
                                gm_writer_cell_or_nothing(&w, p, "held"),
                                gm_writer_cell_or_nothing(&w, p, "missed")}};
        out[n] = bar;
        out[n].says = bar.cells[1];
        held[n] = bar;
        held[n].parts[0] = gm_writer_figure(&w, p, "held", NULL).mean;
        held[n].parts[1] = gm_writer_figure(&w, p, "missed", NULL).mean;
        double all = held[n].parts[0] + held[n].parts[1];
        held[n].says =
            all > 0.0 ? gm_arena_printf(w.arena, "%.0f %% held", 100.0 * held[n].parts[0] / all)
                      : "none";
        n += 1;
    }
    return n;
}

static void chart_drifts(gm_sheet *sheet)
{
    static const gm_bar_part one[] = {{"bar", ""}};
    static const gm_bar_part two[] = {{"s-working", "held in quarantine"},
                                      {"s-down", "missed: gone before"}};
    static const char *const heads[] = {
        "station", ">made out of control", ">alarms", ">false", ">parts held", ">missed", NULL};
    int n_all = count_drifts(sheet->twin->plan);
    gm_bar *out = GM_NEW(sheet->arena, gm_bar, n_all + 1);
    gm_bar *held = GM_NEW(sheet->arena, gm_bar, n_all + 1);
    gm_bars chart = {.id = "drift",
                     .title = "Made while a machine was out of control",
                     .says = "Share of the parts that a machine made between going out of "
                             "control and being found out.",
                     .n_parts = 1,
                     .parts = one,
                     .caption = "Control of the machines; ± half-width (95 %)",
                     .heads = heads,
                     .n = list_drifts(sheet, out, held),
                     .bars = out};
    gm_chart_bars(sheet, &chart);
    chart.id = "quarantine";
    chart.title = "Suspects held back, and missed";
    chart.says =
        "Parts made since the last good sample when an alarm was given: those that were "
        "still there to be held, and those that had left.";
    chart.caption = "Suspects and alarms; ± half-width (95 %)";
    chart.n_parts = 2;
    chart.parts = two;
    chart.bars = held;
    gm_chart_bars(sheet, &chart);
}

bool gm_has_quality(const gm_sheet *sheet)
{
    gm_bar *bars = GM_NEW(sheet->arena, gm_bar, sheet->twin->plan->n_stations + 1);
    return sheet->twin->plan->n_drifts > 0 || list_yields(sheet, bars) > 0;
}

void gm_page_quality(gm_sheet *sheet)
{
    chart_yields(sheet);
    chart_drifts(sheet);
}
