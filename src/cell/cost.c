// SPDX-License-Identifier: MIT

#include "cell/cost.h"

#include "core/assert.h"
#include "num/elementary.h"

// ---- what is bought

// What all steps keep of a material.
static double kept_of(const gm_cost_plant *p, int32_t material)
{
    double kept = 1.0;
    for (int32_t i = 0; i < p->n_losses; i++) {
        kept *= p->losses[i].material == material ? p->losses[i].kept : 1.0;
    }
    return kept;
}

static double cell_yield_of(const gm_cost_plant *p)
{
    double kept = 1.0;
    for (int32_t i = 0; i < p->n_steps; i++) {
        kept *= p->steps[i].cells_kept;
    }
    return kept;
}

// Amount of a material that goes into the process for a good cell.
static double used_of(const gm_cost_plant *p, int32_t material, double cell_yield)
{
    return p->materials[material].amount / (cell_yield * kept_of(p, material));
}

// ---- rates

static bool is_mass(gm_cost_measure measure)
{
    return measure == GM_COST_POSITIVE || measure == GM_COST_NEGATIVE;
}

static bool is_solvent(gm_cost_measure measure)
{
    return measure == GM_COST_POSITIVE_SOLVENT || measure == GM_COST_NEGATIVE_SOLVENT;
}

// All but that of the dry room, which follows from the floor of the others.
static void find_ratios(const gm_cost_plant *p, gm_cost *c)
{
    double rate[GM_COST_MEASURES] = {0};
    rate[GM_COST_ENERGY] = p->cells * p->energy_j;
    rate[GM_COST_CELLS] = p->cells / c->cell_yield;
    rate[GM_COST_AREA] = p->cells / c->cell_yield * p->area_m2;
    for (int32_t i = 0; i < p->n_materials; i++) {
        const gm_cost_material *m = &p->materials[i];
        double used = p->cells * used_of(p, i, c->cell_yield);
        if (is_mass(m->counts)) {
            rate[m->counts] += used * (1.0 - m->recovered);
        } else if (is_solvent(m->counts)) {
            rate[m->counts] += used;
        }
    }
    for (int m = 0; m < GM_COST_DRY_ROOM; m++) {
        c->ratio[m] = rate[m] / p->base[m];
    }
}

static double scaled(gm_cost_scale s, double ratio)
{
    return ratio > 0.0 ? s.at_base * gm_pow(ratio, s.power) : 0.0;
}

static void find_dry_room(const gm_cost_plant *p, gm_cost *c)
{
    double now_m2 = 0.0;
    double base_m2 = 0.0;
    for (int32_t i = 0; i < p->n_steps; i++) {
        const gm_cost_step *s = &p->steps[i];
        if (s->dry_share > 0.0) {
            now_m2 += s->dry_share * scaled(s->area_m2, c->ratio[s->by]);
            base_m2 += s->dry_share * s->area_m2.at_base;
        }
    }
    base_m2 = p->base[GM_COST_DRY_ROOM] > 0.0 ? p->base[GM_COST_DRY_ROOM] : base_m2;
    c->ratio[GM_COST_DRY_ROOM] = base_m2 > 0.0 ? now_m2 / base_m2 : 0.0;
}

// ---- materials

static double price_of(const gm_cost_material *m, const gm_cost *c)
{
    double ratio = c->ratio[m->by];
    return ratio > 0.0 ? m->price * gm_pow(ratio, m->power - 1.0) : m->price;
}

static void buy(const gm_cost_plant *p, gm_cost *c, gm_cost_bought *bought)
{
    for (int32_t i = 0; i < p->n_materials; i++) {
        const gm_cost_material *m = &p->materials[i];
        gm_cost_bought *b = &bought[i];
        b->bought = used_of(p, i, c->cell_yield) * (1.0 - m->recovered);
        b->price = price_of(m, c);
        b->money = b->bought * b->price;
        // A solvent is in no cell: all of it is spent, none is scrap.
        b->lost = is_solvent(m->counts) ? 0.0 : b->money - m->amount * b->price;
        *(m->is_item ? &c->items : &c->materials) += b->money;
    }
    c->bought = bought;
}

// What a step loses of the materials that pass through it, and what is in the cells that it rejects.
static void find_scrap(const gm_cost_plant *p, gm_cost *c, gm_cost_worked *worked)
{
    double in_cells = 0.0; // money of what is in a good cell
    for (int32_t i = 0; i < p->n_materials; i++) {
        bool stays = !is_solvent(p->materials[i].counts);
        double left = c->bought[i].money;
        for (int32_t k = 0; stays && k < p->n_losses; k++) {
            if (p->losses[k].material == i) {
                worked[p->losses[k].step].scrap += left * (1.0 - p->losses[k].kept);
                left *= p->losses[k].kept;
            }
        }
        in_cells += stays ? p->materials[i].amount * c->bought[i].price : 0.0;
    }
    double begun = in_cells / c->cell_yield;
    for (int32_t i = 0; i < p->n_steps; i++) {
        worked[i].scrap += begun * (1.0 - p->steps[i].cells_kept);
        begun *= p->steps[i].cells_kept;
    }
}

// ---- steps

// Equipment that is longer where more comes to each m2 of electrode.
static double loaded(const gm_cost_step *s, const gm_cost *c)
{
    double load = c->ratio[s->load] / c->ratio[GM_COST_AREA];
    return s->load_power != 0.0 && load > 0.0 ? gm_pow(load, s->load_power) : 1.0;
}

static void work(const gm_cost_plant *p, const gm_cost *c, const gm_cost_step *s,
                 gm_cost_worked *w)
{
    const gm_cost_rates *r = &p->rates;
    double ratio = c->ratio[s->by];
    w->labour_s = scaled(s->labour_s, ratio);
    w->capital = scaled(s->capital, ratio) * loaded(s, c);
    w->area_m2 = scaled(s->area_m2, ratio);
    w->labour = w->labour_s * r->wage_per_s / p->cells;
    w->depreciation = (w->capital * r->equipment_share +
                       w->area_m2 * r->building_per_m2 * r->building_share) /
                      p->cells;
    w->variable =
        w->labour * r->variable_by_labour + w->depreciation * r->variable_by_depreciation;
    w->general = (w->labour + w->variable) * r->general_by_labour +
                 w->depreciation * r->general_by_depreciation;
    w->research = w->depreciation * r->research_by_depreciation;
    w->energy = s->energy_j_j * p->energy_j * r->energy_per_j;
    w->total = w->labour + w->depreciation + w->variable + w->general + w->research + w->energy;
}

// ---- the whole

// Investment with launch and working capital, profit on it, warranty on all.
static void close_books(const gm_cost_plant *p, gm_cost *c)
{
    const gm_cost_rates *r = &p->rates;
    double bought = c->materials + c->items;
    double labour = 0.0; // with variable overhead
    double energy = 0.0;
    for (int32_t i = 0; i < p->n_steps; i++) {
        const gm_cost_worked *w = &c->worked[i];
        labour += w->labour + w->variable;
        energy += w->energy;
        c->steps += w->total;
        c->labour_s += w->labour_s;
        c->area_m2 += w->area_m2;
        c->equipment += w->capital;
    }
    c->building = c->area_m2 * r->building_per_m2;
    double launch = (r->launch_by_materials * bought + r->launch_by_labour * labour) * p->cells;
    double working = r->working * (bought + labour + energy) * p->cells;
    c->investment = c->building + c->equipment + launch + working;
    c->profit = r->profit * c->investment / p->cells;
    c->warranty = r->warranty * (bought + c->steps + c->profit);
    c->total = bought + c->steps + c->profit + c->warranty;
    c->per_j = c->total / p->energy_j;
}

gm_cost gm_cost_of(const gm_cost_plant *plant, gm_arena *arena)
{
    GM_REQUIRE(gm_cost_check(plant, NULL, 0) == 0);
    gm_cost c = {.cell_yield = cell_yield_of(plant)};
    gm_cost_worked *worked = GM_NEW(arena, gm_cost_worked, plant->n_steps);
    find_ratios(plant, &c);
    find_dry_room(plant, &c);
    buy(plant, &c, GM_NEW(arena, gm_cost_bought, plant->n_materials));
    for (int32_t i = 0; i < plant->n_steps; i++) {
        work(plant, &c, &plant->steps[i], &worked[i]);
    }
    find_scrap(plant, &c, worked);
    c.worked = worked;
    close_books(plant, &c);
    return c;
}

// ---- from a design

// The amount of a part in the unit of its price.
static double amount_of(const gm_cell_design *d, int part)
{
    switch ((gm_cell_part)part) {
    case GM_PART_NEGATIVE_FOIL:
        return d->foil_m2[0];
    case GM_PART_POSITIVE_FOIL:
        return d->foil_m2[1];
    case GM_PART_SEPARATOR:
        return d->mass_kg[part] > 0.0 ? d->separator_m2 : 0.0;
    case GM_PART_HOUSING:
    case GM_PART_TABS:
        return 1.0;
    case GM_PART_NEGATIVE_ACTIVE:
    case GM_PART_NEGATIVE_INACTIVE:
    case GM_PART_POSITIVE_ACTIVE:
    case GM_PART_POSITIVE_INACTIVE:
    case GM_PART_LITHIUM:
    case GM_PART_ELECTROLYTE:
    case GM_PARTS:
        break;
    }
    return d->mass_kg[part];
}

void gm_cost_bill(const gm_cell_design *design, const gm_cost_price price[GM_PARTS],
                  gm_cost_material out[GM_PARTS])
{
    static const gm_cost_measure by[GM_PARTS] = {
        [GM_PART_NEGATIVE_ACTIVE] = GM_COST_NEGATIVE,
        [GM_PART_NEGATIVE_INACTIVE] = GM_COST_NEGATIVE,
        [GM_PART_NEGATIVE_FOIL] = GM_COST_AREA,
        [GM_PART_POSITIVE_ACTIVE] = GM_COST_POSITIVE,
        [GM_PART_POSITIVE_INACTIVE] = GM_COST_POSITIVE,
        [GM_PART_POSITIVE_FOIL] = GM_COST_AREA,
        [GM_PART_LITHIUM] = GM_COST_AREA,
        [GM_PART_SEPARATOR] = GM_COST_AREA,
        [GM_PART_ELECTROLYTE] = GM_COST_AREA,
        [GM_PART_HOUSING] = GM_COST_CELLS,
        [GM_PART_TABS] = GM_COST_CELLS,
    };
    for (int part = 0; part < GM_PARTS; part++) {
        bool is_active = part == GM_PART_NEGATIVE_ACTIVE || part == GM_PART_POSITIVE_ACTIVE;
        out[part] = (gm_cost_material){
            .name = gm_cell_part_name((gm_cell_part)part),
            .counts = is_active ? by[part] : GM_COST_ENERGY,
            .amount = amount_of(design, part),
            .price = price[part].price,
            .power = price[part].power,
            .by = by[part],
            .is_item = part == GM_PART_HOUSING || part == GM_PART_TABS,
        };
    }
}
