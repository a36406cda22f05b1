// SPDX-License-Identifier: MIT

#include "battery/design_answer.h"

#define HOUR_S 3600.0

static gm_formation formation_of(const gm_formation_def *def, double energy_j, gm_arena *arena)
{
    int32_t n = def->steps.n;
    gm_formation_step *steps = GM_NEW(arena, gm_formation_step, n);
    for (int32_t i = 0; i < n; i++) {
        const gm_formation_step_def *s = &def->steps.items[i];
        double share = s->charge > 0.0 ? s->charge : -s->discharge;
        steps[i] = (gm_formation_step){share, s->per_s * HOUR_S, s->rest_s};
    }
    return gm_formation_of(steps, n, energy_j, def->in, def->back);
}

static void set_making(const gm_design_def *def, gm_arena *arena, gm_design_answer *out)
{
    out->is_published = def->making.n == 0;
    out->n_making = out->is_published ? GM_MAKING_STEPS : def->making.n;
    gm_making_step *steps = GM_NEW(arena, gm_making_step, out->n_making);
    if (out->is_published) {
        gm_making_default(steps);
    }
    for (int i = 0; i < def->making.n; i++) {
        const gm_named_making *m = &def->making.items[i];
        steps[i] = (gm_making_step){m->name, m->value.low, m->value.likely, m->value.high};
    }
    out->making = steps;
    out->making_total = gm_making_total(steps, out->n_making);
}

gm_status gm_design_answer_of(const gm_cell_def *def, const gm_cell *cell,
                              const gm_cell_balance *balance, gm_arena *arena, gm_diag *diag,
                              gm_design_answer *out)
{
    *out = (gm_design_answer){.def = def->design};
    GM_TRY(gm_build_of_def(def, cell, balance, diag, &out->build));
    out->design = gm_cell_design_of(cell, &out->build);
    if (def->design->formation) {
        out->has_formation = true;
        out->formation = formation_of(def->design->formation, out->design.energy_j, arena);
    }
    set_making(def->design, arena, out);
    return GM_OK;
}

gm_cell_making_need gm_cell_making_need_of(const gm_cell *cell, const gm_design_answer *answer)
{
    const gm_cell_design *d = &answer->design;
    const gm_cell_build *b = &answer->build;
    const gm_making_step *all = &answer->making_total;
    gm_cell_making_need need = {
        .energy_j = d->energy_j,
        .charge_c = d->charge_c,
        .mass_kg = d->total_kg,
        .sides = b->sheets.sides,
        .separator_m2 = cell->separator_porosity < 1.0 ? d->separator_m2 : 0.0,
        .electrolyte_kg = b->electrolyte_is_solid ? 0.0 : d->mass_kg[GM_PART_ELECTROLYTE],
        .is_wound = b->sheets.is_wound,
        .has_formation = answer->has_formation,
        .formation_s = answer->formation.time_s,
        .drawn_j = answer->formation.drawn_j,
        .returned_j = answer->formation.returned_j,
        .making_j = {d->energy_j * all->low, d->energy_j * all->likely,
                     d->energy_j * all->high},
    };
    for (int e = 0; e < 2; e++) {
        need.coated_m2[e] = d->coated_m2[e];
        need.strip_m[e] = d->strip_m[e];
        need.width_m[e] = b->sheets.width_m + (e == 0 ? 2.0 * b->sheets.overhang_m : 0.0);
        need.sheets[e] = d->sheets[e];
        need.foil_m2[e] = d->foil_m2[e];
        need.coating_kg[e] = d->coating_kg_m2[e] * d->coated_m2[e];
    }
    return need;
}

gm_cells_pack gm_cells_pack_of(const gm_design_answer *answer, double energy_j, int32_t cells)
{
    gm_cells_pack pack = {
        .cells = cells, .energy_j = energy_j * cells, .usable_j = energy_j * cells};
    if (!answer) {
        return pack;
    }
    const gm_cell_design *d = &answer->design;
    const gm_pack_def *def = answer->def->pack;
    pack.energy_j = d->energy_j * cells;
    pack.usable_j = pack.energy_j * (def ? def->usable : 1.0);
    pack.cells_kg = d->total_kg * cells;
    pack.pack_kg = d->pack_j_kg > 0.0 ? pack.energy_j / d->pack_j_kg : 0.0;
    pack.pack_m3 = d->pack_j_m3 > 0.0 ? pack.energy_j / d->pack_j_m3 : 0.0;
    return pack;
}
