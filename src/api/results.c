// SPDX-License-Identifier: MIT

#include "gemba/results.h"

#include "api/handles.h"

#include "core/assert.h"
#include "report/run_report.h"

#include <string.h>

_Static_assert((int)GM_CLAIM_HOLDS == (int)GM_VERDICT_HOLDS, "same order");
_Static_assert((int)GM_CLAIM_FAILS == (int)GM_VERDICT_FAILS, "same order");
_Static_assert((int)GM_CLAIM_OPEN == (int)GM_VERDICT_OPEN, "same order");
_Static_assert((int)GM_CLAIM_CANNOT_SAY == (int)GM_VERDICT_CANNOT, "same order");

void gm_results_destroy(gm_results *results)
{
    if (results) {
        gm_replications_fini(&results->set);
        gm_arena_fini(&results->arena);
        gm_hook_free(results);
    }
}

int gm_results_replications(const gm_results *results)
{
    return gm_replications_good(&results->set);
}

const char *gm_results_message(const gm_results *results)
{
    return results->message;
}

uint64_t gm_results_hash(const gm_results *results)
{
    return gm_answer_hash(&results->set);
}

int gm_results_claim_count(const gm_results *results)
{
    return results->set.twin->n_claims;
}

gm_claim_result gm_results_claim(const gm_results *results, int i)
{
    GM_REQUIRE(i >= 0 && i < results->set.twin->n_claims);
    const gm_claim_answer *a = &results->answers[i];
    return (gm_claim_result){
        .says = a->plan->def->says,
        .measure = a->plan->def->measure.text,
        .verdict = (gm_claim_verdict)a->verdict,
        .why = a->why,
        .n = a->n,
        .n_holds = a->n_holds,
        .median = a->median,
        .p5 = a->p5,
        .p95 = a->p95,
        .short_by = a->short_by,
        .binds = a->binds,
    };
}

const char *gm_claim_verdict_text(gm_claim_verdict verdict)
{
    return gm_verdict_text((gm_verdict)verdict);
}

int gm_results_figure_count(const gm_results *results)
{
    return results->n_figures;
}

gm_figure_result gm_results_figure(const gm_results *results, int i)
{
    GM_REQUIRE(i >= 0 && i < results->n_figures);
    return results->figures[i];
}

bool gm_results_find(const gm_results *results, const char *path, const char *figure,
                     gm_figure_result *out)
{
    for (int i = 0; i < results->n_figures; i++) {
        const gm_figure_result *f = &results->figures[i];
        if (strcmp(f->path, path) == 0 && strcmp(f->figure, figure) == 0) {
            *out = *f;
            return true;
        }
    }
    return false;
}

gm_status gm_results_write_json(const gm_results *results, const char *path)
{
    FILE *out = fopen(path, "w");
    if (!out) {
        return GM_ERR_IO;
    }
    gm_run_report report = {
        .set = &results->set,
        .claims = results->answers,
        .wall_s = results->wall_s,
        .is_interrupted = results->is_interrupted,
    };
    if (gm_results_replications(results) > 0) {
        gm_report_json(&report, out);
    } else {
        gm_report_nothing_json(&report, out);
    }
    bool is_written = ferror(out) == 0;
    return fclose(out) == 0 && is_written ? GM_OK : GM_ERR_IO;
}
