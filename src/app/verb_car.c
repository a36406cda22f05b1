// SPDX-License-Identifier: MIT

#include "tables/open.h"

#include "app/verbs.h"
#include "core/json.h"
#include "gemba/version.h"
#include "report/car_report.h"
#include "report/fastsim_report.h"

#include <inttypes.h>

static void print_json(const gm_opened *opened, const gm_car_answer *answer)
{
    char hash[24];
    gm_json j = gm_json_to_file(stdout, 1);
    (void)snprintf(hash, sizeof hash, "%016" PRIx64, opened->model->hash);
    gm_json_begin_object(&j);
    gm_json_put_bool(&j, "ok", true);
    gm_json_put_text(&j, "gemba", GM_VERSION);
    gm_json_put_text(&j, "name", opened->model->name);
    gm_json_put_text(&j, "model_hash", hash);
    gm_car_report_json(answer, &j);
    gm_json_end(&j);
}

static gm_status answer(const gm_options *options, gm_opened *opened)
{
    gm_car_answer a;
    gm_status status =
        gm_car_answer_all(&opened->model->car_ask, &opened->arena, &opened->diag, &a);
    if (status != GM_OK) {
        gm_print_faults(options, status, &opened->diag);
        return status;
    }
    if (options->json) {
        print_json(opened, &a);
    } else {
        gm_car_report_text(&a, opened->model->name, gm_page_of(stdout), stdout);
    }
    return GM_OK;
}

// ---- a table of vehicles of FASTSim

static void tell_table(const gm_options *options, const gm_fastsim_answer *a)
{
    if (!options->json) {
        gm_fastsim_report_text(a, gm_page_of(stdout), stdout);
        return;
    }
    gm_json j = gm_json_to_file(stdout, 1);
    gm_json_begin_object(&j);
    gm_json_put_bool(&j, "ok", true);
    gm_json_put_text(&j, "gemba", GM_VERSION);
    gm_json_put_text(&j, "mode", "FASTSim 2");
    gm_fastsim_report_json(a, &j);
    gm_json_end(&j);
}

static gm_status answer_table(const gm_options *options, gm_arena *arena, gm_diag *diag)
{
    gm_records records;
    gm_fastsim_table table;
    gm_records_ask want = {.path = options->file, .src = {.origin = "the call"}};
    gm_status status = gm_table_open(&want, arena, diag, &records);
    if (status != GM_OK) {
        return status == GM_ERR_IO ? GM_ERR_USAGE : status;
    }
    if (!gm_fastsim_table_read(&records, arena, diag, &table)) {
        return GM_ERR_MODEL;
    }
    gm_fastsim_answer a = gm_fastsim_answer_of(&table, arena);
    tell_table(options, &a);
    return GM_OK;
}

static int car_of_table(const gm_options *options)
{
    gm_arena arena = {0};
    gm_diag diag = {0};
    if (options->n_sets > 0 || options->scenario) {
        fputs("gemba: --set and --scenario are for models, not for tables of vehicles\n",
              stderr);
        return gm_status_exit_code(GM_ERR_USAGE);
    }
    gm_status status = answer_table(options, &arena, &diag);
    gm_print_faults(options, status, &diag);
    gm_diag_fini(&diag);
    gm_arena_fini(&arena);
    return gm_status_exit_code(status);
}

// ---- the verb

int gm_verb_car(const gm_options *options)
{
    if (options->file && gm_table_is_name(options->file)) {
        return car_of_table(options);
    }
    gm_opened opened;
    gm_status status = gm_open(options, options->scenario, &opened);
    if (status == GM_OK && !opened.model->car_ask.car) {
        fprintf(stderr, "gemba: there is no `car:` in %s\n", options->file);
        status = GM_ERR_USAGE;
    }
    if (status == GM_OK) {
        status = answer(options, &opened);
    }
    gm_close(&opened);
    return gm_status_exit_code(status);
}
