// SPDX-License-Identifier: MIT

#include "app/verbs.h"
#include "core/json.h"
#include "gemba/version.h"
#include "report/car_report.h"

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

int gm_verb_car(const gm_options *options)
{
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
