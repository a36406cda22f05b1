// SPDX-License-Identifier: MIT

#include "report/plant_text.h"

#include "report/cell_text.h"
#include "report/states_text.h"
#include "report/words.h"

#include <inttypes.h>
#include <math.h>

#define DAY_S 86400.0

typedef struct writer {
    const gm_replications *set;
    gm_page page;
    FILE *out;
    gm_arena *arena;
} writer;

// ---- cells

// NaN without a figure of that name, or without a value.
static gm_interval figure_of(const writer *w, const char *path, const char *figure,
                             const char *stat)
{
    double none = (double)NAN;
    int32_t n;
    int32_t i = gm_figures_find(&w->set->twin->figures, path, figure, stat);
    return i == GM_NONE ? (gm_interval){none, none, none, 0}
                        : gm_answer_figure(w->set, i, &n, w->arena);
}

static const char *cell(const writer *w, const char *path, const char *figure, const char *stat)
{
    char buf[GM_WORD_BYTES];
    int32_t i = gm_figures_find(&w->set->twin->figures, path, figure, stat);
    if (i == GM_NONE) {
        return "";
    }
    gm_figure_unit unit = w->set->twin->figures.items[i].unit;
    return gm_arena_strdup(w->arena,
                           gm_word_interval(figure_of(w, path, figure, stat), unit, buf));
}

// The same, empty for what is 0 in all replications.
static const char *cell_or_nothing(const writer *w, const char *path, const char *figure)
{
    gm_interval x = figure_of(w, path, figure, NULL);
    bool is_nothing = x.mean == 0.0 && !(x.half_width > 0.0);
    return isnan(x.mean) || is_nothing ? "" : cell(w, path, figure, NULL);
}

// A figure that adds up, by the day; empty for what is 0 in all replications.
static const char *per_day_cell(const writer *w, const char *path, const char *figure)
{
    char buf[GM_WORD_BYTES];
    int32_t i = gm_figures_find(&w->set->twin->figures, path, figure, NULL);
    gm_interval x = figure_of(w, path, figure, NULL);
    const gm_schedule *s = &w->set->twin->schedule;
    double from_s = s->points[w->set->from < 0 ? 0 : w->set->from].time_s;
    double days = (s->points[s->main.to].time_s - from_s) / DAY_S;
    if (i == GM_NONE || !(x.mean > 0.0) || !(days > 0.0) || isinf(days)) {
        return "";
    }
    x.mean /= days;
    x.half_width /= days;
    gm_figure_unit unit = w->set->twin->figures.items[i].unit;
    return gm_arena_strdup(w->arena, gm_word_interval(x, unit, buf));
}

static const char *percent_cell(const writer *w, gm_interval x)
{
    char buf[GM_WORD_BYTES];
    return gm_arena_strdup(w->arena, gm_word_percent(x, buf));
}

static void print(const writer *w, gm_text_table *t)
{
    if (t->n_rows > 1) {
        gm_text_table_print(t, w->out);
        fputc('\n', w->out);
    }
}

// ---- out

// The sink of a counter: its own name, or the one sink that goes by another name too.
static const char *sink_that_counts(const gm_plan *plan, int32_t counter_i)
{
    const char *sink = NULL;
    for (int32_t i = 0; i < plan->n_steps; i++) {
        if (plan->steps[i].counter_i == counter_i) {
            bool is_only = plan->steps[i].kind == GM_STEP_SINK && !sink;
            sink = is_only ? plan->steps[i].name : plan->counters[counter_i];
        }
    }
    return sink ? sink : plan->counters[counter_i];
}

static void print_outs(const writer *w)
{
    static const char *const heads[] = {"out", ">parts", ">mean time in system", ">95 % within",
                                        NULL};
    const gm_plan *plan = w->set->twin->plan;
    gm_text_table t = gm_text_table_of(w->arena, w->page, heads);
    t.least[0] = 12;
    for (int32_t i = 0; i < plan->n_counters; i++) {
        const char *p = plan->counters[i];
        const char *sink = sink_that_counts(plan, i);
        const char *cells[] = {p, cell(w, p, "count", NULL),
                               cell(w, sink, "time-in-system", "mean"),
                               cell(w, sink, "time-in-system", "p95")};
        gm_text_table_row(&t, cells, 4);
    }
    const char *scrap[] = {"scrap", cell(w, "plant", "scrap", NULL)};
    gm_text_table_row(&t, scrap, 2);
    const char *wip[] = {"in the plant (mean)", cell(w, "plant", "wip", "mean")};
    gm_text_table_row(&t, wip, 2);
    print(w, &t);
}

// ---- stations, conveyors and moving lines

// Nothing ever came to it: it is named below the table.
static bool is_unused(const writer *w, const char *path)
{
    gm_interval n = figure_of(w, path, "count", NULL);
    return n.mean == 0.0 && !(figure_of(w, path, "working", NULL).mean > 0.0);
}

static void add_work(const writer *w, gm_text_table *t, const char *path)
{
    gm_interval oee = figure_of(w, path, "oee", NULL);
    const char *cells[GM_TABLE_COLUMNS] = {path, cell(w, path, "count", NULL),
                                           percent_cell(w, oee)};
    gm_interval states[GM_N_STATES];
    for (int s = 0; s < GM_N_STATES; s++) {
        states[s] = figure_of(w, path, gm_state_word((gm_state)s), NULL);
    }
    for (int k = 0; k < GM_N_STATES; k++) {
        double share = states[gm_state_shown(k)].mean;
        t->weight[3 + k] = share > t->weight[3 + k] ? share : t->weight[3 + k];
    }
    gm_state_cells(states, oee, &cells[3], w->arena);
    gm_text_table_row(t, cells, 4 + GM_N_STATES);
}

static gm_text_table works_table(const writer *w)
{
    const char *heads[GM_N_STATES + 5] = {"station", ">parts", ">OEE"};
    for (int k = 0; k < GM_N_STATES; k++) {
        heads[3 + k] = gm_state_head(k);
    }
    heads[3 + GM_N_STATES] = ">±";
    gm_text_table t = gm_text_table_of(w->arena, w->page, heads);
    t.least[0] = 12;
    for (int k = 0; k < GM_N_STATES; k++) {
        t.most[3 + k] = gm_state_columns(k);
    }
    return t;
}

static void print_unused(const writer *w, const char *list)
{
    if (list) {
        gm_text_wrap(gm_arena_printf(w->arena, "nothing came to: %s", list), w->page.columns, 2,
                     w->out);
    }
}

static const char *listed(const writer *w, const char *list, const char *name)
{
    return list ? gm_arena_printf(w->arena, "%s, %s", list, name) : name;
}

static void print_works(const writer *w)
{
    const gm_plan *plan = w->set->twin->plan;
    gm_text_table t = works_table(w);
    const char *unused = NULL;
    for (int32_t i = 0; i < plan->n_steps; i++) {
        const gm_step *step = &plan->steps[i];
        bool works = step->kind == GM_STEP_STATION || step->kind == GM_STEP_CONVEYOR ||
                     step->kind == GM_STEP_MOVING;
        if (works && is_unused(w, step->name)) {
            unused = listed(w, unused, step->name);
        } else if (works) {
            add_work(w, &t, step->name);
        }
    }
    if (t.n_rows > 1) {
        gm_text_wrap(
            "states: % of all hours counted; OEE: % of hours on shift; ±: largest 95 % "
            "half-width of a row",
            w->page.columns, 2, w->out);
        gm_text_table_print(&t, w->out);
    }
    print_unused(w, unused);
    if (t.n_rows > 1 || unused) {
        fputc('\n', w->out);
    }
}

static void print_lines(const writer *w)
{
    static const char *const heads[] = {"moving line", ">andon stops", ">stopped, restarts too",
                                        ">gaps",       ">failures",    ">towed cars",
                                        NULL};
    const gm_plan *plan = w->set->twin->plan;
    gm_text_table t = gm_text_table_of(w->arena, w->page, heads);
    t.least[0] = 12;
    for (int32_t i = 0; i < plan->n_movings; i++) {
        const char *p = plan->steps[plan->movings[i].step_i].name;
        const char *cells[] = {p,
                               cell_or_nothing(w, p, "stops"),
                               cell_or_nothing(w, p, "stop-share"),
                               cell_or_nothing(w, p, "gaps"),
                               cell_or_nothing(w, p, "failures"),
                               cell_or_nothing(w, p, "towed")};
        gm_text_table_row(&t, cells, 6);
    }
    print(w, &t);
}

// ---- quality

// Stations that judge parts, when they scrapped or rejected any.
static void print_quality(const writer *w)
{
    static const char *const heads[] = {"quality", ">good at once", ">rolled in its line",
                                        ">scrap",  ">rejected",     NULL};
    const gm_plan *plan = w->set->twin->plan;
    gm_text_table t = gm_text_table_of(w->arena, w->page, heads);
    t.least[0] = 12;
    for (int32_t i = 0; i < plan->n_stations; i++) {
        const char *p = plan->steps[plan->stations[i].step_i].name;
        bool judges = plan->stations[i].has_outcome && !is_unused(w, p);
        if (judges && figure_of(w, p, "first-time-through", NULL).mean < 1.0) {
            const char *cells[] = {
                p, cell(w, p, "first-time-through", NULL), cell(w, p, "rolled-yield", NULL),
                cell_or_nothing(w, p, "scrap"), cell_or_nothing(w, p, "rejected")};
            gm_text_table_row(&t, cells, 5);
        }
    }
    print(w, &t);
}

static void print_drifts(const writer *w)
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
                                   cell(w, p, "out-of-control", NULL),
                                   cell_or_nothing(w, p, "alarms"),
                                   cell_or_nothing(w, p, "false-alarms"),
                                   cell_or_nothing(w, p, "held"),
                                   cell_or_nothing(w, p, "missed")};
            gm_text_table_row(&t, cells, 6);
        }
    }
    print(w, &t);
}

// ---- places

// What waited outside of the sources, when anything did.
static void add_outsides(const writer *w, gm_text_table *t)
{
    const gm_plan *plan = w->set->twin->plan;
    for (int32_t i = 0; i < plan->n_sources; i++) {
        const char *p = plan->steps[plan->sources[i].step_i].name;
        if (figure_of(w, p, "outside", "max").mean > 0.0) {
            const char *cells[] = {gm_arena_printf(w->arena, "outside of %s", p),
                                   cell(w, p, "count", NULL), cell(w, p, "outside", "mean"),
                                   cell(w, p, "outside", "max")};
            gm_text_table_row(t, cells, 4);
        }
    }
}

static void print_places(const writer *w)
{
    static const char *const heads[] = {"place",      ">parts through", ">mean level", ">most",
                                        ">mean wait", ">lost",          NULL};
    const gm_plan *plan = w->set->twin->plan;
    gm_text_table t = gm_text_table_of(w->arena, w->page, heads);
    t.least[0] = 16;
    const char *unused = NULL;
    add_outsides(w, &t);
    for (int32_t i = 0; i < plan->n_steps; i++) {
        const gm_step *step = &plan->steps[i];
        const char *p = step->name;
        bool is_buffer = step->kind == GM_STEP_BUFFER;
        const char *level = is_buffer ? "level" : "queue";
        if ((!is_buffer && step->kind != GM_STEP_STATION) ||
            gm_figures_find(&w->set->twin->figures, p, level, "mean") == GM_NONE) {
            continue;
        }
        if (figure_of(w, p, "count", NULL).mean == 0.0 &&
            figure_of(w, p, level, "mean").mean == 0.0) {
            unused = is_buffer ? listed(w, unused, p) : unused;
            continue;
        }
        const char *cells[] = {is_buffer ? p : gm_arena_printf(w->arena, "queue of %s", p),
                               is_buffer ? cell(w, p, "count", NULL) : cell(w, p, level, "out"),
                               cell(w, p, level, "mean"),
                               cell(w, p, level, "max"),
                               cell(w, p, "waiting", "mean"),
                               cell_or_nothing(w, p, "lost-share")};
        gm_text_table_row(&t, cells, 6);
    }
    if (t.n_rows > 1) {
        gm_text_table_print(&t, w->out);
    }
    print_unused(w, unused);
    if (t.n_rows > 1 || unused) {
        fputc('\n', w->out);
    }
}

// ---- sequence

static void print_changes(const writer *w)
{
    static const char *const heads[] = {"changeovers",   ">block, mean",  ">per 1,000 parts",
                                        ">cost per day", ">lost per day", NULL};
    const gm_plan *plan = w->set->twin->plan;
    gm_text_table t = gm_text_table_of(w->arena, w->page, heads);
    t.least[0] = 12;
    for (int32_t i = 0; i < plan->n_stations; i++) {
        const char *p = plan->steps[plan->stations[i].step_i].name;
        if (!(figure_of(w, p, "changeovers", NULL).mean > 0.0)) {
            continue;
        }
        const char *cells[] = {
            p, cell(w, p, "block", "mean"), cell(w, p, "changeovers-per-1000", NULL),
            per_day_cell(w, p, "changeover-cost"), per_day_cell(w, p, "changeover-loss")};
        gm_text_table_row(&t, cells, 5);
    }
    print(w, &t);
}

static void add_point(const writer *w, gm_text_table *t, int32_t point_i)
{
    const gm_passage_plan *point = &w->set->twin->plan->points[point_i];
    const char *p = w->set->twin->plan->steps[point->step_i].name;
    const char *in = point->is_way_in ? "in-" : "";
    const char *cells[] = {point->is_way_in ? gm_arena_printf(w->arena, "into %s", p)
                           : point->store_i != GM_NONE
                               ? gm_arena_printf(w->arena, "out of %s", p)
                               : p,
                           cell(w, p, gm_arena_printf(w->arena, "%sadherence", in), NULL),
                           cell(w, p, gm_arena_printf(w->arena, "%slate", in), "mean"),
                           cell(w, p, gm_arena_printf(w->arena, "%slate", in), "max"),
                           cell(w, p, gm_arena_printf(w->arena, "%scolour-block", in), "mean")};
    gm_text_table_row(t, cells, 5);
}

static void print_points(const writer *w)
{
    static const char *const heads[] = {"sequence",    ">not overtaken", ">late, mean",
                                        ">late, most", ">family block",  NULL};
    gm_text_table t = gm_text_table_of(w->arena, w->page, heads);
    t.least[0] = 12;
    for (int32_t i = 0; i < w->set->twin->plan->n_points; i++) {
        add_point(w, &t, i);
    }
    print(w, &t);
}

// A row for each rule at each point where it is counted.
static void print_spacing(const writer *w)
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
            const char *cells[] = {p, rule, cell(w, p, "broken-windows", rule),
                                   cell(w, p, "excess", rule),
                                   cell(w, p, "breaking-parts", rule)};
            gm_text_table_row(&t, cells, 5);
        }
    }
    print(w, &t);
}

static void print_limits(const writer *w)
{
    static const char *const heads[] = {"limit", ">at most", ">in use (mean)", NULL};
    const gm_plan *plan = w->set->twin->plan;
    gm_text_table t = gm_text_table_of(w->arena, w->page, heads);
    t.least[0] = 12;
    for (int32_t i = 0; i < plan->n_limits; i++) {
        const char *p = plan->limits[i].name;
        const char *cells[] = {p,
                               gm_arena_printf(w->arena, "%" PRId32, plan->limits[i].at_most),
                               cell(w, p, "in-use", "mean")};
        gm_text_table_row(&t, cells, 3);
    }
    print(w, &t);
}

// ---- vehicles and racks

static void print_fleets(const writer *w)
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
            cell(w, p, "jobs", NULL), percent_cell(w, figure_of(w, p, "utilisation", NULL))};
        for (int k = 0; k < 8; k++) {
            cells[3 + k] = percent_cell(w, figure_of(w, p, states[k], NULL));
        }
        gm_text_table_row(&t, cells, 11);
    }
    if (t.n_rows > 1) {
        gm_text_wrap("vehicles and racks: % of all hours counted", w->page.columns, 2, w->out);
    }
    print(w, &t);
}

static void print_transports(const writer *w)
{
    static const char *const heads[] = {
        "transport", ">parts",       ">a load", ">mean wait for a vehicle",
        ">longest",  ">% none free", NULL};
    const gm_plan *plan = w->set->twin->plan;
    gm_text_table t = gm_text_table_of(w->arena, w->page, heads);
    t.least[0] = 12;
    for (int32_t i = 0; i < plan->n_transports; i++) {
        const char *p = plan->steps[plan->transports[i].step_i].name;
        const char *cells[] = {p,
                               cell(w, p, "count", NULL),
                               cell(w, p, "load", "mean"),
                               cell(w, p, "wait-for-vehicle", "mean"),
                               cell(w, p, "wait-for-vehicle", "max"),
                               percent_cell(w, figure_of(w, p, "no-vehicle-share", NULL))};
        gm_text_table_row(&t, cells, 6);
    }
    print(w, &t);
}

static void print_racks(const writer *w)
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
                               cell(w, p, "count", NULL),
                               cell(w, p, "level", "mean"),
                               cell(w, p, "level", "max"),
                               cell(w, p, "cycle", "mean"),
                               percent_cell(w, figure_of(w, p, "dual-share", NULL)),
                               percent_cell(w, figure_of(w, p, "working", NULL)),
                               percent_cell(w, figure_of(w, p, "blocked", NULL))};
        gm_text_table_row(&t, cells, 8);
    }
    print(w, &t);
}

// ---- crews

// Share of the counted time that a crew is on duty; NaN: its ends are not known before.
static double on_duty_share(const gm_replications *set, const gm_crew_def *crew)
{
    const gm_schedule *s = &set->twin->schedule;
    const gm_plan *plan = set->twin->plan;
    double from_s = s->points[set->from < 0 ? 0 : set->from].time_s;
    double to_s = s->points[s->main.to].time_s;
    if (crew->calendar.i < 0) {
        return 1.0;
    }
    if (isinf(from_s) || isinf(to_s) || !(to_s > from_s)) {
        return (double)NAN;
    }
    const gm_calendar *calendar = &plan->calendars[crew->calendar.i];
    return gm_calendar_work_between(calendar, from_s, to_s, NULL) / (to_s - from_s);
}

static const char *on_duty_cell(const writer *w, const char *path, double share)
{
    char buf[GM_WORD_BYTES];
    gm_interval x = figure_of(w, path, "people", "mean");
    if (!(share > 0.0)) {
        return "";
    }
    x.mean /= share;
    x.half_width /= share;
    return gm_arena_strdup(w->arena, gm_word_interval(x, GM_UNIT_PEOPLE, buf));
}

static void print_crews(const writer *w)
{
    static const char *const heads[] = {"crew",  ">people on duty", ">people, all hours",
                                        ">busy", ">missing people", NULL};
    const gm_plan *plan = w->set->twin->plan;
    gm_text_table t = gm_text_table_of(w->arena, w->page, heads);
    t.least[0] = 12;
    for (int32_t i = 0; i < plan->n_crews; i++) {
        const gm_crew_def *crew = &plan->def->crews[i];
        const char *p = crew->name;
        const char *cells[] = {
            p, on_duty_cell(w, p, on_duty_share(w->set, crew)), cell(w, p, "people", "mean"),
            cell_or_nothing(w, p, "busy-share"), cell(w, p, "missing", "mean")};
        gm_text_table_row(&t, cells, 5);
    }
    print(w, &t);
}

void gm_plant_text(const gm_replications *set, gm_page page, FILE *out)
{
    gm_arena arena;
    gm_arena_init(&arena, 0);
    writer w = {set, page, out, &arena};
    print_outs(&w);
    print_works(&w);
    print_lines(&w);
    print_quality(&w);
    print_drifts(&w);
    print_places(&w);
    print_fleets(&w);
    print_transports(&w);
    print_racks(&w);
    print_changes(&w);
    print_points(&w);
    print_spacing(&w);
    print_limits(&w);
    print_crews(&w);
    gm_cell_text(set, page, out);
    gm_arena_fini(&arena);
}
