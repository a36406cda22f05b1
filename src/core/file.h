// SPDX-License-Identifier: MIT
//
// Whole files, read with a limit.

#ifndef GM_CORE_FILE_H
#define GM_CORE_FILE_H

#include "core/status.h"
#include "core/text.h"

// Appends the bytes of a file to `text`: all, or some more than `most` of a larger one. "-" is
// standard input. GM_OK or GM_ERR_IO, then *why says what is wrong.
GM_MUST_USE gm_status gm_file_read(const char *path, size_t most, gm_text *text,
                                   const char **why);

#endif
