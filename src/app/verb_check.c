// SPDX-License-Identifier: MIT

#include "app/verbs.h"
#include "core/json.h"

#include <inttypes.h>
#include <stdio.h>

int gm_verb_check(const gm_options *options)
{
    gm_opened opened;
    gm_options wanted = *options;
    wanted.all_scenarios = true;
    gm_status status = gm_open(&wanted, options->scenario, &opened);
    if (status == GM_OK && options->json) {
        gm_json j = gm_json_to_file(stdout, 1);
        gm_json_begin_object(&j);
        gm_json_put_bool(&j, "ok", true);
        gm_json_put_int(&j, "errors", 0);
        gm_json_key(&j, "messages");
        gm_diag_write_json(&opened.diag, &j);
        gm_json_end(&j);
    } else if (status == GM_OK && opened.model->plant.n_steps == 0 &&
               (opened.model->cell || opened.model->car_ask.car)) {
        printf("%s: no faults; %s%s%d inputs with a source or range\n", options->file,
               opened.model->cell ? "a cell, " : "", opened.model->car_ask.car ? "a car, " : "",
               opened.model->n_inputs);
    } else if (status == GM_OK) {
        const gm_plan *plan = opened.twin->plan;
        const char *cell = opened.model->cell ? "a cell, " : "";
        printf("%s: no faults; %s%d steps, %d machines, %d crews, %d claims, %d inputs with a "
               "source or range\n",
               options->file, cell, plan->def->n_steps, plan->n_machines, plan->n_crews,
               opened.model->n_claims, opened.model->n_inputs);
    }
    gm_close(&opened);
    return gm_status_exit_code(status);
}
