// SPDX-License-Identifier: MIT
//
// Keeps files that are written off those that are read.

#ifndef GM_APP_OUTPUT_H
#define GM_APP_OUTPUT_H

#include "core/status.h"
#include "twin/model.h"

// False after a message on stderr: the file is the model or one that it includes, under any
// name, or it is there and has the name of a model file. path may be NULL: nothing is written.
bool gm_output_is_safe(const char *path, const char *option, const gm_model *model);

// The same of n files that are read or edited without a model; those that are NULL are none.
bool gm_output_spares(const char *path, const char *option, const char *const *inputs, int n);

// Whether a path names a plain file, or nothing yet: it may be written beside and renamed. A
// device, a pipe or a link is written to as it is.
bool gm_output_is_plain(const char *path);

// Writes a file in full or not at all: beside it, then renamed, where that may be. "-" is standard
// output. GM_OK, or GM_ERR_IO after a message.
gm_status gm_output_write(const char *path, const char *text, gm_arena *arena);

#endif
