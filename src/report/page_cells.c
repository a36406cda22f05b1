// SPDX-License-Identifier: MIT
//
// The page on cell making: what webs lose, the steps of recipes and what they wait for, grades,
// grids and their peaks, dry rooms.

#include "report/bars.h"
#include "report/sheet_writer.h"
#include "report/words.h"

#include <inttypes.h>
#include <math.h>

#define PER_1000 1000.0

static const gm_bar_part one_part[] = {{"bar", ""}};

static bool is_above_0(const gm_writer *w, const char *path, const char *figure,
                       const char *stat)
{
    return gm_writer_figure(w, path, figure, stat).mean > 0.0;
}

// A model may hold a cell shop that stands still: there is nothing to show of it.
bool gm_has_cells(const gm_sheet *sheet)
{
    gm_writer w = gm_sheet_writer(sheet);
    const gm_plan *plan = sheet->twin->plan;
    bool has = plan->def->n_dry_rooms > 0;
    for (int32_t i = 0; i < plan->n_stations && !has; i++) {
        const gm_station_plan *s = &plan->stations[i];
        bool is_of_cells =
            s->web_i != GM_NONE || s->recipe_i != GM_NONE || s->grader_i != GM_NONE;
        has = is_of_cells && is_above_0(&w, plan->steps[s->step_i].name, "visits", NULL);
    }
    for (int32_t i = 0; i < plan->n_racks && !has; i++) {
        has = plan->racks[i].recipe_i != GM_NONE &&
              is_above_0(&w, plan->racks[i].def->name, "stored", NULL);
    }
    for (int32_t i = 0; i < plan->n_withins && !has; i++) {
        has = is_above_0(&w, plan->withins[i].def->name, "checked", NULL);
    }
    for (int32_t i = 0; i < plan->def->n_grids && !has; i++) {
        has = is_above_0(&w, plan->def->grids[i].name, "power", "mean");
    }
    return has;
}

// ---- webs

static const struct {
    gm_bar_part part;
    const char *figure;
} web_parts[] = {
    {{"s-setup", "at the start"}, "lost-at-start"},
    {{"s-repair", "splices"}, "lost-at-splices"},
    {{"s-down", "defects"}, "lost-to-defects"},
    {{"s-slow", "rests"}, "lost-rests"},
};
#define N_WEB_PARTS ((int)(sizeof web_parts / sizeof web_parts[0]))

static gm_bar web_bar(const gm_writer *w, const char *p)
{
    double metres = gm_writer_figure(w, p, "metres", NULL).mean;
    gm_bar bar = {.name = p,
                  .mark = (double)NAN,
                  .cells = {p, gm_writer_cell(w, p, "metres", NULL),
                            gm_writer_cell(w, p, "metres-good", NULL),
                            gm_writer_cell_or_nothing(w, p, "rolls"),
                            gm_writer_cell_or_nothing(w, p, "splices")}};
    double lost = 0.0;
    for (int k = 0; k < N_WEB_PARTS; k++) {
        double m = gm_writer_figure(w, p, web_parts[k].figure, NULL).mean;
        bar.parts[k] = metres > 0.0 ? PER_1000 * m / metres : 0.0;
        lost += bar.parts[k];
        bar.cells[5 + k] = gm_writer_cell_or_nothing(w, p, web_parts[k].figure);
    }
    char number[GM_WORD_BYTES];
    bar.cells[5 + N_WEB_PARTS] = gm_writer_cell(w, p, "web-yield", NULL);
    bar.says = gm_arena_printf(w->arena, "%s m", gm_word_number(lost, 3, number));
    return bar;
}

static void chart_webs(gm_sheet *sheet)
{
    static const char *const heads[] = {
        "web",           ">metres",       ">good",    ">rolls",
        ">joined rolls", ">at the start", ">splices", ">defects",
        ">rests",        ">% good",       NULL};
    gm_writer w = gm_sheet_writer(sheet);
    const gm_plan *plan = sheet->twin->plan;
    gm_bar *bars = GM_NEW(sheet->arena, gm_bar, plan->n_webs);
    gm_bar_part *parts = GM_NEW(sheet->arena, gm_bar_part, N_WEB_PARTS);
    int n = 0;
    for (int k = 0; k < N_WEB_PARTS; k++) {
        parts[k] = web_parts[k].part;
    }
    for (int32_t i = 0; i < plan->n_stations; i++) {
        if (plan->stations[i].web_i != GM_NONE) {
            bars[n++] = web_bar(&w, plan->steps[plan->stations[i].step_i].name);
        }
    }
    gm_chart_bars(sheet, &(gm_bars){.id = "webs",
                                    .title = "What webs lose of 1,000 metres",
                                    .says = "Metres cut off for each thousand that ran, by "
                                            "cause, mean over the replications.",
                                    .n_parts = N_WEB_PARTS,
                                    .parts = parts,
                                    .caption = "Webs; ± half-width (95 %)",
                                    .heads = heads,
                                    .n = n,
                                    .bars = bars});
}

// ---- recipes

static const char *power_text(double power_w, gm_arena *arena)
{
    char buf[GM_WORD_BYTES];
    return power_w > 0.0 ? gm_arena_strdup(arena, gm_word_figure(power_w, GM_UNIT_POWER, buf))
                         : "";
}

static gm_bar phase_bar(const gm_recipe_phase_def *phase, const char *step, gm_arena *arena)
{
    char time[GM_WORD_BYTES];
    double mean_s = gm_dist_mean(&phase->time);
    gm_word_figure(mean_s, GM_UNIT_TIME, time);
    const char *power = power_text(phase->power_w, arena);
    const char *channels =
        phase->channels > 0 ? gm_arena_printf(arena, "%" PRId32, phase->channels) : "";
    return (gm_bar){.name = gm_arena_printf(arena, "%s: %s", step, phase->name),
                    .parts = {mean_s},
                    .mark = (double)NAN,
                    .says = gm_arena_printf(arena, "%s%s%s", time, *power ? ", " : "", power),
                    .cells = {step, phase->name, gm_arena_strdup(arena, time), channels, power,
                              power_text(phase->gives_w, arena)}};
}

// The phases of all recipes; what a station draws while it works is none.
static int list_phases(const gm_sheet *sheet, gm_bar *bars)
{
    const gm_plan *plan = sheet->twin->plan;
    int n = 0;
    for (int32_t i = 0; i < plan->n_recipes; i++) {
        const gm_recipe_plan *recipe = &plan->recipes[i];
        for (int32_t k = 0; k < recipe->def->n_phases && !recipe->def->is_work; k++) {
            if (bars) {
                bars[n] = phase_bar(&recipe->def->phases[k], plan->steps[recipe->step_i].name,
                                    sheet->arena);
            }
            n += 1;
        }
    }
    return n;
}

static void chart_phases(gm_sheet *sheet)
{
    static const char *const heads[] = {"step",        "phase",       ">mean time", ">channels",
                                        ">power each", ">feeds back", NULL};
    int n = list_phases(sheet, NULL);
    gm_bar *bars = GM_NEW(sheet->arena, gm_bar, n + 1);
    list_phases(sheet, bars);
    gm_chart_bars(sheet, &(gm_bars){.id = "phases",
                                    .title = "The steps of recipes",
                                    .says = "Mean time of each step of a recipe, as the model "
                                            "says it, with the power that it draws.",
                                    .n_parts = 1,
                                    .parts = one_part,
                                    .caption = "Steps of recipes, one machine or slot each",
                                    .heads = heads,
                                    .n = n,
                                    .bars = bars});
}

static void chart_recipes(gm_sheet *sheet)
{
    static const gm_bar_part parts[] = {{"s-down", "for power"}, {"s-setup", "for channels"}};
    static const char *const heads[] = {"recipe",
                                        ">waits for power",
                                        ">for channels",
                                        ">channels in use",
                                        ">drawn",
                                        ">fed back",
                                        NULL};
    gm_writer w = gm_sheet_writer(sheet);
    const gm_plan *plan = sheet->twin->plan;
    gm_bar *bars = GM_NEW(sheet->arena, gm_bar, plan->n_recipes);
    for (int32_t i = 0; i < plan->n_recipes; i++) {
        const char *p = plan->steps[plan->recipes[i].step_i].name;
        bars[i] = (gm_bar){.name = p,
                           .parts = {gm_writer_figure(&w, p, "waits-for-power", NULL).mean,
                                     gm_writer_figure(&w, p, "waits-for-channels", NULL).mean},
                           .mark = (double)NAN,
                           .cells = {p, gm_writer_cell(&w, p, "waits-for-power", NULL),
                                     gm_writer_cell(&w, p, "waits-for-channels", NULL),
                                     gm_writer_cell(&w, p, "channels-in-use", NULL),
                                     gm_writer_cell(&w, p, "drawn", NULL),
                                     gm_writer_cell_or_nothing(&w, p, "fed-back")}};
    }
    gm_chart_bars(sheet,
                  &(gm_bars){.id = "recipes",
                             .title = "What steps with a recipe wait for",
                             .says = "Share of all hours of their machines or slots in which a "
                                     "part waits for power or for channels. Numbers in the "
                                     "bars are percent.",
                             .n_parts = 2,
                             .parts = parts,
                             .is_share = true,
                             .caption = "Recipes; ± half-width (95 %)",
                             .heads = heads,
                             .n = plan->n_recipes,
                             .bars = bars});
}

// ---- grades

static int list_grades(const gm_sheet *sheet, gm_bar *bars)
{
    gm_writer w = gm_sheet_writer(sheet);
    const gm_plan *plan = sheet->twin->plan;
    int n = 0;
    for (int32_t i = 0; i < plan->n_stations; i++) {
        const gm_grades_def *def = &plan->stations[i].def->grades;
        const char *p = plan->steps[plan->stations[i].step_i].name;
        for (int32_t k = 0; k <= def->n_bins && def->is_given; k++) {
            const char *grade = k < def->n_bins ? def->bins[k].name : "below";
            if (bars) {
                const char *says = gm_writer_cell(&w, p, "grade", grade);
                bars[n] = (gm_bar){.name = gm_arena_printf(w.arena, "%s: %s", p, grade),
                                   .parts = {gm_writer_figure(&w, p, "grade", grade).mean},
                                   .mark = (double)NAN,
                                   .says = says,
                                   .cells = {p, grade, says}};
            }
            n += 1;
        }
    }
    return n;
}

static void chart_grades(gm_sheet *sheet)
{
    static const char *const heads[] = {"station", "grade", ">parts", NULL};
    int n = list_grades(sheet, NULL);
    gm_bar *bars = GM_NEW(sheet->arena, gm_bar, n + 1);
    list_grades(sheet, bars);
    gm_chart_bars(sheet,
                  &(gm_bars){.id = "grades",
                             .title = "Grades",
                             .says = "Parts of each grade in the time counted, mean over "
                                     "the replications.",
                             .n_parts = 1,
                             .parts = one_part,
                             .caption = "Grades; ± half-width (95 %)",
                             .heads = heads,
                             .n = n,
                             .bars = bars});
}

// ---- longest times

static void chart_withins(gm_sheet *sheet)
{
    static const gm_bar_part part[] = {{"s-down", ""}};
    static const char *const heads[] = {"longest time", ">parts", ">overdue", ">share",
                                        ">mean",        ">most",  NULL};
    gm_writer w = gm_sheet_writer(sheet);
    const gm_plan *plan = sheet->twin->plan;
    gm_bar *bars = GM_NEW(sheet->arena, gm_bar, plan->n_withins);
    for (int32_t i = 0; i < plan->n_withins; i++) {
        const char *p = plan->withins[i].def->name;
        const char *says = gm_writer_cell(&w, p, "overdue-share", NULL);
        bars[i] = (gm_bar){.name = p,
                           .parts = {gm_writer_figure(&w, p, "overdue-share", NULL).mean},
                           .mark = (double)NAN,
                           .says = says,
                           .cells = {p, gm_writer_cell(&w, p, "checked", NULL),
                                     gm_writer_cell(&w, p, "overdue", NULL), says,
                                     gm_writer_cell(&w, p, "elapsed", "mean"),
                                     gm_writer_cell(&w, p, "elapsed", "max")}};
    }
    gm_chart_bars(sheet, &(gm_bars){.id = "longest-times",
                                    .title = "Parts that waited too long",
                                    .says = "Share of the parts that came to the second step "
                                            "later than their longest time allows.",
                                    .n_parts = 1,
                                    .parts = part,
                                    .caption = "Longest times; ± half-width (95 %)",
                                    .heads = heads,
                                    .n = plan->n_withins,
                                    .bars = bars});
}

// ---- grids and dry rooms

static gm_bar grid_bar(const gm_writer *w, const gm_grid_def *def)
{
    const char *p = def->name;
    double mean_w = gm_writer_figure(w, p, "power", "mean").mean;
    double peak_w = gm_writer_figure(w, p, "power", "max").mean;
    return (gm_bar){
        .name = p,
        .parts = {mean_w, fmax(peak_w - mean_w, 0.0)},
        .mark = def->most_w,
        .says = gm_arena_printf(w->arena, "peak %s", gm_writer_cell(w, p, "power", "max")),
        .cells = {p, gm_writer_cell(w, p, "power", "mean"),
                  gm_writer_cell(w, p, "power", "max"), power_text(def->most_w, w->arena),
                  gm_writer_cell(w, p, "load", NULL), gm_writer_cell(w, p, "limited", NULL),
                  gm_writer_cell(w, p, "waiting", "mean")}};
}

static void chart_grids(gm_sheet *sheet)
{
    static const gm_bar_part parts[] = {{"s-working", "mean power"},
                                        {"s-setup", "up to its peak"}};
    static const char *const heads[] = {"grid",  ">mean power",   ">peak",    ">limit",
                                        ">load", ">time limited", ">waiting", NULL};
    gm_writer w = gm_sheet_writer(sheet);
    const gm_plan *plan = sheet->twin->plan;
    gm_bar *bars = GM_NEW(sheet->arena, gm_bar, plan->def->n_grids);
    for (int32_t i = 0; i < plan->def->n_grids; i++) {
        bars[i] = grid_bar(&w, &plan->def->grids[i]);
    }
    gm_chart_bars(sheet,
                  &(gm_bars){.id = "grids",
                             .title = "Power of the grids",
                             .says = "Mean power drawn and its peak in the time counted; the "
                                     "dashed line is the limit.",
                             .n_parts = 2,
                             .parts = parts,
                             .caption = "Grids; ± half-width (95 %)",
                             .heads = heads,
                             .n = plan->def->n_grids,
                             .bars = bars});
}

static void chart_dry_rooms(gm_sheet *sheet)
{
    static const char *const heads[] = {"dry room",    ">people", ">their water",
                                        ">mean power", ">energy", NULL};
    gm_writer w = gm_sheet_writer(sheet);
    const gm_plan *plan = sheet->twin->plan;
    gm_bar *bars = GM_NEW(sheet->arena, gm_bar, plan->def->n_dry_rooms);
    for (int32_t i = 0; i < plan->def->n_dry_rooms; i++) {
        const char *p = plan->def->dry_rooms[i].name;
        const char *energy = gm_writer_cell(&w, p, "energy", NULL);
        bars[i] = (gm_bar){.name = p,
                           .parts = {gm_writer_figure(&w, p, "energy", NULL).mean},
                           .mark = (double)NAN,
                           .says = energy,
                           .cells = {p, gm_writer_cell(&w, p, "people", "mean"),
                                     gm_writer_cell(&w, p, "water", NULL),
                                     gm_writer_cell(&w, p, "power", "mean"), energy}};
    }
    gm_chart_bars(sheet, &(gm_bars){.id = "dry-rooms",
                                    .title = "Energy of the dry rooms",
                                    .says = "In the time counted: for moving and drying the "
                                            "air, and for the water that people give off.",
                                    .n_parts = 1,
                                    .parts = one_part,
                                    .caption = "Dry rooms; ± half-width (95 %)",
                                    .heads = heads,
                                    .n = plan->def->n_dry_rooms,
                                    .bars = bars});
}

void gm_page_cells(gm_sheet *sheet)
{
    chart_webs(sheet);
    chart_phases(sheet);
    chart_recipes(sheet);
    chart_grades(sheet);
    chart_withins(sheet);
    chart_grids(sheet);
    chart_dry_rooms(sheet);
}
