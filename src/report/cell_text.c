// SPDX-License-Identifier: MIT

#include "report/cell_text.h"

#include "report/words.h"
#include "report/writer.h"
#include "study/answer.h"

#include <math.h>

// A figure with its half-width; empty where there is none of that name, or 0 in all replications.
static const char *cell(const gm_writer *w, const char *path, const char *figure,
                        const char *stat)
{
    char buf[GM_WORD_BYTES];
    int32_t n;
    int32_t i = gm_figures_find(&w->set->twin->figures, path, figure, stat);
    if (i == GM_NONE) {
        return "";
    }
    gm_interval x = gm_answer_figure(w->set, i, &n, w->arena);
    if (isnan(x.mean) || (x.mean == 0.0 && !(x.half_width > 0.0))) {
        return "";
    }
    gm_figure_unit unit = w->set->twin->figures.items[i].unit;
    return gm_arena_strdup(w->arena, gm_word_interval(x, unit, buf));
}

static gm_text_table table_of(const gm_writer *w, const char *const *heads)
{
    gm_text_table t = gm_text_table_of(w->arena, w->page, heads);
    t.least[0] = 12;
    return t;
}

// A column: the figure, and its statistic or NULL.
typedef struct column {
    const char *figure;
    const char *stat;
} column;

// A row of figures; none where nothing happened.
static void add_row(const gm_writer *w, gm_text_table *t, const char *path,
                    const column *columns, int n)
{
    const char *cells[GM_TABLE_COLUMNS] = {path};
    bool any = false;
    for (int i = 0; i < n; i++) {
        cells[1 + i] = cell(w, path, columns[i].figure, columns[i].stat);
        any |= *cells[1 + i] != '\0';
    }
    if (any) {
        gm_text_table_row(t, cells, 1 + n);
    }
}

#define N_COLUMNS(columns) ((int)(sizeof(columns) / sizeof(columns)[0]))

static const gm_plan *plan_of(const gm_writer *w)
{
    return w->set->twin->plan;
}

static void print_webs(const gm_writer *w)
{
    static const char *const heads[] = {"web",       ">metres",  ">good",
                                        ">at start", ">splices", ">defects",
                                        ">rests",    ">% good",  NULL};
    static const column columns[] = {{"metres", NULL},          {"metres-good", NULL},
                                     {"lost-at-start", NULL},   {"lost-at-splices", NULL},
                                     {"lost-to-defects", NULL}, {"lost-rests", NULL},
                                     {"web-yield", NULL}};
    gm_text_table t = table_of(w, heads);
    for (int32_t i = 0; i < plan_of(w)->n_stations; i++) {
        if (plan_of(w)->stations[i].web_i != GM_NONE) {
            add_row(w, &t, plan_of(w)->steps[plan_of(w)->stations[i].step_i].name, columns,
                    N_COLUMNS(columns));
        }
    }
    gm_writer_print(w, &t);
}

static void print_recipes(const gm_writer *w)
{
    static const char *const heads[] = {"recipe",
                                        ">waits for power",
                                        ">for channels",
                                        ">channels in use",
                                        ">drawn",
                                        ">fed back",
                                        NULL};
    static const column columns[] = {{"waits-for-power", NULL},
                                     {"waits-for-channels", NULL},
                                     {"channels-in-use", NULL},
                                     {"drawn", NULL},
                                     {"fed-back", NULL}};
    gm_text_table t = table_of(w, heads);
    for (int32_t i = 0; i < plan_of(w)->n_recipes; i++) {
        add_row(w, &t, plan_of(w)->steps[plan_of(w)->recipes[i].step_i].name, columns,
                N_COLUMNS(columns));
    }
    gm_writer_print(w, &t);
}

static void print_grids(const gm_writer *w)
{
    static const char *const heads[] = {"grid",          ">mean power", ">peak", ">load",
                                        ">time limited", ">waiting",    NULL};
    static const column columns[] = {{"power", "mean"},
                                     {"power", "max"},
                                     {"load", NULL},
                                     {"limited", NULL},
                                     {"waiting", "mean"}};
    gm_text_table t = table_of(w, heads);
    for (int32_t i = 0; i < plan_of(w)->def->n_grids; i++) {
        add_row(w, &t, plan_of(w)->def->grids[i].name, columns, N_COLUMNS(columns));
    }
    gm_writer_print(w, &t);
}

static void print_withins(const gm_writer *w)
{
    static const char *const heads[] = {"longest time", ">parts", ">overdue", ">share",
                                        ">mean",        ">most",  NULL};
    static const column columns[] = {{"checked", NULL},
                                     {"overdue", NULL},
                                     {"overdue-share", NULL},
                                     {"elapsed", "mean"},
                                     {"elapsed", "max"}};
    gm_text_table t = table_of(w, heads);
    for (int32_t i = 0; i < plan_of(w)->n_withins; i++) {
        add_row(w, &t, plan_of(w)->withins[i].def->name, columns, N_COLUMNS(columns));
    }
    gm_writer_print(w, &t);
}

static void print_grades(const gm_writer *w)
{
    static const char *const heads[] = {"grades", "grade", ">parts", NULL};
    gm_text_table t = table_of(w, heads);
    for (int32_t i = 0; i < plan_of(w)->n_stations; i++) {
        const gm_station_plan *station = &plan_of(w)->stations[i];
        const gm_grades_def *def = &station->def->grades;
        const char *p = plan_of(w)->steps[station->step_i].name;
        for (int32_t k = 0; k <= def->n_bins && def->is_given; k++) {
            const char *grade = k < def->n_bins ? def->bins[k].name : "below";
            const char *cells[] = {k == 0 ? p : "", grade, cell(w, p, "grade", grade)};
            gm_text_table_row(&t, cells, 3);
        }
    }
    gm_writer_print(w, &t);
}

static void print_materials(const gm_writer *w)
{
    static const char *const heads[] = {"material", ">in",     ">out",  ">scrap",
                                        ">lost",    ">inside", ">used", NULL};
    static const column columns[] = {{"in", NULL},   {"out", NULL},     {"scrap", NULL},
                                     {"lost", NULL}, {"inside", "end"}, {"use", NULL}};
    gm_text_table t = table_of(w, heads);
    for (int32_t i = 0; i < plan_of(w)->def->n_materials; i++) {
        add_row(w, &t, plan_of(w)->def->materials[i].name, columns, N_COLUMNS(columns));
    }
    gm_writer_print(w, &t);
}

// Steps that made scrap of material, and all together.
static void print_scrap(const gm_writer *w)
{
    static const char *const heads[] = {"scrap", ">pieces",   ">mass",
                                        ">cost", ">recycled", NULL};
    static const column columns[] = {
        {"scrap", NULL}, {"scrap-mass", NULL}, {"scrap-cost", NULL}, {"scrap-recycled", NULL}};
    gm_text_table t = table_of(w, heads);
    for (int32_t i = 0; i < plan_of(w)->n_steps && plan_of(w)->def->n_materials > 0; i++) {
        const gm_step *step = &plan_of(w)->steps[i];
        if (step->kind != GM_STEP_PASS && *cell(w, step->name, "scrap-mass", NULL)) {
            add_row(w, &t, step->name, columns, N_COLUMNS(columns));
        }
    }
    if (t.n_rows > 1) {
        add_row(w, &t, "plant", columns, N_COLUMNS(columns));
    }
    gm_writer_print(w, &t);
}

static void print_dry_rooms(const gm_writer *w)
{
    static const char *const heads[] = {"dry room",    ">people", ">their water",
                                        ">mean power", ">energy", NULL};
    static const column columns[] = {
        {"people", "mean"}, {"water", NULL}, {"power", "mean"}, {"energy", NULL}};
    gm_text_table t = table_of(w, heads);
    for (int32_t i = 0; i < plan_of(w)->def->n_dry_rooms; i++) {
        add_row(w, &t, plan_of(w)->def->dry_rooms[i].name, columns, N_COLUMNS(columns));
    }
    gm_writer_print(w, &t);
}

static void print_energy(const gm_writer *w)
{
    static const char *const heads[] = {"energy", ">used", ">in what was made", ">ratio", NULL};
    static const column columns[] = {
        {"energy", NULL}, {"energy-made", NULL}, {"energy-per-energy-made", NULL}};
    gm_text_table t = table_of(w, heads);
    if (*cell(w, "plant", "energy-made", NULL)) {
        add_row(w, &t, "plant", columns, N_COLUMNS(columns));
    }
    gm_writer_print(w, &t);
}

void gm_cell_text(const gm_replications *set, gm_page page, FILE *out)
{
    gm_arena arena;
    gm_arena_init(&arena, 0);
    gm_writer w = {set, page, out, &arena};
    print_webs(&w);
    print_recipes(&w);
    print_grids(&w);
    print_withins(&w);
    print_grades(&w);
    print_materials(&w);
    print_scrap(&w);
    print_dry_rooms(&w);
    print_energy(&w);
    gm_arena_fini(&arena);
}
