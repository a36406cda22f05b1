// SPDX-License-Identifier: MIT

#include "app/verbs.h"

#include <stdio.h>

int gm_verb_schema(const gm_options *options)
{
    if (options->reference) {
        gm_model_write_reference(stdout);
    } else {
        gm_model_write_schema(stdout);
    }
    return 0;
}
