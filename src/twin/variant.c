// SPDX-License-Identifier: MIT

#include "twin/variant.h"

#include "core/file.h"
#include "core/yaml.h"

#include <string.h>

gm_status gm_variant_source_read(const char *path, const gm_model_options *how, gm_arena *arena,
                                 gm_variant_source *out, const char **why)
{
    gm_text text = gm_text_init(arena);
    gm_status status = gm_file_read(path, GM_YAML_BYTES_MAX, &text, why);
    *out = (gm_variant_source){
        strcmp(path, "-") == 0 ? "<stdin>" : path, {text.at, text.len}, *how};
    return status;
}

gm_status gm_variant_open(const gm_variant_source *source, const char *const *sets, int n_sets,
                          gm_variant *out)
{
    memset(out, 0, sizeof *out);
    gm_model_options how = source->how;
    const char **all = GM_NEW(&out->arena, const char *, how.n_sets + n_sets + 1);
    for (int i = 0; i < how.n_sets + n_sets; i++) {
        all[i] = i < how.n_sets ? how.sets[i] : sets[i - how.n_sets];
    }
    how.sets = all;
    how.n_sets += n_sets;
    how.n_varied += n_sets;
    how.varied_by = how.varied_by ? how.varied_by : "--set";
    gm_status status = gm_model_load_text(source->name, source->text, &how, &out->arena,
                                          &out->diag, &out->model);
    if (status == GM_OK) {
        out->twin = gm_twin_create(out->model, &out->arena, &out->diag);
        status = out->twin ? GM_OK : GM_ERR_MODEL;
    }
    return status;
}

void gm_variant_close(gm_variant *variant)
{
    gm_diag_fini(&variant->diag);
    gm_arena_fini(&variant->arena);
}
