// SPDX-License-Identifier: MIT
//
// The cell of a model.

#include "twin/build.h"

static void refuse_without_cell(gm_build *build)
{
    for (int i = 0; i < build->raw->charges.n; i++) {
        const gm_charge_def *charge = &build->raw->charges.items[i];
        gm_diag_error(build->diag, charge->src,
                      "charge '%s': there is no `cell:` to be charged", charge->name);
    }
    for (int i = 0; i < build->raw->experiments.n; i++) {
        const gm_experiment_def *experiment = &build->raw->experiments.items[i];
        gm_diag_error(build->diag, experiment->src,
                      "experiment '%s': there is no `cell:` for it", experiment->name);
    }
}

void gm_build_battery(gm_build *build)
{
    const gm_cell_def *def = build->raw->cell;
    build->model->cell = def;
    build->model->cell_ask = (gm_cell_ask){
        .cell = def,
        .n_charges = build->raw->charges.n,
        .charges = build->raw->charges.items,
        .n_experiments = build->raw->experiments.n,
        .experiments = build->raw->experiments.items,
    };
    if (!def) {
        refuse_without_cell(build);
        return;
    }
    if (!def->is_sound) {
        gm_cell_def_check(def, build->diag);
        return;
    }
    // What its curves cannot be shows when they are made. They are made again by whoever needs them.
    gm_arena scratch = {0};
    gm_status status = gm_cell_ask_check(&build->model->cell_ask, &scratch, build->diag);
    (void)status; // the faults are in the diag
    gm_arena_fini(&scratch);
}
