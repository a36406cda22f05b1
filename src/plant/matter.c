// SPDX-License-Identifier: MIT

#include "plant/matter.h"

#include <string.h>

static size_t n_materials(const gm_run *run)
{
    return (size_t)run->plan->def->n_materials;
}

// ---- rows

void gm_matter_create(gm_run *run)
{
    if (n_materials(run) == 0) {
        return;
    }
    run->matter.accounts = GM_NEW(&run->arena, gm_matter_account, run->plan->def->n_materials);
    run->matter.scraps = GM_NEW(&run->arena, gm_scrap_account, run->plan->n_steps);
}

void gm_matter_begin(gm_run *run)
{
    if (n_materials(run) == 0) {
        return;
    }
    memset(run->matter.accounts, 0, n_materials(run) * sizeof *run->matter.accounts);
    memset(run->matter.scraps, 0, (size_t)run->plan->n_steps * sizeof *run->matter.scraps);
}

void gm_matter_fini(gm_run *run)
{
    gm_hook_free(run->matter.kg);
}

void gm_matter_reserve(gm_run *run, uint32_t n)
{
    if (n_materials(run) == 0) {
        return;
    }
    size_t bytes = n_materials(run) * sizeof *run->matter.kg;
    double *kg = gm_hook_alloc(n * bytes);
    if (run->n_parts > 0) {
        memcpy(kg, run->matter.kg, run->n_parts * bytes);
    }
    gm_hook_free(run->matter.kg);
    run->matter.kg = kg;
}

double *gm_matter_of(const gm_run *run, uint32_t part)
{
    return &run->matter.kg[part * n_materials(run)];
}

void gm_matter_clear(gm_run *run, uint32_t part)
{
    if (gm_has_matter(run)) {
        memset(gm_matter_of(run, part), 0, n_materials(run) * sizeof *run->matter.kg);
    }
}

// ---- in, over and out

void gm_matter_add(gm_run *run, double *kg, const gm_amounts_def *amounts, double factor)
{
    for (int32_t i = 0; i < amounts->n; i++) {
        int32_t material_i = amounts->items[i].material.i;
        double more_kg = amounts->items[i].amount * factor;
        kg[material_i] += more_kg;
        run->matter.accounts[material_i].in_kg += more_kg;
    }
}

void gm_matter_move(const gm_run *run, double *from, double *to, double share)
{
    for (size_t i = 0; i < n_materials(run); i++) {
        double moved_kg = share < 1.0 ? share * from[i] : from[i];
        to[i] += moved_kg;
        from[i] -= moved_kg;
    }
}

void gm_matter_give(const gm_run *run, const double *from, double *to, double share)
{
    for (size_t i = 0; i < n_materials(run); i++) {
        to[i] += share * from[i];
    }
}

static void scrap_share(gm_run *run, double *kg, double share, size_t i, int32_t step_i)
{
    gm_scrap_account *scrap = &run->matter.scraps[step_i];
    const gm_material_def *material = &run->plan->def->materials[i];
    double scrap_kg = share < 1.0 ? share * kg[i] : kg[i];
    kg[i] -= scrap_kg;
    run->matter.accounts[i].scrap_kg += scrap_kg;
    scrap->kg += scrap_kg;
    scrap->cost_cny += material->price_cny_kg * scrap_kg;
    scrap->recycled_cny += material->recycle_cny_kg * scrap_kg;
}

void gm_matter_scrap(gm_run *run, double *kg, double share, int32_t step_i)
{
    for (size_t i = 0; i < n_materials(run); i++) {
        scrap_share(run, kg, share, i, step_i);
    }
}

void gm_matter_trim(gm_run *run, double *kg, const gm_web_def *web, int32_t step_i)
{
    for (size_t i = 0; i < n_materials(run); i++) {
        const gm_coating_plan *coating = &run->plan->coatings[i];
        double cut_m = web->trim_m - coating->bare_m;
        double share = coating->coated_m <= 0.0 ? 2.0 * web->trim_m / web->width_m
                       : cut_m > 0.0            ? 2.0 * cut_m / coating->coated_m
                                                : 0.0;
        scrap_share(run, kg, share, i, step_i);
    }
}

void gm_matter_out(gm_run *run, uint32_t part)
{
    double *kg = gm_matter_of(run, part);
    for (size_t i = 0; i < n_materials(run); i++) {
        run->matter.accounts[i].out_kg += kg[i];
        kg[i] = 0.0;
    }
}

void gm_matter_lose(gm_run *run, uint32_t part)
{
    double *kg = gm_matter_of(run, part);
    for (size_t i = 0; i < n_materials(run); i++) {
        run->matter.accounts[i].lost_kg += kg[i];
        kg[i] = 0.0;
    }
}
