// SPDX-License-Identifier: MIT
//
// The status of gemba/status.h, and the early return.

#ifndef GM_CORE_STATUS_H
#define GM_CORE_STATUS_H

#include "gemba/status.h"

// Returns early with any status but GM_OK.
#define GM_TRY(expr)                                                                           \
    do {                                                                                       \
        gm_status gm_try_status_ = (expr);                                                     \
        if (gm_try_status_ != GM_OK) {                                                         \
            return gm_try_status_;                                                             \
        }                                                                                      \
    } while (0)

#endif
