// SPDX-License-Identifier: MIT

#include "gemba/cell.h"

#include "api/handles.h"

#include "core/assert.h"

#include <string.h>

// A charge or an experiment that was run; the other is zeroed.
struct gm_cell_result {
    gm_arena arena;
    const gm_cell_file *file;
    const gm_charge_answer *charge;         // NULL of an experiment
    const gm_experiment_answer *experiment; // NULL of a charge
    gm_charge_result charged;
    gm_experiment_result tested;
    const char *why;   // a charge is not done, or NULL
    const char **ends; // of each step, why
    gm_cell_trace trace;
};

// ---- the file

static gm_cell_file *create_file(void)
{
    gm_cell_file *file = gm_hook_alloc(sizeof *file);
    gm_arena_init(&file->arena, 0);
    return file;
}

// Makes the cell of a model that was read. Takes the diag over.
static gm_status complete(gm_cell_file *file, gm_status status, const char *name, gm_diag *diag)
{
    if (status == GM_OK && !file->model->cell) {
        gm_diag_error(diag, (gm_src){.file = gm_arena_strdup(&file->arena, name)},
                      "there is no `cell:` in it");
        status = GM_ERR_MODEL;
    }
    if (status == GM_OK) {
        status = gm_cell_answer_make(&file->model->cell_ask, &file->arena, diag, &file->asked);
    }
    file->has_cell = status == GM_OK;
    file->messages = gm_reading_messages(diag, &file->arena);
    return status;
}

gm_status gm_cell_file_open(const char *path, const gm_base_options *options,
                            gm_cell_file **out)
{
    GM_REQUIRE(path && out);
    gm_cell_file *file = *out = create_file();
    gm_diag diag = {0};
    gm_model_options how = gm_reading_options(options);
    gm_status status = gm_model_load_any(path, &how, &file->arena, &diag, &file->model);
    return complete(file, status, path, &diag);
}

gm_status gm_cell_file_open_text(const char *name, const char *text, size_t n,
                                 const gm_base_options *options, gm_cell_file **out)
{
    GM_REQUIRE(name && text && out);
    gm_cell_file *file = *out = create_file();
    gm_diag diag = {0};
    gm_model_options how = gm_reading_options(options);
    gm_slice kept = {gm_arena_strndup(&file->arena, text, n), n};
    gm_status status = gm_model_load_text(gm_arena_strdup(&file->arena, name), kept, &how,
                                          &file->arena, &diag, &file->model);
    return complete(file, status, name, &diag);
}

void gm_cell_file_close(gm_cell_file *file)
{
    if (file) {
        gm_arena_fini(&file->arena);
        gm_hook_free(file);
    }
}

const char *gm_cell_file_name(const gm_cell_file *file)
{
    return file->model && file->model->name ? file->model->name : "";
}

int gm_cell_file_message_count(const gm_cell_file *file)
{
    return file->messages.n;
}

const char *gm_cell_file_message(const gm_cell_file *file, int i)
{
    GM_REQUIRE(i >= 0 && i < file->messages.n);
    return file->messages.lines[i];
}

gm_cell_capacity gm_cell_file_capacity(const gm_cell_file *file)
{
    GM_REQUIRE(file->has_cell);
    const gm_cell *cell = &file->asked.cell;
    return (gm_cell_capacity){.empty_v = cell->low_v,
                              .full_v = cell->high_v,
                              .charge_c = file->asked.balance.charge * cell->area_m2,
                              .energy_j = file->asked.energy_j,
                              .area_m2 = cell->area_m2};
}

// ---- questions

int gm_cell_file_question_count(const gm_cell_file *file)
{
    GM_REQUIRE(file->has_cell);
    return file->asked.n_charges + file->asked.n_experiments;
}

gm_cell_question gm_cell_file_question(const gm_cell_file *file, int i)
{
    GM_REQUIRE(i >= 0 && i < gm_cell_file_question_count(file));
    const gm_cell_answer *a = &file->asked;
    bool is_charge = i < a->n_charges;
    return (gm_cell_question){is_charge ? a->charges[i].def->name
                                        : a->experiments[i - a->n_charges].experiment.name,
                              is_charge};
}

int gm_cell_file_find(const gm_cell_file *file, const char *name)
{
    for (int i = 0; i < gm_cell_file_question_count(file); i++) {
        if (strcmp(gm_cell_file_question(file, i).name, name) == 0) {
            return i;
        }
    }
    return -1;
}

// ---- answers

static const char *why_not(const gm_charge_result *r, gm_arena *arena)
{
    switch (r->verdict) {
    case GM_CHARGE_DONE:
        return NULL;
    case GM_CHARGE_LATE:
        return "not within the time that it has";
    case GM_CHARGE_NO_HEAT:
        return "the cell has no `thermal:`";
    case GM_CHARGE_SHORT:
        break;
    }
    return gm_charge_end_text(r, arena);
}

// The span that a point of a charge belongs to; where two meet, the later.
static int part_of(const gm_cell_result *r, double leg_s, int part)
{
    while (part + 1 < r->charged.n_spans && leg_s >= r->charged.spans[part].to_s) {
        part++;
    }
    return part;
}

static void make_trace(gm_cell_result *r, const gm_trace *trace)
{
    int32_t n = trace->n;
    double area = r->file->asked.cell.area_m2;
    double *columns[8];
    for (int c = 0; c < 8; c++) {
        columns[c] = GM_NEW(&r->arena, double, n + 1);
    }
    int *part = GM_NEW(&r->arena, int, n + 1);
    for (int32_t i = 0; i < n; i++) {
        const gm_march_point *p = &trace->points[i];
        columns[0][i] = r->charge ? p->leg_s : p->view.time_s;
        columns[1][i] = p->view.current * area;
        columns[2][i] = p->view.voltage_v;
        columns[3][i] = p->view.plating_v;
        columns[4][i] = p->view.temperature_k;
        columns[5][i] = p->shell_k;
        columns[6][i] = p->soc;
        columns[7][i] = p->view.heat * area;
        part[i] = r->charge ? part_of(r, p->leg_s, i > 0 ? part[i - 1] : 0) : (int)p->leg;
    }
    r->trace = (gm_cell_trace){n,          columns[0], columns[1], columns[2], columns[3],
                               columns[4], columns[5], columns[6], columns[7], part};
}

gm_status gm_cell_file_ask(const gm_cell_file *file, int i, gm_cell_result **out)
{
    GM_REQUIRE(out && i >= 0 && i < gm_cell_file_question_count(file));
    const gm_cell_answer *a = &file->asked;
    gm_cell_result *r = *out = gm_hook_alloc(sizeof *r);
    gm_arena_init(&r->arena, 0);
    r->file = file;
    if (i < a->n_charges) {
        r->charge = &a->charges[i];
        gm_charge_run(&a->cell, &a->balance, &r->charge->charge, &r->arena, &r->charged);
        r->why = why_not(&r->charged, &r->arena);
        make_trace(r, &r->charged.trace);
        return GM_OK;
    }
    r->experiment = &a->experiments[i - a->n_charges];
    gm_experiment_run(&a->cell, &a->balance, &r->experiment->experiment, &r->arena, &r->tested);
    make_trace(r, &r->tested.trace);
    r->ends = GM_NEW(&r->arena, const char *, r->tested.n + 1);
    for (int32_t k = 0; k < r->tested.n; k++) {
        r->ends[k] = gm_march_end_text(&r->tested.steps[k].end, &r->arena);
    }
    return r->tested.is_whole ? GM_OK : GM_ERR_RUN;
}

void gm_cell_result_destroy(gm_cell_result *result)
{
    if (result) {
        gm_arena_fini(&result->arena);
        gm_hook_free(result);
    }
}

gm_charge_summary gm_cell_result_charge(const gm_cell_result *result)
{
    GM_REQUIRE(result->charge);
    const gm_charge_result *r = &result->charged;
    return (gm_charge_summary){.is_done = r->verdict == GM_CHARGE_DONE,
                               .why = result->why,
                               .time_s = r->time_s,
                               .preheat_s = r->preheat_s,
                               .preheat_j = r->preheat_j,
                               .soc = r->soc,
                               .energy_j = r->energy_j,
                               .mean_w = r->mean_w,
                               .peak_w = r->peak_w,
                               .peak_a = r->peak_a,
                               .highest_k = r->highest_k,
                               .end_k = r->end_k,
                               .least_plating_v = r->least_plating_v,
                               .heat_j = r->heat_j};
}

int gm_cell_result_bind_count(const gm_cell_result *result)
{
    return result->charged.n_spans;
}

gm_cell_bind gm_cell_result_bind(const gm_cell_result *result, int i)
{
    GM_REQUIRE(i >= 0 && i < result->charged.n_spans);
    const gm_charge_span *s = &result->charged.spans[i];
    return (gm_cell_bind){gm_charge_binds_text(s->binds), s->from_s, s->to_s, s->from, s->to};
}

int gm_cell_result_step_count(const gm_cell_result *result)
{
    return result->tested.n;
}

gm_step_summary gm_cell_result_step(const gm_cell_result *result, int i)
{
    GM_REQUIRE(i >= 0 && i < result->tested.n);
    const gm_experiment_step_result *s = &result->tested.steps[i];
    return (gm_step_summary){.says = result->experiment->experiment.steps[i].text,
                             .is_met = gm_experiment_step_is_met(s),
                             .why = result->ends[i],
                             .time_s = s->time_s,
                             .begin_v = s->begin_v,
                             .end_v = s->end_v,
                             .charge_c = s->charge_c,
                             .energy_j = s->energy_j,
                             .heat_j = s->heat_j,
                             .highest_k = s->highest_k,
                             .least_plating_v = s->least_plating_v,
                             .soc = s->soc};
}

gm_cell_trace gm_cell_result_trace(const gm_cell_result *result)
{
    return result->trace;
}
