// SPDX-License-Identifier: MIT
//
// Masses and volumes of a cell by part, and the heat capacity of its stack.

#include "cell/design_parts.h"
#include "core/assert.h"
#include "num/elementary.h"

#define PI 3.14159265358979323846

// ---- the stack

// Mass of active material in a m3 of electrode.
static double active_kg_m3(const gm_electrode *e, const gm_coating *c)
{
    double sum = 0.0;
    for (int32_t p = 0; p < e->n; p++) {
        sum += e->particles[p].share * c->active[p].kg_m3;
    }
    return sum;
}

static void add_electrode(const gm_cell *cell, const gm_cell_build *build, int e,
                          gm_cell_design *d)
{
    const gm_electrode *electrode = &cell->electrodes[e];
    const gm_coating *c = &build->coatings[e];
    double coat_m3 = d->coated_m2[e] * electrode->thickness_m;
    double active = active_kg_m3(electrode, c);
    double inactive = c->inactive_share * c->inactive.kg_m3;
    double solid =
        build->electrolyte_is_solid ? electrode->porosity * build->electrolyte.kg_m3 : 0.0;
    gm_cell_part first = e == 0 ? GM_PART_NEGATIVE_ACTIVE : GM_PART_POSITIVE_ACTIVE;
    d->part_m3[first] = gm_design_active(electrode) * coat_m3;
    d->mass_kg[first] = active * coat_m3;
    d->part_m3[first + 1] = c->inactive_share * coat_m3;
    d->mass_kg[first + 1] = inactive * coat_m3;
    d->part_m3[first + 2] = d->foil_m2[e] * c->foil_m;
    d->mass_kg[first + 2] = d->part_m3[first + 2] * c->foil.kg_m3;
    d->void_m3 += c->void_share * coat_m3;
    d->coating_kg_m2[e] = (active + inactive + solid) * electrode->thickness_m;
}

// Metal that is there when empty has mass; what is plated comes out of the positive electrode.
static double lithium_m(const gm_cell *cell, const gm_cell_build *build,
                        const gm_cell_design *d)
{
    return cell->metal.is_there
               ? build->lithium_m + d->cell_c_m2 / gm_design_lithium_c_m3(build)
               : 0.0;
}

static void add_between(const gm_cell *cell, const gm_cell_build *build, gm_cell_design *d)
{
    double separator_m3 = d->separator_m2 * cell->separator_m;
    double electrolyte_m3 = d->pore_m3 * (1.0 + build->electrolyte_spare);
    double metal_m2 = cell->metal.is_there ? d->coated_m2[0] : 0.0;
    d->part_m3[GM_PART_SEPARATOR] = (1.0 - cell->separator_porosity) * separator_m3;
    d->mass_kg[GM_PART_SEPARATOR] = d->part_m3[GM_PART_SEPARATOR] * build->separator.kg_m3;
    d->part_m3[GM_PART_ELECTROLYTE] = electrolyte_m3;
    d->mass_kg[GM_PART_ELECTROLYTE] = electrolyte_m3 * build->electrolyte.kg_m3;
    d->part_m3[GM_PART_LITHIUM] = metal_m2 * lithium_m(cell, build, d);
    d->mass_kg[GM_PART_LITHIUM] = metal_m2 * build->lithium_m * build->lithium.kg_m3;
}

static double stack_m3(const gm_cell_design *d)
{
    double sum = d->void_m3 + d->pore_m3;
    for (int part = 0; part < GM_PARTS; part++) {
        bool inside =
            part != GM_PART_ELECTROLYTE && part != GM_PART_HOUSING && part != GM_PART_TABS;
        sum += inside ? d->part_m3[part] : 0.0;
    }
    return sum;
}

// ---- the housing

static double body_m3(const gm_housing *h, double less_m)
{
    double width_m = h->width_m - less_m;
    double height_m = h->height_m - less_m;
    return h->shape == GM_HOUSING_CYLINDER ? PI / 4.0 * width_m * width_m * height_m
                                           : width_m * (h->depth_m - less_m) * height_m;
}

double gm_design_room_m3(const gm_housing *h)
{
    return h->width_m > 0.0 ? body_m3(h, 2.0 * h->wall_m) : 0.0;
}

// What is known best: the whole, its wall, or its share of the cell's mass.
static double housing_kg(const gm_housing *h, double wall_m3, double inner_kg)
{
    if (h->mass_kg > 0.0) {
        return h->mass_kg;
    }
    if (wall_m3 > 0.0) {
        return wall_m3 * h->wall.kg_m3;
    }
    return inner_kg * h->mass_share / (1.0 - h->mass_share);
}

static void add_housing(const gm_cell_build *build, gm_cell_design *d)
{
    const gm_housing *h = &build->housing;
    double spare_m3 = d->part_m3[GM_PART_ELECTROLYTE] - d->pore_m3;
    double inner_kg = build->tabs_kg;
    for (int part = 0; part < GM_PARTS; part++) {
        inner_kg += d->mass_kg[part];
    }
    d->fill = h->fill;
    d->cell_m3 = (d->stack_m3 + spare_m3) / h->fill;
    if (h->width_m > 0.0) {
        d->cell_m3 = body_m3(h, 0.0);
        d->part_m3[GM_PART_HOUSING] = d->cell_m3 - gm_design_room_m3(h);
        d->fill = (d->stack_m3 + spare_m3) / gm_design_room_m3(h);
    }
    d->mass_kg[GM_PART_HOUSING] = housing_kg(h, d->part_m3[GM_PART_HOUSING], inner_kg);
    d->mass_kg[GM_PART_TABS] = build->tabs_kg;
}

// ---- heat

static double heat_of(const gm_stuff *s, double share)
{
    return share * s->kg_m3 * s->j_kgk;
}

// True when the specific heat of all that is there is known.
static bool is_known(const gm_stuff *s, double share)
{
    return share <= 0.0 || s->j_kgk > 0.0;
}

// Of a m3 of electrode, J/(m3 K); negative: not known.
static double electrode_heat(const gm_electrode *e, const gm_coating *c,
                             const gm_stuff *electrolyte)
{
    bool known = is_known(&c->inactive, c->inactive_share) &&
                 is_known(electrolyte, e->thickness_m > 0.0 ? e->porosity : 0.0);
    double sum = heat_of(&c->inactive, c->inactive_share) + heat_of(electrolyte, e->porosity);
    for (int32_t p = 0; p < e->n; p++) {
        known = known && is_known(&c->active[p], e->particles[p].share);
        sum += heat_of(&c->active[p], e->particles[p].share);
    }
    return known ? sum : -1.0;
}

static double stack_heat(const gm_cell *cell, const gm_cell_build *build)
{
    double solid = 1.0 - cell->separator_porosity;
    double sum = cell->separator_m * (heat_of(&build->separator, solid) +
                                      heat_of(&build->electrolyte, cell->separator_porosity));
    bool known = is_known(&build->separator, solid) &&
                 is_known(&build->electrolyte, cell->separator_porosity);
    for (int e = 0; e < 2; e++) {
        const gm_coating *c = &build->coatings[e];
        double heat = electrode_heat(&cell->electrodes[e], c, &build->electrolyte);
        known = known && heat >= 0.0 && is_known(&c->foil, c->foil_m);
        sum += heat * cell->electrodes[e].thickness_m;
        sum += heat_of(&c->foil, c->foil_m) / build->sheets.sides;
    }
    if (cell->metal.is_there) {
        known = known && is_known(&build->lithium, build->lithium_m);
        sum += heat_of(&build->lithium, build->lithium_m);
    }
    return known ? sum : 0.0;
}

// ---- the whole

static double pair_thickness(const gm_cell *cell, const gm_cell_build *build,
                             const gm_cell_design *d)
{
    double sum = cell->separator_m + lithium_m(cell, build, d);
    for (int e = 0; e < 2; e++) {
        sum += cell->electrodes[e].thickness_m;
        sum += build->coatings[e].foil_m / build->sheets.sides;
    }
    return sum;
}

void gm_design_masses(const gm_cell *cell, const gm_cell_build *build, gm_cell_design *d)
{
    for (int e = 0; e < 2; e++) {
        add_electrode(cell, build, e, d);
    }
    add_between(cell, build, d);
    d->stack_m3 = stack_m3(d);
    add_housing(build, d);
    for (int part = 0; part < GM_PARTS; part++) {
        d->total_kg += d->mass_kg[part];
    }
    d->pair_m = pair_thickness(cell, build, d);
    d->stack_j_m2k = stack_heat(cell, build);
}

const char *gm_cell_part_name(gm_cell_part part)
{
    static const char *const names[GM_PARTS] = {
        [GM_PART_NEGATIVE_ACTIVE] = "active material of the negative electrode",
        [GM_PART_NEGATIVE_INACTIVE] = "binder and carbon of the negative electrode",
        [GM_PART_NEGATIVE_FOIL] = "foil of the negative electrode",
        [GM_PART_POSITIVE_ACTIVE] = "active material of the positive electrode",
        [GM_PART_POSITIVE_INACTIVE] = "binder and carbon of the positive electrode",
        [GM_PART_POSITIVE_FOIL] = "foil of the positive electrode",
        [GM_PART_LITHIUM] = "lithium metal",
        [GM_PART_SEPARATOR] = "separator",
        [GM_PART_ELECTROLYTE] = "electrolyte",
        [GM_PART_HOUSING] = "housing",
        [GM_PART_TABS] = "tabs and terminals",
    };
    GM_REQUIRE((int)part >= 0 && part < GM_PARTS);
    return names[part];
}
