// SPDX-License-Identifier: MIT
//
// One value of a model file, written anew.

#ifndef GM_APP_EDIT_H
#define GM_APP_EDIT_H

#include "core/diag.h"

// Replaces the value at a path (as of --set) of a model file by a text and leaves every other byte
// as it is, comments too. The file is replaced in one go, and only when what it would say is a
// model without a fault. GM_OK, or a status after a message.
gm_status gm_edit_model(const char *file, const char *path, const char *value, gm_arena *arena,
                        gm_diag *diag);

#endif
