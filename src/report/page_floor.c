// SPDX-License-Identifier: MIT
//
// The page's charts of where parts wait, and of the crews.

#include "report/bars.h"
#include "report/sheet_writer.h"

#include <math.h>

static const gm_bar_part one_part[] = {{"bar", ""}};

// ---- places

static gm_bar place_bar(const gm_writer *w, const char *path, bool is_buffer)
{
    const char *level = is_buffer ? "level" : "queue";
    return (gm_bar){.name = is_buffer ? path : gm_arena_printf(w->arena, "queue of %s", path),
                    .parts = {gm_writer_figure(w, path, level, "mean").mean},
                    .mark = (double)NAN,
                    .says = gm_writer_cell(w, path, level, "mean"),
                    .cells = {is_buffer ? path : gm_arena_printf(w->arena, "queue of %s", path),
                              is_buffer ? gm_writer_cell(w, path, "count", NULL)
                                        : gm_writer_cell(w, path, level, "out"),
                              gm_writer_cell(w, path, level, "mean"),
                              gm_writer_cell(w, path, level, "max"),
                              gm_writer_cell(w, path, "waiting", "mean"),
                              gm_writer_cell_or_nothing(w, path, "lost-share")}};
}

// Buffers and queues that any part came to.
static int list_places(const gm_writer *w, gm_bar *bars)
{
    const gm_plan *plan = w->set->twin->plan;
    int n = 0;
    for (int32_t i = 0; i < plan->n_steps; i++) {
        const gm_step *step = &plan->steps[i];
        bool is_buffer = step->kind == GM_STEP_BUFFER;
        const char *level = is_buffer ? "level" : "queue";
        if ((is_buffer || step->kind == GM_STEP_STATION) &&
            gm_figures_find(&w->set->twin->figures, step->name, level, "mean") != GM_NONE &&
            gm_writer_figure(w, step->name, level, "mean").mean > 0.0) {
            bars[n++] = place_bar(w, step->name, is_buffer);
        }
    }
    return n;
}

void gm_chart_places(gm_sheet *sheet)
{
    static const char *const heads[] = {"place",      ">parts through", ">mean level", ">most",
                                        ">mean wait", ">% lost",        NULL};
    gm_writer w = gm_sheet_writer(sheet);
    gm_bar *bars = GM_NEW(sheet->arena, gm_bar, sheet->twin->plan->n_steps + 1);
    int n = list_places(&w, bars);
    gm_chart_bars(sheet,
                  &(gm_bars){.id = "places",
                             .title = "Where parts wait",
                             .says = "Mean number of parts in each buffer and before each "
                                     "station, over the replications.",
                             .n_parts = 1,
                             .parts = one_part,
                             .caption = "Places; ± half-width (95 %)",
                             .heads = heads,
                             .n = n,
                             .bars = bars});
}

// ---- crews

void gm_chart_crews(gm_sheet *sheet)
{
    static const char *const heads[] = {"crew", ">people, all hours", ">% busy",
                                        ">missing people", NULL};
    gm_writer w = gm_sheet_writer(sheet);
    const gm_plan *plan = sheet->twin->plan;
    gm_bar *bars = GM_NEW(sheet->arena, gm_bar, plan->n_crews + 1);
    for (int32_t i = 0; i < plan->n_crews; i++) {
        const char *p = plan->def->crews[i].name;
        const char *busy = gm_writer_percent(&w, gm_writer_figure(&w, p, "busy-share", NULL));
        bars[i] = (gm_bar){
            .name = p,
            .parts = {100.0 * gm_writer_figure(&w, p, "busy-share", NULL).mean},
            .mark = (double)NAN,
            .says = gm_arena_printf(sheet->arena, "%s %%", busy),
            .cells = {p, gm_writer_cell(&w, p, "people", "mean"), busy,
                      gm_writer_cell(&w, p, "missing", "mean")},
        };
    }
    gm_chart_bars(sheet, &(gm_bars){.id = "crews",
                                    .title = "How busy the crews are",
                                    .says = "Percent of the hours on duty, mean over the "
                                            "replications. People, all hours: the mean over "
                                            "day and night.",
                                    .n_parts = 1,
                                    .parts = one_part,
                                    .caption = "Crews; ± half-width (95 %)",
                                    .heads = heads,
                                    .n = plan->n_crews,
                                    .bars = bars});
}
