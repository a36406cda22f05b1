// SPDX-License-Identifier: MIT

#include "app/verbs.h"
#include "core/json.h"
#include "gemba/version.h"
#include "report/cell_report.h"

#include <inttypes.h>

static void print_json(const gm_opened *opened, const gm_cell_answer *answer)
{
    char hash[24];
    gm_json j = gm_json_to_file(stdout, 1);
    (void)snprintf(hash, sizeof hash, "%016" PRIx64, opened->model->hash);
    gm_json_begin_object(&j);
    gm_json_put_bool(&j, "ok", true);
    gm_json_put_text(&j, "gemba", GM_VERSION);
    gm_json_put_text(&j, "name", opened->model->name);
    gm_json_put_text(&j, "model_hash", hash);
    gm_cell_report_json(answer, &j);
    gm_json_end(&j);
}

// What was asked and cannot be is a run that failed; what was done is told all the same.
static gm_status status_of(const gm_cell_answer *a)
{
    bool is_whole = true;
    for (int32_t i = 0; i < a->n_charges; i++) {
        is_whole = is_whole && a->charges[i].result.verdict != GM_CHARGE_NO_HEAT;
    }
    for (int32_t i = 0; i < a->n_experiments; i++) {
        is_whole = is_whole && a->experiments[i].result.is_whole;
    }
    return is_whole ? GM_OK : GM_ERR_RUN;
}

static gm_status answer(const gm_options *options, gm_opened *opened)
{
    gm_cell_answer a;
    gm_status status =
        gm_cell_answer_all(&opened->model->cell_ask, &opened->arena, &opened->diag, &a);
    if (status != GM_OK) {
        gm_print_faults(options, status, &opened->diag);
        return status;
    }
    if (options->json) {
        print_json(opened, &a);
    } else {
        gm_cell_report_text(&a, opened->model->name, gm_page_of(stdout), stdout);
    }
    return status_of(&a);
}

int gm_verb_cell(const gm_options *options)
{
    gm_opened opened;
    gm_status status = gm_open(options, options->scenario, &opened);
    if (status == GM_OK && !opened.model->cell) {
        fprintf(stderr, "gemba: there is no `cell:` in %s\n", options->file);
        status = GM_ERR_USAGE;
    } else if (status == GM_OK) {
        status = answer(options, &opened);
    }
    gm_close(&opened);
    return gm_status_exit_code(status);
}
