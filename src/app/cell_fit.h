// SPDX-License-Identifier: MIT
//
// `gemba cell FILE --fit`.

#ifndef GM_APP_CELL_FIT_H
#define GM_APP_CELL_FIT_H

#include "app/verbs.h"

// The fits of an opened model, or the one that --only names: told, drawn (--svg), written (--write).
// Interrupts are to be caught already.
gm_status gm_cell_fit(const gm_options *options, gm_opened *opened);

#endif
