// SPDX-License-Identifier: MIT
//
// One status type for everything that can fail for a reason outside the program.

#ifndef GM_CORE_STATUS_H
#define GM_CORE_STATUS_H

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

// Returns early with any status but GM_OK.
#define GM_TRY(expr)                                                                           \
    do {                                                                                       \
        gm_status gm_try_status_ = (expr);                                                     \
        if (gm_try_status_ != GM_OK) {                                                         \
            return gm_try_status_;                                                             \
        }                                                                                      \
    } while (0)

#define GM_MUST_USE __attribute__((warn_unused_result))

const char *gm_status_text(gm_status status);

// What the program exits with when it ends in this status.
int gm_status_exit_code(gm_status status);

#endif
