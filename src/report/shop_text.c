// SPDX-License-Identifier: MIT

#include "report/shop_text.h"

#include "report/words.h"

#include <inttypes.h>
#include <math.h>

// ---- quality

// Stations that judge parts, when they scrapped or rejected any.
static void print_quality(const gm_writer *w)
{
    static const char *const heads[] = {"quality", ">good at once", ">rolled in its line",
                                        ">scrap",  ">rejected",     NULL};
    const gm_plan *plan = w->set->twin->plan;
    gm_text_table t = gm_text_table_of(w->arena, w->page, heads);
    t.least[0] = 12;
    for (int32_t i = 0; i < plan->n_stations; i++) {
        const char *p = plan->steps[plan->stations[i].step_i].name;
        bool judges = plan->stations[i].has_outcome && !gm_writer_is_unused(w, p);
        if (judges && gm_writer_figure(w, p, "first-time-through", NULL).mean < 1.0) {
            const char *cells[] = {p, gm_writer_cell(w, p, "first-time-through", NULL),
                                   gm_writer_cell(w, p, "rolled-yield", NULL),
                                   gm_writer_cell_or_nothing(w, p, "scrap"),
                                   gm_writer_cell_or_nothing(w, p, "rejected")};
            gm_text_table_row(&t, cells, 5);
        }
    }
    for (int32_t i = 0; i < plan->n_sinks && t.n_rows > 1; i++) {
        const char *p = plan->steps[plan->sink_steps[i]].name;
        if (gm_writer_figure(w, p, "rolled-yield", NULL).mean < 1.0) {
            const char *cells[] = {gm_arena_printf(w->arena, "all up to %s", p), "",
                                   gm_writer_cell(w, p, "rolled-yield", NULL), "", ""};
            gm_text_table_row(&t, cells, 5);
        }
    }
    gm_writer_print(w, &t);
}

static void print_drifts(const gm_writer *w)
{
    static const char *const heads[] = {
        "control", ">made out of control", ">alarms", ">false", ">parts held", ">missed", NULL};
    const gm_plan *plan = w->set->twin->plan;
    gm_text_table t = gm_text_table_of(w->arena, w->page, heads);
    t.least[0] = 12;
    for (int32_t i = 0; i < plan->n_stations; i++) {
        const char *p = plan->steps[plan->stations[i].step_i].name;
        if (plan->stations[i].drift_i != GM_NONE) {
            const char *cells[] = {p,
                                   gm_writer_cell(w, p, "out-of-control", NULL),
                                   gm_writer_cell_or_nothing(w, p, "alarms"),
                                   gm_writer_cell_or_nothing(w, p, "false-alarms"),
                                   gm_writer_cell_or_nothing(w, p, "held"),
                                   gm_writer_cell_or_nothing(w, p, "missed")};
            gm_text_table_row(&t, cells, 6);
        }
    }
    gm_writer_print(w, &t);
}

// ---- sequence

static void print_changes(const gm_writer *w)
{
    static const char *const heads[] = {"changeovers",   ">block, mean",  ">per 1,000 parts",
                                        ">cost per day", ">lost per day", NULL};
    const gm_plan *plan = w->set->twin->plan;
    gm_text_table t = gm_text_table_of(w->arena, w->page, heads);
    t.least[0] = 12;
    for (int32_t i = 0; i < plan->n_stations; i++) {
        const char *p = plan->steps[plan->stations[i].step_i].name;
        if (!(gm_writer_figure(w, p, "changeovers", NULL).mean > 0.0)) {
            continue;
        }
        const char *cells[] = {p, gm_writer_cell(w, p, "block", "mean"),
                               gm_writer_cell(w, p, "changeovers-per-1000", NULL),
                               gm_writer_per_day(w, p, "changeover-cost"),
                               gm_writer_per_day(w, p, "changeover-loss")};
        gm_text_table_row(&t, cells, 5);
    }
    gm_writer_print(w, &t);
}

static void add_point(const gm_writer *w, gm_text_table *t, int32_t point_i)
{
    const gm_passage_plan *point = &w->set->twin->plan->points[point_i];
    const char *p = w->set->twin->plan->steps[point->step_i].name;
    const char *in = point->is_way_in ? "in-" : "";
    const char *cells[] = {
        point->is_way_in            ? gm_arena_printf(w->arena, "into %s", p)
        : point->store_i != GM_NONE ? gm_arena_printf(w->arena, "out of %s", p)
                                    : p,
        gm_writer_cell(w, p, gm_arena_printf(w->arena, "%sadherence", in), NULL),
        gm_writer_cell(w, p, gm_arena_printf(w->arena, "%slate", in), "mean"),
        gm_writer_cell(w, p, gm_arena_printf(w->arena, "%slate", in), "max"),
        gm_writer_cell(w, p, gm_arena_printf(w->arena, "%scolour-block", in), "mean")};
    gm_text_table_row(t, cells, 5);
}

static void print_points(const gm_writer *w)
{
    static const char *const heads[] = {"sequence",    ">not overtaken", ">late, mean",
                                        ">late, most", ">family block",  NULL};
    gm_text_table t = gm_text_table_of(w->arena, w->page, heads);
    t.least[0] = 12;
    for (int32_t i = 0; i < w->set->twin->plan->n_points; i++) {
        add_point(w, &t, i);
    }
    gm_writer_print(w, &t);
}

// A row for each rule at each point where it is counted.
static void print_spacing(const gm_writer *w)
{
    static const char *const heads[] = {"spacing, per 1,000 parts", "rule",
                                        ">windows broken",          ">excess",
                                        ">breaking parts",          NULL};
    const gm_plan *plan = w->set->twin->plan;
    gm_text_table t = gm_text_table_of(w->arena, w->page, heads);
    for (int32_t i = 0; i < plan->n_points; i++) {
        const gm_passage_plan *point = &plan->points[i];
        for (int32_t r = 0; r < point->n_rules && !point->is_way_in; r++) {
            const char *p = plan->steps[point->step_i].name;
            const char *rule = point->rule_names[r];
            const char *cells[] = {p, rule, gm_writer_cell(w, p, "broken-windows", rule),
                                   gm_writer_cell(w, p, "excess", rule),
                                   gm_writer_cell(w, p, "breaking-parts", rule)};
            gm_text_table_row(&t, cells, 5);
        }
    }
    gm_writer_print(w, &t);
}

static void print_limits(const gm_writer *w)
{
    static const char *const heads[] = {"limit", ">at most", ">in use (mean)", NULL};
    const gm_plan *plan = w->set->twin->plan;
    gm_text_table t = gm_text_table_of(w->arena, w->page, heads);
    t.least[0] = 12;
    for (int32_t i = 0; i < plan->n_limits; i++) {
        const char *p = plan->limits[i].name;
        const char *cells[] = {p,
                               gm_arena_printf(w->arena, "%" PRId32, plan->limits[i].at_most),
                               gm_writer_cell(w, p, "in-use", "mean")};
        gm_text_table_row(&t, cells, 3);
    }
    gm_writer_print(w, &t);
}

// ---- vehicles and racks

static void print_fleets(const gm_writer *w)
{
    static const char *const heads[] = {"fleet",       ">jobs",     ">used",   ">loaded",
                                        ">empty",      ">handling", ">no way", ">blocked",
                                        ">at charger", ">down",     ">idle",   NULL};
    static const char *const states[] = {
        "driving-loaded", "driving-empty", "handling", "waiting-for-way",
        "blocked",        "charging",      "down",     "idle"};
    const gm_plan *plan = w->set->twin->plan;
    gm_text_table t = gm_text_table_of(w->arena, w->page, heads);
    t.least[0] = 12;
    for (int32_t i = 0; i < plan->n_fleets; i++) {
        const char *p = plan->fleets[i].def->name;
        const char *cells[11] = {
            gm_arena_printf(w->arena, "%s (%" PRId32 ")", p, plan->fleets[i].n_vehicles),
            gm_writer_cell(w, p, "jobs", NULL),
            gm_writer_percent(w, gm_writer_figure(w, p, "utilisation", NULL))};
        for (int k = 0; k < 8; k++) {
            cells[3 + k] = gm_writer_percent(w, gm_writer_figure(w, p, states[k], NULL));
        }
        gm_text_table_row(&t, cells, 11);
    }
    if (t.n_rows > 1) {
        gm_text_wrap("vehicles and racks: % of all hours counted", w->page.columns, 2, w->out);
    }
    gm_writer_print(w, &t);
}

static void print_transports(const gm_writer *w)
{
    static const char *const heads[] = {
        "transport",    ">parts",   ">a load",      ">mean wait for a vehicle",
        ">for a place", ">longest", ">% none free", NULL};
    const gm_plan *plan = w->set->twin->plan;
    gm_text_table t = gm_text_table_of(w->arena, w->page, heads);
    t.least[0] = 12;
    for (int32_t i = 0; i < plan->n_transports; i++) {
        const char *p = plan->steps[plan->transports[i].step_i].name;
        const char *cells[] = {
            p,
            gm_writer_cell(w, p, "count", NULL),
            gm_writer_cell(w, p, "load", "mean"),
            gm_writer_cell(w, p, "wait-for-vehicle", "mean"),
            gm_writer_cell(w, p, "wait-for-place", "mean"),
            gm_writer_cell(w, p, "wait-for-vehicle", "max"),
            gm_writer_percent(w, gm_writer_figure(w, p, "no-vehicle-share", NULL))};
        gm_text_table_row(&t, cells, 7);
    }
    gm_writer_print(w, &t);
}

static void print_racks(const gm_writer *w)
{
    static const char *const heads[] = {"rack",  ">parts out",  ">mean level",
                                        ">most", ">mean cycle", ">dual",
                                        ">busy", ">blocked",    NULL};
    const gm_plan *plan = w->set->twin->plan;
    gm_text_table t = gm_text_table_of(w->arena, w->page, heads);
    t.least[0] = 12;
    for (int32_t i = 0; i < plan->n_racks; i++) {
        const char *p = plan->steps[plan->racks[i].step_i].name;
        const char *cells[] = {p,
                               gm_writer_cell(w, p, "count", NULL),
                               gm_writer_cell(w, p, "level", "mean"),
                               gm_writer_cell(w, p, "level", "max"),
                               gm_writer_cell(w, p, "cycle", "mean"),
                               gm_writer_percent(w, gm_writer_figure(w, p, "dual-share", NULL)),
                               gm_writer_percent(w, gm_writer_figure(w, p, "working", NULL)),
                               gm_writer_percent(w, gm_writer_figure(w, p, "blocked", NULL))};
        gm_text_table_row(&t, cells, 8);
    }
    gm_writer_print(w, &t);
}

// ---- all

void gm_shop_quality_text(const gm_writer *w)
{
    print_quality(w);
    print_drifts(w);
}

void gm_shop_transport_text(const gm_writer *w)
{
    print_fleets(w);
    print_transports(w);
    print_racks(w);
}

void gm_shop_sequence_text(const gm_writer *w)
{
    print_changes(w);
    print_points(w);
    print_spacing(w);
    print_limits(w);
}
