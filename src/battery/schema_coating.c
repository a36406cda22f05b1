// SPDX-License-Identifier: MIT
//
// The tables of what is in a cell beside what its model knows: materials of the coatings, foils, electrolyte.

#include "battery/design_def.h"

// Rows of a density and a specific heat in the struct that holds a gm_stuff_def.
#define STUFF_ROWS(type, example_kg_m3, of)                                                    \
    {"density",                                                                                \
     GM_TYPE_QUANTITY,                                                                         \
     GM_INTO(type, stuff.kg_m3),                                                               \
     .unit = "kg/m3",                                                                          \
     .example = (example_kg_m3),                                                               \
     .bounds = GM_MORE_THAN | GM_AT_MOST,                                                      \
     .hi = 1e5,                                                                                \
     .src_at = GM_AT(type, stuff.kg_m3_src),                                                   \
     .doc = (of)},                                                                             \
    {                                                                                          \
        "heat-capacity", GM_TYPE_QUANTITY, GM_INTO(type, stuff.j_kgk),                         \
            .unit = "J/kg/K", .example = "700 J/kg/K", .bounds = GM_MORE_THAN | GM_AT_MOST,    \
            .hi = 1e5,                                                                         \
            .doc = "The specific heat. The design has a heat capacity when all of the stack "  \
                   "say theirs."                                                               \
    }

static const gm_field active_fields[] = {
    STUFF_ROWS(gm_active_def, "4750 kg/m3", "Of the matter itself, without pores."),
};

static const gm_table active_table = {
    .name = "active material",
    .doc = "What particles are made of.",
    GM_FIELDS(active_fields),
    .size = sizeof(gm_active_def),
    .src_at = GM_AT(gm_active_def, src),
    .name_at = GM_AT(gm_active_def, name),
    .short_key = "density",
};

static const gm_field binder_fields[] = {
    {"share", GM_TYPE_QUANTITY, GM_INTO(gm_binder_def, share), .example = "5 %",
     .bounds = GM_BETWEEN, .lo = 0.0, .hi = 1.0, .src_at = GM_AT(gm_binder_def, share_src),
     .given_at = GM_AT(gm_binder_def, has_share),
     .doc = "Of the volume of the electrode; by default what particles, electrolyte and void "
            "leave."},
    STUFF_ROWS(gm_binder_def, "1850 kg/m3", "Of both together, without pores."),
};

static const gm_table binder_table = {
    .name = "binder",
    .doc = "Binder and carbon.",
    GM_FIELDS(binder_fields),
    .size = sizeof(gm_binder_def),
};

static const gm_field foil_fields[] = {
    {"thickness", GM_TYPE_QUANTITY, GM_INTO(gm_foil_def, thickness_m), .unit = "um",
     .required = true, .example = "12 um", .bounds = GM_MORE_THAN | GM_AT_MOST, .hi = 1e-3,
     .src_at = GM_AT(gm_foil_def, thickness_src), .doc = "Of the foil alone."},
    STUFF_ROWS(
        gm_foil_def, "8960 kg/m3",
        "By default copper (8960 kg/m3, 385 J/kg/K) in the negative electrode, aluminium "
        "(2700 kg/m3, 897 J/kg/K) in the positive one."),
    {"bare", GM_TYPE_QUANTITY, GM_INTO(gm_foil_def, bare_share), .preset = "0 %",
     .example = "5 %", .bounds = GM_BETWEEN, .lo = 0.0, .hi = 0.99,
     .src_at = GM_AT(gm_foil_def, bare_src),
     .doc = "Share of its area without coating: edges and flags."},
};

static const gm_table foil_table = {
    .name = "foil",
    .doc = "What carries a coating and its current.",
    GM_FIELDS(foil_fields),
    .size = sizeof(gm_foil_def),
    .short_key = "thickness",
};

static const gm_field coating_fields[] = {
    {"active", GM_TYPE_MAP, GM_INTO(gm_coating_def, active), .item = GM_TYPE_STRUCT,
     .table = &active_table, .src_at = GM_AT(gm_coating_def, active_src),
     .example = "{graphite: 2260 kg/m3}",
     .doc = "What its particles are made of, by their names in `particles`."},
    {"binder", GM_TYPE_STRUCT, GM_INTO(gm_coating_def, binder), .table = &binder_table,
     .example = "{density: 1850 kg/m3}",
     .doc = "Binder and carbon. Needed where the other shares leave room."},
    {"void", GM_TYPE_QUANTITY, GM_INTO(gm_coating_def, void_share), .preset = "0 %",
     .example = "8 %", .bounds = GM_BETWEEN, .lo = 0.0, .hi = 1.0,
     .src_at = GM_AT(gm_coating_def, void_src),
     .doc = "Share of pores that stay empty, as beside a solid electrolyte."},
    {"swing", GM_TYPE_QUANTITY, GM_INTO(gm_coating_def, swing), .example = "87 %",
     .bounds = GM_MORE_THAN | GM_AT_MOST, .hi = 1.0, .src_at = GM_AT(gm_coating_def, swing_src),
     .doc = "Of stoichiometry, what the electrode gives for good, for the ratio of negative to "
            "positive. By default of the negative one all above that of the empty cell, of the "
            "positive one what the voltages of the cell use."},
    {"foil", GM_TYPE_STRUCT, GM_INTO(gm_coating_def, foil), .table = &foil_table,
     .required = true, .example = "{thickness: 12 um}", .doc = "What it is coated on."},
};

const gm_table gm_table_cell_coating = {
    .name = "coating",
    .doc = "What an electrode is made of. Of lithium metal only the foil.",
    GM_FIELDS(coating_fields),
    .size = sizeof(gm_coating_def),
    .src_at = GM_AT(gm_coating_def, src),
};

static const gm_field filling_fields[] = {
    STUFF_ROWS(gm_filling_def, "1200 kg/m3",
               "By default 1200 kg/m3, a molar solution of LiPF6 in carbonates."),
    {"spare", GM_TYPE_QUANTITY, GM_INTO(gm_filling_def, spare), .preset = "0 %",
     .example = "10 %", .bounds = GM_BETWEEN, .lo = 0.0, .hi = 10.0,
     .src_at = GM_AT(gm_filling_def, spare_src),
     .doc = "What is filled in beyond what the pores hold, share of that."},
    {"solid", GM_TYPE_BOOL, GM_INTO(gm_filling_def, is_solid), .example = "yes",
     .given_at = GM_AT(gm_filling_def, has_solid),
     .doc = "It is coated with the electrodes. By default so where its transference number is "
            "1."},
};

const gm_table gm_table_cell_filling = {
    .name = "filling",
    .doc = "The electrolyte by its mass.",
    GM_FIELDS(filling_fields),
    .size = sizeof(gm_filling_def),
};

static const gm_field between_fields[] = {
    STUFF_ROWS(gm_between_def, "950 kg/m3",
               "Of its solid, without pores; needed unless it is electrolyte alone."),
    {"spare", GM_TYPE_QUANTITY, GM_INTO(gm_between_def, spare), .preset = "0 %",
     .example = "5 %", .bounds = GM_BETWEEN, .lo = 0.0, .hi = 1.0,
     .src_at = GM_AT(gm_between_def, spare_src),
     .doc = "Its area beyond that of the negative faces, share of that."},
};

const gm_table gm_table_cell_between = {
    .name = "separator sheet",
    .doc = "The separator by its mass.",
    GM_FIELDS(between_fields),
    .size = sizeof(gm_between_def),
};

static const gm_field lithium_fields[] = {
    {"thickness", GM_TYPE_QUANTITY, GM_INTO(gm_lithium_def, thickness_m), .unit = "um",
     .required = true, .example = "20 um", .bounds = GM_BETWEEN, .lo = 0.0, .hi = 1e-3,
     .doc = "Of the metal that is there when the cell is empty; 0 of a cell without an anode."},
    STUFF_ROWS(gm_lithium_def, "534 kg/m3", "By default lithium's (534 kg/m3, 3582 J/kg/K)."),
};

const gm_table gm_table_cell_lithium = {
    .name = "lithium foil",
    .doc = "Lithium on the foil of a negative electrode of metal.",
    GM_FIELDS(lithium_fields),
    .size = sizeof(gm_lithium_def),
    .src_at = GM_AT(gm_lithium_def, src),
    .short_key = "thickness",
};
