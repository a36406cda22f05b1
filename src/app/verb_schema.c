// SPDX-License-Identifier: MIT

#include "app/verbs.h"

#include <stdio.h>

int gm_verb_schema(const gm_options *options)
{
    if (options->file) {
        fprintf(stderr, "gemba: schema takes no file, got '%s'\n", options->file);
        return gm_status_exit_code(GM_ERR_USAGE);
    }
    if (options->reference && options->json) {
        fputs("gemba: --reference prints Markdown and stands without --json\n", stderr);
        return gm_status_exit_code(GM_ERR_USAGE);
    }
    if (options->reference) {
        gm_model_write_reference(stdout);
    } else {
        gm_model_write_schema(stdout);
    }
    return 0;
}
