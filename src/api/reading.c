// SPDX-License-Identifier: MIT

#include "api/reading.h"

gm_model_options gm_reading_options(const gm_base_options *options)
{
    if (!options) {
        return (gm_model_options){0};
    }
    return (gm_model_options){
        .scenario = options->scenario, .sets = options->sets, .n_sets = options->n_sets};
}

gm_messages gm_reading_messages(gm_diag *diag, gm_arena *arena)
{
    gm_messages messages = {diag->n, GM_NEW(arena, const char *, diag->n)};
    for (int i = 0; i < diag->n; i++) {
        messages.lines[i] = gm_arena_strdup(arena, gm_diag_line(diag, i));
    }
    gm_diag_fini(diag);
    return messages;
}
