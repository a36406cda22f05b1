// SPDX-License-Identifier: MIT
//
// The page on vehicles and racks: where the time of each fleet goes, how long parts wait for a
// vehicle, what the cranes of racks do.

#include "report/bars.h"
#include "report/sheet_writer.h"
#include "twin/shared_stats.h"

#include <inttypes.h>
#include <math.h>

bool gm_has_vehicles(const gm_sheet *sheet)
{
    return sheet->twin->plan->n_fleets > 0 || sheet->twin->plan->n_racks > 0;
}

// ---- fleets

// A part of the time of a vehicle: one state or two.
typedef struct vehicle_part {
    gm_bar_part part;
    gm_vehicle_state states[2];
} vehicle_part;

static const vehicle_part vehicle_parts[] = {
    {{"s-working", "driving loaded"}, {GM_VEHICLE_LOADED, GM_VEHICLE_LOADED}},
    {{"s-setup", "loading, unloading"}, {GM_VEHICLE_LOADING, GM_VEHICLE_UNLOADING}},
    {{"s-slow", "driving empty"}, {GM_VEHICLE_EMPTY, GM_VEHICLE_EMPTY}},
    {{"s-micro", "held up by others"}, {GM_VEHICLE_CONGESTED, GM_VEHICLE_CONGESTED}},
    {{"s-blocked", "blocked at its drop"}, {GM_VEHICLE_BLOCKED, GM_VEHICLE_BLOCKED}},
    {{"s-maintenance", "charging"}, {GM_VEHICLE_CHARGING, GM_VEHICLE_CHARGING}},
    {{"s-repair", "waiting for a charger"}, {GM_VEHICLE_CHARGER_WAIT, GM_VEHICLE_CHARGER_WAIT}},
    {{"s-unmanned", "no driver"}, {GM_VEHICLE_UNMANNED, GM_VEHICLE_UNMANNED}},
    {{"s-down", "down"}, {GM_VEHICLE_DOWN, GM_VEHICLE_REPAIR_WAIT}},
    {{"s-starved", "idle"}, {GM_VEHICLE_IDLE, GM_VEHICLE_IDLE}},
    {{"s-off", "off shift"}, {GM_VEHICLE_OFF, GM_VEHICLE_OFF}},
};
#define N_VEHICLE_PARTS ((int)(sizeof vehicle_parts / sizeof vehicle_parts[0]))
_Static_assert(N_VEHICLE_PARTS == GM_MOST_PARTS, "a bar holds them all");

static gm_interval share_of(const gm_writer *w, const char *fleet, const vehicle_part *part)
{
    gm_interval x = gm_writer_figure(w, fleet, gm_vehicle_state_word(part->states[0]), NULL);
    if (part->states[1] != part->states[0]) {
        x.mean += gm_writer_figure(w, fleet, gm_vehicle_state_word(part->states[1]), NULL).mean;
    }
    return x;
}

static gm_bar fleet_bar(const gm_writer *w, const gm_fleet_plan *fleet)
{
    const char *p = fleet->def->name;
    gm_bar bar = {.mark = (double)NAN};
    bar.name = gm_arena_printf(w->arena, "%s (%" PRId32 ")", p, fleet->n_vehicles);
    bar.cells[0] = bar.name;
    for (int k = 0; k < N_VEHICLE_PARTS; k++) {
        gm_interval x = share_of(w, p, &vehicle_parts[k]);
        bar.parts[k] = x.mean;
        bar.cells[1 + k] = gm_writer_percent(w, x);
    }
    return bar;
}

static void chart_fleets(gm_sheet *sheet)
{
    const char *heads[GM_MOST_PARTS + 2] = {"fleet (vehicles)"};
    gm_writer w = gm_sheet_writer(sheet);
    int32_t n = sheet->twin->plan->n_fleets;
    gm_bar *bars = GM_NEW(sheet->arena, gm_bar, n);
    gm_bar_part *own = GM_NEW(sheet->arena, gm_bar_part, N_VEHICLE_PARTS);
    for (int k = 0; k < N_VEHICLE_PARTS; k++) {
        own[k] = vehicle_parts[k].part;
        heads[1 + k] = gm_arena_printf(sheet->arena, ">%s", own[k].word);
    }
    for (int32_t i = 0; i < n; i++) {
        bars[i] = fleet_bar(&w, &sheet->twin->plan->fleets[i]);
    }
    gm_chart_bars(sheet,
                  &(gm_bars){.id = "fleets",
                             .title = "What the vehicles do",
                             .says = "All hours of the time counted of all vehicles of a "
                                     "fleet, by state, mean over the replications. Numbers in "
                                     "the bars are percent.",
                             .n_parts = N_VEHICLE_PARTS,
                             .parts = own,
                             .is_share = true,
                             .caption = "Time of the vehicles, % of all hours counted",
                             .heads = heads,
                             .n = n,
                             .bars = bars});
}

// ---- transports

static gm_bar transport_bar(const gm_writer *w, const char *p)
{
    return (gm_bar){
        .name = p,
        .parts = {gm_writer_figure(w, p, "wait-for-vehicle", "mean").mean},
        .mark = (double)NAN,
        .says = gm_writer_cell(w, p, "wait-for-vehicle", "mean"),
        .cells = {p, gm_writer_cell(w, p, "count", NULL), gm_writer_cell(w, p, "load", "mean"),
                  gm_writer_cell(w, p, "wait-for-vehicle", "mean"),
                  gm_writer_cell(w, p, "wait-for-place", "mean"),
                  gm_writer_cell(w, p, "wait-for-vehicle", "max"),
                  gm_writer_percent(w, gm_writer_figure(w, p, "no-vehicle-share", NULL))}};
}

static void chart_transports(gm_sheet *sheet)
{
    static const gm_bar_part part[] = {{"bar", ""}};
    static const char *const heads[] = {
        "transport",    ">parts",   ">a load",      ">mean wait for a vehicle",
        ">for a place", ">longest", ">% none free", NULL};
    gm_writer w = gm_sheet_writer(sheet);
    const gm_plan *plan = sheet->twin->plan;
    gm_bar *bars = GM_NEW(sheet->arena, gm_bar, plan->n_transports);
    for (int32_t i = 0; i < plan->n_transports; i++) {
        bars[i] = transport_bar(&w, plan->steps[plan->transports[i].step_i].name);
    }
    gm_chart_bars(sheet,
                  &(gm_bars){.id = "transports",
                             .title = "How long parts wait for a vehicle",
                             .says = "Mean over all parts, from when a part could be "
                                     "taken until a vehicle took it; where vehicles reserve "
                                     "a place behind, what parts wait for that stands apart. "
                                     "Longest: of both together. None free: share of the "
                                     "time in which parts wait and no vehicle is free.",
                             .n_parts = 1,
                             .parts = part,
                             .caption = "Transports; ± half-width (95 %)",
                             .heads = heads,
                             .n = plan->n_transports,
                             .bars = bars});
}

// ---- racks

static const struct {
    gm_bar_part part;
    const char *figure;
} crane_parts[] = {
    {{"s-working", "moving"}, "working"},
    {{"s-down", "down"}, "down"},
    {{"s-repair", "waiting for repair"}, "waiting-for-repair"},
    {{"s-blocked", "blocked"}, "blocked"},
    {{"s-starved", "nothing to do"}, "starved"},
    {{"s-off", "off shift"}, "off-shift"},
};
#define N_CRANE_PARTS ((int)(sizeof crane_parts / sizeof crane_parts[0]))

static gm_bar rack_bar(const gm_writer *w, const gm_rack_plan *rack, const char *p)
{
    gm_bar bar = {.name = p,
                  .mark = (double)NAN,
                  .cells = {p, gm_writer_cell(w, p, "count", NULL),
                            gm_arena_printf(w->arena, "%" PRId32, rack->n_slots),
                            gm_writer_cell(w, p, "level", "mean"),
                            gm_writer_cell(w, p, "level", "max"),
                            gm_writer_cell(w, p, "cycle", "mean"),
                            gm_writer_percent(w, gm_writer_figure(w, p, "dual-share", NULL)),
                            gm_writer_percent(w, gm_writer_figure(w, p, "working", NULL)),
                            gm_writer_percent(w, gm_writer_figure(w, p, "blocked", NULL))}};
    for (int k = 0; k < N_CRANE_PARTS; k++) {
        bar.parts[k] = gm_writer_figure(w, p, crane_parts[k].figure, NULL).mean;
    }
    return bar;
}

static void chart_racks(gm_sheet *sheet)
{
    static const char *const heads[] = {"rack",       ">parts out",  ">slots",  ">taken, mean",
                                        ">most",      ">mean cycle", ">% dual", ">% moving",
                                        ">% blocked", NULL};
    gm_writer w = gm_sheet_writer(sheet);
    const gm_plan *plan = sheet->twin->plan;
    gm_bar *bars = GM_NEW(sheet->arena, gm_bar, plan->n_racks);
    gm_bar_part *parts = GM_NEW(sheet->arena, gm_bar_part, N_CRANE_PARTS);
    for (int k = 0; k < N_CRANE_PARTS; k++) {
        parts[k] = crane_parts[k].part;
    }
    for (int32_t i = 0; i < plan->n_racks; i++) {
        bars[i] = rack_bar(&w, &plan->racks[i], plan->steps[plan->racks[i].step_i].name);
    }
    gm_chart_bars(
        sheet, &(gm_bars){.id = "racks",
                          .title = "What the cranes of the racks do",
                          .says = "All hours of the time counted, by state. Blocked: parts "
                                  "are ripe and the exit is full, or one waits to come in "
                                  "and all slots are taken. Numbers in the bars are percent.",
                          .n_parts = N_CRANE_PARTS,
                          .parts = parts,
                          .is_share = true,
                          .caption = "Automated racks; ± half-width (95 %)",
                          .heads = heads,
                          .n = plan->n_racks,
                          .bars = bars});
}

void gm_page_vehicles(gm_sheet *sheet)
{
    chart_fleets(sheet);
    chart_transports(sheet);
    chart_racks(sheet);
}
