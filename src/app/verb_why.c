// SPDX-License-Identifier: MIT

#include "app/replications.h"
#include "report/run_report.h"
#include "report/why_report.h"

static gm_status answer(const gm_opened *opened, const gm_options *options)
{
    gm_arena arena;
    gm_arena_init(&arena, 0);
    gm_replications set;
    gm_replications_init(&set, opened->twin, (uint32_t)opened->model->clock.seed);
    opened->model->clock.most = opened->model->clock.replications;
    const gm_claim_answer *answers;
    gm_status status = gm_run_replications(&set, options, "running", &arena, &answers);
    if (gm_replications_good(&set) > 0) {
        gm_why why = gm_why_create(&set, status == GM_OK, &arena);
        gm_gradients gradients = gm_gradients_none(
            status == GM_ERR_INTERRUPTED ? "interrupted" : "a replication failed");
        if (status == GM_OK) {
            status = gm_run_gradients(&set, options, &arena, &gradients);
        }
        gm_why_report report = {&set, &why, &gradients};
        if (options->json) {
            gm_why_json(&report, stdout);
        } else {
            gm_why_text(&report, gm_page_of(stdout), stdout);
        }
    } else if (options->json) {
        gm_run_report report = {.set = &set, .is_interrupted = status == GM_ERR_INTERRUPTED};
        gm_report_nothing_json(&report, stdout);
    }
    gm_replications_fini(&set);
    gm_arena_fini(&arena);
    return status;
}

int gm_verb_why(const gm_options *options)
{
    gm_opened opened;
    gm_status status = gm_open(options, options->scenario, &opened);
    if (status == GM_OK) {
        gm_catch_interrupts();
        status = answer(&opened, options);
    }
    gm_close(&opened);
    return gm_status_exit_code(status);
}
