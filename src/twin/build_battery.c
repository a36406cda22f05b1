// SPDX-License-Identifier: MIT
//
// The cell of a model.

#include "twin/build.h"

void gm_build_battery(gm_build *build)
{
    const gm_cell_def *def = build->raw->cell;
    build->model->cell = def;
    if (!def) {
        return;
    }
    if (!def->is_sound) {
        gm_cell_def_check(def, build->diag);
        return;
    }
    // What its curves cannot be shows when they are made. They are made again by whoever needs them.
    gm_arena scratch = {0};
    gm_cell cell;
    gm_status status = gm_cell_of_def(def, &scratch, build->diag, &cell);
    (void)status; // the faults are in the diag
    gm_arena_fini(&scratch);
}
