// SPDX-License-Identifier: MIT
//
// One status type for everything that can fail for a reason outside the program.

#ifndef GEMBA_STATUS_H
#define GEMBA_STATUS_H

#include "gemba/export.h"

// X(name, exit code, text). The table is the single source of names, texts and exit codes.
#define GM_STATUS_LIST(X)                                                                      \
    X(GM_OK, 0, "ok")                                                                          \
    X(GM_ERR_USAGE, 2, "wrong use of the command line")                                        \
    X(GM_ERR_MODEL, 2, "the model has errors")                                                 \
    X(GM_ERR_IO, 3, "a file could not be read or written")                                     \
    X(GM_ERR_RUN, 3, "a run failed")                                                           \
    X(GM_ERR_INTERRUPTED, 130, "interrupted")

#define GM_STATUS_ENUM(name, code, text) name,
typedef enum gm_status { GM_STATUS_LIST(GM_STATUS_ENUM) } gm_status;
#undef GM_STATUS_ENUM

GM_BEGIN_C

GM_API const char *gm_status_text(gm_status status);

// What the program exits with when it ends in this status.
GM_API int gm_status_exit_code(gm_status status);

GM_END_C

#endif
