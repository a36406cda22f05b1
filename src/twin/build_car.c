// SPDX-License-Identifier: MIT
//
// The car of a model.

#include "twin/build.h"

static void refuse_without_car(gm_build *build)
{
    for (int i = 0; i < build->raw->drives.n; i++) {
        const gm_drive_ask_def *drive = &build->raw->drives.items[i];
        gm_diag_error(build->diag, drive->src, "drive '%s': there is no `car:` to be driven",
                      drive->name);
    }
}

void gm_build_car(gm_build *build)
{
    build->model->car_ask = (gm_car_ask){
        .car = build->raw->car,
        .cell = &build->model->cell_ask,
        .n_drives = build->raw->drives.n,
        .drives = build->raw->drives.items,
    };
    if (!build->raw->car) {
        refuse_without_car(build);
        return;
    }
    if (build->raw->car->is_sound) {
        gm_status status = gm_car_ask_check(&build->model->car_ask, build->diag);
        (void)status; // the faults are in the diag
    }
}
