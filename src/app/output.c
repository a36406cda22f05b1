// SPDX-License-Identifier: MIT

#define _POSIX_C_SOURCE 200809L

#include "app/output.h"

#include "core/text.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

// The file at a path, through links; false when there is none.
static bool find_file(const char *path, struct stat *file)
{
    return stat(path, file) == 0;
}

static bool is_model_name(const char *path)
{
    const char *dot = strrchr(path, '.');
    return dot && (gm_text_equal_nocase(dot, ".yaml") || gm_text_equal_nocase(dot, ".yml"));
}

static bool is_same_file(const char *path, const struct stat *out)
{
    struct stat in;
    return find_file(path, &in) && in.st_dev == out->st_dev && in.st_ino == out->st_ino;
}

// The file at path is there.
static bool spares_models(const char *path, const char *option)
{
    if (is_model_name(path)) {
        fprintf(stderr, "gemba: %s %s would overwrite a model file; write to another name\n",
                option, path);
        return false;
    }
    return true;
}

bool gm_output_is_safe(const char *path, const char *option, const gm_model *model)
{
    struct stat out;
    if (!path || !find_file(path, &out)) {
        return true;
    }
    for (int i = 0; i < model->n_files; i++) {
        if (is_same_file(model->files[i], &out)) {
            fprintf(stderr, "gemba: %s %s would overwrite the model, which reads %s\n", option,
                    path, model->files[i]);
            return false;
        }
    }
    return spares_models(path, option);
}

bool gm_output_spares(const char *path, const char *option, const char *const *inputs, int n)
{
    struct stat out;
    if (!path || !find_file(path, &out)) {
        return true;
    }
    for (int i = 0; i < n; i++) {
        if (inputs[i] && is_same_file(inputs[i], &out)) {
            fprintf(stderr, "gemba: %s %s would overwrite %s; write to another name\n", option,
                    path, inputs[i]);
            return false;
        }
    }
    return spares_models(path, option);
}

bool gm_output_is_plain(const char *path)
{
    struct stat out;
    return lstat(path, &out) != 0 || S_ISREG(out.st_mode);
}

gm_status gm_output_write(const char *path, const char *text, gm_arena *arena)
{
    if (strcmp(path, "-") == 0) {
        fputs(text, stdout);
        return GM_OK; // main looks after standard output
    }
    const char *first =
        gm_output_is_plain(path) ? gm_arena_printf(arena, "%s.new", path) : path;
    FILE *out = fopen(first, "w");
    bool is_written = out != NULL;
    if (out) {
        fputs(text, out);
        is_written = ferror(out) == 0;
        is_written &= fclose(out) == 0;
        is_written = is_written && (first == path || rename(first, path) == 0);
    }
    if (!is_written) {
        fprintf(stderr, "gemba: cannot write %s\n", path);
        if (out && first != path) {
            remove(first);
        }
        return GM_ERR_IO;
    }
    return GM_OK;
}
