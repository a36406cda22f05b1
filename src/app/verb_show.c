// SPDX-License-Identifier: MIT

#include "app/verbs.h"
#include "core/json.h"

#include <stdio.h>

static const char *dot(const gm_figure *f)
{
    return f->stat ? "." : "";
}

// What a value is counted in; shares and numbers have no unit.
static const char *unit_word(gm_figure_unit unit)
{
    return unit == GM_UNIT_SHARE    ? "share"
           : unit == GM_UNIT_NUMBER ? "number"
                                    : gm_figure_unit_text(unit);
}

static void show_measure(const char *name, const char *unit, bool is_flow, gm_json *json)
{
    if (json) {
        gm_json_begin_object(json);
        gm_json_put_text(json, "measure", name);
        gm_json_put_text(json, "unit", unit);
        gm_json_put_bool(json, "per_time", is_flow);
        gm_json_end(json);
    } else {
        printf("%-48s %s%s\n", name, unit, is_flow ? ", also per h, day .." : "");
    }
}

// Those of the cell, of each charge and of each experiment.
static void show_cell_measures(const gm_model *model, gm_json *json)
{
    const gm_cell_ask *ask = &model->cell_ask;
    const int32_t counts[GM_N_METRICS] = {model->cell ? 1 : 0, ask->n_charges,
                                          ask->n_experiments};
    for (int k = 0; k < GM_N_METRICS; k++) {
        int32_t n;
        const gm_metric_row *rows = gm_metric_rows((gm_metric_of)k, &n);
        for (int32_t i = 0; i < counts[k] * n; i++) {
            if (gm_metric_lacks(&rows[i % n], model->cell)) {
                continue;
            }
            const char *of = k == GM_METRIC_CHARGE       ? ask->charges[i / n].name
                             : k == GM_METRIC_EXPERIMENT ? ask->experiments[i / n].name
                                                         : "";
            char name[256];
            snprintf(name, sizeof name, "%s.%s%s%s", gm_metric_word((gm_metric_of)k), of,
                     *of ? "." : "", rows[i % n].name);
            const char *unit = rows[i % n].unit;
            if (json) {
                show_measure(name, unit, false, json);
            } else {
                printf("%-48s %-5s %s\n", name, unit, rows[i % n].doc);
            }
        }
    }
}

static void show_measures(const gm_twin *twin, bool json)
{
    gm_json j = gm_json_to_file(stdout, 1);
    if (json) {
        gm_json_begin_array(&j);
    }
    bool has_plant = twin->plan->n_steps > 0 || !twin->model->cell;
    for (int32_t i = 0; has_plant && i < twin->figures.n; i++) {
        const gm_figure *f = &twin->figures.items[i];
        char name[256];
        snprintf(name, sizeof name, "%s.%s%s%s%s", f->path, f->figure, dot(f),
                 f->stat ? f->stat : "", f->has_argument ? "(n)" : "");
        show_measure(name, json ? gm_figure_unit_text(f->unit) : unit_word(f->unit), f->is_flow,
                     json ? &j : NULL);
    }
    show_cell_measures(twin->model, json ? &j : NULL);
    if (json) {
        gm_json_end(&j);
    }
}

// Fleets: how many vehicles, where they drive, what they carry from where to where.
static void show_fleets(const gm_plan *plan)
{
    for (int32_t f = 0; f < plan->n_fleets; f++) {
        const gm_fleet_plan *fleet = &plan->fleets[f];
        printf("  fleet %s: %d vehicles%s%s\n", fleet->def->name, fleet->n_vehicles,
               fleet->def->network.name ? " on " : "",
               fleet->def->network.name ? fleet->def->network.name : "");
        for (int32_t k = 0; k < fleet->n_transports; k++) {
            const gm_transport_def *def = plan->transports[fleet->transports[k]].def;
            printf("    %s%s%s%s%s\n", def->name, def->pick_up.name ? ": " : "",
                   def->pick_up.name ? def->pick_up.name : "", def->drop.name ? " > " : "",
                   def->drop.name ? def->drop.name : "");
        }
    }
}

static void show_electrode(const char *word, const gm_electrode_def *def)
{
    printf("    %s: ", word);
    if (def->metal) {
        puts("lithium metal");
        return;
    }
    printf("%.4g um, %.4g %% electrolyte", 1e6 * def->thickness_m, 100.0 * def->pores.porosity);
    for (int32_t i = 0; i < def->particles.n; i++) {
        const gm_particles_def *of = &def->particles.items[i];
        printf(", %.4g %% %s of radius %.4g um", 100.0 * of->share, of->name,
               1e6 * of->radius_m);
    }
    putchar('\n');
}

static void show_cell(const gm_cell_def *cell)
{
    if (!cell) {
        return;
    }
    printf("  cell: %s%s%.4g m2, %.4g V to %.4g V\n", cell->chemistry ? cell->chemistry : "",
           cell->chemistry ? ", " : "", cell->area_m2, cell->voltage_v.least,
           cell->voltage_v.most);
    show_electrode("negative", &cell->electrodes[0]);
    printf("    separator: %.4g um\n", 1e6 * cell->separator.thickness_m);
    show_electrode("positive", &cell->electrodes[1]);
}

static void show_scenarios(const gm_model *model)
{
    for (int32_t i = 0; i < model->n_scenarios; i++) {
        printf("  scenario %s: %s\n", model->scenarios[i].name,
               model->scenarios[i].about ? model->scenarios[i].about : "");
    }
}

static void show_inputs(const gm_model *model)
{
    for (int32_t i = 0; i < model->n_inputs; i++) {
        const gm_model_input *in = &model->inputs[i];
        char value[64];
        gm_quantity_format(in->value, in->dim, in->unit, value, sizeof value);
        printf("  %-44s %-14s %s\n", in->path, value, in->source ? in->source : "");
    }
}

// The model in words: what it is made of, its scenarios and its inputs.
static void show_words(const gm_opened *opened)
{
    const gm_model *model = opened->model;
    const gm_plan *plan = opened->twin->plan;
    printf("%s\n", model->name);
    if (model->about) {
        printf("%s\n", model->about);
    }
    for (int32_t l = 0; l < plan->def->n_lines; l++) {
        const gm_line_def *line = &plan->def->lines[l];
        printf("  %s: ", line->name);
        for (int32_t i = 0; i < line->n_steps; i++) {
            printf("%s%s", i > 0 ? " > " : "", plan->def->steps[line->first_step + i].name);
        }
        putchar('\n');
    }
    show_fleets(plan);
    show_cell(model->cell);
    show_scenarios(model);
    show_inputs(model);
}

int gm_verb_show(const gm_options *options)
{
    if (options->resolved && options->measures) {
        fputs("gemba: --resolved and --measures are asked one at a time\n", stderr);
        return gm_status_exit_code(GM_ERR_USAGE);
    }
    gm_opened opened;
    gm_status status = gm_open(options, options->scenario, &opened);
    if (status == GM_OK) {
        if (options->resolved && options->json) {
            gm_json j = gm_json_to_file(stdout, 1);
            gm_model_write_resolved(opened.model, &j);
        } else if (options->resolved) {
            gm_model_print_resolved(opened.model, stdout);
        } else if (options->measures || options->json) {
            show_measures(opened.twin, options->json);
        } else {
            show_words(&opened);
        }
    }
    gm_close(&opened);
    return gm_status_exit_code(status);
}
