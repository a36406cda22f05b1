// SPDX-License-Identifier: MIT

#include "twin/cell_draw.h"

#include "core/assert.h"
#include "twin/input_put.h"
#include "twin/raw.h"
#include "twin/tables.h"

#include <string.h>

// Behind `word.`: the rest of the path, or NULL.
static const char *behind(const char *path, const char *word)
{
    size_t n = strlen(word);
    return strncmp(path, word, n) == 0 && path[n] == '.' ? path + n + 1 : NULL;
}

bool gm_input_is_of_cell(const gm_model_input *input)
{
    return behind(input->path, "cell") || behind(input->path, "charges") ||
           behind(input->path, "experiments");
}

bool gm_input_moves_cell(const gm_model *model, const gm_model_input *input)
{
    const gm_thermal_def *thermal = model->cell ? model->cell->thermal : NULL;
    bool needs_design = thermal && !thermal->heat.is_given;
    if (behind(input->path, "cell.life") || behind(input->path, "cell.cost") ||
        (behind(input->path, "cell.design") && !needs_design)) {
        return false;
    }
    return gm_input_is_of_cell(input);
}

bool gm_input_is_of_charge(const gm_model_input *input, const char *charge)
{
    const char *rest = behind(input->path, "charges");
    return behind(input->path, "cell") || (rest && behind(rest, charge));
}

gm_cell_draw *gm_cell_draw_create(const gm_model *model, gm_arena *arena)
{
    GM_REQUIRE(model->cell);
    gm_diag diag = {0};
    gm_reader reader = gm_reader_init(arena, &diag);
    gm_raw_model *raw = GM_NEW(arena, gm_raw_model, 1);
    gm_status status = gm_schema_read(&reader, &gm_table_model, model->root, raw);
    GM_REQUIRE(status == GM_OK && reader.inputs.n == model->n_inputs);
    gm_diag_fini(&diag); // warnings, which were told when the model was read
    gm_cell_draw *draw = GM_NEW(arena, gm_cell_draw, 1);
    int32_t *of = GM_NEW(arena, int32_t, model->n_inputs + 1);
    *draw = (gm_cell_draw){.model = model,
                           .ask = model->cell_ask,
                           .store = {.arena = arena},
                           .of = of,
                           .inputs = reader.inputs.items,
                           .arena = arena};
    draw->ask.cell = raw->cell ? raw->cell : model->cell; // of another format: as it is
    draw->ask.charges = raw->charges.items;
    draw->ask.experiments = raw->experiments.items;
    for (int32_t i = 0; i < model->n_inputs; i++) {
        if (gm_input_is_of_cell(&model->inputs[i])) {
            of[draw->n++] = i;
        }
    }
    return draw;
}

void gm_cell_draw_put(gm_cell_draw *draw, const double *values)
{
    for (int32_t k = 0; k < draw->n; k++) {
        gm_input_put(&draw->inputs[draw->of[k]], values[draw->of[k]], draw->arena);
    }
}

gm_status gm_cell_draw_open(gm_cell_draw *draw, gm_arena *arena, gm_diag *diag,
                            gm_cell_answer *out)
{
    return gm_cell_open_again(&draw->ask, &draw->store, arena, diag, out);
}
