// SPDX-License-Identifier: MIT

#include "app/verbs.h"
#include "core/json.h"
#include "report/sequence_report.h"

#define PROOF_NODES 2000000 // a second or so

static int32_t count_sources(const gm_plan *plan)
{
    int32_t n = 0;
    for (int32_t i = 0; i < plan->n_sources; i++) {
        n += gm_source_lays_out(plan, i) ? 1 : 0;
    }
    return n;
}

static void print(gm_opened *opened, bool json)
{
    const gm_plan *plan = opened->twin->plan;
    gm_json j = gm_json_to_file(stdout, 1);
    if (json) {
        gm_json_begin_array(&j);
    }
    for (int32_t i = 0; i < plan->n_sources; i++) {
        if (!gm_source_lays_out(plan, i)) {
            continue;
        }
        gm_laid_orders laid = gm_laid_orders_of(plan, i, (uint32_t)opened->model->clock.seed,
                                                PROOF_NODES, &opened->arena);
        if (json) {
            gm_sequence_json(&laid, &opened->model->clock, &j);
        } else {
            gm_sequence_text(&laid, &opened->model->clock, gm_page_of(stdout), stdout);
        }
    }
    if (json) {
        gm_json_end(&j);
    }
}

int gm_verb_sequence(const gm_options *options)
{
    gm_opened opened;
    gm_status status = gm_open(options, options->scenario, &opened);
    if (status == GM_OK && count_sources(opened.twin->plan) == 0) {
        fputs("gemba: no source of the model lays its parts out with `by:` of `sequence:`\n",
              stderr);
        status = GM_ERR_USAGE;
    } else if (status == GM_OK) {
        print(&opened, options->json);
    }
    gm_close(&opened);
    return gm_status_exit_code(status);
}
