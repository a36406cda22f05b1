// SPDX-License-Identifier: MIT
//
// Every fault of what a cell is built of. A fault is told with its bounds; whoever knows the file adds the
// place.

#include "cell/design_parts.h"
#include "core/assert.h"
#include "num/elementary.h"

#define ROUNDING 1e-3 // shares of volume are given to three digits
#define SPREAD   0.01 // areas and charges that are given twice must agree to this

typedef struct checker {
    gm_build_fault *out;
    int32_t room;
    int32_t n;
    int32_t doubts;   // of them
    bool is_of_whole; // what is sound by itself does not go together
    int32_t electrode;
    int32_t population;
} checker;

static void fault(checker *c, gm_build_quantity q, double value, double low, double high,
                  bool low_open)
{
    if (c->n < c->room) {
        c->out[c->n] = (gm_build_fault){q,   c->electrode, c->population, value,
                                        low, high,         low_open,      c->is_of_whole};
    }
    c->n++;
    c->doubts += c->is_of_whole;
}

// low <= value <= high; NaN is a fault.
static void within(checker *c, gm_build_quantity q, double value, double low, double high)
{
    if (!(value >= low && value <= high)) {
        fault(c, q, value, low, high, false);
    }
}

// low < value, which is finite.
static void above(checker *c, gm_build_quantity q, double value, double low)
{
    if (!(value > low && value < GM_INFINITY)) {
        fault(c, q, value, low, GM_INFINITY, true);
    }
}

// ---- an electrode

static void check_populations(checker *c, const gm_electrode *e, const gm_cell_build *build)
{
    int32_t side = c->electrode;
    const gm_cell_window *w = &build->window;
    for (c->population = 0; c->population < e->n; c->population++) {
        int32_t p = c->population;
        double empty = w->empty[side][p];
        double full = w->full[side][p];
        above(c, GM_BUILD_ACTIVE_KG_M3, build->coatings[side].active[p].kg_m3, 0.0);
        within(c, GM_BUILD_EMPTY, empty, side == 0 ? 0.0 : full, side == 0 ? full : 1.0);
        within(c, GM_BUILD_FULL, full, side == 0 ? empty : 0.0, side == 0 ? 1.0 : empty);
    }
    c->population = -1;
}

static void check_coating(checker *c, const gm_cell *cell, const gm_cell_build *build)
{
    const gm_electrode *e = &cell->electrodes[c->electrode];
    const gm_coating *k = &build->coatings[c->electrode];
    double shares = gm_design_active(e) + e->porosity + k->inactive_share + k->void_share;
    above(c, GM_BUILD_THICKNESS, e->thickness_m, 0.0);
    within(c, GM_BUILD_SHARES, shares, 1.0 - ROUNDING, 1.0 + ROUNDING);
    within(c, GM_BUILD_INACTIVE, k->inactive_share, 0.0, 1.0);
    within(c, GM_BUILD_VOID, k->void_share, 0.0, 1.0);
    if (k->inactive_share > 0.0) {
        above(c, GM_BUILD_INACTIVE_KG_M3, k->inactive.kg_m3, 0.0);
    }
    check_populations(c, e, build);
}

static void check_foil(checker *c, const gm_coating *k)
{
    above(c, GM_BUILD_FOIL, k->foil_m, 0.0);
    above(c, GM_BUILD_FOIL_KG_M3, k->foil.kg_m3, 0.0);
    within(c, GM_BUILD_BARE, k->bare_share, 0.0, 0.99);
}

// ---- both together

static void check_balance(checker *c, const gm_cell *cell, const gm_cell_build *build)
{
    const gm_cell_window *w = &build->window;
    double negative = gm_design_charge(&cell->electrodes[0], w->empty[0], w->full[0]);
    double positive = gm_design_charge(&cell->electrodes[1], w->full[1], w->empty[1]);
    gm_cell_design d = {0};
    gm_design_charges(cell, build, &d);
    within(c, GM_BUILD_BALANCE, negative / positive, 1.0 - SPREAD, 1.0 + SPREAD);
    c->is_of_whole = true;
    within(c, GM_BUILD_N_TO_P, d.n_to_p, 1.0 - ROUNDING, GM_INFINITY);
    c->is_of_whole = false;
}

static void check_between(checker *c, const gm_cell *cell, const gm_cell_build *build)
{
    above(c, GM_BUILD_ELECTROLYTE_KG_M3, build->electrolyte.kg_m3, 0.0);
    within(c, GM_BUILD_ELECTROLYTE_SPARE, build->electrolyte_spare, 0.0,
           build->electrolyte_is_solid ? 0.0 : 10.0);
    within(c, GM_BUILD_SEPARATOR_SPARE, build->sheets.separator_spare, 0.0, 1.0);
    if (cell->separator_porosity < 1.0) {
        above(c, GM_BUILD_SEPARATOR_KG_M3, build->separator.kg_m3, 0.0);
    }
    within(c, GM_BUILD_MEAN_V, build->mean_v, 0.0, 10.0);
}

static void check_sheets(checker *c, const gm_cell *cell, const gm_sheets *s)
{
    double area_m2 = s->pairs * s->width_m * s->length_m;
    bool halves = s->sides == 2 && s->pairs % 2 != 0;
    above(c, GM_BUILD_WIDTH, s->width_m, 0.0);
    above(c, GM_BUILD_LENGTH, s->length_m, 0.0);
    within(c, GM_BUILD_SIDES, s->sides, 1.0, 2.0);
    within(c, GM_BUILD_OVERHANG, s->overhang_m, 0.0, 0.1);
    if (s->pairs < 1 || halves) {
        fault(c, GM_BUILD_PAIRS, s->pairs, s->sides == 2 ? 2.0 : 1.0, GM_INFINITY, false);
    }
    within(c, GM_BUILD_AREA, cell->area_m2, area_m2 * (1.0 - SPREAD), area_m2 * (1.0 + SPREAD));
}

// ---- what is around

static double least(const gm_housing *h)
{
    double size_m = fmin(h->width_m, h->height_m);
    return h->shape == GM_HOUSING_BOX ? fmin(size_m, h->depth_m) : size_m;
}

static void check_housing(checker *c, const gm_housing *h)
{
    bool has_size = h->width_m > 0.0;
    bool has_wall = has_size && h->wall_m > 0.0;
    if (has_size) {
        above(c, GM_BUILD_HOUSING_SIZE, least(h) - 2.0 * h->wall_m, 0.0);
    } else if (!(h->fill > 0.0 && h->fill <= 1.0)) {
        fault(c, GM_BUILD_HOUSING_FILL, h->fill, 0.0, 1.0, true);
    }
    if (h->mass_kg > 0.0) {
        return;
    }
    if (has_wall) {
        above(c, GM_BUILD_HOUSING_KG_M3, h->wall.kg_m3, 0.0);
    } else {
        within(c, GM_BUILD_HOUSING_SHARE, h->mass_share, 0.0, 0.9);
    }
}

static void check_pack(checker *c, const gm_cell_pack *p)
{
    within(c, GM_BUILD_PACK_MASS, p->mass_share, 0.0, 1.0);
    within(c, GM_BUILD_PACK_VOLUME, p->volume_share, 0.0, 1.0);
    within(c, GM_BUILD_FRAME, fmin(p->frame_kg_m2, p->frame_m), 0.0, GM_INFINITY);
}

// What is sound by itself must fit into its housing.
static void check_fill(checker *c, const gm_cell *cell, const gm_cell_build *build)
{
    gm_cell_design d = {0};
    gm_design_charges(cell, build, &d);
    gm_design_areas(cell, build, &d);
    gm_design_masses(cell, build, &d);
    c->is_of_whole = true;
    within(c, GM_BUILD_HOUSING_FILL, d.fill, 0.0, 1.0);
    c->is_of_whole = false;
}

// ---- the whole

static void check(checker *c, const gm_cell *cell, const gm_cell_build *build)
{
    for (c->electrode = 0; c->electrode < 2; c->electrode++) {
        bool is_metal = c->electrode == 0 && cell->metal.is_there;
        if (!is_metal) {
            check_coating(c, cell, build);
        }
        check_foil(c, &build->coatings[c->electrode]);
    }
    c->electrode = -1;
    if (cell->metal.is_there) {
        within(c, GM_BUILD_LITHIUM, build->lithium_m, 0.0, 1e-3);
    } else {
        check_balance(c, cell, build);
    }
    check_between(c, cell, build);
    check_sheets(c, cell, &build->sheets);
    check_housing(c, &build->housing);
    within(c, GM_BUILD_TABS, build->tabs_kg, 0.0, GM_INFINITY);
    check_pack(c, &build->pack);
    if (c->n == c->doubts) {
        check_fill(c, cell, build);
    }
}

int32_t gm_cell_build_check(const gm_cell *cell, const gm_cell_build *build,
                            gm_build_fault *out, int32_t room)
{
    checker c = {.out = out, .room = room, .population = -1};
    check(&c, cell, build);
    return c.n;
}

bool gm_cell_build_is_sound(const gm_cell *cell, const gm_cell_build *build)
{
    checker c = {.population = -1};
    check(&c, cell, build);
    return c.n == c.doubts;
}

const char *gm_build_quantity_name(gm_build_quantity q)
{
    static const char *const names[GM_BUILD_QUANTITIES] = {
        [GM_BUILD_AREA] = "area of all pairs, against pairs x width x length",
        [GM_BUILD_THICKNESS] = "thickness",
        [GM_BUILD_SHARES] = "sum of active, electrolyte, inactive and void shares",
        [GM_BUILD_INACTIVE] = "share of binder and carbon",
        [GM_BUILD_VOID] = "share of void",
        [GM_BUILD_ACTIVE_KG_M3] = "density of the active material",
        [GM_BUILD_INACTIVE_KG_M3] = "density of binder and carbon",
        [GM_BUILD_FOIL] = "thickness of the foil",
        [GM_BUILD_FOIL_KG_M3] = "density of the foil",
        [GM_BUILD_BARE] = "share of the foil that is bare",
        [GM_BUILD_EMPTY] = "stoichiometry of the empty cell",
        [GM_BUILD_FULL] = "stoichiometry of the full cell",
        [GM_BUILD_BALANCE] = "charge of the negative window by that of the positive one",
        [GM_BUILD_N_TO_P] = "capacity of the negative electrode by that of the positive one",
        [GM_BUILD_LITHIUM] = "thickness of lithium metal",
        [GM_BUILD_ELECTROLYTE_KG_M3] = "density of the electrolyte",
        [GM_BUILD_ELECTROLYTE_SPARE] = "spare electrolyte",
        [GM_BUILD_SEPARATOR_KG_M3] = "density of the separator's solid",
        [GM_BUILD_SEPARATOR_SPARE] = "spare separator",
        [GM_BUILD_WIDTH] = "width of a sheet",
        [GM_BUILD_LENGTH] = "length of a sheet",
        [GM_BUILD_PAIRS] = "pairs",
        [GM_BUILD_SIDES] = "coated sides of a foil",
        [GM_BUILD_OVERHANG] = "overhang of the negative electrode",
        [GM_BUILD_HOUSING_SIZE] = "least inner size of the housing",
        [GM_BUILD_HOUSING_KG_M3] = "density of the housing's wall",
        [GM_BUILD_HOUSING_SHARE] = "share of the housing in the cell's mass",
        [GM_BUILD_HOUSING_FILL] = "stack in the room of the housing",
        [GM_BUILD_TABS] = "mass of tabs and terminals",
        [GM_BUILD_PACK_MASS] = "share of the cells in the pack's mass",
        [GM_BUILD_PACK_VOLUME] = "share of the cells in the pack's volume",
        [GM_BUILD_FRAME] = "pressure frame",
        [GM_BUILD_MEAN_V] = "mean voltage",
    };
    GM_REQUIRE((int)q >= 0 && q < GM_BUILD_QUANTITIES);
    return names[q];
}
