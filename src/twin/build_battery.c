// SPDX-License-Identifier: MIT
//
// The cell of a model.

#include "battery/bpx.h"

#include "core/file.h"
#include "twin/build.h"
#include "twin/fit_space.h"

#include <string.h>

#define BPX_BYTES_MAX ((size_t)16 * 1024 * 1024)

// A cell in Battery Parameter eXchange, from a file beside the one that names it. NULL after faults.
static const gm_cell_def *read_bpx(gm_build *build)
{
    const gm_raw_model *raw = build->raw;
    const char *file = raw->bpx_src.file;
    const char *slash = file && raw->bpx[0] != '/' ? strrchr(file, '/') : NULL;
    const char *path =
        slash ? gm_arena_printf(build->arena, "%.*s/%s", (int)(slash - file), file, raw->bpx)
              : raw->bpx;
    gm_text text = gm_text_init(build->arena);
    const char *why;
    if (gm_file_read(path, BPX_BYTES_MAX, &text, &why) != GM_OK || text.len > BPX_BYTES_MAX) {
        gm_diag_error(build->diag, raw->bpx_src, "cannot read '%s': %s", path,
                      text.len > BPX_BYTES_MAX ? "it is too large" : why);
        return NULL;
    }
    gm_bpx *bpx = GM_NEW(build->arena, gm_bpx, 1);
    gm_slice slice = {text.at, text.len};
    if (gm_bpx_read(path, slice, build->arena, build->diag, bpx) != GM_OK) {
        return NULL;
    }
    build->model->cell_bytes = slice;
    if (!raw->name && bpx->title) {
        build->model->name = bpx->title;
    }
    return &bpx->cell;
}

static const gm_cell_def *cell_of(gm_build *build)
{
    const gm_raw_model *raw = build->raw;
    if (raw->cell && raw->bpx) {
        gm_diag_error(build->diag, raw->bpx_src, "only one of `cell:` and `bpx:` may stand");
        return raw->cell;
    }
    return raw->bpx ? read_bpx(build) : raw->cell;
}

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
    for (int i = 0; i < build->raw->fits.n; i++) {
        const gm_fit_def *fit = &build->raw->fits.items[i];
        gm_diag_error(build->diag, fit->src, "fit '%s': there is no `cell:` to be fitted",
                      fit->name);
    }
}

// Whether what varies is there, and what was measured can be read. It is read again by who fits.
static void check_fits(gm_build *build, gm_arena *scratch)
{
    for (int32_t i = 0; i < build->model->n_fits; i++) {
        gm_fit_space space;
        gm_fit_series *series;
        if (gm_fit_space_open(build->model, i, scratch, build->diag, &space) == GM_OK) {
            gm_status status =
                gm_fit_of_def(space.def, &space.cell, scratch, build->diag, &series);
            (void)status; // the faults are in the diag
        }
    }
}

void gm_build_battery(gm_build *build)
{
    const gm_cell_def *def = cell_of(build);
    build->model->cell = def;
    build->model->cell_ask = (gm_cell_ask){
        .cell = def,
        .n_charges = build->raw->charges.n,
        .charges = build->raw->charges.items,
        .n_experiments = build->raw->experiments.n,
        .experiments = build->raw->experiments.items,
    };
    build->model->n_fits = build->raw->fits.n;
    build->model->fits = build->raw->fits.items;
    if (!def && build->raw->bpx) {
        return; // that it cannot be read was told
    }
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
    if (status == GM_OK && build->diag->count == build->before && !build->is_drawn) {
        check_fits(build, &scratch);
    } // else the faults are in the diag
    gm_arena_fini(&scratch);
}
