// SPDX-License-Identifier: MIT

#include "report/plant_text.h"

#include "report/cell_text.h"
#include "report/shop_text.h"
#include "report/states_text.h"
#include "report/words.h"
#include "report/writer.h"

#include <inttypes.h>
#include <math.h>

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

static void print_outs(const gm_writer *w)
{
    static const char *const heads[] = {"out", ">parts", ">mean time in system", ">95 % within",
                                        NULL};
    const gm_plan *plan = w->set->twin->plan;
    gm_text_table t = gm_text_table_of(w->arena, w->page, heads);
    t.least[0] = 12;
    for (int32_t i = 0; i < plan->n_counters; i++) {
        const char *p = plan->counters[i];
        const char *sink = sink_that_counts(plan, i);
        const char *cells[] = {p, gm_writer_cell(w, p, "count", NULL),
                               gm_writer_cell(w, sink, "time-in-system", "mean"),
                               gm_writer_cell(w, sink, "time-in-system", "p95")};
        gm_text_table_row(&t, cells, 4);
    }
    const char *scrap[] = {"scrap", gm_writer_cell(w, "plant", "scrap", NULL)};
    gm_text_table_row(&t, scrap, 2);
    const char *wip[] = {"in the plant (mean)", gm_writer_cell(w, "plant", "wip", "mean")};
    gm_text_table_row(&t, wip, 2);
    gm_writer_print(w, &t);
}

// ---- stations, conveyors and moving lines

static void add_work(const gm_writer *w, gm_text_table *t, const char *path)
{
    gm_interval oee = gm_writer_figure(w, path, "oee", NULL);
    const char *cells[GM_TABLE_COLUMNS] = {path, gm_writer_cell(w, path, "count", NULL),
                                           gm_writer_percent(w, oee)};
    gm_interval states[GM_N_STATES];
    for (int s = 0; s < GM_N_STATES; s++) {
        states[s] = gm_writer_figure(w, path, gm_state_word((gm_state)s), NULL);
    }
    for (int k = 0; k < GM_N_STATES; k++) {
        double share = states[gm_state_shown(k)].mean;
        t->weight[3 + k] = share > t->weight[3 + k] ? share : t->weight[3 + k];
    }
    gm_state_cells(states, oee, &cells[3], w->arena);
    gm_text_table_row(t, cells, 4 + GM_N_STATES);
}

static gm_text_table works_table(const gm_writer *w)
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

static void print_unused(const gm_writer *w, const char *what, const char *list)
{
    if (list) {
        gm_text_wrap(gm_arena_printf(w->arena, "%s: %s", what, list), w->page.columns, 2,
                     w->out);
    }
}

static const char *listed(const gm_writer *w, const char *list, const char *name)
{
    return list ? gm_arena_printf(w->arena, "%s, %s", list, name) : name;
}

static void print_works(const gm_writer *w)
{
    const gm_plan *plan = w->set->twin->plan;
    gm_text_table t = works_table(w);
    const char *unused = NULL;
    for (int32_t i = 0; i < plan->n_steps; i++) {
        const gm_step *step = &plan->steps[i];
        bool works = step->kind == GM_STEP_STATION || step->kind == GM_STEP_CONVEYOR ||
                     step->kind == GM_STEP_MOVING;
        if (works && gm_writer_is_unused(w, step->name)) {
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
    print_unused(w, "did nothing", unused);
    if (t.n_rows > 1 || unused) {
        fputc('\n', w->out);
    }
}

static void print_lines(const gm_writer *w)
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
                               gm_writer_cell_or_nothing(w, p, "stops"),
                               gm_writer_cell_or_nothing(w, p, "stop-share"),
                               gm_writer_cell_or_nothing(w, p, "gaps"),
                               gm_writer_cell_or_nothing(w, p, "failures"),
                               gm_writer_cell_or_nothing(w, p, "towed")};
        gm_text_table_row(&t, cells, 6);
    }
    gm_writer_print(w, &t);
}

// ---- places

// What waited outside of the sources, when anything did.
static void add_outsides(const gm_writer *w, gm_text_table *t)
{
    const gm_plan *plan = w->set->twin->plan;
    for (int32_t i = 0; i < plan->n_sources; i++) {
        const char *p = plan->steps[plan->sources[i].step_i].name;
        if (gm_writer_figure(w, p, "outside", "max").mean > 0.0) {
            const char *cells[] = {gm_arena_printf(w->arena, "outside of %s", p),
                                   gm_writer_cell(w, p, "count", NULL),
                                   gm_writer_cell(w, p, "outside", "mean"),
                                   gm_writer_cell(w, p, "outside", "max")};
            gm_text_table_row(t, cells, 4);
        }
    }
}

static void print_places(const gm_writer *w)
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
        if (gm_writer_figure(w, p, "count", NULL).mean == 0.0 &&
            gm_writer_figure(w, p, level, "mean").mean == 0.0) {
            unused = is_buffer ? listed(w, unused, p) : unused;
            continue;
        }
        const char *cells[] = {is_buffer ? p : gm_arena_printf(w->arena, "queue of %s", p),
                               is_buffer ? gm_writer_cell(w, p, "count", NULL)
                                         : gm_writer_cell(w, p, level, "out"),
                               gm_writer_cell(w, p, level, "mean"),
                               gm_writer_cell(w, p, level, "max"),
                               gm_writer_cell(w, p, "waiting", "mean"),
                               gm_writer_cell_or_nothing(w, p, "lost-share")};
        gm_text_table_row(&t, cells, 6);
    }
    if (t.n_rows > 1) {
        gm_text_table_print(&t, w->out);
    }
    print_unused(w, "nothing came to", unused);
    if (t.n_rows > 1 || unused) {
        fputc('\n', w->out);
    }
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

static const char *on_duty_cell(const gm_writer *w, const char *path, double share)
{
    char buf[GM_WORD_BYTES];
    gm_interval x = gm_writer_figure(w, path, "people", "mean");
    if (!(share > 0.0)) {
        return "";
    }
    x.mean /= share;
    x.half_width /= share;
    return gm_arena_strdup(w->arena, gm_word_interval(x, GM_UNIT_PEOPLE, buf));
}

static void print_crews(const gm_writer *w)
{
    static const char *const heads[] = {"crew",  ">people on duty", ">people, all hours",
                                        ">busy", ">missing people", NULL};
    const gm_plan *plan = w->set->twin->plan;
    gm_text_table t = gm_text_table_of(w->arena, w->page, heads);
    t.least[0] = 12;
    for (int32_t i = 0; i < plan->n_crews; i++) {
        const gm_crew_def *crew = &plan->def->crews[i];
        const char *p = crew->name;
        const char *cells[] = {p, on_duty_cell(w, p, on_duty_share(w->set, crew)),
                               gm_writer_cell(w, p, "people", "mean"),
                               gm_writer_cell_or_nothing(w, p, "busy-share"),
                               gm_writer_cell(w, p, "missing", "mean")};
        gm_text_table_row(&t, cells, 5);
    }
    gm_writer_print(w, &t);
}

void gm_plant_text(const gm_replications *set, gm_page page, FILE *out)
{
    gm_arena arena;
    gm_arena_init(&arena, 0);
    gm_writer w = {set, page, out, &arena};
    print_outs(&w);
    print_works(&w);
    print_lines(&w);
    gm_shop_quality_text(&w);
    print_places(&w);
    gm_shop_transport_text(&w);
    gm_shop_sequence_text(&w);
    print_crews(&w);
    gm_cell_text(set, page, out);
    gm_arena_fini(&arena);
}
