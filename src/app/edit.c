// SPDX-License-Identifier: MIT

#include "app/edit.h"

#include "app/output.h"
#include "core/file.h"
#include "core/yaml.h"
#include "twin/model.h"
#include "twin/overlay.h"
#include "twin/path.h"
#include "twin/source_text.h"

#include <stdio.h>
#include <string.h>

// Where the value is written; NULL after a message.
static const gm_node *find_value(const char *file, gm_slice text, const char *path,
                                 gm_arena *arena, gm_diag *diag)
{
    gm_overlay overlay = {.arena = arena, .diag = diag};
    gm_src src = {.origin = "--at"};
    if (gm_source_read_text(file, text, arena, diag, &overlay.root) != GM_OK || !overlay.root) {
        return NULL;
    }
    gm_overlay_unfold_lines(&overlay);
    int before = diag->count;
    const gm_node *value = gm_path_written(overlay.root, path, src, arena, diag);
    if (!value && diag->count == before) {
        gm_diag_error(diag, src, "%s does not write `%s`", file, path);
        gm_diag_hint(diag, "write the key with any value first");
    }
    return value;
}

// The text with the value in place of what stands there; NULL after a message.
static const char *edited(const char *file, gm_slice text, const char *path, const char *value,
                          gm_arena *arena, gm_diag *diag)
{
    size_t from;
    size_t to;
    const gm_node *old = find_value(file, text, path, arena, diag);
    if (!old) {
        return NULL;
    }
    if (!gm_source_span(text, old->src.line, old->src.col, &from, &to)) {
        gm_diag_error(diag, old->src, "this value cannot be replaced where it stands");
        gm_diag_hint(diag, "write it in one line");
        return NULL;
    }
    gm_text out = gm_text_init(arena);
    gm_text_add_n(&out, text.at, from);
    gm_text_add(&out, value);
    gm_text_add_n(&out, text.at + to, text.len - to);
    return out.at;
}

gm_status gm_edit_model(const char *file, const char *path, const char *value, gm_arena *arena,
                        gm_diag *diag)
{
    const char *why = NULL;
    gm_text text = gm_text_init(arena);
    if (gm_file_read(file, GM_YAML_BYTES_MAX, &text, &why) != GM_OK) {
        fprintf(stderr, "gemba: --write %s: %s\n", file, why);
        return GM_ERR_USAGE;
    }
    const char *with = edited(file, (gm_slice){text.at, text.len}, path, value, arena, diag);
    gm_model *model = NULL;
    if (!with) {
        return GM_ERR_MODEL;
    }
    if (gm_model_load_text(file, gm_slice_of(with), NULL, arena, diag, &model) != GM_OK) {
        fprintf(stderr, "gemba: %s would have faults; nothing was written\n", file);
        return GM_ERR_MODEL;
    }
    gm_status status = gm_output_write(file, with, arena);
    if (status == GM_OK) {
        fprintf(stderr, "gemba: %s: %s written\n", file, path);
    }
    return status;
}
