// SPDX-License-Identifier: MIT
//
// Every fault of a plant that is to be costed, with its bounds.

#include "cell/cost.h"
#include "core/assert.h"
#include "num/elementary.h"

typedef struct checker {
    gm_cost_fault *out;
    int32_t room;
    int32_t n;
} checker;

static void add(checker *c, gm_cost_fault fault)
{
    if (c->n < c->room) {
        c->out[c->n] = fault;
    }
    c->n++;
}

static void within(checker *c, gm_cost_quantity q, int32_t index, double value, double low,
                   double high)
{
    if (!(value >= low && value <= high)) {
        add(c, (gm_cost_fault){q, index, value, low, high, false});
    }
}

// 0 < value <= high, and finite.
static void positive(checker *c, gm_cost_quantity q, int32_t index, double value, double high)
{
    if (!(value > 0.0 && value <= high && value < GM_INFINITY)) {
        add(c, (gm_cost_fault){q, index, value, 0.0, high, true});
    }
}

static void check_materials(checker *c, const gm_cost_plant *p)
{
    for (int32_t i = 0; i < p->n_materials; i++) {
        const gm_cost_material *m = &p->materials[i];
        within(c, GM_COST_BAD_AMOUNT, i, m->amount, 0.0, 1e9);
        bool is_solvent =
            m->counts == GM_COST_POSITIVE_SOLVENT || m->counts == GM_COST_NEGATIVE_SOLVENT;
        within(c, GM_COST_BAD_RECOVERED, i, m->recovered, 0.0, is_solvent ? 1.0 : 0.0);
        within(c, GM_COST_BAD_PRICE, i, m->price, 0.0, 1e12);
        within(c, GM_COST_BAD_PRICE, i, m->power, 0.0, 2.0);
    }
}

static void check_scale(checker *c, int32_t step, gm_cost_scale s)
{
    within(c, GM_COST_BAD_SCALE, step, s.at_base, 0.0, 1e15);
    within(c, GM_COST_BAD_POWER, step, s.power, 0.0, 2.0);
}

static void check_steps(checker *c, const gm_cost_plant *p)
{
    for (int32_t i = 0; i < p->n_steps; i++) {
        const gm_cost_step *s = &p->steps[i];
        check_scale(c, i, s->labour_s);
        check_scale(c, i, s->capital);
        check_scale(c, i, s->area_m2);
        within(c, GM_COST_BAD_POWER, i, s->load_power, -2.0, 2.0);
        within(c, GM_COST_BAD_SCALE, i, s->energy_j_j, 0.0, 1e6);
        within(c, GM_COST_BAD_DRY, i, s->dry_share, 0.0, s->by == GM_COST_DRY_ROOM ? 0.0 : 1.0);
        positive(c, GM_COST_BAD_KEPT, i, s->cells_kept, 1.0);
    }
    for (int32_t i = 0; i < p->n_losses; i++) {
        const gm_cost_loss *l = &p->losses[i];
        within(c, GM_COST_BAD_LOSS, i, l->material, 0.0, p->n_materials - 1);
        within(c, GM_COST_BAD_LOSS, i, l->step, 0.0, p->n_steps - 1);
        positive(c, GM_COST_BAD_LOSS, i, l->kept, 1.0);
    }
}

static void check_rates(checker *c, const gm_cost_rates *r)
{
    const double all[] = {r->wage_per_s,
                          r->building_per_m2,
                          r->energy_per_j,
                          r->equipment_share,
                          r->building_share,
                          r->variable_by_labour,
                          r->variable_by_depreciation,
                          r->general_by_labour,
                          r->general_by_depreciation,
                          r->research_by_depreciation,
                          r->launch_by_materials,
                          r->launch_by_labour,
                          r->working,
                          r->profit,
                          r->warranty};
    for (int32_t i = 0; i < (int32_t)(sizeof all / sizeof *all); i++) {
        within(c, GM_COST_BAD_RATE, i, all[i], 0.0, 1e12);
    }
}

int32_t gm_cost_check(const gm_cost_plant *plant, gm_cost_fault *out, int32_t room)
{
    checker c = {.out = out, .room = room};
    positive(&c, GM_COST_BAD_CELLS, 0, plant->cells, GM_INFINITY);
    positive(&c, GM_COST_BAD_ENERGY, 0, plant->energy_j, GM_INFINITY);
    positive(&c, GM_COST_BAD_AREA, 0, plant->area_m2, GM_INFINITY);
    for (int32_t m = 0; m < GM_COST_DRY_ROOM; m++) {
        positive(&c, GM_COST_BAD_BASE, m, plant->base[m], GM_INFINITY);
    }
    within(&c, GM_COST_BAD_BASE, GM_COST_DRY_ROOM, plant->base[GM_COST_DRY_ROOM], 0.0, 1e12);
    check_materials(&c, plant);
    check_steps(&c, plant);
    check_rates(&c, &plant->rates);
    return c.n;
}

const char *gm_cost_quantity_name(gm_cost_quantity q)
{
    static const char *const names[GM_COST_QUANTITIES] = {
        [GM_COST_BAD_CELLS] = "good cells a year",
        [GM_COST_BAD_ENERGY] = "energy of a cell",
        [GM_COST_BAD_AREA] = "coated area of a cell",
        [GM_COST_BAD_BASE] = "base rate",
        [GM_COST_BAD_AMOUNT] = "amount of a material",
        [GM_COST_BAD_PRICE] = "price of a material or its power",
        [GM_COST_BAD_RECOVERED] = "share that is recovered",
        [GM_COST_BAD_POWER] = "power of a scale",
        [GM_COST_BAD_SCALE] = "labour, equipment, floor or energy of a step",
        [GM_COST_BAD_DRY] = "share of a step's floor in a dry room",
        [GM_COST_BAD_KEPT] = "cells that a step lets pass",
        [GM_COST_BAD_LOSS] = "what a step keeps of a material",
        [GM_COST_BAD_RATE] = "rate of overheads",
    };
    GM_REQUIRE((int)q >= 0 && q < GM_COST_QUANTITIES);
    return names[q];
}
