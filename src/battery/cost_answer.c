// SPDX-License-Identifier: MIT
//
// The plant of a file for the cell of its design, in one currency.

#include "battery/cost_answer.h"

#include "core/text.h"

#include <math.h>

#define MOST_FAULTS 32

typedef struct maker {
    const gm_cost_def *def;
    const gm_cell_design *design;
    gm_arena *arena;
    gm_diag *diag;
    gm_currency currency;
    bool is_sound;
    bool has_told; // that there is no exchange
} maker;

// ---- currencies

static double in(maker *m, const gm_money *money)
{
    if (money->currency == m->currency || money->value == 0.0) {
        return money->value;
    }
    if (m->def->cny_per_usd <= 0.0 && !m->has_told) {
        gm_diag_error(m->diag, money->src,
                      "cost: this is in %s and other money in %s; write what a dollar is, like "
                      "`exchange: 7.2 CNY/USD`",
                      gm_currency_text(money->currency), gm_currency_text(m->currency));
        m->has_told = true;
        m->is_sound = false;
    }
    return m->currency == GM_CURRENCY_CNY ? money->value * m->def->cny_per_usd
                                          : money->value / m->def->cny_per_usd;
}

gm_currency gm_cost_currency_of(const gm_cost_def *def)
{
    for (int part = 0; part < GM_PARTS && def->cny_per_usd <= 0.0; part++) {
        if (def->prices.of[part].is_given) {
            return def->prices.of[part].currency;
        }
    }
    return def->cny_per_usd > 0.0 ? GM_CURRENCY_CNY : def->rates.wage.currency;
}

// ---- materials

static bool needs_price(const gm_cost_material *material, const gm_cell_design *d, int part)
{
    return material->amount > 0.0 && d->mass_kg[part] > 0.0;
}

static gm_cost_material solvent_of(maker *m, int e, double active_kg)
{
    static const gm_cost_measure counts[] = {GM_COST_NEGATIVE_SOLVENT,
                                             GM_COST_POSITIVE_SOLVENT};
    static const char *const names[] = {"solvent of the negative slurry",
                                        "solvent of the positive slurry"};
    const gm_solvent_def *s = m->def->solvents[e];
    return (gm_cost_material){.name = names[e],
                              .counts = counts[e],
                              .amount = s->per_active * active_kg,
                              .recovered = s->recovered,
                              .price = in(m, &s->price),
                              .power = 1.0,
                              .by = counts[e]};
}

static const gm_cell_part actives[2] = {GM_PART_NEGATIVE_ACTIVE, GM_PART_POSITIVE_ACTIVE};

static void set_materials(maker *m, gm_cost_plant *plant)
{
    gm_cost_price prices[GM_PARTS];
    gm_cost_material *out = GM_NEW(m->arena, gm_cost_material, GM_PARTS + 2);
    for (int part = 0; part < GM_PARTS; part++) {
        prices[part] = (gm_cost_price){in(m, &m->def->prices.of[part]), 1.0};
    }
    gm_cost_bill(m->design, prices, out);
    for (int part = 0; part < GM_PARTS; part++) {
        if (needs_price(&out[part], m->design, part) && !m->def->prices.of[part].is_given) {
            gm_diag_error(m->diag, m->def->prices.src,
                          "prices: `%s:` is missing, and the cell has "
                          "%.4g g of it",
                          gm_cost_part_key((gm_cell_part)part), 1e3 * m->design->mass_kg[part]);
            m->is_sound = false;
        }
        // What the cell has not costs nothing: a housing of no mass, tabs that it has none of.
        out[part].amount = m->design->mass_kg[part] > 0.0 ? out[part].amount : 0.0;
    }
    plant->materials = out;
    plant->n_materials = GM_PARTS;
    for (int e = 0; e < 2; e++) {
        if (m->def->solvents[e]) {
            out[plant->n_materials++] = solvent_of(m, e, m->design->mass_kg[actives[e]]);
        }
    }
}

// ---- steps

static gm_cost_step step_of(maker *m, const gm_cost_step_def *s)
{
    return (gm_cost_step){
        .name = s->name,
        .by = (gm_cost_measure)s->by,
        .labour_s = {s->labour_s, s->labour_power},
        .capital = {in(m, &s->equipment), s->equipment_power},
        .area_m2 = {s->floor_m2, s->floor_power},
        .dry_share = s->dry_share,
        .load = (gm_cost_measure)s->load,
        .load_power = s->load_power,
        .cells_kept = s->passes,
        .energy_j_j = s->energy,
    };
}

// A slurry loses its solvent with its active material: as much is evaporated for what is scrapped later.
static int32_t add_losses(const gm_cost_plant *plant, const gm_cost_step_def *s, int32_t step,
                          gm_cost_loss *out)
{
    int32_t n = 0;
    for (int32_t i = 0; i < plant->n_materials; i++) {
        int32_t part = i;
        if (i >= GM_PARTS) {
            bool is_negative = plant->materials[i].counts == GM_COST_NEGATIVE_SOLVENT;
            part = actives[is_negative ? 0 : 1];
        }
        if (s->keeps[part] > 0.0 && s->keeps[part] < 1.0) {
            out[n++] = (gm_cost_loss){i, step, s->keeps[part]};
        }
    }
    return n;
}

static void set_steps(maker *m, gm_cost_plant *plant)
{
    int32_t n = m->def->steps.n;
    gm_cost_step *steps = GM_NEW(m->arena, gm_cost_step, n);
    gm_cost_loss *losses = GM_NEW(m->arena, gm_cost_loss, n * plant->n_materials);
    for (int32_t i = 0; i < n; i++) {
        const gm_cost_step_def *s = &m->def->steps.items[i];
        steps[i] = step_of(m, s);
        plant->n_losses += add_losses(plant, s, i, losses + plant->n_losses);
    }
    plant->steps = steps;
    plant->n_steps = n;
    plant->losses = losses;
}

static gm_cost_rates rates_of(maker *m)
{
    const gm_cost_rates_def *r = &m->def->rates;
    return (gm_cost_rates){
        .wage_per_s = in(m, &r->wage),
        .building_per_m2 = in(m, &r->building),
        .energy_per_j = in(m, &r->energy),
        .equipment_share = r->equipment_share,
        .building_share = r->building_share,
        .variable_by_labour = r->variable_by_labour,
        .variable_by_depreciation = r->variable_by_depreciation,
        .general_by_labour = r->general_by_labour,
        .general_by_depreciation = r->general_by_depreciation,
        .research_by_depreciation = r->research_by_depreciation,
        .launch_by_materials = r->launch_by_materials,
        .launch_by_labour = r->launch_by_labour,
        .working = r->working,
        .profit = r->profit,
        .warranty = r->warranty,
    };
}

// Steps that take energy need its price.
static void check_energy(maker *m)
{
    for (int i = 0; i < m->def->steps.n && !m->def->rates.energy.is_given; i++) {
        const gm_cost_step_def *s = &m->def->steps.items[i];
        if (s->energy > 0.0) {
            gm_diag_error(m->diag, s->src,
                          "step '%s': it takes energy, and `rates:` has no price of `energy:`",
                          s->name);
            m->is_sound = false;
            return;
        }
    }
}

// ---- what the tables cannot know

static gm_src place_of(const gm_cost_def *def, const gm_cost_fault *fault)
{
    bool is_step = fault->quantity >= GM_COST_BAD_POWER && fault->quantity <= GM_COST_BAD_KEPT;
    if (is_step) {
        return def->steps.items[fault->index].src;
    }
    if (fault->quantity <= GM_COST_BAD_ENERGY) {
        return def->output_src;
    }
    if (fault->quantity == GM_COST_BAD_BASE) {
        return def->base.src;
    }
    if (fault->quantity == GM_COST_BAD_PRICE) {
        return def->prices.src;
    }
    return fault->quantity == GM_COST_BAD_RATE ? def->rates.src : def->src;
}

static void check_plant(maker *m, const gm_cost_plant *plant)
{
    gm_cost_fault faults[MOST_FAULTS];
    int32_t n = gm_cost_check(plant, faults, MOST_FAULTS);
    for (int32_t i = 0; i < n && i < MOST_FAULTS; i++) {
        const gm_cost_fault *f = &faults[i];
        const char *high =
            isfinite(f->high) ? gm_arena_printf(m->arena, " to %.4g", f->high) : "";
        gm_diag_error(m->diag, place_of(m->def, f), "cost: %s: expected %s%.4g%s, got %.6g",
                      gm_cost_quantity_name(f->quantity), f->low_open ? "more than " : "",
                      f->low, high, f->value);
    }
    m->is_sound = m->is_sound && n == 0;
}

gm_status gm_cost_answer_of(const gm_cost_def *def, const gm_design_answer *design,
                            gm_arena *arena, gm_diag *diag, gm_cost_answer *out)
{
    maker m = {.def = def,
               .design = &design->design,
               .arena = arena,
               .diag = diag,
               .currency = gm_cost_currency_of(def),
               .is_sound = true};
    *out = (gm_cost_answer){.def = def, .currency = m.currency};
    gm_cost_plant *plant = &out->plant;
    plant->energy_j = m.design->energy_j;
    plant->cells = def->output_j / m.design->energy_j;
    plant->area_m2 = m.design->coated_m2[1];
    for (int i = 0; i < GM_COST_MEASURES; i++) {
        plant->base[i] = def->base.rates[i];
    }
    set_materials(&m, plant);
    plant->rates = rates_of(&m);
    set_steps(&m, plant);
    check_energy(&m);
    if (m.is_sound) {
        check_plant(&m, plant);
    }
    if (!m.is_sound) {
        return GM_ERR_MODEL;
    }
    out->cost = gm_cost_of(plant, arena);
    return GM_OK;
}
