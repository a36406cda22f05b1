// SPDX-License-Identifier: MIT
//
// The answers of a run for people: claims first, then the plant.

#include "report/claims_text.h"
#include "report/compare_report.h"
#include "report/headcount_report.h"
#include "report/plant_text.h"
#include "report/run_report.h"
#include "report/span_text.h"

#include <inttypes.h>

int gm_report_exit_code(const gm_run_report *report, bool strict)
{
    for (int32_t i = 0; i < report->set->twin->n_claims; i++) {
        gm_verdict v = report->claims[i].verdict;
        if (v == GM_VERDICT_FAILS || v == GM_VERDICT_OPEN ||
            (strict && v == GM_VERDICT_CANNOT)) {
            return 1;
        }
    }
    return 0;
}

// ---- head

static void print_inputs(const gm_model *model, gm_page page, FILE *out)
{
    int n[GM_INPUT_N_CONFIDENCES] = {0};
    for (int32_t i = 0; i < model->n_inputs; i++) {
        n[model->inputs[i].confidence] += 1;
    }
    if (model->n_inputs > 0) {
        char text[160];
        snprintf(text, sizeof text,
                 "%d input%s with a source or range: %d measured, %d announced, %d estimated, "
                 "%d unverified",
                 model->n_inputs, model->n_inputs == 1 ? "" : "s", n[GM_INPUT_MEASURED],
                 n[GM_INPUT_ANNOUNCED], n[GM_INPUT_ESTIMATE], n[GM_INPUT_UNVERIFIED]);
        gm_text_wrap(text, page.columns, 2, out);
    }
}

static void print_head(const gm_run_report *report, gm_page page, FILE *out)
{
    const gm_replications *set = report->set;
    gm_span_text_title(set, page, out);
    gm_arena arena = {0};
    fprintf(out, " · %s · seed %" PRIu32 " · %.1f s\n", gm_replications_engine(set, &arena),
            set->seed, report->wall_s);
    gm_arena_fini(&arena);
    gm_span_text_engine(set, page, out);
    gm_span_text_standstill(set, page, out);
    gm_span_text_counted(set, page, out);
    print_inputs(set->twin->model, page, out);
    fputc('\n', out);
}

// Beside the claims, as these ask for them.
static void print_more(const gm_replications *set, gm_page page, FILE *out)
{
    gm_arena arena = {0};
    const char *words = gm_answer_more_words(set, &arena);
    if (words) {
        gm_text_wrap(words, page.columns, 2, out);
        fputc('\n', out);
    }
    gm_arena_fini(&arena);
}

// ---- all

void gm_report_text(const gm_run_report *report, FILE *out)
{
    gm_page page = {.columns = report->columns > 0 ? report->columns : GM_PAGE_COLUMNS,
                    .colour = report->colour};
    print_head(report, page, out);
    gm_claims_text(report->claims, report->set->twin->n_claims, page, out);
    print_more(report->set, page, out);
    gm_plant_text(report->set, page, out);
    gm_headcount_text(report->set, page, out);
    if (report->compare) {
        static const gm_compare_words words = {"beside the model as written",
                                               "the base",
                                               "the scenario",
                                               ">base median",
                                               ">scenario median",
                                               ">difference, 95 %"};
        gm_compare_text(report->compare, &words, page, out);
    }
    if (report->is_interrupted) {
        int32_t n = gm_replications_good(report->set);
        fprintf(out, "interrupted: %" PRId32 " finished replication%s shown\n", n,
                n == 1 ? " is" : "s are");
    }
}
