// SPDX-License-Identifier: MIT
//
// Cell making: from what was read to the definitions, and its names.

#include "twin/cell.h"

// ---- materials

void gm_build_materials(gm_build *build)
{
    build->model->plant.n_materials = build->raw->materials.n;
    build->model->plant.materials = build->raw->materials.items;
}

gm_amounts_def gm_build_amounts(gm_build *build, const gm_raw_amounts *raw)
{
    gm_amount_def *items = GM_NEW(build->arena, gm_amount_def, raw->n);
    for (int i = 0; i < raw->n; i++) {
        const gm_named_quantity *row = &raw->items[i];
        items[i] = (gm_amount_def){{row->name, row->src, -1}, row->value};
    }
    return (gm_amounts_def){.n = raw->n, .items = items};
}

void gm_resolve_amounts(const gm_name_sets *sets, const gm_amounts_def *amounts)
{
    const gm_plant_def *plant = &sets->build->model->plant;
    gm_names names = {"material", GM_NEW(sets->build->arena, const char *, plant->n_materials),
                      0, 0};
    for (int32_t i = 0; i < plant->n_materials; i++) {
        names.words[names.n++] = plant->materials[i].name;
    }
    for (int32_t i = 0; i < amounts->n; i++) {
        gm_names_resolve(sets->build, &names, (gm_ref *)&amounts->items[i].material);
    }
}

// ---- webs

// What may not stand beside a web.
static const char *rival_of(const gm_raw_station *raw, const gm_station_def *def)
{
    return raw->has_batch                            ? "batch"
           : def->splits.n > 0 && raw->web.def.winds ? "splits"
           : def->queue.preempt != GM_PREEMPT_NO     ? "preempt"
           : def->queue.order == GM_QUEUE_SHORTEST   ? "order: shortest"
                                                     : NULL;
}

void gm_build_web(gm_build *build, const gm_raw_station *raw, gm_station_def *def)
{
    if (!def->web.is_given) {
        return;
    }
    const char *rival = rival_of(raw, def);
    def->web = raw->web.def;
    def->web.is_given = true;
    def->web.coats = gm_build_amounts(build, &raw->web.coats);
    if (rival) {
        gm_diag_error(build->diag, def->web.src,
                      "station '%s': `web:` and `%s` may not stand together", def->name, rival);
        return;
    }
    if (def->web.winds) {
        const gm_named_quantity *wound = &raw->web.winds.items[0];
        gm_kind_count_def *piece = GM_NEW(build->arena, gm_kind_count_def, 1);
        *piece = (gm_kind_count_def){.kind = {wound->name, wound->src, -1}, .count = 1};
        def->splits = (gm_kind_counts_def){.src = wound->src, .n = 1, .items = piece};
    }
}
