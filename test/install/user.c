// SPDX-License-Identifier: MIT
//
// A user's program: loads a model, runs it, prints every claim and one figure.

#include <gemba/base.h>
#include <gemba/results.h>
#include <gemba/run.h>
#include <gemba/version.h>
#include <stdio.h>
#include <string.h>

static void print_results(const gm_results *results)
{
    for (int i = 0; i < gm_results_claim_count(results); i++) {
        gm_claim_result claim = gm_results_claim(results, i);
        printf("%s: %s\n", claim.says, gm_claim_verdict_text(claim.verdict));
    }
    gm_figure_result count;
    if (gm_results_find(results, "out", "count", &count)) {
        printf("out: %g %s\n", count.mean, count.unit);
    }
}

int main(int argc, char **argv)
{
    if (argc != 2 || strcmp(gm_version(), GM_VERSION) != 0) {
        return 2;
    }
    gm_base *base;
    gm_results *results = NULL;
    gm_status status = gm_base_load(argv[1], NULL, &base);
    for (int i = 0; i < gm_base_message_count(base); i++) {
        fprintf(stderr, "%s\n", gm_base_message(base, i));
    }
    if (status == GM_OK) {
        status = gm_base_run(base, &(gm_run_options){.threads = 2}, &results);
    }
    if (status == GM_OK) {
        print_results(results);
    } else {
        fprintf(stderr, "%s\n", gm_status_text(status));
    }
    gm_results_destroy(results);
    gm_base_destroy(base);
    return gm_status_exit_code(status);
}
